"""Business impact analyses and lists of applications, of any layout that has a row of headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from dr_desktop.files.intake.application_columns import (
    DURATIONS,
    ApplicationColumn,
    columns_of,
    is_heading_row,
)
from dr_desktop.files.intake.cells import Cell, Missing, text_of
from dr_desktop.files.intake.headers import Row
from dr_desktop.files.intake.inventory import Inventory, InventoryApplication, Origin, Refusal, Remark, SkippedRow
from dr_desktop.files.intake.opened import Opened, Tables
from dr_desktop.files.intake.picked import remark
from dr_desktop.files.intake.recognition import Recognised
from dr_desktop.files.intake.spreadsheet import BrokenTabError
from dr_desktop.files.intake.table_mapping import TableMapping
from dr_desktop.plan.durations import planned_minutes, read_duration
from dr_desktop.plan.typed_text import Unreadable, is_unknown, plain

KEY: Final = "application-list"
WORDS: Final = "Business impact analysis or list of applications"
ROWS_WITHOUT_NAME_END_A_TABLE: Final = 200

_PLACEHOLDER: Final = re.compile(
    r"(?:workload|application|app|service|system|process|example|sample)[ _-]*\d*|<.*>|\[.*\]|e\.g\..*", re.IGNORECASE
)
_ERROR: Final = re.compile(r"#(?:DIV/0!|N/A|REF!|VALUE!|NAME\?|NUM!|NULL!)")
_NAMES: Final = re.compile(r"\s*[;\n|]\s*|\s*,\s+(?=\S)")
_TOTALS: Final = frozenset({"total", "totals", "sum", "grand total", "gesamt"})


class _Heading(NamedTuple):
    tab: str
    row_number: int
    columns: tuple[ApplicationColumn, ...]
    hidden: bool


def recognised(found: Opened, mapping: TableMapping | None = None) -> Recognised | None:
    """Whether a tab has a row of headings with applications and at least one objective or tier."""
    heading = next(_headings(found, mapping), None)
    if heading is None:
        return None
    objectives = sum(one.field in DURATIONS for one in heading.columns)
    place = f", tab {heading.tab}" if heading.tab else ""
    return Recognised(0.8 if objectives else 0.35, f"{WORDS}{place}, headings in row {heading.row_number}")


def read(found: Opened, mapping: TableMapping | None = None) -> Inventory | Refusal:
    """The applications of every shown tab that lists some; objectives stay words until they are taken over.

    `mapping` says what the columns mean, in place of what their headings would tell.
    """
    name = found.path.name
    headings = list(_headings(found, mapping))
    shown = [one for one in headings if not one.hidden] or headings
    if not shown or not isinstance(found, Tables):
        sentence = "The file has no row of headings with an application and its RTO, RPO, MTD or tier."
        return Refusal(name, "", sentence, "Put the headings back, or choose another file.")
    applications: dict[str, InventoryApplication] = {}
    skipped: list[SkippedRow] = []
    remarks = list(found.remarks)
    for heading in shown:
        try:
            _read_tab(found, heading, applications, skipped, remarks)
        except BrokenTabError as error:
            if not applications:
                return error.refusal
            remarks.append(Remark("file", f"{error.refusal.sentence} What follows stays unknown.", (heading.tab,)))
    hidden = [one.tab for one in headings if one.hidden and one not in shown]
    if hidden:
        remarks.append(remark("file", "Hidden tabs that look like lists of applications were not read", hidden))
    return Inventory(
        WORDS, name, (), tuple(skipped), tuple(remarks), (), (), (), key=KEY, applications=tuple(applications.values())
    )


def _headings(found: Opened, mapping: TableMapping | None) -> Iterator[_Heading]:
    if not isinstance(found, Tables):
        return
    fields = mapping.by_name() if mapping is not None else None
    for tab in sorted(found.tabs, key=lambda one: one.hidden):
        for number, cells in found.head(tab.title):
            columns = columns_of(cells, fields)
            if is_heading_row(columns, stated=fields is not None):
                yield _Heading(tab.title, number, columns, tab.hidden)
                break


def _read_tab(
    found: Tables,
    heading: _Heading,
    applications: dict[str, InventoryApplication],
    skipped: list[SkippedRow],
    remarks: list[Remark],
) -> None:
    key = next(one.position for one in heading.columns if one.field == "name")
    tab = heading.tab or "table"
    unread: list[str] = []
    errors: list[str] = []
    nameless = 0
    for number, cells in _below(found.rows(heading.tab), heading.row_number):
        place = f"{tab} row {number}"
        name = _text(cells, key)
        if not name or _ERROR.fullmatch(name):
            nameless += 1
            if any(_text(cells, one.position) for one in heading.columns):
                skipped.append(SkippedRow(place, "", "It has no name.", None))
            if nameless > ROWS_WITHOUT_NAME_END_A_TABLE:
                break
            continue
        if isinstance(cells[key], Missing):
            skipped.append(SkippedRow(place, "", f"Its name is {Missing.FORMULA_WITHOUT_VALUE.value}.", None))
            continue
        nameless = 0
        read = _application(heading.columns, cells, name, place, unread, errors)
        reason = _left_out(read, applications.get(name.casefold()))
        if reason:
            skipped.append(SkippedRow(place, name, reason, None))
        else:
            applications[name.casefold()] = read
    if unread:
        remarks.append(remark("number", f"{tab}: objectives that are no length of time and stay words", unread))
    if errors:
        remarks.append(remark("number", f"{tab}: cells that hold an error of a formula were left unknown", errors))


def _below(rows: Iterator[Row], heading_row: int) -> Iterator[Row]:
    for number, cells in rows:
        if number > heading_row:
            yield number, cells


def _application(
    columns: Sequence[ApplicationColumn],
    cells: Sequence[Cell],
    name: str,
    place: str,
    unread: list[str],
    errors: list[str],
) -> InventoryApplication:
    values: dict[str, str] = {}
    tags: dict[str, str] = {}
    origins = {}
    depends_on: tuple[str, ...] = ()
    for column in columns:
        text = _text(cells, column.position)
        if _ERROR.fullmatch(text):
            errors.append(f"{place}, {column.heading}")
            continue
        if column.field == "name" or not text:
            continue
        if column.field == "tag":
            tags[column.heading] = text
            continue
        origins[column.field] = Origin(column.heading, text)
        if is_unknown(plain(text)):
            continue
        if column.field == "depends_on":
            depends_on = tuple(dict.fromkeys(filter(None, _NAMES.split(text))))
        elif column.field in DURATIONS:
            values[column.field] = _duration(column, text, name, place, unread)
        else:
            values[column.field] = text
    return InventoryApplication(name, values, depends_on, tags, place, origins)


def _duration(column: ApplicationColumn, text: str, name: str, place: str, unread: list[str]) -> str:
    """The words of a duration; a bare number with the unit of its heading."""
    duration = read_duration(text)
    stated = f"{text} {column.unit}" if duration.kind == "bare_number" and column.unit is not None else text
    found = planned_minutes(stated)
    if isinstance(found, Unreadable):
        unread.append(f"{place} ({name}), {column.heading}: {found.sentence}")
    return stated


def _left_out(read: InventoryApplication, first: InventoryApplication | None) -> str:
    if _PLACEHOLDER.fullmatch(read.name) and not read.values:
        return "It is a placeholder of the form."
    if read.name.casefold().rstrip(":") in _TOTALS:
        return "It adds up other rows."
    if first is None:
        return ""
    differing = [
        field.removesuffix("_minutes").upper() if field in DURATIONS else field.replace("_", " ")
        for field, text in read.values.items()
        if first.values.get(field, text) != text
    ]
    said = f", and states another {' and '.join(differing)}" if differing else ""
    return f"It repeats {first.place}, which counts{said}."


def _text(cells: Sequence[Cell], position: int) -> str:
    return " ".join(text_of(cells[position]).split()) if position < len(cells) else ""
