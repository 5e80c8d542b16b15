"""A small plan with quirks, its assessment, and both files exported from it, read back."""

from __future__ import annotations

from datetime import date
from functools import cache
from io import BytesIO

from openpyxl import Workbook as ReadWorkbook
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.results import Assessment
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.pdf_document import pdf_of
from dr_desktop.files.plan_digest import plan_digest
from dr_desktop.files.workbook import workbook_of
from dr_desktop.plan.plan import Plan
from dr_desktop.report.review import review_of

TODAY = date(2026, 11, 3)
HEAD = 5
"""Row of the headings, as Excel counts."""


def silent(_share: float, _words: str) -> None:
    """Nobody looks."""


def workbook_bytes(assessment: Assessment) -> bytes:
    """The exported workbook."""
    catalog = load_catalog()
    report = review_of(assessment, catalog, TODAY, plan_digest(assessment.plan))
    return workbook_of(assessment, report, catalog, silent)


def pdf_bytes(assessment: Assessment) -> bytes:
    """The exported document."""
    return pdf_of(review_of(assessment, load_catalog(), TODAY, plan_digest(assessment.plan)), TODAY, silent)


@cache
def assessed(plan_of: object) -> Assessment:
    """The assessment of the plan that a function gives, made once."""
    assert callable(plan_of)
    plan = plan_of()
    assert isinstance(plan, Plan)
    return assess(plan, load_catalog())


def read_workbook(content: bytes, *, formulas: bool = False) -> ReadWorkbook:
    """The workbook as openpyxl reads it: results, or formulas."""
    found = load_workbook(BytesIO(content), data_only=not formulas)
    assert isinstance(found, ReadWorkbook)
    return found


def columns_of(sheet: Worksheet) -> dict[str, list[object]]:
    """The table of a sheet: heading -> values."""
    rows = list(sheet.iter_rows(min_row=HEAD, values_only=True))
    return {str(heading): [row[place] for row in rows[1:]] for place, heading in enumerate(rows[0]) if heading}


def numbers(values: list[object]) -> list[float]:
    """The numbers among some values."""
    return [float(one) for one in values if isinstance(one, int | float)]


def text_of(content: bytes) -> str:
    """All words of a PDF, in one line: pages break sentences where they must."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    return " ".join(" ".join(pages).split())


def nothing_but_words(text: str) -> str:
    """A text without spaces: a line may end after a hyphen."""
    return "".join(text.split())
