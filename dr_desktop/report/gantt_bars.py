"""The bars of one recovery on the axis of time: phases, waits, objective, and what runs past it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from dr_desktop.assessment.recovery_records import ApplicationRecovery, Phase, PhaseName
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.picture import Box, Path, Shape, Text
from dr_desktop.report.recovery_words import OUTCOME_SIGNS, OUTCOME_WORDS, PHASE_PATTERNS
from dr_desktop.report.signs import state_sign
from dr_desktop.report.time_scale import TimeScale

BAR_TOP: Final = 4.0
BAR: Final = float(SIZE.gantt_bar)
_LEAST: Final = 1.0


class Stretch(NamedTuple):
    """A stretch of time in which the same phases go on beside each other."""

    from_minutes: float
    to_minutes: float
    phases: tuple[PhaseName, ...]


def stretches(phases: Sequence[Phase]) -> tuple[Stretch, ...]:
    """Phases as stretches that do not overlap, in order; gaps in which no phase goes on are left out."""
    moments = sorted({moment for phase in phases for moment in (phase.from_minutes, phase.to_minutes)})
    found: list[Stretch] = []
    for begin, end in pairwise(moments):
        active = tuple([one.name for one in phases if one.from_minutes <= begin and one.to_minutes >= end])
        if found and found[-1].phases == active and found[-1].to_minutes == begin:
            found[-1] = found[-1]._replace(to_minutes=end)
        elif active:
            found.append(Stretch(begin, end, active))
    return tuple(found)


def recovery_bars(one: ApplicationRecovery, scale: TimeScale, top: float, ground: str = "panel") -> list[Shape]:
    """All that stands on the axis in the row of an application, from `top` px down; words where no bar can.

    `ground`: role of the row's ground, for words to lie on.
    """
    if one.outcome != "recovered":
        return _said(one, scale, top, ground)
    shapes = _waits(one, scale, top)
    shapes += _phases(one, scale, top)
    shapes += _objective(one, scale, top)
    end = one.recovery_minutes
    if end is not None and end > scale.until_minutes:
        shapes += _goes_on_beyond(scale, top)
    return shapes


def _phases(one: ApplicationRecovery, scale: TimeScale, top: float) -> list[Shape]:
    shapes: list[Shape] = []
    for stretch in stretches(one.phases):
        if stretch.from_minutes >= scale.until_minutes:
            break
        left, right = scale.x(stretch.from_minutes), scale.x(stretch.to_minutes)
        height = BAR / len(stretch.phases)
        for place, name in enumerate(stretch.phases):
            pattern = PHASE_PATTERNS[name]
            y = top + BAR_TOP + place * height
            shapes.append(Box(left, y, max(_LEAST, right - left), height, pattern.role, hatch=pattern.hatch))
    return shapes


def _waits(one: ApplicationRecovery, scale: TimeScale, top: float) -> list[Shape]:
    y = top + BAR_TOP + BAR / 2
    return [
        Path(((scale.x(wait.from_minutes), y), (scale.x(wait.to_minutes), y)), "line.strong", 1.5, dash=(2.0, 3.0))
        for wait in one.waits
        if wait.from_minutes < scale.until_minutes
    ]


def _objective(one: ApplicationRecovery, scale: TimeScale, top: float) -> list[Shape]:
    rto, end = one.objectives.rto_minutes, one.recovery_minutes
    if rto is None or rto > scale.until_minutes:
        return []
    x, past = scale.x(rto), end is not None and end > rto
    role = "chart.objective" if past else "chart.marker"
    shapes: list[Shape] = []
    if past and rto < scale.until_minutes:
        width = max(2.0, scale.x(end or rto) - x)
        shapes.append(Box(x, top + BAR_TOP - 2, width, BAR + 4, line=role, line_width=1.5))
    return [*shapes, *rto_pin(x, top, role)]


def rto_pin(x: float, top: float, role: str = "chart.marker") -> list[Shape]:
    """The mark of an objective: a stem with a small flag at its top."""
    flag = ((x - 4, top + 1), (x + 4, top + 1), (x, top + 5))
    return [
        Path(((x, top + 2), (x, top + BAR_TOP + BAR + 2)), role, 2),
        Path(flag, fill=role, closed=True),
    ]


def _goes_on_beyond(scale: TimeScale, top: float) -> list[Shape]:
    """An arrow at the end of the axis: the recovery lasts longer than is shown."""
    x, y = scale.right + 3, top + BAR_TOP + BAR / 2
    return [Path(((x, y - 4), (x + 5, y), (x, y + 4)), "text.secondary", 1.5)]


def _said(one: ApplicationRecovery, scale: TimeScale, top: float, ground: str) -> list[Shape]:
    """What becomes of an application that has no recovery, in words, with no line of the grid through them."""
    sign = OUTCOME_SIGNS[one.outcome]
    left = scale.left + 6
    shapes: list[Shape] = []
    if sign:
        shapes += state_sign(sign, left, top + BAR_TOP, 12)
        left += 18
    head, rest = OUTCOME_WORDS[one.outcome].capitalize(), one.reason or one.words
    if rest.casefold().startswith(head.casefold()):
        head, rest = shortened(rest, scale.right - left, TYPE.table), ""
    end = left + text_width(head, TYPE.table, bool(sign))
    shapes.append(Text(left, top + 15, head, TYPE.table, f"{sign}.text" if sign else "text.secondary", bold=bool(sign)))
    if rest:
        words = shortened(rest, scale.right - end - 8, TYPE.table)
        shapes.append(Text(end + 8, top + 15, words, TYPE.table, "text.secondary"))
        end += 8 + text_width(words, TYPE.table)
    return [Box(scale.left + 2, top + 2, end - scale.left + 2, BAR + 6, ground), *shapes]
