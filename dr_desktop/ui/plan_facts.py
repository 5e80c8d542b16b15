"""What the plan stands on, in a few words: revision, prices, what is assumed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_date, show_number
from dr_desktop.plan.words import word
from dr_desktop.ui.number_marks import NumberMarks

if TYPE_CHECKING:
    from dr_desktop.assessment.catalog import Catalog


def navigation_foot(plan: Plan, catalog: Catalog, autosaved: str) -> tuple[str, ...]:
    """Revision and status, date of the prices, and when the plan was last kept beside its file."""
    header = plan.header
    return (
        f"Revision {header.revision} · {word('Status', header.status).casefold()}",
        f"Prices of {prices_as_of(catalog)}",
        autosaved,
    )


def status_facts(assessment: Assessment, marks: NumberMarks, took_ms: float | None) -> tuple[str, ...]:
    """How many values are assumed, what the prices are for, and how long the assessment took."""
    totals, header = assessment.totals, assessment.plan.header
    count = show_number(totals.assumed_values, 0, *marks)
    return (
        f"{count} {'value' if totals.assumed_values == 1 else 'values'} assumed",
        f"Prices in {header.currency}, {header.region}",
        "" if took_ms is None else f"Assessed in {show_number(took_ms, 0 if took_ms >= 1 else 1, *marks)} ms",
    )


def prices_as_of(catalog: Catalog) -> str:
    """The date of the catalog's prices, as the window shows dates."""
    try:
        return show_date(date.fromisoformat(catalog.prices.as_of))
    except ValueError:
        return catalog.prices.as_of
