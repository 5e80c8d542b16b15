"""Shares of runs and their intervals, values that are not exceeded, and ranks."""

from __future__ import annotations

from math import comb, inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.samples import Chance, not_exceeded, ranks, standardised, together


def test_the_interval_is_that_of_wilson():
    assert Chance(90, 100).interval == pytest.approx((0.8256343384950865, 0.9447708629393249))


def test_what_never_failed_is_still_not_certain():
    assert Chance(200, 200).interval == pytest.approx((0.9811546736, 1.0))
    assert Chance(0, 200).interval == pytest.approx((0.0, 0.0188453263))


@pytest.mark.parametrize("truth", [0.03, 0.2, 0.5, 0.9])
def test_the_interval_holds_the_truth_in_about_95_of_100_cases(truth: float):
    runs = 200
    covered = 0.0
    for held in range(runs + 1):
        low, high = Chance(held, runs).interval
        covered += comb(runs, held) * truth**held * (1 - truth) ** (runs - held) * (low <= truth <= high)
    assert 0.93 < covered < 0.975


@given(st.integers(1, 1_000).flatmap(lambda runs: st.tuples(st.integers(0, runs), st.just(runs))))
def test_the_interval_lies_within_0_and_1_about_the_share(counted: tuple[int, int]):
    one = Chance(*counted)
    low, high = one.interval
    assert 0.0 <= low <= one.share <= high <= 1.0


def test_what_is_not_exceeded_is_one_of_the_values():
    values = [1.0, 2.0, 3.0, 4.0, inf]
    assert [not_exceeded(values, share) for share in (0.0, 0.2, 0.5, 0.8, 0.95, 1.0)] == [1.0, 1.0, 3.0, 4.0, inf, inf]


@given(st.lists(st.floats(0, 100), min_size=1), st.integers(0, 20).map(lambda twentieth: twentieth / 20))
def test_so_many_values_lie_at_or_below_what_is_not_exceeded(values: list[float], share: float):
    at = not_exceeded(sorted(values), share)
    assert sum(value <= at for value in values) >= share * len(values) - 1e-9
    assert sum(value < at for value in values) <= share * len(values)


def test_equal_values_share_the_mean_of_their_ranks():
    assert ranks([5.0, 1.0, inf, 5.0, inf]) == [2.5, 1.0, 4.5, 2.5, 4.5]


def test_rows_that_rise_together_correlate_fully_and_a_constant_says_nothing():
    rising, falling = standardised(ranks([1, 2, 30, 400])), standardised(ranks([9, 8, 7, -1]))
    assert rising is not None
    assert falling is not None
    assert together(rising, rising) == pytest.approx(1)
    assert together(rising, falling) == pytest.approx(-1)
    assert standardised([3.0, 3.0, 3.0]) is None
