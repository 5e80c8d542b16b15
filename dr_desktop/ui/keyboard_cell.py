"""Where the keyboard is in a table: Qt makes a cell current when the keyboard comes, and shows nothing of it."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView


def show_keyboard_cell(view: QAbstractItemView, event: QFocusEvent) -> None:
    """Select the current cell, or its row, of a table that got the keyboard and shows no selection; a mouse does so
    itself."""
    selection = view.selectionModel()
    if event.reason() == Qt.FocusReason.MouseFocusReason or selection.hasSelection():
        return
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
    if view.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows:
        flags |= QItemSelectionModel.SelectionFlag.Rows
    selection.select(view.currentIndex(), flags)
