"""Rules about Azure Backup Server at a target: its disk pool, its servers and vaults, and its passphrase."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dr_desktop.assessment.mabs import is_mabs_server
from dr_desktop.assessment.results import Finding, StoreResult
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.backup import BackupTarget
from dr_desktop.plan.shown import show_tib

_ON_THE_HUB: Final = "Architecture Center, back up files and applications on Azure Stack Hub (text of 2020)"

MABS_SEVERAL_SERVERS: Final = Rule(
    "mabs-several-servers",
    "warning",
    "Azure Backup Server protects more than the data disks of its largest machine hold.",
    "Azure Backup Server on Azure Stack, installation (2025-04-30); machine sizes (2022-03-10)",
)
MABS_POOL: Final = Rule(
    "mabs-pool-small",
    "warning",
    "The disks of Azure Backup Server are less than one and a half times what it protects.",
    _ON_THE_HUB,
)
MABS_VAULT: Final = Rule(
    "mabs-vault-limits",
    "warning",
    "Azure Backup Server needs more servers or data sources than one vault takes.",
    "Azure Backup, support matrix (2023-08-14)",
)
MABS_PASSPHRASE: Final = Rule(
    "mabs-passphrase",
    "warning",
    "Where the passphrase of Azure Backup Server is kept is not stated, or it is kept on the stamp itself.",
    _ON_THE_HUB,
)

MABS_RULES: Final = (MABS_SEVERAL_SERVERS, MABS_POOL, MABS_VAULT, MABS_PASSPHRASE)


def mabs_findings(target: BackupTarget, result: StoreResult, around: Surroundings) -> Iterator[Finding]:
    """What is objected to at Azure Backup Server that protects something."""
    pool = result.mabs
    if pool is None or not is_mabs_server(target):
        return
    limits = around.catalog.limits
    name = named(target)
    if pool.servers > 1:
        largest = pool.sizes[-1]
        yield MABS_SEVERAL_SERVERS.found(
            "backup_targets",
            target.id,
            "product",
            f"{name} comes to protect {show_tib(pool.protected_gib)}; one Azure Backup Server with "
            f"{largest.data_disks} data disks protects {show_tib(largest.protects_gib)}.",
            f"Plan {pool.servers} servers of {pool.size}, each a backup target of its own.",
        )
    if target.capacity_gib is not None and target.capacity_gib < pool.pool_gib:
        yield MABS_POOL.found(
            "backup_targets",
            target.id,
            "capacity_gib",
            f"{name} has {show_tib(target.capacity_gib)} of disks; the rule of thumb for Azure Backup Server is "
            f"1.5 times what it protects, {show_tib(pool.pool_gib)} at the end of the horizon. The chain of its policy "
            f"needs {show_tib(result.worst.total if result.worst else None)}.",
            f"Give it {pool.disks} disks of 1,023 GiB, or accept this with the size that its chain needs.",
        )
    if pool.vaults > 1:
        yield MABS_VAULT.found(
            "backup_targets",
            target.id,
            "product",
            f"{name} needs {pool.servers:,} servers for {pool.data_sources:,} machines; one vault takes "
            f"{limits.value('mabs.servers_per_vault_max'):.0f} servers and "
            f"{limits.value('mabs.data_sources_per_vault_max'):,.0f} data sources.",
            f"Plan {pool.vaults} vaults, and divide the machines among them.",
        )
    kept, site = target.passphrase_kept.strip(), around.sites.get(target.site or "")
    if not kept:
        yield MABS_PASSPHRASE.found(
            "backup_targets",
            target.id,
            "passphrase_kept",
            f"Where the passphrase of {name} is kept is not stated; no other server restores without it.",
            "Type where it lies, somewhere that outlives the stamp.",
        )
    elif site is not None and kept.casefold() in (named(site).casefold(), site.datacenter.casefold(), name.casefold()):
        yield MABS_PASSPHRASE.found(
            "backup_targets",
            target.id,
            "passphrase_kept",
            f"The passphrase of {name} is kept at {kept}, which is lost together with the stamp.",
            "Keep it somewhere that outlives the stamp.",
        )
