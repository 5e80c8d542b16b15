"""Axes and lines of charts over a week of hours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from dr_desktop.report.axes import MARGIN, Plot, crisp
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.look import TYPE
from dr_desktop.report.picture import Path, Point, Shape, Text

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
BAND: Final = 8.0


def plot_of(axis_width: float, below: float, size: tuple[float, float], words: Sequence[str]) -> Plot:
    """The room for values between axis labels, legend and the words of the lines; `highest` is still to be set."""
    width, height = size
    right = max([MARGIN + 12, *[text_width(one, TYPE.table) + 20 for one in words]])
    left = max(MARGIN + axis_width + 6, MARGIN + 20)
    top = below + 18 + BAND
    return Plot(left, top, max(left + 10, width - min(right, 0.3 * width)), max(top + 10, height - 28), 1.0)


def equal_edges(plot: Plot, count: int) -> list[float]:
    """The edges of so many columns of equal width."""
    return [plot.left + (plot.right - plot.left) * place / count for place in range(count + 1)]


def step_line(values: Sequence[float], plot: Plot, edges: Sequence[float]) -> tuple[Point, ...]:
    """A line of steps: level over each hour."""
    points: list[Point] = []
    for value, (left, right) in zip(values, pairwise(edges), strict=True):
        y = plot.y(value)
        if points and points[-1][1] == y:
            points[-1] = (right, y)
        else:
            points += [(left, y), (right, y)]
    return tuple(points)


def day_axis(plot: Plot) -> list[Shape]:
    """The base line with a tick and a name for each day of a week."""
    base = crisp(plot.base)
    shapes: list[Shape] = [Path(((plot.left, base), (plot.right, base)), line="chart.axis")]
    edges = equal_edges(plot, 7)
    for day, (left, right) in zip(DAYS, pairwise(edges), strict=True):
        shapes.append(Path(((crisp(left), plot.base), (crisp(left), plot.base + 4)), line="chart.axis"))
        shapes.append(Text((left + right) / 2, plot.base + 17, day, TYPE.caption, "text.secondary", "centre"))
    return shapes


def limit_lines(limits: Sequence[tuple[float, str, str]], plot: Plot, width: float) -> list[Shape]:
    """Lines at values with their words at the right, from the highest down, no words over others."""
    shapes: list[Shape] = []
    below = plot.base + 20
    for value, words, role in sorted(limits):
        y = round(plot.y(value))
        line = Path(((plot.left, y), (plot.right, y)), line=role, width=1.5 if role == "chart.capacity" else 2)
        shapes.append(line if role == "chart.capacity" else line._replace(dash=(7, 4)))
        below = min(y + 4.0, below - 15)
        room = width - plot.right - 6
        shapes.append(Text(plot.right + 6, below, shortened(words, room, TYPE.table), TYPE.table, role))
    return shapes


def hour_words(hour: int) -> str:
    """Tue 14:00."""
    return f"{DAYS[hour // 24 % 7]} {hour % 24}:00"
