"""Azure Backup Server on a stamp: its disk pool, the data disks and servers that hold it, and the limits of a vault."""

from __future__ import annotations

from math import ceil
from typing import Final, NamedTuple

from dr_desktop.assessment.limits import Limits, MabsServer
from dr_desktop.plan.backup import BackupTarget

_ELSEWHERE: Final = ("azure", "service_provider")


class MabsSize(NamedTuple):
    """One machine size: how many servers of it are needed, and what one protects, GiB."""

    size: str
    data_disks: int
    protects_gib: float
    servers: int


class MabsPool(NamedTuple):
    """What Azure Backup Server needs to protect so much: GiB at the largest of the horizon, and disks.

    `pool_gib` = factor × protected. `disks` of at most 1,023 GiB hold it; `servers` of `size` take them. `sizes`: every
    size with the servers that it would take. `vaults`: how many vaults those servers and data sources need.
    """

    protected_gib: float
    pool_gib: float
    disks: int
    size: str
    data_disks: int
    servers: int
    data_sources: int
    vaults: int
    sizes: tuple[MabsSize, ...]


def is_mabs_server(target: BackupTarget) -> bool:
    """Whether a target is Azure Backup Server's own disks, not the vault behind it."""
    return target.product == "mabs" and target.placement not in _ELSEWHERE


def mabs_pool(protected_gib: float, data_sources: int, limits: Limits) -> MabsPool:
    """The disk pool and the servers for `protected_gib` of `data_sources` machines.

    One server where any size holds it: then the smallest size that does. Else as many of the largest as it takes, of
    the smallest size that holds an equal share each. (1) Architecture Center, back up on Azure Stack Hub: 1.5 times the
    protected data. (2) VM sizes of Azure Stack Hub, 2022-03-10: data disks. (3) Managed disks, 2025-01-24: 1,023 GiB.
    (4) Azure Backup, support matrix, 2023-08-14: servers and data sources of a vault.
    """
    disk_gib, factor = limits.value("mabs.disk_gib_max"), limits.value("mabs.pool_factor")
    pool_gib = factor * protected_gib
    disks = ceil(pool_gib / disk_gib)
    by_disks = sorted(limits.mabs_servers, key=lambda one: one.data_disks)
    servers = max(1, ceil(disks / by_disks[-1].data_disks))
    each = ceil(disks / servers)
    chosen = next(one for one in by_disks if one.data_disks >= each)
    vaults = max(
        ceil(servers / limits.value("mabs.servers_per_vault_max")),
        ceil(data_sources / limits.value("mabs.data_sources_per_vault_max")),
        1,
    )

    def size(one: MabsServer) -> MabsSize:
        return MabsSize(
            one.size, one.data_disks, one.data_disks * disk_gib / factor, max(1, ceil(disks / one.data_disks))
        )

    return MabsPool(
        protected_gib,
        pool_gib,
        disks,
        chosen.size,
        chosen.data_disks,
        servers,
        data_sources,
        vaults,
        tuple([size(one) for one in by_disks]),
    )
