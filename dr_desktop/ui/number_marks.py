"""Digit grouping and decimal mark of the reader's locale, as `plan.shown` and `plan.typed` take them."""

from typing import NamedTuple

from PySide6.QtCore import QLocale

from dr_desktop.plan.numbers import DecimalMark


class NumberMarks(NamedTuple):
    """`group` stands between digits by three, `decimal` before the fraction."""

    group: str = ","
    decimal: DecimalMark = "."


def marks_of(locale: QLocale) -> NumberMarks:
    """The marks of a locale. A locale without grouping, as the C locale is, gets the comma that documents carry."""
    decimal: DecimalMark = "," if locale.decimalPoint() == "," else "."
    group = locale.groupSeparator()
    return (
        NumberMarks("." if decimal == "," else ",", decimal)
        if not group or group == decimal
        else NumberMarks(group, decimal)
    )
