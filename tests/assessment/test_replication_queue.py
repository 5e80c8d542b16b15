"""The queue before a replication link: exact figures against plain small steps, and laws for any churn."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dr_desktop.assessment.churn_profile import (
    Churn,
    added,
    average_mb_s,
    churn_of,
    churn_of_steps,
    generated_at_s,
    generated_mb,
    percentile_mb_s,
)
from dr_desktop.assessment.replication_queue import (
    keeps_up,
    lag_at_s,
    lag_curve,
    run_queue,
    share_within,
)

STRETCHES = st.lists(st.tuples(st.integers(1, 500), st.integers(0, 40)), min_size=1, max_size=7)
WEEKS = STRETCHES.map(lambda found: churn_of(found, repeats=True))
RUNS = STRETCHES.map(lambda found: churn_of(found))
RATES = st.integers(1, 60).map(float)
LAGS = st.integers(0, 800).map(float)


def stepped_lags(churn: Churn, rate: float, rounds: int, steps: int) -> list[float]:
    """The lag at the end of many equal steps of the last round: data counted in and out, nothing else."""
    span = churn.seconds / steps
    sent, lags = 0.0, []
    for step in range(1, steps * rounds + 1):
        now = step * span
        whole, rest = divmod(now, churn.seconds)
        generated = whole * churn.total_mb + generated_mb(Churn(churn.at_s, churn.mb, False), rest)
        sent = min(generated, sent + rate * span)
        if step > steps * (rounds - 1):
            lags.append(0.0 if generated - sent < 1e-6 else now - generated_at_s(churn, sent))
    return lags


@given(WEEKS, RATES)
def test_the_worst_lag_of_a_profile_that_repeats_is_that_of_small_steps(churn: Churn, rate: float):
    assume(keeps_up(churn, rate) and average_mb_s(churn) < 0.97 * rate)
    queue = run_queue(churn, rate)
    assert queue is not None
    span = churn.seconds / 2_000
    assert max(stepped_lags(churn, rate, 3, 2_000)) == pytest.approx(queue.max_lag_s, abs=2 * span * (1 + 40 / rate))


@given(WEEKS, RATES, LAGS)
def test_the_share_within_an_objective_is_that_of_small_steps(churn: Churn, rate: float, lag: float):
    assume(keeps_up(churn, rate) and average_mb_s(churn) < 0.97 * rate)
    lags = stepped_lags(churn, rate, 3, 2_000)
    within = sum(one <= lag for one in lags) / len(lags)
    assert share_within(churn, rate, lag) == pytest.approx(within, abs=0.012)


@given(RUNS, RATES, LAGS)
def test_the_share_of_a_single_run_is_that_of_small_steps(churn: Churn, rate: float, lag: float):
    lags = stepped_lags(churn, rate, 1, 2_000)
    within = sum(one <= lag for one in lags) / len(lags)
    assert share_within(churn, rate, lag) == pytest.approx(within, abs=0.012)


@given(RUNS, RATES)
def test_nothing_is_lost_what_goes_in_comes_out_or_waits(churn: Churn, rate: float):
    queue = run_queue(churn, rate)
    assert queue is not None
    assert queue.sent_mb + queue.left_mb == pytest.approx(churn.total_mb)
    assert 0 <= queue.left_mb <= queue.max_backlog_mb
    assert queue.sent_mb <= rate * churn.seconds * (1 + 1e-9)


@given(WEEKS, RATES, RATES)
def test_a_bigger_link_never_worsens_lag_backlog_or_share(churn: Churn, one: float, other: float):
    small, big = sorted((one, other))
    worse, better = run_queue(churn, small), run_queue(churn, big)
    if worse is not None:
        assert better is not None
        assert better.max_lag_s <= worse.max_lag_s * (1 + 1e-9)
        assert better.max_backlog_mb <= worse.max_backlog_mb * (1 + 1e-9)
    for lag in (0.0, 60.0, 300.0):
        assert share_within(churn, small, lag) <= share_within(churn, big, lag) + 1e-9


@given(st.lists(st.tuples(STRETCHES, STRETCHES), min_size=1, max_size=4))
def test_profiles_added_are_the_profile_of_the_sum(pairs: list[tuple[list[tuple[int, int]], list[tuple[int, int]]]]):
    churns = [churn_of(found) for pair in pairs for found in pair]
    length = max(one.seconds for one in churns)
    padded = [churn_of([*_rates(one), (length - one.seconds, 0.0)]) for one in churns]
    total = added(padded)
    assert total.total_mb == pytest.approx(sum(one.total_mb for one in churns))
    for when in (0.0, length / 3, length / 2, length):
        assert generated_mb(total, when) == pytest.approx(sum(generated_mb(one, when) for one in padded))


def test_equal_steps_are_added_step_by_step():
    total = added([churn_of_steps(300, (1.0, 2.0, 3.0)), churn_of_steps(300, (0.5, 0.0, 7.0))])
    assert [rate for _, rate in _rates(total)] == [1.5, 2.0, 10.0]
    assert total.repeats


def test_profiles_of_different_lengths_cannot_be_added():
    with pytest.raises(ValueError, match="same length"):
        added([churn_of([(60, 1.0)]), churn_of([(90, 1.0)])])


def test_after_a_burst_the_worst_lag_comes_with_the_last_data_of_the_burst():
    churn = churn_of([(600, 20), (3000, 2)])
    queue = run_queue(churn, 8.0)
    assert queue is not None
    assert (queue.max_lag_s, queue.max_lag_at_s, queue.clear_s) == (900.0, 1500.0, 1800.0)
    assert lag_at_s(churn, 8.0, 600.0) == pytest.approx(360.0)
    assert lag_at_s(churn, 8.0, 1801.0) == 0.0


def test_a_run_that_ends_in_its_burst_shows_the_lag_so_far_and_no_end_of_the_queue():
    queue = run_queue(churn_of([(3600, 12)]), 10.0)
    assert queue is not None
    assert queue.max_lag_s == pytest.approx(600.0)
    assert queue.left_mb == pytest.approx(7200.0)
    assert queue.clear_s is None


def test_a_link_that_carries_nothing_leaves_everything_waiting():
    queue = run_queue(churn_of([(100, 5)]), 0.0)
    assert queue is not None
    assert (queue.max_lag_s, queue.left_mb, queue.clear_s) == (100.0, 500.0, None)
    assert run_queue(churn_of([(100, 5)], repeats=True), 0.0) is None


def test_no_churn_waits_for_nothing():
    queue = run_queue(churn_of([(100, 0)], repeats=True), 0.0, latency_s=1.0)
    assert queue is not None
    assert (queue.max_lag_s, queue.max_backlog_mb, queue.clear_s) == (0.0, 0.0, 0.0)


def test_a_repeating_profile_begins_with_what_its_last_round_left():
    queue = run_queue(churn_of([(900, 1), (100, 30)], repeats=True), 10.0)
    assert queue is not None
    assert (queue.max_backlog_mb, queue.left_mb) == (2000.0, 2000.0)
    assert queue.clear_s == pytest.approx(2000 / 9)


def test_a_repeating_profile_is_cleared_in_its_next_round_where_it_ends_busy():
    queue = run_queue(churn_of([(500, 0), (100, 30), (100, 9)], repeats=True), 10.0)
    assert queue is not None
    assert (queue.max_backlog_mb, queue.max_backlog_at_s) == (2000.0, 600.0)
    assert queue.clear_s == pytest.approx(700 + 190.0)


def test_a_percentile_is_the_rate_that_is_not_exceeded_in_that_share_of_the_time():
    churn = churn_of([(90, 1), (6, 7), (4, 50)])
    assert [percentile_mb_s(churn, share) for share in (50, 90, 95, 96, 100)] == [1, 1, 7, 7, 50]
    assert churn.peak_mb_s == 50


def _rates(churn: Churn) -> list[tuple[float, float]]:
    spans = zip(pairwise(churn.at_s), pairwise(churn.mb), strict=True)
    return [(end - begin, (after - before) / (end - begin)) for (begin, end), (before, after) in spans]


@given(st.lists(st.integers(0, 40), min_size=2, max_size=12), st.integers(0, 30), RATES)
def test_an_objective_of_whole_steps_is_judged_like_one_between_them(rates: list[int], steps: int, rate: float):
    churn = churn_of_steps(60.0, rates)
    assume(keeps_up(churn, rate))
    near = [share_within(churn, rate, 60.0 * steps + off) for off in (0.0, 1e-3)]
    assert near[0] == pytest.approx(near[1], abs=1e-3)


@given(WEEKS, RATES, st.floats(0, 1))
def test_the_curve_of_the_lag_passes_through_the_lag_of_every_moment(churn: Churn, rate: float, share: float):
    curve = lag_curve(churn, rate)
    assume(curve is not None and average_mb_s(churn) < 0.97 * rate)
    assert curve is not None
    assert curve[0][0] == 0.0
    assert curve[-1][0] == churn.seconds
    when = share * churn.seconds
    place = next(n for n, (at, _) in enumerate(curve) if at >= when)
    (begin, low), (end, high) = curve[max(0, place - 1)], curve[place]
    found = low + (high - low) * (when - begin) / (end - begin) if end > begin else high
    exact = lag_at_s(churn, rate, when)
    near = [lag_at_s(churn, rate, when + off) for off in (-1e-4, 1e-4)]
    assert min(near) - 0.05 <= found <= max(near) + 0.05 or found == pytest.approx(exact, abs=0.05)


def test_what_never_catches_up_has_no_curve():
    assert lag_curve(churn_of([(100, 5)], repeats=True), 4.0) is None
    assert lag_curve(churn_of([(100, 0)], repeats=True), 0.0) == [(0.0, 0.0), (100.0, 0.0)]
