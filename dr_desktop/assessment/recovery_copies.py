"""How old the newest usable copy is at a moment: of backups by calendar, of replicas, after late corruption.

Times are minutes from a Monday 00:00. The worst moment is found among those at which a copy becomes usable or clean:
between two of them the age only grows, so the greatest age lies just before one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from math import ceil, inf
from typing import Final, NamedTuple, Protocol

from dr_desktop.assessment.chain_rules import ChainRule, rule_problem
from dr_desktop.assessment.chain_shape import ChainShape, chain_shape
from dr_desktop.assessment.run_calendar import RunCalendar, longest_gap_hours, policy_runs

DAY_MINUTES: Final = 1_440.0
WEEK_MINUTES: Final = 7 * DAY_MINUTES
_MONDAY: Final = datetime(2024, 1, 1)  # noqa: DTZ001 (a plan's clock has no zone)
_MINUTE: Final = timedelta(minutes=1)
_ROUNDING: Final = 1e-6
_A_YEAR_WEEKS: Final = 53
_MOST_WEEKS: Final = 520
#: Longest time from one archived full to the next, minutes: weekly, monthly, quarterly, yearly.
_ARCHIVE_GAPS: Final = (WEEK_MINUTES, 31 * DAY_MINUTES, 92 * DAY_MINUTES, 366 * DAY_MINUTES)


class Copies(Protocol):
    """Copies of one kind: how old the newest usable one is at a moment, and at which moments that drops."""

    def age(self, at: float) -> float | None:
        """Minutes from `at` back to the newest usable copy, just before anything that happens at `at`; None: none."""

    def drops(self) -> Sequence[float]:
        """The moments of one week at which the age drops."""


class Lagging(NamedTuple):
    """Replication: a copy of every `cycle` minutes arrives `moving` later. `clean_before`: only copies that old count.

    Without a stated cycle, or at a phase that is not known, the greatest age holds at every moment.
    """

    cycle: float
    moving: float
    clean_before: float = 0.0

    def age(self, at: float) -> float | None:
        """The greatest age: cycles have no stated beginning, so the disaster may come just before one ends."""
        return max(self.clean_before, self.moving) + self.cycle

    def drops(self) -> Sequence[float]:
        """None that are known."""
        return ()


class Backups(NamedTuple):
    """Backups by a calendar, usable `delay` minutes after their run began.

    `clean_before` > 0: a corruption began that long before; then only points that are older and that `rule` still
    keeps count.
    """

    calendar: RunCalendar
    delay: float
    clean_before: float = 0.0
    rule: ChainRule | None = None

    def age(self, at: float) -> float | None:
        """As in `Copies`. A run that ends at `at` does not count yet."""
        span = _span(self)
        at %= span.weeks * WEEK_MINUTES
        if span.rule is not None:
            return _clean_age(self, span, at)
        runs = _runs(self.calendar, span.before, span.weeks)
        place = _before(runs, min(at - self.delay, at - self.clean_before))
        return at - runs[place - 1] if place else None

    def drops(self) -> Sequence[float]:
        """When runs become usable, and when they become clean, within the span from a Monday on."""
        span = _span(self)
        later = {self.delay, self.clean_before} if self.clean_before else {self.delay}
        runs = _runs(self.calendar, span.before, span.weeks)
        end = span.weeks * WEEK_MINUTES
        return sorted({run + by for by in later for run in runs[bisect_left(runs, -by) : bisect_left(runs, end - by)]})


class _Span(NamedTuple):
    """Weeks after which ages repeat, weeks before them that count, and the rule that keeps points (None: all)."""

    weeks: int
    before: int
    rule: ChainRule | None


@lru_cache(maxsize=1_024)
def _span(backups: Backups) -> _Span:
    """More than one week where only archived fulls reach back far enough, a year where runs are months apart."""
    calendar, rule = backups.calendar, backups.rule
    gap = _gap_minutes(calendar)
    rare = _A_YEAR_WEEKS if gap > WEEK_MINUTES else 1
    oldest = max(backups.clean_before, backups.delay)
    if not backups.clean_before or rule is None:
        return _Span(rare, int((oldest + gap) // WEEK_MINUTES) + 2, None)
    rule = _needed(backups, rule)
    gaps = [between for count, between in zip(rule.archive_counts, _ARCHIVE_GAPS, strict=True) if count]
    weeks = max([rare, *[ceil(between / WEEK_MINUTES) for between in gaps]])
    reach = oldest + rule.keep_points * gap + rule.held_days * DAY_MINUTES + 2 * max(gaps, default=0.0)
    return _Span(weeks, min(int((reach + gap) // WEEK_MINUTES) + 4, _MOST_WEEKS), rule)


class Loss(NamedTuple):
    """Minutes of data that are lost, None where no usable copy is left; and the moment of the week it is so."""

    minutes: float | None
    at: float | None


def loss_at(ways: Iterable[Sequence[Copies]], at: float) -> float | None:
    """What is lost at a moment: of each way the newest copy counts, of all ways the one that loses most."""
    worst = 0.0
    for copies in ways:
        ages = [age for age in [one.age(at) for one in copies] if age is not None]
        if not ages:
            return None
        worst = max(worst, min(ages))
    return worst


def worst_loss(ways: Sequence[Sequence[Copies]], days: frozenset[int] | None = None, hour: float | None = None) -> Loss:
    """The most that can be lost, and when: over all moments at which a copy becomes usable or clean.

    `days`: only on these weekdays (Monday = 0); `hour`: only at this hour of the day.
    """
    return _worst(tuple([tuple(one) for one in ways]), days, hour)


@lru_cache(maxsize=4_096)
def _worst(ways: tuple[tuple[Copies, ...], ...], days: frozenset[int] | None, hour: float | None) -> Loss:
    wanted = range(7) if days is None else sorted(days)
    if hour is None:
        found = {moment for copies in ways for one in copies for moment in one.drops()}
        moments = sorted(found) or [0.0]
        if days is not None:
            ends = [(day + 1) * DAY_MINUTES for day in wanted]
            moments = [one for one in moments if one % WEEK_MINUTES // DAY_MINUTES in days] + ends
    else:
        moments = [day * DAY_MINUTES + hour * 60 for day in wanted]
    worst, when = -inf, moments[0]
    for moment in moments:
        lost = loss_at(ways, moment)
        if lost is None:
            return Loss(None, moment)
        if lost > worst:
            worst, when = lost, moment
    return Loss(worst, when)


@lru_cache(maxsize=256)
def _gap_minutes(calendar: RunCalendar) -> float:
    return longest_gap_hours(calendar) * 60


def _before(runs: Sequence[float], moment: float) -> int:
    """How many runs lie before a moment; one at the moment, but for rounding, does not."""
    return bisect_left(runs, moment - _ROUNDING)


@lru_cache(maxsize=256)
def _runs(calendar: RunCalendar, weeks_before: int, weeks: int) -> tuple[float, ...]:
    # The calendar always begins so many weeks before the Monday, so a grid that fits no week has one phase.
    start = _MONDAY - timedelta(weeks=weeks_before)
    return tuple([(run - _MONDAY) / _MINUTE for run in policy_runs(calendar, start, _MONDAY + timedelta(weeks=weeks))])


@lru_cache(maxsize=64)
def _shape(calendar: RunCalendar, rule: ChainRule, before: int, weeks: int) -> ChainShape | None:
    """The points that are there after each run; None where the rule is wrong, so that nothing is known to go."""
    if rule_problem(rule) is not None:
        return None
    return chain_shape(rule, [_MONDAY + _MINUTE * run for run in _runs(calendar, before, weeks)])


def _needed(backups: Backups, rule: ChainRule) -> ChainRule:
    """The rule without the archive that never matters: a tier that reaches back far enough makes coarser ones moot."""
    reached = (rule.keep_points - 1) * backups.calendar.every_hours * 60 + backups.delay >= backups.clean_before
    counts = []
    for count, gap in zip(rule.archive_counts, _ARCHIVE_GAPS, strict=True):
        counts.append(0 if reached else count)
        reached = reached or (count - 1) * gap >= backups.clean_before
    weekly, monthly, quarterly, yearly = counts
    return rule._replace(keep_weekly=weekly, keep_monthly=monthly, keep_quarterly=quarterly, keep_yearly=yearly)


def _clean_age(backups: Backups, span: _Span, at: float) -> float | None:
    """Age of the newest point that was taken before the corruption, is usable, and that retention has left."""
    assert span.rule is not None
    runs = _runs(backups.calendar, span.before, span.weeks)
    shape = _shape(backups.calendar, span.rule, span.before, span.weeks)
    ended = _before(runs, at - backups.delay) - 1
    clean = _before(runs, at - backups.clean_before) - 1
    if ended < 0 or clean < 0:
        return None
    newest = min(clean, ended)
    if shape is not None:
        newest = min(newest, shape.stops[ended] - 1)
        if newest < shape.firsts[ended]:
            kept = [run for run in (shape.anchors[ended], *shape.archive[ended]) if run <= min(clean, ended)]
            if not kept:
                return None
            newest = max(kept)
    return at - runs[newest]
