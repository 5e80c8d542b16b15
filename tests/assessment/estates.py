"""A small estate to judge topologies on: clouds of both operators, Azure, targets near and far."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from dr_desktop.assessment.results import Topology
from dr_desktop.assessment.surroundings import Surroundings, surroundings_of
from dr_desktop.assessment.topology import topology_of
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupCopy, BackupPolicy, BackupTarget
from dr_desktop.plan.choices import Operator, SiteKind
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.inherit import protection_of
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.plan.site import Site

# Delft and Maastricht lie 160 km apart, Delft and Leiden 19 km; Frankfurt is farther still.
PLACES = {"Delft": (52.01, 4.36), "Leiden": (52.16, 4.49), "Maastricht": (50.85, 5.69), "Frankfurt": (50.11, 8.68)}


def _site(key: str, name: str, operator: Operator, building: str, kind: SiteKind = "azure_stack") -> Site:
    city = building.split()[0]
    latitude, longitude = PLACES[city]
    return Site(
        id=key,
        name=name,
        kind=kind,
        operator=operator,
        datacenter=building,
        country="DE" if city == "Frankfurt" else "NL",
        latitude=latitude,
        longitude=longitude,
    )


SITES = (
    _site("csp", "CSP Delft", "csp", "Delft 1"),
    _site("customer", "Customer Delft", "customer", "Delft 2"),
    _site("csp-far", "CSP Maastricht", "csp", "Maastricht 1"),
    _site("customer-far", "Customer Maastricht", "customer", "Maastricht 2"),
    _site("leiden", "Customer Leiden", "customer", "Leiden 1"),
    _site("depot", "Depot Frankfurt", "customer", "Frankfurt 1", "datacenter"),
    _site("host", "Host Frankfurt", "csp", "Frankfurt 2", "datacenter"),
    Site(id="azure", name="Azure West Europe", kind="azure_region", azure_region="westeurope"),
    Site(id="azure-de", name="Azure Frankfurt", kind="azure_region", azure_region="Germany West Central"),
)
TARGETS = (
    BackupTarget(id="existing", name="NAS", site="depot", placement="existing_external"),
    BackupTarget(id="dedicated", name="Vault array", site="depot", placement="dedicated_external"),
    BackupTarget(id="vault", name="Vault", site="azure-de", placement="azure", redundancy="lrs"),
    BackupTarget(id="provider", name="Provider store", site="host", placement="service_provider"),
    BackupTarget(id="on-the-cloud", name="Appliance", placement="virtual_appliance_on_the_cloud"),
    BackupTarget(id="in-the-rack", name="Box", placement="appliance_in_the_rack"),
)
POLICIES = (BackupPolicy(id="daily", name="Daily"),)


def estate(*entities: Entity, **assumptions: float) -> Plan:
    """The estate with these entities added, or put in the place of those with their id."""
    plan = new_plan(date(2027, 1, 1)).put("sites", *SITES).put("backup_targets", *TARGETS)
    plan = plan.put("backup_policies", *POLICIES)
    tables = {
        Site: "sites",
        BackupTarget: "backup_targets",
        BackupCopy: "backup_copies",
        BackupPolicy: "backup_policies",
    }
    for one in entities:
        plan = plan.put(tables[type(one)], one)
    for key, base in assumptions.items():
        changed = plan.assumptions[key].changed(base=base)
        assert isinstance(changed, Entity)
        plan = plan.put("assumptions", changed)
    return plan


def around(*entities: Entity, **assumptions: float) -> Surroundings:
    """The surroundings of that estate."""
    return surroundings_of(estate(*entities, **assumptions), load_catalog())


def site(key: str, **changed: Any) -> Site:
    """A site of the estate with other values."""
    found = next(one for one in SITES if one.id == key).changed(**changed)
    assert isinstance(found, Site)
    return found


def target(key: str, **changed: Any) -> BackupTarget:
    """A backup target of the estate with other values."""
    found = next(one for one in TARGETS if one.id == key).changed(**changed)
    assert isinstance(found, BackupTarget)
    return found


def judge(surroundings: Surroundings, **stated: Any) -> Topology:
    """The topology of an application that states this; it runs at `customer` unless it says where."""
    application = Application(id="app", name="Shop", **{"source_site": "customer"} | stated)
    return topology_of(application, protection_of(application, None), surroundings)


def verdicts(topology: Topology) -> dict[str, str]:
    """Rule -> verdict of a topology's reasons."""
    return {reason.rule: reason.verdict for reason in topology.reasons}


def sentences(topology: Topology, rules: Iterable[str]) -> str:
    """The sentences of these rules in one text."""
    return " ".join(reason.sentence for reason in topology.reasons if reason.rule in tuple(rules))
