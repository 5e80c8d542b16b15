"""The editors that stand in a cell while it is typed into: one for each way a kind of field wants to be typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from dr_desktop.plan.typed_lists import joined, parts_of
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.ui.theme import qcolour, ui_font

_CHECKED: Final = Qt.CheckState.Checked
_UNCHECKED: Final = Qt.CheckState.Unchecked
_WIDEST_LIST: Final = 240
_TALLEST_LIST: Final = 220
_PROSE: Final = (360, 120)
_TAKES_THE_CELL: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class LineEditor(QLineEdit):
    """One line as typed; names are offered where the field refers to other rows."""

    def __init__(self, parent: QWidget, offered: Sequence[str] = ()) -> None:
        super().__init__(parent)
        if offered:
            completer = QCompleter(list(offered), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setMaxVisibleItems(12)
            names = cast(QWidget, completer.popup())
            names.setObjectName("offered")
            names.setFont(ui_font(TYPE.table))
            names.installEventFilter(self)
            self.setCompleter(completer)

    def eventFilter(self, names: QObject, event: QEvent) -> bool:
        """A key that takes the cell takes it while names are offered too: Qt would only close them."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _TAKES_THE_CELL:
            cast(QWidget, names).hide()
            return QCoreApplication.sendEvent(self, event)
        return super().eventFilter(names, event)

    def text_typed(self) -> str:
        """What stands in the editor."""
        return self.text()

    def begin(self, text: str) -> None:
        """Start with a text, unless something was typed already."""
        if not self.isModified():
            self.setText(text)

    def offer_all(self) -> None:
        """Show all names that there are."""
        completer = self.completer()
        if completer is not None:
            completer.setCompletionPrefix("")
            completer.complete()


class ChoiceEditor(QComboBox):
    """One of a few words, or blank where the field may be blank. `picked`: one was taken from the open list."""

    picked = Signal()

    def __init__(self, parent: QWidget, choices: Sequence[str], blank: str | None) -> None:
        super().__init__(parent)
        self._texts = ([""] if blank is not None else []) + list(choices)
        self._begun = False
        self.addItems(([blank] if blank is not None else []) + list(choices))
        self.setMaxVisibleItems(14)
        self._typing = False
        self.activated.connect(self._activated)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter shows a word that begins with it; Enter, Tab or Ctrl+Enter takes it, as in any other cell."""
        self._typing = True
        super().keyPressEvent(event)
        self._typing = False

    def _activated(self) -> None:
        if not self._typing:
            self.picked.emit()

    def text_typed(self) -> str:
        """The word chosen, "" for the blank."""
        return self._texts[self.currentIndex()] if self.currentIndex() >= 0 else ""

    def begin(self, text: str) -> None:
        """Start with a word."""
        if not self._begun:
            self._begun = True
            self.setCurrentIndex(self._texts.index(text) if text in self._texts else 0)


class CheckListEditor(QListWidget):
    """Several of a list; what is ticked first stands first, since the order may matter."""

    def __init__(self, parent: QWidget, offered: Sequence[str]) -> None:
        super().__init__(parent)
        self._chosen: list[str] = []
        self._begun = False
        for words in offered:
            item = QListWidgetItem(words, self)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(_UNCHECKED)
            item.setSizeHint(QSize(0, SIZE.findings_row))
        if self.count():
            self.setCurrentRow(0)
        # The window's sheet takes the frame from every list; this one lies over cells and needs it.
        self.setStyleSheet(f"QListWidget {{ border: {SIZE.focus_line}px solid {qcolour('focus').name()}; }}")
        self.itemChanged.connect(self._ticked)

    def text_typed(self) -> str:
        """The words ticked, in the order of ticking."""
        return joined(self._chosen)

    def begin(self, text: str) -> None:
        """Start with these words ticked."""
        if self._begun:
            return
        self._begun = True
        self.blockSignals(True)
        for part in [text] if self.findItems(text, Qt.MatchFlag.MatchExactly) else parts_of(text):
            for item in self.findItems(part, Qt.MatchFlag.MatchExactly):
                item.setCheckState(_CHECKED)
                self._chosen.append(part)
        self.blockSignals(False)

    def _ticked(self, item: QListWidgetItem) -> None:
        if item.checkState() == _CHECKED:
            self._chosen.append(item.text())
        elif item.text() in self._chosen:
            self._chosen.remove(item.text())


class ProseEditor(QPlainTextEdit):
    """Several lines; Ctrl+Enter takes them."""

    def text_typed(self) -> str:
        """What stands in the editor."""
        return self.toPlainText()

    def begin(self, text: str) -> None:
        """Start with a text, unless something was typed already."""
        if not self.document().isModified():
            self.setPlainText(text)
            self.document().setModified(False)


CellEditor = LineEditor | ChoiceEditor | CheckListEditor | ProseEditor


def editor_rect(editor: CellEditor, cell: QRect, room: QRect) -> QRect:
    """Where an editor stands: in its cell, or larger beside it and inside the room that the table has."""
    if isinstance(editor, CheckListEditor):
        height = min(_TALLEST_LIST, max(1, editor.count()) * SIZE.findings_row + 2 * SIZE.focus_line)
        wanted = QRect(cell.left(), cell.top(), max(cell.width(), min(_WIDEST_LIST, room.width())), height)
    elif isinstance(editor, ProseEditor):
        wanted = QRect(cell.left(), cell.top(), max(cell.width(), _PROSE[0]), _PROSE[1])
    elif isinstance(editor, ChoiceEditor):
        wanted = QRect(cell.left(), cell.top(), max(cell.width(), editor.minimumSizeHint().width()), cell.height())
    else:
        return cell
    wanted.moveLeft(max(room.left(), min(wanted.left(), room.right() - wanted.width())))
    wanted.moveTop(max(room.top(), min(wanted.top(), room.bottom() - wanted.height())))
    return wanted
