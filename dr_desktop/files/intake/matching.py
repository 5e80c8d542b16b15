"""Finds the machines of an inventory in a plan."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dr_desktop.files.intake.inventory import InventoryMachine
from dr_desktop.files.intake.machine_names import short_name
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import Plan


class Matches(NamedTuple):
    """Machines of the plan by inventory key; names of those found by name only, and of those that fit several."""

    known: Mapping[str, Machine]
    by_name: tuple[str, ...]
    ambiguous: tuple[str, ...]


def match(plan: Plan, machines: Sequence[InventoryMachine]) -> Matches:
    """Each machine of the inventory and the one machine of the plan that it is, by key, else by name.

    A name counts only where neither the inventory nor what is left of the plan has it twice; with its domain first,
    then without. Rows of this program's own workbook carry the id of the plan.
    """
    keys = {one.key.strip() for one in machines}
    by_key = {one.source_key: one for one in plan.machines.values() if one.source_key in keys}
    by_key |= {key: plan.machines[key[5:]] for key in keys if key.startswith("plan:") and key[5:] in plan.machines}
    found_ids = {one.id for one in by_key.values()}
    rest = [one for one in plan.machines.values() if one.name and one.id not in found_ids]
    unmatched = [one for one in machines if one.key.strip() not in by_key]
    known = {one.key: by_key[one.key.strip()] for one in machines if one.key.strip() in by_key}
    named, ambiguous = [], []
    for fold in (_folded, short_name):
        candidates: dict[str, list[Machine]] = {}
        for one in rest:
            candidates.setdefault(fold(one.name), []).append(one)
        wanted = Counter(fold(one.name) for one in unmatched)
        left = []
        for stated in unmatched:
            name = fold(stated.name)
            fitting = candidates.get(name, [])
            if len(fitting) == 1 and wanted[name] == 1:
                known[stated.key] = fitting[0]
                if fitting[0].source_key:
                    named.append(stated.name)
            elif fitting and fold is _folded:
                ambiguous.append(stated.name)
            else:
                left.append(stated)
        taken = {one.id for one in known.values()}
        rest = [one for one in rest if one.id not in taken]
        unmatched = left
    return Matches(known, tuple(named), tuple(ambiguous))


def _folded(name: str) -> str:
    return name.strip().casefold()
