"""Whatever is done to a table, the screen shows what painting all of the window anew would show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QScrollBar

from dr_desktop.ui import row_edits
from dr_desktop.ui.cell_edits import Area, fill_down
from dr_desktop.ui.entity_table_model import EntityTableModel
from dr_desktop.ui.entity_table_view import EntityTableView
from dr_desktop.ui.main_window import MainWindow
from dr_desktop.ui.theme import apply_theme
from tests.ui.windows import sample, window_on

PAGES: Final = ("applications", "machines", "sites", "assumptions")
TEXTS: Final = (
    "1h 30",
    "12",
    "North",
    "no such thing",
    "",
    "Replication",
    "words that run over the next cell entirely",
)
SIZES: Final = ((1366, 768), (960, 600), (1700, 900))

Step = Callable[[MainWindow, EntityTableView, Callable[[int], int]], object]
"""What is done, to a table that is in view; the function gives a number below another, anew at each call."""


def _edit(_: MainWindow, table: EntityTableView, below: Callable[[int], int]) -> None:
    stated = [place for place in table.shown_columns() if table.entities.columns[place].field]
    cell = table.entities.index(below(min(30, table.entities.rowCount())), stated[below(len(stated))])
    table.setCurrentIndex(cell)
    table.entities.setData(cell, TEXTS[below(len(TEXTS))])


def _sort(_: MainWindow, table: EntityTableView, below: Callable[[int], int]) -> None:
    shown = table.shown_columns()
    table.entities.sort_by(table.entities.columns[shown[below(len(shown))]].key, descending=bool(below(2)))


def _filter(_: MainWindow, table: EntityTableView, below: Callable[[int], int]) -> None:
    table.entities.set_filter(table.entities.columns[0].key, ("a", "e", "zzz")[below(3)])


def _duplicate(_: MainWindow, table: EntityTableView, below: Callable[[int], int]) -> None:
    row_edits.duplicate_rows(table.entities, [table.entities.entity_id(below(table.entities.rowCount()))])


def _remove(_: MainWindow, table: EntityTableView, below: Callable[[int], int]) -> None:
    if table.entities.rowCount() > 3:
        row_edits.remove_rows(table.entities, [table.entities.entity_id(below(table.entities.rowCount()))])


def _fill(_: MainWindow, table: EntityTableView, below: Callable[[int], int]) -> None:
    rows, shown = table.entities.rowCount(), table.shown_columns()
    first = below(rows)
    area = Area(tuple(range(first, min(first + 3, rows))), shown[below(len(shown)) :][:2])
    table.select_area(area)
    fill_down(table.entities, area)


def _scroll(bar: QScrollBar, below: Callable[[int], int]) -> None:
    bar.setValue(below(bar.maximum() + 1))


STEPS: Final[dict[str, Step]] = {
    "edit": _edit,
    "edit again": _edit,
    "undo": lambda window, _, __: window.document.undo_stack.undo(),
    "redo": lambda window, _, __: window.document.undo_stack.redo(),
    "sort": _sort,
    "filter": _filter,
    "clear filters": lambda _, table, __: table.entities.clear_filters(),
    "duplicate": _duplicate,
    "remove": _remove,
    "fill": _fill,
    "scroll": lambda _, table, below: _scroll(table.verticalScrollBar(), below),
    "scroll sideways": lambda _, table, below: _scroll(table.horizontalScrollBar(), below),
    "widen": lambda _, table, below: table.header.resizeSection(below(6), 50 + below(200)),
    "theme": lambda _, __, below: apply_theme(_application(), ("light", "dark", "high_contrast")[below(3)]),
    "resize": lambda window, _, below: window.resize(*SIZES[below(3)]),
}


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application


def _settle() -> None:
    for _ in range(5):  # layouts, then what they made the tables paint
        QApplication.processEvents()


def _stale(window: MainWindow) -> QRect:
    """Where the screen shows something else than a fresh painting."""
    shown = window.screen().grabWindow(window.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)
    fresh = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    if shown == fresh:
        return QRect()
    rows = [
        y for y in range(shown.height()) if shown.copy(0, y, shown.width(), 1) != fresh.copy(0, y, fresh.width(), 1)
    ]
    columns = [
        x for x in range(shown.width()) if any(shown.pixel(x, y) != fresh.pixel(x, y) for y in (rows[0], rows[-1]))
    ]
    return QRect(columns[0], rows[0], columns[-1] - columns[0] + 1, rows[-1] - rows[0] + 1)


@pytest.mark.slow
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to find a shorter way to a fault would open many windows
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from(PAGES), st.lists(st.sampled_from(list(STEPS)), min_size=12, max_size=12), st.data())
def test_after_anything_done_to_a_table_no_part_of_the_window_is_stale(
    qapp: QApplication, page: str, steps: list[str], data: Any
):
    def below(count: int) -> int:
        return int(data.draw(st.integers(0, max(0, count - 1))))

    apply_theme(qapp, "light")
    with window_on(sample()) as window:
        window.resize(*SIZES[0])
        window.show()
        window.cost_range.blockSignals(True)  # what it finds comes at its own time, into the strip above
        window.open_page(page)
        _settle()
        done = [page]
        try:
            for step in steps:
                assert window.pages.page is not None
                table = window.pages.page.table_view()
                assert table is not None
                if table.entities.rowCount() or step in ("undo", "redo", "clear filters", "theme", "resize"):
                    STEPS[step](window, table, below)
                    done.append(step)
                _settle()
                stale = _stale(window)
                assert stale.isEmpty(), (stale, done)
        finally:
            for model in window.findChildren(EntityTableModel):
                model.drafts.clear()  # closing would ask about them
