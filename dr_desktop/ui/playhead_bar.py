"""The row between axis and bars: the moment that is looked at, a slider that lies exactly on the axis, what is up."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QSlider, QStyle, QWidget

from dr_desktop.plan.shown import show_minutes
from dr_desktop.report.look import TYPE
from dr_desktop.report.time_scale import TimeScale, time_marks
from dr_desktop.ui.theme import qcolour, ui_font

HEIGHT: Final = 22
_STEPS: Final = 2_000


class _Track(QSlider):
    """A slider in the colours of the look: the style's own handle can hardly be seen on a dark panel."""

    def paintEvent(self, _: QPaintEvent) -> None:
        """A thin line, its part up to the handle in the accent, and a round handle."""
        half = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, None, self) / 2
        x = half + (self.width() - 2 * half) * self.value() / max(1, self.maximum())
        middle = self.height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(half, middle - 1, self.width() - 2 * half, 2), qcolour("line.strong"))
        painter.fillRect(QRectF(half, middle - 1, x - half, 2), qcolour("accent"))
        painter.setPen(QPen(qcolour("focus" if self.hasFocus() else "accent"), 2))
        painter.setBrush(qcolour("selection" if self.hasFocus() else "panel"))
        painter.drawEllipse(QPointF(x, middle), 6.0, 6.0)
        painter.end()


class PlayheadBar(QWidget):
    """`moved` carries the minutes at which the slider was put, by mouse or by keys."""

    moved = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self._scale = TimeScale(0.0, 100.0, 60.0)
        self._zoom = 1.0
        self.slider = _Track(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, _STEPS)
        self.slider.setAccessibleName("Moment looked at")
        self.slider.setToolTip("The moment at which table and landing are looked at")
        self.slider.valueChanged.connect(self._slid)
        self._moment, self._state = QLabel(self), QLabel(self)
        for label in (self._moment, self._state):
            label.setFont(ui_font(TYPE.caption))
            label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
            label.setTextFormat(Qt.TextFormat.PlainText)

    def show_moment(self, scale: TimeScale, minutes: float, state: str, zoom: float = 1.0) -> None:
        """The moment on its axis, and in words what has happened by then."""
        self._scale, self._zoom = scale, zoom
        marks = time_marks(scale)
        step = (marks[1][0] if len(marks) > 1 else scale.until_minutes) / scale.until_minutes * _STEPS
        self.slider.setSingleStep(max(1, round(step / 4)))
        self.slider.setPageStep(max(1, round(step)))
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(minutes / scale.until_minutes * _STEPS))
        self._moment.setText(f"At {show_minutes(minutes)}")
        self._state.setText(state)
        self._state.setToolTip(state)
        self.slider.setAccessibleDescription(f"{self._moment.text()}: {state}")
        self._place()

    def words(self) -> tuple[str, str]:
        """The moment and what has happened by then."""
        return self._moment.text(), self._state.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the slider on the axis."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        half = self.slider.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, None, self.slider) / 2
        left, right = self._scale.left * self._zoom, self._scale.right * self._zoom
        self._moment.setGeometry(12, 0, round(left - half - 16), HEIGHT)
        self.slider.setGeometry(round(left - half), 0, round(right - left + 2 * half), HEIGHT)
        beside = round(right + half + 8)
        self._state.setGeometry(beside, 0, max(0, self.width() - beside - 12), HEIGHT)

    def _slid(self, value: int) -> None:
        self.moved.emit(value / _STEPS * self._scale.until_minutes)
