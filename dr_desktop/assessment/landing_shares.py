"""L1 of landing: what an application asks of its own stamp, and of the stamps that it may recover on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum
from typing import Final

from dr_desktop.assessment.landing_records import NO_SHARES, LandingShares, Load, RouteKey, RouteShare
from dr_desktop.assessment.results import MachineResult
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.application import Application
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.inherit import Protection
from dr_desktop.plan.machine import Machine

_RECOVERING: Final = ("backup_restore", "replication", "high_availability", "fault_tolerance")
_COMING: Final = ("protected", "member")

Placed = tuple[Machine, MachineResult, int]


def landing_shares(
    application: Application,
    growth_percent_per_year: float,
    machines: Sequence[tuple[Machine, MachineResult]],
    stores: Sequence[tuple[DataStore, MachineResult]],
    around: Surroundings,
) -> LandingShares:
    """What an application puts into landings; members that nothing protects stay behind, by their own decision.

    A scale set is made anew with `instances_recovered` members (all where that is blank). A machine that is off comes
    along with its disks and stays off. Fault tolerance, and any stand-by that is `running`, runs at the recovery sites
    already; all else is started when it is needed there.
    """
    source = application.source_site
    site = around.sites.get(source or "")
    if source is None or site is None:
        return NO_SHARES
    home = None
    if site.kind == "azure_stack":
        home = load_of([(one, result, result.instances) for one, result in machines if one.power != "off"])
    grouped: dict[int, tuple[Protection, list[tuple[Machine, MachineResult]], list[MachineResult]]] = {}
    for machine, result in machines:
        if comes_along(result):
            protection = result.protection
            found = grouped.get(id(protection))
            if found is None:
                found = grouped[id(protection)] = (protection, [], [])
            found[1].append((machine, result))
    for _, result in stores:
        if result.coverage == "protected":
            protection = result.protection
            grouped.setdefault(id(protection), (protection, [], []))[2].append(result)
    routes: dict[RouteKey, list[RouteShare]] = {}
    for protection, own, data in grouped.values():
        if protection.scheme in _RECOVERING and _reaches_a_stamp(protection, around):
            key = RouteKey(source, protection.recovery_sites, growth_percent_per_year)
            routes.setdefault(key, []).append(_route(protection, own, data))
    return LandingShares(source, home, tuple([(key, route_of(found)) for key, found in routes.items()]))


def comes_along(result: MachineResult) -> bool:
    """Whether a machine is there after a recovery: it is protected, or made anew as the member of a scale set."""
    return result.coverage in _COMING


def load_of(machines: Iterable[Placed]) -> Load:
    """The load of machines, each so many times."""
    vcpus = count = unsized = 0
    largest = 0.0
    memory: list[float] = []
    for machine, result, many in machines:
        if not many:
            continue
        vcpus += result.vcpus * many
        count += many
        memory.append(result.memory_gib * many)
        if result.memory_gib > largest:
            largest = result.memory_gib
        if machine.vcpus is None or machine.memory_gib is None:
            unsized += many
    return Load(vcpus, fsum(memory), count, largest, unsized)


def sum_of_loads(loads: Sequence[Load]) -> Load:
    """The load of all together, exact in any order."""
    return Load(
        sum([one.vcpus for one in loads]),
        fsum([one.memory_gib for one in loads]),
        sum([one.machines for one in loads]),
        max([one.largest_gib for one in loads], default=0.0),
        sum([one.unsized for one in loads]),
    )


def route_of(shares: Sequence[RouteShare]) -> RouteShare:
    """All shares of one route together, exact in any order."""
    if len(shares) == 1:
        return shares[0]
    return RouteShare(
        sum_of_loads([one.starts for one in shares]),
        sum_of_loads([one.stands_by for one in shares]),
        fsum([one.restored_gib for one in shares]),
        sum([one.powered_off for one in shares]),
        any(one.site_recovery for one in shares),
    )


def recovered_instances(machine: Machine, result: MachineResult) -> int:
    """How many machines there are after a recovery: of a scale set those stated, else all of today's; 1 otherwise."""
    if machine.availability != "scale_set" or machine.instances_recovered is None:
        return result.instances
    return machine.instances_recovered


def _reaches_a_stamp(protection: Protection, around: Surroundings) -> bool:
    sites = around.sites
    return any(one in sites and sites[one].kind == "azure_stack" for one in protection.recovery_sites)


def _route(
    protection: Protection, machines: Sequence[tuple[Machine, MachineResult]], data: Sequence[MachineResult]
) -> RouteShare:
    starts: list[Placed] = []
    stands_by: list[Placed] = []
    restored: list[float] = []
    off = 0
    always = protection.scheme == "fault_tolerance"
    from_backup = protection.scheme == "backup_restore"
    for machine, result in machines:
        many = recovered_instances(machine, result)
        if from_backup or result.coverage == "member":  # scale sets are made anew, whatever the scheme
            size = result.used_gib if result.provisioned_gib is None else result.provisioned_gib
            restored.append((size or 0.0) * many)
        if machine.power == "off":
            off += many
        elif always or machine.standby == "running":
            stands_by.append((machine, result, many))
        else:
            starts.append((machine, result, many))
    if from_backup:
        restored += [one.used_gib or 0.0 for one in data]
    by_site_recovery = protection.scheme == "replication" and protection.replication_product == "site_recovery"
    return RouteShare(load_of(starts), load_of(stands_by), fsum(restored), off, by_site_recovery)
