"""From one part of the window to the next by one key: in a table Tab goes from cell to cell and never leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QToolBar, QWidget

from dr_desktop.ui.page import Page

if TYPE_CHECKING:
    from dr_desktop.ui.main_window import MainWindow


def go_to_part(window: MainWindow, step: int) -> None:
    """Put the keyboard into the part of the window that is `step` parts (1 or -1) after the one that has it."""
    parts = [part for part in _parts(window) if part.isVisible()]
    focus = QApplication.focusWidget()
    at = next((place for place, part in enumerate(parts) if focus is not None and part.isAncestorOf(focus)), -step)
    for more in range(1, len(parts) + 1):
        place = (at + step * more) % len(parts)
        taker = _preferred(window, parts[place]) or next(_takers(parts[place], outside=parts[:place]), None)
        if taker is not None:
            taker.setFocus(Qt.FocusReason.TabFocusReason)
            return


def _parts(window: MainWindow) -> list[QWidget]:
    """The parts as they are read; the head of a page comes before the page that it lies in."""
    page = window.pages.currentWidget()
    docks = [dock for dock in window.findChildren(QDockWidget) if dock.widget() is not window.navigation]
    return [
        *window.findChildren(QToolBar),
        window.navigation,
        *([page.head] if isinstance(page, Page) else []),
        window.pages,
        *sorted(docks, key=lambda dock: (dock.y(), dock.x())),
        window.status_bar,
    ]


def _preferred(window: MainWindow, part: QWidget) -> QWidget | None:
    """Who gets the keyboard first in this part; None when that is whoever comes first."""
    wanted: QWidget | None = None
    if part is window.navigation and window.pages.key is not None:
        wanted = window.navigation.item(window.pages.key)
    elif part is window.findings:
        wanted = window.findings.view
    elif part is window.pages and window.pages.page is not None:
        wanted = window.pages.page.first_focus()
    return wanted if wanted is not None and wanted.isVisible() and wanted.isEnabled() else None


def _takers(part: QWidget, outside: list[QWidget]) -> Iterator[QWidget]:
    """The widgets of a part that Tab would reach, in its order."""
    at: QWidget | None = part.nextInFocusChain()
    while at is not None and at is not part:
        reached = at.isVisible() and at.isEnabled() and bool(at.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if reached and part.isAncestorOf(at) and not any(other.isAncestorOf(at) for other in outside):
            yield at
        at = at.nextInFocusChain()
