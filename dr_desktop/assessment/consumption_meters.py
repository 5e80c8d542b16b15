"""What an application uses of Azure, in units: machines, disks and GiB by meter; what each unit is multiplied by."""

from __future__ import annotations

from typing import Final, NamedTuple

from dr_desktop.assessment.price_book import HOURS_PER_MONTH
from dr_desktop.assessment.surroundings import Surroundings

MONTHS_A_YEAR: Final = 12
HOURS_A_DAY: Final = 24
_MIB_PER_GIB: Final = 1024


class MeterKey(NamedTuple):
    """A line of the bill that counts machines or disks: component, catalog key of the price, region of the price.

    `times_a_year` is how often a year the units run, for drills. `free_days` is how many days from the start of the
    plan are free of charge, for the fee of replication.
    """

    component: str
    price_key: str
    region: str
    times_a_year: float = 0.0
    free_days: int = 0


class FlowKey(NamedTuple):
    """A line of the bill that counts GiB which grow with the data: component, price (or volume ladder), region."""

    component: str
    price_key: str
    region: str
    growth_percent_per_year: float


class Unsized(NamedTuple):
    """A machine of which something fits nothing that is sold: its id, the field at fault, and what in words.

    `counted`: it is counted all the same, in a size that the plan states and that is too small for it.
    """

    machine: str
    field: str
    what: str
    counted: bool = False


class AzureUsage(NamedTuple):
    """Units of one application, alike in every month but for `steps` and the growth of `flows`.

    `units`: meter -> machines, disks or running machines (counts, so that sums are exact). `steps`: (month, meter) ->
    units that come or go as data grows. `flows`: GiB at the start of the plan: kept all month (snapshots), leaving
    Azure in the mean month of a year (drills), or leaving it each time (restore, failback). `stored`: backup target ->
    used GiB of this application there. `protected_machines` counts protected members.
    """

    units: dict[MeterKey, int]
    steps: dict[tuple[int, MeterKey], int]
    flows: dict[FlowKey, float]
    stored: dict[str, float]
    protected_machines: int
    unsized: tuple[Unsized, ...]


NOTHING: Final = AzureUsage({}, {}, {}, {}, 0, ())


def times_of_price(key: MeterKey, around: Surroundings) -> float:
    """What the price of one unit is multiplied by for a month; for failover, for one failover.

    Running machines pay 730 hours a month. Drills pay the mean of a year: `drill_days` x drills a year / 12; failovers
    pay `failover_days_per_year`. Disks of a few days pay these days of a month of 730 hours. The cache of replication
    pays its GiB a disk.
    """
    assumed, component = around.assumed, key.component
    if component == "standby_compute" or key.price_key.startswith(HOURLY_GATEWAY):
        return HOURS_PER_MONTH
    drill_hours = assumed.drill_days * HOURS_A_DAY * key.times_a_year / MONTHS_A_YEAR
    failover_hours = assumed.failover_days_per_year * HOURS_A_DAY
    if component == "drill_compute":
        return drill_hours
    if component == "drill_disks":
        return drill_hours / HOURS_PER_MONTH
    if component == "failover_compute":
        return failover_hours
    if component == "failover_disks":
        return failover_hours / HOURS_PER_MONTH
    if component == "replication_cache":
        return cache_gib_per_disk(around)
    return 1.0


HOURLY_GATEWAY: Final = "expressroute.scale_unit"
"""The gateway of an ExpressRoute circuit, whose price is for an hour."""


def cache_gib_per_disk(around: Surroundings) -> float:
    """GiB that the cache account of replication holds for a disk in normal running [1].

    [1] Site Recovery on Azure Stack Hub, capacity planning: up to 500 MiB a disk; the only figure published, so it
    stands in for replication to Azure too. In trouble it holds up to a day of churn.
    """
    return around.catalog.limits.value("site_recovery.between_stamps.cache_mib_per_disk_high") / _MIB_PER_GIB


def share_of_month_paid(free_days: int, first_day: int, days: int) -> float:
    """The share of a month that is paid: `first_day` counts from the start of the plan, `free_days` are free."""
    return min(max((first_day + days - free_days) / days, 0.0), 1.0) if days else 0.0
