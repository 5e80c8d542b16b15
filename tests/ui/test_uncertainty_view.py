"""Probabilities and orders beside the window: processes share the runs, an edit makes them old, an order is kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from dr_desktop.assessment.explanation import Subject
from dr_desktop.assessment.uncertainty import drained_runs, uncertainty_of
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.plan import Plan
from dr_desktop.report.fact_sheet import go_to
from dr_desktop.report.picture import Text
from dr_desktop.ui.document import Document
from dr_desktop.ui.main_window import MainWindow
from dr_desktop.ui.run_processes import RunProcesses, shares_of
from dr_desktop.ui.uncertainty_view import UncertaintyView, _Of
from tests.assessment.recovering import LOSS, assessed
from tests.assessment.test_recovery_order import late_if_in_order

_PATIENCE_MS = 120_000


@pytest.fixture
def view(window: MainWindow, qtbot: QtBot) -> Iterator[UncertaintyView]:
    window.document.set_plan(late_if_in_order().put("scenarios", LOSS), None)
    shown = UncertaintyView(window.document, window)
    qtbot.addWidget(shown)
    shown.resize(1_000, 600)
    shown.show()
    shown.show_scenario("loss")
    yield shown
    shown.cancel()


def words(view: UncertaintyView) -> str:
    picture = view.pictures[view._part].picture()
    return " ".join([shape.text for shape in picture.shapes if isinstance(shape, Text)])


@pytest.mark.parametrize(
    ("runs", "processes", "shares"),
    [(1_000, 4, [(0, 250), (250, 500), (500, 750), (750, 1_000)]), (60, 4, [(0, 30), (30, 60)]), (3, 2, [(0, 3)]),
     (101, 2, [(0, 50), (50, 101)])],
)  # fmt: skip
def test_runs_are_shared_out_without_a_gap(runs: int, processes: int, shares: list[tuple[int, int]]):
    assert shares_of(runs, processes) == shares


def test_two_processes_find_what_one_does(qtbot: QtBot, qapp: object):
    plan = late_if_in_order().put("scenarios", LOSS)
    processes = RunProcesses()
    with qtbot.waitSignal(processes.found, timeout=_PATIENCE_MS) as found:
        processes.start(plan, "loss", 5, 50, processes=2)
        assert processes.running()
    assert found.args == [uncertainty_of(drained_runs(assessed(plan), LOSS, 5, 50))]
    assert not processes.running()


def test_runs_that_are_given_up_say_nothing_and_what_cannot_run_is_a_sentence(qtbot: QtBot, qapp: object):
    plan = late_if_in_order().put("scenarios", LOSS)
    processes = RunProcesses()
    processes.start(plan, "loss", 5, 50, processes=1)
    with qtbot.assertNotEmitted(processes.found, wait=50):
        processes.cancel()
    assert not processes.running()
    with qtbot.waitSignal(processes.failed, timeout=_PATIENCE_MS) as failed:
        processes.start(plan, "flood", 5, 50, processes=1)
    assert failed.args is not None
    assert "no scenario “flood”" in failed.args[0]
    assert not processes.running()


def test_a_probability_says_of_which_runs_it_is_a_share(view: UncertaintyView, window: MainWindow):
    assert view.subject() is None
    found = uncertainty_of(drained_runs(window.document.assessment, LOSS, 5, 60))
    view._asked = _Of("loss", (window.document.plan,))
    view._runs_found(found)
    assert view.subject() == Subject("chance", "loss/", "all_in_time")
    key, one = next((key, one) for key, one in found.applications.items() if one.rto is not None)
    view.choose_application(key)
    subject = view.subject()
    assert subject == Subject("chance", f"loss/{key}", "rto")
    explained = view.explanation(subject)
    assert explained is not None
    assert one.rto is not None
    assert explained.value == one.rto.share * 100
    assert view.explanation(Subject("recovery", f"loss/{key}", "recovery_minutes")) is None
    view.show_part("order")
    assert view.subject() is None


def test_nothing_runs_before_it_is_asked_and_an_edit_makes_what_was_found_old(
    view: UncertaintyView, window: MainWindow, qtbot: QtBot
):
    assert not view.runs.running()
    assert "Not run yet" in words(view)
    view.tools.many.setCurrentIndex(0)
    with qtbot.waitSignal(view.runs.found, timeout=_PATIENCE_MS):
        view.tools.start.click()
        assert view.tools.start.text() == "Cancel"
        assert not view.tools.seed.isEnabled()
    found = view.uncertainty()
    assert found is not None
    assert (found.runs, found.seed) == (200, 1)
    assert "200 runs" in words(view)
    assert not view.stale()
    assert view.tools.hint.text() == ""

    with qtbot.waitSignal(view.chosen) as chosen:
        view.pictures["probability"].entity_clicked.emit("orders")
    assert chosen.args == ["orders"]
    view.pictures["probability"].entity_clicked.emit(go_to("assumptions", "start_minutes", "base"))
    assert window.pages.page is not None

    window.document.edit("applications", "orders", "rto_minutes", "30 min")
    assert view.stale()
    assert "changed" in view.tools.hint.text()
    window.document.undo_stack.undo()
    assert not view.stale()
    assert view.tools.hint.text() == ""


def test_another_scenario_shows_its_own_and_gives_up_what_is_running(view: UncertaintyView):
    view.run()
    assert view.runs.running()
    view.show_scenario("loss-of-south")
    assert not view.runs.running()
    assert view.uncertainty() is None
    view.show_scenario("")
    assert "nothing to lose" in words(view)
    assert not view.tools.start.isEnabled()


def test_a_better_order_is_found_kept_as_one_step_and_taken_back(
    view: UncertaintyView, window: MainWindow, qtbot: QtBot
):
    view.show_part("order")
    assert "Not searched yet" in words(view)
    assert not view.tools.keep.isVisible()
    with qtbot.waitSignal(view.search.ended, timeout=_PATIENCE_MS):
        view.tools.look.click()
    order = view.order()
    assert order is not None
    assert order.search.order[0] == "orders"
    assert "Orders meets its RTO" in words(view)

    steps = window.document.undo_stack.count()
    view.tools.keep.click()
    assert stated(window.document).order == order.search.order
    assert window.document.undo_stack.count() == steps + 1
    assert not view.tools.keep.isVisible()
    assert not view.stale()
    assert view.tools.drop.isVisible()
    view.tools.drop.click()
    assert stated(window.document).order == ()
    window.document.undo_stack.undo()
    window.document.undo_stack.undo()
    assert stated(window.document) == LOSS
    assert not view.stale()


def test_a_loss_that_the_plan_does_not_state_can_be_run_and_its_order_kept(window: MainWindow, qtbot: QtBot):
    window.document.set_plan(late_if_in_order(), None)
    view = UncertaintyView(window.document, window)
    qtbot.addWidget(view)
    view.show()
    view.show_scenario("loss-of-north")
    with qtbot.waitSignal(view.search.ended, timeout=_PATIENCE_MS):
        view.search_order()
    view.keep_order()
    assert window.document.plan.scenarios["loss-of-north"].order


def test_another_plan_forgets_what_was_found(view: UncertaintyView, window: MainWindow, qtbot: QtBot):
    view.tools.many.setCurrentIndex(0)
    with qtbot.waitSignal(view.runs.found, timeout=_PATIENCE_MS):
        view.run()
    plan: Plan = window.document.plan
    window.document.set_plan(plan, None)
    view.show_scenario("loss")
    assert view.uncertainty() is None


def stated(document: Document) -> Scenario:
    return document.plan.scenarios["loss"]
