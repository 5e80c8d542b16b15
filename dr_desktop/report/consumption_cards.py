"""The amounts that stand above the chart of consumption: a month with its range, a year, the horizon, one failover."""

from __future__ import annotations

from collections.abc import Callable, Collection

from dr_desktop.assessment.consumption import usual_month
from dr_desktop.assessment.results import Assessment
from dr_desktop.report.amount_cards import AmountCard
from dr_desktop.report.chart_words import month_words
from dr_desktop.report.consumption_facts import month_total, year_total
from dr_desktop.report.consumption_picture import STATES_OF_A_YEAR

Money = Callable[[float], str]


def consumption_cards(
    assessment: Assessment, states: Collection[str], money: Money, month_range: tuple[float, float] | None
) -> tuple[AmountCard, ...]:
    """The cards of the chosen states. `month_range` is from where to where a usual month goes, drills included; it is
    said where exactly these states are chosen, since it is worked out for them."""
    consumption = assessment.consumption
    if not consumption.months:
        return (AmountCard("A month", "–", "not known"),)
    usual = usual_month(consumption)
    when = f"usual month, {month_words(consumption.months[usual])}"
    if month_range is not None and tuple(states) == STATES_OF_A_YEAR:
        when = f"{money(month_range[0])} to {money(month_range[1])}"
    totals = [month_total(consumption, states, place) for place in range(len(consumption.months))]
    return (
        AmountCard("A month", money(month_total(consumption, states, usual)), when),
        AmountCard("First year", money(year_total(consumption, states)), "twelve months"),
        AmountCard("Over the horizon, a month", f"{money(min(totals))} to {money(max(totals))}", ""),
        AmountCard("One failover", money(month_total(consumption, ("failover",), usual)), "with its failback"),
    )
