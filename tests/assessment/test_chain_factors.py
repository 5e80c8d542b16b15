from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.chain_factors import chain_factors, day_factors, growth_factor
from dr_desktop.assessment.chain_rules import ChainRule
from dr_desktop.assessment.run_calendar import change_weights, run_times
from tests.assessment.chains import Chain, chains
from tests.assessment.stepwise_chain import stepwise

MONDAY = datetime(2024, 1, 1, 22)
YEAR = run_times(MONDAY, datetime(2025, 1, 1, 22), 24)
WEEKLY_FULL = ChainRule("forward_with_fulls", 14, synthetic_full_weekdays=(5,))


@given(chains())
def test_the_closed_form_equals_the_rules_told_step_by_step(chain: Chain) -> None:
    weights = chain.weights or (1.0,) * len(chain.runs)
    told = stepwise(chain.rule, chain.runs, chain.start, chain.growth, weights)
    for state, totals in zip(chain.factors(), told, strict=True):
        assert (state.fulls, state.increments) == (totals.fulls, totals.increments)
        assert state.a == pytest.approx(totals.a, rel=1e-12)
        assert state.b == pytest.approx(totals.b, rel=1e-12)


@given(chains(), st.integers(0, 100))
def test_computing_further_changes_no_earlier_state(chain: Chain, length: int) -> None:
    weights = None if chain.weights is None else chain.weights[:length]
    shorter = chain_factors(chain.rule, chain.runs[:length], chain.start, chain.growth, weights)
    assert shorter == chain.factors()[:length]


@given(st.integers(1, 40), st.sampled_from([0.0, 15.0]))
def test_a_forever_forward_chain_is_one_full_and_the_other_points_increments(keep: int, growth: float) -> None:
    for index, state in enumerate(chain_factors(ChainRule("forever_forward", keep), YEAR, MONDAY, growth)):
        assert (state.fulls, state.increments) == (1, min(index, keep - 1))


@pytest.mark.parametrize(
    "rule",
    [
        WEEKLY_FULL,
        ChainRule("reverse", 10, keep_weekly=4, active_full_weekdays=(2,)),
        ChainRule("differential", 10, keep_weekly=2, active_full_weekdays=(6,)),
        ChainRule("forever_forward", 14, keep_weekly=6),
    ],
)
def test_without_growth_every_week_is_like_the_one_before(rule: ChainRule) -> None:
    settled = chain_factors(rule, YEAR, MONDAY, weights=change_weights(YEAR))[100:]
    for state, week_later in zip(settled, settled[7:], strict=False):
        assert week_later._replace(when=state.when) == state


def test_growth_counts_whole_days_of_a_year_of_365() -> None:
    assert growth_factor(10, MONDAY, datetime(2024, 1, 2, 21)) == 1
    assert growth_factor(10, MONDAY, datetime(2024, 12, 31, 22)) == pytest.approx(1.1)


def test_a_differential_holds_all_changes_since_its_full() -> None:
    rule = ChainRule("differential", 3, synthetic_full_weekdays=(5,))
    factors = chain_factors(rule, YEAR[:8], MONDAY)
    # After Monday's full the points hold 1, 2, 3, 4 days of change; the newest three stay, and Monday's full for them.
    assert [state.b_points for state in factors] == [0, 1, 1 + 2, 1 + 2 + 3, 2 + 3 + 4, 3 + 4, 4 + 1, 1 + 2]
    # Saturday's full is the sixth run; on the eighth nothing is left that is built on Monday's.
    assert [(state.fulls, state.increments) for state in factors[-4:]] == [(1, 3), (2, 2), (2, 2), (1, 2)]


def test_a_rollback_holds_what_the_run_after_it_overwrote() -> None:
    runs = (datetime(2024, 1, 5), datetime(2024, 1, 8), datetime(2024, 1, 9))
    factors = chain_factors(ChainRule("reverse", 3), runs, runs[0], weights=change_weights(runs))
    assert [state.b_points for state in factors] == [0, 3, 4]


def test_a_weekly_mark_falls_on_the_next_full_where_fulls_come_on_schedule() -> None:
    kept = chain_factors(WEEKLY_FULL._replace(keep_weekly=2), YEAR, MONDAY)
    plain = chain_factors(WEEKLY_FULL, YEAR, MONDAY)
    assert {state.a_archive for state in kept} == {0.0, 1.0, 2.0}
    assert [state.a_points for state in kept] == [state.a_points for state in plain]


@given(chains(), st.floats(0, 5))
def test_the_largest_state_of_a_day_is_among_those_kept(chain: Chain, change: float) -> None:
    factors = chain.factors()
    for day in day_factors(factors):
        of_day = [state for state in factors if state.when.date() == day.day]
        if of_day:
            assert max(state.size_gib(100, change) for state in day.states) == pytest.approx(
                max(state.size_gib(100, change) for state in of_day), rel=1e-12
            )
            assert set(day.states) <= set(of_day)


def test_a_day_without_a_run_has_what_the_day_before_left() -> None:
    factors = chain_factors(WEEKLY_FULL, (datetime(2024, 1, 1), datetime(2024, 1, 3)), datetime(2024, 1, 1))
    days = day_factors(factors, until=date(2024, 1, 6))
    assert [day.day for day in days] == [date(2024, 1, day) for day in range(1, 6)]
    assert [day.states for day in days] == [(factors[0],)] * 2 + [(factors[1],)] * 3


def test_days_from_until_on_are_left_out() -> None:
    days = day_factors(chain_factors(WEEKLY_FULL, YEAR, MONDAY), until=date(2024, 2, 1))
    assert days[-1].day == date(2024, 1, 31)
    assert day_factors(()) == ()


def test_as_many_weights_as_runs_are_asked_for() -> None:
    with pytest.raises(ValueError, match="366 runs need as many weights, not 2"):
        chain_factors(WEEKLY_FULL, YEAR, MONDAY, weights=(0.0, 1.0))


def test_a_policy_that_keeps_nothing_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="keep at least 1"):
        chain_factors(WEEKLY_FULL._replace(keep_points=0), YEAR, MONDAY)
