"""How long a recovery would take with nothing shared, and how much later it could be without delaying anything."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from dr_desktop.assessment.recovery_case import Case, Job, Piece
from dr_desktop.assessment.recovery_engine import Run
from dr_desktop.assessment.recovery_progress import minutes_factor, speed_factor
from dr_desktop.assessment.recovery_records import Options, PhaseName
from dr_desktop.assessment.start_order import grouped


def with_factors(case: Case, options: Options) -> Case:
    """The case with the factors on speeds and minutes taken into its figures; the case itself where there are none."""
    if not (options.link_factor or options.read_factor or options.duration_factor):
        return case
    speeds = {key: speed * speed_factor(key, options) for key, speed in case.speeds.items()}
    changes = tuple([one._replace(capacity=one.capacity * speed_factor(one.resource, options)) for one in case.changes])
    return case._replace(jobs=tuple([_job(job, options) for job in case.jobs]), speeds=speeds, changes=changes)


def _job(job: Job, options: Options) -> Job:
    if not options.duration_factor:
        return job

    def times(minutes: float | None, phase: PhaseName) -> float | None:
        return None if minutes is None else minutes * minutes_factor(job.application, phase, options)

    pieces = tuple(
        [
            piece._replace(
                rebuild_minutes=times(piece.rebuild_minutes, "rebuild"),
                failover_minutes=times(piece.failover_minutes, "failover"),
                start_minutes=times(piece.start_minutes, "start"),
            )
            for piece in job.pieces
        ]
    )
    return job._replace(
        pieces=pieces,
        detect=times(job.detect, "detect"),
        decide=times(job.decide, "decide"),
        rebuild=times(job.rebuild, "rebuild"),
        automatic=times(job.automatic, "failover"),
        validate=times(job.validate, "validate"),
        redirect=times(job.redirect, "redirect"),
    )


def alone_minutes(case: Case) -> dict[str, float]:
    """Per application the longest path through its phases and what it depends on, if it shared nothing with others.

    Its own transfers still pass through what they pass through; people and places are there at once. No simulation
    can be quicker than this.
    """
    up: dict[str, float] = {}
    done: dict[str, float] = {}
    jobs = {job.application: job for job in case.jobs}
    back = _speeds_back(case)

    def reach(first: str) -> None:
        stack = [first]
        while stack:
            key = stack[-1]
            if key in up:
                stack.pop()
                continue
            missing = [one for one in jobs[key].after if one in jobs and one not in up]
            if missing:
                stack += missing
                continue
            stack.pop()
            job = jobs[key]
            data = max([_placed_alone(piece, job, case, back) for piece in job.pieces], default=0.0)
            data = max(data, _moved_alone(job, back))
            data = max(data, _prelude(job), job.automatic or 0.0)
            ready = max([data, *[up[one] for one in job.after if one in jobs]])
            up[key] = ready + _started_alone(job, case)
            done[key] = up[key] + (job.validate or 0.0) + (job.redirect or 0.0)

    for key in jobs:
        reach(key)
    return done


def _prelude(job: Job) -> float:
    return (job.detect or 0.0) + (job.decide or 0.0)


def _placed_alone(piece: Piece, job: Job, case: Case, back: Mapping[str, tuple[float, float]]) -> float:
    if piece.failover_minutes is not None:
        grouped_too = case.groups_fail_over and piece.start_minutes is not None
        return _prelude(job) + (0.0 if grouped_too else piece.failover_minutes)
    at = _prelude(job) + _rebuilt_alone(job)
    if piece.mb:
        for resource in piece.path:
            at = max(at, back[resource][0])
        speed = min([piece.cap, *[back[resource][1] for resource in piece.path]])
        at = at + piece.mb / speed if speed else inf
    return at


def _rebuilt_alone(job: Job) -> float:
    anew = [one.rebuild_minutes for one in job.pieces if one.rebuild_minutes is not None]
    if not anew:
        return 0.0
    return max(anew) if job.rebuild is None else job.rebuild


def _moved_alone(job: Job, back: Mapping[str, tuple[float, float]]) -> float:
    """When all that a job moves through each resource is through at the earliest."""
    amounts: dict[str, float] = {}
    for piece in job.pieces:
        for resource in piece.path if piece.mb else ():
            amounts[resource] = amounts.get(resource, 0.0) + (piece.mb or 0.0)
    begins = _prelude(job) + _rebuilt_alone(job)
    ends = [
        max(begins, back[resource][0]) + (amount / back[resource][1] if back[resource][1] else inf)
        for resource, amount in amounts.items()
    ]
    return max(ends, default=0.0)


def _speeds_back(case: Case) -> dict[str, tuple[float, float]]:
    """Per resource from when on it is there, and its greatest speed."""
    found = {key: (0.0, speed) for key, speed in case.speeds.items()}
    for change in case.changes:
        since, speed = found[change.resource]
        if not speed and change.capacity:
            since = change.at
        found[change.resource] = (since, max(speed, change.capacity))
    return found


def _started_alone(job: Job, case: Case) -> float:
    groups: dict[int, list[float]] = {}
    failing: dict[int, float] = {}
    for piece in job.pieces:
        if piece.start_minutes is not None:
            groups.setdefault(piece.group, []).append(piece.start_minutes)
            if case.groups_fail_over and piece.failover_minutes is not None:
                failing[piece.group] = max(failing.get(piece.group, 0.0), piece.failover_minutes)
    ups = grouped([groups[key] for key in sorted(groups)])
    return (ups[-1] if ups else 0.0) + sum(failing.values())


def slacks(case: Case, run: Run) -> dict[str, float]:
    """Per application how much later it could be up without delaying one that waits for it, or the end of the whole."""
    ends = [done for done in run.done if done < inf]
    whole = max(ends, default=0.0)
    dependents: dict[str, list[int]] = {}
    for number, job in enumerate(case.jobs):
        for needed in job.after:
            dependents.setdefault(needed, []).append(number)
    known = {job.application: number for number, job in enumerate(case.jobs)}
    found: dict[str, float] = {}
    for number in sorted(known.values(), key=lambda each: -run.up[each]):
        job = case.jobs[number]
        if run.done[number] == inf:
            continue
        room = whole - run.done[number]
        for other in dependents.get(job.application, ()):
            begun = run.spans[other].get("start", run.spans[other].get("validate", (run.up[other], inf)))[0]
            room = min(room, begun - run.up[number] + found.get(case.jobs[other].application, 0.0))
        found[job.application] = max(0.0, room)
    return found
