"""The scheme advisor: what is promised is what applying gives, and every way that falls out says why."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dr_desktop.assessment.advisor import Advice, Candidate, added_gib, advice_of, advise, applied
from dr_desktop.assessment.advisor_choices import Choice, choice_in_force, choice_words, choices_for, with_choice
from dr_desktop.assessment.assess import assess
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.report.advice_facts import result_words
from tests.assessment.quiet_estate import Edit, add, both, disks, drop, edit, quiet_plan

# A second target and a second policy, so that there is something to choose from.
_NAS = add("backup_targets", "nas", name="NAS", site="north", placement="existing_external", capacity_gib=900_000.0,
           write_mb_s=500.0, restore_mb_s=500.0)  # fmt: skip
_HOURLY = add("backup_policies", "hourly", every_hours=1.0)
CHOOSING = both(_NAS, _HOURLY)(quiet_plan())


@lru_cache
def _advised(application: str) -> Advice:
    return advice_of(assess(CHOOSING, load_catalog()), load_catalog(), application)


def advised(application: str = "billing", *edits: Edit) -> Advice:
    if not edits:
        return _advised(application)
    return advice_of(assess(both(*edits)(CHOOSING), load_catalog()), load_catalog(), application)


def found(advice: Advice, scheme: str, **fields: object) -> Candidate:
    """The first candidate of a scheme with these fields of its choice."""
    return next(
        one
        for one in advice.candidates
        if one.choice.scheme == scheme and all(getattr(one.choice, key) == value for key, value in fields.items())
    )


def rules(candidate: Candidate) -> set[str]:
    return {one.rule for one in candidate.obstacles}


@pytest.mark.parametrize("application", ["billing", "portal", "trading", "build"])
def test_applying_a_candidate_gives_exactly_the_figures_that_were_promised(application: str):
    catalog = load_catalog()
    bare = assess(with_choice(CHOOSING, CHOOSING.applications[application], Choice("no_recovery")), catalog)
    advice = advised(application)
    for one in advice.candidates[:: max(1, len(advice.candidates) // 15)]:
        after = assess(applied(CHOOSING, application, one), catalog)
        result = after.applications[application]
        assert (one.rto_minutes, one.rpo_minutes) == (result.designed.rto_minutes, result.designed.rpo_minutes)
        assert one.cost_month == after.consumption.per_application[application]
        assert one.verdict == result.topology.verdict
        assert one.added_gib == added_gib(after, bare)


@pytest.mark.parametrize("application", ["billing", "portal", "trading", "grid", "build"])
def test_what_is_in_force_is_among_the_candidates_once_with_the_figures_of_the_plan(application: str):
    assessment = assess(CHOOSING, load_catalog())
    own = [one for one in advised(application).candidates if one.in_force]
    assert len(own) == 1
    result = assessment.applications[application]
    assert (own[0].rto_minutes, own[0].rpo_minutes) == (result.designed.rto_minutes, result.designed.rpo_minutes)
    assert own[0].cost_month == assessment.consumption.per_application[application]
    assert applied(CHOOSING, application, own[0]) is CHOOSING


def test_every_scheme_target_policy_and_site_is_tried():
    choices = [one.choice for one in advised().candidates]
    assert {one.scheme for one in choices} == {
        "no_recovery", "backup_restore", "replication", "high_availability", "fault_tolerance",
    }  # fmt: skip
    backups = {one for one in choices if one.scheme == "backup_restore"}
    assert {(one.backup_target, one.backup_policy) for one in backups} == {
        (target, policy) for target in ("vault", "nas") for policy in ("nightly", "hourly")
    }
    assert {one.recovery_sites for one in backups} == {("north",), ("south",), ("azure",)}
    assert {one.replication_product for one in choices if one.scheme == "replication"} == {"site_recovery", "partner"}


def test_feasible_ways_that_meet_the_objectives_come_first_by_cost_and_those_that_fall_out_last():
    candidates = advised().candidates
    groups = [0 if one.feasible and one.meets else 1 if one.feasible else 2 for one in candidates]
    assert groups == sorted(groups)
    assert set(groups) == {0, 1, 2}
    best = [one.cost_month for one, group in zip(candidates, groups, strict=True) if group == 0]
    assert best == sorted(best)


def test_a_dominated_way_names_one_that_is_nowhere_worse_and_somewhere_better():
    advice = advised()
    dominated = [one for one in advice.candidates if one.dominated_by is not None]
    assert dominated
    assert len(dominated) < len(advice.candidates)
    for one in dominated:
        other = advice.candidates[one.dominated_by or 0]
        assert other.feasible
        assert other.cost_month <= one.cost_month
        assert other.added_gib <= one.added_gib
        assert (other.rto_minutes or 0) <= (one.rto_minutes if one.rto_minutes is not None else float("inf"))


@pytest.mark.parametrize(
    ("wrong", "scheme", "fields", "rule", "says"),
    [
        (None, "high_availability", {}, "failover-without-mechanism", "does not say by what"),
        (
            edit("links", "north-south", latency_ms=40.0),
            "high_availability", {"recovery_sites": ("south",), "replication_mode": "synchronous"},
            "synchronous-too-far", "40 ms away",
        ),
        (
            edit("applications", "billing", allowed_countries=("NL",)),
            "replication", {"recovery_sites": ("south",)}, "country-not-allowed", "DE",
        ),
        (
            edit("applications", "billing", allowed_operators=("customer",)),
            "replication", {"recovery_sites": ("south",)}, "operator-not-allowed", "South",
        ),
        (
            both(edit("backup_targets", "nas", product="mabs"), edit("machines", "billing-1", os="linux")),
            "backup_restore", {"backup_target": "nas"}, "guest-not-supported", "billing-1",
        ),
        (
            edit("backup_targets", "nas", capacity_gib=500.0),
            "backup_restore", {"backup_target": "nas"}, "target-full", "NAS holds",
        ),
        (
            edit("machines", "billing-1", disks=disks(2048.0), used_gib=900.0),
            "replication", {"recovery_sites": ("south",), "replication_product": "site_recovery"},
            "disk-above-site-recovery", "2,048",
        ),
        (
            edit("sites", "south", node_memory_gib=4.0, node_cores=2),
            "replication", {"recovery_sites": ("south",)}, "landing-short", "South",
        ),
        (
            edit("backup_targets", "nas", placement="appliance_in_the_rack"),
            "backup_restore", {"backup_target": "nas"}, "backup-in-the-rack", "rack",
        ),
        (
            drop("links", "north-south"),
            "replication", {"recovery_sites": ("south",)}, "link-not-stated", "No link with a speed",
        ),
    ],
)  # fmt: skip
def test_a_way_that_falls_out_says_why(
    wrong: Edit | None, scheme: str, fields: dict[str, object], rule: str, says: str
):
    advice = advised("billing", wrong) if wrong is not None else advised()
    one = found(advice, scheme, **fields)
    assert not one.feasible
    assert rule in rules(one)
    assert says in " ".join(obstacle.sentence for obstacle in one.obstacles if obstacle.rule == rule)
    if wrong is not None:
        assert rule not in rules(found(advised(), scheme, **fields))


def test_a_missed_objective_is_no_obstacle_and_comes_after_those_that_meet_it():
    advice = advised("billing", edit("applications", "billing", rpo_minutes=120.0))
    nightly = found(advice, "backup_restore", backup_target="vault", backup_policy="nightly")
    assert nightly.feasible
    assert nightly.rpo_met == "missed"
    assert not nightly.meets
    assert advice.candidates[0].meets


def test_a_fault_that_is_there_anyway_is_not_held_against_a_way():
    full = edit("backup_targets", "vault", capacity_gib=500.0)
    advice = advised("billing", full)
    nas = found(advice, "backup_restore", backup_target="nas", recovery_sites=("south",))
    assert "target-full" not in rules(nas)


def test_no_recovery_meets_no_objective_that_is_stated():
    without = found(advised(), "no_recovery")
    assert (without.rto_met, without.rpo_met) == ("missed", "missed")
    assert without.added_gib == 0


def test_candidates_come_one_by_one_and_then_the_advice():
    steps = list(advise(assess(CHOOSING, load_catalog()), load_catalog(), "billing"))
    assert all(isinstance(one, Candidate) for one in steps[:-1])
    advice = steps[-1]
    assert isinstance(advice, Advice)
    assert len(advice.candidates) == len(steps) - 1
    assert advice.left_out == ""


def test_what_is_not_tried_is_said_and_what_is_in_force_always_is():
    advice = advice_of(assess(CHOOSING, load_catalog()), load_catalog(), "billing", most=10)
    assert len(advice.candidates) == 10
    assert [one for one in advice.candidates if one.in_force]
    assert "left out whose policy nothing uses" in advice.left_out
    assert "more are not tried: at most 10 are." in advice.left_out


def test_an_application_without_a_scheme_has_no_way_in_force():
    advice = advised("billing", edit("applications", "billing", scheme=None))
    assert not [one for one in advice.candidates if one.in_force]
    assert advice.candidates[0].feasible


def test_what_the_tier_gives_stays_inherited():
    tier = edit("tiers", "silver", backup_target="vault", backup_policy="nightly", scheme="backup_restore")
    plan = tier(CHOOSING)
    choice = Choice("backup_restore", ("south",), "vault", "nightly")
    after = with_choice(plan, plan.applications["billing"], choice._replace(backup_policy="hourly"))
    own = after.applications["billing"]
    assert (own.scheme, own.backup_target, own.backup_policy) == (None, None, "hourly")
    again = with_choice(after, own, choice).applications["billing"]
    assert again.backup_policy is None


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(["billing", "portal", "trading", "grid", "build"]), st.booleans())
def test_a_choice_that_was_applied_is_the_one_in_force(data: st.DataObject, application: str, tiered: bool):
    tier = edit("tiers", "gold", backup_target="vault", backup_policy="nightly", scheme="replication")
    plan = tier(CHOOSING) if tiered else CHOOSING
    entity = plan.applications[application]
    choice = data.draw(st.sampled_from(choices_for(plan, entity).choices))
    after = with_choice(plan, entity, choice)
    assert choice_in_force(after, after.applications[application]) == choice
    assert choice_words(after, choice)
    others = {key: one for key, one in after.applications.items() if key != application}
    assert all(one is plan.applications[key] for key, one in others.items())


def test_a_way_that_brings_back_a_machine_but_not_a_lost_cloud_meets_nothing():
    advice = advised()
    covering = {one.words for one in advice.candidates if one.covers_cloud_loss}
    assert {one.words for one in advice.candidates if one.meets} <= covering
    at_home = found(advice, "backup_restore", recovery_sites=("north",))
    assert at_home.feasible
    assert (at_home.rto_met, at_home.rpo_met) == ("met", "met")
    assert result_words(at_home) == "Lost with building"
    assert advice.candidates.index(at_home) > max(
        place for place, one in enumerate(advice.candidates) if one.meets and one.feasible
    )
