"""Assessments to draw and to report on, made of records: an estate of 88 applications, and any placing of some."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from dr_desktop.assessment.results import (
    ApplicationResult,
    Assessment,
    Column,
    Consumption,
    DesignedRecovery,
    DrillRecord,
    Met,
    Reason,
    Row,
    Topology,
    Totals,
    Verdict,
    Work,
)
from dr_desktop.plan.application import UNASSIGNED, Application
from dr_desktop.plan.assumptions import assumed
from dr_desktop.plan.choices import Scheme
from dr_desktop.plan.inherit import Objectives, Protection
from dr_desktop.plan.link import Link
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.plan.site import Site
from dr_desktop.plan.tier import Tier

SITES = (
    Site(id="weu", name="West Europe", kind="azure_region", operator="microsoft", azure_region="westeurope",
         latitude=52.4, longitude=4.9),
    Site(id="prov-a", name="Provider A", kind="azure_stack", operator="csp", datacenter="Harbour 1",
         latitude=51.92, longitude=4.48),
    Site(id="prov-b", name="Provider B", kind="azure_stack", operator="csp", datacenter="Zwolle 2",
         latitude=52.51, longitude=6.09),
    Site(id="north", name="North", kind="azure_stack", operator="customer", datacenter="Harbour 1",
         latitude=51.921, longitude=4.481),
    Site(id="south", name="South", kind="azure_stack", operator="customer", datacenter="Breda 1",
         latitude=51.58, longitude=4.77),
    Site(id="depot", name="Depot", kind="datacenter", operator="customer", datacenter="Eindhoven 1",
         latitude=51.44, longitude=5.47),
)  # fmt: skip
TIERS = (
    Tier(id="tier-1", name="Critical", rank=1, rto_minutes=60, rpo_minutes=15),
    Tier(id="tier-2", name="Important", rank=2, rto_minutes=240, rpo_minutes=60),
    Tier(id="tier-3", name="Standard", rank=3, rto_minutes=1440, rpo_minutes=1440),
    Tier(id="tier-4", name="Low", rank=4, rto_minutes=4320, rpo_minutes=1440),
)
LINKS = (
    Link(id="l1", from_site="north", to_site="weu", mbit_s=1000, kind="expressroute"),
    Link(id="l2", from_site="north", to_site="prov-b", mbit_s=1000),
    Link(id="l3", from_site="north", to_site="south", mbit_s=10000),
    Link(id="l4", from_site="north", to_site="depot", mbit_s=4000),
    Link(id="l5", from_site="south", to_site="depot", mbit_s=4000),
    Link(id="l6", from_site="prov-b", to_site="south"),
)


class Placed(NamedTuple):
    """One application to be drawn: its name, tier ("" for none), cell, scheme, verdict, dots and size."""

    name: str
    tier: str = "tier-3"
    row: Row = "customer"
    column: Column = "azure"
    scheme: Scheme | None = "backup_restore"
    verdict: Verdict | None = "recommended"
    dots: tuple[Met, Met, Met] = ("met", "met", "not_known")
    machines: int = 4
    used_gib: float = 2048.0


def result_of(one: Placed) -> ApplicationResult:
    """The record of a placed application."""
    reason = Reason("some-rule", one.verdict or "recommended", f"{one.name} is where it is.", "Guidance")
    return ApplicationResult(
        machines=one.machines, instances=one.machines, powered_off=0, unprotected=0, undecided=0,
        vcpus=2 * one.machines, memory_gib=8.0 * one.machines, used_gib=one.used_gib,
        provisioned_gib=1.5 * one.used_gib, change_gib_per_day=0.03 * one.used_gib,
        churn_gib_per_day=0.045 * one.used_gib, unknown_used=0, assumed_values=1, growth_percent_per_year=10.0,
        objectives=Objectives(240.0, 60.0, None),
        protection=Protection(one.scheme, (), None, None, None, None, None, None, None),
        topology=Topology(
            one.row, one.column, "weu" if one.column else None, "Where it runs and recovers.", one.verdict,
            (reason,) if one.verdict else (), True,
        ),
        designed=DesignedRecovery(370.0, (), 60.0, "the longest gap between two runs", False),
        drills=DrillRecord(0, 0, None, None, None, None, False, False),
        rto_met=one.dots[0], rpo_met=one.dots[1], drill_met=one.dots[2], claim="designed", findings=(),
    )  # fmt: skip


def placed(applications: Iterable[Placed], unassigned_machines: int = 0) -> Assessment:
    """An assessment of these applications, with ids app-0, app-1 …, and of *Unassigned*."""
    found = {f"app-{place}": one for place, one in enumerate(applications)}
    plan = new_plan(date(2027, 1, 1), "Coastal utility recovery").put("sites", *SITES).put("tiers", *TIERS)
    plan = plan.put("links", *LINKS)
    plan = plan.put(
        "applications",
        *(
            Application(id=key, name=one.name, tier=one.tier or None, source_site="north" if one.row else None)
            for key, one in found.items()
        ),
    )
    plan = plan.put(
        "machines", *(Machine(id=f"m-{place}", application=UNASSIGNED) for place in range(unassigned_machines))
    )
    lost = Placed("Unassigned", "", "", "", None, None, ("not_known",) * 3, unassigned_machines, 0.0)
    results = {UNASSIGNED: result_of(lost), **{key: result_of(one) for key, one in found.items()}}
    return assessment(plan, results)


def assessment(plan: Plan, applications: dict[str, ApplicationResult]) -> Assessment:
    """An assessment that holds nothing but applications."""
    totals = Totals(
        len(applications) - 1, 0, sum([one.machines for one in applications.values()]), 0, 0, "", None, None, None,
        None, 0, 0, 0, 0, 0, 0,
    )  # fmt: skip
    return Assessment(
        plan, assumed(plan.assumptions), {}, {}, applications, {}, {}, {},
        Consumption((), "EUR", (), (), (), {}, ()), (), {}, totals, Work(0, 0, 0, 0), None,
    )  # fmt: skip


def coastal_utility() -> Assessment:
    """An estate of 88 applications with a cell of 47, all schemes, verdicts and strips."""
    some: list[Placed] = []

    def add(row: Row, column: Column, scheme: Scheme | None, verdict: Verdict | None, *names: str) -> None:
        for name in names:
            tier, _, rest = name.partition(" ")
            dots: tuple[Met, Met, Met] = (
                ("met", "met", "met"),
                ("met", "little_margin", "not_known"),
                ("missed", "met", "missed"),
                ("met", "met", "not_known"),
            )[len(some) % 4]
            key = "" if tier == "0" else f"tier-{tier}"
            some.append(
                Placed(rest, key, row, column, scheme, verdict, dots, 6 + len(some) % 9, 3000.0 + 40 * len(some))
            )

    add(
        "csp",
        "azure",
        "backup_restore",
        "recommended",
        "3 Tender room",
        "3 Permit desk",
        "3 Intranet",
        "4 Video library",
    )
    add("csp", "azure", "replication", "recommended", "2 Contact centre", "2 E-invoicing")
    add("csp", "csp", "replication", "recommended", "1 Identity bridge", "2 Fleet tracking", "2 Procurement")
    add("csp", "csp", "backup_restore", "recommended", "3 Timesheets", "3 Lab results")
    add(
        "csp",
        "customer",
        "backup_restore",
        "condition",
        "3 Asset register",
        "3 Reporting cube of finance",
        "4 Scan archive",
    )
    add("customer", "azure", "backup_restore", "condition", "2 Billing")
    add("customer", "azure", "backup_restore", "recommended", "3 Data warehouse", "3 Work orders", "3 Forecasting")
    add("customer", "azure", "replication", "recommended", "1 Customer portal", "2 Field service", "2 Mail gateway")
    add("customer", "azure", "fault_tolerance", "recommended", "1 Public website", "1 Status page")
    add("customer", "csp", "backup_restore", "recommended", "2 Finance ledger", "3 HR service", "3 Payroll")
    add("customer", "csp", "replication", "not_recommended", "1 Meter data")
    add("customer", "csp", "replication", "recommended", "2 Telemetry hub", "2 Dispatch", "3 Print rooms")
    add("customer", "customer", "backup_restore", "not_supported", "1 Rack one", "2 Rack two", "2 Rack three")
    add(
        "customer",
        "customer",
        "backup_restore",
        "recommended",
        *(f"{2 + place % 3} Archive {place}" for place in range(32)),
    )
    add("customer", "customer", "replication", "recommended", *(f"{1 + place % 3} Plant {place}" for place in range(9)))
    add("customer", "customer", "high_availability", "condition", "1 Control room", "1 Alarms")
    add("customer", "customer", "fault_tolerance", "recommended", "1 Directory")
    add("", "", None, None, "3 Print service", "0 Badge office", "0 Old intranet", "4 Survey tool")
    add("customer", "", "no_recovery", None, "4 Build farm", "4 Test estate", "4 Sandbox", "4 Training", "4 Demo")
    add("azure", "azure", "backup_restore", "condition", "3 Campaign site", "3 Event store")
    return placed(some, 23)
