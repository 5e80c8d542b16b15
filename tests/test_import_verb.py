"""`dr-desktop import`: several files, a mapping, a dry run, and a report that leaves nothing out."""

import json
from pathlib import Path
from typing import Any

import pytest

from dr_desktop.cli import main
from dr_desktop.files.plan_file import read_plan
from dr_desktop.plan.plan import Plan
from tests.files.intake.test_formats import text, written

Told = pytest.CaptureFixture[str]
HEADINGS = ["Server", "Application", "vCPU", "RAM GB", "Used GB", "Environment"]


def fleet(path: Path, memory: int = 8, *more: list[Any]) -> Path:
    rows = [["web", "Shop", 2, memory, 40, "PRD"], ["sql", "Data", 4, 32, 400, "PRD"], *more]
    return text(path, [HEADINGS, *rows])


def plan_at(path: Path) -> Plan:
    plan = read_plan(path)
    assert isinstance(plan, Plan), plan
    return plan


def test_several_files_make_one_plan(tmp_path: Path) -> None:
    machines = fleet(tmp_path / "m.csv")
    analysis = text(tmp_path / "bia.csv", [["Service", "RTO"], ["Shop", "4h"]])
    seen = text(tmp_path / "d.csv", [["Source server name", "Destination server name", "Destination port"],
                                     ["web", "sql", 1433]])  # fmt: skip
    out = tmp_path / "new.drplan"
    command = ["import", *map(str, (machines, analysis, seen)), "--group", "tag:application", "--link", "-o", str(out)]
    assert main(command) == 0
    plan = plan_at(out)
    by_name = {one.name: one for one in plan.applications.values()}
    assert (by_name["Shop"].rto_minutes, by_name["Shop"].environment) == (240, "production")
    assert by_name["Shop"].depends_on == (by_name["Data"].id,)
    web = next(one for one in plan.machines.values() if one.name == "web")
    assert (web.application, web.used_gib, web.memory_gib) == (by_name["Shop"].id, 40.0, 8.0)
    assert web.source_place == "m.csv, table row 2"
    assert web.source_cells["used_gib"] == "Used GB: 40"


def test_a_dry_run_says_what_would_change_and_saves_nothing(tmp_path: Path, capsys: Told) -> None:
    out = tmp_path / "new.drplan"
    assert main(["import", str(fleet(tmp_path / "may.csv")), "-o", str(out)]) == 0
    before = out.read_bytes()
    capsys.readouterr()
    june = text(tmp_path / "june.csv", [HEADINGS, ["web", "Shop", 2, 16, 40, "PRD"]])
    assert main(["import", str(june), "--into", str(out), "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "web: Memory, GiB: 8 -> 16  (RAM GB: 16; june.csv, table row 2)" in told
    assert "not in this file; kept: sql." in told
    assert told.rstrip().endswith("Nothing was saved.")
    assert out.read_bytes() == before


def test_the_report_as_json_counts_every_row(tmp_path: Path, capsys: Told) -> None:
    path = fleet(tmp_path / "m.csv", 8, ["web", "Shop", 4, 8, 40, ""], ["Total", "", 10, 48, 480, ""])
    assert main(["import", str(path), "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rows_read"] == 4
    assert [one["name"] for one in told["machines"]["new"]] == ["web", "sql"]
    assert [one["reason"].split(".")[0] for one in told["skipped"]] == [
        "It adds up other rows", "It repeats table row 2, which counts, and states another vcpus",
    ]  # fmt: skip
    assert [(one["name"], one["field"], one["first"], one["second"]) for one in told["conflicts"]] == [
        ("web", "vcpus", "2", "4")
    ]
    assert told["saved_to"] is None


def test_a_mapping_says_what_the_columns_of_an_unknown_table_mean(tmp_path: Path, capsys: Told) -> None:
    path = text(tmp_path / "m.csv", [["Kennung", "Kerne"], ["web", 2]])
    out = tmp_path / "new.drplan"
    assert main(["import", str(path), "-o", str(out)]) == 2
    assert "none of the formats" in capsys.readouterr().err
    mapping = written(tmp_path / "map.json", {"columns": {"name": "Kennung", "vcpus": "Kerne"}})
    assert main(["import", str(path), "--map", str(mapping), "-o", str(out)]) == 0
    assert [(one.name, one.vcpus) for one in plan_at(out).machines.values()] == [("web", 2)]
    assert main(["import", str(path), "--map", str(path), "-o", str(out), "--force"]) == 2
    assert "mapping cannot be used" in capsys.readouterr().err


def test_sizes_of_disks_are_not_taken_for_what_they_hold_unless_asked(tmp_path: Path) -> None:
    path = text(tmp_path / "m.csv", [["Server", "vCPU", "Disk GB"], ["web", 2, 100]])
    for more, used in (([], None), (["--basis", "provisioned"], 100.0)):
        out = tmp_path / f"{used}.drplan"
        assert main(["import", str(path), "-o", str(out), *more]) == 0
        (web,) = plan_at(out).machines.values()
        assert web.used_gib == used
        assert [disk.size_gib for disk in web.disks] == [100.0]
