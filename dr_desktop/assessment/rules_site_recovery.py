"""Rules about Site Recovery: what it does not do, its limits by disk, machine and server, and what to do about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dr_desktop.assessment.results import ApplicationResult, Finding
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.rules_replication import elsewhere
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.ways_back import Member
from dr_desktop.plan.application import Application
from dr_desktop.plan.shown import show_minutes, show_quantity
from dr_desktop.plan.site import Site

_TO_AZURE: Final = "Architecture Center, disaster recovery for Azure Stack Hub machines (undated, 2020)"

SITE_RECOVERY_VPN: Final = Rule(
    "site-recovery-over-vpn",
    "error",
    "Site Recovery to Azure over a VPN, which is not supported; the sources disagree.",
    "Replicate Azure Stack machines to Azure (2019-08-05); Architecture Center (2020) allows it for a loose RPO",
)
SITE_RECOVERY_STAMPS: Final = Rule(
    "site-recovery-between-stamps",
    "note",
    "Site Recovery between two stamps, of which the sources disagree.",
    "Site Recovery on Azure Stack Hub, overview (2023-06-19); Architecture Center (2020) says there is none",
)
SITE_RECOVERY_DISCONNECTED: Final = Rule(
    "site-recovery-disconnected",
    "error",
    "Site Recovery to Azure from a stamp that does not reach Azure.",
    _TO_AZURE,
)
SITE_RECOVERY_PLAN: Final = Rule(
    "site-recovery-plan-size",
    "note",
    "An application has more machines than one recovery plan of Site Recovery takes.",
    _TO_AZURE,
)
SITE_RECOVERY_HISTORY: Final = Rule(
    "site-recovery-history",
    "warning",
    "A longer history is asked of Site Recovery to Azure than it keeps.",
    _TO_AZURE,
)
APP_CONSISTENT: Final = Rule(
    "app-consistent-too-often",
    "warning",
    "Application-consistent points are asked more often than Site Recovery takes them.",
    _TO_AZURE,
)
SITE_RECOVERY_FAILBACK: Final = Rule(
    "site-recovery-failback",
    "note",
    "From Azure there is no failback to an Azure Stack by Site Recovery.",
    _TO_AZURE,
)

SITE_RECOVERY_RULES: Final = (
    SITE_RECOVERY_VPN,
    SITE_RECOVERY_STAMPS,
    SITE_RECOVERY_DISCONNECTED,
    SITE_RECOVERY_PLAN,
    SITE_RECOVERY_HISTORY,
    APP_CONSISTENT,
    SITE_RECOVERY_FAILBACK,
)


def site_recovery(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Iterator[Finding]:
    """All rules of Site Recovery, for an application that uses it."""
    source = around.sites.get(application.source_site or "")
    if result.protection.scheme != "replication" or source is None:
        return
    name = named(application)
    sites = list(elsewhere(application, result, around))
    azure = next((site for site in sites if site.kind == "azure_region"), None)
    stamp = next((site for site in sites if site.kind == "azure_stack"), None)
    if azure is not None:
        yield from _to_azure(application, result, source, azure, around)
    if stamp is not None and source.kind == "azure_stack":
        yield SITE_RECOVERY_STAMPS.found(
            "applications",
            application.id,
            "replication_product",
            f"{name} replicates from {named(source)} to {named(stamp)} by Site Recovery. One source describes it as a "
            "preview, another says that it does not exist.",
            "Ask the operators of both stamps, and accept this with their answer.",
        )


def _to_azure(
    application: Application, result: ApplicationResult, source: Site, azure: Site, around: Surroundings
) -> Iterator[Finding]:
    name, key, limits = named(application), application.id, around.catalog.limits
    line = around.links_between.get((source.id, azure.id))
    if line is not None and line.kind == "vpn":
        yield SITE_RECOVERY_VPN.found(
            "applications",
            key,
            "replication_product",
            f"{name} replicates to {named(azure)} by Site Recovery over {line.name or 'a VPN'}, a VPN; replication "
            "goes to public addresses, over the internet or ExpressRoute.",
            "Choose another link, or accept this with a source of your own.",
        )
    if source.connection == "disconnected":
        yield SITE_RECOVERY_DISCONNECTED.found(
            "applications",
            key,
            "replication_product",
            f"{name} replicates to {named(azure)} by Site Recovery, and {named(source)} is disconnected from Azure.",
            "Choose another product or site, or correct the stamp's connection.",
        )
    most = limits.value("site_recovery.to_azure.servers_per_recovery_plan")
    if result.machines > most:
        yield SITE_RECOVERY_PLAN.found(
            "applications",
            key,
            "replication_product",
            f"{name} has {result.machines} machines; one recovery plan takes {most:.0f}.",
            "Split it into several recovery plans and state their order as recovery steps.",
        )
    hours = result.protection.replication_history_hours
    kept = limits.value("site_recovery.to_azure.retention_hours_standard")
    if hours is not None and hours > kept:
        yield SITE_RECOVERY_HISTORY.found(
            "applications",
            key,
            "replication_history_hours",
            f"{name} asks for {show_quantity(hours, 'h')} of history; Site Recovery keeps {show_quantity(kept, 'h')}, "
            f"{limits.value('site_recovery.to_azure.retention_hours_premium'):.0f} h on premium storage.",
            "Shorten the history; a backup reaches farther back.",
        )
    every = limits.value("site_recovery.to_azure.app_consistent_minutes_min")
    if application.app_consistent_minutes is not None and application.app_consistent_minutes < every:
        yield APP_CONSISTENT.found(
            "applications",
            key,
            "app_consistent_minutes",
            f"{name} asks for an application-consistent point every "
            f"{show_minutes(application.app_consistent_minutes)}; Site Recovery takes one every {show_minutes(every)} "
            "at most.",
            f"Type {show_minutes(every)} or more.",
        )
    if source.kind == "azure_stack":
        yield SITE_RECOVERY_FAILBACK.found(
            "applications",
            key,
            "replication_product",
            f"{name} cannot fail back from {named(azure)} to {named(source)} by Site Recovery: disks are downloaded, "
            "uploaded and attached by hand.",
            "Plan the way back as recovery steps, with its duration.",
        )
