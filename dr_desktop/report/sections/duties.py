"""Who does what: who backs up, replicates, invokes and recovers, and who recovers the infrastructure."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.choices import Operator
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import UNKNOWN
from dr_desktop.plan.words import word
from dr_desktop.report.blocks import Block, Column, Paragraph, Row, Section, Table
from dr_desktop.report.names import name_of
from dr_desktop.report.sections.always_said import INFRASTRUCTURE
from dr_desktop.report.sections.applications import ordered

_OPERATORS: Final[dict[Operator, str]] = {"customer": "the customer", "csp": "the CSP", "microsoft": "Microsoft"}


def duties_section(assessment: Assessment) -> Section:
    """Duties by site, by application, who may invoke a recovery, and its steps."""
    blocks: list[Block] = [
        Paragraph(INFRASTRUCTURE),
        operators_table(assessment),
        duties_table(assessment),
        scenarios_table(assessment),
    ]
    if assessment.plan.recovery_steps:
        blocks.append(steps_table(assessment))
    return Section("duties", "Who does what", tuple(blocks))


def operators_table(assessment: Assessment) -> Table:
    """Operator and contact of each site, and who answers for recovering its infrastructure."""
    columns = (
        Column("Site", 0.2, bold=True),
        Column("Operator", 0.14),
        Column("Contact", 0.26),
        Column("Recovers the infrastructure", 0.26),
        Column("Plan of", 0.14, "date"),
    )
    rows = []
    for key, site in assessment.plan.sites.items():
        operator = word("Operator", site.operator) if site.operator else "not stated"
        owner = site.infrastructure_plan_owner
        missing = site.kind == "azure_stack" and not owner
        said = owner or ("Microsoft" if site.kind == "azure_region" else "nobody named")
        cells = (
            name_of(assessment.plan, key),
            operator,
            site.operator_contact or UNKNOWN,
            said,
            site.infrastructure_plan_on,
        )
        rows.append(Row(cells, "warning" if missing else None, key))
    return Table("operators", "By site", columns, tuple(rows), empty="No site is stated yet.")


def duties_table(assessment: Assessment) -> Table:
    """For each application who backs it up, replicates it, recovers it, and who accepts what is lost."""
    plan = assessment.plan
    columns = (
        Column("Application", 0.2, bold=True),
        Column("Backs up", 0.22),
        Column("Replicates", 0.18),
        Column("Recovers it", 0.2),
        Column("Accepts the loss", 0.2),
    )
    rows = []
    for key in ordered(assessment):
        application, protection = plan.applications[key], assessment.applications[key].protection
        replicated = protection.scheme in ("replication", "high_availability", "fault_tolerance")
        cells = (
            name_of(plan, key),
            backed_up_by(plan, protection.backup_target) if protection.backup_target else "nobody",
            word("ReplicationProduct", protection.replication_product) if replicated else "nobody",
            application.technical_owner or "not named",
            application.business_owner or "not named",
        )
        rows.append(Row(cells, entity=key))
    return Table("duties", "By application", columns, tuple(rows), empty="No application is stated yet.")


def backed_up_by(plan: Plan, target_id: str) -> str:
    """The product that writes to a target, and who runs the site where it stands."""
    target = plan.backup_targets.get(target_id)
    if target is None:
        return "a target that is not in the plan"
    site = plan.sites.get(target.site or "")
    operator = f", run by {_OPERATORS[site.operator]}" if site and site.operator else ""
    return f"{word('BackupProduct', target.product)} at {target.name or target.id}{operator}"


def scenarios_table(assessment: Assessment) -> Table:
    """The disasters that are planned for and who decides that recovery begins."""
    columns = (
        Column("Scenario", 0.28, bold=True),
        Column("What happens", 0.22),
        Column("What is lost", 0.22),
        Column("May invoke", 0.28),
    )
    plan = assessment.plan
    rows = tuple(
        Row(
            (
                one.name,
                word("ScenarioKind", one.kind),
                name_of(plan, one.lost_site or one.lost_target or one.lost_link),
                one.may_invoke or "nobody named",
            ),
            None if one.may_invoke else "warning",
            key,
        )
        for key, one in plan.scenarios.items()
    )
    empty = "No scenario is stated, so nobody is named who may invoke a recovery."
    return Table("scenarios", "Who may invoke a recovery", columns, rows, empty=empty)


def steps_table(assessment: Assessment) -> Table:
    """Steps by hand, in their order."""
    plan = assessment.plan
    columns = (
        Column("Application", 0.2, bold=True),
        Column("Order", 0.07, "number"),
        Column("Step", 0.43),
        Column("Takes", 0.1, "minutes"),
        Column("Who", 0.2),
    )
    found = sorted(
        plan.recovery_steps.values(), key=lambda one: (name_of(plan, one.application), one.order or 1 << 30, one.id)
    )
    rows = tuple(
        Row((name_of(plan, one.application), one.order, one.text or one.name, one.minutes, one.owner), entity=one.id)
        for one in found
    )
    return Table("steps", "Steps by hand", columns, rows)
