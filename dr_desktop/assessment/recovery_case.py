"""A recovery as the engine sees it: jobs of pieces, the resources that they share, and the order they are served in.

Everything of the plan is looked up here once; the engine runs a case many times with other factors.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import NamedTuple

from dr_desktop.assessment.transfers import Change

Minutes = float


class Piece(NamedTuple):
    """One machine or data store that comes back. Amounts in MB (10^6 bytes), speeds in MB a minute.

    `mb` None: nothing is restored; `failover_minutes` None: not failed over; `start_minutes` None: it stays off, or is
    no machine. `rebuild_minutes` None: not made anew by itself. `memory_gib`, `vcpus`, `machines`: what it takes of the
    site from its start on (0 where it runs there already).
    """

    member: str
    site: str
    group: int
    mb: float | None = None
    path: tuple[str, ...] = ()
    cap: float = inf
    gate: str | None = None
    rebuild_minutes: Minutes | None = None
    failover_minutes: Minutes | None = None
    start_minutes: Minutes | None = None
    memory_gib: float = 0.0
    vcpus: int = 0
    machines: int = 0


class Job(NamedTuple):
    """An application that comes back. `rank`: its priority on shared resources, lower first; `after`: what must be up.

    `detect` and `decide` None: it needs nobody. `rebuild` is one stated time for all pieces that are made anew.
    `automatic`: minutes of an automatic failover. `validate`, `redirect` None: not done.
    """

    application: str
    rank: float
    after: tuple[str, ...]
    pieces: tuple[Piece, ...]
    detect: Minutes | None
    decide: Minutes | None
    rebuild: Minutes | None
    automatic: Minutes | None
    validate: Minutes | None
    redirect: Minutes | None


class Case(NamedTuple):
    """Jobs in the order in which they are served. `speeds`: MB a minute of each target and link; `gates`: places.

    Keys: `target:ID`, `link:ID>SITE` (towards that site), `streams:ID` of a target, `starts:ID` of a site,
    `people:decide|rebuild|validate`. `changes`: when links come back.
    """

    jobs: tuple[Job, ...]
    speeds: Mapping[str, float]
    gates: Mapping[str, int]
    changes: tuple[Change, ...]
    groups_fail_over: bool
