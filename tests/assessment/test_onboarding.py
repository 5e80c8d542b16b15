"""Onboarding of an assessed plan: which machines are new, which way they go, and what shortens it."""

from __future__ import annotations

from datetime import date

import pytest

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.explanation import Subject
from dr_desktop.assessment.onboarding import Onboarding, onboarding_of, shortenings_of, wave_key
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.why import why
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.plan import HEADER
from tests.assessment.quiet_estate import Edit, add, both, drop, edit, quiet_plan

COPIED = date(2026, 11, 1)
GIB_H_OF_THE_LINK = 10_000 * 0.75 / 8 * 1e6 * 3600 / 2**30  # slower than the target, 2,000 MB/s


def assessed(*edits: Edit) -> Assessment:
    return assess(both(*edits)(quiet_plan()), load_catalog())


def onboarded(*edits: Edit) -> Onboarding:
    return onboarding_of(assessed(*edits))


def machines_by_store(found: Onboarding) -> dict[str, list[str]]:
    stores: dict[str, list[str]] = {}
    for wave in found.waves:
        stores.setdefault(wave.store, []).extend(wave.machines)
    return stores


def test_every_protected_machine_without_a_first_copy_goes_to_its_target_and_its_recovery_site():
    found = onboarded()
    replicated = ["portal-1", "portal-2", "trading-1", "trading-2", "grid-1", "grid-2"]
    assert machines_by_store(found) == {
        "vault": [*replicated, "billing-1", "billing-2", "billing-3"],  # gold before silver
        "south": replicated,
    }
    assert found.gib == 15 * 300
    assert found.first_night == found.last_night == date(2027, 1, 1)
    assert found.waves[0].hours == pytest.approx(9 * 300 / GIB_H_OF_THE_LINK)
    assert found.impossible == ()


def test_a_machine_that_was_copied_is_what_runs_already():
    found = onboarded(*[edit("machines", f"billing-{number}", first_copy_on=COPIED) for number in (1, 2)])
    assert found.copied == 2
    assert "billing-1" not in found.machines
    assert "billing-3" in found.machines
    slow = (edit("backup_targets", "vault", write_mb_s=10.0), edit("backup_policies", "nightly", window_hours=2.0))
    alone = onboarded(*slow)
    beside = onboarded(*slow, *[edit("machines", f"billing-{number}", first_copy_on=COPIED) for number in (1, 2)])
    first = next(one for one in beside.waves if one.store == "vault")
    unhindered = next(one for one in alone.waves if one.store == "vault")
    assert unhindered.gib - first.gib == pytest.approx(2 * 9.0)


def test_rules_about_first_copies_count_only_those_still_to_be_made():
    slow = both(edit("backup_policies", "nightly", window_hours=2.0), edit("backup_targets", "vault", write_mb_s=15.0))
    of_all = assessed(slow)
    assert (of_all.targets["vault"].due_machines, of_all.targets["vault"].due_gib) == (9, 2_700.0)
    assert {"target-onboarding", "first-full-exceeds-window"} <= {one.rule for one in of_all.findings}
    copied = [
        edit("machines", machine, first_copy_on=COPIED) for machine in onboarded().machines if machine != "grid-2"
    ]
    of_one = assessed(slow, *copied)
    assert (of_one.targets["vault"].due_machines, of_one.targets["vault"].due_gib) == (1, 300.0)
    assert "target-onboarding" not in {one.rule for one in of_one.findings}
    assert [one.entity for one in of_one.findings if one.rule == "first-full-exceeds-window"] == ["grid"]


def test_what_is_not_protected_or_not_recovered_is_not_brought_in():
    found = onboarded(edit("machines", "billing-1", protected="undecided"))
    assert "billing-1" not in found.machines
    assert not [one for one in found.machines if one.startswith("build")]


def test_the_header_may_say_when_it_begins_and_freezes_are_left_out():
    start = edit(HEADER, "header", onboarding_from=date(2027, 2, 5))
    freeze = add("calendar_periods", "freeze", first_day=date(2027, 2, 1), last_day=date(2027, 2, 9))
    assert onboarded(start).first_night == date(2027, 2, 5)
    assert onboarded(start, freeze).waves[0].night == date(2027, 2, 10)


@pytest.mark.parametrize(
    ("wrong", "store", "says"),
    [
        (edit("links", "north-depot", mbit_s=0.0), "vault", "north-depot carries nothing"),
        (edit("links", "north-depot", mbit_s=None), "vault", "No link with a speed is stated from North to Depot"),
        (drop("links", "north-south"), "south", "No link with a speed is stated from North to South"),
        (edit("backup_targets", "vault", write_mb_s=0.0), "vault", "Depot vault takes in nothing"),
        (edit("backup_targets", "vault", site=None), "vault", "Where Depot vault stands is not stated"),
        (edit("machines", "billing-1", used_gib=None, disks=()), "vault", "How much data it holds is not known"),
    ],
)  # fmt: skip
def test_a_copy_that_can_never_be_made_says_why_and_the_others_go_on(wrong: Edit, store: str, says: str):
    found = onboarded(wrong)
    assert {one.store for one in found.impossible} == {store}
    assert says in found.impossible[0].sentence
    assert found.waves
    assert not {one.machine for one in found.impossible if one.store == "vault"} & {
        machine for wave in found.waves if wave.store == "vault" for machine in wave.machines
    }


def test_what_shortens_it_most_comes_first_with_the_days_that_it_saves():
    few = edit("assumptions", "first_copies_per_night", base=1.0)
    assessment = assessed(few)
    last = onboarding_of(assessment).last_night
    found = shortenings_of(assessment)
    assert [one.words for one in found] == ["2 machines a night instead of 1"]
    assert last == date(2027, 1, 9)
    assert (found[0].days_saved, found[0].last_night) == (4, date(2027, 1, 5))
    assert found[0].table == "assumptions"


def test_doing_what_shortens_it_gives_the_days_that_were_promised():
    slow = both(edit("backup_targets", "vault", write_mb_s=10.0), edit("backup_policies", "nightly", window_hours=6.0))
    assessment = assessed(slow)
    found = shortenings_of(assessment)
    assert len(found) >= 2
    assert [one.days_saved for one in found] == sorted([one.days_saved for one in found], reverse=True)
    faster = next(one for one in found if one.field == "write_mb_s")
    assert onboarded(slow, edit("backup_targets", "vault", write_mb_s=20.0)).last_night == faster.last_night
    longer = next(one for one in found if one.field == "window_hours")
    assert onboarded(slow, edit("backup_policies", "nightly", window_hours=8.0)).last_night == longer.last_night


def test_a_plan_with_nothing_to_bring_in_has_no_night():
    found = onboarded(drop("machines", *quiet_plan().machines))
    assert (found.last_night, found.waves, found.machines) == (None, (), ())


def test_the_last_night_and_a_wave_say_why():
    assessment = assessed(edit("assumptions", "first_copies_per_night", base=4.0))
    found = onboarding_of(assessment)
    whole = why(assessment, Subject("onboarding", "", "last_night"))
    assert whole is not None
    assert whole.value == "3 Jan 2027"
    assert [one.name for one in whole.assumed] == ["First copies a night"]
    wave = why(assessment, Subject("onboarding", wave_key(found.waves[0]), "gib"))
    assert wave is not None
    assert wave.value == found.waves[0].gib
    assert "Number of machines" in [one.value for one in wave.inputs]
    assert why(assessment, Subject("onboarding", "nothing", "gib")) is None
    assert why(assessment, Subject("onboarding", "", "nothing")) is None
