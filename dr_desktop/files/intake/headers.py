"""Headings as files spell them: `Provisioned MiB`, `Provisioned MB`, `vInfoProvisioned` are one column."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from dr_desktop.files.intake.cells import Cell, text_of

GIB_PER_UNIT: Mapping[str, float] = {
    "b": 2.0**-30,
    "bytes": 2.0**-30,
    "kb": 2.0**-20,
    "kib": 2.0**-20,
    "mb": 2.0**-10,
    "mib": 2.0**-10,
    "gb": 1.0,
    "gib": 1.0,
    "tb": 2.0**10,
    "tib": 2.0**10,
}
"""GiB in one unit. VMware's tools write MB and GB and mean MiB and GiB: only the heading changed over the years."""

HEADING_ROWS = 25
"""How far down a heading is looked for: people put titles above it."""

Row = tuple[int, Sequence[Cell]]
"""Row number, counted from 1, and its cells."""

_UNIT = re.compile(r"^(.*?)[\s(\[]*(?:in\s+)?(bytes|[kmgt]i?b)[)\]\s]*$", re.IGNORECASE)
_DATABASE_UNIT = re.compile(r"^(.*[a-z])([KMGT]i?B)$")


class Heading(NamedTuple):
    """A heading taken apart."""

    text: str
    """As written, spaces collapsed."""
    name: str
    """For comparing: folded, without unit and without everything that is no letter, digit, # or %."""
    unit: str
    """`mib`, `gb`, …; empty where the heading names none."""

    @property
    def gib(self) -> float | None:
        """GiB in one unit of this column; None where the heading names no unit."""
        return GIB_PER_UNIT.get(self.unit)


class Sheet(NamedTuple):
    """A table with its heading row found."""

    name: str
    columns: Mapping[str, int]
    """Field to position."""
    headings: tuple[Heading, ...]
    row_number: int
    """Row the heading stands in."""
    rows: Iterator[Row]
    """What follows the heading, not yet read."""


def read_heading(cell: Cell, prefix: str = "") -> Heading:
    """Take a heading apart. `prefix` is dropped, as in `vInfoMemory` of an export with database column names."""
    return _heading(" ".join(text_of(cell).split()), prefix)


@lru_cache(maxsize=4096)  # every format asks about the same headings
def _heading(text: str, prefix: str) -> Heading:
    bare = text
    if prefix and len(text) > len(prefix) and text.casefold().startswith(prefix.casefold()):
        bare = text[len(prefix) :]
        found = _DATABASE_UNIT.match(bare)
    else:
        found = _UNIT.match(text)
    if found and found.group(1).strip():
        return Heading(text, _comparable(found.group(1)), found.group(2).casefold())
    return Heading(text, _comparable(bare), "")


def find_headings(
    name: str, rows: Iterator[Row], fields: Mapping[str, str], required: Iterable[Iterable[str]], prefix: str = ""
) -> Sheet | None:
    """Find the heading row among the first rows.

    `fields` maps comparable heading names to fields; `required` lists groups of fields of which one each must be
    there, so that a title row is not taken for the heading. None where no such row is found.
    """
    groups = [frozenset(group) for group in required]
    for number, cells in islice(rows, HEADING_ROWS):
        headings = tuple(read_heading(cell, prefix) for cell in _without_empty_end(cells))
        columns: dict[str, int] = {}
        for position, heading in enumerate(headings):
            field = fields.get(heading.name)
            if field is not None:
                columns.setdefault(field, position)
        if all(group & columns.keys() for group in groups):
            return Sheet(name, columns, headings, number, rows)
    return None


def _without_empty_end(cells: Sequence[Cell]) -> Sequence[Cell]:
    filled = [position for position, cell in enumerate(cells) if text_of(cell)]
    return cells[: filled[-1] + 1] if filled else ()


def _comparable(text: str) -> str:
    return re.sub(r"[^\w#%]|_", "", text.casefold())
