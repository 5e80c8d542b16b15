"""Rules about references: what points to a row that the plan does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple, cast

from dr_desktop.assessment.results import Finding, MachineResult
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.application import Application
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.drill import Drill
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import TABLES, Plan
from dr_desktop.plan.quantity import Reference

DANGLING: Final = Rule(
    "dangling-reference", "error", "A cell points to a row that the plan does not have.", "DR Desktop: consistency"
)
WITHOUT_APPLICATION: Final = Rule(
    "without-application",
    "warning",
    "A machine, data store or drill belongs to no application, so nothing follows from it.",
    "DR Desktop: figures follow from applications",
)

REFERENCE_RULES: Final = (DANGLING, WITHOUT_APPLICATION)

_BY_APPLICATION: Final = ("machines", "data_stores", "drills")
#: Tables that are looked at elsewhere: applications one by one, their members by the rule above.
_ELSEWHERE: Final = ("applications", "machines", "data_stores")


class Pointer(NamedTuple):
    """A field that points to rows of another table; its title as people see it."""

    field: str
    table: str
    title: str


@lru_cache
def pointers_of(kind: type[Entity]) -> tuple[Pointer, ...]:
    """The fields of an entity that point to other rows, except to the application that it belongs to."""
    return tuple(
        Pointer(name, mark.table, info.title or name)
        for name, info in kind.model_fields.items()
        for mark in info.metadata
        if isinstance(mark, Reference)
    )


def application_references(application: Application, around: Surroundings) -> Iterator[Finding]:
    """The first cell of an application that points to nothing."""
    if (
        (application.tier is None or application.tier in around.tiers)
        and (application.source_site is None or application.source_site in around.sites)
        and (application.backup_target is None or application.backup_target in around.targets)
        and (application.backup_policy is None or application.backup_policy in around.policies)
        and around.sites.keys() >= set(application.recovery_sites or ())
        and around.applications.keys() >= set(application.depends_on)
    ):
        return
    tables: dict[str, Mapping[str, Entity]] = {
        "tiers": around.tiers,
        "sites": around.sites,
        "backup_targets": around.targets,
        "backup_policies": around.policies,
        "applications": around.applications,
    }
    yield from _dangling("applications", application, tables)


def reference_findings(plan: Plan) -> Iterator[Finding]:
    """What points to nothing in the small tables, what belongs to no application, and overrides that point nowhere."""
    tables = {name: plan.table(name) for name in TABLES}
    for name, kind in TABLES.items():
        if name not in _ELSEWHERE and pointers_of(kind):
            for one in plan.table(name).values():
                yield from _dangling(name, one, tables)
    applications = plan.applications
    for name in _BY_APPLICATION:
        rows = cast("Mapping[str, Machine | DataStore | Drill]", plan.table(name)).values()
        # Asked of all rows at once, since an edit in ten thousand machines must not wait for this.
        if not {one.application for one in rows} <= applications.keys():
            for one in rows:
                if one.application not in applications:
                    yield _without_application(name, one)
    for store in plan.data_stores.values():
        yield from _dangling("data_stores", store, tables)


def machine_reference(machine: Machine, result: MachineResult, around: Surroundings) -> Finding | None:
    """The first override of a machine that points to nothing."""
    if machine.backup_target is None and machine.backup_policy is None and machine.recovery_sites is None:
        return None
    tables: dict[str, Mapping[str, Entity]] = {
        "sites": around.sites,
        "backup_targets": around.targets,
        "backup_policies": around.policies,
    }
    return next(_dangling("machines", machine, tables), None)


def _without_application(table: str, one: Entity) -> Finding:
    what = {"machines": "machine", "data_stores": "data store", "drills": "drill"}[table]
    return WITHOUT_APPLICATION.found(
        table,
        one.id,
        "application",
        f"{named(one)} belongs to no application, so nothing follows from this {what}.",
        "Choose its application.",
    )


def _dangling(table: str, one: Entity, tables: Mapping[str, Mapping[str, Entity]]) -> Iterator[Finding]:
    """One finding for the first cell of a row that points to nothing."""
    for pointer in pointers_of(type(one)):
        if pointer.field == "application" and table in _BY_APPLICATION:
            continue
        value = getattr(one, pointer.field)
        known = tables[pointer.table]
        missing = next((key for key in ((value,) if isinstance(value, str) else value or ()) if key not in known), None)
        if missing is not None:
            yield DANGLING.found(
                table,
                one.id,
                pointer.field,
                f"{named(one)}: “{missing}” under {pointer.title} is not in the plan.",
                "Choose another one, or clear the cell.",
            )
            return
