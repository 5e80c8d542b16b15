"""The tools in the head of the recovery page: what is lost, how it is looked at, and running it again."""

from __future__ import annotations

from functools import partial
from math import inf
from typing import Final

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QMenu, QWidget

from dr_desktop.assessment.recovery_scenarios import losses_not_stated
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.plan import Plan
from dr_desktop.report.look import SIZE
from dr_desktop.report.recovery_view import ORDER_WORDS, RowOrder
from dr_desktop.report.scenario_words import scenario_name
from dr_desktop.ui.head_button import HeadButton, toggles

RANGES: Final[tuple[tuple[str, float | None], ...]] = (
    ("All", None), ("0 to 4 h", 240.0), ("0 to 24 h", 1_440.0), ("0 to 72 h", 4_320.0),
)  # fmt: skip
VIEWS: Final = {"timeline": "Timeline", "table": "Table", "chances": "Chances"}
_TIPS: Final = {
    "timeline": "Minute by minute, with what lands where",
    "table": "Every figure of every application",
    "chances": "How probable it is to be back in time, and a better order",
}


_NAME_PX: Final = 170
"""What the name of a scenario needs to be told from others."""


class RecoveryTools(QObject):
    """Tells what is picked: a scenario by id, a view, an order, minutes or None for all, whether unharmed ones show."""

    scenario_picked = Signal(str)
    view_picked = Signal(str)
    order_picked = Signal(str)
    until_picked = Signal(object)
    unharmed_picked = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.scenarios = QComboBox()
        self.scenarios.setAccessibleName("Scenario")
        self.scenarios.setToolTip("What happens: a scenario of the plan, or the loss of any site")
        self.scenarios.setMinimumContentsLength(26)
        self.scenarios.setMinimumWidth(120)  # gives way in a narrow window
        self.scenarios.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.scenarios.activated.connect(self._scenario_activated)
        self.keep = HeadButton("Keep in the plan", "Make this loss a scenario of the plan", "add")
        self.views = {key: HeadButton(words, _TIPS[key]) for key, words in VIEWS.items()}
        toggles(self.views, "timeline")
        for key, button in self.views.items():
            button.clicked.connect(partial(_pick_view, self, key))
        self.order = HeadButton("", "In which order the applications stand")
        self.order.setAccessibleName("Order of the applications")
        self.order.setMenu(self._order_menu())
        self.range = HeadButton("All", "Which part of the time is shown")
        self.range.setAccessibleName("Part of the time that is shown")
        menu = QMenu(self.range)
        for words, minutes in RANGES:
            menu.addAction(words, partial(_pick_until, self, minutes))
        self.range.setMenu(menu)
        self.run = HeadButton("Run again", "Simulate it again")
        self.copy = HeadButton("Copy picture", "Put the timeline on the clipboard", "copy")
        self._room = inf
        self._order_words = ""

    def widgets(self) -> tuple[QWidget, ...]:
        """All of them, from the left."""
        return (self.scenarios, self.keep, *self.views.values(), self.order, self.range, self.run, self.copy)

    def fit(self, room_px: float) -> None:
        """Say less on the buttons where their words have no room, the one that is missed least first."""
        self._room = room_px
        self._fit()

    def _fit(self) -> None:
        full = {self.copy: "Copy picture", self.order: self._order_words, self.keep: "Keep in the plan"}
        short = {self.copy: "", self.order: "Order", self.keep: "Keep"}
        for many in range(len(full) + 1):
            for place, (button, words) in enumerate(full.items()):
                said = short[button] if place < many else words
                if button.text() != said:
                    button.setText(said)
            if self._needed_px() <= self._room:
                break
        if self._room < inf:  # what is left is for the name of the scenario, not what the title of the page needs
            left = self._room - self._needed_px() + _NAME_PX
            self.scenarios.setMaximumWidth(max(self.scenarios.minimumWidth(), int(left)))

    def _needed_px(self) -> int:
        shown = [one for one in self.widgets() if not one.isHidden()]
        widths = [_NAME_PX if one is self.scenarios else one.sizeHint().width() for one in shown]
        return sum(widths) + SIZE.panel_gap * len(shown)

    def view(self) -> str:
        """The key of the view that is on."""
        return next(key for key, button in self.views.items() if button.isChecked())

    def show_scenarios(self, plan: Plan, scenario: Scenario | None) -> None:
        """Offer the scenarios of the plan and the losses that it does not state; `scenario` is the one in view."""
        stated, others = list(plan.scenarios.values()), losses_not_stated(plan)
        with QSignalBlocker(self.scenarios):
            self.scenarios.clear()
            for one in stated:
                self.scenarios.addItem(scenario_name(plan, one), one.id)
            if stated and others:
                self.scenarios.insertSeparator(len(stated))
            for one in others:
                self.scenarios.addItem(f"{one.name} (not kept)", one.id)
            if scenario is not None:
                self.scenarios.setCurrentIndex(self.scenarios.findData(scenario.id))
                # The name that is chosen may be wider than the field.
                name = self.scenarios.currentText()
                self.scenarios.setToolTip(f"{name}. Choose a scenario of the plan, or the loss of any site.")
        self.scenarios.setEnabled(scenario is not None)
        self.keep.setVisible(scenario is not None and scenario.id not in plan.scenarios)
        self._fit()

    def show_choices(self, order: RowOrder, until_minutes: float | None) -> None:
        """Say which order and which part of the time are shown; rest those that the view in front has no use for."""
        self._order_words = f"Order: {ORDER_WORDS[order].lower()}"
        self.order.setToolTip(f"In which order the applications stand: {ORDER_WORDS[order].lower()}")
        self.range.setText(next(words for words, minutes in RANGES if minutes == until_minutes))
        view = self.view()
        self.order.setEnabled(view != "chances")
        self.range.setEnabled(view == "timeline")
        self._fit()

    def show_running(self, running: bool) -> None:
        """Whether the run button gives up what is being worked out."""
        self.run.setText("Cancel" if running else "Run again")
        self._fit()

    def _order_menu(self) -> QMenu:
        menu = QMenu(self.order)
        for order, words in ORDER_WORDS.items():
            menu.addAction(words, partial(_pick_order, self, order))
        menu.addSeparator()
        unharmed = QAction("Show what goes on too", menu)
        unharmed.setCheckable(True)
        unharmed.toggled.connect(self.unharmed_picked)
        menu.addAction(unharmed)
        return menu

    def _scenario_activated(self, place: int) -> None:
        self.scenario_picked.emit(str(self.scenarios.itemData(place)))


def _pick_view(tools: RecoveryTools, key: str, _checked: bool = False) -> None:
    tools.view_picked.emit(key)


def _pick_order(tools: RecoveryTools, order: RowOrder) -> None:
    tools.order_picked.emit(order)


def _pick_until(tools: RecoveryTools, minutes: float | None) -> None:
    tools.until_picked.emit(minutes)
