"""Why the recovery of one application takes as long as it does, as a sheet of facts."""

from __future__ import annotations

from itertools import groupby

from dr_desktop.assessment.failback import ApplicationFailback, Failback
from dr_desktop.assessment.recovery_records import ApplicationRecovery, Resource
from dr_desktop.assessment.results import Met
from dr_desktop.plan.shown import NO_BREAK_SPACE, show_minutes, show_money, show_number
from dr_desktop.report.fact_sheet import Fact, Figure, Heading, Judged, Link, Row, Title, Words, go_to
from dr_desktop.report.names import name_of
from dr_desktop.report.recovery_view import RecoveryView
from dr_desktop.report.recovery_words import OUTCOME_SIGNS, OUTCOME_WORDS, PHASE_WORDS, comes_back

_STATES = {"met": "recommended", "little_margin": "warning", "missed": "error", "not_known": "note"}
_ARROW = " → "


def recovery_facts(view: RecoveryView, application: str, home: Failback | None = None) -> tuple[Fact, ...]:
    """The facts of one application: outcome, objectives, phases, waits, what set the pace, what led to the end.

    `home`: the way back to the lost site, where it is to be said.
    """
    one = view.result.applications.get(application)
    if one is None:
        return (Words("Choose an application.", "text.secondary"),)
    facts: list[Fact] = [Title(name_of(view.plan, application), view.name)]
    if comes_back(one):
        facts.append(Figure("Recovered after", show_minutes(one.recovery_minutes)))
    else:
        sign = OUTCOME_SIGNS[one.outcome] or "note"
        facts.append(Judged(sign, OUTCOME_WORDS[one.outcome].capitalize(), bold=True))
    facts += [Words(words) for words in dict.fromkeys((one.words, one.reason)) if words]
    facts += _objectives(one)
    facts += _phases(view, one)
    facts += _pace(one)
    facts += _critical(view, one)
    facts += _loss(view, one)
    facts += _cost(view, one)
    ways = home.applications if home is not None else ()
    facts += _home(view, next((way for way in ways if way.application == application), None))
    return (*facts, *_links(view, one))


def objective_sentence(met: Met, minutes: float | None, objective: float | None, name: str) -> str:
    """Whether an objective is met, and by how much: RTO 4 h missed by 3 h 51 min."""
    if objective is None:
        return f"No {name} is stated."
    stated = f"{name} {show_minutes(objective)}"
    if met == "not_known":
        return f"{stated}: not known whether it is met."
    if minutes is None:
        return f"{stated} missed."
    if met == "missed":
        return f"{stated} missed by {show_minutes(minutes - objective)}."
    left = f"{show_minutes(objective - minutes)} to spare"
    return f"{stated} met with {'only ' if met == 'little_margin' else ''}{left}."


def _objectives(one: ApplicationRecovery) -> list[Fact]:
    objectives = one.objectives
    facts: list[Fact] = []
    for met, minutes, objective, name in (
        (one.rto_met, one.recovery_minutes, objectives.rto_minutes, "RTO"),
        (one.rpo_met, one.judged_loss_minutes, objectives.rpo_minutes, "RPO"),
        (one.mtd_met, one.recovery_minutes, objectives.mtd_minutes, "MTD"),
    ):
        if objective is not None or name != "MTD":
            facts.append(Judged(_STATES[met], objective_sentence(met, minutes, objective, name)))
    return facts


def _phases(view: RecoveryView, one: ApplicationRecovery) -> list[Fact]:
    facts: list[Fact] = []
    if one.phases:
        facts.append(Heading("Phases"))
        facts += [
            Row(
                PHASE_WORDS[phase.name],
                f"{_from_to(phase.from_minutes, phase.to_minutes)}",
                bold=view.at_minutes is not None and phase.from_minutes <= view.at_minutes < phase.to_minutes,
            )
            for phase in one.phases
        ]
    if one.waits:
        facts.append(Heading("Waits"))
        facts += [
            Row(
                f"{PHASE_WORDS[wait.before]} waits for {wait.resource.words}",
                show_minutes(wait.to_minutes - wait.from_minutes),
            )
            for wait in one.waits
        ]
    return facts


def _pace(one: ApplicationRecovery) -> list[Fact]:
    if not one.holds:
        return []
    facts: list[Fact] = [Heading("What set the pace")]
    facts += [Row(hold.resource.words, _from_to(hold.from_minutes, hold.to_minutes)) for hold in one.holds]
    if one.alone_minutes and one.recovery_minutes is not None:
        facts.append(Row("Alone, with nothing shared", show_minutes(one.alone_minutes)))
        facts.append(Row("Lost by sharing", show_minutes(max(0.0, one.recovery_minutes - one.alone_minutes))))
    return facts


def _critical(view: RecoveryView, one: ApplicationRecovery) -> list[Fact]:
    """The chain behind the end: steps of the same application and phase that follow each other are one."""
    if not one.critical:
        return []
    facts: list[Fact] = [Heading("Critical path")]
    for (application, phase), steps in groupby(one.critical, key=lambda step: (step.application, step.phase)):
        chain = list(steps)
        who = "" if application == one.application else f"{name_of(view.plan, application)}: "
        words = f"{who}{PHASE_WORDS[phase].lower() if who else PHASE_WORDS[phase]}"
        facts.append(Row(words, _from_to(chain[0].from_minutes, chain[-1].to_minutes)))
    if one.slack_minutes > 0:
        facts.append(Row("Could be later without delaying anything", show_minutes(one.slack_minutes)))
    return facts


def _loss(view: RecoveryView, one: ApplicationRecovery) -> list[Fact]:
    facts: list[Fact] = [Heading("Data")]
    words = "All of it is lost" if one.outcome == "lost" else f"Loss of {show_minutes(one.data_loss_minutes)}"
    facts.append(Words(words if one.data_loss_minutes is not None or one.outcome == "lost" else "Loss not known"))
    if one.data_loss_words:
        facts.append(Words(one.data_loss_words, "text.secondary"))
    if one.copy:
        facts.append(Row("Restored from", name_of(view.plan, one.copy)))
    if one.site:
        facts.append(Row("Comes back at", name_of(view.plan, one.site)))
    if one.moved_gib:
        facts.append(Row("Moved", f"{show_number(one.moved_gib)}{NO_BREAK_SPACE}GiB"))
    if one.egress_gib:
        facts.append(Row("Leaves Azure", f"{show_number(one.egress_gib)}{NO_BREAK_SPACE}GiB"))
    return facts


def _cost(view: RecoveryView, one: ApplicationRecovery) -> list[Fact]:
    if one.downtime_cost is None and one.data_loss_cost is None:
        return []
    currency = view.plan.header.currency
    return [
        Heading("Cost of the outage"),
        Row("Downtime", show_money(one.downtime_cost, currency)),
        Row("Data lost", show_money(one.data_loss_cost, currency)),
    ]


def _home(view: RecoveryView, way: ApplicationFailback | None) -> list[Fact]:
    if way is None:
        return []
    facts: list[Fact] = [Heading(f"Way home to {name_of(view.plan, way.to_site)}")]
    facts += [
        Row(f"{step.words}{', without users' if step.interrupts else ''}", show_minutes(step.minutes))
        for step in way.steps
    ]
    if way.reason:
        facts.append(Words(way.reason, "text.secondary"))
    if way.ends_minutes is not None:
        facts.append(Row("Home after", show_minutes(way.ends_minutes), bold=True))
        facts.append(Row("Users are without it for", show_minutes(way.downtime_minutes)))
    if way.egress_cost is not None:
        facts.append(Row("Leaving Azure costs", show_money(way.egress_cost, view.plan.header.currency)))
    return facts


def _links(view: RecoveryView, one: ApplicationRecovery) -> list[Fact]:
    links = [Link(f"Go to {name_of(view.plan, one.application)}", go_to("applications", one.application, "name"))]
    seen: set[str] = set()
    for resource in [hold.resource for hold in one.holds] + [wait.resource for wait in one.waits]:
        if resource.entity and resource.entity not in seen and resource.entity != one.application:
            seen.add(resource.entity)
            links.append(resource_link(view, resource))
    return list(links[:6])


def resource_link(view: RecoveryView, resource: Resource) -> Link:
    """A link to the cell that limits a resource."""
    return Link(f"Go to {name_of(view.plan, resource.entity)}", go_to(resource.table, resource.entity, resource.field))


def _from_to(begin: float, end: float) -> str:
    return f"{show_minutes(begin, in_table=True)}{_ARROW}{show_minutes(end, in_table=True)}"
