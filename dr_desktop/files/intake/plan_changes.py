"""What an import changes, field by field: old value, new value, and the cell that says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from dr_desktop.files.intake.inventory import Origin
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.field_spec import field_spec
from dr_desktop.plan.plan import TABLES, Plan
from dr_desktop.plan.typed import text_from_value

SILENT_FIELDS: Final = frozenset({"source_place", "source_cells", "source_key"})
"""Where something was read. A row that only moved in its file has not changed."""


class FieldChange(NamedTuple):
    """One field of one row of the plan that the import would change."""

    table: str
    entity: str
    name: str
    field: str
    before: Any
    after: Any
    place: str
    original: str
    """The cell as it is written, with its heading; empty where the value follows from several cells."""

    def words(self, before: Plan, after: Plan) -> tuple[str, str, str]:
        """Title of the field with its unit, old value and new value as texts."""
        spec = field_spec(TABLES[self.table], self.field)
        return spec.heading, text_from_value(before, spec, self.before), text_from_value(after, spec, self.after)


def changed_fields(table: str, before: Entity, after: Entity) -> Iterator[FieldChange]:
    """The fields in which two states of one row differ, but for those that say where it was read."""
    cells: Mapping[str, str] = getattr(after, "source_cells", {})
    place: str = getattr(after, "source_place", "")
    for field in type(after).model_fields:
        old, new = getattr(before, field), getattr(after, field)
        if old != new and field not in SILENT_FIELDS:
            yield FieldChange(table, after.id, after.name, field, old, new, place, cells.get(field, ""))


def read_cells(origins: Mapping[str, Origin], fields: Mapping[str, str]) -> dict[str, str]:
    """The cells of a row by field of the plan: heading and words. `fields` maps the reader's names to the plan's."""
    found: dict[str, str] = {}
    for name, origin in origins.items():
        field = fields.get(name, "")
        if field and field not in found:
            found[field] = f"{origin.heading}: {origin.text}"[:2_000]
    return found
