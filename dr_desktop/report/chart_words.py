"""Numbers and dates as a chart says them: rounded for the eye, in short English."""

from collections.abc import Callable
from datetime import date
from typing import Final

from dr_desktop.plan.shown import show_month

Say = Callable[[float], str]
"""How a chart writes one value of its unit."""

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number_words(value: float, decimals: int = 0) -> str:
    """A number with grouped digits: 1,048 or 188.4; zero never has a minus, a minus is U+2212."""
    words = f"{abs(value):,.{decimals}f}"
    return f"−{words}" if value < 0 and words.strip("0.,") else words


def whole(value: float) -> str:
    """A value without decimals: GiB, money, machines."""
    return number_words(value)


def one_decimal(value: float) -> str:
    """A value with one decimal: TiB."""
    return number_words(value, 1)


def short_number(value: float) -> str:
    """A stated limit: at most one decimal, and none that is zero."""
    return one_decimal(value).removesuffix(".0")


def month_words(month: date) -> str:
    """Apr 2028."""
    return show_month(month)


def month_name(month: date) -> str:
    """Apr."""
    return _MONTHS[month.month - 1]


def day_words(day: date) -> str:
    """28 Oct 2029."""
    return f"{day.day} {month_words(day)}"


def day_of_month_words(day: date) -> str:
    """28 Oct."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def month_entity(month: date) -> str:
    """The entity id of a month in a chart: month:2028-04."""
    return f"month:{month:%Y-%m}"
