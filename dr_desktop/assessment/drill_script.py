"""The script of one drill: an isolated network, which machines, in which order, what to measure, what to beat.

Start groups, dependencies and steps by hand come from the plan, by the runbook of the loss that the drill rehearses:
what is tested is what would be done.
"""

from __future__ import annotations

from typing import NamedTuple

from dr_desktop.assessment.drill_calendar import PlannedDrill
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.runbook_records import Runbook, StepKind
from dr_desktop.assessment.runbook_words import listed, members_words
from dr_desktop.plan.shown import show_date, show_minutes, show_quantity

#: What of a runbook a drill rehearses: nobody waits for a disaster, and no user is led anywhere.
_REHEARSED: frozenset[StepKind] = frozenset({"rebuild", "restore", "failover", "start", "validate", "by_hand"})
_IN_A_DRILL: dict[StepKind, str] = {
    "failover": "It is a test failover: replication goes on, and the copies stand in the isolated network only.",
}


class ScriptStep(NamedTuple):
    """A step of a drill. Minutes count from the decision, as planned; None where the script has no time for it."""

    number: int
    from_minutes: float | None
    to_minutes: float | None
    application: str
    what: str
    check: str
    owner: str


class Scope(NamedTuple):
    """What of an application is brought up, and where: member ids by site of recovery, vCPU and GiB of memory."""

    application: str
    sites: tuple[str, ...]
    members: tuple[str, ...]
    vcpus: int
    memory_gib: float


class Goal(NamedTuple):
    """What to measure of an application and to beat, in minutes: RTO, RPO, what is simulated, the mean so far."""

    application: str
    rto_minutes: float | None
    rpo_minutes: float | None
    expected_minutes: float | None
    mttr_minutes: float | None


class DrillScript(NamedTuple):
    """A drill from preparing to cleaning up. `needs`: what must stand in for applications that are not drilled;
    `left_out`: applications of the drill that the loss would not bring back, with the reason."""

    drill: PlannedDrill
    scope: tuple[Scope, ...]
    needs: tuple[str, ...]
    steps: tuple[ScriptStep, ...]
    goals: tuple[Goal, ...]
    left_out: tuple[tuple[str, str], ...]


def drill_script(assessment: Assessment, drill: PlannedDrill, book: Runbook) -> DrillScript:
    """The script of a drill; `book` is the runbook of its scenario for the same assessment."""
    plan, tested = assessment.plan, set(drill.applications)
    scope = tuple([one for key in drill.applications if (one := _scope(assessment, key, book)) is not None])
    left_out = [(one.application, one.reason) for one in book.left_behind if one.application in tested]
    needs = []
    for key in drill.applications:
        for other in plan.applications[key].depends_on:
            if other not in tested and other in plan.applications:
                needs.append(f"{named(plan.applications[key])} needs {named(plan.applications[other])}.")
    steps = [*_before(assessment, drill, scope, needs), *_rehearsed(book, tested), *_afterwards(drill)]
    return DrillScript(
        drill,
        scope,
        tuple(needs),
        tuple([one._replace(number=number) for number, one in enumerate(steps, 1)]),
        tuple([_goal(assessment, key, book) for key in drill.applications]),
        tuple(left_out),
    )


def _scope(assessment: Assessment, key: str, book: Runbook) -> Scope | None:
    plan = assessment.plan
    members = dict.fromkeys(
        member
        for one in book.steps
        if key in one.applications and one.kind in ("rebuild", "restore", "failover", "start")
        for member in one.members
    )
    if not members:
        return None
    machines = [assessment.machines[one] for one in members if one in assessment.machines]
    sites = assessment.applications[key].protection.recovery_sites or (plan.applications[key].source_site or "",)
    return Scope(
        key,
        tuple([one for one in sites if one in plan.sites]),
        tuple(members),
        sum([one.vcpus * one.instances for one in machines]),
        sum([one.memory_gib * one.instances for one in machines]),
    )


def _before(
    assessment: Assessment, drill: PlannedDrill, scope: tuple[Scope, ...], needs: list[str]
) -> list[ScriptStep]:
    plan = assessment.plan
    at = [plan.sites[key] for key in dict.fromkeys([site for one in scope for site in one.sites])]
    sites, contacts = listed([named(one) for one in at]), [one.operator_contact for one in at]
    members = members_words(plan, [member for one in scope for member in one.members])
    room = f"{sum([one.vcpus for one in scope]):,} vCPU, {show_quantity(sum([one.memory_gib for one in scope]), 'GiB')}"
    steps = [
        _said(
            f"Make an isolated network at {sites or 'the recovery site'}: names and addresses as in production, and no "
            "route to it.",
            "Nothing in the isolated network reaches production, and production reaches nothing in it.",
            listed([one for one in dict.fromkeys(contacts) if one]),
        ),
        _said(
            f"Keep room for {members or 'no machine'}: {room}.",
            "The operator of the site agrees to the day.",
        ),
    ]
    if needs:
        words = listed(needs, 20)
        steps.append(_said(f"Let copies or stand-ins answer in the isolated network: {words}", "They answer."))
    steps.append(
        _said(
            "Say when the clock starts: it runs from the decision, so detection and decision are added to what is "
            "measured.",
            "The time is written down.",
        )
    )
    return steps


def _rehearsed(book: Runbook, tested: set[str]) -> list[ScriptStep]:
    """The steps of the runbook for what is tested, from the earliest decision on."""
    own = [one for one in book.steps if tested & set(one.applications)]
    decided = [one.to_minutes for one in own if one.kind == "decide"]
    zero = min(decided, default=0.0)
    steps = []
    for one in own:
        if one.kind not in _REHEARSED or one.moment == "decide":
            continue
        what = f"Read through and leave undone: {one.what}" if one.moment == "redirect" else one.what
        span = (max(0.0, one.from_minutes - zero), max(0.0, one.to_minutes - zero))
        steps.append(ScriptStep(0, *span, one.applications[0], what, _IN_A_DRILL.get(one.kind, one.check), one.owner))
    return steps


def _afterwards(drill: PlannedDrill) -> list[ScriptStep]:
    return [
        _said(
            "Write into the log of each application when it served, and how old its newest data was.",
            "Every application of the drill has an outcome, a recovery time and the data it would have lost.",
        ),
        _said(
            f"Remove the machines and the isolated network by {show_date(drill.last_on)}.",
            "Replication and backups run as before, and nothing of the drill is billed any more.",
        ),
    ]


def _said(what: str, check: str, owner: str = "") -> ScriptStep:
    return ScriptStep(0, None, None, "", what, check, owner)


def _goal(assessment: Assessment, key: str, book: Runbook) -> Goal:
    result = assessment.applications[key]
    ends = [one.to_minutes for one in book.steps if key in one.applications and one.kind != "by_hand"]
    objectives = result.objectives
    return Goal(
        key, objectives.rto_minutes, objectives.rpo_minutes, max(ends, default=None), result.drills.mttr_minutes
    )


def script_lines(assessment: Assessment, script: DrillScript) -> list[str]:
    """The script as lines of plain text, for the clipboard."""
    plan, drill = assessment.plan, script.drill
    days = show_date(drill.on) if drill.on == drill.last_on else f"{show_date(drill.on)} to {show_date(drill.last_on)}"
    lines = [f"Drill: {drill.name}, {days}"]
    for goal in script.goals:
        lines.append(
            f"{named(plan.applications[goal.application])}: RTO {show_minutes(goal.rto_minutes)}, RPO "
            f"{show_minutes(goal.rpo_minutes)}, simulated {show_minutes(goal.expected_minutes)}, mean so far "
            f"{show_minutes(goal.mttr_minutes)}"
        )
    for step in script.steps:
        at = "" if step.from_minutes is None else f" {show_minutes(step.from_minutes)}–{show_minutes(step.to_minutes)}"
        lines.append(f"{step.number}.{at} {step.what} {step.check} {step.owner}".rstrip())
    lines += [f"{named(plan.applications[key])}: {reason}" for key, reason in script.left_out]
    return lines
