"""What a person does in the window: answer a dialog, add a named row, type into cells, read a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dr_desktop.report.picture import Text
from dr_desktop.ui.dialogs.assign_dialog import AssignDialog
from dr_desktop.ui.entity_table_view import EntityTableView
from dr_desktop.ui.figure_table import FigureTable
from dr_desktop.ui.main_window import MainWindow
from dr_desktop.ui.pages.table_page import TablePage
from dr_desktop.ui.picture_view import PictureView

D = TypeVar("D", bound=QDialog)
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect


@contextmanager
def answering(kind: type[D], answer: Callable[[D], None]) -> Iterator[None]:
    """Answer the dialog that comes up inside; it must come, and it must be gone afterwards."""
    answered: list[bool] = []
    look = QTimer()
    look.setInterval(5)

    def fill_in() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind):  # a file is still being read, which says so in a window of its own
            return
        look.stop()
        try:
            answer(dialog)
            answered.append(not dialog.isVisible())
        finally:
            if dialog.isVisible():  # or the test would wait in the dialog for ever
                dialog.reject()

    look.timeout.connect(fill_in)
    look.start()
    yield
    look.stop()
    assert answered == [True]


def choosing_file(patch: pytest.MonkeyPatch, path: object) -> None:
    """Whatever asks for a file from now on gets this one: the dialogs are the system's own."""
    for name in ("getOpenFileName", "getSaveFileName"):
        patch.setattr(QFileDialog, name, lambda *_: (str(path), ""))
    patch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))


def choose(box: QComboBox, words: str) -> None:
    """Choose an item by its words."""
    row = box.findText(words)
    assert row >= 0, (words, [box.itemText(place) for place in range(box.count())])
    box.setCurrentIndex(row)


def table(window: MainWindow, page: str, name: str) -> EntityTableView:
    """Bring a table to the front, as a click on its page and its button does."""
    window.navigation.item(page).click()
    shown = window.pages.page
    assert isinstance(shown, TablePage)
    view = shown.show_tab(name)
    assert isinstance(view, EntityTableView)
    return view


def add_row(qtbot: QtBot, view: EntityTableView, name: str, **cells: str) -> str:
    """Add a row, type its name into the editor that opens, and its other cells; gives its id."""
    view.add_row()
    (editor,) = (one for one in view.findChildren(QLineEdit) if one.isVisible())
    qtbot.keyClicks(editor, name)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    rows = view.entities.document.plan.table(view.entities.table)
    row = next(key for key, one in rows.items() if one.name == name)
    type_into(view, name, **cells)
    return row


def type_into(view: EntityTableView, name: str, **cells: str) -> None:
    """Type into the cells of the row with this name; everything typed must be read."""
    model = view.entities
    for field, text in cells.items():
        column = model.column_of(field)
        assert column is not None, field
        row = next(place for place, key in enumerate(model.ids()) if _name(view, key) == name)
        index = model.index(row, column)
        assert model.setData(index, text)
        draft = model.draft(index)
        model.drop_draft(index)  # or closing the window would ask about it
        assert draft is None, (field, text, draft)


def assign(window: MainWindow, view: EntityTableView, names: Iterable[str], **chosen: str) -> None:
    """Select the rows with these names, press *Assign…* and choose there, by words."""
    wanted = set(names)
    model = view.entities
    rows = [place for place, key in enumerate(model.ids()) if _name(view, key) in wanted]
    assert len(rows) == len(wanted)
    selection = QItemSelection()
    for row in rows:
        selection.select(model.index(row, 0), model.index(row, model.columnCount() - 1))
    view.selectionModel().setCurrentIndex(model.index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate)
    view.selectionModel().select(selection, _SELECT)

    def fill_in(dialog: AssignDialog) -> None:
        for field, words in chosen.items():
            choose(dialog.fields[field], words)
        dialog.does.click()

    page = window.pages.page
    assert isinstance(page, TablePage)
    with answering(AssignDialog, fill_in):
        page.assign_button.click()


def words_on(page: QWidget) -> str:
    """All that a page says in its pictures, tables of figures and labels, in one line."""
    said = [shape.text for view in page.findChildren(PictureView) for shape in view.picture().shapes
            if isinstance(shape, Text)]  # fmt: skip
    said += [label.text() for label in page.findChildren(QLabel)]
    for figures in page.findChildren(FigureTable):
        model = figures.model()
        for row in range(model.rowCount()):
            said.append(str(model.headerData(row, Qt.Orientation.Vertical)))
            said += [str(model.index(row, column).data()) for column in range(model.columnCount())]
    return " ".join(said)


def entities_on(page: QWidget) -> set[str]:
    """What stands in the pictures of a page."""
    return {shape.entity for view in page.findChildren(PictureView) for shape in view.picture().shapes
            if shape.entity}  # fmt: skip


def show(window: MainWindow, key: str) -> QWidget:
    """Go to a page by the navigation."""
    window.navigation.item(key).click()
    page = window.pages.page
    assert page is not None
    assert window.pages.key == key
    QApplication.processEvents()
    return page


def _name(view: EntityTableView, entity_id: str) -> str:
    return view.entities.document.plan.table(view.entities.table)[entity_id].name
