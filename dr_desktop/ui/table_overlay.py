"""What is painted over the cells of a table: text that is not in the plan, frames, and words where there is no row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QItemSelectionRange, QModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QTableView

from dr_desktop.plan.table_edit import row_word, row_words, rows_may_change
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.ui.cell_painter import CellPainter
from dr_desktop.ui.entity_table_model import EntityTableModel
from dr_desktop.ui.theme import qcolour, ui_font

_MOST_FRAMES: Final = 32
_BEYOND: Final = 8
_TOP_LEFT: Final = int(Qt.AlignmentFlag.AlignTop.value | Qt.TextFlag.TextWordWrap.value)


def paint_drafts(
    painter: QPainter, view: QTableView, model: EntityTableModel, cells: CellPainter, edited: QModelIndex | None
) -> None:
    """Paint the texts that could not be taken; each may run over the next cells. Not that of a cell that is `edited`,
    whose editor shows it."""
    room = view.viewport().width()
    here = (edited.row(), edited.column()) if edited is not None else None
    for (entity_id, key), draft in model.drafts.items():
        row, place = model.row_of(entity_id), model.column_of(key)
        if row is not None and place is not None and (row, place) != here and not view.isColumnHidden(place):
            rect = view.visualRect(model.index(row, place))
            cells.paint_draft(painter, rect, draft.text, room - rect.left())


def paint_frames(
    painter: QPainter,
    view: QTableView,
    ranges: Sequence[QItemSelectionRange],
    shown_columns: Sequence[int],
    *,
    focus: bool,
) -> None:
    """Frame the selected ranges as far as they lie in this view."""
    painter.setPen(QPen(qcolour("focus" if focus else "line.strong"), SIZE.focus_line))
    model = view.model()
    for one in ranges[:_MOST_FRAMES]:
        shown = [place for place in shown_columns if one.left() <= place <= one.right()]
        here = [place for place in shown if not view.isColumnHidden(place)]
        if here:
            first = view.visualRect(model.index(one.top(), here[0]))
            last = view.visualRect(model.index(one.bottom(), here[-1]))
            # Where the frozen column holds only a part of the range, the frame runs on beyond its edge.
            painter.drawRect(first.united(last).adjusted(0, 0, _BEYOND if here != shown else -1, -1))


def paint_words(painter: QPainter, room: QRect, model: EntityTableModel) -> None:
    """Say why a table is empty, and what fills it."""
    many = row_words(model.table, 2).partition(" ")[2]
    if model.total:
        count = len(model.filters) + bool(model.searched)
        filters = f"{count} {'filter' if count == 1 else 'filters'}"
        said = f"No {row_word(model.table)} matches {filters}. Ctrl+Shift+F clears {'it' if count == 1 else 'them'}."
    elif rows_may_change(model.table):
        said = f"No {many} yet. Press Insert to add one, or paste rows from Excel."
    else:
        said = f"No {many}."
    painter.setFont(ui_font(TYPE.body))
    painter.setPen(qcolour("text.secondary"))
    painter.drawText(room.adjusted(24, 16, -24, 0), _TOP_LEFT, said)
