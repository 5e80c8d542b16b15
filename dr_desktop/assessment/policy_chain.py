"""A plan's backup policy as a chain rule and a calendar, and the chain day by day over the horizon."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from itertools import accumulate, groupby, pairwise
from operator import add
from typing import Final, NamedTuple

from dr_desktop.assessment.block_clone import (
    SharingLayout,
    full_commons,
    shared_units,
    sharing_layout,
    times_read_again,
)
from dr_desktop.assessment.chain_factors import UNIT, ChainUnits, chain_units, point_sums, shape_of
from dr_desktop.assessment.chain_rules import ChainRule, rule_problem
from dr_desktop.assessment.chain_shape import held_back_after, points_after
from dr_desktop.assessment.chain_words import rule_in_words
from dr_desktop.assessment.change_bands import ANY_RATE, BANDS
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.run_calendar import (
    RunCalendar,
    change_weights,
    longest_gap_hours,
    mean_gap_days,
    policy_runs,
    run_weekdays,
)
from dr_desktop.plan.backup import BackupPolicy, BackupTarget
from dr_desktop.plan.choices import Weekday

_WEEKDAY: Final = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}


class ChainKey(NamedTuple):
    """All that a chain's series follows from; equal keys have equal series. The rule's reduction is 1: it scales."""

    rule: ChainRule
    calendar: RunCalendar
    growth_percent_per_year: float
    start: date
    end: date
    band: int = 0
    """The change rates it is for, a place in `BANDS`; 0 where the rule does not bend with them."""


class State(NamedTuple):
    """What a chain holds at one moment, per used GiB (`a_*`) and per changed GiB a day (`b_*`)."""

    a_points: float
    b_points: float
    a_archive: float
    b_archive: float = 0.0
    run: int = -1
    """The run that left it so, by its place in the calendar; -1 before the first."""

    def size_gib(self, used_gib: float, change_gib_per_day: float) -> float:
        """GiB stored before reduction, archive included."""
        return used_gib * (self.a_points + self.a_archive) + change_gib_per_day * (self.b_points + self.b_archive)


class ChainSeries(NamedTuple):
    """A chain day by day from the first day of the horizon, before reduction.

    `a` (points and archive) and `b` are those of the day's largest state; `finer` holds, by day, several states where
    none is the largest in both. `a_archive` and `b_archive` are the parts of `a` and `b` that are archived fulls.
    """

    a: tuple[float, ...]
    b: tuple[float, ...]
    a_archive: tuple[float, ...]
    b_archive: tuple[float, ...]
    finer: dict[int, tuple[State, ...]]
    runs: tuple[int, ...] = ()
    """Per day the run that left its largest state, by its place in the calendar; -1 before the first."""

    def states(self, day: int) -> tuple[State, ...]:
        """The states of a day that can be its largest."""
        found = self.finer.get(day)
        if found is not None:
            return found
        a_archive, b_archive = self.a_archive[day], self.b_archive[day]
        run = self.runs[day] if self.runs else -1
        return (State(self.a[day] - a_archive, self.b[day] - b_archive, a_archive, b_archive, run),)


NO_CHAIN: Final = ChainSeries((), (), (), (), {})


def policy_calendar(policy: BackupPolicy) -> RunCalendar:
    """When the policy runs; a blank interval means once a day."""
    return RunCalendar(
        every_hours=policy.every_hours or 24.0,
        run_days=tuple(sorted(_WEEKDAY[day] for day in policy.run_days)),
        window_start_hour=policy.window_start or 0.0,
        window_hours=policy.window_hours or None,
        every_months=policy.every_months or 0,
    )


def left_fraction(policy: BackupPolicy, target: BackupTarget | None, assumed_percent: float) -> float:
    """Share of the data left after reduction: the target's, else the policy's, else the assumption."""
    for percent in (target.size_after_reduction_percent if target else None, policy.size_after_reduction_percent):
        if percent is not None:
            return percent / 100
    return assumed_percent / 100


def policy_rule(policy: BackupPolicy, reduction: float, target: BackupTarget | None = None) -> ChainRule:
    """The chain rule of a policy; `reduction` is the fraction left. `target` may hold back what is to be deleted."""
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
        keep_days=float(policy.keep_days or 0),
        immutable_days=float((target.immutable_days if target else None) or 0),
        block_clone=policy.block_clone,
        # A reverse chain starts anew only with a full that is read again.
        months_are_synthetic=not active and policy.style != "reverse",
    )


def policy_problem(policy: BackupPolicy) -> str | None:
    """Why no chain can be built from the policy, in words; None when one can."""
    return _problem_of(policy_rule(policy, 1.0), policy.run_days)


# Many applications share few policies.
@lru_cache(maxsize=256)
def _problem_of(rule: ChainRule, run_days: tuple[Weekday, ...]) -> str | None:
    return rule_problem(rule, frozenset(_WEEKDAY[day] for day in run_days) or frozenset(range(7)))


def bends(policy: BackupPolicy) -> bool:
    """Whether what the policy stores bends with the change rate, so that its machines are pooled by bands of rates."""
    return policy.style == "differential" or policy.block_clone


def policy_words(policy: BackupPolicy, target: BackupTarget | None) -> str:
    """The policy's name and the retention rule that its restore points on a target are counted by."""
    days = mean_gap_days(policy_calendar(policy)) if policy.keep_days else None
    return f"{named(policy)}: {rule_in_words(policy_rule(policy, 1.0, target), days)}"


def kept_days(policy: BackupPolicy) -> float:
    """How far back the restore points of a policy reach, in days: by points or by days, archived fulls left out."""
    by_points = (policy.keep_points or 0) * longest_gap_hours(policy_calendar(policy)) / 24
    return max(by_points, float(policy.keep_days or 0))


def plain_key(key: ChainKey) -> ChainKey:
    """The key of the same chain without block clone."""
    rule = key.rule._replace(block_clone=False)
    return key._replace(rule=rule, band=key.band if rule.bends else 0)


def chain_series(key: ChainKey, plain: ChainSeries | None = None) -> ChainSeries:
    """The series of a chain; `NO_CHAIN` when its calendar has no run or its rule a problem (`policy_problem`).

    With block clone it is that of `plain_key` (`plain`, if it is known) less what its fulls share.
    """
    if key.rule.block_clone:
        whole = chain_series(plain_key(key)) if plain is None else plain
        return _less_shared(key, whole) if whole.a else whole
    plan = calendar_runs(key.calendar, key.start, key.end)
    if not plan.runs or rule_problem(key.rule, run_weekdays(plan.runs)) is not None:
        return NO_CHAIN
    start = datetime.combine(key.start, time())
    band = BANDS[key.band] if key.rule.bends else ANY_RATE
    made = chain_units(key.rule, plan.runs, start, key.growth_percent_per_year, plan.weights, band)
    a, b = list(map(add, made.a_points, made.a_archive)), list(map(add, made.b_points, made.b_archive))
    places = list(plan.latest)
    finer: dict[int, tuple[State, ...]] = {}
    for row, first, stop in plan.busy:
        found = _largest(a[first:stop], b[first:stop])
        if len(found) > 1:
            finer[row] = tuple([_state(made, first + one) for one in found])
        places[row] = first + found[0]
    blank = places.count(-1)
    after = places[blank:]
    a_points, b_points, a_archive, b_archive = [
        [0.0] * blank + list(map(UNIT.__mul__, map(column.__getitem__, after))) for column in made
    ]
    return ChainSeries(
        tuple(map(add, a_points, a_archive)),
        tuple(map(add, b_points, b_archive)),
        tuple(a_archive),
        tuple(b_archive),
        finer,
        tuple(places),
    )


def _less_shared(key: ChainKey, whole: ChainSeries) -> ChainSeries:
    """A chain less what its fulls share, at the states that are the largest of their days without sharing."""
    finer = tuple([state.run for of_day in whole.finer.values() for state in of_day])
    ground = _ground(key._replace(band=0), whole.runs, finer)
    saved = shared_units(ground.layout, BANDS[key.band])
    a_points, b_points, a_archive, b_archive = [[0.0, *[units * UNIT for units in column]] for column in saved]
    rows = ground.rows

    def less(state: State) -> State:
        row = ground.places[state.run]
        return State(
            state.a_points - a_points[row],
            state.b_points - b_points[row],
            state.a_archive - a_archive[row],
            state.b_archive - b_archive[row],
            state.run,
        )

    return ChainSeries(
        tuple([a - a_points[row] - a_archive[row] for a, row in zip(whole.a, rows, strict=True)]),
        tuple([b - b_points[row] - b_archive[row] for b, row in zip(whole.b, rows, strict=True)]),
        tuple([a - a_archive[row] for a, row in zip(whole.a_archive, rows, strict=True)]),
        tuple([b - b_archive[row] for b, row in zip(whole.b_archive, rows, strict=True)]),
        {row: tuple([less(state) for state in of_day]) for row, of_day in whole.finer.items()},
        whole.runs,
    )


class _Ground(NamedTuple):
    """What block clone is counted from, alike for all change rates. `places`: runs in the layout, counted from 1; 0
    for before the first. `rows`: per day the place of the run that left its largest state."""

    layout: SharingLayout
    places: dict[int, int]
    rows: list[int]


@lru_cache(maxsize=32)
def _ground(key: ChainKey, daily: tuple[int, ...], finer: tuple[int, ...]) -> _Ground:
    plan = calendar_runs(key.calendar, key.start, key.end)
    start = datetime.combine(key.start, time())
    units = point_sums(key.rule, plan.runs, start, key.growth_percent_per_year, plan.weights).units
    common = full_commons(times_read_again(key.rule, plan.runs), units.grown, units.elapsed)
    runs = sorted({*daily, *finer} - {-1})
    places = {run: place for place, run in enumerate((-1, *runs))}
    return _Ground(sharing_layout(shape_of(key.rule, plan.runs), common, runs), places, [places[run] for run in daily])


class HeldPoints(NamedTuple):
    """How many points a policy keeps after a run, and the runs whose points are there only because nothing can go."""

    kept: int
    held_back: frozenset[int]


def points_held_back(key: ChainKey, run: int) -> HeldPoints:
    """What a chain holds after a run of its calendar, by its place. Raises ValueError for a rule with a problem."""
    runs = calendar_runs(key.calendar, key.start, key.end).runs
    free = shape_of(key.rule._replace(immutable_days=0.0), runs)
    return HeldPoints(len(points_after(free, run)), held_back_after(shape_of(key.rule, runs), free, run))


def _state(made: ChainUnits, run: int) -> State:
    a_points, b_points, a_archive, b_archive = [column[run] * UNIT for column in made]
    return State(a_points, b_points, a_archive, b_archive, run)


def _largest(a: list[int], b: list[int]) -> list[int]:
    """Places of the states that no other matches or exceeds in both A and B, by falling A; the first of equals."""
    highest, longest = max(a), max(b)
    place = a.index(highest)
    if b[place] == longest:
        return [place]
    found: list[int] = []
    for n in sorted(range(len(a)), key=lambda n: (-a[n], -b[n], n)):
        if not found or b[n] > b[found[-1]]:
            found.append(n)
    return found


class _Day(NamedTuple):
    """A day with runs: its row in the horizon, the first of them and the one after the last, by their places."""

    row: int
    first: int
    stop: int


class CalendarRuns(NamedTuple):
    """A calendar's runs with what each finds changed, the days that have several, and per day of the horizon the last
    run by its evening: -1 before the first."""

    runs: tuple[datetime, ...]
    weights: tuple[float, ...]
    busy: tuple[_Day, ...]
    latest: tuple[int, ...]


# Chains that differ in growth or in what they keep share their calendar.
@lru_cache(maxsize=16)
def calendar_runs(calendar: RunCalendar, start: date, end: date) -> CalendarRuns:
    """The runs of a calendar from midnight of `start` to before `end`."""
    runs = policy_runs(calendar, datetime.combine(start, time()), datetime.combine(end, time()))
    origin = start.toordinal()
    spans = [(day - origin, len(list(of_day))) for day, of_day in groupby(map(datetime.toordinal, runs))]
    stops = accumulate([count for _, count in spans])
    days = tuple([_Day(row, stop - count, stop) for (row, count), stop in zip(spans, stops, strict=True)])
    latest = [-1] * (days[0].row if days else (end - start).days)
    for one, after in pairwise((*days, _Day((end - start).days, 0, 0))):
        latest += [one.stop - 1] * (after.row - one.row)
    busy = tuple([one for one in days if one.stop - one.first > 1])
    return CalendarRuns(runs, change_weights(runs), busy, tuple(latest))
