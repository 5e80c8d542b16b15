"""Which restore points of a policy lie at a target on a day, with their sizes over all machines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from math import fsum
from typing import NamedTuple

from dr_desktop.assessment.block_clone import Link, full_links, times_read_again
from dr_desktop.assessment.capacity import PoolSeries, pool_day
from dr_desktop.assessment.chain_factors import PointUnits, point_units, shape_of
from dr_desktop.assessment.chain_shape import ChainShape
from dr_desktop.assessment.change_bands import BANDS
from dr_desktop.assessment.memory import Memory
from dr_desktop.assessment.months import horizon
from dr_desktop.assessment.policy_chain import ChainKey, calendar_runs, points_held_back, policy_words
from dr_desktop.assessment.pools import PoolKey
from dr_desktop.assessment.restore_points import PointKind, marks_by_run, stored_after
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.stores import chain_key_of


class PolicyUse(NamedTuple):
    """A policy at a target: of what is backed up there (`layer` "points"), or of second copies ("copies")."""

    policy: str
    target: str
    layer: str


class StoredPoint(NamedTuple):
    """One restore point of all machines of a policy at a target.

    `gib` over all machines, after reduction. `marks`: tiers that marked it, any of W, M, Q, Y. `held_back`: it is
    stored only because the target lets nothing be deleted; of a full that steps were merged into if they might, the
    newest of these steps counts instead.
    """

    kind: PointKind
    taken: datetime
    gib: float
    marks: str
    held_back: bool


class PointsOnDay(NamedTuple):
    """The points at the moment of a day at which they take most, oldest first.

    `after` is the run that leaves them so, None before the first; `used_gib` is the source at the start of the plan.
    `estimated`: sizes of fulls are an estimate (block clone). `rule_words` says by which rule points stay.
    `held_back_gib` would not be stored if points might be deleted: what is held back, less what would be there instead.
    """

    use: PolicyUse
    day: date
    machines: int
    used_gib: float
    points: tuple[StoredPoint, ...]
    estimated: bool
    rule_words: str
    after: datetime | None = None
    held_back_gib: float = 0.0

    @property
    def total_gib(self) -> float:
        """GiB of all points."""
        return fsum([point.gib for point in self.points])


def uses_of_policies(assessment: Assessment) -> tuple[PolicyUse, ...]:
    """Every policy at every target that it fills, in the plan's order of policies."""
    found = dict.fromkeys([PolicyUse(key.policy, key.store, key.layer) for key in _series(assessment)])
    order = {policy: place for place, policy in enumerate(assessment.plan.backup_policies)}
    return tuple(sorted(found, key=lambda use: (order.get(use.policy, len(order)), use.layer != "points", use.target)))


def days_of_horizon(assessment: Assessment) -> tuple[date, date]:
    """The first and the last day that the plan looks at."""
    days = horizon(assessment.plan.header.start_month, max(1, round(assessment.assumed.horizon_months)))
    return days[0], days[-1] - timedelta(days=1)


def points_on_day(assessment: Assessment, use: PolicyUse, day: date) -> PointsOnDay | None:
    """The points of a policy at a target at the fullest moment of `day`; None where the policy fills nothing there.

    It is the moment that the target's capacity counts. A day before the first run has no points.
    """
    memory = assessment.memory
    pools = {key: one for key, one in _series(assessment).items() if PolicyUse(key.policy, key.store, key.layer) == use}
    if not isinstance(memory, Memory) or not pools:
        return None
    policy, target = assessment.plan.backup_policies[use.policy], assessment.plan.backup_targets[use.target]
    chain = chain_key_of(next(iter(pools)), memory.around)
    runs = calendar_runs(chain.calendar, chain.start, chain.end).runs
    found = [(index, _points(pools, memory, runs, index)) for index in _moments(pools, day, chain.start, runs)]
    index, points = max(found, key=_total, default=(-1, ()))
    return PointsOnDay(
        use,
        day,
        sum([one.pool.machines for one in pools.values()]),
        fsum([one.pool.used_gib for one in pools.values()]),
        points,
        policy.block_clone,
        policy_words(policy, target),
        runs[index] if index >= 0 else None,
        fsum([pool_day(one, (day - chain.start).days).held_back for one in pools.values()]),
    )


def _moments(
    pools: Mapping[PoolKey, PoolSeries], day: date, start: date, runs: tuple[datetime, ...]
) -> tuple[int, ...]:
    """The runs of a day, by their places, after which the points can take most; outside the horizon the latest run."""
    row = (day - start).days
    places = {state.run for one in pools.values() if 0 <= row < len(one.chain.a) for state in one.chain.states(row)}
    if not places:
        places = {bisect_left(runs, datetime.combine(day + timedelta(days=1), time())) - 1}
    return tuple(sorted([place for place in places if place >= 0]))


def _total(found: tuple[int, tuple[StoredPoint, ...]]) -> float:
    return fsum([point.gib for point in found[1]])


def _series(assessment: Assessment) -> Mapping[PoolKey, PoolSeries]:
    memory = assessment.memory
    if not isinstance(memory, Memory):
        return {}
    return {key: one for key, one in memory.stores.series.items() if one.chain.a}


def _points(
    pools: Mapping[PoolKey, PoolSeries], memory: Memory, runs: tuple[datetime, ...], index: int
) -> tuple[StoredPoint, ...]:
    sizes: dict[int, list[float]] = {}
    kinds: dict[int, PointKind] = {}
    chain = chain_key_of(next(iter(pools)), memory.around)
    for key, one in pools.items():
        chain = chain_key_of(key, memory.around)
        ground = _ground(chain._replace(band=chain.band if chain.rule.style == "differential" else 0))
        used, change = one.pool.used_gib * one.reduction, one.pool.change_gib_per_day * one.reduction
        for point in stored_after(chain.rule, ground.shape, ground.units, ground.link(chain.band), index):
            kinds[point.run] = point.kind
            sizes.setdefault(point.run, []).append(used * point.a + change * point.b)
    marks = marks_by_run(shape_of(chain.rule, runs))
    held = points_held_back(chain, index).held_back if kinds else frozenset()
    return tuple(
        [StoredPoint(kinds[run], runs[run], fsum(sizes[run]), marks.get(run, ""), run in held) for run in sorted(kinds)]
    )


class _Ground(NamedTuple):
    shape: ChainShape
    units: PointUnits
    read_again: list[int] | None

    def link(self, band: int) -> Link | None:
        if self.read_again is None:
            return None
        return full_links(self.read_again, self.units.grown, self.units.elapsed, BANDS[band])


# A few growths at most; the day moves much more often than they do.
@lru_cache(maxsize=6)
def _ground(key: ChainKey) -> _Ground:
    plan = calendar_runs(key.calendar, key.start, key.end)
    shape = shape_of(key.rule, plan.runs)
    start = datetime.combine(key.start, time())
    growth = key.growth_percent_per_year
    units = point_units(key.rule, plan.runs, shape.lasting_fulls, start, growth, plan.weights, BANDS[key.band])
    return _Ground(shape, units, times_read_again(key.rule, plan.runs) if key.rule.block_clone else None)
