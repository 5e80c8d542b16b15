"""The frame of a table: its head, its frozen column, what is selected in it, and what is painted over its cells."""

from __future__ import annotations

from typing import Any, Final, cast

from PySide6 import QtWidgets  # PySide makes a class when it is first named: the list of choices waits for an editor
from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from dr_desktop.plan.table_edit import row_words
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.ui import column_layout
from dr_desktop.ui.cell_edits import Area
from dr_desktop.ui.document import Document
from dr_desktop.ui.entity_table_model import EntityTableModel
from dr_desktop.ui.field_delegate import FieldDelegate
from dr_desktop.ui.frozen_column import FrozenColumn
from dr_desktop.ui.kept_selection import KeptSelection, keep_selection, ranges_of, select_again
from dr_desktop.ui.keyboard_cell import show_keyboard_cell
from dr_desktop.ui.plain_viewport import plain_viewport
from dr_desktop.ui.row_numbers import RowNumbers
from dr_desktop.ui.spare_room import SpareRoom
from dr_desktop.ui.table_header import TableHeader
from dr_desktop.ui.table_overlay import paint_drafts, paint_frames, paint_words
from dr_desktop.ui.theme import ui_font

Index = QModelIndex | QPersistentModelIndex

_SELECT: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect


class SheetView(QTableView):
    """`rows_changed` comes when other rows are shown, `columns_changed` when columns are."""

    rows_changed = Signal()
    columns_changed = Signal()

    def __init__(
        self, document: Document, table: str, parent: QWidget | None = None, *, model: EntityTableModel | None = None
    ) -> None:
        super().__init__(parent)
        plain_viewport(self)
        self.entities = model or EntityTableModel(document, table, self)
        self.delegate = FieldDelegate(self.entities, self)
        self._kept: KeptSelection | None = None
        self._shown: tuple[int, ...] | None = None
        self.setAccessibleName(row_words(table, 2).partition(" ")[2].capitalize())
        # Before the model: the heads that Qt made would ask it for words that nobody ever sees.
        self.header, self.numbers = TableHeader(self.entities, self), RowNumbers(self)
        self.setHorizontalHeader(self.header)
        self.setVerticalHeader(self.numbers)
        self.setModel(self.entities)
        self.setItemDelegate(self.delegate)
        self.header.sectionPressed.disconnect()  # a click sorts; it does not select the column
        self.header.sectionMoved.connect(self._columns_moved)
        self._dress()
        self.spare_room = SpareRoom(self)
        self.frozen = FrozenColumn(self)
        self.frozen.setSelectionModel(self.selectionModel())
        self.reset_columns()
        for header in (self.header, self.frozen.header):
            header.sectionClicked.connect(self._heading_clicked)
        self.entities.order_about_to_change.connect(self._keep_selection)
        self.entities.order_changed.connect(self._select_again)
        self.entities.rowsInserted.connect(self._count_rows)
        self.entities.rowsRemoved.connect(self._count_rows)
        self.selectionModel().selectionChanged.connect(self._frames_changed)
        self.selectionModel().currentChanged.connect(self._frames_changed)

    def _dress(self) -> None:
        self.setFont(ui_font(TYPE.table))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.setTabKeyNavigation(True)
        self.setWordWrap(False)
        corner = QWidget(self)
        corner.setAutoFillBackground(True)
        self.setCornerWidget(corner)
        self.header.setSectionsMovable(True)
        self.header.setFirstSectionMovable(False)

    def whole_height(self, rows: int | None = None) -> int:
        """px that head, bar and so many rows need; all rows of the table unless told, also those filtered out."""
        counted = self.entities.total if rows is None else rows
        return self.header.sizeHint().height() + counted * SIZE.row + self.horizontalScrollBar().sizeHint().height()

    # What is selected

    def area(self) -> Area | None:
        """The selected rows and the shown columns of the selection, in the order they are seen; None without one."""
        areas = self.areas()
        if not areas:
            return None
        rows = sorted({row for one in areas for row in one.rows})
        chosen = {place for one in areas for place in one.columns}
        return Area(tuple(rows), tuple(place for place in self.shown_columns() if place in chosen))

    def areas(self) -> list[Area]:
        """The selected ranges, each as rows and shown columns; the current cell where nothing is selected."""
        shown = self.shown_columns()
        found = [
            Area(tuple(range(one.top(), one.bottom() + 1)), tuple(p for p in shown if one.left() <= p <= one.right()))
            for one in ranges_of(self.selectionModel())
        ]
        current = self.currentIndex()
        if not found and current.isValid():
            found = [Area((current.row(),), (current.column(),))]
        return [one for one in found if one.rows and one.columns]

    def selected_ids(self) -> tuple[str, ...]:
        """The ids of the rows with a selected cell, in the order they are seen."""
        area = self.area()
        return tuple(self.entities.entity_id(row) for row in area.rows) if area else ()

    def shown_columns(self) -> tuple[int, ...]:
        """The places of the columns that are shown, from left to right; each painting asks for them several times."""
        if self._shown is None:
            self._shown = column_layout.shown_columns(self)
        return self._shown

    def setColumnHidden(self, column: int, hide: bool) -> None:
        super().setColumnHidden(column, hide)
        self._shown = None

    def _columns_moved(self) -> None:
        self._shown = None

    def select_area(self, area: Area) -> None:
        """Select the cells of an area."""
        if not area.rows or not area.columns:
            return
        model, selection = self.entities, self.selectionModel()
        corner = model.index(area.rows[0], area.columns[0])
        selection.setCurrentIndex(corner, QItemSelectionModel.SelectionFlag.NoUpdate)
        ids = tuple(model.entity_id(row) for row in area.rows)
        ranges = tuple((ids, place, place) for place in area.columns)
        if max(area.columns) - min(area.columns) + 1 == len(area.columns):
            ranges = ((ids, min(area.columns), max(area.columns)),)
        selection.clearSelection()
        select_again(model, selection, KeptSelection(ranges, None))

    def _keep_selection(self) -> None:
        if self._kept is None:
            self._kept = keep_selection(self.entities, self.selectionModel())

    def _select_again(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None:
            select_again(self.entities, self.selectionModel(), kept)
        self.header.viewport().update()
        self.frozen.header.viewport().update()
        if self.entities.rowCount() == 0:  # what is said of an empty table may be something else now
            self.viewport().update()
        self._count_rows()

    # Order, filters, columns

    def sort_by(self, key: str | None, *, descending: bool = False) -> None:
        """Sort once by a column; None gives back the order of the plan."""
        self.entities.sort_by(key, descending=descending)

    def _heading_clicked(self, section: int) -> None:
        key = self.entities.columns[section].key
        match self.entities.sorted_by:
            case (sorted_key, False) if sorted_key == key:
                self.sort_by(key, descending=True)
            case (sorted_key, True) if sorted_key == key:
                self.sort_by(None)
            case _:
                self.sort_by(key)

    def filters_shown(self) -> bool:
        """Whether the row of filters is there."""
        return self.header.filters_shown()

    def show_filters(self, shown: bool) -> None:
        """Show or hide the row of filters."""
        self.header.show_filters(shown)
        self.frozen.header.show_filters(shown)
        self.updateGeometries()
        self.frozen.stand_over()

    def edit_filter(self, section: int | None = None) -> None:
        """Put the keyboard into the filter of a column, the current one unless told."""
        self.show_filters(True)
        place = section if section is not None else max(0, self.currentIndex().column())
        (self.frozen.header if place == 0 else self.header).edit_filter(place)

    def clear_filters(self) -> None:
        """Show all rows."""
        self.entities.clear_filters()

    def show_column(self, key: str, *, shown: bool = True) -> None:
        """Show or hide a column; the first always stays."""
        place = self.entities.column_of(key)
        if place:
            self.setColumnHidden(place, not shown)
            self.spare_room.lend()
            self.columns_changed.emit()

    def reset_columns(self) -> None:
        """Order, widths and hidden columns as at first."""
        column_layout.lay_out_as_at_first(self)
        self._columns_laid_out()

    def column_state(self) -> dict[str, Any]:
        """Order, widths and hidden columns, to be kept and given to `restore_columns`."""
        return column_layout.column_state(self)

    def restore_columns(self, state: dict[str, Any]) -> None:
        """Order, widths and hidden columns as they were kept."""
        column_layout.restore_columns(self, state)
        self._columns_laid_out()

    def _columns_laid_out(self) -> None:
        self.frozen.setColumnWidth(0, self.columnWidth(0))
        self._count_rows()
        self.columns_changed.emit()

    # Editors

    def edit(self, index: Index, trigger: Any = None, event: QEvent | None = None) -> Any:
        """Open the editor of a cell, in the frozen column where the cell is there."""
        if trigger is None:
            trigger = QAbstractItemView.EditTrigger.AllEditTriggers
        if index.isValid() and index.column() == 0 and trigger != QAbstractItemView.EditTrigger.NoEditTriggers:
            if not self.editTriggers() & trigger and trigger != QAbstractItemView.EditTrigger.AllEditTriggers:
                return False
            return self.frozen.edit_here(cast(QModelIndex, index), cast(QEvent, event))
        opened = super().edit(cast(QModelIndex, index), trigger, cast(QEvent, event))
        editor = self.indexWidget(cast(QModelIndex, index)) if opened else None
        if isinstance(editor, QtWidgets.QComboBox) and trigger != QAbstractItemView.EditTrigger.AnyKeyPressed:
            editor.showPopup()
        return opened

    def editing(self) -> bool:
        """Whether a cell is typed into, here or in the frozen column."""
        return self.state() == QAbstractItemView.State.EditingState or self.frozen.editing()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Close an editor and go on as its last key said."""
        super().closeEditor(editor, hint)
        self.step_after(self.delegate)

    def step_after(self, delegate: FieldDelegate) -> None:
        """Go where the key that closed an editor leads."""
        step, delegate.step = delegate.step, (0, 0)
        self._step(*step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cell that the keyboard comes to."""
        super().focusInEvent(event)
        show_keyboard_cell(self, event)
        self._frames_changed()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._frames_changed()

    def _step(self, rows: int, columns: int) -> None:
        current = self.currentIndex()
        if not current.isValid() or (rows, columns) == (0, 0):
            return
        shown = self.shown_columns()
        place = shown.index(current.column()) + columns
        row = min(max(0, current.row() + rows), self.entities.rowCount() - 1)
        self.go_to(self.entities.index(row, shown[min(max(0, place), len(shown) - 1)]))

    def go_to(self, index: QModelIndex) -> None:
        """Select one cell, whatever keys are held down."""
        self.selectionModel().setCurrentIndex(index, _SELECT)
        self.scrollTo(index)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        self.dress(self.delegate)
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self.entities.rowCount() == 0:
            paint_words(painter, self.viewport().rect().adjusted(self.frozen.width(), 0, 0, 0), self.entities)
        self.paint_over(painter, self)
        painter.end()

    def dress(self, delegate: FieldDelegate) -> None:
        """Let the delegate of this view, or of the frozen column, paint as the theme and the focus are now."""
        delegate.wear_theme()
        delegate.selected_ground = "selection" if self.hasFocus() or self.editing() else "selection.inactive"

    def paint_over(self, painter: QPainter, view: QTableView) -> None:
        """Paint what lies over the cells of this view or of the frozen column."""
        edited = self.currentIndex() if self.editing() else None
        paint_drafts(painter, view, self.entities, self.delegate.painter, edited)
        if self.selectionModel() is not None:
            paint_frames(painter, view, ranges_of(self.selectionModel()), self.shown_columns(), focus=self.hasFocus())

    # Where things stand

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into view, beside the frozen column and not under it."""
        super().scrollTo(cast(QModelIndex, index), hint)
        if index.column() > 0:
            hidden = self.columnWidth(0) - self.visualRect(cast(QModelIndex, index)).left()
            if hidden > 0:
                bar = self.horizontalScrollBar()
                bar.setValue(bar.value() - hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A panel that opens beside the table does not push the current cell out of sight."""
        cell = self.currentIndex()
        seen = cell.isValid() and QRect(QPoint(), event.oldSize()).contains(self.visualRect(cell))
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.spare_room.lend()
        if seen:
            self.scrollTo(cell)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if hasattr(self, "frozen"):
            self.frozen.stand_over()

    def _count_rows(self) -> None:
        self.numbers.make_room(self.entities.total)
        self.rows_changed.emit()

    def _frames_changed(self) -> None:
        # Frames lie over the cells that Qt itself would paint again.
        self.viewport().update()
        self.frozen.viewport().update()
