"""A viewport of our own for a view. The one that Qt makes has a cost: to find out what it is, PySide first makes the
class and every enumeration of every widget that Qt knows, which takes as long as all other widgets of the window."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget


def plain_viewport(view: QAbstractScrollArea, ground: QPalette.ColorRole = QPalette.ColorRole.Base) -> None:
    """Give a view a viewport with the ground that Qt gives its own. Call it before anything asks for the viewport."""
    port = QWidget()
    port.setBackgroundRole(ground)
    port.setAutoFillBackground(True)
    view.setViewport(port)
    # A frame taken away by a stylesheet would take the ground with it: Qt would then paint, below each cell that
    # changes, every widget that the view lies on, and all of the view when it scrolls.
    view.setFrameShape(QFrame.Shape.NoFrame)
