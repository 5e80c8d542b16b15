"""Fulls kept beside the chain by weekly, monthly, quarterly and yearly marks (GFS).

Marks are due on Sundays at 22:00: weekly on each, monthly, quarterly and yearly on the first of the month, quarter
and year. The run at that instant is marked; where none meets it, the next run (of the styles whose fulls come on
schedule, the next full). A marked point that leaves the chain stays as an archived full, and per tier the newest
archived fulls with that mark are kept. Source: Restore Point Simulator 0.4.1, backup copy.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from dr_desktop.assessment.chain_rules import ChainRule

Tiers = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], tuple[int, ...]]
"""The marked runs by index, oldest first: weekly, monthly, quarterly, yearly."""

_WEEK = timedelta(days=7)


def marked_runs(runs: Sequence[datetime], candidates: Sequence[int]) -> Tiers:
    """The runs that carry a weekly, monthly, quarterly or yearly mark, out of the candidates (ascending indices)."""
    tiers: tuple[list[int], ...] = ([], [], [], [])
    times = [runs[index] for index in candidates]
    for instant in _instants(times):
        run = candidates[bisect_left(times, instant)]
        is_first = instant.day <= 7
        due = (True, is_first, is_first and instant.month % 3 == 1, is_first and instant.month == 1)
        for tier, is_due in zip(tiers, due, strict=True):
            if is_due and (not tier or tier[-1] != run):
                tier.append(run)
    weekly, monthly, quarterly, yearly = map(tuple, tiers)
    return weekly, monthly, quarterly, yearly


def archives(rule: ChainRule, tiers: Tiers, oldest: Sequence[int]) -> list[frozenset[int]]:
    """Per run the archived fulls by index. `oldest`: per run the oldest point still in the chain; it never falls."""
    kept_tiers = [(marked, keep) for marked, keep in zip(tiers, rule.archive_counts, strict=True) if keep]
    archive: frozenset[int] = frozenset()
    result: list[frozenset[int]] = []
    for run in sorted({run for marked, _ in kept_tiers for run in marked}):
        leaves_after = bisect_right(oldest, run)
        if leaves_after == len(oldest):
            break
        result += [archive] * (leaves_after - len(result))
        archive = _newest_of_each(kept_tiers, oldest[leaves_after])
    return [*result, *[archive] * (len(oldest) - len(result))]


def _newest_of_each(kept_tiers: list[tuple[tuple[int, ...], int]], first: int) -> frozenset[int]:
    newest = []
    for marked, keep in kept_tiers:
        left = bisect_left(marked, first)
        newest.append(marked[max(0, left - keep) : left])
    return frozenset().union(*newest)


def _instants(times: Sequence[datetime]) -> Iterator[datetime]:
    """The Sunday evenings from the first time to the last."""
    if not times:
        return
    evening = times[0].replace(hour=22, minute=0, second=0, microsecond=0)
    instant = evening + timedelta(days=6 - evening.weekday())
    if instant < times[0]:
        instant += _WEEK
    while instant <= times[-1]:
        yield instant
        instant += _WEEK
