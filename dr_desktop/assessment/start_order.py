"""In what order things start: groups one after the other, and graphs of what must be up before, with so many at a time.

More places at a time can make the whole slower (R. L. Graham, Bounds on multiprocessing timing anomalies, 1969), so a
schedule is always made anew, never scaled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from math import fsum, inf
from typing import Final, NamedTuple

_NOTICEABLE: Final = 1e-9


class CycleError(ValueError):
    """Things that wait for each other; `members` are those on or behind the circle."""

    def __init__(self, members: Sequence[str]) -> None:
        super().__init__(f"These wait for each other: {', '.join(members)}.")
        self.members = tuple(members)


class Schedule(NamedTuple):
    """When each starts and ends, in the unit of the durations; `makespan` is the last end.

    `critical` are those without slack, in order of time. Slack is how much later each could start at the latest than
    at the earliest, by what must be up before alone, without the end of the whole moving.
    """

    starts: dict[str, float]
    ends: dict[str, float]
    makespan: float
    critical: tuple[str, ...]
    slack: dict[str, float]


def in_series(durations: Iterable[float]) -> float:
    """Phases one after the other: their sum."""
    return fsum(durations)


def grouped(groups: Sequence[Sequence[float]], at_once: int | None = None) -> list[float]:
    """When each group is up, if a group waits for the whole group before it and `at_once` of a group start together."""
    ups, now = [], 0.0
    for group in groups:
        now += max(list_schedule(group, at_once), default=0.0)
        ups.append(now)
    return ups


def list_schedule(durations: Sequence[float], at_once: int | None = None) -> list[float]:
    """When each is done if the next of the list begins whenever a place is free; all at once where None."""
    if at_once is None or at_once >= len(durations):
        return list(durations)
    if at_once < 1:
        return [inf] * len(durations)
    free = [0.0] * at_once
    ends = []
    for duration in durations:
        end = heappop(free) + duration
        heappush(free, end)
        ends.append(end)
    return ends


def schedule(
    durations: Mapping[str, float], after: Mapping[str, Iterable[str]], at_once: int | None = None
) -> Schedule:
    """Whenever a place is free, the first of the list that may start does; `after` says what must have ended before.

    Raises CycleError where some wait for each other. What is not in `durations` is up already.
    """
    before = {key: [one for one in dict.fromkeys(after.get(key, ())) if one in durations] for key in durations}
    order = _in_order(durations, before)
    starts, ends = _greedy(durations, before, at_once)
    earliest: dict[str, float] = {}
    for key in order:
        earliest[key] = max([earliest[one] + durations[one] for one in before[key]], default=0.0)
    whole = max([earliest[key] + durations[key] for key in order], default=0.0)
    latest = {key: whole - durations[key] for key in durations}
    for key in reversed(order):
        for one in before[key]:
            latest[one] = min(latest[one], latest[key] - durations[one])
    slack = {key: latest[key] - earliest[key] for key in durations}
    slack = {key: value if value > _NOTICEABLE * max(1.0, whole) else 0.0 for key, value in slack.items()}
    critical = sorted([key for key, value in slack.items() if not value], key=earliest.__getitem__)
    return Schedule(starts, ends, max(ends.values(), default=0.0), tuple(critical), slack)


def waiting_in_circles(keys: Iterable[str], after: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Those that can never start because they wait for each other, or for one that does; in the order of `keys`."""
    known = dict.fromkeys(keys)
    before = {key: [one for one in dict.fromkeys(after.get(key, ())) if one in known] for key in known}
    done = set(_sorted_as_far_as_possible(list(known), before))
    return tuple([key for key in known if key not in done])


def _greedy(
    durations: Mapping[str, float], before: Mapping[str, Sequence[str]], at_once: int | None
) -> tuple[dict[str, float], dict[str, float]]:
    place = {key: number for number, key in enumerate(durations)}
    keys = list(durations)
    missing = {key: len(before[key]) for key in durations}
    then: dict[str, list[str]] = {key: [] for key in durations}
    for key, needed in before.items():
        for one in needed:
            then[one].append(key)
    ready = [place[key] for key in keys if not missing[key]]
    heapify(ready)
    running: list[tuple[float, int]] = []
    starts: dict[str, float] = {}
    ends: dict[str, float] = {}
    free = len(keys) if at_once is None else at_once
    now = 0.0
    while ready or running:
        while ready and free > 0:
            key = keys[heappop(ready)]
            starts[key], ends[key] = now, now + durations[key]
            heappush(running, (ends[key], place[key]))
            free -= 1
        if not running:
            return starts, {key: ends.get(key, inf) for key in keys}
        now = running[0][0]
        while running and running[0][0] <= now:
            ended = keys[heappop(running)[1]]
            free += 1
            for key in then[ended]:
                missing[key] -= 1
                if not missing[key]:
                    heappush(ready, place[key])
    return starts, ends


def _in_order(durations: Mapping[str, float], before: Mapping[str, Sequence[str]]) -> list[str]:
    order = _sorted_as_far_as_possible(list(durations), before)
    if len(order) < len(durations):
        found = set(order)
        raise CycleError([key for key in durations if key not in found])
    return order


def _sorted_as_far_as_possible(keys: Sequence[str], before: Mapping[str, Sequence[str]]) -> list[str]:
    missing = {key: len(before[key]) for key in keys}
    then: dict[str, list[str]] = {key: [] for key in keys}
    for key in keys:
        for one in before[key]:
            then[one].append(key)
    order = [key for key in keys if not missing[key]]
    for key in order:  # grows while it is walked
        for one in then[key]:
            missing[one] -= 1
            if not missing[one]:
                order.append(one)
    return order
