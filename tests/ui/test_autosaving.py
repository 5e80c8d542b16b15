"""Unsaved work is kept beside the plan, offered at the next start, and gone after saving."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from dr_desktop.files.autosave import autosave_folder
from dr_desktop.ui.main_window import MainWindow
from tests.ui.windows import sample, window_on


def kept() -> list[Path]:
    return sorted(autosave_folder().glob("*.drplan"))


def test_a_modified_plan_is_kept_and_saving_discards_the_copy(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    assert window.autosaving.keep_now() is None
    assert kept() == []
    window.document.edit("applications", list(window.document.plan.applications)[1], "notes", "later")
    window.autosaving.keep_now()
    assert len(kept()) == 1
    assert "Autosaved" in window._autosaved
    target = tmp_path / "saved.drplan"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    assert window.files.save_as()
    assert kept() == []


def test_work_that_was_left_behind_is_offered_and_taken_back_as_unsaved(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    document = window.document
    key = list(document.plan.applications)[1]
    document.edit("applications", key, "notes", "not saved")
    window.autosaving.keep_now()
    left = kept()[0]
    crashed = left.with_name("crashed.drplan")
    left.rename(crashed)
    left.with_suffix(".json").unlink()
    document.undo_stack.undo()
    asked: list[str] = []

    def take(box: QMessageBox) -> int:
        asked.append(box.text())
        return int(QMessageBox.StandardButton.Open)

    monkeypatch.setattr(QMessageBox, "exec", take)
    with window_on(sample()) as other:
        other.offer_what_was_left()
        assert asked
        assert other.document.plan.applications[key].notes == "not saved"
        assert other.document.modified
    assert not crashed.exists()
