"""A table of figures that follow from the plan: chosen by cell, copied with full numbers, never edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dr_desktop.report.font_metrics import shortened
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.ui.cell import Cell
from dr_desktop.ui.cell_painter import CellPainter
from dr_desktop.ui.figure_model import FigureColumn, FigureModel, FigureRow
from dr_desktop.ui.keyboard_cell import show_keyboard_cell
from dr_desktop.ui.plain_viewport import plain_viewport
from dr_desktop.ui.theme import current_theme, qcolour, ui_font

_SIGN: Final = 12


class FigureTable(QTableView):
    """`chosen` carries the keys of row and column when another cell becomes the current one."""

    chosen = Signal(str, str)
    opened = Signal(str)

    def __init__(self, model: FigureModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plain_viewport(self)
        self.figures = model
        model.setParent(self)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(_FigureDelegate(self))
        self.setVerticalHeader(_RowWords(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(SIZE.row)
        rows.setMinimumSectionSize(SIZE.row)
        columns.setFixedHeight(SIZE.header)
        columns.setMinimumSectionSize(30)
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        columns.setFont(ui_font(TYPE.table, bold=True))
        self._least = 0
        self._hugs = 0
        self._corner = QLabel(self)
        self._corner.setFont(ui_font(TYPE.table, bold=True))
        self._corner.setContentsMargins(10, 0, 0, 0)
        self._corner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.activated.connect(self._activated)

    def choose(self, row: str, column: str) -> None:
        """Make a cell the current one, without saying so."""
        index = self.figures.place_of(row, column)
        selection = self.selectionModel()
        selection.blockSignals(True)
        self.setCurrentIndex(index)
        selection.blockSignals(False)
        self.viewport().update()

    def set_words_width(self, width: int) -> None:
        """Width in px of the words of the rows, where they stand in the heading."""
        row_words(self).set_width(width)
        self.updateGeometries()

    def share_room(self, least: int) -> None:
        """Share the room among the columns from now on, none narrower than `least` px; what does not fit scrolls."""
        self._least = least
        self._fit_columns()

    def show_figures(self, corner: str, columns: Sequence[FigureColumn], rows: Sequence[FigureRow]) -> None:
        """Show these figures; a table that already shows them stays as it is."""
        if self.figures.show_figures(corner, columns, rows):
            self._fit_columns()
            self.updateGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self._fit_columns()

    def hug_rows(self, most: int = 10_000) -> None:
        """Be as high as headings and rows from now on, at most `most` px; what does not fit scrolls."""
        self._hugs = most
        self._fit_columns()

    def _fit_columns(self) -> None:
        count = self.figures.columnCount()
        if not self._least:
            return
        room = self.viewport().width()
        each, rest = max(self._least, room // count if count else 0), room % count if count else 0
        rest = rest if each * count <= room else 0
        for place in range(count):
            self.setColumnWidth(place, each + (place < rest))
        if count and self.verticalHeader().isHidden():
            self.setColumnWidth(0, max(each, room - self._least * (count - 1)))
            for place in range(1, count):
                self.setColumnWidth(place, self._least)
        if self._hugs:
            bar = self.horizontalScrollBar().sizeHint().height() if each * count > room else 0
            self.setFixedHeight(min(self._hugs, SIZE.header + len(self.figures.rows) * SIZE.row + bar))

    def updateGeometries(self) -> None:
        """Keep the words of the corner in the corner."""
        super().updateGeometries()
        if hasattr(self, "_corner"):
            shown = self.verticalHeader().isVisible()
            self._corner.setVisible(shown)
            self._corner.setText(self.figures.corner)
            self._corner.setGeometry(0, 0, self.verticalHeader().width(), self.horizontalHeader().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the figure that the keyboard comes to."""
        super().focusInEvent(event)
        show_keyboard_cell(self, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies the selected cells with headings."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_block())
            event.accept()
            return
        super().keyPressEvent(event)

    def selected_block(self) -> str:
        """The selected cells with their headings, tab by tab; numbers in full."""
        found = sorted({(index.row(), index.column()) for index in self.selectedIndexes()})
        if not found:
            return ""
        across = sorted({column for _, column in found})
        headings = [str(self.figures.headerData(one, Qt.Orientation.Horizontal)) for one in across]
        lines = ["\t".join([self.figures.corner, *headings])]
        for row in sorted({row for row, _ in found}):
            values = []
            for column in across:
                figure = self.figures.figure(self.figures.index(row, column))
                values.append("" if figure is None or figure.value is None else f"{figure.value:.15g}")
            lines.append("\t".join([self.figures.rows[row].words, *values]))
        return "\n".join(lines)

    def _current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(self.figures.rows[now.row()].key, self.figures.column_key(now.column()))

    def _activated(self, index: QModelIndex) -> None:
        self.opened.emit(self.figures.rows[index.row()].key)


class _FigureDelegate(QStyledItemDelegate):
    """Paints figures in the look."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._painter: CellPainter | None = None

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground, sign and words."""
        if self._painter is None or self._painter.theme != current_theme():
            self._painter = CellPainter(current_theme())
        model = index.model()
        if not isinstance(model, FigureModel):
            return
        row, figure = model.rows[index.row()], model.figure(index)
        sign = figure.sign if figure else ""
        role = f"{sign}.text" if sign else "text.secondary" if row.faded else "text.primary"
        cell = Cell(
            figure.text if figure else row.words, role, "computed" if figure else "panel", sign, figure is not None,
            row.bold or (figure is None and not row.faded), False, False, 0,
        )  # fmt: skip
        selected = ""
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            selected = "selection" if state & QStyle.StateFlag.State_Active else "selection.inactive"
        rect: QRect = option.rect
        self._painter.paint(painter, rect, cell, selected)


class _RowWords(QHeaderView):
    """The words of the rows, which stay while the months scroll; what stands above them is the corner."""

    def __init__(self, table: FigureTable) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._table = table
        self._width = 150
        self.setSectionsClickable(False)

    def set_width(self, width: int) -> None:
        """Width in px."""
        self._width = width
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as was said."""
        return QSize(self._width, super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Words of a row, bold as its figures are."""
        row = self._table.figures.rows[section]
        painter.fillRect(rect, qcolour("panel"))
        painter.fillRect(rect.right() - 1, rect.top(), 2, rect.height(), qcolour("line.strong"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width() - 2, 1, qcolour("grid"))
        painter.setFont(ui_font(TYPE.table, bold=row.bold))
        painter.setPen(qcolour("text.primary"))
        room = rect.adjusted(10, 0, -8, 0)
        words = shortened(row.words, room.width(), TYPE.table, row.bold)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def changeEvent(self, event: QEvent) -> None:
        """Paint anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()


def row_words(table: FigureTable) -> _RowWords:
    """The heading of the rows."""
    header = table.verticalHeader()
    assert isinstance(header, _RowWords)
    return header
