"""From one assessment to the next: what an edit does not touch is taken again; the result is that from scratch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from typing import Final, NamedTuple

from dr_desktop.assessment.acceptance import InForce, Marked, in_force, marked
from dr_desktop.assessment.application_figures import ApplicationWork, assess_application
from dr_desktop.assessment.consumption import consumption_of
from dr_desktop.assessment.landing_records import NO_SHARES, LandingShares
from dr_desktop.assessment.member_results import member_results, member_results_again
from dr_desktop.assessment.membership import (
    Dependents,
    Members,
    dependents_of,
    members_of,
    regrouped,
    stated_of,
    touched_applications,
)
from dr_desktop.assessment.memory import Memory, assessment_of
from dr_desktop.assessment.parts import ALL_PARTS, parts_that_hold
from dr_desktop.assessment.pool_sums import pool_sums_again
from dr_desktop.assessment.results import Assessment, Consumption, Kind, LinkResult, Work
from dr_desktop.assessment.rules_plan import plan_findings, plan_findings_again
from dr_desktop.assessment.rules_subscriptions import assess_subscriptions
from dr_desktop.assessment.stores import Landings, Stores, assess_landings, assess_links, assess_stores
from dr_desktop.assessment.surroundings import Surroundings, surroundings_of
from dr_desktop.assessment.totals import counted_again
from dr_desktop.assessment.usage_bill import UsageBill, usage_bill, used_again, used_of
from dr_desktop.plan.change import Change
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.rows import put_into

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


def changes_what_is_shared(change: Change) -> bool:
    """Whether an edit changes what all applications share."""
    return change.header or any(name in change.tables for name in SHARED)


class _Step(NamedTuple):
    """An edit, and what applications come to after it.

    `shared`: it changes what all applications share. `same_rows`: the same applications stand in the same order.
    `works` are those of all applications; `fresh` those that are others than before, `old` what these and the ones that
    are `gone` came to before.
    """

    plan: Plan
    change: Change
    previous: Assessment
    memory: Memory
    around: Surroundings
    shared: bool
    same_rows: bool
    members: Mapping[str, Members]
    dependents: Dependents
    works: Mapping[str, ApplicationWork]
    fresh: Mapping[str, ApplicationWork]
    old: Mapping[str, ApplicationWork]
    gone: Set[str]


def next_assessment(plan: Plan, change: Change, previous: Assessment, memory: Memory) -> Assessment:
    """The assessment of `plan`, which differs by `change` from that of `previous` with its `memory`.

    What an edit does not touch is not even looked at: walking a thousand applications costs as much as one of them.
    """
    moved = regrouped(previous.plan, plan, change)
    step = _step(plan, change, previous, memory, members_of(plan) if moved else memory.members)
    works, fresh, around = step.works, step.fresh, step.around
    results = {key: one.result for key, one in fresh.items()}
    if step.same_rows:
        applications = put_into(previous.applications, results)
    else:
        applications = {key: one.result for key, one in works.items()}
    shares = {key: one.shares for key, one in step.old.items()}, {key: one.shares for key, one in fresh.items()}
    pools = pool_sums_again(memory.pools, *shares)
    stores = assess_stores(pools.pools, around, memory.chains, None if step.shared else memory.stores)
    links, links_done = _links(step)
    usage = _usage(step)
    marks, accepted_by = _marks(step)
    own = (previous.machines, previous.data_stores)
    own = member_results(plan, works, step.members) if moved else member_results_again(own, fresh, step.members)
    if step.shared:
        plan_found = plan_findings(plan, around)
        subscriptions = assess_subscriptions(works, applications, around)
    else:
        plan_found = plan_findings_again(memory.plan_found, previous.plan, plan, change, around)
        subscriptions = assess_subscriptions(fresh.keys() | step.gone, results, around, memory.subscriptions)
    remembered = Memory(
        memory.catalog,
        around,
        step.members,
        step.dependents,
        works,
        marks,
        accepted_by,
        _open_kinds(memory, marks),
        counted_again(memory.counted, {key: one.result for key, one in step.old.items()}, results),
        plan_found,
        usage,
        pools,
        stores,
        _landings(step, stores),
        memory.chains,
        subscriptions,
    )
    work = Work(sum([one.computed for one in fresh.values()]), len(fresh), stores.computed, links_done)
    consumption = _consumption(step, usage, stores)
    return assessment_of(plan, remembered, applications, links, consumption, own, work, memory)


def _step(plan: Plan, change: Change, previous: Assessment, memory: Memory, members: Mapping[str, Members]) -> _Step:
    """Assess the applications that an edit touches."""
    shared = changes_what_is_shared(change)
    if shared:
        around = surroundings_of(plan, memory.catalog)
    else:
        around = memory.around._replace(applications=plan.applications)
    holds = parts_that_hold(memory.around, around)
    dependents = dependents_of(plan) if "applications" in change.tables else memory.dependents
    known = memory.works
    if shared and len(holds) < len(ALL_PARTS):
        touched = set(plan.applications)
    else:
        touched = touched_applications(previous.plan, plan, change, (memory.dependents, dependents))
    looked_at = {
        key: assess_application(stated_of(plan, key, members[key]), around, known.get(key), holds)
        for key in plan.applications
        if key in touched
    }
    fresh = {key: work for key, work in looked_at.items() if work is not known.get(key)}
    same_rows = "applications" not in change.tables or change.tables["applications"].same_rows
    gone: Set[str] = frozenset()
    if same_rows:
        works = put_into(known, fresh)
    else:
        gone = known.keys() - plan.applications.keys()
        works = {key: fresh[key] if key in fresh else known[key] for key in plan.applications}
    old = {key: known[key] for key in fresh.keys() | gone if key in known}
    return _Step(
        plan, change, previous, memory, around, shared, same_rows, members, dependents, works, fresh, old, gone
    )


def _links(step: _Step) -> tuple[dict[str, LinkResult], int]:
    """The load of every link, and how many were computed."""
    touched: set[str] | None = None
    if not step.shared:
        touched = {link for one in (*step.old.values(), *step.fresh.values()) for link in one.links}
    shares = [work.links for work in step.works.values()] if touched is None or touched else ()
    return assess_links(shares, step.plan.links, step.around, step.previous.links, touched)


def _landings(step: _Step, stores: Stores) -> Landings:
    """Every stamp after every loss."""
    memory, touched = step.memory, _other_landings(step)
    shares = [work.result.landing for work in step.works.values()] if touched else ()
    known = None if step.shared else memory.stores.stamps
    return assess_landings(shares, stores.stamps, step.around, memory.landings, touched, known)


def _other_landings(step: _Step) -> list[LandingShares]:
    """What applications put into landings before and after an edit, where that differs."""
    found = [step.old[key].result.landing for key in step.gone]
    for key, work in step.fresh.items():
        before, after = step.old[key].result.landing if key in step.old else NO_SHARES, work.result.landing
        if before != after:
            found += (before, after)
    return [one for one in found if one.source]


def _usage(step: _Step) -> UsageBill:
    """The bill of what is used: that of before where an edit changes nothing in it."""
    known, around, works = step.memory.usage, step.around, step.works
    used = known.used
    if step.shared or not step.same_rows:
        used = used_of([work.usage for work in works.values()], around)
    else:
        before = {key: one.usage for key, one in step.old.items()}
        after = {key: one.usage for key, one in step.fresh.items()}
        used = used_again(used, before, after, lambda: [work.usage for work in works.values()], around)
    if used is known.used and "price_overrides" not in step.change.tables:
        return known
    return usage_bill(used, around, step.plan.price_overrides, step.plan.links)


def _consumption(step: _Step, usage: UsageBill, stores: Stores) -> Consumption:
    """The bill of the plan: that of before where nothing in it is another."""
    memory, old = step.memory, step.old
    if (
        step.shared
        or not step.same_rows
        or usage is not memory.usage
        or "cost_lines" in step.change.tables
        or any(stores.targets[key] is not one for key, one in memory.stores.targets.items())
        or any(key not in old or old[key].usage != work.usage for key, work in step.fresh.items())
    ):
        return consumption_of(step.works, usage, stores.targets, stores.series, step.around, step.plan.cost_lines)
    return step.previous.consumption


def _marks(step: _Step) -> tuple[Mapping[str, Marked], InForce]:
    """The findings of each application with what was accepted of them, and the acceptances that count."""
    known, accepted_by = step.memory.marks, step.memory.accepted_by
    if step.change.header or "acceptances" in step.change.tables:
        accepted_by = in_force(step.plan.acceptances, step.plan.header)
    if accepted_by is not step.memory.accepted_by or not step.same_rows:
        return {key: marked(work.findings, accepted_by) for key, work in step.works.items()}, accepted_by
    again = {key: marked(work.findings, accepted_by) for key, work in step.fresh.items()}
    others = {key: one for key, one in again.items() if one != known[key]}
    return put_into(known, others) if others else known, accepted_by  # most edits change no finding


def _open_kinds(memory: Memory, marks: Mapping[str, Marked]) -> Counter[Kind]:
    """The kinds of open findings, counted over all applications."""
    if marks is memory.marks:
        return memory.kinds
    kinds = Counter(memory.kinds)
    for key in memory.marks.keys() | marks.keys():
        old, new = memory.marks.get(key), marks.get(key)
        if old is not new:
            kinds.subtract(old.open_kinds if old else ())
            kinds.update(new.open_kinds if new else ())
    return kinds
