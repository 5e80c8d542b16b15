"""Findings: a table of the open ones for each severity, one of those that somebody accepted, sources by number."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.results import SEVERITIES, Assessment, Finding
from dr_desktop.report.blocks import Block, Bullets, Column, Heading, Paragraph, Row, Section, Table
from dr_desktop.report.chart_words import day_words
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.signs import STATE_WORDS

_OPEN: Final = (
    Column("Where", 0.13, bold=True),
    Column("Finding", 0.42),
    Column("What to do", 0.29),
    Column("Rule and source", 0.16),
)
_ACCEPTED: Final = (
    Column("Where", 0.12, bold=True),
    Column("Finding", 0.31),
    Column("What would remedy it", 0.17),
    Column("Severity", 0.06),
    Column("Rule and source", 0.14),
    Column("Accepted by, until, why", 0.2),
)


def findings_section(assessment: Assessment) -> Section:
    """All findings, each once; a number in brackets names its source in the list at the end."""
    totals = assessment.totals
    errors, warnings, notes = (
        counted(number, word)
        for number, word in ((totals.errors, "error"), (totals.warnings, "warning"), (totals.notes, "note"))
    )
    accepted = f"{counted(totals.accepted, 'finding')} {'is' if totals.accepted == 1 else 'are'} accepted"
    words = f"{errors}, {warnings} and {notes} are open; {accepted}. A number in brackets names the source of the rule."
    blocks: list[Block] = [Paragraph(words if assessment.findings else "Nothing to object.")]
    numbers: dict[str, int] = {}
    for severity in SEVERITIES:
        found = [one for one in assessment.findings if one.severity == severity and not one.accepted]
        if found:
            rows = tuple(_open_row(assessment, one, numbers) for one in found)
            blocks.append(Table(f"findings-{severity}", f"{STATE_WORDS[severity]}s", _OPEN, rows, tight=True))
    by_somebody = [one for one in assessment.findings if one.accepted]
    if by_somebody:
        rows = tuple(_accepted_row(assessment, one, numbers) for one in by_somebody)
        blocks.append(Table("findings-accepted", "Accepted", _ACCEPTED, rows, tight=True))
    if numbers:
        blocks.append(Heading("Sources of the rules"))
        blocks.append(Bullets(tuple(f"[{number}] {source}" for source, number in numbers.items()), tight=True))
    return Section("findings", "Findings", tuple(blocks), landscape=True)


def acceptance_words(assessment: Assessment, finding: Finding) -> str:
    """Who accepted a finding until when; "" where it is open."""
    accepted = assessment.plan.acceptances.get(finding.accepted)
    if accepted is None:
        return ""
    until = f", until {day_words(accepted.until)}" if accepted.until else ""
    reason = f": {accepted.reason}" if accepted.reason else ""
    return f"{accepted.by}{until}{reason}"


def _open_row(assessment: Assessment, finding: Finding, numbers: dict[str, int]) -> Row:
    where = name_of(assessment.plan, finding.entity)
    cells = (where, finding.sentence, finding.remedy, _rule(finding, numbers))
    return Row(cells, finding.severity, finding.entity)


def _accepted_row(assessment: Assessment, finding: Finding, numbers: dict[str, int]) -> Row:
    cells = (
        name_of(assessment.plan, finding.entity),
        finding.sentence,
        finding.remedy,
        STATE_WORDS[finding.severity].lower(),
        _rule(finding, numbers),
        acceptance_words(assessment, finding),
    )
    return Row(cells, "accepted", finding.entity)


def _rule(finding: Finding, numbers: dict[str, int]) -> str:
    """The rule and the number of its source; a new source gets the next number."""
    if not finding.source:
        return finding.rule
    return f"{finding.rule}\u00a0[{numbers.setdefault(finding.source, len(numbers) + 1)}]"
