"""Where the money goes: totals of the chosen states, and why one component costs what it costs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from math import fsum
from typing import Final

from dr_desktop.assessment.consumption import usual_month
from dr_desktop.assessment.consumption_components import COMPONENTS
from dr_desktop.assessment.results import Assessment, Consumption, ConsumptionComponent
from dr_desktop.plan.shown import show_number
from dr_desktop.report.chart_words import month_words
from dr_desktop.report.consumption_picture import billed_components
from dr_desktop.report.fact_sheet import Fact, Figure, Formula, Heading, Judged, Link, Row, Words, go_to, open_page

Money = Callable[[float], str]
"""How an amount is written, with its currency."""

STATE_WORDS: Final = {"steady": "steady", "drill": "drill", "failover": "failover"}
STATE_MEANS: Final = {
    "steady": "Paid every month, whether or not anything happens.",
    "drill": "Paid for drills: the mean of a year, spread over its months.",
    "failover": "Paid when it happens: one failover with its failback; in no total of a month without a disaster.",
}
MONTHS_OF_A_YEAR: Final = 12


def month_total(consumption: Consumption, states: Collection[str], month: int) -> float:
    """The amount of one month (by its place) in these states."""
    return fsum([one.amounts[month] for one in consumption.components if one.state in states])


def year_total(consumption: Consumption, states: Collection[str]) -> float:
    """The amount of the first twelve months, or of the whole horizon where that is shorter; of failovers, one."""
    return fsum([year_of(one) for one in consumption.components if one.state in states])


def year_of(component: ConsumptionComponent) -> float:
    """The amount of one component in the first twelve months; of a failover the mean of them, since it happens once."""
    months = component.amounts[:MONTHS_OF_A_YEAR]
    return fsum(months) / (len(months) or 1) if component.state == "failover" else fsum(months)


def component_facts(
    assessment: Assessment, key: str, month: date, states: Collection[str], money: Money
) -> tuple[Fact, ...]:
    """The sheet of a component's amount in a month; "" is the total of the chosen states."""
    consumption = assessment.consumption
    if month not in consumption.months:
        return (Words("Choose a month in the chart or an amount in the table.", "text.secondary"),)
    place = consumption.months.index(month)
    component = next((one for one in consumption.components if one.key == key), None)
    facts = (
        _component(assessment, component, place, month, money)
        if component is not None
        else _total(assessment, place, month, states, money)
    )
    facts += _missing(assessment)
    return (*facts, Link("Go to Assumptions & prices", open_page("assumptions")))


def _component(assessment: Assessment, one: ConsumptionComponent, place: int, month: date, money: Money) -> list[Fact]:
    assumed = assessment.assumed
    header = assessment.plan.header
    facts: list[Fact] = [
        Figure(f"{one.name}, {month_words(month)}", money(one.amounts[place])),
        Heading("Formula"),
        Formula(COMPONENTS[one.key].formula, f"usual month: {one.quantity_words}"),
        Heading("Price"),
        Words(one.price_words or "No price was found."),
    ]
    facts += [Row("Region of the prices", header.region or "not stated"), Row("Currency", header.currency)]
    if assumed.exchange_rate != 1:
        facts.append(Row(f"{header.currency} for one USD", show_number(assumed.exchange_rate, 4)))
    if assumed.discount_percent:
        facts.append(Row("Discount", f"{show_number(assumed.discount_percent, 1)}\u00a0%"))
    facts += [Heading(f"State: {STATE_WORDS[one.state]}"), Words(STATE_MEANS[one.state], "text.secondary")]
    facts += [Heading("Over time"), Row("Usual month", money(one.amounts[usual_month(assessment.consumption)]))]
    facts.append(Row("One in the first year" if one.state == "failover" else "First year", money(year_of(one))))
    facts.append(Row(f"Last month, {month_words(assessment.consumption.months[-1])}", money(one.amounts[-1])))
    return facts


def _total(assessment: Assessment, place: int, month: date, states: Collection[str], money: Money) -> list[Fact]:
    consumption = assessment.consumption
    parts = billed_components(assessment, states)
    said = " and ".join(STATE_WORDS[state] for state in STATE_WORDS if state in states)
    return [
        Figure(f"Total, {month_words(month)}", money(month_total(consumption, states, place))),
        Words(f"Of the states: {said or 'none'}.", "text.secondary"),
        Heading("Parts"),
        *(Row(one.name, money(one.amounts[place])) for one in parts),
        Row("Total", money(month_total(consumption, states, place)), bold=True),
        Heading("Price"),
        *(Words(words, "text.secondary") for words in _sources(parts)),
    ]


def _sources(parts: Sequence[ConsumptionComponent]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.price_words for one in parts if one.price_words))


def _missing(assessment: Assessment) -> list[Fact]:
    found = assessment.consumption.findings
    if not found:
        return []
    facts: list[Fact] = [Heading("Not counted")]
    for one in found[:4]:
        facts += [Judged(one.severity, one.sentence), Words(one.remedy, "text.secondary")]
        facts.append(Link("Go there", go_to(one.table, one.entity, one.field)))
    return facts
