"""Rules about the products of Azure Backup: what they keep, and that they need Azure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dr_desktop.assessment.recovery_point import longest_gap_minutes
from dr_desktop.assessment.results import Finding
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.sides import named
from dr_desktop.plan.backup import BackupPolicy, BackupTarget
from dr_desktop.plan.inherit import Protection, protection_of
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_number
from dr_desktop.plan.site import Site

_INSTALL: Final = "Azure Backup Server on Azure Stack, installation (2025-04-30)"
_LOCAL_DAYS: Final = 5
_AZURE_BACKUP: Final = ("mabs", "mars_agent")

MABS_RETENTION: Final = Rule(
    "mabs-retention",
    "warning",
    "Azure Backup Server is to keep more than five days on its own disks.",
    _INSTALL,
)
MABS_DISCONNECTED: Final = Rule(
    "mabs-disconnected",
    "warning",
    "A product of Azure Backup is used on a stamp that does not reach Azure all the time.",
    "Support matrix of Azure Backup Server (2019-02-17)",
)

PRODUCT_RULES: Final = (MABS_RETENTION, MABS_DISCONNECTED)


def product_findings(plan: Plan) -> Iterator[Finding]:
    """What is objected to at policies and targets of Azure Backup, once for all applications that use them."""
    targets = {key: one for key, one in plan.backup_targets.items() if one.product in _AZURE_BACKUP}
    if not targets:
        return
    used = [(one.source_site, protection_of(one, plan.tiers.get(one.tier or ""))) for one in plan.applications.values()]
    yield from _retention(plan, targets, [protection for _, protection in used])
    yield from _disconnected(plan, targets, used)


def _retention(plan: Plan, targets: dict[str, BackupTarget], used: list[Protection]) -> Iterator[Finding]:
    said: set[str] = set()
    for protection in used:
        target = targets.get(protection.backup_target or "")
        policy = plan.backup_policies.get(protection.backup_policy or "")
        if target is None or policy is None or policy.id in said:
            continue
        kept = _kept_too_long(policy)
        if kept and target.product == "mabs" and target.placement not in ("azure", "service_provider"):
            said.add(policy.id)
            yield MABS_RETENTION.found(
                "backup_policies",
                policy.id,
                "keep_points",
                f"{policy.name or policy.id} keeps {kept} on the disks of {named(target)}; Azure Backup Server should "
                "keep five days there and the rest in the vault.",
                "Keep five days, and state a second copy to the vault that keeps the rest.",
            )


def _kept_too_long(policy: BackupPolicy) -> str:
    if any((policy.keep_weekly, policy.keep_monthly, policy.keep_quarterly, policy.keep_yearly)):
        return "weekly fulls or older ones"
    days = (policy.keep_points or 0) * longest_gap_minutes(policy) / 1440
    return f"{show_number(days)} days" if days > _LOCAL_DAYS else ""


def _disconnected(
    plan: Plan, targets: dict[str, BackupTarget], used: list[tuple[str | None, Protection]]
) -> Iterator[Finding]:
    offline: dict[str, Site] = {}
    for source, protection in used:
        site = plan.sites.get(source or "")
        if site is not None and site.connection != "connected" and protection.backup_target in targets:
            offline.setdefault(protection.backup_target, site)
    for key, site in offline.items():
        yield MABS_DISCONNECTED.found(
            "backup_targets",
            key,
            "product",
            f"{named(targets[key])} needs Azure, and the connection of {named(site)} is {site.connection}: after 15 "
            "days without it backups stop, to disk too.",
            "Choose a partner product, or correct the stamp's connection.",
        )
