"""Takes an inventory over into a plan: what the file states is renewed, what the planner stated stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dr_desktop.files.intake import own_workbook
from dr_desktop.files.intake.dependency_proposals import DependencyProposal, dependency_proposals, with_dependencies
from dr_desktop.files.intake.grouping import Grouping, propose
from dr_desktop.files.intake.inventory import Basis, Inventory, InventoryMachine, SkippedRow, used_gib
from dr_desktop.files.intake.matching import Matches, match
from dr_desktop.files.intake.merge_applications import take_applications
from dr_desktop.files.intake.merge_machine import BASIS_WORDS, LARGEST_DISK_GIB, disks_of, machine_of
from dr_desktop.files.intake.plan_changes import FieldChange, changed_fields
from dr_desktop.files.intake.stable_ids import free_id
from dr_desktop.files.intake.words_of_files import environment_of
from dr_desktop.plan.application import UNASSIGNED, Application
from dr_desktop.plan.choices import Environment
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import Plan

__all__ = ["BASIS_WORDS", "LARGEST_DISK_GIB", "MergeChoices", "MergeResult", "merged"]


class MergeChoices(NamedTuple):
    """What the planner chose for an import."""

    source_site: str | None
    """Id of the site that the machines run at; None leaves it open."""
    basis: Basis | None
    """What counts as used; None leaves it unknown, so that an assumption stands in."""
    grouping: Grouping | None
    """How machines find their application; None puts the new ones into Unassigned."""
    unknown_is_production: bool = False
    """Whether applications whose machines state no environment count as production; else they stay unknown."""
    link_applications: bool = False
    """Whether seen connections that go one way become dependencies; else they are only proposed."""
    linked: frozenset[tuple[str, str]] | None = None
    """Pairs of applications, who depends and on whom, of the proposals taken one by one; None takes them by the rule
    above."""


class MergeResult(NamedTuple):
    """The plan after an import and what came of each row; ids are those of the plan."""

    plan: Plan
    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    skipped: tuple[SkippedRow, ...]
    new_applications: tuple[str, ...]
    notes: tuple[str, ...]
    changed_applications: tuple[str, ...] = ()
    unchanged_applications: tuple[str, ...] = ()
    changes: tuple[FieldChange, ...] = ()
    """Fields that differ, of machines and applications that the plan knew."""
    left: tuple[str, ...] = ()
    """Machines of an earlier import of the same kind that this file no longer lists. They stay in the plan."""
    proposals: tuple[DependencyProposal, ...] = ()
    external: tuple[str, ...] = ()
    """Names and addresses of connections that belong to no machine of the plan."""


def merged(plan: Plan, inventory: Inventory, choices: MergeChoices) -> MergeResult:
    """Take what an inventory states over.

    A machine is known by its inventory key, else by a name that only one machine has. Of a known machine only what
    the file states is renewed; its protection, overrides and application stay, unless it lies in no application or in
    Unassigned. Templates and rows that cannot be a machine are skipped visibly; nothing of the plan is removed.
    """
    if inventory.key == own_workbook.KEY:
        return _own(plan, inventory, choices)
    usable = [one for one in inventory.machines if not one.template]
    skipped = list(inventory.skipped)
    skipped += [SkippedRow(one.place, one.name, "It is a template.", one) for one in inventory.machines if one.template]
    taken = take_applications(plan, inventory.file, inventory.applications, choices.source_site)
    skipped += taken.skipped
    before, plan = plan, taken.plan
    matches = match(plan, usable)
    homes = _homes(plan, usable, choices.grouping)
    rows: dict[str, Machine] = {}
    new: list[str] = []
    changed: list[str] = []
    unchanged: list[str] = []
    changes = list(taken.changes)
    for one in usable:
        known = matches.known.get(one.key)
        key = known.id if known is not None else _new_machine_id(plan, rows, one)
        made = machine_of(plan, inventory.file, one, known, key, homes.by_key[one.key], choices.basis)
        if isinstance(made, Problem):
            skipped.append(SkippedRow(one.place, one.name, str(made), one))
            continue
        if known is None:
            new.append(made.id)
        else:
            differing = list(changed_fields("machines", known, made))
            changes += differing
            (changed if differing else unchanged).append(known.id)
            if not differing and known.source_key == made.source_key:
                continue
        rows[made.id] = made
    needed = {row.application for row in rows.values() if row.application is not None}
    applications = _applications(plan, homes.names, needed, choices.source_site)
    after = plan.put("applications", *applications) if applications else plan
    after = after.put("machines", *rows.values()) if rows else after
    after = _with_environments(after, usable, matches, rows, choices.unknown_is_production)
    proposals = dependency_proposals(after, inventory.dependencies, usable)
    if choices.linked is not None:
        chosen = [one for one in proposals.found if (one.application, one.depends_on) in choices.linked]
        after = with_dependencies(after, chosen, both_ways=True)
    elif choices.link_applications:
        after = with_dependencies(after, proposals.found)
    added = tuple(one.id for one in applications if one.id not in plan.applications)
    left = _left(plan, usable, matches, choices.source_site)
    return MergeResult(
        after,
        tuple(new),
        tuple(changed),
        tuple(unchanged),
        tuple(skipped),
        (*taken.new, *added),
        (*taken.notes, *_notes(before, usable, matches, choices, left)),
        taken.changed,
        taken.unchanged,
        tuple(changes),
        left,
        proposals.found,
        proposals.external,
    )


def _own(plan: Plan, inventory: Inventory, choices: MergeChoices) -> MergeResult:
    # Imported where used: other inventories need no assessment to be merged.
    from dr_desktop.files.intake.merge_own import taken_back

    taken = taken_back(plan, inventory, choices.source_site)
    gone = [plan.machines[key].name or key for key in taken.left]
    notes = (f"In the plan and not in this workbook; kept: {_listed(gone)}.",) if gone else ()
    return MergeResult(
        taken.plan, taken.new, taken.changed, taken.unchanged, (*inventory.skipped, *taken.skipped),
        taken.new_applications, notes, taken.changed_applications, taken.unchanged_applications, taken.changes,
        taken.left,
    )  # fmt: skip


def _new_machine_id(plan: Plan, rows: Mapping[str, Machine], stated: InventoryMachine) -> str:
    key = free_id("machines", stated.key, plan.machines)
    return key if key not in rows else free_id("machines", stated.key, {*plan.machines, *rows})


def _with_environments(
    plan: Plan,
    machines: list[InventoryMachine],
    matches: Matches,
    rows: Mapping[str, Machine],
    unknown_is_production: bool,
) -> Plan:
    """Applications of unknown environment get the one that their machines state, where those that state it agree."""
    by_key = {row.source_key: row for row in rows.values()}
    stated: dict[str, set[Environment]] = {}
    for one in machines:
        row = by_key.get(one.key) or matches.known.get(one.key)
        if row is not None and row.application is not None:
            found = environment_of(one.environment)
            stated.setdefault(row.application, set()).update(() if found == "unknown" else (found,))
    placed = []
    for key, environments in stated.items():
        application = plan.applications.get(key)
        if application is None or application.environment != "unknown" or key == UNASSIGNED:
            continue
        if len(environments) == 1:
            made = application.changed(environment=next(iter(environments)))
        elif not environments and unknown_is_production:
            made = application.changed(environment="production")
        else:
            continue
        if isinstance(made, Application):
            placed.append(made)
    return plan.put("applications", *placed) if placed else plan


def _left(plan: Plan, machines: list[InventoryMachine], matches: Matches, site: str | None) -> tuple[str, ...]:
    kinds = {_kind_of_key(one.key) for one in machines}
    seen = {one.id for one in matches.known.values()}
    return tuple(
        one.id
        for one in plan.machines.values()
        if one.source_key and one.id not in seen and _kind_of_key(one.source_key) in kinds and _runs_at(plan, one, site)
    )


def _kind_of_key(key: str) -> str:
    """Files of one tool give keys of one kind; a file of another tool says nothing about who left."""
    kind, colon, _ = key.partition(":")
    return kind if colon else ""


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
            home = free_id("applications", label, taken)
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


def _notes(
    plan: Plan, machines: list[InventoryMachine], matches: Matches, choices: MergeChoices, left: tuple[str, ...]
) -> tuple[str, ...]:
    notes = []
    lumped = [one.name for one in machines if not one.disks_gib and disks_of(one)]
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
    gone = [plan.machines[key].name or key for key in left]
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
