"""What an outage costs in the mean of the years, and what protection costs beside it.

A disaster is rare and independent of the last one: disasters a year follow a Poisson distribution. The expected cost of
a year is the sum over what may happen of times a year x (hours down x cost of an hour down + hours of data lost x cost
of an hour of data).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import expm1, fsum
from typing import Final, NamedTuple

HOURS_A_YEAR: Final = 8_760.0


class Outage(NamedTuple):
    """What may happen to an application: times a year, hours down, hours of data lost."""

    times_a_year: float
    hours_down: float
    hours_lost: float


class YearlyCost(NamedTuple):
    """The expected cost of a year: what is paid anyway, what outages cost, and both together."""

    fixed: float
    penalty: float
    total: float


def yearly_cost(
    fixed: float, outages: Iterable[Outage], cost_of_hour_down: float, cost_of_hour_lost: float
) -> YearlyCost:
    """fixed + sum of times a year x (hours down x cost + hours lost x cost), in the currency of the amounts."""
    penalty = fsum(
        [
            one.times_a_year * (one.hours_down * cost_of_hour_down + one.hours_lost * cost_of_hour_lost)
            for one in outages
        ]
    )
    return YearlyCost(fixed, penalty, fixed + penalty)


def chance_of_disaster(times_a_year: float, years: float) -> float:
    """The probability, 0 to 1, of at least one disaster in so many years: 1 - e^(-times x years)."""
    return -expm1(-times_a_year * years)


def cost_of_states(
    standing_cost_per_hour: float, failover_cost_per_hour: float, failovers_a_year: float, hours_each: float
) -> float:
    """A year's cost of replication that runs all year, and of machines that run only in failovers: 8,760 h a year."""
    return HOURS_A_YEAR * standing_cost_per_hour + failovers_a_year * hours_each * failover_cost_per_hour
