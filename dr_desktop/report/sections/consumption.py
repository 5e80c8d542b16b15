"""Consumption in Azure: the chart and what each component costs; as an appendix its prices and who causes it."""

from __future__ import annotations

from math import fsum

from dr_desktop.assessment.consumption import usual_month
from dr_desktop.assessment.consumption_range import CostRange, cost_range
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.assumptions import DEFINITIONS
from dr_desktop.plan.shown import show_money
from dr_desktop.report.blocks import Block, Column, Figure, Paragraph, Row, Section, Table
from dr_desktop.report.chart_words import month_words
from dr_desktop.report.consumption_facts import month_total, year_total
from dr_desktop.report.consumption_picture import STATES_OF_A_YEAR as BILLED
from dr_desktop.report.consumption_picture import consumption_picture, drawn_components
from dr_desktop.report.names import counted, listed, name_of
from dr_desktop.report.placing import tier_of
from dr_desktop.report.sections.outages import outage_blocks, outage_sentences

TOP = 15
_NOTHING_PAID = "Nothing in this plan is paid for in Azure."
_STATES = {"steady": "every month", "drill": "drills", "failover": "one failover"}


def consumption_section(assessment: Assessment) -> Section:
    """What the plan pays for in Azure."""
    blocks: list[Block] = [Paragraph(consumption_sentence(assessment))]
    if any(assessment.consumption.total):
        caption = consumption_picture(assessment, 680, 280).alt
        if together := drawn_components(assessment).together:
            names = listed([f"{one.name[:1].lower()}{one.name[1:]}" for one in together])
            caption = f"{caption} The smaller ones: {names}."
        blocks.append(
            Figure("consumption", lambda width, height: consumption_picture(assessment, width, height), caption, 0.41)
        )
    blocks.append(components_table(assessment))
    blocks += outage_sentences(assessment)
    found = cost_range(assessment) if any(assessment.consumption.total) else None
    if found is not None:
        blocks.append(range_table(found))
    return Section("consumption", "Consumption in Azure", tuple(blocks))


def consumption_detail_section(assessment: Assessment) -> Section:
    """Where prices come from, who causes what, costs of the plan's own, and protection beside outages."""
    blocks: list[Block] = [prices_table(assessment), applications_cost_table(assessment)]
    if assessment.plan.cost_lines:
        blocks.append(cost_lines_table(assessment))
    blocks += outage_blocks(assessment)
    return Section("consumption-detail", "Prices and costs", tuple(blocks))


def consumption_sentence(assessment: Assessment) -> str:
    """Cost in the month that stands for the plan and in the last one."""
    consumption = assessment.consumption
    if not any(consumption.total):
        return "Nothing in this plan is paid for in Azure."
    usual = usual_month(consumption)
    first = show_money(consumption.total[usual], consumption.currency)
    last = show_money(consumption.total[-1], consumption.currency)
    return (
        f"The plan costs {first} in {month_words(consumption.months[usual])} and {last} in "
        f"{month_words(consumption.months[-1])}, drills included. The first month is cheaper where machines replicate: "
        "their first 31 days are free. One failover with its failback comes on top when it happens."
    )


def components_table(assessment: Assessment) -> Table:
    """Each component in the usual month and in the last, and its quantity."""
    consumption = assessment.consumption
    usual = usual_month(consumption)
    first = month_words(consumption.months[usual]) if consumption.months else "Start"
    last = month_words(consumption.months[-1]) if consumption.months else "End"
    columns = (
        Column("Component", 0.28, bold=True),
        Column("State", 0.13),
        Column("Quantity", 0.33),
        Column(first, 0.13, "money", consumption.currency),
        Column(last, 0.13, "money", consumption.currency),
    )
    rows = [
        Row((one.name, _STATES[one.state], one.quantity_words, one.amounts[usual], one.amounts[-1]))
        for one in consumption.components
    ]
    if rows:
        total = ("Every month and drills", "", "", consumption.total[usual], consumption.total[-1])
        rows.append(Row(total, total=True))
    return Table("consumption", "By component", columns, tuple(rows), empty=_NOTHING_PAID, tight=True)


def prices_table(assessment: Assessment) -> Table:
    """Where the price of each component comes from."""
    columns = (Column("Component", 0.3, bold=True), Column("Price source and date", 0.7))
    rows = tuple(Row((one.name, one.price_words)) for one in assessment.consumption.components)
    return Table("consumption-prices", "Where prices come from", columns, rows, empty=_NOTHING_PAID, tight=True)


def range_table(found: CostRange) -> Table:
    """The bill at the low and the high ends of the assumptions."""
    consumption = found.base
    usual, money = usual_month(consumption), consumption.currency
    columns = (
        Column("Assumptions", 0.28, bold=True),
        Column(month_words(consumption.months[usual]), 0.18, "money", money),
        Column(month_words(consumption.months[-1]), 0.18, "money", money),
        Column("First year", 0.18, "money", money),
        Column("One failover", 0.18, "money", money),
    )
    rows = [
        Row((words, one.total[usual], one.total[-1], year_total(one, BILLED), month_total(one, ("failover",), usual)))
        for words, one in (("All at the low end", found.low), ("As the plan counts", found.base),
                           ("All at the high end", found.high))
    ]  # fmt: skip
    moved = ", ".join(f"{DEFINITIONS[key].name.lower()} {one.low:g} to {one.high:g}" for key, one in found.ends.items())
    note = f"From cheapest to dearest: {moved}." if moved else "No assumption that moves the cost has a range."
    return Table("consumption-range", "Low, base and high, drills included", columns, tuple(rows), note)


def applications_cost_table(assessment: Assessment) -> Table:
    """The applications that cause most of what is paid every month."""
    consumption, plan = assessment.consumption, assessment.plan
    paid = {key: amount for key, amount in consumption.per_application.items() if amount}
    steady = consumption.total_steady[usual_month(consumption)] if consumption.months else 0.0
    chosen = sorted(paid, key=lambda key: (-paid[key], name_of(plan, key)))[:TOP]
    columns = (
        Column("Application", 0.4, bold=True),
        Column("Tier", 0.24),
        Column("A month", 0.18, "money", consumption.currency),
        Column("Of all", 0.18, "share"),
    )
    rows = [
        Row(
            (
                name_of(plan, key),
                tier.name if (tier := tier_of(plan, key)) else None,
                paid[key],
                paid[key] / steady if steady else None,
            ),
            entity=key,
        )
        for key in chosen
    ]
    shown = fsum([paid[key] for key in chosen])
    if rows:
        rest = steady - shown
        if abs(rest) >= 0.005:
            others = len(paid) - len(chosen)
            words = "Shared by all" if not others else f"{counted(others, 'more application')} and what all share"
            rows.append(Row((words, "", rest, rest / steady if steady else None)))
        rows.append(Row(("Every month", "", steady, 1.0 if steady else None), total=True))
    note = "Gateways and costs of the whole estate belong to no single application."
    empty = "No application is paid for in Azure."
    title = f"By application, the {TOP} largest"
    return Table("consumption-applications", title, columns, tuple(rows), note, empty, tight=True)


def cost_lines_table(assessment: Assessment) -> Table:
    """The plan's own costs."""
    plan = assessment.plan
    columns = (
        Column("Own cost", 0.4, bold=True),
        Column("Amount", 0.2, "money", plan.header.currency, 2),
        Column("For each", 0.2),
        Column("Application", 0.2),
    )
    per = {"month": "month", "machine": "machine and month", "gib": "GiB and month"}
    rows = tuple(
        Row(
            (one.name, one.amount, per[one.per], name_of(plan, one.application) if one.application else "all"),
            entity=key,
        )
        for key, one in plan.cost_lines.items()
    )
    return Table("cost-lines", "Costs stated in the plan", columns, rows, tight=True)
