"""Writes an empty workbook with this program's own headings: filled in, it comes back with an import."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dr_desktop.files.intake.own_columns import SHEETS, stated_fields
from dr_desktop.files.replace_file import replace_file
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.field_spec import FieldSpec

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_INTRO: Final = (
    "A row for each. Leave blank what is not known or is as the tier or the application has it. Point at a heading to"
    " see what it asks for; leave Id blank."
)
_HEAD_ROW: Final = 2
_LAST_ROW: Final = 10_000
_LONGEST_LIST: Final = 255
"""Characters that Excel takes for a list of choices in a cell's rule."""
_ASKED_FIRST: Final = {
    "applications": ("name", "business_owner", "technical_owner", "environment", "tier", "rto_minutes", "rpo_minutes",
                     "mtd_minutes", "source_site", "scheme", "depends_on"),
    "machines": ("name", "application", "role", "vcpus", "memory_gib", "disks", "used_gib", "change_percent_per_day",
                 "os", "power", "protected"),
}  # fmt: skip


def write_template(path: Path) -> Problem | None:
    """Write the template to `path`, whole or not at all; a Problem when the file cannot be written."""
    from xlsxwriter import Workbook  # heavy, and only for a workbook

    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as workbook:
        for title, table in SHEETS.items():
            _add_sheet(workbook, title, _ordered(table))
    return replace_file(path, content.getvalue())


def _add_sheet(workbook: Workbook, title: str, fields: list[FieldSpec]) -> None:
    sheet = workbook.add_worksheet(title)
    sheet.write_string(0, 0, title, workbook.add_format({"bold": True, "font_size": 14}))
    sheet.write_string(1, 0, _INTRO)
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    # Dates are typed with the year first; other cells are words until somebody types a number.
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for at, one in enumerate(fields):
        sheet.write_string(_HEAD_ROW, at, _heading(one), head)
        if one.help:
            sheet.write_comment(_HEAD_ROW, at, one.help, {"author": "DR Desktop", "x_scale": 2})
        sheet.set_column(at, at, 28 if one.name == "name" else 16, day if one.kind == "date" else None)
        choices = ["yes", "no"] if one.kind == "flag" else list(one.choices.values()) if one.kind == "choice" else []
        if choices and len(",".join(choices)) <= _LONGEST_LIST:
            sheet.data_validation(_HEAD_ROW + 1, at, _LAST_ROW, at, {"validate": "list", "source": choices})
    sheet.set_row(_HEAD_ROW, 40)
    sheet.freeze_panes(_HEAD_ROW + 1, 1)


def _heading(field: FieldSpec) -> str:
    return f"{field.title}, in the plan's currency" if field.kind == "money" else field.heading


def _ordered(table: str) -> list[FieldSpec]:
    """What an inventory states comes first, the id last."""
    fields = {one.name: one for one in stated_fields(table)}
    first = [fields[name] for name in _ASKED_FIRST[table]]
    return [*first, *(one for name, one in fields.items() if name not in _ASKED_FIRST[table])]
