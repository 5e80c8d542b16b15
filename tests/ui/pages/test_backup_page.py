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


def test_tables_take_what_their_rows_need_and_the_restore_points_the_rest(qtbot: QtBot):
    with shown(BackupPage, sample_document(), width=1740, height=826) as (page, _):
        view = page.table_view()
        assert view is not None
        last = view.visualRect(view.entities.index(view.entities.rowCount() - 1, 0))
        assert 0 <= view.viewport().height() - last.bottom() <= 24
        assert page.points.picture.verticalScrollBar().maximum() == 0
        page.show_table("backup_copies")
        page.points_button.click()
        copies = page.table_view()
        assert copies is not None
        qtbot.wait_until(lambda: copies.height() > 700)


def test_in_a_small_window_both_tables_and_restore_points_can_still_be_read(qtbot: QtBot):
    with shown(BackupPage, sample_document(), height=500) as (page, _):
        view = page.table_view()
        assert view is not None
        assert view.viewport().height() >= 4 * 24
        assert page.points.height() >= 240


def test_the_fields_of_the_restore_points_end_within_their_panel(backup: Shown):
    page, _ = backup
    points = page.points
    fields = (points.choice, points.slider, points.date)
    assert all(points.width() - one.geometry().right() >= 11 for one in fields)
    assert all(one.geometry().top() > 0 for one in fields)
    assert points.choice.geometry().bottom() < points.picture.geometry().top() - 1


def test_a_plan_without_backups_says_so(qtbot: QtBot):
    with shown(BackupPage, document_of(new_plan(date(2027, 1, 1)))) as (page, _):
        assert page.points.use() is None
        assert "No policy with machines is chosen." in page.points.picture.picture().alt
        assert not page.points.slider.isEnabled()
