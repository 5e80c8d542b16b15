"""What waits before a replication link, exactly: backlog, lag by generation time, the smallest link that keeps up.

Churn enters a queue that the link empties at a constant rate, first in, first out. Data that is generated at a moment g
while B(g) MB wait leaves at g + B(g) / rate; so the age of what the target holds follows without small steps of time,
since everything is a straight line between the times of the profile. Source: the arithmetic of fluid queues (Le Boudec
and Thiran, Network Calculus, 2001, chapter 1): backlog(t) = max over s ≤ t of A(t) − A(s) − rate × (t − s).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, islice, pairwise, repeat
from math import inf
from operator import add, mul, sub
from typing import Final, NamedTuple

from dr_desktop.assessment.churn_profile import (
    Churn,
    average_mb_s,
    generated_at_all_mb,
    generated_at_s,
    generated_mb,
)

_NOTHING: Final = 1e-9  # of the amount in question: what rounding leaves
_CLOSE: Final = 5e-3  # how near the smallest link for a share of the time is found


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


def backlog_mb(churn: Churn, rate_mb_s: float) -> list[float] | None:
    """What waits at each time of the profile, MB; None where a repeating profile never lets the link catch up.

    A profile that ends begins with an empty queue, a repeating one with what its last round left.
    """
    net = _net(churn, rate_mb_s)
    lowest = net[0]
    if churn.repeats:
        if not keeps_up(churn, rate_mb_s):
            return None
        lowest = min(net) - min(0.0, net[-1])
    return list(map(sub, net, islice(accumulate(net, min, initial=lowest), 1, None)))


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
    sent = generated_mb(churn, when_s) - _waiting(churn, rate_mb_s, waits, when_s)
    if generated_mb(churn, when_s) - sent <= _NOTHING * max(1.0, churn.total_mb):
        return 0.0
    return when_s - generated_at_s(churn, sent)


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


def smallest_rate_mb_s(churn: Churn, lag_s: float) -> float | None:
    """The smallest link on which no data of the profile arrives later than `lag_s` after its generation, MB/s.

    It is the greatest (A(g) − A(s)) / (g − s + lag) over all stretches from s to g, and at least the mean of a
    repeating profile; found by Dinkelbach's method (1967), which ends at the exact value. None for a lag below 0.
    """
    if lag_s < 0:
        return None
    if lag_s == 0:
        return churn.peak_mb_s
    rate = average_mb_s(churn) if churn.repeats else 0.0
    for _ in range(64):  # it ends after a handful; a bound keeps rounding from turning it in circles
        better = _steepest(churn, rate, lag_s)
        if better <= rate * (1 + 1e-13):
            break
        rate = better
    return rate


def share_within(churn: Churn, rate_mb_s: float, lag_s: float) -> float:
    """Share of the time in which the lag is at most `lag_s`, 0 to 1; 0 where it grows for ever."""
    return _share(_shifted(churn, lag_s), rate_mb_s) if lag_s >= 0 else 0.0


def smallest_rate_for_share(churn: Churn, lag_s: float, share: float) -> float | None:
    """The smallest link with a lag of at most `lag_s` in this share of the time, MB/s; at most 0.5 % above it."""
    high = smallest_rate_mb_s(churn, lag_s)
    if high is None:
        return None
    low = average_mb_s(churn) if churn.repeats else 0.0
    shifted = _shifted(churn, lag_s)
    short, spare = _share(shifted, low) - share, 1.0 - share
    if short >= 0:
        return low
    side = 0
    while high - low > _CLOSE * high:
        # The line between both ends is near; the end that stays is pulled in, so that neither does for long (Illinois).
        part = min(0.95, max(0.05, short / (short - spare)))
        middle = low + part * (high - low)
        found = _share(shifted, middle) - share
        if found >= 0:
            high, spare = middle, found
            short, side = short / 2 if side > 0 else short, 1
        else:
            low, short = middle, found
            spare, side = spare / 2 if side < 0 else spare, -1
    return high


def _net(churn: Churn, rate: float) -> list[float]:
    """What was generated less what a busy link carries, at each time; in C, since it is most of the work."""
    return list(map(sub, churn.mb, map(mul, repeat(rate), churn.at_s)))


def _greatest_lag(churn: Churn, rate: float, waits: list[float]) -> tuple[float, float]:
    """The greatest lag and when; of a profile that ends, as far as it is seen within it."""
    end = churn.seconds
    worst, when = 0.0, 0.0
    for at, waiting in zip(churn.at_s, waits, strict=True):
        late = waiting / rate if rate else (inf if waiting else 0.0)
        if late > worst and (churn.repeats or at + late <= end * (1 + _NOTHING)):
            worst, when = late, at + late
    if not churn.repeats and waits[-1] > _NOTHING * churn.total_mb:
        late = end - generated_at_s(churn, churn.total_mb - waits[-1])
        if late > worst:
            worst, when = late, end
    return worst, when


def _clear_s(churn: Churn, rate: float, waits: list[float], place: int) -> float | None:
    """When what waits at `place` is gone; a repeating profile is followed into its next round."""
    nothing = _NOTHING * waits[place]
    if not waits[place]:
        return churn.at_s[place]
    at, found = list(churn.at_s), list(waits)
    if churn.repeats:
        at += [churn.seconds + one for one in churn.at_s[1:]]
        found += waits[1:]
    for after in range(place + 1, len(at)):
        if found[after] <= nothing:
            mb = generated_mb(churn, at[after]) - generated_mb(churn, at[after - 1])
            draining = rate - mb / (at[after] - at[after - 1])
            return min(at[after], at[after - 1] + found[after - 1] / draining) if draining > 0 else at[after]
    return None


def _waiting(churn: Churn, rate: float, waits: list[float], when: float) -> float:
    if churn.repeats:
        when %= churn.seconds
    place = max([0, *[number for number, at in enumerate(churn.at_s) if at <= when]])
    grown = generated_mb(churn, when) - churn.mb[place] - rate * (when - churn.at_s[place])
    return max(0.0, waits[place] + grown)


def _steepest(churn: Churn, rate: float, lag: float) -> float:
    """The needed rate of the stretch that is furthest beyond what `rate` carries; 0 without any."""
    net = _net(churn, rate)
    earlier = min(net) - net[-1] if churn.repeats else net[0]
    lows = list(islice(accumulate(net, min, initial=earlier), 1, None))
    beyond = list(map(sub, net, lows))
    end = beyond.index(max(beyond))
    low = lows[end]
    if churn.repeats and low == earlier:
        start = net.index(min(net))
        return (churn.mb[end] - churn.mb[start] + churn.total_mb) / (
            churn.at_s[end] - churn.at_s[start] + churn.seconds + lag
        )
    start = net.index(low)
    return (churn.mb[end] - churn.mb[start]) / (churn.at_s[end] - churn.at_s[start] + lag)


class _Shifted(NamedTuple):
    """A profile at all times at which it bends now or some time ago; `before` was generated by then, `recent` since."""

    churn: Churn
    before: list[float]
    recent: list[float]


@lru_cache(maxsize=16)
def _shifted(churn: Churn, lag_s: float) -> _Shifted:
    end = churn.seconds
    later = [(at + lag_s) % end if churn.repeats and end else at + lag_s for at in churn.at_s]
    at = sorted({round(one, 6) for one in (*churn.at_s, *later) if one <= end})
    at[-1] = end
    if churn.repeats and len(at) == len(churn.at_s):
        # Every bend of the one is a bend of the other, so that what was generated is the same row, turned.
        back = at.index(round(lag_s % end, 6)) if lag_s % end else 0
        rounds = lag_s // end * churn.total_mb
        mb: Sequence[float] = churn.mb
        before = [one - churn.total_mb - rounds for one in mb[-1 - back : -1]] + [
            one - rounds for one in mb[: -back or None]
        ]
        return _Shifted(churn, before, list(map(sub, mb, before)))
    mb = generated_at_all_mb(churn, at)
    before = generated_at_all_mb(churn, [one - lag_s for one in at])
    return _Shifted(Churn(tuple(at), tuple(mb), churn.repeats), before, list(map(sub, mb, before)))


def _share(shifted: _Shifted, rate: float) -> float:
    churn = shifted.churn
    if not churn.seconds or (churn.repeats and not keeps_up(churn, rate)):
        return 0.0 if churn.seconds else 1.0
    nothing = -_NOTHING * max(1.0, churn.total_mb)
    net = _net(churn, rate)
    lowest = min(net) - min(0.0, net[-1]) if churn.repeats else net[0]
    lows = islice(accumulate(net, min, initial=lowest), 1, None)
    room = list(map(add, map(sub, shifted.recent, net), lows))  # what is recent less what waits
    if min(room) >= nothing:
        return 1.0
    late = [place for place, one in enumerate(room) if one < nothing]
    at, before = churn.at_s, shifted.before
    beyond = 0.0
    for place in late:
        if place and room[place - 1] >= nothing:
            first = max(0.0, room[place - 1])
            beyond += (at[place] - at[place - 1]) * room[place] / (room[place] - first)
        if place + 1 == len(room):
            break
        span = at[place + 1] - at[place]
        if room[place + 1] < nothing:
            beyond += span
        else:
            # What waits falls by rate − churn, what is recent by the churn of `lag_s` ago.
            gaining = rate - (before[place + 1] - before[place]) / span
            beyond += min(span, -room[place] / gaining) if gaining > 0 else span
    return 1 - beyond / churn.seconds
