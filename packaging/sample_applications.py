"""The sample's 24 applications with their 180 machines: good decisions, and the mistakes that a review should find."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, NamedTuple

from sample_machines import machines_of, scale_set, switched_off

from dr_desktop.plan.application import UNASSIGNED, Application
from dr_desktop.plan.choices import OperatingSystem
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.machine import Disk, Machine

_AGREED: Final[dict[str, Any]] = {"agreed_on": date(2026, 9, 14)}
_QUICK: Final[dict[str, Any]] = {
    "detect_minutes": 3.0, "decide_minutes": 10.0, "validate_minutes": 6.0, "redirect_minutes": 3.0,
}  # fmt: skip
_CUSTOMER_DATA: Final[dict[str, Any]] = {"data_class": "confidential", "allowed_countries": ("NL", "DE")}
_PARTNER: Final[dict[str, Any]] = {
    "replication_product": "partner", "replication_mode": "asynchronous", "replication_level": "vm",
    "replication_history_hours": 24.0,
}  # fmt: skip
_SITE_RECOVERY: Final[dict[str, Any]] = {**_PARTNER, "replication_product": "site_recovery"}
_SYNCHRONOUS: Final[dict[str, Any]] = {
    "replication_product": "database_native", "replication_mode": "synchronous", "replication_level": "database",
    "failover_mechanism": "native",
}  # fmt: skip
_IN_SETS: Final[dict[str, Any]] = {"availability": "availability_set", "standby": "running"}


class Described(NamedTuple):
    """An application in one line: where it runs and recovers, its machines, and what it states of its own."""

    name: str
    tier: str
    source: str
    recovery: tuple[str, ...]
    parts: str
    system: OperatingSystem
    own: dict[str, Any]
    of_machines: dict[str, Any]


def _d(
    name: str,
    tier: str,
    source: str,
    recovery: tuple[str, ...],
    parts: str,
    system: OperatingSystem,
    own: dict[str, Any],
    of_machines: dict[str, Any] | None = None,
) -> Described:
    return Described(name, tier, source, recovery, parts, system, own, of_machines or {})


def _owned(business: str, technical: str, cost_an_hour: float | None = None, **more: Any) -> dict[str, Any]:
    return {
        "business_owner": business, "technical_owner": technical, "agreed_by": business, **_AGREED,
        "downtime_cost_per_hour": cost_an_hour, "environment": "production", "data_class": "internal", **more,
    }  # fmt: skip


DESCRIBED: Final = (
    # Clouds of service providers
    _d("Tender room", "standard", "provider-b", ("west-europe",), "database app web*2", "windows",
       _owned("Karin Lund", "Sven Otto", 300.0, backup_target="target-blob")),
    _d("Contact centre", "important", "provider-a", ("west-europe",), "database*2 app*3 web*3", "windows",
       _owned("Mia Jansen", "Sven Otto", 6_000.0, **_SITE_RECOVERY, replication_minutes=5.0)),
    _d("Identity bridge", "critical", "provider-a", ("provider-b",), "database*2x0.3 app*2 web*2", "windows",
       _owned("Ruben Smit", "Eva Kramer", 30_000.0, **_PARTNER, **_QUICK, replication_minutes=5.0,
              backup_target="target-depot")),
    _d("Timesheets", "standard", "provider-b", ("provider-a",), "database app*2 web*2", "linux",
       _owned("Tom Visser", "Eva Kramer", 200.0, backup_target="target-appliance-b")),
    _d("Asset register", "standard", "provider-b", ("south",), "database*2 app*3 web*2 batch", "linux",
       _owned("Ineke Vos", "Eva Kramer", 900.0, backup_target="target-blob", growth_percent_per_year=15.0)),
    # The customer's own clouds
    _d("Customer portal", "critical", "north", ("west-europe",), "database*2 app*4 cache*2 gateway", "linux",
       _owned("Mia Jansen", "Jonas Keller", 22_000.0, **_CUSTOMER_DATA, **_SITE_RECOVERY, **_QUICK,
              replication_minutes=5.0, rebuild_minutes=15.0, backup_target="target-vault",
              backup_policy="policy-agent")),
    _d("Field service", "important", "north", ("west-europe",), "database*2 app*4 web*2", "windows",
       _owned("Joris Maas", "Jonas Keller", 7_500.0, **_SITE_RECOVERY, replication_minutes=5.0)),
    _d("Public website", "critical", "north", ("west-europe",), "database*2x0.2 app*3", "linux",
       _owned("Mia Jansen", "Jonas Keller", 4_000.0, **_SYNCHRONOUS, scheme="fault_tolerance", data_class="public"),
       _IN_SETS),
    _d("Meter data", "critical", "north", ("provider-a",), "database*4 app*6 batch*4", "linux",
       _owned("Anna de Vries", "Lars Holm", 18_000.0, **_PARTNER, **_QUICK, replication_minutes=5.0,
              growth_percent_per_year=25.0)),
    _d("Billing", "important", "north", ("provider-b",), "database*3x1.3 app*4 batch*3", "windows",
       _owned("Piet de Boer", "Jonas Keller", 24_000.0, **_CUSTOMER_DATA, scheme="backup_restore",
              data_loss_cost_per_hour=5_000.0, as_typed={"rto_minutes": "≤ 4 h"}, rto_minutes=240.0)),
    _d("Finance ledger", "important", "north", ("provider-b",), "database*2 app*3 web*2", "windows",
       _owned("Piet de Boer", "Jonas Keller", 9_000.0, **_CUSTOMER_DATA, scheme="backup_restore")),
    _d("Telemetry hub", "important", "north", ("provider-b",), "database*2 app*3 index*2 gateway*2", "linux",
       _owned("Anna de Vries", "Lars Holm", 8_000.0, **_PARTNER, replication_minutes=15.0,
              depends_on=("app-identity-bridge",))),
    _d("Outage map", "critical", "north", ("south",), "database*2x0.5 app*2 web*2", "linux",
       _owned("Anna de Vries", "Lars Holm", 35_000.0, **_SYNCHRONOUS, scheme="high_availability", rto_minutes=45.0,
              rpo_minutes=1.0, mtd_minutes=30.0, backup_target="target-ridge", redirect_minutes=2.0), _IN_SETS),
    _d("Grid control", "critical", "north", ("south",), "database*2 app*4 gateway*2", "linux",
       _owned("Anna de Vries", "Lars Holm", 120_000.0, **_SYNCHRONOUS, scheme="fault_tolerance", rto_minutes=0.0,
              rpo_minutes=0.0, data_class="restricted", allowed_countries=("NL",), allowed_operators=("customer",)),
       _IN_SETS),
    _d("GIS maps", "standard", "north", ("south",), "file*6x1.7 app*2 index*2", "windows",
       _owned("Ineke Vos", "Lars Holm", 600.0, growth_percent_per_year=8.0)),
    _d("Work orders", "important", "south", ("north",), "database*3 app*4 web*2", "windows",
       _owned("Joris Maas", "Eva Kramer", 6_500.0, **_SITE_RECOVERY, replication_minutes=15.0)),
    _d("Data warehouse", "standard", "north", ("south",), "database*6x5.5 index*2 batch*3", "linux",
       _owned("Piet de Boer", "Lars Holm", 1_200.0, growth_percent_per_year=18.0)),
    _d("Payroll", "standard", "south", ("north",), "database app*2 web*2", "windows",
       _owned("Tom Visser", "Eva Kramer", 1_500.0, data_class="restricted", allowed_countries=("EU",),
              backup_target="target-mabs", backup_policy="policy-mabs", restore_scope="application_data",
              rpo_minutes=4320.0)),
    _d("Lab results", "standard", "north", ("south",), "database app*2 file", "windows",
       _owned("Ruben Smit", "Eva Kramer", 800.0, backup_target="target-rack", backup_policy="policy-weekdays")),
    _d("Video library", "low", "north", ("provider-b",), "file*3x1.2 app", "windows",
       _owned("Karin Lund", "Sven Otto", None, backup_target="target-appliance-north")),
    _d("Print service", "low", "", (), "app*2 web", "windows",
       {"business_owner": "Tom Visser", "environment": "production"}, {"protected": "undecided"}),
    _d("Build farm", "low", "north", (), "app*2 worker*10", "linux",
       {"business_owner": "Ruben Smit", "technical_owner": "Sven Otto", "environment": "development",
        "scheme": "no_recovery", "data_class": "internal"}, {"protected": "no"}),
    _d("Test estate", "low", "south", (), "database app*4 web*4", "windows",
       {"business_owner": "Joris Maas", "technical_owner": "Sven Otto", "environment": "test",
        "scheme": "no_recovery", "data_class": "internal"}, {"protected": "no"}),
    _d("Campaign site", "low", "west-europe", ("provider-b",), "", "linux",
       _owned("Karin Lund", "Jonas Keller", None, data_class="public", backup_target="target-dunes")),
)  # fmt: skip

CHANGES: Final[dict[str, dict[str, Any]]] = {
    # A disk of 2 TiB, which Site Recovery does not replicate between stamps.
    "m-work-orders-db-03": {"disks": (Disk(size_gib=128.0), Disk(size_gib=2048.0)), "used_gib": 1480.0},
    # The one Linux guest that was put on Azure Backup Server with the others.
    "m-payroll-web-02": {"os": "linux"},
    "m-work-orders-web-02": {"protected": "undecided"},
    "m-gis-maps-index-02": {"protected": "undecided"},
    "m-data-warehouse-batch-03": {"protected": "undecided"},
    # Scratch space need not come back.
    "m-data-warehouse-batch-01": {"disks": (Disk(size_gib=128.0), Disk(size_gib=1022.0, excluded=True))},
    "m-meter-data-db-01": {"churn_gib_per_day": 62.0, "peak_churn_mb_s": 9.5},
    "m-meter-data-db-02": {"churn_gib_per_day": 58.0, "peak_churn_mb_s": 8.0},
    "m-customer-portal-db-01": {"churn_gib_per_day": 41.0, "peak_churn_mb_s": 6.5},
    "m-billing-db-01": {"restore_scope": "application_data"},
    "m-field-service-app-01": {"hybrid_benefit": True},
}

# Still to be brought in: their first copies are staggered over the nights from January on.
NEW: Final = ("Meter data", "Billing", "Finance ledger", "GIS maps", "Data warehouse", "Video library")

OFF: Final = ("m-tender-room-web-02", "m-timesheets-web-02", "m-lab-results-app-02", "m-test-estate-db-01")


def applications() -> list[Application]:
    """Unassigned, which stays empty, and the 24."""
    made = [Application(id=UNASSIGNED, name="Unassigned", notes="Machines that belong nowhere yet.")]
    for one in DESCRIBED:
        own = dict(one.own)
        made.append(
            Application(
                id=_id(one.name),
                name=one.name,
                tier=f"tier-{one.tier}" if one.tier else None,
                source_site=f"site-{one.source}" if one.source else None,
                recovery_sites=tuple(f"site-{site}" for site in one.recovery) or None,
                subscription=own.pop("subscription", f"Utility – {one.tier or 'others'}"),
                **own,
            )
        )
    return made


def machines() -> list[Machine]:
    """All machines, in the order of their applications."""
    made: list[Machine] = []
    for one in DESCRIBED:
        key = _id(one.name)
        prefix = key.removeprefix("app-")
        cluster = f"{one.source or 'unknown'}-1"
        made += machines_of(key, prefix, one.parts, one.system, cluster, **one.of_machines)
        made += _scale_sets(key, prefix)
    return [_as_changed(_copied(machine)) for machine in made]


def data_stores() -> list[DataStore]:
    """Durable data outside machines; the scale sets of portal and website keep theirs here."""
    return [
        DataStore(
            id="store-portal", name="Portal documents", application="app-customer-portal", kind="object_store",
            used_gib=620.0, change_percent_per_day=0.6, protected="yes", notes="Where the scale set keeps its data.",
        ),
        DataStore(
            id="store-website", name="Website content", application="app-public-website", kind="object_store",
            used_gib=85.0, change_percent_per_day=0.2, protected="yes",
        ),
        DataStore(
            id="store-telemetry", name="Telemetry raw data", application="app-telemetry-hub", kind="object_store",
            used_gib=2400.0, protected="yes",
        ),
    ]  # fmt: skip


def _scale_sets(application: str, prefix: str) -> list[Machine]:
    if application == "app-customer-portal":
        return [scale_set(application, f"{prefix}-web-set", 6)]
    if application == "app-public-website":
        return [scale_set(application, f"{prefix}-web-set", 4)]
    if application == "app-campaign-site":
        return [
            scale_set(application, f"{prefix}-{part}-set", members, notes="", role=role)
            for part, members, role in (
                ("web", 4, "web server"),
                ("api", 3, "application server"),
                ("mail", 2, "application server"),
                ("cache", 2, "cache"),
            )
        ]
    return []


def _copied(machine: Machine) -> Machine:
    """A machine with the day of its first copy, where it was brought in already."""
    if machine.protected != "yes" or machine.application in [_id(one) for one in NEW]:
        return machine
    copied = machine.changed(first_copy_on=date(2026, 9, 21))
    if not isinstance(copied, Machine):
        raise ValueError(str(copied))
    return copied


def _as_changed(machine: Machine) -> Machine:
    if machine.id in OFF:
        machine = switched_off(machine)
    changes = CHANGES.get(machine.id)
    if not changes:
        return machine
    changed = machine.changed(**changes)
    if not isinstance(changed, Machine):
        raise ValueError(str(changed))
    return changed


def _id(name: str) -> str:
    return "app-" + name.lower().replace(" ", "-")
