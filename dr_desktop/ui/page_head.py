"""The head of a page: its title, a grey line that says what is shown, and the page's own commands at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.ui.elided_label import ElidedLabel
from dr_desktop.ui.theme import ui_font


class PageHead(QWidget):
    """36 px high: title, subtitle, tools."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(SIZE.page_head)
        self._title = ElidedLabel(title)
        self._title.setFont(ui_font(TYPE.title, bold=True))
        self._subtitle = ElidedLabel()
        self._subtitle.setFont(ui_font(TYPE.table))
        self._subtitle.setForegroundRole(self._subtitle.palette().ColorRole.PlaceholderText)
        # Rather less of the subtitle than a window that cannot be made narrower.
        self._subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._subtitle.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.page_margin, 4, SIZE.page_margin, 4)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._subtitle, 1, Qt.AlignmentFlag.AlignBaseline)
        self._row = row

    def set_title(self, words: str) -> None:
        """The heading of the page."""
        self._title.setText(words)

    def set_subtitle(self, words: str) -> None:
        """The grey words beside it."""
        self._subtitle.setText(words)

    def subtitle(self) -> str:
        """What the grey words say."""
        return self._subtitle.text()

    def tools_room(self, width_px: int) -> int:
        """px that tools have beside title and margins in a head of that width."""
        return width_px - self._title.sizeHint().width() - 2 * SIZE.page_margin - self._row.spacing()

    def add_tool(self, tool: QWidget) -> None:
        """A button or field at the right, after those already there."""
        self._row.addWidget(tool)

    def add_gap(self) -> None:
        """A gap between the tools before and after it."""
        self._row.addSpacing(12)
