"""The PDF: contents, bookmarks, page n of m, embedded fonts, rows that never break, every finding said."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from pypdf import PdfReader
from pypdf.generic import Destination, IndirectObject

from dr_desktop.assessment.assess import assess
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.pdf import write_pdf
from dr_desktop.files.pdf_document import pdf_of
from dr_desktop.files.pdf_page import MARGIN
from dr_desktop.files.pdf_table import ROWS_AT_MOST
from dr_desktop.files.plan_digest import plan_digest
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.report.blocks import Column, Paragraph, Row, Table
from dr_desktop.report.font_metrics import drawable
from tests.files.exported import TODAY, assessed, nothing_but_words, pdf_bytes, silent, text_of
from tests.files.quirky_plan import quirky_plan
from tests.files.reports import FIGURES, LONG_ROWS, META, report, with_appendices
from tests.plan.strategies import plans

FONTS = re.compile(r"/[A-Z]{6}\+IBMPlexSans(-SmBld)?$")


def reader(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content), strict=True)


def inside(found: Any, *keys: str) -> Any:
    """What lies in an object of a PDF under these keys, one within the other."""
    for key in keys:
        found = found[key].get_object()
    return found


def outline_titles(entries: list[Any], level: int = 0) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for one in entries:
        if isinstance(one, Destination):
            found.append((level, str(one.title)))
        else:
            found += outline_titles(one, level + 1)
    return found


@pytest.fixture(scope="module")
def quirky() -> str:
    """What the document of the plan with quirks says."""
    return text_of(pdf_bytes(assessed(quirky_plan)))


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf_of(report(), TODAY, silent)


def test_every_page_but_the_cover_says_which_of_how_many_it_is(made: bytes):
    pages = reader(made).pages
    assert len(pages) > 5
    for number, page in enumerate(pages[1:], 2):
        assert f"Page {number} of {len(pages)}" in page.extract_text()


def test_head_and_foot_name_plan_state_digest_prices_and_what_is_assumed(made: bytes):
    words = nothing_but_words(reader(made).pages[1].extract_text())
    for said in (META.head_left, META.head_right, *META.foot_lines):
        assert nothing_but_words(said) in words


def test_sections_are_bookmarks_and_headings_lie_below_them(made: bytes):
    titles = outline_titles(reader(made).outline)
    sections = [words for level, words in titles if level == 0]
    assert sections == ["Cover", *[section.title for section in report().sections[1:]]]
    assert (1, "Top five gaps") in titles
    assert (1, "On a page of its own") in titles


def test_a_click_in_the_contents_goes_to_the_page_that_it_names(made: bytes):
    found = reader(made)
    links = [one.get_object() for one in inside(found.pages[0], "/Annots")]
    assert len(links) == len(report().sections) - 1
    words = found.pages[0].extract_text().split("Contents")[1]
    for link, section in zip(links, report().sections[1:], strict=True):
        page = found.get_page_number(link["/Dest"][0].get_object())
        assert page is not None
        assert section.title in found.pages[page].extract_text()
        assert re.search(rf"{re.escape(section.title)}\s*{page + 1}\b", words)


@pytest.fixture(scope="module")
def parted() -> bytes:
    return pdf_of(with_appendices(), TODAY, silent)


def test_appendices_are_bookmarks_below_a_page_that_lists_them_with_their_pages(parted: bytes):
    found = reader(parted)
    titles = outline_titles(found.outline)
    place = titles.index((0, "Appendices"))
    assert titles[place + 1] == (1, "A\u2002Looked up")
    assert (2, "Figures") in titles[place:]
    assert titles[-1] == (1, "B\u2002Across")
    (listing,) = [page for page in found.pages if "What stands behind the pages before" in page.extract_text()]
    links = [one.get_object() for one in inside(listing, "/Annots")]
    pages = [found.get_page_number(link["/Dest"][0].get_object()) for link in links]
    assert len(pages) == 2
    for number, title in zip(pages, ("Looked up", "Across"), strict=True):
        assert number is not None
        assert title in found.pages[number].extract_text()
        assert re.search(rf"{title}\s*{number + 1}\b", listing.extract_text())


def test_the_cover_lists_what_is_read_and_the_appendices_together(parted: bytes):
    cover = reader(parted).pages[0].extract_text()
    assert "Appendices A to B" in cover
    assert "Looked up" not in cover


def test_every_page_names_the_section_that_it_begins_in(parted: bytes):
    pages = [page.extract_text() for page in reader(parted).pages]
    with_rows = [text for text in pages if re.search(r"Application \d+\s", text)]
    assert all("Figures of all applications" in text for text in with_rows)
    assert "B\u2002Across" in pages[-1]


def test_words_that_lead_rows_stand_over_them_and_a_short_table_is_not_broken(parted: bytes):
    (page,) = [
        page.extract_text() for page in reader(parted).pages if "What stands for the rows" in page.extract_text()
    ]
    places = [page.index(words) for words in ("What stands for the rows", "Looked up 0.", "Looked up 8.")]
    assert places == sorted(places)


@pytest.mark.parametrize("lines", [0, 9, 18, 26, 27, 28, 29, 30, 31, 32, 33])
@pytest.mark.slow
def test_a_short_table_stands_whole_below_its_title_wherever_it_begins(lines: int):
    filler = [Paragraph(f"Line {place}.") for place in range(lines)]
    short = Table("t", "Short of rows", (Column("A", 1.0),), tuple(Row((f"Row {place}.",)) for place in range(5)))
    made = pdf_of(report(*filler, short), TODAY, silent)
    (page,) = [
        text for one in reader(made).pages if re.search(r"^Short of rows$", text := one.extract_text(), re.MULTILINE)
    ]
    assert all(f"Row {place}." in page for place in range(5))


def test_only_the_two_embedded_fonts_are_used(made: bytes):
    names = set()
    for page in reader(made).pages:
        for font in inside(page, "/Resources", "/Font").values():
            found = font.get_object()
            names.add(str(found["/BaseFont"]))
            assert "/FontFile2" in found["/FontDescriptor"]
    assert names
    assert all(FONTS.match(name) for name in names)


def test_metadata_name_title_author_language_and_the_day_it_was_made(made: bytes):
    found = reader(made)
    assert found.metadata is not None
    assert META.plan in str(found.metadata.title)
    assert found.metadata.author == "Łucja Θεοδώρου, DR architect"
    assert found.metadata.creation_date is not None
    assert found.metadata.creation_date.date() == TODAY
    assert str(inside(found.trailer, "/Root", "/Lang")).startswith("en")


def test_equal_reports_give_equal_files(made: bytes):
    assert pdf_of(report(), TODAY, silent) == made
    assert pdf_of(report(), date(2026, 11, 4), silent) != made


def test_polish_greek_and_the_euro_sign_can_be_read_back(made: bytes):
    words = text_of(made)
    for said in ("Łódź", "Η εφαρμογή αργεί", "€ zone", "Łucja Θεοδώρου", "Assumed & measured: <b>not bold</b>."):
        assert said in words


def test_what_the_font_lacks_is_a_mark_and_one_warning():
    words = text_of(pdf_of(report(Paragraph("Standort 東京 und 東京 🚰")), TODAY, silent))
    assert "東" not in words
    assert words.count("not in this document's font") == 1
    assert "3 kinds of character are" in words
    assert "U+6771" in words


def test_a_report_that_the_font_can_draw_has_no_warning(made: bytes):
    assert "not in this document's font" not in text_of(made)


def test_a_long_table_repeats_its_headings_and_breaks_no_row(made: bytes):
    pages = [page.extract_text() for page in reader(made).pages]
    with_rows = [text for text in pages if re.search(r"Application \d+\s", text)]
    assert len(with_rows) > 2
    assert all("Used,TiB" in nothing_but_words(text) for text in with_rows)
    said = " ".join(pages)
    assert all(len(re.findall(rf"Application {place}\b", said)) == 1 for place in range(LONG_ROWS))
    assert said.count("99,999") == 1


def test_an_inventory_is_capped_and_the_page_says_so():
    rows = tuple(Row((f"Row {place}.", 1.0, 1.0, 1.0, 1.0, "")) for place in range(ROWS_AT_MOST + 250))
    words = text_of(pdf_of(report(FIGURES._replace(rows=rows)), TODAY, silent))
    assert f"Row {ROWS_AT_MOST - 1}." in words
    assert f"Row {ROWS_AT_MOST}." not in words
    assert "250 more rows are in the workbook" in words


def test_no_amount_is_broken_however_narrow_its_column():
    columns = (Column("A", 0.9), Column("B", 0.001, "money", "EUR"))
    table = Table("t", "Narrow", columns, (Row(("word " * 60, 1_234_567.0), total=True),))
    lines = reader(pdf_of(report(table), TODAY, silent)).pages[-1].extract_text().splitlines()
    assert any("€ 1,234,567" in line.replace("\u00a0", " ") for line in lines)


def test_words_stay_between_the_margins(made: bytes):
    for page in reader(made).pages:
        width = float(page.mediabox.width)
        places: list[float] = []

        def visit(text: str, cm: Any, tm: Any, font: Any, size: Any, places: list[float] = places) -> None:
            if text.strip():
                places.append(tm[4] * cm[0] + cm[4])

        page.extract_text(visitor_text=visit)
        assert min(places) >= MARGIN - 1
        assert max(places) <= width - MARGIN


def test_matrix_and_wide_tables_lie_across_the_page(made: bytes):
    pages = reader(made).pages
    across = [page for page in pages if page.mediabox.width > page.mediabox.height]
    assert len(across) == 1
    assert "Source and target" in across[0].extract_text()
    assert "Customer portal" in across[0].extract_text()


def test_every_finding_of_a_plan_is_in_its_document(quirky: str):
    assessment = assessed(quirky_plan)
    words = nothing_but_words(quirky)
    assert len(assessment.findings) > 5
    for finding in assessment.findings:
        assert nothing_but_words(drawable(finding.sentence)) in words, finding.sentence


def test_the_document_names_the_plan_by_its_digest_which_changes_with_the_plan(quirky: str):
    plan = quirky_plan()
    digest = plan_digest(plan)
    assert re.fullmatch(r"[0-9A-F]{4} [0-9A-F]{4}", digest)
    assert plan_digest(quirky_plan()) == digest
    assert plan_digest(plan.remove("machines", ["m-1"])) != digest
    assert digest in quirky


def test_a_file_that_cannot_be_written_is_said_and_leaves_what_was_there(tmp_path: Path):
    folder = tmp_path / "folder.pdf"
    folder.mkdir()
    problem = write_pdf(assessed(quirky_plan), folder, today=TODAY)
    assert isinstance(problem, Problem)
    assert "folder.pdf" in problem.sentence
    assert list(tmp_path.iterdir()) == [folder]


def test_progress_rises_to_the_end(tmp_path: Path):
    told: list[float] = []
    path = tmp_path / "plan.pdf"
    assert write_pdf(assessed(quirky_plan), path, today=TODAY, progress=lambda share, _: told.append(share)) is None
    assert told == sorted(told)
    assert 0 <= told[0] < 0.2 < 0.9 < told[-1] <= 1
    assert reader(path.read_bytes()).pages
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_plan_gives_a_document():
    empty = assess(new_plan(date(2027, 1, 1), "Nothing yet"), load_catalog())
    assert "Nothing yet" in text_of(pdf_bytes(empty))


@pytest.mark.slow
@settings(max_examples=8)
@given(plans())
def test_any_plan_gives_a_document(plan: Plan):
    assert isinstance(reader(pdf_bytes(assess(plan, load_catalog()))).trailer["/Root"], dict | IndirectObject)
