"""Where moments lie on a time axis that may be broken once, between old archived points and the recent ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from math import fsum
from typing import Final, NamedTuple

from dr_desktop.assessment.points_on_day import StoredPoint

_GAP: Final = 22.0
_BREAK_FROM: Final = 0.75
"""The axis is broken where archived fulls reach so many times as far back as the chain does."""
_LEAST_SHARE, _MOST_SHARE = 0.2, 0.6
_NARROW: Final = 4.0
_DAY: Final = timedelta(days=1)
_LABEL_ROOM: Final = 84.0


class Span(NamedTuple):
    """A stretch of time, linear from `left` to `right` px."""

    first: datetime
    last: datetime
    left: float
    right: float

    def x(self, when: datetime) -> float:
        """Where a moment lies, px."""
        length = self.last - self.first
        return self.left + (self.right - self.left) * ((when - self.first) / length if length else 0.5)

    @property
    def labelled_days(self) -> list[datetime]:
        """The first and the last day, and as many between as there is room for."""
        days = max(0, (self.last.date() - self.first.date()).days)
        steps = max(1, int((self.right - self.left) / _LABEL_ROOM))
        step = max(1, -(-days // steps))
        start = self.first.replace(hour=0, minute=0, second=0, microsecond=0)
        found = [start + _DAY * count for count in range(0, days + 1, step)]
        return [max(day, self.first) for day in found]


class Spans(NamedTuple):
    """One stretch of time, or two with a break between."""

    parts: tuple[Span, ...]

    def span_of(self, when: datetime) -> Span:
        """The stretch that holds a moment."""
        return next((span for span in self.parts if when <= span.last), self.parts[-1])

    def x(self, when: datetime) -> float:
        """Where a moment lies, px."""
        return self.span_of(when).x(when)


class Placed(NamedTuple):
    """One bar: its middle px, the room that it has, its points, GiB of all."""

    x: float
    room: float
    points: tuple[StoredPoint, ...]
    gib: float


def spans_of(points: Sequence[StoredPoint], until: datetime, left: float, right: float) -> Spans:
    """The axis for points up to `until`: broken after the archived fulls where these reach far back."""
    archived = [point.taken for point in points if point.kind == "archived_full"]
    chain = [point.taken for point in points if point.kind != "archived_full"] or archived
    first, last = min(archived + chain), max(until, *archived, *chain)
    if not archived or (min(chain) - first) <= _BREAK_FROM * (last - min(chain)):
        return Spans((Span(first, last, left, right),))
    share = min(_MOST_SHARE, max(_LEAST_SHARE, len(archived) / len(points)))
    middle = left + (right - left - _GAP) * share
    return Spans((Span(first, max(archived), left, middle), Span(min(chain), last, middle + _GAP, right)))


def placed(points: Sequence[StoredPoint], spans: Spans) -> tuple[list[Placed], str]:
    """A bar per point, or one "a day", "a week" or "a month" where bars would stand too close; and which it is."""
    ordered = sorted(points, key=lambda point: point.taken)
    for bucket, word in ((_moment, ""), (_day, "a day"), (_week, "a week")):
        bars, room = _bars(ordered, spans, bucket)
        if room >= _NARROW:
            return bars, word
    return _bars(ordered, spans, _month)[0], "a month"


def _bars(
    ordered: Sequence[StoredPoint], spans: Spans, bucket: Callable[[StoredPoint], object]
) -> tuple[list[Placed], float]:
    groups = [tuple(own) for _, own in groupby(ordered, key=bucket)]
    xs = [fsum([spans.x(point.taken) for point in own]) / len(own) for own in groups]
    room = min([after - before for before, after in pairwise(xs)], default=4 * _NARROW)
    sizes = [fsum([point.gib for point in own]) for own in groups]
    wide = max(room, _NARROW / 2)
    return [Placed(x, wide, own, gib) for x, own, gib in zip(xs, groups, sizes, strict=True)], room


def _moment(point: StoredPoint) -> object:
    return point.taken


def _day(point: StoredPoint) -> object:
    return point.taken.date()


def _week(point: StoredPoint) -> object:
    return point.taken.isocalendar()[:2]


def _month(point: StoredPoint) -> object:
    return point.taken.year, point.taken.month
