"""Where there is no inventory: the window saves an empty workbook, somebody fills it in, and import reads it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dr_desktop.ui.dialogs.import_dialog import ImportDialog
from tests.journeys.hands import answering, choosing_file
from tests.ui.windows import window_on


def fill_in(file: Path, sheet: str, **values: str | float) -> None:
    """Type one row below the headings that begin with these words."""
    book = openpyxl.load_workbook(file)
    headings = [str(cell.value) for cell in book[sheet][3]]
    for words, value in values.items():
        at = next(at for at, heading in enumerate(headings, 1) if heading.startswith(words))
        book[sheet].cell(4, at, value)
    book.save(file)


def test_an_empty_workbook_is_saved_filled_in_and_read(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = tmp_path / "mine.xlsx"
    with window_on(None) as window:
        choosing_file(monkeypatch, tmp_path / "mine")
        window.actions_by_key["template"].trigger()
        assert window.status_bar.hint() == "mine.xlsx is written: fill it in, then import it."
        assert window.status_bar.offer().text() == "Open"
        fill_in(file, "Applications", Name="Księgowość Łódź", Business="Ελένη Γεωργίου")
        fill_in(file, "Machines", Name="fin-db-01", Application="Księgowość Łódź", vCPU=4, Memory=16)
        choosing_file(monkeypatch, file)
        with answering(ImportDialog, lambda dialog: dialog.accept()):
            window.actions_by_key["import"].trigger()
        plan = window.document.plan
        (machine,) = plan.machines.values()
        assert (machine.name, machine.vcpus, machine.memory_gib) == ("fin-db-01", 4, 16.0)
        application = plan.applications[machine.application or ""]
        assert (application.name, application.business_owner) == ("Księgowość Łódź", "Ελένη Γεωργίου")


def test_an_empty_workbook_that_cannot_be_written_says_why(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with window_on(None) as window:
        choosing_file(monkeypatch, tmp_path / "no such folder" / "mine.xlsx")
        window.actions_by_key["template"].trigger()
        assert window.status_bar.hint().startswith("mine.xlsx was not written. ")


def test_enter_takes_the_way_to_begin_that_has_the_keyboard(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    asked: list[str] = []

    def note(_: QWidget, title: str, *__: str) -> tuple[str, str]:
        asked.append(title)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", note)
    with window_on(None) as window:
        way = window.start_page.findChild(QPushButton, "template")
        assert isinstance(way, QPushButton)
        way.setFocus()
        qtbot.keyClick(way, Qt.Key.Key_Return)
    assert asked == ["Save an empty intake workbook"]
