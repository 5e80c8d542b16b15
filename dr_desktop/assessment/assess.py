"""assess(plan, catalog, previous): everything that follows from a plan; only what changed is computed again.

Layers: L0 figures of machines, L1 applications, L2 pools, L3 targets, stamps, links and the bill. A result is reused
only while everything it was computed from is the same. After a change of what all applications share (tiers, sites,
links, targets, policies, copies, assumptions, header) those parts of L0 and L1 are computed anew that read what
changed (`parts`), and all of L3; chains are kept as long as their key is equal.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Final

from dr_desktop.assessment.acceptance import in_force, marked
from dr_desktop.assessment.application_figures import assess_application
from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.consumption import consumption_of
from dr_desktop.assessment.member_results import member_results
from dr_desktop.assessment.membership import dependents_of, members_of, stated_of
from dr_desktop.assessment.memory import Memory, assessment_of
from dr_desktop.assessment.policy_chain import ChainKey, ChainSeries
from dr_desktop.assessment.pool_sums import pool_sums
from dr_desktop.assessment.results import Assessment, Work
from dr_desktop.assessment.rules_plan import plan_findings
from dr_desktop.assessment.rules_subscriptions import assess_subscriptions
from dr_desktop.assessment.step import changes_what_is_shared, next_assessment
from dr_desktop.assessment.stores import assess_landings, assess_links, assess_stores
from dr_desktop.assessment.surroundings import surroundings_of
from dr_desktop.assessment.totals import counted
from dr_desktop.assessment.usage_bill import usage_bill, used_of
from dr_desktop.plan.change import compare
from dr_desktop.plan.plan import Plan

_LARGE: Final = 2_000


def assess(plan: Plan, catalog: Catalog, previous: Assessment | None = None) -> Assessment:
    """The assessment of a plan. With `previous` only what differs from that plan is computed; the result is equal."""
    memory = previous.memory if previous is not None else None
    if previous is None or not isinstance(memory, Memory) or memory.catalog is not catalog:
        with _no_collecting(plan):
            return _from_scratch(plan, catalog)
    change = compare(previous.plan, plan)
    if not change:
        return previous._replace(plan=plan, work=Work(0, 0, 0, 0))
    if changes_what_is_shared(change):
        with _no_collecting(plan):
            return next_assessment(plan, change, previous, memory)
    return next_assessment(plan, change, previous, memory)


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


def _from_scratch(plan: Plan, catalog: Catalog) -> Assessment:
    around = surroundings_of(plan, catalog)
    members = members_of(plan)
    chains: dict[ChainKey, ChainSeries] = {}
    works = {key: assess_application(stated_of(plan, key, own), around) for key, own in members.items()}
    pools = pool_sums({key: work.shares for key, work in works.items()})
    stores = assess_stores(pools.pools, around, chains, None)
    landings = assess_landings([work.result.landing for work in works.values()], stores.stamps, around)
    links, links_done = assess_links([work.links for work in works.values()], plan.links, around, {})
    accepted_by = in_force(plan.acceptances, plan.header)
    marks = {key: marked(work.findings, accepted_by) for key, work in works.items()}
    kinds = Counter(chain.from_iterable([one.open_kinds for one in marks.values()]))
    applications = {key: one.result for key, one in works.items()}
    used = used_of([work.usage for work in works.values()], around)
    usage = usage_bill(used, around, plan.price_overrides, plan.links)
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
        plan_findings(plan, around),
        usage,
        pools,
        stores,
        landings,
        chains,
        assess_subscriptions(works, applications, around),
    )
    work = Work(sum([one.computed for one in works.values()]), len(works), stores.computed, links_done)
    consumption = consumption_of(works, usage, stores.targets, stores.series, around, plan.cost_lines)
    results = member_results(plan, works, members)
    return assessment_of(plan, memory, applications, links, consumption, results, work)
