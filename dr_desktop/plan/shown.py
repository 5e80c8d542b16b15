"""Values as the window and both exports show them: the only place that rounds.

Grouping and decimal mark are arguments, since the plan knows no locale. Unknown (None) is shown as "–", zero as "0";
a no-break space stands between a number and its unit; less than zero carries U+2212.
"""

import math
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

UNKNOWN: Final = "–"
NO_BREAK_SPACE: Final = "\u00a0"
MINUS: Final = "\u2212"
GIB_PER_TIB: Final = 1024.0

_DAYS_FROM_MINUTES: Final = 72 * 60
_SECONDS_BELOW_MINUTES: Final = 10
_EXACT_BELOW: Final = 1e15
_EXACT_DECIMALS: Final = 12  # with 15 digits before the point: what a Decimal holds
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CURRENCY_SIGNS: Final = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}
_SHOWN_DECIMALS: Final = {"TiB": 1}


def show_minutes(minutes: float | None, *, in_table: bool = False) -> str:
    """35 min, 6 h 10 min (in a table: 6 h 10), 24 h, 3 d from 72 h on; seconds below 10 minutes where there are any."""
    if minutes is None or not math.isfinite(minutes):
        return UNKNOWN
    sign, minutes = (MINUS, -minutes) if minutes < 0 else ("", minutes)
    if 0 < minutes < _SECONDS_BELOW_MINUTES:
        seconds = math.floor(minutes * 60 + 0.5)
        parts = [(seconds // 60, "min"), (seconds % 60, "s")] if seconds else [(0, "s")]
    elif minutes < _DAYS_FROM_MINUTES:
        whole = math.floor(minutes + 0.5)
        parts = [(whole // 60, "h"), (whole % 60, "min")]
    else:
        hours = math.floor(minutes / 60 + 0.5)
        parts = [(hours // 24, "d"), (hours % 24, "h")]
    stated = [f"{count}{NO_BREAK_SPACE}{unit}" for count, unit in parts if count]
    if not stated:
        return f"<{NO_BREAK_SPACE}1{NO_BREAK_SPACE}s" if minutes else f"0{NO_BREAK_SPACE}min"
    if in_table and len(stated) == 2 and parts[1][1] == "min":
        return f"{sign}{stated[0]}{NO_BREAK_SPACE}{parts[1][0]:02}"
    return sign + NO_BREAK_SPACE.join(stated)


def show_number(value: float | None, decimals: int = 0, locale_group: str = ",", locale_decimal: str = ".") -> str:
    """`value` rounded half away from zero, as people and Excel round, with its digits grouped by three."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    if _may_be_a_tie(value, decimals) and abs(value) < _EXACT_BELOW and decimals <= _EXACT_DECIMALS:
        # By the digits that are typed, not by the binary value: 2.675 is shown as 2.68.
        text = f"{Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,f}"
    else:
        text = f"{value:,.{decimals}f}"
    negative = text.startswith("-") and any(digit in "123456789" for digit in text)
    text = text.removeprefix("-")
    if (locale_group, locale_decimal) != (",", "."):
        whole, _, fraction = text.partition(".")
        text = whole.replace(",", locale_group) + (locale_decimal + fraction if fraction else "")
    return MINUS + text if negative else text


def _may_be_a_tie(value: float, decimals: int) -> bool:
    """Whether the typed digits end in a 5 just behind the last decimal shown: only then do roundings differ."""
    if not decimals:
        return value % 1 == 0.5
    digits = repr(float(value))
    return "e" in digits or (digits[-1] == "5" and len(digits) - digits.index(".") == decimals + 2)


def show_quantity(
    value: float | None,
    unit: str,
    decimals: int | None = None,
    locale_group: str = ",",
    locale_decimal: str = ".",
) -> str:
    """`value` with its unit: 1,048 GiB, 12.4 TiB, 40 %. Decimals: one for TiB, none else, unless given."""
    text = show_number(
        value, _SHOWN_DECIMALS.get(unit, 0) if decimals is None else decimals, locale_group, locale_decimal
    )
    return text if text == UNKNOWN or not unit else f"{text}{NO_BREAK_SPACE}{unit}"


def show_tib(gib: float | None, locale_group: str = ",", locale_decimal: str = ".") -> str:
    """`gib` in TiB with one decimal."""
    return show_quantity(None if gib is None else gib / GIB_PER_TIB, "TiB", 1, locale_group, locale_decimal)


def show_share(share: float | None, locale_group: str = ",", locale_decimal: str = ".") -> str:
    """A share of one (0.61) in whole percent: 61 %."""
    return show_quantity(None if share is None else share * 100, "%", 0, locale_group, locale_decimal)


def show_rate(percent: float | None, locale_group: str = ",", locale_decimal: str = ".") -> str:
    """A rate in percent with one decimal: 3.5 %."""
    return show_quantity(percent, "%", 1, locale_group, locale_decimal)


def show_money(
    amount: float | None,
    currency: str,
    decimals: int = 0,
    locale_group: str = ",",
    locale_decimal: str = ".",
) -> str:
    """An amount of money, whole, the sign of its currency (ISO 4217 code) before it: € 48,210."""
    text = show_number(amount, decimals, locale_group, locale_decimal)
    sign = _CURRENCY_SIGNS.get(currency, currency)
    return text if text == UNKNOWN or not sign else f"{sign}{NO_BREAK_SPACE}{text}"


def show_change(
    difference: float | None,
    unit: str = "",
    decimals: int | None = None,
    locale_group: str = ",",
    locale_decimal: str = ".",
) -> str:
    """A difference with its sign: +6, −12; 0 when nothing is left of it after rounding."""
    text = show_quantity(difference, unit, decimals, locale_group, locale_decimal)
    if text.startswith(MINUS) or not any(digit in "123456789" for digit in text):
        return text
    return f"+{text}"


def show_date(day: date | None) -> str:
    """3 Nov 2026, in no locale: months in letters cannot be taken for days."""
    return UNKNOWN if day is None else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def show_month(month: date | None) -> str:
    """Apr 2028."""
    return UNKNOWN if month is None else f"{_MONTHS[month.month - 1]} {month.year}"
