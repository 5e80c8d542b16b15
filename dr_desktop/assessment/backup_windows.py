"""When backups of a policy are on the way in a week, and how much of the data each run moves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from dr_desktop.assessment.policy_chain import policy_calendar
from dr_desktop.assessment.run_calendar import RunCalendar, change_weights, longest_gap_hours, policy_runs
from dr_desktop.plan.backup import BackupPolicy

_MONDAY: Final = datetime(2024, 1, 1)  # noqa: DTZ001 (a plan's clock has no zone)
_WEEK_HOURS: Final = 168.0
_SETTLED_WEEKS: Final = 5
"""Weeks until the distance to the run before, up to a month, is what it always is."""
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LEAST_HOURS: Final = 0.25


class RunWindow(NamedTuple):
    """A run in a week: begins `start_hour` after Monday 0:00, has `hours` to be done (into the next week, perhaps).

    It moves `used_share` of the data in use and `change_days` days of change.
    """

    start_hour: float
    hours: float
    used_share: float
    change_days: float


class Stretch(NamedTuple):
    """Hours of the week from Monday 0:00 in which backups ask for `mbit_s` together."""

    begin_hour: float
    end_hour: float
    mbit_s: float


def run_windows(policy: BackupPolicy) -> tuple[RunWindow, ...]:
    """The runs of a week. A run has its window to be done, without one until the next run.

    A policy that runs more seldom than once a week shows its one run as if it fell into this week: the week that counts
    for a link. Fulls that are read anew on weekdays move all data; those of single months are left out.
    """
    calendar = policy_calendar(policy)
    read_anew = policy.style != "forever_forward" and policy.full_kind == "active"
    fulls = tuple(sorted(_WEEKDAYS.index(day) for day in policy.full_days)) if read_anew else ()
    since = tuple(sorted(_WEEKDAYS.index(day) for day in policy.full_days)) if policy.style == "differential" else ()
    return _run_windows(calendar, fulls, since)


def week_stretches(runs: Iterable[tuple[RunWindow, float]], steady_mbit_s: float = 0.0) -> tuple[Stretch, ...]:
    """The need over a week, hour by hour: runs with what each asks for in its window, Mbit/s, above a steady load."""
    steps: dict[float, float] = {0.0: steady_mbit_s}
    for window, mbit_s in runs:
        if window.hours >= _WEEK_HOURS:
            steps[0.0] += mbit_s * window.hours / _WEEK_HOURS
            continue
        begin, end = window.start_hour, window.start_hour + window.hours
        steps[begin] = steps.get(begin, 0.0) + mbit_s
        over = end % _WEEK_HOURS
        steps[over] = steps.get(over, 0.0) - mbit_s
        if end >= _WEEK_HOURS:
            steps[0.0] += mbit_s
    found: list[Stretch] = []
    level = 0.0
    times = sorted(steps)
    for begin, end in zip(times, [*times[1:], _WEEK_HOURS], strict=True):
        level += steps[begin]
        if end > begin:
            found.append(Stretch(begin, end, max(0.0, level) if level > 1e-9 else 0.0))
    return tuple(found)


@lru_cache(maxsize=512)
def _run_windows(calendar: RunCalendar, fulls: tuple[int, ...], since: tuple[int, ...]) -> tuple[RunWindow, ...]:
    begin = _MONDAY + timedelta(weeks=_SETTLED_WEEKS)
    runs = policy_runs(calendar, _MONDAY, begin + timedelta(weeks=_SETTLED_WEEKS))
    weights = change_weights(runs)
    found: list[RunWindow] = []
    behind = 0.0
    for place, (run, days) in enumerate(zip(runs, weights, strict=True)):
        behind += days
        carried = behind if since else days
        if since and run.weekday() in since:
            behind = 0.0
        if run < begin or place + 1 == len(runs):
            continue
        if run >= begin + timedelta(weeks=1) and found:
            break
        hour = (run - begin) / timedelta(hours=1) % _WEEK_HOURS
        hours = (runs[place + 1] - run) / timedelta(hours=1)
        if calendar.window_hours is not None:
            into = (hour - calendar.window_start_hour) % 24
            hours = min(hours, max(_LEAST_HOURS, calendar.window_hours - into))
        full = run.weekday() in fulls
        found.append(RunWindow(hour, hours, 1.0 if full else 0.0, 0.0 if full else carried))
    if not found:
        gap = longest_gap_hours(calendar)
        hours = gap if calendar.window_hours is None else min(gap, calendar.window_hours)
        found.append(RunWindow(calendar.window_start_hour, max(_LEAST_HOURS, hours), 0.0, gap / 24))
    return tuple(found)
