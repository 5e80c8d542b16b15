"""The columns of a sheet: what each holds, how wide it is, and where its words are wrapped."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final, NamedTuple

from dr_desktop.files.workbook_cells import Form, Value, legal
from dr_desktop.report.blocks import Cell

_WIDEST: Final = 30.0
_WIDEST_BESIDE: Final = 44.0
_PROSE_WIDTH: Final = 46.0
_NARROWEST: Final = 8.0
_MEASURED_ROWS: Final = 2_000

SheetRow = Sequence["Value | Cell"]


class SheetColumn(NamedTuple):
    """A column: heading with its unit, form of its values, whether they follow from the plan and are summed.

    `printed` False: it stands right of what is printed. `help` is said where the heading is pointed at.
    """

    heading: str
    form: Form = "words"
    decimals: int = 0
    follows: bool = False
    summed: bool = False
    bold: bool = False
    help: str = ""
    printed: bool = True
    width: float = 0


def with_decimals(columns: Sequence[SheetColumn], rows: Sequence[SheetRow]) -> tuple[SheetColumn, ...]:
    """A column of whole numbers shows none of its decimals."""
    found = []
    for place, column in enumerate(columns):
        if column.form == "number":
            whole = all(_is_whole(plain(row[place])) for row in rows)
            column = column._replace(decimals=0 if whole else max(1, column.decimals))
        found.append(column)
    return tuple(found)


def wrapped(columns: tuple[SheetColumn, ...], rows: Sequence[SheetRow]) -> tuple[SheetColumn, ...]:
    """Words that are printed and too long for one line are wrapped; what is not printed stays on its line."""
    found = []
    for place, column in enumerate(columns):
        if column.form == "prose" and not column.printed:
            column = column._replace(form="words")
        elif column.form == "words" and column.printed and not column.width:
            longest = max([_length(plain(row[place]), column) for row in rows], default=0.0)
            if longest > _WIDEST:
                column = column._replace(form="prose", width=min(_PROSE_WIDTH, max(_WIDEST, longest / 2)))
        found.append(column)
    return tuple(found)


def _is_whole(cell: Cell) -> bool:
    return not isinstance(cell, float) or cell.is_integer()


def plain(value: Value | Cell) -> Cell:
    """The value alone, without where it comes from."""
    return value.cell if isinstance(value, Value) else value


def unique_headings(columns: Sequence[SheetColumn]) -> list[str]:
    """Headings of a table differ, whatever their case."""
    taken: set[str] = set()
    found = []
    for column in columns:
        name, number = legal(column.heading)[:255], 2
        while name.casefold() in taken:
            name, number = f"{legal(column.heading)[:245]} ({number})", number + 1
        taken.add(name.casefold())
        found.append(name)
    return found


def lines_in(cell: Cell, width: float) -> int:
    """Lines that words take in a column of so many characters; a word is not broken, so the last ones do not fit."""
    if not isinstance(cell, str) or not cell:
        return 1
    room = max(1.0, (width - 1.5) * 1.02)
    return sum([max(1, ceil(len(part) / room)) for part in cell.split("\n")])


def width_of(column: SheetColumn, rows: Sequence[SheetRow], place: int) -> float:
    """Characters that the column needs; a heading takes up to three lines, and the filter's button some room."""
    if column.width:
        return column.width
    words = column.heading.replace("-", "- ").split()
    heading = max(max([len(word) for word in words], default=0) + 3.5, len(column.heading) / 3 + 4)
    if column.form == "prose":
        longest = max([len(str(plain(row[place]) or "")) for row in rows[:_MEASURED_ROWS]], default=0)
        return max(heading, min(_PROSE_WIDTH, longest + 2.0), 16.0)
    lengths = [_length(plain(row[place]), column) for row in rows[:_MEASURED_ROWS]]
    widest = _WIDEST if column.printed else _WIDEST_BESIDE
    return min(widest, max([_NARROWEST, heading, *lengths]))


def _length(cell: Cell, column: SheetColumn) -> float:
    if cell is None:
        return 0.0
    if isinstance(cell, str):
        longest = max([len(line) for line in cell.split("\n")], default=0)
        return longest * (0.85 if column.form == "id" else 1.06) + 1.5
    if isinstance(cell, int | float):
        return len(f"{cell:,.{column.decimals}f}") * 1.05 + 2.0
    return 11.5
