"""What waits before a replication link, exactly: backlog, lag by generation time, share of time within an objective.

Churn enters a queue that the link empties at a constant rate, first in, first out. Data that is generated at a moment g
while B(g) MB wait leaves at g + B(g) / rate; so the age of what the target holds follows without small steps of time,
since everything is a straight line between the times of the profile. Source: the arithmetic of fluid queues (Le Boudec
and Thiran, Network Calculus, 2001, chapter 1): backlog(t) = max over s ≤ t of A(t) − A(s) − rate × (t − s).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, islice, pairwise, repeat
from math import inf
from operator import mul, sub
from typing import Final, NamedTuple

from dr_desktop.assessment.churn_profile import (
    Churn,
    average_mb_s,
    generated_at_s,
    generated_mb,
)

_NOTHING: Final = 1e-9  # of the amount in question: what rounding leaves
_ROUNDED: Final = 1e-11  # of all data: how far sums of many steps are off


class Queue(NamedTuple):
    """What waits before a link, over one run of a profile.

    `max_lag_s` is the greatest age of data that is not at the target yet, counted from its generation, at
    `max_lag_at_s`. `clear_s`: when the backlog is gone after its highest; None when it is not within the profile.
    `left_mb`: the backlog at the end; `sent_mb`: what the link carried meanwhile.
    """

    max_backlog_mb: float
    max_backlog_at_s: float
    max_lag_s: float
    max_lag_at_s: float
    clear_s: float | None
    left_mb: float
    sent_mb: float


def keeps_up(churn: Churn, rate_mb_s: float) -> bool:
    """Whether a link carries the mean of the churn, so that what waits does not grow from round to round."""
    return average_mb_s(churn) <= rate_mb_s * (1 + _NOTHING)


def net_mb(churn: Churn, rate_mb_s: float) -> list[float]:
    """What was generated less what a busy link carries, at each time, MB; in C, since it is most of the work."""
    return list(map(sub, churn.mb, map(mul, repeat(rate_mb_s), churn.at_s)))


def backlog_mb(churn: Churn, rate_mb_s: float) -> list[float] | None:
    """What waits at each time of the profile, MB; None where a repeating profile never lets the link catch up.

    A profile that ends begins with an empty queue, a repeating one with what its last round left.
    """
    net = net_mb(churn, rate_mb_s)
    lowest = net[0]
    if churn.repeats:
        if not keeps_up(churn, rate_mb_s):
            return None
        lowest = min(net) - min(0.0, net[-1])
    return list(map(sub, net, islice(accumulate(net, _lower, initial=lowest), 1, None)))


def _lower(one: float, other: float) -> float:
    """`min` of any number of arguments takes half as long again."""
    if one < other:
        return one
    return other


def run_queue(churn: Churn, rate_mb_s: float, latency_s: float = 0.0) -> Queue | None:
    """The queue over a profile; None where a repeating one grows for ever. Latency adds to the lag of all data."""
    waits = backlog_mb(churn, rate_mb_s)
    if waits is None:
        return None
    highest = max(waits)
    place = waits.index(highest)
    lag, at = _greatest_lag(churn, rate_mb_s, waits)
    late = latency_s if churn.total_mb else 0.0
    return Queue(
        max_backlog_mb=highest,
        max_backlog_at_s=churn.at_s[place],
        max_lag_s=lag + late,
        max_lag_at_s=at + late,
        clear_s=_clear_s(churn, rate_mb_s, waits, place),
        left_mb=waits[-1],
        sent_mb=churn.total_mb - waits[-1] + waits[0],
    )


def lag_at_s(churn: Churn, rate_mb_s: float, when_s: float) -> float:
    """Age of the oldest data that still waits at a time, seconds; 0 while nothing waits, inf if it never ends."""
    waits = backlog_mb(churn, rate_mb_s)
    if waits is None:
        return inf
    sent = generated_mb(churn, when_s) - waiting_mb(churn, rate_mb_s, waits, when_s)
    if generated_mb(churn, when_s) - sent <= _NOTHING * max(1.0, churn.total_mb):
        return 0.0
    return when_s - generated_at_s(churn, sent)


def waiting_mb(churn: Churn, rate_mb_s: float, waits_mb: Sequence[float], when_s: float) -> float:
    """What waits at a time, MB; `waits_mb` is the backlog at each time of the profile."""
    if churn.repeats:
        when_s %= churn.seconds
    place = max(0, bisect_right(churn.at_s, when_s) - 1)
    grown = generated_mb(churn, when_s) - churn.mb[place] - rate_mb_s * (when_s - churn.at_s[place])
    return max(0.0, waits_mb[place] + grown)


def lag_curve(churn: Churn, rate_mb_s: float) -> list[tuple[float, float]] | None:
    """The lag over the profile as straight lines through (moment, lag), both seconds; None where it grows for ever.

    Data of a moment g leaves at g + lag: while the queue lasts, the lag is a straight line between the times at which
    data of two neighbouring times leaves. What leaves after the end of a repeating profile stands at its beginning.
    """
    waits = backlog_mb(churn, rate_mb_s)
    if waits is None or not rate_mb_s:
        return None if churn.total_mb else [(0.0, 0.0), (churn.seconds, 0.0)]
    found: list[tuple[float, float]] = []
    for place, (at, waiting) in enumerate(zip(churn.at_s, waits, strict=True)):
        if place and not waiting and waits[place - 1]:
            span, rate = churn.rates[place - 1]
            empty = waits[place - 1] / (rate_mb_s - rate)
            if empty < span:
                found.append((at - span + empty, 0.0))
        found.append((at + waiting / rate_mb_s, waiting / rate_mb_s))
    end = churn.seconds
    if not churn.repeats:
        return found
    turned = [(at - end, lag) for at, lag in found] + found
    return _within(turned, end)


def _within(points: list[tuple[float, float]], end: float) -> list[tuple[float, float]]:
    """The part of a line between 0 and `end`, cut where it crosses them."""
    found: list[tuple[float, float]] = []
    for (begin, low), (after, high) in pairwise(points):
        if after <= 0 or begin >= end:
            continue
        for edge in (max(begin, 0.0), min(after, end)):
            share = (edge - begin) / (after - begin) if after > begin else 1.0
            found.append((edge, low + share * (high - low)))
    return list(dict.fromkeys(found))


def share_within(churn: Churn, rate_mb_s: float, lag_s: float) -> float:
    """Share of the time in which the lag is at most `lag_s`, 0 to 1; 0 where it grows for ever."""
    waits = backlog_mb(churn, rate_mb_s) if lag_s >= 0 else None
    if waits is None:
        return 0.0
    return 1 - late_s(churn, rate_mb_s, lag_s, waits) / churn.seconds if churn.seconds else 1.0


def late_s(churn: Churn, rate_mb_s: float, lag_s: float, waits_mb: Sequence[float]) -> float:
    """How long the lag is more than `lag_s`, seconds; `waits_mb` is the backlog at each time of the profile.

    Data of a moment g is later than that while more than rate × lag waits at g: a straight line between two times, also
    where the queue empties. Of a profile that ends, what is generated in its last `lag_s` is not seen to be late.
    """
    limit = rate_mb_s * lag_s + _ROUNDED * max(1.0, churn.total_mb)
    if max(waits_mb) <= limit:
        return 0.0
    at, mb = churn.at_s, churn.mb
    seen = churn.seconds if churn.repeats else churn.seconds - lag_s
    beyond = bytes(map(limit.__lt__, waits_mb))
    found, place = 0.0, beyond.find(1)
    while place >= 0:
        begin = at[place]
        if place:
            before = waits_mb[place - 1]
            begin -= (begin - at[place - 1]) * (waits_mb[place] - limit) / (waits_mb[place] - before)
        end, after = churn.seconds, beyond.find(0, place)
        if after >= 0:
            sinking = rate_mb_s - (mb[after] - mb[after - 1]) / (at[after] - at[after - 1])
            end = min(at[after], at[after - 1] + (waits_mb[after - 1] - limit) / sinking) if sinking > 0 else at[after]
        found += max(0.0, min(end, seen) - begin)
        place = beyond.find(1, after) if after >= 0 else -1
    return found


def _greatest_lag(churn: Churn, rate: float, waits: list[float]) -> tuple[float, float]:
    """The greatest lag and when; of a profile that ends, as far as it is seen within it."""
    end = churn.seconds
    worst, when = 0.0, 0.0
    if churn.repeats:
        highest = max(waits)
        worst = highest / rate if highest else 0.0
        return worst, churn.at_s[waits.index(highest)] + worst if worst else 0.0
    for at, waiting in zip(churn.at_s, waits, strict=True):
        late = waiting / rate if rate else (inf if waiting else 0.0)
        if late > worst and at + late <= end * (1 + _NOTHING):
            worst, when = late, at + late
    if waits[-1] > _NOTHING * churn.total_mb:
        late = end - generated_at_s(churn, churn.total_mb - waits[-1])
        if late > worst:
            worst, when = late, end
    return worst, when


def _clear_s(churn: Churn, rate: float, waits: list[float], place: int) -> float | None:
    """When what waits at `place` is gone; a repeating profile is followed into its next round."""
    nothing = _NOTHING * waits[place]
    if not waits[place]:
        return churn.at_s[place]
    at, mb, steps = churn.at_s, churn.mb, len(waits) - 1
    for number in range(place + 1, 1 + (2 * steps if churn.repeats else steps)):
        turn, after = (0.0, number) if number <= steps else (churn.seconds, number - steps)
        if waits[after] <= nothing:
            draining = rate - (mb[after] - mb[after - 1]) / (at[after] - at[after - 1])
            empty = at[after - 1] + waits[after - 1] / draining if draining > 0 else inf
            return turn + min(at[after], empty)
    return None
