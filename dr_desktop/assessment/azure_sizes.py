"""Which Azure size and disks a recovered machine runs on: the size that the plan names, else the cheapest that fits."""

from functools import lru_cache
from typing import Final, NamedTuple

from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.machine_sizes import MachineSize, size_named
from dr_desktop.assessment.price_book import ListPrice, region_code
from dr_desktop.assessment.price_keys import DiskFamily, GuestLicence, machine_key
from dr_desktop.assessment.prices import smallest_disk
from dr_desktop.plan.machine import Machine

DISK_FAMILY: Final[DiskFamily] = "standard_ssd"
"""Family of replica, drill and failover disks; prices of one's own overrule it."""


class ChosenSize(NamedTuple):
    """The Azure size of a machine (None: none fits), its licence, and how it was chosen, in words.

    `too_small`: the plan states a size that does not hold the machine.
    """

    name: str | None
    licence: GuestLicence
    words: str
    too_small: bool = False


def chosen_size(catalog: Catalog, machine: Machine, region: str) -> ChosenSize:
    """The size a machine runs in at an Azure region: `azure_size` where the plan names one, else the cheapest.

    With hybrid benefit, and for guests that are not Windows, only compute is paid. vCPU or memory that is not stated
    is left out of the choice, and the words say so.
    """
    licence: GuestLicence = "windows" if machine.os == "windows" and not machine.hybrid_benefit else "linux"
    data_disks = max(0, len(machine.disks) - 1)
    if machine.azure_size:
        return _named(catalog, machine.azure_size, machine.vcpus, machine.memory_gib, data_disks, licence)
    return _cheapest(catalog, machine.vcpus, machine.memory_gib, data_disks, region, licence)


@lru_cache(maxsize=1024)
def _named(
    catalog: Catalog, text: str, vcpus: int | None, memory_gib: float | None, data_disks: int, licence: GuestLicence
) -> ChosenSize:
    named = size_named(catalog.machine_sizes, text)
    if named is None:
        return ChosenSize(None, licence, f"The catalog has no size {text}")
    if not named.holds(vcpus or 0, memory_gib or 0.0, data_disks):
        return ChosenSize(
            named.name, licence, f"stated in the plan, smaller than {_needs(vcpus, memory_gib, data_disks)}", True
        )
    return ChosenSize(named.name, licence, "stated in the plan")


# Many machines of a plan are alike, and each is asked for in every assessment.
@lru_cache(maxsize=8192)
def _cheapest(
    catalog: Catalog, vcpus: int | None, memory_gib: float | None, data_disks: int, region: str, licence: GuestLicence
) -> ChosenSize:
    size = smallest_azure_size(catalog, vcpus or 1, memory_gib or 1.0, data_disks, region, licence)
    if size is None:
        return ChosenSize(None, licence, f"No size in the catalog has {_needs(vcpus, memory_gib, data_disks)}")
    unknown = [name for name, value in (("vCPU", vcpus), ("memory", memory_gib)) if value is None]
    said = f"cheapest with {_needs(vcpus, memory_gib, data_disks)}"
    return ChosenSize(size.name, licence, f"{said}; {' and '.join(unknown)} not stated" if unknown else said)


def _needs(vcpus: int | None, memory_gib: float | None, data_disks: int) -> str:
    parts = [f"{vcpus:,} vCPU"] if vcpus is not None else []
    parts += [f"{memory_gib:,.15g} GiB"] if memory_gib is not None else []
    return ", ".join([*parts, f"{data_disks} data disk{'' if data_disks == 1 else 's'}"])


@lru_cache(maxsize=8192)
def disk_price_key(catalog: Catalog, gib: float) -> str | None:
    """The price key of the smallest disk that holds `gib` GiB; None when it is larger than the largest."""
    disk = smallest_disk(catalog, DISK_FAMILY, gib)
    return None if disk is None else disk.key


def smallest_azure_size(
    catalog: Catalog,
    vcpus: int,
    memory_gib: float,
    data_disks: int,
    region: str,
    licence: GuestLicence = "linux",
    *,
    premium_disks: bool = True,
    burstable: bool = False,
) -> MachineSize | None:
    """The size of the lowest list price an hour that holds a machine, or None when none does.

    Of equal price, the one with fewer vCPU, then less memory, wins. Only sizes with a price in the region count;
    in a region without any, the sizes of the first reference region that has some. `premium_disks` leaves out
    sizes that cannot attach Premium SSD; `burstable` lets in sizes that run on credits, which a production
    machine would use up on the day of a disaster.
    """
    candidates = _by_price(catalog, region_code(region), licence, premium_disks, burstable)
    return next((size for size in candidates if size.holds(vcpus, memory_gib, data_disks)), None)


# Asked once for every machine of a plan, so the sizes of a region are put in order once.
@lru_cache(maxsize=64)
def _by_price(
    catalog: Catalog, region: str, licence: GuestLicence, premium_disks: bool, burstable: bool
) -> tuple[MachineSize, ...]:
    suitable = [
        size
        for size in catalog.machine_sizes.values()
        if (size.premium_disks or not premium_disks) and (burstable or size.family != "burstable")
    ]
    for place in (region, *map(region_code, catalog.prices.reference_regions)):
        priced = [(found.usd, size) for size in suitable if (found := _hourly(catalog, size, licence, place))]
        if priced:
            priced.sort(key=lambda one: (one[0], one[1].vcpus, one[1].memory_gib, one[1].name))
            return tuple(size for _, size in priced)
    return ()


def _hourly(catalog: Catalog, size: MachineSize, licence: GuestLicence, place: str) -> ListPrice | None:
    return catalog.prices.prices.get((machine_key(size.name, licence), place))
