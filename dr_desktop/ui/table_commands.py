"""The commands that mean the table in view: copy, paste, add, remove, assign, filter …"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6 import QtWidgets  # PySide makes a class when it is first named: prose waits for an editor
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from dr_desktop.plan.table_edit import row_word, rows_may_change
from dr_desktop.ui.assignable import ASSIGNABLE
from dr_desktop.ui.commands import TABLE_COMMANDS
from dr_desktop.ui.page_stack import PageStack

_ON_ROWS = ("add", "duplicate", "remove")


class TableCommands(QObject):
    """Runs a command on the table of the page in view."""

    def __init__(self, pages: PageStack, window: QWidget) -> None:
        super().__init__(window)
        self._pages = pages

    def enable(self, actions: Mapping[str, QAction]) -> None:
        """Let rest what the page in view cannot do, and say what *Add* adds there."""
        view = self._pages.page.table_view() if self._pages.page is not None else None
        for key in TABLE_COMMANDS:
            fits = view is not None
            if view is not None and key in _ON_ROWS:
                fits = rows_may_change(view.entities.table)
            if view is not None and key == "assign":
                fits = view.entities.table in ASSIGNABLE
            if view is not None and key == "advise":
                fits = view.entities.table == "applications"
            actions[key].setEnabled(fits)
        adds = f"&Add {row_word(view.entities.table)}" if view is not None else "&Add"
        actions["add"].setText(f"{adds}\tCtrl+Ins")
        actions["add"].setIconText("Add")
        actions["filter"].setChecked(view is not None and view.filters_shown())

    def run(self, key: str) -> None:
        """Run a command; while a text is typed somewhere, copy and paste mean that text."""
        if self._typing(key):
            return
        view = self._pages.page.table_view() if self._pages.page is not None else None
        if view is None:
            return
        run = {
            "copy": view.copy,
            "paste": view.paste,
            "fill_down": view.fill_down,
            "clear": view.clear_cells,
            "add": view.add_row,
            "duplicate": view.duplicate_rows,
            "remove": view.remove_rows,
            "assign": view.assign,
            "advise": view.advise,
            "edit_filter": view.edit_filter,
            "clear_filters": view.clear_filters,
        }.get(key)
        if run is not None:
            run()
        elif key == "filter":
            view.show_filters(not view.filters_shown())

    def _typing(self, key: str) -> bool:
        field = QApplication.focusWidget()
        if key not in ("copy", "paste", "clear") or not isinstance(field, QLineEdit | QtWidgets.QPlainTextEdit):
            return False
        if key == "copy":
            field.copy()
        elif key == "paste":
            field.paste()
        return True
