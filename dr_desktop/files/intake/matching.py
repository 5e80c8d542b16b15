"""Finds the machines of an inventory in a plan."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dr_desktop.files.intake.inventory import InventoryMachine
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import Plan


class Matches(NamedTuple):
    """Machines of the plan by inventory key; names of those found by name only, and of those that fit several."""

    known: Mapping[str, Machine]
    by_name: tuple[str, ...]
    ambiguous: tuple[str, ...]


def match(plan: Plan, machines: Sequence[InventoryMachine]) -> Matches:
    """Each machine of the inventory and the one machine of the plan that it is, by key, else by name.

    A name counts only where neither the inventory nor what is left of the plan has it twice.
    """
    keys = {one.key.strip() for one in machines}
    by_key = {one.source_key: one for one in plan.machines.values() if one.source_key in keys}
    by_name: dict[str, list[Machine]] = {}
    for one in plan.machines.values():
        if one.name and one.source_key not in by_key:
            by_name.setdefault(one.name.casefold(), []).append(one)
    wanted = Counter(one.name.strip().casefold() for one in machines if one.key.strip() not in by_key)
    known: dict[str, Machine] = {}
    named, ambiguous = [], []
    for stated in machines:
        found = by_key.get(stated.key.strip())
        if found is None:
            name = stated.name.strip().casefold()
            candidates = by_name.get(name, [])
            if len(candidates) == 1 and wanted[name] == 1:
                found = candidates[0]
                if found.source_key:
                    named.append(stated.name)
            elif candidates:
                ambiguous.append(stated.name)
        if found is not None:
            known[stated.key] = found
    return Matches(known, tuple(named), tuple(ambiguous))
