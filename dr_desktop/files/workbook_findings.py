"""Sheets of findings, assumptions and prices, and of what people decided, tested and signed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.price_book import Currency
from dr_desktop.assessment.price_list import all_price_keys
from dr_desktop.assessment.price_own import own_prices
from dr_desktop.assessment.prices import MissingPrice
from dr_desktop.assessment.results import Assessment
from dr_desktop.files.workbook_cells import Form
from dr_desktop.files.workbook_columns import SheetColumn
from dr_desktop.files.workbook_sheet import TableSheet
from dr_desktop.files.workbook_stated import stated_sheet
from dr_desktop.plan.assumptions import DEFINITIONS
from dr_desktop.plan.field_spec import field_spec
from dr_desktop.plan.header import Header
from dr_desktop.plan.plan import HEADER, TABLES
from dr_desktop.report.blocks import Cell
from dr_desktop.report.names import name_of
from dr_desktop.report.signs import STATE_WORDS

_TABLE_WORDS: Final = {"header": "Plan", "backup_targets": "Backup target", "backup_policies": "Backup policy",
                       "backup_copies": "Backup copy", "data_stores": "Data store"}  # fmt: skip
_GOVERNANCE: Final[dict[str, tuple[str, str, tuple[str, ...]]]] = {
    "drills": ("Drills", "Tests of recovery and real incidents, with what was measured.",
               ("application", "on", "kind", "outcome", "recovery_minutes", "clock_from", "data_loss_minutes", "scheme",
                "recovery_site", "backup_target")),
    "sign_offs": ("Sign-off", "Who signs for the plan; blanks are left to be filled at the meeting.",
                  ("role", "name", "verdict", "on", "conditions")),
    "acceptances": ("Acceptances", "Findings and unprotected machines that somebody accepted, with reason and end.",
                    ("entity", "rule", "reason", "by", "on", "until")),
    "risks": ("Risks", "What may go wrong and is not a finding.",
              ("name", "likelihood", "impact", "response", "owner")),
    "decisions": ("Decisions", "What was decided.", ("name", "by", "on")),
    "actions": ("Actions", "What somebody owes until a day.", ("name", "owner", "due", "state")),
    "recovery_steps": ("Recovery steps", "Steps by hand.",
                       ("application", "order", "text", "moment", "minutes", "owner")),
    "scenarios": ("Scenarios", "Disasters that the plan prepares for.",
                  ("name", "kind", "lost_site", "lost_link", "lost_target", "detection_delay_minutes",
                   "may_invoke")),
    "calendar_periods": ("Calendar", "Days without drills and changes.", ("name", "kind", "first_day", "last_day")),
    "cost_lines": ("Cost lines", "Costs that have no meter.", ("name", "amount", "per", "application")),
    "price_overrides": ("Own prices", "Prices of the plan's own.", ("key", "price", "region", "source", "as_of")),
    "revisions": ("Revisions", "States of the plan that were shown.", ("number", "on", "by", "digest")),
}  # fmt: skip
_ALWAYS: Final = ("drills", "sign_offs")


def findings_sheet(assessment: Assessment) -> TableSheet:
    """What the assessment objects to, with remedy, source, and who accepted it."""
    plan = assessment.plan
    columns = (
        SheetColumn("Severity", follows=True, bold=True),
        SheetColumn("Accepted", follows=True),
        SheetColumn("What", follows=True),
        SheetColumn("Where", follows=True, bold=True),
        SheetColumn("Field", follows=True),
        SheetColumn("Finding", "prose", follows=True),
        SheetColumn("Remedy", "prose", follows=True),
        SheetColumn("Source", follows=True),
        SheetColumn("Accepted by"),
        SheetColumn("Until", "date"),
        SheetColumn("Reason", "prose"),
        SheetColumn("Rule", "id", follows=True, printed=False, width=26),
        SheetColumn("Id", "id", printed=False, width=14),
    )
    rows = []
    for one in assessment.findings:
        acceptance = plan.acceptances.get(one.accepted)
        kind = Header if one.table == HEADER else TABLES.get(one.table)
        title = field_spec(kind, one.field).title if kind is not None and one.field in kind.model_fields else ""
        what = _TABLE_WORDS.get(one.table) or one.table.removesuffix("s").replace("_", " ").capitalize()
        rows.append(
            (
                STATE_WORDS[one.severity],
                "Yes" if acceptance else "No",
                what,
                name_of(plan, one.entity) if one.entity else "",
                title,
                one.sentence,
                one.remedy,
                one.source,
                acceptance.by if acceptance else "",
                acceptance.until if acceptance else None,
                acceptance.reason if acceptance else "",
                one.rule,
                one.entity,
            )
        )
    intro = "What the assessment objects to; errors first. Accepted findings stay listed."
    return TableSheet("Findings", intro, columns, rows, "There is nothing to object to.", 4)


def assumptions_sheet(assessment: Assessment) -> TableSheet:
    """The numbers that stand in where nothing was measured, with their range and source."""
    columns = (
        SheetColumn("Assumption", bold=True),
        SheetColumn("Unit"),
        SheetColumn("Value", "number", 1),
        SheetColumn("Low", "number", 1),
        SheetColumn("High", "number", 1),
        SheetColumn("Usual value", "number", 1),
        SheetColumn("Changed in this plan"),
        SheetColumn("What it is for", "prose"),
        SheetColumn("Source", "prose"),
        SheetColumn("Notes", "prose"),
        SheetColumn("Id", "id", printed=False, width=22),
    )
    rows: list[tuple[Cell, ...]] = []
    for key, one in DEFINITIONS.items():
        stated = assessment.plan.assumptions.get(key)
        value = float(getattr(assessment.assumed, key))
        low, high = (one.low, one.high) if stated is None else (stated.low, stated.high)
        source = stated.source if stated is not None and stated.source else one.source
        changed = "Yes" if value != one.base else "No"
        notes = stated.notes if stated is not None else ""
        rows.append((one.name, one.unit, value, low, high, one.base, changed, one.help, source, notes, key))
    return TableSheet("Assumptions", "Numbers that stand in where nothing was measured.", columns, rows)


def prices_sheet(assessment: Assessment, catalog: Catalog) -> TableSheet:
    """The catalog's prices of the plan's region in its currency, and the plan's own."""
    header = assessment.plan.header
    currency = Currency(header.currency or "USD", assessment.assumed.exchange_rate)
    overrides = own_prices(assessment.plan.price_overrides.values())
    discount = assessment.assumed.discount_percent
    columns = (
        SheetColumn("Group"),
        SheetColumn("Price of", bold=True),
        SheetColumn("Unit"),
        SheetColumn(f"List price, {currency.code}", "money", 5),
        SheetColumn(f"Counted with, {currency.code}", "money", 5, follows=True),
        SheetColumn("Region"),
        SheetColumn("Remark", "prose"),
        SheetColumn("Source"),
        SheetColumn("As of"),
        SheetColumn("Key", "id", printed=False, width=30),
    )
    rows: list[tuple[Cell, ...]] = []
    for line in all_price_keys(catalog, header.region, overrides, currency):
        one = line.price
        if isinstance(one, MissingPrice):
            rows.append((line.group, one.label, "", None, None, one.region, one.reason, "", "", one.key))
            continue
        counted = one.amount * (1 - discount / 100) if one.listed else one.amount
        remarks = filter(
            None,
            (
                ("Imported." if one.listed else "Stated in the plan.") if one.stated else "",
                f"Price of {one.assumed_region} stands in." if one.assumed_region else "",
                one.note,
            ),
        )
        rows.append(
            (line.group, one.label, one.unit, one.amount, counted, one.region, " ".join(remarks), one.source.title,
             one.source.as_of, one.key)
        )  # fmt: skip
    intro = (
        f"Prices for {header.region or 'no stated region'}, 1 USD = {currency.per_usd:g} {currency.code}, "
        f"discount {discount:g} % on published prices."
    )
    return TableSheet("Prices", intro, columns, rows, frozen_columns=2)


def governance_sheets(assessment: Assessment) -> Iterator[TableSheet]:
    """Drills and sign-off always; the others where the plan states any."""
    for table, (title, intro, first) in _GOVERNANCE.items():
        if table not in _ALWAYS and not assessment.plan.table(table):
            continue
        columns, rows = stated_sheet(assessment, table, first)
        if table == "acceptances":
            plan = assessment.plan
            named: Form = "words"
            columns = (SheetColumn("Of", named, bold=True), *columns)
            rows = [
                [name_of(plan, one.entity) if one.entity else "", *row]
                for one, row in zip(plan.acceptances.values(), rows, strict=True)
            ]
        yield TableSheet(title, intro, columns, rows)
