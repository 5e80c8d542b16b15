"""Dates as people type them: the year first, or a month in letters, or a day that cannot be a month."""

from __future__ import annotations

from datetime import date
from typing import Final

from dr_desktop.plan.late_pattern import late_pattern
from dr_desktop.plan.shown import show_date
from dr_desktop.plan.typed_text import Unreadable, is_unknown, plain, quoted

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Other spellings of the first three letters, German, French, Spanish, Dutch and Italian.
_OTHER_MONTHS: Final[dict[str, int]] = {
    "mär": 3, "mrz": 3, "maa": 3, "mai": 5, "mei": 5, "mag": 5, "okt": 10, "dez": 12, "déc": 12, "fév": 2, "fev": 2,
    "avr": 4, "abr": 4, "aoû": 8, "ago": 8, "ene": 1, "dic": 12, "gen": 1, "set": 9, "ott": 10, "giu": 6, "lug": 7,
}  # fmt: skip
_CLOCK: Final = r"(?:[ t][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:z|[+-][0-9]{2}:?[0-9]{2})?)?"
_YEAR_FIRST: Final = late_pattern(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})" + _CLOCK)
_RUN_TOGETHER: Final = late_pattern(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_DAY_MONTH_NAME: Final = late_pattern(r"([0-9]{1,2})(?:st|nd|rd|th|\.)?[ -]?([^\W\d_]{3,})\.?,?[ -]?([0-9]{4})")
_MONTH_NAME_DAY: Final = late_pattern(r"([^\W\d_]{3,})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_DOTTED: Final = late_pattern(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})" + _CLOCK)
_EITHER_WAY: Final = late_pattern(r"([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4})" + _CLOCK)


def read_date(text: str) -> date | Unreadable | None:
    """The day `text` states; None for an empty cell and words for "not known".

    3/4/2026 is refused, since it may be March or April; 3.4.2026 is read as people who write points mean it, 3 April.
    """
    body = plain(text).casefold()
    if is_unknown(body):
        return None
    if found := _YEAR_FIRST.fullmatch(body) or _RUN_TOGETHER.fullmatch(body):
        return _day(text, int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_MONTH_NAME.fullmatch(body):
        return _day(text, int(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_NAME_DAY.fullmatch(body):
        return _day(text, int(found[3]), _month(found[1]), int(found[2]))
    if found := _DOTTED.fullmatch(body):
        return _day(text, int(found[3]), int(found[2]), int(found[1]))
    if found := _EITHER_WAY.fullmatch(body):
        one, other, year = int(found[1]), int(found[2]), int(found[3])
        if one <= 12 and other <= 12 and one != other:
            return Unreadable(
                f"{quoted(text)} can be read in two ways.",
                f"Type {year}-{one:02}-{other:02} or {year}-{other:02}-{one:02}.",
            )
        day, month = (one, other) if other <= 12 else (other, one)
        return _day(text, year, month, day)
    return _no_date(text)


def _month(name: str) -> int:
    start = name[:3]
    return _MONTHS.index(start) + 1 if start in _MONTHS else _OTHER_MONTHS.get(start, 0)


def _day(text: str, year: int, month: int, day: int) -> date | Unreadable:
    try:
        return date(year, month, day)
    except ValueError:
        return _no_date(text)


def _no_date(text: str) -> Unreadable:
    example = date(2026, 11, 3)
    return Unreadable(
        f"{quoted(text)} is not a date.", f"Type year, month and day, for example {example} or {show_date(example)}."
    )
