"""Why a recovery takes as long as it does: the chain of steps behind its end, what set the pace, what had to wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from dr_desktop.assessment.recovery_case import Case, Job
from dr_desktop.assessment.recovery_engine import Activity, Run, flow_id
from dr_desktop.assessment.recovery_records import PHASES, Hold, PhaseName, Resource, Step, Wait
from dr_desktop.assessment.sharing import NOTHING, OWN_CAP

Resources = Mapping[str, Resource]
_OWN_DISK = "disk"


class Traced(NamedTuple):
    """The activities of a run by job; when places were given back; the place of each application's job.

    `first` and `last`: per job and phase the activity that began first and the one that ended last; `places`: of each
    activity, by its identity, in the order in which they ended.
    """

    known: Mapping[str, int]
    first: Mapping[tuple[int, PhaseName], Activity]
    last: Mapping[tuple[int, PhaseName], Activity]
    places: Mapping[int, int]
    by_job: tuple[tuple[Activity, ...], ...]
    freed: frozenset[tuple[str, float]]


def traced(case: Case, run: Run) -> Traced:
    """Sorts the activities of a run for looking back through them."""
    by_job: list[list[Activity]] = [[] for _ in case.jobs]
    freed: set[tuple[str, float]] = set()
    first: dict[tuple[int, PhaseName], Activity] = {}
    last: dict[tuple[int, PhaseName], Activity] = {}
    for one in run.activities:  # in the order in which they ended
        by_job[one.job].append(one)
        key = (one.job, one.phase)
        if key not in first or one.began < first[key].began:
            first[key] = one
        known_last = last.get(key)
        if known_last is None or one.ended > known_last.ended or one.began > known_last.began:
            last[key] = one
        for gate in one.gates:
            freed.add((gate, one.ended))
    known = {job.application: number for number, job in enumerate(case.jobs)}
    places = {id(one): place for place, one in enumerate(run.activities)}
    return Traced(known, first, last, places, tuple([tuple(found) for found in by_job]), frozenset(freed))


def critical_steps(job: int, case: Case, run: Run, trace: Traced, resources: Resources) -> tuple[Step, ...]:
    """The chain that led to the end of a job, from the incident on, without a gap.

    Each step began when the one before it ended: an earlier phase, the wait for a place, or an application that had to
    be up before, with its own chain.
    """
    own = trace.by_job[job]
    current = own[-1] if own else None
    if current is None or current.ended < run.up[job]:  # nothing of its own was left to do when it came up
        current = _needed(job, run.up[job], len(run.activities), case, trace) or current
    chain: list[Activity] = []
    while current is not None:
        chain.append(current)
        current = _cause(current, case, trace)
    return _as_steps(reversed(chain), case, trace, resources)


def _cause(one: Activity, case: Case, trace: Traced) -> Activity | None:
    """What ended as this could begin. Only what ended before it did counts, so a chain never turns in circles."""
    at = trace.places[id(one)]
    before = [each for each in trace.by_job[one.job] if each.ended == one.ready and trace.places[id(each)] < at]
    return before[-1] if before else _needed(one.job, one.ready, at, case, trace)


def _needed(job: int, moment: float, place: int, case: Case, trace: Traced) -> Activity | None:
    """What a job waited for and was up at a moment: the activity that ended with that, before place `place`.

    One that had nothing of its own left to do came up with what it waited for itself.
    """
    waiting, seen = [job], {job}
    while waiting:
        for needed in case.jobs[waiting.pop()].after:
            other = trace.known.get(needed)
            if other is None or other in seen:
                continue
            seen.add(other)
            waiting.append(other)
            ended = [each for each in trace.by_job[other] if each.ended == moment and trace.places[id(each)] < place]
            if ended:
                return ended[-1]
    return None


def _as_steps(chain: Iterable[Activity], case: Case, trace: Traced, resources: Resources) -> tuple[Step, ...]:
    steps: list[Step] = []
    for one in chain:
        job = case.jobs[one.job]
        member = job.pieces[one.piece].member if one.piece >= 0 else ""
        if one.began > one.ready:
            gate = resources[_waited_at(one, trace)]
            steps.append(Step(job.application, one.phase, one.ready, one.began, member, gate))
        if one.ended > one.began:
            steps.append(Step(job.application, one.phase, one.began, one.ended, member))
    return tuple(steps)


def _waited_at(one: Activity, trace: Traced) -> str:
    """The gate that kept an activity waiting: the one that somebody gave back as it began."""
    return next((gate for gate in one.gates if (gate, one.began) in trace.freed), one.gates[-1])


def holds_of(job: int, case: Case, run: Run, trace: Traced, resources: Resources) -> tuple[Hold, ...]:
    """What set the pace while data was restored and machines were started, by its last member in each phase."""
    found: list[Hold] = []
    for phase in PHASES:
        last = trace.last.get((job, phase))
        if last is None:
            continue
        if last.began > last.ready and last.gates:
            found.append(Hold(last.ready, last.began, resources[_waited_at(last, trace)]))
        if phase == "restore":
            found += _flow_holds(last, run, resources)
    return tuple(found)


def _flow_holds(last: Activity, run: Run, resources: Resources) -> list[Hold]:
    history = run.sharing.history(flow_id(last.job, last.piece))
    found = []
    for here, after in pairwise([*[(held.since, held.by) for held in history], (last.ended, "")]):
        (since, by), until = here, after[0]
        if until > since and by != NOTHING:
            found.append(Hold(since, until, resources[_OWN_DISK if by == OWN_CAP else by]))
    return found


def waits_of(
    job: int, spans: Mapping[PhaseName, tuple[float, float]], case: Case, run: Run, trace: Traced, resources: Resources
) -> tuple[Wait, ...]:
    """The gaps between an application's phases, and what it waited for in each."""
    own = case.jobs[job]
    found: list[Wait] = []
    busy_until = 0.0
    for phase in sorted(spans, key=lambda name: spans[name]):
        begin, end = spans[phase]
        if begin > busy_until:
            found.append(
                Wait(
                    phase,
                    busy_until,
                    begin,
                    _waited_for(phase, busy_until, begin, own, run, trace, job, resources),
                )
            )
        busy_until = max(busy_until, end)
    return tuple(found)


def _waited_for(
    phase: PhaseName,
    since: float,
    until: float,
    own: Job,
    run: Run,
    trace: Traced,
    job: int,
    resources: Resources,
) -> Resource:
    if phase in ("start", "validate", "redirect"):
        needed = [(run.up[trace.known[key]], key) for key in own.after if key in trace.known]
        if needed and max(needed)[0] > since:
            return resources[f"up:{max(needed)[1]}"]
    first = trace.first[job, phase]
    gates = [gate for gate in first.gates if (gate, until) in trace.freed] or list(first.gates)
    return resources[gates[0]] if gates else resources["nothing"]


def longest(holds: Sequence[Hold], waits: Sequence[Wait]) -> Resource | None:
    """What held an application back for the most minutes; None where nothing did."""
    minutes: dict[str, float] = {}
    resources: dict[str, Resource] = {}
    held = [(one.resource, one.to_minutes - one.from_minutes) for one in holds]
    waited = [(one.resource, one.to_minutes - one.from_minutes) for one in waits]
    for resource, lasted in (*held, *waited):
        resources[resource.key] = resource
        minutes[resource.key] = minutes.get(resource.key, 0.0) + lasted
    return resources[max(minutes, key=minutes.__getitem__)] if minutes else None
