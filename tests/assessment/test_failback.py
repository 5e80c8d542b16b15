"""The way home: from Azure by disks, between stamps by replication, one application after the other on each link."""

from __future__ import annotations

from typing import Any

import pytest

from dr_desktop.assessment.failback import Failback, failback
from dr_desktop.assessment.recovery import simulate
from dr_desktop.plan.plan import Plan
from tests.assessment.recovering import LOSS, assessed, bare, estate, line, machine, minutes, replicated, restored

AZURE: dict[str, Any] = {"recovery_sites": ("azure",)}


def home(plan: Plan) -> Failback:
    whole = assessed(plan)
    return failback(whole, simulate(whole, LOSS))


def test_between_stamps_users_go_on_while_data_is_replicated_back():
    plan = estate(replicated("portal", gib=500.0))
    found = home(plan).applications[0]
    assert (found.kind, found.from_site, found.to_site) == ("replicate_back", "south", "north")
    assert [step.interrupts for step in found.steps] == [False, True, True, True, True]
    assert found.downtime_minutes == pytest.approx(10.0 + 3.0 + 4.0 + 1.0)
    assert found.ends_minutes is not None
    assert found.downtime_minutes is not None
    churn = assessed(plan).applications["portal"].churn_gib_per_day / 1_440 * minutes(1.0, 200.0)
    copied = minutes(500.0, 200.0) / (1 - churn)
    assert found.ends_minutes - found.downtime_minutes == pytest.approx(copied, rel=1e-6)
    assert (found.egress_gib, found.egress_cost) == (0.0, None)


def test_from_azure_disks_are_downloaded_uploaded_and_attached_and_users_wait_for_all_of_it():
    whole = home(estate(replicated("portal", machines=2, gib=300.0, **AZURE)))
    found = whole.applications[0]
    assert found.kind == "download"
    assert found.steps[0].words == "Stop its machines at West Europe"
    assert all(step.interrupts for step in found.steps)
    assert found.steps[1].minutes == pytest.approx(minutes(600.0, 200.0))
    assert found.steps[2].minutes == pytest.approx(minutes(300.0, 145.0))
    assert found.downtime_minutes == found.ends_minutes
    assert found.egress_gib == 600.0
    assert found.egress_cost is not None
    assert found.egress_cost > 0
    assert whole.egress_cost == found.egress_cost


def test_on_one_link_one_application_comes_home_after_the_other_by_tier():
    plan = estate(
        replicated("low", gib=300.0, tier="silver", **AZURE), replicated("high", gib=300.0, tier="gold", **AZURE)
    )
    first, second = home(plan).applications
    assert (first.application, first.begins_minutes) == ("high", 0.0)
    assert second.begins_minutes == pytest.approx(5.0 + minutes(300.0, 200.0))
    assert second.downtime_minutes == pytest.approx(first.downtime_minutes)


def test_without_a_link_or_where_the_link_cannot_keep_up_the_way_home_is_not_known():
    plan = estate(replicated("portal", **AZURE), changed=bare().remove("links", ["north-azure"]))
    missing = home(plan)
    assert missing.minutes is None
    assert missing.applications[0].reason == "No link with a speed is stated from West Europe to North."
    own, _ = restored("busy", gib=1_000.0)
    writes = machine("busy", 0, 1_000.0, churn_gib_per_day=20_000.0)
    slow = bare().put("links", line("north-south", "north", "south", mbit_s=100.0))
    kept = home(estate((own, [writes]), changed=slow)).applications[0]
    assert kept.reason.endswith("cannot keep up with the changes of all that is replicated back.")


def test_a_deployment_that_went_on_is_made_anew_without_interrupting_anybody():
    found = home(estate(replicated("control", scheme="fault_tolerance"))).applications[0]
    assert (found.kind, found.downtime_minutes) == ("resynchronise", 0.0)


def test_what_was_not_moved_has_no_way_home():
    assert home(bare()).applications == ()
    assert home(bare()).minutes == 0.0
