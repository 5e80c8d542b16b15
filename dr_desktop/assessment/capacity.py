"""Capacity of backup targets and stamps: month by month with the worst day, ceiling and run-out month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import floor, fsum
from operator import mul
from typing import Final, NamedTuple

from dr_desktop.assessment.months import growth_at, horizon, month_after
from dr_desktop.assessment.policy_chain import ChainSeries
from dr_desktop.assessment.pools import Pool
from dr_desktop.assessment.restore_points import working_space_gib
from dr_desktop.assessment.results import MonthStep, StoreResult
from dr_desktop.plan.choices import WorkingSpaceRule


class PoolDay(NamedTuple):
    """What a pool holds on a day, GiB: newest points, archived fulls; of these held back; what sharing saves."""

    newest: float
    kept: float
    held_back: float
    shared: float


NOTHING_HELD: Final = PoolDay(0.0, 0.0, 0.0, 0.0)


class PoolMeans(NamedTuple):
    """What a chain holds in the mean of a month, after reduction: GiB per used GiB, and per changed GiB a day."""

    a: float
    b: float


class PoolSeries(NamedTuple):
    """One pool on a target: its sums, chain and GiB per day of the horizon.

    `known` and `means` hold the days and months that were asked for: hundreds of pools stay as they are while one
    machine is edited.
    """

    pool: Pool
    layer: str
    growth_percent_per_year: float
    reduction: float
    chain: ChainSeries
    daily_gib: tuple[float, ...]
    #: the same chain if the target held nothing back, and if fulls shared nothing; None where that is no other chain
    unheld: ChainSeries | None
    unshared: ChainSeries | None
    known: dict[int, PoolDay]
    means: dict[tuple[int, int], PoolMeans]


def pool_series(
    pool: Pool,
    layer: str,
    growth: float,
    reduction: float,
    chain: ChainSeries,
    unheld: ChainSeries | None = None,
    unshared: ChainSeries | None = None,
) -> PoolSeries:
    """GiB of a pool per day: (used × A + changed × B) × what reduction leaves, at the day's largest state."""
    used, change = pool.used_gib * reduction, pool.change_gib_per_day * reduction
    daily = [used * a + change * b for a, b in zip(chain.a, chain.b, strict=True)]
    for row, states in chain.finer.items():
        daily[row] = max([state.size_gib(used, change) for state in states])
    return PoolSeries(pool, layer, growth, reduction, chain, tuple(daily), unheld, unshared, {}, {})


def pool_day(series: PoolSeries, row: int) -> PoolDay:
    """What a pool holds on a day (by its place in the horizon), in the largest state of the day."""
    found = series.known.get(row)
    if found is None:
        found = series.known[row] = _pool_day(series, row)
    return found


def _pool_day(series: PoolSeries, row: int) -> PoolDay:
    if not 0 <= row < len(series.chain.a):
        return NOTHING_HELD
    used, change = series.pool.used_gib * series.reduction, series.pool.change_gib_per_day * series.reduction
    sizes = [
        (used * state.a_points + change * state.b_points, used * state.a_archive + change * state.b_archive)
        for state in series.chain.states(row)
    ]
    newest, kept = sizes[0] if len(sizes) == 1 else max(sizes, key=sum)
    held = 0.0 if series.unheld is None else max(0.0, newest + kept - gib_on(series, series.unheld, row))
    shared = 0.0 if series.unshared is None else gib_on(series, series.unshared, row) - (newest + kept)
    return PoolDay(newest, kept, held, shared)


def fullest_run(series: PoolSeries, row: int) -> int:
    """The run, by its place in the calendar, that leaves a pool in its largest state of a day of the horizon."""
    used, change = series.pool.used_gib, series.pool.change_gib_per_day
    return max(series.chain.states(row), key=lambda state: state.size_gib(used, change)).run


def gib_on(series: PoolSeries, chain: ChainSeries, row: int) -> float:
    """GiB that a pool takes on a day (by its place in the horizon) with that chain, at the day's largest state."""
    if not 0 <= row < len(chain.a):
        return 0.0
    pool, reduction = series.pool, series.reduction
    used, change = pool.used_gib * reduction, pool.change_gib_per_day * reduction
    return max([state.size_gib(used, change) for state in chain.states(row)])


def target_store(
    series: Sequence[PoolSeries],
    start: date,
    months: int,
    capacity_gib: float | None,
    ceiling_percent: float,
    lead_time_months: float,
    working_space_rule: WorkingSpaceRule,
    rule_words: tuple[str, ...],
    headroom_percent: float = 0.0,
) -> StoreResult:
    """A backup target over the horizon, GiB. `series` are its pools; an empty target gives empty months of zero.

    `headroom_percent`: machines not yet listed, as a share of those that are. They are of the same kind, so they take
    that share of all points more, and the working space is that of the larger source.
    """
    ends = horizon(start, months)
    pools = _pools(series, start, (ends[-1] - start).days)
    steps = [_month(pools, first, after, working_space_rule, headroom_percent / 100) for first, after in pairwise(ends)]
    finer = sum([1 for one in series if one.chain.finer])
    result = _store("target", steps, capacity_gib, ceiling_percent, lead_time_months)
    ceiling = result.ceiling_gib
    return result._replace(
        room_machines=room_for(
            steps, capacity_gib, ceiling_percent, sum([one.pool.machines for one in series]), _all_but_headroom
        ),
        run_out_unheld=None
        if ceiling is None
        else next((step.month for step in steps if step.total - step.held_back > ceiling), None),
        upper_bound=len(series) > 1 and finer > 0,
        applications=sum([one.pool.applications for one in series if one.layer == "points"]),
        machines=sum([one.pool.machines for one in series if one.layer == "points"]),
        source_gib=fsum([one.pool.used_gib for one in series]),
        rule_words=rule_words,
        due_machines=sum([one.pool.due_machines for one in series if one.layer == "points"]),
        due_gib=fsum([one.pool.due_gib for one in series]),
    )


def stamp_store(
    replicas: Sequence[tuple[float, Pool]],
    hosted: Sequence[StoreResult],
    used_gib: float,
    start: date,
    months: int,
    capacity_gib: float | None,
    ceiling_percent: float,
    lead_time_months: float,
    headroom_percent: float = 0.0,
) -> StoreResult:
    """Storage of a stamp, GiB: replicas (growth, pool) that grow, backup targets that stand on it, what runs there.

    `headroom_percent` is added to the replicas; the targets bring their own.
    """
    steps = []
    for row, (first, after) in enumerate(pairwise(horizon(start, months))):
        last = after - timedelta(days=1)
        points = fsum([pool.used_gib * growth_at(growth, start, last) for growth, pool in replicas])
        copies = fsum([store.months[row].total for store in hosted])
        more = points * headroom_percent / 100
        total = fsum((points, copies, used_gib, more))
        stored = fsum((points, copies))
        steps.append(MonthStep(first, last, points, 0.0, copies, used_gib, total, stored, headroom=more))
    machines = sum([pool.machines for _, pool in replicas])
    return _store("stamp", steps, capacity_gib, ceiling_percent, lead_time_months)._replace(
        room_machines=room_for(steps, capacity_gib, ceiling_percent, machines, _replicas_only),
        applications=sum([pool.applications for _, pool in replicas]),
        machines=machines,
        source_gib=fsum([pool.used_gib for _, pool in replicas]),
    )


def working_gib(rule: WorkingSpaceRule, source_gib: float, reduction: float, largest_gib: float) -> float:
    """Room to build and merge fulls, GiB: by the size of the source (1), or 125 % of the largest full (2), or none.

    (1) Restore Point Simulator 0.4.1: `acceptance rule 7`. (2) Veeam best-practice guide, repository sizing.
    """
    if rule == "buckets":
        return working_space_gib(source_gib, reduction)
    return 1.25 * largest_gib * reduction if rule == "one_full" else 0.0


def room_for(
    steps: Sequence[MonthStep],
    capacity_gib: float | None,
    ceiling_percent: float,
    machines: int,
    taken: Callable[[MonthStep], float],
) -> int | None:
    """How many more machines like the average of `machines` fit below the ceiling in every month; 0 when none does.

    `taken`: what the machines that are there take in a month, GiB. None where no capacity is stated or nothing is kept.
    """
    if capacity_gib is None or not machines:
        return None
    ceiling = capacity_gib * ceiling_percent / 100
    found = [(ceiling - step.total) * machines / size for step in steps if (size := taken(step)) > 0]
    return max(0, floor(min(found))) if found else None


def _replicas_only(step: MonthStep) -> float:
    return step.points


def _all_but_headroom(step: MonthStep) -> float:
    return step.total - step.headroom


class _Pools(NamedTuple):
    """The pools of a target, laid out once for all months. `daily`: GiB per day from `start` on, all of them.

    What lies at the source at the start, GiB, by kind of growth: `yearly` factors, used, the same after reduction, and
    the largest source.
    """

    start: date
    daily: list[float]
    points: list[PoolSeries]
    copies: list[PoolSeries]
    yearly: list[float]
    used: list[float]
    reduced: list[float]
    largest: list[float]


def _pools(series: Sequence[PoolSeries], start: date, days: int) -> _Pools:
    columns = [one.daily_gib for one in series if len(one.daily_gib) == days]
    alike: dict[float, list[PoolSeries]] = {}
    for one in series:
        alike.setdefault(one.growth_percent_per_year, []).append(one)
    return _Pools(
        start,
        # Plain sums: pools come in the order of their keys, and these only tell which day is the worst, and the mean.
        list(map(sum, zip(*columns, strict=True))) if columns else [0.0] * days,
        [one for one in series if one.layer == "points"],
        [one for one in series if one.layer == "copies"],
        [1 + growth / 100 for growth in alike],
        [fsum([one.pool.used_gib for one in pools]) for pools in alike.values()],
        [fsum([one.pool.used_gib * one.reduction for one in pools]) for pools in alike.values()],
        [max([one.pool.largest_gib for one in pools]) for pools in alike.values()],
    )


def _month(pools: _Pools, first: date, after: date, rule: WorkingSpaceRule, headroom: float) -> MonthStep:
    low, high = (first - pools.start).days, (after - pools.start).days
    # A plan that begins within the month has nothing stored before.
    daily = [0.0] * -low + pools.daily[:high] if low < 0 else pools.daily[low:high]
    row = low + daily.index(max(daily))
    points, archive, held, shared = _on_day(pools.points, row)
    newest, kept, held_copies, shared_copies = _on_day(pools.copies, row)
    copies = newest + kept
    grown = [factor ** (row / 365) for factor in pools.yearly]
    source = fsum(map(mul, grown, pools.used))
    reduction = fsum(map(mul, grown, pools.reduced)) / source if source else 1.0
    working = working_gib(rule, source * (1 + headroom), reduction, max(map(mul, grown, pools.largest), default=0.0))
    more = fsum((points, archive, copies)) * headroom
    return MonthStep(
        first,
        pools.start + timedelta(days=row),
        points,
        archive,
        copies,
        working,
        fsum((points, archive, copies, working, more)),
        fsum(daily) / len(daily),
        held + held_copies,
        shared + shared_copies,
        more,
    )


def _on_day(series: Sequence[PoolSeries], row: int) -> Sequence[float]:
    """What all these hold together on a day of the horizon, as a PoolDay says it of one."""
    if not series:
        return NOTHING_HELD
    days = [one.known.get(row) or pool_day(one, row) for one in series]
    return [fsum(column) for column in zip(*days, strict=True)]


def _store(
    kind: str, steps: Sequence[MonthStep], capacity_gib: float | None, ceiling_percent: float, lead_months: float
) -> StoreResult:
    ceiling = None if capacity_gib is None else capacity_gib * ceiling_percent / 100
    worst = max(steps, key=lambda step: step.total, default=None)
    run_out = None
    if ceiling is not None:
        run_out = next((step.month for step in steps if step.total > ceiling), None)
    order_by = None if run_out is None else month_after(run_out, -round(lead_months))
    return StoreResult(
        kind="target" if kind == "target" else "stamp",
        months=tuple(steps),
        capacity_gib=capacity_gib,
        ceiling_gib=ceiling,
        worst=worst,
        run_out=run_out,
        order_by=order_by,
        upper_bound=False,
        applications=0,
        machines=0,
        source_gib=0.0,
        rule_words=(),
        findings=(),
    )
