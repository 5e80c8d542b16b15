"""The claim ladder: each step needs the one before, and simulation stands between paper and drill."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dr_desktop.assessment.claims import Standing, claims_in_slices, claims_of
from dr_desktop.assessment.simulated_losses import losses_by_site, losses_to_survive, simulated_losses
from dr_desktop.plan.drill import Drill, Scenario
from dr_desktop.plan.plan import Plan
from tests.assessment.recovering import assessed, estate, replicated, restored

AGREED: dict[str, Any] = {"agreed_by": "Board"}


def standing_of(plan: Plan, key: str = "shop") -> Standing:
    assessment = assessed(plan)
    return claims_of(assessment, simulated_losses(assessment))[key]


def drilled(plan: Plan, minutes: float, on: date = date(2026, 12, 1), outcome: Any = "succeeded") -> Plan:
    drill = Drill(id=f"d-{on}", application="shop", on=on, outcome=outcome, recovery_minutes=minutes)
    return plan.put("drills", drill)


def shop(**stated: Any) -> Plan:
    return estate(restored("shop", **{**AGREED, **stated}))


def test_without_agreement_nothing_is_claimed() -> None:
    found = standing_of(shop(agreed_by=""))
    assert found.claim == "none"
    assert found.next_reason == "Nobody in the business has agreed to RTO and RPO."


def test_what_misses_on_paper_is_wished() -> None:
    found = standing_of(shop(rto_minutes=10.0))
    assert found.claim == "wished"
    assert found.next_reason.startswith("Recovery time on paper ")


def test_what_is_met_on_paper_and_in_the_loss_of_its_site_is_simulated() -> None:
    found = standing_of(shop())
    assert found.claim == "simulated"
    assert found.rungs[2].reason == "RTO and RPO are met, with everything recovering at once: Loss of North."


def test_what_is_met_alone_and_missed_under_contention_is_only_designed() -> None:
    others = [restored(f"other{number}", gib=1_000.0) for number in range(3)]
    plan = estate(restored("shop", gib=1_000.0, **AGREED), *others)
    alone = assessed(plan).applications["shop"]
    found = standing_of(plan)
    assert alone.rto_met in ("met", "little_margin")
    assert found.claim == "designed"
    assert found.next_reason.startswith("Loss of North: it takes ")
    assert "held up by" in found.next_reason


def test_a_drill_within_the_rto_does_not_make_up_for_a_simulation_that_misses_it() -> None:
    others = [restored(f"other{number}", gib=1_000.0) for number in range(3)]
    plan = drilled(estate(restored("shop", gib=1_000.0, **AGREED), *others), 100.0)
    found = standing_of(plan)
    assert found.claim == "designed"
    assert [one.holds for one in found.rungs] == [True, True, False, True, True]


def test_a_drill_within_the_rto_and_in_date_proves_it() -> None:
    assert standing_of(drilled(shop(), 100.0)).claim == "proven"


def test_an_old_drill_leaves_it_drilled() -> None:
    found = standing_of(drilled(shop(), 100.0, on=date(2024, 1, 1)))
    assert found.claim == "drilled"
    assert found.next_reason == "The last success is too long ago to count."


def test_a_failed_latest_drill_leaves_it_drilled() -> None:
    plan = drilled(drilled(shop(), 100.0), 0.0, on=date(2026, 12, 20), outcome="failed")
    found = standing_of(plan)
    assert (found.claim, found.next_reason) == ("drilled", "The latest drill, of 20 Dec 2026, failed.")


def test_a_mean_above_the_rto_leaves_it_simulated() -> None:
    assert standing_of(drilled(shop(), 500.0)).claim == "simulated"


@pytest.mark.parametrize("minutes", [None, 100.0, 500.0])
def test_where_the_simulation_holds_the_claim_is_that_of_the_assessment_and_simulated_above_designed(
    minutes: float | None,
) -> None:
    plan = shop() if minutes is None else drilled(shop(), minutes)
    alone = assessed(plan).applications["shop"].claim
    assert standing_of(plan).claim == ("simulated" if alone == "designed" else alone)


def test_every_stated_scenario_that_hits_it_counts() -> None:
    plan = shop(recovery_sites=("south",))
    both = Scenario(id="both", name="North without its depot", lost_site="north", lost_link="depot-south")
    found = standing_of(plan.put("scenarios", both))
    assert found.claim == "designed"
    assert found.next_reason.startswith("North without its depot: ")


def test_a_scenario_that_does_not_hit_it_does_not_count() -> None:
    line = Scenario(id="line", name="Line", kind="link_loss", lost_link="north-south")
    assert standing_of(shop().put("scenarios", line)).claim == "simulated"


@pytest.mark.parametrize(("rpo", "claim"), [(1_500.0, "simulated"), (1_300.0, "wished")])
def test_data_lost_to_corruption_is_counted_back_from_when_it_began(rpo: float, claim: str) -> None:
    bad = Scenario(id="bad", name="Bad", kind="corruption", detection_delay_minutes=2_880.0)
    assert standing_of(shop(rpo_minutes=rpo).put("scenarios", bad)).claim == claim


def test_each_source_site_is_lost_once_and_a_stated_loss_stands_for_its_own() -> None:
    plan = estate(restored("shop"), replicated("desk", source_site="south", recovery_sites=("north",)))
    stated = Scenario(id="mine", name="My loss", kind="site_loss", lost_site="north")
    assert list(losses_to_survive(plan)) == ["loss-of-north", "loss-of-south"]
    assert list(losses_to_survive(plan.put("scenarios", stated))) == ["mine", "loss-of-south"]
    assert losses_by_site(plan.put("scenarios", stated))["north"] == stated
    assert list(losses_by_site(plan)) == ["north", "south"]


def test_slices_say_how_far_they_are_and_end_with_the_same_standings() -> None:
    assessment = assessed(shop())
    *shares, last = claims_in_slices(assessment)
    numbers = [one for one in shares if isinstance(one, float)]
    assert numbers == sorted(numbers)
    assert all(0.0 <= one <= 1.0 for one in numbers)
    assert isinstance(last, tuple)
    assert last[1] == claims_of(assessment, simulated_losses(assessment))
