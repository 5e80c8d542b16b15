"""The command line: what each verb writes, its exit code, and one sentence for whatever goes wrong."""

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from dr_desktop import cli, progress
from dr_desktop.arguments import program_version
from dr_desktop.bundled import bundled
from dr_desktop.cli import main
from dr_desktop.files.plan_file import read_plan, write_plan
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import Plan, new_plan
from tests.files.intake.made import csv_text, machine, table

SAMPLE = bundled("samples", "coastal_utility.drplan")
HEAVY = ("PySide6", "shiboken6", "openpyxl", "xlsxwriter", "reportlab")

Told = pytest.CaptureFixture[str]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "plan.drplan"
    path.write_bytes(SAMPLE.read_bytes())
    return path


@pytest.fixture
def inventory(tmp_path: Path) -> Path:
    path = tmp_path / "vInfo.csv"
    path.write_text(csv_text(table([machine(1), machine(2), machine(3)])), encoding="utf-8")
    return path


def opened(path: Path) -> Plan:
    plan = read_plan(path)
    assert isinstance(plan, Plan)
    return plan


def modules_after(*arguments: str) -> set[str]:
    """Packages that a run of the command has loaded when it ends."""
    script = (
        "import sys\nfrom dr_desktop.cli import main\n"
        f"try:\n    main({list(arguments)!r})\nexcept SystemExit:\n    pass\n"
        "print('\\n'.join(sorted({name.partition('.')[0] for name in sys.modules})), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "verb",
    [
        ("check", "PLAN"),
        ("check", "PLAN", "--json"),
        ("evaluate", "PLAN", "--json", "-"),
        ("example", "-o", "OUT"),
        ("import", "CSV", "-o", "OUT"),
        ("--version",),
        ("export",),
    ],
)
@pytest.mark.slow
def test_verbs_that_need_no_window_and_no_document_load_neither_qt_nor_writers(
    verb: tuple[str, ...], sample: Path, inventory: Path, tmp_path: Path
):
    names = {"PLAN": str(sample), "OUT": str(tmp_path / "out.drplan"), "CSV": str(inventory)}
    loaded = modules_after(*(names.get(one, one) for one in verb))
    assert "dr_desktop" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_help_and_version_do_not_wait_for_pydantic():
    assert "pydantic" not in modules_after("--version")


def test_check_lists_findings_by_severity_and_ends_with_1_when_there_are_errors(sample: Path, capsys: Told):
    assert main(["check", str(sample)]) == 1
    out = capsys.readouterr().out
    headings = [line for line in out.splitlines() if line and not line.startswith(" ")]
    assert [heading.split()[1] for heading in headings] == ["errors", "warnings", "notes", "accepted"]
    assert "Outage map, MTD: MTD of 30\u00a0min is shorter than the RTO of 45\u00a0min." in out
    assert "Accepted by Karin Lund until 2027-09-30" in out


def test_check_as_json_has_the_same_findings(sample: Path, capsys: Told):
    assert main(["check", str(sample), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    opened_ones = [one for one in found["findings"] if not one["accepted"]]
    assert found["errors"] == sum(one["severity"] == "error" for one in opened_ones) > 0
    assert found["accepted"] == len(found["findings"]) - len(opened_ones)


def test_check_ends_with_0_when_there_are_no_errors(sample: Path, capsys: Told):
    assert write_plan(replace(new_plan(date(2027, 1, 1)), sites=opened(sample).sites), sample) is None
    assert main(["check", str(sample)]) == 0
    assert capsys.readouterr().out.startswith("2 notes\n")


@pytest.mark.parametrize("verb", [("check",), ("export",), ("evaluate", "--json", "-")])
def test_a_plan_that_cannot_be_read_is_one_sentence_and_ends_with_2(
    verb: tuple[str, ...], tmp_path: Path, capsys: Told
):
    broken = tmp_path / "broken.drplan"
    broken.write_bytes(SAMPLE.read_bytes()[:5000])
    assert main([verb[0], str(broken), *verb[1:]]) == 2
    told = capsys.readouterr()
    assert told.err.startswith("broken.drplan ends in the middle")
    assert told.err.count("\n") == 1
    assert told.out == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export"], "arguments are required: PLAN"),
        (["evaluate", "x.drplan"], "required: --json"),
        (["import", "x.csv"], "required: -o/--output"),
        (["check", "x.drplan", "--colour"], "unrecognized arguments: --colour"),
        (["import", "x.csv", "-o", "y", "--basis", "guess"], "invalid choice: 'guess'"),
    ],
)
def test_wrong_arguments_are_one_sentence_and_end_with_2(arguments: list[str], said: str, capsys: Told):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert "--help” to see how it is used." in told


def test_the_version_is_that_of_the_package(capsys: Told):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"DR Desktop {program_version()}\n"


def test_evaluate_writes_json_to_a_file_and_to_standard_output_alike(
    sample: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
):
    out = tmp_path / "all.json"
    assert main(["evaluate", str(sample), "--json", str(out)]) == 0
    assert main(["evaluate", str(sample), "--json", "-"]) == 0
    assert capfdbinary.readouterr().out == out.read_bytes()
    assert json.loads(out.read_bytes())["totals"]["applications"] == 24


def test_evaluate_into_a_folder_that_is_not_there_is_a_sentence(sample: Path, tmp_path: Path, capsys: Told):
    assert main(["evaluate", str(sample), "--json", str(tmp_path / "gone" / "all.json")]) == 2
    assert "all.json cannot be saved" in capsys.readouterr().err


@pytest.mark.slow
def test_export_writes_both_documents_beside_the_plan(sample: Path, capsys: Told):
    assert main(["export", str(sample)]) == 0
    workbook, pdf = sample.with_suffix(".xlsx"), sample.with_suffix(".pdf")
    assert capsys.readouterr().out.split() == [str(workbook), str(pdf)]
    assert len(load_workbook(workbook).sheetnames) > 5
    assert len(PdfReader(pdf).pages) > 5


@pytest.mark.slow
def test_export_writes_only_what_is_asked_for(sample: Path, tmp_path: Path):
    pdf = tmp_path / "other.pdf"
    assert main(["export", str(sample), "--pdf", str(pdf)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other.pdf", "plan.drplan"]


def test_export_never_writes_over_the_plan_itself(sample: Path, capsys: Told):
    before = sample.read_bytes()
    assert main(["export", str(sample), "--pdf", str(sample)]) == 2
    assert "is the plan itself" in capsys.readouterr().err
    assert sample.read_bytes() == before


@pytest.mark.slow
def test_export_into_a_folder_that_is_not_there_is_a_sentence(sample: Path, tmp_path: Path, capsys: Told):
    assert main(["export", str(sample), "--pdf", str(tmp_path / "gone" / "x.pdf")]) == 2
    told = capsys.readouterr().err
    assert "x.pdf cannot be" in told
    assert told.count("\n") == 1


def test_example_saves_the_sample_plan(tmp_path: Path):
    out = tmp_path / "mine.drplan"
    assert main(["example", "-o", str(out)]) == 0
    assert out.read_bytes() == SAMPLE.read_bytes()


def test_a_file_that_is_there_is_replaced_only_when_asked(tmp_path: Path, capsys: Told):
    out = tmp_path / "mine.drplan"
    out.write_text("my own work")
    assert main(["example", "-o", str(out)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert out.read_text() == "my own work"
    assert main(["example", "-o", str(out), "--force"]) == 0
    assert out.read_bytes() == SAMPLE.read_bytes()


def test_an_inventory_becomes_a_plan(inventory: Path, tmp_path: Path, capsys: Told):
    out = tmp_path / "new.drplan"
    assert main(["import", str(inventory), "-o", str(out), "--site", "North"]) == 0
    plan = opened(out)
    (site,) = plan.sites.values()
    assert (site.name, len(plan.machines)) == ("North", 3)
    assert plan.applications[UNASSIGNED].source_site == site.id
    told = capsys.readouterr().out
    assert "3 machines new, 0 changed, 0 unchanged." in told
    assert str(out) in told


def test_an_inventory_is_merged_into_a_plan_that_is_only_read(sample: Path, inventory: Path, tmp_path: Path):
    out = tmp_path / "merged.drplan"
    assert main(["import", str(inventory), "--into", str(sample), "-o", str(out), "--site", "south"]) == 0
    merged = opened(out)
    assert len(merged.machines) == 183
    assert merged.applications[UNASSIGNED].source_site == "site-south"
    assert len(merged.sites) == len(opened(sample).sites)
    assert sample.read_bytes() == SAMPLE.read_bytes()


def test_a_plan_may_be_merged_into_itself_and_a_second_time_changes_nothing(sample: Path, inventory: Path):
    command = ["import", str(inventory), "--into", str(sample), "-o", str(sample), "--group", "prefix"]
    assert main(command) == 0
    first = sample.read_bytes()
    assert main(command) == 0
    assert sample.read_bytes() == first


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--group", "colour"], "“colour” is no way of grouping. Use folder, prefix, tag:NAME, pattern:crm-*=CRM"),
        (["--group", "tag:Colour"], "has no column “Colour” to group by"),
        (["--into", "gone.drplan"], "gone.drplan is not in"),
        (["--basis", "guest_consumed"], "does not state the sizes asked for with --basis guest_consumed"),
    ],
)
def test_choices_that_an_inventory_does_not_allow_are_a_sentence(
    more: list[str], said: str, inventory: Path, tmp_path: Path, capsys: Told
):
    out = tmp_path / "new.drplan"
    assert main(["import", str(inventory), "-o", str(out), *more]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"a;b;c\n1;2;3\n", b"PK\x03\x04broken"])
def test_a_file_that_is_no_inventory_is_a_sentence(content: bytes, tmp_path: Path, capsys: Told):
    path = tmp_path / "some.file"
    path.write_bytes(content)
    assert main(["import", str(path), "-o", str(tmp_path / "new.drplan")]) == 2
    told = capsys.readouterr().err
    assert "some.file" in told
    assert told.count("\n") == 1


def test_an_inventory_that_is_not_there_is_a_sentence(tmp_path: Path, capsys: Told):
    assert main(["import", str(tmp_path / "gone.csv"), "-o", str(tmp_path / "new.drplan")]) == 2
    assert "gone.csv is not a file" in capsys.readouterr().err


def test_without_a_screen_no_window_is_tried(monkeypatch: pytest.MonkeyPatch, capsys: Told):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert main([]) == 2
    assert "There is no screen here" in capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "path"), [([], None), (["my plan.drplan"], "my plan.drplan")])
def test_without_a_verb_the_window_opens_on_the_plan(
    arguments: list[str], path: str | None, monkeypatch: pytest.MonkeyPatch
):
    asked: list[str | None] = []

    def run(plan: str | None, found: object, remarks: list[Problem]) -> int:
        asked.append(plan)
        assert (found is None) == (plan is None)
        assert remarks == []
        return 0

    monkeypatch.setattr("dr_desktop.ui.application.run", run)
    assert main(arguments) == 0
    assert asked == [path]


def test_progress_lines_are_written_to_standard_error_for_a_program_that_asks(sample: Path, capsys: Told):
    main(["check", str(sample), "--json", "--progress"])
    told = capsys.readouterr()
    lines = told.err.splitlines()
    assert lines[0] == "progress 0.00 Opening plan.drplan"
    assert lines[-1].startswith("progress 1.00")
    shares = [float(line.split()[1]) for line in lines]
    assert shares == sorted(shares)
    json.loads(told.out)


def test_the_environment_may_ask_for_progress_lines_too(sample: Path, capsys: Told, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(progress.VARIABLE, "lines")
    main(["check", str(sample)])
    assert capsys.readouterr().err.startswith("progress 0.00")


def test_where_nobody_looks_there_is_no_progress(sample: Path, capsys: Told):
    main(["check", str(sample)])
    assert capsys.readouterr().err == ""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_progress_is_one_line_that_is_cleared_at_the_end():
    stream = Terminal()
    tell = progress.progress_on(stream, lines=False)
    tell(0.25, "Writing the matrix")
    tell(1.0, "Done")
    written = stream.getvalue()
    assert " 25%  Writing the matrix" in written
    assert "\n" not in written
    assert written.rsplit("\r", 1)[-1] == ""


def test_a_part_of_the_work_is_told_as_a_part_of_the_whole():
    told: list[float] = []
    part = progress.within(lambda share, _words: told.append(share), 0.2, 0.6)
    part(0.5, "half")
    part(7.0, "beyond")
    assert told == pytest.approx([0.4, 0.6])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes that close so")
def test_a_reader_that_has_seen_enough_is_no_error(sample: Path):
    command = [sys.executable, "-m", "dr_desktop", "evaluate", str(sample), "--json", "-"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.read(10)
    running.stdout.close()
    assert running.stderr.read() == b""
    running.stderr.close()
    assert running.wait() == 0


def test_findings_are_written_in_utf8_whatever_the_system_prefers(sample: Path):
    environment: dict[str, Any] = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "dr_desktop", "check", str(sample)]
    done = subprocess.run(command, capture_output=True, env=environment)
    assert "RTO of 45\u00a0min".encode() in done.stdout


def test_an_interruption_is_one_word(sample: Path, capsys: Told, monkeypatch: pytest.MonkeyPatch):
    def interrupted(*_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("dr_desktop.verbs.check", interrupted)
    assert main(["check", str(sample)]) == cli.INTERRUPTED
    assert capsys.readouterr().err == "Stopped.\n"


def test_an_error_of_the_program_is_not_taken_for_errors_in_the_plan(
    sample: Path, capsys: Told, monkeypatch: pytest.MonkeyPatch
):
    def break_down(*_: object) -> int:
        raise IndexError("of the program")

    monkeypatch.setattr("dr_desktop.verbs.check", break_down)
    assert main(["check", str(sample)]) == 2
    told = capsys.readouterr().err
    assert "IndexError: of the program" in told
    assert "“check” ended in an error of DR Desktop itself" in told


def test_a_machine_named_like_a_formula_stays_text_in_what_check_says(sample: Path, capsys: Told):
    plan = opened(sample).put("machines", Machine(id="m-x", name="=cmd()", application=UNASSIGNED, used_gib=1.0))
    assert write_plan(plan, sample) is None
    main(["check", str(sample)])
    assert "=cmd()" in capsys.readouterr().out


def test_the_template_is_a_workbook_that_import_knows(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "inventory.xlsx"
    assert main(["example", "--template", str(out)]) == 0
    assert main(["example", "--template", str(out)]) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["import", str(out), "--dry-run"]) == 2
    assert "The sheets list nothing yet." in capsys.readouterr().err
