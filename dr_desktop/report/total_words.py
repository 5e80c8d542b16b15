"""The five totals that always show, in words."""

from __future__ import annotations

from typing import NamedTuple

from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.shown import GIB_PER_TIB, UNKNOWN, show_money, show_number
from dr_desktop.report.capacity_picture import TIB, size_unit, store_of
from dr_desktop.report.names import counted, name_of


class Total(NamedTuple):
    """A total: what it is, its figure, and what stands beside it. `sign` is a severity to be drawn before it."""

    key: str
    heading: str
    figure: str
    beside: str
    sign: str | None = None


def total_words(assessment: Assessment) -> tuple[Total, Total, Total, Total, Total]:
    """Objectives met, machines unprotected, the fullest target, cost a month, open errors."""
    totals = assessment.totals
    undecided = f" · {totals.undecided:,} undecided" if totals.undecided else ""
    return (
        Total(
            "objectives",
            "Applications meeting their objectives",
            f"{totals.applications_meeting:,}",
            f"of {totals.applications:,}",
        ),
        Total("unprotected", "Machines unprotected", f"{totals.unprotected:,}", f"of {totals.machines:,}{undecided}"),
        _fullest(assessment),
        Total(
            "cost",
            "Cost a month",
            show_money(totals.cost_month, assessment.consumption.currency),
            "Azure and the plan's own costs",
        ),
        Total(
            "errors",
            "Open errors",
            f"{totals.errors:,}",
            counted(totals.warnings, "warning"),
            "error" if totals.errors else None,
        ),
    )


def _fullest(assessment: Assessment) -> Total:
    totals = assessment.totals
    store = store_of(assessment, totals.fullest_store)
    unit = size_unit(store) if store else TIB
    if totals.fullest_gib is None:
        return Total("capacity", "Fullest target", UNKNOWN, "no backup target holds anything")

    def said(gib: float) -> str:
        return show_number(gib / unit.gib, 1 if unit.gib == GIB_PER_TIB else 0)

    words = unit.symbol
    if totals.fullest_capacity_gib is not None:
        words = f"of {said(totals.fullest_capacity_gib)} {unit.symbol}"
    if totals.fullest_ceiling_gib is not None:
        words += f" · ceiling {said(totals.fullest_ceiling_gib)}"
    heading = f"Fullest target: {name_of(assessment.plan, totals.fullest_store)}"
    return Total("capacity", heading, said(totals.fullest_gib), words)
