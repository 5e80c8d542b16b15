"""The size of a chain as factors: size = used × (A + change × B), for any used size and any change rate at once.

A counts fulls and B increments, both with growth and reduction in them, so one chain serves every machine that shares
policy, start and growth (and, where sizes bend with the change rate, its band of rates). Sums are whole numbers of
2^-64: exact, so that nothing drifts over ten years of runs and a chain computed further never disagrees with itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import accumulate, groupby, repeat
from operator import add, attrgetter, mul, sub
from typing import NamedTuple

from dr_desktop.assessment.block_clone import full_commons, shared_units, sharing_layout, times_read_again
from dr_desktop.assessment.chain_rules import ChainRule
from dr_desktop.assessment.chain_shape import ChainShape, chain_shape, lasting_fulls
from dr_desktop.assessment.change_bands import ANY_RATE, ChangeBand

UNIT = 2.0**-64
_PER_UNIT = 2.0**64


class RunFactors(NamedTuple):
    """A chain after one run. `a_*` in used GiB, `b_*` in used GiB × change; `*_archive` are the archived fulls."""

    when: datetime
    a_points: float
    b_points: float
    a_archive: float
    fulls: int
    """Archived fulls included."""
    increments: int
    """Rollbacks and differentials included."""
    b_archive: float = 0.0
    """0 but for block clone, where an archived full takes what changed since the one before."""

    @property
    def a(self) -> float:
        """GiB stored per used GiB, whatever changes."""
        return self.a_points + self.a_archive

    @property
    def b(self) -> float:
        """GiB stored per used GiB × change."""
        return self.b_points + self.b_archive

    def size_gib(self, used_gib: float, change: float) -> float:
        """GiB stored for a source of `used_gib` at the start, of which the fraction `change` changes."""
        return used_gib * (self.a_points + self.a_archive + change * (self.b_points + self.b_archive))


class DayFactors(NamedTuple):
    """The states of a day that can be its largest: no other state of the day is as large in both A and B."""

    day: date
    states: tuple[RunFactors, ...]


def compounded(growth_percent_per_year: float, years: float) -> float:
    """What a size of 1 grows to: (1 + g) ^ years."""
    return float((1 + growth_percent_per_year / 100) ** years)


def growth_factor(growth_percent_per_year: float, start: datetime, when: datetime) -> float:
    """Source at `when` over source at `start`: (1 + g) ^ (whole days / 365)."""
    return compounded(growth_percent_per_year, (when - start).days / 365)


def chain_factors(
    rule: ChainRule,
    runs: Sequence[datetime],
    start: datetime,
    growth_percent_per_year: float = 0.0,
    weights: Sequence[float] | None = None,
    band: ChangeBand = ANY_RATE,
) -> tuple[RunFactors, ...]:
    """The factors of a chain after each run.

    `runs` ascend; growth counts from `start`. `weights`: per run, how much of the change it finds (`change_weights`
    for a change per day); None where the change is stated per run. `band`: the change rates that the factors are for,
    where the rule bends with them. Raises ValueError for a rule with a problem.
    """
    scale = rule.reduction * UNIT
    made = chain_units(rule, runs, start, growth_percent_per_year, weights, band)
    columns = [[units * scale for units in column] for column in made]
    shape = shape_of(rule, runs)
    fulls_before = [0, *accumulate(shape.lasting_fulls)]
    factors = []
    for when, a_points, b_points, a_archive, b_archive, first, stop, archive in zip(
        runs, *columns, shape.firsts, shape.stops, shape.archive, strict=True
    ):
        fulls = fulls_before[stop] - fulls_before[first]
        factors.append(
            RunFactors(when, a_points, b_points, a_archive, fulls + 1 + len(archive), stop - first - fulls, b_archive)
        )
    return tuple(factors)


class ChainUnits(NamedTuple):
    """A chain's factors after each run by columns, in units of 2^-64 and before reduction: see `RunFactors`."""

    a_points: list[int]
    b_points: list[int]
    a_archive: list[int]
    b_archive: list[int]


class PointUnits(NamedTuple):
    """Per run, in units of 2^-64 and before reduction: its full per used GiB; its increment per used GiB and per used
    GiB × change. `elapsed`: days of change (or runs, where the change is per run) up to each run."""

    fulls: list[int]
    step_bases: list[int] | None
    """None where increments are nothing but change."""
    steps: list[int]
    grown: list[float]
    elapsed: list[float]


def chain_units(
    rule: ChainRule,
    runs: Sequence[datetime],
    start: datetime,
    growth_percent_per_year: float = 0.0,
    weights: Sequence[float] | None = None,
    band: ChangeBand = ANY_RATE,
) -> ChainUnits:
    """The factors of `chain_factors` without counts, made column by column: what pools of machines need."""
    shape = shape_of(rule, runs)
    units, a_before, b_before = point_sums(rule, runs, start, growth_percent_per_year, weights, band)
    a_archive: list[int] = []
    for _, alike in groupby(shape.archive, id):
        archives = list(alike)
        a_archive += [sum(map(units.fulls.__getitem__, archives[0]))] * len(archives)
    a_points = list(map(add, map(units.fulls.__getitem__, shape.anchors), _between(a_before, shape)))
    b_points = list(_between(b_before, shape))
    if not rule.block_clone:
        return ChainUnits(a_points, b_points, a_archive, [0] * len(runs))
    common = full_commons(times_read_again(rule, runs), units.grown, units.elapsed)
    shared = shared_units(sharing_layout(shape, common), band)
    less = zip((a_points, b_points, a_archive, [0] * len(runs)), shared, strict=True)
    return ChainUnits(*[list(map(sub, column, saved)) for column, saved in less])


def _between(upto: Sequence[int], shape: ChainShape) -> Iterator[int]:
    """Per run the sum over the points of its range; `upto`: the sum over all points before each."""
    return map(sub, map(upto.__getitem__, shape.stops), map(upto.__getitem__, shape.firsts))


def shape_of(rule: ChainRule, runs: Sequence[datetime]) -> ChainShape:
    """`chain_shape`, kept for the chains that differ only in growth, in sharing and in what reduction leaves."""
    return _kept_shape(rule._replace(reduction=1.0, block_clone=False), tuple(runs))


_kept_shape = lru_cache(maxsize=32)(chain_shape)


class PointSums(NamedTuple):
    """What each run's point takes, and what all points before each run take, with only the fulls that last as fulls."""

    units: PointUnits
    a_before: list[int]
    b_before: list[int]


def point_sums(
    rule: ChainRule,
    runs: Sequence[datetime],
    start: datetime,
    growth_percent_per_year: float = 0.0,
    weights: Sequence[float] | None = None,
    band: ChangeBand = ANY_RATE,
) -> PointSums:
    """`point_units` and their sums, kept for the chains that differ only in what they keep and in sharing."""
    schedule = rule._replace(
        keep_points=1,
        keep_weekly=0,
        keep_monthly=0,
        keep_quarterly=0,
        keep_yearly=0,
        keep_days=0.0,
        immutable_days=0.0,
        reduction=1.0,
        block_clone=False,
        months_are_synthetic=False,
    )
    of_runs = None if weights is None else tuple(weights)
    return _kept_sums(schedule, tuple(runs), start, growth_percent_per_year, of_runs, band)


@lru_cache(maxsize=8)
def _kept_sums(
    rule: ChainRule,
    runs: tuple[datetime, ...],
    start: datetime,
    growth_percent_per_year: float,
    weights: tuple[float, ...] | None,
    band: ChangeBand,
) -> PointSums:
    lasting = lasting_fulls(rule, runs)
    units = point_units(rule, runs, lasting, start, growth_percent_per_year, weights, band)
    in_chain = zip(units.fulls, units.step_bases or repeat(0, len(runs)), lasting, strict=True)
    a_before = [0, *accumulate([full if is_full else base for full, base, is_full in in_chain])]
    b_before = [0, *accumulate([0 if full else step for step, full in zip(units.steps, lasting, strict=True)])]
    return PointSums(units, a_before, b_before)


def point_units(
    rule: ChainRule,
    runs: Sequence[datetime],
    lasting: Sequence[bool],
    start: datetime,
    growth_percent_per_year: float,
    weights: Sequence[float] | None,
    band: ChangeBand = ANY_RATE,
) -> PointUnits:
    """What each run's point takes, be it a full or an increment. Fulls are whole: `block_clone` takes off their share.

    `lasting`: per run whether its point is a full that lasts (`lasting_fulls`).
    A rollback holds what the run *after* it overwrote, so in a reverse chain the increment takes that run's weight.
    """
    days = list(map(attrgetter("days"), map(sub, runs, repeat(start))))
    growth = {day: compounded(growth_percent_per_year, day / 365) for day in set(days)}  # growth_factor, once a day
    grown = list(map(growth.__getitem__, days))
    fulls = list(map(int, map(mul, grown, repeat(_PER_UNIT))))
    if weights is not None and len(weights) != len(runs):
        raise ValueError(f"{len(runs)} runs need as many weights, not {len(weights)}.")
    elapsed = list(accumulate(weights)) if weights is not None else [float(run) for run in range(len(runs))]
    if rule.style == "differential":
        bases, steps = _since_full(grown, elapsed, lasting, band)
        return PointUnits(fulls, bases, steps, grown, elapsed)
    if weights is None:
        return PointUnits(fulls, None, fulls, grown, elapsed)
    found = [*weights[1:], 0.0][: len(runs)] if rule.style == "reverse" else weights
    steps = list(map(int, map(mul, map(mul, grown, found), repeat(_PER_UNIT))))
    return PointUnits(fulls, None, steps, grown, elapsed)


def day_factors(factors: Iterable[RunFactors], until: date | None = None) -> tuple[DayFactors, ...]:
    """Per day the states that can be its largest, from the first run's day to the last before `until`.

    `until` None ends with the last run's day. A day without a run has the last state before it: what is stored stays.
    """
    days: list[DayFactors] = []
    today: list[RunFactors] = []
    ordinal = 0
    for state in factors:
        day = state.when.toordinal()
        if day != ordinal:
            if today:
                _close_day(days, today, ordinal, day)
            today, ordinal = [state], day
        else:
            today.append(state)
    if today:
        _close_day(days, today, ordinal, until.toordinal() if until else ordinal + 1)
    return tuple(day for day in days if until is None or day.day < until)


def _close_day(days: list[DayFactors], states: list[RunFactors], ordinal: int, next_ordinal: int) -> None:
    days.append(DayFactors(date.fromordinal(ordinal), _undominated(states)))
    for idle in range(ordinal + 1, next_ordinal):
        days.append(DayFactors(date.fromordinal(idle), (states[-1],)))


def _undominated(states: list[RunFactors]) -> tuple[RunFactors, ...]:
    """The states that no other one matches or exceeds in both A and B, by falling A; the first of equals."""
    if len(states) == 1:
        return (states[0],)
    kept: list[RunFactors] = []
    for state in sorted(states, key=lambda each: (-each.a, -each.b, each.when)):
        if not kept or state.b > kept[-1].b:
            kept.append(state)
    return tuple(kept)


def _since_full(
    grown: Sequence[float], elapsed: Sequence[float], fulls: Sequence[bool], band: ChangeBand
) -> tuple[list[int], list[int]]:
    """Per run base and slope of what changed since its chain's full."""
    bases, steps = [], []
    known: dict[float, tuple[float, float]] = {}
    full_at = 0.0
    for factor, at, is_full in zip(grown, elapsed, fulls, strict=True):
        if is_full:
            full_at = at
        times = at - full_at
        found = known.get(times)
        if found is None:
            found = known[times] = band.changed(times)
        bases.append(int(factor * found[0] * _PER_UNIT))
        steps.append(int(factor * found[1] * _PER_UNIT))
    return bases, steps
