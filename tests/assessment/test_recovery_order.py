"""The search for a better order: never worse than by tier, always recomputed; and more places that make it slower."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dr_desktop.assessment.recovery import Options, prepared
from dr_desktop.assessment.recovery_order import OrderSearch, order_search, searched_order
from dr_desktop.assessment.recovery_score import Score, better, scored, tier_weights
from dr_desktop.assessment.recovery_slots import drained_slower
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.assumptions import Assumption
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.plan import Plan
from tests.assessment.recovering import LOSS, PHASES, assessed, bare, estate, lose, replicated, restored, stamp

ONE_STREAM: dict[str, Any] = {"restore_streams": 1}


def one_stream(plan: Plan) -> Plan:
    vault = plan.backup_targets["vault"].changed(**ONE_STREAM)
    return plan.put("backup_targets", vault)  # type: ignore[arg-type]


def late_if_in_order() -> Plan:
    """Two of one tier: the large one stands first in the plan and has time, the small one must be back soon."""
    return one_stream(
        estate(
            restored("archive", 1, 900.0, tier="gold", rto_minutes=2_000.0),
            restored("orders", 1, 60.0, tier="gold", rto_minutes=60.0),
            restored("wiki", 1, 60.0, tier="silver", rto_minutes=2_000.0),
        )
    )


def score_of(assessment: Assessment, scenario: Scenario, order: tuple[str, ...] = ()) -> Score:
    recovery = prepared(assessment, scenario, Options(order=order))
    return scored(recovery, tier_weights(recovery)).score


def test_the_small_urgent_one_goes_before_the_large_one_of_its_tier():
    found = searched_order(assessed(late_if_in_order()), LOSS)
    assert found.order.index("orders") < found.order.index("archive")
    assert (found.before.missed, found.after.missed) == (2.0, 0.0)
    assert found.out_of_tier == ()
    assert found.ended
    gained = {one.application: (one.gains > 0, one.met_before, one.met_after) for one in found.changes}
    assert gained["orders"] == (True, False, True)
    assert gained["archive"] == (False, True, True)


def test_what_is_found_is_what_a_recovery_in_that_order_comes_to():
    plan = late_if_in_order()
    found = searched_order(assessed(plan), LOSS)
    there = lose(plan, order=found.order)
    for one in found.changes:
        assert there.applications[one.application].recovery_minutes == one.after
    assert found.after == score_of(assessed(plan), LOSS, found.order)
    assert found.before == score_of(assessed(plan), LOSS)


def test_tiers_are_broken_only_when_that_is_allowed_and_it_is_said():
    plan = one_stream(
        estate(
            restored("archive", 1, 900.0, tier="gold", rto_minutes=2_000.0),
            restored("wiki", 1, 60.0, tier="silver", rto_minutes=60.0),
        )
    )
    within = searched_order(assessed(plan), LOSS)
    assert (within.order, within.changes, within.after) == ((), (), within.before)
    across = searched_order(assessed(plan), LOSS, across_tiers=True)
    assert across.order == ("wiki", "archive")
    assert across.out_of_tier == ("wiki",)
    assert across.after.missed == 0.0


def test_an_order_that_the_scenario_states_counts_and_is_not_what_is_compared_with():
    plan = late_if_in_order()
    found = searched_order(assessed(plan), LOSS)
    stated = LOSS.changed(order=found.order)
    assert isinstance(stated, Scenario)
    assert lose(plan, stated).order[0] == "orders"
    assert searched_order(assessed(plan), stated) == found


def test_an_application_is_moved_with_what_it_depends_on():
    plan = one_stream(
        estate(
            restored("archive", 1, 900.0, tier="gold", rto_minutes=2_000.0),
            restored("directory", 1, 30.0, tier="gold", rto_minutes=None),
            restored("orders", 1, 30.0, tier="gold", rto_minutes=60.0, depends_on=("directory",)),
        )
    )
    found = searched_order(assessed(plan), LOSS)
    assert found.after.missed == 0.0
    assert found.order.index("directory") < found.order.index("archive")


def test_room_goes_to_the_order_that_is_tried():
    small = bare().put("sites", stamp("south", "South", "Mill 4", nodes=4, node_memory_gib=256.0, node_cores=32,
                                      used_memory_gib=0.0))  # fmt: skip
    wide = [restored(f"wide-{n}", 12, 1.0, tier="gold", rto_minutes=500.0) for n in range(6)]
    plan = estate(*wide, changed=small)
    found = searched_order(assessed(plan), LOSS)
    assert found.before.down > 0  # not all of them fit, whatever the order
    assert not better(found.before, found.after)


def test_the_search_keeps_to_its_number_of_simulations_and_says_that_it_was_used_up():
    steps = list(order_search(assessed(late_if_in_order()), LOSS, most=2))
    *shares, found = steps
    assert isinstance(found, OrderSearch)
    assert found.simulations == 2
    assert not found.ended
    assert shares == sorted(shares)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 3), st.sampled_from([20.0, 80.0, 300.0]), st.sampled_from(["gold", "silver"]),
            st.sampled_from([None, 60.0, 120.0, 400.0]), st.sampled_from([None, 500.0]), st.booleans(),
        ),
        min_size=1,
        max_size=5,
    ),
    st.booleans(),
)  # fmt: skip
def test_no_order_that_is_found_is_worse_than_by_tier(rows: list[tuple[Any, ...]], across: bool):
    described = [
        (restored if restore else replicated)(
            f"app-{n}", machines, gib, tier=tier, rto_minutes=rto, downtime_cost_per_hour=cost
        )
        for n, (machines, gib, tier, rto, cost, restore) in enumerate(rows)
    ]
    plan = assessed(one_stream(estate(*described)))
    found = searched_order(plan, LOSS, across, most=40)
    assert not better(found.before, found.after)
    assert found.before == score_of(plan, LOSS)
    assert found.after == score_of(plan, LOSS, found.order)
    assert sorted(found.order) in ([], sorted(one.id for one, _ in described))
    assert across or not found.out_of_tier
    assert found == searched_order(plan, LOSS, across, most=40)


def grahams() -> Plan:
    """Nine jobs of 3, 2, 2, 2, 4, 4, 4, 4, 9 minutes; the last waits for the first, the fifth to eighth for the fourth.

    Graham, R. L. (1969), figure 1: with three processors they take 12 minutes, with four 15.
    """
    lengths = (3.0, 2.0, 2.0, 2.0, 4.0, 4.0, 4.0, 4.0, 9.0)
    needs = {4: "job-4", 5: "job-4", 6: "job-4", 7: "job-4", 8: "job-1"}
    at_once: dict[str, Any] = dict.fromkeys(PHASES, 0.0)
    described = []
    for number, length in enumerate(lengths):
        own, machines = replicated(
            f"job-{number + 1}", rto_minutes=60.0, depends_on=(needs[number],) if number in needs else (), **at_once
        )
        described.append((own, [one.changed(start_minutes=length) for one in machines]))
    plan = bare().put("sites", stamp("south", "South", "Mill 4", parallel_starts=3))
    plan = plan.put("assumptions", Assumption(id="failover_minutes_per_machine", name="Failover", base=0.0))
    return estate(*described, changed=plan)  # type: ignore[arg-type]


def test_four_starts_at_a_time_are_slower_than_three_and_it_is_said():
    order = tuple([f"job-{number}" for number in range(1, 10)])
    stated = LOSS.changed(order=order)
    assert isinstance(stated, Scenario)
    (found,) = drained_slower(assessed(grahams()), stated)
    assert (found.resource.key, found.places, found.tried) == ("starts:south", 3, 4)
    assert (found.before.makespan, found.after.makespan) == (12.0, 15.0)
    assert found.slower[0] == ("job-9", 12.0, 15.0, 60.0)


def test_where_more_places_help_or_change_nothing_none_is_named():
    assert drained_slower(assessed(estate(restored("billing"))), LOSS) == ()


@pytest.mark.parametrize(
    ("one", "other", "is_better"),
    [
        (Score(0, 1, 9, 9), Score(1, 0, 0, 0), True),
        (Score(0, 1, 9, 9), Score(0, 2, 0, 0), True),
        (Score(0, 1, 5, 9), Score(0, 1, 6, 0), True),
        (Score(0, 1, 5, 9), Score(0, 1, 5, 9), False),
        (Score(0, 1, 5.0000000001, 8), Score(0, 1, 5, 9), True),
    ],
)
def test_scores_are_compared_from_left_to_right_and_rounding_does_not_count(one: Score, other: Score, is_better: bool):
    assert better(one, other) is is_better
    assert not (better(one, other) and better(other, one))
