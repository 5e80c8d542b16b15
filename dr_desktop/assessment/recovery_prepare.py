"""Prepares a recovery: what was hit, how each application comes back and where, and what of its data is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from dr_desktop.assessment.automatic_failover import redo
from dr_desktop.assessment.memory import memory_of
from dr_desktop.assessment.months import growth_at
from dr_desktop.assessment.recovery_admission import Admission, Circles, admission, circles_of
from dr_desktop.assessment.recovery_candidates import Candidate, Given, Prepared, candidate_of, not_hit
from dr_desktop.assessment.recovery_case import Job
from dr_desktop.assessment.recovery_copies import DAY_MINUTES, WEEK_MINUTES, Lagging, Loss, loss_at, worst_loss
from dr_desktop.assessment.recovery_loss import Taken, taken_by
from dr_desktop.assessment.recovery_pieces import MB_PER_GIB, SECONDS_A_MINUTE
from dr_desktop.assessment.recovery_records import Options
from dr_desktop.assessment.recovery_room import Room
from dr_desktop.assessment.replica_lag import lines_of
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.application import UNASSIGNED, Application
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.shown import show_minutes

NO_RANK: Final = 1_000_000.0
_ONLY_UNPROTECTED: Final = "Nothing is lost of what is protected; what is unprotected is lost."
_LAG_NOT_KNOWN: Final = (
    "How far its copies lag behind is not known: how often they are made or how much changes is not stated, "
    "or more is replicated over the link than it carries."
)
_BUSIEST: Final = "the week's worst moment of replication"
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Preparation(NamedTuple):
    """Applications in the order in which they are served, and the room that is left on each stamp."""

    prepared: dict[str, Prepared]
    taken: Taken
    rooms: Mapping[str, Room]
    around: Surroundings
    notes: tuple[str, ...]


def preparation(assessment: Assessment, scenario: Scenario, options: Options) -> Iterator[float | Preparation]:
    """Yields how far it is, 0 to 1, and last of all the Preparation."""
    memory = memory_of(assessment)
    around, plan = memory.around, assessment.plan
    taken = taken_by(scenario, plan.applications.values(), plan.links.values(), around)
    lines = lines_of([work.links for work in memory.works.values()], around)
    settled: dict[str, Prepared] = {}
    candidates: list[Candidate] = []
    place = {key: number for number, key in enumerate(options.order)}
    for number, (key, work) in enumerate(memory.works.items()):
        application = plan.applications[key]
        tier = around.tiers.get(application.tier or "")
        rank = NO_RANK if tier is None or tier.rank is None else float(tier.rank)
        if options.order:
            rank = float(place.get(key, len(place)))
        if key not in taken.hit or (key == UNASSIGNED and not work.machine_entities and not work.store_entities):
            settled[key] = not_hit(application, work, rank, taken, around)
        else:
            candidate = candidate_of(application, work, rank, taken, lines, around)
            if isinstance(candidate, Prepared):
                settled[key] = candidate
            else:
                candidates.append(candidate)
        if number % 8 == 7:
            yield 0.4 * number / len(memory.works)
    candidates.sort(key=lambda one: one.rank)
    circles = circles_of(candidates)
    growth = {one.application.id: _growth(one.application, scenario, around) for one in candidates}
    let_in: Admission | None = None
    for step in admission(candidates, settled, growth, circles, assessment, around):
        if isinstance(step, Admission):
            let_in = step
        else:
            yield 0.4 + 0.3 * step
    assert let_in is not None
    found: dict[str, Prepared] = {}
    for number, one in enumerate(candidates):
        key = one.application.id
        given = let_in.given.get(key)
        found[key] = (
            let_in.down[key] if given is None else _recovering(one, given, circles, scenario, options, taken, around)
        )
        if number % 8 == 7:
            yield 0.7 + 0.3 * number / len(candidates)
    notes = [taken.missing] if taken.missing else []
    names = {one.application.id: named(one.application) for one in candidates}
    notes += [
        f"{names[key]} and {names[needed]} wait for each other, so neither is made to wait."
        for key, needed in sorted(circles)
        if key <= needed
    ]
    yield Preparation({**found, **settled}, taken, let_in.rooms, around, tuple(notes))


def _recovering(
    one: Candidate,
    chosen: Sequence[Given],
    circles: Circles,
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
    if one.left_behind:
        nothing = loss.minutes is not None and not loss.minutes
        loss_words = _ONLY_UNPROTECTED if nothing else f"{loss_words} What is unprotected is lost."
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
        return Loss(None, None), _LAG_NOT_KNOWN
    at = options.at_minutes
    if at is not None:
        lost = loss_at(ways, at)
        if lost is None:
            return Loss(None, at), "No usable copy is left at that moment."
        lags = any(isinstance(one, Lagging) and one.moving for copies in ways for one in copies)
        assumed = f", counted as {_BUSIEST}" if lags else ""
        return Loss(lost, at), f"{show_minutes(lost)} back from {moment_words(at)}{assumed}."
    days = None if scenario.on is None else frozenset([scenario.on.weekday()])
    loss = worst_loss(ways, days, scenario.at_hour)
    if loss.minutes is None:
        return loss, "At its worst moment no usable copy is left."
    if not loss.minutes:
        return loss, "Nothing is lost."
    lagging = all(isinstance(one, Lagging) for copies in ways for one in copies)
    if lagging:
        return loss, f"{show_minutes(loss.minutes)} at {_BUSIEST}."
    when = "" if loss.at is None else f", just before {moment_words(loss.at)}"
    return loss, f"{show_minutes(loss.minutes)} at worst{when}."


def moment_words(at_minutes: float) -> str:
    """A moment of the week in words, such as Tuesday 22:40; minutes from Monday 00:00 on."""
    at = at_minutes % WEEK_MINUTES
    minutes = int(at % DAY_MINUTES)
    return f"{_WEEKDAYS[int(at // DAY_MINUTES)]} {minutes // 60:02}:{minutes % 60:02}"


def _or(stated: float | None, assumed: float) -> float:
    return assumed if stated is None else stated
