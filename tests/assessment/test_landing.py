"""Landing: what recovers on a stamp after a loss, whether it fits, and what to leave out where it does not."""

from __future__ import annotations

from functools import lru_cache
from math import fsum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.landing import resiliency_reserve_gib, short_of, started_in_order
from dr_desktop.assessment.landing_records import RESOURCES, Landing
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.shedding import arriving, shed_list
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.site import Site
from tests.assessment.quiet_estate import add, both, disks, edit, quiet_plan

NORTH_LOST = "south/site:north"
_SOUTH = ("sites", "south")


@lru_cache
def catalog() -> Catalog:
    return load_catalog()


def assessed(*edits: Any) -> Assessment:
    return assess(both(*edits)(quiet_plan()), catalog())


def landing(*edits: Any, key: str = NORTH_LOST) -> Landing:
    return assessed(*edits).landings[key]


def machine(number: int, application: str = "portal", **values: Any) -> Any:
    stated = {"vcpus": 4, "memory_gib": 16.0, "protected": "yes", "used_gib": 10.0, "disks": disks(100.0), **values}
    return add("machines", f"m{number}", application=application, **stated)


def test_four_nodes_of_512_gib_with_a_machine_of_112_keep_966_gib_free():
    reserve = resiliency_reserve_gib(4, 512.0, 112.0)
    assert reserve == pytest.approx(966.4)
    assert 4 * 512 - reserve - (242 + 4 * 4) == pytest.approx(823.6)


def test_the_reserve_of_one_node_is_that_node():
    assert resiliency_reserve_gib(1, 512.0, 112.0) == 512.0


def test_what_runs_on_paper_needs_is_what_is_started_and_what_stands_by_runs_already():
    one = landing()
    assert (one.landed.load.machines, one.landed.load.vcpus, one.landed.load.memory_gib) == (7, 28, 112.0)
    assert one.room.running.memory_gib == 400.0  # as stated: more than the two stand-bys of fault tolerance ask
    assert len(arriving(assessed(), one)) == 3
    assert one.verdict == "fits"


def test_memory_left_is_all_less_reserve_infrastructure_and_what_runs():
    one = landing()
    kept = resiliency_reserve_gib(8, 512.0, 64.0) + 242 + 4 * 8
    assert one.memory_gib.kept_back == pytest.approx(kept)
    assert one.memory_gib.left == pytest.approx(8 * 512 - kept - 400.0)
    assert one.memory_gib.short == 0.0


def test_a_machine_that_lands_and_is_larger_than_all_others_raises_the_reserve():
    small, large = landing(machine(1, memory_gib=64.0)), landing(machine(1, memory_gib=256.0))
    assert small.reserve_gib is not None
    assert large.reserve_gib is not None
    assert large.reserve_gib - small.reserve_gib == pytest.approx((256 - 64) * 6)


def test_restored_disks_need_storage_and_replicas_have_it_already():
    one = landing(edit("assumptions", "growth_percent_per_year", base=0.0))
    assert one.landed.restored_gib == 3 * 639.0
    assert one.storage_gib.running == pytest.approx(2 * 639 * 1.5 + 4 * 639)


def test_a_scale_set_lands_with_the_members_that_are_to_be_recovered():
    members: dict[str, Any] = {"availability": "scale_set", "instances": 6}
    assert landing(machine(1, **members)).landed.load.machines == 7 + 6
    assert landing(machine(1, **members, instances_recovered=2)).landed.load.machines == 7 + 2
    assert landing(machine(1, **members, instances_recovered=0)).landed.load.machines == 7


def test_a_machine_that_is_off_comes_along_and_asks_no_processor():
    one = landing(edit("machines", "portal-1", power="off"))
    assert (one.landed.load.machines, one.landed.powered_off) == (6, 1)


def test_what_nobody_protects_does_not_land():
    assert landing(machine(1, protected="undecided")).landed == landing().landed


def test_after_the_loss_of_a_building_members_land_at_the_first_site_that_is_left():
    third = add(
        "sites", "third", operator="csp", datacenter="D", nodes=4, node_memory_gib=512.0, node_cores=32,
        used_memory_gib=0.0, used_vcpus=0, storage_usable_gib=90_000.0, used_storage_gib=0.0,
    )  # fmt: skip
    same_building = edit(*_SOUTH, datacenter="a")
    way = edit("applications", "portal", recovery_sites=("south", "third"))
    found = assessed(third, same_building, way).landings
    assert found["third/building:A"].landed.load.machines == 2
    assert found["third/building:A"].lost == ("north", "south")
    assert "south/building:A" not in found
    assert "third/site:north" not in found
    assert found[NORTH_LOST].landed.load.machines == 7


def test_a_building_that_takes_no_more_than_one_of_its_sites_is_not_said_twice():
    with_depot = edit("sites", "depot", datacenter="A")
    assert list(assessed(with_depot).landings) == list(assessed().landings)


def test_what_is_not_stated_leaves_the_verdict_open_unless_it_is_short_anyway():
    blank = edit(*_SOUTH, used_memory_gib=None)
    assert landing(blank).verdict == "not_known"
    assert landing(blank).missing == ("used_memory_gib",)
    assert landing(blank, machine(1, memory_gib=4_000.0)).verdict == "short"
    assert landing(edit(*_SOUTH, node_cores=None)).vcpus.left is None


def test_a_machine_without_a_size_leaves_the_verdict_open():
    one = landing(edit("machines", "portal-1", vcpus=None))
    assert (one.verdict, one.landed.load.unsized) == ("not_known", 1)


def test_the_plans_own_machines_count_where_less_is_stated():
    one = landing(edit(*_SOUTH, used_memory_gib=0.0, used_vcpus=0, largest_vm_memory_gib=None))
    assert (one.room.running.memory_gib, one.room.running.vcpus) == (32.0, 8)
    assert one.verdict == "fits"  # nothing else runs there, so the largest machine is known


def test_site_recovery_needs_services_on_the_stamp_that_receives():
    one = landing(edit("applications", "portal", replication_product="site_recovery"))
    assert (one.vcpus.kept_back, one.room.services_memory_gib, one.storage_gib.kept_back) == (24, 84, 900)
    assert landing().vcpus.kept_back == 0


def test_the_lowest_tier_is_left_out_first_and_the_rest_fits():
    short = edit(*_SOUTH, used_vcpus=1_008)
    assessment = assessed(short)
    found = shed_list(assessment, assessment.landings[NORTH_LOST])
    assert [one.application for one in found.left_out] == ["billing"]
    assert found.enough
    more = assessed(edit(*_SOUTH, used_vcpus=1_016))
    found = shed_list(more, more.landings[NORTH_LOST])
    tiers = [one.tier for one in found.left_out]
    assert tiers == ["silver", "gold"]


def test_where_nothing_more_fits_everything_that_asks_for_it_is_left_out():
    assessment = assessed(edit(*_SOUTH, used_memory_gib=4_000.0))
    found = shed_list(assessment, assessment.landings[NORTH_LOST])
    assert {one.application for one in found.left_out} == {"billing", "portal", "trading"}
    assert found.enough


ESTATES = st.lists(
    st.tuples(
        st.sampled_from(("billing", "portal", "trading", "grid")),
        st.integers(1, 64),
        st.floats(1, 512).map(lambda value: round(value, 1)),
        st.sampled_from(("on", "off")),
    ),
    max_size=8,
)


def _with(machines: list[tuple[str, int, float, Any]]) -> list[Any]:
    return [
        machine(number, application, vcpus=vcpus, memory_gib=memory, power=power)
        for number, (application, vcpus, memory, power) in enumerate(machines)
    ]


@settings(max_examples=30, deadline=None)
@given(ESTATES, st.tuples(st.sampled_from(("billing", "portal")), st.integers(1, 900), st.floats(1, 3_000)))
def test_one_more_machine_never_makes_a_short_landing_fit(machines: Any, more: Any):
    before = landing(*_with(machines))
    after = landing(*_with([*machines, (*more, "on")]))
    for name, fit in before.fits:
        assert (getattr(after, name).short or 0.0) >= (fit.short or 0.0) - 1e-9


@settings(max_examples=30, deadline=None)
@given(ESTATES, st.integers(1, 8), st.integers(0, 1_024))
def test_leaving_out_the_list_makes_the_rest_fit_and_nothing_on_it_could_stay(machines: Any, nodes: int, used: int):
    assessment = assessed(*_with(machines), edit(*_SOUTH, nodes=nodes, used_vcpus=used))
    one = assessment.landings[NORTH_LOST]
    found = shed_list(assessment, one)
    assert found.enough == (found.rest.verdict != "short")
    if one.verdict != "short":
        assert found.left_out == ()
    gone = {shed.application for shed in found.left_out}
    assert found.enough or gone == {each.application for each in arriving(assessment, one)}
    ranks = {key: tier.rank or 0 for key, tier in assessment.plan.tiers.items()}
    kept = [each for each in arriving(assessment, one) if each.application not in gone]
    assert fsum(each.landed.load.memory_gib for each in kept) == pytest.approx(found.rest.landed.load.memory_gib)
    assert all(shed.tier in ranks for shed in found.left_out)


@settings(max_examples=20, deadline=None)
@given(ESTATES)
def test_what_the_applications_bring_sums_to_what_lands(machines: Any):
    assessment = assessed(*_with(machines))
    one = assessment.landings[NORTH_LOST]
    brought = [each.landed for each in arriving(assessment, one)]
    assert sum(each.load.vcpus for each in brought) == one.landed.load.vcpus
    assert sum(each.load.machines for each in brought) == one.landed.load.machines
    assert fsum(each.load.memory_gib for each in brought) == pytest.approx(one.landed.load.memory_gib)
    assert fsum(each.restored_gib for each in brought) == pytest.approx(one.landed.restored_gib)


def test_an_unused_site_changes_no_landing():
    alone = Site(id="alone", name="Alone", operator="csp", nodes=4, datacenter="Z")
    plan: Plan = quiet_plan()
    assert assess(plan.put("sites", alone), catalog()).landings == assess(plan, catalog()).landings


def test_each_resource_is_named_once():
    assert tuple(name for name, _ in landing().fits) == RESOURCES


@given(st.floats(0, 1e6), st.lists(st.floats(0, 1e5), max_size=20))
def test_all_start_when_nothing_is_short(capacity: float, needs: list[float]):
    started = started_in_order(capacity, needs)
    assert started <= len(needs)
    if fsum(needs) <= capacity * (1 - 1e-9):
        assert (started, short_of(capacity, needs)) == (len(needs), 0.0)


def test_a_machine_that_no_longer_fits_is_passed_over():
    assert started_in_order(10, [8, 4, 2]) == 2
