"""What moves it: for each of the five totals the assumptions that move it, tried in a process of its own."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dr_desktop.assessment.sensitivity import Sensitivity
from dr_desktop.files.sensitivity_file import sensitivity_from_json
from dr_desktop.plan.plan import Plan
from dr_desktop.report.axes import nothing_to_draw
from dr_desktop.report.fact_sheet import destination
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.picture import Picture
from dr_desktop.report.tornado import tornado_picture
from dr_desktop.ui.document import Document
from dr_desktop.ui.head_button import HeadButton, toggles
from dr_desktop.ui.panel import Panel
from dr_desktop.ui.picture_view import PictureView
from dr_desktop.ui.plan_process import Ended, PlanProcess
from dr_desktop.ui.sheet_panel import follow
from dr_desktop.ui.theme import ui_font
from dr_desktop.ui.window_services import WindowServices

_WORDS: Final = {
    "cost_month": "Cost a month",
    "fullest_gib": "Fullest target",
    "applications_meeting": "Meeting objectives",
    "unprotected": "Unprotected",
    "errors": "Open errors",
}
_OLD: Final = "The plan changed since: these are the figures of before."


class SensitivityView(QWidget):
    """A tornado per total. It computes when it is first shown, and again when asked."""

    def __init__(self, document: Document, services: WindowServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._services = document, services
        self._total = "cost_month"
        self._found: Sensitivity | None = None
        self._of: Plan | None = None
        self._complaint = ""
        self.process = PlanProcess(self)
        self.process.progressed.connect(self._progressed)
        self.process.ended.connect(self._ended)
        self.totals = {key: HeadButton(words) for key, words in _WORDS.items()}
        toggles(self.totals, self._total)
        for key, button in self.totals.items():
            button.clicked.connect(partial(_show_total, self, key))
        self.again = HeadButton("Try again", "Try every assumption on the plan as it is now")
        self.again.clicked.connect(self.run)
        self.hint = QLabel()
        self.hint.setFont(ui_font(TYPE.table))
        self.hint.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.picture = PictureView()
        self.picture.setAccessibleName("What moves it")
        self.picture.entity_clicked.connect(self._follow)
        self.picture.entity_activated.connect(self._follow)
        self._arrange()
        document.plan_changed.connect(self._plan_changed)
        document.opened.connect(self._plan_opened)

    def show_now(self) -> None:
        """Draw what is known; begin to compute where nothing is."""
        if self._found is None and not self.process.running():
            self.run()
        self._say()
        self.picture.set_builder(self._draw)

    def run(self) -> None:
        """Try every assumption on the plan as it is now."""
        if self.process.running():
            self.process.cancel()
        plan = self._document.plan
        problem = self.process.start(plan, lambda copy: ["sensitivity", str(copy), "--json", "-"])
        self._of = plan
        self._complaint = "" if problem is None else str(problem)
        self._say()

    def show_total(self, total: str) -> None:
        """Show what moves another total."""
        self._total = total
        self.picture.rebuild()

    def sensitivity(self) -> Sensitivity | None:
        """What is shown, once it is known."""
        return self._found

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(SIZE.page_margin, 6, SIZE.page_margin, 6)
        row.setSpacing(6)
        for button in self.totals.values():
            row.addWidget(button)
        row.addWidget(self.hint, 1)
        row.addWidget(self.again, 0, Qt.AlignmentFlag.AlignRight)
        frame = Panel()
        frame.body.addWidget(self.picture)
        held = QVBoxLayout()
        held.setContentsMargins(SIZE.page_margin, 0, SIZE.panel_gap, SIZE.panel_gap)
        held.addWidget(frame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addLayout(held, 1)

    def _draw(self, width: float, height: float) -> Picture:
        if self._found is None:
            return nothing_to_draw((width, height), "What moves it", self._complaint or "Trying every assumption …")
        return tornado_picture(self._found, self._document.plan, self._total, width, height)

    def _say(self, words: str = "") -> None:
        current = self._of is self._document.plan
        if not words and self.process.running():
            words = "Trying every assumption …"
        self.hint.setText(words or self._complaint or ("" if current or self._found is None else _OLD))
        self.again.setEnabled(not self.process.running() and not (current and self._found is not None))

    def _progressed(self, share: float, _words: str) -> None:
        self._say(f"Trying every assumption: {share:.0%}")

    def _ended(self, how: Ended) -> None:
        if not how.cancelled:
            self._complaint = how.complaint
            if not how.complaint:
                self._found = sensitivity_from_json(how.output)
            self.picture.set_builder(self._draw)
        self._say()

    def _plan_changed(self, _change: object) -> None:
        if self.isVisible():
            self._say()

    def _plan_opened(self) -> None:
        self._found = self._of = None
        self.process.cancel()
        if self.isVisible():
            self.show_now()

    def _follow(self, entity: str) -> None:
        found = destination(entity)
        if found is not None:
            follow(self._services, found)


def _show_total(view: SensitivityView, total: str, _checked: bool = False) -> None:
    view.show_total(total)
