"""Widgets of a page one above the other, or one in front where there is no room for more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.ui.theme import ui_font


class SectionStack(QSplitter):
    """`focused` carries the key of the section that the keyboard went to."""

    focused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(4)
        self._sections: dict[str, QWidget] = {}
        self._captions: dict[str, QLabel] = {}
        self._keys: dict[QObject, str] = {}
        self._together = False
        self._front = ""

    def add(self, key: str, words: str, widget: QWidget, order: Sequence[str]) -> None:
        """Add a section with a caption, at its place among those that are there already."""
        section = QWidget()
        column = QVBoxLayout(section)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        caption = QLabel(words)
        caption.setFont(ui_font(TYPE.section, bold=True))
        caption.setContentsMargins(SIZE.page_margin, 0, 0, 0)
        caption.setFixedHeight(SIZE.panel_head)
        caption.setVisible(self._together)
        column.addWidget(caption)
        column.addWidget(widget, 1)
        section.setVisible(self._together)
        self._sections[key], self._captions[key], self._keys[widget] = section, caption, key
        before = [one for one in order[: order.index(key)] if one in self._sections]
        self.insertWidget(len(before), section)
        widget.installEventFilter(self)

    def bring_to_front(self, key: str) -> None:
        """Show one section; where all are shown, it stays among them."""
        self._front = key
        for name, section in self._sections.items():
            section.setVisible(self._together or name == key)

    def set_together(self, together: bool) -> None:
        """Show all sections with their captions, or the one in front alone."""
        self._together = together
        for caption in self._captions.values():
            caption.setVisible(together)
        self.bring_to_front(self._front)

    def together(self) -> bool:
        """Whether all sections are shown."""
        return self._together

    def weigh(self, rows: Mapping[str, int]) -> None:
        """Share the height by how many rows each section has; a head counts as some rows."""
        keys = sorted(self._sections, key=lambda key: self.indexOf(self._sections[key]))
        for place, key in enumerate(keys):
            self.setStretchFactor(place, 1)
            self._sections[key].setMinimumHeight(SIZE.panel_head + SIZE.row * 5)
        self.setSizes([(6 + min(30, rows.get(key, 0))) * SIZE.row for key in keys])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Learn where the keyboard went."""
        if event.type() == QEvent.Type.FocusIn and watched in self._keys:
            self._front = self._keys[watched]
            self.focused.emit(self._front)
        return super().eventFilter(watched, event)
