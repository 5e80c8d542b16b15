"""The columns of this program's own sheets, by which a workbook or template of ours is known and read again."""

from __future__ import annotations

from functools import cache
from typing import Final

from dr_desktop.files.intake.plan_changes import SILENT_FIELDS
from dr_desktop.plan.field_spec import FieldSpec, field_spec
from dr_desktop.plan.plan import TABLES

SHEETS: Final = {"Applications": "applications", "Machines": "machines"}
"""Titles of the sheets that are read again, and the tables of the plan that they show."""
NOT_READ: Final = SILENT_FIELDS | {"as_typed"}
"""What an import keeps itself."""


@cache
def stated_fields(table: str) -> tuple[FieldSpec, ...]:
    """The fields of a table that its sheet states, the name first and the id last."""
    kind = TABLES[table]
    names = [name for name in kind.model_fields if name not in NOT_READ and name not in ("name", "id")]
    return tuple(field_spec(kind, name) for name in ("name", *names, "id"))


def field_of(table: str, heading: str) -> FieldSpec | None:
    """The field that a heading of our sheets names, its unit with it; None where it names none."""
    words = " ".join(heading.split()).casefold()
    return _by_heading(table).get(words) or _by_heading(table).get(f"{words.rpartition(',')[0]}, …")


@cache
def _by_heading(table: str) -> dict[str, FieldSpec]:
    """Amounts of money carry the currency of their plan, so any unit is taken there."""
    return {(f"{one.title}, …" if one.kind == "money" else one.heading).casefold(): one for one in stated_fields(table)}
