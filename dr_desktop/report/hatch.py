"""Hatching as plain lines, cut exactly to a shape, so that every medium draws the same lines without clipping.

Areas share one grid for the whole picture (pitch 5 px); a box has its own, from its lower left corner.
"""

from collections.abc import Iterator
from functools import lru_cache
from math import ceil, sqrt
from typing import Final

from dr_desktop.report.look import SIZE, Hatch
from dr_desktop.report.picture import Box, Path, Point

Segment = tuple[Point, Point]

LINE_WIDTH: Final = 1.0
DOT_SIZE: Final = 1.7
_DOT_LENGTH: Final = 0.02  # a line this short with round ends is a dot in every medium


def hatch_width(hatch: Hatch) -> float:
    """Width in px with which the lines of `hatch` are drawn, with round ends."""
    return DOT_SIZE if hatch == "dots" else LINE_WIDTH


def hatch_lines(shape: Box | Path) -> tuple[Segment, ...]:
    """The lines that hatch a box or a closed path; empty for "none" and "outline"."""
    if isinstance(shape, Path):
        return _lines(shape.points, shape.hatch) if shape.closed else ()
    x, y = shape.x, shape.y + shape.h  # columns of one pattern look alike wherever they stand
    corners = ((0.0, -shape.h), (shape.w, -shape.h), (shape.w, 0.0), (0.0, 0.0))
    return tuple(((x + ax, y + ay), (x + bx, y + by)) for (ax, ay), (bx, by) in _lines(corners, shape.hatch))


@lru_cache(maxsize=1024)
def _lines(outline: tuple[Point, ...], hatch: Hatch) -> tuple[Segment, ...]:
    pitch = SIZE.hatch_pitch
    if len(outline) < 3 or hatch in ("none", "outline"):
        return ()
    if hatch == "horizontal":
        return tuple(((a, at), (b, at)) for at, a, b in _spans(outline, pitch))
    if hatch == "vertical":
        flipped = tuple((y, x) for x, y in outline)
        return tuple(((at, a), (at, b)) for at, a, b in _spans(flipped, pitch))
    if hatch == "dots":
        return tuple(_dots(outline, pitch))
    # A diagonal is a level line of x + y (rising) or x - y (falling).
    sign = 1 if hatch == "rising" else -1
    turned = tuple((x, x + sign * y) for x, y in outline)
    spans = _spans(turned, pitch * sqrt(2))
    return tuple(((a, sign * (at - a)), (b, sign * (at - b))) for at, a, b in spans)


def _dots(outline: tuple[Point, ...], pitch: int) -> Iterator[Segment]:
    reach = DOT_SIZE / 2
    low = _rows(tuple((x, y + reach) for x, y in outline), pitch)
    high = _rows(tuple((x, y - reach) for x, y in outline), pitch)
    for at in sorted(low.keys() & high.keys()):  # only whole dots: their upper and lower ends lie inside
        odd = round(at / pitch - 0.5) % 2 * pitch / 2
        for a, b in ((max(a, c), min(b, d)) for a, b in low[at] for c, d in high[at]):
            for step in range(ceil((a + reach - odd) / pitch), ceil((b - reach - odd) / pitch)):
                x = step * pitch + odd
                yield (x, at), (x + _DOT_LENGTH, at)


def _spans(outline: tuple[Point, ...], pitch: float) -> Iterator[tuple[float, float, float]]:
    """Per level of y on the grid, where its line enters and leaves the outline: (y, x from, x to)."""
    for at, parts in sorted(_rows(outline, pitch).items()):
        yield from ((at, a, b) for a, b in parts)


def _rows(outline: tuple[Point, ...], pitch: float) -> dict[float, list[tuple[float, float]]]:
    crossings: dict[float, list[float]] = {}
    for (ax, ay), (bx, by) in zip(outline, (*outline[1:], outline[0]), strict=True):
        (low_x, low_y), (high_x, high_y) = ((ax, ay), (bx, by)) if ay < by else ((bx, by), (ax, ay))
        for step in range(ceil(low_y / pitch - 0.5), ceil(high_y / pitch - 0.5)):
            y = (step + 0.5) * pitch
            crossings.setdefault(y, []).append(low_x + (y - low_y) / (high_y - low_y) * (high_x - low_x))
    rows = {y: sorted(found) for y, found in crossings.items()}
    return {y: [(a, b) for a, b in zip(found[::2], found[1::2], strict=True) if b > a] for y, found in rows.items()}


def outlined(box: Box) -> Box:
    """A box as it is drawn: one with the hatch "outline" has a dashed line instead of its fill."""
    if box.hatch != "outline":
        return box
    return box._replace(fill=None, line=box.fill, dash=(3.0, 2.0), hatch="none")
