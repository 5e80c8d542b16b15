"""Figures by row and column, such as components by month: words to show, numbers to copy and to sort by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_LEFT = int(Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignVCenter.value)
_NOTHING = QModelIndex()


class Figure(NamedTuple):
    """One figure: its words, the number behind them, and a verdict or severity, or ""."""

    text: str
    value: float | None = None
    sign: str = ""


class FigureRow(NamedTuple):
    """A row: its key, its words, its figures in the order of the columns. A faded one matters less than others."""

    key: str
    words: str
    figures: tuple[Figure, ...]
    bold: bool = False
    tip: str = ""
    faded: bool = False


class FigureColumn(NamedTuple):
    """A column: its key and its heading."""

    key: str
    heading: str


class FigureModel(QAbstractTableModel):
    """Shows rows of figures. The words of a row stand in column 0 or, `words_in_header`, in the heading of the row."""

    def __init__(self, corner: str, *, words_in_header: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.corner = corner
        self._offset = 0 if words_in_header else 1
        self.columns: tuple[FigureColumn, ...] = ()
        self.rows: tuple[FigureRow, ...] = ()
        self._sorted_by = -1
        self._arrow = ""

    def show_figures(self, corner: str, columns: Sequence[FigureColumn], rows: Sequence[FigureRow]) -> bool:
        """Show these; whether anything differs from what was shown."""
        if (corner, tuple(columns), tuple(rows)) == (self.corner, self.columns, self.rows):
            return False
        self.beginResetModel()
        self.corner, self.columns, self.rows = corner, tuple(columns), tuple(rows)
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = _NOTHING) -> int:
        """Rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOTHING) -> int:
        """Columns, with the words of the rows where they stand in one."""
        return 0 if parent.isValid() else len(self.columns) + self._offset

    def figure(self, index: Index) -> Figure | None:
        """The figure of a cell; None for the words of a row."""
        if not index.isValid() or index.column() < self._offset:
            return None
        return self.rows[index.row()].figures[index.column() - self._offset]

    def column_key(self, column: int) -> str:
        """The key of a column; "" of that of the words."""
        return self.columns[column - self._offset].key if column >= self._offset else ""

    def place_of(self, row: str, column: str) -> QModelIndex:
        """The cell of a row and a column by their keys; the column of the words for ""."""
        at = next((place for place, one in enumerate(self.rows) if one.key == row), -1)
        across = next((place for place, one in enumerate(self.columns) if one.key == column), -1)
        if not column and self._offset:
            return self.index(at, 0)
        return self.index(at, across + self._offset) if across >= 0 else QModelIndex()

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Words of a cell; a reader of the screen hears what a sign says too."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        figure = self.figure(index)
        if role == _DISPLAY:
            return row.words if figure is None else figure.text
        if role == _TIP:
            return row.tip or None
        if role == _SPOKEN and figure is not None:
            column = self.columns[index.column() - self._offset]
            sign = f", {figure.sign.replace('_', ' ')}" if figure.sign else ""
            return f"{row.words}, {column.heading}: {figure.text}{sign}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Headings of the columns; of the rows, their words."""
        if role == _ALIGNMENT and orientation == Qt.Orientation.Horizontal and section < self._offset:
            return _LEFT
        if role != _DISPLAY:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.rows[section].words if section < len(self.rows) else None
        at = section - self._offset
        if at >= len(self.columns):
            return None
        heading = self.corner if at < 0 else self.columns[at].heading
        return heading + self._arrow if section == self._sorted_by else heading

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the rows by words or by numbers; not known stays last. The heading says which way, with an arrow."""
        self._sorted_by, self._arrow = column, " ↓" if order == Qt.SortOrder.DescendingOrder else " ↑"
        self.layoutAboutToBeChanged.emit()
        down = order == Qt.SortOrder.DescendingOrder
        if column < self._offset:
            rows = sorted(self.rows, key=lambda one: one.words.casefold(), reverse=down)
        else:
            at = column - self._offset
            known = [one for one in self.rows if one.figures[at].value is not None]
            rows = sorted(known, key=lambda one: one.figures[at].value or 0.0, reverse=down)
            rows += [one for one in self.rows if one.figures[at].value is None]
        kept = [(index, self.rows[index.row()].key, index.column()) for index in self.persistentIndexList()]
        self.rows = tuple(rows)
        places = {one.key: place for place, one in enumerate(rows)}
        for index, key, across in kept:
            self.changePersistentIndex(index, self.index(places[key], across))
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
