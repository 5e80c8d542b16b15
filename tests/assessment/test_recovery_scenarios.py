"""Losses that a plan does not state: of each site that applications run at, and of each building that holds several."""

from __future__ import annotations

from dr_desktop.assessment.recovery_scenarios import losses_not_stated, scenario_of
from dr_desktop.plan.drill import Scenario
from tests.assessment.quiet_estate import edit
from tests.assessment.recovering import LOSS, assessed, bare, estate, lose, restored


def test_each_site_with_applications_can_be_lost_though_nobody_stated_it() -> None:
    plan = estate(restored("one"), restored("two", source_site="south", recovery_sites=("north",)))
    found = losses_not_stated(plan)
    assert [(one.name, one.kind, one.lost_site) for one in found] == [
        ("Loss of North", "site_loss", "north"),
        ("Loss of South", "site_loss", "south"),
    ]
    assert lose(plan, found[0]).applications["one"].outcome == "recovered"


def test_a_stated_loss_is_not_offered_again() -> None:
    plan = estate(restored("one"), changed=bare().put("scenarios", LOSS))
    assert losses_not_stated(plan) == ()


def test_a_building_with_two_sites_can_be_lost_as_a_whole() -> None:
    plan = edit("sites", "south", datacenter="Quay 1")(estate(restored("one")))
    assert [(one.name, one.kind) for one in losses_not_stated(plan)] == [
        ("Loss of North", "site_loss"),
        ("Loss of Quay 1", "building_loss"),
    ]
    stated = Scenario(id="quay", name="Quay gone", kind="building_loss", lost_site="south")
    assert [one.kind for one in losses_not_stated(plan.put("scenarios", stated))] == ["site_loss"]


def test_one_that_is_kept_in_the_plan_keeps_its_id_and_its_result() -> None:
    plan = estate(restored("one"))
    loss = losses_not_stated(plan)[0]
    assert scenario_of(plan, loss.id) == loss
    kept = plan.put("scenarios", loss)
    assert losses_not_stated(kept) == ()
    assert scenario_of(kept, loss.id) is kept.scenarios[loss.id]
    assert lose(kept, loss).applications == lose(plan, loss).applications
    assert scenario_of(assessed(kept).plan, "no-such") is None
