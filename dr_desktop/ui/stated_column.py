"""The column of a stated field: its own value, what it inherits, or what is assumed in its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from dr_desktop.plan.application import INHERITED_FROM_TIER, Application
from dr_desktop.plan.assumptions import Assumed
from dr_desktop.plan.backup import BackupPolicy
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.field_spec import FieldSpec, field_spec
from dr_desktop.plan.inherit import effective
from dr_desktop.plan.machine import INHERITED_FROM_APPLICATION, Machine
from dr_desktop.plan.plan import TABLES, Plan
from dr_desktop.plan.shown import UNKNOWN, show_number
from dr_desktop.plan.typed import text_from_value
from dr_desktop.plan.typed_lists import show_disks
from dr_desktop.ui.columns import Column, Found, Row, day, minutes, money

_OTHER_ASSUMED: Final = ("used_gib", "size_after_reduction_percent")


def stated(
    table: str, field: str, heading: str = "", width: int = 0, *, hidden: bool = False, mark: bool = False
) -> Column:
    """The column of a field: its value or what it inherits, shown and edited by the kind of the field."""
    kind = TABLES[table]
    spec = field_spec(kind, field)
    reads = {spec.table} if spec.table else set()
    inherited = _inherits(kind, field)
    if inherited:
        reads |= {"tiers", "applications"} if kind is not Application else {"tiers"}
    if field in Assumed._fields or field in _OTHER_ASSUMED:
        reads.add("assumptions")
    return Column(
        key=field,
        heading=heading or _heading(spec),
        found=_finder(field, inherited),
        show=_shower(spec),
        spec=spec,
        band="stated",
        width=width or _width(spec),
        help=spec.help,
        numeric=spec.numeric,
        sums=spec.kind in ("number", "whole", "money") and spec.unit in ("GiB", "vCPU", "GiB/day", "MB/s", ""),
        unit=spec.unit,
        hidden=hidden,
        bold=field == "name",
        mark=mark,
        sign=_worst_of(field),
        reads=frozenset(reads),
    )


def _inherits(kind: type[Entity], field: str) -> bool:
    if kind is Application:
        return field in INHERITED_FROM_TIER
    return kind in (Machine, DataStore) and field in INHERITED_FROM_APPLICATION


def _finder(field: str, inherited: bool) -> Callable[[Row], Found]:
    if inherited:

        def found_or_inherited(row: Row) -> Found:
            value, origin = effective(row.plan, row.entity, field)
            return Found(value, origin)

        return found_or_inherited
    if field in Assumed._fields or field in _OTHER_ASSUMED:

        def found_or_assumed(row: Row) -> Found:
            value = getattr(row.entity, field)
            if value is not None:
                return Found(value, "own")
            stand_in = _stand_in(row, field)
            return Found(stand_in, "none" if stand_in is None else "assumed")

        return found_or_assumed

    def found(row: Row) -> Found:
        value = getattr(row.entity, field)
        return Found(value, "none" if value is None else "own")

    return found


def _stand_in(row: Row, field: str) -> Any:
    """What the assessment counts with where the field is blank; None where it counts with nothing."""
    if row.assessment is None:
        return None
    if field == "used_gib":
        return row.result.used_gib if row.result is not None else None
    if field == "size_after_reduction_percent":
        # A target's blank stands for the policy's share, not for the assumption.
        return row.assessment.assumed.reduction_left_percent if isinstance(row.entity, BackupPolicy) else None
    if field == "growth_percent_per_year" and row.result is not None:
        return row.result.growth_percent_per_year
    return getattr(row.assessment.assumed, field)


def _shower(spec: FieldSpec) -> Callable[[Any, Row], str]:
    match spec.kind:
        case "minutes":
            return minutes
        case "money":
            return money
        case "date":
            return day
        case "number" | "whole" | "hours":
            most = 0 if spec.unit == "GiB" else spec.decimals
            least = most if spec.name.endswith(("_per_day", "_per_year")) else 0  # rates line up, shares are whole

            def show_it(value: Any, row: Row) -> str:
                decimals = least
                while value is not None and decimals < most and round(value, decimals) != round(value, most):
                    decimals += 1
                return show_number(value, decimals, row.group, row.decimal)

            return show_it
        case "choice":
            choices = spec.choices
            return lambda value, _row: choices.get(value, UNKNOWN)
        case "reference":
            table = spec.table
            return lambda value, row: _name_of(row.plan, table, value)
        case "references":
            table = spec.table
            return lambda value, row: ", ".join(_name_of(row.plan, table, one) for one in value or ()) or UNKNOWN
        case "flag":
            return lambda value, _row: "Yes" if value else "No"
        case "disks":
            return lambda value, row: show_disks(value, row.decimal) or UNKNOWN
        case "text" | "prose":
            return _one_line
        case _:
            return lambda value, row: text_from_value(row.plan, spec, value, row.decimal) or UNKNOWN


def _one_line(value: Any, _row: Row) -> str:
    return " ".join(value.split()) if value else ""


def _name_of(plan: Plan, table: str, entity_id: str | None) -> str:
    if entity_id is None:
        return UNKNOWN
    entity = plan.table(table).get(entity_id)
    return f"? {entity_id}" if entity is None else entity.name or entity_id


def _worst_of(field: str) -> Callable[[Row], str]:
    return lambda row: row.worst.get(field, "")


def _heading(spec: FieldSpec) -> str:
    return spec.title if spec.kind == "minutes" else spec.heading


def _width(spec: FieldSpec) -> int:
    by_kind = {"text": 120, "prose": 200, "flag": 60, "choice": 120, "date": 88, "minutes": 72, "disks": 140}
    longest = len(_heading(spec)) * 7 + 16
    return max(by_kind.get(spec.kind, 76 if spec.numeric else 130), longest)
