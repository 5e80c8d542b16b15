"""A plan's backup policy as a chain rule and a calendar, and the chain day by day over the horizon."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from dr_desktop.assessment.chain_factors import chain_columns
from dr_desktop.assessment.chain_rules import ChainRule, rule_problem
from dr_desktop.assessment.run_calendar import RunCalendar, change_weights, policy_runs, run_weekdays
from dr_desktop.plan.backup import BackupPolicy, BackupTarget

_WEEKDAY: Final = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}


class ChainKey(NamedTuple):
    """All that a chain's series follows from; equal keys have equal series. The rule's reduction is 1: it scales."""

    rule: ChainRule
    calendar: RunCalendar
    growth_percent_per_year: float
    start: date
    end: date


class State(NamedTuple):
    """What a chain holds at one moment, per used GiB (`a_*`) and per changed GiB a day (`b_points`)."""

    a_points: float
    b_points: float
    a_archive: float


class ChainSeries(NamedTuple):
    """A chain day by day from the first day of the horizon, before reduction.

    `a` (points and archive) and `b` are those of the day's largest state; `finer` holds, by day, several states where
    none is the largest in both. `a_archive` is the part of `a` that is archived fulls.
    """

    a: tuple[float, ...]
    b: tuple[float, ...]
    a_archive: tuple[float, ...]
    finer: dict[int, tuple[State, ...]]

    def states(self, day: int) -> tuple[State, ...]:
        """The states of a day that can be its largest."""
        found = self.finer.get(day)
        if found is not None:
            return found
        return (State(self.a[day] - self.a_archive[day], self.b[day], self.a_archive[day]),)


NO_CHAIN: Final = ChainSeries((), (), (), {})


def policy_calendar(policy: BackupPolicy) -> RunCalendar:
    """When the policy runs; a blank interval means once a day."""
    return RunCalendar(
        every_hours=policy.every_hours or 24.0,
        run_days=tuple(sorted(_WEEKDAY[day] for day in policy.run_days)),
        window_start_hour=policy.window_start or 0.0,
        window_hours=policy.window_hours or None,
    )


def left_fraction(policy: BackupPolicy, target: BackupTarget | None, assumed_percent: float) -> float:
    """Share of the data left after reduction: the target's, else the policy's, else the assumption."""
    for percent in (target.size_after_reduction_percent if target else None, policy.size_after_reduction_percent):
        if percent is not None:
            return percent / 100
    return assumed_percent / 100


def policy_rule(policy: BackupPolicy, reduction: float) -> ChainRule:
    """The chain rule of a policy; `reduction` is the fraction left."""
    weekdays = tuple(sorted(_WEEKDAY[day] for day in policy.full_days))
    active = policy.full_kind == "active"
    return ChainRule(
        style=policy.style,
        keep_points=policy.keep_points or 0,
        keep_weekly=policy.keep_weekly or 0,
        keep_monthly=policy.keep_monthly or 0,
        keep_quarterly=policy.keep_quarterly or 0,
        keep_yearly=policy.keep_yearly or 0,
        synthetic_full_weekdays=() if active else weekdays,
        active_full_weekdays=weekdays if active else (),
        active_full_months=policy.full_months,
        active_full_week_of_month=policy.full_week_of_month or 1,
        active_full_month_weekday=_WEEKDAY[policy.full_weekday or "sat"],
        reduction=reduction,
    )


def policy_problem(policy: BackupPolicy) -> str | None:
    """Why no chain can be built from the policy, in words; None when one can."""
    days = frozenset(_WEEKDAY[day] for day in policy.run_days) or frozenset(range(7))
    return rule_problem(policy_rule(policy, 1.0), days)


def chain_series(key: ChainKey) -> ChainSeries:
    """The series of a chain; `NO_CHAIN` when its calendar has no run or its rule a problem (`policy_problem`)."""
    plan = _runs(key.calendar, key.start, key.end)
    if not plan.runs or rule_problem(key.rule, run_weekdays(plan.runs)) is not None:
        return NO_CHAIN
    start = datetime.combine(key.start, time())
    points, steps, archive = chain_columns(key.rule, plan.runs, start, key.growth_percent_per_year, plan.weights)
    blank = plan.days[0].row
    a, b, kept = [0.0] * blank, [0.0] * blank, [0.0] * blank
    finer: dict[int, tuple[State, ...]] = {}
    for (row, first, stop), (after, _, _) in pairwise((*plan.days, _Day((key.end - key.start).days, 0, 0))):
        place = stop - 1
        if stop - first > 1:
            found = _largest(points[first:stop], steps[first:stop], archive[first:stop])
            if len(found) > 1:
                finer[row] = tuple([State(points[first + n], steps[first + n], archive[first + n]) for n in found])
            place = first + found[0]
        a.append(points[place] + archive[place])
        b.append(steps[place])
        kept.append(archive[place])
        idle, last = after - row - 1, stop - 1
        if idle:
            a += [points[last] + archive[last]] * idle
            b += [steps[last]] * idle
            kept += [archive[last]] * idle
    return ChainSeries(tuple(a), tuple(b), tuple(kept), finer)


def _largest(points: list[float], steps: list[float], archive: list[float]) -> list[int]:
    """Places of a day's states that no other matches or exceeds in both A and B, by falling A; the first of equals."""
    a = [one + more for one, more in zip(points, archive, strict=True)]
    highest, longest = max(a), max(steps)
    place = a.index(highest)
    if steps[place] == longest:
        return [place]
    found: list[int] = []
    for n in sorted(range(len(a)), key=lambda n: (-a[n], -steps[n], n)):
        if not found or steps[n] > steps[found[-1]]:
            found.append(n)
    return found


class _Day(NamedTuple):
    row: int
    first: int
    stop: int


class _Runs(NamedTuple):
    """A calendar's runs with what each finds changed, and per day with runs: its row in the horizon and their span."""

    runs: tuple[datetime, ...]
    weights: tuple[float, ...]
    days: tuple[_Day, ...]


# Chains that differ in growth or in what they keep share their calendar.
@lru_cache(maxsize=16)
def _runs(calendar: RunCalendar, start: date, end: date) -> _Runs:
    runs = policy_runs(calendar, datetime.combine(start, time()), datetime.combine(end, time()))
    origin = start.toordinal()
    rows = [when.toordinal() - origin for when in runs]
    firsts = [place for place, row in enumerate(rows) if not place or rows[place - 1] != row]
    days = tuple([_Day(rows[one], one, after) for one, after in pairwise((*firsts, len(rows)))])
    return _Runs(runs, change_weights(runs), days)
