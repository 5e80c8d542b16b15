"""The blocks of a section as strips of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from dr_desktop.files.pdf_flow import Strip
from dr_desktop.files.pdf_picture import draw_picture
from dr_desktop.files.pdf_sign_off import sign_off_strips
from dr_desktop.files.pdf_table import table_strips
from dr_desktop.files.pdf_text import Run, ground, leading, lines_of, say_lines
from dr_desktop.files.pdf_tiles import tiles_strips
from dr_desktop.report.blocks import (
    Asked,
    Block,
    Bullets,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    SignOffBlock,
    Table,
    Tiles,
)
from dr_desktop.report.look import PDF

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_BULLET_INDENT: Final = 10.0
_ASKED_BAR: Final = 3.0
_LINES_WITH_NEXT: Final = 8


class Room(NamedTuple):
    """Width and height of what a page can hold, pt."""

    width: float
    height: float


def strips_of(blocks: tuple[Block, ...], room: Room, section_title: str = "") -> list[Strip]:
    """All blocks of a section, one below the other; a table does not repeat the title that stands above it."""
    strips: list[Strip] = []
    new_page = False
    before: Block | None = None
    begun = 0  # where the strips of the block before begin
    for block in blocks:
        if isinstance(block, PageBreak):
            new_page = True
            continue
        titled = not isinstance(before, Heading) and not (isinstance(block, Table) and block.title == section_title)
        found = _strips(block, room, titled=titled)
        if new_page and found:
            found[0] = found[0]._replace(new_page=True)
            new_page = False
        elif isinstance(before, Paragraph) and not before.caption and _belongs(block, begun):
            for place in range(max(begun, len(strips) - _LINES_WITH_NEXT), len(strips)):
                strips[place] = strips[place]._replace(with_next=True)  # what is said of it stands above it
        begun = len(strips)
        strips += found
        before = block
    return strips


def _belongs(block: Block, begun: int) -> bool:
    """Whether a block stays with the paragraph before it: of a heading, only with the one that opens a section."""
    return isinstance(block, Figure | Table) or (isinstance(block, Heading) and begun == 0)


def _strips(block: Block, room: Room, *, titled: bool) -> list[Strip]:
    match block:
        case Paragraph():
            return _paragraph(block, room.width)
        case Heading():
            return [_heading(block.words)]
        case Bullets():
            return [strip for item in block.items for strip in _bullet(item, room.width, block.tight)]
        case Asked():
            return [_asked(block.words, room.width)]
        case Table():
            return table_strips(block, room.width, titled=titled)
        case Figure():
            return [_figure(block, room)]
        case Tiles():
            return tiles_strips(block, room.width)
        case SignOffBlock():
            return sign_off_strips(block, room.width)
        case PageBreak():
            return []


def text_strips(runs: tuple[Run, ...], width: float, size: float, gap: float, indent: float = 0.0) -> list[Strip]:
    """A paragraph line by line; neither its first nor its last line stands alone on a page."""
    lines = lines_of(runs, width - indent, size)
    strips = []
    for place, line in enumerate(lines):

        def paint(canvas: Canvas, x: float, top: float, line: tuple[Run, ...] = line) -> None:
            say_lines(canvas, x + indent, top, [line], size)

        together = place == 0 or place == len(lines) - 2
        with_next = together and place < len(lines) - 1
        strips.append(Strip(leading(size), paint, gap=0.0 if place else gap, with_next=with_next))
    return strips


def _paragraph(block: Paragraph, width: float) -> list[Strip]:
    size, role = (PDF.caption, "text.secondary") if block.caption else (PDF.text, "text.primary")
    lead = (Run(f"{block.lead} ", True, role),) if block.lead else ()
    strips: list[Strip] = []
    for place, words in enumerate(block.words.split("\n")):
        runs = (*lead, Run(words, False, role)) if place == 0 else (Run(words, False, role),)
        strips += text_strips(runs, width, size, 4.0 if block.caption else 6.0)
    return strips


def _heading(words: str) -> Strip:
    def paint(canvas: Canvas, x: float, top: float) -> None:
        say_lines(canvas, x, top, [(Run(words, True),)], PDF.heading)

    return Strip(leading(PDF.heading), paint, gap=16.0, with_next=True, bookmark=words)


def _bullet(words: str, width: float, tight: bool) -> list[Strip]:
    size, gap = (PDF.fine, 1.0) if tight else (PDF.text, 3.0)
    strips = text_strips((Run(words),), width, size, gap, _BULLET_INDENT)
    first = strips[0]

    def paint(canvas: Canvas, x: float, top: float) -> None:
        ground(canvas, x + 2, top - leading(size) * 0.5 - 1.5, 3, 3, "text.secondary")
        first.paint(canvas, x, top)

    return [first._replace(paint=paint), *strips[1:]]


def _asked(words: str, width: float) -> Strip:
    indent = _ASKED_BAR + 8
    lines = lines_of((Run("Asked: ", True), Run(words)), width - indent, PDF.text)
    height = len(lines) * leading(PDF.text) + 6

    def paint(canvas: Canvas, x: float, top: float) -> None:
        ground(canvas, x, top - height, _ASKED_BAR, height, "accent")
        say_lines(canvas, x + indent, top - 3, lines, PDF.text)

    return Strip(height, paint, gap=6.0)


def _figure(block: Figure, room: Room) -> Strip:
    """A picture over the whole width, smaller where it would not fit a page with its caption."""
    picture = block.draw(block.width_px, block.width_px * block.height_of_width)
    caption = lines_of((Run(block.caption, False, "text.secondary"),), room.width, PDF.caption)
    under = len(caption) * leading(PDF.caption) + 5 if block.caption else 0.0
    scale = min(room.width / picture.width, (room.height - under) / picture.height)
    height = picture.height * scale

    def paint(canvas: Canvas, x: float, top: float) -> None:
        draw_picture(canvas, picture, x, top - height, scale)
        if block.caption:
            say_lines(canvas, x, top - height - 5, caption, PDF.caption)

    return Strip(height + under, paint, gap=10.0)
