"""One sheet with one table: title, what it is, sums of the rows shown, headings, rows; ready to print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import fsum
from typing import TYPE_CHECKING, Final, NamedTuple

from dr_desktop.files.workbook_cells import SIZE, Styles, Value, legal, number_format, put, sheet_name
from dr_desktop.files.workbook_columns import (
    SheetColumn,
    SheetRow,
    lines_in,
    plain,
    unique_headings,
    width_of,
    with_decimals,
    wrapped,
)
from dr_desktop.files.workbook_notes import CellNotes
from dr_desktop.files.workbook_print import A4, pages_across, paper_of
from dr_desktop.report.blocks import Meta
from dr_desktop.report.look import colour

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

BAND_ROW: Final = 2
SUM_ROW: Final = 3
HEAD_ROW: Final = 4
"""Rows above the table, from 0: title, what it is, the band, the sums, the headings."""
_LINE_HEIGHT: Final = 13.0
_HIGHEST_ROW: Final = 400.0
_TITLE_HEIGHT: Final = 21.0
_HELP_LONGEST: Final = 400
_HEADER_LONGEST: Final = 240


class TableSheet(NamedTuple):
    """What a sheet shows. `intro` is one or two sentences; without rows, `empty` is said after it."""

    title: str
    intro: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[SheetRow]
    empty: str = "Nothing is stated here yet."
    frozen_columns: int = 1


class Book(NamedTuple):
    """The workbook while it is written: its formats, its names, what stands at the head and foot of its pages.

    `notes` explains the numbers of cells.
    """

    workbook: Workbook
    styles: Styles
    meta: Meta
    taken: set[str]
    tables: set[str]
    sheets: dict[str, str]
    notes: CellNotes


def add_sheet(book: Book, title: str, tab: str = "line.strong") -> Worksheet:
    """An empty sheet with its title and print set-up."""
    name = sheet_name(title, book.taken)
    book.sheets[title] = name
    sheet = book.workbook.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.set_tab_color(colour(tab))
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(_band(book.meta.head_left, book.meta.head_right))
    sheet.set_footer(_band(f"Plan {book.meta.digest} · {book.meta.price_words}", "Page &P of &N", escape_right=False))
    sheet.set_row(0, _TITLE_HEIGHT)
    sheet.write_string(0, 0, legal(title), book.styles.of(bold=True, font_size=14))
    return sheet


def write_table_sheet(book: Book, found: TableSheet) -> Worksheet:
    """A sheet with a filtered table, frozen headings and, above them, sums that follow the filter."""
    sheet = add_sheet(book, found.title)
    rows = found.rows
    intro = found.intro if rows else f"{found.intro} {found.empty}".strip()
    sheet.write_string(1, 0, legal(intro), book.styles.of(font_color=colour("text.secondary")))
    columns = wrapped(with_decimals(found.columns, rows), rows)
    _bands(book, sheet, columns)
    first, last = HEAD_ROW + 1, HEAD_ROW + max(1, len(rows))
    _sums(book, sheet, columns, rows, first, last)
    _cells(book, sheet, columns, rows, first)
    sheet.add_table(
        HEAD_ROW,
        0,
        last,
        len(columns) - 1,
        {
            "name": _table_name(found.title, book.tables),
            "style": None,
            "columns": [
                {"header": heading, "header_format": _head_style(book, column)}
                for heading, column in zip(unique_headings(columns), columns, strict=True)
            ],
        },
    )
    widths = [width_of(column, rows, place) for place, column in enumerate(columns)]
    _set_widths(sheet, columns, widths)
    _set_heights(sheet, columns, widths, rows)
    sheet.set_row(HEAD_ROW, 3 * 13.5)
    sheet.freeze_panes(first, found.frozen_columns)
    sheet.repeat_rows(HEAD_ROW)
    printed = max([place for place, column in enumerate(columns) if column.printed])
    sheet.print_area(0, 0, last, printed)
    width = sum(widths[: printed + 1])
    sheet.set_paper(paper_of(width))
    if (across := pages_across(width)) > 1:
        sheet.fit_to_pages(across, 0)
        sheet.repeat_columns(0, found.frozen_columns - 1)
        sheet.print_across()
    return sheet


def _bands(book: Book, sheet: Worksheet, columns: Sequence[SheetColumn]) -> None:
    """What is stated and what follows, said once above each run of columns."""
    for place, column in enumerate(columns):
        begins = place == 0 or columns[place - 1].follows != column.follows
        ground = colour("computed" if column.follows else "panel.alternate")
        style = book.styles.of(font_color=colour("text.secondary"), font_size=SIZE - 1, bg_color=ground)
        words = ("Follows from the plan" if column.follows else "Stated") if begins else ""
        sheet.write_string(BAND_ROW, place, words, style) if words else sheet.write_blank(BAND_ROW, place, None, style)


def _sums(
    book: Book, sheet: Worksheet, columns: Sequence[SheetColumn], rows: Sequence[SheetRow], first: int, last: int
) -> None:
    from xlsxwriter.utility import xl_rowcol_to_cell  # heavy, and only for a workbook

    if not any(column.summed for column in columns):
        return
    sheet.write_string(SUM_ROW, 0, "Sum of the rows shown", book.styles.of(bold=True))
    for place, column in enumerate(columns):
        if not column.summed:
            continue
        numbers = [cell for row in rows if isinstance(cell := plain(row[place]), int | float)]
        decimals = column.decimals
        cells = f"{xl_rowcol_to_cell(first, place)}:{xl_rowcol_to_cell(last, place)}"
        style = book.styles.of(bold=True, num_format=number_format("number", decimals))
        sheet.write_formula(SUM_ROW, place, f"=SUBTOTAL(109,{cells})", style, fsum(numbers))


def _cells(book: Book, sheet: Worksheet, columns: Sequence[SheetColumn], rows: Sequence[SheetRow], first: int) -> None:
    styles = book.styles
    usual = [styles.cell(one.form, one.decimals, "own", one.bold, one.follows) for one in columns]
    for down, row in enumerate(rows, first):
        for place, (value, column) in enumerate(zip(row, columns, strict=True)):
            style = usual[place]
            if isinstance(value, Value) and value.origin not in ("own", "follows"):
                style = styles.cell(column.form, column.decimals, value.origin, column.bold, column.follows)
            put(sheet, down, place, value, style)
            if isinstance(value, Value) and value.why is not None:
                book.notes.write(sheet, down, place, value.why)


def _head_style(book: Book, column: SheetColumn) -> object:
    right = {"align": "right"} if column.form in ("number", "money", "share") else {}
    return book.styles.of(
        bold=True,
        bg_color=colour("header"),
        border=1,
        border_color=colour("line.strong"),
        text_wrap=True,
        valign="bottom",
        **right,
    )


def _set_widths(sheet: Worksheet, columns: Sequence[SheetColumn], widths: Sequence[float]) -> None:
    for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
        sheet.set_column(place, place, width)
        if column.help:
            sheet.write_comment(
                HEAD_ROW, place, legal(column.help)[:_HELP_LONGEST], {"author": "DR Desktop", "x_scale": 2}
            )


def _set_heights(
    sheet: Worksheet, columns: Sequence[SheetColumn], widths: Sequence[float], rows: Sequence[SheetRow]
) -> None:
    """Rows with wrapped words are as high as these: not every program finds that out when it opens a file."""
    wrapped = [(place, widths[place]) for place, column in enumerate(columns) if column.form == "prose"]
    if not wrapped:
        return
    for down, row in enumerate(rows, HEAD_ROW + 1):
        lines = max([lines_in(plain(row[place]), width) for place, width in wrapped])
        if lines > 1:
            sheet.set_row(down, min(_HIGHEST_ROW, lines * _LINE_HEIGHT + 3))


def _table_name(title: str, taken: set[str]) -> str:
    base = "T_" + re.sub(r"\W", "_", title, flags=re.ASCII)
    name, number = base, 2
    while name.casefold() in taken:
        name, number = f"{base}_{number}", number + 1
    taken.add(name.casefold())
    return name


def _band(left: str, right: str, *, escape_right: bool = True) -> str:
    """Words at both ends of a printed page's head or foot; & is a command there, and the room is limited."""
    left, right = legal(left).replace("\n", " "), legal(right).replace("\n", " ")
    left = left[: _HEADER_LONGEST // 2].replace("&", "&&")
    right = right[: _HEADER_LONGEST // 3]
    if escape_right:
        right = right.replace("&", "&&")
    return f"&L&8{_apart(left)}&R&8{_apart(right)}"[:255]


def _apart(words: str) -> str:
    """A digit after the size of the type would be read as part of it."""
    return f" {words}" if words[:1].isdigit() else words
