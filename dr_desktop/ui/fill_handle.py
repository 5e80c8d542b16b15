"""The fill handle: the small square at the corner of a selection that drags its last row down."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from dr_desktop.ui import cell_edits
from dr_desktop.ui.cell_edits import Area
from dr_desktop.ui.theme import qcolour

if TYPE_CHECKING:
    from dr_desktop.ui.entity_table_view import EntityTableView

_SIZE: Final = 7
_SLACK: Final = 2


class FillHandle:
    """A drag that begins on the handle fills the rows it is drawn over; the table tells what the pointer does."""

    def __init__(self, view: EntityTableView) -> None:
        self._view = weakref.proxy(view)  # the table holds its handle
        self._source: Area | None = None

    def rect(self) -> QRect | None:
        """Where the handle is; None unless a single range is selected that can be typed into."""
        view = self._view
        areas = view.areas()
        if len(areas) != 1 or not view.hasFocus() or areas[0].columns[-1] == 0:
            return None
        if all(view.entities.columns[place].field is None for place in areas[0].columns):
            return None
        last = view.visualRect(view.entities.index(areas[0].rows[-1], areas[0].columns[-1]))
        return QRect(last.right() - _SIZE + 3, last.bottom() - _SIZE + 3, _SIZE, _SIZE)

    def paint(self, painter: QPainter) -> None:
        """Paint the handle where there is one."""
        rect = self.rect()
        if rect is not None:
            painter.fillRect(rect, qcolour("focus"))

    def press(self, at: QPoint) -> bool:
        """Begin to drag when the handle is there; False when it is not."""
        rect = self.rect()
        if rect is None or not rect.adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(at):
            return False
        self._source = self._view.area()
        return True

    def move(self, at: QPoint) -> bool:
        """Draw the selection down to the pointer; False when nothing is dragged."""
        if self._source is None:
            return False
        row = self._view.rowAt(at.y())
        if row >= 0:
            rows = tuple(range(self._source.rows[0], max(row, self._source.rows[-1]) + 1))
            self._view.select_area(Area(rows, self._source.columns))
        return True

    def release(self) -> bool:
        """Fill what the selection was drawn over; False when nothing was dragged."""
        source, self._source = self._source, None
        area = self._view.area()
        if source is None or area is None:
            return False
        below = tuple(row for row in area.rows if row > source.rows[-1])
        if below:
            filled = cell_edits.fill_down(self._view.entities, Area((source.rows[-1], *below), source.columns))
            self._view.said.emit(filled)
        return True
