"""How good a recovery is as a whole, so that two of them can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum, inf
from typing import Final, NamedTuple

from dr_desktop.assessment.recovery import Recovery
from dr_desktop.assessment.recovery_engine import drained

_MINUTES_AN_HOUR: Final = 60.0
_HALF_A_SECOND: Final = 1 / 120
_ALIKE: Final = 1e-9


class Score(NamedTuple):
    """Compared from left to right, less is better: who stays down, who misses its RTO, what it costs, when it ends.

    `down` and `missed` are weighted by tier: of n tiers, the highest counts n and the lowest 1. `cost` is that of the
    outage and of lost data, in the plan's currency, where the applications state it. `makespan`: minutes.
    """

    down: float
    missed: float
    cost: float
    makespan: float


class Scored(NamedTuple):
    """A recovery that was run: its score, and per application the recovery minutes (infinite: it stays down)."""

    score: Score
    minutes: Mapping[str, float]


def scored(recovery: Recovery, weights: Mapping[str, int]) -> Scored:
    """Runs a prepared recovery. `weights`: what each application counts, as `tier_weights` gives it."""
    run = drained(recovery.case, recovery.options._replace(trace=False))
    minutes = {job.application: done for job, done in zip(recovery.case.jobs, run.done, strict=True)}
    down = missed = 0.0
    costs, ends = [], [0.0]
    for key, one in recovery.preparation.prepared.items():
        if one.outcome == "goes_on" or one.outcome == "not_known":
            continue
        back = minutes.setdefault(key, inf)
        if back == inf:
            down += weights[key]
        else:
            ends.append(back)
            costs.append(back / _MINUTES_AN_HOUR * (one.application.downtime_cost_per_hour or 0.0))
            costs.append(
                (one.loss.minutes or 0.0) / _MINUTES_AN_HOUR * (one.application.data_loss_cost_per_hour or 0.0)
            )
        rto = recovery.assessment.applications[key].objectives.rto_minutes
        if rto is not None and back > rto:
            missed += weights[key]
    return Scored(Score(down, missed, fsum(costs), max(ends)), minutes)


def tier_weights(recovery: Recovery) -> dict[str, int]:
    """What each application counts: its tier's place from below, 1 for the lowest; without a tier as the lowest."""
    tiers = recovery.preparation.around.tiers
    ranks = sorted({tier.rank for tier in tiers.values() if tier.rank is not None}, reverse=True)
    weight = {rank: place for place, rank in enumerate(ranks, 1)}
    found = {}
    for key, one in recovery.preparation.prepared.items():
        tier = tiers.get(one.application.tier or "")
        found[key] = weight[tier.rank] if tier is not None and tier.rank is not None else 1
    return found


def better(one: Score, other: Score) -> bool:
    """Whether a score is less than another, from left to right; what differs only by rounding is alike."""
    for mine, others in zip(one, other, strict=True):
        if abs(mine - others) > _ALIKE * max(1.0, abs(others)):
            return mine < others
    return False


def differ(one: float, other: float) -> bool:
    """Whether two recovery times, in minutes, differ by more than half a second."""
    return one != other and abs(one - other) > _HALF_A_SECOND


def finite(minutes: float | None) -> float | None:
    """Minutes; None for a recovery that never ends."""
    return None if minutes == inf else minutes
