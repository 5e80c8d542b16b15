"""A move changes recovery site, source or scheme of the applications it names, and nothing else."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.plan.application import Application
from dr_desktop.plan.change import compare
from dr_desktop.plan.move import Move, migrates, move_name, moved
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.plan.site import Site
from dr_desktop.plan.tier import Tier

SITES = ("north", "south", "east", "west")


def plan() -> Plan:
    return (
        new_plan(date(2027, 1, 1))
        .put("sites", *(Site(id=one, name=one.title()) for one in SITES))
        .put("tiers", Tier(id="gold", name="Gold", recovery_sites=("south", "east")))
        .put(
            "applications",
            Application(id="a", name="Billing", tier="gold", source_site="north"),
            Application(id="b", name="Portal", source_site="south", recovery_sites=("west",)),
            Application(id="c", name="Depot"),
        )
    )


def test_the_recovery_site_takes_the_place_of_the_first_and_further_ones_stay():
    after = moved(plan(), ["a"], Move(recovery_site="west"))
    assert after.applications["a"].recovery_sites == ("west", "east")


def test_a_further_site_that_becomes_the_first_is_not_named_twice():
    after = moved(plan(), ["a"], Move(recovery_site="east"))
    assert after.applications["a"].recovery_sites == ("east",)


def test_a_move_to_where_it_recovers_already_changes_nothing():
    before = plan()
    assert not compare(before, moved(before, ["a", "b"], Move()))
    assert not compare(before, moved(before, ["b"], Move(recovery_site="west")))


def test_only_leaving_a_stated_source_is_a_migration():
    before = plan()
    assert migrates(before, ["a", "b"], Move(source_site="north"))
    assert not migrates(before, ["a"], Move(source_site="north"))
    assert not migrates(before, ["c"], Move(source_site="north"))
    assert not migrates(before, ["a"], Move(recovery_site="west"))


def test_the_step_names_who_moves_and_the_site():
    before = plan()
    assert move_name(before, ["a"], Move("west")) == "Recover Billing at West"
    assert move_name(before, ["a", "b"], Move("west")) == "Recover 2 applications at West"
    assert move_name(before, ["a"], Move("west", "south")) == "Migrate Billing to South"
    assert move_name(before, ["c"], Move(None, "south")) == "Run Depot at South"


@given(
    st.sets(st.sampled_from(("a", "b", "c", "gone")), min_size=1),
    st.builds(
        Move,
        st.none() | st.sampled_from(SITES),
        st.none() | st.sampled_from(SITES),
        st.none() | st.sampled_from(("replication", "backup_restore")),
    ),
)
def test_nothing_but_the_named_applications_changes(ids: set[str], move: Move):
    before = plan()
    after = moved(before, sorted(ids), move)
    change = compare(before, after)
    assert set(change.tables) <= {"applications"}
    for key, one in after.applications.items():
        if key not in ids:
            assert one is before.applications[key]
        elif move.recovery_site:
            tier = after.tiers.get(one.tier or "")
            sites = one.recovery_sites or (tier.recovery_sites if tier else None) or ("",)
            assert sites[0] == move.recovery_site
        else:
            assert one.recovery_sites == before.applications[key].recovery_sites
    assert moved(after, sorted(ids), move).applications == after.applications
