"""What leads to what in a recovery: the critical path below the bars, and what a chosen application waits for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from dr_desktop.assessment.recovery_records import Step
from dr_desktop.report.gantt_bars import BAR, BAR_TOP
from dr_desktop.report.picture import Path, Shape
from dr_desktop.report.recovery_view import RecoveryView
from dr_desktop.report.time_scale import TimeScale

_LINE: Final = BAR_TOP + BAR + 2.75
_WIDTH: Final = 2.5
_HEAD: Final = 4.0


class Part(NamedTuple):
    """One part of a critical path: an application, from when to when."""

    application: str
    from_minutes: float
    to_minutes: float


def critical_parts(steps: Sequence[Step]) -> tuple[Part, ...]:
    """The steps of a chain, with those of the same application that follow each other made one."""
    parts: list[Part] = []
    for step in steps:
        if parts and parts[-1].application == step.application:
            parts[-1] = parts[-1]._replace(to_minutes=step.to_minutes)
        else:
            parts.append(Part(step.application, step.from_minutes, step.to_minutes))
    return tuple(parts)


def critical_path(view: RecoveryView, scale: TimeScale, tops: Mapping[str, float]) -> list[Shape]:
    """A thick line below the bars of each part, and an arrow from each part to the next. `tops`: y of each row."""
    one = view.critical_of
    if one is None:
        return []
    shapes: list[Shape] = []
    parts = [part for part in critical_parts(one.critical) if part.from_minutes < scale.until_minutes]
    for part in parts:
        if part.application in tops:
            y = tops[part.application] + _LINE
            ends = ((scale.x(part.from_minutes), y), (scale.x(part.to_minutes), y))
            shapes.append(Path(ends, "chart.critical", _WIDTH))
    for before, after in pairwise(parts):
        if before.application in tops and after.application in tops and before.application != after.application:
            x = scale.x(after.from_minutes)
            shapes += _arrow(x, tops[before.application], tops[after.application], "chart.critical", 1.5)
    return shapes


def dependencies(view: RecoveryView, scale: TimeScale, tops: Mapping[str, float]) -> list[Shape]:
    """Arrows from what the chosen application depends on, at the moment when that is up."""
    one = view.result.applications.get(view.chosen)
    if one is None or view.chosen not in tops:
        return []
    parts = critical_parts(one.critical)
    critical = {(before.application, after.application) for before, after in pairwise(parts)}
    shapes: list[Shape] = []
    for needed in one.waits_for:
        up = view.result.applications[needed].up_minutes if needed in view.result.applications else None
        if up is None or needed not in tops or up > scale.until_minutes or (needed, view.chosen) in critical:
            continue
        shapes += _arrow(scale.x(up), tops[needed], tops[view.chosen], "text.secondary", 1.0)
    return shapes


def _arrow(x: float, top: float, to_top: float, role: str, width: float) -> list[Shape]:
    """An upright arrow from the line below the bar of one row to the bar of another."""
    down = to_top > top
    start = top + _LINE
    end = to_top + BAR_TOP - 1 if down else to_top + _LINE + 1
    if not down:
        start = top + BAR_TOP
    back = -_HEAD if down else _HEAD
    head = ((x - _HEAD, end + back), (x + _HEAD, end + back), (x, end))
    return [Path(((x, start), (x, end + back)), role, width), Path(head, fill=role, closed=True)]
