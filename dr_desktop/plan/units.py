"""Quantities as people type them: a number with the unit of its field, or with another unit of the same kind.

Sizes: GiB = 2^30 bytes, GB = 10^9 bytes (IEC 80000-13). Many tools write GB and mean GiB, so in a size a unit without
the "i" is asked about, unless the caller has asked once for the column. Rates (MB/s, Mbit/s) are decimal.
"""

import math
from typing import Final, Literal, TypeAlias

from dr_desktop.plan.duration_words import Unit
from dr_desktop.plan.durations import duration_minutes
from dr_desktop.plan.late_pattern import late_pattern
from dr_desktop.plan.numbers import DecimalMark, read_number
from dr_desktop.plan.typed_text import Unreadable, plain, quoted

GbMeans: TypeAlias = Literal["binary", "decimal"]

_PREFIXES: Final = "kmgtpe"
_SIZE: Final = late_pattern(r"(?:([kmgtpe])(i?)b?|b|bytes?)")
_RATE: Final = late_pattern(r"([kKmMgGtT]?)(i?)(bits?|b|B|[Bb]ytes?) ?(/ ?s(?:ec|ek)?|ps|per second)")
_BARE_RATE: Final = late_pattern(r"([kKmMgGtT])()()()")
_PER_DAY: Final = late_pattern(r"(.*?) ?(?:/ ?d(?:ay)?|per day|a day|pro tag|/ ?tag|par jour|/ ?jour)")
_PER_SECOND_UNITS: Final = {"MB/s": 8e6, "Mbit/s": 1e6}  # in bits per second

# Symbol of the field -> the unit of a bare number in it, and that unit in minutes.
_TIMES: Final[dict[str, tuple[Unit, float]]] = {
    "min": ("minutes", 1.0),
    "h": ("hours", 60.0),
    "d": ("days", 1_440.0),
}
# Symbol of the field -> what may be written, casefolded, and what one of it counts in the field's unit.
_SCALES: Final[dict[str, dict[str, float]]] = {
    "ms": {"ms": 1.0, "msec": 1.0, "s": 1_000.0, "sec": 1_000.0, "us": 0.001, "μs": 0.001},
    "km": {"km": 1.0, "m": 0.001, "mi": 1.609344, "mile": 1.609344, "miles": 1.609344},
    "%": {"%": 1.0, "percent": 1.0, "pct": 1.0, "prozent": 1.0, "‰": 0.1},
    "°": {"°": 1.0, "deg": 1.0, "degrees": 1.0},
    "vCPU": {"vcpu": 1.0, "vcpus": 1.0, "cpu": 1.0, "cpus": 1.0, "core": 1.0, "cores": 1.0},
    "EUR": {"eur": 1.0, "€": 1.0, "euro": 1.0, "euros": 1.0},
    "USD": {"usd": 1.0, "$": 1.0, "us$": 1.0},
    "GBP": {"gbp": 1.0, "£": 1.0},
    "JPY": {"jpy": 1.0, "¥": 1.0},
}
_MONEY: Final = late_pattern("[A-Z]{3}")
_LONGEST: Final = 500
_DIGITS: Final = r"([-+]?[.,]?[0-9][0-9.,' ]*(?:[eE][+-]?[0-9]+)?)"
_UNIT_AFTER: Final = late_pattern(rf"{_DIGITS}([^0-9].*)")
_UNIT_BEFORE: Final = late_pattern(rf"([^0-9.,'+ -][^0-9.,'+-]{{0,9}}){_DIGITS}")


def read_quantity(
    text: str, unit: str, decimal: DecimalMark | None = None, gb_means: GbMeans | None = None
) -> float | Unreadable | None:
    """The quantity that `text` states, in `unit`: "1.5 TiB" is 1536 for GiB, "1 Gbit/s" 1000 for Mbit/s.

    `unit` is the symbol of the field: GiB, GiB/day, MB/s, Mbit/s, %, ms, min, h, d, an ISO 4217 currency, any other
    word, or "". `gb_means` says for the column how GB, MB and TB in a size are meant; None asks. Unknown is None.
    """
    number = read_number(text, decimal)
    if not isinstance(number, Unreadable):
        return number
    if unit in _TIMES and not plain(text).startswith("="):
        bare_unit, minutes_each = _TIMES[unit]
        minutes = duration_minutes(text, bare_unit, decimal)
        return minutes / minutes_each if isinstance(minutes, float) else minutes
    digits, written = _parted(text, unit)
    value = read_number(digits, decimal) if written else number
    if not isinstance(value, float):
        return value
    factors = _factors(written, unit, gb_means)
    if not factors:
        wanted = f" {unit}" if unit else ""
        wrong = f"{quoted(text)} is not a number{' of' + wanted if unit else ''}."
        return Unreadable(wrong, f"Type a number without {written}, for example {digits.strip()}{wanted}.")
    if len(factors) == 2:
        first, second = (f"{value * factor:.6g} {unit}" for factor in factors)
        return Unreadable(f"{quoted(text)} can be read in two ways.", f"Type {first} or {second}.")
    quantity = value * factors[0]
    return (
        quantity if math.isfinite(quantity) else Unreadable(f"{quoted(text)} is too large.", "Type a smaller number.")
    )


def _parted(text: str, unit: str) -> tuple[str, str]:
    """The number in `text` and the unit written beside it (before it only for money); "" for what is not there."""
    body = plain(text)
    if len(body) > _LONGEST:
        return "", ""
    if after := _UNIT_AFTER.fullmatch(body):
        return after[1].strip(), after[2].strip()
    before = _UNIT_BEFORE.fullmatch(body) if _MONEY.fullmatch(unit) else None
    return (before[2].strip(), before[1].strip()) if before else ("", "")


def _factors(written: str, unit: str, gb_means: GbMeans | None) -> tuple[float, ...]:
    """How many of `unit` one of `written` is: nothing for another kind, two numbers if it is used in two senses."""
    folded = written.casefold()
    if folded == unit.casefold():
        return (1.0,)
    if unit in _SCALES:
        return (_SCALES[unit][folded],) if folded in _SCALES[unit] else ()
    if unit in _PER_SECOND_UNITS:
        return tuple(bits / _PER_SECOND_UNITS[unit] for bits in _bits_per_second(written, unit))
    if unit.endswith("/day"):
        per_day = _PER_DAY.fullmatch(folded)
        return _factors(per_day[1], unit.removesuffix("/day"), gb_means) if per_day else ()
    if unit.endswith("iB"):
        each = _bytes(unit.casefold(), gb_means)[0]
        return tuple(count / each for count in _bytes(folded, gb_means))
    return (1.0,) if unit and folded.rstrip("s") == unit.casefold().rstrip("s") else ()


def _bytes(written: str, gb_means: GbMeans | None) -> tuple[float, ...]:
    size = _SIZE.fullmatch(written)
    if size is None:
        return ()
    power = _PREFIXES.index(size[1]) + 1 if size[1] else 0
    binary, decimal = 1024.0**power, 1000.0**power
    if size[2] or not power or gb_means == "binary":
        return (binary,)
    return (decimal,) if gb_means == "decimal" else (binary, decimal)


def _bits_per_second(written: str, unit: str) -> tuple[float, ...]:
    """Bits per second; "mb/s" in small letters is used for bits and for bytes, and a link may be called "10G"."""
    rate = _RATE.fullmatch(written) or (_BARE_RATE.fullmatch(written) if unit == "Mbit/s" else None)
    if rate is None:
        return ()
    power = _PREFIXES.index(rate[1].casefold()) + 1 if rate[1] else 0
    each = (1024.0 if rate[2] else 1000.0) ** power
    if rate[3] == "b" and rate[1] in ("m", "g", "t") and rate[4] != "ps":
        return (each, 8 * each)
    return (8 * each,) if rate[3].startswith(("B", "byte")) else (each,)
