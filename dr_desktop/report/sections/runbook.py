"""The runbook of each disaster that the plan prepares for: who does what from when to when, and what to check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.runbook import runbook
from dr_desktop.assessment.runbook_records import Runbook, StepKind
from dr_desktop.assessment.simulated_losses import losses_to_survive
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.plan import Plan
from dr_desktop.report.blocks import Block, Bullets, Column, Heading, Paragraph, Row, Section, Table
from dr_desktop.report.names import name_of
from dr_desktop.report.runbook_rows import (
    KIND_WORDS,
    contacts_sentence,
    own_check,
    runbook_sentence,
    standing_checks,
    step_words,
)

_MOST_STEPS: Final = 150
_INTRO: Final = (
    "Times count from the incident (of corruption, from when it is noticed) and are the planned ones, with everything "
    "that is lost recovering at the same time. Steps that the plan states by hand stand at their moment. Every step "
    "comes after those it waits for."
)


def runbooks_of(assessment: Assessment) -> tuple[Runbook, ...]:
    """The runbooks of the plan's scenarios; without any, of the loss of each source site."""
    return tuple(runbook(assessment, one) for one in _scenarios(assessment.plan))


def runbook_section(assessment: Assessment, books: Sequence[Runbook] | None = None) -> Section:
    """A compact table per scenario; `books` where they are at hand already."""
    blocks: list[Block] = [Paragraph(_INTRO)]
    found = runbooks_of(assessment) if books is None else books
    if not found:
        blocks.append(Paragraph("There is nothing to lose yet: no application says where it runs."))
    standing = standing_checks(found)
    if standing:
        blocks.append(_standing(standing))
    for place, book in enumerate(found):
        blocks += _runbook(assessment.plan, book, place, standing)
    return Section("runbook", "Runbooks", tuple(blocks), landscape=True)


def _scenarios(plan: Plan) -> tuple[Scenario, ...]:
    return tuple(plan.scenarios.values()) or tuple(losses_to_survive(plan).values())


def _standing(standing: Mapping[StepKind, str]) -> Table:
    columns = (Column("After a step to", 0.12, bold=True), Column("check that", 0.88))
    rows = tuple([Row((KIND_WORDS[kind], words)) for kind, words in standing.items()])
    note = "The tables below name only what is to be checked beside this, or in its stead."
    return Table("runbook-checks", "What to check after each step", columns, rows, note)


def _runbook(plan: Plan, book: Runbook, place: int, standing: Mapping[StepKind, str]) -> list[Block]:
    blocks: list[Block] = [
        Heading(book.scenario.name or book.scenario.id),
        Paragraph(runbook_sentence(plan, book)),
    ]
    contacts = contacts_sentence(plan, book)
    if contacts:
        blocks.append(Paragraph(contacts, "Call"))
    if book.steps:
        blocks.append(_table(plan, book, place, standing))
    left = [f"{name_of(plan, one.application)} does not come back. {one.reason}" for one in book.left_behind]
    if left or book.notes:
        blocks.append(Bullets((*left, *book.notes)))
    return blocks


def _table(plan: Plan, book: Runbook, place: int, standing: Mapping[StepKind, str]) -> Table:
    columns = (
        Column("No.", 0.03, "number"),
        Column("From", 0.06, "minutes"),
        Column("To", 0.06, "minutes"),
        Column("Application", 0.12, bold=True),
        Column("What to do", 0.43),
        Column("Also check", 0.2),
        Column("Who", 0.1),
    )
    rows = []
    for step in book.steps[:_MOST_STEPS]:
        words = step_words(plan, step)
        check = own_check(step, standing)
        to_minutes = step.to_minutes if step.takes_known else None
        cells = (step.number, step.from_minutes, to_minutes, words.applications, words.what, check, words.who)
        rows.append(Row(cells, entity=step.applications[0]))
    more = len(book.steps) - len(rows)
    note = f"{more:,} more steps stand in the workbook." if more else ""
    return Table(f"runbook-{place + 1}", f"Steps: {book.scenario.name or book.scenario.id}", columns, tuple(rows), note)
