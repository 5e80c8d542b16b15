"""Scheme advisor: the ways to protect one application, sorted and reasoned; one of them is applied as one step."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QProgressBar, QWidget

from dr_desktop.assessment.advisor import Advice, Candidate, advise, applied
from dr_desktop.assessment.advisor_choices import choice_step, choices_for
from dr_desktop.assessment.results import VERDICTS, Verdict
from dr_desktop.plan.shown import show_minutes, show_money, show_number
from dr_desktop.report.advice_facts import candidate_facts, objectives_words, result_sign, result_words
from dr_desktop.ui.dialogs.dialog_parts import StepDialog, explained
from dr_desktop.ui.document import Document
from dr_desktop.ui.figure_model import Figure, FigureColumn, FigureModel, FigureRow
from dr_desktop.ui.figure_table import FigureTable
from dr_desktop.ui.number_marks import NumberMarks
from dr_desktop.ui.sheet_panel import SheetPanel

_SLICE_SECONDS: Final = 0.008
"""How long candidates are worked out before the window may paint and take keys again."""

_COLUMNS: Final = (
    FigureColumn("result", "Result"),
    FigureColumn("rto", "Recovery time"),
    FigureColumn("rpo", "Recovery point"),
    FigureColumn("gib", "Adds, GiB"),
    FigureColumn("cost", "A month"),
    FigureColumn("verdict", "Topology"),
)
_WIDTHS: Final = (124, 98, 102, 84, 84, 134)
"""px of the columns after the words, which take the rest."""

_LEAST_WORDS: Final = 220
_VERDICTS: Final = {
    "recommended": "Recommended",
    "condition": "With a condition",
    "not_recommended": "Not recommended",
    "not_supported": "Not supported",
}


class AdvisorDialog(StepDialog):
    """Works the candidates out a few at a time; `advice` is there when all of them are."""

    def __init__(self, document: Document, application: str, marks: NumberMarks, parent: QWidget | None = None) -> None:
        name = document.plan.applications[application].name or application
        super().__init__(f"Ways to protect {name}", "Apply", parent)
        self._document, self._application, self._marks, self._name = document, application, marks, name
        self.advice: Advice | None = None
        self._steps: Iterator[Candidate | Advice] = advise(document.assessment, document.catalog, application)
        self._objectives = document.assessment.applications[application].objectives
        self.words = explained(f"Held against: {objectives_words(self._objectives)}.")
        self.progress = QProgressBar()
        self.progress.setRange(0, len(choices_for(document.plan, document.plan.applications[application]).choices))
        self.progress.setFormat("%v of %m ways worked out")
        self.progress.setAccessibleName("Ways worked out")
        self.table = FigureTable(FigureModel("Way", words_in_header=False), "Ways to protect it")
        self.table.verticalHeader().hide()
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # so that its room is known
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.sheet = SheetPanel("Why")
        self.sheet.setFixedWidth(340)
        row = QHBoxLayout()
        row.addWidget(self.table, 1)
        row.addWidget(self.sheet)
        self.body.addWidget(self.words)
        self.body.addWidget(self.progress)
        self.body.addLayout(row, 1)
        self.resize(1320, 600)
        self.does.setEnabled(False)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(self._opened)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._work)
        self._timer.start(0)
        self.table.setFocus()

    def candidate(self) -> Candidate | None:
        """The candidate that is selected."""
        index = self.table.currentIndex()
        if self.advice is None or not index.isValid():
            return None
        return self.advice.candidates[int(self.table.figures.rows[index.row()].key)]

    def choose(self, candidate: Candidate) -> None:
        """Select a candidate."""
        if self.advice is not None:
            key = str(self.advice.candidates.index(candidate))
            self.table.setCurrentIndex(self.table.figures.place_of(key, ""))

    def accept(self) -> None:
        """Apply the selected candidate as one step."""
        one = self.candidate()
        if one is None or one.in_force:
            return
        plan = self._document.plan
        step = f"Apply {choice_step(plan, one.choice)} to {self._name}"
        self._document.replace_plan(applied(plan, self._application, one), step)
        super().accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room for the words of the ways."""
        super().resizeEvent(event)
        self._fit_columns()

    def done(self, result: int) -> None:
        """Stop what is still worked out."""
        self._timer.stop()
        super().done(result)

    def _fit_columns(self) -> None:
        if self.advice is None:
            return
        self.table.setColumnWidth(0, max(_LEAST_WORDS, self.table.viewport().width() - sum(_WIDTHS)))
        for place, width in enumerate(_WIDTHS, 1):
            self.table.setColumnWidth(place, width)

    def _work(self) -> None:
        until = perf_counter() + _SLICE_SECONDS
        while perf_counter() < until:
            found = next(self._steps)
            if isinstance(found, Advice):
                self._timer.stop()
                self._show(found)
                return
            self.progress.setValue(self.progress.value() + 1)

    def _show(self, advice: Advice) -> None:
        self.advice = advice
        self.progress.hide()
        good = len([one for one in advice.candidates if result_words(one) == "Meets all"])
        held = f"Held against: {objectives_words(self._objectives)}."
        self.words.setText(f"{good} of {len(advice.candidates)} ways meet all. {held} {advice.left_out}".strip())
        rows = [self._row(place, one) for place, one in enumerate(advice.candidates)]
        self.table.show_figures("Way", _COLUMNS, rows)
        # The first column after the words sorts by rank, which is the order that the rows are in.
        self.table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.AscendingOrder)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSortIndicatorShown(False)  # it would cover the heading
        self._fit_columns()
        self.table.setCurrentIndex(self.table.figures.index(0, 0))

    def _row(self, place: int, one: Candidate) -> FigureRow:
        marks, currency = self._marks, self._document.assessment.consumption.currency
        name = f"{one.words} · in force" if one.in_force else one.words
        return FigureRow(
            str(place),
            name,
            (
                Figure(result_words(one), float(place), result_sign(one)),
                Figure(show_minutes(one.rto_minutes, in_table=True), one.rto_minutes),
                Figure(show_minutes(one.rpo_minutes, in_table=True), one.rpo_minutes),
                Figure(show_number(one.added_gib, 0, *marks), one.added_gib),
                Figure(show_money(one.cost_month, currency, 0, *marks), one.cost_month),
                _verdict(one.verdict),
            ),
            bold=one.in_force,
            faded=one.dominated_by is not None or not one.feasible,
            tip=one.obstacles[0].sentence if one.obstacles else "",
        )

    def _chosen(self, _row: str, _column: str) -> None:
        one = self.candidate()
        if one is None or self.advice is None:
            return
        currency = self._document.assessment.consumption.currency
        self.sheet.show_facts(candidate_facts(one, self.advice.candidates, self._objectives, currency))
        self.does.setEnabled(not one.in_force)

    def _opened(self, _row: str) -> None:
        self.accept()


def _verdict(verdict: Verdict | None) -> Figure:
    if verdict is None:
        return Figure("–")
    return Figure(_VERDICTS[verdict], float(VERDICTS.index(verdict)), verdict)
