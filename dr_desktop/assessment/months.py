"""The months of a plan's horizon."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


def month_after(month: date, count: int = 1) -> date:
    """The first day of the month `count` months later (earlier when negative)."""
    total = month.year * 12 + month.month - 1 + count
    return date(total // 12, total % 12 + 1, 1)


@lru_cache(maxsize=64)
def horizon(start_month: date, months: int) -> tuple[date, ...]:
    """The first days of `months` months from `start_month`, and of the one after: `months` + 1 dates."""
    return tuple(month_after(start_month, count) for count in range(months + 1))


def growth_at(growth_percent_per_year: float, start: date, when: date) -> float:
    """(1 + g) ^ (whole days / 365)."""
    return float((1 + growth_percent_per_year / 100) ** ((when - start).days / 365))
