"""The numbers at the left of a table."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView, QWidget

from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.ui.theme import ui_font

_WIDTH, _WIDE = 36, 52


class RowNumbers(QHeaderView):
    """All of one height; wider where there are thousands. Qt would read two hundred of them to find how wide."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(SIZE.row)
        self.setMinimumSectionSize(SIZE.row)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFont(ui_font(TYPE.table))

    def sizeHint(self) -> QSize:
        """Room for the numbers of a short table; `make_room` has the last word."""
        return QSize(_WIDTH, SIZE.row)

    def make_room(self, rows: int) -> None:
        """Be as wide as the numbers of so many rows need."""
        self.setFixedWidth(_WIDE if rows >= 1_000 else _WIDTH)
