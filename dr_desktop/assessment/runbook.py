"""The runbook of a disaster: who does what from when to when, what to check, and what does not come back.

It follows from the same run as the simulated recovery, so its times are the planned ones; steps that the plan states
by hand stand among them. Steps are in order of time, and each comes after those that it waits for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush
from math import inf
from typing import Final

from dr_desktop.assessment.recovery_case import Case
from dr_desktop.assessment.recovery_engine import Run
from dr_desktop.assessment.recovery_engine import run as run_case
from dr_desktop.assessment.recovery_prepare import Preparation, preparation
from dr_desktop.assessment.recovery_records import Options
from dr_desktop.assessment.recovery_resources import case_of
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.runbook_drafts import Draft, drafts_of
from dr_desktop.assessment.runbook_records import LeftBehind, Runbook, RunbookStep
from dr_desktop.assessment.runbook_words import late_words, left_words
from dr_desktop.plan.drill import Scenario

__all__ = ["LeftBehind", "Runbook", "RunbookStep", "in_order", "runbook", "runbook_in_slices"]

_AS_STATED: Final = Options()


def runbook(assessment: Assessment, scenario: Scenario) -> Runbook:
    """The runbook of a scenario at once. Raises ValueError for an assessment that `assess` did not make."""
    *_, found = runbook_in_slices(assessment, scenario)
    assert isinstance(found, Runbook)
    return found


def runbook_in_slices(assessment: Assessment, scenario: Scenario) -> Iterator[float | Runbook]:
    """Yields the share that is done, 0 to 1, and last of all the runbook."""
    prepared: Preparation | None = None
    for step in preparation(assessment, scenario, _AS_STATED):
        if isinstance(step, Preparation):
            prepared = step
        else:
            yield step * 0.4
    assert prepared is not None
    case = case_of(prepared, scenario, scenario.start_barriers == "failovers_too")
    for outcome in run_case(case, _AS_STATED):
        if isinstance(outcome, Run):
            drafts = drafts_of(assessment, scenario, prepared, case, outcome)
            steps = in_order(drafts)
            done_at = {job.application: done for job, done in zip(case.jobs, outcome.done, strict=True)}
            left = _left_behind(prepared, done_at)
            yield Runbook(scenario, steps, left, (*prepared.notes, *_late_by_hand(steps, prepared, case, outcome)))
        else:
            yield 0.4 + outcome * 0.5


def in_order(drafts: Sequence[Draft]) -> tuple[RunbookStep, ...]:
    """Numbers the steps by their beginning; of those that begin together the more urgent first, none before what it
    waits for."""
    waiting = [len(draft.after) for draft in drafts]
    then: list[list[int]] = [[] for _ in drafts]
    for place, draft in enumerate(drafts):
        for needed in draft.after:
            then[needed].append(place)
    ready = [(draft.from_minutes, draft.urgency, place) for place, draft in enumerate(drafts) if not waiting[place]]
    heapify(ready)
    number: dict[int, int] = {}
    while ready:
        *_, place = heappop(ready)
        number[place] = len(number) + 1
        for one in then[place]:
            waiting[one] -= 1
            if not waiting[one]:
                heappush(ready, (drafts[one].from_minutes, drafts[one].urgency, one))
    return tuple(
        [
            RunbookStep(
                number=given,
                from_minutes=drafts[place].from_minutes,
                to_minutes=drafts[place].to_minutes,
                kind=drafts[place].kind,
                applications=drafts[place].applications,
                members=drafts[place].members,
                what=drafts[place].what,
                check=drafts[place].check,
                owner=drafts[place].owner,
                contact=drafts[place].contact,
                takes_known=drafts[place].takes_known,
                after=tuple(sorted(number[one] for one in drafts[place].after)),
                moment=drafts[place].moment,
            )
            for place, given in number.items()
        ]
    )


def _left_behind(prepared: Preparation, done: dict[str, float]) -> tuple[LeftBehind, ...]:
    found = []
    for key, one in prepared.prepared.items():
        if one.outcome in ("lost", "stays_down", "not_known"):
            found.append(LeftBehind(key, one.outcome, one.reason or left_words(one.outcome)))
        elif done.get(key) == inf:
            found.append(LeftBehind(key, "stays_down", "What it needs never comes back, or its transfer never ends."))
    return tuple(found)


def _late_by_hand(steps: Sequence[RunbookStep], prepared: Preparation, case: Case, run: Run) -> Iterator[str]:
    """Where the steps by hand of an application end later than the recovery that was simulated."""
    ends: dict[str, float] = {}
    for step in steps:
        if step.kind == "by_hand":
            ends[step.applications[0]] = max(ends.get(step.applications[0], 0.0), step.to_minutes)
    for job, done in zip(case.jobs, run.done, strict=True):
        if ends.get(job.application, 0.0) > done:
            yield late_words(named(prepared.prepared[job.application].application), ends[job.application], done)
