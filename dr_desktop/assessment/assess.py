"""assess(plan, catalog, previous): everything that follows from a plan; only what changed is computed again.

Layers: L0 figures of machines, L1 applications, L2 pools, L3 targets, stamps, links and the bill. A result is reused
only while everything it was computed from is the same. A change of what all applications share (tiers, sites, links,
targets, policies, copies, assumptions, header) computes L0 and L1 anew; chains are kept as long as their key is equal.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from typing import NamedTuple

from dr_desktop.assessment.acceptance import InForce, Marked, in_force, joined, marked
from dr_desktop.assessment.application_figures import ApplicationWork, assess_application
from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.consumption import consumption_of
from dr_desktop.assessment.policy_chain import ChainKey, ChainSeries
from dr_desktop.assessment.results import Assessment, Consumption, Kind, LinkResult, MachineResult, Work
from dr_desktop.assessment.rules_plan import PlanFindings, plan_findings, plan_findings_again
from dr_desktop.assessment.stores import Stores, assess_links, assess_stores, pools_again, pools_of
from dr_desktop.assessment.surroundings import Surroundings, surroundings_of
from dr_desktop.assessment.totals import totals_of
from dr_desktop.plan.change import Change, compare
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.drill import Drill
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import Plan

SHARED = ("tiers", "sites", "links", "backup_targets", "backup_policies", "backup_copies", "assumptions")


class Members(NamedTuple):
    """Ids of what belongs to one application, in the plan's order."""

    machines: tuple[str, ...] = ()
    data_stores: tuple[str, ...] = ()
    drills: tuple[str, ...] = ()


class Memory(NamedTuple):
    """What the next assessment reuses."""

    catalog: Catalog
    around: Surroundings
    members: Mapping[str, Members]
    dependents: Mapping[str, tuple[str, ...]]
    works: Mapping[str, ApplicationWork]
    marks: Mapping[str, Marked]
    accepted_by: InForce
    kinds: Counter[Kind]
    plan_found: PlanFindings
    stores: Stores
    chains: dict[ChainKey, ChainSeries]


def assess(plan: Plan, catalog: Catalog, previous: Assessment | None = None) -> Assessment:
    """The assessment of a plan. With `previous` only what differs from that plan is computed; the result is equal."""
    memory = previous.memory if previous is not None else None
    if previous is None or not isinstance(memory, Memory) or memory.catalog is not catalog:
        return _from_scratch(plan, catalog, {})
    change = compare(previous.plan, plan)
    if not change:
        return previous._replace(plan=plan, work=Work(0, 0, 0, 0))
    if change.header or any(name in change.tables for name in SHARED):
        return _from_scratch(plan, catalog, memory.chains)
    return _step(plan, change, previous, memory)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Results hold no cycles: walking them while they are made frees nothing and costs a sixth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_no_collecting()
def _from_scratch(plan: Plan, catalog: Catalog, chains: dict[ChainKey, ChainSeries]) -> Assessment:
    around = surroundings_of(plan, catalog)
    members = _members(plan)
    works = {key: _application(plan, key, members, around, None) for key in plan.applications}
    stores = assess_stores(pools_of([work.shares for work in works.values()]), around, chains, None)
    links, links_done = assess_links([work.links for work in works.values()], plan.links, around, {})
    accepted_by = in_force(plan.acceptances, plan.header)
    marks = {key: marked(work.findings, accepted_by) for key, work in works.items()}
    kinds = Counter(chain.from_iterable([one.open_kinds for one in marks.values()]))
    plan_found = plan_findings(plan, around)
    memory = Memory(
        catalog, around, members, _dependents(plan), works, marks, accepted_by, kinds, plan_found, stores, chains
    )
    work = Work(sum([one.computed for one in works.values()]), len(works), stores.computed, links_done)
    consumption = _consumption(plan, works, stores, around)
    machines = _machine_results(plan.machines, works, members)
    data_stores = _store_results(plan.data_stores, works, members)
    return _assessment(plan, memory, links, consumption, machines, data_stores, work)


def _step(plan: Plan, change: Change, previous: Assessment, memory: Memory) -> Assessment:
    around = memory.around._replace(applications=plan.applications)
    regrouped = _regrouped(previous.plan, plan, change)
    members = _members(plan) if regrouped else memory.members
    dependents = _dependents(plan) if "applications" in change.tables else memory.dependents
    touched = _touched(previous.plan, plan, change, memory, dependents)
    known = memory.works
    fresh = {
        key: _application(plan, key, members, around, known.get(key)) for key in plan.applications if key in touched
    }
    if "applications" in change.tables:
        works = {key: fresh[key] if key in fresh else known[key] for key in plan.applications}
    else:
        works = {**known, **fresh}
    old = [known[key] for key in touched | (known.keys() - works.keys()) if key in known]
    pools_touched = {pool for work in (*old, *fresh.values()) for pool in work.shares}
    links_touched = {link for work in (*old, *fresh.values()) for link in work.links}
    pools = pools_again(memory.stores.pools, pools_touched, [work.shares for work in works.values()])
    stores = assess_stores(pools, around, memory.chains, memory.stores)
    links, links_done = assess_links(
        [work.links for work in works.values()], plan.links, around, previous.links, links_touched
    )
    consumption = previous.consumption
    if (
        works.keys() != known.keys()
        or {"price_overrides", "cost_lines"} & set(change.tables)
        or any(stores.targets[key] is not one for key, one in memory.stores.targets.items())
        or any(key not in known or known[key].usage != work.usage for key, work in fresh.items())
    ):
        consumption = _consumption(plan, works, stores, around)
    accepted_by = memory.accepted_by
    if "acceptances" in change.tables:
        accepted_by = in_force(plan.acceptances, plan.header)
    marks = {
        key: memory.marks[key]
        if key not in fresh and accepted_by is memory.accepted_by
        else marked(work.findings, accepted_by)
        for key, work in works.items()
    }
    machines, data_stores = previous.machines, previous.data_stores
    if regrouped:
        machines = _machine_results(plan.machines, works, members)
        data_stores = _store_results(plan.data_stores, works, members)
    elif fresh:
        machines, data_stores = dict(machines), dict(data_stores)
        for key, one in fresh.items():
            machines.update(zip(members[key].machines, one.machines, strict=True))
            data_stores.update(zip(members[key].data_stores, one.data_stores, strict=True))
    work = Work(sum([one.computed for one in fresh.values()]), len(fresh), stores.computed, links_done)
    kinds = Counter(memory.kinds)
    for key in memory.marks.keys() | marks.keys():
        old_mark, new_mark = memory.marks.get(key), marks.get(key)
        if old_mark is not new_mark:
            kinds.subtract(old_mark.open_kinds if old_mark else ())
            kinds.update(new_mark.open_kinds if new_mark else ())
    plan_found = plan_findings_again(memory.plan_found, previous.plan, plan, change, around)
    remembered = Memory(
        memory.catalog, around, members, dependents, works, marks, accepted_by, kinds, plan_found, stores, memory.chains
    )
    return _assessment(plan, remembered, links, consumption, machines, data_stores, work)


def _assessment(
    plan: Plan,
    memory: Memory,
    links: dict[str, LinkResult],
    consumption: Consumption,
    machines: dict[str, MachineResult],
    data_stores: dict[str, MachineResult],
    work: Work,
) -> Assessment:
    applications = {key: one.result for key, one in memory.works.items()}
    stores = memory.stores
    shared = list(chain.from_iterable(memory.plan_found))
    for results in (stores.targets, stores.stamps, links):
        for result in results.values():
            shared += result.findings
    shared += consumption.findings
    of_all = marked(shared, memory.accepted_by)
    findings, counts = joined((of_all, *memory.marks.values()))
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
        findings=findings,
        open_kinds=dict(kinds),
        totals=totals_of(plan, applications, stores.targets, consumption, counts),
        work=work,
        memory=memory,
    )


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


def _members(plan: Plan) -> dict[str, Members]:
    machines: dict[str, list[str]] = {}
    stores: dict[str, list[str]] = {}
    drills: dict[str, list[str]] = {}
    tables: tuple[tuple[Mapping[str, Machine | DataStore | Drill], dict[str, list[str]]], ...] = (
        (plan.machines, machines),
        (plan.data_stores, stores),
        (plan.drills, drills),
    )
    for table, grouped in tables:
        for key, one in table.items():
            if one.application is not None:
                grouped.setdefault(one.application, []).append(key)
    return {
        key: Members(tuple(machines.get(key, ())), tuple(stores.get(key, ())), tuple(drills.get(key, ())))
        for key in plan.applications
    }


def _dependents(plan: Plan) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key, application in plan.applications.items():
        for needed in application.depends_on:
            found[needed] = (*found.get(needed, ()), key)
    return found


def _regrouped(before: Plan, after: Plan, change: Change) -> bool:
    """Whether a machine, data store or drill came, went, moved, or changed its application."""
    if "applications" in change.tables and not change.tables["applications"].same_rows:
        return True
    for name in ("machines", "data_stores", "drills"):
        difference = change.tables.get(name)
        if difference is None:
            continue
        if not difference.same_rows:
            return True
        old, new = before.table(name), after.table(name)
        if any(
            getattr(old[key], "application", None) != getattr(new[key], "application", None)
            for key in difference.changed
        ):
            return True
    return False


def _touched(
    before: Plan, after: Plan, change: Change, memory: Memory, dependents: Mapping[str, tuple[str, ...]]
) -> set[str]:
    """The applications whose result may differ."""
    touched: set[str] = set()
    for name in ("machines", "data_stores", "drills"):
        difference = change.tables.get(name)
        if difference is None:
            continue
        old, new = before.table(name), after.table(name)
        for key in (*difference.removed, *difference.changed):
            touched.add(getattr(old[key], "application", None) or "")
        for key in (*difference.inserted, *difference.changed):
            touched.add(getattr(new[key], "application", None) or "")
        if difference.moved:
            touched.update(after.applications)
    applications = change.tables.get("applications")
    if applications is not None:
        for key in (*applications.removed, *applications.inserted, *applications.changed):
            touched.add(key)
            touched.update(dependents.get(key, ()))
            touched.update(memory.dependents.get(key, ()))
    return touched & set(after.applications)


def _machine_results(
    table: Mapping[str, Entity], works: Mapping[str, ApplicationWork], members: Mapping[str, Members]
) -> dict[str, MachineResult]:
    return _in_order_of(table, [(members[key].machines, work.machines) for key, work in works.items()])


def _store_results(
    table: Mapping[str, Entity], works: Mapping[str, ApplicationWork], members: Mapping[str, Members]
) -> dict[str, MachineResult]:
    return _in_order_of(table, [(members[key].data_stores, work.data_stores) for key, work in works.items()])


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


def _consumption(plan: Plan, works: Mapping[str, ApplicationWork], stores: Stores, around: Surroundings) -> Consumption:
    uses = {key: (work.usage, work.shares) for key, work in works.items()}
    return consumption_of(uses, stores.targets, stores.series, around, plan.price_overrides, plan.cost_lines)
