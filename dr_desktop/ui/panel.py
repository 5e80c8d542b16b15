"""A framed part of a page with a head: its title, small buttons, and what it holds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.ui.theme import qcolour, ui_font

_HEAD = SIZE.panel_head


class Panel(QWidget):
    """`body` takes the content, `foot` what stands below it, such as the buttons that apply it."""

    def __init__(self, title: str = "", parent: QWidget | None = None, *, head_height: int = _HEAD) -> None:
        super().__init__(parent)
        self._head_height = head_height
        self._has_head = bool(title)
        self._title = QLabel(title)
        self._title.setFont(ui_font(TYPE.body, bold=True))
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(11, 0, 4, 0)
        self._row.setSpacing(2)
        self._row.addWidget(self._title, 1)
        head = QWidget()
        head.setFixedHeight(head_height)
        head.setLayout(self._row)
        head.setVisible(self._has_head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(self.body, 1)
        column.addLayout(self.foot)
        self.setAccessibleName(title)

    def set_title(self, words: str) -> None:
        """What the head says."""
        self._title.setText(words)
        self._title.setToolTip(words)
        self.setAccessibleName(words)

    def title(self) -> str:
        """What the head says now."""
        return self._title.text()

    def add_head(self, widget: QWidget) -> None:
        """A small button at the right of the head."""
        self._row.addWidget(widget)

    def add_fields(self, *fields: QWidget) -> None:
        """Fields at the right of the head, apart from each other and from its edge."""
        self._row.setContentsMargins(11, 0, 11, 0)
        self._row.setSpacing(8)
        for field in fields:
            self._row.addWidget(field)

    def add_foot(self, widget: QWidget) -> None:
        """A button below the content."""
        self.foot.setContentsMargins(11, 6, 11, 8)
        self.foot.addWidget(widget)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Ground, head and frame."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), qcolour("panel"))
        if self._has_head:
            painter.fillRect(0, 0, self.width(), self._head_height + 1, qcolour("header"))
            painter.fillRect(0, self._head_height, self.width(), 1, qcolour("line"))
        painter.setPen(qcolour("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
