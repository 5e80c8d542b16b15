"""What an assessment remembers for the next one, and how one is put together from that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

from dr_desktop.assessment.acceptance import AllFound, InForce, Marked, all_found, all_found_again, marked
from dr_desktop.assessment.application_figures import ApplicationWork
from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.member_results import MemberResults
from dr_desktop.assessment.membership import Dependents, Members
from dr_desktop.assessment.policy_chain import ChainKey, ChainSeries
from dr_desktop.assessment.pool_sums import PoolSums
from dr_desktop.assessment.results import (
    ApplicationResult,
    Assessment,
    Consumption,
    Kind,
    LinkResult,
    Work,
)
from dr_desktop.assessment.rules_plan import PlanFindings
from dr_desktop.assessment.rules_subscriptions import Subscriptions
from dr_desktop.assessment.stores import Landings, Stores
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.totals import Counted, totals_of
from dr_desktop.assessment.usage_bill import UsageBill
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.rows import other_rows


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
    usage: UsageBill
    pools: PoolSums
    stores: Stores
    landings: Landings
    chains: dict[ChainKey, ChainSeries]
    subscriptions: Subscriptions
    all_found: AllFound | None = None


def memory_of(assessment: Assessment) -> Memory:
    """What an assessment was made with; raises ValueError for one that `assess` did not make."""
    if not isinstance(assessment.memory, Memory):
        raise ValueError("This follows from an assessment: assess the plan first.")
    return assessment.memory


def assessment_of(
    plan: Plan,
    memory: Memory,
    applications: dict[str, ApplicationResult],
    links: dict[str, LinkResult],
    consumption: Consumption,
    members: MemberResults,
    work: Work,
    known: Memory | None = None,
) -> Assessment:
    """The assessment that holds all this; `known` is what the one before remembered, where there was one."""
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
        machines=members[0],
        data_stores=members[1],
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
    others = None if known is None else other_rows(known.marks, memory.marks)
    if known is None or known.all_found is None or others is None:
        return all_found(of_all, memory.marks)
    after = {key: memory.marks[key] for key in others}
    return all_found_again(known.all_found, of_all, known.marks, after)
