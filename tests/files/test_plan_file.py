"""What the file of a plan promises: nothing lost, one line a cell, and a sentence for whatever goes wrong."""

import gc
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dr_desktop.files.plan_document import plan_to_bytes
from dr_desktop.files.plan_file import plan_from_bytes, read_plan, write_plan
from dr_desktop.plan.application import Application
from dr_desktop.plan.assumptions import DEFINITIONS
from dr_desktop.plan.backup import BackupPolicy
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.machine import Disk, Machine
from dr_desktop.plan.plan import TABLES, Plan, new_plan
from tests.plan.strategies import plans

START = date(2027, 1, 1)


def estate(machines: int = 3) -> Plan:
    rows = [
        Machine(id=f"m-{at}", name=f"vm {at}", application="app-unassigned", used_gib=10.0 + at)
        for at in range(machines)
    ]
    return new_plan(START).put("machines", *rows)


def raw(plan: Plan) -> Any:
    return json.loads(plan_to_bytes(plan))


def opened(document: Any, name: str = "plan.drplan") -> Plan | Problem:
    return plan_from_bytes(json.dumps(document, indent=2).encode(), name)


def refused(document: Any) -> Problem:
    found = opened(document)
    assert isinstance(found, Problem)
    return found


@pytest.mark.slow
@settings(max_examples=50)
@given(plans())
def test_any_plan_is_read_back_as_it_was_written_in_its_order_and_to_the_same_bytes(plan: Plan):
    content = plan_to_bytes(plan)
    again = plan_from_bytes(content)
    assert isinstance(again, Plan)
    assert again == plan
    assert [list(again.table(name)) for name in TABLES] == [list(plan.table(name)) for name in TABLES]
    assert plan_to_bytes(again) == content


def test_every_field_of_every_row_is_written_also_where_nothing_is_stated():
    document = raw(estate())
    assert document["format"] == "dr-desktop-plan"
    assert document["schema_version"] == 1
    assert set(document) == {"format", "schema_version", "header", *TABLES}
    assert list(document["machines"][0]) == list(Machine.model_fields)
    assert document["machines"][0]["memory_gib"] is None


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize(
    ("table", "before", "after"),
    [
        ("machines", {}, {"used_gib": 99.5}),
        ("machines", {"used_gib": 99.5}, {"used_gib": None}),
        ("machines", {}, {"name": "Łódź “two”\nlines"}),
        ("machines", {"protected": "yes"}, {"protected": "no"}),
        ("applications", {}, {"rto_minutes": 240.0}),
        ("applications", {}, {"agreed_on": date(2026, 11, 3)}),
    ],
)
def test_a_changed_cell_is_one_line_of_difference_in_git(
    tmp_path: Path, table: str, before: dict[str, Any], after: dict[str, Any]
):
    kind = TABLES[table]
    plan = new_plan(START).put(table, *[kind(id=f"row-{at}", **before) for at in range(3)])
    changed = plan.table(table)["row-1"].changed(**after)
    assert not isinstance(changed, Problem)
    assert write_plan(plan, tmp_path / "a.drplan") is None
    assert write_plan(plan.put(table, changed), tmp_path / "b.drplan") is None
    command = ["git", "diff", "--no-index", "--numstat", "a.drplan", "b.drplan"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.split()[:2] == ["1", "1"]


def test_a_plan_ends_with_a_newline_and_has_no_spaces_at_the_ends_of_lines():
    lines = plan_to_bytes(estate()).decode().split("\n")
    assert lines[-1] == ""
    assert all(line == line.rstrip() for line in lines)


def test_references_that_lead_nowhere_are_kept():
    plan = new_plan(START).put("machines", Machine(id="m-1", application="gone", recovery_sites=("nowhere",)))
    assert plan_from_bytes(plan_to_bytes(plan)) == plan


def test_assumptions_that_a_file_lacks_are_filled_with_their_defaults_and_foreign_ones_stay():
    document = raw(estate())
    document["assumptions"] = [{"id": "horizon_months", "base": 12}, {"id": "of our own", "base": 1.5}]
    plan = opened(document)
    assert isinstance(plan, Plan)
    assert set(plan.assumptions) == {*DEFINITIONS, "of our own"}
    assert plan.assumptions["horizon_months"].base == 12
    assert plan.assumptions["vcpu_per_core"].base == DEFINITIONS["vcpu_per_core"].base


def test_tables_and_fields_that_a_hand_written_file_leaves_out_take_their_defaults():
    header = {"id": "header", "start_month": "2027-01-01"}
    policy = {"id": "p", "run_days": ["mon", "fri"]}
    plan = opened({"format": "dr-desktop-plan", "schema_version": 1, "header": header, "backup_policies": [policy]})
    assert isinstance(plan, Plan)
    assert plan.backup_policies["p"] == BackupPolicy(id="p", run_days=("mon", "fri"))
    assert plan.machines == {}


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm():
    plan = estate()
    content = plan_to_bytes(plan)
    assert plan_from_bytes(b"\xef\xbb\xbf" + content) == plan
    assert plan_from_bytes(content.replace(b"\n", b"\r\n")) == plan


def test_a_wrong_type_is_told_with_table_row_entity_field_line_and_what_is_wanted():
    document = raw(estate(5000))
    document["machines"][4710]["used_gib"] = "abc"
    text = json.dumps(document, indent=2)
    line = text[: text.index('"abc"')].count("\n") + 1
    problem = plan_from_bytes(text.encode(), "plan.drplan")
    assert isinstance(problem, Problem)
    assert problem.sentence == (
        f"plan.drplan, table Machines, row 4,711 (“vm 4710”), line {line:,}: Used is “abc”, which is not a number."
    )
    typed = "For “used_gib” type a number from 0 to 1,000,000,000 (GiB), without quotes, or null for none. "
    assert problem.remedy.startswith(typed)
    assert "unchanged" in problem.remedy
    assert (problem.table, problem.entity, problem.field) == ("machines", "m-4710", "used_gib")


def test_of_several_wrong_values_the_first_is_told_and_the_others_are_counted():
    document = raw(estate(5))
    document["machines"][1]["vcpus"] = 1.5
    document["machines"][2]["used_gib"] = -1
    document["machines"][4]["os"] = "plan9"
    assert refused(document).sentence.endswith("vCPU is “1.5”, which is not a whole number. 2 more values do not fit.")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d["machines"][1].update(used_gib=-4), "Used cannot be “-4”"),
        (lambda d: d["machines"][1].update(os="plan9"), "System cannot be “plan9”"),
        (lambda d: d["machines"][1].update(colour="red"), "“colour” is no field of this table."),
        (lambda d: d["machines"][1].update(disks=[{"size_gib": "big"}]), "Disks, entry 1, “size_gib”, is “big”, which"),
        (lambda d: d["machines"][1].pop("id"), "Id is missing."),
        (lambda d: d["machines"][1].update(id=7), "Id is “7”"),
        (lambda d: d["machines"][1].update(used_gib=float("nan")), "Used"),
        (lambda d: d["machines"][1].update(name="half \ud800"), "half of a character"),
        (lambda d: d["machines"].__setitem__(1, 7), "row 2, line"),
        (lambda d: d.update(machines={}), "not a list of rows"),
        (lambda d: d.update(machines=None), "not a list of rows"),
        (lambda d: d.update(pets=[]), "“pets” is no part of a plan"),
        (lambda d: d["header"].update(start_month="soon"), "header, line"),
        (lambda d: d.pop("header"), "has no header"),
        (lambda d: d.update(header=[]), "header"),
    ],
)
def test_every_kind_of_wrong_content_gets_a_sentence_with_its_place(change: Any, said: str):
    document = raw(estate())
    change(document)
    problem = refused(document)
    assert problem.sentence.startswith("plan.drplan")
    assert said in problem.sentence
    assert problem.remedy


def test_an_id_given_twice_names_both_rows():
    document = raw(estate(5))
    document["machines"][3]["id"] = "m-1"
    problem = refused(document)
    assert "rows 2 and 4" in problem.sentence
    assert "“m-1”" in problem.sentence


def test_a_field_that_a_merge_left_twice_is_not_taken_silently():
    content = plan_to_bytes(estate()).decode()
    doubled = content.replace('"used_gib": 11.0,', '"used_gib": 11.0,\n   "used_gib": 12.0,')
    problem = plan_from_bytes(doubled.encode(), "plan.drplan")
    assert isinstance(problem, Problem)
    number = content[: content.index('"used_gib": 11.0,')].count("\n") + 1
    assert f"row 2 (“vm 1”), lines {number} and {number + 1}: “used_gib” stands twice;" in problem.sentence


def test_a_merge_that_was_not_finished_is_told_with_its_line():
    content = plan_to_bytes(estate()).decode()
    line = '   "used_gib": 11.0,\n'
    conflict = f'<<<<<<< HEAD\n{line}=======\n   "used_gib": 12.0,\n>>>>>>> theirs\n'
    problem = plan_from_bytes(content.replace(line, conflict).encode(), "plan.drplan")
    assert isinstance(problem, Problem)
    number = content[: content.index(line)].count("\n") + 1
    assert f"two versions at line {number:,}" in problem.sentence


def test_a_newer_version_is_named_and_the_remedy_is_a_newer_program():
    problem = refused({**raw(estate()), "schema_version": 7})
    assert "version 7" in problem.sentence
    assert "newer DR Desktop" in problem.remedy


@pytest.mark.parametrize("version", [None, "1", -1, 1.5])
def test_a_version_that_is_no_number_is_refused(version: object):
    assert "which version" in refused({**raw(estate()), "schema_version": version}).sentence


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.77, 0.999])
def test_a_truncated_file_is_told_to_end_in_the_middle(share: float):
    content = plan_to_bytes(estate(50))
    problem = plan_from_bytes(content[: int(len(content) * share)], "plan.drplan")
    assert isinstance(problem, Problem)
    assert "ends in the middle, at line" in problem.sentence
    assert "earlier copy" in problem.remedy


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is a picture"),
        (b"PK\x03\x04\x14\x00", "is a workbook"),
        (b"%PDF-1.7", "is a PDF"),
        (b"VM;Powerstate\nweb;on\n", "is not a plan"),
        (b"[1, 2]", "not a plan"),
        (b'{"rules": []}', "is JSON, but not a plan"),
        (b"null", "not a plan"),
        (b'\xff\xfe{\x00"\x00', "UTF-16"),
        (b"\x00" * 4096, "is not a plan"),
        (b"\xfc\xf6\xe4", "not a text in UTF-8"),
        (b'{\n"format": "dr-desktop-plan",\n"x": "\xfc"}', "line 3, character 7 holds a byte that is not UTF-8"),
        (b'{"format": \x00}', "damaged at line 1"),
        (b'{"a":' * 100_000, "not a plan"),
        (b'{"format": ' + b"9" * 10_000 + b"}", "not a plan"),
    ],
)
def test_what_is_no_plan_is_told_in_one_sentence(content: bytes, said: str):
    problem = plan_from_bytes(content, "file.bin")
    assert isinstance(problem, Problem)
    assert said in problem.sentence
    assert problem.sentence.startswith("file.bin")


@settings(max_examples=80)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_plan_or_a_problem(content: bytes):
    assert isinstance(plan_from_bytes(content), Plan | Problem)


@settings(max_examples=80)
@given(st.data())
def test_a_plan_with_a_stretch_replaced_by_any_bytes_gives_a_plan_or_a_problem(data: st.DataObject):
    content = plan_to_bytes(estate())
    begin = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(begin, min(begin + 200, len(content))))
    damaged = content[:begin] + data.draw(st.binary(max_size=40)) + content[end:]
    found = plan_from_bytes(damaged)
    assert isinstance(found, Plan) or (found.sentence and found.remedy)


def test_a_file_is_saved_and_opened_and_nothing_else_is_left_in_the_folder(tmp_path: Path):
    path = tmp_path / "my plan.drplan"
    plan = estate()
    assert write_plan(plan, path) is None
    assert write_plan(replace(plan, machines={}), path) is None
    assert read_plan(path) == replace(plan, machines={})
    assert os.listdir(tmp_path) == ["my plan.drplan"]


def test_a_save_that_fails_leaves_the_file_as_it_was_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "plan.drplan"
    assert write_plan(estate(), path) is None
    before = path.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    problem = write_plan(estate(9), path)
    assert problem is not None
    assert "plan.drplan cannot be saved" in problem.sentence
    assert "No space left on device" in problem.sentence
    assert "unchanged" in problem.remedy
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["plan.drplan"]


def test_saving_into_a_folder_that_is_not_there_or_over_a_folder_is_a_sentence(tmp_path: Path):
    for path in (tmp_path / "gone" / "plan.drplan", tmp_path):
        problem = write_plan(estate(), path)
        assert problem is not None
        assert "cannot be saved" in problem.sentence


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps permissions otherwise")
def test_permissions_and_a_link_to_the_file_stay(tmp_path: Path):
    path, link = tmp_path / "plan.drplan", tmp_path / "link.drplan"
    assert write_plan(estate(), path) is None
    path.chmod(0o640)
    link.symlink_to(path)
    assert write_plan(estate(7), link) is None
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert read_plan(path) == estate(7)


def test_a_write_protected_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "plan.drplan"
    assert write_plan(estate(), path) is None
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    problem = write_plan(estate(7), path)
    assert problem is not None
    assert "write-protected" in problem.sentence
    assert read_plan(path) == estate()


def test_a_file_that_is_gone_or_is_a_folder_is_a_sentence(tmp_path: Path):
    gone, folder = read_plan(tmp_path / "gone.drplan"), read_plan(tmp_path)
    assert isinstance(gone, Problem)
    assert "gone.drplan is not in" in gone.sentence
    assert isinstance(folder, Problem)
    assert "cannot be read" in folder.sentence


def test_a_text_that_is_no_unicode_is_refused_when_saving(tmp_path: Path):
    broken = Application.model_construct(**{**Application(id="a").__dict__, "name": "\ud800"})
    problem = write_plan(new_plan(START).put("applications", broken), tmp_path / "plan.drplan")
    assert problem is not None
    assert os.listdir(tmp_path) == []


def test_the_collector_works_again_after_a_plan_was_opened(tmp_path: Path):
    path = tmp_path / "plan.drplan"
    assert write_plan(estate(), path) is None
    assert isinstance(read_plan(path), Plan)
    assert gc.isenabled()
    gc.disable()
    try:
        assert isinstance(read_plan(path), Plan)
        assert not gc.isenabled()
    finally:
        gc.enable()
        gc.unfreeze()


def test_a_disk_of_a_machine_keeps_its_exclusion(tmp_path: Path):
    machine = Machine(id="m", disks=(Disk(size_gib=127.0), Disk(size_gib=0.1 + 0.2, excluded=True)))
    plan = new_plan(START).put("machines", machine)
    assert plan_from_bytes(plan_to_bytes(plan)) == plan
