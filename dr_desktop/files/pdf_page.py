"""The page: A4, its margins, and what stands at the head and foot of every page but the cover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_desktop.files.pdf_blocks import Room
from dr_desktop.files.pdf_text import rule, say, say_right
from dr_desktop.report.blocks import Meta
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.look import PDF

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

MM: Final = 72 / 25.4
"""Points in a millimetre."""
MARGIN: Final = PDF.margin_mm * MM

_A4: Final = (210 * MM, 297 * MM)
_HEAD_BASELINE: Final = 15.0 * MM
_HEAD_RULE: Final = 17.6 * MM
_BODY_TOP: Final = 21.0 * MM
_BODY_BOTTOM: Final = 20.5 * MM
_FOOT_RULE: Final = 18.6 * MM
_FOOT_FIRST: Final = 15.2 * MM
_FOOT_SECOND: Final = 11.7 * MM


def page_size(landscape: bool) -> tuple[float, float]:
    """Width and height of the paper, pt."""
    short, long = _A4
    return (long, short) if landscape else (short, long)


def room_of(landscape: bool) -> Room:
    """What a page can hold between its margins, pt."""
    width, height = page_size(landscape)
    return Room(width - 2 * MARGIN, height - _BODY_TOP - _BODY_BOTTOM)


def body_top(landscape: bool) -> float:
    """The upper edge of a page's room, pt from its lower edge."""
    return page_size(landscape)[1] - _BODY_TOP


def paint_head(canvas: Canvas, meta: Meta, landscape: bool) -> None:
    """Plan and customer left; classification, revision and status right."""
    width, height = page_size(landscape)
    room = width - 2 * MARGIN
    right = shortened(meta.head_right, room * 0.6, PDF.caption)
    left = shortened(meta.head_left, room - text_width(right, PDF.caption) - 12, PDF.caption)
    say(canvas, MARGIN, height - _HEAD_BASELINE, left, PDF.caption, "text.secondary")
    say_right(canvas, width - MARGIN, height - _HEAD_BASELINE, right, PDF.caption, "text.secondary")
    rule(canvas, MARGIN, height - _HEAD_RULE, room, "line.strong")


def paint_foot(canvas: Canvas, meta: Meta, landscape: bool, number: int, pages: int, running: str) -> None:
    """Prepared by and meeting; digest, prices, assumed values; page n of m and the section that it belongs to."""
    width, _ = page_size(landscape)
    room = width - 2 * MARGIN
    page = f"Page {number} of {pages}"
    first, second = meta.foot_lines
    rule(canvas, MARGIN, _FOOT_RULE, room, "line.strong")
    beside = room - text_width(page, PDF.caption) - 12
    say(canvas, MARGIN, _FOOT_FIRST, shortened(first, beside, PDF.caption), PDF.caption, "text.secondary")
    said = shortened(second, room, PDF.caption)
    say(canvas, MARGIN, _FOOT_SECOND, said, PDF.caption, "text.secondary")
    left = room - text_width(said, PDF.caption) - 12
    if text_width(running, PDF.caption) <= left:
        say_right(canvas, width - MARGIN, _FOOT_SECOND, running, PDF.caption, "text.secondary")
    say_right(canvas, width - MARGIN, _FOOT_FIRST, page, PDF.caption, "text.secondary")
