"""What protection costs a year beside what outages are expected to cost, application by application."""

from __future__ import annotations

from dr_desktop.assessment.outage_balance import BALANCE_RULE, BALANCE_WORDS, outage_balances
from dr_desktop.assessment.results import Assessment
from dr_desktop.report.blocks import Block, Column, Paragraph, Row, Table
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.outage_facts import BALANCE_SIGNS, balance_sentence, by_urgency

TOP = 20


def outage_sentences(assessment: Assessment) -> list[Block]:
    """What protection and outages come to; nothing where no application says what an outage costs."""
    balances = outage_balances(assessment)
    if all(one.loss_unprotected is None for one in balances):
        return []
    return [Paragraph(balance_sentence(balances), "Protection and outages.")]


def outage_blocks(assessment: Assessment) -> list[Block]:
    """The table and its rule; nothing where no application says what an outage costs."""
    if not outage_sentences(assessment):
        return []
    return [outages_table(assessment), Paragraph(BALANCE_RULE, caption=True)]


def outages_table(assessment: Assessment) -> Table:
    """Applications with the cost of protection and of outages a year, those out of balance first."""
    money, plan = assessment.consumption.currency, assessment.plan
    columns = (
        Column("Application", 0.22, bold=True),
        Column("Times a year", 0.09, "number", "", 2, trimmed=True),
        Column("Hours down", 0.09, "number", "", 1),
        Column("Protection", 0.12, "money", money),
        Column("Loss that remains", 0.13, "money", money),
        Column("Loss avoided", 0.13, "money", money),
        Column("Verdict", 0.22),
    )
    found = by_urgency(outage_balances(assessment))
    rows = [
        Row(
            (
                name_of(plan, one.application),
                one.times_a_year,
                one.hours_down,
                one.protection,
                one.loss,
                one.avoided,
                BALANCE_WORDS[one.balance],
            ),
            BALANCE_SIGNS[one.balance],
            one.application,
        )
        for one in found[:TOP]
    ]
    rest = len(found) - len(rows)
    note = f"{counted(rest, 'more application')}: see the workbook." if rest else ""
    return Table("outages", "Protection and expected outages, a year", columns, tuple(rows), note, tight=True)
