"""The table as people use it: like a spreadsheet, over one `EntityTableModel`.

Pages and menus call its plain methods (`copy`, `paste`, `fill_down`, `add_row` …); keys do the same.
"""

from __future__ import annotations

from typing import Any, Final, cast

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QTableView, QWidget

from dr_desktop.plan.table_edit import row_words, rows_may_change
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.ui import cell_edits, column_layout, row_edits
from dr_desktop.ui.cell_editors import ChoiceEditor
from dr_desktop.ui.cell_edits import Area
from dr_desktop.ui.clipboard_block import block_of
from dr_desktop.ui.document import Document
from dr_desktop.ui.draft_hint import DraftHint
from dr_desktop.ui.entity_table_model import EntityTableModel
from dr_desktop.ui.field_delegate import FieldDelegate
from dr_desktop.ui.fill_handle import FillHandle
from dr_desktop.ui.frozen_column import FrozenColumn
from dr_desktop.ui.kept_selection import KeptSelection, keep_selection, ranges_of, select_again
from dr_desktop.ui.selection_summary import selection_summary
from dr_desktop.ui.system_clipboard import clipboard_text, put_on_clipboard
from dr_desktop.ui.table_header import TableHeader
from dr_desktop.ui.table_keys import command_of
from dr_desktop.ui.table_menus import cells_menu, heading_menu
from dr_desktop.ui.table_overlay import paint_drafts, paint_frames, paint_words
from dr_desktop.ui.theme import ui_font

Index = QModelIndex | QPersistentModelIndex

_SELECT: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect
_NUMBERS_WIDTH: Final = 36
_WIDE_NUMBERS_WIDTH: Final = 52
_ASSIGNABLE: Final = ("applications", "machines", "data_stores")


class EntityTableView(QTableView):
    """`said` carries a sentence about what was done, `summary_changed` a tuple of them about the selection,
    `assign_wanted` table and ids of the rows to assign something to, `rows_changed` comes when other rows are shown."""

    said = Signal(str)
    summary_changed = Signal(object)
    assign_wanted = Signal(str, object)
    rows_changed = Signal()
    columns_changed = Signal()

    def __init__(
        self, document: Document, table: str, parent: QWidget | None = None, *, model: EntityTableModel | None = None
    ) -> None:
        super().__init__(parent)
        self.entities = model or EntityTableModel(document, table, self)
        self.delegate = FieldDelegate(self.entities, self)
        self._kept: KeptSelection | None = None
        self._summary: tuple[str, ...] = ()
        self.setAccessibleName(row_words(table, 2).partition(" ")[2].capitalize())
        self.setModel(self.entities)
        self.setItemDelegate(self.delegate)
        self.header = TableHeader(self.entities, self)
        self.setHorizontalHeader(self.header)
        self.header.sectionPressed.disconnect()  # a click sorts; it does not select the column
        self._dress()
        self.frozen = FrozenColumn(self)
        self.frozen.setSelectionModel(self.selectionModel())
        self.fill_handle = FillHandle(self)
        self._hint = DraftHint(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self.reset_columns()
        self._connect()

    def _dress(self) -> None:
        self.setFont(ui_font(TYPE.table))
        self.setFrameShape(QFrame.Shape.NoFrame)
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
        numbers = self.verticalHeader()
        numbers.setSectionResizeMode(numbers.ResizeMode.Fixed)
        numbers.setDefaultSectionSize(SIZE.row)
        numbers.setMinimumSectionSize(SIZE.row)
        numbers.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        numbers.setFont(ui_font(TYPE.table))
        self.header.setSectionsMovable(True)
        self.header.setFirstSectionMovable(False)

    def _connect(self) -> None:
        for header in (self.header, self.frozen.header):
            header.sectionClicked.connect(self._heading_clicked)
            header.customContextMenuRequested.connect(self._heading_menu)
        self.entities.order_about_to_change.connect(self._keep_selection)
        self.entities.order_changed.connect(self._select_again)
        self.entities.rowsInserted.connect(self._count_rows)
        self.entities.rowsRemoved.connect(self._count_rows)
        self.entities.dataChanged.connect(self._tell_soon)
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        self.selectionModel().currentChanged.connect(self._selection_changed)
        for delegate in (self.delegate, self.frozen.delegate):
            delegate.fill_wanted.connect(self._fill_selection)
        self._soon.timeout.connect(self._tell)

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
        """The places of the columns that are shown, from left to right."""
        return column_layout.shown_columns(self)

    def show_entity(self, entity_id: str, field: str = "") -> bool:
        """Select the cell of an entity and bring it into view; False when the table has no such row."""
        if self.entities.row_of(entity_id) is None:
            self.entities.clear_filters()
        row = self.entities.row_of(entity_id)
        if row is None:
            return False
        place = self.entities.column_of(field) or 0
        self.setColumnHidden(place, False)
        index = self.entities.index(row, place)
        self._go_to(index)
        self.setFocus()
        return True

    # Cells

    def copy(self) -> None:
        """Put the selected cells on the clipboard, in full."""
        self._copy(headings=False)

    def copy_with_headings(self) -> None:
        """Put the selected cells on the clipboard below their headings."""
        self._copy(headings=True)

    def _copy(self, *, headings: bool) -> None:
        area = self.area()
        if area is not None:
            heads = cell_edits.headings(self.entities, area.columns) if headings else []
            put_on_clipboard(cell_edits.copied(self.entities, area), heads)

    def cut(self) -> None:
        """Copy the selected cells, and clear them."""
        self.copy()
        self.clear_cells()

    def paste(self) -> None:
        """Put what the clipboard holds where the selection begins."""
        block = block_of(clipboard_text())
        area = self.area() or (Area((0,), self.shown_columns()[:1]) if rows_may_change(self.entities.table) else None)
        if not block or area is None:
            return
        pasted = cell_edits.paste(self.entities, area, self.shown_columns(), block)
        self.select_area(pasted.area)
        self.said.emit(pasted.sentence)

    def fill_down(self) -> None:
        """Put the topmost selected cell of each column into those below it."""
        area = self.area()
        if area is not None:
            self.said.emit(cell_edits.fill_down(self.entities, area))

    def clear_cells(self) -> None:
        """Empty the selected cells: they inherit again, or are not known."""
        areas = self.areas()
        if areas:
            self.said.emit(cell_edits.put_text(self.entities, areas, ""))

    def _fill_selection(self, text: str) -> None:
        self.said.emit(cell_edits.put_text(self.entities, self.areas(), text))

    # Rows

    def add_row(self) -> None:
        """Add a row at the end and begin to type its name."""
        entity_id = row_edits.add_row(self.entities)
        if entity_id is not None and self.show_entity(entity_id):
            self.edit(self.currentIndex())

    def duplicate_rows(self) -> None:
        """Copy the selected rows below themselves."""
        copies = row_edits.duplicate_rows(self.entities, self.selected_ids())
        if copies:
            self.show_entity(copies[0])
            self.said.emit(f"Duplicated {row_words(self.entities.table, len(copies))}.")

    def remove_rows(self) -> None:
        """Remove the selected rows, and what points to them."""
        gone = row_edits.remove_rows(self.entities, self.selected_ids())
        if gone:
            self.said.emit(f"Removed {row_words(self.entities.table, gone)}.")

    def can_assign(self) -> bool:
        """Whether the table has rows to which a tier, a scheme, sites or backup can be assigned."""
        return self.entities.table in _ASSIGNABLE and bool(self.selected_ids())

    def assign(self) -> None:
        """Ask for something to be assigned to the selected rows."""
        if self.can_assign():
            self.assign_wanted.emit(self.entities.table, self.selected_ids())

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

    # Keys and editors

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = command_of(event)
        if command is not None and not self.editing():
            getattr(self, command)()
            return
        super().keyPressEvent(event)

    def go_down(self) -> None:
        """Go to the cell below."""
        self._step(1, 0)

    def go_up(self) -> None:
        """Go to the cell above."""
        self._step(-1, 0)

    def leave_draft(self) -> None:
        """Abandon the text at the current cell that is not in the plan."""
        self.entities.drop_draft(self.currentIndex())

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
        if isinstance(editor, ChoiceEditor) and trigger != QAbstractItemView.EditTrigger.AnyKeyPressed:
            editor.showPopup()
        return opened

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Close an editor and go on as its last key said."""
        super().closeEditor(editor, hint)
        self.step_after(self.delegate)

    def step_after(self, delegate: FieldDelegate) -> None:
        """Go where the key that closed an editor leads."""
        step, delegate.step = delegate.step, (0, 0)
        self._step(*step)

    def editing(self) -> bool:
        """Whether a cell is typed into, here or in the frozen column."""
        return self.state() == QAbstractItemView.State.EditingState or self.frozen.editing()

    def _step(self, rows: int, columns: int) -> None:
        current = self.currentIndex()
        if not current.isValid() or (rows, columns) == (0, 0):
            return
        shown = self.shown_columns()
        place = shown.index(current.column()) + columns
        row = min(max(0, current.row() + rows), self.entities.rowCount() - 1)
        self._go_to(self.entities.index(row, shown[min(max(0, place), len(shown) - 1)]))

    def _go_to(self, index: QModelIndex) -> None:
        """Select one cell, whatever keys are held down."""
        self.selectionModel().setCurrentIndex(index, _SELECT)
        self.scrollTo(index)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        for delegate in (self.delegate, self.frozen.delegate):
            delegate.wear_theme()
            delegate.selected_ground = "selection" if self.hasFocus() or self.editing() else "selection.inactive"
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self.entities.rowCount() == 0:
            paint_words(painter, self.viewport().rect(), self.entities)
        self.paint_over(painter, self)
        painter.end()

    def paint_over(self, painter: QPainter, view: QTableView) -> None:
        """Paint what lies over the cells of this view or of the frozen column."""
        paint_drafts(painter, view, self.entities, self.delegate.painter)
        if self.selectionModel() is not None:
            paint_frames(painter, view, ranges_of(self.selectionModel()), self.shown_columns(), focus=self.hasFocus())
        if view is self:
            self.fill_handle.paint(painter)

    # Where things stand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.fill_handle.press(event.position().toPoint()):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.fill_handle.move(event.position().toPoint()):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self.fill_handle.release():
            super().mouseReleaseEvent(event)

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

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if hasattr(self, "frozen"):
            self.frozen.stand_over()

    def _count_rows(self) -> None:
        wide = _WIDE_NUMBERS_WIDTH if self.entities.total >= 1_000 else _NUMBERS_WIDTH
        self.verticalHeader().setFixedWidth(wide)
        self.rows_changed.emit()

    # What is told

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
        self._count_rows()

    def _selection_changed(self) -> None:
        # Frames lie over the cells that Qt itself would paint again.
        self.viewport().update()
        self.frozen.viewport().update()
        self._soon.start()

    def _tell_soon(self) -> None:
        self._soon.start()

    def _tell(self) -> None:
        area = self.area()
        summary = selection_summary(self.entities, area) if area else ()
        if summary != self._summary:
            self._summary = summary
            self.summary_changed.emit(summary)
        self._show_hint()

    def _show_hint(self) -> None:
        index = self.currentIndex()
        draft = self.entities.draft(index) if not self.editing() else None
        if draft is None:
            self._hint.hide()
            return
        cell = self.visualRect(index).translated(self.viewport().pos())
        column = self.entities.columns[index.column()]
        still = column.text(self.entities.row(index.row()))
        self._hint.show_draft(draft, "" if still == "–" else still, cell, self.viewport().geometry())

    # Menus

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = cells_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _heading_menu(self, at: QPoint) -> None:
        header = self.sender()
        if isinstance(header, TableHeader) and header.logicalIndexAt(at) >= 0:
            menu = heading_menu(self, header.logicalIndexAt(at))
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(header.mapToGlobal(at))
