"""What a cell of the workbook holds, and how it looks: words stay words, numbers stay numbers, nothing is rounded."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from dr_desktop.assessment.explanation import Explanation, Subject
from dr_desktop.report.blocks import Cell
from dr_desktop.report.font_metrics import REPLACEMENT
from dr_desktop.report.look import colour

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Origin = Literal["own", "inherited", "assumed", "follows"]
Form = Literal["words", "prose", "number", "money", "share", "date", "month", "id"]

LONGEST_TEXT: Final = 32_767
"""Characters that a cell of a workbook holds (Excel specifications and limits)."""
_FIRST_YEAR: Final = 1900
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
FONT: Final = "Calibri"
SIZE: Final = 10


Explained = Callable[[], Explanation | None]


class Value(NamedTuple):
    """A cell's value and where it comes from; `formula` is written with the value as its stored result.

    `why` is what the note of the cell explains, or what gives the explanation where a result is at hand.
    """

    cell: Cell
    origin: Origin = "own"
    formula: str = ""
    why: Subject | Explained | None = None


def legal(text: str) -> str:
    """The text as XML and Excel can hold it: what they cannot is replaced by a visible mark, the overlong is cut."""
    found = _ILLEGAL.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))
    # Excel counts a character beyond the basic plane as two.
    if len(found) + sum([ord(one) > 0xFFFF for one in found]) <= LONGEST_TEXT:
        return found
    mark = "… (cut here: a cell holds no more; the plan has all of it)"
    kept, room = 0, LONGEST_TEXT - len(mark)
    while kept < len(found) and room >= (width := 2 if ord(found[kept]) > 0xFFFF else 1):
        kept, room = kept + 1, room - width
    return found[:kept] + mark


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that Excel takes for a sheet: at most 31 characters, none of []:*?/\\, and not one of `taken`."""
    base = re.sub(r"[\[\]:*?/\\]", " ", legal(title)).strip("' ")[:31] or "Sheet"
    name, number = base, 2
    while name.casefold() in taken:
        ending = f" ({number})"
        name, number = base[: 31 - len(ending)] + ending, number + 1
    taken.add(name.casefold())
    return name


class Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **properties: Any) -> Format:
        """The format with these properties besides the font of the workbook."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            words = {"font_name": FONT, "font_size": SIZE, "font_color": colour("text.primary"), "valign": "top"}
            self._made[key] = self._book.add_format({**words, **properties})
        return self._made[key]

    def cell(self, form: Form, decimals: int, origin: Origin, bold: bool = False, follows: bool = False) -> Format:
        """A cell of a table: grey where inherited, with a dotted line below where assumed, on a tint what follows."""
        look: dict[str, Any] = {"border": 1, "border_color": colour("grid")}
        if bold:
            look["bold"] = True
        if origin == "inherited":
            look["font_color"] = colour("text.inherited")
        elif origin == "assumed":
            look |= {"font_color": colour("text.inherited"), "bottom": 4, "bottom_color": colour("text.secondary")}
        if follows:
            look["bg_color"] = colour("computed")
        if form == "prose":
            look["text_wrap"] = True
        if form in ("date", "month"):
            look["align"] = "left"
        if form == "id":
            look |= {"font_color": colour("text.secondary"), "font_size": 8}
        return self.of(**look, num_format=number_format(form, decimals))


def number_format(form: Form, decimals: int) -> str:
    """How Excel shows the values of a form; the values themselves keep every digit."""
    if form == "date":
        return "yyyy-mm-dd"
    if form == "month":
        return "mmm yyyy"
    if form in ("number", "money"):
        # A little room at the right, so that a number does not touch the words beside it.
        return "#,##0" + (f".{'0' * decimals}" if decimals else "") + "_)"
    if form == "share":
        return "0 %"
    return "@" if form == "id" else "General"


def put(sheet: Worksheet, row: int, column: int, value: Value | Cell, style: Format) -> None:
    """Write one cell by the kind of its value: never a text as a formula, never a number as a text."""
    found = value if isinstance(value, Value) else Value(value)
    cell = found.cell
    if isinstance(cell, date):
        if cell.year >= _FIRST_YEAR:
            sheet.write_datetime(row, column, cell, style)
        else:
            sheet.write_string(row, column, cell.isoformat(), style)
    elif isinstance(cell, str):
        text = legal(cell)
        if text:
            sheet.write_string(row, column, text, style)
        else:
            sheet.write_blank(row, column, None, style)
    elif cell is None or not isfinite(cell):
        sheet.write_blank(row, column, None, style)
    elif found.formula:
        sheet.write_formula(row, column, found.formula, style, cell)
    else:
        sheet.write_number(row, column, cell, style)
