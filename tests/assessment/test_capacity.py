"""Capacity month by month: parts sum to totals, worst days, ceilings, run-out, working space."""

from datetime import date, datetime, time
from itertools import pairwise
from math import fsum
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.capacity import pool_series, stamp_store, target_store, working_gib
from dr_desktop.assessment.chain_factors import RunFactors, chain_factors, day_factors
from dr_desktop.assessment.chain_rules import ChainRule
from dr_desktop.assessment.change_bands import BANDS
from dr_desktop.assessment.months import growth_at, horizon, month_after
from dr_desktop.assessment.policy_chain import (
    ChainKey,
    chain_series,
    left_fraction,
    policy_calendar,
    policy_problem,
    policy_words,
)
from dr_desktop.assessment.pools import Pool
from dr_desktop.assessment.results import StoreResult
from dr_desktop.assessment.run_calendar import RunCalendar, change_weights, policy_runs
from dr_desktop.plan.backup import BackupPolicy, BackupTarget

START = date(2027, 1, 1)
MONTHS = 12
GFS = ChainRule("forever_forward", 14, keep_weekly=4, keep_monthly=6, reduction=0.5)
DAILY = RunCalendar()


def _store(
    used_gib: float = 1000.0,
    change_gib: float = 30.0,
    capacity_gib: float | None = None,
    rule: ChainRule = GFS,
    calendar: RunCalendar = DAILY,
    growth: float = 10.0,
    pools: int = 1,
) -> StoreResult:
    chain = chain_series(ChainKey(rule._replace(reduction=1.0), calendar, growth, START, horizon(START, MONTHS)[-1]))
    pool = Pool(used_gib, change_gib, used_gib, 1, 3)
    series = [pool_series(pool, "points", growth, rule.reduction, chain) for _ in range(pools)]
    return target_store(series, START, MONTHS, capacity_gib, 80, 4, "buckets", ())


def test_the_parts_of_a_month_sum_to_its_total():
    for step in _store().months:
        assert step.total == pytest.approx(fsum((step.points, step.archive, step.copies, step.working)))


def test_a_chain_starts_with_one_full_and_fills_up():
    first, second = _store(growth=0.0).months[:2]
    assert first.points == pytest.approx(500 + 13 * 15)
    assert second.archive == pytest.approx(4 * 500 + 500)


def test_the_worst_step_is_the_largest_and_its_day_lies_in_its_month():
    store = _store()
    assert store.worst is not None
    assert store.worst.total == max(step.total for step in store.months)
    for step in store.months:
        assert step.month <= step.worst_day < month_after(step.month)


def test_a_store_runs_out_in_the_first_month_above_its_ceiling_and_is_ordered_a_lead_time_before():
    store = _store(capacity_gib=4_000.0)
    above = [step.month for step in store.months if step.total > 3_200.0]
    assert store.ceiling_gib == 3_200.0
    assert store.run_out == above[0]
    assert store.order_by == month_after(above[0], -4)


def test_a_store_without_a_stated_capacity_never_runs_out():
    store = _store(capacity_gib=None)
    assert (store.ceiling_gib, store.run_out, store.order_by) == (None, None, None)


def test_an_empty_target_has_months_of_zero():
    store = target_store([], START, MONTHS, 100.0, 80, 4, "buckets", ())
    assert [step.total for step in store.months] == [0.0] * MONTHS
    assert store.run_out is None


def test_two_pools_with_runs_within_a_day_give_an_upper_bound_and_one_does_not():
    finer = RunCalendar(every_hours=4.0)
    assert _store(calendar=finer, pools=2).upper_bound
    assert not _store(calendar=finer, pools=1).upper_bound
    assert not _store(pools=2).upper_bound


@given(st.floats(0, 1e5), st.floats(0, 1e4), st.integers(2, 20), st.integers(0, 6))
def test_more_used_data_never_needs_less_storage(used: float, more: float, keep: int, weekly: int):
    rule = ChainRule("forever_forward", keep, keep_weekly=weekly, reduction=0.5)
    small, large = _store(used, used * 0.03, rule=rule), _store(used + more, (used + more) * 0.03, rule=rule)
    for less, greater in zip(small.months, large.months, strict=True):
        assert less.total <= greater.total * (1 + 1e-9)


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_working_space_grows_with_the_source(one: float, more: float):
    assert working_gib("buckets", one, 0.5, one) <= working_gib("buckets", one + more, 0.5, one)


def test_working_space_follows_the_chosen_rule():
    assert working_gib("buckets", 10 * 1024.0, 0.5, 0.0) == pytest.approx(5.25 * 1024)
    assert working_gib("one_full", 9_999.0, 0.5, 400.0) == 250.0
    assert working_gib("none", 9_999.0, 0.5, 400.0) == 0.0


def test_a_stamp_holds_growing_replicas_its_own_load_and_the_targets_that_stand_on_it():
    hosted = _store()
    stamp = stamp_store([(10.0, Pool(2_000.0, 0.0, 2_000.0, 1, 4))], [hosted], 5_000.0, START, MONTHS, 9_000.0, 80, 4)
    first, last = stamp.months[0], stamp.months[-1]
    assert first.working == 5_000.0
    assert first.points == pytest.approx(2_000.0 * growth_at(10.0, START, date(2027, 1, 31)))
    assert last.points > first.points
    assert first.copies == hosted.months[0].total
    assert first.total == pytest.approx(fsum((first.points, first.copies, first.working)))


def test_what_is_left_after_reduction_is_the_targets_else_the_policys_else_assumed():
    policy = BackupPolicy(id="p", size_after_reduction_percent=60.0)
    target = BackupTarget(id="t", size_after_reduction_percent=70.0)
    assert left_fraction(policy, target, 50.0) == 0.7
    assert left_fraction(policy, BackupTarget(id="t"), 50.0) == 0.6
    assert left_fraction(BackupPolicy(id="p"), None, 50.0) == 0.5


def test_a_policy_without_an_interval_runs_daily_and_one_that_keeps_nothing_is_a_problem():
    assert policy_calendar(BackupPolicy(id="p", every_hours=None)).every_hours == 24.0
    assert policy_problem(BackupPolicy(id="p", keep_points=0)) is not None
    assert policy_problem(BackupPolicy(id="p")) is None


@pytest.mark.parametrize("rule", [GFS._replace(reduction=1.0), GFS._replace(keep_points=0)])
def test_a_plan_that_begins_within_a_month_holds_nothing_before(rule: ChainRule):
    start = date(2027, 1, 20)
    chain = chain_series(ChainKey(rule, DAILY, 0.0, start, horizon(start, 2)[-1]))
    store = target_store([pool_series(Pool(100.0, 3.0, 100.0, 1, 1), "points", 0.0, 1.0, chain)], start, 2, None, 80, 4,
                         "none", ())  # fmt: skip
    assert store.months[0].worst_day == (date(2027, 1, 31) if chain.a else date(2027, 1, 1))
    assert store.months[0].points == pytest.approx(100.0 + 11 * 3.0 if chain.a else 0.0)


def test_the_horizon_is_whole_months_across_years():
    assert horizon(date(2027, 11, 1), 3) == (date(2027, 11, 1), date(2027, 12, 1), date(2028, 1, 1), date(2028, 2, 1))
    assert month_after(date(2027, 1, 1), -1) == date(2026, 12, 1)


@given(
    st.sampled_from(("forever_forward", "forward_with_fulls", "reverse", "differential")),
    st.integers(2, 30),
    st.sampled_from((1.0, 3.0, 5.0, 24.0, 36.0)),
    st.sampled_from((None, 6.0)),
    st.floats(-20, 60),
    st.booleans(),
)
def test_a_chains_series_is_what_its_runs_leave_at_the_largest_of_each_day(
    style: Literal["forever_forward", "forward_with_fulls", "reverse", "differential"],
    keep: int,
    every_hours: float,
    window_hours: float | None,
    growth: float,
    block_clone: bool,
):
    rule = ChainRule(style, keep, keep_monthly=2, synthetic_full_weekdays=(5,), block_clone=block_clone)
    calendar = RunCalendar(every_hours, (0, 2, 5), 20.0, window_hours)
    end = date(2027, 4, 1)
    series = chain_series(ChainKey(rule, calendar, growth, START, end))
    start = datetime.combine(START, time())
    runs = policy_runs(calendar, start, datetime.combine(end, time()))
    factors = chain_factors(rule, runs, start, growth, change_weights(runs), BANDS[0])
    days = day_factors(factors, until=end)
    assert len(series.a) == (end - START).days
    for one in days:
        made = series.states((one.day - START).days)
        for state in made:
            assert state[:4] == pytest.approx(_columns(factors[state.run]))
        for lesser, greater in pairwise(made):
            assert lesser.b_points + lesser.b_archive < greater.b_points + greater.b_archive or block_clone
        if not block_clone:  # which states of a day can be the largest is asked before sharing
            for change in (0.0, 0.003, 0.05, 0.4, 1.0, 30.0):
                largest = max([state.size_gib(1.0, change) for state in one.states])
                assert max([state.size_gib(1.0, change) for state in made]) == pytest.approx(largest)


def _columns(state: RunFactors) -> tuple[float, float, float, float]:
    return state.a_points, state.b_points, state.a_archive, state.b_archive


def test_of_ten_points_and_three_weeks_on_working_days_the_weeks_govern():
    policy = BackupPolicy(id="p", keep_points=10, keep_days=21, run_days=("mon", "tue", "wed", "thu", "fri"))
    assert "Here the days govern" in policy_words(policy, None)
    longer = policy.changed(keep_points=20)
    assert isinstance(longer, BackupPolicy)
    assert "Here the points govern" in policy_words(longer, None)
    assert "govern" not in policy_words(BackupPolicy(id="p", keep_points=10), None)
