"""Records of what goes over links: what an application sends, and what it asks of replication."""

from typing import Final, NamedTuple

CONTINUOUS_MINUTES: Final = 1.0
"""What counts as the time between transfers of replication that is stated as continuous, 0 minutes."""


class Ask(NamedTuple):
    """A recovery point that replication over a link is asked for, minutes (None: none), and how often it transfers."""

    rpo_minutes: float | None
    rhythm_minutes: float
    application: str


class MissedPoint(NamedTuple):
    """An application whose recovery point a link does not keep beside what others send: what it asks for and what it
    gets, minutes (None: it grows for ever)."""

    application: str
    rpo_minutes: float
    minutes: float | None


class BackupFlow(NamedTuple):
    """What backups under one policy send: data in use, GiB, and what changes of it in a day, GiB; before reduction."""

    policy: str
    used_gib: float
    change_gib_per_day: float


class SiteRecoveryFlow(NamedTuple):
    """Of replication, what Site Recovery does: machines, their disks, and their churn, GiB a day."""

    machines: int = 0
    disks: int = 0
    gib_per_day: float = 0.0


class Flow(NamedTuple):
    """What goes over a link in one direction.

    `replication_gib_per_day` and `peak_gib_per_day` (the busiest hour, as if it lasted a day) are of what has no
    measured profile; `profiles` are ids of churn profiles. `replicated_gib` is what a first copy moves. `asks` are of
    asynchronous replication. `copies_gib_per_day`: second copies, after reduction.
    """

    replication_gib_per_day: float = 0.0
    peak_gib_per_day: float = 0.0
    replicated_gib: float = 0.0
    profiles: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    backups: tuple[BackupFlow, ...] = ()
    copies_gib_per_day: float = 0.0
    by_site_recovery: SiteRecoveryFlow = SiteRecoveryFlow()


NOTHING: Final = Flow()


class LinkShare(NamedTuple):
    """What an application sends over a link: `ahead` from its first end to its second, and `back`."""

    ahead: Flow
    back: Flow
