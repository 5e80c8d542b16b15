"""What the guidance says of recovery times, data loss and evidence, on a whole assessment."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.results import ApplicationResult, Assessment
from dr_desktop.files.catalogs import load_catalog
from tests.assessment.quiet_estate import Edit, add, both, drop, edit, quiet_plan

BILLING, PORTAL = ("applications", "billing"), ("applications", "portal")
NIGHTLY = ("backup_policies", "nightly")


def assessed(*edits: Edit) -> Assessment:
    return assess(both(*edits)(quiet_plan()), load_catalog())


def application(key: str, *edits: Edit) -> ApplicationResult:
    return assessed(*edits).applications[key]


def minutes(result: ApplicationResult) -> dict[str, float]:
    return {part.name: part.minutes for part in result.designed.parts}


def recovery_time(key: str, *edits: Edit) -> float:
    found = application(key, *edits).designed.rto_minutes
    assert found is not None
    return found


def recovery_point(key: str, *edits: Edit) -> float:
    found = application(key, *edits).designed.rpo_minutes
    assert found is not None
    return found


def test_a_recovery_time_begins_with_the_incident_and_ends_when_users_are_back() -> None:
    result = application("billing", edit(*BILLING, detect_minutes=20.0, decide_minutes=40.0, redirect_minutes=5.0))
    assert list(minutes(result)) == ["detect", "decide", "rebuild", "restore", "start", "validate", "redirect"]
    assert [minutes(result)[name] for name in ("detect", "decide", "redirect")] == [20, 40, 5]
    assert result.designed.rto_minutes == pytest.approx(sum(minutes(result).values()))


@pytest.mark.parametrize("field", ["detect_minutes", "decide_minutes", "validate_minutes", "redirect_minutes"])
def test_every_minute_until_the_application_serves_again_counts(field: str) -> None:
    stated: list[dict[str, Any]] = [{field: 10.0}, {field: 40.0}]
    shorter, longer = (edit(*PORTAL, **values) for values in stated)
    assert recovery_time("portal", longer) - recovery_time("portal", shorter) == pytest.approx(30)


@pytest.mark.parametrize(("rto", "met"), [(1.0, "missed"), (2_000.0, "met"), (None, "not_known")])
def test_an_objective_in_minutes_is_met_or_missed(rto: float | None, met: str) -> None:
    assert application("billing", edit("tiers", "silver", rto_minutes=rto)).rto_met == met


def test_an_hourly_backup_may_lose_an_hour_of_data() -> None:
    hourly = edit(*NIGHTLY, every_hours=1.0, window_start=None)
    assert 60 <= recovery_point("billing", hourly) < 61


def test_the_loss_of_a_backup_grows_with_the_time_between_backups() -> None:
    assert recovery_point("billing", edit(*NIGHTLY, every_hours=4.0, window_start=None)) < recovery_point("billing")


def test_the_loss_of_a_replication_grows_with_the_time_between_transfers() -> None:
    rarely = recovery_point("portal", edit(*PORTAL, replication_minutes=60.0))
    often = recovery_point("portal", edit(*PORTAL, replication_minutes=5.0))
    assert 5 <= often < 10 < 60 <= rarely < 65


def test_synchronous_copies_lose_nothing_and_asynchronous_ones_lose_some() -> None:
    later = edit("applications", "trading", replication_mode="asynchronous", replication_minutes=1.0)
    assert recovery_point("trading") == 0
    assert recovery_point("trading", later) >= 1


def test_high_availability_recovers_in_seconds_without_a_decision() -> None:
    result = application("trading")
    assert list(minutes(result)) == ["failover"]
    assert 0 < recovery_time("trading") < 1


def test_fault_tolerance_knows_no_downtime_and_no_loss() -> None:
    assert (recovery_time("grid"), recovery_point("grid")) == (0, 0)


@pytest.mark.parametrize("objective", ["rto_minutes", "rpo_minutes"])
def test_without_recovery_all_is_lost_and_any_objective_missed(objective: str) -> None:
    result = application("build", edit("applications", "build", **{objective: 1_000_000.0}))
    assert result.designed.unrecoverable
    assert (result.rto_met if objective == "rto_minutes" else result.rpo_met) == "missed"


@pytest.mark.parametrize(
    ("scope", "rebuilds"), [("whole_machine", False), ("disks", False), ("redeploy_and_restore", True)]
)
def test_how_it_is_restored_decides_whether_machines_are_made_anew_first(scope: str, rebuilds: bool) -> None:
    by_the_stack = edit(*NIGHTLY, capture="stack_api")
    result = application("billing", by_the_stack, edit(*BILLING, restore_scope=scope, rebuild_minutes=33.0))
    assert minutes(result).get("rebuild") == (33.0 if rebuilds else None)


def test_after_a_failover_machines_are_made_and_powered_on() -> None:
    result = application("portal", *[edit("machines", f"portal-{n}", start_minutes=7.0) for n in (1, 2)])
    assert list(minutes(result)) == ["detect", "decide", "failover", "start", "validate", "redirect"]
    assert minutes(result)["start"] == 14
    assert minutes(result)["failover"] == 10


def test_a_sequence_of_starts_takes_longer_than_a_start_of_all() -> None:
    together = both(*[edit("machines", f"billing-{n}", start_group=1) for n in (1, 2, 3)])
    assert minutes(application("billing"))["start"] == 3 * minutes(application("billing", together))["start"]


def test_replicas_lie_on_the_second_cloud() -> None:
    def held(*edits: Edit) -> float:
        worst = assessed(*edits).stamps["south"].worst
        return worst.points if worst else 0.0

    assert held() > held(drop("applications", "portal")) > 0


def test_less_change_sends_less_over_the_link() -> None:
    def load(percent: float) -> float:
        calm = [edit("machines", f"billing-{n}", change_percent_per_day=percent) for n in (1, 2, 3)]
        return assessed(*calm).links["north-depot"].backup_mbit_s

    assert 0 < load(1.0) < load(5.0)


def drill(key: str, **values: Any) -> Edit:
    stated = {"application": "portal", "on": date(2026, 12, 1), "kind": "test_failover", "outcome": "succeeded"}
    return add("drills", key, **{**stated, **values})


def test_the_mttr_is_the_mean_of_what_was_measured() -> None:
    record = application("portal", drill("second", recovery_minutes=240.0)).drills
    assert (record.mttr_minutes, record.shortest_minutes, record.longest_minutes) == (180, 120, 240)


def test_a_walk_through_and_a_failure_measure_no_recovery() -> None:
    talked = drill("talked", kind="walkthrough", recovery_minutes=5.0)
    failed = drill("failed", outcome="failed", recovery_minutes=5.0)
    assert application("portal", talked, failed).drills.mttr_minutes == 120


def test_machines_are_counted_with_the_members_of_scale_sets() -> None:
    many = edit("machines", "billing-3", availability="scale_set", instances=5)
    assert (application("billing", many).machines, application("billing", many).instances) == (3, 7)


def test_of_all_machines_those_without_protection_are_counted() -> None:
    totals = assessed(edit("machines", "billing-3", protected="no")).totals
    assert (totals.machines, totals.unprotected) == (11, 1)


def test_doing_without_protection_can_be_accepted_by_somebody_with_a_reason() -> None:
    spared = edit("machines", "billing-3", protected="no")
    yes = add("acceptances", "yes", entity="billing-3", rule="unprotected", by="A. Jansen", reason="Rebuilt from code")

    def accepted(*edits: Edit) -> list[str]:
        return [one.accepted for one in assessed(*edits).findings if one.rule == "unprotected"]

    assert (accepted(spared), accepted(spared, yes)) == ([""], ["yes"])


@pytest.mark.parametrize(
    ("edited", "rules"),
    [
        (edit("applications", "grid", failover_mechanism=None), ["failover-without-mechanism"]),
        (edit("applications", "grid", failover_mechanism="external"), []),
        (edit("machines", "grid-1", availability="none"), ["machines-not-in-sets"]),
    ],
)
def test_fault_tolerance_is_the_applications_or_a_softwares_and_its_machines_are_in_sets(
    edited: Edit, rules: list[str]
) -> None:
    assert [one.rule for one in assessed(edited).findings] == rules


def test_the_plan_protects_its_machines() -> None:
    result = assessed()
    assert set(result.machines) == set(quiet_plan().machines)
    assert {one.coverage for key, one in result.machines.items() if not key.startswith("build")} == {"protected"}


@pytest.mark.parametrize(("rto", "doubted"), [(0.5, True), (1.0, False), (90.0, False)])
def test_an_outage_of_seconds_is_not_believed_of_a_failover_by_hand(rto: float, doubted: bool) -> None:
    findings = assessed(edit(*PORTAL, rto_minutes=rto)).findings
    assert ("rto-below-scheme" in [one.rule for one in findings]) == doubted


def test_an_estate_that_follows_the_guidance_is_recommended_throughout() -> None:
    verdicts = {key: one.topology.verdict for key, one in assessed().applications.items()}
    assert verdicts.pop("build") is None
    assert verdicts.pop("app-unassigned") is None
    assert set(verdicts.values()) == {"recommended"}
