"""Proposes which application depends on which, from what machines were seen to talk to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from dr_desktop.files.intake.inventory import InventoryDependency, InventoryMachine
from dr_desktop.files.intake.machine_names import short_name
from dr_desktop.plan.application import UNASSIGNED, Application
from dr_desktop.plan.plan import Plan


class DependencyProposal(NamedTuple):
    """Machines of one application were seen to connect to machines of another."""

    application: str
    """Id of the one that connects, and so is proposed to depend on the other."""
    depends_on: str
    machine_pairs: int
    rows: int
    both_ways: bool
    """The other way was seen too: which one needs the other is for the planner to say."""
    places: tuple[str, ...]


class Proposals(NamedTuple):
    """Proposals between applications, and names that belong to no machine of the plan."""

    found: tuple[DependencyProposal, ...]
    external: tuple[str, ...]


def dependency_proposals(
    plan: Plan, dependencies: Sequence[InventoryDependency], machines: Sequence[InventoryMachine] = ()
) -> Proposals:
    """What the seen connections say of applications, the most seen first; addresses are looked up in the inventory."""
    homes = _homes(plan, machines)
    pairs: Counter[tuple[str, str]] = Counter()
    rows: Counter[tuple[str, str]] = Counter()
    places: dict[tuple[str, str], list[str]] = {}
    external: dict[str, None] = {}
    for one in dependencies:
        ends = [homes.get(short_name(name)) for name in (one.source, one.target)]
        for name, home in zip((one.source, one.target), ends, strict=True):
            if home is None:
                external[name] = None
        source, target = ends
        if source is None or target is None or source == target or UNASSIGNED in (source, target):
            continue
        pair = (source, target)
        pairs[pair] += 1
        rows[pair] += one.rows
        places.setdefault(pair, []).append(one.place)
    proposals = (
        DependencyProposal(pair[0], pair[1], count, rows[pair], pair[::-1] in pairs, tuple(places[pair][:5]))
        for pair, count in pairs.items()
        if pair[1] not in plan.applications[pair[0]].depends_on
    )
    ordered = sorted(proposals, key=lambda one: (-one.machine_pairs, -one.rows, one.application, one.depends_on))
    return Proposals(tuple(ordered), tuple(external))


def with_dependencies(plan: Plan, proposals: Sequence[DependencyProposal], *, both_ways: bool = False) -> Plan:
    """The plan with the proposals that go one way, and where the planner chose them those seen `both_ways`; none that
    would close a circle with what is stated or proposed."""
    links = {key: set(one.depends_on) for key, one in plan.applications.items()}
    added: dict[str, list[str]] = {}
    for one in proposals:
        if (both_ways or not one.both_ways) and not _reaches(links, one.depends_on, one.application):
            links[one.application].add(one.depends_on)
            added.setdefault(one.application, []).append(one.depends_on)
    rows = []
    for key, targets in added.items():
        made = plan.applications[key].changed(depends_on=(*plan.applications[key].depends_on, *targets))
        if isinstance(made, Application):
            rows.append(made)
    return plan.put("applications", *rows) if rows else plan


def _homes(plan: Plan, machines: Sequence[InventoryMachine]) -> dict[str, str]:
    """Folded name or address to the application of the one machine that has it."""
    by_key = {one.source_key: one for one in plan.machines.values() if one.source_key}
    named: dict[str, set[str]] = {}
    for machine in plan.machines.values():
        if machine.application in plan.applications:
            named.setdefault(short_name(machine.name), set()).add(str(machine.application))
    for stated in machines:
        known = by_key.get(stated.key)
        if known is not None and known.application in plan.applications:
            for address in stated.addresses:
                named.setdefault(short_name(address), set()).add(str(known.application))
    return {name: next(iter(homes)) for name, homes in named.items() if len(homes) == 1}


def _reaches(links: dict[str, set[str]], start: str, end: str) -> bool:
    waiting, seen = [start], {start}
    while waiting:
        one = waiting.pop()
        if one == end:
            return True
        fresh = links.get(one, set()) - seen
        seen |= fresh
        waiting.extend(fresh)
    return False
