"""A small estate to lose: North runs, South and Azure take over, backups lie at a depot."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, TypeVar

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.recovery import Options, RecoveryResult, simulate
from dr_desktop.assessment.results import Assessment
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupCopy, BackupPolicy, BackupTarget
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.entity import Entity, Problem
from dr_desktop.plan.link import Link
from dr_desktop.plan.machine import Disk, Machine
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.plan.site import Site
from dr_desktop.plan.tier import Tier

E = TypeVar("E", bound=Entity)
LOSS = Scenario(id="loss", name="Loss of North", kind="site_loss", lost_site="north")
MB_PER_GIB = 2**30 / 1e6
PHASES: dict[str, Any] = {
    "detect_minutes": 5.0,
    "decide_minutes": 10.0,
    "validate_minutes": 4.0,
    "redirect_minutes": 1.0,
}


@cache
def catalog() -> Catalog:
    return load_catalog()


def stamp(key: str, name: str, building: str, **changed: Any) -> Site:
    return Site(
        **{
            "id": key, "name": name, "datacenter": building, "operator": "customer", "country": "NL", "nodes": 8,
            "node_memory_gib": 512.0, "node_cores": 32, "storage_usable_gib": 100_000.0, "used_memory_gib": 0.0,
            "used_vcpus": 0, "used_storage_gib": 0.0, "largest_vm_memory_gib": 0.0, "parallel_starts": 10, **changed,
        }
    )  # fmt: skip


def bare() -> Plan:
    """Sites, links, one target with 100 MB/s over a link with 200 MB/s, a daily and an hourly policy, two tiers."""
    plan = new_plan(date(2027, 1, 1))
    depot = Site(id="depot", name="Depot", kind="datacenter", operator="customer", datacenter="Depot 1")
    azure = Site(id="azure", name="West Europe", kind="azure_region", azure_region="westeurope")
    plan = plan.put("sites", stamp("north", "North", "Quay 1"), stamp("south", "South", "Mill 4"), depot, azure)
    plan = plan.put(
        "links",
        line("north-south", "north", "south"),
        line("depot-south", "depot", "south"),
        line("depot-north", "depot", "north"),
        line("azure-south", "azure", "south"),
        line("north-azure", "north", "azure"),
    )
    vault = BackupTarget(
        id="vault", name="Vault", site="depot", placement="dedicated_external", write_mb_s=100.0, restore_mb_s=100.0,
        restore_streams=4,
    )  # fmt: skip
    plan = plan.put("backup_targets", vault)
    plan = plan.put(
        "backup_policies",
        BackupPolicy(id="daily", name="Daily", capture="stack_api", keep_points=14),
        BackupPolicy(id="hourly", name="Hourly", capture="stack_api", every_hours=1.0, keep_points=48),
    )
    return plan.put("tiers", Tier(id="gold", name="Gold", rank=1), Tier(id="silver", name="Silver", rank=2))


def line(key: str, one: str, other: str, **changed: Any) -> Link:
    return Link(**{"id": key, "name": key, "from_site": one, "to_site": other, "mbit_s": 1_600.0,
                   "usable_percent": 100.0, **changed})  # fmt: skip


def restored(key: str, machines: int = 1, gib: float = 100.0, **stated: Any) -> tuple[Application, list[Machine]]:
    """An application that is restored at South, and its machines."""
    return application(key, machines, gib, **{"scheme": "backup_restore", **stated})


def replicated(key: str, machines: int = 1, gib: float = 100.0, **stated: Any) -> tuple[Application, list[Machine]]:
    """An application that is replicated to South every 5 minutes, and its machines."""
    base = {"scheme": "replication", "replication_product": "partner", "replication_mode": "asynchronous",
            "replication_minutes": 5.0, "backup_target": None, "backup_policy": None}  # fmt: skip
    return application(key, machines, gib, **{**base, **stated})


def application(key: str, machines: int, gib: float, **stated: Any) -> tuple[Application, list[Machine]]:
    base = {"source_site": "north", "recovery_sites": ("south",), "backup_target": "vault", "backup_policy": "daily",
            "restore_scope": "whole_machine", "rto_minutes": 240.0, "rpo_minutes": 1_500.0, **PHASES}  # fmt: skip
    own = Application(id=key, name=key.capitalize(), **{**base, **stated})
    return own, [machine(key, number, gib) for number in range(machines)]


def machine(key: str, number: int, gib: float, **changed: Any) -> Machine:
    return Machine(
        **{
            "id": f"{key}-{number}", "name": f"{key}-{number}", "application": key, "vcpus": 2, "memory_gib": 8.0,
            "disks": (Disk(size_gib=1_000.0),), "used_gib": gib, "change_percent_per_day": 1.0, "protected": "yes",
            "power": "on", "start_minutes": 3.0, **changed,
        }
    )  # fmt: skip


def estate(*described: tuple[Application, list[Machine]], changed: Plan | None = None) -> Plan:
    plan = changed or bare()
    for own, machines in described:
        plan = plan.put("applications", own).put("machines", *machines)
    return plan


def assessed(plan: Plan) -> Assessment:
    return assess(plan, catalog())


def lose(plan: Plan, scenario: Scenario = LOSS, **options: Any) -> RecoveryResult:
    """What comes of a scenario."""
    return simulate(assessed(plan), scenario, Options(**options))


def minutes(gib: float, mb_s: float) -> float:
    return gib * MB_PER_GIB / mb_s / 60


def copy_to_azure(plan: Plan, hours: float = 24.0) -> Plan:
    """A second copy of the vault in Azure."""
    blob = BackupTarget(id="blob", name="Blob", site="azure", placement="azure", restore_mb_s=50.0, restore_streams=8)
    copy = BackupCopy(id="copy", from_target="vault", to_target="blob", every_hours=hours)
    return plan.put("backup_targets", blob).put("backup_copies", copy)


def altered(entity: E, **values: Any) -> E:
    """An entity with other values, which must be valid."""
    changed = entity.changed(**values)
    assert not isinstance(changed, Problem)
    return changed
