"""A small estate that nothing is objected to, and edits that make something wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupPolicy, BackupTarget
from dr_desktop.plan.drill import Drill
from dr_desktop.plan.entity import Entity, Problem
from dr_desktop.plan.link import Link
from dr_desktop.plan.machine import Disk, Machine
from dr_desktop.plan.plan import HEADER, TABLES, Plan, new_plan
from dr_desktop.plan.site import Site
from dr_desktop.plan.tier import Tier

Edit = Callable[[Plan], Plan]


def quiet_plan() -> Plan:
    """Five applications, one of each scheme, on two clouds with a depot between and a region of Azure."""
    plan = new_plan(date(2027, 1, 1), "Quiet")
    header = plan.header.changed(review_date=date(2027, 1, 15), customer="Coastal utility")
    assert not isinstance(header, Problem)
    plan = edit("assumptions", "price_validity_days", base=3650.0)(plan.put(HEADER, header))
    plan = plan.put("sites", *_sites()).put("links", *_links())
    plan = plan.put("backup_targets", _depot()).put("backup_policies", BackupPolicy(id="nightly", name="Nightly"))
    plan = plan.put(
        "tiers",
        Tier(id="gold", name="Gold", rank=1, rto_minutes=480.0, rpo_minutes=60.0, drills_per_year=1),
        Tier(id="silver", name="Silver", rank=2, rto_minutes=2880.0, rpo_minutes=2880.0, drills_per_year=1),
    )
    plan = plan.put("applications", *_applications()).put("machines", *_machines())
    return plan.put(
        "drills",
        _drill("billing", "backup_restore", 600.0),
        _drill("portal", "replication", 120.0),
        _drill("trading", "high_availability", 0.5),
        _drill("grid", "fault_tolerance", 0.0),
    )


def edit(table: str, key: str, **values: Any) -> Edit:
    """The plan with these fields of one row changed."""

    def apply(plan: Plan) -> Plan:
        one = plan.header if table == HEADER else plan.table(table)[key]
        changed = one.changed(**values)
        assert not isinstance(changed, Problem), changed
        return plan.put(table, changed)

    return apply


def add(table: str, key: str, /, **values: Any) -> Edit:
    """The plan with one more row."""

    def apply(plan: Plan) -> Plan:
        kind: type[Entity] = TABLES[table]
        return plan.put(table, kind(id=key, **{"name": key.capitalize(), **values}))

    return apply


def drop(table: str, *keys: str) -> Edit:
    """The plan without these rows."""
    return lambda plan: plan.remove(table, keys)


def both(*edits: Edit) -> Edit:
    """One edit after the other."""

    def apply(plan: Plan) -> Plan:
        for one in edits:
            plan = one(plan)
        return plan

    return apply


def disks(*sizes: float, excluded: float = 0.0) -> tuple[Disk, ...]:
    """Disks of these GiB, and one excluded disk where stated."""
    own = [Disk(size_gib=size) for size in sizes]
    return (*own, Disk(size_gib=excluded, excluded=True)) if excluded else tuple(own)


def _sites() -> list[Site]:
    def stamp(key: str, **values: Any) -> Site:
        return Site(
            id=key,
            name=key.capitalize(),
            infrastructure_plan_owner="Operations",
            infrastructure_plan_on=date(2026, 6, 1),
            nodes=8,
            node_memory_gib=512.0,
            node_cores=32,
            storage_usable_gib=500_000.0,
            used_memory_gib=400.0,
            used_vcpus=80,
            used_storage_gib=0.0,
            largest_vm_memory_gib=64.0,
            parallel_starts=10,
            **values,
        )

    return [
        stamp("north", operator="customer", datacenter="A", country="NL", latitude=53.2, longitude=6.6),
        stamp("south", operator="csp", datacenter="B", country="DE", latitude=50.1, longitude=8.7),
        Site(
            id="depot",
            name="Depot",
            kind="datacenter",
            operator="customer",
            datacenter="C",
            country="NL",
            latitude=51.4,
            longitude=5.5,
        ),
        Site(id="azure", name="West Europe", kind="azure_region", operator="microsoft", azure_region="westeurope"),
    ]


def _links() -> list[Link]:
    def line(one: str, other: str, **values: Any) -> Link:
        key = f"{one}-{other}"
        return Link(id=key, name=key, from_site=one, to_site=other, mbit_s=10_000.0, latency_ms=2.0, **values)

    return [
        line("north", "south"),
        line("north", "depot"),
        line("depot", "south"),
        line("north", "azure", kind="expressroute"),
        line("depot", "azure", kind="expressroute"),
    ]


def _depot() -> BackupTarget:
    return BackupTarget(
        id="vault",
        name="Depot vault",
        site="depot",
        placement="existing_external",
        capacity_gib=1_000_000.0,
        write_mb_s=2000.0,
        restore_mb_s=1000.0,
    )


def _applications() -> list[Application]:
    def one(key: str, **values: Any) -> Application:
        return Application(
            id=key,
            name=key.capitalize(),
            source_site="north",
            recovery_sites=("south",),
            agreed_by="A. Jansen",
            business_owner="A. Jansen",
            technical_owner="B. de Vries",
            **{"environment": "production", "backup_target": "vault", "backup_policy": "nightly", **values},
        )

    return [
        one("billing", tier="silver", scheme="backup_restore"),
        one(
            "portal",
            tier="gold",
            scheme="replication",
            replication_product="partner",
            replication_mode="asynchronous",
            replication_minutes=15.0,
        ),
        one(
            "trading",
            tier="gold",
            scheme="high_availability",
            rto_minutes=1.0,
            rpo_minutes=0.0,
            failover_mechanism="native",
            replication_mode="synchronous",
        ),
        one(
            "grid",
            tier="gold",
            scheme="fault_tolerance",
            rto_minutes=0.0,
            rpo_minutes=0.0,
            failover_mechanism="native",
            replication_mode="synchronous",
        ),
        one("build", scheme="no_recovery", environment="test", backup_target=None, backup_policy=None),
    ]


def _machines() -> list[Machine]:
    def one(application: str, number: int, **values: Any) -> Machine:
        return Machine(
            id=f"{application}-{number}",
            name=f"{application}-{number}",
            application=application,
            vcpus=4,
            memory_gib=16.0,
            disks=disks(127.0, 512.0),
            used_gib=300.0,
            change_percent_per_day=3.0,
            os="windows",
            power="on",
            start_group=number,
            **{"protected": "yes", **values},
        )

    return [
        *[one("billing", number) for number in (1, 2, 3)],
        *[one("portal", number) for number in (1, 2)],
        *[one("trading", number, availability="availability_set", standby="deallocated") for number in (1, 2)],
        *[one("grid", number, availability="availability_set", standby="running") for number in (1, 2)],
        *[one("build", number, protected="no") for number in (1, 2)],
    ]


def _drill(application: str, scheme: Any, minutes: float) -> Drill:
    return Drill(
        id=f"drill-{application}",
        name=f"Drill of {application}",
        application=application,
        on=date(2026, 11, 3),
        kind="test_failover",
        scheme=scheme,
        recovery_site="south",
        outcome="succeeded",
        recovery_minutes=minutes,
        data_loss_minutes=0.0,
    )
