"""Why the figures of an application are what they are: designed times, MTTR, sums over its members, verdict, proof."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.citation import Source
from dr_desktop.assessment.explanation import Explanation, Input, Origin, Place, Subject
from dr_desktop.assessment.results import ApplicationResult, Assessment, MachineResult
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.why_consumption import explain_application_cost
from dr_desktop.plan.application import Application

_GUIDANCE: Final = Source("Protect virtual machines deployed on Azure Stack, Microsoft", "", "2018-05-14")
_SUMS: Final = {
    "machines": ("Machines", "", "number of its machines"),
    "used_tib": ("Used", "GiB", "sum over its machines and data stores, scale sets by their instances"),
    "memory_gib": ("Memory", "GiB", "sum over its machines, scale sets by their instances"),
    "vcpus": ("vCPU", "", "sum over its machines, scale sets by their instances"),
    "change_gib": ("Change a day", "GiB/day", "sum over its machines and data stores of used × change a day"),
    "unprotected": ("Machines unprotected", "", "its machines marked as not protected, and those nobody decided on"),
    "undecided": ("Machines undecided", "", "its machines that nobody decided on; they count as unprotected"),
}
_FIELD: Final = {"used_tib": "used_gib", "change_gib": "change_gib_per_day"}
_MOST: Final = 12
_CLAIMS: Final = {
    "none": "No RTO and RPO that somebody agreed to.",
    "wished": "RTO and RPO are stated and agreed; the design does not meet them, or does not outlive the cloud.",
    "designed": "The design meets RTO and RPO on paper, by a way that is supported and outlives cloud and building.",
    "simulated": "A simulated disaster, with everything that recovers at once, meets RTO and RPO.",
    "drilled": "Drills met the RTO, but the last success is out of date or the latest drill failed.",
    "proven": "The latest drills met the RTO and are in date.",
}


def explain_application(assessment: Assessment, subject: Subject) -> Explanation | None:
    """The explanation of a figure of an application; `part` is the key of its column."""
    application = assessment.plan.applications.get(subject.entity)
    result = assessment.applications.get(subject.entity)
    if application is None or result is None:
        return None
    if subject.part in _SUMS:
        return _sum(assessment, subject, application, result)
    if subject.part == "cost_month":
        return explain_application_cost(assessment, subject)
    explain = _PARTS.get(subject.part)
    return None if explain is None else explain(subject, application, result)


def _time(subject: Subject, application: Application, result: ApplicationResult) -> Explanation:
    designed = result.designed
    parts = tuple(Input(one.name.capitalize(), one.minutes, "min") for one in designed.parts)
    inputs = tuple(Input(one.name.capitalize(), one.basis) for one in designed.parts if one.basis)
    formula = " + ".join(one.name for one in designed.parts) or "no sum"
    return Explanation(
        subject,
        f"Designed recovery time, {named(application)}",
        "total loss" if designed.unrecoverable else designed.rto_minutes,
        "min",
        formula,
        designed.rto_basis,
        parts,
        (*inputs, _objective(application, "RTO", result.objectives.rto_minutes, "rto_minutes")),
        sources=(_GUIDANCE,),
    )


def _point(subject: Subject, application: Application, result: ApplicationResult) -> Explanation:
    designed = result.designed
    return Explanation(
        subject,
        f"Designed recovery point, {named(application)}",
        "total loss" if designed.unrecoverable else designed.rpo_minutes,
        "min",
        "age of the newest copy that survives, at the worst moment",
        designed.rpo_basis,
        inputs=(_objective(application, "RPO", result.objectives.rpo_minutes, "rpo_minutes"),),
        sources=(_GUIDANCE,),
    )


def _mttr(subject: Subject, application: Application, result: ApplicationResult) -> Explanation:
    record = result.drills
    inputs = (
        Input("Drills that count", float(record.drills)),
        Input("Succeeded", float(record.succeeded)),
        Input("Shortest", record.shortest_minutes, "min"),
        Input("Longest", record.longest_minutes, "min"),
        Input("Latest", record.latest_on.isoformat() if record.latest_on else None),
        _objective(application, "RTO", result.objectives.rto_minutes, "rto_minutes"),
    )
    return Explanation(
        subject,
        f"MTTR, {named(application)}",
        record.mttr_minutes,
        "min",
        "mean of the successful recoveries under the present scheme and target",
        "A clock that began at the decision gets detection and decision added."
        if record.drills
        else "No drill counts for the present scheme and target.",
        inputs=inputs,
        sources=(_GUIDANCE,),
    )


def _verdict(subject: Subject, application: Application, result: ApplicationResult) -> Explanation:
    topology = result.topology
    rules = tuple(f"{one.verdict.replace('_', ' ').capitalize()}: {one.sentence}" for one in topology.reasons)
    sources = tuple(dict.fromkeys(Source(one.source, "", "") for one in topology.reasons)) or (_GUIDANCE,)
    verdict = (topology.verdict or "nothing can be said").replace("_", " ")
    return Explanation(
        subject, f"Verdict, {named(application)}", verdict, "", "the worst of all reasons that apply",
        topology.sentence, rules=rules, sources=sources,
    )  # fmt: skip


def _claim(subject: Subject, application: Application, result: ApplicationResult) -> Explanation:
    inputs = (
        Input("RTO on paper", result.rto_met.replace("_", " ")),
        Input("RPO on paper", result.rpo_met.replace("_", " ")),
        Input("RTO in drills", result.drill_met.replace("_", " ")),
        Input("Agreed by", application.agreed_by or None, "", "stated", _place(application, "agreed_by")),
    )
    return Explanation(
        subject, f"Proof, unsimulated, {named(application)}", result.claim, "", _CLAIMS[result.claim],
        "Wished, designed, drilled, proven: each step needs the one before. Simulation, which stands between paper and "
        "drills, is judged on the Drills page and in both documents.", inputs=inputs,
    )  # fmt: skip


def _drills(subject: Subject, application: Application, result: ApplicationResult) -> Explanation:
    return _mttr(subject, application, result)._replace(
        name=f"Drills, {named(application)}",
        value=float(result.drills.drills),
        unit="",
        formula="drills under the present scheme, site and target",
    )


_PARTS: Final = {
    "designed_rto": _time,
    "designed_rpo": _point,
    "mttr": _mttr,
    "verdict": _verdict,
    "claim": _claim,
    "drills": _drills,
}


def _sum(assessment: Assessment, subject: Subject, application: Application, result: ApplicationResult) -> Explanation:
    words, unit, formula = _SUMS[subject.part]
    value = float(getattr(result, _FIELD.get(subject.part, subject.part)))
    members = _members(assessment, application.id, subject.part)
    largest = sorted(members, key=lambda one: -float(one.value or 0))[:_MOST]
    rest = len(members) - len(largest)
    reading = f"The {_MOST} largest are listed; {rest:,} more are counted." if rest else ""
    if result.unknown_used and subject.part in ("used_tib", "change_gib"):
        reading = f"{reading} {result.unknown_used:,} with unknown data are not in the sum.".strip()
    return Explanation(subject, f"{words}, {named(application)}", value, unit, formula, reading, tuple(largest))


def _members(assessment: Assessment, application: str, part: str) -> list[Input]:
    plan = assessment.plan
    found = []
    for table, results in (("machines", assessment.machines), ("data_stores", assessment.data_stores)):
        for key, entity in plan.table(table).items():
            one = results.get(key)
            if one is None or getattr(entity, "application", None) != application:
                continue
            value = _share(part, table, one)
            if value:
                field = {"used_tib": "used_gib", "change_gib": "change_percent_per_day"}.get(part, "name")
                origin: Origin = "assumed" if field in one.assumed else "stated"
                found.append(Input(named(entity), value, _SUMS[part][1], origin, Place(table, key, field)))
    return found


def _share(part: str, table: str, one: MachineResult) -> float | None:
    """What a member adds to a sum of its application."""
    if part == "used_tib":
        return None if one.used_gib is None else one.used_gib * one.instances
    if part == "change_gib":
        return None if one.change_gib_per_day is None else one.change_gib_per_day * one.instances
    if table != "machines":
        return None
    if part in ("vcpus", "memory_gib"):
        return float(getattr(one, part)) * one.instances
    if part == "machines":
        return 1.0
    counted = ("undecided",) if part == "undecided" else ("undecided", "unprotected")
    return 1.0 if one.coverage in counted else None


def _objective(application: Application, words: str, minutes: float | None, field: str) -> Input:
    return Input(f"Objective, {words}", minutes, "min", "stated", _place(application, field))


def _place(application: Application, field: str) -> Place:
    return Place("applications", application.id, field)
