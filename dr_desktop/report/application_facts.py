"""All that decides about one application, as a sheet: verdict with every reason, times against objectives."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.results import ApplicationResult, Assessment, DesignedRecovery, Met
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_minutes, show_tib
from dr_desktop.plan.words import word
from dr_desktop.report.chips import drill_words
from dr_desktop.report.fact_sheet import Fact, Heading, Judged, Link, Row, Title, Words, go_to
from dr_desktop.report.names import counted, name_of, names_of
from dr_desktop.report.placing import rank_of, tier_of
from dr_desktop.report.signs import DOT_WORDS, STATE_WORDS

_MISSING: Final = {
    "source_site": "State where it runs",
    "scheme": "State its scheme",
    "recovery_sites": "State where it recovers",
    "rto_minutes": "State its RTO",
    "rpo_minutes": "State its RPO",
}


def application_facts(assessment: Assessment, application: str) -> tuple[Fact, ...]:
    """The sheet of an application: where it runs and recovers, what the guidance says, what it reaches."""
    plan, result = assessment.plan, assessment.applications[application]
    facts: list[Fact] = [Title(name_of(plan, application), _tier_words(plan, application, result))]
    if application == UNASSIGNED:
        facts.append(Words(f"{counted(result.machines, 'machine')} that belong to no application yet."))
        return (*facts, Link("Go to the machines", go_to("machines", _first_machine(plan), "application")))
    facts += _verdict(result)
    facts += _ways(plan, application, result)
    facts += _objectives(result)
    if result.topology.reasons:
        facts.append(Heading(f"Why: {counted(len(result.topology.reasons), 'reason')}"))
        facts += [Judged(one.verdict, one.sentence, one.source) for one in result.topology.reasons]
    facts.append(Heading("More"))
    facts.append(Words(drill_words(result)))
    facts.append(Words(_size_words(result), "text.secondary"))
    facts += [Link(_MISSING[field], go_to("applications", application, field)) for field in _missing(plan, application)]
    facts.append(Link("Go to application", go_to("applications", application, "name")))
    return tuple(facts)


def objective_words(objective: float | None, met: Met) -> str:
    """An objective and whether it is met: "4 h, missed"; "not stated"."""
    return "not stated" if objective is None else f"{show_minutes(objective)}, {DOT_WORDS[met]}"


def designed_words(designed: DesignedRecovery, minutes: float | None) -> str:
    """A designed time: "total loss" where nothing comes back, "not known" where it does not follow."""
    if designed.unrecoverable:
        return "total loss"
    return "not known" if minutes is None else show_minutes(minutes)


def _tier_words(plan: Plan, application: str, result: ApplicationResult) -> str:
    tier, rank = tier_of(plan, application), rank_of(plan, application)
    scheme = result.protection.scheme
    said = [f"Tier {rank}, {tier.name}" if tier else "no tier", word("Scheme", scheme) if scheme else "no scheme"]
    return " · ".join(said)


def _verdict(result: ApplicationResult) -> list[Fact]:
    topology = result.topology
    if topology.verdict is None:
        return [Words(topology.sentence)]
    facts: list[Fact] = [
        Judged(topology.verdict, STATE_WORDS[topology.verdict], bold=True),
        Words(topology.sentence, "text.secondary"),
    ]
    covered = topology.covers_cloud_loss
    words = "Covers the loss of its cloud or building."
    if not covered:
        alone = topology.covers_cloud_alone
        words = f"Covers the loss of {'its cloud, not of its building' if alone else 'a machine, not of its cloud'}."
    return [*facts, Judged("recommended" if covered else "warning", words)]


def _ways(plan: Plan, application: str, result: ApplicationResult) -> list[Fact]:
    protection = result.protection
    facts: list[Fact] = [Row("Runs at", name_of(plan, plan.applications[application].source_site))]
    if protection.scheme != "no_recovery":
        facts.append(Row("Recovers at", names_of(plan, protection.recovery_sites)))
    if protection.backup_target:
        facts.append(Row("Backups lie at", name_of(plan, protection.backup_target)))
    return facts


def _objectives(result: ApplicationResult) -> list[Fact]:
    designed, objectives = result.designed, result.objectives
    rto, rpo = designed_words(designed, designed.rto_minutes), designed_words(designed, designed.rpo_minutes)
    facts: list[Fact] = [
        Heading("Designed, alone and without contention"),
        Row("Recovery time", rto, bold=True),
        Row("Objective", objective_words(objectives.rto_minutes, result.rto_met), dot=result.rto_met),
    ]
    facts += [Row(f"– {part.name}", show_minutes(part.minutes)) for part in designed.parts]
    facts += [Words(designed.rto_basis, "text.secondary")] if designed.rto_basis else []
    facts += [
        Row("Recovery point", rpo, bold=True),
        Row("Objective", objective_words(objectives.rpo_minutes, result.rpo_met), dot=result.rpo_met),
    ]
    return [*facts, Words(designed.rpo_basis, "text.secondary")] if designed.rpo_basis else facts


def _size_words(result: ApplicationResult) -> str:
    said = [counted(result.machines, "machine"), f"{show_tib(result.used_gib)} used"]
    if result.undecided:
        said.append(f"{result.undecided:,} undecided")
    if result.assumed_values:
        said.append(f"{result.assumed_values:,} values assumed")
    return " · ".join(said)


def _missing(plan: Plan, application: str) -> list[str]:
    """The fields without which something about the application cannot be said."""
    one, tier = plan.applications[application], tier_of(plan, application)
    scheme = one.scheme or (tier and tier.scheme)
    found = [] if one.source_site else ["source_site"]
    found += [] if scheme else ["scheme"]
    if scheme == "no_recovery":
        return found
    found += [] if one.recovery_sites or (tier and tier.recovery_sites) else ["recovery_sites"]
    for field in ("rto_minutes", "rpo_minutes"):
        if getattr(one, field) is None and (tier is None or getattr(tier, field) is None):
            found.append(field)
    return found


def _first_machine(plan: Plan) -> str:
    return next((key for key, one in plan.machines.items() if one.application == UNASSIGNED), "")
