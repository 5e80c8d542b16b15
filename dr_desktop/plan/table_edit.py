"""What is done to a table as a whole: many cells at once, new rows, copies of rows, rows that go.

Each function gives another plan; nothing is done halfway. Names of the steps are those that undo shows.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.entity import Entity, Problem, new_id
from dr_desktop.plan.field_spec import FieldSpec, field_spec, field_specs
from dr_desktop.plan.plan import TABLES, Plan
from dr_desktop.plan.typed import Reader, Typed, with_fields

_ROW_WORDS: Final[dict[str, tuple[str, str]]] = {
    "tiers": ("tier", "tiers"),
    "sites": ("site", "sites"),
    "links": ("link", "links"),
    "backup_targets": ("backup target", "backup targets"),
    "backup_policies": ("backup policy", "backup policies"),
    "backup_copies": ("backup copy", "backup copies"),
    "applications": ("application", "applications"),
    "machines": ("machine", "machines"),
    "data_stores": ("data store", "data stores"),
    "churn_profiles": ("churn profile", "churn profiles"),
    "drills": ("drill", "drills"),
    "recovery_steps": ("step", "steps"),
    "scenarios": ("scenario", "scenarios"),
    "acceptances": ("acceptance", "acceptances"),
    "calendar_periods": ("period", "periods"),
    "cost_lines": ("cost line", "cost lines"),
    "price_overrides": ("price", "prices"),
    "risks": ("risk", "risks"),
    "decisions": ("decision", "decisions"),
    "actions": ("action", "actions"),
    "sign_offs": ("sign-off", "sign-offs"),
    "revisions": ("revision", "revisions"),
    "assumptions": ("assumption", "assumptions"),
}
_PREFIXES: Final = {"applications": "app", "machines": "m", "backup_targets": "target", "backup_policies": "policy"}
_FIXED_ROWS: Final = ("assumptions",)


class Refused(NamedTuple):
    """A cell whose text was not taken, and why."""

    entity: str
    field: str
    text: str
    problem: Problem


class CellsTaken(NamedTuple):
    """A plan with typed cells taken in; `taken` counts the cells that could be read, `kept` those of them that held
    just this already."""

    plan: Plan
    taken: int
    refused: tuple[Refused, ...]
    kept: int


def rows_may_change(table: str) -> bool:
    """Whether rows can be added to the table and removed from it."""
    return table not in _FIXED_ROWS


def row_words(table: str, count: int) -> str:
    """'3 machines', '1 backup policy'."""
    one, many = _ROW_WORDS[table]
    return f"{count:,} {one if count == 1 else many}"


def row_word(table: str) -> str:
    """What one row of the table is called: 'machine'."""
    return _ROW_WORDS[table][0]


def edit_name(entity: Entity, field: str) -> str:
    """The name of a step that changes one cell: 'Change RTO of Billing'."""
    title = field_spec(type(entity), field).title
    return f"Change {title} of {entity.name}" if entity.name and field != "name" else f"Change {title}"


def with_cells(plan: Plan, table: str, cells: Mapping[str, Mapping[str, Typed]]) -> CellsTaken:
    """The plan with the typed cells, by row id and field, as far as they can be read."""
    reader = Reader(plan)
    rows = plan.table(table)
    changed: list[Entity] = []
    refused: list[Refused] = []
    taken = kept = 0
    for entity_id, texts in cells.items():
        entity = rows.get(entity_id)
        if entity is None:
            continue
        after, problems = with_fields(reader, table, entity, texts)
        refused += [Refused(entity_id, field, texts[field].text, problem) for field, problem in problems.items()]
        taken += len(texts) - len(problems)
        kept += sum([_is_kept(entity, after, field) for field in texts if field not in problems])
        if after is not entity:
            changed.append(after)
    return CellsTaken(plan.put(table, *changed) if changed else plan, taken, tuple(refused), kept)


def _is_kept(before: Entity, after: Entity, field: str) -> bool:
    same_words = before.as_typed.get(field) == after.as_typed.get(field)
    return after is before or (same_words and getattr(before, field) == getattr(after, field))


def new_row(table: str, **values: Any) -> Entity:
    """A row of the table with a fresh id, and nothing stated but `values`; ValidationError when they do not fit."""
    return TABLES[table](id=new_id(_PREFIXES.get(table, row_word(table).split()[-1])), **values)


def with_rows(plan: Plan, table: str, rows: Sequence[Entity], position: int | None = None) -> Plan:
    """The plan with new rows before row `position`, at the end when None."""
    return plan.put(table, *rows) if position is None else plan.insert(table, rows, position)


def duplicated(plan: Plan, table: str, ids: Sequence[str]) -> tuple[Plan, tuple[str, ...]]:
    """The plan with a copy of each row below the last of them, and the ids of the copies."""
    rows = plan.table(table)
    originals = [rows[key] for key in rows if key in set(ids)]
    copies = [
        type(one).model_validate({**one.__dict__, "id": new_row(table).id, "name": _copy_name(one.name)})
        for one in originals
    ]
    if not copies:
        return plan, ()
    after_last = list(rows).index(originals[-1].id) + 1
    return plan.insert(table, copies, after_last), tuple(one.id for one in copies)


def without_rows(plan: Plan, table: str, ids: Iterable[str]) -> Plan:
    """The plan without these rows and without what pointed to them.

    Machines and data stores of an application that goes fall back to *Unassigned*, which itself stays.
    """
    gone = {key for key in ids if key in plan.table(table) and not (table == "applications" and key == UNASSIGNED)}
    if not gone or not rows_may_change(table):
        return plan
    plan = plan.remove(table, gone)
    for name, specs in _fields_that_point_to(table).items():
        cut = [one for row in plan.table(name).values() if (one := _without_references(row, specs, gone)) is not row]
        if cut:
            plan = plan.put(name, *cut)
    return plan


def _copy_name(name: str) -> str:
    return f"{name} (copy)" if name else ""


@cache
def _fields_that_point_to(table: str) -> dict[str, tuple[FieldSpec, ...]]:
    found = {name: tuple(spec for spec in field_specs(kind) if spec.table == table) for name, kind in TABLES.items()}
    return {name: specs for name, specs in found.items() if specs}


def _without_references(row: Entity, specs: Iterable[FieldSpec], gone: set[str]) -> Entity:
    values: dict[str, Any] = {}
    for spec in specs:
        value = getattr(row, spec.name)
        if spec.kind == "reference" and value in gone:
            belongs = spec.table == "applications" and "protected" in type(row).model_fields
            values[spec.name] = UNASSIGNED if belongs else None
        elif spec.kind == "references" and value and not gone.isdisjoint(value):
            left = tuple(one for one in value if one not in gone)
            values[spec.name] = left or (None if spec.optional else ())
    after = row.changed(**values) if values else row
    return row if isinstance(after, Problem) else after
