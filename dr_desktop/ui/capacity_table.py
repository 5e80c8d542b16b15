"""The months of a store as rows of figures: its parts, what is needed, what is left below the ceiling."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from dr_desktop.assessment.results import MonthStep, StoreResult
from dr_desktop.plan.shown import show_number
from dr_desktop.report.capacity_picture import LEFT, NEEDED, SizeUnit, parts_of, value_of
from dr_desktop.report.chart_words import day_words, month_words
from dr_desktop.ui.figure_model import Figure, FigureColumn, FigureRow
from dr_desktop.ui.number_marks import NumberMarks

COLUMN_LEAST: Final = 68
"""Least width in px of a month's column."""

_STEPS: Final = (3, 4, 6, 12)


def month_key(month: date) -> str:
    """The key of a month's column."""
    return month.isoformat()


def month_columns(
    months: Sequence[date], room: int, *, every_month: bool, chosen: date | None = None, least: int = COLUMN_LEAST
) -> tuple[FigureColumn, ...]:
    """Every month, or as many at equal steps as fit into `room` px, quarters at the most; the chosen one always."""
    at = months.index(chosen) if chosen in months else 0
    step = next((one for one in _STEPS if -(-len(months) // one) + bool(at % one) <= room // least), _STEPS[-1])
    return tuple(
        FigureColumn(month_key(month), month_words(month))
        for place, month in enumerate(months)
        if every_month or place % step == 0 or month == chosen
    )


def capacity_rows(
    store: StoreResult, columns: tuple[FigureColumn, ...], unit: SizeUnit, marks: NumberMarks
) -> tuple[FigureRow, ...]:
    """A row per part that is not always empty, then what is needed and, where a size is stated, what is left."""
    wanted = {column.key for column in columns}
    steps = [step for step in store.months if month_key(step.month) in wanted]
    rows = [_row(store, steps, field, words, unit, marks) for field, words in parts_of(store)]
    rows.append(_row(store, steps, NEEDED, "Needed", unit, marks)._replace(bold=True))
    if store.ceiling_gib is not None:
        rows.append(_row(store, steps, LEFT, "Left below the ceiling", unit, marks))
    return tuple(rows)


def _row(
    store: StoreResult, steps: list[MonthStep], part: str, words: str, unit: SizeUnit, marks: NumberMarks
) -> FigureRow:
    figures = []
    for step in steps:
        value = value_of(store, step, part)
        shown = None if value is None else value / unit.gib
        sign = "not_recommended" if part == LEFT and shown is not None and shown < 0 else ""
        figures.append(Figure(show_number(shown, unit.decimals, *marks), shown, sign))
    worst = f", largest on {day_words(store.worst.worst_day)}" if store.worst else ""
    return FigureRow(part, words, tuple(figures), tip=f"{words}, {unit.symbol}, at the worst day of each month{worst}")
