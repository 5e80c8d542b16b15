"""Transfers from their beginning to their end: arrivals, calendars of capacity, outages; restores of chains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import count
from math import fsum, inf
from typing import Final, NamedTuple

from dr_desktop.assessment.sharing import Flow, Sharing

_HOURS_A_DAY: Final = 24.0
_TEN_YEARS_S: Final = 10 * 8_760 * 3_600.0


class Change(NamedTuple):
    """A resource's capacity from a moment on, counted from the beginning. `restart`: what was moved is lost."""

    at: float
    resource: str
    capacity: float
    restart: bool = False


class Transfers(NamedTuple):
    """When each transfer began and was done, by id, and its rate at the beginning; None = never."""

    begun: dict[str, float | None]
    finished: dict[str, float | None]
    first_rates: dict[str, float]


def transfers(
    capacity: Mapping[str, float],
    flows: Iterable[Flow],
    gates: Mapping[str, int] | None = None,
    arrivals: Mapping[str, float] | None = None,
    changes: Iterable[Change] = (),
    until: float = _TEN_YEARS_S,
) -> Transfers:
    """All flows, from time 0 on, or from their arrival; in the order of the list where they come at once.

    `changes` are in order of time and may go on for ever. What is not done by `until` is done never.
    """
    wanted = list(flows)
    comes = arrivals or {}
    waiting = [flow for _, flow in sorted(enumerate(wanted), key=lambda at: (-comes.get(at[1].id, 0.0), -at[0]))]
    sharing = Sharing(capacity, gates or {})
    ahead = iter(changes)
    change = next(ahead, None)
    first_rates: dict[str, float] | None = None
    while True:
        arrives = comes.get(waiting[-1].id, 0.0) if waiting else inf
        if first_rates is None and arrives > 0.0 and (change is None or change.at > 0.0):
            first_rates = {**dict.fromkeys([flow.id for flow in wanted], 0.0), **sharing.rates()}
        changes_at = change.at if change is not None else inf
        finishes = sharing.next_time()
        now = min(arrives, changes_at, finishes)
        if now > until or len(sharing.finished) == len(wanted):
            break
        if finishes <= now:
            sharing.advance(now)
        elif change is not None and changes_at <= now:
            sharing.advance(now)
            sharing.change(change.resource, change.capacity, change.restart)
            change = next(ahead, None)
        else:
            sharing.advance(now)
            sharing.add(waiting.pop())
    ids = [flow.id for flow in wanted]
    return Transfers(
        {key: sharing.begun.get(key) for key in ids},
        {key: sharing.finished.get(key) for key in ids},
        first_rates or dict.fromkeys(ids, 0.0),
    )


def outage(resource: str, capacity: float, from_time: float, to_time: float, restart: bool = False) -> list[Change]:
    """A resource that is down from one moment to another; `capacity` is what it has otherwise."""
    down = Change(from_time, resource, 0.0, restart)
    return [down] if to_time == inf else [down, Change(to_time, resource, capacity)]


def daily(
    resource: str, capacity_from_hour: Mapping[float, float], start_hour: float = 0.0, seconds_an_hour: float = 3_600.0
) -> Iterator[Change]:
    """A calendar that repeats every day: the capacity from each hour of the day (0-24) on, for ever.

    Times count from `start_hour` of the first day. The first change, at time 0, is what holds at that hour.
    """
    hours = sorted({hour % _HOURS_A_DAY: capacity for hour, capacity in capacity_from_hour.items()}.items())
    begins = start_hour % _HOURS_A_DAY
    yield Change(0.0, resource, ([hours[-1]] + [one for one in hours if one[0] <= begins])[-1][1])
    for day in count():
        for hour, capacity in hours:
            at = day * _HOURS_A_DAY + hour - begins
            if at > 0.0:
                yield Change(at * seconds_an_hour, resource, capacity)


def together(*changes: Iterable[Change]) -> Iterator[Change]:
    """Several calendars and outages in order of time."""
    return merge(*changes, key=lambda change: change.at)


def chain_seconds(sizes_mb: Sequence[float], mb_s: float, seconds_a_file: float = 0.0) -> float:
    """Seconds to read files one after the other: Σ size / speed + files × overhead. MB of 10^6 bytes, MB/s."""
    return fsum(sizes_mb) / mb_s + len(sizes_mb) * seconds_a_file
