"""The widths of a table's columns: as stated or dragged, and wider where the window leaves room."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from dr_desktop.ui.sheet_view import SheetView

#: how much wider than stated a column of words may become; beyond that the eye loses the row
_AT_MOST: Final = 0.8


class SpareRoom(QObject):
    """Gives columns of words the room that is left of the window; a column keeps the width that it is dragged to."""

    def __init__(self, view: SheetView) -> None:
        super().__init__(view)
        self._dragged: dict[int, int] = {}
        self._setting = False
        view.header.sectionResized.connect(self._resized)

    @property
    def _view(self) -> SheetView:
        # Asked for, not kept: two widgets that hold each other are freed by the collector, in an order that Qt dies of.
        return cast("SheetView", self.parent())

    def width(self, place: int) -> int:
        """The width in px of the column at `place` without the room that is lent to it."""
        return self._dragged.get(place, self._view.entities.columns[place].width)

    def forget(self) -> None:
        """Every column is as wide as it is stated."""
        self._dragged.clear()
        with self._by_us():
            for place, column in enumerate(self._view.entities.columns):
                self._view.setColumnWidth(place, column.width)

    def keep(self, place: int, width: int) -> None:
        """The column at `place` is `width` px wide, and is lent no room where it is not so stated."""
        if width != self._view.entities.columns[place].width:
            self._dragged[place] = width
        else:
            self._dragged.pop(place, None)
        with self._by_us():
            self._view.setColumnWidth(place, width)

    def lend(self) -> None:
        """Share what the window leaves among the columns of words in view, in proportion to their widths."""
        view = self._view
        shown = [place for place in range(len(view.entities.columns)) if not view.isColumnHidden(place)]
        takers = [place for place in shown if self._takes(place)]
        spare = view.viewport().width() - sum(map(self.width, shown))
        wanted = sum(map(self.width, takers)) * _AT_MOST
        share = _AT_MOST * min(1.0, max(0.0, spare / wanted)) if wanted else 0.0
        with self._by_us():
            for place in takers:
                width = int(self.width(place) * (1.0 + share))
                if view.columnWidth(place) != width:
                    view.setColumnWidth(place, width)

    def _resized(self, place: int, before: int, width: int) -> None:
        if before and width and not self._setting:  # and is not being hidden or shown
            self._dragged[place] = width

    def _takes(self, place: int) -> bool:
        """Whether a column is read as words; the first stands still, for it is frozen."""
        column = self._view.entities.columns[place]
        return place > 0 and place not in self._dragged and not column.numeric and not column.mark

    @contextmanager
    def _by_us(self) -> Iterator[None]:
        before, self._setting = self._setting, True
        try:
            yield
        finally:
            self._setting = before
