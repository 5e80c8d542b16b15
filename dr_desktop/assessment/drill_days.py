"""On which days drills may be held: never in a stated period, one drill a site at a time, on the usual weekday."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from dr_desktop.assessment.drills import blocking
from dr_desktop.plan.drill import Drill
from dr_desktop.plan.governance import CalendarPeriod

_WEDNESDAY: Final = 2
_SATURDAY: Final = 5


class Quarter(NamedTuple):
    """Three months, by their first and last day."""

    first: date
    last: date


class DrillDays:
    """The days of a year on which a drill may begin, fewer as they are taken."""

    def __init__(
        self, quarters: Sequence[Quarter], periods: Sequence[CalendarPeriod], lasts_days: int, weekday: int
    ) -> None:
        self._quarters = quarters
        self._lasts = timedelta(days=lasts_days - 1)
        self._weekday = weekday
        self._free: list[list[date]] = [self._starts(one, periods) for one in quarters]
        self._open: dict[tuple[str, int], list[date]] = {}
        self._busy: list[tuple[date, date]] = []

    def last_day(self, day: date) -> date:
        """The last day of a drill that begins on `day`."""
        return day + self._lasts

    def quarter_of(self, day: date) -> int:
        """In which quarter a day lies."""
        return next(place for place, one in enumerate(self._quarters) if day <= one.last)

    def take(self, site: str, day: date) -> None:
        """Note that a drill of a site begins on a day."""
        last = self.last_day(day)
        self._busy.append((day, last))
        for quarter in range(len(self._quarters)):
            free = self._open_days(site, quarter)
            free[:] = [one for one in free if self.last_day(one) < day or one > last]

    def free_day(self, site: str, quarter: int, share: float) -> date | None:
        """Takes and gives the best day of a quarter for a drill of a site; None when there is none left.

        Best is a day on which no other site drills, on the usual weekday, nearest to `share` of the quarter (0 to 1);
        a working day stands in for the usual one, and a weekend for that.
        """
        free = self._open_days(site, quarter)
        if not free:
            return None
        first, last = self._quarters[quarter]
        target = first + timedelta(days=int(((last - first).days + 1) * share))
        order = [(self._others(one), self._kind_of_day(one), abs((one - target).days), one) for one in free]
        day = min(order)[-1]
        self.take(site, day)
        return day

    def _starts(self, quarter: Quarter, periods: Sequence[CalendarPeriod]) -> list[date]:
        days = [quarter.first + timedelta(days=count) for count in range((quarter.last - quarter.first).days + 1)]
        blocked = {day for day in days if blocking(day, periods) is not None}
        lasts = self._lasts.days + 1
        return [
            day
            for place, day in enumerate(days)
            if self.last_day(day) <= quarter.last and not blocked.intersection(days[place : place + lasts])
        ]

    def _open_days(self, site: str, quarter: int) -> list[date]:
        return self._open.setdefault((site, quarter), list(self._free[quarter]))

    def _others(self, day: date) -> bool:
        """Whether another site drills at the same time: the same people would have to be at both."""
        last = self.last_day(day)
        return any(begun <= last and day <= ended for begun, ended in self._busy)

    def _kind_of_day(self, day: date) -> int:
        return 0 if day.weekday() == self._weekday else 1 if day.weekday() < _SATURDAY else 2


def usual_weekday(drills: Iterable[Drill]) -> int:
    """The day of the week on which most drills took place; Wednesday where none did. 0 is Monday."""
    days = Counter(one.on.weekday() for one in drills if one.on is not None and one.kind != "incident")
    return min(days, key=lambda day: (-days[day], day), default=_WEDNESDAY)
