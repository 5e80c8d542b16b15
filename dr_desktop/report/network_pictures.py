"""A link over a week: what goes over it against what it carries, and how old the target's data gets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from typing import Final

from dr_desktop.assessment.link_ages import AgeStep, age_steps
from dr_desktop.assessment.link_load import MBIT_PER_MB
from dr_desktop.assessment.link_week import LinkWeek, link_week
from dr_desktop.assessment.results import Assessment, LinkResult
from dr_desktop.plan.shown import show_minutes, show_share
from dr_desktop.report.axes import (
    MARGIN,
    Layer,
    Plot,
    crisp,
    legend,
    nothing_to_draw,
    patterns,
    tip_rows,
    value_axis,
    value_axis_shapes,
)
from dr_desktop.report.chart_words import one_decimal, short_number
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.link_hours import HOUR_S, HOURS, hourly_backups, hourly_replication
from dr_desktop.report.look import TYPE
from dr_desktop.report.names import name_of
from dr_desktop.report.picture import Box, Path, Picture, Point, Shape, Text, Tip, TipRow
from dr_desktop.report.week_axes import BAND, day_axis, equal_edges, hour_words, limit_lines, plot_of, step_line

_LONG_MINUTES: Final = 240.0


def week_of_link(assessment: Assessment, link_id: str) -> LinkWeek | None:
    """What goes over a link in a week, the way that asks for more; None where the plan has no such link."""
    result = assessment.links.get(link_id)
    if result is None:
        return None
    return link_week(result.flow, assessment.plan.churn_profiles, assessment.plan.backup_policies)


def need_picture(assessment: Assessment, link_id: str, width: float, height: float) -> Picture:
    """What replication and backups ask of a link, hour by hour over a week, against what is usable; px.

    Of replication the highest rate of each hour, of backups what their runs need to be done in their windows.
    """
    size = (width, height)
    title = f"{name_of(assessment.plan, link_id)}, need over a week"
    week, result = week_of_link(assessment, link_id), assessment.links.get(link_id)
    if week is None or result is None:
        return nothing_to_draw(size, title, "Not known: there is no such link in the plan.")
    replication, backups = hourly_replication(week), hourly_backups(week.backups)
    layers = [
        Layer("Replication", "scheme.replication", replication),
        Layer("Backups", "scheme.backup_restore", backups),
    ]
    layers = [one for one in layers if any(one.values)]
    if not layers:
        return nothing_to_draw(size, title, "Nothing goes over this link.")
    sums = [one + other for one, other in zip(replication, backups, strict=True)]
    marks = patterns(layers)
    limits = _limits(result)
    axis = value_axis(max([*sums, *[value for value, _, _ in limits if value <= 4 * max(sums)]]))
    shapes, below = legend([layer.name for layer in layers], marks, width, MARGIN)
    drawn = [one for one in limits if one[0] <= axis.marks[-1]]
    plot = plot_of(axis.width, below, size, [words for _, words, _ in drawn])
    plot = plot._replace(highest=axis.marks[-1])
    edges = equal_edges(plot, HOURS)
    shapes += value_axis_shapes(axis, plot, "Mbit/s", below + 14)
    reached = [0.0] * HOURS
    for layer, mark in zip(layers, marks, strict=True):
        lower = step_line(reached, plot, edges)
        reached = [low + value for low, value in zip(reached, layer.values, strict=True)]
        upper = step_line(reached, plot, edges)
        shapes.append(Path((*lower, *reversed(upper)), fill=mark.role, closed=True, hatch=mark.hatch))
        shapes.append(Path(upper, line="panel", width=1))
    shapes += day_axis(plot)
    shapes += limit_lines(drawn, plot, width)
    beyond = [words for value, words, _ in limits if value > axis.marks[-1]]
    if beyond:
        words = shortened(f"not shown: {', '.join(beyond)} Mbit/s", plot.right - plot.left, TYPE.caption)
        shapes.append(Text(plot.right, below + 14, words, TYPE.caption, "text.secondary", "right"))
    for hour, (left, right) in enumerate(pairwise(edges)):
        tip = Tip(f"{hour_words(hour)}, {one_decimal(sums[hour])} Mbit/s", tip_rows(layers, marks, hour, one_decimal))
        shapes.append(Box(left, plot.top - BAND, right - left, plot.base - plot.top + BAND, tip=tip))
    return Picture(width, height, tuple(shapes), title, _need_sentence(title, sums, result))


def point_picture(assessment: Assessment, link_id: str, width: float, height: float) -> Picture:
    """How old the data at the target is over a week or a day, against the recovery point that is asked for; px."""
    size = (width, height)
    title = f"{name_of(assessment.plan, link_id)}, age of the data at the target"
    week, result = week_of_link(assessment, link_id), assessment.links.get(link_id)
    if week is None or result is None:
        return nothing_to_draw(size, title, "Not known: there is no such link in the plan.")
    if not week.churn.total_mb:
        return nothing_to_draw(size, title, "Nothing replicates over this link.")
    if result.replication_usable_mbit_s is None:
        return nothing_to_draw(size, title, "Not known: the speed of the line is not stated.")
    rate = result.replication_usable_mbit_s / MBIT_PER_MB
    steps = age_steps(week.churn, rate, (result.rhythm_minutes or 0.0) * 60)
    if steps is None:
        return nothing_to_draw(size, title, "Replication falls behind for ever: more is written than the line carries.")
    highest = max([max(one.ages_s) for one in steps]) / 60
    asked = result.rpo_minutes
    shown = [value for value in (highest, asked) if value is not None and value <= 6 * highest]
    hours = max(shown) > _LONG_MINUTES
    each, unit = (60.0, "h") if hours else (1.0, "min")
    axis = value_axis(max(shown) / each)
    names = ["Waiting for the next transfer and its sending", "Waiting before the line"]
    layers = [Layer(names[0], "stack.working", ()), Layer(names[1], "scheme.replication", ())]
    marks = patterns(layers)
    shapes, below = legend(names, marks, width, MARGIN)
    objective = (
        [] if asked is None or asked not in shown else [(asked / each, f"RPO {_short_age(asked)}", "chart.objective")]
    )
    plot = plot_of(axis.width, below, size, [words for _, words, _ in objective])
    plot = plot._replace(highest=axis.marks[-1])
    shapes += value_axis_shapes(axis, plot, unit, below + 14)
    span = week.churn.seconds

    def place(at: float, age: float) -> Point:
        return plot.left + (plot.right - plot.left) * at / span, plot.y(age / each)

    base = [place(at, one.rhythm_s / 60) for one in steps for at in (one.begin_s, one.end_s)]
    shapes.append(
        Path((place(0, 0), *base, place(span, 0)), fill=marks[0].role, closed=True, hatch=marks[0].hatch)
    )  # fmt: skip
    upper = [place(at, age_s / 60) for one in steps for at, age_s in zip(one[:2], one.ages_s, strict=True)]
    shapes.append(Path((*base, *reversed(upper)), fill=marks[1].role, closed=True, hatch=marks[1].hatch))
    shapes.append(Path(tuple(upper), line=marks[1].role, width=1.5))
    shapes += day_axis(plot) if span > 2 * 86_400 else _day_hours(plot, width)
    shapes += limit_lines(objective, plot, width)
    shapes += _age_tips(steps, span, plot)
    return Picture(width, height, tuple(shapes), title, _point_sentence(title, highest, result))


def _limits(result: LinkResult) -> list[tuple[float, str, str]]:
    found: list[tuple[float, str, str]] = []
    if result.usable_mbit_s is not None:
        found.append((result.usable_mbit_s, f"{short_number(result.usable_mbit_s)} usable", "chart.capacity"))
        kept = result.replication_usable_mbit_s
        if kept is not None and kept != result.usable_mbit_s:
            found.append((kept, f"{short_number(kept)} for replication", "chart.ceiling"))
    return found


def _day_hours(plot: Plot, width: float) -> list[Shape]:
    """Hours since the busiest one began: of an assumed day nobody knows when that is."""
    base = crisp(plot.base)
    shapes: list[Shape] = [Path(((plot.left, base), (plot.right, base)), line="chart.axis")]
    for hour in range(0, 25, 4):
        x = plot.left + (plot.right - plot.left) * hour / 24
        shapes.append(Path(((crisp(x), plot.base), (crisp(x), plot.base + 4)), line="chart.axis"))
        words = "busiest hour begins" if not hour else f"{hour} h later"
        half = text_width(words, TYPE.caption) / 2
        at = min(max(x, half + 2), width - half - 2)
        shapes.append(Text(at, plot.base + 17, words, TYPE.caption, "text.secondary", "centre"))
    return shapes


def _age_tips(steps: Sequence[AgeStep], span: float, plot: Plot) -> list[Shape]:
    """A place to point at for each hour: the oldest that the target's data gets in it."""
    count = round(span / HOUR_S)
    ages = [0.0] * count
    for one in steps:
        for hour in range(int(one.begin_s // HOUR_S), min(count, ceil(one.end_s / HOUR_S))):
            ages[hour] = max(ages[hour], _oldest_minutes(one, hour))
    edges = equal_edges(plot, count)
    shapes: list[Shape] = []
    for hour, (left, right) in enumerate(pairwise(edges)):
        heading = hour_words(hour) if count > 48 else f"{hour} h after the busiest hour begins"
        row = TipRow("oldest at the target", show_minutes(ages[hour]))
        shapes.append(Box(left, plot.top, right - left, plot.base - plot.top, tip=Tip(heading, (row,))))
    return shapes


def _oldest_minutes(step: AgeStep, hour: int) -> float:
    """The greatest age of a step within an hour."""
    low, high = step.ages_s
    edges = max(step.begin_s, hour * HOUR_S), min(step.end_s, (hour + 1) * HOUR_S)
    return max([low + (high - low) * (at - step.begin_s) / (step.end_s - step.begin_s) for at in edges]) / 60


def _short_age(minutes: float) -> str:
    return show_minutes(minutes)


def _need_sentence(title: str, sums: Sequence[float], result: LinkResult) -> str:
    busiest = max(range(HOURS), key=sums.__getitem__)
    words = f"{title}: most on {hour_words(busiest)} with {one_decimal(sums[busiest])} Mbit/s"
    if result.usable_mbit_s is None:
        return f"{words}; the speed of the line is not stated."
    over = sum([1 for one in sums if one > result.usable_mbit_s])
    usable = f"{short_number(result.usable_mbit_s)} Mbit/s that are usable"
    return f"{words}; above the {usable} in {over} hours." if over else f"{words}, within the {usable}."


def _point_sentence(title: str, highest: float, result: LinkResult) -> str:
    words = f"{title}: up to {show_minutes(highest)}"
    if result.rpo_minutes is None:
        return f"{words}; no recovery point is asked for."
    kept = f"kept in {show_share(result.within_rpo)} of the time"
    return f"{words}; {show_minutes(result.rpo_minutes)} are asked for, {kept}."
