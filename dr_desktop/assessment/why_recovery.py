"""Why a simulated recovery takes as long and loses as much as it does: its chain of steps, its waits, its copy."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.citation import Source
from dr_desktop.assessment.explanation import Explanation, Input, Origin, Place, Subject
from dr_desktop.assessment.recovery import simulate
from dr_desktop.assessment.recovery_records import ApplicationRecovery, RecoveryResult, Step
from dr_desktop.assessment.recovery_scenarios import scenario_of
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.row_names import named
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_minutes

_FAIR: Final = Source("Max-min fair sharing: Bertsekas and Gallager, Data Networks, 6.5.2", "", "1992")
_GUIDANCE: Final = Source("Protect virtual machines deployed on Azure Stack, Microsoft", "", "2018-05-14")
_OBJECTIVES: Final = (("RTO", "rto_minutes"), ("RPO", "rpo_minutes"), ("MTD", "mtd_minutes"))


def explain_recovery(assessment: Assessment, subject: Subject) -> Explanation | None:
    """The explanation of a figure of an application in a scenario, which is simulated for it.

    The subject's entity is `scenario/application`, its part a field of `ApplicationRecovery`.
    """
    scenario_id, _, application = subject.entity.rpartition("/")
    scenario = scenario_of(assessment.plan, scenario_id)
    if scenario is None or application not in assessment.plan.applications:
        return None
    return explain_result(assessment.plan, simulate(assessment, scenario), subject)


def explain_result(plan: Plan, result: RecoveryResult, subject: Subject) -> Explanation | None:
    """The same from a result that is at hand."""
    one = result.applications.get(subject.entity.rpartition("/")[2])
    if one is None:
        return None
    match subject.part:
        case "recovery_minutes":
            return _time(plan, result, one, subject)
        case "data_loss_minutes":
            return _loss(plan, one, subject)
        case "alone_minutes":
            formula = "longest path through its own phases and those of what it waits for, with nothing shared"
            name = f"Recovery alone, {_name(plan, one)}"
            return Explanation(subject, name, one.alone_minutes, "min", formula, sources=(_FAIR,))
        case "slack_minutes":
            formula = "the least time to the start of what waits for it, or to the end of the whole recovery"
            name = f"Slack, {_name(plan, one)}"
            reading = "How much later it could be up without delaying anything else."
            return Explanation(subject, name, one.slack_minutes, "min", formula, reading)
        case "downtime_cost" | "data_loss_cost":
            return _cost(plan, one, subject)
        case _:
            return None


def _time(plan: Plan, result: RecoveryResult, one: ApplicationRecovery, subject: Subject) -> Explanation:
    parts = tuple(
        [Input(_step_words(plan, one, step), step.to_minutes - step.from_minutes, "min") for step in one.critical]
    )
    held = tuple(
        [
            Input(
                f"Held by {hold.resource.words}",
                hold.to_minutes - hold.from_minutes,
                "min",
                "computed",
                Place(hold.resource.table, hold.resource.entity, hold.resource.field) if hold.resource.table else None,
            )
            for hold in one.holds
        ]
    )
    reading = one.reason or one.words
    if one.recovery_minutes is not None and one.recovery_minutes > one.alone_minutes > 0:
        more = show_minutes(one.recovery_minutes - one.alone_minutes)
        reading += f" Alone it would be back {more} earlier: the rest is what it shares with others."
    reading = " ".join([reading, *result.notes])
    value = one.recovery_minutes if one.outcome not in ("lost", "stays_down") else one.outcome.replace("_", " ")
    return Explanation(
        subject,
        f"Simulated recovery time, {_name(plan, one)}",
        value,
        "min",
        "the chain of steps that led to its end, each beginning as the one before it ended",
        reading,
        parts,
        (*held, *_objectives(plan, one)),
        sources=(_FAIR, _GUIDANCE),
    )


def _loss(plan: Plan, one: ApplicationRecovery, subject: Subject) -> Explanation:
    value = "total loss" if one.outcome == "lost" else one.data_loss_minutes
    formula = "age of the newest copy that is usable, survives and is clean; of its members the one that loses most"
    name = f"Simulated data loss, {_name(plan, one)}"
    return Explanation(
        subject, name, value, "min", formula, one.data_loss_words, inputs=_objectives(plan, one), sources=(_GUIDANCE,)
    )


def _cost(plan: Plan, one: ApplicationRecovery, subject: Subject) -> Explanation:
    down = subject.part == "downtime_cost"
    field = "downtime_cost_per_hour" if down else "data_loss_cost_per_hour"
    minutes = one.recovery_minutes if down else one.data_loss_minutes
    an_hour = getattr(plan.applications[one.application], field)
    place = Place("applications", one.application, field)
    what = "Downtime" if down else "Data lost"
    return Explanation(
        subject,
        f"Cost of {what.lower()}, {_name(plan, one)}",
        one.downtime_cost if down else one.data_loss_cost,
        plan.header.currency,
        f"hours of {what.lower()} × cost of an hour",
        "" if an_hour is not None else "What an hour costs is not stated.",
        inputs=(Input(what, minutes, "min"), Input("Cost of an hour", an_hour, "", "stated", place)),
    )


def _objectives(plan: Plan, one: ApplicationRecovery) -> tuple[Input, ...]:
    application = plan.applications[one.application]
    found = []
    for words, field in _OBJECTIVES:
        value = getattr(one.objectives, field)
        if value is not None:
            own = getattr(application, field) is not None
            place = (
                Place("applications", one.application, field) if own else Place("tiers", application.tier or "", field)
            )
            origin: Origin = "stated"
            found.append(Input(words, value, "min", origin, place))
    return tuple(found)


def _step_words(plan: Plan, one: ApplicationRecovery, step: Step) -> str:
    other = (
        ""
        if step.application == one.application
        else f"{plan.applications[step.application].name or step.application}: "
    )
    if step.waited_for is not None:
        return f"{other}wait for {step.waited_for.words}"
    member = plan.machines.get(step.member) or plan.data_stores.get(step.member)
    return f"{other}{step.phase}{f' {named(member)}' if member is not None else ''}".capitalize()


def _name(plan: Plan, one: ApplicationRecovery) -> str:
    return plan.applications[one.application].name or one.application
