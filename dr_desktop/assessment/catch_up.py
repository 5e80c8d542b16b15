"""Replication that starts, stops and starts again: the first copy beside the churn, outages, cycles that overrun."""

from __future__ import annotations

from math import inf
from typing import Final, NamedTuple

_MOST_CYCLES: Final = 100_000


class Outage(NamedTuple):
    """What an outage of the link does to replication.

    `backlog_mb` is written meanwhile. `catch_up_s` after the link is back until nothing waits, `worst_rpo_s` the oldest
    that the target gets; None: never, or not without comparing everything again. `log_full_s`: after how long of an
    outage the log is full (None: never); `resynchronises`: it is full before the link is back.
    """

    backlog_mb: float
    catch_up_s: float | None
    worst_rpo_s: float | None
    log_full_s: float | None
    resynchronises: bool


class Cycles(NamedTuple):
    """Cycles that begin as soon as the one before is done: how long each takes, and after how many it fits again."""

    lengths_s: tuple[float, ...]
    to_normal: int | None


def first_copy_s(used_mb: float, rate_mb_s: float, churn_mb_s: float) -> float | None:
    """Seconds until a first copy has caught up with what changes meanwhile: S / (rate − churn); None: never."""
    if used_mb <= 0:
        return 0.0
    return used_mb / (rate_mb_s - churn_mb_s) if rate_mb_s > churn_mb_s else None


def link_outage(churn_mb_s: float, rate_mb_s: float, outage_s: float, log_mb: float | None = None) -> Outage:
    """What an outage of `outage_s` does at an even churn. Without `log_mb` the log holds any amount.

    Backlog = churn × outage; it is caught up after backlog / (rate − churn). The first data that was held back is the
    oldest: while the link gains on the churn no later data gets as old as the outage was long.
    """
    backlog = churn_mb_s * outage_s
    full = None
    if log_mb is not None:
        full = log_mb / churn_mb_s if churn_mb_s else None
    if log_mb is not None and backlog > log_mb:
        return Outage(backlog, None, None, full, True)
    if not backlog:
        return Outage(0.0, 0.0, 0.0 if not churn_mb_s else outage_s, full, False)
    if rate_mb_s <= churn_mb_s:
        return Outage(backlog, None, None if rate_mb_s < churn_mb_s else outage_s, full, False)
    return Outage(backlog, backlog / (rate_mb_s - churn_mb_s), outage_s, full, False)


def overrunning_cycles(
    cycle_s: float, churn_mb_s: float, rate_mb_s: float, first_cycle_s: float, count: int = 0
) -> Cycles:
    """The first cycle and `count` more, each sending what changed in the one before: L(n) = L(0) × (churn / rate)^n.

    `to_normal`: the first n with L(n) within the cycle; None when that never is, or does not last.
    """
    ratio = churn_mb_s / rate_mb_s if rate_mb_s else (inf if churn_mb_s else 0.0)
    lengths = [first_cycle_s]
    for _ in range(count):
        lengths.append(lengths[-1] * ratio)
    return Cycles(tuple(lengths), _cycles_to_normal(cycle_s, ratio, first_cycle_s))


def _cycles_to_normal(cycle_s: float, ratio: float, first_cycle_s: float) -> int | None:
    if ratio > 1:
        return None
    length, limit = first_cycle_s, cycle_s * (1 + 1e-12)
    for number in range(_MOST_CYCLES):
        if length <= limit:
            return number
        if ratio == 1:
            return None
        length *= ratio
    return None
