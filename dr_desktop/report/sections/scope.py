"""What the plan covers, what the documents always say, and, as an appendix, what stands in for measured values."""

from __future__ import annotations

from itertools import zip_longest

from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.claims import Standings
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.assumptions import DEFINITIONS
from dr_desktop.report.blocks import Bullets, Cell, Column, Paragraph, Row, Section, Table
from dr_desktop.report.names import counted, listed
from dr_desktop.report.sections.always_said import always_said
from dr_desktop.report.sections.applications import tiers_table


def scope_section(assessment: Assessment, catalog: Catalog, standings: Standings | None = None) -> Section:
    """What is in the plan, how far its numbers carry, and how far its tiers have come."""
    said = (Paragraph(scope_sentence(assessment)), Bullets(always_said(assessment, catalog)))
    return Section("scope", "Scope", (*said, tiers_table(assessment, standings)))


def assumptions_section(assessment: Assessment) -> Section:
    """What the numbers rest on."""
    return Section("assumptions", "Assumptions", (assumptions_table(assessment), assumed_table(assessment)))


def scope_sentence(assessment: Assessment) -> str:
    """Applications, machines, data stores and sites, by count."""
    plan, totals = assessment.plan, assessment.totals
    kinds: list[str] = [one.kind for one in plan.sites.values()]
    sites = [
        counted(kinds.count(kind), word)
        for kind, word in (
            ("azure_stack", "Azure Stack"),
            ("azure_region", "Azure region"),
            ("datacenter", "datacenter"),
        )
        if kinds.count(kind)
    ]
    held = f"{counted(totals.applications, 'application')} with {counted(totals.machines, 'machine')}"
    stores = f" and {counted(len(plan.data_stores), 'data store')}" if plan.data_stores else ""
    off = sum([one.powered_off for one in assessment.applications.values()])
    powered = f" {counted(off, 'machine')} of them {'is' if off == 1 else 'are'} powered off." if off else ""
    where = f" at {listed(sites)}" if sites else ""
    targets = f", backed up to {counted(len(plan.backup_targets), 'target')}" if plan.backup_targets else ""
    months = round(assessment.assumed.horizon_months)
    return f"The plan covers {held}{stores}{where}{targets}, over {counted(months, 'month')}.{powered}"


def assumptions_table(assessment: Assessment) -> Table:
    """Every assumption with its range and source; a changed one carries a sign."""
    columns = (
        Column("Assumption", 0.21, bold=True),
        Column("Value", 0.09, "number", decimals=6, trimmed=True),
        Column("Unit", 0.12),
        Column("Low", 0.07, "number", decimals=2, trimmed=True),
        Column("High", 0.07, "number", decimals=2, trimmed=True),
        Column("Source", 0.44),
    )
    rows = []
    for key, one in DEFINITIONS.items():
        stated = assessment.plan.assumptions.get(key)
        value = getattr(assessment.assumed, key)
        own = f"{stated.source}" if stated else one.source
        source = own if value == one.base else f"Stated in the plan. {own}"
        cells = (
            one.name,
            value,
            one.unit,
            stated.low if stated else one.low,
            stated.high if stated else one.high,
            source,
        )
        rows.append(Row(cells, "note" if value != one.base else None, key))
    return Table(
        "assumptions",
        "Assumptions",
        columns,
        tuple(rows),
        "A sign marks a value that differs from the program's default.",
        tight=True,
    )


def assumed_table(assessment: Assessment) -> Table:
    """Applications for whose machines used data or change is assumed, the most first, in two columns."""
    plan = assessment.plan
    found = sorted(
        ((one.assumed_values, key) for key, one in assessment.applications.items() if one.assumed_values), reverse=True
    )
    columns = 2 * (
        Column("Application", 0.26, bold=True),
        Column("Values assumed", 0.13, "number"),
        Column("Machines", 0.11, "number"),
    )
    cells: list[tuple[Cell, ...]] = [
        (plan.applications[key].name, number, assessment.applications[key].machines) for number, key in found
    ]
    half = (len(cells) + 1) // 2
    rows = tuple(
        Row((*left, *right)) for left, right in zip_longest(cells[:half], cells[half:], fillvalue=("", "", ""))
    )
    all_of_it = ("All", assessment.totals.assumed_values, assessment.totals.machines)
    total = Row(("", "", "", *all_of_it), total=True)
    note = "Used data and daily change of machines and data stores that were not measured."
    title = "Assumed values by application"
    return Table("assumed", title, columns, (*rows, total) if rows else (), note, "Nothing is assumed.", tight=True)
