"""The tiles of a summary: three to a row, each one number that decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_desktop.files.pdf_flow import Strip
from dr_desktop.files.pdf_picture import draw_picture
from dr_desktop.files.pdf_text import Line, Run, ground, leading, lines_of, say, say_lines
from dr_desktop.report.blocks import Tile, TileLine, Tiles
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.look import PDF
from dr_desktop.report.picture import Picture
from dr_desktop.report.signs import state_sign

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_IN_A_ROW: Final = 3
_GAP: Final = 9.0
_PADDING: Final = 9.0
_BAR: Final = 2.5
_SIGN: Final = 8.5
_SIGN_ROOM: Final = 11.5


def tiles_strips(block: Tiles, width: float) -> list[Strip]:
    """Rows of three tiles of one height, and a little room below."""
    rows = [block.tiles[at : at + _IN_A_ROW] for at in range(0, len(block.tiles), _IN_A_ROW)]
    strips = [_row(row, width) for row in rows]
    return [*strips, Strip(4.0, lambda _canvas, _x, _top: None)] if strips else []


def _row(tiles: tuple[Tile, ...], width: float) -> Strip:
    one = (width - _GAP * (_IN_A_ROW - 1)) / _IN_A_ROW
    bodies = [[_line(line, one - 2 * _PADDING) for line in tile.lines] for tile in tiles]
    figures_end = _BAR + 7 + leading(PDF.table) + leading(PDF.title)
    height = figures_end + max([sum([len(lines) for lines in body]) for body in bodies]) * leading(PDF.table) + 9

    def paint(canvas: Canvas, x: float, top: float) -> None:
        for place, (tile, body) in enumerate(zip(tiles, bodies, strict=True)):
            left = x + place * (one + _GAP)
            ground(canvas, left, top - height, one, height, None, "line")
            ground(canvas, left, top - _BAR, one, _BAR, "accent")
            _tile(canvas, tile, body, left + _PADDING, top - _BAR - 7, one - 2 * _PADDING)

    return Strip(height, paint, gap=_GAP)


def _line(line: TileLine, width: float) -> list[Line]:
    room = width - (_SIGN_ROOM if line.sign else 0)
    return lines_of((Run(line.words),), room, PDF.table)


def _tile(canvas: Canvas, tile: Tile, body: list[list[Line]], x: float, top: float, width: float) -> None:
    say_lines(canvas, x, top, [(Run(tile.heading, False, "text.secondary"),)], PDF.table)
    baseline = top - leading(PDF.table) - PDF.title
    end = say(canvas, x, baseline, tile.figure, PDF.title, "text.primary", True)
    if tile.beside:
        room = width - text_width(tile.figure, PDF.title, True) - 5
        size = PDF.text if text_width(tile.beside, PDF.text) <= room else PDF.table
        say(canvas, end + 5, baseline, shortened(tile.beside, room, size), size, "text.secondary")
    at = top - leading(PDF.table) - leading(PDF.title)
    for line, lines in zip(tile.lines, body, strict=True):
        indent = 0.0
        if line.sign:
            indent = _SIGN_ROOM
            draw_picture(canvas, Picture(_SIGN, _SIGN, state_sign(line.sign, 0, 0, _SIGN)), x, at - _SIGN - 0.8)
        say_lines(canvas, x + indent, at, lines, PDF.table)
        at -= len(lines) * leading(PDF.table)
