"""An edit paints the cells of its row and what shows a figure of it: not the page, the bars and the status below."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QStatusBar, QTableView, QWidget

from dr_desktop.report.look import SIZE
from dr_desktop.ui.entity_table_view import EntityTableView
from dr_desktop.ui.main_window import MainWindow
from dr_desktop.ui.page_list import PAGES
from dr_desktop.ui.pages.table_page import TablePage
from dr_desktop.ui.theme import ThemeChoice, apply_theme


class Painted(QObject):
    """How often each kind of event came to which widgets, and how high what was painted is."""

    def __init__(self, *watched: QWidget) -> None:
        super().__init__()
        self.times: Counter[tuple[str, QEvent.Type]] = Counter()
        self.heights: list[int] = []
        for one in watched:
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times[type(watched).__name__, event.type()] += 1
        if event.type() == QEvent.Type.Paint:
            self.heights.append(event.rect().height())  # type: ignore[attr-defined]
        return False


def _settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def _below(widget: QWidget) -> list[QWidget]:
    """The widgets that it lies on, up to the window, which is seen where bars show something else."""
    found = []
    above = widget.parentWidget()
    while above is not None and not above.isWindow():
        found.append(above)
        above = above.parentWidget()
    return found


def _table(window: MainWindow) -> EntityTableView:
    window.open_page("machines")
    page = window.pages.page
    assert isinstance(page, TablePage)
    view = page.table_view()
    assert view is not None
    view.go_to(view.entities.index(3, view.entities.column_of("used_gib") or 0))
    _settle()
    return view


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_edit_paints_its_row_and_nothing_that_the_table_lies_on(
    window: MainWindow, qapp: QApplication, theme: ThemeChoice
):
    apply_theme(qapp, theme)
    view = _table(window)
    below, cells = Painted(*_below(view.viewport())), Painted(view.viewport())
    view.entities.setData(view.currentIndex(), "41")
    _settle()
    assert not [name for name, kind in below.times if kind == QEvent.Type.Paint]
    assert cells.heights
    assert max(cells.heights) <= 2 * SIZE.row


def test_every_table_paints_its_own_ground(window: MainWindow, qapp: QApplication):
    for entry in PAGES:
        window.open_page(entry.key)
        _settle()
    views = window.findChildren(QTableView)
    assert len(views) > 10
    assert not [type(one).__name__ for one in views if not one.viewport().autoFillBackground()]


def test_facts_that_change_with_each_edit_ask_no_neighbour_for_another_layout(window: MainWindow):
    view = _table(window)
    bar = window.status_bar
    assert isinstance(bar, QStatusBar)
    window.status_bar.show_facts("Assessed in 12 ms")
    _settle()
    laid = Painted(bar)
    window.status_bar.show_facts("Assessed in 9 ms")
    window.status_bar.forget()
    _settle()
    assert not laid.times["StatusBar", QEvent.Type.LayoutRequest]
    assert window.status_bar.facts() == "Assessed in 9 ms"
    window.status_bar.show_facts("Assessed in 1,234 ms", "prices of West Europe, 2026-11")
    _settle()
    assert laid.times["StatusBar", QEvent.Type.LayoutRequest]
    assert view.isVisible()
