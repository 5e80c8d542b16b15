"""Reads a table of machines by a mapping of its headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from dr_desktop.files.intake.cells import text_of
from dr_desktop.files.intake.headers import Row, Sheet, find_headings, read_heading
from dr_desktop.files.intake.inventory import Inventory, Refusal, Remark, SkippedRow
from dr_desktop.files.intake.mapped_machines import inventory_of
from dr_desktop.files.intake.opened import Document, Opened, Tables
from dr_desktop.files.intake.picked import pick, remark
from dr_desktop.files.intake.recognition import Recognised
from dr_desktop.files.intake.spreadsheet import BrokenTabError
from dr_desktop.files.intake.table_mapping import TableMapping
from dr_desktop.plan.typed_text import is_unknown, plain

_TOTALS = frozenset({"total", "totals", "sum", "grand total", "subtotal", "summe", "gesamt", "totale", "suma"})


class MappedSheet(NamedTuple):
    """A tab that a mapping fits, with what each of its columns is taken as."""

    tab: str
    hidden: bool
    sheet: Sheet
    numbered: Mapping[str, tuple[int, ...]]
    """Field whose heading carries a number to the positions of its columns, by number."""
    unused: tuple[int, ...]
    """Positions of documented columns that are not needed."""


def recognised(mapping: TableMapping, found: Opened) -> Recognised | None:
    """Whether a tab of the file has the headings that tell this mapping's tool."""
    if isinstance(found, Document):
        return None
    sheet = next(_fitting(mapping, found), None)
    if sheet is None:
        return None
    place = f", tab {sheet.tab}" if sheet.tab else ""
    return Recognised(mapping.confidence, f"{mapping.words}{place}")


def read(mapping: TableMapping, found: Opened) -> Inventory | Refusal:
    """The machines of the tabs that the mapping fits; the first one, of tools whose tabs repeat the machines."""
    name = found.path.name
    if isinstance(found, Document):
        return Refusal(name, "", "The file is JSON, and no table.", "Choose a workbook or a text table.")
    sheet = next(_fitting(mapping, found), None)
    if sheet is None:
        wanted = ", ".join(group[0] for group in mapping.telling)
        sentence = f"The file has no row with the headings of a {mapping.words}: {wanted}."
        return Refusal(name, "", sentence, "Put the headings back, or choose another file.")
    try:
        return _read(mapping, found, sheet)
    except BrokenTabError as error:
        return error.refusal


def _read(mapping: TableMapping, found: Tables, mapped: MappedSheet) -> Inventory | Refusal:
    rows = found.rows(mapped.tab)
    for number, _ in rows:
        if number >= mapped.sheet.row_number:
            break
    left_out: list[SkippedRow] = []
    placeholders: list[str] = []
    sheet = mapped.sheet._replace(name=mapped.tab or "table")
    sheet = sheet._replace(rows=_data_rows(rows, sheet, left_out, placeholders))
    picked = pick(sheet, _others(mapped), found.by_delimiter)
    picked = picked._replace(skipped=(*left_out, *picked.skipped))
    if not picked.numbers and not picked.skipped:
        return Refusal(found.path.name, mapped.tab, "The table lists no machine.", "Export it again with rows in it.")
    remarks = [*found.remarks, *picked.remarks]
    if placeholders:
        remarks.append(remark("number", "Words that stand for “not known” were left unknown", placeholders))
    if mapped.hidden:
        remarks.append(remark("file", "Hidden tabs were read too", [mapped.tab]))
    others = [tab.title for tab in found.tabs if tab.title != mapped.tab]
    if others:
        remarks.append(remark("file", "Tabs that are not needed and were not read", others))
    if not mapping.tried:
        remarks.append(Remark("file", f"{mapping.words}: this reader was not tried on a real file. Check it.", ()))
    ignored = tuple(mapped.sheet.headings[at].text for at in mapped.unused)
    if ignored:
        remarks.append(remark("column", "Columns that are not used", ignored))
    return inventory_of(mapping, found.path.name, mapped.numbered, picked, tuple(remarks), ignored)


def _fitting(mapping: TableMapping, found: Tables) -> Iterator[MappedSheet]:
    """The tabs whose headings tell the mapping's tool: shown tabs first, in the order of the mapping's own names."""
    order = {title: at for at, title in enumerate(mapping.tabs)}
    wanted = [tab for tab in found.tabs if not mapping.tabs or not tab.title or _folded(tab.title) in order]
    wanted.sort(key=lambda tab: (tab.hidden, order.get(_folded(tab.title), 0)))
    columns = mapping.by_name()
    telling = [frozenset(_names(group)) for group in mapping.telling]
    for tab in wanted:
        for row in found.head(tab.title):
            sheet = find_headings(tab.title, iter((row,)), columns, (("name",),))
            if sheet is None:
                continue
            names = {heading.name for heading in sheet.headings}
            if all(group & names for group in telling):
                yield _mapped(mapping, tab.title, tab.hidden, sheet)
                break


def _mapped(mapping: TableMapping, tab: str, hidden: bool, sheet: Sheet) -> MappedSheet:
    numbered: dict[str, list[tuple[int, int]]] = {}
    taken = set(sheet.columns.values())
    for field, pattern in mapping.numbered():
        for at, heading in enumerate(sheet.headings):
            fits = pattern.fullmatch(heading.name)
            if fits and at not in taken:
                numbered.setdefault(field, []).append((int(fits[1]), at))
                taken.add(at)
    not_needed = [re.compile(re.escape(name).replace(r"\#", r"\d{1,3}")) for name in _names(mapping.unused)]
    unused = tuple(
        at
        for at, heading in enumerate(sheet.headings)
        if at not in taken and any(pattern.fullmatch(heading.name) for pattern in not_needed)
    )
    by_number = {field: tuple(at for _, at in sorted(places)) for field, places in numbered.items()}
    return MappedSheet(tab, hidden, _preferred(mapping, sheet), by_number, unused)


def _preferred(mapping: TableMapping, sheet: Sheet) -> Sheet:
    """Of several columns for one field, the one whose heading the mapping names first."""
    columns = dict(sheet.columns)
    for field in columns:
        for wanted in _names(mapping.columns[field]):
            at = next((at for at, heading in enumerate(sheet.headings) if heading.name == wanted), None)
            if at is not None:
                columns[field] = at
                break
    return sheet._replace(columns=columns)


def _others(mapped: MappedSheet) -> dict[str, int]:
    """Heading to position of the columns that are not a field: numbered ones, and those kept as tags."""
    headings = mapped.sheet.headings
    fields = set(mapped.sheet.columns.values())
    numbered = {at for places in mapped.numbered.values() for at in places}
    counts = Counter(heading.text for heading in headings)
    columns: dict[str, int] = {}
    for at, heading in enumerate(headings):
        if at in numbered:
            columns[f"#{at}"] = at
        elif heading.text and at not in fields and at not in mapped.unused:
            columns[heading.text if counts[heading.text] == 1 else f"{heading.text} ({at + 1})"] = at
    return columns


def _data_rows(rows: Iterator[Row], sheet: Sheet, left_out: list[SkippedRow], placeholders: list[str]) -> Iterator[Row]:
    """The rows below the heading; those that repeat it or add up go to `left_out`, words for unknown are gathered."""
    heading = [heading.text for heading in sheet.headings]
    key = sheet.columns["name"]
    for number, cells in rows:
        name = text_of(cells[key]) if key < len(cells) else ""
        place = f"{sheet.name} row {number}"
        if name.casefold().rstrip(":") in _TOTALS:
            left_out.append(SkippedRow(place, name, "It adds up other rows.", None))
        elif name == heading[key] and [" ".join(text_of(cell).split()) for cell in cells] == heading:
            left_out.append(SkippedRow(place, name, "It repeats the headings.", None))
        else:
            texts = (cell.strip() for cell in cells if isinstance(cell, str))
            placeholders.extend(f"{place}: {text}" for text in texts if text and is_unknown(plain(text)))
            yield number, cells


def _names(headings: Iterable[str]) -> list[str]:
    return [read_heading(heading).name for heading in headings]


def _folded(title: str) -> str:
    return " ".join(title.split()).casefold()
