"""The panel of protection beside expected outages: a table of all applications, and a sentence below it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from dr_desktop.assessment.outage_balance import OutageBalance, outage_balances
from dr_desktop.assessment.results import Assessment
from dr_desktop.report.look import TYPE
from dr_desktop.report.outage_facts import Money, balance_sentence
from dr_desktop.ui.figure_model import FigureModel
from dr_desktop.ui.figure_table import FigureTable
from dr_desktop.ui.number_marks import NumberMarks
from dr_desktop.ui.outage_table import VERDICT, outage_columns, outage_rows
from dr_desktop.ui.panel import Panel
from dr_desktop.ui.theme import ui_font

_COLUMN: Final = 130


class OutagePanel(Panel):
    """`chosen` says that another application is the current one, `opened` carries the one that is to be gone to."""

    chosen = Signal()
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Protection and expected outages, a year", parent)
        self.table = FigureTable(
            FigureModel("Application", words_in_header=False), "Protection and outages by application"
        )
        self.table.verticalHeader().hide()
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.AscendingOrder)
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.share_room(_COLUMN)
        self._sentence = QLabel()
        self._sentence.setFont(ui_font(TYPE.caption))
        self._sentence.setContentsMargins(11, 5, 8, 6)
        self._sentence.setWordWrap(True)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._sentence)
        self._balances: dict[str, OutageBalance] = {}
        self._application = ""
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self.opened)

    def balance(self) -> OutageBalance | None:
        """The balance of the chosen application; None where the plan has none."""
        return self._balances.get(self._application)

    def words(self) -> str:
        """How many applications are out of balance."""
        return self._sentence.text()

    def show_balances(self, assessment: Assessment, money: Money, marks: NumberMarks) -> None:
        """Show every application's balance; the chosen one stays chosen."""
        balances = outage_balances(assessment)
        self._balances = {one.application: one for one in balances}
        rows = outage_rows(assessment, balances, money, marks)
        self.table.show_figures("Application", outage_columns(assessment.consumption.currency), rows)
        header = self.table.horizontalHeader()
        self.table.sortByColumn(header.sortIndicatorSection(), header.sortIndicatorOrder())
        if self._application not in self._balances:
            self._application = rows[0].key if rows else ""
        self.table.choose(self._application, VERDICT)
        self._sentence.setText(f"{balance_sentence(balances)} Enter goes to an application.")

    def _choose(self, application: str, _column: str) -> None:
        self._application = application
        self.chosen.emit()
