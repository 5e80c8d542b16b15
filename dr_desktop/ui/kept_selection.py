"""A selection remembered by what is selected, not where: rows by id, so that it survives a sort or a filter."""

from typing import NamedTuple

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange

from dr_desktop.ui.entity_table_model import EntityTableModel
from dr_desktop.ui.row_order import runs


class KeptSelection(NamedTuple):
    """Per selected range its ids and its first and last column; the current cell by id and column."""

    ranges: tuple[tuple[tuple[str, ...], int, int], ...]
    current: tuple[str, int] | None


def ranges_of(selection: QItemSelectionModel) -> list[QItemSelectionRange]:
    """The selected ranges."""
    found = selection.selection()
    return [found.at(place) for place in range(found.count())]


def keep_selection(model: EntityTableModel, selection: QItemSelectionModel) -> KeptSelection:
    """Remember the selection and clear it: thousands of selected cells would be moved one by one."""
    ids = model.ids()
    ranges = tuple((ids[one.top() : one.bottom() + 1], one.left(), one.right()) for one in ranges_of(selection))
    index = selection.currentIndex()
    current = (ids[index.row()], index.column()) if index.isValid() else None
    selection.clear()
    return KeptSelection(ranges, current)


def select_again(model: EntityTableModel, selection: QItemSelectionModel, kept: KeptSelection) -> None:
    """Select what was selected, as far as it is still shown."""
    again = QItemSelection()
    for ids, left, right in kept.ranges:
        for first, last in runs(row for one in ids if (row := model.row_of(one)) is not None):
            again.append(QItemSelectionRange(model.index(first, left), model.index(last, right)))
    row = model.row_of(kept.current[0]) if kept.current else None
    if kept.current is not None and row is not None:
        selection.setCurrentIndex(model.index(row, kept.current[1]), QItemSelectionModel.SelectionFlag.NoUpdate)
    selection.select(again, QItemSelectionModel.SelectionFlag.Select)
