"""Exports from the window: a process of its own writes the file, progress can be cancelled, the outcome is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from dr_desktop.ui.main_window import MainWindow
from dr_desktop.ui.plan_process import complaint, latest_progress


@pytest.mark.slow
@pytest.mark.parametrize(("form", "magic"), [("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_a_file_is_written_from_the_plan_as_it_is_now_and_can_be_opened(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, form: str, magic: bytes
):
    target = tmp_path / f"review.{form}"
    assert window.exported() == "never"
    with qtbot.waitSignal(window.exporting.finished, timeout=120_000) as ended:
        assert window.exporting.export(form, target)  # type: ignore[arg-type]
        assert window.exporting.running()
        assert window.status_bar.offer().text() == "Cancel"
        assert not window.exporting.export(form, target)  # type: ignore[arg-type]
    assert ended.args == [target], window.status_bar.hint()
    assert target.read_bytes().startswith(magic)
    assert window.status_bar.hint() == f"review.{form} is written."
    assert window.status_bar.offer().text() == "Open"
    assert window.exported() == "current"
    window.document.edit("applications", list(window.document.plan.applications)[1], "notes", "later")
    assert window.exported() == "older"


def test_a_cancelled_export_says_so_and_leaves_no_file(window: MainWindow, qtbot: QtBot, tmp_path: Path):
    target = tmp_path / "review.pdf"
    with qtbot.waitSignal(window.exporting.finished, timeout=60_000) as ended:
        window.exporting.export("pdf", target)
        window.status_bar.offer().click()
    assert ended.args == [None]
    assert "cancelled" in window.status_bar.hint()
    assert not target.exists()
    assert not window.exporting.running()


@pytest.mark.slow
def test_an_export_that_fails_says_why(window: MainWindow, qtbot: QtBot, tmp_path: Path):
    target = tmp_path / "no such folder" / "review.xlsx"
    with qtbot.waitSignal(window.exporting.finished, timeout=60_000) as ended:
        window.exporting.export("xlsx", target)
    assert ended.args == [None]
    assert "was not written" in window.status_bar.hint()
    assert len(window.status_bar.hint()) > len("review.xlsx was not written.")
    box = window.findChild(QMessageBox)
    assert box is not None
    assert box.isVisible()
    assert (box.text(), bool(box.informativeText())) == ("review.xlsx was not written.", True)


def test_progress_is_read_from_lines_and_the_rest_is_a_complaint():
    said = "progress 0.10 Reading\nprogress 0.42 matrix\nThe disk is full. Free some space.\n"
    assert latest_progress(said) == (0.42, "matrix")
    assert complaint(said) == "The disk is full. Free some space."
    assert latest_progress("") is None


def test_a_window_that_is_closed_ends_the_process_that_writes(window: MainWindow, tmp_path: Path):
    window.exporting.export("pdf", tmp_path / "review.pdf")
    process = window.exporting._process._process
    assert process is not None
    window.exporting.cancel()
    assert process.state() == QProcess.ProcessState.NotRunning
