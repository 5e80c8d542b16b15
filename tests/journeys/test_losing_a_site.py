"""A site is lost: its recovery is read, a link is raised until an objective is met, and all of it is undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dr_desktop.assessment.recovery_records import ApplicationRecovery
from dr_desktop.plan.shown import show_minutes
from dr_desktop.ui.main_window import MainWindow
from dr_desktop.ui.pages.recovery_page import RecoveryPage
from tests.journeys.hands import table, type_into
from tests.report.pictures import words
from tests.ui.windows import sample, window_on

STAMP, APPLICATION, LINK = "Provider B", "Asset register", "South – Azure"
OTHER, OTHER_LINK = "Finance ledger", "Provider B – Dunes"


@pytest.fixture
def window(qapp: QApplication) -> Iterator[MainWindow]:
    with window_on(sample()) as shown:
        yield shown


def test_losing_the_stamp_of_a_service_provider_and_raising_the_link_that_is_too_slow(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = window.document.plan
    page = recovery_page(window)
    lose(page, f"Loss of {STAMP} (not kept)")
    hours = (read(page, qtbot, APPLICATION).recovery_minutes or 0.0) / 60
    assert read(page, qtbot, APPLICATION).rto_met == "met"
    assert held_up_by(page, qtbot, APPLICATION) == LINK

    type_into(table(window, "applications", "applications"), APPLICATION, rto_minutes=f"{int(hours - 1)} h")
    page = recovery_page(window)
    assert read(page, qtbot, APPLICATION).rto_met == "missed"
    assert any(line.startswith(f"RTO {int(hours - 1)}\u00a0h missed by") for line in page.sheet.lines())

    speed = window.document.plan.links[id_of(window, "links", LINK)].mbit_s or 0.0
    type_into(table(window, "sites", "links"), LINK, mbit_s=str(speed * 4))
    page = recovery_page(window)
    faster = read(page, qtbot, APPLICATION)
    assert faster.rto_met in ("met", "little_margin")
    assert (faster.recovery_minutes or 0.0) / 60 < hours
    assert show_minutes(faster.recovery_minutes, in_table=True) in words(page.timeline.rows.picture())

    window.document.undo_stack.undo()
    assert read(page, qtbot, APPLICATION).rto_met == "missed"
    window.document.undo_stack.undo()
    assert read(page, qtbot, APPLICATION).rto_met == "met"
    assert window.document.plan is before


def test_an_objective_of_the_sample_that_is_missed_because_of_a_link_is_met_over_a_faster_one(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = window.document.plan
    page = recovery_page(window)
    lose(page, "Loss of North")
    assert read(page, qtbot, OTHER).rto_met == "missed"
    assert held_up_by(page, qtbot, OTHER) == OTHER_LINK
    type_into(table(window, "sites", "links"), OTHER_LINK, mbit_s="10000")
    page = recovery_page(window)
    assert read(page, qtbot, OTHER).rto_met in ("met", "little_margin")
    assert any("to spare" in line for line in page.sheet.lines())
    window.document.undo_stack.undo()
    assert read(page, qtbot, OTHER).rto_met == "missed"
    assert window.document.plan is before


def recovery_page(window: MainWindow) -> RecoveryPage:
    """The page, opened as a click in the navigation does."""
    window.navigation.item("recovery").click()
    page = window.pages.page
    assert isinstance(page, RecoveryPage)
    return page


def lose(page: RecoveryPage, words_of_it: str) -> None:
    """Choose what is lost, by the words of the list."""
    place = page.tools.scenarios.findText(words_of_it)
    assert place >= 0, [page.tools.scenarios.itemText(row) for row in range(page.tools.scenarios.count())]
    page.tools.scenarios.setCurrentIndex(place)
    page.tools.scenarios.activated.emit(place)


def read(page: RecoveryPage, qtbot: QtBot, name: str) -> ApplicationRecovery:
    """The recovery of an application, when the page has worked it out, with the sheet on it."""
    qtbot.waitUntil(lambda: page.result() is not None, timeout=30_000)
    result, seen = page.result(), page.seen()
    assert result is not None
    assert seen is not None
    assert seen.result is result
    key = next(key for key, one in page.document.plan.applications.items() if one.name == name)
    page.choose_application(key)
    assert page.sheet.lines()[0] == name
    return result.applications[key]


def held_up_by(page: RecoveryPage, qtbot: QtBot, name: str) -> str:
    """The link that held it up longest."""
    one = read(page, qtbot, name)
    assert one.held_up_by is not None
    assert one.held_up_by.table == "links"
    return page.document.plan.links[one.held_up_by.entity].name


def id_of(window: MainWindow, name: str, row: str) -> str:
    """The id of a row by its name."""
    return next(key for key, one in window.document.plan.table(name).items() if one.name == row)
