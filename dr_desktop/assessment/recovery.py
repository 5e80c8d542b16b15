"""What happens after a disaster, minute by minute: simulate(assessment, scenario) -> RecoveryResult.

`simulation` is the same as a generator that a window runs in slices: it yields the share that is done, 0 to 1, and
last of all the result. Exact from event to event; nothing is sampled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import fsum, inf
from typing import NamedTuple

from dr_desktop.assessment.objectives import met
from dr_desktop.assessment.recovery_candidates import Prepared
from dr_desktop.assessment.recovery_case import Case, Job
from dr_desktop.assessment.recovery_engine import Run, drained
from dr_desktop.assessment.recovery_engine import run as run_case
from dr_desktop.assessment.recovery_paths import (
    Traced,
    alone_minutes,
    busy,
    critical_steps,
    holds_of,
    longest,
    slacks,
    traced,
    waits_of,
)
from dr_desktop.assessment.recovery_pieces import MB_PER_GIB
from dr_desktop.assessment.recovery_prepare import NO_RANK, Preparation, preparation
from dr_desktop.assessment.recovery_records import (
    PHASES,
    ApplicationRecovery,
    HoldUp,
    LandingPoint,
    LandingUse,
    Options,
    Outcome,
    Phase,
    RecoveryResult,
    Resource,
)
from dr_desktop.assessment.recovery_resources import case_of, resources_of
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.drill import Scenario

__all__ = ["AS_STATED", "Options", "Recovery", "RecoveryResult", "prepared", "retold", "simulate", "simulation"]

#: Changes nothing of what plan and scenario state.
AS_STATED = Options()
_MINUTES_AN_HOUR = 60.0


class Recovery(NamedTuple):
    """A prepared recovery, which can be run many times with other factors: for probabilities, orders and changes."""

    assessment: Assessment
    scenario: Scenario
    options: Options
    preparation: Preparation
    case: Case
    resources: Mapping[str, Resource]


def simulate(assessment: Assessment, scenario: Scenario, options: Options = AS_STATED) -> RecoveryResult:
    """The recovery of all applications of a plan after a scenario. Raises ValueError unless `assess` made it."""
    *_, found = simulation(assessment, scenario, options)
    assert isinstance(found, RecoveryResult)
    return found


def simulation(
    assessment: Assessment, scenario: Scenario, options: Options = AS_STATED
) -> Iterator[float | RecoveryResult]:
    """The same in slices of a few milliseconds."""
    recovery: Recovery | None = None
    for step in _preparing(assessment, scenario, options):
        if isinstance(step, Recovery):
            recovery = step
        else:
            yield step * 0.4
    assert recovery is not None
    for outcome in run_case(recovery.case, options):
        if isinstance(outcome, Run):
            yield from _telling(recovery, outcome)
        else:
            yield 0.4 + outcome * 0.4


def prepared(assessment: Assessment, scenario: Scenario, options: Options = AS_STATED) -> Recovery:
    """Everything about a recovery but its run: for many runs of `recovery_engine.drained(recovery.case, options)`.

    Only `order`, `at_minutes` and `barriers` of the options count here; factors count in the run.
    """
    for step in _preparing(assessment, scenario, options):
        if isinstance(step, Recovery):
            return step
    raise AssertionError("Preparing ends with a recovery.")


def retold(recovery: Recovery, options: Options) -> RecoveryResult:
    """Runs a prepared recovery with other factors."""
    *_, found = _telling(recovery._replace(options=options), drained(recovery.case, options))
    assert isinstance(found, RecoveryResult)
    return found


def _preparing(assessment: Assessment, scenario: Scenario, options: Options) -> Iterator[float | Recovery]:
    options = options if options.order else options._replace(order=scenario.order)
    for step in preparation(assessment, scenario, options):
        if isinstance(step, Preparation):
            barriers = options.barriers or scenario.start_barriers
            case = case_of(step, scenario, barriers == "failovers_too")
            yield 1.0
            resources = resources_of(case, step.around)
            yield Recovery(assessment, scenario, options, step, case, resources)
        else:
            yield step


def _telling(recovery: Recovery, run: Run) -> Iterator[float | RecoveryResult]:
    case, around = recovery.case, recovery.preparation.around
    number = {job.application: place for place, job in enumerate(case.jobs)}
    trace = traced(case, run)
    yield 0.8
    alone = alone_minutes(case)
    yield 0.8
    slack = slacks(case, run)
    told: dict[str, ApplicationRecovery] = {}
    for place, (key, one) in enumerate(recovery.preparation.prepared.items()):
        at = number.get(key)
        if at is None:
            told[key] = _untouched(one, recovery)
        else:
            told[key] = _told(one, at, recovery, run, trace, alone[key], slack.get(key, 0.0))
        if place % 8 == 7:
            yield 0.8 + 0.2 * place / len(recovery.preparation.prepared)
    yield 1.0
    held_up = _held_up(run, recovery.resources) if recovery.options.trace else ()
    yield 1.0
    landings = _landings(recovery, run)
    yield 1.0
    back = [one for one in told.values() if one.outcome == "recovered" and one.recovery_minutes is not None]
    order = sorted(back, key=lambda one: one.recovery_minutes or 0.0)
    plan = recovery.assessment.plan
    yield RecoveryResult(
        scenario=recovery.scenario.id,
        at_minutes=recovery.options.at_minutes,
        applications={key: told[key] for key in plan.applications if key in told},
        order=tuple([one.application for one in order]),
        landings=landings,
        held_up=held_up,
        makespan_minutes=max([one.recovery_minutes or 0.0 for one in back], default=0.0),
        moved_gib=fsum([one.moved_gib for one in told.values()]),
        egress_gib=fsum([one.egress_gib for one in told.values()]),
        downtime_cost=fsum([one.downtime_cost or 0.0 for one in told.values()]),
        data_loss_cost=fsum([one.data_loss_cost or 0.0 for one in told.values()]),
        notes=(*recovery.preparation.notes, *_assumed(case, around)),
    )


def _untouched(one: Prepared, recovery: Recovery) -> ApplicationRecovery:
    """What is said of an application that needs no recovery, or that has none."""
    minutes = 0.0 if one.outcome == "goes_on" else None
    return _record(one, one.outcome, one.reason, minutes, recovery)


def _told(
    one: Prepared, at: int, recovery: Recovery, run: Run, trace: Traced, alone: float, slack: float
) -> ApplicationRecovery:
    case, resources = recovery.case, recovery.resources
    job, done = case.jobs[at], run.done[at]
    ends = {phase: span for phase, span in run.spans[at].items() if span[1] < inf}
    phases = tuple([Phase(name, *ends[name]) for name in PHASES if name in ends and ends[name][1] > ends[name][0]])
    moved = fsum([piece.mb or 0.0 for piece in job.pieces]) / MB_PER_GIB
    egress = fsum([_leaving_azure(job, place, recovery.preparation.around) for place in range(len(job.pieces))])
    reason: str = ""
    outcome: Outcome = "recovered"
    if done == inf:
        outcome, reason = "stays_down", _stuck(job, at, case, run, recovery)
    found = _record(one, outcome, reason, None if done == inf else done, recovery)
    found = found._replace(
        phases=phases,
        up_minutes=None if run.up[at] == inf else run.up[at],
        alone_minutes=alone,
        slack_minutes=slack,
        moved_gib=moved,
        egress_gib=egress,
    )
    if not recovery.options.trace:
        return found
    holds = holds_of(at, case, run, trace, resources)
    waits = waits_of(at, ends, case, run, trace, resources)
    return found._replace(
        waits=waits,
        holds=holds,
        held_up_by=longest(holds, waits),
        critical=critical_steps(at, case, run, trace, resources),
    )


def _stuck(job: Job, at: int, case: Case, run: Run, recovery: Recovery) -> str:
    known = {one.application: place for place, one in enumerate(case.jobs)}
    for needed in job.after:
        if needed in known and run.up[known[needed]] == inf:
            return f"It waits for {recovery.resources[f'up:{needed}'].words}, which does not come back."
    return "Its transfer never ends: a link or target that it needs carries nothing."


def _record(
    one: Prepared, outcome: Outcome, reason: str, minutes: float | None, recovery: Recovery
) -> ApplicationRecovery:
    application, result = one.application, recovery.assessment.applications[one.application.id]
    objectives = result.objectives
    gone = outcome in ("lost", "stays_down")
    loss = None if outcome in ("lost", "stays_down", "not_known") else one.loss.minutes
    recourse = one.chosen[0] if one.chosen else None
    return ApplicationRecovery(
        application=application.id,
        rank=None if one.rank >= NO_RANK or recovery.options.order else round(one.rank),
        outcome=outcome,
        scheme=result.protection.scheme,
        means=one.means,
        words=one.words if outcome == one.outcome else "Stays down.",
        reason=reason,
        site=recourse.site if recourse is not None else None,
        copy=recourse.target if recourse is not None else "",
        phases=(),
        waits=(),
        holds=(),
        up_minutes=minutes if outcome == "goes_on" else None,
        recovery_minutes=minutes,
        data_loss_minutes=loss,
        data_loss_words=one.loss_words,
        objectives=objectives,
        rto_met=met(minutes, objectives.rto_minutes, gone),
        rpo_met=met(loss, objectives.rpo_minutes, outcome == "lost" or one.loss_is_total),
        mtd_met=met(minutes, objectives.mtd_minutes, gone),
        waits_for=one.waits_for,
        held_up_by=None,
        alone_minutes=0.0,
        critical=(),
        slack_minutes=0.0,
        moved_gib=0.0,
        egress_gib=0.0,
        downtime_cost=_cost(minutes, application.downtime_cost_per_hour),
        data_loss_cost=_cost(loss, application.data_loss_cost_per_hour),
    )


def _cost(minutes: float | None, an_hour: float | None) -> float | None:
    return None if minutes is None or an_hour is None else minutes / _MINUTES_AN_HOUR * an_hour


def _leaving_azure(job: Job, place: int, around: Surroundings) -> float:
    """GiB that a piece draws out of Azure: what is read at a target there and lands elsewhere."""
    piece = job.pieces[place]
    if not piece.mb or len(piece.path) < 2:
        return 0.0
    target = around.targets[piece.path[0].partition(":")[2]]
    at, to = around.sites.get(target.site or ""), around.sites.get(piece.site)
    leaves = at is not None and at.kind == "azure_region" and to is not None and to.kind != "azure_region"
    return piece.mb / MB_PER_GIB if leaves else 0.0


def _landings(recovery: Recovery, run: Run) -> tuple[LandingUse, ...]:
    case, preparation = recovery.case, recovery.preparation
    starts: dict[str, list[tuple[float, float, int, int]]] = {}
    for minutes, piece in run.starts:
        if piece.machines:
            starts.setdefault(piece.site, []).append((minutes, piece.memory_gib, piece.vcpus, piece.machines))
    for number, job in enumerate(case.jobs):
        for piece in job.pieces:
            if piece.machines and piece.start_minutes is None and run.up[number] < inf:
                at = (run.up[number], piece.memory_gib, piece.vcpus, piece.machines)
                starts.setdefault(piece.site, []).append(at)
    refused: dict[str, list[Prepared]] = {}
    for one in preparation.prepared.values():
        if one.shortage is not None:
            refused.setdefault(one.shortage.site, []).append(one)
    found = []
    for site in preparation.around.sites:
        if site not in starts and site not in refused:
            continue
        room = preparation.rooms.get(site)
        limits = room.limits() if room is not None else None
        out = [one for one in refused.get(site, ()) if one.shortage is not None]
        found.append(
            LandingUse(
                site=site,
                points=_points(starts.get(site, [])),
                running_memory_gib=limits.running_memory_gib if limits else 0.0,
                running_vcpus=limits.running_vcpus if limits else 0,
                memory_limit_gib=limits.memory_gib if limits else None,
                vcpu_limit=limits.vcpus if limits else None,
                refused=tuple([one.application.id for one in out]),
                short_memory_gib=max([one.shortage.memory_gib for one in out if one.shortage], default=0.0),
                short_vcpus=max([one.shortage.vcpus for one in out if one.shortage], default=0.0),
            )
        )
    return tuple(found)


def _points(starts: list[tuple[float, float, int, int]]) -> tuple[LandingPoint, ...]:
    points: list[LandingPoint] = []
    memory, vcpus, machines = 0.0, 0, 0
    for at, gib, cores, count in sorted(starts):
        memory, vcpus, machines = memory + gib, vcpus + cores, machines + count
        if points and points[-1].minutes == at:
            points.pop()
        points.append(LandingPoint(at, memory, vcpus, machines))
    return tuple(points)


def _held_up(run: Run, resources: Mapping[str, Resource]) -> tuple[HoldUp, ...]:
    """What held recoveries back, the longest first: links and targets that were full, places that were waited for."""
    periods: dict[str, list[tuple[float, float]]] = dict(run.sharing.holding())
    for one in run.activities:
        if one.began > one.ready and one.gates:
            periods.setdefault(one.gates[0], []).append((one.ready, one.began))
    found = []
    for key, raw in periods.items():
        spans = busy(raw)
        minutes = fsum([end - begin for begin, end in spans])
        if minutes > 0:
            found.append(HoldUp(resources[key], spans[0][0], spans[-1][1], minutes))
    return tuple(sorted(found, key=lambda one: -one.minutes))


def _assumed(case: Case, around: Surroundings) -> list[str]:
    """What of the shared resources is not stated and assumed."""
    notes = []
    for key in case.gates:
        kind, _, entity = key.partition(":")
        if kind == "streams" and not around.targets[entity].restore_streams:
            name = around.targets[entity].name or entity
            notes.append(f"{name}: {case.gates[key]} restores at a time are assumed.")
        if kind == "starts" and not around.sites[entity].parallel_starts:
            name = around.sites[entity].name or entity
            notes.append(f"{name}: {case.gates[key]} starts at a time are assumed.")
    for key in case.speeds:
        kind, _, entity = key.partition(":")
        if kind == "target" and not around.targets[entity].restore_mb_s:
            name = around.targets[entity].name or entity
            notes.append(f"{name}: a restore speed of {around.assumed.restore_mb_s:g} MB/s is assumed.")
    return notes
