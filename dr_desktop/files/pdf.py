"""Writes the review document of an assessment as a PDF."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.document_chances import Chances
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.sensitivity import Sensitivity
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.pdf_document import Progress, pdf_of
from dr_desktop.files.plan_digest import plan_digest
from dr_desktop.files.replace_file import replace_file
from dr_desktop.plan.entity import Problem
from dr_desktop.report.review import review_of


def write_pdf(
    assessment: Assessment,
    path: Path,
    *,
    today: date,
    progress: Progress | None = None,
    catalog: Catalog | None = None,
    sensitivity: Sensitivity | None = None,
    chances: Chances | None = None,
) -> Problem | None:
    """Write the document to `path`, whole or not at all; a Problem when the file cannot be written.

    `today` is the day it is made on. `progress` is told the share done, 0 to 1, and what is being written.
    `sensitivity` is what moves the totals and `chances` how probable recovery in time is, where they were worked out.
    """
    tell = progress or (lambda _share, _words: None)
    tell(0.0, "Putting the review together")
    digest = plan_digest(assessment.plan)
    report = review_of(assessment, catalog or load_catalog(), today, digest, sensitivity, chances=chances)
    content = pdf_of(report, today, lambda share, words: tell(0.1 + 0.85 * share, words))
    tell(0.95, "Saving the PDF")
    return replace_file(path, content)
