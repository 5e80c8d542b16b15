"""Recovery: what happens after a disaster, minute by minute, why it takes that long, and what would shorten it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dr_desktop.assessment.explanation import Explanation, Subject
from dr_desktop.assessment.failback import Failback, failback
from dr_desktop.assessment.recovery import AS_STATED, simulation
from dr_desktop.assessment.recovery_changes import OneChange, changes, with_edits
from dr_desktop.assessment.recovery_loss import Unstated, unstated
from dr_desktop.assessment.recovery_records import RecoveryResult
from dr_desktop.assessment.recovery_scenarios import losses_not_stated, scenario_of
from dr_desktop.assessment.simulated_losses import is_hit
from dr_desktop.assessment.why_recovery import explain_result
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.drill import Scenario
from dr_desktop.report.fact_sheet import destination, go_to, open_page
from dr_desktop.report.held_up_picture import WORK_OUT, change_of
from dr_desktop.report.look import SIZE
from dr_desktop.report.names import counted
from dr_desktop.report.recovery_facts import recovery_facts
from dr_desktop.report.recovery_findings import simulated_findings
from dr_desktop.report.recovery_view import RecoveryView, RowOrder, recovery_view
from dr_desktop.report.recovery_words import tally
from dr_desktop.report.scenario_words import scenario_name, scenario_sentence
from dr_desktop.ui.document import Document
from dr_desktop.ui.page import Page
from dr_desktop.ui.recovery_runs import Question, RecoveryRuns
from dr_desktop.ui.recovery_tools import RecoveryTools
from dr_desktop.ui.recovery_views import RecoveryViews
from dr_desktop.ui.sheet_panel import SheetPanel, follow
from dr_desktop.ui.window_services import WindowServices

if TYPE_CHECKING:
    from dr_desktop.ui.uncertainty_view import UncertaintyView

_WIDE: Final = 1_600
_AT_ONCE_S: Final = 0.1
"""A recovery that is simulated in this time is simulated again for every change without being asked."""
_DIM_MS: Final = 150
_NO_SCENARIO: Final = "There is nothing to lose yet: state at which sites the applications run."


class RecoveryPage(Page):
    """A scenario at the top; timeline or table of its result; beside it the application that was chosen."""

    title = "Recovery"

    def __init__(self, document: Document, services: WindowServices, parent: QWidget | None = None) -> None:
        super().__init__(document, services, parent)
        self._scenario = ""
        self._order: RowOrder = "tier"
        self._until: float | None = None
        self._also_unharmed = False
        self._chosen = ""
        self._part = "recovery_minutes"
        self._moment: float | None = None
        self._seen: RecoveryView | None = None
        self._home: Failback | None = None
        self.runs: RecoveryRuns[RecoveryResult] = RecoveryRuns(simulation, self)
        self.changes: RecoveryRuns[tuple[OneChange, ...]] = RecoveryRuns(changes, self)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_DIM_MS)
        self._slow.timeout.connect(self._dim)
        self.views = RecoveryViews(document, services)
        self.timeline, self.table, self.nothing = self.views.timeline, self.views.table, self.views.nothing
        self.sheet = SheetPanel("Why it takes that long", closes=True)
        self.tools = RecoveryTools(self)
        self.tools.show_choices(self._order, self._until)
        for tool in self.tools.widgets():
            self.add_tool(tool)
        self._arrange()
        self._connect()

    @property
    def uncertainty(self) -> UncertaintyView | None:
        """How probable it is to be back in time; None until it is first looked at."""
        return self.views.chances

    def refresh(self) -> None:
        """Show the recovery of the plan as it is now; what is not known yet is worked out in slices."""
        if self.document.pending:
            return
        self.tools.show_scenarios(self.document.plan, self.scenario())
        asked = self._question()
        if asked is None:
            self._show_nothing()
            return
        result = self.runs.ask(asked)
        if result is not None:
            self._show_result()
        else:
            self._say_running(0.0)
            self._slow.start()

    def settled(self) -> bool:
        """Also once the recovery is simulated, and what was asked of it."""
        chances = self.uncertainty is not None and self.uncertainty.running()
        return super().settled() and not (self.runs.running or self.changes.running or chances)

    def scenario(self) -> Scenario | None:
        """The scenario in view; None where there is nothing to lose."""
        found = scenario_of(self.document.plan, self._scenario)
        return found or next(
            iter([*self.document.plan.scenarios.values(), *losses_not_stated(self.document.plan)]), None
        )

    def result(self) -> RecoveryResult | None:
        """The result of the plan and scenario as they are now; None until it is known."""
        asked = self._question()
        return self.runs.known(asked) if asked is not None else None

    def seen(self) -> RecoveryView | None:
        """What is in view, perhaps of an earlier plan while the result of this one is being worked out."""
        return self._seen

    def choose_scenario(self, scenario_id: str) -> None:
        """Look at another scenario, whether the plan states it or not."""
        self._scenario, self._moment = scenario_id, None
        self.refresh()

    def choose_application(self, application: str) -> None:
        """Say why the recovery of an application takes as long as it does; "" for none."""
        self._chosen = application
        self._show_result()
        self.subject_changed.emit(self.subject())

    def choose_moment(self, minutes: float) -> None:
        """Look at a moment, in minutes from the incident on; 0 for none."""
        if self._seen is None:
            return
        self._moment = minutes or None
        self._seen = self._seen._replace(at_minutes=self._moment)
        self.timeline.show_moment(self._seen)
        if self.view() == "table":
            self._show_table()

    def view(self) -> str:
        """What is in view: "timeline", "table" or "chances"."""
        return self.tools.view()

    def show_view(self, key: str) -> None:
        """Show the timeline, the table, or how probable it is to be back in time."""
        self.tools.views[key].setChecked(True)
        self._show_result()
        self._explain_again()

    def show_order(self, order: RowOrder) -> None:
        """Show the applications in another order."""
        self._order = order
        self._show_result()

    def show_until(self, minutes: float | None) -> None:
        """Show the first minutes only; None for all."""
        self._until = minutes
        self._show_result()

    def show_unharmed(self, shown: bool) -> None:
        """Show the applications that go on too, or only those that are hit."""
        self._also_unharmed = shown
        self._show_result()

    def keep_scenario(self) -> None:
        """Put the scenario in view into the plan, as one step."""
        scenario = self.scenario()
        if scenario is not None and scenario.id not in self.document.plan.scenarios:
            self._scenario = scenario.id
            self.document.replace_plan(self.document.plan.put("scenarios", scenario), f"Keep scenario {scenario.name}")
            self.services.say(f"{scenario.name} is a scenario of the plan now. Ctrl+Z takes it back.")

    def run_again(self) -> None:
        """Work it out again, or give up what is being worked out."""
        if self.runs.running:
            self.runs.cancel()
            self._slow.stop()
            self._say_running(None)
            return
        asked = self._question()
        if asked is not None:
            self._say_running(0.0)
            self._slow.start()
            self.runs.ask(asked, anew=True)

    def work_out_changes(self) -> None:
        """Simulate what each single change would buy."""
        asked = self._question()
        if asked is not None:
            found = self.changes.ask(asked)
            self.timeline.show_changes(found, working=self.changes.running)

    def make_change(self, place: int) -> None:
        """Make a change of the list in the plan, as one step."""
        asked = self._question()
        found = self.changes.known(asked) if asked is not None else None
        if found is None or place >= len(found):
            return
        plan = with_edits(self.document.plan, found[place].edits)
        if plan is not None and self.document.replace_plan(plan, found[place].words):
            self.services.say(f"{found[place].words}. Ctrl+Z takes it back.")

    def show_entity(self, table: str, entity: str, field: str = "") -> bool:
        """Choose an application or a scenario."""
        if table == "scenarios" and scenario_of(self.document.plan, entity) is not None:
            self.choose_scenario(entity)
            return True
        if table == "applications" and self._seen is not None and entity in self._seen.result.applications:
            self.choose_application(entity)
            self.timeline.rows.focus_entity(entity, tip=False)
            return True
        return False

    def subject(self) -> Subject | None:
        """The recovery time, or the figure that is selected, of the chosen application; of chances, its probability."""
        scenario = self.scenario()
        if scenario is None:
            return None
        if self.view() == "chances":
            return self.uncertainty.subject() if self.uncertainty is not None else None
        return Subject("recovery", f"{scenario.id}/{self._chosen}", self._part) if self._chosen else None

    def explanation(self, subject: Subject) -> Explanation | None:
        """Why, from the simulation or the runs that are in view."""
        result = self.result()
        if subject.kind == "recovery" and result is not None and subject.entity.startswith(f"{result.scenario}/"):
            return explain_result(self.document.plan, result, subject)
        return self.uncertainty.explanation(subject) if self.uncertainty is not None else None

    def first_focus(self) -> QWidget | None:
        """The rows of the applications."""
        return self.views.rows(self.view())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the columns of figures their room, as far as there is any beside the sheet."""
        super().resizeEvent(event)
        self.tools.fit(self.head.tools_room(self.width()))
        self.sheet.setFixedWidth(320 if self.width() < _WIDE else 400)
        if not self._stale and self._chosen:
            self._show_result()

    # parts

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, SIZE.panel_gap, SIZE.panel_gap)
        right.addWidget(self.sheet)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.views, 1)
        row.addLayout(right)
        self.body.addLayout(row)
        self.sheet.hide()

    def _connect(self) -> None:
        self.runs.found.connect(self._found)
        self.runs.progressed.connect(self._say_running)
        self.changes.found.connect(self.work_out_changes)
        self.tools.scenario_picked.connect(self.choose_scenario)
        self.tools.keep.clicked.connect(self.keep_scenario)
        self.tools.view_picked.connect(self.show_view)
        self.tools.order_picked.connect(self.show_order)
        self.tools.until_picked.connect(self.show_until)
        self.tools.unharmed_picked.connect(self.show_unharmed)
        self.tools.run.clicked.connect(self.run_again)
        self.tools.copy.clicked.connect(self._copy)
        self.timeline.chosen.connect(self.choose_application)
        self.timeline.opened.connect(self._open)
        self.timeline.moved.connect(self.choose_moment)
        self.timeline.listed.connect(self._listed)
        self.table.chosen.connect(self._table_chosen)
        self.table.opened.connect(self._open)
        self.nothing.entity_clicked.connect(self._listed)
        self.views.application_chosen.connect(self.choose_application)
        self.views.explained_anew.connect(self._explain_again)
        self.sheet.closed.connect(self._close)
        self.sheet.link_chosen.connect(partial(follow, self.services))
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._close)

    def _question(self) -> Question | None:
        scenario = self.scenario()
        if scenario is None:
            return None
        return Question(self.document.assessment, scenario, AS_STATED)

    def _show_nothing(self) -> None:
        self._seen = None
        self.runs.cancel()
        self.sheet.hide()
        self.views.say_nothing(_NO_SCENARIO, open_page("applications"))
        self.set_subtitle("")
        self.set_status()
        self.set_own_findings(())

    def _lacks(self) -> Unstated | None:
        """What the scenario in view must state before it hits anything."""
        plan, scenario = self.document.plan, self.scenario()
        if scenario is None or (self._seen is not None and any(map(is_hit, self._seen.result.applications.values()))):
            return None
        return unstated(scenario, plan.sites, plan.backup_targets)

    def _found(self) -> None:
        self._show_result()

    def _show_result(self) -> None:
        """Show the result of the plan as it is now; nothing where it is still being worked out."""
        result, scenario = self.result(), self.scenario()
        if result is None or scenario is None:
            return
        self._slow.stop()
        self.views.set_dimmed(False)
        if self._seen is None or self._seen.result is not result:
            self._home = failback(self.document.assessment, result)
        self._chosen = self._chosen if self._chosen in result.applications else ""
        name = scenario_name(self.document.plan, scenario)
        self._seen = recovery_view(
            self.document.plan, name, result, order=self._order, until_minutes=self._until,
            also_unharmed=self._also_unharmed, chosen=self._chosen, at_minutes=self._moment,
        )  # fmt: skip
        self._show_changes()
        self._show_parts()
        self.set_own_findings(simulated_findings(name, result))
        self._say(result, scenario)

    def _show_parts(self) -> None:
        assert self._seen is not None
        view, lacks = self.view(), self._lacks()
        scenario = self._seen.result.scenario
        if lacks is not None:
            place = go_to("scenarios", scenario, lacks.field)
            self.views.say_nothing(f"{lacks.sentence} So nothing follows from it.", place)
            self._chosen = ""
        else:
            self.views.bring(view, scenario)
        self.sheet.setVisible(bool(self._chosen))
        self.sheet.setFixedWidth(320 if self.width() < _WIDE else 400)
        if self._chosen:
            self.sheet.show_facts(recovery_facts(self._seen, self._chosen, self._home))
        asked = self._question()
        known = self.changes.known(asked) if asked is not None else None
        few = bool(self._chosen) and self.width() < _WIDE
        if self.uncertainty is not None:
            self.uncertainty.choose_application(self._chosen)
        if view == "timeline":
            self.timeline.show_recovery(self._seen, self._home, known, few_columns=few)
            self.timeline.show_changes(known, working=self.changes.running)
        elif view == "table":
            self._show_table()

    def _show_table(self) -> None:
        assert self._seen is not None
        self.views.show_table(self._seen, self._chosen, self._part)

    def _show_changes(self) -> None:
        asked = self._question()
        if asked is not None and self.runs.seconds < _AT_ONCE_S and not self.changes.running:
            self.changes.ask(asked)

    def _say(self, result: RecoveryResult, scenario: Scenario) -> None:
        self.tools.show_choices(self._order, self._until)
        self.tools.show_running(False)
        self.set_subtitle(scenario_sentence(scenario, result.at_minutes))
        found = tally(result)
        shown = len(self._seen.rows) if self._seen is not None else 0
        self.set_status(
            f"{shown:,} of {counted(len(result.applications.keys() - {UNASSIGNED}), 'application')} shown",
            f"{found.late:,} past their RTO, {found.lossy:,} past their RPO, {found.gone:,} lost or down",
            *result.notes[:1],
        )

    def _say_running(self, share: float | None) -> None:
        """How far the simulation is; None when it was given up."""
        self.tools.show_running(share is not None)
        self.set_subtitle(
            "Given up; what is seen is of an earlier plan" if share is None else f"Simulating, {share:.0%}"
        )

    def _dim(self) -> None:
        self.views.set_dimmed(True)

    # what is done

    def _table_chosen(self, application: str, column: str) -> None:
        self._part = column or self._part
        if application != self._chosen:
            self.choose_application(application)
        else:
            self.subject_changed.emit(self.subject())

    def _explain_again(self) -> None:
        self.subject_changed.emit(self.subject())

    def _listed(self, entity: str) -> None:
        place, found = change_of(entity), destination(entity)
        if entity == WORK_OUT:
            self.work_out_changes()
        elif place is not None:
            self.make_change(place)
        elif found is not None:
            follow(self.services, found)

    def _open(self, application: str) -> None:
        self.services.go_to("applications", application, "name")

    def _close(self) -> None:
        if self._chosen:
            self.choose_application("")

    def _copy(self) -> None:
        said = self.views.copy(self.view())
        if said:
            self.services.say(said)
