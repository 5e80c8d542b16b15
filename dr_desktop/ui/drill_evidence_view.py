"""Drills against the RTO, and beside them what the evidence of the chosen application is worth."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dr_desktop.assessment.claims import Standings
from dr_desktop.assessment.drill_calendar import DrillCalendar
from dr_desktop.assessment.results import Assessment
from dr_desktop.report.drill_dots import application_entity, drill_dots_picture
from dr_desktop.report.drill_evidence import EvidenceRow, evidence_rows
from dr_desktop.report.drill_facts import evidence_facts
from dr_desktop.report.fact_sheet import Fact, Words
from dr_desktop.report.look import SIZE
from dr_desktop.report.picture import Picture
from dr_desktop.report.sections.applications import ordered
from dr_desktop.ui.panel import Panel
from dr_desktop.ui.picture_view import PictureView
from dr_desktop.ui.sheet_panel import SheetPanel


class DrillEvidenceView(QWidget):
    """`drill_opened` carries a drill of the log that was clicked twice."""

    drill_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._assessment: Assessment | None = None
        self._standings: Standings | None = None
        self._calendar: DrillCalendar | None = None
        self._rows: tuple[EvidenceRow, ...] = ()
        self._chosen = ""
        self.chart = PictureView()
        self.sheet = SheetPanel("What the evidence is worth")
        self.sheet.setFixedWidth(320)
        frame = Panel()
        frame.body.addWidget(self.chart)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.page_margin, 0, SIZE.panel_gap, SIZE.panel_gap)
        row.setSpacing(SIZE.panel_gap)
        row.addWidget(frame, 1)
        row.addWidget(self.sheet)
        self.setFocusProxy(self.chart)
        self.chart.entity_clicked.connect(self._clicked)
        self.chart.entity_activated.connect(self._activated)

    def show_evidence(self, assessment: Assessment, calendar: DrillCalendar, standings: Standings | None) -> None:
        """Show the drills of an assessment; `standings` None while they are being worked out."""
        if assessment is self._assessment and standings is self._standings:
            return
        if assessment is not self._assessment:
            self._rows = evidence_rows(assessment, ordered(assessment))
        self._assessment, self._calendar, self._standings = assessment, calendar, standings
        self._show()

    def chosen(self) -> str:
        """The chosen application, else the one with the worst evidence; "" without any."""
        keys = [one.application for one in self._rows]
        if self._chosen in keys:
            return self._chosen
        bad = [one.application for one in self._rows if one.mttr_met == "missed" or one.record.latest_failed]
        return (bad or keys or [""])[0]

    def choose(self, application: str) -> bool:
        """Show the evidence of another application; False where it has no row."""
        if application not in [one.application for one in self._rows]:
            return False
        self._chosen = application
        self._show()
        return True

    def _show(self) -> None:
        self.chart.set_builder(self._picture)
        self.sheet.show_facts(self._facts())

    def _picture(self, width: float, height: float) -> Picture:
        if self._assessment is None:
            return Picture(width, height)
        return drill_dots_picture(self._assessment, self._rows, self._standings, width, height, self.chosen())

    def _facts(self) -> tuple[Fact, ...]:
        row = next((one for one in self._rows if one.application == self.chosen()), None)
        if row is None or self._assessment is None or self._calendar is None:
            return (Words("No application has a scheme whose recovery could be drilled."),)
        standing = None if self._standings is None else self._standings.get(row.application)
        return evidence_facts(self._assessment, row, standing, self._calendar)

    def _clicked(self, entity: str) -> None:
        kind, _, key = entity.partition(":")
        if kind == "application":
            self.choose(key)
        elif kind == "drill" and self._assessment is not None:
            drill = self._assessment.plan.drills.get(key)
            if drill is not None and drill.application:
                self.choose(drill.application)

    def _activated(self, entity: str) -> None:
        kind, _, key = entity.partition(":")
        if kind == "drill":
            self.drill_opened.emit(key)
        else:
            self._clicked(entity)

    def entity_of(self, application: str) -> str:
        """What a row is called in the picture."""
        return application_entity(application)
