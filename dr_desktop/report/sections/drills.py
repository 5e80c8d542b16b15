"""Drills: what was tested, what it took, and whether that still counts."""

from __future__ import annotations

from datetime import date

from dr_desktop.assessment.results import ApplicationResult, Assessment
from dr_desktop.plan.words import word
from dr_desktop.report.blocks import Block, Column, Paragraph, Row, Section, Table
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.sections.applications import ordered


def drills_section(assessment: Assessment) -> Section:
    """Evidence by application, then every drill."""
    blocks: list[Block] = [Paragraph(drills_sentence(assessment)), evidence_table(assessment)]
    if assessment.plan.drills:
        blocks.append(drills_table(assessment))
    return Section("drills", "Drills and measured recovery times", tuple(blocks))


def drills_sentence(assessment: Assessment) -> str:
    """How many applications are proven, expired, failed."""
    found = [assessment.applications[key] for key in ordered(assessment)]
    proven = sum([1 for one in found if one.claim == "proven"])
    expired = sum([1 for one in found if one.drills.drills and one.drills.expired])
    failed = sum([1 for one in found if one.drills.latest_failed])
    days = assessment.assumed.drill_validity_days
    recorded = counted(len(assessment.plan.drills), "drill or incident", "drills and incidents")
    return (
        f"{recorded} are on record. {counted(proven, 'application')} {'is' if proven == 1 else 'are'} proven in date, "
        f"{expired:,} rest on a drill older than {days:g} days, and the latest drill of {failed:,} failed."
    )


def evidence_table(assessment: Assessment) -> Table:
    """Drills that count, their mean and range against the objective."""
    columns = (
        Column("Application", 0.18, bold=True),
        Column("Count", 0.07, "number"),
        Column("Succeeded", 0.1, "number"),
        Column("MTTR", 0.1, "minutes"),
        Column("Shortest", 0.1, "minutes"),
        Column("Longest", 0.1, "minutes"),
        Column("RTO", 0.09, "minutes"),
        Column("Latest", 0.13, "date"),
        Column("State", 0.13),
    )
    rows = []
    for key in ordered(assessment):
        result = assessment.applications[key]
        if not result.drills.drills:
            continue
        sign, words = evidence(result)
        one = result.drills
        times = (one.mttr_minutes, one.shortest_minutes, one.longest_minutes, result.objectives.rto_minutes)
        cells = (name_of(assessment.plan, key), one.drills, one.succeeded, *times, one.latest_on, words)
        rows.append(Row(cells, sign, key))
    none = sum([1 for key in ordered(assessment) if not assessment.applications[key].drills.drills])
    note = (
        f"{counted(none, 'application')} without a drill that counts under the present scheme and target."
        if none
        else ""
    )
    return Table("evidence", "Evidence", columns, tuple(rows), note, "No drill on record counts.")


def evidence(result: ApplicationResult) -> tuple[str, str]:
    """Sign and words of what the drills of an application are worth."""
    record, objective = result.drills, result.objectives.rto_minutes
    if record.latest_failed:
        return "error", "latest failed"
    if record.mttr_minutes is not None and objective is not None and record.mttr_minutes > objective:
        return "error", "MTTR above RTO"
    if record.expired:
        return "warning", "drill expired"
    if record.mttr_minutes is None:
        return "note", "nothing measured"
    return ("recommended", "proven") if result.claim == "proven" else ("note", "measured")


def drills_table(assessment: Assessment) -> Table:
    """Every drill, the latest first."""
    plan = assessment.plan
    columns = (
        Column("Date", 0.13, "date"),
        Column("Application", 0.2, bold=True),
        Column("Kind", 0.15),
        Column("Scenario", 0.2),
        Column("Outcome", 0.12),
        Column("Recovery", 0.1, "minutes"),
        Column("Data lost", 0.1, "minutes"),
    )
    found = sorted(plan.drills.values(), key=lambda one: (one.on or date.min, one.id), reverse=True)
    rows = tuple(
        Row(
            (
                one.on,
                name_of(plan, one.application),
                word("DrillKind", one.kind),
                one.scenario,
                word("Outcome", one.outcome),
                one.recovery_minutes,
                one.data_loss_minutes,
            ),
            "error" if one.outcome == "failed" else None,
            one.id,
        )
        for one in found
    )
    return Table("drills", "All drills and incidents", columns, rows)
