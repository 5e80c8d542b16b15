"""Takes an inventory over into a plan: what the file states is renewed, what the planner stated stays."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from dr_desktop.files.intake.grouping import Grouping, propose
from dr_desktop.files.intake.inventory import Basis, Inventory, InventoryMachine, SkippedRow, used_gib
from dr_desktop.files.intake.matching import Matches, match
from dr_desktop.plan.application import UNASSIGNED, Application
from dr_desktop.plan.entity import Problem, problem_of
from dr_desktop.plan.machine import Disk, Machine
from dr_desktop.plan.plan import ID_PREFIX, Plan

BASIS_WORDS: Final[Mapping[Basis, str]] = {
    "provisioned": "provisioned",
    "in_use": "in use on the datastore",
    "guest_consumed": "consumed in the guest",
}


class MergeChoices(NamedTuple):
    """What the planner chose for an import."""

    source_site: str | None
    """Id of the site that the machines run at; None leaves it open."""
    basis: Basis | None
    """What counts as used; None leaves it unknown, so that an assumption stands in."""
    grouping: Grouping | None
    """How machines find their application; None puts the new ones into Unassigned."""


class MergeResult(NamedTuple):
    """The plan after an import and what came of each row; ids are those of the plan."""

    plan: Plan
    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    skipped: tuple[SkippedRow, ...]
    new_applications: tuple[str, ...]
    notes: tuple[str, ...]


LARGEST_DISK_GIB: Final = 1023
"""Azure Stack, managed disk considerations (2025-01-24)."""


def merged(plan: Plan, inventory: Inventory, choices: MergeChoices) -> MergeResult:
    """Take the machines of an inventory over.

    A machine is known by its inventory key, else by a name that only one machine has. Of a known machine only what
    the file states is renewed; its protection, overrides and application stay, unless it lies in no application or in
    Unassigned. Templates and rows that cannot be a machine are skipped visibly; nothing of the plan is removed.
    """
    usable = [one for one in inventory.machines if not one.template]
    skipped = list(inventory.skipped)
    skipped += [SkippedRow(one.place, one.name, "It is a template.", one) for one in inventory.machines if one.template]
    matches = match(plan, usable)
    homes = _homes(plan, usable, choices.grouping)
    rows: list[Machine] = []
    new, changed, unchanged = [], [], []
    for one in usable:
        known = matches.known.get(one.key)
        made = _machine(plan, one, known, homes.by_key[one.key], choices.basis)
        if isinstance(made, Problem):
            skipped.append(SkippedRow(one.place, one.name, str(made), one))
        elif known is None:
            rows.append(made)
            new.append(made.id)
        elif made == known:
            unchanged.append(known.id)
        else:
            rows.append(made)
            changed.append(made.id)
    needed = {row.application for row in rows if row.application is not None}
    applications = _applications(plan, homes.names, needed, choices.source_site)
    after = plan.put("applications", *applications) if applications else plan
    after = after.put("machines", *rows) if rows else after
    added = tuple(one.id for one in applications if one.id not in plan.applications)
    notes = _notes(plan, usable, matches, choices)
    return MergeResult(after, tuple(new), tuple(changed), tuple(unchanged), tuple(skipped), added, notes)


class _Homes(NamedTuple):
    """The application of each machine by inventory key, and the names of those that the plan lacks."""

    by_key: Mapping[str, str]
    names: Mapping[str, str]


def _homes(plan: Plan, machines: list[InventoryMachine], grouping: Grouping | None) -> _Homes:
    by_key = dict.fromkeys((one.key for one in machines), UNASSIGNED)
    names = {UNASSIGNED: "Unassigned"}
    if grouping is None:
        return _Homes(by_key, names)
    named: dict[str, str] = {}
    for key, application in plan.applications.items():
        named.setdefault(application.name.casefold(), key)
    taken = set(plan.applications)
    for label, keys in propose(machines, grouping).applications.items():
        home = named.get(label.casefold())
        if home is None:
            home = _free_id("applications", label, taken)
            named[label.casefold()] = home
            taken.add(home)
            names[home] = label
        by_key.update(dict.fromkeys(keys, home))
    return _Homes(by_key, names)


def _applications(plan: Plan, names: Mapping[str, str], needed: set[str], site: str | None) -> list[Application]:
    """The applications to add, and those in the plan that have no source site yet."""
    found = []
    for key in needed:
        known = plan.applications.get(key)
        if known is None and key in names:
            found.append(Application(id=key, name=names[key][:20_000], source_site=site))
        elif known is not None and known.source_site is None and site is not None:
            placed = known.changed(source_site=site)
            if isinstance(placed, Application):
                found.append(placed)
    order = {key: at for at, key in enumerate((*plan.applications, *names))}
    return sorted(found, key=lambda one: order[one.id])


def _machine(
    plan: Plan, stated: InventoryMachine, known: Machine | None, home: str, basis: Basis | None
) -> Machine | Problem:
    used = used_gib(stated, basis) if basis is not None else None
    values: dict[str, Any] = {
        "name": stated.name,
        "vcpus": stated.vcpus,
        "memory_gib": stated.memory_gib,
        "disks": _disks(stated) or None,
        "used_gib": used,
        "size_basis": BASIS_WORDS[basis] if basis is not None and used is not None else None,
        "os": None if stated.os == "unknown" else stated.os,
        "power": None if stated.power == "unknown" else stated.power,
        "source_key": stated.key,
    }
    values = {field: value for field, value in values.items() if value is not None}
    if known is None:
        identity = {"id": _free_id("machines", stated.key, plan.machines), "application": home}
        return _validated({**identity, "tags": _tags(stated), "protected": "undecided", **values})
    if known.disks and not stated.disks_gib:
        values.pop("disks", None)  # a total says less than what the plan holds
    elif "disks" in values:
        values["disks"] = _still_excluded(values["disks"], known.disks)
    if known.application in (None, UNASSIGNED) or known.application not in plan.applications:
        values["application"] = home
    return _validated({**known.__dict__, "tags": {**known.tags, **_tags(stated)}, **values})


def _disks(stated: InventoryMachine) -> tuple[Disk, ...]:
    """The disks of the inventory; where it lists none, its total in equal parts that a stamp can hold."""
    if stated.disks_gib:
        return tuple(Disk(size_gib=size) for size in stated.disks_gib)
    total = stated.capacity_gib or stated.provisioned_gib
    if not total:
        return ()
    count = math.ceil(total / LARGEST_DISK_GIB)
    return tuple(Disk(size_gib=total / count) for _ in range(count))


def _validated(values: dict[str, Any]) -> Machine | Problem:
    try:
        return Machine.model_validate(values)
    except ValidationError as error:
        return problem_of(Machine, values["id"], error)


def _still_excluded(disks: tuple[Disk, ...], before: tuple[Disk, ...]) -> tuple[Disk, ...]:
    """The disks as the file lists them, those left out that were left out before, by size."""
    left_out = [disk.size_gib for disk in before if disk.excluded]
    found = []
    for disk in disks:
        if disk.size_gib in left_out:
            left_out.remove(disk.size_gib)
            found.append(Disk(size_gib=disk.size_gib, excluded=True))
        else:
            found.append(disk)
    return tuple(found)


def _tags(stated: InventoryMachine) -> dict[str, str]:
    columns = {
        "Folder": stated.folder,
        "Datacenter": stated.datacenter,
        "Cluster": stated.cluster,
        "Host": stated.host,
        "Operating system": stated.os_text,
        "Guest tools": stated.tools,
        **stated.tags,
    }
    return {heading.strip(): text.strip() for heading, text in columns.items() if text.strip()}


def _free_id(table: str, seed: str, taken: Iterable[str]) -> str:
    """An id that follows from the seed alone, so that importing the same file twice gives the same plan."""
    known = taken if isinstance(taken, set | Mapping) else set(taken)
    salt = 0
    while True:
        digest = hashlib.sha256(f"{salt} {seed}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
        found = f"{ID_PREFIX[table]}-{digest}"
        if found not in known:
            return found
        salt += 1


def _notes(plan: Plan, machines: list[InventoryMachine], matches: Matches, choices: MergeChoices) -> tuple[str, ...]:
    notes = []
    lumped = [one.name for one in machines if not one.disks_gib and _disks(one)]
    if lumped:
        notes.append(f"The file lists no disks, so its total stands in equal disks: {_listed(lumped)}.")
    if matches.by_name:
        notes.append(f"Known by name, because their keys differ: {_listed(matches.by_name)}.")
    if matches.ambiguous:
        notes.append(
            f"Taken as new, because several machines of the plan have that name: {_listed(matches.ambiguous)}."
        )
    if choices.basis is not None:
        unknown = [one.name for one in machines if used_gib(one, choices.basis) is None]
        if unknown:
            words = BASIS_WORDS[choices.basis]
            notes.append(f"The file does not state what is {words}, so an assumption stands in: {_listed(unknown)}.")
    seen = {one.id for one in matches.known.values()}
    gone = [
        one.name or one.id
        for one in plan.machines.values()
        if one.source_key and one.id not in seen and _runs_at(plan, one, choices.source_site)
    ]
    if gone:
        notes.append(f"In the plan from an earlier inventory and not in this file; kept: {_listed(gone)}.")
    return tuple(notes)


def _runs_at(plan: Plan, machine: Machine, site: str | None) -> bool:
    application = plan.applications.get(machine.application or "")
    return application is None or application.source_site in (None, site)


def _listed(names: Iterable[str]) -> str:
    listed = list(names)
    rest = f" and {len(listed) - 5:,} more" if len(listed) > 5 else ""
    return ", ".join(listed[:5]) + rest
