"""The frame of the window: its bars, its dock for the pages, the menu of pages, and what may be dropped on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import QDockWidget, QMenu, QSizePolicy, QToolBar, QWidget

from dr_desktop.files.plan_file import SUFFIX
from dr_desktop.report.look import SIZE
from dr_desktop.ui.actions import fill_toolbar
from dr_desktop.ui.page_list import PAGES

INVENTORIES = (".xlsx", ".xlsm", ".csv", ".json", ".txt", ".md")
_NUMBERED = 9
_SEARCH_LEAST = 140


def pages_menu(window: QWidget, open_page: Callable[[str], None]) -> QMenu:
    """A menu of all pages, the first nine with Ctrl and their number."""
    menu = QMenu("&Page", window)
    for number, entry in enumerate(PAGES, 1):
        action = menu.addAction(entry.words, partial(open_page, entry.key))
        if number <= _NUMBERED:
            action.setShortcut(f"Ctrl+{number}")
    return menu


def command_bar(actions: Mapping[str, QAction], search: QWidget) -> QToolBar:
    """The toolbar: commands at the left, the search at the right."""
    bar = QToolBar("Commands")
    bar.setObjectName("commands")
    bar.setMovable(False)
    bar.setFixedHeight(SIZE.toolbar)
    fill_toolbar(bar, actions)
    space = QWidget()
    space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    bar.addWidget(space)
    search.setMinimumWidth(_SEARCH_LEAST)  # rather a short field than none in a narrow window
    bar.addWidget(search)
    return bar


def totals_bar(totals: QWidget) -> QToolBar:
    """The bar that holds the totals, over the whole width."""
    bar = QToolBar("Totals")
    bar.setObjectName("totals")
    bar.setMovable(False)
    bar.setStyleSheet("QToolBar { padding: 0; border: 0; }")
    bar.addWidget(totals)
    return bar


def fixed_dock(title: str, widget: QWidget, parent: QWidget) -> QDockWidget:
    """A dock that stays where it is and shows no title."""
    dock = QDockWidget(title, parent)
    dock.setObjectName(title.casefold())
    dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
    dock.setTitleBarWidget(QWidget())
    dock.setWidget(widget)
    return dock


def dropped_file(event: QDropEvent) -> Path | None:
    """The one plan or inventory that is dropped; None for anything else."""
    urls = event.mimeData().urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    return path if path is not None and path.suffix.casefold() in (SUFFIX, *INVENTORIES) else None
