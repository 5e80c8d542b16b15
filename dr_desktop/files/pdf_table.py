"""A table as strips of a page: its head is repeated, a row is never broken, no word is cut where room can be found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from dr_desktop.files.pdf_flow import Strip
from dr_desktop.files.pdf_picture import draw_picture
from dr_desktop.files.pdf_text import Line, Run, ground, leading, lines_of, rule, say_lines
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
_LEAD_INDENT: Final = 3.0
_WIDEST_WORD: Final = 0.3  # of the table: a longer word is broken
_NOTHING: Final = 0.01
_WHOLE_ROWS, _WHOLE_HEIGHT = 8, 190.0  # a table of so few rows, pt in all, is not broken
_ENDS_HEIGHT: Final = 75.0  # up to so many pt the first and the last three rows stay together


class _Setting(NamedTuple):
    """Size of the type and room above and below it in a row, pt."""

    size: float
    above: float
    below: float


_USUAL: Final = _Setting(PDF.table, 3.2, 3.0)
_TIGHT: Final = _Setting(PDF.fine, 1.4, 1.5)


class _Layout(NamedTuple):
    """Where each column begins and how wide its words may be, pt."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    width: float
    setting: _Setting


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
    strips += _held(
        [
            _lead(row, layout, head) if row.lead else _row(row, cells, table.columns, layout, head)
            for row, cells in zip(rows, texts, strict=True)
        ],
        bool(table.note),
    )
    if (more := len(table.rows) - len(rows)) > 0:
        words = f"{show_number(more)} more rows are in the workbook, which lists them all."
        strips.append(_words(words, PDF.table, "text.primary", width, gap=5.0))
    if table.note:
        strips.append(_words(table.note, PDF.caption, "text.secondary", width, gap=4.0))
    return strips


def _held(rows: list[Strip], noted: bool) -> list[Strip]:
    """Rows that stay on one page with what follows: all of a short table, else no less than two or three at its ends,
    what leads others with the first of them, and the note with the last."""
    heights = [one.height for one in rows]
    many = len(rows)
    whole = many <= _WHOLE_ROWS and sum(heights) <= _WHOLE_HEIGHT
    first = 2 if sum(heights[:3]) <= _ENDS_HEIGHT else 1
    last = many - (3 if sum(heights[-3:]) <= _ENDS_HEIGHT else 2)
    return [
        one._replace(
            with_next=(noted if place == many - 1 else whole or place < first or place >= last or one.with_next)
        )
        for place, one in enumerate(rows)
    ]


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
    setting = _TIGHT if table.tight else _USUAL
    room = width - start - _GUTTER * (len(columns) - 1)
    wanted = [max(column.share, 0.0) or 1 / len(columns) for column in columns]
    longest = room * _WIDEST_WORD
    columns_texts = [
        [(cells[place], row.total) for row, cells in zip(table.rows, texts, strict=False) if place < len(cells)]
        for place in range(len(columns))
    ]
    needs = [
        _needs(heading_words(column), found, column, longest, room, setting.size)
        for column, found in zip(columns, columns_texts, strict=True)
    ]
    widths = _fitted(wanted, needs, room)
    lefts, at = [], start
    for one in widths:
        lefts.append(at)
        at += one + _GUTTER
    return _Layout(tuple(lefts), tuple(widths), width, setting)


def _needs(
    heading: str, texts: list[tuple[str, bool]], column: Column, longest: float, room: float, size: float
) -> tuple[float, float]:
    """The least width, that of the widest word, and the width at which every cell is one line; both with bounds."""
    words = [_widest_word(text, total or column.bold, size) for text, total in texts]
    least = max([_widest_word(heading, True, size), *words])
    lines = [(line, total) for text, total in texts for line in text.split("\n")]
    whole = max([0.0, *[text_width(line, size, total or column.bold) for line, total in lines]])
    least = min(longest, least)
    return least, max(least, min(whole + 0.2, room))


def _widest_word(text: str, bold: bool, size: float) -> float:
    words = text.replace("-", "- ").replace("\n", " ").split(" ")  # not at a no-break space
    return max([text_width(word, size, bold) for word in words], default=0.0) + 0.2


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
    size, _, below = layout.setting
    cells = [
        lines_of((Run(heading_words(column), True, "text.secondary"),), width, size)
        for column, width in zip(table.columns, layout.widths, strict=True)
    ]
    lines = max([len(one) for one in cells])
    height = lines * leading(size) + below + 1.0

    def paint(canvas: Canvas, x: float, top: float) -> None:
        for column, left, width, cell in zip(table.columns, layout.lefts, layout.widths, cells, strict=True):
            lower = top - (lines - len(cell)) * leading(size)  # headings stand on the line below them
            _say_cell(canvas, x + left, lower, width, cell, column, size)
        rule(canvas, x, top - height + 0.5, layout.width, "line.strong", 0.75)

    return Strip(height, paint)


def _row(row: Row, texts: tuple[str, ...], columns: tuple[Column, ...], layout: _Layout, head: Strip) -> Strip:
    size, above, below = layout.setting
    cells = [
        _shortened(lines_of((Run(text, row.total or column.bold),), width, size))
        for text, column, width in zip(texts, columns, layout.widths, strict=False)
    ]
    lines = max([len(one) for one in cells], default=1)
    height = above + lines * leading(size) + below

    def paint(canvas: Canvas, x: float, top: float) -> None:
        if row.sign:
            sign = Picture(_SIGN, _SIGN, state_sign(row.sign, 0, 0, _SIGN))
            draw_picture(canvas, sign, x, top - above - 0.6 - _SIGN)
        for column, left, width, cell in zip(columns, layout.lefts, layout.widths, cells, strict=False):
            _say_cell(canvas, x + left, top - above, width, cell, column, size)
        if row.total:
            rule(canvas, x, top, layout.width, "line.strong", 0.75)
        rule(canvas, x, top - height, layout.width)

    return Strip(height, paint, head=head)


def _lead(row: Row, layout: _Layout, head: Strip) -> Strip:
    """Words over the whole width, on a ground of their own; never without the first row that they stand for."""
    size, above, below = layout.setting
    lines = lines_of((Run(row.lead, row.total),), layout.width - 2 * _LEAD_INDENT, size)
    height = above + len(lines) * leading(size) + below

    def paint(canvas: Canvas, x: float, top: float) -> None:
        ground(canvas, x, top - height, layout.width, height, "panel.alternate")
        say_lines(canvas, x + _LEAD_INDENT, top - above, lines, size)
        rule(canvas, x, top - height, layout.width)

    return Strip(height, paint, head=head, with_next=True)


def _shortened(lines: list[Line]) -> list[Line]:
    """No cell is higher than a page: its end is in the workbook."""
    if len(lines) <= LINES_AT_MOST:
        return lines
    last = lines[LINES_AT_MOST - 1][0]
    return [*lines[: LINES_AT_MOST - 1], (last._replace(words="… (whole in the workbook)"),)]


def _say_cell(
    canvas: Canvas, x: float, top: float, width: float, lines: list[Line], column: Column, size: float
) -> None:
    if not column.right:
        say_lines(canvas, x, top, lines, size)
        return
    for place, line in enumerate(lines):
        left = x + width - sum([text_width(run.words, size, run.bold) for run in line])
        say_lines(canvas, left, top - place * leading(size), [line], size)
