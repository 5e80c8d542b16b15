from __future__ import annotations

import math
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.chain_factors import chain_factors
from dr_desktop.assessment.chain_rules import ChainRule
from dr_desktop.assessment.change_bands import ChangeBand
from dr_desktop.assessment.restore_points import first_largest, simulate, working_space_gib, worst_run
from dr_desktop.assessment.run_calendar import run_times
from tests.assessment.chains import Chain, chains

MONDAY = datetime(2024, 1, 1, 22)


@given(chains(), st.floats(0.001, 1e6), st.floats(0, 1))
def test_the_points_of_a_state_add_up_to_used_times_a_plus_change_times_b(
    chain: Chain, used_gib: float, change: float
) -> None:
    states = simulate(chain.rule, chain.runs, used_gib, change, chain.start, chain.growth, chain.weights)
    for state, factors in zip(states, chain.factors(ChangeBand(change, change)), strict=True):
        assert state.when == factors.when
        assert len(state.points) == factors.fulls + factors.increments
        assert sum(point.kind in ("full", "archived_full") for point in state.points) == factors.fulls
        size_gib = math.fsum(point.size_gib for point in state.points)
        assert size_gib == pytest.approx(factors.size_gib(used_gib, change), rel=1e-9, abs=1e-9)


@given(chains())
def test_points_are_told_oldest_first_and_none_twice(chain: Chain) -> None:
    for state in simulate(chain.rule, chain.runs, 100, 0.05, chain.start, chain.growth, chain.weights):
        taken = [point.taken for point in state.points]
        assert taken == sorted(set(taken))
        assert taken[-1] == state.when


def test_an_archived_full_carries_its_marks() -> None:
    runs = run_times(MONDAY, datetime(2024, 1, 25), 24)
    *_, last = simulate(ChainRule("forever_forward", 7, keep_weekly=2, keep_yearly=1), runs, 100, 0.02, MONDAY)
    archived = [(point.taken, point.marks) for point in last.points if point.kind == "archived_full"]
    assert archived == [(datetime(2024, 1, 7, 22), "WMQY"), (datetime(2024, 1, 14, 22), "W")]


def test_the_first_of_equally_large_days_is_the_worst() -> None:
    runs = run_times(MONDAY, datetime(2024, 3, 1), 24)
    rule = ChainRule("forever_forward", 14, reduction=0.5)
    assert worst_run(rule, chain_factors(rule, runs, MONDAY), 1000, 0.1, MONDAY) == 13
    assert first_largest([1.0, 3.0 - 1e-10, 3.0, 2.0]) == 1


def test_working_space_falls_by_the_size_of_the_source() -> None:
    assert working_space_gib(0, 0.5) == 0
    assert working_space_gib(10 * 1024, 1) == pytest.approx(10.5 * 1024)
    assert working_space_gib(50 * 1024, 0.5) == pytest.approx(14899.2)
    assert working_space_gib(1200 * 1024, 0.35) == pytest.approx(78525.44)


@given(st.floats(0, 1e7), st.floats(0, 1e7))
def test_two_sources_together_never_need_more_working_space_than_apart(one_gib: float, other_gib: float) -> None:
    together = working_space_gib(one_gib + other_gib, 1)
    assert together <= (working_space_gib(one_gib, 1) + working_space_gib(other_gib, 1)) * (1 + 1e-12) + 1e-12
    assert together >= working_space_gib(one_gib, 1) * (1 - 1e-12) - 1e-12
