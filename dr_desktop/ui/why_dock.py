"""The dock at the right that explains the number that is selected on the page in view."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from dr_desktop.assessment.explanation import Subject
from dr_desktop.report.look import SIZE
from dr_desktop.ui.document import Document
from dr_desktop.ui.page_stack import PageStack
from dr_desktop.ui.sheet_panel import follow
from dr_desktop.ui.why_panel import WhyPanel
from dr_desktop.ui.window_services import WindowServices

_WIDTH = 320


class WhyDock(QDockWidget):
    """Follows the selection of the page in view. `closed` comes from the cross of the panel."""

    closed = Signal()

    def __init__(self, document: Document, services: WindowServices, pages: PageStack, window: QMainWindow) -> None:
        super().__init__("Why this number", window)
        self.setObjectName("why")
        self.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self.setTitleBarWidget(QWidget())
        self._document, self._pages = document, pages
        self.panel = WhyPanel()
        self.panel.setMinimumWidth(_WIDTH - SIZE.panel_gap)
        self.setWidget(self.panel)
        self.panel.closed.connect(self.closed)
        self.panel.link_chosen.connect(lambda to: follow(services, to))
        pages.subject_changed.connect(self.explain)
        document.assessment_changed.connect(self._again)

    def explain(self, subject: Subject | None) -> None:
        """Say why a number is so; while the dock is hidden nothing is worked out."""
        if not self.isHidden():
            page = self._pages.page
            known = page.explanation(subject) if page is not None and subject is not None else None
            self.panel.explain(self._document.assessment, subject, known)

    def show_selected(self) -> None:
        """Show the dock with what is selected on the page in view."""
        self.show()
        page = self._pages.page
        self.explain(page.subject() if page is not None else None)

    def _again(self, _assessment: object) -> None:
        self.explain(self.panel.subject)
