"""Shedding: which applications to leave out so that the rest fits on a stamp after a loss."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from dr_desktop.assessment.landing import Loss, landed_of, landing_of, lands_at
from dr_desktop.assessment.landing_records import Landed, Landing, RouteKey, RouteShare
from dr_desktop.assessment.results import Assessment

_Routes = tuple[tuple[RouteKey, RouteShare], ...]


class Shed(NamedTuple):
    """One application to leave out: its tier's id ("" = none) and what that frees."""

    application: str
    tier: str
    landed: Landed


class ShedList(NamedTuple):
    """What to leave out, the lowest tier first; `rest` is the landing without it, `enough` whether that fits.

    It is not enough where the stamp is too small before anything lands on it.
    """

    left_out: tuple[Shed, ...]
    rest: Landing
    enough: bool


class _Arriving(NamedTuple):
    application: str
    tier: str
    rank: float
    routes: _Routes
    landed: Landed


def shed_list(assessment: Assessment, landing: Landing) -> ShedList:
    """The applications to leave out so that the rest of a landing fits, as far as is known.

    The lowest tier goes first (none stated is the lowest of all); within a tier the one that gives most of what is
    short. Whatever then turns out not to be needed comes back, the highest tier first: nothing on the list could stay.
    """
    staying = sorted(arriving(assessment, landing), key=lambda one: one.rank)
    left_out: list[_Arriving] = []
    rest = landing
    while rest.verdict == "short" and staying:
        lowest = staying[-1].rank
        candidates = [one for one in staying if one.rank == lowest]
        next_out = max(candidates, key=partial(_relief, rest))
        staying = [one for one in staying if one is not next_out]
        left_out.append(next_out)
        rest = _with(landing, staying)
    for one in sorted(left_out, key=lambda shed: (shed.rank, -_weight(shed, landing))):
        again = _with(landing, [*staying, one])
        if again.verdict != "short":
            staying, rest = [*staying, one], again
            left_out = [other for other in left_out if other is not one]
    lowest_first = sorted(left_out, key=lambda shed: -shed.rank)
    found = tuple([Shed(one.application, one.tier, one.landed) for one in lowest_first])
    return ShedList(found, rest, rest.verdict != "short")


def arriving(assessment: Assessment, landing: Landing) -> list[_Arriving]:
    """The applications that a landing brings, in the plan's order, with what each brings."""
    tiers = assessment.plan.tiers
    found = []
    for key, result in assessment.applications.items():
        routes = tuple(
            [
                (route, share)
                for route, share in result.landing.routes
                if route.source in landing.lost and _lands_here(route, landing, assessment)
            ]
        )
        landed = landed_of(routes, landing.room)
        if routes and (landed.load.machines or landed.restored_gib):
            application = assessment.plan.applications[key]
            tier = tiers.get(application.tier or "")
            rank = float("inf") if tier is None or tier.rank is None else float(tier.rank)
            found.append(_Arriving(key, tier.id if tier else "", rank, routes, landed))
    return found


def _lands_here(route: RouteKey, landing: Landing, assessment: Assessment) -> bool:
    site = lands_at(route.recovery_sites, landing.lost, assessment.plan.sites)
    return site is not None and site.id == landing.stamp


def _with(landing: Landing, staying: Sequence[_Arriving]) -> Landing:
    loss = Loss(landing.loss_kind, landing.loss, landing.lost)
    routes = [pair for one in staying for pair in one.routes]
    return landing_of(landing.stamp, loss, landing.room, landed_of(routes, landing.room))


def _relief(landing: Landing, one: _Arriving) -> float:
    """How much of what is short an application would free: shares of 1 for each resource, summed."""
    load = one.landed.load
    frees = (load.vcpus, load.memory_gib, load.machines, one.landed.restored_gib)
    found = 0.0
    for (_, fit), freed in zip(landing.fits, frees, strict=True):
        if fit.short:
            found += min(1.0, freed / fit.short)
    return found


def _weight(one: _Arriving, landing: Landing) -> float:
    """How large an application is on a stamp, as a share of what is there to take."""
    memory, vcpus = landing.memory_gib.total or 1.0, landing.vcpus.total or 1.0
    return one.landed.load.memory_gib / memory + one.landed.load.vcpus / vcpus
