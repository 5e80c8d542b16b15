"""Probabilities of a recovery: what must all work, what may fail, and how long phases of uncertain length take.

Everything here is exact: closed forms, inclusion and exclusion in fractions, or the convolution of what may happen.
Probabilities are 0 to 1; times are in whatever one unit the caller uses. A time that is never reached is None.

[1] Hall, P. (1927): the distribution of means for samples of size N drawn from a population in which the variate
    takes values between 0 and 1; with bounds of their own in Bradley and Gupta (2002), theorem 1.
[2] Pollaczek-Khinchine for service of constant length; Kleinrock (1975), Queueing Systems I, 5.6.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import count
from typing import Final, NamedTuple

_EXACT_TERMS: Final = 4096
_LEFT_OUT: Final = 1e-13
_SAME: Final = 1e-9


class Outcome(NamedTuple):
    """One thing that may happen: its probability, and how long it takes."""

    probability: float
    value: float


class Triangular(NamedTuple):
    """A time estimated by three figures: the shortest, the likeliest and the longest."""

    low: float
    mode: float
    high: float

    @property
    def mean(self) -> float:
        """The expected time: a third of the three figures."""
        return (self.low + self.mode + self.high) / 3

    @property
    def variance(self) -> float:
        """The variance, in the unit of the time squared."""
        low, mode, high = self
        return (low * low + mode * mode + high * high - low * mode - low * high - mode * high) / 18

    def at_most(self, time: float) -> float:
        """The probability that it takes no longer than `time`."""
        low, mode, high = self
        if time >= high:
            return 1.0
        if time < low:
            return 0.0
        if time < mode:
            return (time - low) ** 2 / ((high - low) * (mode - low))
        return 1 - (high - time) ** 2 / ((high - low) * (high - mode))

    def value_at(self, share: float) -> float:
        """The time that is not exceeded with the probability `share`, 0 to 1: the inverse of `at_most`."""
        low, mode, high = self
        width = high - low
        if width <= 0:
            return mode
        if share * width < mode - low:
            return low + math.sqrt(share * width * (mode - low))
        return high - math.sqrt((1 - share) * width * (high - mode))


def all_of(probabilities: Iterable[float]) -> float:
    """The probability that all of several independent things hold: parts in series, paths that must all be in time."""
    return math.prod(probabilities)


def any_of(probabilities: Iterable[float]) -> float:
    """The probability that at least one of several independent things holds: parts in parallel."""
    return 1 - math.prod(1 - one for one in probabilities)


def at_least(least: int, probabilities: Sequence[float]) -> float:
    """The probability that at least `least` of several independent things hold; they need not be equally likely."""
    holding = [1.0]
    for one in probabilities:
        holding = [
            stays * (1 - one) + joins * one for stays, joins in zip([*holding, 0.0], [0.0, *holding], strict=True)
        ]
    return min(math.fsum(holding[max(least, 0) :]), 1.0)


def uniform_sum_at_most(parts: Sequence[tuple[float, float]], time: float) -> float:
    """The probability that independent phases, each evenly spread over its (shortest, longest), end by `time` [1].

    With widths w of the n phases and x the time beyond the sum of their shortest, it is the sum over all subsets S of
    (-1)^|S| · max(x − Σ w in S, 0)^n, over n! · Π w. Many phases of many different widths would take too many
    subsets: then the Fourier series of the same distribution is added up until what is left out is below 1e-13.
    """
    if any(longest < shortest for shortest, longest in parts):
        raise ValueError("a phase is longer at its shortest than at its longest")
    widths = [Fraction(longest) - Fraction(shortest) for shortest, longest in parts if longest > shortest]
    beyond = Fraction(time) - sum(Fraction(shortest) for shortest, _ in parts)
    if beyond < 0:
        return 0.0
    if beyond >= sum(widths):
        return 1.0
    signed: dict[Fraction, int] = {Fraction(0): 1}
    for width in widths:
        for taken, sign in tuple(signed.items()):
            signed[taken + width] = signed.get(taken + width, 0) - sign
        if len(signed) > _EXACT_TERMS:
            return _by_series([float(one) for one in widths], float(beyond))
    n = len(widths)
    area = sum(sign * (beyond - taken) ** n for taken, sign in signed.items() if taken < beyond)
    return float(area / (math.factorial(n) * math.prod(widths)))


def _by_series(widths: Sequence[float], beyond: float) -> float:
    """The distribution of a sum of uniforms on 0 to w each, as the Fourier series over the span of the sum."""
    span = math.fsum(widths)
    middle = beyond - span / 2
    terms = [0.5, middle / span]
    for k in count(1):
        if math.prod(min(1.0, span / (math.pi * k * width)) for width in widths) < _LEFT_OUT:
            break
        phases = (math.pi * k * width / span for width in widths)
        spread = math.prod(math.sin(phase) / phase for phase in phases)
        terms.append(spread * math.sin(2 * math.pi * k * middle / span) / (math.pi * k))
    return min(max(math.fsum(terms), 0.0), 1.0)


def slowest_mean(how_many: int, mean: float) -> float:
    """The expected time until the slowest of `how_many` independent recoveries ends, each exponential with `mean`.

    mean · (1 + 1/2 + … + 1/how_many).
    """
    return mean * math.fsum(1 / k for k in range(1, how_many + 1))


def slowest_at_most(how_many: int, mean: float, time: float) -> float:
    """The probability that all of `how_many` independent exponential recoveries have ended by `time`."""
    return float(-math.expm1(-time / mean)) ** how_many if time > 0 else 0.0


def all_start(machines: int, fails: float) -> float:
    """The probability that every one of `machines` starts, when each fails to with the probability `fails`."""
    return (1 - fails) ** machines


def retried_mean(length: float, succeeds: float, attempts: int | None = None) -> float | None:
    """The expected time of a step of `length` that is repeated until it succeeds; None if it never does.

    length / succeeds; with at most so many `attempts`, length · (1 − (1 − succeeds)^attempts) / succeeds.
    """
    if succeeds <= 0:
        return None if attempts is None else length * attempts
    ends = 1.0 if attempts is None else 1 - (1 - succeeds) ** attempts
    return length * ends / succeeds


def queue_wait_mean(rate: float, length: float) -> float | None:
    """The expected wait of a job before it runs, jobs of constant `length` coming at random at `rate` [2].

    ρ · length / (2 · (1 − ρ)) with ρ = rate · length; None if ρ ≥ 1, as then the queue grows without end.
    """
    busy = rate * length
    return busy * length / (2 * (1 - busy)) if busy < 1 else None


def sum_of_phases(phases: Iterable[Sequence[Outcome]]) -> tuple[Outcome, ...]:
    """How long independent phases take one after another: every sum that may happen, shortest first.

    Sums that differ only by the rounding of floats are one outcome.
    """
    sums: dict[float, float] = {0.0: 1.0}
    for phase in phases:
        longer: dict[float, float] = {}
        for so_far, probability in sums.items():
            for one in phase:
                key = float(f"{so_far + one.value:.12g}")
                longer[key] = longer.get(key, 0.0) + probability * one.probability
        sums = longer
    return tuple(Outcome(probability, value) for value, probability in sorted(sums.items()))


def at_most(outcomes: Iterable[Outcome], time: float) -> float:
    """The probability that it takes no longer than `time`; one that is equal but for rounding is in time."""
    latest = time + _SAME * max(abs(time), 1.0)
    return math.fsum(one.probability for one in outcomes if one.value <= latest)


def mean_of(outcomes: Iterable[Outcome]) -> float:
    """The expected time."""
    return math.fsum(one.probability * one.value for one in outcomes)
