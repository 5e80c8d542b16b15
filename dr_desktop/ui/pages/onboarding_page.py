"""Onboarding: in which nights the first copies of new machines are made, what binds, and what would shorten it."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from dr_desktop.assessment.explanation import Subject
from dr_desktop.assessment.onboarding import (
    Onboarding,
    Shortening,
    binds_words,
    onboarding_of,
    shortenings_of,
    wave_key,
)
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.waves import Wave
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.shown import show_date, show_number, show_quantity, show_tib
from dr_desktop.report.amount_cards import CARD, AmountCard, amount_cards
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.onboarding_facts import impossible_facts, night_facts, shortening_facts
from dr_desktop.report.onboarding_picture import night_of, onboarding_picture
from dr_desktop.report.picture import Picture
from dr_desktop.ui.document import Document
from dr_desktop.ui.figure_model import Figure, FigureColumn, FigureModel, FigureRow
from dr_desktop.ui.figure_table import FigureTable
from dr_desktop.ui.head_button import HeadButton
from dr_desktop.ui.page import Page
from dr_desktop.ui.panel import Panel
from dr_desktop.ui.picture_view import PictureView
from dr_desktop.ui.sheet_panel import SheetPanel, follow
from dr_desktop.ui.theme import ui_font
from dr_desktop.ui.window_services import WindowServices

_AT_ONCE: Final = 1_000
"""First copies up to which it is worked out at once what shortens it: a dozen schedules in a blink."""

_WORDS: Final = 250
_COLUMN: Final = 84
_WIDE: Final = 1600
_TABLE_MOST: Final = 190
_TABLE_LEAST: Final = 100
_CALENDAR: Final = 290
_BINDS: Final = {
    "machines": "Machines a night", "link": "Link", "write": "Write speed", "window": "Window", "last": "Last ones",
}  # fmt: skip
_KEY: Final = "first_copies_per_night"


class OnboardingPage(Page):
    """Cards, calendar and table of waves; at the right what a night holds and what would end it earlier."""

    title = "Onboarding"

    def __init__(self, document: Document, services: WindowServices, parent: QWidget | None = None) -> None:
        super().__init__(document, services, parent)
        self._onboarding: Onboarding | None = None
        self._of: Assessment | None = None
        self._shortenings: tuple[Shortening, ...] | None = None
        self._night: date | None = None
        self._add_tools()
        self.cards, self.calendar = PictureView(), PictureView()
        self.cards.setFixedHeight(round(CARD))
        self.cards.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cards.set_ground("window")
        self.table = FigureTable(FigureModel("Night", words_in_header=True), "Waves")
        self.table.set_words_width(_WORDS)
        self.table.share_room(_COLUMN)
        self.table.hug_rows(_TABLE_MOST)
        self.sheet = SheetPanel("What a night holds")
        self.shorter = SheetPanel("What would end it earlier")
        self._arrange()
        self.calendar.entity_clicked.connect(self._calendar_chosen)
        self.calendar.entity_focused.connect(self._calendar_chosen)
        self.table.chosen.connect(self._table_chosen)
        for panel in (self.sheet, self.shorter):
            panel.link_chosen.connect(lambda to: follow(self.services, to))

    def onboarding(self) -> Onboarding:
        """The waves of the plan as it is now."""
        assessment = self.document.assessment
        if self._onboarding is None or self._of is not assessment:
            self._onboarding, self._of = onboarding_of(assessment), assessment
            small = len(self._onboarding.machines) <= _AT_ONCE
            self._shortenings = shortenings_of(assessment) if small else None
        return self._onboarding

    def refresh(self) -> None:
        """Show the waves as they are now."""
        found = self.onboarding()
        if self._night not in {wave.night for wave in found.waves}:
            self._night = found.waves[0].night if found.waves else None
        assumption = self.document.plan.assumptions[_KEY]
        self.number.blockSignals(True)
        self.number.setValue(int(assumption.base if assumption.base is not None else found.machines_a_night))
        self.number.blockSignals(False)
        self.work_out.setVisible(self._shortenings is None)
        self.set_subtitle(f"first copies of {counted(len(found.machines), 'machine')}, from {show_date(found.begins)}")
        self.cards.set_builder(self._cards_picture)
        self.calendar.set_builder(self._calendar_picture)
        self._show_table()
        self._show_sheets()

    def choose_night(self, night: date) -> None:
        """Show what a night holds."""
        if night == self._night:
            return
        self._night = night
        self.calendar.rebuild()
        self._show_sheets()
        wave = next((one for one in self.onboarding().waves if one.night == night), None)
        if wave is not None:
            self.table.choose(wave_key(wave), "machines")

    def subject(self) -> Subject | None:
        """The number that is selected in the table, else the last night."""
        index = self.table.currentIndex()
        rows = self.table.figures.rows
        if not index.isValid() or index.row() >= len(rows):
            return Subject("onboarding", "", "last_night")
        column = self.table.figures.column_key(index.column())
        return Subject("onboarding", rows[index.row()].key, column) if column in ("machines", "gib", "hours") else None

    def first_focus(self) -> QWidget | None:
        """The calendar."""
        return self.calendar

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room beside a wide calendar; a month of it is seen whole before the table gets more rows."""
        super().resizeEvent(event)
        rest = self.height() - SIZE.page_head - round(CARD) - _CALENDAR
        self.table.hug_rows(min(_TABLE_MOST, max(_TABLE_LEAST, rest)))
        self._side.setFixedWidth(310 if self.width() < _WIDE else 380)

    # parts

    def _add_tools(self) -> None:
        label = QLabel("Machines a night")
        label.setFont(ui_font(TYPE.table))
        self.number = QSpinBox()
        self.number.setRange(1, 10_000)
        self.number.setKeyboardTracking(False)
        self.number.setAccessibleName("Machines a night")
        self.number.setToolTip("New machines that are brought in a night at one target or recovery site")
        label.setBuddy(self.number)
        self.number.valueChanged.connect(self._number_changed)
        self.add_tool(label)
        self.add_tool(self.number)
        self.work_out = HeadButton("What shortens it", "Try more machines a night, faster links and targets")
        self.work_out.clicked.connect(self._work_out)
        self.add_tool(self.work_out)
        copy = HeadButton("Copy picture", "Put the calendar on the clipboard", "copy")
        copy.clicked.connect(self._copy)
        self.add_tool(copy)

    def _arrange(self) -> None:
        frame, below = Panel(), Panel()
        frame.body.addWidget(self.calendar)
        below.body.addWidget(self.table)
        left = QVBoxLayout()
        left.setSpacing(SIZE.panel_gap - 2)
        left.addWidget(self.cards)
        left.addWidget(frame, 1)
        left.addWidget(below)
        self._side = QWidget()
        right = QVBoxLayout(self._side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(SIZE.panel_gap - 2)
        right.addWidget(self.sheet, 3)
        right.addWidget(self.shorter, 2)
        row = QHBoxLayout()
        row.setContentsMargins(SIZE.page_margin, 0, SIZE.panel_gap, SIZE.panel_gap)
        row.setSpacing(SIZE.panel_gap)
        row.addLayout(left, 1)
        row.addWidget(self._side)
        self.body.addLayout(row)

    def _cards_picture(self, width: float, height: float) -> Picture:
        found = self.onboarding()
        nights = len({wave.night for wave in found.waves})
        never = len({one.machine for one in found.impossible})
        already = f"{never:,} never at this pace" if never else f"{found.copied:,} are copied"
        best = self._shortenings[0] if self._shortenings else None
        earlier = (counted(best.days_saved, "day"), "by one change") if best else ("–", "")
        cards = (
            AmountCard("Last night", show_date(found.last_night), counted(nights, "night")),
            AmountCard("To bring in", counted(len(found.machines), "machine"), already),
            AmountCard("First copies", show_tib(found.gib), "data in use"),
            AmountCard("Could end earlier", *earlier),
        )
        return amount_cards(cards, width, height)

    def _calendar_picture(self, width: float, height: float) -> Picture:
        return onboarding_picture(self.document.assessment, self.onboarding(), width, height, self._night)

    def _show_table(self) -> None:
        columns = (
            FigureColumn("machines", "Machines"),
            FigureColumn("gib", "Data, GiB"),
            FigureColumn("hours", "Hours used"),
            FigureColumn("window", "Window, h"),
            FigureColumn("binds", "Limited by"),
        )
        self.table.show_figures("Night and store", columns, [self._row(wave) for wave in self.onboarding().waves])

    def _row(self, wave: Wave) -> FigureRow:
        plan, marks = self.document.plan, self.services.marks
        return FigureRow(
            wave_key(wave),
            f"{show_date(wave.night)}  {name_of(plan, wave.store)}",
            (
                Figure(show_number(len(wave.machines), 0, *marks), float(len(wave.machines))),
                Figure(show_number(wave.gib, 0, *marks), wave.gib),
                Figure(show_number(wave.hours, 1, *marks), wave.hours),
                Figure(show_number(wave.window_hours, 0, *marks), wave.window_hours),
                Figure(_BINDS[wave.binds]),
            ),
            tip=f"{binds_words(plan, wave)}. {', '.join(name_of(plan, one) for one in wave.machines[:20])}",
        )

    def _show_sheets(self) -> None:
        assessment, found = self.document.assessment, self.onboarding()
        never = impossible_facts(assessment, found)
        self.sheet.show_facts((*never, *night_facts(assessment, found, self._night)))
        self.shorter.show_facts(shortening_facts(assessment, self._shortenings))
        if self._night is not None:
            gib = sum([wave.gib for wave in found.waves if wave.night == self._night])
            self.set_status(f"{show_date(self._night)}: {show_quantity(gib, 'GiB', 0)}")

    # what is done

    def _number_changed(self, number: int) -> None:
        changed = self.document.plan.assumptions[_KEY].changed(base=float(number))
        if not isinstance(changed, Problem):
            self.document.replace_plan(
                self.document.plan.put("assumptions", changed), f"Bring in {counted(number, 'machine')} a night"
            )

    def _work_out(self) -> None:
        self._shortenings = shortenings_of(self.document.assessment)
        self.refresh()

    def _calendar_chosen(self, entity: str) -> None:
        night = night_of(entity)
        if night is not None:
            self.choose_night(night)

    def _table_chosen(self, key: str, _column: str) -> None:
        night = date.fromisoformat(key.partition("|")[0])
        if night != self._night:
            self._night = night
            self.calendar.rebuild()
            self._show_sheets()
        self.subject_changed.emit(self.subject())

    def _copy(self) -> None:
        self.calendar.copy_image()
        self.services.say("The calendar is on the clipboard.")
