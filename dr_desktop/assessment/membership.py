"""What belongs to an application, and which applications an edit touches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dr_desktop.plan.application import Application
from dr_desktop.plan.change import Change
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.drill import Drill
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import Plan

Dependents = Mapping[str, tuple[str, ...]]


class Members(NamedTuple):
    """Ids of what belongs to one application, in the plan's order."""

    machines: tuple[str, ...] = ()
    data_stores: tuple[str, ...] = ()
    drills: tuple[str, ...] = ()


class Stated(NamedTuple):
    """What is stated of one application: its row and those of its members and drills."""

    application: Application
    machines: tuple[Machine, ...]
    data_stores: tuple[DataStore, ...]
    drills: tuple[Drill, ...]


def stated_of(plan: Plan, key: str, own: Members) -> Stated:
    """The rows of an application, by its id, and of what belongs to it."""
    return Stated(
        plan.applications[key],
        tuple(map(plan.machines.__getitem__, own.machines)),
        tuple(map(plan.data_stores.__getitem__, own.data_stores)),
        tuple(map(plan.drills.__getitem__, own.drills)),
    )


def members_of(plan: Plan) -> dict[str, Members]:
    """The members of each application, by its id."""
    machines: dict[str, list[str]] = {}
    stores: dict[str, list[str]] = {}
    drills: dict[str, list[str]] = {}
    tables: tuple[tuple[Mapping[str, Machine | DataStore | Drill], dict[str, list[str]]], ...] = (
        (plan.machines, machines),
        (plan.data_stores, stores),
        (plan.drills, drills),
    )
    for table, grouped in tables:
        for key, one in table.items():
            if one.application is not None:
                grouped.setdefault(one.application, []).append(key)
    return {
        key: Members(tuple(machines.get(key, ())), tuple(stores.get(key, ())), tuple(drills.get(key, ())))
        for key in plan.applications
    }


def dependents_of(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Which applications depend on an application, by its id."""
    found: dict[str, tuple[str, ...]] = {}
    for key, application in plan.applications.items():
        for needed in application.depends_on:
            found[needed] = (*found.get(needed, ()), key)
    return found


def regrouped(before: Plan, after: Plan, change: Change) -> bool:
    """Whether a machine, data store or drill came, went, moved, or changed its application."""
    if "applications" in change.tables and not change.tables["applications"].same_rows:
        return True
    for name in ("machines", "data_stores", "drills"):
        difference = change.tables.get(name)
        if difference is None:
            continue
        if not difference.same_rows:
            return True
        old, new = before.table(name), after.table(name)
        if any(
            getattr(old[key], "application", None) != getattr(new[key], "application", None)
            for key in difference.changed
        ):
            return True
    return False


def touched_applications(before: Plan, after: Plan, change: Change, dependents: Sequence[Dependents]) -> set[str]:
    """The applications whose result may differ; `dependents` are those of the plan before and of the one after."""
    touched: set[str] = set()
    for name in ("machines", "data_stores", "drills"):
        difference = change.tables.get(name)
        if difference is None:
            continue
        old, new = before.table(name), after.table(name)
        for key in (*difference.removed, *difference.changed):
            touched.add(getattr(old[key], "application", None) or "")
        for key in (*difference.inserted, *difference.changed):
            touched.add(getattr(new[key], "application", None) or "")
        if difference.moved:
            touched.update(after.applications)
    applications = change.tables.get("applications")
    if applications is not None:
        for key in (*applications.removed, *applications.inserted, *applications.changed):
            touched.add(key)
            for known in dependents:
                touched.update(known.get(key, ()))
    return {one for one in touched if one in after.applications}
