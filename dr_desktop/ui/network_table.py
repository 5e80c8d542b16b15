"""The links as rows of figures."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.results import Assessment, LinkResult
from dr_desktop.plan.shown import UNKNOWN, show_minutes, show_number
from dr_desktop.report.names import name_of
from dr_desktop.report.network_rows import (
    NETWORK_COLUMNS,
    NetworkColumn,
    cell_of,
    figure_sign,
    links_in_use,
)
from dr_desktop.ui.figure_model import Figure, FigureColumn, FigureRow
from dr_desktop.ui.number_marks import NumberMarks

COLUMN_LEAST: Final = 86
"""Least width in px of a column."""


def network_columns() -> tuple[FigureColumn, ...]:
    """A column per figure; speeds are in Mbit/s, as the corner of the table says."""
    return tuple(FigureColumn(one.key, one.short) for one in NETWORK_COLUMNS)


def network_rows(assessment: Assessment, marks: NumberMarks) -> tuple[FigureRow, ...]:
    """A row per link over which something goes."""
    return tuple(
        FigureRow(key, name_of(assessment.plan, key), tuple(_figure(one, result, marks) for one in NETWORK_COLUMNS))
        for key, result in links_in_use(assessment).items()
    )


def _figure(column: NetworkColumn, result: LinkResult, marks: NumberMarks) -> Figure:
    value = cell_of(column, result)
    if not isinstance(value, int | float):
        return Figure(UNKNOWN, None, figure_sign(column.key, result))
    if column.kind == "minutes":
        words = show_minutes(value, in_table=True)
    elif column.kind == "share":
        words = show_number(value * 100, 0 if value in (0.0, 1.0) else 1, *marks)
    else:
        words = show_number(value, column.decimals, *marks)
    return Figure(words, value, figure_sign(column.key, result))
