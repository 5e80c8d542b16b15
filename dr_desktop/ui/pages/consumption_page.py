"""Consumption: what the plan pays in Azure, by component and month, by application, and at which prices."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dr_desktop.assessment.consumption import usual_month
from dr_desktop.assessment.consumption_components import STATE_MEANS, State
from dr_desktop.assessment.explanation import Subject
from dr_desktop.plan.shown import show_money
from dr_desktop.report.amount_cards import CARD, amount_cards
from dr_desktop.report.chart_words import month_entity, month_words
from dr_desktop.report.consumption_cards import consumption_cards
from dr_desktop.report.consumption_picture import billed_components, consumption_picture
from dr_desktop.report.fact_sheet import Destination, Fact, Link, Words, destination, open_page, sheet_picture
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.picture import Picture
from dr_desktop.ui.capacity_table import month_columns, month_key
from dr_desktop.ui.consumption_table import TOTAL, YEAR, application_amounts, consumption_rows
from dr_desktop.ui.cost_range_watch import cost_range_watch
from dr_desktop.ui.document import Document
from dr_desktop.ui.figure_model import FigureColumn, FigureModel
from dr_desktop.ui.figure_table import FigureTable
from dr_desktop.ui.head_button import HeadButton
from dr_desktop.ui.outage_panel import OutagePanel
from dr_desktop.ui.page import Page
from dr_desktop.ui.panel import Panel
from dr_desktop.ui.picture_view import PictureView
from dr_desktop.ui.sheet_panel import follow
from dr_desktop.ui.theme import ui_font
from dr_desktop.ui.why_panel import WhyPanel
from dr_desktop.ui.window_services import WindowServices

_STATES: Final[dict[State, str]] = {"steady": "Steady", "drill": "Drills", "failover": "Failover"}
_WORDS: Final = 160
_COLUMN: Final = 70
_WIDE: Final = 1600
_HIGH: Final = 540
_TABLE_LEAST: Final = 120
_CHART_LEAST: Final = 220
_CARDS: Final = round(CARD) + 6


class ConsumptionPage(Page):
    """Amounts, chart and table of the chosen states; at the right the applications and why an amount is so."""

    explains_itself = True
    title = "Consumption"

    def __init__(self, document: Document, services: WindowServices, parent: QWidget | None = None) -> None:
        super().__init__(document, services, parent)
        self._month: date | None = None
        self._component = TOTAL
        self._add_tools()
        self.cards, self.chart = PictureView(), PictureView()
        self.cards.setFixedHeight(round(CARD))
        self.cards.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cards.set_ground("window")
        self.table = FigureTable(FigureModel("", words_in_header=True), "Consumption by month")
        self.table.set_words_width(_WORDS)
        self.table.hug_rows()
        self.table.share_room(_COLUMN)
        self.applications = FigureTable(FigureModel("Application", words_in_header=False), "Consumption by application")
        self.outages = OutagePanel()
        self.outages.setVisible(False)
        self.why = WhyPanel(closes=False)
        self._range = cost_range_watch(document)
        self._arrange()
        self.chart.entity_clicked.connect(self._chart_clicked)
        self.chart.entity_focused.connect(self._chart_focused)
        self.table.chosen.connect(self._table_chosen)
        self.applications.opened.connect(self._open_application)
        self.outages.chosen.connect(self._show_why)
        self.outages.opened.connect(self._open_application)
        self._range.ready.connect(self._range_known)
        self.why.link_chosen.connect(self._follow)

    def states(self) -> tuple[str, ...]:
        """The chosen states."""
        return tuple(key for key, button in self.state_buttons.items() if button.isChecked())

    def money(self, amount: float) -> str:
        """An amount with the currency of the plan."""
        return show_money(amount, self.document.assessment.consumption.currency, 0, *self.services.marks)

    def settled(self) -> bool:
        """Also once the range of the cost is known."""
        return super().settled() and self._range.settled

    def refresh(self) -> None:
        """Show the bill as it is now."""
        consumption = self.document.assessment.consumption
        if self._month not in consumption.months:
            self._month = consumption.months[usual_month(consumption)] if consumption.months else None
        known = {one.key for one in consumption.components}
        if self._component not in known:
            self._component = TOTAL
        header = self.document.plan.header
        self.set_subtitle(f"in Azure, {header.region or 'region not stated'}, {consumption.currency} a month")
        self.cards.set_builder(self._cards_picture)
        self.chart.set_builder(self._chart_picture)
        self._show_table()
        self._show_applications()
        if self.outage_button.isChecked():
            self.outages.show_balances(self.document.assessment, self._bare, self.services.marks)
        self._show_why()

    def show_outages(self, shown: bool = True) -> None:
        """Show protection beside outages in place of the chart and its table, or take it away."""
        self.outage_button.setChecked(shown)
        self._switch()

    def choose_amount(self, month: date, component: str = TOTAL) -> None:
        """Say why a component, or with "" the total, costs what it costs in a month."""
        marked = month != self._month
        self._month, self._component = month, component
        if marked:
            self.chart.rebuild()
        self._show_table()
        self._show_why()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More months and more room beside them where the window is wide."""
        super().resizeEvent(event)
        self._side.setFixedWidth(self._side_width())
        high = self.height() >= _HIGH
        self.cards.setVisible(high)  # on a low page the table says the same
        self.table.hug_rows(max(_TABLE_LEAST, self.height() - SIZE.page_head - _CHART_LEAST - (_CARDS if high else 0)))
        if not self._stale:
            self._show_table()

    # parts

    def _add_tools(self) -> None:
        self.state_buttons = {key: HeadButton(words, STATE_MEANS[key]) for key, words in _STATES.items()}
        for key, button in self.state_buttons.items():
            button.setCheckable(True)
            button.setChecked(key != "failover")
            button.clicked.connect(self._states_changed)
            self.add_tool(button)
        self.outage_button = HeadButton("Outages", "What protection costs beside what outages are expected to cost")
        self.outage_button.setCheckable(True)
        self.outage_button.clicked.connect(self._switch)
        self.add_tool(self.outage_button)
        prices = HeadButton(
            "Assumptions && prices", "Where prices, exchange rate and discount are stated", "assumptions"
        )
        prices.setAccessibleName("Assumptions & prices")
        prices.clicked.connect(partial(_open_page, self, "assumptions"))
        self.add_tool(prices)
        copy = HeadButton("Copy picture", "Put the chart on the clipboard", "copy")
        copy.clicked.connect(self._copy)
        self.add_tool(copy)

    def _arrange(self) -> None:
        self._frame, self._table_frame, by_application = Panel(), Panel(), Panel("Applications, usual month")
        self._frame.body.addWidget(self.chart)
        self._table_frame.body.addWidget(self.table)
        self._shown_applications()
        self._share = QLabel()
        self._share.setFont(ui_font(TYPE.caption))
        self._share.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self._share.setContentsMargins(11, 5, 8, 6)
        self._share.setWordWrap(True)
        by_application.body.addWidget(self.applications, 1)
        by_application.body.addWidget(self._share)
        left = QVBoxLayout()
        left.setSpacing(SIZE.panel_gap - 2)
        left.addWidget(self.cards)
        left.addWidget(self._frame, 1)
        left.addWidget(self._table_frame)
        left.addWidget(self.outages, 1)
        self._side = QWidget()
        right = QVBoxLayout(self._side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(SIZE.panel_gap - 2)
        right.addWidget(by_application, 2)
        right.addWidget(self.why, 3)
        row = QHBoxLayout()
        row.setContentsMargins(SIZE.page_margin, 0, SIZE.panel_gap, SIZE.panel_gap)
        row.setSpacing(SIZE.panel_gap)
        row.addLayout(left, 1)
        row.addWidget(self._side)
        self.body.addLayout(row)

    def _shown_applications(self) -> None:
        self.applications.verticalHeader().hide()
        self.applications.setSortingEnabled(True)
        self.applications.horizontalHeader().setSortIndicator(1, Qt.SortOrder.DescendingOrder)
        self.applications.horizontalHeader().setSortIndicatorShown(False)  # it would cover the heading
        self.applications.share_room(100)

    def _cards_picture(self, width: float, height: float) -> Picture:
        cards = consumption_cards(self.document.assessment, self.states(), self.money, self._range.month())
        return amount_cards(cards, width, height)

    def _chart_picture(self, width: float, height: float) -> Picture:
        assessment = self.document.assessment
        if any(any(one.amounts) for one in billed_components(assessment, self.states())):
            return consumption_picture(assessment, width, height, self._month, self.states())
        return sheet_picture(self._nothing(), width, height, "Consumption")

    def _nothing(self) -> tuple[Fact, ...]:
        consumption = self.document.assessment.consumption
        if not self.states():
            return (Words("No state is chosen: choose steady, drills or failover above."),)
        if any(any(one.amounts) for one in consumption.components):
            return (Words("Nothing is paid for in the chosen states."),)
        words = "Nothing in this plan is paid for in Azure: no backup target lies there, and nothing recovers there."
        return (Words(words), Link("State a backup target in Azure", open_page("backup")))

    def _show_table(self) -> None:
        assessment = self.document.assessment
        months = assessment.consumption.months
        room = self.width() - SIZE.page_margin - 2 * SIZE.panel_gap - self._side_width() - _WORDS - _COLUMN - 4
        columns = (
            FigureColumn(YEAR, "First year"),
            *month_columns(months, room, every_month=False, chosen=self._month, least=_COLUMN),
        )
        rows = consumption_rows(assessment, columns, self.states(), self._bare)
        self.table.show_figures(f"{assessment.consumption.currency} a month", columns, rows)
        self._table_frame.setVisible(bool(rows) and not self.outage_button.isChecked())
        if self._month is not None:
            self.table.choose(self._component, month_key(self._month))

    def _show_applications(self) -> None:
        assessment = self.document.assessment
        consumption = assessment.consumption
        amounts = application_amounts(assessment, self._bare)
        rows = amounts.rows
        columns = (FigureColumn("amount", consumption.currency),)
        self.applications.show_figures("Application", columns, rows)
        header = self.applications.horizontalHeader()
        self.applications.sortByColumn(header.sortIndicatorSection(), header.sortIndicatorOrder())
        if not rows:
            self._share.setText("No application pays for anything in Azure.")
            return
        whole = consumption.total_steady[usual_month(consumption)]
        said = f"{self.money(amounts.total)} of {self.money(whole)} steady"
        self._share.setText(f"{said}; the rest belongs to no single application. Enter goes to one.")

    def _show_why(self) -> None:
        balance = self.outages.balance() if self.outage_button.isChecked() else None
        if balance is not None:
            self._explain(Subject("balance", balance.application, "loss"))
            return
        if self._month is None:
            self.why.show_facts((Words("Not known: the plan has no month.", "text.secondary"),))
            return
        place = self.document.assessment.consumption.months.index(self._month)
        if self._component == TOTAL:
            self._explain(Subject("bill", "+".join(self.states()), "amount", place))
        else:
            self._explain(Subject("component", self._component, "amount", place))
        self.set_status(month_words(self._month))

    def _explain(self, subject: Subject) -> None:
        self.why.explain(self.document.assessment, subject)

    def _side_width(self) -> int:
        return 310 if self.width() < _WIDE else 380

    def _bare(self, amount: float) -> str:
        return show_money(amount, "", 0, *self.services.marks)

    # what is done

    def _switch(self, _checked: bool = False) -> None:
        shown = self.outage_button.isChecked()
        self._frame.setVisible(not shown)
        self.outages.setVisible(shown)
        self.refresh()

    def _range_known(self) -> None:
        if not self._stale:
            self.cards.rebuild()

    def _states_changed(self) -> None:
        known = {one.key for one in billed_components(self.document.assessment, self.states())}
        if self._component not in known:
            self._component = TOTAL
        self.refresh()

    def _chart_clicked(self, entity: str) -> None:
        found = destination(entity)
        if found is not None:
            self._follow(found)
        else:
            self._chart_focused(entity)

    def _chart_focused(self, entity: str) -> None:
        months = self.document.assessment.consumption.months
        month = next((one for one in months if month_entity(one) == entity), None)
        if month is not None and (month, self._component) != (self._month, TOTAL):
            self.choose_amount(month)

    def _table_chosen(self, component: str, column: str) -> None:
        months = self.document.assessment.consumption.months
        month = self._month or months[0] if column == YEAR else date.fromisoformat(column)
        self.choose_amount(month, component)

    def _open_application(self, application: str) -> None:
        self.services.go_to("applications", application, "name")

    def _follow(self, to: Destination) -> None:
        follow(self.services, to)

    def _copy(self) -> None:
        self.chart.copy_image()
        self.services.say("The chart is on the clipboard.")


def _open_page(page: ConsumptionPage, key: str, _checked: bool = False) -> None:
    page.services.open_page(key)
