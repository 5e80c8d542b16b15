"""What Azure Backup Server needs at a target, as facts of the sheet beside the chart and as words in documents."""

from __future__ import annotations

from dr_desktop.assessment.results import Assessment, StoreResult
from dr_desktop.plan.shown import show_tib
from dr_desktop.report.fact_sheet import Fact, Formula, Heading, Link, Row, go_to
from dr_desktop.report.names import counted, name_of


def mabs_facts(assessment: Assessment, target_id: str, store: StoreResult) -> list[Fact]:
    """Pool, disks, servers and passphrase; nothing for any other product."""
    pool = store.mabs
    target = assessment.plan.backup_targets.get(target_id)
    if pool is None or target is None:
        return []
    return [
        Heading("Azure Backup Server"),
        Formula("1.5 × protected, on data disks of 1,023 GiB", "at the end of the horizon, before any reduction"),
        Row("Protected then", show_tib(pool.protected_gib)),
        Row("Disk pool", show_tib(pool.pool_gib)),
        Row("Data disks", f"{pool.disks:,}"),
        Row("Servers", f"{pool.servers:,} × {pool.size}"),
        Row("Vaults", f"{pool.vaults:,}"),
        Row("Passphrase kept", target.passphrase_kept or "not stated"),
        Link("State where the passphrase lies", go_to("backup_targets", target_id, "passphrase_kept")),
    ]


def mabs_sentence(assessment: Assessment, target_id: str, store: StoreResult) -> str:
    """What a target with Azure Backup Server needs, in two sentences; "" of any other product."""
    pool = store.mabs
    if pool is None:
        return ""
    kept = assessment.plan.backup_targets[target_id].passphrase_kept
    name = name_of(assessment.plan, target_id)
    where = f"Its passphrase is kept: {kept.rstrip('.')}." if kept else "Where its passphrase is kept is not stated."
    return (
        f"Azure Backup Server at {name} comes to protect {show_tib(pool.protected_gib)}: "
        f"by the rule of thumb 1.5 times that, {show_tib(pool.pool_gib)} on {counted(pool.disks, 'data disk')} of "
        f"1,023 GiB, {counted(pool.servers, 'server')} of {pool.size}. {where} It keeps five days on its disks and the "
        "rest in the vault, protects no Linux guests, and stops after 15 days without Azure."
    )
