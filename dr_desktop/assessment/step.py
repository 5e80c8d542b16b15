"""From one assessment to the next: what an edit does not touch is taken again; the result is that from scratch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from dr_desktop.assessment.acceptance import in_force, marked
from dr_desktop.assessment.application_figures import ApplicationWork, assess_application
from dr_desktop.assessment.consumption import consumption_of
from dr_desktop.assessment.landing_records import NO_SHARES, LandingShares
from dr_desktop.assessment.member_results import member_results, member_results_again
from dr_desktop.assessment.membership import dependents_of, members_of, regrouped, stated_of, touched_applications
from dr_desktop.assessment.memory import Memory, assessment_of
from dr_desktop.assessment.parts import ALL_PARTS, parts_that_hold
from dr_desktop.assessment.pool_sums import pool_sums_again
from dr_desktop.assessment.results import Assessment, Work
from dr_desktop.assessment.rules_plan import plan_findings, plan_findings_again
from dr_desktop.assessment.rules_subscriptions import assess_subscriptions
from dr_desktop.assessment.stores import assess_landings, assess_links, assess_stores
from dr_desktop.assessment.surroundings import Surroundings, surroundings_of
from dr_desktop.assessment.totals import counted_again
from dr_desktop.assessment.usage_bill import UsageBill, usage_bill, used_again, used_of
from dr_desktop.plan.change import Change
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.rows import rows_with

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


def next_assessment(plan: Plan, change: Change, previous: Assessment, memory: Memory) -> Assessment:
    """The assessment of `plan`, which differs by `change` from that of `previous` with its `memory`."""
    shared = changes_what_is_shared(change)
    if shared:
        around = surroundings_of(plan, memory.catalog)
    else:
        around = memory.around._replace(applications=plan.applications)
    holds = parts_that_hold(memory.around, around)
    moved = regrouped(previous.plan, plan, change)
    members = members_of(plan) if moved else memory.members
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
    results = {key: one.result for key, one in fresh.items()}
    gone: set[str] = set()
    same_rows = "applications" not in change.tables or change.tables["applications"].same_rows
    if same_rows:
        works, applications = rows_with(known, fresh), rows_with(previous.applications, results)
    else:
        gone = known.keys() - plan.applications.keys()
        works = {key: fresh[key] if key in fresh else known[key] for key in plan.applications}
        applications = {key: one.result for key, one in works.items()}
    old = {key: known[key] for key in fresh.keys() | gone if key in known}
    landings_touched = _other_landings(known, fresh, gone)
    # What an edit does not touch is not even looked at: walking a thousand applications costs as much as one of them.
    before, after = {key: one.shares for key, one in old.items()}, {key: one.shares for key, one in fresh.items()}
    pools = pool_sums_again(memory.pools, before, after)
    stores = assess_stores(pools.pools, around, memory.chains, None if shared else memory.stores)
    landings = assess_landings(
        [work.result.landing for work in works.values()] if landings_touched else (),
        stores.stamps,
        around,
        memory.landings,
        landings_touched,
        None if shared else memory.stores.stamps,
    )
    links_touched = None if shared else {link for one in (*old.values(), *fresh.values()) for link in one.links}
    links, links_done = assess_links(
        [work.links for work in works.values()] if links_touched != set() else (),
        plan.links,
        around,
        previous.links,
        links_touched,
    )
    usage = _usage(plan, change, memory, around, works, fresh, old, anew=shared or not same_rows)
    consumption = previous.consumption
    if (
        shared
        or not same_rows
        or usage is not memory.usage
        or "cost_lines" in change.tables
        or any(stores.targets[key] is not one for key, one in memory.stores.targets.items())
        or any(key not in known or known[key].usage != work.usage for key, work in fresh.items())
    ):
        consumption = consumption_of(works, usage, stores.targets, stores.series, around, plan.cost_lines)
    accepted_by = memory.accepted_by
    if change.header or "acceptances" in change.tables:
        accepted_by = in_force(plan.acceptances, plan.header)
    if accepted_by is memory.accepted_by and same_rows:
        again = {key: marked(work.findings, accepted_by) for key, work in fresh.items()}
        others = {key: one for key, one in again.items() if one != memory.marks[key]}
        marks = rows_with(memory.marks, others) if others else memory.marks  # most edits change no finding
    else:
        marks = {key: marked(work.findings, accepted_by) for key, work in works.items()}
    own = (previous.machines, previous.data_stores)
    own = member_results(plan, works, members) if moved else member_results_again(own, fresh, members)
    kinds = Counter(memory.kinds)
    for key in memory.marks.keys() | marks.keys() if marks is not memory.marks else ():
        old_mark, new_mark = memory.marks.get(key), marks.get(key)
        if old_mark is not new_mark:
            kinds.subtract(old_mark.open_kinds if old_mark else ())
            kinds.update(new_mark.open_kinds if new_mark else ())
    if shared:
        plan_found = plan_findings(plan, around)
        subscriptions = assess_subscriptions(works, applications, around)
    else:
        plan_found = plan_findings_again(memory.plan_found, previous.plan, plan, change, around)
        subscriptions = assess_subscriptions(fresh.keys() | gone, results, around, memory.subscriptions)
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
        usage,
        pools,
        stores,
        landings,
        memory.chains,
        subscriptions,
    )
    work = Work(sum([one.computed for one in fresh.values()]), len(fresh), stores.computed, links_done)
    return assessment_of(plan, remembered, applications, links, consumption, own, work, memory)


def _usage(
    plan: Plan,
    change: Change,
    memory: Memory,
    around: Surroundings,
    works: Mapping[str, ApplicationWork],
    fresh: Mapping[str, ApplicationWork],
    old: Mapping[str, ApplicationWork],
    *,
    anew: bool,
) -> UsageBill:
    """The bill of what is used: that of before where an edit changes nothing in it."""
    used = memory.usage.used
    if anew:
        used = used_of([work.usage for work in works.values()], around)
    else:
        before, after = {key: one.usage for key, one in old.items()}, {key: one.usage for key, one in fresh.items()}
        used = used_again(used, before, after, lambda: [work.usage for work in works.values()], around)
    if used is memory.usage.used and "price_overrides" not in change.tables:
        return memory.usage
    return usage_bill(used, around, plan.price_overrides, plan.links)


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
