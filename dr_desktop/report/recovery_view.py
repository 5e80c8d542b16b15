"""What of a simulated recovery is looked at: which applications in which order, up to when, at which moment."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Final, Literal, NamedTuple

from dr_desktop.assessment.recovery_records import ApplicationRecovery, RecoveryResult
from dr_desktop.assessment.simulated_losses import is_hit
from dr_desktop.plan.plan import Plan
from dr_desktop.report.names import name_of
from dr_desktop.report.recovery_words import comes_back, rto_margin_minutes
from dr_desktop.report.time_scale import reach_minutes

RowOrder = Literal["tier", "time", "margin", "stated"]
ORDER_WORDS: Final[dict[RowOrder, str]] = {
    "tier": "Tier, then time",
    "time": "As they come back",
    "margin": "Least margin first",
    "stated": "As stated",
}
_FARTHEST_RTO: Final = 1.5
"""An RTO that lies farther behind the last recovery, as a multiple of it, is not worth the width that it costs."""


class RecoveryRow(NamedTuple):
    """An application to be drawn: its name, the rank of its tier, the tier's name, and its recovery."""

    application: str
    name: str
    rank: int | None
    tier: str
    recovery: ApplicationRecovery


class RecoveryView(NamedTuple):
    """The rows in order, the end of the axis, the chosen application or "", the moment looked at or None."""

    plan: Plan
    name: str
    result: RecoveryResult
    rows: tuple[RecoveryRow, ...]
    until_minutes: float
    chosen: str = ""
    at_minutes: float | None = None

    @property
    def critical_of(self) -> ApplicationRecovery | None:
        """The application whose critical path is shown: the chosen one, else the last one back."""
        last = self.result.order[-1] if self.result.order else ""
        return self.result.applications.get(self.chosen or last)


def recovery_view(
    plan: Plan,
    name: str,
    result: RecoveryResult,
    *,
    order: RowOrder = "tier",
    until_minutes: float | None = None,
    also_unharmed: bool = False,
    chosen: str = "",
    at_minutes: float | None = None,
) -> RecoveryView:
    """The view of a result; `name` is the scenario's. `until_minutes` None shows all; unharmed ones come last."""
    rows = [_row(plan, one) for one in result.applications.values()]
    hit = _ordered([row for row in rows if is_hit(row.recovery)], order)
    spared = _ordered([row for row in rows if not is_hit(row.recovery)], order) if also_unharmed else []
    until = until_minutes or whole_minutes(result)
    return RecoveryView(plan, name, result, (*hit, *spared), until, chosen, at_minutes)


def whole_minutes(result: RecoveryResult) -> float:
    """An axis that shows every recovery, and the objectives that are not much farther away."""
    latest = result.makespan_minutes
    for one in result.applications.values():
        latest = max([latest, *[phase.to_minutes for phase in one.phases if phase.to_minutes < inf]])
    objectives = [one.objectives.rto_minutes for one in result.applications.values() if is_hit(one)]
    near = [rto for rto in objectives if rto is not None and rto <= latest * _FARTHEST_RTO]
    return reach_minutes(max([latest, *near]) or 60.0)


def _row(plan: Plan, one: ApplicationRecovery) -> RecoveryRow:
    application = plan.applications[one.application]
    tier = plan.tiers.get(application.tier or "")
    rank = tier.rank if tier is not None else None
    return RecoveryRow(one.application, name_of(plan, one.application), rank, tier.name if tier else "", one)


def _ordered(rows: list[RecoveryRow], order: RowOrder) -> list[RecoveryRow]:
    keys: dict[RowOrder, Callable[[RecoveryRow], tuple[float, ...]]] = {
        "tier": lambda row: (inf if row.rank is None else row.rank, _minutes(row)),
        "time": lambda row: (_minutes(row),),
        "margin": lambda row: (_margin(row), inf if row.rank is None else row.rank),
        "stated": lambda row: (),
    }
    return sorted(rows, key=keys[order])


def _minutes(row: RecoveryRow) -> float:
    served = row.recovery.outcome == "goes_on" or comes_back(row.recovery)
    return row.recovery.recovery_minutes or 0.0 if served else inf


def _margin(row: RecoveryRow) -> float:
    if row.recovery.outcome in ("lost", "stays_down"):
        return -inf
    margin = rto_margin_minutes(row.recovery)
    return inf if margin is None else margin
