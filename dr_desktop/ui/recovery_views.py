"""What is seen of a recovery: timeline, table or chances, one of them in front; or why there is nothing to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dr_desktop.report.fact_sheet import Link, Words, sheet_picture
from dr_desktop.report.look import SIZE
from dr_desktop.report.recovery_view import RecoveryView
from dr_desktop.ui.document import Document
from dr_desktop.ui.figure_model import FigureModel
from dr_desktop.ui.figure_table import FigureTable
from dr_desktop.ui.picture_painter import picture_image
from dr_desktop.ui.picture_view import PictureView
from dr_desktop.ui.recovery_table import CORNER, column_widths, recovery_columns, recovery_rows
from dr_desktop.ui.recovery_timeline import RecoveryTimeline
from dr_desktop.ui.theme import current_theme
from dr_desktop.ui.window_services import WindowServices

if TYPE_CHECKING:
    from dr_desktop.ui.uncertainty_view import UncertaintyView

_COPY_SCALE: Final = 2.0


class RecoveryViews(QStackedWidget):
    """Holds the views, each made with the page, but for the chances.

    `application_chosen` carries the application that was chosen among the chances; `explained_anew` says that their
    probabilities are others.
    """

    application_chosen = Signal(str)
    explained_anew = Signal()

    def __init__(self, document: Document, services: WindowServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._services = document, services
        self.timeline, self.nothing = RecoveryTimeline(), PictureView()
        self.table = FigureTable(FigureModel(CORNER, words_in_header=True), "Results of the recovery")
        self.chances: UncertaintyView | None = None
        self._framed = QWidget()
        column = QVBoxLayout(self._framed)
        column.setContentsMargins(SIZE.page_margin, 0, SIZE.panel_gap, SIZE.panel_gap)
        column.addWidget(self.table)
        for widget in (self.timeline, self._framed, self.nothing):
            self.addWidget(widget)

    def bring(self, view: str, scenario: str) -> None:
        """Put "timeline", "table" or the "chances" of a scenario, by its id, in front."""
        if view == "chances":
            chances = self._chances()
            chances.show_scenario(scenario)
            self.setCurrentWidget(chances)
        else:
            self.setCurrentWidget(self._framed if view == "table" else self.timeline)

    def say_nothing(self, words: str, where: str) -> None:
        """Put in front why there is nothing to see, and a link to `where` what is missing is stated."""
        facts = (Words(words), Link("State it", where))
        self.nothing.set_builder(lambda width, height: sheet_picture(facts, width, height, "Recovery"))
        self.setCurrentWidget(self.nothing)

    def show_table(self, seen: RecoveryView, chosen: str, part: str) -> None:
        """Fill the table, with that figure of the chosen application selected; "" for no application."""
        self.table.show_figures(CORNER, recovery_columns(seen), recovery_rows(seen, self._services.marks))
        for place, width in enumerate(column_widths(seen)):
            self.table.setColumnWidth(place, width)
        if chosen:
            self.table.choose(chosen, part)

    def set_dimmed(self, dimmed: bool) -> None:
        """Show that what is seen is of an earlier plan, or no longer."""
        self.timeline.set_dimmed(dimmed)
        self.table.setEnabled(not dimmed)

    def rows(self, view: str) -> QWidget | None:
        """Where the keyboard goes in a view."""
        rows: dict[str, QWidget] = {"timeline": self.timeline.rows, "table": self.table}
        return rows.get(view)

    def copy(self, view: str) -> str:
        """Put the picture of a view on the clipboard; what is said of it, "" where there is none."""
        if view == "chances" and self.chances is not None:
            next(one for one in self.chances.pictures.values() if one.isVisible()).copy_image()
            return "The picture is on the clipboard."
        picture = self.timeline.whole_picture()
        if picture is None:
            return ""
        QGuiApplication.clipboard().setImage(picture_image(picture, current_theme(), _COPY_SCALE, "panel"))
        return "The timeline is on the clipboard."

    def _chances(self) -> UncertaintyView:
        if self.chances is None:
            from dr_desktop.ui.uncertainty_view import UncertaintyView  # processes and their files: few look at chances

            self.chances = UncertaintyView(self._document, self._services)
            self.chances.chosen.connect(self.application_chosen)
            self.chances.stated.connect(self._services.say)
            self.chances.redrawn.connect(self.explained_anew)
            self.addWidget(self.chances)
        return self.chances
