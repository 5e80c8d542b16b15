"""Columns of measured churn profiles."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from dr_desktop.plan.churn_profile import read_rates
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.shown import UNKNOWN, show_number
from dr_desktop.ui.columns import Column, Row
from dr_desktop.ui.stated_column import stated


def churn_columns() -> tuple[Column, ...]:
    """Churn profiles: whose they are, since when, and how much was measured; the rates themselves are long."""
    return (
        stated("churn_profiles", "name", "Churn profile", 170),
        stated("churn_profiles", "application", "Application", 130),
        stated("churn_profiles", "machine", "Machine", 130),
        stated("churn_profiles", "measured_from", "Measured from", 100),
        stated("churn_profiles", "step_minutes", "Step", 64),
        replace(stated("churn_profiles", "churn_mb_s", "MB/s of each step", 230), show=_steps),
        stated("churn_profiles", "source", "Source", 160),
        stated("churn_profiles", "notes", "Notes", 160),
    )


def _steps(text: Any, row: Row) -> str:
    found = _measured(text or "")
    if found is None:
        return " ".join(str(text).split())[:60]
    if not found[0]:
        return UNKNOWN
    count, mean, peak = found
    words = [show_number(value, 1, row.group, row.decimal) for value in (mean, peak)]
    return f"{show_number(count, 0, row.group, row.decimal)} steps, mean {words[0]}, peak {words[1]}"


@lru_cache(maxsize=256)
def _measured(text: str) -> tuple[int, float, float] | None:
    """How many steps, their mean and the highest, MB/s; None where they cannot be read."""
    rates = read_rates(text)
    if isinstance(rates, Problem):
        return None
    return len(rates), sum(rates) / len(rates) if rates else 0.0, max(rates, default=0.0)
