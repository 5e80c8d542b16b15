"""The tools above the chances of a recovery: how many runs, with which luck, and what is kept of an order."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QSpinBox, QWidget

from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.names import counted
from dr_desktop.ui.head_button import HeadButton, toggles
from dr_desktop.ui.theme import ui_font

PARTS: Final = {"probability": "Probability", "order": "Order"}
_RUNS: Final = (200, 1_000, 5_000)
_MOST_SEED: Final = 999_999


class Offered(NamedTuple):
    """What can be asked for now: of which part, whether there is a scenario, and what runs or is known already.

    `may_keep` shows the button that keeps an order, `order_is_old` rests it; `may_drop` that by tier is a way back.
    """

    part: str
    there: bool
    running: bool
    searching: bool
    has_run: bool
    may_keep: bool
    order_is_old: bool
    may_drop: bool


class UncertaintyTools(QWidget):
    """The row of them, from the left; at its end words on how it goes."""

    def __init__(self, part: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts = {key: HeadButton(words) for key, words in PARTS.items()}
        toggles(self.parts, part)
        self.many, self.seed = QComboBox(), QSpinBox()
        for number in _RUNS:
            self.many.addItem(counted(number, "run"), number)
        self.many.setCurrentIndex(_RUNS.index(1_000))
        self.many.setAccessibleName("Number of runs")
        self.many.setToolTip("More runs make the interval of each probability narrower")
        self.seed.setRange(1, _MOST_SEED)
        self.seed.setPrefix("Seed ")
        self.seed.setAccessibleName("Seed")
        self.seed.setToolTip("The same seed gives the same answer; another seed is other luck")
        self.start = HeadButton("Run", "Run the recovery with other luck each time, beside the window")
        self.across = QCheckBox("May break tiers")
        self.across.setToolTip("An application may be served before one of a higher tier")
        self.look = HeadButton("Search a better order", "Try other orders than by tier, beside the window")
        self.keep = HeadButton("Keep this order", "Make it the order of this scenario in the plan")
        self.drop = HeadButton("By tier again", "Take the order out of the scenario")
        self.hint = QLabel()
        for one in (self.hint, self.many, self.seed, self.across):
            one.setFont(ui_font(TYPE.table))
        self.hint.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.page_margin, 6, SIZE.page_margin, 6)
        row.setSpacing(6)
        asking: tuple[QWidget, ...] = (self.many, self.seed, self.start, self.across, self.look, self.keep, self.drop)
        for widget in (*self.parts.values(), *asking):
            row.addWidget(widget)
        row.addWidget(self.hint, 1)

    def runs(self) -> int:
        """How many runs are wanted."""
        return int(self.many.currentData())

    def offer(self, offered: Offered, hint: str) -> None:
        """Show the tools of the part in view, rest those that mean nothing now, and say how it goes."""
        probability = offered.part == "probability"
        self.start.setText("Cancel" if offered.running else "Run again" if offered.has_run else "Run")
        self.look.setText("Cancel" if offered.searching else "Search a better order")
        for widget in (self.many, self.seed, self.start):
            widget.setVisible(probability)
            widget.setEnabled(offered.there and (widget is self.start or not offered.running))
        for one in (self.across, self.look):
            one.setVisible(not probability)
            one.setEnabled(offered.there and (one is self.look or not offered.searching))
        self.keep.setVisible(not probability and offered.may_keep)
        self.keep.setEnabled(not offered.order_is_old)
        self.drop.setVisible(not probability and offered.may_drop)
        self.hint.setText(hint)
