"""Finds the tab and heading row of a file that holds wanted columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from dr_desktop.files.intake.headers import Sheet, find_headings, read_heading
from dr_desktop.files.intake.opened import Opened, Tables
from dr_desktop.files.intake.picked import Picked, pick


class FoundTab(NamedTuple):
    """A tab with its heading row; the rows below are not yet read."""

    tab: str
    hidden: bool
    sheet: Sheet


def tabs_with(
    found: Opened, columns: Mapping[str, Iterable[str]], required: Iterable[Iterable[str]]
) -> Iterator[FoundTab]:
    """The tabs, those shown first, that have a row with one heading of each required group of fields.

    `columns` gives per field the headings it may have.
    """
    if not isinstance(found, Tables):
        return
    names = {read_heading(heading).name: field for field, headings in columns.items() for heading in headings}
    groups = [tuple(group) for group in required]
    for tab in sorted(found.tabs, key=lambda one: one.hidden):
        sheet = find_headings(tab.title, found.head(tab.title), names, groups)
        if sheet is not None:
            yield FoundTab(tab.title, tab.hidden, sheet)


def picked_from(found: Tables, tab: FoundTab, keep_others: bool = False) -> Picked:
    """The rows below the heading; other columns by heading where they are kept. Raises BrokenTabError."""
    rows = found.rows(tab.tab)
    for number, _ in rows:
        if number >= tab.sheet.row_number:
            break
    used = set(tab.sheet.columns.values())
    extra: dict[str, int] = {}
    if keep_others:
        for at, heading in enumerate(tab.sheet.headings):
            if heading.text and at not in used:
                extra[heading.text if heading.text not in extra else f"{heading.text} ({at + 1})"] = at
    return pick(tab.sheet._replace(name=tab.tab or "table", rows=rows), extra, found.by_delimiter)
