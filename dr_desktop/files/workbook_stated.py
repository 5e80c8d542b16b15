"""The columns of stated fields: own values, inherited ones in grey, assumed ones marked, names instead of ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from dr_desktop.assessment.explanation import RESULT_KINDS, Subject
from dr_desktop.assessment.results import Assessment
from dr_desktop.files.workbook_cells import Form, Value
from dr_desktop.files.workbook_columns import SheetColumn
from dr_desktop.plan.application import INHERITED_FROM_TIER, UNASSIGNED, Application
from dr_desktop.plan.assumptions import Assumed
from dr_desktop.plan.backup import BackupPolicy
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.field_spec import FieldSpec, field_spec
from dr_desktop.plan.inherit import effective
from dr_desktop.plan.machine import INHERITED_FROM_APPLICATION, Machine
from dr_desktop.plan.names import Names
from dr_desktop.plan.plan import TABLES, Plan
from dr_desktop.plan.typed import text_from_value
from dr_desktop.report.blocks import Cell

_FORMS: Final[dict[str, Form]] = {
    "number": "number",
    "whole": "number",
    "minutes": "number",
    "hours": "number",
    "money": "money",
    "date": "date",
    "prose": "prose",
}
_LAST: Final = ("tags", "as_typed", "id")
_SUMMED_UNITS: Final = ("GiB", "GiB/day")
_SUMMED_FIELDS: Final = ("vcpus", "instances")


class Follows(NamedTuple):
    """A column that follows from the plan: `of` gives its cell for an entity; `part` is what its notes explain."""

    column: SheetColumn
    of: Callable[[Any], Value | Cell]
    part: str = ""


def follows(
    heading: str,
    of: Callable[[Any], Value | Cell],
    form: Form = "words",
    decimals: int = 0,
    *,
    summed: bool = False,
    help_words: str = "",
    printed: bool = True,
    why: str = "",
) -> Follows:
    """A column that follows from the plan; `why` is the part that explanations know it by."""
    return Follows(SheetColumn(heading, form, decimals, True, summed, help=help_words, printed=printed), of, why)


def stated_sheet(
    assessment: Assessment, table: str, first: Sequence[str], derived: Sequence[Follows] = ()
) -> tuple[tuple[SheetColumn, ...], list[list[Value | Cell]]]:
    """Columns and rows of one table of the plan.

    `first` are the fields that are printed, in order; then comes what follows, then the other fields, and the id last,
    by which a changed row can be found again. *Unassigned* is a row only while machines lie in it.
    """
    plan, kind = assessment.plan, TABLES[table]
    names = Names(plan)
    others = [name for name in kind.model_fields if name not in first and name not in _LAST]
    specs = {name: field_spec(kind, name) for name in kind.model_fields}
    left = [(specs[name], _cell_of(assessment, kind, specs[name], names)) for name in first]
    right = [(specs[name], _cell_of(assessment, kind, specs[name], names)) for name in (*others, *_LAST)]
    kind_of_result = RESULT_KINDS.get(table, "")
    ordered = sorted(derived, key=lambda one: not one.column.printed)
    columns = (
        *[_column(plan, spec, printed=True) for spec, _ in left],
        *[one.column for one in ordered],
        *[_column(plan, spec, printed=False) for spec, _ in right],
    )
    rows = [
        [
            *[cell(entity) for _, cell in left],
            *[_explained(one, kind_of_result, entity) for one in ordered],
            *[cell(entity) for _, cell in right],
        ]
        for entity in plan.table(table).values()
        if entity.id != UNASSIGNED or assessment.applications[UNASSIGNED].machines
    ]
    return columns, rows


def _explained(one: Follows, kind: str, entity: Entity) -> Value | Cell:
    found = one.of(entity)
    if not one.part or not kind:
        return found
    value = found if isinstance(found, Value) else Value(found, "follows")
    return value._replace(why=Subject(kind, entity.id, one.part))


def _column(plan: Plan, spec: FieldSpec, *, printed: bool) -> SheetColumn:
    form: Form = "id" if spec.name == "id" else _FORMS.get(spec.kind, "words")
    heading = f"{spec.title}, {plan.header.currency}" if spec.kind == "money" else spec.heading
    summed = spec.unit in _SUMMED_UNITS or spec.name in _SUMMED_FIELDS
    decimals = 2 if form == "money" else spec.decimals
    return SheetColumn(
        heading, form, decimals, False, summed and printed, spec.name == "name", spec.help, printed,
        width=14 if form == "id" else 0,
    )  # fmt: skip


def _cell_of(
    assessment: Assessment, kind: type[Entity], spec: FieldSpec, names: Names
) -> Callable[[Entity], Value | Cell]:
    plan, field = assessment.plan, spec.name
    inherits = (
        field in INHERITED_FROM_TIER if kind is Application
        else kind in (Machine, DataStore) and field in INHERITED_FROM_APPLICATION
    )  # fmt: skip

    def cell(entity: Entity) -> Value | Cell:
        if inherits:
            found = effective(plan, entity, field)
            shown = _shown(plan, spec, found.value, names)
            return shown if found.origin == "own" else Value(shown, "inherited")
        value = getattr(entity, field)
        if value is None:
            stand_in = assumed_in_place(assessment, entity, field)
            return None if stand_in is None else Value(stand_in, "assumed")
        return _shown(plan, spec, value, names)

    return cell


def _shown(plan: Plan, spec: FieldSpec, value: Any, names: Names) -> Cell:
    if spec.numeric or spec.kind == "date" or value is None:
        found: Cell = value
        return found
    if spec.kind in ("text", "prose"):
        return str(value)
    return text_from_value(plan, spec, value, ".", names)


def assumed_in_place(assessment: Assessment, entity: Entity, field: str) -> float | None:
    """What the assessment counts with where a field is blank; None where it counts with nothing."""
    results: Mapping[str, Any] = {}
    if isinstance(entity, Machine):
        results = assessment.machines
    elif isinstance(entity, DataStore):
        results = assessment.data_stores
    elif isinstance(entity, Application):
        results = assessment.applications
    result = results.get(entity.id)
    if field == "used_gib":
        used: float | None = result.used_gib if result is not None else None
        return used
    if field == "growth_percent_per_year" and result is not None:
        growth: float = result.growth_percent_per_year
        return growth
    if field == "size_after_reduction_percent":
        # A target's blank stands for the policy's share, not for the assumption.
        return assessment.assumed.reduction_left_percent if isinstance(entity, BackupPolicy) else None
    if field not in Assumed._fields:
        return None
    value: float = getattr(assessment.assumed, field)
    return value
