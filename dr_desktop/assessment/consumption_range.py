"""Consumption at the low and the high ends of the assumptions: computed when a page, a document or the strip asks."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Final, NamedTuple

from dr_desktop.assessment.consumption import consumption_of, usual_month
from dr_desktop.assessment.consumption_meters import AzureUsage
from dr_desktop.assessment.consumption_usage import azure_usage
from dr_desktop.assessment.machine_figures import data_store_result, machine_result
from dr_desktop.assessment.membership import Members
from dr_desktop.assessment.memory import Memory
from dr_desktop.assessment.pool_sums import pool_sums
from dr_desktop.assessment.pools import Shares, shares_of
from dr_desktop.assessment.results import Assessment, Consumption, MachineResult
from dr_desktop.assessment.stores import assess_stores
from dr_desktop.assessment.surroundings import Surroundings, measured_churn
from dr_desktop.assessment.usage_bill import usage_bill, used_of
from dr_desktop.plan.assumptions import DEFINITIONS, Assumed, Assumption
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.inherit import protection_of
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import Plan

RAISES_COST: Final[dict[str, bool]] = {
    "growth_percent_per_year": True,
    "change_percent_per_day": True,
    "used_percent_of_provisioned": True,
    "reduction_left_percent": True,
    "rewrite_factor": True,
    "drills_per_year": True,
    "drill_days": True,
    "failover_days_per_year": True,
    "exchange_rate": True,
    "discount_percent": False,
}
"""The assumptions that consumption follows from, and whether a higher one costs more."""

_SLICE: Final = 25
"""Applications between two pauses."""


class Ends(NamedTuple):
    """The values of one assumption at which the plan costs least, as the plan states it, and most."""

    low: float
    base: float
    high: float


class _Use(NamedTuple):
    usage: AzureUsage
    shares: Shares


class CostRange(NamedTuple):
    """Consumption at the cost-lowering ends of all assumptions, as the plan counts, and at the cost-raising ends."""

    low: Consumption
    base: Consumption
    high: Consumption
    ends: dict[str, Ends]


def cost_range(assessment: Assessment) -> CostRange | None:
    """Low, base and high of a plan's consumption; None before there is an assessment."""
    steps = cost_range_steps(assessment)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: CostRange | None = end.value
            return found


def cost_range_steps(assessment: Assessment) -> Generator[None, None, CostRange | None]:
    """`cost_range` in slices of some milliseconds, for a window that must stay quick."""
    memory = assessment.memory
    if not isinstance(memory, Memory):
        return None
    plan, assumed = assessment.plan, assessment.assumed
    ends = assumption_ends(plan.assumptions, assumed)
    low = yield from _consumption_at(plan, memory, assumed._replace(**{key: one.low for key, one in ends.items()}))
    high = yield from _consumption_at(plan, memory, assumed._replace(**{key: one.high for key, one in ends.items()}))
    return CostRange(low, assessment.consumption, high, ends)


def assumption_ends(table: Mapping[str, Assumption], assumed: Assumed) -> dict[str, Ends]:
    """The ends of each assumption that consumption follows from, where they are not the base.

    A range that the plan leaves blank does not move; one that leaves out its own base is widened to it, so that the
    base always lies between.
    """
    found = {}
    for key, raises in RAISES_COST.items():
        stated, bounds, base = table.get(key), DEFINITIONS[key], getattr(assumed, key)
        if stated is None:
            values = [bounds.low, bounds.high, base]
        else:
            values = [stated.low, stated.high, base]
        known = [min(max(one, bounds.minimum), bounds.maximum) for one in values if one is not None]
        least, most = min(known), max(known)
        if least != most:
            found[key] = Ends(least, base, most) if raises else Ends(most, base, least)
    return found


def usual_amounts(found: CostRange) -> tuple[float, float, float]:
    """What a usual month costs, drills included: low, base, high."""
    low, base, high = [
        one.total[usual_month(one)] if one.total else 0.0 for one in (found.low, found.base, found.high)
    ]  # fmt: skip
    return low, base, high


def _consumption_at(plan: Plan, memory: Memory, assumed: Assumed) -> Generator[None, None, Consumption]:
    """The bill under other assumptions: figures of machines, pools, stores; no objectives, no rules."""
    around = memory.around._replace(assumed=assumed, topologies={})
    uses: dict[str, _Use] = {}
    for place, key in enumerate(plan.applications):
        if place % _SLICE == 0:
            yield
        uses[key] = _use(plan, key, memory.members.get(key, Members()), around)
    yield
    stores = assess_stores(pool_sums({key: one.shares for key, one in uses.items()}).pools, around, memory.chains, None)
    yield
    used = used_of([one.usage for one in uses.values()], around)
    bill = usage_bill(used, around, plan.price_overrides, plan.links)
    return consumption_of(uses, bill, stores.targets, stores.series, around, plan.cost_lines)


def _use(plan: Plan, key: str, own: Members, around: Surroundings) -> _Use:
    application = plan.applications[key]
    protection = protection_of(application, around.tiers.get(application.tier or ""))
    growth = application.growth_percent_per_year
    if growth is None:
        growth = around.assumed.growth_percent_per_year
    members: list[tuple[Machine | DataStore, MachineResult]] = []
    for machine in [plan.machines[one] for one in own.machines]:
        figure = machine_result(machine, protection, around.assumed, measured_churn(machine.id, around))
        members.append((machine, figure))
    for store in [plan.data_stores[one] for one in own.data_stores]:
        members.append((store, data_store_result(store, protection, around.assumed)))
    figures = [figure for _, figure in members]
    return _Use(azure_usage(application, growth, members, around), shares_of(application, growth, figures, around))
