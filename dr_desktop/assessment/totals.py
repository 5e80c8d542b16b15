"""The five totals that always show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dr_desktop.assessment.acceptance import OpenCounts
from dr_desktop.assessment.consumption import usual_month
from dr_desktop.assessment.results import (
    ApplicationResult,
    Consumption,
    StoreResult,
    Totals,
)
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.plan import Plan


class Counted(NamedTuple):
    """Sums over all applications: those that meet their objectives, and what their members leave open."""

    meeting: int = 0
    unprotected: int = 0
    undecided: int = 0
    assumed_values: int = 0


def counted(applications: Mapping[str, ApplicationResult]) -> Counted:
    """What the totals count. *Unassigned* is no application and meets nothing."""
    meeting = unprotected = undecided = assumed_values = 0
    for key, one in applications.items():
        unprotected += one.unprotected
        undecided += one.undecided
        assumed_values += one.assumed_values
        if one.meets_objectives and key != UNASSIGNED:
            meeting += 1
    return Counted(meeting, unprotected, undecided, assumed_values)


def counted_again(
    sums: Counted, before: Mapping[str, ApplicationResult], after: Mapping[str, ApplicationResult]
) -> Counted:
    """`sums` with the applications of `before` taken out and those of `after` counted in."""
    columns = zip(sums, counted(before), counted(after), strict=True)
    return Counted(*[known - less + more for known, less, more in columns])


def totals_of(
    plan: Plan,
    sums: Counted,
    stores: Mapping[str, StoreResult],
    consumption: Consumption,
    counts: OpenCounts,
) -> Totals:
    """Counts of applications meeting their objectives, machines unprotected, the fullest store, cost and findings.

    An application meets its objectives when recovery time and point are known and met, by a way back that outlives the
    loss of its cloud. *Unassigned* is no application. `assumed_values` and `stated_values` count used data and change
    of machines and data stores.
    """
    fullest, store = _fullest(stores)
    return Totals(
        applications=len(plan.applications) - (UNASSIGNED in plan.applications),
        applications_meeting=sums.meeting,
        machines=len(plan.machines),
        unprotected=sums.unprotected,
        undecided=sums.undecided,
        fullest_store=fullest,
        fullest_gib=store.worst.total if store and store.worst else None,
        fullest_capacity_gib=store.capacity_gib if store else None,
        fullest_ceiling_gib=store.ceiling_gib if store else None,
        cost_month=consumption.total[usual_month(consumption)] if consumption.total else None,
        errors=counts.errors,
        warnings=counts.warnings,
        notes=counts.notes,
        accepted=counts.accepted,
        assumed_values=sums.assumed_values,
        stated_values=max(0, 2 * (len(plan.machines) + len(plan.data_stores)) - sums.assumed_values),
    )


def _fullest(stores: Mapping[str, StoreResult]) -> tuple[str, StoreResult | None]:
    """The backup target with the largest share of its capacity; without any capacity, the one that holds most."""
    best, found = "", None
    for key, one in stores.items():
        if one.kind != "target" or one.worst is None:
            continue
        if found is None or _share(one) > _share(found):
            best, found = key, one
    return best, found


def _share(store: StoreResult) -> tuple[float, float]:
    total = store.worst.total if store.worst else 0.0
    return (total / store.capacity_gib if store.capacity_gib else 0.0, total)
