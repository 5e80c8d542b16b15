"""Azure Backup Server: pool, disks, servers, vaults; and the storage of stamps and second copies beside it."""

from __future__ import annotations

from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.mabs import mabs_pool
from dr_desktop.assessment.stamp_storage import stamp_storage, usable_storage_gib
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.site import Site
from tests.assessment.quiet_estate import add, both, edit, quiet_plan

LIMITS = load_catalog().limits


def test_the_pool_is_half_as_much_again_as_what_is_protected():
    pool = mabs_pool(2_700.0, 12, LIMITS)
    assert pool.pool_gib == 4_050.0
    assert (pool.disks, pool.data_disks, pool.servers, pool.vaults) == (4, 4, 1, 1)


@pytest.mark.parametrize(("protects", "disks"), [(2_728.0, 4), (5_456.0, 8), (10_912.0, 16), (43_648.0, 64)])
def test_the_smallest_size_whose_disks_hold_the_pool_is_taken(protects: float, disks: int):
    assert mabs_pool(protects, 1, LIMITS).data_disks == disks
    assert mabs_pool(protects + 1, 1, LIMITS).disks == disks + 1


def test_above_the_largest_size_several_servers_share_the_disks():
    pool = mabs_pool(60_000.0, 10, LIMITS)
    assert pool.servers == 2
    assert pool.data_disks == 64
    assert mabs_pool(44_000.0, 10, LIMITS).data_disks == 64


@given(st.floats(0, 1e7), st.integers(0, 10_000))
def test_servers_and_vaults_hold_what_is_protected(protected: float, machines: int):
    pool = mabs_pool(protected, machines, LIMITS)
    assert pool.servers * pool.data_disks >= pool.disks == ceil(pool.pool_gib / 1_023)
    assert pool.vaults * 50 >= pool.servers
    assert pool.vaults * 2_000 >= machines
    assert all(one.servers * one.data_disks >= pool.disks for one in pool.sizes)


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_more_protected_data_never_needs_fewer_disks(one: float, more: float):
    assert mabs_pool(one, 1, LIMITS).disks <= mabs_pool(one + more, 1, LIMITS).disks


def test_a_stamps_drives_give_a_third_less_what_the_infrastructure_and_temporary_disks_take():
    mirrored = 4 * 9 * 7_000.0 / 3
    assert usable_storage_gib(4, 10, 7_000.0, 256.0, LIMITS) == pytest.approx(mirrored - 3_584 - 4 * 256 * 0.65 * 8)
    assert usable_storage_gib(4, 10, 7_000.0, 1_024.0, LIMITS) == pytest.approx(mirrored * 0.9 - 3_584)
    assert usable_storage_gib(4, 1, 7_000.0, 256.0, LIMITS) == 0.0


def test_a_stated_size_comes_before_the_drives_and_a_derived_one_says_how():
    site = Site(id="s", nodes=4, drives_per_node=10, drive_gib=7_000.0)
    found = stamp_storage(site, LIMITS)
    assert found.gib == pytest.approx(84_000.0 * 0.9 - 3_584)
    assert found.formula.startswith("4 nodes × (10 − 1) drives × 7,000 GiB / 3")
    stated = site.changed(storage_usable_gib=50_000.0)
    assert isinstance(stated, Site)
    assert stamp_storage(stated, LIMITS) == (50_000.0, "")
    assert stamp_storage(Site(id="s", nodes=4), LIMITS).gib is None


def test_a_copy_of_a_copy_takes_room_and_a_circle_ends():
    cloud = add("backup_targets", "cloud", site="azure", placement="azure", redundancy="lrs")
    third = add("backup_targets", "third", site="azure", placement="azure", redundancy="lrs")
    copies = both(
        cloud,
        third,
        add("backup_copies", "a", from_target="vault", to_target="cloud", every_hours=24.0),
        add("backup_copies", "b", from_target="cloud", to_target="third", every_hours=24.0),
    )
    chain = assess(copies(quiet_plan()), load_catalog())
    assert chain.targets["third"].months[0].copies == pytest.approx(chain.targets["cloud"].months[0].copies)
    back = add("backup_copies", "c", from_target="third", to_target="vault", every_hours=24.0)
    circle = assess(back(copies(quiet_plan())), load_catalog())
    assert circle.targets["vault"].months == chain.targets["vault"].months
    assert [one.entity for one in circle.findings if one.rule == "copy-circle"] == ["a"]


def test_headroom_is_a_part_of_its_own_and_takes_its_share_of_all_points():
    plain = assess(quiet_plan(), load_catalog())
    more = assess(edit("assumptions", "headroom_percent", base=30.0)(quiet_plan()), load_catalog())
    for before, after in zip(plain.targets["vault"].months, more.targets["vault"].months, strict=True):
        assert before.headroom == 0.0
        assert after.headroom == pytest.approx(0.3 * (after.points + after.archive + after.copies))
        assert after.working >= before.working
    assert more.stamps["south"].months[0].headroom == pytest.approx(0.3 * more.stamps["south"].months[0].points)


def test_so_many_more_average_machines_fit_below_the_ceiling_and_no_more():
    one = assess(quiet_plan(), load_catalog()).targets["vault"]
    assert one.room_machines is not None
    assert one.ceiling_gib is not None
    assert one.worst is not None
    each = max(step.total for step in one.months) / one.machines
    assert one.worst.total + one.room_machines * each <= one.ceiling_gib
    assert one.worst.total + (one.room_machines + 1) * each > one.ceiling_gib
    blank = assess(edit("backup_targets", "vault", capacity_gib=None)(quiet_plan()), load_catalog())
    assert blank.targets["vault"].room_machines is None
