"""What charts over months share: layers, legend, value axis with round steps, time axis, places to point at."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import ceil, floor, isfinite, log10
from typing import Final, NamedTuple

from dr_desktop.report.chart_words import Say, month_entity, month_name, month_words, number_words
from dr_desktop.report.font_metrics import shortened, text_width, wrapped
from dr_desktop.report.look import TYPE, Hatch, Pattern, component_pattern, hatch_of
from dr_desktop.report.picture import Box, Path, Picture, Shape, Text, Tip, TipRow

MARGIN: Final = 12.0
_STEPS: Final = (1, 1.5, 2, 2.5, 4, 5, 8)  # any number lies in (3, 5] of one of them
_MULTIPLES: Final = ((1e12, "trillion "), (1e9, "billion "), (1e6, "million "))
_MONTH_STEPS: Final = (1, 3, 6, 12, 24, 60, 120, 240, 600)
_LABEL_GAP: Final = 8.0
_LEAST: Final = 0.01  # less than that is drawn as nothing: its labels would be all zeros


class Layer(NamedTuple):
    """One part of a stack: a value per month. Without a role it takes the component pattern of its place.

    `parts`: what it sums up, if it does; a tip names them one by one.
    """

    name: str
    role: str
    values: Sequence[float]
    hatch: Hatch | None = None
    parts: tuple[tuple[str, Sequence[float]], ...] = ()


class Plot(NamedTuple):
    """Where values are drawn: x from left to right, y from `base` (zero) up to `top` (value `highest`)."""

    left: float
    top: float
    right: float
    base: float
    highest: float

    def y(self, value: float) -> float:
        """The y of a value; below zero lies on the base, above the highest at the top."""
        share = value / self.highest if self.highest and isfinite(value) else 0.0
        return self.base - (self.base - self.top) * min(1.0, max(0.0, share))


class ValueAxis(NamedTuple):
    """Marks from zero in equal round steps, and the word before the unit ("million ")."""

    marks: tuple[float, ...]
    labels: tuple[str, ...]
    multiple: str

    @property
    def width(self) -> float:
        """Width of the widest label in px."""
        return max(text_width(label, TYPE.caption) for label in self.labels)


def value_axis(highest: float) -> ValueAxis:
    """Four or five round steps from zero that just reach `highest`."""
    if not isfinite(highest) or highest <= 0:
        highest = 4.0
    highest = max(highest, _LEAST)
    options = []
    for power in range(floor(log10(highest)) - 2, floor(log10(highest)) + 1):
        for step in (factor * 10.0**power for factor in _STEPS):
            count = ceil(highest / step - 1e-9)
            if count in (4, 5):
                options.append((count * step, -step, count))
    reach, negative, count = min(options)
    factor, word = next(((f, w) for f, w in _MULTIPLES if reach >= 10 * f), (1.0, ""))
    step = -negative
    decimals = max(0, -floor(log10(step / factor) + 1e-9)) if step < factor else 0
    if round(step / factor, decimals) != round(step / factor, decimals + 2):
        decimals += 1  # a step of 2.5 or 0.25
    marks = tuple(step * place for place in range(count + 1))
    return ValueAxis(marks, tuple(number_words(mark / factor, decimals) for mark in marks), word)


def value_axis_shapes(axis: ValueAxis, plot: Plot, unit: str, unit_baseline: float) -> list[Shape]:
    """Grid lines, their labels, and the unit once, above them."""
    shapes: list[Shape] = []
    for mark, label in zip(axis.marks, axis.labels, strict=True):
        y = crisp(plot.y(mark))
        if mark:
            shapes.append(Path(((plot.left, y), (plot.right, y)), line="grid"))
        shapes.append(Text(plot.left - 6, y + 4, label, TYPE.caption, "text.secondary", "right"))
    words = axis.multiple + unit
    words = shortened(words, plot.right - MARGIN, TYPE.caption)
    left = max(MARGIN, plot.left - 6 - text_width(words, TYPE.caption))
    shapes.append(Text(left, unit_baseline, words, TYPE.caption, "text.secondary"))
    return shapes


def time_axis_shapes(months: Sequence[date], xs: Sequence[float], plot: Plot, width: float) -> list[Shape]:
    """The base line with a tick and a label at every third month, the year at January."""
    base = crisp(plot.base)
    shapes: list[Shape] = [Path(((plot.left, base), (plot.right, base)), line="chart.axis")]
    for x, words in month_labels(months, xs, width):
        shapes.append(Path(((crisp(x), plot.base), (crisp(x), plot.base + 4)), line="chart.axis"))
        half = text_width(words, TYPE.caption) / 2
        middle = min(max(x, half + 2), width - half - 2)
        shapes.append(Text(middle, plot.base + 17, words, TYPE.caption, "text.secondary", "centre"))
    return shapes


def month_labels(months: Sequence[date], xs: Sequence[float], width: float) -> list[tuple[float, str]]:
    """Which months are labelled at which x, so that no two labels touch."""
    labels: list[tuple[float, str]] = []
    for step in _MONTH_STEPS if len(months) <= 4 else _MONTH_STEPS[1:]:
        chosen = [
            (x, month) for month, x in zip(months, xs, strict=True) if (month.year * 12 + month.month - 1) % step == 0
        ]
        if not any(month.month == 1 for _, month in chosen):  # the year must stand somewhere
            labels = [
                (x, month_words(month) if not place else month_name(month)) for place, (x, month) in enumerate(chosen)
            ]
        else:
            labels = [(x, month_words(month) if month.month == 1 else month_name(month)) for x, month in chosen]
        if not labels:
            break
        if _apart(labels, width):
            return labels
    return [(xs[0], month_words(months[0]))] if months else []


def _apart(labels: list[tuple[float, str]], width: float) -> bool:
    reach = -_LABEL_GAP
    for x, words in labels:
        half = text_width(words, TYPE.caption) / 2
        middle = min(max(x, half + 2), width - half - 2)
        if middle - half < reach + _LABEL_GAP:
            return False
        reach = middle + half
    return True


def patterns(layers: Sequence[Layer]) -> list[Pattern]:
    """Colour and hatch of each layer."""
    return [
        Pattern(layer.role, layer.hatch or hatch_of(layer.role)) if layer.role else component_pattern(place)
        for place, layer in enumerate(layers)
    ]


def legend(names: Sequence[str], marks: Sequence[Pattern], width: float, top: float) -> tuple[list[Shape], float]:
    """The legend in rows from `top` down, and the y below it. Long names end in …"""
    shapes: list[Shape] = []
    x, y = MARGIN, top
    for name, mark in zip(names, marks, strict=True):
        words = shortened(name, width - 2 * MARGIN - 18, TYPE.table)
        needed = 18 + text_width(words, TYPE.table)
        if x > MARGIN and x + needed > width - MARGIN:
            x, y = MARGIN, y + 18
        shapes.append(Box(x, y, 12, 12, fill=mark.role, hatch=mark.hatch))
        shapes.append(Text(x + 18, y + 10, words, TYPE.table, "text.secondary"))
        x += needed + 16
    return shapes, y + 18 if names else top


def month_areas(months: Sequence[date], edges: Sequence[float], plot: Plot, tips: Sequence[Tip]) -> list[Shape]:
    """One unpainted box per month between its `edges`, to point at: entity month:2028-04."""
    return [
        Box(left, plot.top, right - left, plot.base - plot.top, entity=month_entity(month), tip=tip)
        for month, (left, right), tip in zip(months, pairwise(edges), tips, strict=True)
    ]


def month_guides(months: Sequence[date], xs: Sequence[float], plot: Plot) -> list[Shape]:
    """One unpainted upright per month at its `xs`: where a view shows which month is meant."""
    return [
        Path(((crisp(x), plot.top), (crisp(x), plot.base)), entity=month_entity(month))
        for month, x in zip(months, xs, strict=True)
    ]


def tip_rows(layers: Sequence[Layer], marks: Sequence[Pattern], month: int, say: Say) -> tuple[TipRow, ...]:
    """The layers' values of one month in the order seen: the topmost first; of a sum, its parts."""
    rows = [
        TipRow(name, say(values[month]), mark.role, mark.hatch)
        for layer, mark in zip(layers, marks, strict=True)
        for name, values in layer.parts or ((layer.name, layer.values),)
    ]
    return tuple(reversed(rows))


def totals(layers: Sequence[Layer], count: int) -> list[float]:
    """The sum of the layers for each of `count` months."""
    return [sum(layer.values[month] for layer in layers) for month in range(count)]


def nothing_to_draw(size: tuple[float, float], title: str, sentence: str) -> Picture:
    """What stands in place of a chart without data: one sentence, never an empty frame."""
    width, height = size
    lines = wrapped(sentence, width - 2 * MARGIN, TYPE.body)
    step = TYPE.body * 1.35
    top = height / 2 + 5 - (len(lines) - 1) * step / 2
    texts = tuple(
        Text(width / 2, top + place * step, words, TYPE.body, "text.secondary", "centre")
        for place, words in enumerate(lines)
    )
    return Picture(width, height, texts, title, f"{title}: {sentence}" if title else sentence)


def crisp(at: float) -> float:
    """The middle of the pixel at `at`, where a 1 px line covers one pixel whole."""
    return floor(at) + 0.5
