from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.run_calendar import (
    RunCalendar,
    change_weights,
    longest_gap_hours,
    mean_gap_days,
    policy_runs,
    run_times,
    run_weekdays,
)

MONDAY = datetime(2024, 1, 1)
WORKDAYS = (0, 1, 2, 3, 4)

calendars = st.builds(
    RunCalendar,
    every_hours=st.sampled_from([0.25, 1.0, 4.0, 5.0, 8.0, 24.0, 36.0, 48.0, 168.0, 200.0]),
    run_days=st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days))),
    window_start_hour=st.sampled_from([0.0, 6.5, 22.0]),
    window_hours=st.sampled_from([None, 0.5, 8.0, 24.0, 30.0]),
    every_months=st.just(0),
)

monthly_calendars = st.builds(
    RunCalendar,
    every_hours=st.just(24.0),
    run_days=st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days))),
    window_start_hour=st.sampled_from([0.0, 6.5, 22.0]),
    window_hours=st.sampled_from([None, 8.0]),
    every_months=st.integers(1, 13),
)


def hours_of(runs: tuple[datetime, ...], first: datetime = MONDAY) -> list[float]:
    return [(when - first) / timedelta(hours=1) for when in runs]


def test_runs_follow_each_other_while_earlier_than_the_end() -> None:
    assert hours_of(run_times(MONDAY, MONDAY + timedelta(hours=12), 4)) == [0, 4, 8]
    assert len(run_times(MONDAY, MONDAY + timedelta(hours=12, seconds=1), 4)) == 4
    assert run_times(MONDAY, MONDAY, 4) == ()
    assert run_times(MONDAY, MONDAY - timedelta(days=1), 4) == ()


def test_a_policy_that_runs_every_zero_hours_is_refused() -> None:
    with pytest.raises(ValueError, match="enter more than 0"):
        policy_runs(RunCalendar(0), MONDAY, MONDAY + timedelta(days=1))


def test_a_daily_policy_runs_as_its_window_opens_on_its_run_days() -> None:
    runs = policy_runs(RunCalendar(24, WORKDAYS, 22, 8), MONDAY, MONDAY + timedelta(days=14))
    assert len(runs) == 10
    assert {when.hour for when in runs} == {22}
    assert run_weekdays(runs) == frozenset(WORKDAYS)


def test_runs_of_a_day_stay_in_the_window_and_a_window_past_midnight_belongs_to_its_first_day() -> None:
    friday = MONDAY + timedelta(days=4)
    runs = policy_runs(RunCalendar(4, WORKDAYS, 20, 10), friday, friday + timedelta(days=3, hours=22))
    assert hours_of(runs, friday) == [20, 24, 28, 92]
    assert run_weekdays(runs) == frozenset({0, 4, 5})


def test_each_window_starts_anew() -> None:
    runs = policy_runs(RunCalendar(5, (), 6, 18), MONDAY, MONDAY + timedelta(days=2))
    assert hours_of(runs) == [6, 11, 16, 21, 30, 35, 40, 45]


def test_without_a_window_runs_go_round_the_clock() -> None:
    runs = policy_runs(RunCalendar(5, (), 22), MONDAY, MONDAY + timedelta(days=2))
    assert hours_of(runs) == [22, 27, 32, 37, 42, 47]


def test_a_policy_of_several_days_waits_for_a_run_day() -> None:
    every_other_day = policy_runs(RunCalendar(48, WORKDAYS, 22), MONDAY, MONDAY + timedelta(days=14))
    assert [when.weekday() for when in every_other_day] == [0, 2, 4, 0, 2, 4]
    saturdays = policy_runs(RunCalendar(168, (5,), 22), MONDAY, MONDAY + timedelta(days=28))
    assert hours_of(saturdays) == [142 + 168 * week for week in range(4)]


def test_a_month_is_a_calendar_month_and_the_last_day_of_a_shorter_one() -> None:
    runs = policy_runs(RunCalendar(every_months=1), datetime(2024, 1, 31), datetime(2024, 6, 1))
    assert [(when.month, when.day) for when in runs] == [(1, 31), (2, 29), (3, 31), (4, 30), (5, 31)]
    yearly = policy_runs(RunCalendar(every_months=12), datetime(2024, 2, 29), datetime(2029, 1, 1))
    assert [(when.year, when.day) for when in yearly] == [(2024, 29), (2025, 28), (2026, 28), (2027, 28), (2028, 29)]


def test_a_monthly_run_waits_for_a_run_day_and_its_window() -> None:
    saturdays = policy_runs(RunCalendar(24, (5,), 22, 8, every_months=1), datetime(2024, 1, 1), datetime(2024, 4, 1))
    assert saturdays == (datetime(2024, 1, 6, 22), datetime(2024, 2, 3, 22), datetime(2024, 3, 2, 22))


def test_the_longest_month_decides_on_the_gap_of_a_monthly_policy() -> None:
    assert longest_gap_hours(RunCalendar(every_months=1)) == 31 * 24
    assert longest_gap_hours(RunCalendar(every_months=12)) == 366 * 24
    assert longest_gap_hours(RunCalendar(run_days=(5,), every_months=1)) == (31 + 6) * 24


@pytest.mark.parametrize(
    ("calendar", "days"),
    [
        (RunCalendar(6.0), 0.25),
        (RunCalendar(24.0, WORKDAYS, 22), 1.4),
        (RunCalendar(4.0, (), 20, 10), 1 / 3),
        (RunCalendar(every_months=1), 30.4),
        (RunCalendar(every_months=120), 3653),
    ],
)
def test_the_mean_gap_counts_all_runs_of_a_week_or_of_years(calendar: RunCalendar, days: float) -> None:
    assert mean_gap_days(calendar) == pytest.approx(days, rel=0.02)


def test_a_policy_that_runs_every_few_negative_months_is_refused() -> None:
    with pytest.raises(ValueError, match="enter 1 or more"):
        policy_runs(RunCalendar(every_months=-1), MONDAY, MONDAY + timedelta(days=1))


@given(monthly_calendars, st.integers(0, 1500))
def test_no_gap_of_a_monthly_policy_is_longer_than_the_longest(calendar: RunCalendar, day: int) -> None:
    runs = policy_runs(calendar, MONDAY + timedelta(days=day), MONDAY + timedelta(days=day + 2000))
    assert {when.weekday() for when in runs} <= set(calendar.weekdays)
    assert max(after - before for before, after in pairwise(runs)) <= timedelta(hours=longest_gap_hours(calendar))


def test_the_longest_gap_is_known_without_a_calendar_in_hand() -> None:
    assert longest_gap_hours(RunCalendar(1)) == 1
    assert longest_gap_hours(RunCalendar(24, WORKDAYS, 22)) == 72
    assert longest_gap_hours(RunCalendar(4, (), 20, 10)) == 16
    assert longest_gap_hours(RunCalendar(4, WORKDAYS, 20, 10)) == 64
    assert longest_gap_hours(RunCalendar(48, WORKDAYS, 22)) == 96  # Thursday to Monday, when begun on a Tuesday


@given(calendars)
def test_the_longest_gap_is_the_longest_of_the_runs_begun_on_any_weekday(calendar: RunCalendar) -> None:
    gaps: set[float] = set()
    for weekday in range(7):
        start = MONDAY + timedelta(days=weekday)
        runs = policy_runs(calendar, start, start + timedelta(days=50))
        gaps.update((after - before) / timedelta(hours=1) for before, after in pairwise(runs))
    assert longest_gap_hours(calendar) == max(gaps)


@given(calendars, st.integers(0, 2000), st.integers(0, 60))
def test_runs_ascend_lie_in_the_horizon_and_in_windows_of_run_days(
    calendar: RunCalendar, start_hour: int, days: int
) -> None:
    start = MONDAY + timedelta(hours=start_hour)
    end = start + timedelta(days=days)
    runs = policy_runs(calendar, start, end)
    assert all(before < after for before, after in pairwise(runs))
    assert all(start <= when < end for when in runs)
    if calendar.run_days:
        since_opening = [when - timedelta(hours=calendar.window_start_hour) for when in runs]
        assert {when.weekday() for when in since_opening} <= set(calendar.run_days)


@given(calendars, st.integers(1, 30))
def test_a_longer_horizon_changes_no_earlier_run(calendar: RunCalendar, days: int) -> None:
    end = MONDAY + timedelta(days=days)
    longer = policy_runs(calendar, MONDAY, end + timedelta(days=17))
    assert policy_runs(calendar, MONDAY, end) == tuple(when for when in longer if when < end)


def test_a_run_finds_the_change_since_the_one_before() -> None:
    friday = MONDAY + timedelta(days=4)
    assert change_weights((friday, friday + timedelta(days=3), friday + timedelta(days=3, hours=6))) == (0, 3, 0.25)
    assert change_weights(()) == ()
