"""Rules about what Site Recovery needs beside the link: servers, appliances, faster disks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dr_desktop.assessment.link_load import mb_s_of
from dr_desktop.assessment.replication_limits import appliances_needed, disk_for_churn, servers_needed
from dr_desktop.assessment.results import Finding, LinkResult, MachineResult
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.link import Link
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.shown import show_quantity

PROCESS_SERVERS: Final = Rule(
    "site-recovery-servers",
    "note",
    "Site Recovery to Azure replicates more than one configuration server does.",
    "Site Recovery, plan capacity (2017-02-05); Architecture Center (2020)",
)
APPLIANCES: Final = Rule(
    "site-recovery-appliances",
    "note",
    "Site Recovery between stamps replicates more than one appliance was tested with.",
    "Site Recovery on Azure Stack Hub, capacity planning (2023-06-19)",
)
REPROTECT: Final = Rule(
    "site-recovery-reprotect",
    "note",
    "After a failover between stamps, more disks are to be protected again than one appliance takes at once.",
    "Site Recovery on Azure Stack Hub, known issues (2024-06-03)",
)
PREMIUM_DISK: Final = Rule(
    "churn-needs-premium-disk",
    "note",
    "Churn per disk is more than Site Recovery follows on a standard disk in Azure.",
    "Site Recovery Deployment Planner, limits (undated copy): writes of 8 KiB",
)

SERVER_RULES: Final = (PROCESS_SERVERS, APPLIANCES, REPROTECT, PREMIUM_DISK)

_TARGET_WORDS: Final = {
    "standard": "standard disks",
    "premium_p10_p15": "premium disks P10 or P15",
    "premium_p20_up": "premium disks from P20 on",
}


def server_findings(link: Link, result: LinkResult, around: Surroundings) -> Iterator[Finding]:
    """What Site Recovery needs at the sending end of a link."""
    sent = result.flow.by_site_recovery
    start = around.sites.get(result.from_site)
    to = around.sites.get((link.to_site if result.from_site == link.from_site else link.from_site) or "")
    if not sent.machines or start is None or to is None:
        return
    limits = around.catalog.limits
    who = f"Site Recovery from {named(start)} to {named(to)} replicates {sent.machines} machines"
    if to.kind == "azure_region":
        need = servers_needed(sent.machines, sent.gib_per_day, limits)
        if need.more and need.process is not None:
            servers = "server" if need.more == 1 else "servers"
            yield PROCESS_SERVERS.found(
                "links",
                link.id,
                "to_site",
                f"{who} with {show_quantity(sent.gib_per_day, 'GiB')} of changes a day; one configuration server takes "
                f"{need.configuration.machines} machines and {need.configuration.gb_per_day:,.0f} GB a day.",
                f"Plan {need.more} more process {servers} of {need.process.vcpus} vCPU, "
                f"{need.process.memory_gb:.0f} GB of memory and {need.process.cache_gb:.0f} GB of cache.",
            )
    elif to.kind == "azure_stack" and start.kind == "azure_stack":
        need_here = appliances_needed(sent.machines, sent.disks, mb_s_of(sent.gib_per_day), limits)
        if need_here.appliances > 1:
            yield APPLIANCES.found(
                "links",
                link.id,
                "to_site",
                f"{who} with {show_quantity(sent.gib_per_day, 'GiB')} of changes a day, more than one appliance was "
                "tested with.",
                f"Plan {need_here.appliances} appliances, each with a vault of its own.",
            )
        if need_here.reprotect_turns > 1:
            yield REPROTECT.found(
                "links",
                link.id,
                "to_site",
                f"{who} with {sent.disks} disks; after a failover they are protected again in "
                f"{need_here.reprotect_turns} turns, before the way back is open.",
                "Plan the turns, the most important applications first.",
            )


def premium_disk(machine: Machine, result: MachineResult, around: Surroundings) -> Finding | None:
    """A machine whose replica needs better disks in Azure than standard ones."""
    if result.churn_gib_per_day is None or result.protection.scheme != "replication":
        return None
    disks = sum([1 for disk in machine.disks if not disk.excluded])
    sites = [around.sites[key] for key in result.protection.recovery_sites if key in around.sites]
    if not disks or not any(site.kind == "azure_region" for site in sites):
        return None
    each = mb_s_of(result.churn_gib_per_day) / disks
    limits = around.catalog.limits
    needed = disk_for_churn(each, limits)
    standard = limits.churn_limit("standard")
    if each <= standard.mb_s or (needed is None and each > max([one.mb_s for one in limits.churn_per_disk])):
        return None  # more than any disk follows is an error of its own
    remedy = (
        f"Replicate to {_TARGET_WORDS[needed.target]}."
        if needed is not None
        else "Measure the size of its writes: from 16 KiB on, premium disks from P20 on follow more."
    )
    return PREMIUM_DISK.found(
        "machines",
        machine.id,
        "churn_gib_per_day",
        f"{named(machine)} sends {show_quantity(each, 'MB/s', 1)} for each disk on average; Site Recovery "
        f"follows {show_quantity(standard.mb_s, 'MB/s')} on a standard disk.",
        remedy,
    )
