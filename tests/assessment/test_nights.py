"""Nights of a policy: when its window opens, and what its runs move."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dr_desktop.assessment.nights import Share, frozen_days, nights_of
from dr_desktop.plan.backup import BackupPolicy
from dr_desktop.plan.governance import CalendarPeriod

MONDAY = date(2027, 1, 4)


def shares(count: int, **values: Any) -> list[Share | None]:
    nightly = nights_of(BackupPolicy(id="p", **values), MONDAY)
    return [nightly(night) for night in range(count)]


def test_a_daily_policy_runs_every_night_and_moves_a_day_of_changes():
    assert shares(3) == [Share(0.0, 1.0)] * 3


def test_hourly_runs_of_a_night_move_a_day_of_changes_together():
    assert shares(2, every_hours=1.0) == [Share(0.0, 1.0)] * 2


def test_days_without_a_run_pass_their_changes_on():
    found = shares(7, run_days=("mon", "fri"))
    assert found == [Share(0.0, 3.0), None, None, None, Share(0.0, 4.0), None, None]


@pytest.mark.parametrize(("hours", "open_on"), [(48.0, [0, 2, 4]), (36.0, [0, 2, 4]), (72.0, [0, 3])])
def test_a_policy_of_several_days_opens_on_every_second_or_third_night(hours: float, open_on: list[int]):
    found = shares(6, every_hours=hours)
    assert [night for night, share in enumerate(found) if share is not None] == open_on


def test_an_active_full_moves_all_data_in_use_and_a_synthetic_one_only_changes():
    values = {"style": "forward_with_fulls", "full_days": ("wed",)}
    assert shares(3, full_kind="active", **values)[2] == Share(1.0, 0.0)
    assert shares(3, full_kind="synthetic", **values)[2] == Share(0.0, 1.0)
    assert shares(3, full_kind="active", full_days=("wed",))[2] == Share(0.0, 1.0)  # forever forward makes none


def test_a_differential_moves_what_changed_since_its_full():
    found = shares(7, style="differential", full_kind="active", full_days=("wed",))
    assert found == [
        Share(0.0, 5.0), Share(0.0, 6.0), Share(1.0, 0.0), Share(0.0, 1.0), Share(0.0, 2.0), Share(0.0, 3.0),
        Share(0.0, 4.0),
    ]  # fmt: skip


def test_nights_can_be_asked_for_in_any_order():
    nightly = nights_of(BackupPolicy(id="p", run_days=("sat",)), MONDAY)
    assert nightly(12) == Share(0.0, 7.0)
    assert nightly(5) == Share(0.0, 7.0)
    assert nightly(6) is None


def test_a_freeze_counts_and_a_holiday_does_not():
    periods = [
        CalendarPeriod(id="a", first_day=date(2027, 1, 1), last_day=date(2027, 1, 5)),
        CalendarPeriod(id="b", first_day=date(2027, 1, 9)),
        CalendarPeriod(id="c", kind="holiday", first_day=date(2027, 1, 12)),
        CalendarPeriod(id="d", last_day=date(2027, 1, 20)),
    ]
    frozen = frozen_days(periods)
    assert [day for day in range(1, 15) if frozen(date(2027, 1, day))] == [1, 2, 3, 4, 5, 9]
