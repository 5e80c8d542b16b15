"""Where the members of one protection are stored, replicated to, brought back and billed in Azure."""

from __future__ import annotations

from typing import Final, NamedTuple

from dr_desktop.assessment.pools import REPLICATING
from dr_desktop.assessment.price_keys import (
    EGRESS_BY_MICROSOFT,
    EXPRESSROUTE_OUTBOUND,
    REPLICATED_TO_AZURE,
    REPLICATED_TO_CUSTOMER_SITE,
)
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupTarget
from dr_desktop.plan.inherit import Protection
from dr_desktop.plan.site import Site

BY_INSTANCE: Final = ("mabs", "mars_agent")
"""Products of Azure Backup, which pays protected instances and a vault; any other writes blobs."""


class Way(NamedTuple):
    """What the members of one protection have in common.

    `instance_region`: where protected instances are paid. `fees`: price key and region of the replication fee at each
    recovery site. `replicas`: regions that keep replica disks or a stand-by. `landing`: the region in which machines
    run after a failover and in drills. `snapshot_hours`: history that Site Recovery keeps in Azure, 0 where it does
    not. `restore` and `failback`: price key and region of what leaves Azure when backups are restored elsewhere, and
    when users return; None where nothing leaves or it is free.
    """

    protection: Protection
    target: BackupTarget | None
    instance_region: str | None
    fees: tuple[tuple[str, str], ...]
    replicas: tuple[str, ...]
    landing: str | None
    snapshot_hours: float
    restore: tuple[str, str] | None
    failback: tuple[str, str] | None


def way_of(application: Application, protection: Protection, around: Surroundings) -> Way:
    """The way of an application's members that have this protection."""
    target = around.targets.get(protection.backup_target or "") if protection.backup_policy else None
    sites = [around.sites[one] for one in protection.recovery_sites if one in around.sites]
    first = sites[0] if sites else None
    replicating = protection.scheme in REPLICATING
    in_azure = [one for one in sites if one.kind == "azure_region"]
    by_site_recovery = protection.scheme == "replication" and protection.replication_product == "site_recovery"
    source = around.sites.get(application.source_site or "")
    landing = first if first is not None and first.kind == "azure_region" and protection.scheme else None
    outside = first is not None and first.kind != "azure_region"
    return Way(
        protection,
        target,
        target_region(target, around) if target is not None and target.product in BY_INSTANCE else None,
        tuple([_fee(one, around) for one in sites]) if by_site_recovery else (),
        tuple([region_of(one, around) for one in (in_azure if replicating else in_azure[:1])]),
        None if landing is None else region_of(landing, around),
        _history_hours(protection, around) if by_site_recovery and in_azure else 0.0,
        _restore(target, first, around) if target is not None and outside else None,
        _egress(landing, source, around) if landing and source and source.kind != "azure_region" else None,
    )


def target_region(target: BackupTarget, around: Surroundings) -> str:
    """The region whose prices a backup target pays: its site's, else the plan's."""
    return region_of(around.sites.get(target.site or ""), around)


def region_of(site: Site | None, around: Surroundings) -> str:
    """The region whose prices hold at a site; the plan's where the site names none."""
    return (site.azure_region if site is not None else "") or around.header.region


def lies_in_azure(target: BackupTarget, around: Surroundings) -> bool:
    """Whether a backup target is storage in Azure."""
    site = around.sites.get(target.site or "")
    return target.placement == "azure" or (site is not None and site.kind == "azure_region")


def drills_a_year(application: Application, around: Surroundings) -> float:
    """Drills of an application in a year: its tier's, else the assumption."""
    tier = around.tiers.get(application.tier or "")
    if tier is None or tier.drills_per_year is None:
        return around.assumed.drills_per_year
    return tier.drills_per_year


def _fee(site: Site, around: Surroundings) -> tuple[str, str]:
    outside = site.kind != "azure_region"
    return REPLICATED_TO_CUSTOMER_SITE if outside else REPLICATED_TO_AZURE, region_of(site, around)


def _history_hours(protection: Protection, around: Surroundings) -> float:
    """Hours of recovery points that Site Recovery keeps; a day where the plan does not say, and never more than 72."""
    limits = around.catalog.limits
    most = limits.value("site_recovery.to_azure.retention_hours_standard")
    stated = protection.replication_history_hours
    return limits.value("site_recovery.to_azure.retention_hours_premium") if stated is None else min(stated, most)


def _restore(target: BackupTarget, first: Site | None, around: Surroundings) -> tuple[str, str] | None:
    """Restores by Azure Backup leave Azure free of charge, but for what a metered ExpressRoute circuit takes."""
    if not lies_in_azure(target, around):
        return None
    found = _egress(around.sites.get(target.site or ""), first, around)
    return None if target.product in BY_INSTANCE and found[0] == EGRESS_BY_MICROSOFT else found


def _egress(azure: Site | None, other: Site | None, around: Surroundings) -> tuple[str, str]:
    link = around.links_between.get((azure.id, other.id)) if azure and other else None
    if link is not None and link.kind == "expressroute":
        return EXPRESSROUTE_OUTBOUND, region_of(azure, around)
    return EGRESS_BY_MICROSOFT, around.header.region
