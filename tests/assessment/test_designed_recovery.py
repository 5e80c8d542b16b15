from __future__ import annotations

from functools import lru_cache
from math import fsum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.explanation import Subject
from dr_desktop.assessment.objectives import met
from dr_desktop.assessment.results import ApplicationResult, DesignedRecovery
from dr_desktop.assessment.why import why
from dr_desktop.files.catalogs import load_catalog
from tests.assessment.quiet_estate import Edit, add, both, disks, drop, edit, quiet_plan

_BILLING = ("applications", "billing")
_PORTAL = ("applications", "portal")
_VAULT = ("backup_targets", "vault")
_COPY = both(
    add("backup_targets", "far", site="south", placement="dedicated_external", restore_mb_s=1000.0),
    add("backup_copies", "second", from_target="vault", to_target="far", every_hours=6.0, hold_hours=2.0),
)


@lru_cache
def catalog() -> Catalog:
    return load_catalog()


def result(application: str, *edits: Edit) -> ApplicationResult:
    return assess(both(*edits)(quiet_plan()), catalog()).applications[application]


def designed(application: str, *edits: Edit) -> DesignedRecovery:
    return result(application, *edits).designed


def parts(recovery: DesignedRecovery) -> dict[str, float]:
    return {part.name: part.minutes for part in recovery.parts}


def test_a_restore_adds_up_from_detection_to_redirection():
    recovery = designed("billing", edit(*_BILLING, detect_minutes=5.0))
    assert list(parts(recovery)) == ["detect", "decide", "rebuild", "restore", "start", "validate", "redirect"]
    assert recovery.rto_minutes == fsum(parts(recovery).values())
    assert parts(recovery)["detect"] == 5.0
    assert recovery.parts[0].basis == "5\u00a0min, as stated."
    assert "assumed" in recovery.parts[1].basis


def test_data_returns_at_the_speed_of_what_is_slowest():
    over_the_link = designed("billing", edit("links", "depot-south", mbit_s=400.0, usable_percent=50.0))
    # 900 GiB × 2^30 bytes at 200 Mbit/s
    assert parts(over_the_link)["restore"] == pytest.approx(900 * 2**30 * 8 / 200e6 / 60)
    from_the_target = designed("billing", edit(*_VAULT, restore_mb_s=50.0))
    assert parts(from_the_target)["restore"] == pytest.approx(900 * 2**30 / 50e6 / 60)
    one_disk = both(
        edit("machines", "billing-1", disks=disks(500.0), used_gib=300.0), edit(*_VAULT, restore_mb_s=900.0)
    )
    assert parts(designed("billing", one_disk))["restore"] == pytest.approx(300 * 2**30 / 145e6 / 60)


def test_a_restore_by_an_agent_makes_machines_anew_first_and_an_image_does_not():
    image = edit("backup_policies", "nightly", capture="stack_api")
    assert parts(designed("billing"))["rebuild"] == 45.0
    assert "rebuild" not in parts(designed("billing", image))
    data_only = edit(*_BILLING, restore_scope="application_data", rebuild_minutes=70.0)
    assert parts(designed("billing", image, data_only))["rebuild"] == 70.0


def test_groups_start_one_after_the_other_in_waves_each_with_its_slowest_machine():
    slow = edit("machines", "billing-2", start_group=1, start_minutes=12.0)
    assert parts(designed("billing", slow))["start"] == 12.0 + 5.0
    one_at_a_time = edit("sites", "south", parallel_starts=1)
    assert parts(designed("billing", slow, one_at_a_time))["start"] == 2 * 12.0 + 5.0
    off = edit("machines", "billing-2", power="off")
    assert parts(designed("billing", slow, off))["start"] == 5.0 + 5.0


def test_a_failover_by_hand_takes_waves_of_machines():
    assert parts(designed("portal"))["failover"] == 10.0
    assert parts(designed("portal", edit("sites", "south", parallel_starts=1)))["failover"] == 20.0
    assert "restore" not in parts(designed("portal"))


def test_an_automatic_failover_waits_for_nobody():
    assert parts(designed("trading")) == {"failover": 0.5}
    assert parts(designed("trading", edit("applications", "trading", redirect_minutes=2.0))) == {
        "failover": 0.5,
        "redirect": 2.0,
    }
    assert designed("grid").rto_minutes == 0.0
    assert designed("grid").rpo_minutes == 0.0


def test_members_of_scale_sets_are_made_anew_and_not_restored():
    scale = edit("machines", "billing-1", availability="scale_set", instances=3, used_gib=100_000.0)
    slow = edit(*_VAULT, restore_mb_s=50.0)
    assert parts(designed("billing", slow, scale))["restore"] == pytest.approx(600 * 2**30 / 50e6 / 60)
    only_scale = [edit("machines", f"trading-{n}", availability="scale_set") for n in (1, 2)]
    assert designed("trading", *only_scale).rto_minutes == 0.5


def test_data_stores_are_restored_with_the_machines():
    more = add("data_stores", "ledger", application="billing", used_gib=900.0, protected="yes")
    slow = edit(*_VAULT, restore_mb_s=50.0)
    assert parts(designed("billing", slow, more))["restore"] == pytest.approx(1800 * 2**30 / 50e6 / 60)


def test_a_machine_that_goes_its_own_way_decides_when_it_is_the_slowest():
    own = edit("machines", "portal-1", scheme="backup_restore")
    assert "restore" in parts(designed("portal", own))
    assert designed("portal", own).rpo_minutes == pytest.approx(1440.2, abs=0.2)


def test_no_recovery_is_said_plainly_and_misses_any_objective():
    lost = result("build", edit("applications", "build", tier="gold"))
    assert lost.designed.unrecoverable
    assert lost.designed.rto_minutes is None
    assert (lost.rto_met, lost.rpo_met) == ("missed", "missed")


@pytest.mark.parametrize(
    ("application", "wrong", "says"),
    [
        ("billing", drop("links", "depot-south"), "No link with a speed is stated from Depot to South."),
        ("billing", edit(*_BILLING, backup_target=None), "No backup target is stated."),
        ("billing", edit("machines", "billing-1", used_gib=None, disks=()), "How much data is restored is not known"),
        ("billing", edit(*_BILLING, scheme=None), "No scheme is stated."),
        ("portal", edit(*_PORTAL, recovery_sites=()), "No recovery site is stated."),
    ],
)
def test_what_is_missing_for_a_recovery_time_is_named(application: str, wrong: Edit, says: str):
    recovery = designed(application, wrong)
    assert recovery.rto_minutes is None
    assert recovery.parts == ()
    assert says in recovery.rto_basis


def test_a_backup_loses_the_longest_gap_of_its_calendar_and_the_run():
    weekdays = edit("backup_policies", "nightly", run_days=("mon", "tue", "wed", "thu", "fri"))
    slow = edit(*_VAULT, write_mb_s=10.0)
    run = 900 * 0.03 * 3 * 2**30 / 10e6 / 60  # three days of change
    assert designed("billing", weekdays, slow).rpo_minutes == pytest.approx(3 * 1440 + run)


def test_an_active_full_is_the_longest_run():
    full = edit("backup_policies", "nightly", style="forward_with_fulls", full_days=("sat",), full_kind="active")
    slow = edit(*_VAULT, write_mb_s=10.0)
    assert designed("billing", full, slow).rpo_minutes == pytest.approx(1440 + 900 * 2**30 / 10e6 / 60)


def test_where_the_target_is_lost_with_the_source_the_copy_elsewhere_counts():
    beside = edit("sites", "depot", datacenter="A")
    near = designed("billing", beside)
    assert "loss of a machine only" in near.rpo_basis
    copied = designed("billing", beside, _COPY)
    assert copied.rpo_minutes is not None
    assert near.rpo_minutes is not None
    # six hours from copy to copy, two hours of hold, and seconds on the line
    assert copied.rpo_minutes - near.rpo_minutes == pytest.approx(8 * 60, abs=1)
    assert "Far has the copy" in copied.rpo_basis
    without_a_line = drop("links", "depot-south")
    assert designed("billing", beside, without_a_line).rto_minutes is None
    assert designed("billing", beside, without_a_line, _COPY).rto_minutes is not None  # Far stands where it comes back


_CHURN_MBIT_S = 2 * 300 * 0.03 * 1.5 * 2**30 * 8 / 1e6 / 86_400


def test_replication_lags_by_its_cycle_and_the_transfer_of_what_changed_in_the_busiest_hour():
    line = edit("links", "north-south", mbit_s=10.0, usable_percent=100.0, latency_ms=4.0)
    assert designed("portal", line).rpo_minutes == pytest.approx(15 + 15 * 3 * _CHURN_MBIT_S / 10 + 0.002 / 60)
    assert designed("portal", edit(*_PORTAL, replication_mode="synchronous")).rpo_minutes == 0.0


def test_a_busiest_hour_above_the_share_kept_for_replication_waits_before_the_link():
    line = edit("links", "north-south", mbit_s=100.0, usable_percent=100.0, replication_percent=5.0)
    recovery = designed("portal", line)
    # a busiest hour at three times the mean over 5 Mbit/s: its last write waits for all that is too much
    waits = (3 * _CHURN_MBIT_S / 5 - 1) * 60
    assert recovery.rpo_minutes == pytest.approx(15 * 2 + waits)
    assert "usable for replication" in recovery.rpo_basis


@settings(max_examples=25)
@given(st.floats(3, 1000), st.integers(2, 100), st.floats(1, 400))
def test_an_application_that_has_a_link_to_itself_loses_what_the_link_says(mbit_s: float, kept: int, used_gib: float):
    alone = both(
        edit("links", "north-south", mbit_s=mbit_s, replication_percent=float(kept), latency_ms=3.0),
        edit("machines", "portal-1", used_gib=used_gib),
        edit(*_PORTAL, backup_target=None, backup_policy=None),
        *[edit("applications", key, scheme="no_recovery") for key in ("trading", "grid")],
    )
    found = assess(alone(quiet_plan()), catalog())
    assert found.applications["portal"].designed.rpo_minutes == found.links["north-south"].achievable_rpo_minutes


def test_a_link_that_cannot_keep_up_leaves_what_the_backup_beside_it_keeps():
    full = edit("links", "north-south", mbit_s=1.0)
    assert designed("portal", full).rpo_minutes == pytest.approx(1440.2, abs=0.2)
    alone = designed("portal", full, edit(*_PORTAL, backup_target=None, backup_policy=None))
    assert alone.rpo_minutes is None
    assert "cannot keep up" in alone.rpo_basis


def test_a_backup_beside_replication_changes_nothing_while_replication_loses_less():
    alone = designed("portal", edit(*_PORTAL, backup_target=None, backup_policy=None))
    assert designed("portal") == alone


@settings(max_examples=25)
@given(st.floats(1, 5000), st.floats(1, 5000))
def test_more_data_is_never_back_sooner_and_never_loses_less(few: float, more: float):
    few, more = sorted((few, more))
    sizes = [
        designed("billing", edit("machines", "billing-1", used_gib=gib, disks=disks(5000.0))) for gib in (few, more)
    ]
    assert (sizes[0].rto_minutes or 0) <= (sizes[1].rto_minutes or 0)
    assert (sizes[0].rpo_minutes or 0) <= (sizes[1].rpo_minutes or 0)


@settings(max_examples=25)
@given(st.floats(1, 20_000), st.floats(1, 20_000))
def test_a_wider_link_never_slows_anything(narrow: float, wide: float):
    narrow, wide = sorted((narrow, wide))

    def both_ways(mbit_s: float) -> DesignedRecovery:
        return designed("billing", *[edit("links", key, mbit_s=mbit_s) for key in ("north-depot", "depot-south")])

    assert (both_ways(wide).rto_minutes or 0) <= (both_ways(narrow).rto_minutes or 0)
    assert (both_ways(wide).rpo_minutes or 0) <= (both_ways(narrow).rpo_minutes or 0)


@settings(max_examples=25)
@given(st.integers(1, 30), st.integers(1, 30))
def test_more_parallel_starts_never_slow_a_failover(few: int, many: int):
    few, many = sorted((few, many))
    crowd = [add("machines", f"p{n}", application="portal", protected="yes", used_gib=1.0) for n in range(20)]
    times = [designed("portal", *crowd, edit("sites", "south", parallel_starts=at_once)) for at_once in (few, many)]
    assert (times[1].rto_minutes or 0) <= (times[0].rto_minutes or 0)


@given(st.floats(0, 1e5), st.floats(0, 1e5))
def test_a_time_is_missed_exactly_when_it_is_longer_than_the_objective(minutes: float, objective: float):
    state = met(minutes, objective)
    assert (state == "missed") == (minutes > objective)
    assert (state == "met") == (minutes <= 0.8 * objective or (objective == 0 and minutes == 0))


def test_the_claim_climbs_one_step_at_a_time():
    unplaced = result("billing", edit(*_BILLING, recovery_sites=()))
    assert result("billing", edit(*_BILLING, agreed_by="")).claim == "none"
    assert unplaced.rto_met == "met"
    assert unplaced.claim == "wished"  # it is not brought back after the loss of the cloud
    assert result("billing", edit(*_BILLING, rto_minutes=60.0)).claim == "wished"
    assert result("billing", drop("drills", "drill-billing")).claim == "designed"
    assert result("billing", edit("drills", "drill-billing", recovery_minutes=5000.0)).claim == "designed"
    assert result("billing", edit("assumptions", "drill_validity_days", base=30.0)).claim == "drilled"
    assert result("billing").claim == "proven"


def test_a_design_that_is_not_supported_is_only_a_wish():
    assert result("billing", edit(*_VAULT, placement="appliance_in_the_rack")).claim == "wished"


def test_what_covers_the_loss_of_a_machine_only_meets_no_objectives_of_a_disaster():
    kept = assess(quiet_plan(), catalog())
    beside = assess(edit(*_VAULT, placement="virtual_appliance_on_the_cloud", site="north")(quiet_plan()), catalog())
    assert kept.applications["billing"].meets_objectives
    assert beside.applications["billing"].rto_met == "met"
    assert not beside.applications["billing"].meets_objectives
    assert beside.totals.applications_meeting < kept.totals.applications_meeting
    explained = why(beside, Subject("total", "", "applications_meeting"))
    assert explained is not None
    assert ("Billing", "RTO met, RPO met, but not after the loss of its cloud or building") in [
        (one.name, one.value) for one in explained.inputs
    ]


def test_of_scale_sets_alone_it_is_said_that_they_bring_no_data_back():
    sets = [edit("machines", f"billing-{number}", availability="scale_set", instances=2) for number in (1, 2, 3)]
    assert designed("billing", *sets).rpo_basis.startswith("It has scale sets only")
    one_left = designed("billing", sets[0], *[edit("machines", f"billing-{n}", protected="no") for n in (2, 3)])
    assert one_left.rpo_basis == "Not one of its machines and data stores is marked as protected."
