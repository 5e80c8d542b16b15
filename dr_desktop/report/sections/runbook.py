"""The runbook of each disaster that the plan prepares for: what everybody does, from when to when, and checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.runbook import runbook
from dr_desktop.assessment.runbook_records import Runbook, RunbookStep, StepKind
from dr_desktop.assessment.simulated_losses import losses_to_survive
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_minutes
from dr_desktop.report.blocks import Block, Bullets, Column, Heading, Paragraph, Row, Section, Table
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.runbook_rows import (
    KIND_WORDS,
    contacts_sentence,
    own_check,
    runbook_sentence,
    standing_checks,
    step_words,
)

_MOST_STEPS: Final = 150
_STEPS_A_ROW: Final = 10
_INTRO: Final = (
    "Times count from the incident (of corruption, from when it is noticed) and are the planned ones, with everything "
    "that is lost recovering at the same time. Steps that the plan states by hand stand at their moment. The steps of "
    "each person stand together, application by application; their numbers count through the whole recovery, and every "
    "step comes after those it waits for. The workbook lists them in the order of time."
)


def runbooks_of(assessment: Assessment) -> tuple[Runbook, ...]:
    """The runbooks of the plan's scenarios; without any, of the loss of each source site."""
    return tuple(runbook(assessment, one) for one in _scenarios(assessment.plan))


def runbook_section(assessment: Assessment, books: Sequence[Runbook] | None = None) -> Section:
    """A table per scenario, person by person; `books` where they are at hand already."""
    blocks: list[Block] = [Paragraph(_INTRO)]
    found = runbooks_of(assessment) if books is None else books
    if not found:
        blocks.append(Paragraph("There is nothing to lose yet: no application says where it runs."))
    standing = standing_checks(found)
    if standing:
        blocks.append(_standing(standing))
    for place, book in enumerate(found):
        blocks += _runbook(assessment.plan, book, place, standing)
    return Section("runbook", "Runbooks", tuple(blocks))


def _scenarios(plan: Plan) -> tuple[Scenario, ...]:
    return tuple(plan.scenarios.values()) or tuple(losses_to_survive(plan).values())


def _standing(standing: Mapping[StepKind, str]) -> Table:
    columns = (Column("After a step to", 0.18, bold=True), Column("check that", 0.82))
    rows = tuple([Row((KIND_WORDS[kind], words)) for kind, words in standing.items()])
    note = "The tables below name only what is to be checked beside this, or in its stead."
    return Table("runbook-checks", "What to check after each step", columns, rows, note, tight=True)


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
        blocks.append(Bullets((*left, *book.notes), tight=True))
    return blocks


def _table(plan: Plan, book: Runbook, place: int, standing: Mapping[StepKind, str]) -> Table:
    columns = (
        Column("Application", 0.17, bold=True),
        Column("Number, time and step", 0.83),
    )
    rows: list[Row] = []
    for who, steps in _by_person(plan, book.steps[:_MOST_STEPS]).items():
        lead = f"{who}, {counted(sum([len(own) for own in steps.values()]), 'step')}"
        rows.append(Row(("",) * len(columns), lead=lead, total=True))
        for name, own in steps.items():
            rows += [_stint(name, part, standing) for part in _parts(own)]
    more = len(book.steps) - _MOST_STEPS
    note = f"{more:,} more steps stand in the workbook." if more > 0 else ""
    title = f"Steps: {book.scenario.name or book.scenario.id}"
    return Table(f"runbook-{place + 1}", title, columns, tuple(rows), note, tight=True)


def _by_person(plan: Plan, steps: Sequence[RunbookStep]) -> dict[str, dict[str, list[RunbookStep]]]:
    """The steps by who does them and for which applications, in the order of their first steps."""
    found: dict[str, dict[str, list[RunbookStep]]] = {}
    for step in steps:
        words = step_words(plan, step)
        found.setdefault(words.who, {}).setdefault(words.applications, []).append(step)
    return found


def _parts(steps: Sequence[RunbookStep]) -> list[Sequence[RunbookStep]]:
    return [steps[at : at + _STEPS_A_ROW] for at in range(0, len(steps), _STEPS_A_ROW)]


def _stint(name: str, steps: Sequence[RunbookStep], standing: Mapping[StepKind, str]) -> Row:
    """Steps of one person for one application, a line each; a check that several of them have is said once."""
    checks = [own_check(one, standing) for one in steps]
    lines = [
        _line(one, "" if check in checks[:place] else check)
        for place, (one, check) in enumerate(zip(steps, checks, strict=True))
    ]
    return Row((name, "\n".join(lines)), entity=steps[0].applications[0])


def _line(step: RunbookStep, check: str) -> str:
    begins = show_minutes(step.from_minutes, in_table=True)
    time = f"{begins} to {show_minutes(step.to_minutes, in_table=True)}" if step.takes_known else f"from {begins}"
    return " ".join(filter(None, (f"{step.number}\u2002{time}:", step.what, check)))
