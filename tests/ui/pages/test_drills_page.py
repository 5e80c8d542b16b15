"""The Drills page: evidence, calendar with scripts, runbook, log; what is planned goes into the log as one step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from dr_desktop.assessment.explanation import Subject
from dr_desktop.plan.drill import Drill
from dr_desktop.plan.plan import Plan
from dr_desktop.report.drill_calendar_picture import planned_entity
from dr_desktop.report.drill_dots import application_entity
from dr_desktop.ui.claims_watch import claims_watch
from dr_desktop.ui.pages.drills_page import DrillsPage
from tests.assessment.recovering import LOSS, estate, replicated, restored
from tests.ui.pages.shown_pages import NotedServices, click, document_of, shown

Shown = tuple[DrillsPage, NotedServices]


def plan() -> Plan:
    found = estate(
        restored("shop", 2, tier="gold", agreed_by="Board", technical_owner="Ina"),
        replicated("desk", tier="silver", technical_owner="Bo"),
    )
    drill = Drill(id="first", application="shop", on=date(2026, 12, 1), outcome="succeeded", recovery_minutes=100.0)
    return found.put("drills", drill).put("scenarios", LOSS)


@pytest.fixture
def drills(qtbot: QtBot) -> Iterator[Shown]:
    with shown(DrillsPage, document_of(plan())) as page:
        yield page


def test_the_evidence_says_the_claim_as_soon_as_it_is_simulated(drills: Shown):
    page, _ = drills
    view = page.evidence
    assert view is not None
    assert "Its recovery is being simulated." in view.sheet.lines()
    claims_watch(page.document).finish()
    view.choose("shop")
    assert "Claim: proven in date" in view.sheet.lines()


def test_a_click_on_a_row_shows_its_evidence_and_what_the_proof_is_asked_about(drills: Shown):
    page, _ = drills
    view = page.evidence
    assert view is not None
    click(view.chart, application_entity("desk"))
    assert view.sheet.lines()[0] == "Desk"
    assert page.subject() == Subject("application", "desk", "claim")


def test_a_double_click_on_a_dot_goes_to_its_row_in_the_log(drills: Shown):
    page, _ = drills
    view = page.evidence
    assert view is not None
    view.chart.entity_activated.emit("drill:first")
    assert page.shown_tab() == "drills"
    log = page.table_view()
    assert log is not None
    assert log.entities.entity_id(log.currentIndex().row()) == "first"


def test_a_click_on_a_drill_of_the_calendar_writes_its_script(drills: Shown):
    page, _ = drills
    page.show_tab("calendar")
    view = page.calendar
    assert view is not None
    drill = page.plan_of_drills().drills[1]
    click(view.chart, planned_entity(drill))
    view.job.finish()
    assert view.script is not None
    assert view.script.drill == drill
    assert view.steps.words.rows[0].cells[3].startswith("Make an isolated network at South")
    view.copy_script()
    assert QGuiApplication.clipboard().text().startswith(f"Drill: {drill.name}, ")


def test_a_planned_drill_goes_into_the_log_as_one_step_and_comes_out_again(drills: Shown):
    page, _ = drills
    page.show_tab("calendar")
    view = page.calendar
    assert view is not None
    drill = view.chosen()
    assert drill is not None
    before = page.document.plan
    QTest.mouseClick(view.log_button, Qt.MouseButton.LeftButton)
    added = [one for key, one in page.document.plan.drills.items() if key not in before.drills]
    assert [(one.application, one.on, one.outcome) for one in added] == [
        (key, drill.on, None) for key in drill.applications
    ]
    assert {one.scheme for one in added} <= {"backup_restore", "replication"}
    assert view.chosen() is not None
    assert [one.stated for one in page.plan_of_drills().drills].count(True) == 1
    page.document.undo_stack.undo()
    assert page.document.plan == before
    assert page.document.undo_stack.count() == 1


def test_a_drill_that_stands_in_the_log_cannot_be_added_again(drills: Shown):
    page, _ = drills
    page.show_tab("calendar")
    view = page.calendar
    assert view is not None
    QTest.mouseClick(view.log_button, Qt.MouseButton.LeftButton)
    stated = next(one for one in page.plan_of_drills().drills if one.stated)
    view.choose(stated.key)
    assert not view.log_button.isEnabled()


def test_the_runbook_follows_the_chosen_scenario_and_its_filters(drills: Shown):
    page, services = drills
    page.show_tab("runbook")
    book = page.runbook
    book.job.finish()
    assert book.book is not None
    assert len(book.table.words.rows) == len(book.book.steps)
    book.choose_application("desk")
    assert all("desk" in one.applications for one in book.steps_in_view())
    assert len(book.table.words.rows) == len(book.steps_in_view()) < len(book.book.steps)
    book.choose_application("")
    book.choose_owner("Ina")
    assert {one.owner for one in book.steps_in_view()} == {"Ina"}
    book.copy_steps()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("No.\tFrom\tTo\tApplication\tWhat to do")
    assert len(lines) == 1 + len(book.steps_in_view())
    book.table.opened.emit(book.table.words.rows[0].key)
    assert services.asked[-1] == ("go_to", "applications", "shop", "name")


def test_another_scenario_has_another_runbook(drills: Shown):
    page, _ = drills
    page.show_tab("runbook")
    page.runbook.job.finish()
    page.document.replace_plan(page.document.plan.remove("scenarios", ["loss"]), "Remove")
    page.choose_scenario("loss-of-north")
    page.runbook.job.finish()
    assert page.runbook.book is not None
    assert page.runbook.book.scenario.id == "loss-of-north"


def test_an_edit_is_followed_in_the_runbook(drills: Shown):
    page, _ = drills
    page.show_tab("runbook")
    page.runbook.job.finish()
    assert page.runbook.book is not None
    before = len(page.runbook.book.steps)
    page.document.replace_plan(page.document.plan.remove("applications", ["desk"]), "Remove Desk")
    page.runbook.job.finish()
    assert 0 < len(page.runbook.book.steps) < before


def test_the_tables_of_words_are_sound_models(drills: Shown, qtbot: QtBot):
    page, _ = drills
    page.show_tab("runbook")
    page.runbook.job.finish()
    QAbstractItemModelTester(page.runbook.table.words, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.runbook.choose_owner("Bo")
    page.runbook.choose_owner("")
