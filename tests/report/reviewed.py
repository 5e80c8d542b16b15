"""A small plan that is assessed in earnest, with every table filled, for the review document."""

from __future__ import annotations

from datetime import date
from functools import cache

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.results import Assessment
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.application import UNASSIGNED, Application
from dr_desktop.plan.backup import BackupCopy, BackupPolicy, BackupTarget
from dr_desktop.plan.choices import Protected
from dr_desktop.plan.drill import Drill, RecoveryStep, Scenario
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.governance import Acceptance, Action, CostLine, Decision, Revision, Risk, SignOff
from dr_desktop.plan.machine import Disk, Machine
from dr_desktop.plan.plan import HEADER, Plan, new_plan
from tests.report.estates import LINKS, SITES, TIERS

TODAY = date(2026, 11, 22)


def plan() -> Plan:
    """Six applications of all schemes on two customer stamps, one of them in the building of a provider's."""
    found = new_plan(date(2027, 1, 1), "Coastal utility recovery")
    header = found.header.changed(
        customer="Coastal utility",
        currency="EUR",
        review_date=date(2026, 12, 2),
        decision_asked="Approve a second shelf.",
    )
    assert not isinstance(header, Problem)
    found = found.put(HEADER, header).put("sites", *SITES).put("tiers", *TIERS).put("links", *LINKS)
    found = found.put(
        "backup_targets",
        BackupTarget(
            id="t-depot", name="Depot external", site="depot", placement="existing_external", capacity_gib=2200
        ),
        BackupTarget(id="t-vault", name="Vault", site="weu", placement="azure", product="mabs", redundancy="lrs"),
    )
    found = found.put("backup_policies", BackupPolicy(id="p-day", name="Daily", keep_points=14))
    found = found.put("backup_copies", BackupCopy(id="c", name="Copy", from_target="t-depot", to_target="t-vault"))
    found = found.put("applications", *_applications()).put("machines", *_machines())
    found = found.put(
        "drills",
        Drill(id="d1", application="billing", on=date(2026, 10, 1), kind="restore_test", outcome="succeeded",
              recovery_minutes=320, scheme="backup_restore", recovery_site="south", backup_target="t-depot"),
    )  # fmt: skip
    found = found.put(
        "recovery_steps", RecoveryStep(id="s1", application="billing", order=1, text="Restore.", minutes=30)
    )
    found = found.put("scenarios", Scenario(id="n", name="Loss of North", lost_site="north", may_invoke="Duty manager"))
    found = found.put(
        "acceptances",
        Acceptance(id="acc", entity="m-files-1", rule="unprotected", reason="Copies exist.", by="Karin Lund",
                   on=date(2026, 9, 1), until=date(2027, 9, 1)),
    )  # fmt: skip
    found = found.put("cost_lines", CostLine(id="cl", name="Stand-by contract", amount=1900.0))
    found = found.put("risks", Risk(id="r", name="Two people know billing", owner="Jonas")).put(
        "decisions", Decision(id="dec", name="The build farm is not recovered", by="Ruben")
    )
    found = found.put("actions", Action(id="a", name="Order a shelf", owner="Eva", due=date(2026, 11, 1)))
    found = found.put("sign_offs", SignOff(id="so", name="Anna", role="Head of operations"))
    return found.put("revisions", Revision(id="rev", name="First review", number="0", on=date(2026, 9, 1)))


@cache
def reviewed() -> Assessment:
    """The assessment of that plan."""
    return assess(plan(), load_catalog())


def many_components(count: int) -> Assessment:
    """The reviewed plan with so many steady components, each cheaper than the one before."""
    found = reviewed().consumption
    first = next(one for one in found.components if one.state == "steady")
    amounts = [tuple([1000.0 - number] * len(found.months)) for number in range(count)]
    components = tuple(
        first._replace(key=f"c{number}", name=f"Component {number}", amounts=one) for number, one in enumerate(amounts)
    )
    return reviewed()._replace(consumption=found._replace(components=components))


def _applications() -> tuple[Application, ...]:
    return (
        Application(
            id="billing",
            name="Billing",
            tier="tier-2",
            source_site="north",
            scheme="backup_restore",
            recovery_sites=("south",),
            backup_target="t-depot",
            backup_policy="p-day",
            technical_owner="Jonas Keller",
            downtime_cost_per_hour=24000,
        ),
        Application(
            id="meter",
            name="Meter data",
            tier="tier-1",
            source_site="north",
            scheme="replication",
            recovery_sites=("prov-a",),
            replication_product="partner",
            replication_minutes=5,
        ),
        Application(
            id="portal",
            name="Portal",
            tier="tier-1",
            source_site="prov-b",
            scheme="replication",
            recovery_sites=("weu",),
            replication_product="site_recovery",
            replication_minutes=5,
        ),
        Application(
            id="web",
            name="Website",
            tier="tier-1",
            source_site="north",
            scheme="fault_tolerance",
            recovery_sites=("prov-b", "weu"),
        ),
        Application(
            id="files",
            name="Files",
            tier="tier-3",
            source_site="south",
            scheme="backup_restore",
            backup_target="t-depot",
            backup_policy="p-day",
        ),
        Application(id="farm", name="Build farm", source_site="south", scheme="no_recovery"),
    )


def _machine(application: str, place: int, used_gib: float | None, protected: Protected = "yes") -> Machine:
    return Machine(
        id=f"m-{application}-{place}",
        name=f"{application}-{place}",
        application=application,
        vcpus=4,
        memory_gib=16,
        disks=(Disk(size_gib=512),),
        used_gib=used_gib,
        protected=protected,
        power="on",
    )


def _machines() -> tuple[Machine, ...]:
    protected = ("billing", "meter", "portal", "web")
    return (
        *(_machine(one, place, 200.0 + 50 * place) for one in protected for place in range(3)),
        _machine("files", 1, 60.0, "no"),
        _machine("files", 2, None),
        _machine("files", 3, 80.0, "undecided"),
        _machine("farm", 1, 40.0),
        _machine(UNASSIGNED, 1, 10.0, "undecided"),
    )
