"""Page: one of the window's pages. This is the API that every page has, and all that the window knows of it.

A page is made when it is first shown: `page_list.PAGES` names module and class, so that a page nobody opened is never
imported. It is a class `SomethingPage(Page)` made by `SomethingPage(document, services)`, where

* `title` (class attribute) is the heading; `set_subtitle(words)` is the grey line beside it;
* `tools()` is the row of the head at the right: `self.add_tool(button)`;
* `body` is the layout below the head: a page adds its widgets to it;
* `refresh()` shows document.plan and document.assessment as they are now. The base class calls it when the page is
  shown for the first time, and after each edit while it is in view; out of view it is called once, at the next showing;
* `show_entity(table, entity, field)` selects the entity, scrolls it into view and puts the keyboard there; False when
  the page does not show that table or row;
* `show_table(table)` brings a table to the front where a page has several;
* `table_view()` is the table that commands such as Add, Assign or Filter mean now, or None;
* `settled()` says whether what it shows is complete: nothing is being worked out in slices or by a process any more;
* `draft_words()` names the cells whose text is not in the plan; saving and leaving say so;
* `subject()` is the number that is selected, for *Why this number*; `subject_changed` carries another one;
  `explanation(subject)` says why where only the page knows, since it worked the number out itself;
  `explains_itself` (class attribute) says that the page has a panel of its own for it;
* `tools_changed` tells that `table_view()` is another one than before;
* `status_changed` carries the tuple of sentences for the left of the status bar, such as sums of the selection;
* `own_findings` are findings that only this page knows, such as those of a simulation: the findings panel shows them
  for *This page* beside those of the plan; `set_own_findings` changes them.

A page changes the plan only by `document.replace_plan(plan, name_of_the_step)` or `document.edit(...)`. It reaches the
rest of the window by `services` (`window_services.WindowServices`). Findings and navigation need nothing from a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dr_desktop.ui.document import Document
from dr_desktop.ui.page_head import PageHead
from dr_desktop.ui.window_services import WindowServices

if TYPE_CHECKING:  # the tables are not needed by pages that show none
    from dr_desktop.assessment.explanation import Explanation, Subject
    from dr_desktop.assessment.results import Finding
    from dr_desktop.ui.entity_table_view import EntityTableView


class Page(QWidget):
    """Base of all pages: head, body, and refreshing only what is in view."""

    title: ClassVar[str] = ""
    explains_itself: ClassVar[bool] = False
    status_changed = Signal(object)
    tools_changed = Signal()
    subject_changed = Signal(object)
    own_findings_changed = Signal(object)

    def __init__(self, document: Document, services: WindowServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.services = services
        self.status: tuple[str, ...] = ()
        self.own_findings: tuple[Finding, ...] = ()
        self._stale = True
        self.setAccessibleName(self.title)
        self.head = PageHead(self.title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        outer.addLayout(self.body, 1)
        document.assessment_changed.connect(self._assessment_changed)

    def set_subtitle(self, words: str) -> None:
        """The grey words beside the title."""
        self.head.set_subtitle(words)

    def add_tool(self, tool: QWidget) -> None:
        """A button or field at the right of the head, after those already there."""
        self.head.add_tool(tool)

    def set_status(self, *sentences: str) -> None:
        """What the left of the status bar says while this page is in view."""
        if sentences != self.status:
            self.status = sentences
            self.status_changed.emit(sentences)

    def set_own_findings(self, findings: tuple[Finding, ...]) -> None:
        """What the findings panel shows beside the findings of the plan while this page is in view."""
        if findings != self.own_findings:
            self.own_findings = findings
            self.own_findings_changed.emit(findings)

    def refresh(self) -> None:
        """Show the plan and the assessment as they are now."""

    def settled(self) -> bool:
        """Whether all that it shows is of the plan as it is now, with nothing that is still being worked out."""
        return not self._stale and not self.document.pending

    def show_entity(self, table: str, entity: str, field: str = "") -> bool:
        """Select an entity and bring its cell into view; False when the page does not show it."""
        return False

    def show_table(self, table: str) -> bool:
        """Bring a table to the front; False when the page does not have it."""
        return False

    def table_view(self) -> EntityTableView | None:
        """The table that commands mean now; None on a page without one."""
        return None

    def subject(self) -> Subject | None:
        """The number that is selected; None where no number is."""
        return None

    def explanation(self, subject: Subject) -> Explanation | None:
        """Why a number is so that this page worked out and still has; None: the assessment says why."""
        return None

    def draft_words(self) -> tuple[str, ...]:
        """The cells whose text could not be taken into the plan, in words."""
        return ()

    def first_focus(self) -> QWidget | None:
        """What gets the keyboard when the page comes into view; None for the first that takes it."""
        return None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        super().focusInEvent(event)
        widget = self.first_focus()
        if widget is not None:
            widget.setFocus(event.reason())
        else:
            self.focusNextChild()

    def refresh_if_stale(self) -> None:
        """Refresh when something changed since the page was last refreshed."""
        if self._stale:
            self._stale = False
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the page was out of view."""
        self.refresh_if_stale()
        super().showEvent(event)

    def _assessment_changed(self, _assessment: object) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh_if_stale()
