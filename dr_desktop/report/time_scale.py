"""An axis of minutes from an incident on: where a moment lies, and its marks in round steps."""

from __future__ import annotations

from math import ceil
from typing import Final, NamedTuple

from dr_desktop.plan.shown import NO_BREAK_SPACE
from dr_desktop.report.axes import crisp
from dr_desktop.report.font_metrics import text_width
from dr_desktop.report.look import TYPE
from dr_desktop.report.picture import Path, Shape, Text

HOUR: Final = 60.0
DAY: Final = 1440.0
_STEPS: Final = (
    1.0, 2.0, 5.0, 10.0, 15.0, 30.0, HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR, 6 * HOUR, 12 * HOUR,
    DAY, 2 * DAY, 3 * DAY, 5 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 56 * DAY, 182 * DAY, 364 * DAY,
)  # fmt: skip
_APART: Final = 18.0
_DAYS_FROM: Final = 3 * DAY


class TimeScale(NamedTuple):
    """Minutes 0 to `until_minutes` between `left` and `right` px."""

    left: float
    right: float
    until_minutes: float

    def x(self, minutes: float) -> float:
        """Where a moment lies in px; what lies outside is at the nearer end."""
        share = min(1.0, max(0.0, minutes / self.until_minutes)) if self.until_minutes > 0 else 0.0
        return self.left + (self.right - self.left) * share

    def minutes_at(self, x: float) -> float:
        """The moment at x px, within the axis."""
        width = self.right - self.left
        share = min(1.0, max(0.0, (x - self.left) / width)) if width > 0 else 0.0
        return share * self.until_minutes


def reach_minutes(longest: float) -> float:
    """An end for an axis that shows `longest` minutes: a little more, at a mark that is round."""
    wanted = max(1.0, longest * 1.02)
    step = next((one for one in _STEPS if wanted / one <= 16), _STEPS[-1])
    return ceil(wanted / step) * step


def time_marks(scale: TimeScale) -> list[tuple[float, str]]:
    """Marks in equal round steps as (minutes, words), as many as have room beside each other."""
    until = scale.until_minutes
    found: list[tuple[float, str]] = []
    for step in _STEPS:
        count = int(until / step + 1e-9)
        if count > 400:
            continue
        found = [(step * place, mark_words(step * place, step, until)) for place in range(count + 1)]
        widest = max(text_width(words, TYPE.caption) for _, words in found)
        if (scale.right - scale.left) * step / until >= widest + _APART:
            return found
    return found[:1]


def mark_words(minutes: float, step: float, until: float) -> str:
    """0 min, 2 h, 1 h 30, 3 d: in one unit along the axis, as far as the step allows."""
    if step >= DAY and until > _DAYS_FROM:
        return f"{minutes / DAY:.0f}{NO_BREAK_SPACE}d"
    if step >= HOUR:
        return f"{minutes / HOUR:.0f}{NO_BREAK_SPACE}h"
    hours, rest = divmod(round(minutes), 60)
    if not hours:
        return f"{rest}{NO_BREAK_SPACE}min"
    return f"{hours}{NO_BREAK_SPACE}h" + (f"{NO_BREAK_SPACE}{rest:02}" if rest else "")


def time_labels(scale: TimeScale, baseline: float) -> list[Shape]:
    """The words of the marks, centred on them."""
    return [
        Text(scale.x(minutes), baseline, words, TYPE.caption, "text.secondary", "centre")
        for minutes, words in time_marks(scale)
    ]


def time_grid(scale: TimeScale, top: float, bottom: float) -> list[Shape]:
    """An upright line at each mark."""
    return [
        Path(((crisp(scale.x(minutes)), top), (crisp(scale.x(minutes)), bottom)), line="grid")
        for minutes, _ in time_marks(scale)
    ]


def playhead(scale: TimeScale, minutes: float, top: float, bottom: float) -> list[Shape]:
    """The moment that is looked at: an upright line with a handle at its top."""
    x = crisp(scale.x(minutes))
    handle = ((x - 5, top), (x + 5, top), (x, top + 6))
    return [
        Path(((x, top), (x, bottom)), line="accent", width=1.5),
        Path(handle, fill="accent", closed=True),
    ]
