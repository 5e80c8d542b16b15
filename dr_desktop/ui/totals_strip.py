"""The five totals that always show, each with what the last edit changed."""

from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QWidget

from dr_desktop.assessment.results import Assessment, Totals
from dr_desktop.assessment.row_names import named
from dr_desktop.plan.shown import GIB_PER_TIB, MINUS, UNKNOWN, show_change, show_money, show_number
from dr_desktop.report.chart_words import month_words
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.ui.kept_icons import KeptIcons
from dr_desktop.ui.number_marks import NumberMarks
from dr_desktop.ui.theme import qcolour, ui_font

_WAITING: Final = (
    ("Applications meeting their objectives", "overview"),
    ("Machines unprotected", "machines"),
    ("Fullest target", "capacity"),
    ("Cost a month", "consumption"),
    ("Open errors", "findings"),
)


#: the totals as explanations name them, in the order of the tiles
TOTAL_PARTS: Final = ("applications_meeting", "unprotected", "fullest_gib", "cost_month", "errors")


class Total(NamedTuple):
    """One total as words. `sign` is a severity or "". `used` and `ceiling` are shares of the capacity, for the bar."""

    caption: str
    figure: str
    beside: str
    change: str
    page: str
    sign: str = ""
    used: float | None = None
    ceiling: float | None = None


def totals_of(assessment: Assessment, before: Totals | None, marks: NumberMarks) -> tuple[Total, ...]:
    """The five totals in words; `before` are the totals that the change is measured against."""
    now = assessment.totals
    return (
        _meeting(now, before, marks),
        _unprotected(now, before, marks),
        _fullest(assessment, before, marks),
        _cost(assessment, before, marks),
        _errors(now, before, marks),
    )


def _meeting(now: Totals, before: Totals | None, marks: NumberMarks) -> Total:
    return Total(
        "Applications meeting their objectives",
        show_number(now.applications_meeting, 0, *marks),
        f"of {show_number(now.applications, 0, *marks)}",
        _count_change(now.applications_meeting, before and before.applications_meeting, marks),
        "overview",
    )


def _unprotected(now: Totals, before: Totals | None, marks: NumberMarks) -> Total:
    undecided = f" · {show_number(now.undecided, 0, *marks)} undecided" if now.undecided else ""
    return Total(
        "Machines unprotected",
        show_number(now.unprotected, 0, *marks),
        f"of {show_number(now.machines, 0, *marks)}{undecided}",
        _count_change(now.unprotected, before and before.unprotected, marks),
        "machines",
    )


def _fullest(assessment: Assessment, before: Totals | None, marks: NumberMarks) -> Total:
    """The fullest target at its worst day of the horizon."""
    now = assessment.totals
    target, store = assessment.plan.backup_targets.get(now.fullest_store), assessment.targets.get(now.fullest_store)
    if now.fullest_gib is None or store is None or store.worst is None:
        return Total("Fullest target", UNKNOWN, "nothing is backed up yet", "", "backup")
    unit = "TiB" if max(now.fullest_gib, now.fullest_capacity_gib or 0) >= GIB_PER_TIB else "GiB"

    def said(gib: float | None) -> str:
        if gib is None:
            return UNKNOWN
        return show_number(gib / GIB_PER_TIB, 1, *marks) if unit == "TiB" else show_number(gib, 0, *marks)

    used = ceiling = None
    beside = f"{unit}, no limit stated"
    if now.fullest_capacity_gib:
        beside = f"of {said(now.fullest_capacity_gib)} {unit} · ceiling {said(now.fullest_ceiling_gib)}"
        used = now.fullest_gib / now.fullest_capacity_gib
        ceiling = (now.fullest_ceiling_gib or 0) / now.fullest_capacity_gib or None
    change = ""
    if before is not None and before.fullest_gib is not None and before.fullest_store == now.fullest_store:
        difference = now.fullest_gib - before.fullest_gib
        change = _shown_change(difference / (GIB_PER_TIB if unit == "TiB" else 1), 1 if unit == "TiB" else 0, marks)
    caption = f"Fullest in {month_words(store.worst.month)}: {named(target) if target is not None else ''}"
    return Total(caption, said(now.fullest_gib), beside, change, "capacity", "", used, ceiling)


def _cost(assessment: Assessment, before: Totals | None, marks: NumberMarks) -> Total:
    now, currency = assessment.totals, assessment.consumption.currency
    if now.cost_month is None:
        return Total("Cost a month", UNKNOWN, "nothing uses Azure yet", "", "assumptions")
    change = ""
    if before is not None and before.cost_month is not None:
        change = _shown_change(now.cost_month - before.cost_month, 0, marks)
    return Total(
        "Cost a month",
        show_money(now.cost_month, currency, 0, *marks),
        "with own costs" if assessment.plan.cost_lines else "",
        change,
        "consumption",
    )


def _errors(now: Totals, before: Totals | None, marks: NumberMarks) -> Total:
    warnings = f"{show_number(now.warnings, 0, *marks)} {'warning' if now.warnings == 1 else 'warnings'}"
    change = _count_change(now.errors, before and before.errors, marks)
    # The tick stands for a check that ran and passed.
    sign = "error" if now.errors else "recommended"
    return Total("Open errors", show_number(now.errors, 0, *marks), warnings, change, "findings", sign)


def _count_change(now: int, before: int | None, marks: NumberMarks) -> str:
    return "" if before is None else _shown_change(now - before, 0, marks)


def _shown_change(difference: float, decimals: int, marks: NumberMarks) -> str:
    shown = show_change(difference, "", decimals, *marks)
    return shown if shown.startswith(("+", MINUS)) else ""


class TotalTile(QAbstractButton):
    """One total; a click opens the page it comes from, its menu asks why."""

    why_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.total = Total("", "", "", "", "")
        self._icons = KeptIcons()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(SIZE.totals)

    def set_total(self, total: Total) -> None:
        """Show a total."""
        if total == self.total:
            return
        self.total = total
        words = f"{total.caption}: {total.figure} {total.beside}"
        changed = f", last edit {total.change}" if total.change else ""
        self.setAccessibleName(words + changed)
        self.setToolTip(f"{words}\nLast edit: {total.change}" if total.change else words)
        self.update()

    def sizeHint(self) -> QSize:
        """All five share the window's width."""
        return QSize(200, SIZE.totals)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the explanation."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Why this number", self.why_asked.emit)
        menu.popup(event.globalPos())

    def paintEvent(self, _: QPaintEvent) -> None:
        """Caption above; figure, what it is measured against, and the change below."""
        painter = QPainter(self)
        area, total = self.rect(), self.total
        painter.fillRect(area, qcolour("hover" if self.underMouse() else "panel"))
        painter.fillRect(area.width() - 1, 0, 1, area.height(), qcolour("line"))
        room = QRect(12, 5, area.width() - 24, 16)
        self._words(painter, room, total.caption, TYPE.caption, "text.secondary")
        line = QRect(12, 20, area.width() - 24, 22)
        right = 0
        if total.change:
            painter.setFont(ui_font(TYPE.caption))
            right = painter.fontMetrics().horizontalAdvance(total.change) + 6
            painter.setPen(qcolour("text.secondary"))
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, total.change)
        if total.sign:
            size = SIZE.sign + 1
            self._icons.sign(total.sign, size).paint(painter, line.left(), line.top() + 4, size, size)
            line.setLeft(line.left() + size + 5)
        painter.setFont(ui_font(TYPE.title, bold=True))
        ink = f"{total.sign}.text" if total.sign == "error" else "text.primary"
        painter.setPen(qcolour(ink))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, total.figure)
        line.setLeft(line.left() + painter.fontMetrics().horizontalAdvance(total.figure) + 6)
        line.setRight(line.right() - right)
        self._words(painter, line.adjusted(0, 2, 0, 0), total.beside, TYPE.table, "text.secondary")
        self._bar(painter)
        if self.hasFocus():
            painter.setPen(qcolour("focus"))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.end()

    def _words(self, painter: QPainter, room: QRect, words: str, size: int, role: str) -> None:
        painter.setFont(ui_font(size))
        painter.setPen(qcolour(role))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _bar(self, painter: QPainter) -> None:
        if self.total.used is None:
            return
        left, width, top = 12, self.width() - 24, self.height() - 6
        painter.fillRect(left, top, width, 3, qcolour("grid"))
        over = self.total.ceiling is not None and self.total.used > self.total.ceiling
        role = "chart.ceiling" if over else "accent"
        painter.fillRect(left, top, round(width * min(1.0, self.total.used)), 3, qcolour(role))
        if self.total.ceiling is not None:
            painter.fillRect(left + round(width * self.total.ceiling), top - 3, 2, 7, qcolour("chart.ceiling"))


class TotalsStrip(QWidget):
    """The five totals side by side. `why_asked` carries the total (one of `TOTAL_PARTS`) whose reasons are wanted."""

    page_chosen = Signal(str)
    why_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Totals")
        self.setFixedHeight(SIZE.totals + 1)
        self.tiles = tuple(TotalTile(self) for _ in range(5))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 1)
        row.setSpacing(0)
        for tile, part in zip(self.tiles, TOTAL_PARTS, strict=True):
            row.addWidget(tile, 1)
            tile.clicked.connect(self._chosen)
            tile.why_asked.connect(partial(self.why_asked.emit, part))

    def show_totals(self, assessment: Assessment, before: Totals | None, marks: NumberMarks) -> None:
        """Show the totals of an assessment, and what changed since `before` (None: nothing to compare with)."""
        for tile, total in zip(self.tiles, totals_of(assessment, before, marks), strict=True):
            tile.set_total(total)

    def show_cost_range(self, low: float, high: float, marks: NumberMarks) -> None:
        """Show beside the cost of a month from where to where it goes with the ranges of the assumptions, where it
        does."""
        tile = self.tiles[TOTAL_PARTS.index("cost_month")]
        if tile.total.figure != UNKNOWN and low < high:
            words = f"{show_number(low, 0, *marks)} to {show_number(high, 0, *marks)}"
            tile.set_total(tile.total._replace(beside=words))

    def show_waiting(self) -> None:
        """Show that the totals are being computed: no figure stands there that is not known."""
        for tile, (caption, page) in zip(self.tiles, _WAITING, strict=True):
            tile.set_total(Total(caption, UNKNOWN, "being computed", "", page))

    def paintEvent(self, _: QPaintEvent) -> None:
        """A line below."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, qcolour("line"))
        painter.end()

    def _chosen(self) -> None:
        tile = self.sender()
        if isinstance(tile, TotalTile):
            self.page_chosen.emit(tile.total.page)
