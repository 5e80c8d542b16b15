"""The contents of the document: lines that lead to sections, on the cover and before the appendices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from dr_desktop.files.pdf_flow import Strip
from dr_desktop.files.pdf_text import Run, leading, lines_of, rule, say, say_lines, say_right
from dr_desktop.report.blocks import Report, Section
from dr_desktop.report.font_metrics import shortened
from dr_desktop.report.look import PDF

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

APPENDICES: Final = "appendices"
"""Destination of the page that lists the appendices."""
APPENDICES_TITLE: Final = "Appendices"
_LINE: Final = 16.0
_PAGE_ROOM: Final = 40.0
_LETTER: Final = 20.0
_WORDS: Final = "What stands behind the pages before: to be looked up, not to be read from end to end."


class Entry(NamedTuple):
    """A line of the contents: title, where it leads, and its page."""

    title: str
    destination: str
    page: int


def destination_of(section: Section) -> str:
    """The name of the place where a section begins."""
    return f"section-{section.key}"


def entries_of(report: Report, pages: dict[str, int]) -> list[Entry]:
    """What the cover lists: the sections that the meeting reads, and the appendices together. `pages` by place."""
    found = [
        Entry(one.title, destination_of(one), pages[destination_of(one)])
        for one in report.sections[1:]
        if not one.appendix
    ]
    letters = [one.appendix for one in report.appendices]
    if letters:
        found.append(Entry(f"{APPENDICES_TITLE} {letters[0]} to {letters[-1]}", APPENDICES, pages[APPENDICES]))
    return found


def paint_entries(canvas: Canvas, entries: Sequence[Entry], x: float, top: float, width: float) -> None:
    """A line for each, its title a link to its place."""
    for entry in entries:
        baseline = top - PDF.text - 2
        say(canvas, x, baseline, shortened(entry.title, width - _PAGE_ROOM, PDF.text), PDF.text, "text.link")
        say_right(canvas, x + width, baseline, str(entry.page), PDF.text)
        rule(canvas, x, top - _LINE + 0.5, width)
        canvas.linkRect("", entry.destination, (x, top - _LINE, x + width, top), thickness=0)
        top -= _LINE


def appendix_strips(sections: Sequence[Section], width: float, page_of: Callable[[str], int]) -> list[Strip]:
    """The page before the appendices: what each one holds and where. `page_of` is asked when the page is painted."""
    title = Strip(
        leading(PDF.title) + 2,
        lambda canvas, x, top: _say_title(canvas, x, top),
        with_next=True,
        bookmark=APPENDICES,
        level=0,
    )
    lines = lines_of((Run(_WORDS, False, "text.secondary"),), width, PDF.text)
    said = Strip(
        len(lines) * leading(PDF.text) + 8,
        lambda canvas, x, top: say_lines(canvas, x, top, lines, PDF.text),
        gap=4.0,
    )
    return [title, said, *[_appendix(one, width, page_of) for one in sections]]


def _say_title(canvas: Canvas, x: float, top: float) -> None:
    say(canvas, x, top - PDF.title, APPENDICES_TITLE, PDF.title, bold=True)


def _appendix(section: Section, width: float, page_of: Callable[[str], int]) -> Strip:
    holds = lines_of((Run(section.holds, False, "text.secondary"),), width - _LETTER - _PAGE_ROOM, PDF.table)
    height = 5 + leading(PDF.text) + len(holds) * leading(PDF.table) + 5

    def paint(canvas: Canvas, x: float, top: float) -> None:
        baseline = top - 5 - PDF.text
        say(canvas, x, baseline, section.appendix, PDF.text, bold=True)
        title = shortened(section.title, width - _LETTER - _PAGE_ROOM, PDF.text)
        say(canvas, x + _LETTER, baseline, title, PDF.text, "text.link")
        say_right(canvas, x + width, baseline, str(page_of(destination_of(section))), PDF.text)
        say_lines(canvas, x + _LETTER, top - 5 - leading(PDF.text), holds, PDF.table)
        rule(canvas, x, top - height, width)
        canvas.linkRect("", destination_of(section), (x, top - height, x + width, top), thickness=0)

    return Strip(height, paint)
