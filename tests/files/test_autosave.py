"""Unsaved work outlives a crash, and never touches the document."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dr_desktop.files import autosave as module
from dr_desktop.files.autosave import autosave, autosave_folder, discard, discard_own, found_autosaves
from dr_desktop.files.plan_file import read_plan, write_plan
from dr_desktop.plan.plan import new_plan

PLAN = new_plan(date(2027, 1, 1), "Harbour")


def crashed(monkeypatch: pytest.MonkeyPatch, process: int | None = None) -> None:
    """Make what was kept so far that of another program, by default of one that ended."""
    monkeypatch.setattr(module, "_SESSION", "another")
    if process is None:
        ended = subprocess.Popen([sys.executable, "-c", ""])
        ended.wait()
        process = ended.pid
    for about in autosave_folder().glob("*.json"):
        about.write_text(json.dumps({**json.loads(about.read_bytes()), "process": process}))


def test_work_of_a_program_that_crashed_is_found_with_its_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    original = tmp_path / "harbour.drplan"
    assert autosave(PLAN, original) is None
    crashed(monkeypatch)
    (one,) = found_autosaves()
    assert one.original == original
    assert one.title == "Harbour"
    assert one.is_newer
    assert read_plan(one.path) == PLAN


def test_the_document_itself_is_never_written(tmp_path: Path):
    original = tmp_path / "harbour.drplan"
    assert write_plan(PLAN, original) is None
    before = original.read_bytes()
    assert autosave(new_plan(date(2027, 1, 1), "Changed"), original) is None
    assert original.read_bytes() == before
    assert os.listdir(tmp_path) == ["harbour.drplan"]


def test_a_plan_that_was_never_saved_is_kept_too(monkeypatch: pytest.MonkeyPatch):
    assert autosave(PLAN, None) is None
    crashed(monkeypatch)
    assert [one.original for one in found_autosaves()] == [None]


def test_the_own_copy_is_not_offered_and_is_replaced_by_the_next():
    assert autosave(PLAN, None) is None
    assert autosave(PLAN, None) is None
    assert found_autosaves() == ()
    assert len(list(autosave_folder().iterdir())) == 2


def test_what_another_running_program_keeps_is_left_to_it(monkeypatch: pytest.MonkeyPatch):
    assert autosave(PLAN, None) is None
    crashed(monkeypatch, os.getppid())
    assert found_autosaves() == ()


def test_a_number_that_this_process_took_over_from_a_crashed_one_is_no_running_program(
    monkeypatch: pytest.MonkeyPatch,
):
    assert autosave(PLAN, None) is None
    crashed(monkeypatch, os.getpid())
    assert len(found_autosaves()) == 1


def test_a_clean_close_leaves_nothing():
    assert autosave(PLAN, None) is None
    discard_own()
    discard_own()
    assert list(autosave_folder().iterdir()) == []


def test_a_copy_that_was_taken_over_or_declined_is_gone(monkeypatch: pytest.MonkeyPatch):
    assert autosave(PLAN, None) is None
    crashed(monkeypatch)
    (one,) = found_autosaves()
    discard(one)
    assert found_autosaves() == ()
    assert list(autosave_folder().iterdir()) == []


def test_a_copy_whose_note_is_lost_or_damaged_is_offered_all_the_same(monkeypatch: pytest.MonkeyPatch):
    assert autosave(PLAN, Path("harbour.drplan")) is None
    crashed(monkeypatch)
    (about,) = autosave_folder().glob("*.json")
    about.write_bytes(b"{")
    assert [one.original for one in found_autosaves()] == [None]
    about.unlink()
    assert [one.original for one in found_autosaves()] == [None]


def test_a_document_that_was_saved_later_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    original = tmp_path / "harbour.drplan"
    assert autosave(PLAN, original) is None
    assert write_plan(PLAN, original) is None
    later = original.stat().st_mtime + 60
    os.utime(original, (later, later))
    crashed(monkeypatch)
    assert [one.is_newer for one in found_autosaves()] == [False]


def test_no_folder_means_nothing_to_offer():
    assert not autosave_folder().exists()
    assert found_autosaves() == ()


def test_a_place_that_cannot_be_written_is_a_sentence():
    folder = autosave_folder()
    folder.parent.mkdir(parents=True)
    folder.write_text("in the way")
    problem = autosave(PLAN, None)
    assert problem is not None
    assert "cannot be kept" in problem.sentence
