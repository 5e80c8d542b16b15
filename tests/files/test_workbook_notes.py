"""Notes of cells: the explanation of the program stands at the number, and there are not too many of them."""

from __future__ import annotations

from io import BytesIO

from xlsxwriter import Workbook

from dr_desktop.assessment.explanation import Subject
from dr_desktop.assessment.why import why
from dr_desktop.files.workbook_notes import CellNotes
from dr_desktop.report.why_sheet import note_text
from tests.assessment.recovering import assessed as simulated
from tests.assessment.recovering import estate, replicated, restored
from tests.files.exported import HEAD, assessed, read_workbook, workbook_bytes
from tests.files.quirky_plan import quirky_plan


def test_a_designed_time_is_explained_at_its_cell_as_the_window_explains_it() -> None:
    assessment = assessed(quirky_plan)
    sheet = read_workbook(workbook_bytes(assessment))["Applications"]
    headings = {cell.value: place for place, cell in enumerate(sheet[HEAD], start=1)}
    ids = {sheet.cell(row, headings["Id"]).value: row for row in range(HEAD + 1, sheet.max_row + 1)}
    explained = 0
    for key, result in assessment.applications.items():
        if not result.designed.parts:
            continue
        comment = sheet.cell(ids[key], headings["Designed recovery time, min"]).comment
        explanation = why(assessment, Subject("application", key, "designed_rto"))
        assert comment is not None
        assert explanation is not None
        assert comment.text == note_text(assessment.plan, explanation)
        explained += 1
    assert explained


def test_a_simulated_figure_is_explained_at_its_cell_as_the_window_explains_it() -> None:
    assessment = simulated(estate(restored("billing", machines=2), replicated("portal")))
    sheet = read_workbook(workbook_bytes(assessment))["Recovery"]
    headings = {cell.value: place for place, cell in enumerate(sheet[HEAD], start=1)}
    ids = {sheet.cell(row, headings["Id"]).value: row for row in range(HEAD + 1, sheet.max_row + 1)}
    for key in ("billing", "portal"):
        row = ids[key]
        for heading, part in (("Recovered, min", "recovery_minutes"), ("Data loss, min", "data_loss_minutes")):
            comment = sheet.cell(row, headings[heading]).comment
            explanation = why(assessment, Subject("recovery", f"loss-of-north/{key}", part))
            assert comment is not None
            assert explanation is not None
            assert comment.text == note_text(assessment.plan, explanation)
        assert sheet.cell(row, headings["RTO, min"]).comment is None


def test_what_has_no_explanation_gets_no_note_and_notes_end_where_there_would_be_too_many() -> None:
    assessment = assessed(quirky_plan)
    applications = list(assessment.applications)
    with Workbook(BytesIO()) as book:
        sheet = book.add_worksheet()
        notes = CellNotes(assessment, most=2)
        notes.write(sheet, 0, 0, Subject("application", "nobody", "designed_rto"))
        assert notes.written == 0
        for row, key in enumerate(applications[:4]):
            notes.write(sheet, row, 0, Subject("application", key, "machines"))
    assert notes.written == 2
