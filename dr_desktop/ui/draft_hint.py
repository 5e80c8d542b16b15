"""The hint beside a cell whose text is not in the plan: what is wrong, what to type, what the plan still holds."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from dr_desktop.report.look import TYPE
from dr_desktop.ui.cell import Draft
from dr_desktop.ui.theme import qcolour, ui_font

_WIDTH = 320
_BAR = 3


class DraftHint(QLabel):
    """Stands over the table without taking the pointer; focus alone brings it, no hovering is needed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setFont(ui_font(TYPE.table))
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setContentsMargins(12, 8, 10, 8)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_draft(self, draft: Draft, still: str, cell: QRect, room: QRect) -> None:
        """Say what is wrong with a draft, beside its cell and inside the room; `still` is what the plan holds."""
        from html import escape  # it brings all of HTML's entities

        problem = draft.problem
        held = "The plan still holds nothing here." if not still else f"The plan still holds {_bold(still)}."
        keys = "F2 to correct · Esc to put back what the plan holds · what is typed stays until then"
        grey = qcolour("text.secondary").name()
        self.setText(
            f"{_bold(problem.sentence)}<br>{escape(problem.remedy)} {held}"
            f'<br><span style="color:{grey};font-size:{TYPE.caption}px">{keys}</span>'
        )
        self.setAccessibleName(f"{problem} {held}")
        self.setFixedWidth(_WIDTH)
        self.resize(_WIDTH, self.heightForWidth(_WIDTH))
        above = cell.bottom() + 6 + self.height() > room.bottom()
        top = max(room.top(), cell.top() - 6 - self.height()) if above else cell.bottom() + 6
        self.move(max(room.left(), min(cell.left(), room.right() - _WIDTH)), top)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), qcolour("tooltip"))
        painter.setPen(qcolour("line.strong"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.fillRect(0, 0, _BAR, self.height(), qcolour("error.fill"))
        painter.end()
        super().paintEvent(event)


def _bold(words: str) -> str:
    from html import escape

    # SemiBold is the only bold of the look; <b> asks for more and gets it smeared.
    return f'<span style="font-weight:600">{escape(words)}</span>'
