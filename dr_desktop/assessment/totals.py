"""The five totals that always show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dr_desktop.assessment.consumption import usual_month
from dr_desktop.assessment.results import (
    ApplicationResult,
    Consumption,
    Finding,
    StoreResult,
    Totals,
)
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.plan import Plan


def totals_of(
    plan: Plan,
    applications: Mapping[str, ApplicationResult],
    stores: Mapping[str, StoreResult],
    consumption: Consumption,
    findings: Sequence[Finding],
) -> Totals:
    """Counts of applications meeting their objectives, machines unprotected, the fullest store, cost and findings.

    An application meets its objectives when recovery time and point are known and met. *Unassigned* is no
    application. `assumed_values` and `stated_values` count used data and change of machines and data stores.
    """
    counted = [result for key, result in applications.items() if key != UNASSIGNED]
    meeting = sum([1 for one in counted if _met(one.rto_met) and _met(one.rpo_met)])
    assumed_values = sum([one.assumed_values for one in applications.values()])
    fullest, store = _fullest(stores)
    open_findings = [one.severity for one in findings if not one.accepted]
    return Totals(
        applications=len(counted),
        applications_meeting=meeting,
        machines=len(plan.machines),
        unprotected=sum([one.unprotected for one in applications.values()]),
        undecided=sum([one.undecided for one in applications.values()]),
        fullest_store=fullest,
        fullest_gib=store.worst.total if store and store.worst else None,
        fullest_capacity_gib=store.capacity_gib if store else None,
        fullest_ceiling_gib=store.ceiling_gib if store else None,
        cost_month=consumption.total[usual_month(consumption)] if consumption.total else None,
        errors=open_findings.count("error"),
        warnings=open_findings.count("warning"),
        notes=open_findings.count("note"),
        accepted=len(findings) - len(open_findings),
        assumed_values=assumed_values,
        stated_values=max(0, 2 * (len(plan.machines) + len(plan.data_stores)) - assumed_values),
    )


def _met(state: str) -> bool:
    return state in ("met", "little_margin")


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
