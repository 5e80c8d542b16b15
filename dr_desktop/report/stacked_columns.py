"""Consumption month by month: components stacked in a column per month."""

from collections.abc import Sequence
from datetime import date

from dr_desktop.report.axes import (
    MARGIN,
    Layer,
    Plot,
    legend,
    month_areas,
    nothing_to_draw,
    patterns,
    time_axis_shapes,
    tip_rows,
    totals,
    value_axis,
    value_axis_shapes,
)
from dr_desktop.report.chart_words import Say, month_words, whole
from dr_desktop.report.look import Pattern
from dr_desktop.report.picture import Box, Path, Picture, Shape, Tip


def consumption_chart(
    months: Sequence[date],
    layers: Sequence[Layer],
    unit: str,
    size: tuple[float, float],
    title: str,
    marked_month: date | None = None,
    *,
    say: Say = whole,
    say_sum: Say | None = None,
) -> Picture:
    """Cost by month and component.

    months: first days, in order. layers: components from the lowest up, values in `unit` (a currency a
    month); a layer without a role takes a pattern by its place. size: (width, height) in px.
    marked_month: gets an upright line. say: writes one value; say_sum: a sum with its unit.
    Each month is a place to point at with the entity month:YYYY-MM.
    """
    if not months or not layers:
        return nothing_to_draw(size, title, "Not known: there is no month to show.")
    width, height = size
    sums = totals(layers, len(months))
    whole_words = say_sum or (lambda total: f"{say(total)} {unit}")
    marks = patterns(layers)
    axis = value_axis(max(sums))
    shapes, below = legend([layer.name for layer in layers], marks, width, MARGIN)
    left = max(MARGIN + axis.width + 6, MARGIN + 20)
    plot = Plot(left, below + 32, max(left + 10, width - MARGIN), height - 28, axis.marks[-1])
    pitch = (plot.right - plot.left) / len(months)
    middles = [plot.left + (place + 0.5) * pitch for place in range(len(months))]
    shapes += value_axis_shapes(axis, plot, unit, below + 14)
    if marked_month is not None and marked_month in months:
        x = plot.left + list(months).index(marked_month) * pitch
        shapes.append(Box(x, plot.top - 8, pitch, plot.base - plot.top + 8, fill="selection"))
    shapes += _columns(layers, marks, plot, pitch)
    shapes += time_axis_shapes(months, middles, plot, width)
    tips = [
        Tip(f"{month_words(month)}, {whole_words(total)}", tip_rows(layers, marks, place, say))
        for place, (month, total) in enumerate(zip(months, sums, strict=True))
    ]
    edges = [plot.left + place * pitch for place in range(len(months) + 1)]
    shapes += month_areas(months, edges, plot._replace(top=plot.top - 8), tips)
    alt = _sentence(title, months, [whole_words(total) for total in sums], sums)
    return Picture(width, height, tuple(shapes), title, alt)


def _columns(layers: Sequence[Layer], marks: Sequence[Pattern], plot: Plot, pitch: float) -> list[Shape]:
    column = min(48.0, max(1.0, round(pitch * 0.7)))
    shapes: list[Shape] = []
    for place in range(len(layers[0].values)):
        x = round(plot.left + (place + 0.5) * pitch - column / 2)
        reached = 0.0
        for layer, mark in zip(layers, marks, strict=True):
            value = max(0.0, layer.values[place])
            low, high = plot.y(reached), plot.y(reached + value)
            reached += value
            if low - high >= 0.05:
                shapes.append(Box(x, high, column, low - high, fill=mark.role, hatch=mark.hatch))
            if low - high >= 3:  # parts are set off by the ground, thin ones would vanish in it
                shapes.append(Path(((x, high), (x + column, high)), line="panel", width=1))
    return shapes


def _sentence(title: str, months: Sequence[date], said: Sequence[str], sums: Sequence[float]) -> str:
    words = f"{title}: " if title else ""
    words += f"{said[0]} in {month_words(months[0])}"
    if len(months) == 1:
        return f"{words}."
    highest = max(range(len(months)), key=sums.__getitem__)
    words = f"{words}, {said[-1]} in {month_words(months[-1])}"
    if sums[highest] == sums[-1]:
        return f"{words}, which is the most."
    return f"{words}; most in {month_words(months[highest])} with {said[highest]}."
