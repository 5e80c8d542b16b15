"""Rules about landing: whether the stamps can take what is to recover there, and what is not stated of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from dr_desktop.assessment.landing import LandingPools
from dr_desktop.assessment.landing_records import Fit, Landing, Load, Resource
from dr_desktop.assessment.landing_shares import sum_of_loads
from dr_desktop.assessment.results import Finding
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.shown import show_quantity, show_tib
from dr_desktop.plan.site import Site

_COMPUTE: Final = "Azure Stack Hub, capacity planning, compute (2019-06-13)"

LANDING_SHORT: Final = Rule(
    "landing-short", "error", "A stamp has too little processor, memory or storage for what recovers on it.", _COMPUTE
)
STAMP_MACHINES: Final = Rule(
    "stamp-machines", "error", "More machines run on a stamp after a failover than it may run.", _COMPUTE
)
LANDING_NOT_KNOWN: Final = Rule(
    "landing-not-known",
    "warning",
    "Whether a stamp can take what recovers on it is not known, since something of it is not stated.",
    _COMPUTE,
)
MACHINES_UNSIZED: Final = Rule(
    "landing-machines-unsized",
    "warning",
    "Machines that recover on a stamp do not state vCPU or memory.",
    _COMPUTE,
)
RUNNING_BELOW_PLAN: Final = Rule(
    "used-below-plan",
    "warning",
    "A stamp states less in use than the plan's own machines there ask for.",
    "DR Desktop: consistency",
)

LANDING_RULES: Final = (LANDING_SHORT, STAMP_MACHINES, LANDING_NOT_KNOWN, MACHINES_UNSIZED, RUNNING_BELOW_PLAN)

_FIELD: Final[dict[Resource, str]] = {
    "vcpus": "node_cores",
    "memory_gib": "node_memory_gib",
    "machines": "nodes",
    "storage_gib": "storage_usable_gib",
}
FIELD_WORDS: Final[dict[str, str]] = {
    "nodes": "nodes",
    "node_memory_gib": "memory a node",
    "node_cores": "cores a node",
    "used_memory_gib": "memory used",
    "used_vcpus": "vCPU used",
    "largest_vm_memory_gib": "largest machine",
    "storage_usable_gib": "usable storage",
    "used_storage_gib": "storage used",
}


def landing_findings(landings: Mapping[str, Landing], pools: LandingPools, around: Surroundings) -> tuple[Finding, ...]:
    """What is objected to at the stamps that something recovers on, once for each stamp and rule."""
    by_stamp: dict[str, list[Landing]] = {}
    for one in landings.values():
        by_stamp.setdefault(one.stamp, []).append(one)
    found: list[Finding] = []
    for key, own in by_stamp.items():
        site = around.sites[key]
        found += _short(site, own, around)
        found += _too_many(site, own, around)
        found += _not_known(site, own, around)
        found += _unsized(site, own)
    for key, site in around.sites.items():
        if site.kind == "azure_stack":
            found += _running(site, _own_load(key, pools))
    return tuple(found)


def loss_words(landing: Landing, sites: Mapping[str, Site]) -> str:
    """What is lost, in words: "North", or "the building Quay 1 (North and Provider A)"."""
    names = [named(sites[one]) for one in landing.lost if one in sites]
    if landing.loss_kind == "site":
        return names[0] if names else landing.loss
    return f"the building {landing.loss} ({_and(names)})"


def amount_words(resource: Resource, amount: float) -> str:
    """An amount of a resource, in words with its unit."""
    if resource == "vcpus":
        return show_quantity(amount, "vCPU")
    if resource == "machines":
        return f"{amount:,.0f} machines" if amount != 1 else "1 machine"
    return f"{show_quantity(amount, 'GiB')} of memory" if resource == "memory_gib" else f"{show_tib(amount)} of storage"


def _short(site: Site, own: Sequence[Landing], around: Surroundings) -> Iterator[Finding]:
    short = [(one, found) for one in own if (found := [(key, fit) for key, fit in one.fits if _lacks(key, fit)])]
    if not short:
        return
    worst, lacking = max(short, key=lambda pair: max([_share(fit) for _, fit in pair[1]]))
    resource = max(lacking, key=lambda pair: _share(pair[1]))[0]
    lacks = _and([amount_words(key, fit.short or 0.0) for key, fit in lacking])
    also = [loss_words(one, around.sites) for one, _ in short if one is not worst]
    more = f" It is short too after the loss of {_and(also)}." if also else ""
    count = worst.landed.load.machines
    yield LANDING_SHORT.found(
        "sites",
        site.id,
        _FIELD[resource],
        f"After the loss of {loss_words(worst, around.sites)}, {named(site)} is short of {lacks} for "
        f"{count:,} {'machine' if count == 1 else 'machines'} that recover there.{more}",
        "See in Capacity, Landing, what to leave out; recover some applications elsewhere, or add nodes.",
    )


def _too_many(site: Site, own: Sequence[Landing], around: Surroundings) -> Iterator[Finding]:
    worst = max(own, key=lambda one: one.machines.short or 0.0)
    fit = worst.machines
    if not fit.short or fit.total is None:
        return
    limits = around.catalog.limits
    yield STAMP_MACHINES.found(
        "sites",
        site.id,
        "nodes",
        f"After the loss of {loss_words(worst, around.sites)}, {fit.running + fit.needed:,.0f} machines run on "
        f"{named(site)}, which may run {fit.total:,.0f}: {limits.value('stamp.machines_per_node'):.0f} a node, "
        f"{limits.value('stamp.machines_per_stamp'):.0f} in all.",
        "Recover some applications elsewhere.",
    )


def _not_known(site: Site, own: Sequence[Landing], around: Surroundings) -> Iterator[Finding]:
    open_ones = [one for one in own if one.verdict == "not_known" and one.missing]
    if not open_ones:
        return
    missing = list(dict.fromkeys(field for one in open_ones for field in one.missing))
    losses = _and([loss_words(one, around.sites) for one in open_ones])
    yield LANDING_NOT_KNOWN.found(
        "sites",
        site.id,
        missing[0],
        f"Whether {named(site)} can take what recovers there after the loss of {losses} is not known: it does not "
        f"state {_and([FIELD_WORDS[field] for field in missing])}.",
        "Ask the operator for them; of an empty stamp, what is used is 0.",
    )


def _unsized(site: Site, own: Sequence[Landing]) -> Iterator[Finding]:
    count = max([one.landed.load.unsized for one in own if one.verdict == "not_known"], default=0)
    if count:
        yield MACHINES_UNSIZED.found(
            "sites",
            site.id,
            "node_memory_gib",
            f"{count:,} of the machines that recover on {named(site)} state no vCPU or no memory, so what they need "
            "there is not known.",
            "Type or import vCPU and memory of the machines.",
        )


def _running(site: Site, own: Load) -> Iterator[Finding]:
    memory, vcpus = site.used_memory_gib, site.used_vcpus
    if memory is not None and own.memory_gib > memory * (1 + 1e-9):
        yield RUNNING_BELOW_PLAN.found(
            "sites",
            site.id,
            "used_memory_gib",
            f"{named(site)} states {show_quantity(memory, 'GiB')} of memory in use; the plan's own machines and "
            f"stand-bys there ask {show_quantity(own.memory_gib, 'GiB')}, which is counted.",
            "Correct what is used, or where the machines run.",
        )
    elif vcpus is not None and own.vcpus > vcpus:
        yield RUNNING_BELOW_PLAN.found(
            "sites",
            site.id,
            "used_vcpus",
            f"{named(site)} states {vcpus:,} vCPU in use; the plan's own machines and stand-bys there ask "
            f"{own.vcpus:,}, which is counted.",
            "Correct what is used, or where the machines run.",
        )


def _own_load(stamp: str, pools: LandingPools) -> Load:
    standing = [share.stands_by for key, share in pools.routes.items() if stamp in key.recovery_sites]
    return sum_of_loads([pools.homes.get(stamp, Load()), *standing])


def _lacks(resource: Resource, fit: Fit) -> bool:
    return resource != "machines" and bool(fit.short)


def _share(fit: Fit) -> float:
    return (fit.short or 0.0) / fit.total if fit.total else float("inf")


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
