"""The backup page: its tables, and the restore points of the policy that the keyboard stands on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot

from dr_desktop.assessment.points_on_day import days_of_horizon, points_on_day
from dr_desktop.plan.plan import new_plan
from dr_desktop.ui.pages.backup_page import BackupPage
from tests.ui.pages.shown_pages import NotedServices, document_of, sample_document, shown

Shown = tuple[BackupPage, NotedServices]


@pytest.fixture
def backup(qtbot: QtBot) -> Iterator[Shown]:
    with shown(BackupPage, sample_document()) as page:
        yield page


def test_the_keyboard_on_a_policy_shows_its_restore_points(backup: Shown):
    page, _ = backup
    for policy in ("policy-daily", "policy-weekdays", "policy-hourly"):
        page.show_entity("backup_policies", policy, "name")
        use = page.points.use()
        assert use is not None
        assert use.policy == policy


def test_the_keyboard_on_a_target_shows_a_policy_that_fills_it(backup: Shown):
    page, _ = backup
    page.show_entity("backup_targets", "target-depot", "name")
    use = page.points.use()
    assert use is not None
    assert use.target == "target-depot"


def test_it_begins_at_the_worst_day_and_date_and_slider_move_together(backup: Shown):
    page, _ = backup
    points, assessment = page.points, page.document.assessment
    use = points.use()
    assert use is not None
    worst = assessment.targets[use.target].worst
    assert worst is not None
    assert points.day() == worst.worst_day
    first, last = days_of_horizon(assessment)
    points.slider.setValue(40)
    assert points.day() == date.fromordinal(first.toordinal() + 40)
    assert points.date.date().toPython() == points.day()
    points.date.setDate(QDate(last.year, last.month, last.day))
    assert points.slider.value() == (last - first).days
    found = points_on_day(assessment, use, last)
    assert found is not None
    assert f"{len(found.points)} points" in points.picture.picture().alt


def test_an_edit_of_the_policy_is_drawn_and_policy_and_day_stay(backup: Shown):
    page, _ = backup
    page.show_entity("backup_policies", "policy-daily", "name")
    page.points.show_day(date(2028, 3, 1))
    before, use = page.points.picture.picture().alt, page.points.use()
    page.document.edit("backup_policies", "policy-daily", "keep_points", "30")
    page.refresh_if_stale()
    assert (page.points.use(), page.points.day()) == (use, date(2028, 3, 1))
    assert page.points.picture.picture().alt != before


def test_the_restore_points_can_be_put_away_and_stay_away(backup: Shown, qtbot: QtBot):
    page, services = backup
    page.points_button.click()
    assert page.points.isHidden()
    assert services.settings.value("backup/timeline", True, bool) is False
    page.points_button.click()
    assert not page.points.isHidden()


def test_a_plan_without_backups_says_so(qtbot: QtBot):
    with shown(BackupPage, document_of(new_plan(date(2027, 1, 1)))) as (page, _):
        assert page.points.use() is None
        assert "No policy with machines is chosen." in page.points.picture.picture().alt
        assert not page.points.slider.isEnabled()
