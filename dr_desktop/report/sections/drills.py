"""Drills: what was tested, what it took, and whether that still counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

from dr_desktop.assessment.claims import Standings
from dr_desktop.assessment.drill_calendar import DrillCalendar, drill_calendar
from dr_desktop.assessment.results import ApplicationResult, Assessment, Claim
from dr_desktop.plan.words import word
from dr_desktop.report.blocks import Block, Bullets, Column, Figure, Heading, Paragraph, Row, Section, Table
from dr_desktop.report.drill_calendar_picture import calendar_height, drill_calendar_picture
from dr_desktop.report.drill_dots import dots_height, drill_dots_picture
from dr_desktop.report.drill_evidence import EvidenceRow, evidence_rows
from dr_desktop.report.drill_facts import unplaced_sentence
from dr_desktop.report.names import counted, name_of, names_of
from dr_desktop.report.picture import Picture
from dr_desktop.report.sections.applications import ordered
from dr_desktop.report.tier_progress import CLAIM_WORDS, claim_of

_WIDTH: Final = 1028.0
_ROWS_A_FIGURE: Final = 11


def drills_section(assessment: Assessment, standings: Standings | None = None) -> Section:
    """Drills against the RTO, evidence by application, how far each has come, what to test next, every drill."""
    blocks: list[Block] = [Paragraph(drills_sentence(assessment, standings))]
    if assessment.memory is not None:
        blocks += _figures(assessment, standings)
    blocks.append(evidence_table(assessment, standings))
    if standings is not None:
        blocks.append(claims_table(assessment, standings))
    if assessment.memory is not None:
        blocks += _calendar(assessment)
    if assessment.plan.drills:
        blocks.append(drills_table(assessment))
    return Section("drills", "Drills and measured recovery times", tuple(blocks), landscape=True)


def drills_sentence(assessment: Assessment, standings: Standings | None = None) -> str:
    """How many applications are proven, expired, failed."""
    keys = ordered(assessment)
    found = [assessment.applications[key] for key in keys]
    proven = sum([1 for key in keys if claim_of(assessment, standings, key) == "proven"])
    expired = sum([1 for one in found if one.drills.drills and one.drills.expired])
    failed = sum([1 for one in found if one.drills.latest_failed])
    days = assessment.assumed.drill_validity_days
    recorded = counted(len(assessment.plan.drills), "drill or incident", "drills and incidents")
    return (
        f"{recorded} are on record. {counted(proven, 'application')} {'is' if proven == 1 else 'are'} proven in date, "
        f"{expired:,} rest on a drill older than {days:g} days, and the latest drill of {failed:,} failed."
    )


def _figures(assessment: Assessment, standings: Standings | None) -> list[Block]:
    """Dots against the RTO, so many applications to a figure that one stays on a page."""
    rows = [row for row in evidence_rows(assessment, ordered(assessment)) if row.dots]
    figures: list[Block] = []
    for first in range(0, len(rows), _ROWS_A_FIGURE):
        part = rows[first : first + _ROWS_A_FIGURE]
        words = (
            "Each dot is a drill, the dashed line the RTO: a dot above it took longer." if not first else "Continued."
        )
        draw = partial(_dots, assessment, part, standings)
        figures.append(Figure(f"drill-dots-{first}", draw, words, dots_height(len(part)) / _WIDTH, _WIDTH))
    return figures


def _dots(
    assessment: Assessment, rows: Sequence[EvidenceRow], standings: Standings | None, width: float, height: float
) -> Picture:
    return drill_dots_picture(assessment, rows, standings, width, height)


def claims_table(assessment: Assessment, standings: Standings) -> Table:
    """How far each application has come, and why not further."""
    columns = (
        Column("Application", 0.2, bold=True),
        Column("Claim", 0.15),
        Column("Not further because", 0.65),
    )
    rows = []
    for key in ordered(assessment):
        standing = standings.get(key)
        if standing is not None:
            cells = (name_of(assessment.plan, key), CLAIM_WORDS[standing.claim], standing.next_reason)
            rows.append(Row(cells, "recommended" if standing.claim == "proven" else None, key))
    note = "Wished, designed, simulated, drilled, proven in date: each step needs the one before."
    return Table("claims", "How far each application has come", columns, tuple(rows), note, tight=True)


def _calendar(assessment: Assessment) -> list[Block]:
    calendar, plan = drill_calendar(assessment), assessment.plan
    columns = (
        Column("Begins", 0.14, "date"),
        Column("Rehearses", 0.2, bold=True),
        Column("Kind", 0.14),
        Column("Applications, the most urgent first", 0.52),
    )
    rows = tuple(
        Row((one.on, one.name, word("DrillKind", one.kind), names_of(plan, one.applications)))
        for one in calendar.drills
    )
    note = "Quarter by quarter; no drill lies in a stated freeze, peak or holiday."
    blocks: list[Block] = [Heading("What to test next")]
    if calendar.drills:
        height = calendar_height(calendar) / _WIDTH
        caption = "A box is a drill with its number of applications; hatched periods are avoided."
        draw = partial(_year, assessment, calendar)
        blocks.append(Figure("drill-calendar", draw, caption, height, _WIDTH))
    blocks.append(
        Table("drill-calendar", "Drills of the year", columns, rows, note, "No drill is asked for.", tight=True)
    )
    if calendar.unplaced:
        blocks.append(Bullets(tuple(unplaced_sentence(plan, one) for one in calendar.unplaced)))
    return blocks


def _year(assessment: Assessment, calendar: DrillCalendar, width: float, height: float) -> Picture:
    return drill_calendar_picture(assessment, calendar, width, height)


def evidence_table(assessment: Assessment, standings: Standings | None = None) -> Table:
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
        sign, words = evidence(result, claim_of(assessment, standings, key))
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
    return Table("evidence", "Evidence", columns, tuple(rows), note, "No drill on record counts.", tight=True)


def evidence(result: ApplicationResult, claim: Claim) -> tuple[str, str]:
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
    return ("recommended", "proven") if claim == "proven" else ("note", "measured")


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
    return Table("drills", "All drills and incidents", columns, rows, tight=True)
