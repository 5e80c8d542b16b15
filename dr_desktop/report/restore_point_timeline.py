"""The restore points of a policy that lie at a target on one day: a row per kind, a bar per point, and their sizes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from itertools import pairwise
from math import fsum
from typing import Final, NamedTuple

from dr_desktop.assessment.points_on_day import PointsOnDay, StoredPoint
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import GIB_PER_TIB, show_quantity
from dr_desktop.report.axes import MARGIN, crisp, nothing_to_draw
from dr_desktop.report.chart_words import day_words, number_words
from dr_desktop.report.font_metrics import shortened, text_width, wrapped
from dr_desktop.report.look import TYPE, Pattern
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.picture import Box, Path, Picture, Shape, Text, Tip, TipRow
from dr_desktop.report.timeline_spans import Placed, Spans, placed, spans_of

_ROW: Final = 44.0
_MOST_ROW: Final = 96.0
_BAR_ROOM_LESS: Final = 14.0
_WORDS: Final = 212.0
_LEAST_WORDS: Final = 120.0
_AXIS: Final = 34.0
_LINE: Final = 15.0
_BAR: Final = 10.0
_LEAST_BAR: Final = 2.0


class Lane(NamedTuple):
    """One row: its key, words for one and for several points, and how its bars look."""

    key: str
    one: str
    many: str
    pattern: Pattern


LANES: Final = (
    Lane("archived_full", "archived full", "archived fulls", Pattern("stack.archive", "rising")),
    Lane("full", "full", "fulls", Pattern("stack.points", "none")),
    Lane("increment", "increment", "increments", Pattern("stack.points", "none")),
    Lane("differential", "differential", "differentials", Pattern("stack.points", "none")),
    Lane("rollback", "rollback", "rollbacks", Pattern("stack.points", "none")),
    Lane("held_back", "held back", "held back", Pattern("stack.working", "dots")),
)
_KINDS: Final[Mapping[str, str]] = {lane.key: lane.one for lane in LANES}
_TIERS: Final = {"W": "weekly", "M": "monthly", "Q": "quarterly", "Y": "yearly"}


def restore_point_timeline(plan: Plan, found: PointsOnDay | None, width: float, height: float) -> Picture:
    """The points of a day; width and height in px, the height at least what the rows take; they use what there is more.

    Where weekly to yearly fulls are much older than the other points, the time axis is broken between them. Each bar
    says in its tip what it is, how large, and why it is still there; below stands the rule by which points stay.
    """
    if found is None:
        return nothing_to_draw((width, height), "Restore points", "No policy with machines is chosen.")
    title = title_of(plan, found)
    if not found.points:
        return nothing_to_draw((width, height), title, "No run has ended by this day: there is no restore point yet.")
    lanes = [(lane, of_lane(found.points, lane.key)) for lane in LANES]
    lanes = [(lane, points) for lane, points in lanes if points]
    left = MARGIN + max(_LEAST_WORDS, min(_WORDS, width * 0.28))
    right = width - MARGIN
    spans = spans_of(found.points, _end_of(found.day), left + 8, right)
    top = MARGIN + 22
    lines = wrapped(found.rule_words, width - 2 * MARGIN, TYPE.caption)
    row = min(_MOST_ROW, max(_ROW, (height - top - _AXIS - len(lines) * _LINE) // len(lanes)))
    shapes: list[Shape] = [_headline(found, width)]
    for place, (lane, points) in enumerate(lanes):
        shapes += _lane(found, lane, points, spans, (top + place * row, row), left, width, bool(place % 2))
    base = top + len(lanes) * row
    shapes += _axis(spans, base, width)
    shapes += [
        Text(MARGIN, base + _AXIS + place * _LINE + 2, line, TYPE.caption, "text.secondary")
        for place, line in enumerate(lines)
    ]
    bottom = base + _AXIS + len(lines) * _LINE
    return Picture(width, max(height, bottom), tuple(shapes), title, alt_of(plan, found))


def title_of(plan: Plan, found: PointsOnDay) -> str:
    """The policy, the target and the day in words."""
    what = "Second copies by" if found.use.layer == "copies" else "Restore points of"
    return f"{what} {place_of(plan, found)}, {day_words(found.day)}"


def place_of(plan: Plan, found: PointsOnDay) -> str:
    """The policy and the target in words."""
    return f"{name_of(plan, found.use.policy)} on {name_of(plan, found.use.target)}"


def alt_of(plan: Plan, found: PointsOnDay) -> str:
    """The picture as a sentence."""
    parts = []
    for lane in LANES:
        points = of_lane(found.points, lane.key)
        if points:
            parts.append(f"{_counted(lane, len(points))} {_takes(lane, points, found)}")
    number = counted(len(found.points), "point")
    return f"{title_of(plan, found)}: {number}, {size_words(found.total_gib)} in all: {'; '.join(parts)}."


def of_lane(points: Sequence[StoredPoint], lane: str) -> list[StoredPoint]:
    """The points of a row; what is held back stands in a row of its own."""
    if lane == "held_back":
        return [point for point in points if point.held_back]
    return [point for point in points if point.kind == lane and not point.held_back]


def size_words(gib: float) -> str:
    """A size in TiB, or in GiB where it is less than two TiB."""
    if gib >= 2 * GIB_PER_TIB:
        return f"{number_words(gib / GIB_PER_TIB, 1)}\u00a0TiB"
    return show_quantity(gib, "GiB", 0 if gib >= 10 else 1)


def _headline(found: PointsOnDay, width: float) -> Shape:
    machines = counted(found.machines, "machine")
    words = f"{counted(len(found.points), 'restore point')} of {machines}, {size_words(found.total_gib)} in all"
    if found.after is not None and found.after.date() == found.day:
        words = f"{words}, after the run of {found.after:%H:%M}"
    if found.estimated:
        words = f"{words} (an estimate: fulls share blocks)"
    return Text(MARGIN, MARGIN + 12, shortened(words, width - 2 * MARGIN, TYPE.table), TYPE.table, "text.primary")


def _takes(lane: Lane, points: Sequence[StoredPoint], found: PointsOnDay) -> str:
    """What the points of a row take; of what is held back, what the target would save without it."""
    return (
        f"adding {size_words(found.held_back_gib)}" if lane.key == "held_back" else f"with {size_words(_sum(points))}"
    )


def _lane(
    found: PointsOnDay,
    lane: Lane,
    points: Sequence[StoredPoint],
    spans: Spans,
    place: tuple[float, float],
    left: float,
    width: float,
    alternate: bool,
) -> list[Shape]:
    """One row; `place`: its top and its height."""
    (top, row), middle = place, place[0] + place[1] / 2
    largest = max(point.gib for point in points)
    shapes: list[Shape] = [Box(0, top, width, row, fill="panel.alternate")] if alternate else []
    words = _counted(lane, len(points))
    room = left - MARGIN - 8
    shapes.append(Text(MARGIN, middle - 3, shortened(words, room, TYPE.table, bold=True), TYPE.table, bold=True))
    bars, word = placed(points, spans)
    below = f"{size_words(_sum(points))}, largest {size_words(largest)}" if len(points) > 1 else size_words(largest)
    if lane.key == "held_back":
        below = f"adds {size_words(found.held_back_gib)}"
    below = f"{below}; a bar {word}" if word else below
    shapes.append(Text(MARGIN, middle + 12, shortened(below, room, TYPE.caption), TYPE.caption, "text.secondary"))
    base = crisp(top + row - 6)
    shapes.append(Path(((left, base), (width - MARGIN, base)), line="grid"))
    size = max(bar.gib for bar in bars)
    for bar in bars:
        high = max(_LEAST_BAR, (row - _BAR_ROOM_LESS) * bar.gib / size) if size else _LEAST_BAR
        wide = min(_BAR, bar.room - 1)
        shapes.append(
            Box(
                bar.x - wide / 2,
                base - high,
                wide,
                high,
                fill=lane.pattern.role,
                hatch=lane.pattern.hatch if wide >= 5 else "none",
                tip=_tip(lane, bar),
            )
        )
    return shapes


def _tip(lane: Lane, bar: Placed) -> Tip:
    if len(bar.points) > 1:
        first, last = bar.points[0], bar.points[-1]
        several = (
            TipRow("Points", f"{len(bar.points)}"),
            TipRow("Size of all", size_words(bar.gib)),
            TipRow("Largest", size_words(max(point.gib for point in bar.points))),
        )
        return Tip(
            f"{lane.many.capitalize()}, {day_words(first.taken.date())} to {day_words(last.taken.date())}", several
        )
    point = bar.points[0]
    rows = [TipRow("Size", size_words(point.gib), lane.pattern.role, lane.pattern.hatch)]
    if point.marks:
        rows.append(TipRow("Marked", ", ".join(_TIERS[mark] for mark in point.marks)))
    if point.held_back:
        rows.append(TipRow("Stored only because nothing can be deleted"))
    return Tip(f"{_KINDS[point.kind].capitalize()} of {moment_words(point.taken)}", tuple(rows))


def moment_words(when: datetime) -> str:
    """Day and time of a run."""
    return f"{day_words(when.date())} {when:%H:%M}"


def _axis(spans: Spans, base: float, width: float) -> list[Shape]:
    """The base line of each stretch of time with its days; two strokes where the axis is broken."""
    shapes: list[Shape] = []
    reach = -1.0
    y = crisp(base)
    for span in spans.parts:
        shapes.append(Path(((span.left, y), (span.right, y)), line="chart.axis"))
        for day in span.labelled_days:
            x = span.x(day)
            words = day_words(day.date())
            half = text_width(words, TYPE.caption) / 2
            middle = min(max(x, half + 2), width - half - 2)
            if middle - half <= reach + 8:
                continue
            reach = middle + half
            shapes.append(Path(((crisp(x), base), (crisp(x), base + 4)), line="chart.axis"))
            shapes.append(Text(middle, base + 17, words, TYPE.caption, "text.secondary", "centre"))
    for before, after in pairwise(spans.parts):
        x = (before.right + after.left) / 2
        shapes += [Path(((x + dx - 3, base + 5), (x + dx + 3, base - 5)), line="chart.axis") for dx in (-3, 3)]
    return shapes


def _counted(lane: Lane, number: int) -> str:
    return f"{number:,} {lane.one if number == 1 else lane.many}"


def _sum(points: Sequence[StoredPoint]) -> float:
    return fsum([point.gib for point in points])


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59))
