"""How long an automatic failover takes: missed heartbeats or probes, the take-over, and the redo of what lay queued."""

from __future__ import annotations

from typing import NamedTuple


class ClientMoves(NamedTuple):
    """From the failure until clients reach the other site, in the unit of the probe; at best and at worst."""

    best: float
    worst: float


def client_moves(interval: float, tolerated: int, timeout: float, time_to_live: float) -> ClientMoves:
    """Health probes every `interval`; after `tolerated` failed repeats, the last one by `timeout`, names change.

    Worst: the failure comes just after a good probe, and a client asked for the name just before it changed:
    interval + tolerated × interval + timeout + time to live. Best: tolerated × interval + timeout.
    Source: Azure Traffic Manager, endpoint monitoring.
    """
    best = tolerated * interval + timeout
    return ClientMoves(best, interval + best + time_to_live)


def redo(queued_mb: float, redo_mb_s: float) -> float:
    """Seconds to redo what arrived and was not yet applied when the other side took over."""
    return queued_mb / redo_mb_s if queued_mb else 0.0
