"""Nights on which a policy runs: whether it opens, and what part of the data and of a day's change its runs move."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from math import ceil
from typing import Final, NamedTuple

from dr_desktop.assessment.full_days import scheduled_fulls
from dr_desktop.assessment.policy_chain import policy_calendar, policy_rule
from dr_desktop.plan.backup import BackupPolicy
from dr_desktop.plan.governance import CalendarPeriod

_BEFORE: Final = 35
"""Days that the calendar is followed before the first night: long enough to know the run and the full before it."""


class Share(NamedTuple):
    """What a night's runs move: `of_used` × GiB in use + `of_change` × GiB changed a day."""

    of_used: float
    of_change: float


Nightly = Callable[[int], Share | None]
"""Of the night so many days after the first: what runs move, None where the policy does not run."""


def nights_of(policy: BackupPolicy, first: date) -> Nightly:
    """The nights of a policy, counted from `first`. A night belongs to the day on which its window opens.

    A run moves what changed since the run before; a differential what changed since its full; an active full all data
    in use, a synthetic one nothing more than a run. Days without a run pass their changes on.
    """
    calendar, rule = policy_calendar(policy), policy_rule(policy, 1.0)
    every_days = 31 * calendar.every_months or max(1, ceil(calendar.every_hours / 24))
    begins = -ceil(_BEFORE / every_days) * every_days  # so that a policy of several days runs on the first night
    active = policy.style != "forever_forward" and policy.full_kind == "active"
    known: list[Share | None] = []
    state = {"day": begins, "run": begins - every_days, "full": begins - every_days}

    def ahead() -> None:
        day = state["day"]
        when = first + timedelta(days=day)
        share: Share | None = None
        if when.weekday() in calendar.weekdays and day - state["run"] >= every_days:
            is_full = scheduled_fulls(rule, [datetime.combine(when, time())])[0]
            since = day - (state["full"] if policy.style == "differential" else state["run"])
            share = Share(1.0, 0.0) if is_full and active else Share(0.0, float(since))
            state["run"] = day
            if is_full:
                state["full"] = day
        if day >= 0:
            known.append(share)
        state["day"] = day + 1

    def nightly(night: int) -> Share | None:
        while len(known) <= night:
            ahead()
        return known[night]

    return nightly


def frozen_days(periods: list[CalendarPeriod]) -> Callable[[date], bool]:
    """Whether a day lies in a freeze; a freeze without a last day is its first day alone."""
    spans = [
        (one.first_day, one.last_day or one.first_day)
        for one in periods
        if one.kind == "freeze" and one.first_day is not None
    ]
    return lambda day: any(first <= day <= last for first, last in spans)
