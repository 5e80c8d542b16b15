"""The runbook of each disaster that the plan prepares for: who does what from when to when, and what to check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.runbook import runbook
from dr_desktop.assessment.runbook_records import Runbook
from dr_desktop.assessment.simulated_losses import losses_to_survive
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.plan import Plan
from dr_desktop.report.blocks import Block, Bullets, Column, Heading, Paragraph, Row, Section, Table
from dr_desktop.report.names import name_of
from dr_desktop.report.runbook_rows import runbook_sentence, step_words

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
    for place, book in enumerate(found):
        blocks += _runbook(assessment.plan, book, place)
    return Section("runbook", "Runbooks", tuple(blocks), landscape=True)


def _scenarios(plan: Plan) -> tuple[Scenario, ...]:
    return tuple(plan.scenarios.values()) or tuple(losses_to_survive(plan).values())


def _runbook(plan: Plan, book: Runbook, place: int) -> list[Block]:
    blocks: list[Block] = [
        Heading(book.scenario.name or book.scenario.id),
        Paragraph(runbook_sentence(plan, book)),
    ]
    if book.steps:
        blocks.append(_table(plan, book, place))
    left = [f"{name_of(plan, one.application)} does not come back. {one.reason}" for one in book.left_behind]
    if left or book.notes:
        blocks.append(Bullets((*left, *book.notes)))
    return blocks


def _table(plan: Plan, book: Runbook, place: int) -> Table:
    columns = (
        Column("No.", 0.04, "number"),
        Column("From", 0.07, "minutes"),
        Column("To", 0.07, "minutes"),
        Column("Application", 0.13, bold=True),
        Column("What to do", 0.3),
        Column("What to check", 0.25),
        Column("Who", 0.14),
    )
    rows = []
    for step in book.steps[:_MOST_STEPS]:
        words = step_words(plan, step)
        who = f"{words.who}; call {words.contact}" if words.contact else words.who
        to_minutes = step.to_minutes if step.takes_known else None
        cells = (step.number, step.from_minutes, to_minutes, words.applications, words.what, words.check, who)
        rows.append(Row(cells, entity=step.applications[0]))
    more = len(book.steps) - len(rows)
    note = f"{more:,} more steps stand in the workbook." if more else ""
    return Table(f"runbook-{place + 1}", f"Steps: {book.scenario.name or book.scenario.id}", columns, tuple(rows), note)
