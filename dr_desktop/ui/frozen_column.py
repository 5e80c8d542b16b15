"""The first column of a table, which stays in place while the others scroll: a second view of the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from dr_desktop.report.look import SIZE
from dr_desktop.ui.field_delegate import FieldDelegate
from dr_desktop.ui.plain_viewport import plain_viewport
from dr_desktop.ui.table_header import TableHeader
from dr_desktop.ui.theme import qcolour

if TYPE_CHECKING:
    from dr_desktop.ui.sheet_view import SheetView

EDGE = 2


class FrozenColumn(QTableView):
    """Shows column 0 over the table; the keyboard stays with the table, selection and rows are shared."""

    def __init__(self, table: SheetView) -> None:
        super().__init__(table)
        plain_viewport(self)
        self.header = TableHeader(table.entities, self, says_band=False)
        self.setHorizontalHeader(self.header)
        self.verticalHeader().hide()
        self.setModel(table.entities)
        self.delegate = FieldDelegate(table.entities, self)
        self.setItemDelegate(self.delegate)
        self.header.sectionPressed.disconnect()
        self.verticalHeader().setSectionResizeMode(table.verticalHeader().ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(SIZE.row)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setAccessibleName(f"First column of {table.accessibleName()}")
        for place in range(1, table.entities.columnCount()):
            self.setColumnHidden(place, True)
        self.edge = QWidget(table)
        self.edge.setAutoFillBackground(True)
        self.edge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.header.sectionResized.connect(self._resized_there)
        self.header.sectionResized.connect(self._resized_here)

    @property
    def _table(self) -> SheetView:
        # Asked for, not kept: two widgets that hold each other are freed by the collector, in an order that Qt dies of.
        return cast("SheetView", self.parentWidget())

    def stand_over(self) -> None:
        """Stand over the table's first column, beside its row numbers."""
        table, width = self._table, self.columnWidth(0)
        left, top = table.verticalHeader().width() + table.frameWidth(), table.frameWidth()
        height = table.header.height() + table.viewport().height()
        self.setGeometry(left, top, width, height)
        self.edge.setGeometry(left + width - EDGE, top, EDGE, height)
        self.edge.raise_()

    def _resized_there(self, section: int, _before: int, width: int) -> None:
        if section == 0 and self.columnWidth(0) != width:
            self.setColumnWidth(0, width)
            self.stand_over()

    def _resized_here(self, section: int, _before: int, width: int) -> None:
        if section == 0 and self._table.columnWidth(0) != width:
            self._table.setColumnWidth(0, width)
            self.stand_over()

    def edit_here(self, index: QModelIndex, event: QEvent) -> bool:
        """Open the editor of a cell; True when it opened."""
        return super().edit(index, QAbstractItemView.EditTrigger.AllEditTriggers, event)

    def editing(self) -> bool:
        """Whether a cell is typed into."""
        return self.state() == QAbstractItemView.State.EditingState

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        had_focus = editor.hasFocus()
        super().closeEditor(editor, hint)
        if had_focus:
            self._table.setFocus()
        self._table.step_after(self.delegate)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.edge.palette()
        strong = qcolour("line.strong")
        if palette.color(self.edge.backgroundRole()) != strong:
            palette.setColor(self.edge.backgroundRole(), strong)
            self.edge.setPalette(palette)
        self._table.dress(self.delegate)  # here too: the table beside it may not be painted, or later
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self._table.paint_over(painter, self)
        painter.end()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._table.contextMenuEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._table.wheelEvent(event)
