"""Numbers as people type them: decimal comma or point, thousands separators, simple arithmetic.

A text that can be read in one way only is read in that way; the `decimal` convention decides the rest ("1,234"),
and without a convention such a text is asked about.
"""

import math
import re
from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

from dr_desktop.plan.arithmetic import calculated
from dr_desktop.plan.late_pattern import late_pattern
from dr_desktop.plan.typed_text import Unreadable, is_unknown, plain, quoted

DecimalMark: TypeAlias = Literal[".", ","]

_LONGEST: Final = 500  # a float written out has at most 309 digits before the point; longer is no number

# Plain digits, or digits and a point that cannot be a thousands separator: nothing to decide.
_OBVIOUS: Final = late_pattern(r"-?(?:[0-9]{1,15}|[0-9]{1,15}\.(?:[0-9]{1,2}|[0-9]{4,20}))")

_SHAPE: Final = late_pattern(
    r"""(?P<whole>[0-9]+)
    |(?P<either>[1-9][0-9]{0,2}[.,][0-9]{3})
    |(?P<fraction>[0-9]*[.,][0-9]+)
    |(?P<power>[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]{1,3})
    |(?P<spaced>[1-9][0-9]{0,2}([ '])[0-9]{3}(?:\6[0-9]{3})*(?:[.,][0-9]+)?)
    |(?P<commas>[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?)
    |(?P<points>[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?)""",
    re.VERBOSE,
)
_CORE: Final = late_pattern(r"[.,]?[0-9][0-9.,' ]*(?:[eE][+-]?[0-9]+)?")


def read_number(text: str, decimal: DecimalMark | None = None) -> float | Unreadable | None:
    """The number that `text` states, in the unit of its field.

    `decimal` is the decimal mark of the column or locale; it decides only what can be read in two ways ("1,234").
    Gives None for an empty cell and for words such as n/a, TBD or a dash; Unreadable with a remedy for the rest.
    """
    if _OBVIOUS.fullmatch(text):
        return float(text)
    body = plain(text)
    if is_unknown(body):
        return None
    if len(body) > _LONGEST:
        return _no_number(text)
    if body.startswith("="):
        return calculated(body[1:], lambda digits: written_out(digits, decimal))
    digits = written_out(body.removeprefix("+"), decimal)
    if isinstance(digits, Unreadable):
        return digits
    value = math.nan if digits is None else float(digits)
    return value if math.isfinite(value) else _no_number(text)


def written_out(body: str, decimal: DecimalMark | None) -> str | Unreadable | None:
    """The number `body` (as `plain` gives it) without separators, with a decimal point: "1.024,5" -> "1024.5".

    Gives None if it is no number, Unreadable if it is two.
    """
    sign = "-" if body.startswith("-") else ""
    shape = _SHAPE.fullmatch(body, len(sign))
    if shape is None:
        return None
    mark = _mark(shape) or decimal
    if mark is None:
        whole, broken = re.sub("[.,]", "", body), body.replace(",", ".")
        return Unreadable(
            f"{quoted(body)} can be read in two ways: {whole} or {broken}.", f"Type {whole} or {broken}0."
        )
    separator = "," if mark == "." else "."
    bare = body.replace(" ", "").replace("'", "").replace(separator, "")
    return bare.replace(mark, ".")


def column_decimal(texts: Iterable[str]) -> DecimalMark | None:
    """The decimal mark that the values of one column agree on; None when none of them shows it, or two disagree."""
    marks: set[DecimalMark] = set()
    for text in texts:
        if text.isdigit():
            continue
        core = _CORE.search(plain(text[:_LONGEST]))
        shape = _SHAPE.fullmatch(core[0].rstrip("., '")) if core else None
        mark = _mark(shape) if shape else None
        if mark and shape and ("." in shape[0] or "," in shape[0]):
            marks.add(mark)
    return marks.pop() if len(marks) == 1 else None


def edit_number(value: float | None, decimal: DecimalMark = ".") -> str:
    """`value` in full, to be edited: reads back as the same float, with this convention or with none; None is empty."""
    if value is None:
        return ""
    if float(value).is_integer() and abs(value) < 1e16:
        return str(int(value))
    text = repr(float(value))
    if _is_either(text.removeprefix("-")):
        text += "0"  # a fourth decimal, so that the point cannot be taken for a thousands separator
    return text.replace(".", decimal)


def _is_either(body: str) -> bool:
    shape = _SHAPE.fullmatch(body)
    return shape is not None and shape.lastgroup == "either"


def _mark(shape: re.Match[str]) -> DecimalMark | None:
    """The decimal mark that the shape of a number proves; None when it may be either."""
    match shape.lastgroup:
        case "either":
            return None
        case "points":
            return ","
        case "fraction" | "power" | "spaced":
            return "," if "," in shape[0] else "."
        case _:
            return "."


def _no_number(text: str) -> Unreadable:
    return Unreadable(f"{quoted(text)} is not a number.", "Type digits, for example 12 or 12.5.")
