"""Risks, decisions, actions, sign-off and the change log."""

from __future__ import annotations

from datetime import date
from typing import Final

from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.words import word
from dr_desktop.report.blocks import Column, Paragraph, Row, Section, SignatureLine, SignOffBlock, Table

_ROLES: Final = (
    ("Application owner", "recovery time and point objectives"),
    ("Business owner", "the loss that remains"),
    ("Operator of Azure Stack", "capacity, and recovery of the infrastructure"),
    ("Data protection", "where data may lie"),
    ("DR coordinator", "the plan of drills"),
)


def decisions_section(assessment: Assessment) -> Section:
    """What may go wrong, what was decided, who owes what until when."""
    blocks = (
        risks_table(assessment),
        decisions_table(assessment),
        actions_table(assessment),
        periods_table(assessment),
    )
    return Section("decisions", "Risks, decisions and actions", blocks)


def risks_table(assessment: Assessment) -> Table:
    """What may go wrong and is no finding of the program."""
    columns = (
        Column("Risk", 0.3, bold=True),
        Column("Likelihood", 0.1),
        Column("Impact", 0.1),
        Column("Response", 0.35),
        Column("Owner", 0.15),
    )
    rows = tuple(
        Row(
            (one.name, word("Likelihood", one.likelihood), word("Likelihood", one.impact), one.response, one.owner),
            entity=key,
        )
        for key, one in assessment.plan.risks.items()
    )
    return Table("risks", "Risks", columns, rows, empty="No risk is stated beside the findings.")


def decisions_table(assessment: Assessment) -> Table:
    """What was decided, by whom, when."""
    columns = (
        Column("Decision", 0.4, bold=True),
        Column("Notes", 0.3),
        Column("By", 0.17),
        Column("On", 0.13, "date"),
    )
    rows = tuple(
        Row((one.name, one.notes, one.by, one.on), entity=key) for key, one in assessment.plan.decisions.items()
    )
    return Table("decisions", "Decisions", columns, rows, empty="No decision is on record.")


def actions_table(assessment: Assessment) -> Table:
    """Who owes what until when; one that is open after the review date carries a sign."""
    columns = (
        Column("Action", 0.5, bold=True),
        Column("Owner", 0.2),
        Column("Due", 0.15, "date"),
        Column("State", 0.15),
    )
    review = assessment.plan.header.review_date
    rows = tuple(
        Row(
            (one.name, one.owner, one.due, word("ActionState", one.state)),
            "warning" if one.state == "open" and review and one.due and one.due < review else None,
            key,
        )
        for key, one in sorted(assessment.plan.actions.items(), key=lambda item: (item[1].due or date.max, item[0]))
    )
    return Table(
        "actions", "Actions", columns, rows, "A sign marks what was due before the review.", "No action is open."
    )


def periods_table(assessment: Assessment) -> Table:
    """When neither drills nor changes should be made."""
    columns = (
        Column("Period", 0.35, bold=True),
        Column("Kind", 0.15),
        Column("From", 0.13, "date"),
        Column("To", 0.13, "date"),
        Column("Notes", 0.24),
    )
    rows = tuple(
        Row((one.name, word("PeriodKind", one.kind), one.first_day, one.last_day, one.notes), entity=key)
        for key, one in assessment.plan.calendar_periods.items()
    )
    return Table("periods", "Periods to keep free", columns, rows, empty="None is stated.")


def sign_off_section(assessment: Assessment) -> Section:
    """Where the meeting signs."""
    asked = assessment.plan.header.decision_asked
    words = (
        f"By signing, each confirms the part of the plan that the role answers for. Asked: {asked}"
        if asked
        else ("By signing, each confirms the part of the plan that the role answers for.")
    )
    return Section("sign-off", "Sign-off", (Paragraph(words), SignOffBlock(signature_lines(assessment))))


def signature_lines(assessment: Assessment) -> tuple[SignatureLine, ...]:
    """The plan's own lines; where it has none, the usual roles, to be filled by hand."""
    stated = assessment.plan.sign_offs.values()
    if not stated:
        return tuple(SignatureLine(role, "", "", "", None, scope) for role, scope in _ROLES)
    return tuple(
        SignatureLine(
            one.role,
            one.name,
            "" if one.verdict == "open" else word("Verdict", one.verdict),
            one.conditions,
            one.on,
            one.notes,
        )
        for one in stated
    )


def change_log_section(assessment: Assessment, today: date, digest: str) -> Section:
    """The states that were shown, this document the last."""
    columns = (
        Column("Revision", 0.12, bold=True),
        Column("On", 0.15, "date"),
        Column("What", 0.38),
        Column("By", 0.2),
        Column("Plan", 0.15),
    )
    header = assessment.plan.header
    rows = [
        Row((one.number, one.on, one.name or one.notes, one.by, one.digest or None), entity=key)
        for key, one in assessment.plan.revisions.items()
    ]
    rows.append(Row((header.revision, today, "This document", header.author, digest), total=True))
    return Section("changes", "Change log", (Table("revisions", "Revisions", columns, tuple(rows)),))
