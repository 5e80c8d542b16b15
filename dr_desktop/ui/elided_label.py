"""Words that end in dots where there is no room for all of them; their tip has them all."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

_LEAST = 24


class ElidedLabel(QLabel):
    """A label that gives way to what stands beside it."""

    def minimumSizeHint(self) -> QSize:
        """Hardly anything: what stands beside it is never pushed out."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def shown(self) -> str:
        """What there is room for."""
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, _: QPaintEvent) -> None:
        """The words, or what there is room for."""
        painter = QPainter(self)
        words = self.shown()
        self.setToolTip(self.text() if words != self.text() else "")
        # Not by `style()`: what that gives loads the enumerations of all styles, a hundredth of the start.
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment() | Qt.TextFlag.TextSingleLine, words)
        painter.end()
