"""The pages that were opened so far; each is made when it is opened for the first time."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from dr_desktop.ui.document import Document
from dr_desktop.ui.page import Page
from dr_desktop.ui.page_list import PAGES, entry_of
from dr_desktop.ui.window_services import WindowServices


class PageStack(QStackedWidget):
    """`page_opening` and `page_opened` carry the key of the page that is about to come into view, and did;
    `status_changed` carries its sentences,
    `own_findings_changed` the findings that it alone knows,
    `tools_changed` tells that commands now mean another table, `subject_changed` carries the number selected."""

    page_opening = Signal(str)
    page_opened = Signal(str)
    status_changed = Signal(object)
    own_findings_changed = Signal(object)
    tools_changed = Signal()
    subject_changed = Signal(object)

    def __init__(self, document: Document, services: WindowServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._services = services
        self._pages: dict[str, Page] = {}
        self._key: str | None = None

    def open(self, key: str) -> Page:
        """Bring a page into view."""
        page = self._pages.get(key)
        if page is None:
            page = entry_of(key).load()(self._document, self._services)
            page.status_changed.connect(self._say_status)
            page.own_findings_changed.connect(self.own_findings_changed)
            page.tools_changed.connect(self.tools_changed)
            page.subject_changed.connect(self.subject_changed)
            self._pages[key] = page
            self.addWidget(page)
        page.refresh_if_stale()
        self._key = key
        self.page_opening.emit(key)
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        self.setCurrentWidget(page)
        if had_focus:
            page.setFocus()
        self.page_opened.emit(key)
        self.status_changed.emit(page.status)
        self.own_findings_changed.emit(page.own_findings)
        self.subject_changed.emit(page.subject())
        return page

    def show_widget(self, widget: QWidget) -> None:
        """Bring something into view that is no page."""
        if self.indexOf(widget) < 0:
            self.addWidget(widget)
        self._key = None
        self.setCurrentWidget(widget)
        self.status_changed.emit(())

    def minimumSizeHint(self) -> QSize:
        """What is in view needs: pages out of view take no room from the panel below."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()

    def neighbour(self, step: int) -> str:
        """The key of the page `step` places after the one in view."""
        keys = [entry.key for entry in PAGES]
        at = keys.index(self._key) if self._key in keys else 0
        return keys[(at + step) % len(keys)]

    @property
    def key(self) -> str | None:
        """The key of the page in view."""
        return self._key

    @property
    def page(self) -> Page | None:
        """The page in view."""
        return self._pages.get(self._key or "")

    def pages(self) -> tuple[Page, ...]:
        """The pages made so far."""
        return tuple(self._pages.values())

    def _say_status(self, sentences: object) -> None:
        if self.sender() is self.page:
            self.status_changed.emit(sentences)
