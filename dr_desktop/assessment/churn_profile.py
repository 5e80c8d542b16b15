"""Churn over time: what replication has to send, as MB/s that stay the same over stretches of time.

Times are seconds from the start of the profile, amounts MB (10^6 bytes), rates MB/s.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from math import ceil, floor
from operator import itemgetter, sub


@dataclass(frozen=True, eq=False)
class Churn:
    """Data generated until each of the times in `at_s`, which begin with 0; between them it grows evenly.

    `repeats`: the profile begins anew whenever it ends, as a week does; else nothing is known after its end.
    A profile equals itself alone, so that what follows from it can be kept without comparing thousands of steps.
    """

    at_s: tuple[float, ...]
    mb: tuple[float, ...]
    repeats: bool

    @property
    def seconds(self) -> float:
        """How long the profile lasts, seconds."""
        return self.at_s[-1]

    @property
    def total_mb(self) -> float:
        """All data generated in the profile, MB."""
        return self.mb[-1]

    @cached_property
    def rates(self) -> tuple[tuple[float, float], ...]:
        """The stretches of the profile as (seconds, MB/s)."""
        spans = map(sub, self.at_s[1:], self.at_s)
        return tuple([(span, mb / span) for span, mb in zip(spans, map(sub, self.mb[1:], self.mb), strict=True)])

    @cached_property
    def peak_mb_s(self) -> float:
        """The highest rate, MB/s."""
        return max([rate for _, rate in self.rates], default=0.0)


def churn_of(stretches: Iterable[tuple[float, float]], *, repeats: bool = False) -> Churn:
    """Churn from stretches of (seconds, MB/s), in order; those without length are left out, rates below 0 count 0."""
    kept = [(float(seconds), max(0.0, float(rate))) for seconds, rate in stretches if seconds > 0]
    at = tuple(accumulate([seconds for seconds, _ in kept], initial=0.0))
    return Churn(at, tuple(accumulate([seconds * rate for seconds, rate in kept], initial=0.0)), repeats)


def churn_of_steps(step_s: float, mb_s: Sequence[float], *, repeats: bool = True) -> Churn:
    """Churn from rates in MB/s over equal steps of `step_s` seconds."""
    at = tuple([step_s * place for place in range(len(mb_s) + 1)])
    return Churn(at, tuple(accumulate([step_s * rate for rate in mb_s], initial=0.0)), repeats)


def average_mb_s(churn: Churn) -> float:
    """Mean rate, MB/s; 0 for a profile without length."""
    return churn.total_mb / churn.seconds if churn.seconds else 0.0


def percentile_mb_s(churn: Churn, percent: float) -> float:
    """The lowest rate that is not exceeded in `percent` of the time, MB/s."""
    if len({seconds for seconds, _ in churn.rates}) == 1:
        rates = sorted([rate for _, rate in churn.rates])
        return rates[max(0, ceil(len(rates) * percent / 100 * (1 - 1e-12)) - 1)]
    wanted, reached = churn.seconds * percent / 100 * (1 - 1e-12), 0.0
    for seconds, rate in sorted(churn.rates, key=itemgetter(1)):
        reached += seconds
        if reached >= wanted:
            return rate
    return 0.0


def busiest_until_s(churn: Churn) -> float:
    """When the stretch with the highest rate ends (the first of equals), seconds from the start."""
    rates = [rate for _, rate in churn.rates]
    return churn.at_s[rates.index(max(rates)) + 1] if rates else 0.0


def generated_mb(churn: Churn, until_s: float) -> float:
    """Data generated from the start until a time; a repeating profile also knows times before 0 and after its end."""
    begun = 0.0
    if churn.repeats and churn.seconds:
        rounds = floor(until_s / churn.seconds)
        begun, until_s = rounds * churn.total_mb, until_s - rounds * churn.seconds
    return begun + _between(churn.at_s, churn.mb, until_s)


def generated_at_all_mb(churn: Churn, times_s: Sequence[float]) -> list[float]:
    """`generated_mb` at each of these times, which rise, of one run of the profile."""
    at, mb = churn.at_s, churn.mb
    found, place, last = [], 0, len(at) - 1
    for when in times_s:
        while place < last and at[place + 1] <= when:
            place += 1
        if place == last or when <= at[0]:
            found.append(mb[place])
        else:
            share = (when - at[place]) / (at[place + 1] - at[place])
            found.append(mb[place] + share * (mb[place + 1] - mb[place]))
    return found


def generated_at_s(churn: Churn, mb: float) -> float:
    """When the data that follows the first `mb` was generated: the latest time by which no more than that was."""
    begun = 0.0
    if churn.repeats and churn.total_mb:
        rounds = floor(mb / churn.total_mb)
        begun, mb = rounds * churn.seconds, mb - rounds * churn.total_mb
    place = min(bisect_right(churn.mb, mb), len(churn.mb) - 1)
    before, after = churn.mb[place - 1], churn.mb[place]
    if mb >= after or after == before:
        return begun + churn.at_s[place]
    share = (mb - before) / (after - before)
    return begun + churn.at_s[place - 1] + share * (churn.at_s[place] - churn.at_s[place - 1])


def added(churns: Sequence[Churn]) -> Churn:
    """The sum of profiles of one length: at every moment the sum of their rates."""
    if len({one.at_s for one in churns}) <= 1:
        at = churns[0].at_s if churns else (0.0,)
        return Churn(at, tuple([sum(parts) for parts in zip(*[one.mb for one in churns], strict=True)]) or (0.0,),
                     all(one.repeats for one in churns))  # fmt: skip
    if len({one.seconds for one in churns}) > 1:
        raise ValueError("only profiles of the same length can be added")
    at = tuple(sorted(set(chain.from_iterable([one.at_s for one in churns]))))
    columns = [[_between(one.at_s, one.mb, when) for when in at] for one in churns]
    return Churn(at, tuple([sum(parts) for parts in zip(*columns, strict=True)]), all(one.repeats for one in churns))


def _between(at: Sequence[float], values: Sequence[float], when: float) -> float:
    """The value at a time on the line through (at, values); before and after it, that of the nearer end."""
    place = bisect_right(at, when)
    if place == 0:
        return values[0]
    if place == len(at):
        return values[-1]
    begin, end = at[place - 1], at[place]
    return values[place - 1] + (values[place] - values[place - 1]) * (when - begin) / (end - begin)
