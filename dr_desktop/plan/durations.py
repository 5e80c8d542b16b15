"""Durations as people type them: their class, their bounds in seconds, and the minutes to plan with.

An objective is planned with its stricter bound. Where one bound is stated ("≤ 15 min", "27+ hours") that is the one;
of a range it is the lower end, since a recovery that takes 10 minutes also keeps a promise of 30. What was done with
the words is told in `PlannedMinutes.note`, so that the planner sees it and can state the other end.
"""

import math
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from dr_desktop.plan.duration_reading import DurationKind, reading
from dr_desktop.plan.duration_words import Unit
from dr_desktop.plan.numbers import DecimalMark
from dr_desktop.plan.shown import show_minutes
from dr_desktop.plan.typed_text import Unreadable, quoted


class Duration(NamedTuple):
    """What a text says about a length of time. `number` is set for a bare number; `note` is what stood in brackets."""

    kind: DurationKind
    min_seconds: float | None
    max_seconds: float | None
    number: float | None
    note: str
    text: str


class PlannedMinutes(NamedTuple):
    """Minutes to plan with (None: not stated), and what to tell about how they follow from the text, or ""."""

    minutes: float | None
    note: str


_MINUTE: Final = 60


def read_duration(text: str, bare_unit: Unit | None = None, decimal: DecimalMark | None = None) -> Duration:
    """The class of `text` and its bounds in seconds.

    `bare_unit` is the unit that the heading gives to numbers without one; `decimal` the column's decimal mark.
    """
    kind, low, high, number, note, _ = reading(text, bare_unit, decimal)
    return Duration(
        kind,
        None if low is None else float(low),
        None if high is None else float(high),
        number,
        note,
        text,
    )


def duration_minutes(
    text: str, bare_unit: Unit | None = None, decimal: DecimalMark | None = None
) -> float | Unreadable | None:
    """Minutes to plan with; None when nothing is stated; Unreadable with the remedy when the text is no one time."""
    planned = planned_minutes(text, bare_unit, decimal)
    return planned if isinstance(planned, Unreadable) else planned.minutes


def planned_minutes(
    text: str, bare_unit: Unit | None = None, decimal: DecimalMark | None = None
) -> PlannedMinutes | Unreadable:
    """As `duration_minutes`, with the note that the window shows when the minutes say less than the text."""
    kind, low, high, _, _, problem = reading(text, bare_unit, decimal)
    if problem is not None:
        return problem
    seconds = high if kind == "upper_bound" else low
    if seconds is None:
        return PlannedMinutes(None, "")
    minutes = float(seconds / _MINUTE)
    shown = show_minutes(minutes)
    match kind:
        case "upper_bound":
            note = f"Planned with {shown}, the most that {quoted(text)} allows."
        case "lower_bound":
            note = f"Planned with {shown}, the least that {quoted(text)} allows; no upper bound is stated."
        case "range":
            other = show_minutes(float((high or low or 0) / _MINUTE))
            note = f"Planned with {shown}, the stricter end of {quoted(text)}; type {other} to plan with the other."
        case _:
            note = ""
    return PlannedMinutes(minutes, note)


def edit_minutes(minutes: float | None) -> str:
    """`minutes` as they are edited (4h, 1h30m, 90s, 5d): reads back as the same float; None is empty."""
    if minutes is None or not math.isfinite(minutes):
        return ""
    seconds = round(minutes * _MINUTE)
    if float(Fraction(seconds, _MINUTE)) != minutes or seconds < 0:
        return f"{_written_out(minutes)}m"
    if seconds == 0:
        return "0"
    if seconds % 86_400 == 0 and seconds >= 259_200:
        return f"{seconds // 86_400}d"
    if seconds % 60 and seconds < 3_600:
        return f"{seconds}s"
    parts = ((seconds // 3_600, "h"), (seconds % 3_600 // 60, "m"), (seconds % 60, "s"))
    return "".join(f"{count}{unit}" for count, unit in parts if count)


def _written_out(value: float) -> str:
    """All digits of a float without an exponent, never in the shape of a thousand ("1.234" -> "1.2340")."""
    text = f"{Decimal(repr(value)):f}"  # not of the float itself: that may round to a neighbour
    return text + "0" if len(text.partition(".")[2]) == 3 else text
