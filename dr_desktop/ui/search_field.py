"""Find anything: entities of every table and pages, by what is typed of their names."""

from __future__ import annotations

from functools import cached_property
from typing import Final, NamedTuple, cast

from PySide6 import QtCore, QtWidgets  # PySide makes a class when it is first named: the list waits for a first letter
from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from dr_desktop.plan.plan import Plan
from dr_desktop.plan.table_edit import row_word
from dr_desktop.report.look import TYPE
from dr_desktop.ui.document import Document
from dr_desktop.ui.icons import icon
from dr_desktop.ui.page_list import PAGES
from dr_desktop.ui.theme import ui_font

MOST_HITS: Final = 20

_TABLES: Final = (
    "applications", "machines", "data_stores", "sites", "links", "backup_targets", "backup_policies", "backup_copies",
    "tiers", "assumptions", "drills", "risks", "decisions", "actions",
)  # fmt: skip


class Hit(NamedTuple):
    """Something found: a row of a table, or a page (`table` is "" and `key` the page's)."""

    words: str
    table: str
    key: str


def find_anything(plan: Plan, typed: str, most: int = MOST_HITS) -> list[Hit]:
    """What is called as typed: names that begin so first, then those that hold every word; pages before rows."""
    wanted = typed.casefold().split()
    if not wanted:
        return []
    begins: list[Hit] = []
    holds: list[Hit] = []
    for entry in PAGES:
        if all(word in entry.words.casefold() for word in wanted):
            begins.append(Hit(f"{entry.words} · page", "", entry.key))
    whole = " ".join(wanted)
    for table in _TABLES:
        for key, entity in plan.table(table).items():
            name = entity.name.casefold()
            if wanted[0] in name and all(word in name for word in wanted):
                (begins if name.startswith(whole) else holds).append(Hit(_words(plan, table, key), table, key))
        if len(begins) >= most:
            break
    return (begins + holds)[:most]


def _words(plan: Plan, table: str, key: str) -> str:
    entity = plan.table(table)[key]
    belongs = plan.applications.get(getattr(entity, "application", None) or "")
    place = f", {belongs.name}" if belongs is not None else ""
    return f"{entity.name} · {row_word(table)}{place}"


class SearchField(QLineEdit):
    """The field at the right of the toolbar. `found` carries a Hit."""

    found = Signal(object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._hits: list[Hit] = []
        self.setPlaceholderText("Find anything")
        self.setAccessibleName("Find anything: the name of an application, a machine, a site or a page")
        self.setFixedWidth(212)
        self.setFont(ui_font(TYPE.body))
        self._sign = self.addAction(icon("search", "text.secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self._sign.setText("Find")
        self.textEdited.connect(self._typed)
        self._keys = QLabel("Ctrl+K", self)
        self._keys.setFont(ui_font(TYPE.caption))
        self._keys.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self._keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(self._hint)

    @cached_property
    def _completer(self) -> QtWidgets.QCompleter:
        """Shows what is found below the field; made for the first letter that is typed."""
        completer = QtWidgets.QCompleter(QtCore.QStringListModel(self), self)
        completer.setCompletionMode(QtWidgets.QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(MOST_HITS)
        popup = QtWidgets.QListView()
        popup.setObjectName("offered")
        popup.setMinimumWidth(360)
        popup.setAccessibleName("Found")
        popup.clicked.connect(self._picked)
        completer.setPopup(popup)
        # Not setCompleter: that would put the words of a hit into the field.
        completer.setWidget(self)
        return completer

    def _popup(self) -> QtWidgets.QAbstractItemView:
        return cast("QtWidgets.QAbstractItemView", self._completer.popup())

    def dress(self) -> None:
        """Take the icon of the theme that is worn now."""
        self._sign.setIcon(icon("search", "text.secondary"))

    def hits(self) -> list[Hit]:
        """What is found for the text in the field."""
        return list(self._hits)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the hit that the arrow keys chose, else the first; Esc leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._hits:
            popup = self._popup()
            chosen = popup.currentIndex() if popup.isVisible() else QModelIndex()
            self._take(self._hits[chosen.row() if chosen.isValid() else 0])
            return
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self._popup().hide()
            self.clearFocus()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the words of the keys at the right."""
        super().resizeEvent(event)
        size = self._keys.sizeHint()
        self._keys.move(self.width() - size.width() - 8, (self.height() - size.height()) // 2)

    def _hint(self, text: str) -> None:
        self._keys.setVisible(not text)

    def _typed(self, text: str) -> None:
        self._hits = find_anything(self._document.plan, text)
        words = [hit.words for hit in self._hits] or ([f"Nothing is called “{text}”"] if text else [])
        names = self._completer.model()
        if isinstance(names, QtCore.QStringListModel):
            names.setStringList(words)
        if text:
            self._completer.complete()
        else:
            self._popup().hide()

    def _picked(self, index: QModelIndex) -> None:
        if index.row() < len(self._hits):
            self._take(self._hits[index.row()])

    def _take(self, hit: Hit) -> None:
        self._popup().hide()
        self.clear()
        self._hits = []
        self.found.emit(hit)
