"""Which applications a disaster hits, and what can be done for each of them."""

from __future__ import annotations

from typing import Final, NamedTuple

from dr_desktop.assessment.application_figures import ApplicationWork
from dr_desktop.assessment.recovery_case import Job, Piece
from dr_desktop.assessment.recovery_copies import Loss
from dr_desktop.assessment.recovery_loss import Taken
from dr_desktop.assessment.recovery_records import Means, Outcome
from dr_desktop.assessment.recovery_room import Shortage
from dr_desktop.assessment.recovery_ways import NoRecourse, Recourse, recourses
from dr_desktop.assessment.replica_lag import Lines
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.ways_back import Member, Way, way_of, ways_of
from dr_desktop.plan.application import Application

_STANDING_BY: Final = ("high_availability", "fault_tolerance")


class Given(NamedTuple):
    """A way, what is done for it, and its pieces."""

    way: Way
    recourse: Recourse
    pieces: tuple[Piece, ...]


class Prepared(NamedTuple):
    """One application before the run. `jobs` None: it has nothing to do, for `reason` or because nothing hit it."""

    application: Application
    outcome: Outcome
    means: Means
    words: str
    reason: str
    loss: Loss
    loss_words: str
    rank: float
    waits_for: tuple[str, ...] = ()
    chosen: tuple[Recourse, ...] = ()
    job: Job | None = None
    shortage: Shortage | None = None

    @property
    def loss_is_total(self) -> bool:
        """Whether no usable copy is left at the moment in question, rather than its age not being known."""
        return self.loss.minutes is None and self.loss.at is not None


class Candidate(NamedTuple):
    """An application that was hit, with everything that can be done for each of its ways."""

    application: Application
    rank: float
    ways: tuple[tuple[Way, list[Recourse]], ...]
    anew: tuple[Member, ...]
    left_behind: int


def not_hit(
    application: Application, work: ApplicationWork, rank: float, taken: Taken, around: Surroundings
) -> Prepared:
    exposed = _exposed(application, work, taken, around)
    words = "Not hit." if not exposed else f"Goes on, but {' and '.join(exposed)}."
    return Prepared(application, "goes_on", "none", words, "", Loss(0.0, None), "Nothing is lost.", rank)


def _exposed(application: Application, work: ApplicationWork, taken: Taken, around: Surroundings) -> list[str]:
    """What no longer protects an application that goes on."""
    protection, found = work.protection, []
    for site in [one for one in protection.recovery_sites if one in around.sites]:
        link = around.links_between.get((application.source_site or "", site))
        if site in taken.sites:
            found.append(f"{named(around.sites[site])}, where it would recover, is lost")
        elif link is not None and protection.scheme in ("replication", *_STANDING_BY):
            outage = taken.link_out(link.id)
            if outage is not None and (outage.until is None or outage.until > 0.0):
                found.append(f"its replica at {named(around.sites[site])} stands still until the link is back")
    target = around.targets.get(protection.backup_target or "")
    if target is not None and target.id in taken.targets:
        found.append(f"its backups at {named(target)} are lost")
    return found


def candidate_of(
    application: Application, work: ApplicationWork, rank: float, taken: Taken, lines: Lines, around: Surroundings
) -> Candidate | Prepared:
    """What can be done for an application that was hit, or why nothing can. `lines`: what all replicate."""

    def gone(outcome: Outcome, reason: str) -> Prepared:
        words = {"lost": "Lost.", "stays_down": "Stays down.", "not_known": "Not known."}[outcome]
        return Prepared(application, outcome, "none", words, reason, Loss(None, None), reason, rank)

    members: list[Member] = [
        *zip(work.machine_entities, work.machines, strict=True),
        *zip(work.store_entities, work.data_stores, strict=True),
    ]
    ways = ways_of(members)
    anew = tuple([one for one in members if one[1].coverage == "member"])
    if not ways:
        if work.protection.scheme == "no_recovery":
            return gone("lost", "No recovery by decision: the application and its data are gone.")
        if not members and work.protection.scheme not in _STANDING_BY:
            return gone("not_known", "It has no machines or data stores yet.")
        if not anew and members:
            return gone("lost", "None of its machines and data stores is marked as protected.")
        ways = (way_of(work.protection, ()),)
    tried = []
    for way in ways:
        found = recourses(application, way, taken, lines, around)
        if isinstance(found, NoRecourse):
            return gone("lost" if found.total else "stays_down", found.reason)
        tried.append((way, found))
    behind = len([one for one in members if one[1].coverage in ("unprotected", "undecided")])
    return Candidate(application, rank, tuple(tried), anew, behind)
