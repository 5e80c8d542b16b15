"""Reads the columns of numbers of a mapped table: units, decimal marks, disks, and measures that no field takes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Final, NamedTuple

from dr_desktop.files.intake.cells import Cell, text_of
from dr_desktop.files.intake.figures import Figures, read_figures
from dr_desktop.files.intake.headers import GIB_PER_UNIT, read_heading
from dr_desktop.files.intake.inventory import Remark
from dr_desktop.files.intake.picked import Picked, number_remarks, remark
from dr_desktop.files.intake.table_mapping import SIZE_FIELDS, TableMapping
from dr_desktop.plan.numbers import DecimalMark, column_decimal, read_number
from dr_desktop.plan.typed_text import is_unknown, plain
from dr_desktop.plan.units import read_quantity

NUMBERS: Final = (
    "vcpus",
    "memory",
    "capacity",
    "provisioned",
    "in_use",
    "guest_consumed",
    "change",
    "churn",
    "peak_churn",
)
MIB_FROM: Final = 512
"""Memory without a unit, whose middle value is at least this, is in MiB: no fleet has 512 GiB a machine."""
_WITH_UNIT: Final = re.compile(r"\d\s*[KMGT]i?B\s*$", re.IGNORECASE)


class NumberColumns(NamedTuple):
    """The columns of numbers, read."""

    values: dict[str, tuple[float | None, ...]]
    disks: tuple[tuple[float | None, ...], ...]
    measures: dict[str, tuple[float | None, ...]]
    remarks: tuple[Remark, ...]


def number_columns(mapping: TableMapping, numbered: Mapping[str, tuple[int, ...]], picked: Picked) -> NumberColumns:
    """The numbers of a table; sizes in GiB, disks by their number. Cells that are no number are None and said."""
    decimal = _usual_decimal(picked)
    values: dict[str, tuple[float | None, ...]] = {}
    remarks: list[Remark] = []
    for field in NUMBERS:
        if field in picked.columns:
            cells = picked.cells(field)
            figures = _figures(cells, field in ("vcpus", "memory"), decimal)
            remarks.extend(number_remarks(picked, field, figures))
            factor, said = _factor(mapping, picked, field, figures)
            remarks.extend(said)
            values[field] = tuple(None if one is None else one * factor for one in figures.values)
    disks = []
    for at in numbered.get("disk", ()):
        heading = read_heading(picked.headings.get(f"#{at}", ""))
        figures = _figures(picked.extra[f"#{at}"], False, decimal)
        factor = heading.gib if heading.gib is not None else mapping.units.get("disk", 1.0)
        disks.append(tuple(None if one is None else one * factor for one in figures.values))
    measures = {}
    for heading_text, cells in picked.extra.items():
        if not heading_text.startswith("#") and (measured := _measures(cells, decimal)) is not None:
            measures[heading_text] = measured
    return NumberColumns(values, tuple(disks), measures, tuple(remarks))


def _figures(cells: Sequence[Cell], whole: bool, decimal: DecimalMark | None) -> Figures:
    """A column of numbers; where its own values leave the decimal mark open, the file's other columns decide."""
    if any(isinstance(cell, str) and _WITH_UNIT.search(cell) for cell in cells):
        return _with_units(cells)
    figures = read_figures(cells, whole)
    if figures.unreadable and decimal is not None:
        by_file = read_figures([*cells, "1.5" if decimal == "." else "1,5"], whole)
        if len(by_file.unreadable) < len(figures.unreadable):
            return Figures(by_file.values[:-1], by_file.unreadable)
    return figures


def _with_units(cells: Sequence[Cell]) -> Figures:
    """Cells such as `16 GB` and `512 MB`, in GiB; those without a unit cannot be told."""
    decimal = column_decimal([cell for cell in cells if isinstance(cell, str)])
    values: list[float | None] = []
    unreadable = []
    for at, cell in enumerate(cells):
        text = text_of(cell)
        found = read_quantity(text, "GiB", decimal, "binary") if _WITH_UNIT.search(text) else None
        if isinstance(found, float) and found >= 0:
            values.append(found)
        else:
            values.append(None)
            if not is_unknown(plain(text)):
                unreadable.append((at, f"{text} has no unit, and other cells of the column have one."))
    return Figures(tuple(values), tuple(unreadable))


def _factor(mapping: TableMapping, picked: Picked, field: str, figures: Figures) -> tuple[float, list[Remark]]:
    """What one unit of the column is in GiB (1 for what is no size), and what to say where it had to be guessed."""
    if field not in SIZE_FIELDS:
        return 1.0, []
    if any(isinstance(cell, str) and _WITH_UNIT.search(cell) for cell in picked.cells(field)):
        return 1.0, []
    stated = picked.units_gib.get(field, mapping.units.get(field))
    if stated is not None:
        return stated, []
    known = [value for value in figures.values if value is not None]
    unit = "mib" if field == "memory" and known and median(known) >= MIB_FROM else "gib"
    words = "MiB" if unit == "mib" else "GiB"
    heading = picked.headings.get(field, field)
    return GIB_PER_UNIT[unit], [remark("column", f"The heading {heading} names no unit; read as {words}", ())]


def _usual_decimal(picked: Picked) -> DecimalMark | None:
    texts = [cell for cells in (*picked.columns.values(), *picked.extra.values()) for cell in cells[:500]]
    return column_decimal([one for one in texts if isinstance(one, str) and one[:1].isdigit() and len(one) < 30])


def _measures(cells: Sequence[Cell], decimal: DecimalMark | None) -> tuple[float | None, ...] | None:
    """A column as numbers where all its cells are numbers or say that there is none; else None."""
    if not any(
        (isinstance(cell, int | float) and not isinstance(cell, bool)) or isinstance(cell, str) for cell in cells
    ):
        return None
    if any(isinstance(cell, bool) for cell in cells):
        return None
    texts = [plain(cell) for cell in cells if isinstance(cell, str)]
    if any(not is_unknown(text) and not isinstance(read_number(text, "."), float) for text in texts[:200]):
        return None
    figures = _figures(cells, False, decimal)
    return None if figures.unreadable or not any(one is not None for one in figures.values) else figures.values
