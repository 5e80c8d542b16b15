"""A panel that shows a sheet of facts; its links lead away, its words can be copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from dr_desktop.report.fact_sheet import Destination, Fact, destination, sheet_lines, sheet_picture
from dr_desktop.report.picture import Picture
from dr_desktop.ui.head_button import SmallButton
from dr_desktop.ui.panel import Panel
from dr_desktop.ui.picture_view import PictureView
from dr_desktop.ui.window_services import WindowServices


class SheetPanel(Panel):
    """`link_chosen` carries the Destination of a link; `closed` comes from the cross, where there is one."""

    link_chosen = Signal(object)
    closed = Signal()

    def __init__(self, title: str, parent: QWidget | None = None, *, closes: bool = False) -> None:
        super().__init__(title, parent)
        self._facts: tuple[Fact, ...] = ()
        copy = SmallButton("copy", "Copy as text")
        copy.clicked.connect(self.copy_words)
        self.add_head(copy)
        if closes:
            close = SmallButton("close", "Close")
            close.clicked.connect(self.closed)
            self.add_head(close)
        self.sheet = PictureView()
        self.sheet.entity_clicked.connect(self._follow)
        self.sheet.entity_activated.connect(self._follow_by_key)
        self.body.addWidget(self.sheet)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show other facts, from the top on."""
        if tuple(facts) == self._facts:
            return
        self._facts = tuple(facts)
        self.sheet.verticalScrollBar().setValue(0)
        self.sheet.set_builder(self._picture)

    def facts(self) -> tuple[Fact, ...]:
        """What is shown."""
        return self._facts

    def lines(self) -> list[str]:
        """What is shown, as lines."""
        return sheet_lines(self._facts)

    def copy_words(self) -> None:
        """Put the lines on the clipboard."""
        QGuiApplication.clipboard().setText("\n".join(self.lines()))

    def _picture(self, width: float, height: float) -> Picture:
        return sheet_picture(self._facts, width, height, self.title())

    def _follow(self, entity: str) -> None:
        found = destination(entity)
        if found is not None:
            self.link_chosen.emit(found)

    def _follow_by_key(self, entity: str) -> None:
        # A double click has clicked already; Enter has not.
        if self.sheet.hasFocus() and QGuiApplication.mouseButtons().value == 0:
            self._follow(entity)


def follow(services: WindowServices, to: Destination) -> None:
    """Lead to where a link points."""
    if to.page:
        services.open_page(to.page)
    else:
        services.go_to(to.table, to.entity, to.field)
