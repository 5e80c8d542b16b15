"""The cover: what the document is, for whom and in which state, and where its sections are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from dr_desktop.files.pdf_contents import Entry, paint_entries
from dr_desktop.files.pdf_flow import paged
from dr_desktop.files.pdf_page import MARGIN, body_top, room_of
from dr_desktop.files.pdf_text import Line, Run, ground, leading, lines_of, say_lines
from dr_desktop.plan.shown import show_date
from dr_desktop.report.blocks import Meta, Report
from dr_desktop.report.look import PDF

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_BAR: Final = 4.0
_FACT_LABEL: Final = 92.0
_TITLE_DOWN: Final = 70.0


def paint_cover(canvas: Canvas, report: Report, entries: Sequence[Entry], remarks: Sequence[str]) -> None:
    """The first page: title, facts, the words of the cover's own section, contents, remarks at the foot."""
    room = room_of(False)
    top = body_top(False) - _TITLE_DOWN
    top = _title(canvas, report, MARGIN, top, room.width)
    top = _facts(canvas, report.meta, MARGIN, top - 22, room.width)
    top = _own_words(canvas, report, MARGIN, top - 12, room.width)
    _contents(canvas, entries, MARGIN, top - 26, room.width)
    _remarks(canvas, remarks, room.width)


def _title(canvas: Canvas, report: Report, x: float, top: float, width: float) -> float:
    meta = report.meta
    named = " · ".join(filter(None, (meta.customer, meta.plan)))
    title: list[Line] = lines_of((Run(report.title, True),), width - 16, PDF.title)
    below: list[Line] = lines_of((Run(named, False, "text.secondary"),), width - 16, PDF.heading) if named else []
    height = len(title) * leading(PDF.title) + len(below) * leading(PDF.heading) + 8
    ground(canvas, x, top - height, _BAR, height, "accent")
    say_lines(canvas, x + 16, top - 2, title, PDF.title)
    say_lines(canvas, x + 16, top - 5 - len(title) * leading(PDF.title), below, PDF.heading)
    return top - height


def _facts(canvas: Canvas, meta: Meta, x: float, top: float, width: float) -> float:
    author = ", ".join(filter(None, (meta.author, meta.author_role)))
    facts = (
        ("Revision", f"{meta.revision}, {meta.status[:1].lower()}{meta.status[1:]}"),
        ("Classification", meta.classification),
        ("Prepared by", author),
        ("Review meeting", show_date(meta.review_date) if meta.review_date else "not yet fixed"),
        ("Made on", show_date(meta.made_on)),
        ("Plan", f"{meta.digest} (fingerprint of its content)"),
        ("Prices", meta.price_words),
        ("Assumed", meta.assumed_words),
    )
    for label, words in facts:
        if not words:
            continue
        lines = lines_of((Run(words),), width - _FACT_LABEL, PDF.text)
        say_lines(canvas, x, top, [(Run(label, False, "text.secondary"),)], PDF.text)
        say_lines(canvas, x + _FACT_LABEL, top, lines, PDF.text)
        top -= len(lines) * leading(PDF.text) + 4
    return top


def _own_words(canvas: Canvas, report: Report, x: float, top: float, width: float) -> float:
    # Imported here: the blocks know the page's room, and the cover is one of the pages.
    from dr_desktop.files.pdf_blocks import Room, strips_of

    blocks = report.sections[0].blocks if report.sections else ()
    pages = paged(strips_of(blocks, Room(width, room_of(False).height / 3)), room_of(False).height / 3)
    end = top
    for down, strip in pages[0] if pages else ():
        strip.paint(canvas, x, top - down)
        end = top - down - strip.height
    return end


def _contents(canvas: Canvas, entries: Sequence[Entry], x: float, top: float, width: float) -> None:
    say_lines(canvas, x, top, [(Run("Contents", True),)], PDF.heading)
    top -= leading(PDF.heading) + 3
    paint_entries(canvas, entries, x, top, width)


def _remarks(canvas: Canvas, remarks: Sequence[str], width: float) -> None:
    """At the foot of the cover, the last of them lowest."""
    bottom = MARGIN
    for words in reversed(remarks):
        lines = lines_of((Run(words, False, "text.secondary"),), width, PDF.caption)
        bottom += len(lines) * leading(PDF.caption)
        say_lines(canvas, MARGIN, bottom, lines, PDF.caption)
        bottom += 3
