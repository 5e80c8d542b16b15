"""Why the five totals are what they are."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.consumption import usual_month
from dr_desktop.assessment.explanation import Explanation, Input, Place, Subject
from dr_desktop.assessment.results import ApplicationResult, Assessment, Finding
from dr_desktop.assessment.row_names import named
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.plan import HEADER
from dr_desktop.plan.shown import show_date, show_month

_MOST: Final = 12


def explain_total(assessment: Assessment, subject: Subject) -> Explanation | None:
    """The explanation of applications_meeting, unprotected, fullest_gib, cost_month or errors."""
    explain = _PARTS.get(subject.part)
    return None if explain is None else explain(assessment, subject)


def _meeting(assessment: Assessment, subject: Subject) -> Explanation:
    missing = [
        Input(named(assessment.plan.applications[key]), _why_not(one), "", "computed",
              Place("applications", key, "rto_minutes"))
        for key, one in assessment.applications.items()
        if key != UNASSIGNED and not one.meets_objectives
    ]  # fmt: skip
    return Explanation(
        subject,
        "Applications meeting their objectives",
        float(assessment.totals.applications_meeting),
        "",
        f"of {assessment.totals.applications:,}: designed recovery time within the RTO and point within the RPO, by a "
        "way back that outlives the loss of its cloud or building",
        "Not known counts as not met. Machines that belong nowhere yet are no application."
        if missing
        else "All of them.",
        inputs=tuple(missing[:_MOST]),
    )


def _unprotected(assessment: Assessment, subject: Subject) -> Explanation:
    where = [
        Input(named(assessment.plan.applications[key]), float(one.unprotected), "", "stated",
              Place("applications", key, "name"))
        for key, one in assessment.applications.items()
        if one.unprotected
    ]  # fmt: skip
    where.sort(key=lambda one: -float(one.value or 0))
    return Explanation(
        subject,
        "Machines unprotected",
        float(assessment.totals.unprotected),
        "",
        f"of {assessment.totals.machines:,}: marked as not protected, without any scheme or target, or undecided",
        f"{assessment.totals.undecided:,} of them are undecided. Members of scale sets are made anew and not counted.",
        parts=tuple(where[:_MOST]),
    )


def _fullest(assessment: Assessment, subject: Subject) -> Explanation | None:
    key = assessment.totals.fullest_store
    store = assessment.targets.get(key)
    if store is None or store.worst is None:
        return None
    worst = store.worst
    names = (("Restore points", "points"), ("Weekly to yearly fulls", "archive"), ("Second copies", "copies"),
             ("Working space", "working"))  # fmt: skip
    place = Place("backup_targets", key, "capacity_gib")
    return Explanation(
        subject,
        f"Fullest target: {named(assessment.plan.backup_targets[key])}",
        worst.total,
        "GiB",
        "the target with the largest share of its usable size, on its worst day of the horizon",
        f"Its worst day is {show_date(worst.worst_day)}.",
        tuple(Input(words, float(getattr(worst, part)), "GiB") for words, part in names),
        (
            Input("Usable", store.capacity_gib, "GiB", "stated", place),
            Input("Ceiling", store.ceiling_gib, "GiB", "computed", place),
        ),
        store.rule_words,
    )


def _cost(assessment: Assessment, subject: Subject) -> Explanation | None:
    consumption = assessment.consumption
    if not consumption.months:
        return None
    place = usual_month(consumption)
    counted = [one for one in consumption.components if one.state in ("steady", "drill")]
    parts = tuple(Input(one.name, one.amounts[place], consumption.currency) for one in counted)
    return Explanation(
        subject,
        "Cost a month",
        assessment.totals.cost_month,
        consumption.currency,
        "steady state + the mean of the drills of a year",
        f"the usual month, {show_month(consumption.months[place])}: replication is free for its first 31 days",
        parts,
        rules=tuple(dict.fromkeys(one.price_words for one in counted if one.price_words)),
    )


def _errors(assessment: Assessment, subject: Subject) -> Explanation:
    open_ones = [one for one in assessment.findings if one.severity == "error" and not one.accepted]
    inputs = tuple(
        Input(_where(assessment, one), one.sentence, "", "computed", Place(one.table, one.entity, one.field))
        for one in open_ones[:_MOST]
    )
    rest = len(open_ones) - len(inputs)
    reading = f"The first {_MOST} are listed; {rest:,} more stand on the page Findings." if rest else ""
    return Explanation(
        subject, "Open errors", float(len(open_ones)), "", "findings of severity error that nobody accepted",
        reading, inputs=inputs,
    )  # fmt: skip


def _where(assessment: Assessment, finding: Finding) -> str:
    plan = assessment.plan
    entity = plan.header if finding.table == HEADER else plan.table(finding.table).get(finding.entity)
    return finding.entity if entity is None else named(entity)


_PARTS: Final = {
    "applications_meeting": _meeting,
    "unprotected": _unprotected,
    "fullest_gib": _fullest,
    "cost_month": _cost,
    "errors": _errors,
}


def _why_not(one: ApplicationResult) -> str:
    states = f"RTO {_met(one.rto_met)}, RPO {_met(one.rpo_met)}"
    covers = one.topology.covers_cloud_loss or "not_known" in (one.rto_met, one.rpo_met) or one.designed.unrecoverable
    return states if covers else f"{states}, but not after the loss of its cloud or building"


def _met(state: str) -> str:
    return state.replace("_", " ")
