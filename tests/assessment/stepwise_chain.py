"""The retention rules told step by step, a list of points changed run by run: slow, and close to their wording.

The product computes the same in closed form; the tests hold the two against each other.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from dr_desktop.assessment.chain_rules import ChainRule


@dataclass
class Point:
    run: int
    is_full: bool
    increment: float
    """Its size per used GiB and change, where it is no full."""
    marks: set[str] = field(default_factory=set)


class Totals(NamedTuple):
    a: float
    b: float
    fulls: int
    increments: int


def stepwise(
    rule: ChainRule, runs: Sequence[datetime], start: datetime, growth: float, weights: Sequence[float]
) -> Iterator[Totals]:
    source = [(1 + growth / 100) ** ((when - start).days / 365) for when in runs]
    points: list[Point] = []
    archive: list[Point] = []
    pending: set[str] = set()
    for run, when in enumerate(runs):
        held = timedelta(days=max(rule.keep_days, rule.immutable_days))
        young = [one for one in runs[: run + 1] if when - one < held]
        keep = max(1, rule.keep_points, len(young))
        pending |= _marks_due(runs[run - 1] if run else None, when)
        new = Point(run, is_full=not points, increment=source[run] * weights[run])
        left = _STEPS[rule.style](keep, points, new, _is_full_day(rule, runs, run), source, weights)
        if new.is_full or rule.style == "forever_forward":  # every run of a reverse chain is a full
            new.marks, pending = pending, set()
        archive = _kept(rule, archive + [point for point in left if point.marks])
        fulls = sorted([point for point in points if point.is_full] + archive, key=lambda point: point.run)
        shared = [
            (min(source[one.run], source[other.run]), sum(weights[one.run + 1 : other.run + 1]))
            for one, other in pairwise(fulls)
            if rule.block_clone and not any(_is_read_again(rule, runs, one.run, other.run))
        ]
        increments = [point for point in points if not point.is_full]
        yield Totals(
            rule.reduction * (sum(source[point.run] for point in fulls) - sum(size for size, _ in shared)),
            rule.reduction
            * (sum(point.increment for point in increments) + sum(size * times for size, times in shared)),
            len(fulls),
            len(increments),
        )


def _forever(
    keep: int, points: list[Point], new: Point, full_day: bool, source: list[float], weights: Sequence[float]
) -> list[Point]:
    points.append(new)
    left = []
    while len(points) > keep:
        points[1].is_full = True
        left.append(points.pop(0))
    return left


def _with_fulls(
    keep: int, points: list[Point], new: Point, full_day: bool, source: list[float], weights: Sequence[float]
) -> list[Point]:
    new.is_full = new.is_full or full_day
    points.append(new)
    left: list[Point] = []
    while True:
        later_fulls = [place for place, point in enumerate(points) if point.is_full and place]
        if not later_fulls or later_fulls[0] > len(points) - keep:
            return left
        left += points[: later_fulls[0]]
        del points[: later_fulls[0]]


def _reverse(
    keep: int, points: list[Point], new: Point, full_day: bool, source: list[float], weights: Sequence[float]
) -> list[Point]:
    if points and not full_day:
        before = points[-1]
        before.is_full = False
        before.increment = source[before.run] * weights[new.run]
    new.is_full = True
    points.append(new)
    left = points[: max(0, len(points) - keep)]
    del points[: len(left)]
    return left


def _differential(
    keep: int, points: list[Point], new: Point, full_day: bool, source: list[float], weights: Sequence[float]
) -> list[Point]:
    new.is_full = new.is_full or full_day
    full = max((point.run for point in points if point.is_full), default=new.run)
    new.increment = source[new.run] * sum(weights[full + 1 : new.run + 1])
    points.append(new)
    outside = points[: max(0, len(points) - keep)]
    left = []
    for point in outside:
        if not point.is_full:
            points.remove(point)
    for point in outside:
        if point.is_full and (len(points) == 1 or points[1].is_full or points[1] in outside):
            assert points[0] is point
            left.append(points.pop(0))
    return left


_STEPS = {
    "forever_forward": _forever,
    "forward_with_fulls": _with_fulls,
    "reverse": _reverse,
    "differential": _differential,
}


def _is_read_again(rule: ChainRule, runs: Sequence[datetime], before: int, run: int) -> Iterator[bool]:
    """Per run after one full up to another, whether it was an active full."""
    active = rule._replace(
        synthetic_full_weekdays=(), active_full_months=() if rule.months_are_synthetic else rule.active_full_months
    )
    for one in range(before + 1, run + 1):
        yield rule.style != "forever_forward" and _is_full_day(active, runs, one)


def _is_full_day(rule: ChainRule, runs: Sequence[datetime], run: int) -> bool:
    when = runs[run]
    if run and runs[run - 1].date() == when.date():
        return False
    weekly = when.weekday() in rule.active_full_weekdays
    if rule.style != "reverse":
        weekly = weekly or when.weekday() in rule.synthetic_full_weekdays
    same_weekday = [
        day
        for day in range(1, monthrange(when.year, when.month)[1] + 1)
        if when.replace(day=day).weekday() == rule.active_full_month_weekday
    ]
    place = -1 if rule.active_full_week_of_month == 5 else rule.active_full_week_of_month - 1
    return weekly or (when.month in rule.active_full_months and when.day == same_weekday[place])


def _marks_due(before: datetime | None, when: datetime) -> set[str]:
    marks = set()
    day = (before or when).replace(hour=22, minute=0)
    while day <= when:
        if day.weekday() == 6 and (day == when if before is None else day > before):
            marks.add("W")
            if day.day <= 7:
                marks |= {"M"} | ({"Q"} if day.month in (1, 4, 7, 10) else set())
                marks |= {"Y"} if day.month == 1 else set()
        day += timedelta(days=1)
    return marks


def _kept(rule: ChainRule, archive: list[Point]) -> list[Point]:
    kept: list[Point] = []
    for letter, count in zip("WMQY", rule.archive_counts, strict=True):
        marked = [point for point in archive if letter in point.marks]
        kept += marked[len(marked) - min(count, len(marked)) :]
    return [point for point in archive if point in kept]
