"""A plan's backup policy as a chain rule, a calendar and day-by-day factors."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from typing import Final, NamedTuple

from dr_desktop.assessment.chain_factors import DayFactors, chain_factors, day_factors
from dr_desktop.assessment.chain_rules import ChainRule, rule_problem
from dr_desktop.assessment.run_calendar import RunCalendar, change_weights, policy_runs, run_weekdays
from dr_desktop.plan.backup import BackupPolicy, BackupTarget

_WEEKDAY: Final = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}


class ChainKey(NamedTuple):
    """All that the day factors of a chain follow from; equal keys have equal factors."""

    rule: ChainRule
    calendar: RunCalendar
    growth_percent_per_year: float
    start: date
    end: date


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


def chain_days(key: ChainKey) -> tuple[DayFactors, ...]:
    """The day factors from `start` to the day before `end`; empty when the calendar has no run in it.

    Raises ValueError for a rule with a problem (`policy_problem` says which).
    """
    runs, weights = _runs(key.calendar, key.start, key.end)
    if not runs or rule_problem(key.rule, run_weekdays(runs)) is not None:
        return ()
    start = datetime.combine(key.start, time())
    return day_factors(chain_factors(key.rule, runs, start, key.growth_percent_per_year, weights), until=key.end)


# Chains that differ in growth or in what they keep share their calendar.
@lru_cache(maxsize=16)
def _runs(calendar: RunCalendar, start: date, end: date) -> tuple[tuple[datetime, ...], tuple[float, ...]]:
    runs = policy_runs(calendar, datetime.combine(start, time()), datetime.combine(end, time()))
    return runs, change_weights(runs)
