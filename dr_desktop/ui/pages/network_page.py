"""Network: what each link must carry, what it leaves, and the recovery point that it allows."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dr_desktop.assessment.explanation import Subject
from dr_desktop.report.fact_sheet import Link, Words, open_page, sheet_picture
from dr_desktop.report.look import SIZE
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.network_facts import link_facts
from dr_desktop.report.network_pictures import need_picture, point_picture
from dr_desktop.report.network_rows import links_in_use, telling_link
from dr_desktop.report.picture import Picture
from dr_desktop.ui.document import Document
from dr_desktop.ui.figure_model import FigureModel
from dr_desktop.ui.figure_table import FigureTable
from dr_desktop.ui.head_button import HeadButton, toggles
from dr_desktop.ui.network_table import COLUMN_LEAST, network_columns, network_rows
from dr_desktop.ui.page import Page
from dr_desktop.ui.panel import Panel
from dr_desktop.ui.picture_view import PictureView
from dr_desktop.ui.sheet_panel import SheetPanel, follow
from dr_desktop.ui.window_services import WindowServices

_VIEWS: Final = {"need": "Need", "point": "Recovery point"}
_TIPS: Final = {
    "need": "What replication and backups ask of the line over a week",
    "point": "How old the data at the target gets, against the recovery point that is asked for",
}
_WORDS: Final = 200
_CORNER: Final = "Link, speeds in Mbit/s"
_TABLE_MOST: Final = 230
_WIDE: Final = 1600


class NetworkPage(Page):
    """The chart of the chosen link, the table of all links, and what is said of the chosen one."""

    title = "Network"

    def __init__(self, document: Document, services: WindowServices, parent: QWidget | None = None) -> None:
        super().__init__(document, services, parent)
        self._chosen = ""
        self._column = "achievable_rpo_minutes"
        self._view = "need"
        self._add_tools()
        self.chart = PictureView()
        self.table = FigureTable(FigureModel(_CORNER, words_in_header=True), "Links")
        self.table.set_words_width(_WORDS)
        self.table.share_room(COLUMN_LEAST)
        self.table.hug_rows(_TABLE_MOST)
        self.sheet = SheetPanel("What this link allows")
        self._arrange()
        self.table.chosen.connect(self._table_chosen)
        self.sheet.link_chosen.connect(lambda to: follow(self.services, to))

    def refresh(self) -> None:
        """Show the links as they are now."""
        assessment = self.document.assessment
        rows = network_rows(assessment, self.services.marks)
        self.set_subtitle(f"{counted(len(rows), 'link')} in use; the way that asks for more")
        self.table.show_figures(_CORNER, network_columns(), rows)
        self._table_frame.setVisible(bool(rows))
        self._show_link()

    def link_id(self) -> str:
        """The chosen link, else the one with the worst finding; "" where nothing goes over any."""
        assessment = self.document.assessment
        return self._chosen if self._chosen in links_in_use(assessment) else telling_link(assessment)

    def view(self) -> str:
        """What the chart shows: "need" or "point"."""
        return self._view

    def choose_link(self, link: str) -> None:
        """Show another link."""
        self._chosen = link
        self._show_link()

    def show_view(self, view: str) -> None:
        """Show the need over a week ("need") or the age of the data at the target ("point")."""
        self._view = view
        self.views[view].setChecked(True)
        self.chart.rebuild()

    def show_entity(self, table: str, entity: str, field: str = "") -> bool:
        """Choose a link."""
        if table != "links" or entity not in links_in_use(self.document.assessment):
            return False
        self.choose_link(entity)
        return True

    def subject(self) -> Subject | None:
        """The figure that is selected in the table."""
        link = self.link_id()
        return Subject("link", link, self._column) if link else None

    def first_focus(self) -> QWidget | None:
        """The table of links."""
        return self.table

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room for the words where the window is wide."""
        super().resizeEvent(event)
        self.sheet.setFixedWidth(320 if self.width() < _WIDE else 380)

    # parts

    def _add_tools(self) -> None:
        self.views = {key: HeadButton(words, _TIPS[key]) for key, words in _VIEWS.items()}
        toggles(self.views, self._view)
        for key, button in self.views.items():
            button.clicked.connect(partial(_show_view, self, key))
            self.add_tool(button)
        copy = HeadButton("Copy picture", "Put the chart on the clipboard", "copy")
        copy.clicked.connect(self._copy)
        self.add_tool(copy)

    def _arrange(self) -> None:
        frame, self._table_frame = Panel(), Panel()
        frame.body.addWidget(self.chart)
        self._table_frame.body.addWidget(self.table)
        left = QVBoxLayout()
        left.setSpacing(SIZE.panel_gap - 2)
        left.addWidget(frame, 1)
        left.addWidget(self._table_frame)
        row = QHBoxLayout()
        row.setContentsMargins(SIZE.page_margin, 0, SIZE.panel_gap, SIZE.panel_gap)
        row.setSpacing(SIZE.panel_gap)
        row.addLayout(left, 1)
        row.addWidget(self.sheet)
        self.body.addLayout(row)

    def _show_link(self) -> None:
        link = self.link_id()
        self.chart.set_builder(self._chart_picture)
        self.sheet.show_facts(link_facts(self.document.assessment, link))
        if link:
            self.table.choose(link, self._column)
            self.set_status(name_of(self.document.plan, link))
        else:
            self.set_status()

    def _chart_picture(self, width: float, height: float) -> Picture:
        link = self.link_id()
        if link:
            draw = need_picture if self._view == "need" else point_picture
            return draw(self.document.assessment, link, width, height)
        words = "Nothing goes over any link: no application replicates or backs up to another site over a link."
        facts = (Words(words), Link("State links between the sites", open_page("sites")))
        return sheet_picture(facts, width, height, "Network")

    # what is done

    def _table_chosen(self, link: str, column: str) -> None:
        self._column = column or self._column
        if link != self.link_id():
            self.choose_link(link)
        self.subject_changed.emit(self.subject())

    def _copy(self) -> None:
        self.chart.copy_image()
        self.services.say("The chart is on the clipboard.")


def _show_view(page: NetworkPage, view: str, _checked: bool = False) -> None:
    page.show_view(view)
