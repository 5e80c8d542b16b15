"""Limits of the platform, of Site Recovery and of Azure Backup Server, and what the guidance says of each scheme."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from dr_desktop.assessment.citation import Source, sources_from_json
from dr_desktop.plan.choices import Scheme

TargetDisk = Literal["standard", "premium_p10_p15", "premium_p20_up"]
ServerKind = Literal["configuration_server", "process_server", "modernized_appliance"]


class Limit(NamedTuple):
    """One figure with its unit, or, where `value` is None, a rule in words. `basis` is "stated" or "derived"."""

    key: str
    value: float | None
    unit: str
    words: str
    note: str
    basis: str
    source: Source


class ChurnLimit(NamedTuple):
    """What Site Recovery to Azure replicates of one disk, by target disk and average write size from `io_kib` on."""

    target: TargetDisk
    io_kib: float
    mb_s: float
    gb_per_day: float
    source: Source


class ReplicationServer(NamedTuple):
    """A size of a server that replicates to Azure, and what it takes; None is not stated."""

    kind: ServerKind
    vcpus: int
    memory_gb: float
    cache_gb: float
    gb_per_day: float | None
    machines: int | None
    source: Source


class ApplianceBenchmark(NamedTuple):
    """What one appliance between stamps was measured to take: `disks` at `disk_mb_s` each, `mb_s` together."""

    block_kib: float
    disk_mb_s: float
    disks: int
    mb_s: float
    operations_s: float
    source: Source


class InitialReplica(NamedTuple):
    """Hours that a first copy of `gb` takes over a link of `mbit_s`."""

    gb: float
    mbit_s: float
    hours: float
    source: Source


class MabsServer(NamedTuple):
    """A machine size that Azure Backup Server may run in, and how many data disks it takes."""

    size: str
    data_disks: int
    source: Source


class SchemeBand(NamedTuple):
    """What the guidance expects of a scheme. Recovery minutes from (inclusive) and to (exclusive; None: no bound).

    Both are None for a scheme that does not recover; both are 0 for one without downtime.
    """

    scheme: Scheme
    from_minutes: float | None
    to_minutes: float | None
    recovery_time: str
    data_loss: str
    topology: str
    source: Source


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """All limits, found by key; the tables keep the order of the catalog, smallest first."""

    by_key: Mapping[str, Limit]
    churn_per_disk: tuple[ChurnLimit, ...]
    servers: tuple[ReplicationServer, ...]
    appliance_benchmarks: tuple[ApplianceBenchmark, ...]
    initial_replicas: tuple[InitialReplica, ...]
    mabs_servers: tuple[MabsServer, ...]
    scheme_bands: Mapping[Scheme, SchemeBand]
    as_of: str

    def __getitem__(self, key: str) -> Limit:
        """The limit of that key, with its source; KeyError if the catalog has none."""
        return self.by_key[key]

    def value(self, key: str) -> float:
        """The figure of a limit, in its own unit; ValueError if it is a rule in words."""
        figure = self.by_key[key].value
        if figure is None:
            raise ValueError(f"{key} is a rule in words, not a figure")
        return figure

    def churn_limit(self, target: TargetDisk, io_kib: float = 8.0) -> ChurnLimit:
        """What Site Recovery to Azure replicates of one disk; below 8 KiB a write counts as 8."""
        rows = [row for row in self.churn_per_disk if row.target == target]
        return max((row for row in rows if row.io_kib <= io_kib), key=lambda row: row.io_kib, default=rows[0])


def limits_from_json(part: Mapping[str, Any]) -> Limits:
    """The limits of a parsed `limits.json`; raises KeyError or TypeError on a row that is wrong."""
    sources = sources_from_json(part)

    def cited(table: str) -> list[list[Any]]:
        return [[*row[:-1], sources[row[-1]]] for row in part[table]]

    return Limits(
        by_key={row[0]: Limit(*row) for row in cited("limits")},
        churn_per_disk=tuple(ChurnLimit(*row) for row in cited("churn_per_disk")),
        servers=tuple(ReplicationServer(*row) for row in cited("servers")),
        appliance_benchmarks=tuple(ApplianceBenchmark(*row) for row in cited("appliance_benchmarks")),
        initial_replicas=tuple(InitialReplica(*row) for row in cited("initial_replica_hours")),
        mabs_servers=tuple(MabsServer(*row) for row in cited("mabs_servers")),
        scheme_bands={row[0]: SchemeBand(*row) for row in cited("scheme_bands")},
        as_of=part["as_of"],
    )
