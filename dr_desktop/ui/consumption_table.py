"""Consumption as rows of figures: components by month, and applications by amount."""

from __future__ import annotations

from collections.abc import Callable, Collection
from math import fsum
from typing import NamedTuple

from dr_desktop.assessment.results import Assessment
from dr_desktop.report.consumption_facts import STATE_WORDS, month_total, year_of, year_total
from dr_desktop.report.consumption_picture import billed_components
from dr_desktop.ui.capacity_table import month_key
from dr_desktop.ui.figure_model import Figure, FigureColumn, FigureRow

Money = Callable[[float], str]

TOTAL = ""
"""The key of the row of totals."""

YEAR = "year"
"""The key of the column of the first year."""


def consumption_rows(
    assessment: Assessment, columns: tuple[FigureColumn, ...], states: Collection[str], money: Money
) -> tuple[FigureRow, ...]:
    """A row per component of the chosen states, the largest first, then the total."""
    consumption = assessment.consumption
    places = {month_key(month): place for place, month in enumerate(consumption.months)}

    def figure(value: float) -> Figure:
        return Figure(money(value), value)

    rows = [
        FigureRow(
            one.key,
            one.name,
            tuple(
                figure(year_of(one) if column.key == YEAR else one.amounts[places[column.key]]) for column in columns
            ),
            tip=f"{one.name}, {STATE_WORDS[one.state]}: {one.quantity_words}",
        )
        for one in billed_components(assessment, states)
    ]
    totals = tuple(
        figure(
            year_total(consumption, states)
            if column.key == YEAR
            else month_total(consumption, states, places[column.key])
        )
        for column in columns
    )
    return (*rows, FigureRow(TOTAL, "Total", totals, bold=True)) if rows else ()


class ApplicationAmounts(NamedTuple):
    """Rows of the applications that cost something in the usual month, the most expensive first, and their sum."""

    rows: tuple[FigureRow, ...]
    total: float


def application_amounts(assessment: Assessment, money: Money) -> ApplicationAmounts:
    """What applications cost in the usual month; lines of the whole plan are nobody's."""
    plan, amounts = assessment.plan, dict(assessment.consumption.per_application)
    found = sorted([(-amount, key) for key, amount in amounts.items() if amount > 0])
    rows = [FigureRow(key, plan.applications[key].name or key, (Figure(money(-less), -less),)) for less, key in found]
    return ApplicationAmounts(tuple(rows), fsum(amounts.values()))
