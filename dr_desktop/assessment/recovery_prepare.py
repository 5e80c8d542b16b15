"""Prepares a recovery: what was hit, how each application comes back, and what of it fits where it lands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from dr_desktop.assessment.application_figures import ApplicationWork
from dr_desktop.assessment.assess import Memory
from dr_desktop.assessment.automatic_failover import redo
from dr_desktop.assessment.months import growth_at
from dr_desktop.assessment.recovery_case import Job, Piece
from dr_desktop.assessment.recovery_copies import DAY_MINUTES, WEEK_MINUTES, Lagging, Loss, loss_at, worst_loss
from dr_desktop.assessment.recovery_loss import Taken, taken_by
from dr_desktop.assessment.recovery_pieces import MB_PER_GIB, SECONDS_A_MINUTE, Unsized, made_anew, pieces_of
from dr_desktop.assessment.recovery_records import Means, Options, Outcome
from dr_desktop.assessment.recovery_room import Room, Shortage, rooms_of, shortage_words
from dr_desktop.assessment.recovery_ways import NoRecourse, Recourse, recourses
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.sides import named
from dr_desktop.assessment.start_order import waiting_in_circles
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.ways_back import Member, Way, way_of, ways_of
from dr_desktop.plan.application import UNASSIGNED, Application
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.shown import show_minutes

NO_RANK: Final = 1_000_000.0
_STANDING_BY: Final = ("high_availability", "fault_tolerance")
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


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


class Preparation(NamedTuple):
    """Applications in the order in which they are served, and the room that is left on each stamp."""

    prepared: dict[str, Prepared]
    taken: Taken
    rooms: Mapping[str, Room]
    around: Surroundings
    notes: tuple[str, ...]


class _Candidate(NamedTuple):
    """An application that was hit, with everything that can be done for each of its ways."""

    application: Application
    rank: float
    ways: tuple[tuple[Way, list[Recourse]], ...]
    anew: tuple[Member, ...]
    left_behind: int


def memory_of(assessment: Assessment) -> Memory:
    """What an assessment was made with; raises ValueError for one that `assess` did not make."""
    if not isinstance(assessment.memory, Memory):
        raise ValueError("A recovery follows from an assessment: assess the plan first.")
    return assessment.memory


def preparation(assessment: Assessment, scenario: Scenario, options: Options) -> Iterator[float | Preparation]:
    """Yields the share of applications looked at, 0 to 1, and last of all the Preparation."""
    memory = memory_of(assessment)
    around, plan = memory.around, assessment.plan
    taken = taken_by(scenario, plan.applications.values(), plan.links.values(), around)
    prepared: dict[str, Prepared] = {}
    candidates: list[_Candidate] = []
    place = {key: number for number, key in enumerate(options.order)}
    for number, (key, work) in enumerate(memory.works.items()):
        application = plan.applications[key]
        tier = around.tiers.get(application.tier or "")
        rank = NO_RANK if tier is None or tier.rank is None else float(tier.rank)
        if options.order:
            rank = float(place.get(key, len(place)))
        if key not in taken.hit or (key == UNASSIGNED and not work.machine_entities and not work.store_entities):
            prepared[key] = _not_hit(application, work, rank, taken, around)
        else:
            candidate = _candidate(application, work, rank, taken, around)
            if isinstance(candidate, Prepared):
                prepared[key] = candidate
            else:
                candidates.append(candidate)
        if number % 16 == 15:
            yield number / len(memory.works)
    candidates.sort(key=lambda one: one.rank)
    rooms, found = _let_in(candidates, prepared, assessment, scenario, options, taken, around)
    notes = [taken.missing] if taken.missing else []
    notes += [
        f"{one.application.name or one.application.id} waits for something that waits for it: that is not waited for."
        for one in candidates
        if any(key == one.application.id for key, _ in _circles(candidates))
    ]
    ordered = {one.application.id: found[one.application.id] for one in candidates}
    yield Preparation({**ordered, **prepared}, taken, rooms, around, tuple(notes))


def _not_hit(
    application: Application, work: ApplicationWork, rank: float, taken: Taken, around: Surroundings
) -> Prepared:
    exposed = _exposed(application, work, taken, around)
    words = "Not hit." if not exposed else f"Goes on, but {' and '.join(exposed)}."
    return Prepared(application, "goes_on", "none", words, "", Loss(0.0, None), "Nothing is lost.", rank)


def _exposed(application: Application, work: ApplicationWork, taken: Taken, around: Surroundings) -> list[str]:
    """What no longer protects an application that goes on."""
    protection, found = work.protection, []
    for site in protection.recovery_sites:
        link = around.links_between.get((application.source_site or "", site))
        if site in taken.sites:
            found.append(f"{named(around.sites[site])}, where it would recover, is lost")
        elif link is not None and protection.scheme in ("replication", *_STANDING_BY):
            outage = taken.link_out(link.id)
            if outage is not None and (outage.until is None or outage.until > 0.0):
                found.append(f"its replica at {named(around.sites[site])} stands still until the link is back")
    if protection.backup_target in taken.targets:
        found.append(f"its backups at {named(around.targets[protection.backup_target or ''])} are lost")
    return found


def _candidate(
    application: Application, work: ApplicationWork, rank: float, taken: Taken, around: Surroundings
) -> _Candidate | Prepared:
    """What can be done for an application that was hit, or why nothing can."""

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
        found = recourses(application, way, taken, around)
        if isinstance(found, NoRecourse):
            return gone("lost" if found.total else "stays_down", found.reason)
        tried.append((way, found))
    behind = len([one for one in members if one[1].coverage in ("unprotected", "undecided")])
    return _Candidate(application, rank, tuple(tried), anew, behind)


def _let_in(
    candidates: Sequence[_Candidate],
    prepared: Mapping[str, Prepared],
    assessment: Assessment,
    scenario: Scenario,
    options: Options,
    taken: Taken,
    around: Surroundings,
) -> tuple[dict[str, Room], dict[str, Prepared]]:
    """Gives room by tier. What waits for something that does not come back takes no room from what does."""
    sites = sorted({one.site for each in candidates for _, tried in each.ways for one in tried if one.site})
    circles = _circles(candidates)
    down: dict[str, Prepared] = {}
    while True:
        rooms = rooms_of(assessment, sites, around)
        found: dict[str, Prepared] = {}
        for one in candidates:
            key = one.application.id
            found[key] = down.get(key) or _placed(one, rooms, circles, scenario, options, taken, around)
        fresh = _waiting_in_vain(found, prepared, circles)
        if not fresh:
            return rooms, found
        down |= fresh


def _circles(candidates: Sequence[_Candidate]) -> frozenset[tuple[str, str]]:
    """Dependencies (who, on whom) that close a circle: nobody can start first, so they are not waited for."""
    after = {one.application.id: one.application.depends_on for one in candidates}
    entangled = set(waiting_in_circles(after, after))

    def reached(key: str) -> set[str]:
        found, waiting = set(), [key]
        while waiting:
            for one in after[waiting.pop()]:
                if one in entangled and one not in found:
                    found.add(one)
                    waiting.append(one)
        return found

    reach = {key: reached(key) for key in entangled}
    return frozenset([(key, one) for key in entangled for one in after[key] if one in reach and key in reach[one]])


def _waiting_in_vain(
    found: Mapping[str, Prepared], prepared: Mapping[str, Prepared], circles: frozenset[tuple[str, str]]
) -> dict[str, Prepared]:
    """Applications that wait for one that does not come back, and did not so far."""
    vain: dict[str, Prepared] = {}
    for key, one in found.items():
        if one.outcome != "recovered":
            continue
        for needed in one.application.depends_on:
            other = found.get(needed) or prepared.get(needed)
            if other is None or other.outcome in ("recovered", "goes_on") or (key, needed) in circles:
                continue
            name = other.application.name or needed
            reason = f"It waits for {name}, which does not come back: {other.reason}"
            outcome: Outcome = "not_known" if other.outcome == "not_known" else "stays_down"
            if outcome == "not_known":
                reason = f"It waits for {name}, and when that comes back is not known: {other.reason}"
            vain[key] = one._replace(outcome=outcome, words="Stays down.", reason=reason, job=None)
            break
    return vain


def _placed(
    one: _Candidate,
    rooms: Mapping[str, Room],
    circles: frozenset[tuple[str, str]],
    scenario: Scenario,
    options: Options,
    taken: Taken,
    around: Surroundings,
) -> Prepared:
    """An application at the first sites with room for it, as a job; or by how much the site it prefers is short."""
    application = one.application
    growth = _growth(application, scenario, around)
    chosen: list[Given] = []
    shortage: Shortage | None = None
    for way, tried in one.ways:
        here: Given | None = None
        for recourse in tried:
            pieces = pieces_of(way, recourse, growth, around)
            if isinstance(pieces, Unsized):
                reason = f"How much of {pieces.member} is restored is not known: state the data in use."
                return _refused(one, "not_known", reason, chosen, rooms, None)
            if (
                recourse.site
                and way is one.ways[0][0]
                and one.anew
                and recourse.means not in ("deployment", "automatic")
            ):
                pieces = (*pieces, *made_anew(one.anew, recourse.site, not recourse.in_place, around))
            room = rooms.get(recourse.site or "")
            short = room.lacks(recourse.site or "", pieces) if room is not None else None
            if short is None:
                here = Given(way, recourse, pieces)
                if room is not None:
                    room.take(pieces)
                break
            shortage = shortage or short
        if here is None:
            assert shortage is not None  # every way has something that can be done, so room is what is missing
            reason = shortage_words(shortage, named(around.sites[shortage.site]))
            return _refused(one, "stays_down", reason, chosen, rooms, shortage)
        chosen.append(here)
    return _recovering(one, chosen, circles, scenario, options, taken, around)


def _refused(
    one: _Candidate,
    outcome: Outcome,
    reason: str,
    chosen: Sequence[Given],
    rooms: Mapping[str, Room],
    shortage: Shortage | None,
) -> Prepared:
    for given in chosen:
        room = rooms.get(given.recourse.site or "")
        if room is not None:
            room.take(given.pieces, -1)
    words = "Not known." if outcome == "not_known" else "Stays down."
    loss = Loss(None, None)
    return Prepared(one.application, outcome, "none", words, reason, loss, reason, one.rank, shortage=shortage)


def _recovering(
    one: _Candidate,
    chosen: Sequence[Given],
    circles: frozenset[tuple[str, str]],
    scenario: Scenario,
    options: Options,
    taken: Taken,
    around: Surroundings,
) -> Prepared:
    application = one.application
    by_hand = [given for given in chosen if given.recourse.means in ("replica", "backup")]
    means = by_hand[0].recourse.means if by_hand else chosen[0].recourse.means
    words = " ".join(dict.fromkeys([given.recourse.words for given in chosen]))
    if one.left_behind:
        words += (
            f" {one.left_behind} unprotected {'member does' if one.left_behind == 1 else 'members do'} not come back."
        )
    loss, loss_words = _loss(chosen, scenario, options)
    means_taken = tuple([given.recourse for given in chosen])
    if means == "deployment":
        return Prepared(application, "goes_on", means, words, "", loss, loss_words, one.rank, (), means_taken)
    after = tuple(
        [
            key
            for key in dict.fromkeys(application.depends_on)
            if key in taken.hit and key != application.id and (application.id, key) not in circles
        ]
    )
    automatic = [given for given in chosen if given.recourse.means == "automatic"]
    minutes = [around.assumed.automatic_failover_minutes + _redo_minutes(given, around) for given in automatic]
    assumed = around.assumed
    job = Job(
        application.id,
        one.rank,
        after,
        tuple([piece for given in chosen for piece in given.pieces]),
        _detect(application, scenario, around) if by_hand else None,
        _or(application.decide_minutes, assumed.decide_minutes) if by_hand else None,
        application.rebuild_minutes,
        max(minutes) if minutes else None,
        _or(application.validate_minutes, assumed.validate_minutes) if by_hand else None,
        _or(application.redirect_minutes, assumed.redirect_minutes) if by_hand else application.redirect_minutes,
    )
    return Prepared(application, "recovered", means, words, "", loss, loss_words, one.rank, after, means_taken, job)


def _detect(application: Application, scenario: Scenario, around: Surroundings) -> float:
    """Minutes from the incident until it is noticed; of corruption the clock begins when it is noticed.

    The later of what the application and the scenario state; the assumption where neither does.
    """
    if scenario.kind == "corruption":
        return 0.0
    stated = [one for one in (application.detect_minutes, scenario.detection_delay_minutes) if one is not None]
    return max(stated, default=around.assumed.detect_minutes)


def _redo_minutes(given: Given, around: Surroundings) -> float:
    """Minutes to apply what had arrived and was not yet applied: what is written in one lag, at the speed of a disk."""
    lags = [one for one in given.recourse.copies if isinstance(one, Lagging)]
    churn = given.way.churn_gib_per_day
    if not lags or not churn:
        return 0.0
    queued_mb = churn / DAY_MINUTES * (lags[0].cycle + lags[0].moving) * MB_PER_GIB
    return redo(queued_mb, around.catalog.limits.value("stamp.premium_disk_mb_s")) / SECONDS_A_MINUTE


def _growth(application: Application, scenario: Scenario, around: Surroundings) -> float:
    if scenario.on is None:
        return 1.0
    percent = _or(application.growth_percent_per_year, around.assumed.growth_percent_per_year)
    return growth_at(percent, around.header.start_month, scenario.on)


def _loss(chosen: Sequence[Given], scenario: Scenario, options: Options) -> tuple[Loss, str]:
    """What of its data is lost at the moment that is asked for, or at the worst one, and in words how that comes."""
    ways = [given.recourse.copies for given in chosen]
    if not all(ways):
        return Loss(None, None), "How far its copies lag behind is not known: state how often they are made."
    at = options.at_minutes
    if at is not None:
        lost = loss_at(ways, at)
        if lost is None:
            return Loss(None, at), "No usable copy is left at that moment."
        return Loss(lost, at), f"{show_minutes(lost)} back from {moment_words(at)}."
    days = None if scenario.on is None else frozenset([scenario.on.weekday()])
    loss = worst_loss(ways, days, scenario.at_hour)
    if loss.minutes is None:
        return loss, "At its worst moment no usable copy is left."
    if not loss.minutes:
        return loss, "Nothing is lost."
    lagging = all(isinstance(one, Lagging) for copies in ways for one in copies)
    when = "" if lagging or loss.at is None else f", just before {moment_words(loss.at)}"
    return loss, f"{show_minutes(loss.minutes)} at worst{when}."


def moment_words(at_minutes: float) -> str:
    """A moment of the week in words, such as Tuesday 22:40; minutes from Monday 00:00 on."""
    at = at_minutes % WEEK_MINUTES
    minutes = int(at % DAY_MINUTES)
    return f"{_WEEKDAYS[int(at // DAY_MINUTES)]} {minutes // 60:02}:{minutes % 60:02}"


def _or(stated: float | None, assumed: float) -> float:
    return assumed if stated is None else stated
