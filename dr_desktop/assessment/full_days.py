"""Which runs make a full by schedule."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import datetime

from dr_desktop.assessment.chain_rules import ChainRule


def scheduled_fulls(rule: ChainRule, runs: Sequence[datetime]) -> list[bool]:
    """Per run whether the schedule makes it a full: the first run of a day on which a full is due."""
    weekdays, months = rule.full_weekdays, rule.full_months
    due = [False] * len(runs)
    if not weekdays and not months:
        return due
    last_day = 0
    for index, when in enumerate(runs):
        day = when.toordinal()
        if day != last_day:
            last_day = day
            due[index] = (day + 6) % 7 in weekdays or (when.month in months and _is_monthly_day(rule, when))
    return due


def active_fulls(rule: ChainRule, runs: Sequence[datetime]) -> list[bool]:
    """Per run whether the schedule makes it a full that is read again from the machine."""
    months = () if rule.months_are_synthetic else rule.active_full_months
    return scheduled_fulls(rule._replace(synthetic_full_weekdays=(), active_full_months=months), runs)


def _is_monthly_day(rule: ChainRule, when: datetime) -> bool:
    if when.weekday() != rule.active_full_month_weekday:
        return False
    if rule.active_full_week_of_month == 5:
        return when.day > monthrange(when.year, when.month)[1] - 7
    return (when.day + 6) // 7 == rule.active_full_week_of_month
