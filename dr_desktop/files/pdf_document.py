"""A report as a PDF: laid out first, so that contents and page numbers are known, then painted page by page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple

from dr_desktop.files.pdf_blocks import Room, strips_of
from dr_desktop.files.pdf_contents import APPENDICES, APPENDICES_TITLE, appendix_strips, destination_of, entries_of
from dr_desktop.files.pdf_cover import paint_cover
from dr_desktop.files.pdf_flow import Page, Strip, paged
from dr_desktop.files.pdf_glyphs import glyph_remark
from dr_desktop.files.pdf_page import MARGIN, body_top, page_size, paint_foot, paint_head, room_of
from dr_desktop.files.pdf_picture import FONT_NAMES, register_fonts
from dr_desktop.files.pdf_text import Run, leading, lines_of, say, say_lines
from dr_desktop.report.blocks import Report, Section
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.look import PDF

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

Progress = Callable[[float, str], None]
_LAID_OUT: Final = 0.5
_LEAST_LEFT: Final = 0.3  # of a page's height: with less left, a section begins on the next one
_SECTION: Final = 0
_BELOW_TITLE: Final = 11.0


class Sheet(NamedTuple):
    """A page with what lies on it, and the section that it begins in."""

    landscape: bool
    page: Page
    running: str


def pdf_of(report: Report, today: date, progress: Progress) -> bytes:
    """The document as the bytes of a file: the same for equal reports made on the same day."""
    places: dict[str, int] = {}
    sheets = _laid_out(report, progress, places.__getitem__)
    titles = _titles(report)
    places.update(_places(sheets, titles))
    remark = glyph_remark(report)
    content = BytesIO()
    canvas = _canvas(content, report, today)
    pages = len(sheets) + 1
    _bookmark(canvas, "Cover", "cover", _SECTION, page_size(False)[1])
    paint_cover(canvas, report, entries_of(report, places), [remark] if remark else [])
    canvas.showPage()
    for number, sheet in enumerate(sheets, 2):
        progress(_LAID_OUT + (1 - _LAID_OUT) * (number - 2) / pages, f"Page {number} of {pages}")
        canvas.setPageSize(page_size(sheet.landscape))
        paint_head(canvas, report.meta, sheet.landscape)
        for place, (down, strip) in enumerate(sheet.page):
            top = body_top(sheet.landscape) - down
            if strip.bookmark:
                title = titles.get(strip.bookmark)
                key = strip.bookmark if title else f"page-{number}-{place}"
                _bookmark(canvas, title or strip.bookmark, key, strip.level, top + 6)
            strip.paint(canvas, MARGIN, top)
        paint_foot(canvas, report.meta, sheet.landscape, number, pages, sheet.running)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def _titles(report: Report) -> dict[str, str]:
    """What stands in the outline for each place that a section begins at."""
    return {APPENDICES: APPENDICES_TITLE, **{destination_of(one): one.named for one in report.sections[1:]}}


def _laid_out(report: Report, progress: Progress, page_of: Callable[[str], int]) -> list[Sheet]:
    """All pages but the cover. The first section stands alone, and so does the list of appendices; else sections
    follow each other on their pages for as long as they lie the same way."""
    sheets: list[Sheet] = []
    flowing: list[Strip] = []
    lies_across = False
    titles = _titles(report)
    sections = report.sections[1:]

    def settle() -> None:
        running = ""
        for page in paged(flowing, room_of(lies_across).height):
            begun = [titles[placed.strip.bookmark] for placed in page if placed.strip.bookmark in titles]
            sheets.append(Sheet(lies_across, page, titles.get(page[0].strip.bookmark, running)))
            running = begun[-1] if begun else running
        flowing.clear()

    for place, section in enumerate(sections):
        progress(_LAID_OUT * place / len(sections), section.title)
        divides = bool(section.appendix) and not (place and sections[place - 1].appendix)
        if section.landscape != lies_across or place == 1 or divides:
            settle()
        if divides:
            lies_across = False
            flowing += appendix_strips(report.appendices, room_of(False).width, page_of)
            settle()
        lies_across = section.landscape
        room = room_of(section.landscape)
        title = _section_title(section, room)
        # A picture is drawn so high that its title stands above it.
        below = Room(room.width, room.height - title.height - _BELOW_TITLE)
        level = title.level + 1
        flowing += [title, *[one._replace(level=level) for one in strips_of(section.blocks, below, section.title)]]
    settle()
    return sheets


def _section_title(section: Section, room: Room) -> Strip:
    width = room.width
    title = shortened(section.named, width, PDF.title, True)
    beside_at = text_width(title, PDF.title, True) + 10
    one_line = text_width(section.beside_title, PDF.text) <= width - beside_at
    below = [] if one_line else lines_of((Run(section.beside_title, False, "text.secondary"),), width, PDF.text)
    height = leading(PDF.title) + len(below) * leading(PDF.text) + 2

    def paint(canvas: Canvas, x: float, top: float) -> None:
        say(canvas, x, top - PDF.title, title, PDF.title, bold=True)
        if one_line and section.beside_title:
            say(canvas, x + beside_at, top - PDF.title, section.beside_title, PDF.text, "text.secondary")
        say_lines(canvas, x, top - leading(PDF.title), below, PDF.text)

    return Strip(
        height,
        paint,
        gap=26.0,
        with_next=True,
        bookmark=destination_of(section),
        level=_SECTION + 1 if section.appendix else _SECTION,
        least=room.height * _LEAST_LEFT,
    )


def _places(sheets: list[Sheet], titles: dict[str, str]) -> dict[str, int]:
    """The page of each section."""
    return {
        placed.strip.bookmark: number
        for number, sheet in enumerate(sheets, 2)
        for placed in sheet.page
        if placed.strip.bookmark in titles
    }


def _bookmark(canvas: Canvas, title: str, key: str, level: int, top: float) -> None:
    canvas.bookmarkHorizontalAbsolute(key, top)
    canvas.addOutlineEntry(title, key, level, closed=level > _SECTION)


def _canvas(content: BytesIO, report: Report, today: date) -> Canvas:
    from reportlab.pdfgen.canvas import Canvas as PdfCanvas  # heavy, and only for a PDF

    register_fonts()
    canvas = PdfCanvas(
        content,
        page_size(False),
        invariant=1,  # no clock and no random ids: equal plans give equal files
        pageCompression=1,
        initialFontName=FONT_NAMES[False],  # type: ignore[arg-type]  # the stub is wrong; else Helvetica is referenced
        lang="en-GB",
    )
    # reportlab offers no other way to state the day of a document
    stamp = canvas._doc._timeStamp  # type: ignore[attr-defined]
    stamp.YMDhms = (today.year, today.month, today.day, 0, 0, 0)
    meta = report.meta
    canvas.setTitle(" – ".join(filter(None, (report.title, meta.plan))))
    canvas.setAuthor(", ".join(filter(None, (meta.author, meta.author_role))) or "DR Desktop")
    canvas.setSubject(f"{meta.head_left} · {meta.head_right} · plan {meta.digest}")
    canvas.setCreator("DR Desktop")
    canvas.setProducer("DR Desktop with ReportLab")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    return canvas
