"""When backups run: the calendar of a policy, its longest gap, and how much of a day's change each run sees.

Times are of one clock, without daylight saving; weekdays count from Monday = 0.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate, chain, count, groupby, pairwise, repeat
from operator import add, sub
from typing import NamedTuple

EVERY_DAY = frozenset(range(7))
_DAY = timedelta(days=1)
_WEEK_HOURS = 168.0
_A_LEAP_YEAR = datetime.combine(date(2000, 1, 1), time())


class RunCalendar(NamedTuple):
    """When a policy runs.

    Every day and without `window_hours`, runs follow each other at exactly `every_hours`. Otherwise a policy of
    less than 24 hours starts anew at each run day's window and repeats while the window is open (a window past
    midnight belongs to the day it opened), and one of 24 hours or more runs once, as its window opens on the
    first run day that is at least `every_hours` after the last run. With `every_months` the hours do not count: it
    runs once, as its window opens, on the day of the month on which it starts (the last of a shorter month) or on the
    first run day after it.
    """

    every_hours: float = 24.0
    run_days: tuple[int, ...] = ()
    """Weekdays; empty for every day."""
    window_start_hour: float = 0.0
    window_hours: float | None = None
    """How long runs may start; None for any time of the day."""
    every_months: int = 0
    """Calendar months from run to run; 0 for runs by the hour."""

    @property
    def weekdays(self) -> frozenset[int]:
        """The weekdays on which a window opens."""
        return frozenset(self.run_days) or EVERY_DAY


def run_times(start: datetime, end: datetime, every_hours: float) -> tuple[datetime, ...]:
    """The runs at start + k × `every_hours`, while earlier than `end`."""
    step = _step(every_hours)
    count = -((start - end) // step)
    return tuple(accumulate(repeat(step, count - 1), add, initial=start)) if count > 0 else ()


def policy_runs(calendar: RunCalendar, start: datetime, end: datetime) -> tuple[datetime, ...]:
    """The runs of a calendar from `start` on, while earlier than `end`; the first as the first window opens."""
    _step(calendar.every_hours)
    if calendar.every_months < 0:
        raise ValueError(f"A backup cannot run every {calendar.every_months} months: enter 1 or more.")
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    opening = midnight + timedelta(hours=calendar.window_start_hour)
    if opening < start:
        opening += _DAY
    if calendar.every_months:
        return tuple(_monthly_runs(calendar, opening, end))
    if _runs_on_a_grid(calendar):
        return run_times(opening, end, calendar.every_hours)
    offsets = _offsets_in_window(calendar)
    runs: list[datetime] = []
    while opening < end:
        due = calendar.every_hours < 24 or not runs or opening - runs[-1] >= timedelta(hours=calendar.every_hours)
        if due and opening.weekday() in calendar.weekdays:
            runs.extend(opening + offset for offset in offsets)
        opening += _DAY
    while runs and runs[-1] >= end:
        runs.pop()
    return tuple(runs)


@lru_cache(maxsize=1024)
def longest_gap_hours(calendar: RunCalendar) -> float:
    """The longest time from one run to the next, in hours, whenever the calendar begins."""
    if calendar.every_months:
        waits = max(_days_to_next(calendar._replace(every_hours=24.0), weekday) for weekday in calendar.weekdays)
        return 24.0 * (_longest_months_days(calendar.every_months) + waits - 1)
    if _runs_on_a_grid(calendar):
        return calendar.every_hours
    if calendar.every_hours >= 24:
        return max(_days_to_next(calendar, weekday) for weekday in calendar.weekdays) * 24.0
    offsets = [offset / timedelta(hours=1) for offset in _offsets_in_window(calendar)]
    week = [24.0 * weekday + offset for weekday in sorted(calendar.weekdays) for offset in offsets]
    return max(after - before for before, after in pairwise([*week, week[0] + _WEEK_HOURS]))


@lru_cache(maxsize=1024)
def mean_gap_days(calendar: RunCalendar) -> float:
    """Days from one run to the next in the mean of four years, or of twelve weeks for runs within a day."""
    span = 84 if calendar.every_hours < 24 and not calendar.every_months else 1461
    runs = policy_runs(calendar, _A_LEAP_YEAR, _A_LEAP_YEAR + _DAY * span)
    if len(runs) < 2:
        return longest_gap_hours(calendar) / 24
    return (runs[-1] - runs[0]) / _DAY / (len(runs) - 1)


def run_weekdays(runs: Sequence[datetime]) -> frozenset[int]:
    """The weekdays on which runs fall, Monday = 0."""
    return frozenset(map(datetime.weekday, runs))


def change_weights(runs: Sequence[datetime]) -> tuple[float, ...]:
    """How much of a day's change each run finds: days since the run before. 0 for the first, which is a full."""
    gaps = groupby(map(sub, runs[1:], runs))  # most are as long as the one before, and dividing them is slow
    return (0.0, *chain.from_iterable([[gap / _DAY] * len(list(alike)) for gap, alike in gaps]))[: len(runs)]


def _monthly_runs(calendar: RunCalendar, opening: datetime, end: datetime) -> Iterator[datetime]:
    for months in count(0, calendar.every_months):
        when = _months_after(opening, months)
        while when.weekday() not in calendar.weekdays:
            when += _DAY
        if when >= end:
            return
        yield when


def _months_after(when: datetime, months: int) -> datetime:
    """The same day of the month so many months later, or the last day of a month that is too short."""
    year, month = divmod(when.year * 12 + when.month - 1 + months, 12)
    return when.replace(year=year, month=month + 1, day=min(when.day, monthrange(year, month + 1)[1]))


def _longest_months_days(months: int) -> int:
    """The most days that so many calendar months can take: no day of the month has a longer way than the first."""
    starts = [_months_after(_A_LEAP_YEAR, month) for month in range(48)]
    return max([(_months_after(first, months) - first).days for first in starts])


def _runs_on_a_grid(calendar: RunCalendar) -> bool:
    return calendar.window_hours is None and calendar.weekdays == EVERY_DAY


def _offsets_in_window(calendar: RunCalendar) -> tuple[timedelta, ...]:
    """The runs of one window, counted from its opening; a window never reaches the next one."""
    if calendar.every_hours >= 24:
        return (timedelta(0),)
    window = min(_DAY, timedelta(hours=24.0 if calendar.window_hours is None else calendar.window_hours))
    step = _step(calendar.every_hours)
    return tuple(step * k for k in range(max(1, -(-window // step))))


def _days_to_next(calendar: RunCalendar, weekday: int) -> int:
    """From a run on a weekday to the next run, in days, for a calendar of one run a day at most."""
    days = -(-timedelta(hours=calendar.every_hours) // _DAY)
    while (weekday + days) % 7 not in calendar.weekdays:
        days += 1
    return days


def _step(every_hours: float) -> timedelta:
    step = timedelta(hours=every_hours)
    if step <= timedelta(0):
        raise ValueError(f"A backup cannot run every {every_hours:g} hours: enter more than 0.")
    return step
