"""What Site Recovery needs for the machines it replicates: servers to Azure, appliances between stamps, disks."""

from __future__ import annotations

from math import ceil
from typing import Final, NamedTuple

from dr_desktop.assessment.limits import ChurnLimit, Limits, ReplicationServer, ServerKind

GB_PER_GIB: Final = 2**30 / 1e9


class ServersNeeded(NamedTuple):
    """Servers that send to Azure: the configuration server and `more` process servers of one size beside it.

    `bound_by`: "machines" or "churn", whichever asks for more servers; "" where the configuration server does.
    """

    configuration: ReplicationServer
    more: int
    process: ReplicationServer | None
    bound_by: str


class AppliancesNeeded(NamedTuple):
    """Appliances that send to another stamp, and in how many turns their disks are protected again after a failover."""

    appliances: int
    bound_by: str
    reprotect_turns: int


def servers_needed(machines: int, gib_per_day: float, limits: Limits) -> ServersNeeded:
    """The smallest servers that replicate so many machines with so much churn (GiB a day) to Azure.

    One configuration server does up to its largest size; beyond that process servers take the rest in equal parts.
    """
    churn_gb = gib_per_day * GB_PER_GIB
    sizes = _sizes("configuration_server", limits)
    for one in sizes:
        if _takes(one, machines, churn_gb):
            return ServersNeeded(one, 0, None, "")
    largest, process = sizes[-1], _sizes("process_server", limits)
    rest, rest_gb = max(0, machines - (largest.machines or 0)), max(0.0, churn_gb - (largest.gb_per_day or 0.0))
    by_machines = ceil(rest / (process[-1].machines or 1))
    by_churn = ceil(rest_gb / (process[-1].gb_per_day or 1.0))
    more = max(1, by_machines, by_churn)
    size = next((one for one in process if _takes(one, ceil(rest / more), rest_gb / more)), process[-1])
    return ServersNeeded(largest, more, size, "machines" if by_machines >= by_churn else "churn")


def appliances_needed(machines: int, disks: int, mb_s: float, limits: Limits) -> AppliancesNeeded:
    """Appliances between stamps for so many machines and disks with this mean churn, MB/s.

    By what one was tested with: machines, and what it moved in the least favourable writes, of 8 KiB.
    """
    tested = limits.value("site_recovery.between_stamps.machines_per_appliance_tested")
    smallest = min([one.block_kib for one in limits.appliance_benchmarks])
    moves = min([one.mb_s for one in limits.appliance_benchmarks if one.block_kib == smallest])
    by_machines, by_churn = ceil(machines / tested), ceil(mb_s / moves)
    at_once = limits.value("site_recovery.between_stamps.reprotect_disks_at_once")
    appliances = max(1, by_machines, by_churn)
    bound = "" if appliances == 1 else "machines" if by_machines >= by_churn else "churn"
    return AppliancesNeeded(appliances, bound, ceil(disks / (at_once * appliances)))


def disk_for_churn(mb_s: float, limits: Limits, io_kib: float = 8.0) -> ChurnLimit | None:
    """The least disk in Azure that follows this churn of one disk at writes of this size; None where none does."""
    targets = dict.fromkeys([one.target for one in limits.churn_per_disk])
    found = [limits.churn_limit(target, io_kib) for target in targets]
    return next((one for one in found if mb_s <= one.mb_s), None)


def _sizes(kind: ServerKind, limits: Limits) -> list[ReplicationServer]:
    return [one for one in limits.servers if one.kind == kind]


def _takes(server: ReplicationServer, machines: int, churn_gb: float) -> bool:
    return machines <= (server.machines or 0) and churn_gb <= (server.gb_per_day or 0.0)
