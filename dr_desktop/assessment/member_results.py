"""The results of all machines and data stores, gathered from those of the applications."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from dr_desktop.assessment.application_figures import ApplicationWork
from dr_desktop.assessment.membership import Members
from dr_desktop.assessment.results import MachineResult
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.rows import put_into

MemberResults = tuple[dict[str, MachineResult], dict[str, MachineResult]]
"""Of machines and of data stores, by id in the order of the plan."""

_Own = Iterable[tuple[tuple[str, ...], tuple[MachineResult, ...]]]


def member_results(plan: Plan, works: Mapping[str, ApplicationWork], members: Mapping[str, Members]) -> MemberResults:
    """The results of all members; those of no known application have none."""
    return (
        _in_order_of(plan.machines, [(members[key].machines, work.machines) for key, work in works.items()]),
        _in_order_of(plan.data_stores, [(members[key].data_stores, work.data_stores) for key, work in works.items()]),
    )


def member_results_again(
    known: MemberResults, fresh: Mapping[str, ApplicationWork], members: Mapping[str, Members]
) -> MemberResults:
    """`known` with the members of `fresh` where these have another result; all belong where they belonged."""
    machines, data_stores = known
    return (
        _with_others(machines, [(members[key].machines, work.machines) for key, work in fresh.items()]),
        _with_others(data_stores, [(members[key].data_stores, work.data_stores) for key, work in fresh.items()]),
    )


def _with_others(known: dict[str, MachineResult], found: _Own) -> dict[str, MachineResult]:
    others = {key: one for ids, own in found for key, one in zip(ids, own, strict=True) if known.get(key) is not one}
    return put_into(known, others) if others else known


def _in_order_of(table: Collection[str], found: _Own) -> dict[str, MachineResult]:
    results: dict[str, MachineResult] = {}
    for ids, own in found:
        results.update(zip(ids, own, strict=True))
    if list(results) == list(table):
        return results
    return {key: results[key] for key in table if key in results}
