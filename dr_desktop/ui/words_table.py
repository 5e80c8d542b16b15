"""A table of sentences in rows of two lines, such as the steps of a runbook: read, chosen by row, copied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.ui.plain_viewport import plain_viewport
from dr_desktop.ui.theme import ui_font

Index = QModelIndex | QPersistentModelIndex

_NOTHING: Final = QModelIndex()
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_FONT: Final = int(Qt.ItemDataRole.FontRole)
_ALIGNMENT: Final = int(Qt.ItemDataRole.TextAlignmentRole)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignVCenter.value)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight.value | Qt.AlignmentFlag.AlignVCenter.value)


class WordsColumn(NamedTuple):
    """A column: heading and least width in px; `share` is its part of the room that is left."""

    heading: str
    width: int
    share: float = 0.0
    right: bool = False


class WordsRow(NamedTuple):
    """A row by its key: words per column, bold where something is decided."""

    key: str
    cells: tuple[str, ...]
    bold: bool = False


class WordsModel(QAbstractTableModel):
    """Shows rows of words."""

    def __init__(self, columns: Sequence[WordsColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[WordsRow, ...] = ()
        self._bold: QFont = ui_font(TYPE.table, bold=True)

    def show_rows(self, rows: Sequence[WordsRow]) -> bool:
        """Show these; whether anything differs from what was shown."""
        if tuple(rows) == self.rows:
            return False
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = _NOTHING) -> int:
        """Rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOTHING) -> int:
        """Columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Words of a cell; the tip has all of them."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in (_DISPLAY, _TIP):
            return row.cells[index.column()] or None
        if role == _FONT and row.bold:
            return self._bold
        if role == _ALIGNMENT:
            return _RIGHT if self.columns[index.column()].right else _LEFT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Headings."""
        if orientation == Qt.Orientation.Horizontal and section < len(self.columns):
            if role == _DISPLAY:
                return self.columns[section].heading
            if role == _ALIGNMENT:
                return _RIGHT if self.columns[section].right else _LEFT
        return None


class WordsTable(QTableView):
    """`opened` carries the key of a row that was clicked twice or entered."""

    opened = Signal(str)

    def __init__(self, columns: Sequence[WordsColumn], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plain_viewport(self)
        self.words = WordsModel(columns, self)
        self.setModel(self.words)
        self.setAccessibleName(name)
        self.setFont(ui_font(TYPE.table))
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(SIZE.row + 14)
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setFixedHeight(SIZE.header)
        heading.setFont(ui_font(TYPE.table, bold=True))
        self.activated.connect(self._activated)

    def show_rows(self, rows: Sequence[WordsRow]) -> None:
        """Show these rows."""
        if self.words.show_rows(rows):
            self._fit()

    def copied(self) -> str:
        """The selected rows, else all, with headings, tab by tab."""
        chosen = sorted({index.row() for index in self.selectedIndexes()}) or range(len(self.words.rows))
        lines = ["\t".join(one.heading for one in self.words.columns)]
        return "\n".join([*lines, *("\t".join(self.words.rows[row].cells) for row in chosen)])

    def copy_rows(self) -> None:
        """Put them on the clipboard."""
        QGuiApplication.clipboard().setText(self.copied())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies the selected rows with headings."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        columns = self.words.columns
        left = max(0, self.viewport().width() - sum(one.width for one in columns))
        for place, one in enumerate(columns):
            self.setColumnWidth(place, one.width + int(left * one.share))

    def _activated(self, index: QModelIndex) -> None:
        self.opened.emit(self.words.rows[index.row()].key)
