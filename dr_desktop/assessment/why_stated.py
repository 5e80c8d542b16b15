"""Why a stated cell holds what it holds: its own value, an inherited one, an assumption, or nothing."""

from __future__ import annotations

from typing import Any, Final

from dr_desktop.assessment.explanation import Explanation, Input, Origin, Place, Subject
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.why_members import assumption
from dr_desktop.plan.assumptions import DEFINITIONS
from dr_desktop.plan.backup import BackupPolicy, BackupTarget
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.field_spec import FieldSpec, field_spec
from dr_desktop.plan.inherit import effective
from dr_desktop.plan.plan import HEADER, TABLES, Plan

_STAND_INS: Final = {
    "used_gib": "used_percent_of_provisioned",
    "size_after_reduction_percent": "reduction_left_percent",
    "disks": "",
}
_ASSUMED_IN: Final = (BackupPolicy, BackupTarget)


def explain_stated(assessment: Assessment, subject: Subject) -> Explanation | None:
    """The explanation of a field of an entity; `kind` is the table, `part` the field."""
    plan = assessment.plan
    if subject.kind not in TABLES:
        return None
    entity = plan.table(subject.kind).get(subject.entity)
    if entity is None or subject.part not in type(entity).model_fields:
        return None
    spec = field_spec(type(entity), subject.part)
    value, origin, reading = _found(assessment, entity, spec)
    typed = entity.as_typed.get(subject.part, "")
    inputs = [Input("As typed", typed)] if typed else []
    definition = DEFINITIONS.get(entity.id) if subject.kind == "assumptions" else None
    if origin == "assumed":
        inputs.append(assumption(assessment, _stand_in(entity, subject.part)))
    else:
        inputs.append(Input(spec.title, _plain(plan, spec, value), spec.unit, origin, _place(subject)))
    return Explanation(
        subject,
        f"{spec.title}, {named(entity)}",
        _plain(plan, spec, value),
        spec.unit or (definition.unit if definition is not None and subject.part in ("base", "low", "high") else ""),
        spec.help,
        reading,
        inputs=tuple(inputs),
        rules=(definition.help,) if definition is not None else (),
    )


def _found(assessment: Assessment, entity: Entity, spec: FieldSpec) -> tuple[Any, Origin, str]:
    found = effective(assessment.plan, entity, spec.name)
    if found.origin == "own":
        return found.value, "stated", "Stated in the plan."
    if found.origin == "tier":
        return found.value, "stated", "Inherited from its tier; type a value to override it."
    if found.origin == "application":
        return found.value, "stated", "Inherited from its application; type a value to override it."
    key = _stand_in(entity, spec.name)
    if key:
        return getattr(assessment.assumed, key), "assumed", "Not stated: the assumption stands in for it."
    return found.value, "stated", "Not stated, and nothing stands in for it."


def _stand_in(entity: Entity, field: str) -> str:
    """The assumption that stands in for a blank field; "" where none does."""
    if field == "size_after_reduction_percent" and not isinstance(entity, _ASSUMED_IN):
        return ""
    return _STAND_INS.get(field, field if field in DEFINITIONS else "")


def _plain(plan: Plan, spec: FieldSpec, value: Any) -> float | str | None:
    if value is None or value == "" or value == ():
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return float(value)
    if spec.table:
        ids = (value,) if isinstance(value, str) else value
        table = plan.table(spec.table)
        return ", ".join(named(table[one]) if one in table else str(one) for one in ids)
    if isinstance(value, str):
        return spec.choices.get(value, value)
    if isinstance(value, tuple):
        return ", ".join(str(spec.choices.get(one, one)) if isinstance(one, str) else str(one) for one in value)
    return str(value)


def _place(subject: Subject) -> Place | None:
    return None if subject.kind == HEADER else Place(subject.kind, subject.entity, subject.part)
