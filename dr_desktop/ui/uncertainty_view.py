"""How probable it is to be back in time, and a better order of recovery: both worked out beside the window."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGraphicsOpacityEffect, QStackedWidget, QVBoxLayout, QWidget

from dr_desktop.assessment.explanation import Explanation, Subject
from dr_desktop.assessment.recovery_order import OrderSearch
from dr_desktop.assessment.recovery_scenarios import scenario_of
from dr_desktop.assessment.recovery_slots import SlowerWithMore
from dr_desktop.assessment.uncertainty import Uncertainty
from dr_desktop.assessment.why_uncertainty import explain_runs
from dr_desktop.files.recovery_file import order_from_json
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.plan import Plan
from dr_desktop.report.axes import nothing_to_draw
from dr_desktop.report.fact_sheet import destination
from dr_desktop.report.look import SIZE
from dr_desktop.report.names import counted
from dr_desktop.report.order_picture import order_picture
from dr_desktop.report.picture import Picture
from dr_desktop.report.scenario_words import scenario_name
from dr_desktop.report.uncertainty_picture import uncertainty_picture
from dr_desktop.ui.document import Document
from dr_desktop.ui.panel import Panel
from dr_desktop.ui.picture_view import PictureView
from dr_desktop.ui.plan_process import Ended, PlanProcess
from dr_desktop.ui.run_processes import RunProcesses
from dr_desktop.ui.sheet_panel import follow
from dr_desktop.ui.uncertainty_tools import PARTS, Offered, UncertaintyTools
from dr_desktop.ui.window_services import WindowServices

_OLD: Final = "The plan changed since: this is of before."
_NOT_YET: Final = {
    "probability": "Not run yet. Choose how many runs, and start them.",
    "order": "Not searched yet. A better order than by tier may exist; it is tried out, never assumed.",
}
_NO_SCENARIO: Final = "There is nothing to lose yet."
_DIMMED: Final = 0.45


class _Of(NamedTuple):
    """What a result is of: a scenario, and plans for which it holds; it is old when the plan is another."""

    scenario: str
    plans: tuple[Plan, ...]

    def holds(self, plan: Plan) -> bool:
        return any(one is plan for one in self.plans)


class _Order(NamedTuple):
    search: OrderSearch
    slower: tuple[SlowerWithMore, ...]


class UncertaintyView(QWidget):
    """`show_scenario` first. `chosen` carries the application that was clicked, `stated` words for a status bar;
    `redrawn` says that other runs, or others' probabilities, are in view."""

    chosen = Signal(str)
    stated = Signal(str)
    redrawn = Signal()

    def __init__(self, document: Document, services: WindowServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._services = document, services
        self._scenario, self._chosen, self._part, self._complaint = "", "", "probability", ""
        self._chances: tuple[_Of, Uncertainty] | None = None
        self._order: tuple[_Of, _Order] | None = None
        self._asked = _Of("", ())
        self.runs, self.search = RunProcesses(self), PlanProcess(self)
        self.tools = UncertaintyTools(self._part)
        self.pictures = {key: PictureView() for key in PARTS}
        self._arrange()
        self._connect()

    def show_scenario(self, scenario_id: str) -> None:
        """Show what is known of a scenario, stated in the plan or not; "" for none. Nothing is run unasked."""
        if scenario_id != self._scenario:
            self.cancel()
            self._scenario = scenario_id
        self._redraw()

    def choose_application(self, application: str) -> None:
        """Mark an application; "" for none."""
        self._chosen = application
        self.pictures["probability"].rebuild()

    def show_part(self, key: str) -> None:
        """Show "probability" or "order"."""
        self.tools.parts[key].setChecked(True)
        self._part = key
        self._redraw()
        self.redrawn.emit()

    def run(self) -> None:
        """Do the runs on the plan as it is now, or give up those that are being done."""
        if self.runs.running():
            self.cancel()
            return
        self.cancel()
        plan = self._with_scenario()
        if plan is None:
            return
        self._complaint, self._asked = "", _Of(self._scenario, (self._document.plan,))
        self.runs.start(plan, self._scenario, self.tools.seed.value(), self.tools.runs())
        self.show_part("probability")

    def search_order(self) -> None:
        """Search a better order for the plan as it is now, or give the search up."""
        if self.search.running():
            self.cancel()
            return
        self.cancel()
        plan = self._with_scenario()
        if plan is None:
            return
        self._asked = _Of(self._scenario, (self._document.plan,))
        problem = self.search.start(plan, partial(_arguments, self._scenario, self.tools.across.isChecked()))
        self._complaint = "" if problem is None else str(problem)
        self.show_part("order")

    def running(self) -> bool:
        """Whether runs are being done, or an order is searched."""
        return self.runs.running() or self.search.running()

    def cancel(self) -> None:
        """Give up what is being worked out."""
        self.runs.cancel()
        self.search.cancel()
        self._say()

    def keep_order(self) -> None:
        """Make the order that was found the order of the scenario, as one step."""
        order, scenario = self.order(), self._stated()
        if order is None or scenario is None or not order.search.order:
            return
        changed = scenario.changed(order=order.search.order)
        if isinstance(changed, Problem):
            self._services.say(str(changed))
            return
        name = scenario_name(self._document.plan, scenario)
        before = self._document.plan
        if self._document.replace_plan(before.put("scenarios", changed), f"Order of recovery, {name}"):
            # What was found holds whether it is kept or not: by tier is what it was compared with.
            self._order = (_Of(self._scenario, (before, self._document.plan)), order)
            self._redraw()
            self._services.say(f"{name} is recovered in this order now. Ctrl+Z takes it back.")

    def back_to_tiers(self) -> None:
        """Serve the applications of the scenario by tier again, as one step."""
        scenario = self._stated()
        changed = scenario.changed(order=()) if scenario is not None else None
        if isinstance(changed, Scenario):
            name = scenario_name(self._document.plan, changed)
            self._document.replace_plan(self._document.plan.put("scenarios", changed), f"By tier, {name}")

    def uncertainty(self) -> Uncertainty | None:
        """The probabilities that are shown."""
        return self._chances[1] if self._chances is not None and self._chances[0].scenario == self._scenario else None

    def subject(self) -> Subject | None:
        """The probability of the chosen application, or that of all; None until there are runs of the plan as it is."""
        found = self.uncertainty()
        if found is None or self._part != "probability" or self.stale():
            return None
        one = found.applications.get(self._chosen)
        if one is None:
            return Subject("chance", f"{self._scenario}/", "all_in_time")
        return Subject("chance", f"{self._scenario}/{self._chosen}", "mtd" if one.rto is None and one.mtd else "rto")

    def explanation(self, subject: Subject) -> Explanation | None:
        """Why a probability is so, from the runs that are in view."""
        found = self.uncertainty()
        if found is None or subject.kind != "chance" or self.stale():
            return None
        return explain_runs(self._document.assessment, found, subject)

    def order(self) -> _Order | None:
        """The order that is shown."""
        return self._order[1] if self._order is not None and self._order[0].scenario == self._scenario else None

    def stale(self) -> bool:
        """Whether what is shown is of an earlier plan."""
        known = self._chances if self._part == "probability" else self._order
        return known is not None and known[0].scenario == self._scenario and not known[0].holds(self._document.plan)

    # parts

    def _arrange(self) -> None:
        self._stack = QStackedWidget()
        self._dim = QGraphicsOpacityEffect(self._stack)
        self._dim.setOpacity(_DIMMED)
        self._dim.setEnabled(False)
        self._stack.setGraphicsEffect(self._dim)
        frame = Panel()
        frame.body.addWidget(self._stack)
        held = QVBoxLayout()
        held.setContentsMargins(SIZE.page_margin, 0, SIZE.panel_gap, SIZE.panel_gap)
        held.addWidget(frame)
        for key, picture in self.pictures.items():
            picture.setAccessibleName(PARTS[key])
            self._stack.addWidget(picture)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addLayout(held, 1)

    def _connect(self) -> None:
        for key, button in self.tools.parts.items():
            button.clicked.connect(partial(_show_part, self, key))
        self.tools.start.clicked.connect(self.run)
        self.tools.look.clicked.connect(self.search_order)
        self.tools.keep.clicked.connect(self.keep_order)
        self.tools.drop.clicked.connect(self.back_to_tiers)
        self.runs.progressed.connect(self._runs_progressed)
        self.runs.found.connect(self._runs_found)
        self.runs.failed.connect(self._failed)
        self.search.progressed.connect(self._search_progressed)
        self.search.ended.connect(self._search_ended)
        for picture in self.pictures.values():
            picture.entity_clicked.connect(self._clicked)
        self._document.plan_changed.connect(self._plan_changed)
        self._document.opened.connect(self._plan_opened)

    def _with_scenario(self) -> Plan | None:
        """The plan, with the scenario in it even if the plan does not state it."""
        plan, scenario = self._document.plan, self._stated()
        if scenario is None:
            return None
        return plan if scenario.id in plan.scenarios else plan.put("scenarios", scenario)

    def _stated(self) -> Scenario | None:
        return scenario_of(self._document.plan, self._scenario)

    def _redraw(self) -> None:
        self._stack.setCurrentWidget(self.pictures[self._part])
        self.pictures[self._part].set_builder(self._draw_chances if self._part == "probability" else self._draw_order)
        self._say()

    def _draw_chances(self, width: float, height: float) -> Picture:
        found, scenario = self.uncertainty(), self._stated()
        if found is None or scenario is None or not self._still_there(found.applications):
            return self._nothing(width, height, "probability")
        plan = self._document.plan
        return uncertainty_picture(found, plan, scenario_name(plan, scenario), width, height, self._chosen)

    def _draw_order(self, width: float, height: float) -> Picture:
        found = self.order()
        if found is None or not self._still_there(
            [*found.search.order, *[one.application for one in found.search.changes]]
        ):
            return self._nothing(width, height, "order")
        return order_picture(found.search, found.slower, self._document.plan, width, height)

    def _nothing(self, width: float, height: float, part: str) -> Picture:
        words = self._complaint or (_NOT_YET[part] if self._stated() is not None else _NO_SCENARIO)
        return nothing_to_draw((width, height), PARTS[part], words)

    def _still_there(self, applications: Iterable[str]) -> bool:
        return all(key in self._document.plan.applications for key in applications)

    def _say(self, words: str = "") -> None:
        running, searching = self.runs.running(), self.search.running()
        there, order, stale = self._stated(), self.order(), self.stale()
        kept = there is not None and order is not None and there.order == order.search.order
        offered = Offered(
            part=self._part,
            there=there is not None,
            running=running,
            searching=searching,
            has_run=self.uncertainty() is not None,
            may_keep=order is not None and bool(order.search.order) and not kept,
            order_is_old=self._order is None or not self._order[0].holds(self._document.plan),
            may_drop=there is not None and bool(there.order),
        )
        if not words and (running or searching):
            words = "Working …"
        self.tools.offer(offered, words or (_OLD if stale else self._complaint))
        self._dim.setEnabled(stale)

    # what comes back

    def _runs_progressed(self, share: float) -> None:
        self._say(f"{share:.0%} of the runs done")

    def _search_progressed(self, share: float, words: str) -> None:
        self._say(f"{words}, {share:.0%}")

    def _runs_found(self, found: Uncertainty) -> None:
        self._chances = (self._asked, found)
        self._redraw()
        self.redrawn.emit()
        self.stated.emit(f"{counted(found.runs, 'run')}, seed {found.seed}")

    def _search_ended(self, how: Ended) -> None:
        if how.cancelled:
            self._say()
            return
        if how.complaint:
            self._failed(how.complaint)
            return
        self._order = (self._asked, _Order(*order_from_json(how.output)))
        self._redraw()

    def _failed(self, complaint: str) -> None:
        self._complaint = complaint
        self._redraw()

    def _plan_changed(self, _change: object) -> None:
        if self.isVisible():
            self._redraw()

    def _plan_opened(self) -> None:
        self.cancel()
        self._chances = self._order = None
        self._scenario = self._chosen = self._complaint = ""

    def _clicked(self, entity: str) -> None:
        found = destination(entity)
        if found is not None:
            follow(self._services, found)
        else:
            self.chosen.emit(entity)


def _show_part(view: UncertaintyView, key: str, _checked: bool = False) -> None:
    view.show_part(key)


def _arguments(scenario: str, across: bool, copy: Path) -> Sequence[str]:
    words = ["recover", str(copy), "--scenario", scenario, "--search-order", "--json", "-"]
    return [*words, "--across-tiers"] if across else words
