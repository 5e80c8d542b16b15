"""The runbook of a scenario: who does what from when to when; filtered by application and by who does it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.runbook import runbook_in_slices
from dr_desktop.assessment.runbook_records import Runbook, RunbookStep
from dr_desktop.plan.drill import Scenario
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.names import name_of
from dr_desktop.report.runbook_rows import owners_of, runbook_sentence, step_words
from dr_desktop.ui.head_button import HeadButton
from dr_desktop.ui.panel import Panel
from dr_desktop.ui.sliced_job import SlicedJob
from dr_desktop.ui.theme import ui_font
from dr_desktop.ui.words_table import WordsColumn, WordsRow, WordsTable

COLUMNS: Final = (
    WordsColumn("No.", 40, right=True),
    WordsColumn("From", 72, right=True),
    WordsColumn("To", 72, right=True),
    WordsColumn("Application", 130, 0.08),
    WordsColumn("What to do", 210, 0.45),
    WordsColumn("What to check", 190, 0.4),
    WordsColumn("Who", 130, 0.07),
    WordsColumn("Whom to call", 130),
)
_ALL_APPLICATIONS: Final = "All applications"
_ALL_OWNERS: Final = "Everybody"


class RunbookView(Panel):
    """Shows the runbook of one scenario of an assessment; `opened` carries an application that was asked for.

    `shown` says that another runbook is in view: a large one is worked out in slices.
    """

    opened = Signal(str)
    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Runbook", parent)
        self._assessment: Assessment | None = None
        self._scenario: Scenario | None = None
        self.book: Runbook | None = None
        self.job = SlicedJob(self)
        self.job.finished.connect(self._finished)
        self.sentence = QLabel()
        self.sentence.setFont(ui_font(TYPE.table))
        self.sentence.setWordWrap(True)
        self.applications, self.owners = QComboBox(), QComboBox()
        self.applications.setAccessibleName("Steps of which application")
        self.owners.setAccessibleName("Steps of whom")
        for box in (self.applications, self.owners):
            box.setMinimumWidth(150)
            box.currentIndexChanged.connect(self._filter)
        self.copy_button = HeadButton("Copy", "Put the steps in view on the clipboard", "copy")
        self.copy_button.clicked.connect(self.copy_steps)
        self.table = WordsTable(COLUMNS, "Steps of the runbook")
        self.table.opened.connect(self._open)
        self._tools = row = QHBoxLayout()
        row.setContentsMargins(SIZE.page_margin, 6, SIZE.panel_gap, 6)
        row.setSpacing(SIZE.panel_gap)
        row.addWidget(self.sentence, 1)
        for widget in (self.applications, self.owners, self.copy_button):
            row.addWidget(widget)
        self.body.addLayout(row)
        self.body.addWidget(self.table, 1)
        self._notes = QLabel()
        self._notes.setFont(ui_font(TYPE.table))
        self._notes.setWordWrap(True)
        self._notes.setContentsMargins(SIZE.page_margin, 6, SIZE.page_margin, 8)
        self._notes.setVisible(False)
        self.body.addWidget(self._notes)

    def show_runbook(self, assessment: Assessment, scenario: Scenario | None) -> None:
        """Show the runbook of a scenario; the last one stays in view until the new one is known."""
        if assessment is self._assessment and scenario == self._scenario:
            return
        self._assessment, self._scenario = assessment, scenario
        if scenario is None:
            self.job.cancel()
            self.book = None
            self._show()
            return
        self.set_title(f"Runbook: {scenario.name or scenario.id}")
        self.job.start(runbook_in_slices(assessment, scenario))

    def add_chooser(self, chooser: QWidget) -> None:
        """Put what chooses the scenario before everything else."""
        self._tools.insertWidget(0, chooser)

    def copy_steps(self) -> None:
        """Put the selected steps, else all in view, on the clipboard."""
        self.table.copy_rows()

    def choose_application(self, application: str) -> None:
        """Show only the steps of an application; all of them for ""."""
        self.applications.setCurrentIndex(max(0, self.applications.findData(application)))

    def choose_owner(self, owner: str) -> None:
        """Show only what somebody does; all for ""."""
        self.owners.setCurrentIndex(max(0, self.owners.findData(owner)))

    def steps_in_view(self) -> list[RunbookStep]:
        """The steps that pass both filters."""
        application, owner = self.applications.currentData(), self.owners.currentData()
        steps = self.book.steps if self.book is not None else ()
        return [
            one
            for one in steps
            if (not application or application in one.applications) and (not owner or owner == one.owner)
        ]

    # inner workings

    def _finished(self, found: object) -> None:
        if isinstance(found, Runbook):
            self.book = found
            self._show()

    def _show(self) -> None:
        plan = self._assessment.plan if self._assessment is not None else None
        book = self.book
        if book is None or plan is None:
            self.sentence.setText("There is nothing to lose yet: state where the applications run.")
            _refill(self.applications, _ALL_APPLICATIONS, ())
            _refill(self.owners, _ALL_OWNERS, ())
            self.table.show_rows(())
            self._notes.setVisible(False)
            return
        self.sentence.setText(runbook_sentence(plan, book))
        keys = dict.fromkeys(key for one in book.steps for key in one.applications)
        named = sorted(((name_of(plan, key), key) for key in keys), key=lambda one: one[0].casefold())
        _refill(self.applications, _ALL_APPLICATIONS, named)
        _refill(self.owners, _ALL_OWNERS, [(one, one) for one in owners_of(book)])
        left = [f"{name_of(plan, one.application)}: {one.reason}" for one in book.left_behind]
        notes = [*left, *book.notes]
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self._filter()
        self.shown.emit()

    def _filter(self) -> None:
        if self._assessment is None:
            return
        rows = []
        for one in self.steps_in_view():
            words = step_words(self._assessment.plan, one)
            rows.append(WordsRow(str(one.number), words[:8], words.decides))
        self.table.show_rows(rows)

    def _open(self, key: str) -> None:
        step = next((one for one in self.steps_in_view() if str(one.number) == key), None)
        if step is not None:
            self.opened.emit(step.applications[0])


def _refill(box: QComboBox, everything: str, entries: Iterable[tuple[str, str]]) -> None:
    """Fill a chooser anew; what was chosen stays so while it is still there."""
    chosen = box.currentData()
    with QSignalBlocker(box):
        box.clear()
        box.addItem(everything, "")
        for words, data in entries:
            box.addItem(words, data)
        box.setCurrentIndex(max(0, box.findData(chosen) if chosen else 0))


def scenario_chooser(box: QComboBox, scenarios: Iterable[Scenario], chosen: str) -> None:
    """Fill a chooser with scenarios, one of them chosen."""
    with QSignalBlocker(box):
        box.clear()
        for one in scenarios:
            box.addItem(one.name or one.id, one.id)
        box.setCurrentIndex(max(0, box.findData(chosen)))
