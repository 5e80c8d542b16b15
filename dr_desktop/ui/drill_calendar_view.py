"""The calendar of what to test next; below it the script of the chosen drill, and what it has to beat."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dr_desktop.assessment.drill_calendar import DrillCalendar, PlannedDrill
from dr_desktop.assessment.drill_script import DrillScript, drill_script, script_lines
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.runbook import runbook_in_slices
from dr_desktop.assessment.runbook_records import Runbook
from dr_desktop.assessment.simulated_losses import losses_to_survive
from dr_desktop.report.drill_calendar_picture import calendar_height, drill_calendar_picture, planned_entity
from dr_desktop.report.drill_facts import calendar_facts, drill_facts
from dr_desktop.report.fact_sheet import Fact, Words
from dr_desktop.report.look import SIZE
from dr_desktop.report.picture import Picture
from dr_desktop.report.runbook_rows import script_words
from dr_desktop.ui.head_button import HeadButton
from dr_desktop.ui.panel import Panel
from dr_desktop.ui.picture_view import PictureView
from dr_desktop.ui.sheet_panel import SheetPanel
from dr_desktop.ui.sliced_job import SlicedJob
from dr_desktop.ui.words_table import WordsColumn, WordsRow, WordsTable

COLUMNS: Final = (
    WordsColumn("No.", 40, right=True),
    WordsColumn("From", 72, right=True),
    WordsColumn("Application", 120, 0.1),
    WordsColumn("What to do", 220, 0.5),
    WordsColumn("What to check", 200, 0.4),
    WordsColumn("Who", 120),
)
_MOST_OF_HEIGHT: Final = 0.46
"""How much of the height the calendar takes at most: the script needs the rest."""


class DrillCalendarView(QWidget):
    """`log_wanted` carries a PlannedDrill that is to be written into the log."""

    log_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._assessment: Assessment | None = None
        self._calendar: DrillCalendar | None = None
        self._chosen = ""
        self.script: DrillScript | None = None
        self._books: dict[str, Runbook] = {}
        self._asked: PlannedDrill | None = None
        self.job = SlicedJob(self)
        self.job.finished.connect(self._written)
        self.chart = PictureView()
        self.steps = WordsTable(COLUMNS, "Script of the drill")
        self.sheet = SheetPanel("The drill")
        self.sheet.setFixedWidth(320)
        self.log_button = HeadButton("Add to log", "Write the drill into the log, without an outcome yet", "add")
        self.copy_button = HeadButton("Copy script", "Put the script on the clipboard", "copy")
        self._above, below = Panel(), Panel("Script")
        self._above.body.addWidget(self.chart)
        below.body.addWidget(self.steps)
        below.add_foot(self.log_button)
        below.add_foot(self.copy_button)
        below.foot.addStretch(1)
        lower = QHBoxLayout()
        lower.setSpacing(SIZE.panel_gap)
        lower.addWidget(below, 1)
        lower.addWidget(self.sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.page_margin, 0, SIZE.panel_gap, SIZE.panel_gap)
        column.setSpacing(SIZE.panel_gap)
        column.addWidget(self._above)
        column.addLayout(lower, 1)
        self.setFocusProxy(self.chart)
        self.chart.entity_clicked.connect(self._clicked)
        self.log_button.clicked.connect(self._log)
        self.copy_button.clicked.connect(self.copy_script)

    def show_calendar(self, assessment: Assessment, calendar: DrillCalendar) -> None:
        """Show the calendar of an assessment."""
        if assessment is self._assessment:
            return
        self._assessment, self._calendar, self._books = assessment, calendar, {}
        self._share_height()
        self._show()

    def chosen(self) -> PlannedDrill | None:
        """The chosen drill, else the next one; None without any."""
        drills = self._calendar.drills if self._calendar is not None else ()
        return next((one for one in drills if one.key == self._chosen), drills[0] if drills else None)

    def choose(self, key: str) -> None:
        """Show the script of another drill."""
        self._chosen = key
        self._show()

    def copy_script(self) -> None:
        """Put the script on the clipboard, as lines."""
        if self.script is not None and self._assessment is not None:
            QGuiApplication.clipboard().setText("\n".join(script_lines(self._assessment, self.script)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new height."""
        super().resizeEvent(event)
        self._share_height()

    # inner workings

    def _share_height(self) -> None:
        if self._calendar is not None:
            wanted = round(calendar_height(self._calendar, max(1.0, float(self.chart.width())))) + 2
            self._above.setFixedHeight(min(wanted, round(self.height() * _MOST_OF_HEIGHT)))

    def _show(self) -> None:
        drill, assessment = self.chosen(), self._assessment
        self.chart.set_builder(self._picture)
        self.script, self._asked = None, drill
        self.log_button.setEnabled(drill is not None and not drill.stated)
        self.copy_button.setEnabled(drill is not None)
        if drill is None or assessment is None:
            self.job.cancel()
            self.steps.show_rows(())
            self._say()
            return
        book = self._books.get(drill.scenario)
        if book is not None:
            self._written(book)
            return
        scenario = losses_to_survive(assessment.plan).get(drill.scenario)
        self._say()
        if scenario is not None:
            self.job.start(runbook_in_slices(assessment, scenario))

    def _written(self, found: object) -> None:
        if not isinstance(found, Runbook) or self._asked is None or self._assessment is None:
            return
        self._books[found.scenario.id] = found
        self.script = drill_script(self._assessment, self._asked, found)
        plan = self._assessment.plan
        self.steps.show_rows([WordsRow(one[0], one) for one in script_words(plan, self.script)])
        self._say()

    def _say(self) -> None:
        assessment, calendar, drill = self._assessment, self._calendar, self.chosen()
        if assessment is None or calendar is None:
            return
        facts: tuple[Fact, ...] = drill_facts(assessment, drill, self.script) if drill is not None else ()
        short = calendar_facts(assessment.plan, calendar)
        self.sheet.show_facts((*facts, *short) or (Words("No drill is planned."),))

    def _picture(self, width: float, height: float) -> Picture:
        if self._assessment is None or self._calendar is None:
            return Picture(width, height)
        drill = self.chosen()
        return drill_calendar_picture(self._assessment, self._calendar, width, height, drill.key if drill else "")

    def _clicked(self, entity: str) -> None:
        kind, _, key = entity.partition(":")
        if kind == "planned":
            self.choose(key)

    def _log(self) -> None:
        drill = self.chosen()
        if drill is not None and not drill.stated:
            self.log_wanted.emit(drill)

    def entity_of(self, drill: PlannedDrill) -> str:
        """What a drill is called in the picture."""
        return planned_entity(drill)
