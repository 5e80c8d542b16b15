"""What lands on a site while applications come back, on the same axis of time as their recovery."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from dr_desktop.assessment.recovery_records import LandingPoint, LandingUse
from dr_desktop.plan.shown import NO_BREAK_SPACE, show_minutes
from dr_desktop.report.axes import Plot, crisp, nothing_to_draw, value_axis, value_axis_shapes
from dr_desktop.report.chart_words import whole
from dr_desktop.report.font_metrics import shortened, text_width, wrapped
from dr_desktop.report.look import TYPE
from dr_desktop.report.names import counted, name_of, names_of
from dr_desktop.report.picture import Box, Path, Picture, Point, Shape, Text, Tip, TipRow
from dr_desktop.report.recovery_view import RecoveryView
from dr_desktop.report.time_scale import TimeScale, playhead, time_grid, time_labels

Measure = Literal["memory_gib", "vcpus"]
MEASURE_WORDS: Final[dict[Measure, str]] = {"memory_gib": "Memory", "vcpus": "vCPU"}
_UNITS: Final[dict[Measure, str]] = {"memory_gib": "GiB", "vcpus": "vCPU"}
_TOP: Final = 22.0
_FOOT: Final = 24.0


class Use(NamedTuple):
    """A site in one measure: runs there already, what lands by moment, what may be used in all, what is short."""

    running: float
    landed: tuple[tuple[float, float], ...]
    limit: float | None
    short: float

    @property
    def highest(self) -> float:
        """The most that is used, allowed or wanted."""
        most = self.running + max([amount for _, amount in self.landed], default=0.0)
        return max(most, (self.limit or 0.0) + self.short, self.limit or 0.0)


def use_of(landing: LandingUse, measure: Measure) -> Use:
    """The numbers of a landing in GiB of memory or in vCPU; the limit counts what runs there already."""
    if measure == "vcpus":
        running, limit, short = float(landing.running_vcpus), landing.vcpu_limit, landing.short_vcpus
    else:
        running, limit, short = landing.running_memory_gib, landing.memory_limit_gib, landing.short_memory_gib
    points = tuple([(point.minutes, float(getattr(point, measure))) for point in landing.points])
    return Use(running, points, None if limit is None else running + limit, short)


def used_at(landing: LandingUse, minutes: float) -> LandingPoint:
    """What of the recovered has landed by a moment."""
    landed = [point for point in landing.points if point.minutes <= minutes]
    return landed[-1] if landed else LandingPoint(0.0, 0.0, 0, 0)


def landing_use_picture(
    view: RecoveryView,
    landing: LandingUse,
    scale: TimeScale,
    size: tuple[float, float],
    *,
    measure: Measure = "memory_gib",
    worded: bool = True,
) -> Picture:
    """A site over time; `size` = (width, height) in px, `scale` the axis of the rows above. `worded`: says what it is.

    Grey is what runs there already, on it what lands, step by step. Hatched above the limit: what did not fit.
    """
    name = name_of(view.plan, landing.site)
    title = f"{MEASURE_WORDS[measure]} on {name}"
    use = use_of(landing, measure)
    if use.highest <= 0:
        return nothing_to_draw(size, title, f"Nothing lands on {name}.")
    axis = value_axis(use.highest * 1.04)
    plot = Plot(scale.left, _TOP, scale.right, size[1] - _FOOT, axis.marks[-1])
    shapes: list[Shape] = [*time_grid(scale, plot.top, plot.base)]
    shapes += value_axis_shapes(axis, plot, _UNITS[measure] if worded else "", _TOP - 9)[: None if worded else -1]
    shapes += _areas(use, plot, scale)
    shapes += _short(view, landing, use, plot, scale, measure)
    shapes += _limit(use, plot, measure)
    base = crisp(plot.base)
    shapes.append(Path(((plot.left, base), (plot.right, base)), "chart.axis"))
    shapes += time_labels(scale, plot.base + 16)
    shapes += _running_words(use, plot, name, measure)
    if worded:
        shapes += _words(title, landing, scale.left - axis.width - 24)
    shapes += _places(view, landing, plot, scale)
    if view.at_minutes is not None:
        shapes += playhead(scale, view.at_minutes, plot.top, plot.base)
    return Picture(size[0], size[1], tuple(shapes), title, f"{title}: {use_sentence(view, landing, measure)}")


def use_sentence(view: RecoveryView, landing: LandingUse, measure: Measure) -> str:
    """The landing in a sentence."""
    use = use_of(landing, measure)
    unit = f"{NO_BREAK_SPACE}{_UNITS[measure]}"
    landed = use.landed[-1][1] if use.landed else 0.0
    said = f"{whole(use.running)}{unit} run there already, {whole(landed)}{unit} land"
    said += "." if use.limit is None else f", {whole(use.limit)}{unit} may be used."
    if use.short:
        said += f" Short by {whole(use.short)}{unit}: {names_of(view.plan, landing.refused)}."
    return said


def _areas(use: Use, plot: Plot, scale: TimeScale) -> list[Shape]:
    shapes: list[Shape] = []
    if use.running:
        top = plot.y(use.running)
        shapes.append(Box(plot.left, top, plot.right - plot.left, plot.base - top, "stack.working"))
    line = _steps(use.landed, use.running, plot, scale)
    if len(line) > 1:
        floor = plot.y(use.running)
        area = (*line, (plot.right, floor), (line[0][0], floor))
        shapes.append(Path(area, fill="stack.archive", closed=True))
        shapes.append(Path(line, "stack.points", 1.5))
    return shapes


def _steps(landed: Sequence[tuple[float, float]], running: float, plot: Plot, scale: TimeScale) -> tuple[Point, ...]:
    """The upper edge of what is used, from the first landing to the end of the axis."""
    points: list[Point] = []
    y = plot.y(running)
    for minutes, amount in landed:
        if minutes > scale.until_minutes:
            break
        x = scale.x(minutes)
        points.append((x, y))
        y = plot.y(running + amount)
        points.append((x, y))
    return (*points, (plot.right, y)) if points else ()


def _limit(use: Use, plot: Plot, measure: Measure) -> list[Shape]:
    if use.limit is None:
        words = shortened("No limit is known", plot.right - plot.left, TYPE.table)
        return [Text(plot.left + 6, plot.top + 10, words, TYPE.table, "text.secondary")]
    y = round(plot.y(use.limit))
    words = f"{whole(use.limit)}{NO_BREAK_SPACE}{_UNITS[measure]} may be used"
    return [
        Path(((plot.left, y), (plot.right, y)), "chart.ceiling", 2, dash=(7.0, 4.0)),
        *_grounded(plot.left + 6, y - 5, words, "chart.ceiling"),
    ]


def _short(
    view: RecoveryView, landing: LandingUse, use: Use, plot: Plot, scale: TimeScale, measure: Measure
) -> list[Shape]:
    """The part that did not fit, above the limit, from the last landing on."""
    if not use.short or use.limit is None:
        return []
    begin = scale.x(use.landed[-1][0]) if use.landed else plot.left
    begin = min(begin, plot.right - 40)
    top, bottom = plot.y(use.limit + use.short), plot.y(use.limit)
    words = f"short by {whole(use.short)}{NO_BREAK_SPACE}{_UNITS[measure]}"
    tip = Tip(words.capitalize(), tuple([TipRow(name_of(view.plan, one)) for one in landing.refused]))
    right = plot.right - 6
    area = Box(begin, top, plot.right - begin, bottom - top, "error.tint", "chart.ceiling", hatch="rising", tip=tip)
    left = max(plot.left + 6, right - text_width(words, TYPE.table, True))
    return [area, *_grounded(left, max(plot.top - 8, top - 5), words, "chart.ceiling")]


def _running_words(use: Use, plot: Plot, name: str, measure: Measure) -> list[Shape]:
    """What the grey part is, where it is high enough to hold the words."""
    if plot.base - plot.y(use.running) < 18:
        return []
    words = f"runs on {name} already: {whole(use.running)}{NO_BREAK_SPACE}{_UNITS[measure]}"
    words = shortened(words, plot.right - plot.left - 30, TYPE.table)
    return _grounded(plot.left + 16, plot.base - 8, words, "text.primary", bold=False)


def _grounded(x: float, baseline: float, words: str, role: str, *, bold: bool = True) -> list[Shape]:
    """Words on a ground of the panel's colour, so that they can be read on areas and lines."""
    width = text_width(words, TYPE.table, bold)
    return [Box(x - 3, baseline - 11, width + 6, 15, "panel"), Text(x, baseline, words, TYPE.table, role, bold=bold)]


def _words(title: str, landing: LandingUse, room: float) -> list[Shape]:
    """What is shown, at the left of the axis."""
    limit = "Below the line: nodes less reserve and infrastructure" if landing.memory_limit_gib is not None else ""
    shapes: list[Shape] = []
    y = _TOP + 4
    for words, role, bold in ((title, "text.primary", True), (limit, "text.secondary", False)):
        for line in wrapped(words, max(60.0, room - 12), TYPE.caption, bold) if words else ():
            shapes.append(Text(12, y, line, TYPE.caption, role, bold=bold))
            y += 15
        y += 6
    return shapes


def _places(view: RecoveryView, landing: LandingUse, plot: Plot, scale: TimeScale) -> list[Shape]:
    """Places to point at: from each landing to the next."""
    shapes: list[Shape] = []
    points = [point for point in landing.points if point.minutes <= scale.until_minutes]
    for place, point in enumerate(points):
        left = scale.x(point.minutes)
        right = scale.x(points[place + 1].minutes) if place + 1 < len(points) else plot.right
        rows = (
            TipRow("Runs there already", f"{whole(landing.running_memory_gib)}{NO_BREAK_SPACE}GiB", "stack.working"),
            TipRow("Landed", f"{whole(point.memory_gib)}{NO_BREAK_SPACE}GiB", "stack.archive"),
            TipRow("Landed", counted(point.vcpus, "vCPU", "vCPU")),
            TipRow("Machines", f"{point.machines:,}"),
        )
        heading = f"{name_of(view.plan, landing.site)} from {show_minutes(point.minutes)} on"
        shapes.append(Box(left, plot.top, max(1.0, right - left), plot.base - plot.top, tip=Tip(heading, rows)))
    return shapes
