from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.limits import Limits
from dr_desktop.assessment.replication_limits import GB_PER_GIB, appliances_needed, disk_for_churn, servers_needed
from dr_desktop.files.catalogs import load_catalog


@lru_cache
def limits() -> Limits:
    return load_catalog().limits


@pytest.mark.parametrize(
    ("machines", "gb_a_day", "vcpus", "more", "process"),
    [
        (50, 400, 8, 0, None),
        (99, 501, 12, 0, None),
        (120, 400, 12, 0, None),
        (200, 2000, 16, 0, None),
        (280, 1000, 16, 1, 4),
        (340, 1000, 16, 1, 8),
        (300, 2800, 16, 1, 8),
        (150, 5000, 16, 2, 12),
        (700, 1000, 16, 3, 12),
    ],
)
def test_servers_follow_from_machines_or_churn_whichever_is_more(
    machines: int, gb_a_day: float, vcpus: int, more: int, process: int | None
):
    need = servers_needed(machines, gb_a_day / GB_PER_GIB * 0.9999999, limits())
    assert (need.configuration.vcpus, need.more) == (vcpus, more)
    assert (need.process.vcpus if need.process else None) == process


@given(st.integers(0, 5_000), st.floats(0, 50_000))
def test_the_servers_take_all_machines_and_all_churn(machines: int, gib: float):
    need = servers_needed(machines, gib, limits())
    assert need.configuration.machines is not None
    assert need.configuration.gb_per_day is not None
    more_machines = (need.process.machines or 0) * need.more if need.process else 0
    more_gb = (need.process.gb_per_day or 0.0) * need.more if need.process else 0.0
    assert machines <= need.configuration.machines + more_machines
    assert gib * GB_PER_GIB <= (need.configuration.gb_per_day + more_gb) * (1 + 1e-9)


def test_an_appliance_takes_what_it_was_tested_with():
    assert appliances_needed(120, 31, 28.0, limits()) == (1, "", 1)
    assert appliances_needed(121, 63, 1.0, limits()) == (2, "machines", 2)
    assert appliances_needed(10, 10, 57.0, limits()) == (3, "churn", 1)
    assert appliances_needed(10, 63, 1.0, limits()).reprotect_turns == 3


@pytest.mark.parametrize(
    ("mb_s", "io_kib", "target"),
    [
        (2, 8, "standard"),
        (4, 8, "premium_p20_up"),
        (6, 8, None),
        (4, 16, "premium_p10_p15"),
        (20, 16, "premium_p20_up"),
    ],
)
def test_the_least_disk_that_follows_the_churn_is_named(mb_s: float, io_kib: float, target: str | None):
    found = disk_for_churn(mb_s, limits(), io_kib)
    assert (found.target if found else None) == target
