"""What is said beside the drills: what one application's evidence is worth, and what one planned drill asks for."""

from __future__ import annotations

from dr_desktop.assessment.claims import Standing
from dr_desktop.assessment.drill_calendar import DrillCalendar, PlannedDrill, Unplaced
from dr_desktop.assessment.drill_script import DrillScript
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_date, show_minutes, show_quantity
from dr_desktop.plan.words import word
from dr_desktop.report.drill_evidence import EvidenceRow, evidence_today
from dr_desktop.report.fact_sheet import Fact, Heading, Judged, Link, Row, Title, Words, go_to
from dr_desktop.report.names import counted, name_of, names_of
from dr_desktop.report.placing import tier_of
from dr_desktop.report.tier_progress import CLAIM_WORDS


def evidence_facts(
    assessment: Assessment, row: EvidenceRow, standing: Standing | None, calendar: DrillCalendar
) -> tuple[Fact, ...]:
    """The sheet of an application: its claim step by step with reasons, what was measured, what is due."""
    plan, record = assessment.plan, row.record
    tier = tier_of(plan, row.application)
    facts: list[Fact] = [Title(name_of(plan, row.application), tier.name if tier is not None else "no tier")]
    if standing is None:
        facts.append(Words("Its recovery is being simulated.", "text.secondary"))
    else:
        facts.append(Heading(f"Claim: {CLAIM_WORDS[standing.claim]}"))
        for one in standing.rungs:
            words = f"{CLAIM_WORDS[one.claim].capitalize()}. {one.reason}"
            facts.append(Judged("recommended" if one.holds else "warning", words))
    facts.append(Heading("Measured, as it is protected now"))
    facts.append(Row("MTTR", show_minutes(record.mttr_minutes), dot=row.mttr_met, bold=True))
    if record.shortest_minutes is not None and record.longest_minutes is not None:
        facts.append(Row("– least", show_minutes(record.shortest_minutes)))
        facts.append(Row("– most", show_minutes(record.longest_minutes)))
    facts.append(Row("– succeeded", f"{record.succeeded} of {record.drills}"))
    facts.append(Row("RTO", show_minutes(row.rto_minutes)))
    facts.append(Row("Most data lost", show_minutes(record.data_loss_minutes), dot=row.loss_met, bold=True))
    facts.append(Row("RPO", show_minutes(row.rpo_minutes)))
    facts.append(Heading("Evidence"))
    if row.expires_on is not None:
        over = " (over)" if row.expires_on < evidence_today(assessment) else ""
        facts.append(Row("Counts until", show_date(row.expires_on) + over))
    due = calendar.due.get(row.application)
    if due is None:
        facts.append(Words("No drill is asked for.", "text.secondary"))
    else:
        facts.append(Row("Drills a year", str(due.a_year)))
        facts.append(Row("Due", "now" if due.due_on is None else show_date(due.due_on)))
        facts.append(Row("Next in the calendar", show_date(calendar.next_of(row.application))))
    for dot in reversed(row.dots):
        said = word("Outcome", dot.outcome) if dot.outcome else "planned"
        counts = "" if dot.counted or dot.outcome is None else "; does not count"
        facts.append(Link(f"{show_date(dot.on)}: {word('DrillKind', dot.kind)}, {said}{counts}",
                          go_to("drills", dot.drill, "on")))  # fmt: skip
    facts.append(Link("Go to application", go_to("applications", row.application, "name")))
    return tuple(facts)


def drill_facts(assessment: Assessment, drill: PlannedDrill, script: DrillScript | None) -> tuple[Fact, ...]:
    """The sheet of a planned drill: when, what it rehearses, what each application has to beat."""
    plan = assessment.plan
    days = (drill.last_on - drill.on).days + 1
    kind = f"{word('DrillKind', drill.kind)} · {counted(len(drill.applications), 'application')}"
    facts: list[Fact] = [
        Title(drill.name or "Drill", kind),
        Row("Begins", show_date(drill.on), bold=True),
        Row("Takes", counted(days, "day")),
    ]
    if drill.stated:
        facts.append(Words("It stands in the log."))
    if script is None:
        return (*facts, Words("Its script is being written.", "text.secondary"))
    facts.append(Heading("To beat"))
    for goal in script.goals:
        facts.append(Row(name_of(plan, goal.application), f"{show_minutes(goal.rto_minutes)} · "
                         f"{show_minutes(goal.rpo_minutes)}", bold=True))  # fmt: skip
        before = f"; {show_minutes(goal.mttr_minutes)} so far" if goal.mttr_minutes is not None else ""
        facts.append(Words(f"RTO · RPO. Simulated {show_minutes(goal.expected_minutes)}{before}.", "text.secondary"))
    facts.append(Heading("Isolated network"))
    for one in script.scope:
        room = f"{len(one.members):,} · {one.vcpus:,} vCPU · {show_quantity(one.memory_gib, 'GiB')}"
        facts.append(Row(name_of(plan, one.application), room))
        facts.append(Words(f"at {names_of(plan, one.sites)}", "text.secondary"))
    if script.needs:
        facts.append(Heading("Must have a stand-in"))
        facts += [Words(one) for one in script.needs]
    if script.left_out:
        facts.append(Heading("Cannot be drilled"))
        facts += [Judged("error", f"{name_of(plan, key)}: {reason}") for key, reason in script.left_out]
    return tuple(facts)


def calendar_facts(plan: Plan, calendar: DrillCalendar) -> tuple[Fact, ...]:
    """What is said of a calendar without drills, or of who is short."""
    return tuple(Judged("warning", unplaced_sentence(plan, one)) for one in calendar.unplaced)


def unplaced_sentence(plan: Plan, one: Unplaced) -> str:
    """Which application gets fewer drills than it asks for, and why."""
    return f"{name_of(plan, one.application)} gets {one.placed} of {counted(one.asked, 'drill')} a year. {one.reason}"
