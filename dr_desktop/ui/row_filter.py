"""What a filter field says: words to look for, several of them between commas, or bounds of a number.

`north, prov` keeps what contains one of both; `= North` what is exactly that; `> 5`, `<= 4h`, `1–4` compare; `–` keeps
what is not known; `not …` keeps the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from dr_desktop.plan.entity import Problem
from dr_desktop.plan.numbers import DecimalMark
from dr_desktop.plan.shown import UNKNOWN
from dr_desktop.plan.typed_dates import read_date
from dr_desktop.plan.typed_text import Unreadable, plain, quoted
from dr_desktop.plan.units import read_quantity
from dr_desktop.ui.columns import Column, Row, sort_value

Keeps = Callable[[Row], bool]

_COMPARED: Final = re.compile(r"(<=|>=|<|>|≤|≥)\s*(.+)")
_BETWEEN: Final = re.compile(r"(.*[^\s–-])\s*(?:–|\.\.\.?|\bto\b)\s*([^\s–-].*)|([0-9.]+)\s*-\s*([0-9.]+)")
_NOTHING: Final = frozenset({UNKNOWN, "-", "blank", "unknown", "not known"})


def row_filter(column: Column, typed: str, decimal: DecimalMark) -> Keeps | Problem | None:
    """What the text typed above a column keeps; None for a blank, a Problem where a bound cannot be read."""
    body = plain(typed)
    if not body:
        return None
    if body.casefold().startswith("not "):
        inner = row_filter(column, body[4:], decimal)
        if inner is None or isinstance(inner, Problem):
            return inner
        return lambda row: not inner(row)
    compared = _COMPARED.fullmatch(typed.strip())
    if compared:
        return _bounded(column, compared[1], compared[2], decimal)
    between = _BETWEEN.fullmatch(typed.strip()) if _measured(column) else None
    if between:
        low, high = (between[1], between[2]) if between[1] else (between[3], between[4])
        return _between(column, low, high, decimal)
    if body.startswith("="):
        exact = plain(body[1:]).casefold()
        return lambda row: plain(column.text(row)).casefold() == exact
    words = [plain(part).casefold() for part in body.split(",") if part.strip()]
    blank = any(word in _NOTHING for word in words)
    words = [word for word in words if word not in _NOTHING]

    def keeps(row: Row) -> bool:
        shown = plain(column.text(row)).casefold()
        if shown in ("", "-"):
            return blank
        return any(word in shown for word in words)

    return keeps


def search(typed: str) -> Callable[[str], bool] | None:
    """Whether a haystack holds every word typed; None for a blank."""
    words = plain(typed).casefold().split()
    return (lambda hay: all(word in hay for word in words)) if words else None


def haystack(columns: tuple[Column, ...], row: Row) -> str:
    """The words that the columns say of a row, folded for a search; numbers have filters of their own."""
    return plain("\n".join(column.text(row) for column in columns if not column.numeric)).casefold()


def _measured(column: Column) -> bool:
    return column.numeric or column.mark or (column.spec is not None and column.spec.kind == "date")


def _bounded(column: Column, sign: str, bound: str, decimal: DecimalMark) -> Keeps | Problem:
    limit = _limit(column, bound, decimal)
    if isinstance(limit, Problem):
        return limit
    compare: dict[str, Callable[[Any], bool]] = {
        "<": lambda value: value < limit,
        "<=": lambda value: value <= limit,
        "≤": lambda value: value <= limit,
        ">": lambda value: value > limit,
        ">=": lambda value: value >= limit,
        "≥": lambda value: value >= limit,
    }
    holds = compare[sign]
    return lambda row: (value := sort_value(column, row)) is not None and holds(value)


def _between(column: Column, low: str, high: str, decimal: DecimalMark) -> Keeps | Problem:
    least, most = _limit(column, low, decimal), _limit(column, high, decimal)
    for end in (least, most):
        if isinstance(end, Problem):
            return end
    return lambda row: (value := sort_value(column, row)) is not None and least <= value <= most


def _limit(column: Column, bound: str, decimal: DecimalMark) -> Any | Problem:
    if column.spec is not None and column.spec.kind == "date":
        found: Any = read_date(bound)
    elif not _measured(column):
        return Problem(f"{column.heading} holds words.", "Type the words to look for.")
    else:
        # A bare number below a heading of durations is a number of hours: the field asks, a filter need not.
        timed = column.show.__name__ == "minutes"
        found = read_quantity(bound, "h" if timed else column.unit, decimal)
        if timed and isinstance(found, float):
            found *= 60
        elif column.unit == "TiB" and isinstance(found, float):
            found *= 1024
    if found is None or isinstance(found, Unreadable):
        return Problem(f"{quoted(bound)} is no bound for {column.heading}.", "Type a number, such as > 5 or 5–10.")
    return found
