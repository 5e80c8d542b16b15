"""Capacity month by month: parts stacked as areas, the limits they run against, and when they do."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from dr_desktop.report.annotations import Annotations
from dr_desktop.report.axes import (
    MARGIN,
    Layer,
    Plot,
    crisp,
    legend,
    month_areas,
    month_guides,
    nothing_to_draw,
    patterns,
    time_axis_shapes,
    tip_rows,
    totals,
    value_axis,
    value_axis_shapes,
)
from dr_desktop.report.chart_words import (
    Say,
    day_of_month_words,
    day_words,
    month_words,
    one_decimal,
    short_number,
)
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.look import TYPE
from dr_desktop.report.picture import Path, Picture, Point, Shape, Text, Tip, bounds

_BAND: Final = 44.0  # above the highest mark: run-out box, order-by words
_LABEL_ROW: Final = 15.0


class WorstDay(NamedTuple):
    """The day with the largest need, and the need in the chart's unit."""

    day: date
    value: float


def capacity_chart(
    months: Sequence[date],
    layers: Sequence[Layer],
    ceiling: float | None,
    usable: float | None,
    unit: str,
    run_out: date | None,
    order_by: date | None,
    worst_day: WorstDay | tuple[date, float] | None,
    size: tuple[float, float],
    title: str,
    marked_month: date | None = None,
    *,
    worst_days: Sequence[date] = (),
    say: Say = one_decimal,
) -> Picture:
    """Need by month against what there is.

    months: first days, in order. layers: from the lowest up, values in `unit`. ceiling, usable: in `unit`;
    None draws no line. run_out, order_by: months. worst_day: of the whole horizon; worst_days: one a month,
    for the tips. size: (width, height) in px. marked_month: gets an upright line. say: writes one value.
    Each month is a place to point at with the entity month:YYYY-MM.
    """
    if not months or not layers:
        return nothing_to_draw(size, title, "Not known: there is no month to show.")
    width, height = size
    sums = totals(layers, len(months))
    worst = WorstDay(*worst_day) if worst_day else None
    marks = patterns(layers)
    axis = value_axis(max([*sums, ceiling or 0.0, usable or 0.0, worst.value if worst else 0.0]))
    shapes, below = legend([layer.name for layer in layers], marks, width, MARGIN)
    limits = _limits(ceiling, usable)
    right = max([MARGIN + 24, *(text_width(words, TYPE.table) + 20 for _, words, _ in limits)])
    right = min(right, 0.3 * width)
    band = _BAND if run_out or order_by or worst else 8.0
    left = max(MARGIN + axis.width + 6, MARGIN + 20)
    plot = Plot(left, below + 18 + band, max(left + 10, width - right), height - 28, axis.marks[-1])
    xs = _xs(plot, len(months))
    shapes += value_axis_shapes(axis, plot, unit, below + 14)
    shapes += _areas(layers, plot, xs)
    shapes += time_axis_shapes(months, xs, plot, width)
    shapes += _limit_lines(limits, plot, width)
    top = plot.top - band
    if marked_month is not None and marked_month in months:
        x = crisp(xs[list(months).index(marked_month)])
        shapes.append(Path(((x, top), (x, plot.base)), line="text.secondary"))
    days = list(worst_days) if len(worst_days) == len(months) else [None] * len(months)
    tips = [
        Tip(_tip_heading(month, day, say(total)), tip_rows(layers, marks, place, say))
        for place, (month, day, total) in enumerate(zip(months, days, sums, strict=True))
    ]
    shapes += month_guides(months, xs, plot._replace(top=top))
    shapes += month_areas(months, _edges(xs, plot), plot._replace(top=top), tips)
    written = [bounds(shape) for shape in shapes if isinstance(shape, Text)]
    notes = Annotations(plot, top, width, [plot.y(value) for value, _, _ in limits], written)
    if order_by is not None and order_by in months:
        notes.upright(xs[list(months).index(order_by)], f"order by {month_words(order_by)}")
    if run_out is not None and run_out in months:
        place = list(months).index(run_out)
        passed = f" · passes {short_number(ceiling)} {unit}" if ceiling is not None else ""
        at = (xs[place], plot.y(ceiling if ceiling is not None else sums[place]))
        notes.flag(at, f"Runs out in {month_words(run_out)}", f"month {place}{passed}")
    if worst:
        at = (_x_of_day(worst.day, months, xs), plot.y(worst.value))
        notes.ring(at, f"worst day {day_words(worst.day)}, {say(worst.value)} {unit}")
    shapes += notes.shapes
    return Picture(width, height, tuple(shapes), title, _sentence(title, months, sums, unit, ceiling, run_out, say))


def _xs(plot: Plot, count: int) -> list[float]:
    if count == 1:
        return [(plot.left + plot.right) / 2]
    return [plot.left + place * (plot.right - plot.left) / (count - 1) for place in range(count)]


def _edges(xs: Sequence[float], plot: Plot) -> list[float]:
    middles = [(a + b) / 2 for a, b in pairwise(xs)]
    return [plot.left, *middles, plot.right]


def _areas(layers: Sequence[Layer], plot: Plot, xs: Sequence[float]) -> list[Shape]:
    at = list(xs) if len(xs) > 1 else [plot.left, plot.right]  # a single month is as wide as the chart
    reached = [0.0] * len(xs)
    shapes: list[Shape] = []
    for layer, mark in zip(layers, patterns(layers), strict=True):
        lower = _line(reached, plot, at)
        reached = [low + max(0.0, value) for low, value in zip(reached, layer.values, strict=False)]
        upper = _line(reached, plot, at)
        area = Path((*lower, *reversed(upper)), fill=mark.role, closed=True, hatch=mark.hatch)
        shapes += [area, Path(tuple(upper), line="panel", width=1)]
    return shapes


def _line(values: Sequence[float], plot: Plot, xs: Sequence[float]) -> list[Point]:
    ys = [plot.y(value) for value in values]
    return list(zip(xs, ys if len(ys) > 1 else ys * 2, strict=True))


def _limits(ceiling: float | None, usable: float | None) -> list[tuple[float, str, str]]:
    found: list[tuple[float, str, str]] = []
    if usable is not None:
        found.append((usable, f"{short_number(usable)} usable", "chart.capacity"))
    if ceiling is not None:
        found.append((ceiling, f"{short_number(ceiling)} ceiling", "chart.ceiling"))
    return found


def _limit_lines(limits: Sequence[tuple[float, str, str]], plot: Plot, width: float) -> list[Shape]:
    shapes: list[Shape] = []
    above = plot.top - 2 * _LABEL_ROW
    for value, words, role in sorted(limits, key=lambda limit: plot.y(limit[0])):
        y = round(plot.y(value))
        dashed = role == "chart.ceiling"
        line = Path(((plot.left, y), (plot.right, y)), line=role, width=2 if dashed else 1.5)
        shapes.append(line._replace(dash=(7, 4)) if dashed else line)
        baseline = max(y + 4, above + _LABEL_ROW)
        above = baseline
        room = width - plot.right - 6
        shapes.append(Text(plot.right + 6, baseline, shortened(words, room, TYPE.table), TYPE.table, role))
    return shapes


def _x_of_day(day: date, months: Sequence[date], xs: Sequence[float]) -> float:
    for month, x in zip(months, xs, strict=True):
        if (month.year, month.month) == (day.year, day.month):
            return x
    return xs[-1] if day > months[-1] else xs[0]


def _tip_heading(month: date, day: date | None, total: str) -> str:
    worst = f", worst day {day_of_month_words(day)}" if day else ""
    return f"{month_words(month)}{worst}, {total}"


def _sentence(
    title: str,
    months: Sequence[date],
    sums: Sequence[float],
    unit: str,
    ceiling: float | None,
    run_out: date | None,
    say: Say,
) -> str:
    words = f"{title}: " if title else ""
    words += f"{say(sums[0])} {unit} in {month_words(months[0])}"
    if len(months) > 1:
        words += f", {say(sums[-1])} {unit} in {month_words(months[-1])}"
    if run_out is not None:
        limit = f"the ceiling of {short_number(ceiling)} {unit}" if ceiling is not None else "what there is"
        return f"{words}; passes {limit} in {month_words(run_out)}."
    if ceiling is not None and max(sums) <= ceiling:
        return f"{words}; stays below the ceiling of {short_number(ceiling)} {unit}."
    return f"{words}."
