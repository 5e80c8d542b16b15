"""Machine sizes, and the Azure size that a recovered machine gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.azure_sizes import smallest_azure_size
from dr_desktop.assessment.machine_sizes import MachineSize, size_named
from dr_desktop.assessment.price_keys import machine_key
from dr_desktop.assessment.prices import Price, price
from dr_desktop.files.catalogs import load_catalog

CATALOG = load_catalog()


def hourly(size: MachineSize) -> float:
    found = price(CATALOG, machine_key(size.name, "linux"), "westeurope")
    assert isinstance(found, Price)
    return found.amount


def test_a_size_of_azure_stack_has_its_published_figures() -> None:
    size = CATALOG.machine_sizes["Standard_DS4_v2"]
    assert (size.vcpus, size.memory_gib, size.data_disks, size.data_disks_iops) == (8, 28, 32, 73600)
    assert size.premium_disks
    assert size.on_azure_stack
    assert (size.basis, size.source.as_of) == ("published", "2022-03-10")


@pytest.mark.parametrize(
    ("name", "vcpus", "memory_gib"),
    [("Standard_D4s_v5", 4, 16), ("Standard_D32s_v5", 32, 128), ("Standard_E8s_v5", 8, 64), ("Standard_D2s_v3", 2, 8)],
)
def test_a_size_known_by_its_family_alone_says_so(name: str, vcpus: int, memory_gib: float) -> None:
    size = CATALOG.machine_sizes[name]
    assert (size.vcpus, size.memory_gib, size.basis) == (vcpus, memory_gib, "family ratio")
    assert not size.on_azure_stack


def test_a_size_whose_memory_is_not_known_is_left_out() -> None:
    assert "Standard_B1ms" not in CATALOG.machine_sizes


@pytest.mark.parametrize("text", ["Standard_D4s_v5", "D4s v5", " d4s_v5 ", "standard d4s v5"])
def test_a_size_is_recognised_as_people_write_it(text: str) -> None:
    found = size_named(CATALOG.machine_sizes, text)
    assert found is not None
    assert found.name == "Standard_D4s_v5"


def test_a_size_nobody_knows_is_none() -> None:
    assert size_named(CATALOG.machine_sizes, "D5s v9") is None


@pytest.mark.parametrize(
    ("vcpus", "memory_gib", "data_disks", "name"),
    [
        (4, 16, 2, "Standard_D4s_v5"),
        (8, 16, 2, "Standard_F8s_v2"),
        (2, 16, 2, "Standard_E2s_v5"),
        (2, 4, 9, "Standard_F4s"),
        (1, 1, 0, "Standard_DS1_v2"),
    ],
)
def test_a_machine_gets_the_cheapest_size_that_holds_it(
    vcpus: int, memory_gib: float, data_disks: int, name: str
) -> None:
    size = smallest_azure_size(CATALOG, vcpus, memory_gib, data_disks, "westeurope")
    assert size is not None
    assert size.name == name


def test_a_burstable_size_is_taken_only_when_asked_for() -> None:
    steady = smallest_azure_size(CATALOG, 2, 4, 0, "westeurope")
    burstable = smallest_azure_size(CATALOG, 2, 4, 0, "westeurope", burstable=True)
    assert steady is not None
    assert burstable is not None
    assert (steady.name, burstable.name) == ("Standard_F2s_v2", "Standard_B2s")


def test_a_size_with_standard_disks_only_is_taken_only_when_that_will_do() -> None:
    size = smallest_azure_size(CATALOG, 1, 1, 1, "westeurope", premium_disks=False)
    assert size is not None
    assert size.name == "Standard_A1_v2"


def test_a_machine_larger_than_every_size_gets_none() -> None:
    assert smallest_azure_size(CATALOG, 65, 16, 0, "westeurope") is None
    assert smallest_azure_size(CATALOG, 2, 5000, 0, "westeurope") is None


def test_a_region_offers_only_what_it_has_a_price_for() -> None:
    there = smallest_azure_size(CATALOG, 1, 3, 0, "westeurope")
    here = smallest_azure_size(CATALOG, 1, 3, 0, "belgiumcentral")
    assert there is not None
    assert here is not None
    assert (there.name, here.name) == ("Standard_DS1_v2", "Standard_F2s_v2")


def test_a_region_without_prices_takes_the_sizes_of_the_reference_region() -> None:
    assert smallest_azure_size(CATALOG, 4, 16, 2, "japaneast") == smallest_azure_size(CATALOG, 4, 16, 2, "West Europe")


@given(st.integers(1, 64), st.floats(0.5, 128), st.integers(0, 32), st.integers(0, 8), st.floats(0, 32))
def test_a_larger_need_never_gets_a_cheaper_size(
    vcpus: int, memory_gib: float, disks: int, more_vcpus: int, more_gib: float
) -> None:
    less = smallest_azure_size(CATALOG, vcpus, memory_gib, disks, "westeurope")
    more = smallest_azure_size(CATALOG, vcpus + more_vcpus, memory_gib + more_gib, disks, "westeurope")
    if more is None:
        return
    assert less is not None
    assert less.holds(vcpus, memory_gib, disks)
    assert hourly(less) <= hourly(more)
