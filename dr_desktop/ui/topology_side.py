"""Beside the matrix: the map, and below it the details of what is selected, a list, or what would change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dr_desktop.report.fact_sheet import Fact, Words
from dr_desktop.report.look import SIZE
from dr_desktop.ui.cell_list import CellList
from dr_desktop.ui.head_button import HeadButton
from dr_desktop.ui.panel import Panel
from dr_desktop.ui.sheet_panel import SheetPanel
from dr_desktop.ui.site_map_view import SiteMapView

_NOTHING = (
    Words("Select an application to see its verdict with every reason, or the head of a cell for its list."),
    Words("Drag a chip to another cell to change where it recovers.", "text.secondary"),
)


class TopologySide(QWidget):
    """`applied` and `given_up` come from the buttons below *What would change*."""

    applied = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.map = SiteMapView()
        self._map_frame = Panel()
        self._map_frame.body.addWidget(self.map)
        self.details = SheetPanel("Details", closes=True)
        self.list = CellList()
        self.change = SheetPanel("What would change")
        self.apply_button = HeadButton("Apply", "Make this change, as one step that can be undone")
        self.apply_button.setDefault(True)
        self.cancel_button = HeadButton("Cancel", "Leave the plan as it is")
        self.apply_button.clicked.connect(self.applied)
        self.cancel_button.clicked.connect(self.given_up)
        self.change.add_foot(self.apply_button)
        self.change.add_foot(self.cancel_button)
        self.stack = QStackedWidget()
        for panel in (self.details, self.list, self.change):
            self.stack.addWidget(panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.panel_gap)
        column.addWidget(self._map_frame)
        column.addWidget(self.stack, 1)
        self.show_details("Details", _NOTHING)

    def set_map_height(self, height: int) -> None:
        """Height of the map in px."""
        self._map_frame.setFixedHeight(height)

    def show_details(self, title: str, facts: Sequence[Fact]) -> None:
        """Show a sheet; without facts, what can be selected."""
        self.details.set_title(title)
        self.details.show_facts(facts or _NOTHING)
        self.stack.setCurrentWidget(self.details)

    def show_list(self) -> None:
        """Show the list that was filled."""
        self.stack.setCurrentWidget(self.list)

    def show_change(self, facts: Sequence[Fact], *, asks: bool, changes: bool) -> None:
        """Show what would change; `asks` offers to apply it, which a drag does not need, if it `changes` anything."""
        self.change.show_facts(facts)
        self.apply_button.setVisible(asks)
        self.apply_button.setEnabled(changes)
        self.cancel_button.setVisible(asks)
        self.stack.setCurrentWidget(self.change)
