"""Where the money goes: totals of the chosen states by month and year."""

from __future__ import annotations

from collections.abc import Collection
from math import fsum
from typing import Final

from dr_desktop.assessment.results import Consumption, ConsumptionComponent

STATE_WORDS: Final = {"steady": "steady", "drill": "drill", "failover": "failover"}
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
