"""What happens after a disaster, minute by minute: simulate(assessment, scenario) -> RecoveryResult.

`simulation` is the same as a generator that a window runs in slices: it yields the share that is done, 0 to 1, and
last of all the result. Exact from event to event; nothing is sampled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import fsum, inf
from typing import NamedTuple

from dr_desktop.assessment.objectives import met
from dr_desktop.assessment.recovery_alone import alone_minutes, slacks, with_factors
from dr_desktop.assessment.recovery_candidates import Prepared
from dr_desktop.assessment.recovery_case import Case, Job
from dr_desktop.assessment.recovery_engine import Run, drained
from dr_desktop.assessment.recovery_engine import run as run_case
from dr_desktop.assessment.recovery_paths import Traced, critical_steps, holds_of, longest, traced, waits_of
from dr_desktop.assessment.recovery_pieces import MB_PER_GIB
from dr_desktop.assessment.recovery_prepare import NO_RANK, Preparation, preparation
from dr_desktop.assessment.recovery_records import (
    PHASES,
    ApplicationRecovery,
    Options,
    Outcome,
    Phase,
    RecoveryResult,
    Resource,
)
from dr_desktop.assessment.recovery_resources import case_of, resources_of
from dr_desktop.assessment.recovery_told import assumed_words, held_up, landings_of, leaving_azure
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.shown import show_minutes

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
    alone = alone_minutes(with_factors(case, recovery.options))
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
    held = held_up(run, recovery.resources) if recovery.options.trace else ()
    yield 1.0
    landings = landings_of(recovery.preparation, case, run)
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
        held_up=held,
        makespan_minutes=max([one.recovery_minutes or 0.0 for one in back], default=0.0),
        moved_gib=fsum([one.moved_gib for one in told.values()]),
        egress_gib=fsum([one.egress_gib for one in told.values()]),
        downtime_cost=fsum([one.downtime_cost or 0.0 for one in told.values()]),
        data_loss_cost=fsum([one.data_loss_cost or 0.0 for one in told.values()]),
        notes=(*recovery.preparation.notes, *assumed_words(case, around)),
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
    egress = fsum([leaving_azure(job, place, recovery.preparation.around) for place in range(len(job.pieces))])
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
    judged, loss_words = loss, one.loss_words
    bad_minutes = recovery.preparation.taken.noticed_after
    if loss and bad_minutes:
        judged = max(0.0, loss - bad_minutes)
        loss_words = f"{loss_words} The RPO judges the {show_minutes(judged)} before it began."
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
        data_loss_words=loss_words,
        objectives=objectives,
        rto_met=met(minutes, objectives.rto_minutes, gone),
        rpo_met=met(judged, objectives.rpo_minutes, outcome == "lost" or one.loss_is_total),
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
        judged_loss_minutes=judged,
    )


def _cost(minutes: float | None, an_hour: float | None) -> float | None:
    return None if minutes is None or an_hour is None else minutes / _MINUTES_AN_HOUR * an_hour
