"""Findings by severity, each with its rule, remedy, source and who accepted it until when."""

from __future__ import annotations

from dr_desktop.assessment.results import SEVERITIES, Assessment, Finding
from dr_desktop.report.blocks import Block, Column, Paragraph, Row, Section, Table
from dr_desktop.report.chart_words import day_words
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.signs import STATE_WORDS

_COLUMNS = (
    Column("Where", 0.12, bold=True),
    Column("Finding", 0.3),
    Column("What to do", 0.19),
    Column("Rule", 0.09),
    Column("Source", 0.19),
    Column("Accepted", 0.11),
)


def findings_section(assessment: Assessment) -> Section:
    """All findings: a table for each severity, the accepted ones in their places."""
    totals = assessment.totals
    errors, warnings, notes = (
        counted(number, word)
        for number, word in ((totals.errors, "error"), (totals.warnings, "warning"), (totals.notes, "note"))
    )
    accepted = f"{counted(totals.accepted, 'finding')} {'is' if totals.accepted == 1 else 'are'} accepted"
    words = f"{errors}, {warnings} and {notes} are open; {accepted}."
    blocks: list[Block] = [Paragraph(words if assessment.findings else "Nothing to object.")]
    for severity in SEVERITIES:
        found = [one for one in assessment.findings if one.severity == severity]
        if found:
            heading = f"{STATE_WORDS[severity]}s"
            rows = tuple(_row(assessment, one) for one in found)
            blocks.append(Table(f"findings-{severity}", heading, _COLUMNS, rows))
    return Section("findings", "Findings", tuple(blocks), landscape=True)


def acceptance_words(assessment: Assessment, finding: Finding) -> str:
    """Who accepted a finding until when; "" where it is open."""
    accepted = assessment.plan.acceptances.get(finding.accepted)
    if accepted is None:
        return ""
    until = f", until {day_words(accepted.until)}" if accepted.until else ""
    reason = f": {accepted.reason}" if accepted.reason else ""
    return f"{accepted.by}{until}{reason}"


def _row(assessment: Assessment, finding: Finding) -> Row:
    where = name_of(assessment.plan, finding.entity)
    cells = (
        where,
        finding.sentence,
        finding.remedy,
        finding.rule,
        finding.source,
        acceptance_words(assessment, finding),
    )
    return Row(cells, "accepted" if finding.accepted else finding.severity, finding.entity)
