"""Laws of the probabilities of a recovery; single figures stand in the acceptance cases."""

from __future__ import annotations

import math
import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.probability import (
    Outcome,
    Triangular,
    all_of,
    all_start,
    any_of,
    at_least,
    at_most,
    mean_of,
    queue_wait_mean,
    retried_mean,
    slowest_at_most,
    slowest_mean,
    sum_of_phases,
    uniform_sum_at_most,
)

chances = st.lists(st.floats(0, 1), min_size=1, max_size=8)
figures = st.integers(0, 60).map(lambda one: one / 4)
spans = st.tuples(figures, figures).map(lambda one: (min(one), max(one)))


@st.composite
def phases(draw: st.DrawFn) -> list[Outcome]:
    weights = draw(st.lists(st.integers(1, 9), min_size=1, max_size=4))
    return [Outcome(one / sum(weights), draw(figures)) for one in weights]


@given(chances)
def test_at_least_all_is_all_of_them_and_at_least_one_is_any(each: list[float]) -> None:
    assert at_least(len(each), each) == pytest.approx(all_of(each), abs=1e-12)
    assert at_least(1, each) == pytest.approx(any_of(each), abs=1e-12)
    assert at_least(0, each) == pytest.approx(1)
    assert at_least(len(each) + 1, each) == 0


@given(chances, st.integers(1, 8))
def test_asking_for_one_more_is_never_likelier(each: list[float], least: int) -> None:
    assert at_least(least + 1, each) <= at_least(least, each) + 1e-12


@given(st.lists(spans, min_size=1, max_size=5), figures, figures)
def test_more_time_never_makes_the_end_of_even_phases_less_likely(
    parts: list[tuple[float, float]], one: float, other: float
) -> None:
    sooner, later = (uniform_sum_at_most(parts, time) for time in sorted((one, other)))
    assert 0 <= sooner <= later <= 1


@given(st.lists(spans, min_size=1, max_size=5), st.integers(1, 39))
def test_even_phases_are_symmetric_about_their_middle(parts: list[tuple[float, float]], quarter: int) -> None:
    low, high = sum(one for one, _ in parts), sum(one for _, one in parts)
    if low == high:
        assert uniform_sum_at_most(parts, low) == 1
        return
    part = (high - low) * quarter / 40
    assert uniform_sum_at_most(parts, low + part) + uniform_sum_at_most(parts, high - part) == pytest.approx(1)


def test_twelve_unit_phases_follow_the_sum_of_irwin_and_hall() -> None:
    found = uniform_sum_at_most([(0, 1)] * 12, 5)
    exact = sum((-1) ** k * math.comb(12, k) * (5 - k) ** 12 for k in range(6)) / math.factorial(12)
    assert found == pytest.approx(exact, rel=1e-12)


def test_many_phases_of_different_widths_are_the_same_by_series_and_by_fractions() -> None:
    few = [(0.0, 1.0 + k) for k in range(9)]
    # A phase of almost no width takes part in the subsets and changes nothing else.
    many = few + [(0.0, (1 + k / 17) * 1e-6) for k in range(9)]
    for time in (8.0, 20.0, 33.3):
        assert uniform_sum_at_most(many, time) == pytest.approx(uniform_sum_at_most(few, time), abs=1e-5)


def test_the_series_agrees_with_drawing_lots() -> None:
    parts = [(k / 3, k / 3 + 1 + k / 7.3) for k in range(20)]
    lots = random.Random(7)
    middle = sum(low + high for low, high in parts) / 2
    drawn = sum(sum(lots.uniform(*one) for one in parts) <= middle + 3 for _ in range(20_000)) / 20_000
    assert uniform_sum_at_most(parts, middle + 3) == pytest.approx(drawn, abs=0.015)


def test_a_phase_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="longer at its shortest"):
        uniform_sum_at_most([(5, 3)], 4)


@given(st.integers(1, 20), st.floats(0.1, 100), st.floats(0.1, 100))
def test_the_slowest_of_more_takes_longer_and_is_later(many: int, mean: float, time: float) -> None:
    assert slowest_mean(many + 1, mean) > slowest_mean(many, mean)
    assert slowest_at_most(many + 1, mean, time) <= slowest_at_most(many, mean, time)
    assert slowest_at_most(1, mean, time) == pytest.approx(1 - math.exp(-time / mean), rel=1e-9)
    assert slowest_at_most(many, mean, 0) == 0


@given(figures, figures, figures, figures, figures)
def test_a_triangular_estimate_grows_from_nothing_to_certain(
    one: float, two: float, three: float, early: float, late: float
) -> None:
    estimate = Triangular(*sorted((one, two, three)))
    assert estimate.low <= estimate.mean <= estimate.high
    assert estimate.variance >= -1e-12
    sooner, later = (estimate.at_most(time) for time in sorted((early, late)))
    assert 0 <= sooner <= later <= 1
    assert estimate.at_most(estimate.high) == 1


def test_a_triangular_estimate_has_the_mean_of_its_own_distribution() -> None:
    estimate, steps = Triangular(3, 5, 10), 7_000
    late = sum(1 - estimate.at_most(3 + 7 * (k + 0.5) / steps) for k in range(steps)) * 7 / steps
    assert 3 + late == pytest.approx(estimate.mean, rel=1e-6)


@given(st.integers(0, 200), st.floats(0, 1))
def test_all_start_as_a_chain_of_single_starts(machines: int, fails: float) -> None:
    assert all_start(machines, fails) == pytest.approx(all_of([1 - fails] * machines))


@given(st.floats(0.1, 100), st.floats(0.01, 1), st.integers(1, 50))
def test_a_repeated_step_takes_no_longer_when_attempts_are_limited(length: float, succeeds: float, tries: int) -> None:
    without_end, limited = retried_mean(length, succeeds), retried_mean(length, succeeds, tries)
    assert without_end is not None
    assert limited is not None
    assert length * (1 - 1e-9) <= limited <= without_end * (1 + 1e-9)


def test_a_step_that_never_succeeds_has_no_mean_unless_attempts_are_limited() -> None:
    assert retried_mean(5, 0) is None
    assert retried_mean(5, 0, 3) == 15


def test_a_queue_that_is_always_busy_grows_without_end() -> None:
    assert queue_wait_mean(0.1, 10) is None
    assert queue_wait_mean(0, 10) == 0


@given(st.lists(phases(), min_size=1, max_size=4), figures)
def test_phases_one_after_another_are_every_combination_of_them(given_phases: list[list[Outcome]], time: float) -> None:
    sums = sum_of_phases(given_phases)
    assert math.fsum(one.probability for one in sums) == pytest.approx(1)
    assert mean_of(sums) == pytest.approx(sum(mean_of(phase) for phase in given_phases))
    every = [
        Outcome(math.prod(one.probability for one in pick), sum(one.value for one in pick))
        for pick in product(*given_phases)
    ]
    assert at_most(sums, time) == pytest.approx(at_most(every, time))


def test_a_sum_that_is_in_time_but_for_the_rounding_of_floats_is_in_time() -> None:
    tenths = sum_of_phases([[Outcome(1.0, 0.1)], [Outcome(1.0, 0.2)]])
    assert at_most(tenths, 0.3) == 1
