"""Plans for tests of the tables, and an assessment small enough to see through: sums, and nothing that is not asked."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.results import (
    ApplicationResult,
    Assessment,
    Consumption,
    DesignedRecovery,
    DrillRecord,
    Finding,
    MachineResult,
    Topology,
    Totals,
    Work,
)
from dr_desktop.plan.application import Application
from dr_desktop.plan.assumptions import assumed
from dr_desktop.plan.backup import BackupPolicy, BackupTarget
from dr_desktop.plan.inherit import objectives_of, protection_of
from dr_desktop.plan.machine import Disk, Machine
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.plan.site import Site
from dr_desktop.plan.tier import Tier

NO_CATALOG = cast(Catalog, object())


def small_plan() -> Plan:
    """Three tiers, three sites, five applications, a dozen machines."""
    tiers = [
        Tier(id="gold", name="Gold", rank=1, rto_minutes=60, rpo_minutes=15, mtd_minutes=240, scheme="replication",
             recovery_sites=("west",), backup_target="vault", backup_policy="hourly"),
        Tier(id="silver", name="Silver", rank=2, rto_minutes=240, rpo_minutes=60, mtd_minutes=720,
             scheme="backup_restore", recovery_sites=("west",), backup_target="vault", backup_policy="daily"),
        Tier(id="bronze", name="Bronze", rank=3, rto_minutes=1440, rpo_minutes=1440, scheme="backup_restore",
             backup_target="depot", backup_policy="daily"),
    ]  # fmt: skip
    sites = [
        Site(id="north", name="North", operator="customer"),
        Site(id="west", name="West Europe", kind="azure_region", operator="microsoft"),
        Site(id="prov", name="Provider A", operator="csp"),
    ]
    applications = [
        Application(id="billing", name="Billing", tier="silver", rto_minutes=240, source_site="north"),
        Application(id="farm", name="Build farm", scheme="no_recovery", source_site="north"),
        Application(id="portal", name="Customer portal", tier="gold", source_site="north"),
        Application(id="gis", name="GIS maps", tier="bronze", source_site="prov"),
        Application(id="meter", name="Meter data", tier="gold", source_site="north", growth_percent_per_year=25),
    ]
    machines = [
        Machine(
            id=f"m{number}",
            name=f"vm-{number}",
            application=applications[number % 5].id,
            vcpus=2 + number % 3,
            memory_gib=8.0,
            used_gib=None if number % 4 == 0 else 100.0 + number,
            disks=(Disk(size_gib=127), Disk(size_gib=512, excluded=number % 2 == 0)),
        )
        for number in range(12)
    ]
    return (
        new_plan(date(2027, 1, 1), "Small")
        .put("tiers", *tiers)
        .put("sites", *sites)
        .put("backup_targets", BackupTarget(id="vault", name="Vault", site="west", placement="azure"))
        .put("backup_targets", BackupTarget(id="depot", name="Depot", site="prov", capacity_gib=10_240))
        .put("backup_policies", BackupPolicy(id="hourly", name="Hourly", every_hours=1))
        .put("backup_policies", BackupPolicy(id="daily", name="Daily"))
        .put("applications", *applications)
        .put("machines", *machines)
    )


def large_plan(machines: int) -> Plan:
    """The small plan with so many machines more, spread over its applications."""
    plan = small_plan()
    apps = list(plan.applications)
    more = [
        Machine(id=f"x{number}", name=f"srv-{number}", application=apps[number % len(apps)], used_gib=50.0, vcpus=2)
        for number in range(machines)
    ]
    return plan.put("machines", *more)


def sums_only(plan: Plan, _catalog: Catalog, previous: Assessment | None) -> Assessment:
    """An assessment of sums, which keeps the record of a row whose own values and sums are as before."""
    values = assumed(plan.assumptions)
    old = previous.machines if previous else {}
    before = previous.plan.machines if previous else {}
    same_context = previous is not None and previous.plan.applications is plan.applications
    machines = {
        key: old[key] if same_context and before.get(key) is one else _machine(plan, one)
        for key, one in plan.machines.items()
    }
    members: dict[str, list[MachineResult]] = {key: [] for key in plan.applications}
    for key, one in plan.machines.items():
        if one.application in members:
            members[one.application or ""].append(machines[key])
    applications: dict[str, ApplicationResult] = {}
    for key, application in plan.applications.items():
        result = _application(plan, application, members[key], values.growth_percent_per_year)
        known = previous.applications.get(key) if previous else None
        applications[key] = known if known == result and known is not None else result
    findings = tuple(finding for one in applications.values() for finding in one.findings)
    months = (plan.header.start_month,)
    costs = {key: round(one.used_gib * 0.05, 2) for key, one in applications.items()}
    consumption = Consumption(months, plan.header.currency, (), (0.0,), (0.0,), costs, ())
    totals = Totals(len(applications), 0, len(machines), 0, 0, "", None, None, None, None, 0, 0, 0, 0, 0, 0)
    work = Work(0, 0, 0, 0)
    return Assessment(
        plan, values, machines, {}, applications, {}, {}, {}, consumption, findings, {}, totals, work, None
    )


def _machine(plan: Plan, machine: Machine) -> MachineResult:
    application = plan.applications.get(machine.application or "")
    tier = plan.tiers.get(application.tier or "") if application else None
    provisioned = sum(disk.size_gib for disk in machine.disks if not disk.excluded)
    blank = machine.used_gib is None
    used = 0.6 * provisioned if machine.used_gib is None else machine.used_gib
    protection = protection_of(application or Application(id="none"), tier)
    return MachineResult(
        used, provisioned, used * 0.03, used * 0.045, 1.0, machine.vcpus or 0, machine.memory_gib or 0.0, 1,
        "undecided", ("used_gib",) if blank else (), protection, (),
    )  # fmt: skip


def _application(plan: Plan, one: Application, members: list[MachineResult], growth: float) -> ApplicationResult:
    tier = plan.tiers.get(one.tier or "")
    objectives = objectives_of(one, tier)
    protection = protection_of(one, tier)
    rto = 30.0 * len(members)
    missed = objectives.rto_minutes is not None and rto > objectives.rto_minutes
    findings: tuple[Any, ...] = ()
    if missed:
        sentence = "The designed recovery time is longer than the objective."
        findings = (Finding("rto_missed", "error", "applications", one.id, "rto_minutes", sentence, "", "Rule"),)
    topology = Topology("customer", "azure", None, "", "not_recommended" if missed else "recommended", (), True)
    designed = DesignedRecovery(rto, (), protection.replication_minutes, "", False)
    drills = DrillRecord(0, 0, None, None, None, None, False, False)
    return ApplicationResult(
        machines=len(members), instances=len(members), powered_off=0, unprotected=0, undecided=len(members),
        vcpus=sum(m.vcpus for m in members), memory_gib=sum(m.memory_gib for m in members),
        used_gib=sum(m.used_gib or 0 for m in members), provisioned_gib=sum(m.provisioned_gib or 0 for m in members),
        change_gib_per_day=0.0, churn_gib_per_day=0.0, unknown_used=0, assumed_values=0,
        growth_percent_per_year=growth if one.growth_percent_per_year is None else one.growth_percent_per_year,
        objectives=objectives, protection=protection, topology=topology, designed=designed, drills=drills,
        rto_met="missed" if missed else "met", rpo_met="not_known", drill_met="not_known", claim="designed",
        findings=findings,
    )  # fmt: skip
