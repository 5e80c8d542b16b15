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
    """Follows the selection of the page in view for as long as that is wanted; `wanted_changed` says whether it is."""

    wanted_changed = Signal(bool)

    def __init__(self, document: Document, services: WindowServices, pages: PageStack, window: QMainWindow) -> None:
        super().__init__("Why this number", window)
        self.setObjectName("why")
        self.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self.setTitleBarWidget(QWidget())
        self._document, self._services, self._pages = document, services, pages
        self._wanted = False
        self.panel = WhyPanel()
        self.panel.setMinimumWidth(_WIDTH - SIZE.panel_gap)
        self.setWidget(self.panel)
        self.panel.closed.connect(self.toggle)
        self.panel.link_chosen.connect(lambda to: follow(services, to))
        pages.subject_changed.connect(self.explain)
        document.assessment_changed.connect(self._again)
        self.hide()

    def explain(self, subject: Subject | None) -> None:
        """Say why a number is so; while the dock is hidden nothing is worked out."""
        if not self.isHidden():
            page = self._pages.page
            known = page.explanation(subject) if page is not None and subject is not None else None
            self.panel.explain(self._document.assessment, subject, known)

    def explain_total(self, part: str) -> None:
        """Say why a total of the plan is so, from now on the numbers of pages too."""
        if self._page_explains_itself():
            self._services.open_page("overview")
        self._want(True)
        self.explain(Subject("total", "", part))

    def toggle(self) -> None:
        """Explain what is selected, or no longer."""
        self._want(not self._wanted)

    def page_opened(self) -> None:
        """Show what is selected on the page in view, unless it has a panel of its own for that."""
        page = self._pages.page
        if self._wanted and page is not None and not self._page_explains_itself():
            self.show()
            self.explain(page.subject())
        else:
            self.hide()

    def _want(self, wanted: bool) -> None:
        self._wanted = wanted
        self.wanted_changed.emit(wanted)
        self.page_opened()

    def _page_explains_itself(self) -> bool:
        page = self._pages.page
        return page is not None and page.explains_itself

    def _again(self, _assessment: object) -> None:
        self.explain(self.panel.subject)
