"""The chain figures of a public peer (Restore Point Simulator 0.4.1), which nobody on this project made up."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any, NamedTuple

import pytest

from dr_desktop.assessment.chain_factors import RunFactors, chain_factors, growth_factor
from dr_desktop.assessment.chain_rules import ChainRule
from dr_desktop.assessment.restore_points import ChainState, simulate, working_space_gib, worst_run
from dr_desktop.assessment.run_calendar import run_times

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TOLERANCE = 1e-6


class Run(NamedTuple):
    """A case, computed."""

    rule: ChainRule
    factors: tuple[RunFactors, ...]
    start: datetime
    source_gib: float
    change: float
    growth: float
    interval_hours: float


def test_a_chain_ends_with_the_points_and_the_size_of_the_peer(restore_points_case: dict[str, Any]) -> None:
    run = computed(restore_points_case)
    assert len(run.factors) == restore_points_case["runs"]
    assert_same_state(restore_points_case, run, -1, restore_points_case["final"])


def test_the_worst_day_is_the_one_of_the_peer(restore_points_case: dict[str, Any]) -> None:
    run = computed(restore_points_case)
    expected = restore_points_case["worst"]
    worst = worst_run(run.rule, run.factors, run.source_gib, run.change, run.start, run.growth)
    assert run.factors[worst].when == datetime.fromisoformat(expected["first_date"])
    assert_same_state(restore_points_case, run, worst, expected)


def test_working_space_is_the_one_of_the_peer(restore_points_case: dict[str, Any]) -> None:
    run = computed(restore_points_case)
    source_gib = run.source_gib * growth_factor(run.growth, run.start, run.factors[-1].when)
    space_gib = working_space_gib(source_gib, run.rule.reduction)
    assert space_gib == pytest.approx(restore_points_case["final"]["work_space_gib"], rel=TOLERANCE)


def test_the_points_one_by_one_are_those_of_the_peer(restore_points_case: dict[str, Any]) -> None:
    run = computed(restore_points_case)
    state = last_state(run)
    assert math.fsum(point.size_gib for point in state.points) == pytest.approx(
        run.factors[-1].size_gib(run.source_gib, run.change), rel=1e-12
    )
    for point, expected in zip(state.points, restore_points_case["final"].get("points", state.points), strict=True):
        if isinstance(expected, dict):
            assert point.taken == datetime.fromisoformat(expected["point_date"])
            assert (point.kind == "full") == (expected["kind"] == "full")
            assert point.size_gib == pytest.approx(expected["size_gib"], rel=TOLERANCE)


def assert_same_state(case: dict[str, Any], run: Run, index: int, expected: dict[str, Any]) -> None:
    state = run.factors[index]
    counts = expected["counts"]
    assert (state.fulls, state.increments) == (counts["fulls_total"], counts["incs_total"])
    assert state.fulls + state.increments == counts["points_total"]
    assert state.size_gib(run.source_gib, run.change) == pytest.approx(
        expected["total_gib"], abs=TOLERANCE * expected["total_gib"] + peer_lag_gib(case, run, state)
    )


def peer_lag_gib(case: dict[str, Any], run: Run, state: RunFactors) -> float:
    """One run of growth on the working full, which the peer dates one run older right after a split-off."""
    if case["comparability"] != "tolerance_one_interval_of_growth_on_working_full":
        return 0.0
    growth_of_a_run = math.pow(1 + run.growth / 100, run.interval_hours / 24 / 365) - 1
    return run.source_gib * state.a_points * growth_of_a_run


def computed(case: dict[str, Any]) -> Run:
    given = case["input"]
    start = datetime.fromisoformat(given["start"])
    runs = run_times(start, datetime.fromisoformat(case["end_exclusive"]), given["interval_hours"])
    rule = chain_rule(given)
    growth = given["growth_pct_per_year"]
    factors = chain_factors(rule, runs, start, growth)
    change = given["change_rate_pct"] / 100
    return Run(rule, factors, start, given["source_gib"], change, growth, given["interval_hours"])


def last_state(run: Run) -> ChainState:
    runs = [state.when for state in run.factors]
    *_, last = simulate(run.rule, runs, run.source_gib, run.change, run.start, run.growth)
    return last


def chain_rule(given: dict[str, Any]) -> ChainRule:
    synthetic, active = (
        tuple(WEEKDAYS.index(day) for day in given[name]) for name in ("synthetic_full_days", "active_full_days")
    )
    months = tuple(given["active_full_months"])
    is_incremental = given["style"] == "incremental"
    archive = given["gfs"] if given["style"] == "backup_copy" else dict.fromkeys("WMQY", 0)
    return ChainRule(
        style="reverse"
        if given["style"] == "reverse"
        else "forward_with_fulls"
        if is_incremental and (synthetic or active or months)
        else "forever_forward",
        keep_points=given["retention_points"],
        keep_weekly=archive["W"],
        keep_monthly=archive["M"],
        keep_quarterly=archive["Q"],
        keep_yearly=archive["Y"],
        synthetic_full_weekdays=synthetic,
        active_full_weekdays=active,
        active_full_months=months,
        active_full_week_of_month=given.get("active_full_month_week", 1),
        active_full_month_weekday=WEEKDAYS.index(given.get("active_full_month_weekday", "sat")),
        reduction=given["size_after_reduction_pct"] / 100,
    )
