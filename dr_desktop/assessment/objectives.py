"""Objectives: what the design reaches on paper, and what of the wish it meets."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import Final, NamedTuple

from dr_desktop.assessment.limits import SchemeBand
from dr_desktop.assessment.recovery_point import Sent, recovery_point
from dr_desktop.assessment.recovery_time import Missing, Parts, rebuilt_parts, recovery_parts
from dr_desktop.assessment.results import Claim, DesignedRecovery, DrillRecord, Met, Topology
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.ways_back import Member, Way, recovery_site, way_of, ways_of
from dr_desktop.plan.application import Application
from dr_desktop.plan.choices import Scheme
from dr_desktop.plan.inherit import Objectives, Protection

#: Less than this share of the objective left counts as little margin.
LITTLE_MARGIN: Final = 0.2
_STANDING_BY: Final = ("high_availability", "fault_tolerance")


class Judgement(NamedTuple):
    """Whether the objectives are met: on paper (rto, rpo) and in drills; and how far the claim has come."""

    rto_met: Met
    rpo_met: Met
    drill_met: Met
    claim: Claim


def designed_recovery(
    application: Application, protection: Protection, members: Sequence[Member], sent: Sent, around: Surroundings
) -> DesignedRecovery:
    """Designed recovery time (alone, without contention) and point of an application, in minutes.

    `sent`: what the application sends over each link.

    Members that override the protection come back their own way; the slowest way is the recovery time, the way that
    loses most the recovery point. Only members that are protected count; members of scale sets are made anew. Where
    a figure is missing both the time and what is missing are said: None, and why in `rto_basis` or `rpo_basis`.
    Agents restore into machines made anew: Protect virtual machines, 2020-02-18.
    """
    if protection.scheme == "no_recovery":
        lost = "No recovery by decision: the application and its data are gone."
        return DesignedRecovery(None, (), None, lost, True, lost)
    ways = ways_of(members)
    if not ways:
        if protection.scheme not in _STANDING_BY:
            said = _nothing_protected(protection, members)
            return DesignedRecovery(None, (), None, said, False, said)
        ways = (way_of(protection, ()),)
    rto_minutes, parts, rto_basis = _time(application, ways, members, around)
    rpo_minutes, rpo_basis = _point(application, ways, sent, around)
    return DesignedRecovery(rto_minutes, parts, rpo_minutes, rpo_basis, False, rto_basis)


def judged(
    application: Application,
    objectives: Objectives,
    topology: Topology,
    designed: DesignedRecovery,
    record: DrillRecord,
) -> Judgement:
    """What of the objectives is met, and the claim: wished, designed, drilled, proven; each step needs the one before.

    *Wished*: RTO and RPO stated and agreed by somebody. *Designed*: both met on paper, by a topology that is
    supported and outlives the loss of the cloud. *Drilled*: MTTR within RTO. *Proven*: a success that has not expired,
    and the latest drill did not fail.
    """
    rto_met = met(designed.rto_minutes, objectives.rto_minutes, designed.unrecoverable)
    rpo_met = met(designed.rpo_minutes, objectives.rpo_minutes, designed.unrecoverable)
    drill_met = met(record.mttr_minutes, objectives.rto_minutes)
    claim: Claim = "none"
    if objectives.rto_minutes is not None and objectives.rpo_minutes is not None and application.agreed_by:
        claim = "wished"
        sound = topology.covers_cloud_loss and topology.verdict != "not_supported"
        if sound and _holds(rto_met) and _holds(rpo_met):
            claim = "designed"
            if _holds(drill_met):
                claim = "drilled" if record.expired or record.latest_failed else "proven"
    return Judgement(rto_met, rpo_met, drill_met, claim)


def met(minutes: float | None, objective_minutes: float | None, unrecoverable: bool = False) -> Met:
    """How minutes stand to an objective in minutes. Total loss misses any objective that is stated."""
    if objective_minutes is None:
        return "not_known"
    if unrecoverable:
        return "missed"
    if minutes is None:
        return "not_known"
    if minutes > objective_minutes:
        return "missed"
    if objective_minutes and minutes > objective_minutes * (1 - LITTLE_MARGIN):
        return "little_margin"
    return "met"


def scheme_band(objectives: Objectives, scheme: Scheme | None, around: Surroundings) -> SchemeBand | None:
    """The band of recovery times that the guidance expects of a scheme, if the RTO asked lies below it; else None."""
    rto = objectives.rto_minutes
    band = around.catalog.limits.scheme_bands.get(scheme) if scheme is not None else None
    if rto is None or band is None or band.from_minutes is None:
        return None
    # A band of seconds begins at 0 and yet knows a downtime; one without any ends there.
    reached = rto > 0 or band.to_minutes == 0 if band.from_minutes == 0 else rto >= band.from_minutes
    return None if reached else band


def _holds(state: Met) -> bool:
    return state in ("met", "little_margin")


def _nothing_protected(protection: Protection, members: Sequence[Member]) -> str:
    if protection.scheme is None:
        return "No scheme is stated."
    if not members:
        return "It has no machines or data stores yet."
    if all(result.coverage == "member" for _, result in members):
        return "It has scale sets only, which are made anew: no machine or data store of it brings data back."
    return "Not one of its machines and data stores is marked as protected."


def _time(
    application: Application, ways: tuple[Way, ...], members: Sequence[Member], around: Surroundings
) -> tuple[float | None, Parts, str]:
    slowest, slowest_parts = -1.0, ()  # type: tuple[float, Parts]
    several = len(ways) > 1
    for way in ways:
        parts = recovery_parts(application, way, around)
        if isinstance(parts, Missing):
            return None, (), parts.sentence
        minutes = fsum([part.minutes for part in parts])
        if minutes > slowest:
            slowest, slowest_parts = minutes, parts
    made_anew = [one for one in members if one[1].coverage == "member" and one[1].protection.scheme not in _STANDING_BY]
    site = recovery_site(application, made_anew[0][1].protection, around) if made_anew else None
    if site is not None:
        parts = rebuilt_parts(application, made_anew, site, around)
        minutes = fsum([part.minutes for part in parts])
        several = True
        if minutes > slowest:
            slowest, slowest_parts = minutes, parts
    said = "Alone, without contention" + ("; the slowest of several ways back." if several else ".")
    return slowest, slowest_parts, said


def _point(
    application: Application, ways: tuple[Way, ...], sent: Sent, around: Surroundings
) -> tuple[float | None, str]:
    worst, basis = -1.0, ""
    for way in ways:
        point = recovery_point(application, way, sent, around)
        if point.minutes is None:
            return None, point.basis
        if point.minutes > worst:
            worst, basis = point.minutes, point.basis
    return worst, basis
