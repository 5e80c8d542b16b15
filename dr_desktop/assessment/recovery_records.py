"""What a simulated recovery says: phases, waits, what held it up, loss of data; per application and for the estate.

Minutes count from the incident (of corruption: from the moment it is noticed); None means not known, or never.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from dr_desktop.assessment.results import Met
from dr_desktop.plan.choices import Scheme, StartBarriers
from dr_desktop.plan.inherit import Objectives

PhaseName = Literal["detect", "decide", "rebuild", "restore", "failover", "start", "validate", "redirect"]
PHASES: Final[tuple[PhaseName, ...]] = (
    "detect",
    "decide",
    "rebuild",
    "restore",
    "failover",
    "start",
    "validate",
    "redirect",
)
Outcome = Literal["recovered", "goes_on", "stays_down", "lost", "not_known"]
"""`goes_on`: nothing hit it, or another deployment serves; `stays_down`: a copy is left and cannot be used; `lost`: no
usable copy of its data is left, or none was wanted; `not_known`: something must be stated first."""
Means = Literal["none", "deployment", "automatic", "replica", "backup"]
"""What brings it back: another deployment, automatic failover, a replica by hand, a backup."""


class Options(NamedTuple):
    """What a run changes of the plan and the scenario; the defaults change nothing.

    `at_minutes`: when in the week the disaster comes, from Monday 00:00 on; None: as the scenario says, else every
    application at its own worst moment. `order`: applications in the order in which they are served, instead of by
    tier. `link_factor`, `read_factor`, `streams_factor`, `starts_factor`: times speed of a link or target, streams of
    a target, parallel starts of a site, by id. `duration_factor`: times the minutes of (application, phase);
    "" stands for every application. `trace` False leaves out critical path and what held what up.
    """

    at_minutes: float | None = None
    order: tuple[str, ...] = ()
    barriers: StartBarriers | None = None
    link_factor: Mapping[str, float] = {}
    read_factor: Mapping[str, float] = {}
    streams_factor: Mapping[str, float] = {}
    starts_factor: Mapping[str, float] = {}
    duration_factor: Mapping[tuple[str, PhaseName], float] = {}
    trace: bool = True


class Resource(NamedTuple):
    """Something that recoveries share: its key in this result, in words, and the row of the plan that limits it."""

    key: str
    words: str
    table: str
    entity: str
    field: str


class Phase(NamedTuple):
    """A phase of a recovery, from its first beginning to its last end."""

    name: PhaseName
    from_minutes: float
    to_minutes: float


class Wait(NamedTuple):
    """Time in which nothing of an application went on: the phase that could not begin, and what it waited for."""

    before: PhaseName
    from_minutes: float
    to_minutes: float
    resource: Resource


class Hold(NamedTuple):
    """What set the pace of an application from one moment to another."""

    from_minutes: float
    to_minutes: float
    resource: Resource


class Step(NamedTuple):
    """One link of the chain that led to the end of a recovery: which application was busy with what, and when.

    `waited_for`: it could not begin yet and waited for this.
    """

    application: str
    phase: PhaseName
    from_minutes: float
    to_minutes: float
    member: str = ""
    waited_for: Resource | None = None


class ApplicationRecovery(NamedTuple):
    """The recovery of one application. `words` says how it comes back; `reason` why it does not, or what is missing.

    `site`: where it comes back; `copy`: the backup target it is restored from, "" for a replica or none; `up_minutes`:
    when its machines serve, before validation and redirection. `alone_minutes`: the longest path through its phases and
    those of what it depends on if nothing were shared. `critical`: the chain of steps without a gap that led to the
    end. `slack_minutes`: how much later it could be up without delaying an application or the end of the whole.
    `held_up_by`: what held it longest. `egress_gib` leaves Azure for it. Costs are in the plan's currency.
    `judged_loss_minutes`: what of the data loss the RPO judges; of corruption what is older than its beginning, since
    what was written from then until it was noticed is bad in every design.
    """

    application: str
    rank: int | None
    outcome: Outcome
    scheme: Scheme | None
    means: Means
    words: str
    reason: str
    site: str | None
    copy: str
    phases: tuple[Phase, ...]
    waits: tuple[Wait, ...]
    holds: tuple[Hold, ...]
    up_minutes: float | None
    recovery_minutes: float | None
    data_loss_minutes: float | None
    data_loss_words: str
    objectives: Objectives
    rto_met: Met
    rpo_met: Met
    mtd_met: Met
    waits_for: tuple[str, ...]
    held_up_by: Resource | None
    alone_minutes: float
    critical: tuple[Step, ...]
    slack_minutes: float
    moved_gib: float
    egress_gib: float
    downtime_cost: float | None
    data_loss_cost: float | None
    judged_loss_minutes: float | None


class LandingPoint(NamedTuple):
    """What runs on a site from a moment on, of what lands there: GiB, vCPU, machines."""

    minutes: float
    memory_gib: float
    vcpus: int
    machines: int


class LandingUse(NamedTuple):
    """A site over time. Limits are what may land there (None: not known, or none); `short_*` what was refused lacks.

    `running_memory_gib` and `running_vcpus` is what runs there already, below what lands. `refused` are the
    applications that do not fit, in order.
    """

    site: str
    points: tuple[LandingPoint, ...]
    running_memory_gib: float
    running_vcpus: int
    memory_limit_gib: float | None
    vcpu_limit: float | None
    refused: tuple[str, ...]
    short_memory_gib: float
    short_vcpus: float


class HoldUp(NamedTuple):
    """A resource that held recoveries back, from when to when, and how many minutes of that in all."""

    resource: Resource
    from_minutes: float
    to_minutes: float
    minutes: float


class RecoveryResult(NamedTuple):
    """A simulated recovery. `applications` by id in the plan's order; `order`: the recovered ones as they come back.

    `at_minutes`: the moment of the week that it was reckoned for; None: every application at its own worst.
    `makespan_minutes`: when the last one is back. `notes`: what the result rests on, in sentences.
    """

    scenario: str
    at_minutes: float | None
    applications: dict[str, ApplicationRecovery]
    order: tuple[str, ...]
    landings: tuple[LandingUse, ...]
    held_up: tuple[HoldUp, ...]
    makespan_minutes: float
    moved_gib: float
    egress_gib: float
    downtime_cost: float
    data_loss_cost: float
    notes: tuple[str, ...]
