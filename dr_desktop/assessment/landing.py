"""Landing: whether a stamp can take what recovers there after the loss of a site or of a building.

Members land at the first of their recovery sites that is still there. Memory is never overcommitted, and a stamp keeps
some of it free so that its own machines survive the failure of a node; a machine that lands and is larger than all
others raises that reserve.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import fsum
from typing import Final, NamedTuple

from dr_desktop.assessment.landing_records import (
    Fit,
    Landed,
    Landing,
    LandingShares,
    LandingVerdict,
    Load,
    LossKind,
    RouteKey,
    RouteShare,
    StampRoom,
)
from dr_desktop.assessment.landing_shares import route_of, sum_of_loads
from dr_desktop.assessment.months import growth_at
from dr_desktop.assessment.results import StoreResult
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.site import Site

_NO_LOAD: Final = Load()

Routes = dict[RouteKey, RouteShare]
Homes = dict[str, Load]


class LandingPools(NamedTuple):
    """Sums over all applications: what comes along each route, and what the plan's machines ask of each stamp."""

    routes: Routes
    homes: Homes


class Loss(NamedTuple):
    """A disaster that takes sites: one, or all in a building."""

    kind: LossKind
    name: str
    lost: tuple[str, ...]


def resiliency_reserve_gib(nodes: int, node_memory_gib: float, largest_gib: float, share: float = 0.15) -> float:
    """Memory that a stamp keeps free, GiB: H + share × (N − 1) × H + V × (N − 2).

    H: memory of a node; V: memory of the largest machine. (1) Azure Stack Hub, capacity planning, compute, 2019-06-13.
    """
    rest = share * max(0, nodes - 1) * node_memory_gib
    return node_memory_gib + rest + largest_gib * max(0, nodes - 2)


def started_in_order(capacity: float, needs: Sequence[float]) -> int:
    """How many of `needs` start in their order; one that no longer fits is passed over. All in one unit."""
    left, started = capacity, 0
    for need in needs:
        if need <= left:
            left -= need
            started += 1
    return started


def short_of(capacity: float, needs: Iterable[float]) -> float:
    """By how much `capacity` is too small for all of `needs`, 0 when it is not; in their unit."""
    return max(0.0, fsum(needs) - capacity)


def landing_pools(shares: Collection[LandingShares]) -> LandingPools:
    """The sums of all applications' shares, in the order of their keys."""
    routes: dict[RouteKey, list[RouteShare]] = {}
    homes: dict[str, list[Load]] = {}
    for own in shares:
        for key, share in own.routes:
            routes.setdefault(key, []).append(share)
        if own.home is not None:
            homes.setdefault(own.source, []).append(own.home)
    return LandingPools(
        {key: route_of(routes[key]) for key in sorted(routes)},
        {key: sum_of_loads(homes[key]) for key in sorted(homes)},
    )


def landing_pools_again(
    pools: LandingPools, touched: Collection[LandingShares], shares: Collection[LandingShares]
) -> LandingPools:
    """`pools` with what the shares in `touched` go into summed anew: equal to `landing_pools(shares)`."""
    sources = {own.source for own in touched}
    if not sources:
        return pools
    concerned = [own for own in shares if own.source in sources]
    part = landing_pools(concerned)
    routes = {**{key: share for key, share in pools.routes.items() if key.source not in sources}, **part.routes}
    homes = {**{key: load for key, load in pools.homes.items() if key not in sources}, **part.homes}
    return LandingPools({key: routes[key] for key in sorted(routes)}, {key: homes[key] for key in sorted(homes)})


def losses_of(routes: Iterable[RouteKey], sites: Mapping[str, Site]) -> list[Loss]:
    """The loss of every site from which something recovers, then of every building that takes more than such a site."""
    sources = {key.source for key in routes}
    losses = [Loss("site", key, (key,)) for key in sites if key in sources]
    buildings: dict[str, list[str]] = {}
    for key, site in sites.items():
        if site.datacenter:
            buildings.setdefault(site.datacenter.casefold(), []).append(key)
    for lost in buildings.values():
        if len(lost) > 1 and not sources.isdisjoint(lost):
            losses.append(Loss("building", sites[lost[0]].datacenter, tuple(lost)))
    return losses


def landings_of(pools: LandingPools, stamps: Mapping[str, StoreResult], around: Surroundings) -> dict[str, Landing]:
    """Every stamp on which something recovers, after every loss that sends it there; by `Landing.key`.

    The loss of a building is left out where it sends no more to a stamp than the loss of one of its sites.
    """
    found: dict[str, list[tuple[Loss, list[tuple[RouteKey, RouteShare]]]]] = {}
    by_source: dict[str, list[tuple[RouteKey, RouteShare]]] = {}
    for key, share in pools.routes.items():
        by_source.setdefault(key.source, []).append((key, share))
    for loss in losses_of(pools.routes, around.sites):
        arriving: dict[str, list[tuple[RouteKey, RouteShare]]] = {}
        for source in loss.lost:
            for key, share in by_source.get(source, ()):
                site = lands_at(key.recovery_sites, loss.lost, around.sites)
                if site is not None and site.kind == "azure_stack":
                    arriving.setdefault(site.id, []).append((key, share))
        for stamp, routes in arriving.items():
            before = found.setdefault(stamp, [])
            if loss.kind == "site" or all(routes != known for _, known in before):
                before.append((loss, routes))
    landings: dict[str, Landing] = {}
    for stamp, stands in around.sites.items():
        if stamp not in found:
            continue
        room = stamp_room(stands, pools, stamps[stamp], around)
        for loss, routes in found[stamp]:
            landing = landing_of(stamp, loss, room, landed_of(routes, room))
            landings[landing.key] = landing
    return landings


def lands_at(recovery_sites: Sequence[str], lost: Collection[str], sites: Mapping[str, Site]) -> Site | None:
    """The first recovery site that is not lost; None when all are."""
    return next((sites[one] for one in recovery_sites if one in sites and one not in lost), None)


def stamp_room(site: Site, pools: LandingPools, store: StoreResult, around: Surroundings) -> StampRoom:
    """What a stamp has before anything lands on it, in the units of `StampRoom`."""
    limits = around.catalog.limits
    incoming = [(key, share) for key, share in pools.routes.items() if site.id in key.recovery_sites]
    own = sum_of_loads([pools.homes.get(site.id, _NO_LOAD), *[share.stands_by for _, share in incoming]])
    running = Load(
        max(own.vcpus, site.used_vcpus or 0),
        max(own.memory_gib, site.used_memory_gib or 0.0),
        max(own.machines, site.used_machines or 0),
        max(own.largest_gib, site.largest_vm_memory_gib or 0.0),
        own.unsized,
    )
    received = any(share.site_recovery and around.sites[key.source].kind == "azure_stack" for key, share in incoming)

    def service(what: str) -> float:
        return limits.value(f"site_recovery.between_stamps.target_{what}") if received else 0.0

    machines = limits.value("stamp.machines_per_stamp")
    vcpus = None
    infrastructure = limits.value("stamp.infrastructure_memory_gib")
    if site.nodes is not None:
        machines = min(machines, limits.value("stamp.machines_per_node") * site.nodes)
        infrastructure += limits.value("stamp.infrastructure_memory_gib_per_node") * site.nodes
        if site.node_cores is not None:
            vcpus = site.nodes * site.node_cores * around.assumed.vcpu_per_core
    worst = store.worst
    return StampRoom(
        nodes=site.nodes,
        node_memory_gib=site.node_memory_gib,
        vcpus=vcpus,
        machines=machines,
        storage_gib=store.ceiling_gib,
        infrastructure_gib=infrastructure,
        reserve_share=limits.value("stamp.reserve_share"),
        running=running,
        services_vcpus=service("vcpus"),
        services_memory_gib=service("memory_gib"),
        services_storage_gib=service("storage_gib"),
        storage_taken_gib=worst.total if worst else 0.0,
        storage_day=worst.worst_day if worst else around.header.start_month,
        start=around.header.start_month,
        missing=_missing(site, own, store),
    )


def landed_of(routes: Sequence[tuple[RouteKey, RouteShare]], room: StampRoom) -> Landed:
    """All that comes along these routes; restored disks grow to the stamp's worst day."""
    return Landed(
        sum_of_loads([share.starts for _, share in routes]),
        fsum(
            [
                share.restored_gib * growth_at(key.growth_percent_per_year, room.start, room.storage_day)
                for key, share in routes
                if share.restored_gib
            ]
        ),
        sum([share.powered_off for _, share in routes]),
    )


def landing_of(stamp: str, loss: Loss, room: StampRoom, landed: Landed) -> Landing:
    """Whether what lands fits into a stamp's room, resource by resource."""
    load, running = landed.load, room.running
    missing = set(room.missing)
    sized = not load.unsized  # what runs there already is stated, or named in `missing`
    vcpus = _fit(
        room.vcpus,
        room.services_vcpus,
        running.vcpus,
        load.vcpus,
        load.machines,
        sized and "used_vcpus" not in missing,
    )
    total = reserve = None
    if room.nodes is not None and room.node_memory_gib is not None:
        total = room.nodes * room.node_memory_gib
        largest = max(running.largest_gib, load.largest_gib)
        reserve = resiliency_reserve_gib(room.nodes, room.node_memory_gib, largest, room.reserve_share)
    memory = _fit(
        total,
        fsum((reserve or 0.0, room.infrastructure_gib, room.services_memory_gib)),
        running.memory_gib,
        load.memory_gib,
        load.machines,
        sized and missing.isdisjoint(("used_memory_gib", "largest_vm_memory_gib")),
    )
    machines = _fit(room.machines, 0.0, running.machines, load.machines, load.machines, True)
    storage = _fit(
        room.storage_gib,
        room.services_storage_gib,
        room.storage_taken_gib,
        landed.restored_gib,
        landed.restored_gib,
        "used_storage_gib" not in missing,
    )
    fits = (vcpus, memory, machines, storage)
    verdict: LandingVerdict = "fits"
    if any(one.short for one in fits):
        verdict = "short"
    elif any(one.short is None for one in fits):
        verdict = "not_known"
    found = tuple([one for one in room.missing if _asked(one, landed)])
    return Landing(stamp, loss.kind, loss.name, loss.lost, room, landed, reserve, *fits, verdict, found)


def _fit(total: float | None, kept_back: float, running: float, needed: float, asked: float, all_known: bool) -> Fit:
    """`asked` 0: nothing wants the resource, and it is not short of it whatever is known."""
    left = None if total is None else total - kept_back - running
    if not asked:
        return Fit(total, kept_back, running, needed, left, 0.0)
    short = None if left is None else max(0.0, needed - left)
    return Fit(total, kept_back, running, needed, left, short if short or all_known else None)


def _missing(site: Site, own: Load, store: StoreResult) -> tuple[str, ...]:
    """Fields of the site that must be stated before anything can be said to fit.

    The largest machine is known without being stated when nothing else runs there than the plan's own machines.
    """
    found = [
        field
        for field in ("nodes", "node_memory_gib", "node_cores", "used_memory_gib", "used_vcpus")
        if getattr(site, field) is None
    ]
    if site.largest_vm_memory_gib is None and (own.unsized or (site.used_memory_gib or 0.0) > own.memory_gib):
        found.append("largest_vm_memory_gib")
    if store.capacity_gib is None:
        found.append("storage_usable_gib")
    if site.used_storage_gib is None:
        found.append("used_storage_gib")
    return tuple(found)


def _asked(field: str, landed: Landed) -> bool:
    return bool(landed.restored_gib if "storage" in field else landed.load.machines)
