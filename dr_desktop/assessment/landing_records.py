"""Records of landing: what recovers on a stamp after a loss, what the stamp has for it, and whether that fits.

GiB = 2^30 bytes; vCPU are virtual processors; None means not known.
"""

from datetime import date
from typing import Final, Literal, NamedTuple

LandingVerdict = Literal["fits", "short", "not_known"]
LossKind = Literal["site", "building"]
Resource = Literal["vcpus", "memory_gib", "machines", "storage_gib"]

RESOURCES: Final[tuple[Resource, ...]] = ("vcpus", "memory_gib", "machines", "storage_gib")


class Load(NamedTuple):
    """What machines ask of a stamp while they run. `largest_gib` is the memory of the largest one.

    `unsized` counts those that do not state vCPU or memory; what they ask is missing in the sums.
    """

    vcpus: int = 0
    memory_gib: float = 0.0
    machines: int = 0
    largest_gib: float = 0.0
    unsized: int = 0


class RouteKey(NamedTuple):
    """Where members run and, in order, where they may recover; how fast their data grows (% a year)."""

    source: str
    recovery_sites: tuple[str, ...]
    growth_percent_per_year: float


class RouteShare(NamedTuple):
    """What one application brings along one route, or all of them.

    `starts`: machines that are started when the source is lost. `stands_by`: those that already run at every recovery
    site. `restored_gib`: disks that are made there only then. `powered_off`: machines that come along and stay off.
    `site_recovery`: whether Azure Site Recovery copies any of them.
    """

    starts: Load
    stands_by: Load
    restored_gib: float
    powered_off: int
    site_recovery: bool


class LandingShares(NamedTuple):
    """What one application puts into landings: the load at its source (None: no stamp), and its routes."""

    source: str
    home: Load | None
    routes: tuple[tuple[RouteKey, RouteShare], ...]


NO_SHARES: Final = LandingShares("", None, ())


class StampRoom(NamedTuple):
    """What a stamp has before anything lands on it.

    `running` is what runs there already: the larger of what the site states and what the plan's own machines there
    ask. `services_*` is what Site Recovery needs there to receive machines. `storage_gib` is the ceiling of the usable
    storage, `storage_taken_gib` what lies there on `storage_day`, its worst day. `missing` names fields of the site
    that are not stated.
    """

    nodes: int | None
    node_memory_gib: float | None
    vcpus: float | None
    machines: float
    storage_gib: float | None
    infrastructure_gib: float
    reserve_share: float
    running: Load
    services_vcpus: float
    services_memory_gib: float
    services_storage_gib: float
    storage_taken_gib: float
    storage_day: date
    start: date
    missing: tuple[str, ...]


class Landed(NamedTuple):
    """All that recovers on a stamp after one loss. `restored_gib` is grown to the stamp's worst day."""

    load: Load
    restored_gib: float
    powered_off: int


class Fit(NamedTuple):
    """One resource: all of it, what is kept back, what runs or lies there, what lands, what is left for that.

    `short` is how much is missing, 0 when it fits; None when it fits as far as is known, but not all is known.
    """

    total: float | None
    kept_back: float
    running: float
    needed: float
    left: float | None
    short: float | None


class Landing(NamedTuple):
    """One stamp after one loss. `loss` is the lost site's id, or the building's name; `lost` are all sites lost.

    `reserve_gib` is the memory kept free for the failure of a node, None when not known.
    """

    stamp: str
    loss_kind: LossKind
    loss: str
    lost: tuple[str, ...]
    room: StampRoom
    landed: Landed
    reserve_gib: float | None
    vcpus: Fit
    memory_gib: Fit
    machines: Fit
    storage_gib: Fit
    verdict: LandingVerdict
    missing: tuple[str, ...]

    @property
    def key(self) -> str:
        """What the landing is called in `Assessment.landings`."""
        return f"{self.stamp}/{self.loss_kind}:{self.loss}"

    @property
    def fits(self) -> tuple[tuple[Resource, Fit], ...]:
        """Each resource with its fit, in the order of `RESOURCES`."""
        return tuple([(one, getattr(self, one)) for one in RESOURCES])
