"""What one application uses of Azure: counts of metered units, and the months in which they step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from math import fsum
from typing import Final, NamedTuple

from dr_desktop.assessment.azure_sizes import smallest_azure_size
from dr_desktop.assessment.machine_sizes import size_named
from dr_desktop.assessment.months import growth_at, horizon
from dr_desktop.assessment.pools import REPLICATING
from dr_desktop.assessment.price_keys import (
    REPLICATED_TO_AZURE,
    REPLICATED_TO_CUSTOMER_SITE,
    GuestLicence,
    machine_key,
)
from dr_desktop.assessment.prices import protected_instances, smallest_disk
from dr_desktop.assessment.results import MachineResult
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupTarget
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.inherit import Protection
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.site import Site

DISK_FAMILY: Final = "standard_ssd"
MONTHS_A_YEAR: Final = 12


class MeterKey(NamedTuple):
    """A line of the bill: component, catalog key of the price, and the region whose price counts."""

    component: str
    price_key: str
    region: str


class AzureUsage(NamedTuple):
    """Units of one application, alike in every month but for `steps`.

    `units`: meter -> machines, disks or running machines (counts, so that sums are exact). `steps`: (month, meter) ->
    units that come or go as data grows. `stored`: backup target -> used GiB of this application there.
    `protected_machines` counts protected members. `drill_egress_gib` a month and `failback_egress_gib` per failback
    leave Azure. `unsized` names machines that fit no size or disk of the catalog.
    """

    units: dict[MeterKey, int]
    steps: dict[tuple[int, MeterKey], int]
    stored: dict[str, float]
    protected_machines: int
    drill_egress_gib: float
    failback_egress_gib: float
    unsized: tuple[str, ...]


NOTHING: Final = AzureUsage({}, {}, {}, 0, 0.0, 0.0, ())


def azure_usage(
    application: Application,
    growth_percent_per_year: float,
    members: Sequence[tuple[Machine | DataStore, MachineResult]],
    around: Surroundings,
) -> AzureUsage:
    """What the protected members of an application use of Azure from the plan's start month on."""
    units: dict[MeterKey, int] = {}
    steps: dict[tuple[int, MeterKey], int] = {}
    stored: dict[str, list[float]] = {}
    drill_egress: list[float] = []
    failback_egress: list[float] = []
    unsized: list[str] = []
    machines = 0
    way: _Way | None = None
    for member, result in members:
        if result.coverage != "protected":
            continue
        machines += result.instances
        protection, used = result.protection, result.used_gib
        if way is None or way.protection is not protection:
            way = _way(application, protection, around)
        if way.target is not None and used is not None:
            stored.setdefault(way.target.id, []).append(used)
            if way.instance_region is not None:
                _protected_instance(units, steps, used, growth_percent_per_year, way.instance_region, around)
            elif way.drills_leave_azure:
                drill_egress.append(used)
        if way.fee is not None:
            _count(units, way.fee, result.instances)
        if way.azure is not None:
            if not _replica_in_azure(units, member, result, way.azure, around):
                unsized.append(member.id)
            if way.fails_back:
                failback_egress.append(used or 0.0)
    if not machines:
        return NOTHING
    return AzureUsage(
        units,
        steps,
        {key: fsum(sizes) for key, sizes in stored.items()},
        machines,
        fsum(drill_egress) * _drills_a_year(application, around) / MONTHS_A_YEAR,
        fsum(failback_egress),
        tuple(unsized),
    )


class _Way(NamedTuple):
    """What the members of one protection have in common: where they are stored, replicated to, and billed."""

    protection: Protection
    target: BackupTarget | None
    instance_region: str | None
    drills_leave_azure: bool
    fee: MeterKey | None
    azure: Site | None
    fails_back: bool


def _way(application: Application, protection: Protection, around: Surroundings) -> _Way:
    target = around.targets.get(protection.backup_target or "") if protection.backup_policy else None
    recovery = _first_site(protection.recovery_sites, around)
    source = around.sites.get(application.source_site or "")
    by_instance = target is not None and target.product in ("mabs", "mars_agent")
    outside_azure = recovery is not None and recovery.kind != "azure_region"
    azure = recovery if protection.scheme in REPLICATING and not outside_azure else None
    fee = None
    if protection.scheme == "replication" and protection.replication_product == "site_recovery" and recovery:
        key = REPLICATED_TO_CUSTOMER_SITE if outside_azure else REPLICATED_TO_AZURE
        fee = MeterKey("replication_fee", key, _region(recovery, around))
    return _Way(
        protection,
        target,
        target_region(target, around) if target is not None and by_instance else None,
        target is not None and outside_azure and _in_azure(target, around),
        fee,
        azure,
        source is not None and source.kind != "azure_region",
    )


def _drills_a_year(application: Application, around: Surroundings) -> float:
    tier = around.tiers.get(application.tier or "")
    if tier is None or tier.drills_per_year is None:
        return around.assumed.drills_per_year
    return tier.drills_per_year


def _first_site(sites: Sequence[str], around: Surroundings) -> Site | None:
    return next((around.sites[one] for one in sites if one in around.sites), None)


def _region(site: Site | None, around: Surroundings) -> str:
    return (site.azure_region if site is not None else "") or around.header.region


def target_region(target: BackupTarget, around: Surroundings) -> str:
    """The region whose prices a backup target pays: its site's, else the plan's."""
    return _region(around.sites.get(target.site or ""), around)


def _in_azure(target: BackupTarget, around: Surroundings) -> bool:
    site = around.sites.get(target.site or "")
    return target.placement == "azure" or (site is not None and site.kind == "azure_region")


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
    factors = _growth_factors(growth, around.header.start_month, round(around.assumed.horizon_months))
    now = protected_instances(catalog, used_gib)
    _count(units, _instance_key(now.key, region), int(now.units))
    if protected_instances(catalog, used_gib * factors[-1]) == now:
        return
    for month, factor in enumerate(factors):
        grown = protected_instances(catalog, used_gib * factor)
        if grown != now:
            for one, sign in ((now, -1), (grown, 1)):
                at = (month, _instance_key(one.key, region))
                steps[at] = steps.get(at, 0) + sign * int(one.units)
            now = grown


@lru_cache(maxsize=256)
def _instance_key(price_key: str, region: str) -> MeterKey:
    return MeterKey("protected_instances", price_key, region)


@lru_cache(maxsize=256)
def _growth_factors(growth: float, start: date, months: int) -> tuple[float, ...]:
    return tuple(growth_at(growth, start, first) for first, _ in pairwise(horizon(start, months)))


def _replica_in_azure(
    units: dict[MeterKey, int], member: Machine | DataStore, result: MachineResult, site: Site, around: Surroundings
) -> bool:
    """Counts disks and, where a stand-by runs, its compute. False when a disk or machine fits nothing sold."""
    if isinstance(member, DataStore):
        return True
    region = _region(site, around)
    fits = True
    if result.protection.scheme == "replication" or member.standby != "none":
        sizes = [disk.size_gib for disk in member.disks if not disk.excluded] or [result.used_gib or 0.0]
        for size in sizes:
            disk = smallest_disk(around.catalog, DISK_FAMILY, size)
            if disk is None:
                fits = False
            else:
                _count(units, MeterKey("replica_disks", disk.key, region), result.instances)
    if member.standby == "running":
        key = _compute_key(member, region, around)
        if key is None:
            return False
        _count(units, MeterKey("standby_compute", key, region), member.instances_recovered or result.instances)
    return fits


def _compute_key(machine: Machine, region: str, around: Surroundings) -> str | None:
    licence: GuestLicence = "windows" if machine.os == "windows" and not machine.hybrid_benefit else "linux"
    if machine.azure_size:
        named = size_named(around.catalog.machine_sizes, machine.azure_size)
        return machine_key(named.name, licence) if named is not None else None
    data_disks = max(0, len(machine.disks) - 1)
    size = smallest_azure_size(
        around.catalog, machine.vcpus or 1, machine.memory_gib or 1.0, data_disks, region, licence
    )
    return machine_key(size.name, licence) if size is not None else None


def _count(units: dict[MeterKey, int], key: MeterKey, number: int) -> None:
    units[key] = units.get(key, 0) + number
