"""What each pool holds at a target on a day, with the chain's A and B: what the explanation of a store is made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from math import fsum
from typing import NamedTuple

from dr_desktop.assessment.capacity import PoolSeries, pool_day
from dr_desktop.assessment.explanation import Input, Place
from dr_desktop.assessment.memory import Memory
from dr_desktop.assessment.policy_chain import State
from dr_desktop.assessment.pools import PoolKey
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.why_members import assumption
from dr_desktop.plan.words import word


class StoredPool(NamedTuple):
    """A pool on a day (by its place in the horizon), and the state in which its chain is the largest."""

    key: PoolKey
    policy_name: str
    series: PoolSeries
    row: int
    state: State

    @property
    def used_gib(self) -> float:
        """Used GiB at the start, after reduction."""
        return self.series.pool.used_gib * self.series.reduction

    @property
    def change_gib(self) -> float:
        """GiB changed a day at the start, after reduction."""
        return self.series.pool.change_gib_per_day * self.series.reduction

    def in_part(self, part: str) -> bool:
        """Whether the pool has something in a part of a month step: points, archive or copies."""
        return (self.key.layer == "copies") == (part == "copies")

    def part_gib(self, part: str) -> float:
        """GiB of the pool in a part."""
        newest = self.used_gib * self.state.a_points + self.change_gib * self.state.b_points
        kept = self.used_gib * self.state.a_archive + self.change_gib * self.state.b_archive
        return newest + kept if part == "copies" else kept if part == "archive" else newest

    def a_and_b(self, part: str) -> tuple[float, float]:
        """The chain's A and B in a part: per used GiB, and per GiB changed a day."""
        one = self.state
        if part == "copies":
            return one.a_points + one.a_archive, one.b_points + one.b_archive
        return (one.a_archive, one.b_archive) if part == "archive" else (one.a_points, one.b_points)

    def held_back_gib(self) -> float:
        """GiB that are there only because the target lets nothing be deleted."""
        return pool_day(self.series, self.row).held_back

    def shared_gib(self) -> float:
        """GiB that it would take more without block clone."""
        return pool_day(self.series, self.row).shared


def pools_on(assessment: Assessment, target: str, day: date) -> list[StoredPool]:
    """The pools at a target on a day that have a chain then."""
    memory = assessment.memory
    if not isinstance(memory, Memory):
        return []
    row = (day - assessment.plan.header.start_month).days
    found = []
    for key, one in memory.stores.series.items():
        if key.store == target and 0 <= row < len(one.chain.a):
            sizes = (one.pool.used_gib, one.pool.change_gib_per_day)
            state = max(one.chain.states(row), key=partial(_size, sizes))
            found.append(StoredPool(key, named(assessment.plan.backup_policies[key.policy]), one, row, state))
    return found


def chain_inputs(assessment: Assessment, pools: Sequence[StoredPool], part: str) -> tuple[Input, ...]:
    """What one policy's part follows from: style, used, changed, A and B (means by size where several), reduction."""
    first = pools[0]
    policy, name = assessment.plan.backup_policies[first.key.policy], first.policy_name
    target = assessment.plan.backup_targets[first.key.store]
    used = fsum([one.series.pool.used_gib for one in pools])
    change = fsum([one.series.pool.change_gib_per_day for one in pools])
    mean = "" if len({one.a_and_b(part) for one in pools}) == 1 else ", mean"
    a = _mean([(one.used_gib, one.a_and_b(part)[0]) for one in pools])
    b = _mean([(one.change_gib, one.a_and_b(part)[1]) for one in pools])
    growth = [one.key.growth_percent_per_year for one in pools]
    growths = [f"{one:g}" for one in dict.fromkeys((min(growth), max(growth)))]
    place = Place("backup_policies", policy.id, "style")
    return (
        Input(f"Style, {name}", word("ChainStyle", policy.style), "", "stated", place),
        Input(f"Used, {name}", used, "GiB"),
        Input(f"Changed a day, {name}", change, "GiB"),
        Input(f"A, {name}{mean}", a, "GiB per used GiB"),
        Input(f"B, {name}{mean}", b, "GiB per changed GiB a day"),
        Input(f"Growth a year, {name}", " to ".join(growths), "%"),
        _reduction(assessment, first, policy.size_after_reduction_percent, target.size_after_reduction_percent),
    )


def used_input(assessment: Assessment, pools: Sequence[StoredPool]) -> Input:
    """Data in use of all pools at the start."""
    machines = sum([one.series.pool.machines for one in pools])
    return Input(f"Used, {machines:,} machines", fsum([one.series.pool.used_gib for one in pools]), "GiB")


def changed_input(pools: Sequence[StoredPool]) -> Input:
    """Change a day of all pools at the start."""
    return Input("Changed a day", fsum([one.series.pool.change_gib_per_day for one in pools]), "GiB")


def replicas_of(assessment: Assessment, stamp: str) -> tuple[Input, ...]:
    """Replicas that lie on a stamp at the start, by growth, with their history."""
    memory = assessment.memory
    if not isinstance(memory, Memory):
        return ()
    return tuple(
        [
            Input(f"Replicas of {pool.machines:,} machines that grow {key.growth_percent_per_year:g} % a year",
                  pool.used_gib, "GiB")
            for key, pool in memory.stores.pools.items()
            if key.kind == "stamp" and key.store == stamp
        ]
    )  # fmt: skip


def _size(sizes: tuple[float, float], state: State) -> float:
    return state.size_gib(*sizes)


def _reduction(assessment: Assessment, pool: StoredPool, of_policy: float | None, of_target: float | None) -> Input:
    if of_target is None and of_policy is None:
        return assumption(assessment, "reduction_left_percent")
    table, entity = ("backup_policies", pool.key.policy) if of_target is None else ("backup_targets", pool.key.store)
    place = Place(table, entity, "size_after_reduction_percent")
    return Input(f"Left after reduction, {pool.policy_name}", pool.series.reduction * 100, "%", "stated", place)


def _mean(weighted: Sequence[tuple[float, float]]) -> float:
    weight = fsum([size for size, _ in weighted])
    if not weight:
        return weighted[0][1]
    return fsum([size * value for size, value in weighted]) / weight
