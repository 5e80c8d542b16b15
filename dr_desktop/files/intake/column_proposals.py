"""What the columns of a table could mean: proposed from their headings, for the planner to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, Literal, NamedTuple

from dr_desktop.files.intake.application_columns import columns_of
from dr_desktop.files.intake.cells import Cell, text_of
from dr_desktop.files.intake.headers import Row, read_heading
from dr_desktop.files.intake.opened import Opened, Tables
from dr_desktop.files.intake.table_mapping import TableMapping, mapping_of_columns, shipped_mappings

SAMPLES: Final = 3
_LONGEST_HEADING: Final = 200

Sure = Literal["", "likely", "possible"]
Of = Literal["machines", "applications"]


class ColumnProposal(NamedTuple):
    """One column: its heading, some of its cells, and what it seems to be as a list of either kind."""

    heading: str
    samples: tuple[str, ...]
    fields: Mapping[Of, tuple[str, Sure]]
    """Field and how sure that is; an empty field where nothing is proposed."""


class TableLook(NamedTuple):
    """The table of a file that lists most, and its columns."""

    tab: str
    row_number: int
    columns: tuple[ColumnProposal, ...]
    of: Of
    """What it seems to list."""

    @property
    def signature(self) -> str:
        """The headings as one text: files of the same layout have the same."""
        return "|".join(one.heading.casefold() for one in self.columns)


def look_at(found: Opened) -> TableLook | None:
    """The first table with a row of two headings or more; None where the file has none."""
    if not isinstance(found, Tables):
        return None
    for tab in sorted(found.tabs, key=lambda one: one.hidden):
        rows = list(found.head(tab.title))
        head = _head(rows)
        if head is not None:
            return _look(tab.title, rows, head)
    return None


def mapping_of(look: TableLook, of: Of, fields: Sequence[str], words: str) -> TableMapping | None:
    """The mapping that takes each column as the field at its place, "" for none; None where no column is the name."""
    columns: dict[str, list[str]] = {}
    for one, field in zip(look.columns, fields, strict=True):
        if field:
            columns.setdefault(field, []).append(one.heading)
    return mapping_of_columns(of, columns, words) if "name" in columns else None


def _head(rows: Sequence[Row]) -> int | None:
    """Position of the first row whose filled cells are all different words, as many as in any such row."""
    best: tuple[int, int] | None = None
    for at, (_, cells) in enumerate(rows):
        texts = [text for cell in cells if (text := _words(cell))]
        wordy = all(isinstance(cell, str) for cell in cells if text_of(cell))
        if len(texts) < 2 or not wordy or len({one.casefold() for one in texts}) < len(texts):
            continue
        if max(map(len, texts)) <= _LONGEST_HEADING and (best is None or len(texts) > best[0]):
            best = (len(texts), at)
    return best[1] if best else None


def _look(tab: str, rows: Sequence[Row], head: int) -> TableLook:
    number, cells = rows[head]
    proposed = {one.position: one.field for one in columns_of(cells) if one.field != "tag"}
    columns = []
    counts = {"machines": 0, "applications": 0}
    for at, cell in enumerate(cells):
        heading = _words(cell)
        if not heading:
            continue
        texts = (_words(row[at]) for _, row in rows[head + 1 :] if at < len(row))
        samples = tuple(dict.fromkeys(filter(None, texts)))[:SAMPLES]
        machine = _as_machine(heading)
        application: tuple[str, Sure] = (proposed[at], "likely") if at in proposed else ("", "")
        counts["machines"] += machine[1] == "likely"
        counts["applications"] += bool(application[0])
        columns.append(ColumnProposal(heading, samples, {"machines": machine, "applications": application}))
    of: Of = "applications" if counts["applications"] > counts["machines"] else "machines"
    return TableLook(tab, number, _each_once(columns), of)


def _each_once(columns: Sequence[ColumnProposal]) -> tuple[ColumnProposal, ...]:
    """A field is proposed for the column that says it most plainly only."""
    best: dict[tuple[Of, str], int] = {}
    kinds: tuple[Of, ...] = ("machines", "applications")
    for sure in ("likely", "possible"):
        for at, one in enumerate(columns):
            for of in kinds:
                if one.fields[of][0] and one.fields[of][1] == sure:
                    best.setdefault((of, one.fields[of][0]), at)
    return tuple(
        one._replace(
            fields={of: one.fields[of] if best.get((of, one.fields[of][0])) == at else ("", "") for of in kinds}
        )
        for at, one in enumerate(columns)
    )


def _as_machine(heading: str) -> tuple[str, Sure]:
    name = read_heading(heading).name
    known = _known_headings()
    if name in known:
        return known[name], "likely"
    inside = [one for one in known if len(one) > 2 and one in name]
    return (known[max(inside, key=len)], "possible") if inside else ("", "")


@cache
def _known_headings() -> dict[str, str]:
    """Comparable heading to field, of every tool that is known."""
    found: dict[str, str] = {}
    for mapping in shipped_mappings():
        for name, field in mapping.by_name().items():
            found.setdefault(name, field)
    return found


def _words(cell: Cell) -> str:
    return " ".join(text_of(cell).split())
