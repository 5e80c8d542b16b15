"""A large plan for benchmarks and counting tests: made from a seed, believable in its mix."""

from __future__ import annotations

from datetime import date
from random import Random

from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupCopy, BackupPolicy, BackupTarget
from dr_desktop.plan.choices import OperatingSystem, Operator, Power, Protected, Scheme, Standby
from dr_desktop.plan.link import Link
from dr_desktop.plan.machine import Disk, Machine
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.plan.site import Site
from dr_desktop.plan.tier import Tier

MACHINES_PER_APPLICATION = 10
SYSTEMS: tuple[OperatingSystem, ...] = ("windows", "linux", "linux", "unknown")
POWERS: tuple[Power, ...] = ("on", "on", "on", "off")
ANSWERS: tuple[Protected, ...] = ("yes", "yes", "yes", "yes", "yes", "yes", "yes", "no", "undecided")
STANDBYS: tuple[Standby, ...] = ("none", "none", "deallocated", "running")
SCHEMES: tuple[Scheme, ...] = (
    "backup_restore",
    "backup_restore",
    "backup_restore",
    "replication",
    "replication",
    "high_availability",
    "fault_tolerance",
    "no_recovery",
)


def big_plan(machines: int = 10_000, seed: int = 7) -> Plan:
    """A plan of so many machines, ten to an application, each with a change rate of its own."""
    random = Random(seed)
    plan = new_plan(date(2027, 1, 1), f"Estate of {machines} machines")
    plan = plan.put("sites", *_sites()).put("links", *_links()).put("tiers", *_tiers())
    plan = plan.put("backup_targets", *_targets()).put("backup_policies", *_policies())
    copy = BackupCopy(
        id="copy-1",
        name="Off site",
        from_target="target-depot",
        to_target="target-vault",
        every_hours=24.0,
        policy="policy-vault",
    )
    plan = plan.put("backup_copies", copy)
    applications = [_application(number, random) for number in range(max(1, machines // MACHINES_PER_APPLICATION))]
    plan = plan.put("applications", *applications)
    return plan.put("machines", *[_machine(number, applications, random) for number in range(machines)])


def _sites() -> list[Site]:
    return [
        _stamp("site-north", "North", "customer", "Quay 1", "NL", (53.2, 6.6), 60_000.0),
        _stamp("site-south", "South", "customer", "Mill 4", "NL", (51.4, 5.5), 40_000.0),
        _stamp("site-a", "Provider A", "csp", "Quay 1", "NL", (53.2, 6.6), 90_000.0),
        _stamp("site-b", "Provider B", "csp", "Gate 9", "DE", (50.1, 8.7), 20_000.0),
        Site(id="site-azure", name="West Europe", kind="azure_region", operator="microsoft", azure_region="westeurope"),
        Site(id="site-depot", name="Depot", kind="datacenter", operator="customer", datacenter="Depot", country="NL"),
    ]


def _stamp(
    key: str, name: str, operator: Operator, building: str, country: str, at: tuple[float, float], used_gib: float
) -> Site:
    return Site(
        id=key,
        name=name,
        operator=operator,
        datacenter=building,
        country=country,
        latitude=at[0],
        longitude=at[1],
        nodes=16,
        node_memory_gib=1024.0,
        node_cores=56,
        storage_usable_gib=400_000.0,
        used_storage_gib=used_gib,
    )


def _links() -> list[Link]:
    ends = [("north", "south"), ("north", "azure"), ("north", "depot"), ("south", "depot"), ("south", "azure"),
            ("a", "b"), ("a", "azure"), ("b", "azure"), ("b", "north"), ("a", "south"), ("b", "depot")]  # fmt: skip
    return [
        Link(id=f"link-{one}-{two}", name=f"{one} to {two}", from_site=f"site-{one}", to_site=f"site-{two}",
             mbit_s=10_000.0, usable_percent=60.0, latency_ms=8.0)
        for one, two in ends
    ]  # fmt: skip


def _targets() -> list[BackupTarget]:
    return [
        BackupTarget(id="target-depot", name="Depot external", site="site-depot", placement="existing_external",
                     capacity_gib=6_000_000.0, write_mb_s=2_000.0, restore_mb_s=1_500.0, restore_streams=16),
        BackupTarget(id="target-vault", name="Vault West Europe", site="site-azure", placement="azure", product="mabs",
                     redundancy="zrs"),
        BackupTarget(id="target-blob", name="Blob West Europe", site="site-azure", placement="azure", redundancy="lrs"),
        BackupTarget(id="target-provider", name="Provider's store", site="site-b", placement="service_provider",
                     capacity_gib=2_000_000.0, write_mb_s=800.0, restore_mb_s=800.0),
    ]  # fmt: skip


def _policies() -> list[BackupPolicy]:
    return [
        BackupPolicy(id="policy-daily", name="Daily", keep_points=14, keep_weekly=4, keep_monthly=12),
        BackupPolicy(id="policy-hourly", name="Every 4 h", every_hours=4.0, keep_points=42, window_start=0.0),
        BackupPolicy(id="policy-weekly", name="Weekly fulls", style="forward_with_fulls", full_days=("sat",),
                     full_kind="active", keep_points=14),
        BackupPolicy(id="policy-reverse", name="Reverse", style="reverse", keep_points=30),
        BackupPolicy(id="policy-vault", name="Vault", keep_points=5, keep_monthly=12, keep_yearly=3),
    ]  # fmt: skip


def _tiers() -> list[Tier]:
    rows = [("Critical", 60.0, 15.0), ("Important", 240.0, 60.0), ("Standard", 1440.0, 1440.0), ("Low", 4320.0, 1440.0)]
    return [
        Tier(id=f"tier-{rank}", name=name, rank=rank, rto_minutes=rto, rpo_minutes=rpo, mtd_minutes=rto * 3,
             scheme="backup_restore", recovery_sites=("site-south",), backup_target="target-depot",
             backup_policy="policy-daily")
        for rank, (name, rto, rpo) in enumerate(rows, 1)
    ]  # fmt: skip


def _application(number: int, random: Random) -> Application:
    source = random.choice(("site-north", "site-south", "site-a", "site-b"))
    scheme = random.choice(SCHEMES)
    sites = [site for site in ("site-south", "site-north", "site-azure", "site-b") if site != source]
    return Application(
        id=f"app-{number:05}",
        name=f"Application {number}",
        business_owner=f"Owner {number % 40}",
        subscription=f"Subscription {number % 60}",
        environment=random.choice(("production", "production", "test", "development")),
        tier=f"tier-{number % 4 + 1}",
        downtime_cost_per_hour=float(number % 50 * 100),
        source_site=source,
        scheme=scheme if number % 3 else None,
        recovery_sites=(random.choice(sites),),
        failover_mechanism="native",
        replication_product="site_recovery",
        replication_minutes=5.0,
        backup_target=random.choice(("target-depot", "target-vault", "target-blob", "target-provider")),
        backup_policy=random.choice(("policy-daily", "policy-hourly", "policy-weekly", "policy-reverse")),
        restore_scope="whole_machine",
        growth_percent_per_year=float(number % 4 * 5) if number % 10 == 0 else None,
        depends_on=(f"app-{number - 1:05}",) if number % 7 == 3 else (),
    )


def _machine(number: int, applications: list[Application], random: Random) -> Machine:
    vcpus = random.choice((2, 4, 4, 8, 16))
    disks = tuple([Disk(size_gib=float(random.choice((127, 256, 512)))) for _ in range(random.choice((1, 2, 3)))])
    return Machine(
        id=f"m-{number:06}",
        name=f"vm-{number:06}",
        application=applications[number // MACHINES_PER_APPLICATION % len(applications)].id,
        role=random.choice(("web", "application", "database")),
        start_group=random.choice((1, 2, 3)),
        vcpus=vcpus,
        memory_gib=float(vcpus * 4),
        disks=disks,
        used_gib=round(sum([disk.size_gib for disk in disks]) * random.uniform(0.3, 0.8), 2),
        change_percent_per_day=round(1 + number * 0.0007, 4) % 9 + 0.1,
        os=random.choice(SYSTEMS),
        power=random.choice(POWERS),
        standby=random.choice(STANDBYS),
        protected=random.choice(ANSWERS),
    )
