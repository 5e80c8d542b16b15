"""assess(plan, catalog, previous): everything that follows from a plan; only what changed is computed again.

Layers: L0 figures of machines, L1 applications, L2 pools, L3 targets, stamps, links and the bill. A result is reused
only while everything it was computed from is the same. A change of what all applications share (tiers, sites, links,
targets, policies, copies, assumptions, header) computes L1 anew, and L0 where that rests on it; chains are kept as
long as their key is equal.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Final, NamedTuple

from dr_desktop.assessment.acceptance import AllFound, InForce, Marked, all_found, all_found_again, in_force, marked
from dr_desktop.assessment.application_figures import ApplicationWork, assess_application
from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.consumption import consumption_of
from dr_desktop.assessment.consumption_bill import FlowSums, MeterLine, flow_sums, flow_sums_again, meter_lines
from dr_desktop.assessment.consumption_meters import FlowKey
from dr_desktop.assessment.landing_records import NO_SHARES, LandingShares
from dr_desktop.assessment.membership import (
    Dependents,
    Members,
    dependents_of,
    members_of,
    regrouped,
    touched_applications,
)
from dr_desktop.assessment.policy_chain import ChainKey, ChainSeries
from dr_desktop.assessment.pools import PoolKey
from dr_desktop.assessment.results import (
    ApplicationResult,
    Assessment,
    Consumption,
    Kind,
    LinkResult,
    MachineResult,
    Work,
)
from dr_desktop.assessment.rules_plan import PlanFindings, plan_findings, plan_findings_again
from dr_desktop.assessment.rules_subscriptions import Subscriptions, assess_subscriptions
from dr_desktop.assessment.stores import (
    Landings,
    Stores,
    assess_landings,
    assess_links,
    assess_stores,
    pools_again,
    pools_of,
)
from dr_desktop.assessment.surroundings import Surroundings, surroundings_of
from dr_desktop.assessment.totals import Counted, counted, counted_again, totals_of
from dr_desktop.plan.change import Change, compare
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.plan import Plan

_LARGE: Final = 2_000
SHARED: Final = (
    "tiers",
    "sites",
    "links",
    "backup_targets",
    "backup_policies",
    "backup_copies",
    "churn_profiles",
    "assumptions",
)


class Memory(NamedTuple):
    """What the next assessment reuses."""

    catalog: Catalog
    around: Surroundings
    members: Mapping[str, Members]
    dependents: Dependents
    works: Mapping[str, ApplicationWork]
    marks: Mapping[str, Marked]
    accepted_by: InForce
    kinds: Counter[Kind]
    counted: Counted
    plan_found: PlanFindings
    lines: Sequence[MeterLine]
    flows: FlowSums
    stores: Stores
    landings: Landings
    chains: dict[ChainKey, ChainSeries]
    subscriptions: Subscriptions
    all_found: AllFound | None = None


def assess(plan: Plan, catalog: Catalog, previous: Assessment | None = None) -> Assessment:
    """The assessment of a plan. With `previous` only what differs from that plan is computed; the result is equal."""
    memory = previous.memory if previous is not None else None
    if previous is None or not isinstance(memory, Memory) or memory.catalog is not catalog:
        with _no_collecting(plan):
            return _from_scratch(plan, catalog)
    change = compare(previous.plan, plan)
    if not change:
        return previous._replace(plan=plan, work=Work(0, 0, 0, 0))
    if change.header or any(name in change.tables for name in SHARED):
        with _no_collecting(plan):
            return _from_scratch(plan, catalog, memory)
    return _step(plan, change, previous, memory)


@contextmanager
def _no_collecting(plan: Plan) -> Iterator[None]:
    """Results hold no cycles: walking them while they are made frees nothing and costs a sixth of the time.

    Those of a large plan are not walked afterwards either: they go by their count when the plan does.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if len(plan.machines) >= _LARGE:
                gc.freeze()
            gc.enable()


def _from_scratch(plan: Plan, catalog: Catalog, known: Memory | None = None) -> Assessment:
    around = surroundings_of(plan, catalog)
    members = members_of(plan)
    chains = known.chains if known is not None else {}
    held = known.works if known is not None and _members_hold(known.around, around) else {}
    works = {key: _application(plan, key, members, around, held.get(key)) for key in plan.applications}
    stores = assess_stores(pools_of([work.shares for work in works.values()]), around, chains, None)
    landings = assess_landings([work.result.landing for work in works.values()], stores.stamps, around)
    links, links_done = assess_links([work.links for work in works.values()], plan.links, around, {})
    accepted_by = in_force(plan.acceptances, plan.header)
    marks = {key: marked(work.findings, accepted_by) for key, work in works.items()}
    kinds = Counter(chain.from_iterable([one.open_kinds for one in marks.values()]))
    applications = {key: one.result for key, one in works.items()}
    plan_found = plan_findings(plan, around)
    lines = meter_lines([work.usage for work in works.values()], around)
    flows = flow_sums([work.usage for work in works.values()])
    memory = Memory(
        catalog,
        around,
        members,
        dependents_of(plan),
        works,
        marks,
        accepted_by,
        kinds,
        counted(applications),
        plan_found,
        lines,
        flows,
        stores,
        landings,
        chains,
        assess_subscriptions(works, applications, around),
    )
    work = Work(sum([one.computed for one in works.values()]), len(works), stores.computed, links_done)
    consumption = _consumption(plan, works, lines, flows, stores, around)
    machines = _machine_results(plan.machines, works, members)
    data_stores = _store_results(plan.data_stores, works, members)
    return _assessment(plan, memory, applications, links, consumption, machines, data_stores, work)


def _members_hold(before: Surroundings, after: Surroundings) -> bool:
    """Whether figures and findings of members are the same where their protection is; all that they read is here."""
    return (
        before.assumed == after.assumed
        and before.catalog is after.catalog
        and before.sites is after.sites
        and before.targets.keys() == after.targets.keys()
        and before.policies.keys() == after.policies.keys()
    )


def _step(plan: Plan, change: Change, previous: Assessment, memory: Memory) -> Assessment:
    around = memory.around._replace(applications=plan.applications)
    moved = regrouped(previous.plan, plan, change)
    members = members_of(plan) if moved else memory.members
    dependents = dependents_of(plan) if "applications" in change.tables else memory.dependents
    touched = touched_applications(previous.plan, plan, change, (memory.dependents, dependents))
    known = memory.works
    fresh = {
        key: _application(plan, key, members, around, known.get(key)) for key in plan.applications if key in touched
    }
    results = {key: one.result for key, one in fresh.items()}
    gone: set[str] = set()
    same_rows = "applications" not in change.tables or change.tables["applications"].same_rows
    if same_rows:
        works, applications = {**known, **fresh}, {**previous.applications, **results}
    else:
        gone = known.keys() - plan.applications.keys()
        works = {key: fresh[key] if key in fresh else known[key] for key in plan.applications}
        applications = {key: one.result for key, one in works.items()}
    old = {key: known[key] for key in touched | gone if key in known}
    pools_touched, flows_touched = _touched(known, fresh, gone)
    landings_touched = _other_landings(known, fresh, gone)
    links_touched = {link for work in (*old.values(), *fresh.values()) for link in work.links}
    # What an edit does not touch is not even looked at: walking a thousand applications costs as much as one of them.
    pools = memory.stores.pools
    if pools_touched:
        pools = pools_again(pools, pools_touched, [work.shares for work in works.values()])
    stores = assess_stores(pools, around, memory.chains, memory.stores)
    landings = assess_landings(
        [work.result.landing for work in works.values()] if landings_touched else (),
        stores.stamps,
        around,
        memory.landings,
        landings_touched,
        memory.stores.stamps,
    )
    links, links_done = assess_links(
        [work.links for work in works.values()] if links_touched else (),
        plan.links,
        around,
        previous.links,
        links_touched,
    )
    flows = memory.flows
    if flows_touched:
        flows = flow_sums_again(flows, flows_touched, [work.usage for work in works.values()])
    lines = memory.lines
    if gone or any(
        key not in known or known[key].usage.units != work.usage.units or known[key].usage.steps != work.usage.steps
        for key, work in fresh.items()
    ):
        lines = meter_lines([work.usage for work in works.values()], around)
    consumption = previous.consumption
    if (
        not same_rows
        or {"price_overrides", "cost_lines"} & set(change.tables)
        or any(stores.targets[key] is not one for key, one in memory.stores.targets.items())
        or any(key not in known or known[key].usage != work.usage for key, work in fresh.items())
    ):
        consumption = _consumption(plan, works, lines, flows, stores, around)
    accepted_by = memory.accepted_by
    if "acceptances" in change.tables:
        accepted_by = in_force(plan.acceptances, plan.header)
    if accepted_by is memory.accepted_by and same_rows:
        again = {key: marked(work.findings, accepted_by) for key, work in fresh.items()}
        others = {key: one for key, one in again.items() if one != memory.marks[key]}
        marks = {**memory.marks, **others} if others else memory.marks  # most edits change no finding
    else:
        marks = {key: marked(work.findings, accepted_by) for key, work in works.items()}
    machines, data_stores = previous.machines, previous.data_stores
    if moved:
        machines = _machine_results(plan.machines, works, members)
        data_stores = _store_results(plan.data_stores, works, members)
    elif fresh:
        machines = _with_others(machines, [(members[key].machines, one.machines) for key, one in fresh.items()])
        data_stores = _with_others(
            data_stores, [(members[key].data_stores, one.data_stores) for key, one in fresh.items()]
        )
    work = Work(sum([one.computed for one in fresh.values()]), len(fresh), stores.computed, links_done)
    kinds = Counter(memory.kinds)
    for key in memory.marks.keys() | marks.keys() if marks is not memory.marks else ():
        old_mark, new_mark = memory.marks.get(key), marks.get(key)
        if old_mark is not new_mark:
            kinds.subtract(old_mark.open_kinds if old_mark else ())
            kinds.update(new_mark.open_kinds if new_mark else ())
    plan_found = plan_findings_again(memory.plan_found, previous.plan, plan, change, around)
    remembered = Memory(
        memory.catalog,
        around,
        members,
        dependents,
        works,
        marks,
        accepted_by,
        kinds,
        counted_again(memory.counted, {key: one.result for key, one in old.items()}, results),
        plan_found,
        lines,
        flows,
        stores,
        landings,
        memory.chains,
        assess_subscriptions(
            fresh.keys() | gone,
            results,
            around,
            memory.subscriptions,
        ),
    )
    return _assessment(plan, remembered, applications, links, consumption, machines, data_stores, work, memory)


def _assessment(
    plan: Plan,
    memory: Memory,
    applications: dict[str, ApplicationResult],
    links: dict[str, LinkResult],
    consumption: Consumption,
    machines: dict[str, MachineResult],
    data_stores: dict[str, MachineResult],
    work: Work,
    known: Memory | None = None,
) -> Assessment:
    stores = memory.stores
    shared = list(chain.from_iterable(memory.plan_found))
    for results in (stores.targets, stores.stamps, links):
        for result in results.values():
            shared += result.findings
    shared += memory.landings.findings
    shared += memory.subscriptions.findings.values()
    shared += consumption.findings
    of_all = marked(shared, memory.accepted_by)
    found = _found(of_all, memory, known)
    kinds = memory.kinds + Counter(of_all.open_kinds)
    return Assessment(
        plan=plan,
        assumed=memory.around.assumed,
        machines=machines,
        data_stores=data_stores,
        applications=applications,
        targets=stores.targets,
        stamps=stores.stamps,
        links=links,
        consumption=consumption,
        findings=found.findings,
        open_kinds=dict(kinds),
        totals=totals_of(plan, memory.counted, stores.targets, consumption, found.counts),
        work=work,
        memory=memory._replace(all_found=found),
        landings=memory.landings.landings,
    )


def _found(of_all: Marked, memory: Memory, known: Memory | None) -> AllFound:
    """The findings of the plan, put together from those of `known` where the same applications are marked alike."""
    if known is None or known.all_found is None or list(known.marks) != list(memory.marks):
        return all_found(of_all, memory.marks)
    after = {}
    if known.marks is not memory.marks:
        after = {key: one for key, one in memory.marks.items() if known.marks[key] is not one}
    return all_found_again(known.all_found, of_all, known.marks, after)


def _application(
    plan: Plan,
    key: str,
    members: Mapping[str, Members],
    around: Surroundings,
    known: ApplicationWork | None,
) -> ApplicationWork:
    own = members.get(key, Members())
    return assess_application(
        plan.applications[key],
        [plan.machines[one] for one in own.machines],
        [plan.data_stores[one] for one in own.data_stores],
        [plan.drills[one] for one in own.drills],
        around,
        known,
    )


def _touched(
    known: Mapping[str, ApplicationWork], fresh: Mapping[str, ApplicationWork], gone: Iterable[str]
) -> tuple[set[PoolKey], set[FlowKey]]:
    """The pools and flows to which an edit brings something else."""
    pools = {pool for key in gone for pool in known[key].shares}
    flows = {flow for key in gone for flow in known[key].usage.flows}
    for key, work in fresh.items():
        before = known.get(key)
        shares, usage = (before.shares, before.usage.flows) if before else ({}, {})
        pools |= {pool for pool, _ in shares.items() ^ work.shares.items()}
        flows |= {flow for flow, _ in usage.items() ^ work.usage.flows.items()}
    return pools, flows


def _other_landings(
    known: Mapping[str, ApplicationWork], fresh: Mapping[str, ApplicationWork], gone: Iterable[str]
) -> list[LandingShares]:
    """What applications put into landings before and after an edit, where that differs."""
    found = [known[key].result.landing for key in gone if known[key].result.landing.source]
    for key, work in fresh.items():
        before, after = known[key].result.landing if key in known else NO_SHARES, work.result.landing
        if before != after:
            found += [one for one in (before, after) if one.source]
    return found


def _machine_results(
    table: Mapping[str, Entity], works: Mapping[str, ApplicationWork], members: Mapping[str, Members]
) -> dict[str, MachineResult]:
    return _in_order_of(table, [(members[key].machines, work.machines) for key, work in works.items()])


def _store_results(
    table: Mapping[str, Entity], works: Mapping[str, ApplicationWork], members: Mapping[str, Members]
) -> dict[str, MachineResult]:
    return _in_order_of(table, [(members[key].data_stores, work.data_stores) for key, work in works.items()])


def _with_others(
    known: dict[str, MachineResult], found: Iterable[tuple[tuple[str, ...], tuple[MachineResult, ...]]]
) -> dict[str, MachineResult]:
    """`known` with what was found where that is another result; `known` itself where nothing is."""
    others = {key: one for ids, own in found for key, one in zip(ids, own, strict=True) if known.get(key) is not one}
    return {**known, **others} if others else known


def _in_order_of(
    table: Mapping[str, Entity], found: Iterable[tuple[tuple[str, ...], tuple[MachineResult, ...]]]
) -> dict[str, MachineResult]:
    """Results by id in the order of `table`; members of no known application have none."""
    results: dict[str, MachineResult] = {}
    for ids, own in found:
        results.update(zip(ids, own, strict=True))
    if list(results) == list(table):
        return results
    return {key: results[key] for key in table if key in results}


def _consumption(
    plan: Plan,
    works: Mapping[str, ApplicationWork],
    lines: Sequence[MeterLine],
    flows: FlowSums,
    stores: Stores,
    around: Surroundings,
) -> Consumption:
    return consumption_of(
        works, lines, flows, stores.targets, stores.series, around, plan.price_overrides, plan.cost_lines, plan.links
    )
