"""Takes this program's own workbook or template back into a plan: only what says something else than the plan shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import isclose
from typing import Any, Final, NamedTuple

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.results import Assessment
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.intake.inventory import Inventory, InventoryApplication, InventoryMachine, SkippedRow
from dr_desktop.files.intake.plan_changes import FieldChange, changed_fields
from dr_desktop.files.intake.stable_ids import free_id
from dr_desktop.files.workbook_stated import assumed_in_place
from dr_desktop.plan.application import INHERITED_FROM_TIER, UNASSIGNED, Application
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.field_spec import field_spec
from dr_desktop.plan.inherit import effective
from dr_desktop.plan.machine import INHERITED_FROM_APPLICATION
from dr_desktop.plan.plan import TABLES, Plan
from dr_desktop.plan.typed import Reader, Typed, with_fields
from dr_desktop.plan.typed_text import plain

_OUR_ID: Final = re.compile(r"[a-z]{1,12}-[\w.-]{1,120}")
_INHERITED: Final[Mapping[str, tuple[str, ...]]] = {
    "applications": INHERITED_FROM_TIER,
    "machines": INHERITED_FROM_APPLICATION,
}

_Row = InventoryMachine | InventoryApplication


class TakenBack(NamedTuple):
    """The plan with the rows of our own sheets, and what came of each; ids are those of the plan."""

    plan: Plan
    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    new_applications: tuple[str, ...]
    changed_applications: tuple[str, ...]
    unchanged_applications: tuple[str, ...]
    changes: tuple[FieldChange, ...]
    skipped: tuple[SkippedRow, ...]
    left: tuple[str, ...]


class _Sorted(NamedTuple):
    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    changes: tuple[FieldChange, ...]


def taken_back(plan: Plan, inventory: Inventory, site: str | None) -> TakenBack:
    """Rows are known by their id, else by a name that only one has; others are new, applications at `site`.

    Applications are taken before machines, which inherit from them. A cell that cannot be read is skipped visibly.
    """
    skipped: list[SkippedRow] = []
    assessments: list[Assessment] = []
    after, applications = _with_rows(plan, "applications", inventory.applications, site)
    after, named = _with_named_applications(after, inventory.machines, site)
    after, machines = _with_rows(after, "machines", inventory.machines, None)
    for table, rows in (("applications", applications), ("machines", machines)):
        after = _with_texts(after, plan, table, rows, skipped, assessments)
    for_applications = _sorted(plan, after, "applications", applications)
    for_machines = _sorted(plan, after, "machines", machines)
    known = [key for key, _ in machines if key in plan.machines]
    left = [key for key in plan.machines if key not in dict(machines)] if known else []
    return TakenBack(
        after,
        *for_machines[:3],
        (*for_applications.new, *named),
        *for_applications[1:3],
        (*for_applications.changes, *for_machines.changes),
        tuple(skipped),
        tuple(left),
    )


def _with_rows(plan: Plan, table: str, rows: Sequence[_Row], site: str | None) -> tuple[Plan, list[tuple[str, _Row]]]:
    """The plan with the rows that it lacks, and each row's id."""
    entities = plan.table(table)
    by_name: dict[str, list[str]] = {}
    for key, one in entities.items():
        by_name.setdefault(_folded(one.name), []).append(key)
    found: dict[str, _Row] = {}
    added: dict[str, Entity] = {}
    for row in rows:
        key = row.stated.get("id", "")
        if key not in entities:
            same = by_name.get(_folded(row.name), [])
            free = _OUR_ID.fullmatch(key) and key not in found
            key = same[0] if len(same) == 1 and same[0] not in found else key if free else ""
        if not key:
            key = free_id(table, row.name, {*entities, *found})
        if key not in entities:
            values: dict[str, Any] = {"source_site": site} if table == "applications" else {"application": UNASSIGNED}
            added[key] = TABLES[table](id=key, name=row.name[:20_000], **values)
        found[key] = row
    if table == "machines" and added and UNASSIGNED not in plan.applications:
        plan = plan.put("applications", Application(id=UNASSIGNED, name="Unassigned", source_site=site))
    return (plan.put(table, *added.values()) if added else plan), list(found.items())


def _with_named_applications(
    plan: Plan, machines: Sequence[InventoryMachine], site: str | None
) -> tuple[Plan, tuple[str, ...]]:
    """Our sheet of machines names applications outright, so those that the plan lacks are added."""
    known = {_folded(one.name) for one in plan.applications.values()} | {key.casefold() for key in plan.applications}
    lacking = {_folded(one.application): one.application for one in machines if one.application}
    added = [
        Application(id=free_id("applications", name, plan.applications), name=name[:20_000], source_site=site)
        for folded, name in lacking.items()
        if folded not in known
    ]
    return (plan.put("applications", *added) if added else plan), tuple(one.id for one in added)


def _with_texts(
    plan: Plan,
    before: Plan,
    table: str,
    rows: Sequence[tuple[str, _Row]],
    skipped: list[SkippedRow],
    assessments: list[Assessment],
) -> Plan:
    """The plan with the cells of these rows: first what nothing stands in for, then what could be inherited."""
    kind = TABLES[table]
    shown = _Shown(before, table, assessments)
    for inherited in (False, True):
        reader, now = Reader(plan), _Shown(plan, table, assessments)
        taken = []
        for key, row in rows:
            entity = plan.table(table)[key]
            texts = {
                field: Typed(text, None if field_spec(kind, field).numeric else ".")
                for field, text in row.stated.items()
                if field != "id"
                and (getattr(entity, field) in (None, "") and _blank_inherits(table, field)) == inherited
            }
            texts = {
                field: typed
                for field, typed in texts.items()
                if not _says_the_same(reader, kind, field, typed, (*shown.of(key, field), *now.of(key, field)))
            }
            made, problems = with_fields(reader, table, entity, texts)
            for field, problem in problems.items():
                place = f"{row.place}, {field_spec(kind, field).title}"
                skipped.append(SkippedRow(place, row.name, str(problem), None))
            if made is not entity:
                taken.append(made)
        plan = plan.put(table, *taken) if taken else plan
    return plan


def _blank_inherits(table: str, field: str) -> bool:
    return field in _INHERITED[table] or field_spec(TABLES[table], field).optional


def _says_the_same(reader: Reader, kind: type[Entity], field: str, typed: Typed, shown: tuple[Any, ...]) -> bool:
    value = reader.value(field_spec(kind, field), typed)
    return any(value == one or _close(value, one) for one in shown)


def _close(one: Any, other: Any) -> bool:
    """Workbooks keep sixteen digits."""
    numbers = isinstance(one, int | float) and isinstance(other, int | float)
    return numbers and isclose(one, other, rel_tol=1e-12)


class _Shown:
    """What a workbook of a plan shows in its cells: own values, inherited ones, assumed ones."""

    def __init__(self, plan: Plan, table: str, assessments: list[Assessment]) -> None:
        self._plan = plan
        self._table = table
        self._assessments = assessments

    def of(self, key: str, field: str) -> Iterator[Any]:
        """The value that stands in the cell; nothing for a row that the plan lacks, or a blank cell."""
        entity = self._plan.table(self._table).get(key)
        if entity is None:
            return
        inherits = field in _INHERITED[self._table]
        value = effective(self._plan, entity, field).value if inherits else getattr(entity, field)
        if value is None and field_spec(type(entity), field).numeric:
            value = assumed_in_place(self._assessed(), entity, field)
        if value is not None:
            yield value

    def _assessed(self) -> Assessment:
        """Assessed when first needed; the next one counts only what differs."""
        known = next((one for one in self._assessments if one.plan is self._plan), None)
        if known is None:
            last = self._assessments[-1] if self._assessments else None
            known = assess(self._plan, load_catalog(), last)
            self._assessments.append(known)
        return known


def _sorted(before: Plan, after: Plan, table: str, rows: Sequence[tuple[str, _Row]]) -> _Sorted:
    changes: list[FieldChange] = []
    new: list[str] = []
    changed: list[str] = []
    unchanged: list[str] = []
    for key, row in rows:
        known = before.table(table).get(key)
        if known is None:
            new.append(key)
            continue
        differing = [
            one._replace(place=row.place, original=row.stated.get(one.field, ""))
            for one in changed_fields(table, known, after.table(table)[key])
        ]
        changes += differing
        (changed if differing else unchanged).append(key)
    return _Sorted(tuple(new), tuple(changed), tuple(unchanged), tuple(changes))


def _folded(name: str) -> str:
    return plain(name).casefold()
