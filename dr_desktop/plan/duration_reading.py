"""How the words of a duration are taken: the class of a text and its exact bounds, or what to type instead."""

import math
import re
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from dr_desktop.plan import duration_grammar as grammar
from dr_desktop.plan.duration_words import BUSINESS_WORDS, UNIT_SECONDS, Unit
from dr_desktop.plan.late_pattern import late_pattern
from dr_desktop.plan.numbers import DecimalMark, read_number
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


class Reading(NamedTuple):
    """Bounds in seconds, exact since a float of seconds cannot give back every float of minutes; or the problem."""

    kind: DurationKind
    low: Fraction | None = None
    high: Fraction | None = None
    number: float | None = None
    note: str = ""
    problem: Unreadable | None = None


_LONGEST: Final = 500
_NOTE: Final = late_pattern(r"(.*?) ?[(\[]([^()\[\]]*)[)\]]")
_PLURAL_NOTES: Final = frozenset({"s", "e", "n", "en", "er", "es"})  # "2 hour(s)", "3 Tag(e)"
_ZERO_WORDS: Final = frozenset({"zero", "zéro", "cero"})
_EXAMPLES: Final = {1: "30s", 60: "15m", 3_600: "4h", 86_400: "24h", 604_800: "7d"}
_WORKING_HOURS: Final = frozenset({"arbeitsstunden", "werkuur", "werkuren"})


@lru_cache(maxsize=4096)  # a column of objectives holds a handful of texts
def reading(text: str, bare_unit: Unit | None, decimal: DecimalMark | None) -> Reading:
    """The class of `text` and its bounds; a bare number is counted in `bare_unit`, if that is given."""
    if len(text) > _LONGEST:
        return _invalid(text)
    whole = plain(text.replace("_", " "))
    if is_unknown(whole):
        return Reading("not_applicable")
    noted = None if whole.startswith("=") else _NOTE.fullmatch(whole)
    head, note = (noted[1].casefold(), noted[2].strip()) if noted and noted[1] else (whole.casefold(), "")
    if is_unknown(head):
        return Reading("not_applicable", note=note)
    unit_seconds = None if bare_unit is None else Fraction(UNIT_SECONDS[bare_unit])
    found = (
        _calculation(head, unit_seconds, decimal)
        or _business_time(text, head, decimal)
        or _impact_columns(text, head, decimal)
        or _bounded(text, head, unit_seconds, decimal)
        or _qualitative(text, head)
        or _invalid(text)
    )
    return found._replace(note="" if note in _PLURAL_NOTES else note)


def _calculation(head: str, unit_seconds: Fraction | None, decimal: DecimalMark | None) -> Reading | None:
    if not head.startswith("="):
        return None
    result = read_number(head, decimal)
    if not isinstance(result, float) or result < 0:
        return _invalid(head, result if isinstance(result, Unreadable) else None)
    return _one(head, grammar.Amount(Fraction(result), None), unit_seconds)


def _business_time(text: str, head: str, decimal: DecimalMark | None) -> Reading | None:
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
    remedy = f"Type {float(elapsed):.15g}h for elapsed time or {float(working):.15g}h for working hours."
    return Reading("business_time", problem=Unreadable(f"{quoted(text)} can be read in two ways.", remedy))


def _impact_columns(text: str, head: str, decimal: DecimalMark | None) -> Reading | None:
    parts = re.split(r"\s*[/|;]\s*", re.sub(r"^impact\S*\s+(?:\S+\s+)?(?=[0-9])", "", head))
    amounts = [grammar.amount(part, decimal) for part in parts]
    if len(parts) < 2 and not head.startswith("impact"):
        return None
    if not all(isinstance(found, grammar.Amount) and found.unit_seconds for found in amounts):
        return None
    problem = Unreadable(f"{quoted(text)} names several times.", f"Type one of them, for example {parts[0]}.")
    return Reading("impact_columns", problem=problem)


def _bounded(text: str, head: str, unit_seconds: Fraction | None, decimal: DecimalMark | None) -> Reading | None:
    """An exact time, an upper or lower bound, or a range."""
    if head in _ZERO_WORDS:
        return Reading("zero", Fraction(0), Fraction(0))
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
        return Reading("range", low, high)
    for inner, kind in ((grammar.at_most(body), "upper_bound"), (grammar.at_least(body), "lower_bound")):
        bound = grammar.amount(inner, decimal) if inner else None
        if isinstance(bound, grammar.Amount):
            seconds = bound.in_seconds(unit_seconds)
            if seconds is None:
                return _bare(text, bound.value)
            if kind == "upper_bound":
                return Reading("upper_bound", Fraction(0), seconds)
            return Reading("lower_bound", seconds, None)
        if bound is not None:
            return _invalid(text, bound)
    return None


def _one(text: str, found: grammar.Amount, unit_seconds: Fraction | None) -> Reading:
    seconds = found.in_seconds(unit_seconds)
    if seconds is None:
        return _bare(text, found.value)
    return Reading("exact" if seconds else "zero", seconds, seconds)


def _bare(text: str, number: Fraction) -> Reading:
    shown = f"{float(number):.15g}"
    remedy = f"Type {shown}m for minutes, {shown}h for hours or {shown}d for days."
    return Reading("bare_number", number=float(number), problem=Unreadable(f"{quoted(text)} has no unit.", remedy))


def _qualitative(text: str, head: str) -> Reading | None:
    if not grammar.speaks_of_time(head):
        return None
    named = [_EXAMPLES[int(unit)] for unit in grammar.units_named(head) if unit >= 1]
    remedy = f"Type a number with a unit, for example {named[0] if named else '0m or 5m'}."
    return Reading("qualitative", problem=Unreadable(f"{quoted(text)} names no length of time.", remedy))


def _invalid(text: str, problem: Unreadable | None = None) -> Reading:
    return Reading(
        "invalid",
        problem=problem
        or Unreadable(
            f"{quoted(text)} cannot be read as a length of time.",
            "Type a number with a unit, for example 30m, 4h or 2d.",
        ),
    )
