"""Numbers of a whole column: the decimal mark is decided by all its values, never by one cell."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from dr_desktop.files.intake.cells import Cell, Missing, text_of
from dr_desktop.plan.numbers import DecimalMark, column_decimal, read_number
from dr_desktop.plan.typed_text import Unreadable


class Figures(NamedTuple):
    """A column of numbers."""

    values: tuple[float | None, ...]
    """In the column's own unit; None where nothing is stated, or where it cannot be read."""
    unreadable: tuple[tuple[int, str], ...]
    """Position in the column, and why that cell was not taken as a number."""


def read_figures(cells: Sequence[Cell], whole: bool) -> Figures:
    """Read a column of sizes or counts.

    `whole` says that the column states whole numbers only, as VMware's tools do for CPUs and MiB: then a lone
    `16,384` can only be thousands. Negative numbers mean "not collected" or "no limit" there, and give None.
    """
    decimal = _decimal(cells, whole)
    values: list[float | None] = []
    unreadable = []
    for position, cell in enumerate(cells):
        value = _number(cell, decimal)
        if isinstance(value, Unreadable):
            unreadable.append((position, value.wrong))
            values.append(None)
        else:
            values.append(value)
    return Figures(tuple(values), tuple(unreadable))


def _decimal(cells: Sequence[Cell], whole: bool) -> DecimalMark | None:
    texts = [cell for cell in cells if isinstance(cell, str)]
    if not texts:
        return None
    decimal = column_decimal(texts)
    if decimal is None and whole:
        commas = any("," in text for text in texts)
        points = any("." in text for text in texts)
        if commas != points:
            return "." if commas else ","
    return decimal


def _number(cell: Cell, decimal: DecimalMark | None) -> float | Unreadable | None:
    match cell:
        case None:
            return None
        case bool():
            return Unreadable(f"{cell} is not a number.", "")
        case int() | float():
            try:
                value: float | Unreadable | None = float(cell)
            except OverflowError:
                value = math.inf
        case str():
            value = read_number(cell, decimal)
        case Missing():
            return Unreadable(f"It is {cell.value}.", "")
        case _:
            return Unreadable(f"{text_of(cell)} is a date, not a number.", "")
    if isinstance(value, float):
        if not math.isfinite(value):
            return Unreadable(f"{text_of(cell)} is not a number.", "")
        return value if value >= 0 else None
    return value
