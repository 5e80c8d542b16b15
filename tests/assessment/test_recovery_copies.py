"""Loss of data: the newest copy that is usable, clean and still kept, at the worst moment."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dr_desktop.assessment.chain_rules import ChainRule
from dr_desktop.assessment.point_age import loss_by_corruption
from dr_desktop.assessment.recovery_copies import WEEK_MINUTES, Backups, Lagging, loss_at, worst_loss
from dr_desktop.assessment.run_calendar import RunCalendar, longest_gap_hours

DAILY = RunCalendar(24.0, (), 22.0, 2.0)
HOUR = 60.0


@given(
    every=st.sampled_from([1.0, 4.0, 12.0, 24.0]),
    duration=st.floats(0, 30),
    keep=st.integers(1, 20),
    detection=st.floats(0.1, 400),
)
@settings(max_examples=150, deadline=None)
def test_after_corruption_the_worst_loss_is_that_of_the_closed_formula(
    every: float, duration: float, keep: int, detection: float
) -> None:
    copies = Backups(RunCalendar(every), duration * HOUR, detection * HOUR, ChainRule("forever_forward", keep))
    closed = loss_by_corruption(every, duration, keep, detection)
    found = worst_loss([[copies]]).minutes
    assert (found is None) == (closed is None)
    if closed is not None:
        assert found == pytest.approx(closed * HOUR, rel=1e-9)


@given(
    st.sampled_from([RunCalendar(6.0), DAILY, RunCalendar(24.0, (0, 1, 2, 3, 4), 20.0, 4.0), RunCalendar(36.0)]),
    st.floats(0, 3_000),
)
@settings(max_examples=50, deadline=None)
def test_the_worst_loss_is_the_longest_gap_and_the_time_until_a_run_is_usable(
    calendar: RunCalendar, delay: float
) -> None:
    gap = longest_gap_hours(calendar) * HOUR
    assert worst_loss([[Backups(calendar, delay)]]).minutes == pytest.approx(gap + delay)


@given(st.floats(0, WEEK_MINUTES), st.floats(0, 500), st.floats(0, 500))
@settings(max_examples=80, deadline=None)
def test_no_moment_of_the_week_is_worse_than_the_worst(at: float, fast: float, slow: float) -> None:
    ways = [[Backups(RunCalendar(4.0, (0, 2, 4), 1.0, 9.0), fast), Backups(DAILY, slow)], [Backups(DAILY, slow)]]
    worst = worst_loss(ways)
    lost = loss_at(ways, at)
    assert lost is not None
    assert worst.minutes is not None
    assert lost <= worst.minutes + 1e-6
    assert worst.at is not None
    assert loss_at(ways, worst.at) == worst.minutes


def test_the_loss_depends_on_the_hour_and_on_the_day() -> None:
    weekdays = Backups(RunCalendar(24.0, (0, 1, 2, 3, 4), 22.0, 2.0), 60.0)
    assert worst_loss([[weekdays]], hour=23.0).minutes == pytest.approx(73 * HOUR)  # Monday, as its run ends
    assert worst_loss([[weekdays]], frozenset([2]), 23.0).minutes == pytest.approx(25 * HOUR)  # ends just then
    assert worst_loss([[weekdays]], frozenset([2]), 23.5).minutes == pytest.approx(1.5 * HOUR)
    assert worst_loss([[weekdays]], frozenset([2])).minutes == pytest.approx(25 * HOUR)


def test_of_several_copies_the_newest_counts_and_of_several_ways_the_one_that_loses_most() -> None:
    daily, replica = Backups(DAILY, 0.0), Lagging(5.0, 2.0)
    assert worst_loss([[daily, replica]]).minutes == 7.0
    assert worst_loss([[daily], [replica]]).minutes == 24 * HOUR
    assert worst_loss([[daily], []]).minutes is None
    assert worst_loss([]).minutes == 0.0


def test_a_weekly_full_in_the_archive_is_clean_where_the_newest_points_are_not() -> None:
    rule = ChainRule("forever_forward", 7, keep_weekly=8)
    without = Backups(DAILY, 0.0, 20 * 24 * HOUR, ChainRule("forever_forward", 7))
    archived = worst_loss([[Backups(DAILY, 0.0, 20 * 24 * HOUR, rule)]]).minutes
    assert worst_loss([[without]]).minutes is None
    assert archived == pytest.approx(27 * 24 * HOUR)
    beyond = Backups(DAILY, 0.0, 80 * 24 * HOUR, rule)
    assert worst_loss([[beyond]]).minutes is None
    monthly = Backups(DAILY, 0.0, 80 * 24 * HOUR, rule._replace(keep_monthly=6))
    lost = worst_loss([[monthly]]).minutes
    assert lost is not None
    assert 80 * 24 * HOUR < lost <= (80 + 35) * 24 * HOUR


def test_a_replica_is_clean_back_to_before_the_corruption() -> None:
    assert Lagging(15.0, 3.0).age(0.0) == 18.0
    assert Lagging(15.0, 3.0, clean_before=240.0).age(0.0) == 255.0
