"""Probabilities of being back in time: laws that hold for every seed, and cases whose answer is known."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dr_desktop.assessment.probability import Triangular
from dr_desktop.assessment.recovery import prepared
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.uncertain_factors import draw, factors_of
from dr_desktop.assessment.uncertainty import Runs, drained_runs, joined, runs_of, uncertainty_of
from dr_desktop.plan.application import Application
from dr_desktop.plan.assumptions import DEFINITIONS, Assumption
from dr_desktop.plan.plan import Plan
from tests.assessment.recovering import LOSS, PHASES, assessed, estate, line, minutes, replicated, restored

SPREADS = ("duration_spread_percent", "speed_spread_percent")


def assuming(plan: Plan, **values: tuple[float, float, float]) -> Plan:
    """The plan with low, base and high of some assumptions, and all others certain."""
    rows = []
    for key, one in DEFINITIONS.items():
        low, base, high = values.get(key, (one.base, one.base, one.base))
        rows.append(Assumption(id=key, name=one.name, base=base, low=low, high=high))
    return plan.put("assumptions", *rows)


def certain(plan: Plan, **values: tuple[float, float, float]) -> Plan:
    return assuming(plan, **{**dict.fromkeys(SPREADS, (0.0, 0.0, 0.0)), **values})


def part(assessment: Assessment, seed: int, first: int, last: int) -> Runs:
    *_, found = runs_of(assessment, LOSS, seed, first, last)
    assert isinstance(found, Runs)
    return found


def several() -> Plan:
    plan = estate(
        restored("billing", 2, 300.0, tier="gold", rto_minutes=150.0, mtd_minutes=400.0),
        restored("portal", 1, 200.0, tier="silver", depends_on=("billing",), rto_minutes=160.0),
        replicated("ledger", 2, validate_minutes=None, rto_minutes=60.0),
    )
    return plan.put("scenarios", LOSS)


ESTATE = assessed(several())


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**9), st.lists(st.integers(1, 29), unique=True, max_size=4).map(sorted))
def test_any_partition_of_the_runs_equals_the_whole(seed: int, cuts: list[int]):
    parts = [part(ESTATE, seed, first, last) for first, last in pairwise([0, *cuts, 30])]
    random.Random(seed).shuffle(parts)
    whole = drained_runs(ESTATE, LOSS, seed, 30)
    assert joined(parts) == whole
    assert uncertainty_of(joined(parts)) == uncertainty_of(whole)


def test_the_same_seed_gives_the_same_answer_and_another_seed_another():
    assert drained_runs(ESTATE, LOSS, 4, 20) == drained_runs(assessed(several()), LOSS, 4, 20)
    assert drained_runs(ESTATE, LOSS, 4, 20).times != drained_runs(ESTATE, LOSS, 5, 20).times


def test_luck_is_alike_on_every_system_and_spread_evenly():
    assert draw(1, 0, "decide") == 0.31596864533162516
    drawn = [draw(3, run, "link:a") for run in range(2_000)]
    assert all(0 <= one < 1 for one in drawn)
    for tenth in range(10):
        assert 150 < sum(tenth / 10 <= one < (tenth + 1) / 10 for one in drawn) < 250


def test_parts_with_a_gap_or_of_other_runs_are_refused():
    with pytest.raises(ValueError, match="not parts of the same runs"):
        joined([part(ESTATE, 1, 0, 2), part(ESTATE, 1, 3, 4)])
    with pytest.raises(ValueError, match="not parts of the same runs"):
        joined([part(ESTATE, 1, 0, 2), part(ESTATE, 2, 2, 4)])
    with pytest.raises(ValueError, match="no run"):
        part(ESTATE, 1, 2, 2)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.lists(st.floats(0, 600), min_size=2, max_size=6).map(sorted))
def test_probabilities_lie_within_0_and_1_and_never_fall_as_the_objective_grows(seed: int, objectives: list[float]):
    runs = drained_runs(ESTATE, LOSS, seed, 25)
    shares = []
    for rto in objectives:
        tried = tuple([one._replace(rto_minutes=rto) for one in runs.applications])
        found = uncertainty_of(runs._replace(applications=tried))
        chances = [one.rto.share for one in found.applications.values() if one.rto is not None]
        assert found.all_in_time is not None
        assert all(0 <= one <= 1 for one in chances)
        assert found.all_in_time.share <= min(chances)
        assert found.in_time_mean == pytest.approx(sum(chances))
        shares.append(chances)
    for fewer, more in pairwise(shares):
        assert all(one <= other for one, other in zip(fewer, more, strict=True))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.floats(1, 3), st.floats(0, 2), st.floats(20, 60))
def test_a_wider_range_upwards_never_raises_the_probability(seed: int, high: float, more: float, rto: float):
    own = restored("billing", gib=1.0, rto_minutes=rto, validate_minutes=None)
    shares = []
    for end in (1.0, high, high + more):
        plan = certain(estate(own), validate_minutes=(20.0, 20.0, 20.0 * end))
        found = uncertainty_of(drained_runs(assessed(plan), LOSS, seed, 40)).applications["billing"]
        assert found.rto is not None
        shares.append(found.rto.share)
    assert shares[0] in (0.0, 1.0)
    assert shares == sorted(shares, reverse=True)


def test_where_nothing_is_uncertain_every_run_is_the_plan_as_it_stands():
    found = uncertainty_of(drained_runs(assessed(certain(several())), LOSS, 9, 5))
    assert found.weights == ()
    for key in ("billing", "portal", "ledger"):
        one = found.applications[key]
        assert set(one.quantiles) == {one.base_minutes}
        assert one.rto is not None
        assert one.rto.share == float((one.base_minutes or 0.0) <= (one.rto_minutes or 0.0))
        assert one.drivers == ()


@pytest.mark.parametrize("rto", [30.0, 38.0, 50.0, 75.0])
def test_one_uncertain_phase_comes_to_the_closed_form_of_its_triangle(rto: float):
    own = restored("billing", gib=1.0, rto_minutes=rto, validate_minutes=None)
    plan = assessed(certain(estate(own), validate_minutes=(5.0, 15.0, 60.0)))
    held = covered = 0
    for seed in range(40):
        found = uncertainty_of(drained_runs(plan, LOSS, seed, 100)).applications["billing"]
        exact = Triangular(5.0, 15.0, 60.0).at_most(rto - (found.base_minutes or 0.0) + 15.0)
        assert found.rto is not None
        low, high = found.rto.interval
        covered += low <= exact <= high
        held += found.rto.held
    assert covered >= 34  # 38 are to be expected
    assert held / 4_000 == pytest.approx(exact, abs=0.02)
    assert [driver.factor for driver in found.drivers] == ["validate"]
    assert found.drivers[0].correlation == pytest.approx(1)


def test_a_slow_target_is_as_likely_as_its_triangle_says():
    plan = certain(estate(restored("billing", gib=600.0, rto_minutes=150.0)), speed_spread_percent=(40.0, 40.0, 40.0))
    plan = plan.put("links", line("depot-south", "depot", "south", mbit_s=1e6))
    found = uncertainty_of(drained_runs(assessed(plan), LOSS, 8, 1_000)).applications["billing"]
    restore = minutes(600.0, 100.0)
    needed = restore / (150.0 - ((found.base_minutes or 0.0) - restore))
    exact = 1 - Triangular(0.6, 1.0, 1.4).at_most(needed)
    assert 0.05 < exact < 0.95
    assert found.rto is not None
    low, high = found.rto.interval
    assert low <= exact <= high
    assert found.drivers[0].factor == "target:vault"
    assert found.drivers[0].correlation == pytest.approx(-1, abs=1e-3)


def test_one_slow_link_slows_all_who_use_it_in_the_same_run():
    plan = estate(restored("one", gib=400.0), restored("two", gib=400.0))
    plan = certain(plan, speed_spread_percent=(20.0, 20.0, 20.0))
    runs = drained_runs(assessed(plan), LOSS, 3, 40)
    one, two = runs.times
    by_one = sorted(range(40), key=one.__getitem__)
    assert by_one == sorted(range(40), key=two.__getitem__)
    assert len(set(one)) == 40


def test_stated_minutes_have_the_spread_of_stated_ones_and_assumed_ones_the_range_of_the_assumption():
    plan = assuming(
        estate(restored("stated"), restored("assumed", decide_minutes=None)),
        decide_minutes=(15.0, 30.0, 120.0),
        duration_spread_percent=(25.0, 25.0, 25.0),
    )
    found = {one.key: one for one in factors_of(prepared(assessed(plan), LOSS))}
    assert {part.names: part.spread for part in found["decide"].parts} == {
        ("",): (0.5, 1.0, 4.0),
        ("stated",): (0.75, 1.0, 1.25),
    }
    assert found["decide"].ends == (0.5, 4.0)


def test_a_stated_number_of_places_is_counted_and_an_assumed_one_estimated():
    plan = estate(restored("billing"))
    keys = {one.key for one in factors_of(prepared(assessed(plan), LOSS))}
    assert "streams:vault" not in keys
    vault = plan.backup_targets["vault"].changed(restore_streams=None)
    keys = {one.key for one in factors_of(prepared(assessed(plan.put("backup_targets", vault)), LOSS))}  # type: ignore[arg-type]
    assert "streams:vault" in keys


def test_automatic_failovers_have_a_factor_of_their_own():
    base: dict[str, Any] = {"scheme": "high_availability", "failover_mechanism": "cluster"}
    plan = estate(replicated("ledger"), replicated("map", **base))
    found = {one.key: one for one in factors_of(prepared(assessed(plan), LOSS))}
    assert found["automatic"].parts[0].names == ("map",)
    assert found["failover"].parts[0].names == ("ledger",)


def test_what_is_lost_is_never_in_time_and_what_goes_on_always_is():
    plan = estate(restored("billing"))
    gone = Application(id="gone", name="Gone", source_site="north", scheme="no_recovery", rto_minutes=60.0, **PHASES)
    safe = Application(id="safe", name="Safe", source_site="south", scheme="no_recovery", rto_minutes=0.0, **PHASES)
    other = restored("gone")[1][0].changed(id="gone-0", application="gone")
    more = restored("safe")[1][0].changed(id="safe-0", application="safe")
    plan = plan.put("applications", gone, safe).put("machines", other, more)  # type: ignore[arg-type]
    found = uncertainty_of(drained_runs(assessed(plan), LOSS, 1, 10))
    rto = {key: one.rto.share for key, one in found.applications.items() if one.rto is not None}
    assert rto["gone"] == 0.0
    assert rto["safe"] == 1.0
    assert found.all_in_time is not None
    assert found.all_in_time.held == 0


def test_a_recovery_that_is_not_known_is_not_counted_and_named():
    plan = estate(restored("billing"))
    empty = Application(id="empty", name="Empty", source_site="north", recovery_sites=("south",), rto_minutes=60.0,
                        scheme="backup_restore", backup_target="vault", backup_policy="daily")  # fmt: skip
    found = uncertainty_of(drained_runs(assessed(plan.put("applications", empty)), LOSS, 1, 10))
    assert found.not_counted == ("empty",)
    assert found.applications["empty"].rto is None
    assert found.applications["empty"].minutes_at(50) is None
    assert found.objectives == 1


def test_the_weights_say_how_much_of_the_spread_goes_with_each_factor():
    found = uncertainty_of(drained_runs(ESTATE, LOSS, 1, 60))
    shares = [one.share for one in found.weights]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares)
    assert {one.factor.key for one in found.weights} >= {"decide", "validate", "target:vault", "link:depot-south"}


def test_time_until_the_last_is_back_is_what_the_slowest_of_each_run_takes():
    runs = drained_runs(ESTATE, LOSS, 1, 21)
    ends = sorted([max(row) for row in zip(*runs.times, strict=True)])
    found = uncertainty_of(runs)
    assert found.makespan[0] == ends[0]
    assert found.makespan[20] == ends[20]
