"""The smallest link that keeps an objective always, or in a share of the time."""

from __future__ import annotations

from itertools import pairwise
from math import sin

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from dr_desktop.assessment.churn_profile import Churn, average_mb_s, churn_of, churn_of_steps
from dr_desktop.assessment.replication_queue import backlog_mb, run_queue, share_within
from dr_desktop.assessment.smallest_rate import smallest_rate_for_share, smallest_rate_mb_s

STRETCHES = st.lists(st.tuples(st.integers(1, 500), st.integers(0, 40)), min_size=1, max_size=7)
WEEKS = STRETCHES.map(lambda found: churn_of(found, repeats=True))
RUNS = STRETCHES.map(lambda found: churn_of(found))
LAGS = st.integers(0, 800).map(float)
SHARES = st.sampled_from([0.3, 0.5, 0.9, 0.99])


@given(WEEKS, LAGS)
def test_the_smallest_link_just_meets_its_objective_and_a_smaller_one_does_not(churn: Churn, lag: float):
    assume(churn.total_mb)
    rate = smallest_rate_mb_s(churn, lag)
    assert rate is not None
    queue = run_queue(churn, rate)
    assert queue is not None
    assert queue.max_lag_s <= lag + 1e-6
    assert share_within(churn, rate, lag) == 1.0
    smaller = run_queue(churn, rate * 0.999)
    assert smaller is None or smaller.max_lag_s > lag


@given(RUNS, LAGS)
def test_the_smallest_link_of_a_single_run_lets_all_its_data_arrive_in_time(churn: Churn, lag: float):
    assume(churn.total_mb)
    rate = smallest_rate_mb_s(churn, lag)
    assert rate is not None
    waits = backlog_mb(churn, rate)
    assert waits is not None
    assert max(waits) / rate <= lag + 1e-6


@given(WEEKS, LAGS)
def test_the_link_for_most_of_the_time_is_no_bigger_than_for_all_of_it(churn: Churn, lag: float):
    assume(churn.total_mb)
    most, all_of_it = smallest_rate_for_share(churn, lag, 0.9), smallest_rate_mb_s(churn, lag)
    assert most is not None
    assert all_of_it is not None
    assert most <= all_of_it
    assert share_within(churn, most, lag) >= 0.9 - 1e-9


@given(st.one_of(WEEKS, RUNS), LAGS, SHARES)
@example(churn_of([(71, 1), (818, 0)]), 800.0, 0.9)  # the share hardly grows with the link
@example(churn_of([(1, 1), (1, 3)]), 0.0, 0.5)  # links from 1 to 3 MB/s keep up for just this share
def test_a_link_a_millionth_smaller_than_the_one_for_a_share_of_the_time_misses_it(
    churn: Churn, lag: float, share: float
):
    assume(churn.total_mb)
    rate = smallest_rate_for_share(churn, lag, share)
    assert rate is not None
    assert share_within(churn, rate, lag) >= share - 1e-9
    if rate > (average_mb_s(churn) if churn.repeats else 0.0):
        assert share_within(churn, rate * (1 - 1e-6), lag) < share


@given(st.one_of(WEEKS, RUNS), LAGS)
def test_a_link_for_more_of_the_time_is_never_smaller(churn: Churn, lag: float):
    found = [smallest_rate_for_share(churn, lag, share) for share in (0.3, 0.5, 0.9, 0.99, 1.0)]
    rates = [one for one in found if one is not None]
    assert len(rates) == len(found)
    assert all(small <= big * (1 + 1e-8) for small, big in pairwise(rates))


def test_the_link_for_a_share_of_a_long_measured_week_is_exact():
    churn = churn_of_steps(300.0, [5 + 4 * sin(step / 46) + step * 7 % 11 / 5 for step in range(2016)])
    for lag in (0.0, 600.0, 1410.5):
        rate = smallest_rate_for_share(churn, lag, 0.9)
        assert rate is not None
        assert share_within(churn, rate, lag) >= 0.9 - 1e-9
        assert share_within(churn, rate * (1 - 1e-6), lag) < 0.9


def test_the_link_for_most_of_the_time_around_one_burst_is_what_arithmetic_gives():
    # 10 MB/s for 100 s, then nothing for 900 s. On r MB/s more than r × L waits from r × L / (10 − r) seconds after the
    # burst began until 1,000 / r − L: with L = 15 s and r = 8 from 60 s to 110 s, 50 s of 1,000.
    churn = churn_of([(100, 10), (900, 0)], repeats=True)
    assert smallest_rate_for_share(churn, 15.0, 0.95) == pytest.approx(8.0, rel=1e-8)
    assert share_within(churn, 8.0, 15.0) == pytest.approx(0.95, abs=1e-9)


def test_no_link_is_quick_enough_for_an_objective_below_zero():
    churn = churn_of([(100, 5)])
    assert smallest_rate_mb_s(churn, -1.0) is None
    assert smallest_rate_for_share(churn, -1.0, 0.9) is None
    assert share_within(churn, 100.0, -1.0) == 0.0


def test_an_objective_of_nothing_takes_a_link_for_the_peak():
    assert smallest_rate_mb_s(churn_of([(100, 5), (1, 40)]), 0.0) == 40.0
