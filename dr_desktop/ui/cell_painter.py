"""Paints one cell in the look: ground, sign or tier mark, and the text by its role."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPen

from dr_desktop.report.look import ROLES, SIZE, TYPE, Theme
from dr_desktop.ui.cell import Cell
from dr_desktop.ui.icons import sign_icon, tier_icon
from dr_desktop.ui.theme import qcolour, ui_font

_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignVCenter.value)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight.value | Qt.AlignmentFlag.AlignVCenter.value)
_ELIDE: Final = Qt.TextElideMode.ElideRight
_PADDING: Final = SIZE.cell_padding
_SIGN: Final = 12


class CellPainter:
    """The colours, fonts and signs of one theme, ready to paint; make another when the theme changes."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.inks = {role: qcolour(role, theme) for role in ROLES}
        self.font = ui_font(TYPE.table)
        self.bold = ui_font(TYPE.table, bold=True)
        self._metrics = QFontMetrics(self.font)
        self._bold_metrics = QFontMetrics(self.bold)
        self._signs: dict[str, QIcon] = {}
        self._marks: dict[int, QIcon] = {}

    @cached_property
    def _dots(self) -> QPen:
        pen = QPen(self.inks["text.secondary"], 1)
        pen.setDashPattern([1, 2])
        return pen

    def paint(self, painter: QPainter, rect: QRect, cell: Cell, selected: str) -> None:
        """Paint a cell; `selected` is the role of its ground where it is selected, else ""."""
        painter.fillRect(rect, self.inks[selected or cell.ground])
        left, right = rect.left() + _PADDING, rect.right() + 1 - _PADDING
        if cell.mark:
            self._mark(cell.mark).paint(painter, left, rect.top(), SIZE.tier_mark, rect.height())
            return
        metrics = self._bold_metrics if cell.bold else self._metrics
        text = cell.text
        if cell.sign and cell.sign != "note":
            # At the left edge of numbers and verdicts; behind words, where the eye arrives after reading them.
            behind = not cell.right and cell.ground == "panel"
            place = min(left + metrics.horizontalAdvance(text) + 4, right - _SIGN) if behind else left
            self.sign(cell.sign).paint(painter, place, rect.top(), _SIGN, rect.height())
            if behind:
                right = place - 3
            else:
                left += _SIGN + 4
        width = right - left
        if metrics.horizontalAdvance(text) > width:
            text = metrics.elidedText(text, _ELIDE, width)
        painter.setFont(self.bold if cell.bold else self.font)
        on_selection = selected and cell.role in ("text.primary", "text.inherited")
        painter.setPen(self.inks["text.on_selection" if on_selection else cell.role])
        painter.drawText(left, rect.top(), width, rect.height(), _RIGHT if cell.right else _LEFT, text)
        if cell.assumed:
            self._underline(painter, rect, text, left, right, cell.right)

    def paint_draft(self, painter: QPainter, rect: QRect, text: str, room: int) -> None:
        """Text that is not in the plan, framed; it may run over the next cells as far as `room` px reach."""
        width = min(max(rect.width(), self._metrics.horizontalAdvance(text) + 2 * _PADDING + 4), room)
        frame = QRect(rect.left(), rect.top(), width, rect.height())
        painter.fillRect(frame, self.inks["invalid"])
        painter.setPen(QPen(self.inks["error.fill"], 2))
        painter.drawRect(frame.adjusted(1, 1, -1, -1))
        painter.setFont(self.font)
        painter.setPen(self.inks["text.invalid"])
        shown = self._metrics.elidedText(text, _ELIDE, width - 2 * _PADDING)
        painter.drawText(frame.adjusted(_PADDING, 0, -_PADDING, 0), _LEFT, shown)

    def ink(self, role: str) -> QColor:
        """The colour of a role."""
        return self.inks[role]

    def sign(self, state: str) -> QIcon:
        """The sign of a severity or verdict."""
        if state not in self._signs:
            self._signs[state] = sign_icon(state, _SIGN)
        return self._signs[state]

    def _mark(self, rank: int) -> QIcon:
        if rank not in self._marks:
            self._marks[rank] = tier_icon(rank)
        return self._marks[rank]

    def _underline(self, painter: QPainter, rect: QRect, text: str, left: int, right: int, flush_right: bool) -> None:
        length = min(self._metrics.horizontalAdvance(text), right - left)
        start = right - length if flush_right else left
        below = rect.center().y() + self._metrics.ascent() // 2 + 2
        painter.setPen(self._dots)
        painter.drawLine(start, below, start + length - 1, below)
