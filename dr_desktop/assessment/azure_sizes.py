"""Which Azure size a recovered machine runs in, when the plan names none."""

from functools import lru_cache

from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.machine_sizes import MachineSize
from dr_desktop.assessment.price_book import ListPrice, region_code
from dr_desktop.assessment.price_keys import GuestLicence, machine_key


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
