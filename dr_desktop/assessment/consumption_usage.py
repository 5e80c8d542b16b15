"""What one application uses of Azure: counts of metered units, the months in which they step, GiB that grow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from math import fsum
from typing import Final

from dr_desktop.assessment.azure_sizes import chosen_size, disk_price_key
from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.consumption_meters import MONTHS_A_YEAR, NOTHING, AzureUsage, FlowKey, MeterKey, Unsized
from dr_desktop.assessment.consumption_ways import Way, drills_a_year, way_of
from dr_desktop.assessment.months import growth_at, horizon
from dr_desktop.assessment.price_keys import DISK_SNAPSHOT, SMALL_PROTECTED_INSTANCE, machine_key, page_blob_key
from dr_desktop.assessment.prices import MeteredUnits, protected_instances
from dr_desktop.assessment.results import MachineResult
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.application import Application
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.machine import Machine

_HOURS_A_DAY: Final = 24
_CACHE: Final = page_blob_key("lrs")


def azure_usage(
    application: Application,
    growth_percent_per_year: float,
    members: Sequence[tuple[Machine | DataStore, MachineResult]],
    around: Surroundings,
) -> AzureUsage:
    """What the members of an application use of Azure from the plan's start month on.

    Protected members are stored, replicated and brought back; members of scale sets are only brought back.
    """
    units: dict[MeterKey, int] = {}
    steps: dict[tuple[int, MeterKey], int] = {}
    stored: dict[str, list[float]] = {}
    flows: dict[FlowKey, list[float]] = {}
    unsized: list[Unsized] = []
    machines = 0
    growth, drills = growth_percent_per_year, drills_a_year(application, around)
    way: Way | None = None
    restored: list[float] = []
    drilled: list[float] = []
    returned: list[float] = []
    for member, result in members:
        if result.coverage not in ("protected", "member"):
            continue
        protection, used = result.protection, result.used_gib
        if way is None or way.protection is not protection:
            way = way_of(application, protection, around)
            if way.restore is not None:
                restored = _flow(flows, "failover_egress", way.restore, growth)
                drilled = _flow(flows, "drill_egress", way.restore, growth)
            if way.failback is not None:
                returned = _flow(flows, "failback_egress", way.failback, growth)
        if result.coverage == "protected":
            machines += result.instances
            if way.target is not None and used is not None:
                stored.setdefault(way.target.id, []).append(used)
                if way.instance_region is not None:
                    _protected_instance(units, steps, used, growth, way.instance_region, around)
                if way.restore is not None:
                    restored.append(used)
                    drilled.append(used * drills / MONTHS_A_YEAR)
            for price_key, region in way.fees:
                fee = MeterKey("replication_fee", price_key, region, 0.0, free_days(member, around))
                _count(units, fee, result.instances)
            if way.failback is not None and used is not None:
                returned.append(used)
            if way.snapshot_hours and result.churn_gib_per_day is not None:
                kept = result.churn_gib_per_day * result.instances * way.snapshot_hours / _HOURS_A_DAY
                for region in way.replicas:
                    _flow(flows, "replica_snapshots", (DISK_SNAPSHOT, region), growth).append(kept)
        if (way.replicas or way.landing) and isinstance(member, Machine):
            found = _in_azure(units, member, result, way, drills, around)
            if found is not None:
                unsized.append(found)
    if not machines and not units:
        return NOTHING
    return AzureUsage(
        units,
        steps,
        {key: fsum(sizes) for key, sizes in flows.items() if any(sizes)},
        {key: fsum(sizes) for key, sizes in stored.items()},
        machines,
        tuple(unsized),
    )


def free_days(member: Machine | DataStore, around: Surroundings) -> int:
    """Days from the start of the plan on which Site Recovery does not charge for a member.

    They run from its first copy, where the plan says when that was or will be, else from the start of the plan.
    """
    days = round(around.catalog.limits.value("site_recovery.to_azure.free_days"))
    began = member.first_copy_on if isinstance(member, Machine) else None
    return days if began is None else max(0, days + (began - around.header.start_month).days)


def _protected_instance(
    units: dict[MeterKey, int],
    steps: dict[tuple[int, MeterKey], int],
    used_gib: float,
    growth: float,
    region: str,
    around: Surroundings,
) -> None:
    """Counts a machine in its size tier, and the steps to the next tiers as it grows."""
    catalog = around.catalog
    factors, least, largest = _growth_factors(growth, around.header.start_month, round(around.assumed.horizon_months))
    now = protected_instances(catalog, used_gib)
    _count(units, _instance_key(now.key, region), int(now.units))
    above, most = _tier_of(catalog, now)
    if above < used_gib * least and used_gib * largest <= most:
        return  # most machines stay in their tier
    for month, factor in enumerate(factors):
        if above < used_gib * factor <= most:
            continue
        grown = protected_instances(catalog, used_gib * factor)
        for one, sign in ((now, -1), (grown, 1)):
            at = (month, _instance_key(one.key, region))
            steps[at] = steps.get(at, 0) + sign * int(one.units)
        now = grown
        above, most = _tier_of(catalog, now)


@lru_cache(maxsize=1024)
def _tier_of(catalog: Catalog, instances: MeteredUnits) -> tuple[float, float]:
    """Above how many GiB, and up to how many, a machine counts as so many protected instances."""
    small_gib = catalog.limits.value("backup.instance_small_gib")
    if instances.key == SMALL_PROTECTED_INSTANCE:
        return -1.0, small_gib
    step_gib = catalog.limits.value("backup.instance_step_gib")
    return max(small_gib, (instances.units - 1) * step_gib), instances.units * step_gib


@lru_cache(maxsize=256)
def _instance_key(price_key: str, region: str) -> MeterKey:
    return MeterKey("protected_instances", price_key, region)


@lru_cache(maxsize=256)
def _growth_factors(growth: float, start: date, months: int) -> tuple[tuple[float, ...], float, float]:
    """What a size has grown to at the first of each month; the smallest and the largest of them."""
    factors = tuple([growth_at(growth, start, first) for first, _ in pairwise(horizon(start, months))])
    return factors, min(factors, default=1.0), max(factors, default=1.0)


def _in_azure(
    units: dict[MeterKey, int],
    machine: Machine,
    result: MachineResult,
    way: Way,
    drills: float,
    around: Surroundings,
) -> Unsized | None:
    """Counts disks and compute of a machine in Azure, by state; what fits nothing sold is not counted and said.

    A replica's disks are kept beside those that a drill or failover makes of its recovery points. A stand-by runs on
    its own disks: a running one needs no more compute, a deallocated one only compute.
    """
    instances = machine.instances_recovered or result.instances
    disks, fits = _disks(machine, result, around)
    kept = machine.standby != "none" or (result.coverage == "protected" and result.protection.scheme == "replication")
    for region in way.replicas if kept else ():
        for key in disks:
            _count(units, _meter("replica_disks", key, region), result.instances)
        if way.snapshot_hours:
            _count(units, _meter("replication_cache", _CACHE, region), len(disks) * result.instances)
    short: Unsized | None = None
    runs = machine.standby == "running" and bool(way.replicas)
    for region in way.replicas if runs else filter(None, (way.landing,)):
        size = chosen_size(around.catalog, machine, region)
        if size.name is None:
            return Unsized(machine.id, "azure_size", size.words)
        if size.too_small:
            short = Unsized(machine.id, "azure_size", f"{size.name} is {size.words}", counted=True)
        key = machine_key(size.name, size.licence)
        if runs:
            _count(units, _meter("standby_compute", key, region), instances)
            continue
        for meter in _runs("compute", key, region, drills):
            _count(units, meter, instances)
        for disk in disks if machine.standby == "none" else ():
            for meter in _runs("disks", disk, region, drills):
                _count(units, meter, instances)
    return short if fits else Unsized(machine.id, "disks", "No disk in the catalog is as large as its largest")


def _disks(machine: Machine, result: MachineResult, around: Surroundings) -> tuple[list[str], bool]:
    """Price keys of the disks that hold a machine, one for each that is not excluded, and whether all fit."""
    sizes = [disk.size_gib for disk in machine.disks if not disk.excluded] or [result.used_gib or 0.0]
    keys = [disk_price_key(around.catalog, size) for size in sizes]
    found = [key for key in keys if key is not None]
    return found, len(found) == len(keys)


# A plan has few sizes, disks and regions, and each key is asked for by every machine.
@lru_cache(maxsize=8192)
def _runs(what: str, key: str, region: str, drills: float) -> tuple[MeterKey, ...]:
    """The meters of what runs in drills, where there are any, and in a failover."""
    failover = MeterKey(f"failover_{what}", key, region)
    return (MeterKey(f"drill_{what}", key, region, drills), failover) if drills else (failover,)


@lru_cache(maxsize=8192)
def _meter(component: str, key: str, region: str) -> MeterKey:
    return MeterKey(component, key, region)


def _flow(flows: dict[FlowKey, list[float]], component: str, priced: tuple[str, str], growth: float) -> list[float]:
    """The sizes that flow there, GiB, to which more can be added; without any it is no flow."""
    return flows.setdefault(FlowKey(component, *priced, growth), [])


def _count(units: dict[MeterKey, int], key: MeterKey, number: int) -> None:
    units[key] = units.get(key, 0) + number
