"""Two windows on one file: the second to save does not undo what the first has saved without being asked."""

from __future__ import annotations

import os
from pathlib import Path
from time import time

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from dr_desktop.files.autosave import autosave_folder
from dr_desktop.files.plan_file import read_plan, write_plan
from dr_desktop.plan.application import Application
from dr_desktop.plan.plan import Plan
from dr_desktop.ui.main_window import MainWindow
from tests.journeys.hands import choosing_file
from tests.ui.windows import sample, window_on


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    path = tmp_path / "shared.drplan"
    path.write_bytes(sample().read_bytes())
    return path


def rename(window: MainWindow, words: str) -> None:
    application = list(window.document.plan.applications)[1]
    window.document.edit("applications", application, "notes", words)


def notes_in(path: Path) -> list[str]:
    plan = read_plan(path)
    assert isinstance(plan, Plan)
    return [one.notes for one in plan.applications.values() if one.notes in ("mine", "theirs")]


def saved_by_somebody_else(path: Path) -> None:
    plan = read_plan(path)
    assert isinstance(plan, Plan)
    changed = list(plan.applications.values())[1].changed(notes="theirs")
    assert isinstance(changed, Application)
    assert write_plan(plan.put("applications", changed), path) is None


def pressing(patch: pytest.MonkeyPatch, words: str) -> list[str]:
    """Press the button with these words in each box; gives what the boxes say."""
    said: list[str] = []

    def press(box: QMessageBox) -> int:
        said.append(box.text())
        next(button for button in box.buttons() if words in button.text()).click()
        return 0

    patch.setattr(QMessageBox, "exec", press)
    return said


@pytest.mark.parametrize(("answer", "left"), [("Replace", ["mine"]), ("Cancel", ["theirs"])])
def test_a_file_that_was_saved_elsewhere_is_replaced_only_when_that_is_said(
    qapp: QApplication, shared: Path, monkeypatch: pytest.MonkeyPatch, answer: str, left: list[str]
):
    said = pressing(monkeypatch, answer)
    with window_on(shared) as window:
        rename(window, "mine")
        saved_by_somebody_else(shared)
        assert window.files.save() is (answer == "Replace")
        assert window.document.modified is (answer == "Cancel")
        assert notes_in(shared) == left
    assert said == ["shared.drplan was changed since it was opened here."]


def test_both_versions_are_kept_under_two_names(
    qapp: QApplication, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    pressing(monkeypatch, "another name")
    choosing_file(monkeypatch, tmp_path / "own.drplan")
    with window_on(shared) as window:
        rename(window, "mine")
        saved_by_somebody_else(shared)
        assert window.files.save()
        assert window.document.path == tmp_path / "own.drplan"
    assert (notes_in(shared), notes_in(tmp_path / "own.drplan")) == (["theirs"], ["mine"])


def test_saving_again_and_again_asks_nothing_nor_does_a_file_that_is_gone(
    qapp: QApplication, shared: Path, monkeypatch: pytest.MonkeyPatch
):
    said = pressing(monkeypatch, "Cancel")
    with window_on(shared) as window:
        rename(window, "first")
        assert window.files.save()
        rename(window, "mine")
        shared.unlink()
        assert window.files.save()
    assert said == []
    assert notes_in(shared) == ["mine"]


@pytest.mark.parametrize("theirs", [True, False])
def test_work_taken_back_replaces_its_file_unasked_only_where_nobody_saved_that_since(
    qapp: QApplication, shared: Path, monkeypatch: pytest.MonkeyPatch, theirs: bool
):
    with window_on(shared) as window:
        rename(window, "mine")
        assert window.autosaving.keep_now() is None
        left = next(autosave_folder().glob("*.drplan"))
        for one in (left, left.with_suffix(".json")):
            one.rename(one.with_stem("crashed"))
        window.document.undo_stack.undo()
    if theirs:
        saved_by_somebody_else(shared)
        later = time() + 60
        os.utime(shared, (later, later))
    with window_on(shared) as window:
        with monkeypatch.context() as patch:
            patch.setattr(QMessageBox, "exec", lambda _box: int(QMessageBox.StandardButton.Open))
            window.offer_what_was_left()
        assert window.document.path == shared
        said = pressing(monkeypatch, "Cancel")
        assert window.files.save() is not theirs
        assert len(said) == theirs
    assert notes_in(shared) == (["theirs"] if theirs else ["mine"])
