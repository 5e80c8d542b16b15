"""Where words may stand beside points and lines: on no line, on no sign and on no other words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import hypot
from typing import Final, NamedTuple

from dr_desktop.report.picture import Bounds, Point

Segment = tuple[Point, Point]

_AWAY: Final = (0.0, 5.0)  # farther off it would not be clear whose words they are
_ALONG: Final = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)


class Placed(NamedTuple):
    """Where words go, and how many other words or signs, and how many lines, are in the way there."""

    area: Bounds
    meetings: int
    crossings: int


class Labels:
    """The places that are taken in an `area`: lines, and rectangles of signs and of words."""

    def __init__(self, area: Bounds, lines: Iterable[Segment], taken: Iterable[Bounds]) -> None:
        self._area = area
        self._lines = list(lines)
        self._taken = list(taken)

    def add_frame(self, frame: Bounds) -> None:
        """The edges of a rectangle become lines that no words may cross."""
        x, y, w, h = frame
        corners = ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
        self._lines += zip(corners, (*corners[1:], corners[0]), strict=True)

    def beside_point(self, middle: Point, radius: float, width: float, height: float) -> Placed:
        """The best place for words round a sign."""
        return self._best(_round(middle, radius, width, height))

    def beside_frame(self, frame: Bounds, widths: Sequence[float], height: float) -> Placed:
        """The best place below or above a frame for words of the first of these widths that is free, else the last."""
        x, y, w, h = frame
        for width in widths:
            lefts = (x, x + w - width, x + (w - width) / 2, x - width / 2, x + w - width / 2)
            places = [(left, top, width, height) for top in (y + h + 2, y - 2 - height) for left in lefts]
            if width == widths[-1] or any(self._free(place) for place in places):
                break
        return self._best(places)

    def _best(self, places: Iterable[Bounds]) -> Placed:
        """The first place on nothing; else the one on the fewest other words or signs, and then lines."""
        tried = list(places)
        found = [place for place in tried if self._inside(place)] or [self._clamped(tried[0])]
        best: Placed | None = None
        for place in found:
            one = Placed(place, self._meetings(place), self._crossings(place))
            if best is None or one[1:] < best[1:]:
                best = one
            if one[1:] == (0, 0):
                break
        assert best is not None  # there was at least the first place, moved into the area
        self._taken.append(best.area)
        return best

    def beside_line(self, line: Segment, width: float, height: float) -> Bounds | None:
        """The first free place for words beside a line, or None: then they are better left to its tip."""
        for place in _beside(line, width, height):
            if self._free(place):
                self._taken.append(place)
                return place
        return None

    def _clamped(self, place: Bounds) -> Bounds:
        (x, y, w, h), (left, top, width, height) = place, self._area
        return min(max(x, left), left + width - w), min(max(y, top), top + height - h), w, h

    def _free(self, place: Bounds) -> bool:
        return self._inside(place) and not self._meetings(place) and not self._crossings(place)

    def _inside(self, place: Bounds) -> bool:
        (x, y, w, h), (ax, ay, aw, ah) = place, self._area
        return ax <= x and ay <= y and x + w <= ax + aw and y + h <= ay + ah

    def _meetings(self, place: Bounds) -> int:
        x, y, w, h = place
        return sum(
            [
                1
                for ox, oy, ow, oh in self._taken
                if x < ox + ow + 2 and ox < x + w + 2 and y < oy + oh + 1 and oy < y + h + 1
            ]
        )

    def _crossings(self, place: Bounds) -> int:
        return sum([1 for line in self._lines if crosses(line, place, 2.0)])


def crosses(line: Segment, place: Bounds, apart: float = 0.0) -> bool:
    """Whether a line comes nearer than `apart` px to a rectangle (Liang-Barsky clipping)."""
    (ax, ay), (bx, by) = line
    x, y, w, h = place
    low, high = 0.0, 1.0
    for origin, delta, least, most in (
        (ax, bx - ax, x - apart, x + w + apart),
        (ay, by - ay, y - apart, y + h + apart),
    ):
        if delta == 0:
            if not least < origin < most:
                return False
            continue
        near, far = sorted(((least - origin) / delta, (most - origin) / delta))
        low, high = max(low, near), min(high, far)
        if low >= high:
            return False
    return True


def _round(middle: Point, radius: float, width: float, height: float) -> Iterator[Bounds]:
    x, y = middle
    for away in _AWAY:
        reach = radius + 3 + away
        below, above = y + reach, y - reach - height
        right, left = x + reach + 2, x - reach - 2 - width
        yield x - width / 2, below, width, height
        yield x - width / 2, above, width, height
        yield right, y - height / 2, width, height
        yield left, y - height / 2, width, height
        for top in (below - 4, above + 4):
            yield right - 6, top, width, height
            yield left + 6, top, width, height


def _beside(line: Segment, width: float, height: float) -> Iterator[Bounds]:
    (ax, ay), (bx, by) = line
    length = hypot(bx - ax, by - ay)
    if length < 1:
        return
    normal_x, normal_y = -(by - ay) / length, (bx - ax) / length
    if normal_y > 0:
        normal_x, normal_y = -normal_x, -normal_y  # above the line first
    reach = abs(normal_x) * width / 2 + abs(normal_y) * height / 2 + 3.5
    for away in (0.0, 5.0):
        for along in _ALONG:
            x, y = ax + (bx - ax) * along, ay + (by - ay) * along
            for side in (1, -1):
                centre_x, centre_y = x + side * normal_x * (reach + away), y + side * normal_y * (reach + away)
                yield centre_x - width / 2, centre_y - height / 2, width, height
