"""The recovery page: scenarios, order and range, the chosen application, the moment, edits, changes, and staleness."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dr_desktop.assessment.explanation import Subject
from dr_desktop.assessment.recovery_records import RecoveryResult
from dr_desktop.assessment.why import why
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.plan import new_plan
from dr_desktop.plan.shown import show_minutes
from dr_desktop.report.fact_sheet import go_to
from dr_desktop.report.gantt import ROW
from dr_desktop.report.held_up_picture import change_entity
from dr_desktop.report.picture import Picture, Text
from dr_desktop.report.picture_focus import entities
from dr_desktop.ui.head_button import HeadButton
from dr_desktop.ui.pages.recovery_page import RecoveryPage
from tests.assessment.recovering import LOSS, lose
from tests.report.pictures import words
from tests.report.recoveries import FAST, GONE, LATE, SLOW, SPARED, plan, result
from tests.ui.pages.shown_pages import NotedServices, click, document_of, sample_document, shown

Shown = tuple[RecoveryPage, NotedServices]


def done(page: RecoveryPage) -> RecoveryResult:
    """The result of what is asked for, worked out to its end."""
    page.runs.finish()
    page.changes.finish()
    found = page.result()
    assert found is not None
    return found


def places_of(said: str, picture: Picture) -> list[float]:
    """Where a text stands, px from the left."""
    return [shape.x for shape in picture.shapes if isinstance(shape, Text) and shape.text == said]


@pytest.fixture
def recovery(qtbot: QtBot) -> Iterator[Shown]:
    with shown(RecoveryPage, document_of(plan())) as (page, services):
        done(page)
        yield page, services


def test_the_page_shows_what_the_engine_reckons(recovery: Shown) -> None:
    page, _ = recovery
    assert done(page) == result()
    assert entities(page.timeline.rows.picture()) == [FAST, SLOW, LATE, GONE]
    time = show_minutes(result().applications[SLOW].recovery_minutes, in_table=True)
    assert time in words(page.timeline.rows.picture())
    assert page.status[1] == "1 past their RTO, 0 past their RPO, 1 lost or down"


def test_what_the_simulation_misses_stands_among_the_findings_of_the_page(recovery: Shown) -> None:
    page, _ = recovery
    done(page)
    missed = {(one.entity, one.rule) for one in page.own_findings}
    assert missed == {(SLOW, "simulated-rto"), (GONE, "simulated-not-back")}
    sentence = next(one.sentence for one in page.own_findings if one.entity == SLOW)
    assert show_minutes(result().applications[SLOW].recovery_minutes) in sentence


def test_a_click_on_an_application_says_why_it_takes_that_long(recovery: Shown) -> None:
    page, _ = recovery
    click(page.timeline.rows, SLOW)
    said = page.sheet.lines()
    assert said[0] == "Billing"
    assert any(line.startswith("RTO 1\u00a0h missed by") for line in said)
    assert any(line.startswith("Restore: ") for line in said)
    assert "Critical path" in said
    assert page.sheet.isVisible()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not page.sheet.isVisible()


def test_the_chosen_application_can_be_asked_why(recovery: Shown) -> None:
    page, _ = recovery
    assert page.subject() is None
    page.choose_application(SLOW)
    subject = page.subject()
    assert subject == Subject("recovery", f"{LOSS.id}/{SLOW}", "recovery_minutes")
    explained = why(page.document.assessment, subject)
    assert page.explanation(subject) == explained
    assert explained is not None
    assert explained.value == result().applications[SLOW].recovery_minutes


def test_a_loss_that_nobody_stated_can_be_looked_at_and_kept(recovery: Shown) -> None:
    page, _ = recovery
    place = page.tools.scenarios.findText("Loss of South (not kept)")
    page.tools.scenarios.setCurrentIndex(place)
    page.tools.scenarios.activated.emit(place)
    assert set(page.document.plan.scenarios) == {LOSS.id}
    assert done(page).applications[SPARED].outcome == "recovered"
    assert page.tools.keep.isVisible()
    page.tools.keep.click()
    assert [one.name for one in page.document.plan.scenarios.values()] == ["Loss of North", "Loss of South"]
    assert not page.tools.keep.isVisible()
    assert done(page).applications[SPARED].outcome == "recovered"
    page.document.undo_stack.undo()
    assert set(page.document.plan.scenarios) == {LOSS.id}
    assert page.tools.keep.isVisible()


def test_an_edit_is_simulated_anew_and_undone_shows_the_old_result_at_once(recovery: Shown) -> None:
    page, _ = recovery
    before = done(page)
    page.document.edit("backup_targets", "vault", "restore_mb_s", "200")
    after = done(page)
    assert after == lose(page.document.plan)
    assert (after.applications[SLOW].recovery_minutes or 0) < (before.applications[SLOW].recovery_minutes or 0)
    page.document.undo_stack.undo()
    assert not page.runs.running
    assert page.result() is before


def test_a_hidden_page_simulates_nothing_until_it_is_shown(recovery: Shown) -> None:
    page, _ = recovery
    page.hide()
    page.document.edit("backup_targets", "vault", "restore_mb_s", "400")
    assert not page.runs.running
    assert page.result() is None
    page.show()
    assert done(page) == lose(page.document.plan)


def test_while_it_is_worked_out_the_old_result_is_dimmed(recovery: Shown) -> None:
    page, _ = recovery
    before = page.seen()
    page.runs.job.start(iter(()))
    page.timeline.set_dimmed(True)
    assert page.seen() is before
    page.document.edit("backup_targets", "vault", "restore_mb_s", "300")
    done(page)
    assert not page.timeline.dimmed()
    seen = page.seen()
    assert seen is not None
    assert seen.result == page.result()


def test_orders_and_ranges_change_rows_and_axis(recovery: Shown) -> None:
    page, _ = recovery
    page.show_order("margin")
    assert entities(page.timeline.rows.picture())[0] == GONE
    assert page.tools.order.text() == "Order: least margin first"
    page.show_unharmed(True)
    assert SPARED in entities(page.timeline.rows.picture())
    page.show_until(240.0)
    assert page.tools.range.text() == "0 to 4 h"
    assert "4\u00a0h" in words(page.timeline.head.picture())
    seen = page.seen()
    assert seen is not None
    assert seen.until_minutes == 240.0


def test_the_slider_looks_at_a_moment_in_rows_table_and_landing(recovery: Shown) -> None:
    page, _ = recovery
    slow = result().applications[SLOW]
    page.timeline.bar.slider.setFocus()
    QTest.keyClick(page.timeline.bar.slider, Qt.Key.Key_PageUp)
    seen = page.seen()
    assert seen is not None
    first = seen.at_minutes or 0
    assert first > 0
    page.choose_moment((slow.recovery_minutes or 0) + 1)
    moment, state = page.timeline.bar.words()
    assert moment.startswith("At ")
    assert state.startswith("2 of 4 back")
    assert "GiB landed on South" in state
    page.show_view("table")
    column = [one.key for one in page.table.figures.columns].index("now")
    now = {row.key: row.figures[column].text for row in page.table.figures.rows}
    assert now[SLOW] == "back"
    assert now[GONE] == "lost"
    assert now[LATE] != "back"


def test_the_playhead_is_dragged_over_the_axis_and_over_the_rows(recovery: Shown) -> None:
    page, _ = recovery
    head, rows = page.timeline.head, page.timeline.rows
    seen = page.seen()
    assert seen is not None
    QTest.mousePress(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(400, 40))
    QTest.mouseMove(head.viewport(), QPoint(500, 40))
    QTest.mouseRelease(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(500, 40))
    there = page.seen()
    assert there is not None
    assert (there.at_minutes or 0) > 0
    QTest.mousePress(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(500, 30))
    QTest.mouseMove(rows.viewport(), QPoint(600, 30))
    QTest.mouseRelease(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(600, 30))
    farther = page.seen()
    assert farther is not None
    assert (farther.at_minutes or 0) > (there.at_minutes or 0)
    assert not page.sheet.isVisible()


def test_the_slider_lies_exactly_on_the_axis(recovery: Shown) -> None:
    page, _ = recovery
    page.choose_moment(0)
    seen = page.seen()
    assert seen is not None
    page.choose_moment(seen.until_minutes / 2)
    slider = page.timeline.bar.slider
    middle = slider.geometry().center().x()
    drawn = page.timeline.rows.mapFromGlobal(page.timeline.bar.mapToGlobal(QPoint(middle, 0))).x()
    assert page.timeline.rows._holds_playhead(QPointF(drawn, ROW))


def test_what_one_change_buys_is_made_by_a_click_and_taken_back(recovery: Shown) -> None:
    page, services = recovery
    done(page)
    known = [one for one in entities(page.timeline.lists.picture()) if one.startswith("change|")]
    assert known
    before = page.document.plan
    click(page.timeline.lists, change_entity(0))
    assert page.document.plan is not before
    assert services.asked[-1][0] == "say"
    page.document.undo_stack.undo()
    assert page.document.plan is before


def test_what_holds_it_up_leads_to_the_cell_that_limits_it(recovery: Shown) -> None:
    page, services = recovery
    first = result().held_up[0].resource
    click(page.timeline.lists, f"go|{first.table}|{first.field}|{first.entity}")
    assert services.asked[-1] == ("go_to", first.table, first.entity, first.field)


def test_the_landing_shows_each_site_in_memory_or_vcpu(recovery: Shown) -> None:
    page, _ = recovery
    assert [page.timeline.sites.itemData(place) for place in range(page.timeline.sites.count())] == ["south"]
    assert page.timeline.landing.picture().title == "Memory on South"
    page.timeline.measures["vcpus"].click()
    assert page.timeline.landing.picture().title == "vCPU on South"


def test_the_table_holds_every_figure_and_chooses_its_application(recovery: Shown) -> None:
    page, _ = recovery
    page.show_view("table")
    keys = [one.key for one in page.table.figures.columns]
    row = next(one for one in page.table.figures.rows if one.key == SLOW)
    one = result().applications[SLOW]
    figures = dict(zip(keys, row.figures, strict=True))
    assert figures["recovery_minutes"].value == one.recovery_minutes
    assert figures["margin"].value == 60 - (one.recovery_minutes or 0)
    assert figures["margin"].sign == "error"
    assert figures["data_loss_minutes"].value == one.data_loss_minutes
    assert figures["slack_minutes"].value == one.slack_minutes
    assert figures["held_up_by"].text == (one.held_up_by.words if one.held_up_by else "–")
    page.table.setCurrentIndex(page.table.figures.place_of(SLOW, "data_loss_minutes"))
    assert page.subject() == Subject("recovery", f"{LOSS.id}/{SLOW}", "data_loss_minutes")
    assert page.sheet.lines()[0] == "Billing"


def test_a_simulation_can_be_given_up_and_asked_for_again(recovery: Shown) -> None:
    page, _ = recovery
    page.runs.job.start(iter([0.5] * 10_000_000))
    page.tools.run.click()
    assert not page.runs.running
    assert page.tools.run.text() == "Run again"
    page.tools.run.click()
    assert done(page) == result()


def test_rows_and_landing_keep_one_axis_when_the_page_is_resized_or_zoomed(recovery: Shown) -> None:
    page, _ = recovery
    for width, height in ((1_000, 500), (1_744, 900), (1_190, 612)):
        page.resize(width, height)
        QCoreApplication.processEvents()
        assert places_of("1\u00a0h", page.timeline.head.picture())
        assert places_of("1\u00a0h", page.timeline.head.picture()) == places_of(
            "1\u00a0h", page.timeline.landing.picture()
        )
    page.timeline.rows.set_zoom(1.5)
    assert page.timeline.head.zoom() == page.timeline.landing.zoom() == 1.5


def test_the_whole_timeline_goes_to_the_clipboard(recovery: Shown) -> None:
    page, services = recovery
    page._copy()
    image = QGuiApplication.clipboard().image()
    whole = page.timeline.whole_picture()
    assert whole is not None
    assert image.width() == round(whole.width * 2)
    assert services.asked[-1] == ("say", "The timeline is on the clipboard.")


def test_a_plan_without_sites_says_what_is_missing(qtbot: QtBot) -> None:
    with shown(RecoveryPage, document_of(new_plan(date(2027, 1, 1)))) as (page, services):
        assert page.result() is None
        assert "nothing to lose" in page.nothing.picture().alt
        click(page.nothing, "page|applications")
        assert services.asked == [("open_page", "applications")]


@pytest.mark.parametrize("view", ["timeline", "table", "chances"])
def test_a_scenario_that_says_too_little_says_so_in_place_of_its_timeline(qtbot: QtBot, view: str) -> None:
    with shown(RecoveryPage, document_of(plan().put("scenarios", Scenario(id="blank", name="Flood")))) as (
        page,
        services,
    ):
        page.choose_scenario("blank")
        page.show_view(view)
        done(page)
        assert page.nothing.isVisible()
        assert "Flood does not say which site is lost." in " ".join(words(page.nothing.picture()))
        click(page.nothing, go_to("scenarios", "blank", "lost_site"))
        assert services.asked == [("go_to", "scenarios", "blank", "lost_site")]
        page.choose_scenario(LOSS.id)
        page.show_view("timeline")
        done(page)
        assert page.timeline.isVisible()


def test_a_scenario_that_hits_something_is_shown_even_if_it_says_too_little(qtbot: QtBot) -> None:
    late = Scenario(id="late", name="Encrypted", kind="corruption")
    with shown(RecoveryPage, document_of(plan().put("scenarios", late))) as (page, _):
        page.choose_scenario("late")
        done(page)
        assert page.timeline.isVisible()
        assert any("how long corruption goes unnoticed" in one for one in page.status)


def test_an_application_and_a_scenario_can_be_gone_to(recovery: Shown) -> None:
    page, _ = recovery
    assert page.show_entity("applications", LATE)
    assert page.sheet.lines()[0] == "Data warehouse"
    assert page.show_entity("scenarios", "loss-of-south")
    assert not page.show_entity("machines", "slow-0")


def test_chances_are_looked_at_beside_and_share_the_chosen_application(recovery: Shown) -> None:
    page, _ = recovery
    page.show_view("chances")
    assert page.uncertainty is not None
    assert page.uncertainty.isVisible()
    assert not page.tools.order.isEnabled()
    page.uncertainty.chosen.emit(SLOW)
    assert page.sheet.lines()[0] == "Billing"
    page.show_view("timeline")
    assert page.timeline.isVisible()
    assert page.tools.order.isEnabled()


@pytest.mark.parametrize("width", [784, 900, 1_000, 1_190, 1_740])
@pytest.mark.parametrize("scenario", ["scenario-north", "loss-of-site-south"])
def test_no_width_cuts_the_words_of_a_button_in_the_head(qtbot: QtBot, width: int, scenario: str):
    with shown(RecoveryPage, sample_document(), width=width) as (page, _):
        page.choose_scenario(scenario)
        buttons = [one for one in page.tools.widgets() if isinstance(one, HeadButton) and not one.isHidden()]
        qtbot.wait_until(lambda: all(one.width() >= one.sizeHint().width() for one in buttons))
        assert page.tools.scenarios.width() >= page.tools.scenarios.minimumWidth()
        assert page.tools.copy.accessibleName() == "Copy picture"
