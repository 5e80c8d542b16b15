"""The range of the cost is worked out after an edit, for the plan as it is, and stands in the strip."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from dr_desktop.assessment.consumption_range import cost_range
from dr_desktop.plan.shown import show_number
from dr_desktop.ui.cost_range_watch import cost_range_watch
from dr_desktop.ui.totals_strip import TOTAL_PARTS, TotalsStrip
from tests.ui.pages.shown_pages import NotedServices, sample_document


def test_one_watch_serves_all_that_show_the_range_of_a_document(qtbot: QtBot):
    document = sample_document()
    assert cost_range_watch(document) is cost_range_watch(document)


def test_the_range_is_known_after_a_while_and_forgotten_when_the_cost_changes(qtbot: QtBot):
    document = sample_document()
    watch = cost_range_watch(document)
    assert watch.found is None
    with qtbot.waitSignal(watch.ready, timeout=20_000):
        pass
    assert watch.found == cost_range(document.assessment)
    drills = document.plan.assumptions["drill_days"].changed(base=5.0)
    document.replace_plan(document.plan.put("assumptions", drills), "Days of a drill")  # type: ignore[arg-type]
    assert watch.month() is None
    watch.finish()
    assert watch.found == cost_range(document.assessment)


def test_an_edit_that_changes_no_cost_keeps_the_range(qtbot: QtBot):
    document = sample_document()
    watch = cost_range_watch(document)
    watch.finish()
    known = watch.found
    application = next(iter(document.plan.applications.values()))
    document.replace_plan(document.plan.put("applications", application.changed(notes="seen")), "Notes")  # type: ignore[arg-type]
    assert watch.found is known


def test_the_strip_says_from_where_to_where_a_month_goes(qtbot: QtBot):
    document = sample_document()
    strip, marks = TotalsStrip(), NotedServices().marks
    qtbot.addWidget(strip)
    strip.show_totals(document.assessment, None, marks)
    strip.show_cost_range(1_234.0, 5_678.0, marks)
    tile = strip.tiles[TOTAL_PARTS.index("cost_month")]
    assert tile.total.beside == f"{show_number(1_234)} to {show_number(5_678)}"
    strip.show_waiting()
    strip.show_cost_range(1.0, 2.0, marks)
    assert tile.total.beside == "being computed"
