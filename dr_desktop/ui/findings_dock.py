"""The dock of the findings: always in reach at the foot of the window; collapsed it is one line."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from dr_desktop.assessment.results import Assessment, Finding
from dr_desktop.report.look import SIZE
from dr_desktop.ui.page_list import PageEntry

if TYPE_CHECKING:
    from dr_desktop.ui.findings_panel import FindingsPanel
    from dr_desktop.ui.findings_view import FindingsView

_ROWS = 5
_NO_LIMIT = 16_777_215


class FindingsDock(QDockWidget):
    """Holds the panel of the findings, keeps its height, and folds it to its head.

    `chosen` and `accept_asked` carry a Finding; `closed` asks for the dock to go.
    """

    chosen = Signal(object)
    closed = Signal()
    accept_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Findings", parent)
        self.setObjectName("findings")
        self.setAllowedAreas(Qt.DockWidgetArea.BottomDockWidgetArea | Qt.DockWidgetArea.TopDockWidgetArea)
        self._height = self.sizeHint().height()
        self._entry: PageEntry | None = None
        head = QWidget()
        head.setFixedHeight(SIZE.panel_head + 2)
        self.setTitleBarWidget(head)

    @cached_property
    def panel(self) -> FindingsPanel:
        """What the dock holds; made when there is something to show, so not before the plan is in view."""
        from dr_desktop.ui.findings_panel import FindingsPanel

        panel = FindingsPanel()
        panel.chosen.connect(self.chosen)
        panel.accept_asked.connect(self.accept_asked)
        panel.closed.connect(self.closed)
        panel.fold_asked.connect(self._toggle)
        panel.show_page(self._entry)
        self.setTitleBarWidget(panel.head)
        self.setWidget(panel)
        return panel

    @property
    def view(self) -> FindingsView:
        """The list of the findings."""
        return self.panel.view

    def furnish(self) -> None:
        """Put the panel in, though it has nothing to show yet."""
        self.panel.show()

    def show_assessment(self, assessment: Assessment) -> None:
        """Show the findings of an assessment."""
        self.panel.show_assessment(assessment)

    def show_page(self, entry: PageEntry | None) -> None:
        """Say which page *This page* means; None hides that choice."""
        self._entry = entry
        if "panel" in self.__dict__:
            self.panel.show_page(entry)

    def show_own(self, findings: tuple[Finding, ...]) -> None:
        """Show these too for *This page*: only the page knows them, so that they are counted and accepted nowhere."""
        if findings or "panel" in self.__dict__:
            self.panel.show_own(findings)

    def show_all(self) -> None:
        """Show the findings of all pages."""
        self.panel.show_all()

    def set_collapsed(self, collapsed: bool) -> None:
        """Show the head alone, or head and findings as high as they were."""
        if collapsed and not self.collapsed():
            self._height = self.height()
        # Not hidden: Qt would no longer give the head the width of the window.
        self.panel.setMaximumHeight(0 if collapsed else _NO_LIMIT)
        self.panel.set_folded(collapsed)
        if not collapsed:
            self._take_height()

    def collapsed(self) -> bool:
        """Whether only the head shows."""
        return self.widget() is not None and self.widget().maximumHeight() == 0

    def sizeHint(self) -> QSize:
        """Room for some findings."""
        return QSize(600, SIZE.panel_head + _ROWS * SIZE.findings_row)

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember how high it was."""
        super().hideEvent(event)
        if not self.collapsed() and self.height() > SIZE.panel_head * 2:
            self._height = self.height()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height again that it had: between the two the window may have given it away."""
        super().showEvent(event)
        if not self.collapsed():
            QTimer.singleShot(0, self, self._take_height)

    def changeEvent(self, event: QEvent) -> None:
        """Take the signs of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and "panel" in self.__dict__:
            self.panel.dress()

    def _take_height(self) -> None:
        window = self.parent()
        if isinstance(window, QMainWindow) and self.isVisible() and not self.isFloating():
            window.resizeDocks([self], [self._height], Qt.Orientation.Vertical)

    def _toggle(self) -> None:
        self.set_collapsed(not self.collapsed())
