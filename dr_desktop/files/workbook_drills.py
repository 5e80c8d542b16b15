"""Sheets of claims with their reasons, of what to test next, and of the runbooks."""

from __future__ import annotations

from collections.abc import Sequence

from dr_desktop.assessment.claims import Standings
from dr_desktop.assessment.drill_calendar import drill_calendar
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.runbook_records import Runbook
from dr_desktop.files.workbook_cells import Value
from dr_desktop.files.workbook_columns import SheetColumn
from dr_desktop.files.workbook_sheet import TableSheet
from dr_desktop.plan.words import word
from dr_desktop.report.blocks import Cell
from dr_desktop.report.drill_evidence import evidence_rows
from dr_desktop.report.drill_facts import unplaced_sentence
from dr_desktop.report.names import name_of, names_of
from dr_desktop.report.runbook_rows import KIND_WORDS, step_words
from dr_desktop.report.sections.applications import ordered
from dr_desktop.report.signs import DOT_WORDS
from dr_desktop.report.tier_progress import CLAIM_WORDS, LADDER


def claims_sheet(assessment: Assessment, standings: Standings) -> TableSheet:
    """A row per application: how far it has come, why it has not come further, and what was measured."""
    columns = (
        SheetColumn("Application", bold=True, follows=True),
        SheetColumn("Tier", "number", 0, True, width=8),
        SheetColumn("Claim", follows=True),
        *[SheetColumn(CLAIM_WORDS[one].capitalize(), follows=True, width=14) for one in LADDER[1:]],
        SheetColumn("Not further because", "prose", follows=True),
        SheetColumn("RTO, min", "number", 1, True, width=10),
        SheetColumn("MTTR, min", "number", 1, True, width=10),
        SheetColumn("Shortest, min", "number", 1, True, width=12),
        SheetColumn("Longest, min", "number", 1, True, width=12),
        SheetColumn("MTTR against RTO", follows=True),
        SheetColumn("RPO, min", "number", 1, True, width=10),
        SheetColumn("Most data lost, min", "number", 1, True, width=14),
        SheetColumn("Data lost against RPO", follows=True),
        SheetColumn("Counts until", "date", follows=True, width=14),
    )
    evidence = {one.application: one for one in evidence_rows(assessment, ordered(assessment))}
    rows: list[tuple[Value | Cell, ...]] = []
    for key in ordered(assessment):
        standing, row = standings[key], evidence.get(key)
        objectives, record = assessment.applications[key].objectives, assessment.applications[key].drills
        tier = assessment.plan.tiers.get(assessment.plan.applications[key].tier or "")
        rows.append(
            (
                name_of(assessment.plan, key),
                tier.rank if tier is not None else None,
                CLAIM_WORDS[standing.claim],
                *["Yes" if one.holds else "No" for one in standing.rungs],
                standing.next_reason,
                objectives.rto_minutes,
                record.mttr_minutes,
                record.shortest_minutes,
                record.longest_minutes,
                DOT_WORDS[row.mttr_met] if row is not None else "",
                objectives.rpo_minutes,
                record.data_loss_minutes,
                DOT_WORDS[row.loss_met] if row is not None else "",
                row.expires_on if row is not None else None,
            )
        )
    intro = "How far recovery is shown. Each step is judged by itself; the claim needs all steps below it."
    return TableSheet("Claims", intro, columns, rows, "No application is stated yet.")


def drill_calendar_sheet(assessment: Assessment) -> TableSheet:
    """A row per drill of the year, then one per application that is short of some."""
    calendar, plan = drill_calendar(assessment), assessment.plan
    columns = (
        SheetColumn("Begins", "date", follows=True, bold=True, width=14),
        SheetColumn("Ends", "date", follows=True, width=14),
        SheetColumn("Quarter", "number", 0, True, width=10),
        SheetColumn("Rehearses", follows=True),
        SheetColumn("Site", follows=True),
        SheetColumn("Kind", follows=True),
        SheetColumn("Applications", "number", 0, True, width=12),
        SheetColumn("Which, the most urgent first", "prose", follows=True),
        SheetColumn("In the log", follows=True),
    )
    rows: list[tuple[Value | Cell, ...]] = [
        (
            one.on,
            one.last_on,
            one.quarter + 1,
            one.name,
            name_of(plan, one.site),
            word("DrillKind", one.kind),
            len(one.applications),
            names_of(plan, one.applications),
            "Yes" if one.stated else "No",
        )
        for one in calendar.drills
    ]
    rows += [(None, None, None, "", "", "", None, unplaced_sentence(plan, one), "") for one in calendar.unplaced]
    intro = "What to test next: a year, quarter by quarter, on no day of a stated period."
    return TableSheet("Drill calendar", intro, columns, rows, "No drill is asked for.")


def runbook_sheet(assessment: Assessment, books: Sequence[Runbook]) -> TableSheet:
    """Every step of every scenario, and what does not come back."""
    plan = assessment.plan
    columns = (
        SheetColumn("Scenario", bold=True, follows=True),
        SheetColumn("No.", "number", 0, True, width=7),
        SheetColumn("From, min", "number", 1, True, width=10),
        SheetColumn("To, min", "number", 1, True, width=10),
        SheetColumn("Application", follows=True),
        SheetColumn("Kind", follows=True, width=12),
        SheetColumn("What to do", "prose", follows=True),
        SheetColumn("What to check", "prose", follows=True),
        SheetColumn("Who", follows=True),
        SheetColumn("Whom to call", follows=True),
        SheetColumn("Comes after", follows=True, width=14),
    )
    rows: list[tuple[Value | Cell, ...]] = []
    for book in books:
        name = book.scenario.name or book.scenario.id
        for step in book.steps:
            words = step_words(plan, step)
            rows.append(
                (
                    name,
                    step.number,
                    step.from_minutes,
                    step.to_minutes if step.takes_known else None,
                    names_of(plan, step.applications),
                    KIND_WORDS[step.kind],
                    words.what,
                    words.check,
                    words.who,
                    words.contact,
                    ", ".join(str(one) for one in step.after),
                )
            )
        rows += [
            (name, None, None, None, name_of(plan, one.application), "does not come back", one.reason, "", "", "", "")
            for one in book.left_behind
        ]
    intro = "Who does what from when to when after each disaster; minutes from the incident, as simulated."
    return TableSheet("Runbook", intro, columns, rows, "There is nothing to lose yet.", 2)
