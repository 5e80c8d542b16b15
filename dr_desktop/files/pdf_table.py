"""A table as strips of a page: its head is repeated, a row is never broken, no word is cut where room can be found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from dr_desktop.files.pdf_flow import Strip
from dr_desktop.files.pdf_picture import draw_picture
from dr_desktop.files.pdf_text import Line, Run, leading, lines_of, rule, say_lines
from dr_desktop.plan.shown import show_number
from dr_desktop.report.blocks import Column, Row, Table, heading_words, shown
from dr_desktop.report.font_metrics import text_width
from dr_desktop.report.look import PDF
from dr_desktop.report.picture import Picture
from dr_desktop.report.signs import state_sign

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

ROWS_AT_MOST: Final = 200
LINES_AT_MOST: Final = 30
_GUTTER: Final = 8.0
_SIGN: Final = 9.0
_SIGN_COLUMN: Final = 15.0
_ABOVE: Final = 3.2
_BELOW: Final = 3.0
_WIDEST_WORD: Final = 0.3  # of the table: a longer word is broken
_NOTHING: Final = 0.01


class _Layout(NamedTuple):
    """Where each column begins and how wide its words may be, pt."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    width: float


def table_strips(table: Table, width: float, *, titled: bool = True) -> list[Strip]:
    """Title, head, rows and note of a table that is `width` pt wide; without the title below a heading.

    Beyond `ROWS_AT_MOST` rows the page says how many more there are: the workbook is the place for inventories.
    """
    strips = [_title(table.title)] if table.title and titled else []
    if not table.rows:
        return [*strips, _words(table.empty, PDF.text, "text.secondary", width, gap=3.0)]
    rows = table.rows[:ROWS_AT_MOST]
    texts = [
        tuple([shown(cell, column) for cell, column in zip(row.cells, table.columns, strict=False)]) for row in rows
    ]
    layout = _layout(table, texts, width)
    head = _head(table, layout)
    strips.append(head._replace(gap=4.0, with_next=True))
    for place, (row, cells) in enumerate(zip(rows, texts, strict=True)):
        # The last row does not stand alone on a page, and the note not without it.
        ending = place == len(rows) - 2 or (place == len(rows) - 1 and bool(table.note))
        strips.append(_row(row, cells, table.columns, layout, head)._replace(with_next=ending))
    if (more := len(table.rows) - len(rows)) > 0:
        words = f"{show_number(more)} more rows are in the workbook, which lists them all."
        strips.append(_words(words, PDF.table, "text.primary", width, gap=5.0))
    if table.note:
        strips.append(_words(table.note, PDF.caption, "text.secondary", width, gap=4.0))
    return strips


def _title(words: str) -> Strip:
    def paint(canvas: Canvas, x: float, top: float) -> None:
        say_lines(canvas, x, top, [(Run(words, True),)], PDF.heading)

    return Strip(leading(PDF.heading), paint, gap=16.0, with_next=True, bookmark=words)


def _words(words: str, size: float, role: str, width: float, gap: float) -> Strip:
    lines = lines_of((Run(words, False, role),), width, size)

    def paint(canvas: Canvas, x: float, top: float) -> None:
        say_lines(canvas, x, top, lines, size)

    return Strip(len(lines) * leading(size), paint, gap=gap)


def _layout(table: Table, texts: list[tuple[str, ...]], width: float) -> _Layout:
    start = _SIGN_COLUMN if table.signed else 0.0
    columns = table.columns
    room = width - start - _GUTTER * (len(columns) - 1)
    wanted = [max(column.share, 0.0) or 1 / len(columns) for column in columns]
    longest = room * _WIDEST_WORD
    columns_texts = [
        [(cells[place], row.total) for row, cells in zip(table.rows, texts, strict=False) if place < len(cells)]
        for place in range(len(columns))
    ]
    needs = [
        _needs(heading_words(column), found, column, longest, room)
        for column, found in zip(columns, columns_texts, strict=True)
    ]
    widths = _fitted(wanted, needs, room)
    lefts, at = [], start
    for one in widths:
        lefts.append(at)
        at += one + _GUTTER
    return _Layout(tuple(lefts), tuple(widths), width)


def _needs(
    heading: str, texts: list[tuple[str, bool]], column: Column, longest: float, room: float
) -> tuple[float, float]:
    """The least width, that of the widest word, and the width at which every cell is one line; both with bounds."""
    least = max([_widest_word(heading, True), *[_widest_word(text, total or column.bold) for text, total in texts]])
    lines = [(line, total) for text, total in texts for line in text.split("\n")]
    whole = max([0.0, *[text_width(line, PDF.table, total or column.bold) for line, total in lines]])
    least = min(longest, least)
    return least, max(least, min(whole + 0.2, room))


def _widest_word(text: str, bold: bool) -> float:
    words = text.replace("-", "- ").replace("\n", " ").split(" ")  # not at a no-break space
    return max([text_width(word, PDF.table, bold) for word in words], default=0.0) + 0.2


def _fitted(shares: list[float], needs: list[tuple[float, float]], room: float) -> list[float]:
    """Widths that fill the room: what a column cannot use goes to those that would be wrapped, by their shares."""
    least = [low for low, _ in needs]
    if sum(least) >= room:
        return [one * room / sum(least) for one in least]
    widths = list(least)
    left = room - sum(widths)
    open_ones = [place for place, (low, whole) in enumerate(needs) if whole > low]
    while open_ones and left > _NOTHING:
        total = sum([shares[place] for place in open_ones])
        # Each grows towards its share of what all of them hold together, never beyond what it can use.
        pool = left + sum([widths[place] for place in open_ones])
        aims = {place: min(needs[place][1], pool * shares[place] / total) for place in open_ones}
        growth = {place: max(0.0, aim - widths[place]) for place, aim in aims.items()}
        wanted = sum(growth.values())
        if wanted <= _NOTHING:
            break
        part = min(1.0, left / wanted)
        for place, one in growth.items():
            widths[place] += one * part
        left = room - sum(widths)
        open_ones = [place for place in open_ones if widths[place] < needs[place][1] - _NOTHING]
    total = sum(shares)
    return [width + left * share / total for width, share in zip(widths, shares, strict=True)]


def _head(table: Table, layout: _Layout) -> Strip:
    cells = [
        lines_of((Run(heading_words(column), True, "text.secondary"),), width, PDF.table)
        for column, width in zip(table.columns, layout.widths, strict=True)
    ]
    lines = max([len(one) for one in cells])
    height = lines * leading(PDF.table) + _BELOW + 1.0

    def paint(canvas: Canvas, x: float, top: float) -> None:
        for column, left, width, cell in zip(table.columns, layout.lefts, layout.widths, cells, strict=True):
            lower = top - (lines - len(cell)) * leading(PDF.table)  # headings stand on the line below them
            _say_cell(canvas, x + left, lower, width, cell, column)
        rule(canvas, x, top - height + 0.5, layout.width, "line.strong", 0.75)

    return Strip(height, paint)


def _row(row: Row, texts: tuple[str, ...], columns: tuple[Column, ...], layout: _Layout, head: Strip) -> Strip:
    cells = [
        _shortened(lines_of((Run(text, row.total or column.bold),), width, PDF.table))
        for text, column, width in zip(texts, columns, layout.widths, strict=False)
    ]
    lines = max([len(one) for one in cells], default=1)
    height = _ABOVE + lines * leading(PDF.table) + _BELOW

    def paint(canvas: Canvas, x: float, top: float) -> None:
        if row.sign:
            sign = Picture(_SIGN, _SIGN, state_sign(row.sign, 0, 0, _SIGN))
            draw_picture(canvas, sign, x, top - _ABOVE - 0.6 - _SIGN)
        for column, left, width, cell in zip(columns, layout.lefts, layout.widths, cells, strict=False):
            _say_cell(canvas, x + left, top - _ABOVE, width, cell, column)
        if row.total:
            rule(canvas, x, top, layout.width, "line.strong", 0.75)
        rule(canvas, x, top - height, layout.width)

    return Strip(height, paint, head=head)


def _shortened(lines: list[Line]) -> list[Line]:
    """No cell is higher than a page: its end is in the workbook."""
    if len(lines) <= LINES_AT_MOST:
        return lines
    last = lines[LINES_AT_MOST - 1][0]
    return [*lines[: LINES_AT_MOST - 1], (last._replace(words="… (whole in the workbook)"),)]


def _say_cell(canvas: Canvas, x: float, top: float, width: float, lines: list[Line], column: Column) -> None:
    if not column.right:
        say_lines(canvas, x, top, lines, PDF.table)
        return
    for place, line in enumerate(lines):
        left = x + width - sum([text_width(run.words, PDF.table, run.bold) for run in line])
        say_lines(canvas, left, top - place * leading(PDF.table), [line], PDF.table)
