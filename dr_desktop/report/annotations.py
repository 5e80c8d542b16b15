"""What is written into a chart: each note takes the first place where it covers no other note and no limit line."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dr_desktop.report.axes import Plot, crisp
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.picture import Bounds, Box, Path, Point, Shape, Text

_GAP: Final = 4.0
_FLAG_HEIGHT: Final = 34.0
_TEXT_HEIGHT: Final = 15.0


class Annotations:
    """Collects `shapes`; `taken` is where words stand already, `limits` are the y of lines no words may lie on.

    Words for which there is no room are left out: the tip of their month says them too.
    """

    def __init__(self, plot: Plot, top: float, width: float, limits: Iterable[float], taken: Iterable[Bounds]) -> None:
        self.shapes: list[Shape] = []
        self._plot = plot
        self._top = top
        self._width = width
        self._lines = list(limits)
        self._taken = list(taken)

    def upright(self, x: float, words: str) -> None:
        """A dotted upright at `x` with words beside its head: a month to act in."""
        x = crisp(x)
        y = self._top + 9
        self.shapes.append(Path(((x, y), (x, self._plot.base)), line="chart.marker", width=1.5, dash=(2, 4)))
        width = text_width(words, TYPE.table, True)
        space = self._free([(x - 8 - width, y - 9), (x + 8, y - 9)], width, _TEXT_HEIGHT, over_lines=True)
        self._write(space, words)

    def flag(self, at: Point, heading: str, words: str) -> None:
        """A diamond at a point, an upright through it, and a framed box with two lines."""
        x, y = crisp(at[0]), round(at[1])
        room = self._width - 2 * SIZE.page_margin
        width = min(room, max(text_width(heading, TYPE.table, True), text_width(words, TYPE.table)) + 18)
        places = [(x + 10, self._top), (x - 10 - width, self._top)]
        diamond = Path(((x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)), fill="chart.ceiling", closed=True)
        space = self._free(places, width, _FLAG_HEIGHT, over_lines=True)
        if space is None:
            self.shapes += [Path(((x, self._plot.base), (x, y)), line="chart.ceiling", width=1.5), diamond]
            return
        left, top, _, _ = space
        elbow = top + _FLAG_HEIGHT / 2 - 0.5
        near = left if left > x else left + width
        inner = width - 16
        self.shapes += [
            Path(((x, self._plot.base), (x, elbow), (near, elbow)), line="chart.ceiling", width=1.5),
            diamond,
            Box(left, top, width, _FLAG_HEIGHT, fill="tooltip", line="chart.ceiling", radius=SIZE.radius),
            Text(left + 8, top + 14, shortened(heading, inner, TYPE.table, True), TYPE.table, bold=True),
            Text(left + 8, top + 28, shortened(words, inner, TYPE.table), TYPE.table, "text.secondary"),
        ]

    def ring(self, at: Point, words: str) -> None:
        """A ring round a point, and its words above, off every line."""
        x, y = at
        self.shapes.append(Path(_ring(x, y, 4), line="chart.marker", width=2, fill="panel", closed=True))
        width = text_width(words, TYPE.table, True)
        heights = [y - 8 - _TEXT_HEIGHT - 4 * step for step in range(40)]
        heights = [height for height in heights if height >= self._top] or [self._top]
        columns = [x - 6 - width, x + 6, x - width / 2, *(x - 6 - width - 12 * step for step in range(1, 20))]
        places = [(column, height) for column in columns for height in heights[:8]]
        places += [(x - 6 - width, y + 10)]
        self._write(self._free(places, width, _TEXT_HEIGHT, over_lines=False), words)

    def _write(self, space: Bounds | None, words: str) -> None:
        if space is None:
            return
        left, top, width, height = space
        room = self._width - 2 * SIZE.page_margin
        words = shortened(words, room, TYPE.table, True)
        # words never stand on a hatch or on a line
        self.shapes.append(Box(left - 3, top, width + 6, height, fill="panel"))
        self.shapes.append(Text(left, top + 11.5, words, TYPE.table, bold=True))

    def _free(self, places: Sequence[Point], width: float, height: float, *, over_lines: bool) -> Bounds | None:
        width = min(width, self._width - 2 * SIZE.page_margin)
        # where it is meant to be, then at that height but moved into the chart, then at any height
        tried = [(left, top, width, height) for left, top in places if self._fits(left, width)]
        tried += [self._inside(left, top, width, height) for left, top in places]
        tried += [self._inside(left, top, width, height) for left, _ in places for top in self._heights(height)]
        free = (space for space in tried if not any(self._meets(space, over_lines)))
        space = next(free, None)
        if space is not None:
            self._taken.append(space)
        return space

    def _heights(self, height: float) -> Iterator[float]:
        top = self._top
        while top + height < self._plot.base:
            yield top
            top += _TEXT_HEIGHT / 2

    def _fits(self, left: float, width: float) -> bool:
        return SIZE.page_margin <= left and left + width <= self._width - SIZE.page_margin

    def _inside(self, left: float, top: float, width: float, height: float) -> Bounds:
        left = min(max(left, SIZE.page_margin), self._width - SIZE.page_margin - width)
        return round(left), round(top), width, height

    def _meets(self, space: Bounds, over_lines: bool) -> Iterator[bool]:
        left, top, width, height = space
        for x, y, w, h in self._taken:
            yield x - _GAP < left + width and left < x + w + _GAP and y < top + height and top < y + h
        if not over_lines:
            yield from (top - 2 < line < top + height + 1 for line in self._lines)


def _ring(x: float, y: float, radius: float) -> tuple[Point, ...]:
    unit = ((0, 1), (0.38, 0.92), (0.71, 0.71), (0.92, 0.38))
    quarter = list(unit)
    for _ in range(3):
        quarter += [(b, -a) for a, b in quarter[-4:]]
    return tuple((x + a * radius, y + b * radius) for a, b in quarter)
