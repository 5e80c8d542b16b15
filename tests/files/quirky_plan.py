"""A small plan that writers of files may stumble over: formulas as names, several scripts, blanks, overlong text."""

from __future__ import annotations

from datetime import date

from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupPolicy, BackupTarget
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.drill import Drill
from dr_desktop.plan.governance import Acceptance, CostLine, SignOff
from dr_desktop.plan.link import Link
from dr_desktop.plan.machine import Disk, Machine
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.plan.site import Site
from dr_desktop.plan.tier import Tier

FORMULA_NAME = "=cmd|' /C calc'!A0"
PLUS_NAME = "+1"
LINK_NAME = "https://example.org/?a=1&b=2"
NUMBER_NAME = "007"
LONG_NOTES = "long " * 8_000
CONTROL_NAME = "bell\x07 and \ufffe mark"


def quirky_plan() -> Plan:
    """Five applications, nine machines, a data store, two targets, drills, acceptances."""
    tiers = [
        Tier(id="gold", name="Gold", rank=1, rto_minutes=60, rpo_minutes=0.5, mtd_minutes=240, scheme="replication",
             recovery_sites=("west",), backup_target="vault", backup_policy="hourly"),
        Tier(id="silver", name="Σίλβερ", rank=2, rto_minutes=240, rpo_minutes=1440, scheme="backup_restore",
             recovery_sites=("south",), backup_target="depot", backup_policy="daily"),
    ]  # fmt: skip
    sites = [
        Site(id="north", name="North", operator="customer", datacenter="Quay 1", storage_usable_gib=40_000.0),
        Site(id="south", name="Łódź", operator="customer", datacenter="Mill 4", storage_usable_gib=20_000.0),
        Site(id="west", name="West Europe", kind="azure_region", operator="microsoft", azure_region="westeurope"),
    ]
    applications = [
        Application(id="a-1", name=FORMULA_NAME, tier="silver", source_site="north", business_owner="-2+3"),
        Application(id="a-2", name=PLUS_NAME, tier="gold", source_site="north"),
        Application(id="a-3", name=LINK_NAME, tier="silver", source_site="south", rto_minutes=30),
        Application(id="a-4", name=NUMBER_NAME, scheme="no_recovery", source_site="north"),
        Application(id="a-5", name=CONTROL_NAME, notes=LONG_NOTES),
    ]
    machines = [
        Machine(
            id=f"m-{number}",
            name=f"vm-{number}",
            application=f"a-{1 + number % 5}",
            vcpus=2 + number,
            memory_gib=8.5,
            used_gib=None if number == 4 else 100.0 + 1 / (number + 1),
            change_percent_per_day=None if number % 2 else 2.25,
            disks=(Disk(size_gib=127), Disk(size_gib=512.5, excluded=number % 3 == 0)),
            protected=("yes", "yes", "no", "undecided")[number % 4],
        )
        for number in range(9)
    ]
    drill = Drill(id="d-1", application="a-2", on=date(2026, 9, 1), outcome="succeeded", recovery_minutes=42.5,
                  scheme="replication", recovery_site="west")  # fmt: skip
    accepted = Acceptance(id="ok-1", entity="m-2", rule="unprotected", reason="Switched off soon", by="Eva",
                          on=date(2026, 9, 1), until=date(2027, 6, 30))  # fmt: skip
    return (
        new_plan(date(2027, 1, 1), "Quirks & <more>")
        .put("tiers", *tiers)
        .put("sites", *sites)
        .put("links", Link(id="l-1", from_site="north", to_site="south", mbit_s=1000.0))
        .put("links", Link(id="l-2", from_site="north", to_site="west", mbit_s=500.0))
        .put("backup_targets", BackupTarget(id="vault", name="Vault", site="west", placement="azure", product="mabs"))
        .put("backup_targets", BackupTarget(id="depot", name="Depot", site="south", capacity_gib=700.0,
                                            placement="existing_external"))
        .put("backup_policies", BackupPolicy(id="hourly", name="Hourly", every_hours=1))
        .put("backup_policies", BackupPolicy(id="daily", name="Daily", keep_monthly=12))
        .put("applications", *applications)
        .put("machines", *machines)
        .put("data_stores", DataStore(id="ds-1", name="@share", application="a-1", used_gib=333.25, protected="yes"))
        .put("drills", drill)
        .put("acceptances", accepted)
        .put("cost_lines", CostLine(id="c-1", name="Stand-by", amount=100.0))
        .put("sign_offs", SignOff(id="s-1", role="Head of operations"))
    )  # fmt: skip
