"""The onboarding page: nights by mouse and keyboard, the number a night as an edit that can be undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dr_desktop.assessment.explanation import Subject
from dr_desktop.assessment.onboarding import onboarding_of, wave_key
from dr_desktop.report.onboarding_picture import night_entity
from dr_desktop.ui.pages.onboarding_page import OnboardingPage
from tests.assessment.quiet_estate import both, drop, edit, quiet_plan
from tests.ui.pages.shown_pages import NotedServices, click, document_of, shown

Shown = tuple[OnboardingPage, NotedServices]

PLAN = both(edit("assumptions", "first_copies_per_night", base=2.0))(quiet_plan())


@pytest.fixture
def onboarding(qtbot: QtBot) -> Iterator[Shown]:
    with shown(OnboardingPage, document_of(PLAN)) as page:
        yield page


def test_table_and_calendar_show_every_wave(onboarding: Shown):
    page, _ = onboarding
    waves = onboarding_of(page.document.assessment).waves
    assert [row.key for row in page.table.figures.rows] == [wave_key(one) for one in waves]
    assert [row.figures[1].value for row in page.table.figures.rows] == [one.gib for one in waves]
    for wave in waves:
        assert night_entity(wave.night) in {shape.entity for shape in page.calendar.picture().shapes}


def test_a_click_on_a_night_shows_its_machines_and_a_click_on_one_goes_there(onboarding: Shown):
    page, services = onboarding
    wave = onboarding_of(page.document.assessment).waves[-1]
    click(page.calendar, night_entity(wave.night))
    assert wave.machines[0] in page.sheet.lines()
    link = f"go|machines|first_copy_on|{wave.machines[0]}"
    page.sheet.sheet.focus_entity(link)
    click(page.sheet.sheet, link)
    assert services.asked == [("go_to", "machines", wave.machines[0], "first_copy_on")]


def test_the_keyboard_walks_through_the_nights(onboarding: Shown):
    page, _ = onboarding
    first, second = list(dict.fromkeys(one.night for one in onboarding_of(page.document.assessment).waves))[:2]
    page.calendar.setFocus()
    page.calendar.focus_entity(night_entity(first))
    QTest.keyClick(page.calendar, Qt.Key.Key_Tab)
    assert page.calendar.focused_entity() == night_entity(second)
    assert page.sheet.lines()[0].startswith("Night of:")


def test_more_machines_a_night_is_one_edit_that_ends_it_earlier_and_can_be_undone(onboarding: Shown):
    page, _ = onboarding
    before = onboarding_of(page.document.assessment).last_night
    promised = page.shorter.lines()[0]
    page.number.setValue(4)
    after = onboarding_of(page.document.assessment).last_night
    assert before is not None
    assert after is not None
    assert after < before
    assert "4 machines a night instead of 2" in promised
    assert page.document.undo_stack.undoText() == "Bring in 4 machines a night"
    page.document.undo_stack.undo()
    assert page.number.value() == 2
    assert onboarding_of(page.document.assessment).last_night == before


def test_the_selected_figure_can_be_asked_why(onboarding: Shown):
    page, _ = onboarding
    assert page.subject() == Subject("onboarding", "", "last_night")
    wave = onboarding_of(page.document.assessment).waves[1]
    page.table.setCurrentIndex(page.table.figures.place_of(wave_key(wave), "gib"))
    assert page.subject() == Subject("onboarding", wave_key(wave), "gib")


def test_a_plan_with_nothing_to_bring_in_says_so(qtbot: QtBot):
    empty = drop("machines", *quiet_plan().machines)(quiet_plan())
    with shown(OnboardingPage, document_of(empty)) as (page, _):
        assert "nothing to bring in" in page.calendar.picture().alt
        assert page.table.figures.rows == ()
