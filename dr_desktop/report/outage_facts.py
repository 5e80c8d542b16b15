"""Protection beside outages in words: who is out of balance, and why one application is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from dr_desktop.assessment.outage_balance import BALANCE_RULE, BALANCE_WORDS, Balance, OutageBalance
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.shown import UNKNOWN, show_number
from dr_desktop.report.fact_sheet import Fact, Figure, Formula, Heading, Judged, Link, Row, Words, go_to
from dr_desktop.report.names import counted, name_of

Money = Callable[[float], str]

BALANCE_SIGNS: Final[dict[Balance, str]] = {
    "under": "error",
    "over": "warning",
    "balanced": "recommended",
    "not_priced": "note",
    "not_known": "note",
}
BALANCE_ORDER: Final[tuple[Balance, ...]] = ("under", "over", "balanced", "not_priced", "not_known")


def by_urgency(balances: Sequence[OutageBalance]) -> list[OutageBalance]:
    """Under-protected first, the largest loss first within each verdict."""
    return sorted(balances, key=lambda one: (BALANCE_ORDER.index(one.balance), -(one.loss or 0.0), one.application))


def balance_sentence(balances: Sequence[OutageBalance]) -> str:
    """How many applications are under- and over-protected, and of how many that is not known."""
    found = {key: sum([1 for one in balances if one.balance == key]) for key in BALANCE_ORDER}
    if not balances:
        return "The plan has no application."
    said = [f"{counted(found['under'], 'application')} under-protected", f"{found['over']} over-protected"]
    said.append(f"{found['balanced']} in balance")
    open_ones = found["not_priced"] + found["not_known"]
    if open_ones:
        said.append(f"{open_ones} without a cost of outage or of protection")
    return f"{', '.join(said)}."


def balance_facts(assessment: Assessment, one: OutageBalance, money: Money) -> tuple[Fact, ...]:
    """The sheet of one application's balance."""
    application = assessment.plan.applications[one.application]

    def amount(value: float | None) -> str:
        return UNKNOWN if value is None else money(value)

    def hours(value: float | None) -> str:
        return UNKNOWN if value is None else f"{show_number(value, 1)}\u00a0h"

    return (
        Figure(f"Outages of {name_of(assessment.plan, one.application)}, a year", amount(one.loss)),
        Judged(BALANCE_SIGNS[one.balance], BALANCE_WORDS[one.balance]),
        Words(one.words, "text.secondary"),
        Heading("Formula"),
        Formula("times a year × (hours down × cost + hours lost × cost)", one.times_words),
        Row("Times a year", show_number(one.times_a_year, 3)),
        Row("Hours down", hours(one.hours_down)),
        Row("An hour down", amount(application.downtime_cost_per_hour)),
        Row("Hours of data lost", hours(one.hours_lost)),
        Row("An hour of data", amount(application.data_loss_cost_per_hour)),
        Heading("A year"),
        Row("Loss without protection", amount(one.loss_unprotected)),
        Row("Loss that remains", amount(one.loss)),
        Row("Loss avoided", amount(one.avoided), bold=True),
        Row("Protection", money(one.protection), bold=True),
        Heading("Rule"),
        Words(BALANCE_RULE, "text.secondary"),
        Link("Go to the application", go_to("applications", one.application, "downtime_cost_per_hour")),
    )
