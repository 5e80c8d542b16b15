"""The table as people use it: like a spreadsheet, over one `EntityTableModel`.

Pages and menus call its plain methods (`copy`, `paste`, `fill_down`, `add_row` …); keys do the same.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QTableView, QWidget

from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.table_edit import row_words, rows_may_change
from dr_desktop.ui import cell_edits, row_edits
from dr_desktop.ui.cell_edits import Area
from dr_desktop.ui.clipboard_block import block_of
from dr_desktop.ui.columns import Column
from dr_desktop.ui.document import Document
from dr_desktop.ui.draft_hint import DraftHint
from dr_desktop.ui.entity_table_model import EntityTableModel
from dr_desktop.ui.fill_handle import FillHandle
from dr_desktop.ui.selection_summary import selection_summary
from dr_desktop.ui.sheet_view import SheetView
from dr_desktop.ui.system_clipboard import clipboard_text, put_on_clipboard
from dr_desktop.ui.table_header import TableHeader
from dr_desktop.ui.table_keys import command_of
from dr_desktop.ui.table_menus import cells_menu, heading_menu

Index = QModelIndex | QPersistentModelIndex

_ASSIGNABLE: Final = ("applications", "machines", "data_stores")


class EntityTableView(SheetView):
    """`said` carries a sentence about what was done, `summary_changed` a tuple of them about the selection,
    `assign_wanted` table and ids of the rows to assign something to, `advice_wanted` the id of an application."""

    said = Signal(str)
    summary_changed = Signal(object)
    assign_wanted = Signal(str, object)
    advice_wanted = Signal(str)

    def __init__(
        self, document: Document, table: str, parent: QWidget | None = None, *, model: EntityTableModel | None = None
    ) -> None:
        self.fill_handle = FillHandle(self)
        super().__init__(document, table, parent, model=model)
        self._summary: tuple[str, ...] = ()
        self._hint = DraftHint(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._tell)
        self.entities.dataChanged.connect(self._tell_soon)
        self.selectionModel().selectionChanged.connect(self._tell_soon)
        self.selectionModel().currentChanged.connect(self._tell_soon)
        for delegate in (self.delegate, self.frozen.delegate):
            delegate.fill_wanted.connect(self._fill_selection)
        for header in (self.header, self.frozen.header):
            header.customContextMenuRequested.connect(self._heading_menu)

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
        self.go_to(index)
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
        """Copy the selected rows below themselves, and select the copies."""
        copies = row_edits.duplicate_rows(self.entities, self.selected_ids())
        if copies and self.show_entity(copies[0]):
            rows = [row for row in map(self.entities.row_of, copies) if row is not None]
            self.select_area(Area(tuple(sorted(rows)), self.shown_columns()))
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

    def can_advise(self) -> bool:
        """Whether one application is selected, for which the ways to protect it can be compared."""
        ids = self.selected_ids()
        return self.entities.table == "applications" and len(ids) == 1 and ids[0] != UNASSIGNED

    def advise(self) -> None:
        """Ask for the ways to protect the selected application."""
        if self.can_advise():
            self.advice_wanted.emit(self.selected_ids()[0])
        else:
            self.said.emit("Select one application to compare the ways to protect it.")

    # Keys and pointer

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

    def go_to_first(self) -> None:
        """The first cell of the table."""
        self._step(-self.entities.total, -len(self.shown_columns()))

    def go_to_last(self) -> None:
        """The last cell of the table."""
        self._step(self.entities.total, len(self.shown_columns()))

    def go_to_top(self) -> None:
        """The first row, in the same column."""
        self._step(-self.entities.total, 0)

    def go_to_bottom(self) -> None:
        """The last row, in the same column."""
        self._step(self.entities.total, 0)

    def go_to_left_end(self) -> None:
        """The first column, in the same row."""
        self._step(0, -len(self.shown_columns()))

    def go_to_right_end(self) -> None:
        """The last column, in the same row."""
        self._step(0, len(self.shown_columns()))

    def leave_draft(self) -> None:
        """Abandon the text at the current cell that is not in the plan."""
        self.entities.drop_draft(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.fill_handle.press(event.position().toPoint()):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.fill_handle.move(event.position().toPoint()):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self.fill_handle.release():
            super().mouseReleaseEvent(event)

    def current_cell(self) -> tuple[Column, str] | None:
        """Column and id of the row of the cell that the keyboard stands on; None where there is none."""
        index = self.currentIndex()
        if not index.isValid() or not self.entities.rowCount():
            return None
        return self.entities.columns[index.column()], self.entities.row(index.row()).entity.id

    # What is told

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

    def paint_over(self, painter: QPainter, view: QTableView) -> None:
        super().paint_over(painter, view)
        if view is self:
            self.fill_handle.paint(painter)
