"""Writes a plan and its assessment as a workbook for the review meeting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.claims import claims_of
from dr_desktop.assessment.consumption import usual_month
from dr_desktop.assessment.document_chances import Chances
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.runbook_records import Runbook
from dr_desktop.assessment.sensitivity import Sensitivity
from dr_desktop.assessment.simulated_losses import Losses, simulated_losses
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.plan_digest import plan_digest
from dr_desktop.files.replace_file import replace_file
from dr_desktop.files.workbook_applications import LEGEND, applications_sheet, tiers_sheet, topology_sheet
from dr_desktop.files.workbook_capacity import add_capacity_sheet
from dr_desktop.files.workbook_cells import FONT, SIZE, Styles, legal
from dr_desktop.files.workbook_chances import chances_sheet
from dr_desktop.files.workbook_columns import SheetColumn
from dr_desktop.files.workbook_consumption import add_consumption_sheets
from dr_desktop.files.workbook_drills import claims_sheet, drill_calendar_sheet, runbook_sheet
from dr_desktop.files.workbook_findings import assumptions_sheet, findings_sheet, governance_sheets, prices_sheet
from dr_desktop.files.workbook_landing import landing_sheet, mabs_sheet, shed_sheet
from dr_desktop.files.workbook_machines import data_stores_sheet, machines_sheet, unprotected_sheet
from dr_desktop.files.workbook_matrix import add_matrix_sheet
from dr_desktop.files.workbook_network import network_sheet
from dr_desktop.files.workbook_notes import CellNotes
from dr_desktop.files.workbook_onboarding import onboarding_sheet
from dr_desktop.files.workbook_places import backup_sheets, links_sheet, sites_sheet
from dr_desktop.files.workbook_recovery import recovery_sheets
from dr_desktop.files.workbook_sensitivity import sensitivity_sheet
from dr_desktop.files.workbook_sheet import HEAD_ROW, Book, TableSheet, add_sheet, write_table_sheet
from dr_desktop.files.workbook_summary import TITLE, Formulas, fill_summary
from dr_desktop.plan.entity import Problem
from dr_desktop.report.blocks import Report
from dr_desktop.report.review import review_of
from dr_desktop.report.sections.runbook import runbooks_of

Progress = Callable[[float, str], None]
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,  # what a planner typed is never run
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_OTHER_INTROS: Final = {
    "Matrix": "Where applications run, and where they recover.",
    "Capacity": "Every store, month by month, with charts.",
    "Consumption": "What is paid for in Azure, by month.",
    "Consumption basis": "What each component rests on.",
    "Outage cost": "Protection beside expected outages, by application.",
}


def write_workbook(
    assessment: Assessment,
    path: Path,
    *,
    today: date,
    progress: Progress | None = None,
    catalog: Catalog | None = None,
    sensitivity: Sensitivity | None = None,
    chances: Chances | None = None,
) -> Problem | None:
    """Write the workbook to `path`, whole or not at all; a Problem when the file cannot be written.

    `today` is the day it is made on. `progress` is told the share done, 0 to 1, and what is being written.
    `sensitivity` is what moves the totals and `chances` how probable recovery in time is, where they were worked out.
    """
    tell = progress or (lambda _share, _words: None)
    found = catalog or load_catalog()
    tell(0.0, "Putting the review together")
    losses = simulated_losses(assessment)
    books = runbooks_of(assessment)
    digest = plan_digest(assessment.plan)
    report = review_of(assessment, found, today, digest, sensitivity, losses, books, chances)
    content = workbook_of(assessment, report, found, tell, sensitivity, losses, books, chances)
    tell(0.95, "Saving the workbook")
    return replace_file(path, content)


def workbook_of(
    assessment: Assessment,
    report: Report,
    catalog: Catalog,
    tell: Progress,
    sensitivity: Sensitivity | None = None,
    losses: Losses | None = None,
    books: Sequence[Runbook] | None = None,
    chances: Chances | None = None,
) -> bytes:
    """The workbook as the bytes of a file; `losses` are the simulated disasters and `books` the runbooks, where they
    are at hand already; `chances` how probable recovery in time is, where that was worked out."""
    from xlsxwriter import Workbook  # heavy, and only for a workbook

    content = BytesIO()
    with Workbook(content, _OPTIONS) as workbook:
        workbook.formats[0].set_font_name(FONT)
        workbook.formats[0].set_font_size(SIZE)
        meta = report.meta
        workbook.set_properties(
            {
                "title": legal(f"{report.title} – {meta.plan}"),
                "author": legal(", ".join(filter(None, (meta.author, meta.author_role))) or "DR Desktop"),
                "subject": legal(f"Revision {meta.revision}, plan {meta.digest}"),
                "company": legal(meta.customer),
                "created": datetime(meta.made_on.year, meta.made_on.month, meta.made_on.day, tzinfo=UTC),
            }
        )
        book = Book(workbook, Styles(workbook), meta, set(), set(), {}, CellNotes(assessment))
        _fill(book, assessment, report, catalog, tell, sensitivity, losses, books, chances)
    return content.getvalue()


def _fill(
    book: Book,
    assessment: Assessment,
    report: Report,
    catalog: Catalog,
    tell: Progress,
    sensitivity: Sensitivity | None,
    losses: Losses | None,
    books: Sequence[Runbook] | None,
    chances: Chances | None,
) -> None:
    simulated = simulated_losses(assessment) if losses is None else losses
    standings = claims_of(assessment, simulated)
    summary = add_sheet(book, TITLE, "accent")
    intros = dict(_OTHER_INTROS)
    filled: dict[str, TableSheet] = {}

    def add(found: TableSheet, share: float) -> None:
        tell(share, f"Sheet {found.title}")
        write_table_sheet(book, found)
        filled[found.title] = found
        intros[found.title] = found.intro.removesuffix(LEGEND).strip()

    add(applications_sheet(assessment, standings), 0.1)
    add(machines_sheet(assessment), 0.15)
    add(data_stores_sheet(assessment), 0.5)
    add(sites_sheet(assessment), 0.52)
    add(links_sheet(assessment), 0.54)
    for one in backup_sheets(assessment):
        add(one, 0.56)
    add(tiers_sheet(assessment), 0.58)
    tell(0.6, "Sheet Matrix")
    add_matrix_sheet(book, assessment)
    add(topology_sheet(assessment), 0.62)
    tell(0.68, "Sheet Capacity")
    add_capacity_sheet(book, assessment)
    for one in (landing_sheet(assessment), shed_sheet(assessment), mabs_sheet(assessment)):
        add(one, 0.69)
    add(network_sheet(assessment), 0.695)
    add(onboarding_sheet(assessment), 0.7)
    tell(0.72, "Sheet Consumption")
    add_consumption_sheets(book, assessment)
    for one in recovery_sheets(assessment, simulated):
        add(one, 0.74)
    if chances is not None:
        add(chances_sheet(assessment.plan, chances), 0.745)
    add(runbook_sheet(assessment, runbooks_of(assessment) if books is None else books), 0.75)
    add(claims_sheet(assessment, standings), 0.755)
    add(drill_calendar_sheet(assessment), 0.755)
    add(findings_sheet(assessment), 0.76)
    add(unprotected_sheet(assessment), 0.82)
    add(assumptions_sheet(assessment), 0.86)
    add(prices_sheet(assessment, catalog), 0.88)
    if sensitivity is not None:
        add(sensitivity_sheet(assessment, sensitivity), 0.89)
    for one in governance_sheets(assessment):
        add(one, 0.9)
    fill_summary(book, summary, report, assessment, _formulas(book, filled, assessment), intros)
    summary.activate()


def _formulas(book: Book, filled: dict[str, TableSheet], assessment: Assessment) -> Formulas:
    severity = _cells(book, filled["Findings"], "Severity")
    accepted = _cells(book, filled["Findings"], "Accepted")

    def count(words: str) -> str:
        return f'=COUNTIFS({severity},"{words}",{accepted},"No")'

    consumption = assessment.consumption
    cost = ""
    if consumption.months:
        column = _letters(len(consumption.components) + 2)
        cost = f"='{book.sheets['Consumption']}'!{column}{HEAD_ROW + 2 + usual_month(consumption)}"
    return Formulas(
        errors=count("Error"),
        warnings=count("Warning"),
        notes=count("Note"),
        accepted=f'=COUNTIF({accepted},"Yes")',
        used_gib=f"=SUM({_cells(book, filled['Applications'], 'Used, GiB')})",
        cost_month=cost,
    )


def _cells(book: Book, found: TableSheet, heading: str) -> str:
    """The cells of a column on its sheet, as a formula names them."""
    headings: Sequence[SheetColumn] = found.columns
    letters = _letters([one.heading for one in headings].index(heading))
    last = HEAD_ROW + 1 + max(1, len(found.rows))
    return f"'{book.sheets[found.title]}'!{letters}{HEAD_ROW + 2}:{letters}{last}"


def _letters(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name  # heavy, and only for a workbook

    return str(xl_col_to_name(place))
