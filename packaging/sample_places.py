"""The sample's sites, links, backup and tiers. All names are invented; places are towns, so that distances are real."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from dr_desktop.plan.backup import BackupCopy, BackupPolicy, BackupTarget
from dr_desktop.plan.churn_profile import ChurnProfile, profile_of_steps
from dr_desktop.plan.link import Link
from dr_desktop.plan.site import Site
from dr_desktop.plan.tier import Tier

_TIB: Final = 1024.0


def tiers() -> list[Tier]:
    """Four recovery service levels."""
    return [
        Tier(
            id="tier-critical", name="Critical", rank=1, rto_minutes=60.0, rpo_minutes=15.0, mtd_minutes=240.0,
            scheme="replication", backup_target="target-dunes", backup_policy="policy-hourly", drills_per_year=4,
            notes="Supply and safety. The business has agreed that these come first.",
        ),
        Tier(
            id="tier-important", name="Important", rank=2, rto_minutes=240.0, rpo_minutes=120.0, mtd_minutes=720.0,
            scheme="replication", backup_target="target-dunes", backup_policy="policy-hourly", drills_per_year=2,
            notes="Customers and money.",
        ),
        Tier(
            id="tier-standard", name="Standard", rank=3, rto_minutes=1440.0, rpo_minutes=1440.0, mtd_minutes=4320.0,
            scheme="backup_restore", backup_target="target-dunes", backup_policy="policy-twelve-hourly",
            drills_per_year=1, notes="Office work goes on by hand for a day.",
        ),
        Tier(
            id="tier-low", name="Low", rank=4, rto_minutes=4320.0, rpo_minutes=2880.0, mtd_minutes=10080.0,
            scheme="backup_restore", backup_target="target-ridge", backup_policy="policy-daily", drills_per_year=0,
            notes="May wait for days.",
        ),
    ]  # fmt: skip


def sites() -> list[Site]:
    """Two clouds of the customer, two of service providers, an Azure region, and datacenters that only hold backups."""
    plan_of: dict[str, Any] = {"infrastructure_plan_on": date(2026, 6, 30)}
    return [
        Site(
            id="site-north", name="North", kind="azure_stack", operator="customer", datacenter="Harbour House",
            country="NL", latitude=51.9225, longitude=4.4792, connection="connected",
            operational_from=date(2022, 3, 1), operator_contact="Cloud operations, extension 4100",
            infrastructure_plan_owner="Pieter Bakker", **plan_of,
            nodes=12, node_memory_gib=1024.0, node_cores=64, storage_usable_gib=240 * _TIB,
            used_memory_gib=5200.0, used_vcpus=1450, used_storage_gib=61_440.0, largest_vm_memory_gib=128.0,
            parallel_starts=20,
        ),
        Site(
            id="site-south", name="South", kind="azure_stack", operator="customer", datacenter="Hill Road 2",
            country="NL", latitude=50.8514, longitude=5.6910, connection="connected",
            operational_from=date(2023, 9, 1), operator_contact="Cloud operations, extension 4200",
            infrastructure_plan_owner="Pieter Bakker", **plan_of,
            nodes=8, node_memory_gib=768.0, node_cores=56, storage_usable_gib=110 * _TIB,
            used_memory_gib=2100.0, used_vcpus=620, used_storage_gib=24_576.0, largest_vm_memory_gib=128.0,
            parallel_starts=20,
        ),
        Site(
            id="site-provider-a", name="Provider A", kind="azure_stack", operator="csp", datacenter="Harbour House",
            country="NL", latitude=51.9225, longitude=4.4792, connection="connected",
            operational_from=date(2021, 5, 1), operator_contact="Service desk of Provider A",
            infrastructure_plan_owner="Duty manager of Provider A", **plan_of,
            nodes=12, node_memory_gib=768.0, node_cores=56, storage_usable_gib=160 * _TIB,
            used_memory_gib=4100.0, used_vcpus=1100, used_machines=310, used_storage_gib=71_680.0,
            largest_vm_memory_gib=112.0, parallel_starts=20,
            notes="Stands in the same building as North, two floors up.",
        ),
        Site(
            id="site-provider-b", name="Provider B", kind="azure_stack", operator="csp", datacenter="Mill Park 7",
            country="DE", latitude=51.4556, longitude=7.0116, connection="connected",
            operational_from=date(2024, 2, 1), operator_contact="Service desk of Provider B",
            nodes=16, node_memory_gib=1024.0, node_cores=64, drives_per_node=9, drive_gib=7152.0,
            used_memory_gib=7000.0, used_vcpus=1900, used_machines=540, used_storage_gib=102_400.0,
            largest_vm_memory_gib=256.0, parallel_starts=20,
        ),
        Site(
            id="site-west-europe", name="West Europe", kind="azure_region", operator="microsoft", country="NL",
            azure_region="westeurope", parallel_starts=40,
        ),
        Site(
            id="site-dunes", name="Dunes", kind="datacenter", operator="customer", datacenter="Dunes vault",
            country="NL", latitude=52.9563, longitude=4.7608, operator_contact="Backup team, extension 4300",
            notes="Holds the backup system that has served the old server halls since 2019.",
        ),
        Site(
            id="site-ridge", name="Ridge", kind="datacenter", operator="customer", datacenter="Ridge exchange",
            country="NL", latitude=51.8426, longitude=5.8546, operator_contact="Backup team, extension 4300",
        ),
        Site(
            id="site-depot", name="Depot", kind="datacenter", operator="csp", datacenter="Depot Gent",
            country="BE", latitude=51.0543, longitude=3.7174, operator_contact="Service desk of the Depot",
            notes="A service provider that keeps backups and runs no machines for us.",
        ),
    ]  # fmt: skip


def _link(one: str, other: str, name: str, mbit_s: float, latency_ms: float | None, **more: Any) -> Link:
    return Link(
        id=f"link-{one}-{other}", name=name, from_site=f"site-{one}", to_site=f"site-{other}", mbit_s=mbit_s,
        latency_ms=latency_ms, **more,
    )  # fmt: skip


def links() -> list[Link]:
    """The lines between the sites, with their round trips."""
    return [
        _link("north", "south", "North – South", 10_000.0, 3.1, usable_percent=60.0),
        _link("north", "provider-a", "In-house line", 10_000.0, 0.4),
        _link("north", "provider-b", "North – Provider B", 2_000.0, 7.2),
        _link("south", "provider-b", "South – Provider B", 1_000.0, 5.4),
        _link("provider-a", "provider-b", "Providers' ring", 4_000.0, 7.0),
        _link(
            "north",
            "west-europe",
            "ExpressRoute",
            2_000.0,
            2.4,
            kind="expressroute",
            replication_percent=10.0,
            replication_log_gib=400.0,
        ),
        _link("south", "west-europe", "South – Azure", 1_000.0, 6.8, kind="internet", usable_percent=50.0),
        _link("provider-a", "west-europe", "Provider A – Azure", 2_000.0, 2.6, kind="expressroute"),
        _link("provider-b", "west-europe", "Provider B – Azure", 1_000.0, 8.1, kind="internet", usable_percent=50.0),
        _link("north", "dunes", "North – Dunes", 10_000.0, 1.6),
        _link("south", "dunes", "South – Dunes", 4_000.0, 4.2),
        _link("provider-a", "dunes", "Provider A – Dunes", 1_000.0, 1.8),
        _link("provider-b", "dunes", "Provider B – Dunes", 2_000.0, 8.5),
        _link("dunes", "west-europe", "Dunes – Azure", 1_000.0, 1.9, kind="internet", usable_percent=50.0),
        _link("north", "ridge", "North – Ridge", 4_000.0, 2.3),
        _link("south", "ridge", "South – Ridge", 4_000.0, 2.6),
        _link("provider-b", "ridge", "Provider B – Ridge", 1_000.0, 3.4),
        _link("provider-a", "depot", "Provider A – Depot", 2_000.0, 3.0),
        _link("provider-b", "depot", "Provider B – Depot", 2_000.0, 6.1),
        _link("south", "depot", "South – Depot", 500.0, None, kind="vpn"),
    ]


def churn_profiles() -> list[ChurnProfile]:
    """A measured week: office hours, quiet nights and weekends, and a batch on weekdays at ten in the evening."""
    week = []
    for day in range(7):
        for hour in range(24):
            office = 8 <= hour < 18
            rate = (2.6 if office else 0.7) if day < 5 else (0.9 if office else 0.4)
            week.append(24.0 if day < 5 and hour == 22 else rate + 0.1 * (hour % 3))
    return [
        profile_of_steps(
            "profile-customer-portal", week, application="app-customer-portal", measured_from=date(2026, 9, 14),
            step_minutes=60, name="Customer portal, a week in September", source="Performance counters, hourly means",
        )
    ]  # fmt: skip


def backup_targets() -> list[BackupTarget]:
    """One of every placement: good ones, one with a condition, one that is not recommended, one not supported."""
    return [
        BackupTarget(
            id="target-dunes", name="Dunes external", site="site-dunes", placement="existing_external",
            product="partner", product_name="Commvault", capacity_gib=236 * _TIB, write_mb_s=900.0, restore_mb_s=700.0,
            restore_streams=16, size_after_reduction_percent=55.0, immutable_days=14,
        ),
        BackupTarget(
            id="target-ridge", name="Ridge dedicated", site="site-ridge", placement="dedicated_external",
            product="partner", capacity_gib=90 * _TIB, write_mb_s=600.0, restore_mb_s=500.0, restore_streams=8,
            immutable_days=14,
        ),
        BackupTarget(
            id="target-depot", name="Depot vault", site="site-depot", placement="service_provider",
            product="partner", capacity_gib=80 * _TIB, write_mb_s=400.0, restore_mb_s=300.0, restore_streams=8,
            size_after_reduction_percent=50.0,
        ),
        BackupTarget(
            id="target-blob", name="West Europe blobs", site="site-west-europe", placement="azure",
            product="partner", redundancy="zrs", restore_mb_s=200.0, size_after_reduction_percent=55.0,
        ),
        BackupTarget(
            id="target-vault", name="Vault West Europe", site="site-west-europe", placement="azure",
            product="mars_agent", redundancy="grs", restore_mb_s=150.0, size_after_reduction_percent=60.0,
        ),
        BackupTarget(
            id="target-mabs", name="MABS South", site="site-south", placement="virtual_appliance_on_the_cloud",
            product="mabs", capacity_gib=16 * _TIB, write_mb_s=300.0, restore_mb_s=250.0,
            passphrase_kept="Safe of the head of operations, Harbour House",
        ),
        BackupTarget(
            id="target-appliance-b", name="Appliance at Provider B", site="site-provider-b",
            placement="virtual_appliance_on_the_cloud", product="partner", capacity_gib=20 * _TIB, write_mb_s=500.0,
            restore_mb_s=500.0, notes="All that it takes in is copied on to the Depot at once.",
        ),
        BackupTarget(
            id="target-appliance-north", name="Appliance in North", site="site-north",
            placement="virtual_appliance_on_the_cloud", product="partner", capacity_gib=40 * _TIB, write_mb_s=500.0,
            restore_mb_s=500.0,
        ),
        BackupTarget(
            id="target-rack", name="Rack appliance", site="site-north", placement="appliance_in_the_rack",
            product="partner", capacity_gib=30 * _TIB, write_mb_s=800.0, restore_mb_s=800.0,
            notes="Was there before the stamp's rack was closed to other devices.",
        ),
    ]  # fmt: skip


def backup_policies() -> list[BackupPolicy]:
    """From every hour to every working day; what a copy keeps for years is a policy of its own."""
    return [
        BackupPolicy(
            id="policy-hourly", name="Hourly", capture="stack_api", every_hours=1.0, keep_points=72, keep_weekly=2,
            keep_monthly=1, style="forever_forward", block_clone=True,
        ),
        BackupPolicy(
            id="policy-twelve-hourly", name="12-hourly", capture="stack_api", every_hours=12.0, keep_points=28,
            keep_weekly=3, keep_monthly=2, style="forever_forward",
        ),
        BackupPolicy(
            id="policy-daily", name="Daily", capture="stack_api", every_hours=24.0, window_start=21.0,
            window_hours=9.0, keep_points=14, keep_weekly=2, keep_monthly=3,
            style="forward_with_fulls", full_days=("sat",), full_kind="synthetic",
        ),
        BackupPolicy(
            id="policy-agent", name="Daily by agent", capture="in_guest", every_hours=24.0, window_start=20.0,
            window_hours=10.0, keep_points=30, keep_monthly=6, style="differential", full_days=("sun",),
        ),
        BackupPolicy(
            id="policy-weekdays", name="Working days", capture="in_guest", every_hours=24.0,
            run_days=("mon", "tue", "wed", "thu", "fri"), window_start=19.0, window_hours=11.0, keep_points=10,
            keep_days=21,
        ),
        BackupPolicy(
            id="policy-mabs", name="Five days on disk", capture="in_guest", every_hours=24.0, window_start=20.0,
            window_hours=10.0, keep_points=5,
        ),
        BackupPolicy(
            id="policy-archive", name="Archive", capture="stack_api", every_hours=24.0, keep_points=14,
            keep_monthly=6, keep_quarterly=4, keep_yearly=3,
        ),
    ]  # fmt: skip


def backup_copies() -> list[BackupCopy]:
    """Second copies: of Azure Backup Server to its vault, of the appliance to the Depot, of the money to Azure."""
    return [
        BackupCopy(
            id="copy-mabs-vault", name="MABS to the vault", from_target="target-mabs", to_target="target-vault",
            every_hours=24.0, hold_hours=0.0, policy="policy-archive",
        ),
        BackupCopy(
            id="copy-appliance-depot", name="Appliance to the Depot", from_target="target-appliance-b",
            to_target="target-depot", every_hours=1.0, hold_hours=0.0,
        ),
        BackupCopy(
            id="copy-dunes-blobs", name="Money to Azure", from_target="target-dunes", to_target="target-blob",
            applications=("app-billing", "app-finance-ledger"), every_hours=24.0, hold_hours=4.0,
            policy="policy-archive",
        ),
    ]  # fmt: skip
