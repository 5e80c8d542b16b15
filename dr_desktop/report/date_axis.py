"""An axis of days: where a day stands, and months along the top."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dr_desktop.assessment.months import month_after
from dr_desktop.report.axes import crisp, month_labels
from dr_desktop.report.look import TYPE
from dr_desktop.report.picture import Path, Shape, Text


class DateAxis(NamedTuple):
    """Days from `first` to `last` on px from `left` to `right`."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day begins; days beyond the axis stand at its ends."""
        days = max(1, (self.last - self.first).days)
        share = (day - self.first).days / days
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))

    def months(self) -> list[date]:
        """The first days of the months that begin on the axis."""
        month, found = self.first.replace(day=1), []
        while month <= self.last:
            if month >= self.first:
                found.append(month)
            month = month_after(month)
        return found


def month_head(axis: DateAxis, baseline: float) -> list[Shape]:
    """Names of months above the axis, as many as fit, from the left of each month on."""
    months = axis.months()
    xs = [axis.x(month) for month in months]
    return [
        Text(x, baseline, words, TYPE.caption, "text.secondary", "centre")
        for x, words in month_labels(months, xs, axis.right + 30)
    ]


def month_lines(axis: DateAxis, top: float, base: float, role: str = "grid") -> list[Shape]:
    """An upright where each month begins."""
    return [Path(((crisp(x), top), (crisp(x), base)), line=role) for x in (axis.x(one) for one in axis.months())]


def day_line(axis: DateAxis, day: date, top: float, base: float, role: str, dash: Sequence[float] = ()) -> Path:
    """An upright at a day, such as today."""
    x = crisp(axis.x(day))
    return Path(((x, top), (x, base)), line=role, width=1.5, dash=tuple(dash))
