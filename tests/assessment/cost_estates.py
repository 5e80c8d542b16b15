"""Small plans that pay in Azure: one stamp, one region, one application."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.results import Assessment, ConsumptionComponent
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupPolicy, BackupTarget
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.plan.site import Site

BACKUP: dict[str, Any] = {
    "scheme": "backup_restore",
    "backup_target": "vault",
    "backup_policy": "daily",
    "recovery_sites": ("stamp",),
}
RESTORE_IN_AZURE: dict[str, Any] = {**BACKUP, "recovery_sites": ("azure",)}
REPLICA: dict[str, Any] = {
    "scheme": "replication",
    "replication_product": "site_recovery",
    "recovery_sites": ("azure",),
}


def cost_plan(
    application: Mapping[str, Any],
    *machines: Machine,
    product: str = "mabs",
    growth: float = 0.0,
    start: date = date(2027, 1, 1),
) -> Plan:
    plan = new_plan(start).put(
        "sites",
        Site(id="stamp", name="North", operator="customer", country="NL"),
        Site(id="azure", name="West Europe", kind="azure_region", operator="microsoft", azure_region="westeurope"),
    )
    target = BackupTarget(id="vault", name="Vault", site="azure", placement="azure", redundancy="lrs")
    changed = target.changed(product=product)
    plan = plan.put("backup_targets", changed).put("backup_policies", BackupPolicy(id="daily", name="Daily"))  # type: ignore[arg-type]
    own = Application(id="app", name="Billing", source_site="stamp", growth_percent_per_year=growth, **application)
    return plan.put("applications", own).put("machines", *machines)


def machine(number: int = 1, **values: Any) -> Machine:
    given = {"used_gib": 100.0, "vcpus": 2, "memory_gib": 8.0, "protected": "yes", **values}
    return Machine(**{"id": f"m-{number}", "name": f"vm{number}", "application": "app", **given})


def assuming(plan: Plan, **bases: float) -> Plan:
    """The plan with other assumptions."""
    for key, base in bases.items():
        plan = plan.put("assumptions", plan.assumptions[key].changed(base=base))  # type: ignore[arg-type]
    return plan


def assessed(plan: Plan) -> Assessment:
    return assess(plan, load_catalog())


def component(plan: Plan, key: str) -> ConsumptionComponent | None:
    found = [one for one in assessed(plan).consumption.components if one.key == key]
    return found[0] if found else None


def amounts(plan: Plan, key: str) -> tuple[float, ...]:
    one = component(plan, key)
    return one.amounts if one else ()
