"""Sheets of claims, calendar and runbooks: what stands in them is what the assessment says."""

from __future__ import annotations

from dr_desktop.assessment.claims import claims_of
from dr_desktop.assessment.drill_calendar import drill_calendar
from dr_desktop.assessment.runbook import runbook
from dr_desktop.assessment.simulated_losses import simulated_losses
from dr_desktop.files.workbook_drills import claims_sheet, drill_calendar_sheet, runbook_sheet
from dr_desktop.files.workbook_sheet import TableSheet
from tests.assessment.recovering import LOSS, assessed, estate, replicated, restored


def column(sheet: TableSheet, heading: str) -> list[object]:
    place = [one.heading for one in sheet.columns].index(heading)
    return [row[place] for row in sheet.rows]


def test_every_application_has_its_claim_each_step_and_the_reason():
    assessment = assessed(estate(restored("shop", tier="gold", agreed_by="Board"), replicated("desk")))
    sheet = claims_sheet(assessment, claims_of(assessment, simulated_losses(assessment)))
    assert column(sheet, "Application") == ["Shop", "Desk"]
    assert column(sheet, "Claim") == ["simulated", "nothing agreed"]
    assert column(sheet, "Simulated") == ["Yes", "Yes"]
    assert column(sheet, "Drilled") == ["No", "No"]
    assert column(sheet, "Not further because")[0] == "No recovery was measured as it is protected now."


def test_the_calendar_has_a_row_a_drill_and_one_for_who_is_short():
    plan = estate(restored("shop", tier="gold"), restored("lone", tier="gold", source_site=None))
    calendar = drill_calendar(assessed(plan))
    sheet = drill_calendar_sheet(assessed(plan))
    assert column(sheet, "Begins") == [*[one.on for one in calendar.drills], None]
    last = column(sheet, "Which, the most urgent first")[-1]
    assert last == "Lone gets 0 of 4 drills a year. It does not say where it runs."


def test_the_runbook_holds_every_step_in_full_and_what_does_not_come_back():
    assessment = assessed(estate(restored("shop"), restored("gone", scheme="no_recovery")))
    book = runbook(assessment, LOSS)
    sheet = runbook_sheet(assessment, [book])
    steps = len(book.steps)
    assert column(sheet, "From, min")[:steps] == [one.from_minutes for one in book.steps]
    assert column(sheet, "Comes after")[1] == "1"
    assert column(sheet, "Kind")[steps:] == ["does not come back"]
