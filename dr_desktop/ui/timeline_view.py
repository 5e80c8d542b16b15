"""A picture on an axis of time, with a playhead over it that can be dragged."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from dr_desktop.report.picture import Shape
from dr_desktop.report.time_scale import TimeScale, playhead
from dr_desktop.ui.picture_view import PictureView

_NEAR: Final = 6.0


class TimelineView(PictureView):
    """`dragged` carries the minutes to which the playhead was dragged.

    Where rows can be chosen only the line itself is dragged; where none can (`anywhere`) a press takes it there.
    `zoomed` tells the other pictures on the same axis.
    """

    dragged = Signal(float)
    zoomed = Signal(float)

    def __init__(self, *, anywhere: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._anywhere = anywhere
        self._scale: TimeScale | None = None
        self._minutes: float | None = None
        self._dragging = False
        self._span = (0.0, 0.0)

    def set_playhead(self, scale: TimeScale | None, minutes: float | None, top: float, bottom: float) -> None:
        """Where the playhead stands, from `top` to `bottom` px; None for none."""
        self._scale, self._minutes, self._span = scale, minutes, (top, bottom)
        self.viewport().update()

    def set_zoom(self, zoom: float) -> None:
        """Show it larger, and tell the pictures beside it."""
        before = self.zoom()
        super().set_zoom(zoom)
        if self.zoom() != before:
            self.zoomed.emit(self.zoom())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the playhead, or choose what is clicked."""
        if event.button() == Qt.MouseButton.LeftButton and self._holds_playhead(event.position()):
            self._dragging = True
            self._drag(event.position())
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the playhead, or show what is pointed at."""
        if self._dragging:
            self._drag(event.position())
            return
        super().mouseMoveEvent(event)
        if self._holds_playhead(event.position()):
            self.viewport().setCursor(Qt.CursorShape.SplitHCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the playhead."""
        self._dragging = False
        super().mouseReleaseEvent(event)

    def _holds_playhead(self, position: QPointF) -> bool:
        scale = self._scale
        if scale is None:
            return False
        x = ((position - self._origin()) / self._zoom).x()
        if self._anywhere:
            return scale.left - _NEAR <= x <= scale.right + _NEAR
        return self._minutes is not None and abs(x - scale.x(self._minutes)) <= _NEAR

    def _drag(self, position: QPointF) -> None:
        if self._scale is not None:
            self.dragged.emit(self._scale.minutes_at(((position - self._origin()) / self._zoom).x()))

    def _marks(self) -> list[Shape]:
        marks = super()._marks()
        if self._scale is not None and self._minutes is not None:
            marks += playhead(self._scale, self._minutes, *self._span)
        return marks
