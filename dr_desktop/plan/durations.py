"""Durations as people type them: their class, their bounds in seconds, and the minutes to plan with.

An objective is planned with its stricter bound. Where one bound is stated ("≤ 15 min", "27+ hours") that is the one;
of a range it is the lower end, since a recovery that takes 10 minutes also keeps a promise of 30. What was done with
the words is told in `PlannedMinutes.note`, so that the planner sees it and can state the other end.
"""

import math
import re
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from dr_desktop.plan import duration_grammar as grammar
from dr_desktop.plan.duration_words import BUSINESS_WORDS, UNIT_SECONDS, Unit
from dr_desktop.plan.numbers import DecimalMark, read_number
from dr_desktop.plan.shown import show_minutes
from dr_desktop.plan.typed_text import Unreadable, is_unknown, plain, quoted

DurationKind: TypeAlias = Literal[
    "exact",
    "upper_bound",
    "lower_bound",
    "range",
    "zero",
    "qualitative",
    "not_applicable",
    "business_time",
    "bare_number",
    "impact_columns",
    "invalid",
]


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


class _Reading(NamedTuple):
    """Exact bounds in seconds: a float of seconds could not give back every float of minutes."""

    kind: DurationKind
    low: Fraction | None = None
    high: Fraction | None = None
    number: float | None = None
    note: str = ""
    problem: Unreadable | None = None


_LONGEST: Final = 500
_NOTE: Final = re.compile(r"(.*?) ?[(\[]([^()\[\]]*)[)\]]")
_PLURAL_NOTES: Final = frozenset({"s", "e", "n", "en", "er", "es"})  # "2 hour(s)", "3 Tag(e)"
_ZERO_WORDS: Final = frozenset({"zero", "zéro", "cero"})
_EXAMPLES: Final = {1: "30s", 60: "15m", 3_600: "4h", 86_400: "24h", 604_800: "7d"}
_MINUTE: Final = 60


def read_duration(text: str, bare_unit: Unit | None = None, decimal: DecimalMark | None = None) -> Duration:
    """The class of `text` and its bounds in seconds.

    `bare_unit` is the unit that the heading gives to numbers without one; `decimal` the column's decimal mark.
    """
    kind, low, high, number, note, _ = _reading(text, bare_unit, decimal)
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
    kind, low, high, _, _, problem = _reading(text, bare_unit, decimal)
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
    text = repr(value)
    if "e" in text:
        digits, exponent = text.split("e")
        places = max(0, len(digits.partition(".")[2]) - int(exponent))
        text = f"{value:.{places}f}"
    return text + "0" if len(text.partition(".")[2]) == 3 else text


@lru_cache(maxsize=4096)  # a column of objectives holds a handful of texts
def _reading(text: str, bare_unit: Unit | None, decimal: DecimalMark | None) -> _Reading:
    if len(text) > _LONGEST:
        return _invalid(text)
    whole = plain(text.replace("_", " "))
    if is_unknown(whole):
        return _Reading("not_applicable")
    noted = _NOTE.fullmatch(whole)
    head, note = (noted[1].casefold(), noted[2].strip()) if noted and noted[1] else (whole.casefold(), "")
    if is_unknown(head):
        return _Reading("not_applicable", note=note)
    unit_seconds = None if bare_unit is None else Fraction(UNIT_SECONDS[bare_unit])
    reading = (
        _calculation(head, unit_seconds, decimal)
        or _business_time(text, head, decimal)
        or _impact_columns(text, head, decimal)
        or _bounded(text, head, unit_seconds, decimal)
        or _qualitative(text, head)
        or _invalid(text)
    )
    return reading._replace(note="" if note in _PLURAL_NOTES else note)


def _calculation(head: str, unit_seconds: Fraction | None, decimal: DecimalMark | None) -> _Reading | None:
    if not head.startswith("="):
        return None
    result = read_number(head, decimal)
    if not isinstance(result, float) or result < 0:
        return _invalid(head, result if isinstance(result, Unreadable) else None)
    return _one(head, grammar.Amount(Fraction(result), None), unit_seconds)


def _business_time(text: str, head: str, decimal: DecimalMark | None) -> _Reading | None:
    words = set(re.findall(r"[^\W\d_]+", head))
    if not words & BUSINESS_WORDS:
        return None
    count = grammar.first_number(head, decimal)
    count = Fraction(1) if count is None or count > grammar.LARGEST_SECONDS else count
    units = [unit for unit in grammar.units_named(head) if unit >= 1]
    unit = units[0] if units else Fraction(86_400 if not words & _WORKING_HOURS else 3_600)
    if unit >= 86_400:
        days = count * unit / 86_400
        working, elapsed = days * (8 if unit == 86_400 else Fraction(40, 7)), days * 24
    else:
        working = count * unit / 3_600
        elapsed = working + 16 * math.ceil(working / 8)  # the night after each working day that is begun
    remedy = f"Type {float(elapsed):g}h for elapsed time or {float(working):g}h for working hours."
    return _Reading("business_time", problem=Unreadable(f"{quoted(text)} can be read in two ways.", remedy))


_WORKING_HOURS: Final = frozenset({"arbeitsstunden", "werkuur", "werkuren"})


def _impact_columns(text: str, head: str, decimal: DecimalMark | None) -> _Reading | None:
    parts = re.split(r"\s*[/|;]\s*", re.sub(r"^impact\S*\s+(?:\S+\s+)?(?=[0-9])", "", head))
    amounts = [grammar.amount(part, decimal) for part in parts]
    if len(parts) < 2 and not head.startswith("impact"):
        return None
    if not all(isinstance(found, grammar.Amount) and found.unit_seconds for found in amounts):
        return None
    problem = Unreadable(f"{quoted(text)} names several times.", f"Type one of them, for example {parts[0]}.")
    return _Reading("impact_columns", problem=problem)


def _bounded(text: str, head: str, unit_seconds: Fraction | None, decimal: DecimalMark | None) -> _Reading | None:
    """An exact time, an upper or lower bound, or a range."""
    if head in _ZERO_WORDS:
        return _Reading("zero", Fraction(0), Fraction(0))
    if unit_seconds == 3_600 and re.fullmatch("[0-9]{1,4}:[0-5][0-9]", head):
        head += "h"  # under a heading in hours, 1:30 is no longer in doubt
    body = grammar.without_about(head) or head
    found = grammar.amount(body, decimal)
    if isinstance(found, grammar.Amount):
        return _one(text, found, unit_seconds)
    if found is not None:
        return _invalid(text, found)
    if ends := grammar.ends(body, decimal):
        low, high = (end.in_seconds(unit_seconds) for end in ends)
        if low is None or high is None:
            return _bare(text, ends[0].value)
        return _Reading("range", low, high)
    for inner, kind in ((grammar.at_most(body), "upper_bound"), (grammar.at_least(body), "lower_bound")):
        bound = grammar.amount(inner, decimal) if inner else None
        if isinstance(bound, grammar.Amount):
            seconds = bound.in_seconds(unit_seconds)
            if seconds is None:
                return _bare(text, bound.value)
            if kind == "upper_bound":
                return _Reading("upper_bound", Fraction(0), seconds)
            return _Reading("lower_bound", seconds, None)
        if bound is not None:
            return _invalid(text, bound)
    return None


def _one(text: str, found: grammar.Amount, unit_seconds: Fraction | None) -> _Reading:
    seconds = found.in_seconds(unit_seconds)
    if seconds is None:
        return _bare(text, found.value)
    return _Reading("exact" if seconds else "zero", seconds, seconds)


def _bare(text: str, number: Fraction) -> _Reading:
    shown = f"{float(number):.15g}"
    remedy = f"Type {shown}m for minutes, {shown}h for hours or {shown}d for days."
    return _Reading("bare_number", number=float(number), problem=Unreadable(f"{quoted(text)} has no unit.", remedy))


def _qualitative(text: str, head: str) -> _Reading | None:
    if not grammar.speaks_of_time(head):
        return None
    named = [_EXAMPLES[int(unit)] for unit in grammar.units_named(head) if unit >= 1]
    remedy = f"Type a number with a unit, for example {named[0] if named else '0m or 5m'}."
    return _Reading("qualitative", problem=Unreadable(f"{quoted(text)} names no length of time.", remedy))


def _invalid(text: str, problem: Unreadable | None = None) -> _Reading:
    return _Reading(
        "invalid",
        problem=problem
        or Unreadable(
            f"{quoted(text)} cannot be read as a length of time.",
            "Type a number with a unit, for example 30m, 4h or 2d.",
        ),
    )
