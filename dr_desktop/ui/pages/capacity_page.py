"""Capacity: what each backup target and stamp needs month by month, until when it holds, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from dr_desktop.assessment.explanation import Subject
from dr_desktop.assessment.landing_records import Landing
from dr_desktop.assessment.results import StoreResult
from dr_desktop.report.capacity_picture import GIB, NEEDED, TIB, SizeUnit, capacity_picture, store_of
from dr_desktop.report.chart_words import month_entity, month_words
from dr_desktop.report.fact_sheet import Destination, Link, Words, destination, go_to, open_page, sheet_picture
from dr_desktop.report.landing_facts import landing_facts
from dr_desktop.report.landing_picture import landing_picture
from dr_desktop.report.landing_words import landing_name
from dr_desktop.report.look import SIZE
from dr_desktop.report.names import name_of
from dr_desktop.report.picture import Picture
from dr_desktop.report.store_cards import CARD, GAP, store_cards, store_state
from dr_desktop.ui.capacity_table import COLUMN_LEAST, capacity_rows, month_columns, month_key
from dr_desktop.ui.document import Document
from dr_desktop.ui.figure_model import FigureModel
from dr_desktop.ui.figure_table import FigureTable
from dr_desktop.ui.head_button import HeadButton, toggles
from dr_desktop.ui.landing_table import COLUMNS as LANDING_COLUMNS
from dr_desktop.ui.landing_table import landing_rows
from dr_desktop.ui.page import Page
from dr_desktop.ui.panel import Panel
from dr_desktop.ui.picture_view import PictureView
from dr_desktop.ui.sheet_panel import follow
from dr_desktop.ui.why_panel import WhyPanel
from dr_desktop.ui.window_services import WindowServices

_HORIZONS: Final = (12, 24, 36, 60, 120)
_UNITS: Final = {"TiB": TIB, "GiB": GIB}
_KINDS: Final = {"target": "Backup targets", "stamp": "Stamps", "landing": "Landing"}
_WIDE: Final = 1600
_HIGH: Final = 540
_CARD_ROWS: Final = 2
_WORDS: Final = 188
_VERDICTS: Final = ("short", "not_known", "fits")
_STATE_ORDER: Final = ("error", "warning", "not_supported", "recommended", "note")


class CapacityPage(Page):
    """Cards of the stores, the chart and table of the chosen one, and why a number is what it is."""

    explains_itself = True
    title = "Capacity"

    def __init__(self, document: Document, services: WindowServices, parent: QWidget | None = None) -> None:
        super().__init__(document, services, parent)
        self._kind = "target"
        self._chosen: dict[str, str] = {}
        self._month: date | None = None
        self._part = NEEDED
        self._unit: SizeUnit | None = None
        self._every_month: bool | None = None
        self._add_tools()
        self.cards, self.chart = PictureView(), PictureView()
        self.cards.set_ground("window")
        self.table = FigureTable(FigureModel("", words_in_header=True), "Capacity by month")
        self.table.set_words_width(_WORDS)
        self.table.hug_rows()
        self.table.share_room(COLUMN_LEAST)
        self.why = WhyPanel()
        self._arrange()
        self.cards.entity_clicked.connect(self.choose_store)
        self.cards.entity_focused.connect(self._focus_store)
        self.chart.entity_clicked.connect(self._chart_clicked)
        self.chart.entity_focused.connect(self._chart_focused)
        self.table.chosen.connect(self._table_chosen)
        self.why.link_chosen.connect(self._follow)
        self.why.closed.connect(self._close_why)

    def refresh(self) -> None:
        """Show the stores, and the chosen one, as they are now."""
        self.cards.setVisible(self._kind != "landing")
        if self._kind == "landing":
            self._show_landing()
            return
        store = self.store()
        months = [step.month for step in store.months] if store else []
        if self._month not in months:
            self._month = self._telling_month(store)
        shown = round(self.document.assessment.assumed.horizon_months)
        self.horizon.setText(f"{shown} months")
        self.set_subtitle("month by month, worst day of each month")
        self.cards.set_builder(self._cards_picture)
        self.chart.set_builder(self._chart_picture)
        self._show_table()
        self._show_why()

    def store_id(self) -> str:
        """The chosen store; "" where the plan has none of this kind."""
        ids = self._ids()
        chosen = self._chosen.get(self._kind, "")
        if chosen in ids:
            return chosen
        assessment = self.document.assessment
        by_need = sorted(ids, key=lambda key: _STATE_ORDER.index(store_state(assessment, key).state))
        return by_need[0] if by_need else ""

    def store(self) -> StoreResult | None:
        """The result of the chosen store."""
        return store_of(self.document.assessment, self.store_id())

    def landing(self) -> Landing | None:
        """The chosen landing, else the first that is short; None where nothing recovers on a stamp."""
        landings = self.document.assessment.landings
        chosen = landings.get(self._chosen.get("landing", ""))
        if chosen is not None or not landings:
            return chosen
        return min(landings.values(), key=lambda one: _VERDICTS.index(one.verdict))

    def month(self) -> date | None:
        """The month that *Why this number* is about."""
        return self._month

    def unit(self) -> SizeUnit:
        """What sizes are shown in."""
        return self._unit or TIB

    def choose_store(self, store: str) -> None:
        """Show another backup target or stamp."""
        if store not in self._ids():
            return
        self._chosen[self._kind] = store
        self._part = NEEDED
        self._month = self._telling_month(self.store())
        self.refresh()

    def choose_landing(self, key: str) -> None:
        """Show another landing, by its key."""
        if key in self.document.assessment.landings:
            self._chosen["landing"] = key
            self.refresh()

    def choose_number(self, month: date, part: str = NEEDED) -> None:
        """Say why the store needs what it needs in a month."""
        marked = month != self._month
        self._month, self._part = month, part
        self.why.show()
        if marked:
            self.chart.rebuild()
        self._show_table()
        self._show_why()

    def show_entity(self, table: str, entity: str, field: str = "") -> bool:
        """Choose a backup target or stamp."""
        kind = {"backup_targets": "target", "sites": "stamp"}.get(table, "")
        stores = self.document.assessment.targets if kind == "target" else self.document.assessment.stamps
        if not kind or entity not in stores:
            return False
        self.kinds[kind].setChecked(True)
        self._kind = kind
        self.choose_store(entity)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More months and more room for the reasons where the window is wide."""
        super().resizeEvent(event)
        self.why.setFixedWidth(self._why_width())
        if not self._stale:
            self._show_table()
            self.cards.rebuild()

    # parts

    def _add_tools(self) -> None:
        self.kinds = {key: HeadButton(words) for key, words in _KINDS.items()}
        toggles(self.kinds, self._kind)
        for key, button in self.kinds.items():
            button.clicked.connect(partial(_show_kind, self, key))
            self.add_tool(button)
        self.horizon = HeadButton("", "How many months capacity and cost are projected")
        self.horizon.setAccessibleName("Horizon")
        menu = QMenu(self.horizon)
        for months in _HORIZONS:
            menu.addAction(f"{months} months", partial(_set_horizon, self.document, months))
        self.horizon.setMenu(menu)
        self.add_tool(self.horizon)
        self.units = {key: HeadButton(key, f"Show sizes in {key}") for key in _UNITS}
        toggles(self.units, "TiB")
        for key, button in self.units.items():
            button.clicked.connect(partial(_show_unit, self, _UNITS[key]))
            self.add_tool(button)
        self.every_month = HeadButton("Every month", "All months in the table, or one in three")
        self.every_month.setCheckable(True)
        self.every_month.clicked.connect(self._set_every_month)
        self.add_tool(self.every_month)
        copy = HeadButton("Copy picture", "Put the chart on the clipboard", "copy")
        copy.clicked.connect(self._copy)
        self.add_tool(copy)

    def _arrange(self) -> None:
        frame, self._table_frame = Panel(), Panel()
        frame.body.addWidget(self.chart)
        self._table_frame.body.addWidget(self.table)
        left = QVBoxLayout()
        left.setSpacing(SIZE.panel_gap - 2)
        left.addWidget(self.cards)
        left.addWidget(frame, 1)
        left.addWidget(self._table_frame)
        row = QHBoxLayout()
        row.setContentsMargins(SIZE.page_margin, 0, SIZE.panel_gap, SIZE.panel_gap)
        row.setSpacing(SIZE.panel_gap)
        row.addLayout(left, 1)
        row.addWidget(self.why)
        self.body.addLayout(row)

    def _cards_picture(self, width: float, _height: float) -> Picture:
        picture = store_cards(self.document.assessment, self._ids(), self.unit(), width, CARD, self.store_id())
        most = _CARD_ROWS if self.height() >= _HIGH else 1
        rows = min(most, round((picture.height + GAP) / (CARD + GAP)))
        self.cards.setFixedHeight(round(rows * (CARD + GAP) - GAP))
        return picture

    def _chart_picture(self, width: float, height: float) -> Picture:
        key, store = self.store_id(), self.store()
        if store is not None and store.worst is not None and (store.worst.total or store.capacity_gib):
            return capacity_picture(self.document.assessment, key, width, height, self._month, self.unit())
        if store is None:
            words = "Not known: the plan has no backup target." if self._kind == "target" else "The plan has no stamp."
            facts = (Words(words), Link("State one", open_page("backup" if self._kind == "target" else "sites")))
        else:
            does = "is backed up to" if self._kind == "target" else "recovers at"
            words = f"Nothing {does} {name_of(self.document.plan, key)} yet."
            table, field = ("backup_targets", "name") if self._kind == "target" else ("sites", "storage_usable_gib")
            facts = (Words(words), Link("Go there", go_to(table, key, field)))
        return sheet_picture(facts, width, height, "Capacity")

    def _show_landing(self) -> None:
        landing = self.landing()
        self.set_subtitle("what recovers on each stamp after each loss, and whether it fits")
        self.chart.set_builder(self._landing_picture)
        self._show_table()
        if landing is None:
            self.why.show_facts((Words("Nothing of this plan recovers on a stamp.", "text.secondary"),))
            self.set_status()
            return
        self.why.show_facts(landing_facts(self.document.assessment, landing))
        self.set_status(landing_name(self.document.plan, landing))

    def _landing_picture(self, width: float, height: float) -> Picture:
        landing = self.landing()
        return landing_picture(self.document.assessment, (width, height), chosen=landing.key if landing else "")

    def _show_table(self) -> None:
        if self._kind == "landing":
            landing = self.landing()
            self.table.show_figures("", LANDING_COLUMNS, landing_rows(landing) if landing else ())
            self._table_frame.setVisible(landing is not None)
            return
        store = self.store()
        every = self.width() >= _WIDE if self._every_month is None else self._every_month
        self.every_month.setChecked(every)
        months = [step.month for step in store.months] if store else []
        room = self._table_room()
        columns = month_columns(months, room, every_month=every, chosen=self._month)
        rows = capacity_rows(store, columns, self.unit(), self.services.marks) if store else ()
        self.table.show_figures(f"{self.unit().symbol} at the worst day", columns, rows)
        self._table_frame.setVisible(bool(columns))
        if self._month is not None:
            self.table.choose(self._part, month_key(self._month))

    def _show_why(self) -> None:
        store, month = self.store_id(), self._month
        if month is None:
            self.why.show_facts((Words("Choose a month in the chart or a number in the table.", "text.secondary"),))
            self.set_status()
            return
        found = self.store()
        place = next((at for at, one in enumerate(found.months) if one.month == month), None) if found else None
        self.why.explain(self.document.assessment, Subject(self._kind, store, self._part, place))
        self.set_status(name_of(self.document.plan, store), month_words(month))

    def _why_width(self) -> int:
        return 310 if self.width() < _WIDE else 360

    def _table_room(self) -> int:
        """Room for months in px, which the layout has not given yet while the page is being resized."""
        beside = 0 if self.why.isHidden() else self._why_width() + SIZE.panel_gap
        return self.width() - SIZE.page_margin - SIZE.panel_gap - beside - _WORDS - 4

    def _ids(self) -> Sequence[str]:
        assessment = self.document.assessment
        return tuple(assessment.targets if self._kind == "target" else assessment.stamps)

    def _telling_month(self, store: StoreResult | None) -> date | None:
        """The month that says most: when the store runs out, else its worst one."""
        if store is None or store.worst is None or not store.worst.total:
            return None
        return store.run_out or store.worst.month

    # what is done

    def _focus_store(self, entity: str) -> None:
        if entity and entity != self.store_id():
            self.choose_store(entity)

    def _chart_clicked(self, entity: str) -> None:
        found = destination(entity)
        if self._kind == "landing":
            self.choose_landing(entity)
        elif found is not None:
            self._follow(found)
        else:
            self._chart_focused(entity)

    def _chart_focused(self, entity: str) -> None:
        if self._kind == "landing":
            shown = self.landing()
            if shown is not None and entity != shown.key:
                self.choose_landing(entity)
            return
        store = self.store()
        month = next((one.month for one in store.months if month_entity(one.month) == entity), None) if store else None
        if month is not None and (month, self._part) != (self._month, NEEDED):
            self.choose_number(month)
        elif month is not None:
            self.why.show()

    def _table_chosen(self, part: str, month: str) -> None:
        if self._kind == "landing":
            return
        self.choose_number(date.fromisoformat(month), part)

    def _follow(self, to: Destination) -> None:
        follow(self.services, to)

    def _close_why(self) -> None:
        self.why.hide()
        self._show_table()

    def _set_every_month(self, on: bool) -> None:
        self._every_month = on
        self._show_table()

    def show_kind(self, kind: str) -> None:
        """Show the backup targets ("target"), the stamps ("stamp") or what lands on these ("landing")."""
        self._kind = kind
        self._part = NEEDED
        self._month = None
        self.refresh()

    def show_unit(self, unit: SizeUnit) -> None:
        """Show sizes in another unit."""
        self._unit = unit
        self.refresh()

    def _copy(self) -> None:
        self.chart.copy_image()
        self.services.say("The chart is on the clipboard.")


def _show_kind(page: CapacityPage, kind: str, _checked: bool = False) -> None:
    page.show_kind(kind)


def _show_unit(page: CapacityPage, unit: SizeUnit, _checked: bool = False) -> None:
    page.show_unit(unit)


def _set_horizon(document: Document, months: int) -> None:
    document.edit("assumptions", "horizon_months", "base", str(months))
