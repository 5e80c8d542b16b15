"""Without a mouse: F6 takes the keyboard through the parts of the window, and back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableView, QToolBar, QWidget

from dr_desktop.ui.main_window import MainWindow
from dr_desktop.ui.page_list import PAGES
from tests.ui.windows import window_on


def part_with_keyboard(window: MainWindow) -> str:
    """The part of the window that has the keyboard, in a word."""
    page, focus = window.pages.page, QApplication.focusWidget() or QWidget()
    parts: dict[str, QWidget | None] = {
        "commands": window.findChild(QToolBar, "commands"),
        "totals": window.findChild(QToolBar, "totals"),
        "navigation": window.navigation,
        "head": page.head if page is not None else None,
        "page": window.pages,
        "findings": window.findings,
    }
    return next((name for name, part in parts.items() if part is not None and part.isAncestorOf(focus)), "none")


def walk(window: MainWindow, key: str) -> list[str]:
    """Where the keyboard is after each press of a key until it is where it was."""
    begun, been = part_with_keyboard(window), []
    for _ in range(10):
        window.actions_by_key[key].trigger()
        been.append(part_with_keyboard(window))
        if been[-1] == begun:
            return been
    raise AssertionError(been)


@pytest.mark.parametrize("key", [entry.key for entry in PAGES])
def test_one_key_leads_through_all_parts_of_each_page_and_another_leads_back(window: MainWindow, key: str):
    window.activateWindow()
    window.open_page(key)
    window.actions_by_key["next_part"].trigger()
    forth = walk(window, "next_part")
    assert {"commands", "totals", "navigation", "page"} <= set(forth)
    assert ("findings" in forth) == window.findings.isVisible()
    assert len(set(forth)) == len(forth)
    back = walk(window, "previous_part")
    assert back == [*forth[-2::-1], forth[-1]]


def test_the_keyboard_comes_to_the_page_in_view_in_the_navigation_and_to_the_cell_in_a_table(window: MainWindow):
    window.activateWindow()
    view = window.pages.open("machines").table_view()
    assert view is not None
    view.setFocus()
    before = view.currentIndex()
    walk(window, "previous_part")
    assert QApplication.focusWidget() is view
    assert view.currentIndex() == before
    while part_with_keyboard(window) != "navigation":
        window.actions_by_key["previous_part"].trigger()
    assert QApplication.focusWidget() is window.navigation.item("machines")


@pytest.mark.parametrize("key", [entry.key for entry in PAGES])
def test_a_page_that_comes_into_view_gives_the_keyboard_to_something_that_shows_where_it_is(
    window: MainWindow, key: str
):
    window.activateWindow()
    assert window.pages.page is not None
    window.pages.page.setFocus()
    page = window.pages.open(key)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.isAncestorOf(focus)
    assert focus.focusPolicy() & Qt.FocusPolicy.TabFocus
    if isinstance(focus, QTableView):
        assert focus.selectionModel().isSelected(focus.currentIndex())


def test_the_finding_that_the_keyboard_comes_to_is_seen(window: MainWindow):
    window.activateWindow()
    while part_with_keyboard(window) != "findings":
        window.actions_by_key["next_part"].trigger()
    rows = window.findings.view.selectionModel().selectedRows()
    assert [index.row() for index in rows] == [window.findings.view.currentIndex().row()]


def test_without_a_plan_the_key_goes_between_commands_and_the_ways_to_begin(qapp: QApplication):
    with window_on(None) as window:
        window.activateWindow()
        assert walk(window, "next_part") == ["commands", "page"]
