"""Drills: what was measured and still counts, what to test next and how, the runbook of each disaster, the log."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from dr_desktop.assessment.drill_calendar import DrillCalendar, PlannedDrill, drill_calendar
from dr_desktop.assessment.explanation import Subject
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.simulated_losses import losses_to_survive
from dr_desktop.plan.drill_log import with_planned_drill
from dr_desktop.plan.shown import show_date
from dr_desktop.report.look import SIZE
from dr_desktop.report.names import counted
from dr_desktop.ui.claims_watch import claims_watch
from dr_desktop.ui.document import Document
from dr_desktop.ui.drill_calendar_view import DrillCalendarView
from dr_desktop.ui.drill_evidence_view import DrillEvidenceView
from dr_desktop.ui.pages.table_page import Tab, TablePage
from dr_desktop.ui.runbook_view import RunbookView, scenario_chooser
from dr_desktop.ui.sheet_panel import follow
from dr_desktop.ui.window_services import WindowServices


class DrillsPage(TablePage):
    """Evidence, calendar, runbook and log side by side."""

    title = "Drills"
    tabs = (
        Tab("evidence", "Evidence", is_table=False),
        Tab("calendar", "Calendar", is_table=False),
        Tab("runbook", "Runbook", is_table=False),
        Tab("drills", "Log"),
    )

    def __init__(self, document: Document, services: WindowServices, parent: QWidget | None = None) -> None:
        self._of: Assessment | None = None
        self._calendar: DrillCalendar | None = None
        self._scenario = ""
        self._claims = claims_watch(document)
        super().__init__(document, services, parent)
        self._claims.ready.connect(self._claims_known)

    @property
    def evidence(self) -> DrillEvidenceView | None:
        """What was measured, once it was shown."""
        found = self.widget_of("evidence")
        return found if isinstance(found, DrillEvidenceView) else None

    @property
    def calendar(self) -> DrillCalendarView | None:
        """What to test next, once it was shown."""
        found = self.widget_of("calendar")
        return found if isinstance(found, DrillCalendarView) else None

    def make_widget(self, key: str) -> QWidget:
        """Evidence, calendar or runbook."""
        if key == "evidence":
            evidence = DrillEvidenceView()
            evidence.sheet.link_chosen.connect(lambda to: follow(self.services, to))
            evidence.drill_opened.connect(lambda drill: self.show_entity("drills", drill, "on"))
            return evidence
        if key == "calendar":
            calendar = DrillCalendarView()
            calendar.log_wanted.connect(self._log)
            calendar.sheet.link_chosen.connect(lambda to: follow(self.services, to))
            return calendar
        return self._make_runbook()

    def tab_shown(self, key: str) -> None:
        """Show the assessment as it is now in the tab that came to the front."""
        self._show(key)

    def refresh(self) -> None:
        """Show evidence, calendar and runbook as they are now; tables follow by themselves."""
        super().refresh()
        self._show(self.shown_tab())

    def settled(self) -> bool:
        """Also once recoveries were simulated and the script or runbook in view is written."""
        calendar = self.calendar if self.shown_tab() == "calendar" else None
        runbook = self.runbook if self.shown_tab() == "runbook" else None
        written = not any(view is not None and view.job.running for view in (calendar, runbook))
        return super().settled() and self._claims.settled and written

    def plan_of_drills(self) -> DrillCalendar:
        """The calendar of the plan as it is now."""
        assessment = self.document.assessment
        if self._calendar is None or self._of is not assessment:
            self._of, self._calendar = assessment, drill_calendar(assessment)
        return self._calendar

    def choose_scenario(self, scenario: str) -> None:
        """Show the runbook of another scenario."""
        self._scenario = scenario
        self._show("runbook")

    def show_entity(self, table: str, entity: str, field: str = "") -> bool:
        """A drill in the log; of an application its evidence."""
        if table == "applications":
            self.show_tab("evidence")
            return self.evidence is not None and self.evidence.choose(entity)
        return super().show_entity(table, entity, field)

    def subject(self) -> Subject | None:
        """The cell of the log, or the proof of the application whose evidence is shown."""
        if self.shown_tab() == "evidence" and self.evidence is not None and self.evidence.chosen():
            return Subject("application", self.evidence.chosen(), "claim")
        return super().subject()

    # inner workings

    def _make_runbook(self) -> QWidget:
        holder = QWidget()
        self.runbook = RunbookView()
        self.runbook.opened.connect(lambda key: self.services.go_to("applications", key, "name"))
        self.scenarios = QComboBox()
        self.scenarios.setAccessibleName("Scenario")
        self.scenarios.setMinimumWidth(220)
        self.scenarios.activated.connect(lambda _row: self.choose_scenario(str(self.scenarios.currentData())))
        self.runbook.add_chooser(self.scenarios)
        column = QVBoxLayout(holder)
        column.setContentsMargins(SIZE.page_margin, 0, SIZE.panel_gap, SIZE.panel_gap)
        column.addWidget(self.runbook)
        holder.setFocusProxy(self.runbook.table)
        return holder

    def _show(self, key: str) -> None:
        assessment = self.document.assessment
        if assessment.memory is None or self.widget_of(key) is None:
            return
        if key == "evidence" and self.evidence is not None:
            self.evidence.show_evidence(assessment, self.plan_of_drills(), self._claims.found)
        elif key == "calendar" and self.calendar is not None:
            self.calendar.show_calendar(assessment, self.plan_of_drills())
        elif key == "runbook":
            scenarios = losses_to_survive(assessment.plan)
            chosen = self._scenario if self._scenario in scenarios else next(iter(scenarios), "")
            scenario_chooser(self.scenarios, scenarios.values(), chosen)
            self.runbook.show_runbook(assessment, scenarios.get(chosen))
        if key != "drills":
            self._say_calendar()

    def _say_calendar(self) -> None:
        calendar = self.plan_of_drills()
        following = next((one for one in calendar.drills), None)
        when = f"; the next on {show_date(following.on)}" if following is not None else ""
        self.set_subtitle(f"{counted(len(calendar.drills), 'drill')} in the calendar of a year{when}")
        short = len(calendar.unplaced)
        said = (f"{counted(short, 'application')} short of drills",) if short else ()
        self.set_status(f"{len(self.document.plan.drills):,} in the log", *said)

    def _claims_known(self) -> None:
        if self.isVisible():
            self._show(self.shown_tab())

    def _log(self, drill: PlannedDrill) -> None:
        assessment = self.document.assessment
        protections = {key: assessment.applications[key].protection for key in drill.applications}
        plan = with_planned_drill(self.document.plan, drill.applications, drill.on, drill.name, drill.kind, protections)
        if self.document.replace_plan(plan, f"Plan the drill of {show_date(drill.on)}"):
            self.services.say(f"The drill of {show_date(drill.on)} stands in the log. Ctrl+Z takes it back.")
