"""How far a job of a recovery is, the gates where work waits for a place, and factors on speeds, places, minutes."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import NamedTuple

from dr_desktop.assessment.recovery_case import Job
from dr_desktop.assessment.recovery_records import Options, PhaseName


class Gate:
    """Places of which only so many can be held at a time, and who waits for one, the most urgent first."""

    __slots__ = ("free", "queue")

    def __init__(self, places: float) -> None:
        self.free = places
        self.queue: list[tuple[float, int, int, Task]] = []


class Task(NamedTuple):
    """Something to do for so many minutes once it has a place at each gate, taken in their order."""

    job: int
    phase: PhaseName
    piece: int
    minutes: float
    ready: float
    gates: tuple[str, ...]


class Progress:
    """How far a job is: what it still waits for before its data is in place, before it may start, in its group."""

    __slots__ = (
        "before", "data_at", "decided", "failing", "failing_pieces", "group", "groups", "job", "key", "placing",
        "rebuilding", "restoring", "started", "starting",
    )  # fmt: skip

    def __init__(self, key: int, job: Job, before: int) -> None:
        self.key = key
        self.job = job
        self.before = before
        self.data_at = inf
        self.decided = job.detect is None
        self.restoring = [n for n, piece in enumerate(job.pieces) if piece.mb is not None]
        self.rebuilding = len([piece for piece in job.pieces if piece.rebuild_minutes is not None])
        self.failing_pieces = [n for n, piece in enumerate(job.pieces) if piece.failover_minutes is not None]
        self.placing = 0
        self.failing = 0
        self.starting = 0
        self.started = False
        groups: dict[int, list[int]] = {}
        for number, piece in enumerate(job.pieces):
            if piece.start_minutes is not None:
                groups.setdefault(piece.group, []).append(number)
        self.groups = [groups[key] for key in sorted(groups)]
        self.group = 0


def speed_factor(key: str, options: Options) -> float:
    """What the speed of a target or link is multiplied by."""
    kind, _, entity = key.partition(":")
    factors: Mapping[str, float] = options.read_factor if kind == "target" else options.link_factor
    return factors.get(entity.partition(">")[0], 1.0) if factors else 1.0


def places_of(key: str, places: int, options: Options) -> int:
    """The places of a gate, one at least."""
    kind, _, entity = key.partition(":")
    factors = {"streams": options.streams_factor, "starts": options.starts_factor}.get(kind)
    return max(1, round(places * factors.get(entity, 1.0))) if factors else places


def minutes_factor(application: str, phase: PhaseName, options: Options) -> float:
    """What the minutes of a phase of an application are multiplied by; its own factor before that of every one."""
    factor = options.duration_factor
    return factor.get((application, phase), factor.get(("", phase), 1.0))
