"""L0 and L1: the figures of one application and its members, and what it puts into the shared results."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import NamedTuple

from dr_desktop.assessment.consumption_usage import AzureUsage, azure_usage
from dr_desktop.assessment.drills import drill_record
from dr_desktop.assessment.link_load import LinkShare, link_shares
from dr_desktop.assessment.machine_figures import data_store_result, machine_result
from dr_desktop.assessment.objectives import designed_recovery, judged
from dr_desktop.assessment.pools import Shares, shares_of
from dr_desktop.assessment.results import ApplicationResult, Finding, MachineResult
from dr_desktop.assessment.rules_application import application_findings
from dr_desktop.assessment.rules_machine import machine_findings
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.topology import topology_of
from dr_desktop.plan.application import Application
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.drill import Drill
from dr_desktop.plan.inherit import Protection, objectives_of, protection_of
from dr_desktop.plan.machine import Machine

Member = tuple[Machine | DataStore, MachineResult]


class ApplicationWork(NamedTuple):
    """The result of an application, its members' results, and its shares in pools, links and the bill.

    `computed` counts the members whose figures were not reused. `assumed` and `protection` are what the members'
    figures rest on.
    """

    result: ApplicationResult
    machine_entities: tuple[Machine, ...]
    machines: tuple[MachineResult, ...]
    store_entities: tuple[DataStore, ...]
    data_stores: tuple[MachineResult, ...]
    shares: Shares
    links: dict[str, LinkShare]
    usage: AzureUsage
    findings: tuple[Finding, ...]
    computed: int
    around: Surroundings
    protection: Protection


def assess_application(
    application: Application,
    machines: Sequence[Machine],
    stores: Sequence[DataStore],
    drills: Sequence[Drill],
    around: Surroundings,
    known: ApplicationWork | None,
) -> ApplicationWork:
    """Everything that follows for one application. Members' figures are taken from `known` where nothing changed.

    `known` must rest on the same shared tables and assumptions; the caller sees to that.
    """
    tier = around.tiers.get(application.tier or "")
    protection = protection_of(application, tier)
    objectives = objectives_of(application, tier)
    reusable = _reusable(known, protection)
    machine_results = tuple([reusable.get(id(one)) or _machine(one, protection, around) for one in machines])
    store_results = tuple([data_store_result(one, protection, around.assumed) for one in stores])
    figures = (*machine_results, *store_results)
    members: list[Member] = [*zip(machines, machine_results, strict=True), *zip(stores, store_results, strict=True)]
    growth = application.growth_percent_per_year
    if growth is None:
        growth = around.assumed.growth_percent_per_year
    topology = topology_of(application, protection, around)
    designed = designed_recovery(application, protection, members, around)
    record = drill_record(drills, application, protection, around)
    verdict = judged(application, objectives, topology, designed, record)
    result = ApplicationResult(
        machines=len(machines),
        instances=sum([one.instances for one in machine_results]),
        powered_off=sum([1 for one in machines if one.power == "off"]),
        unprotected=sum([1 for one in machine_results if one.coverage in ("unprotected", "undecided")]),
        undecided=sum([1 for one in machine_results if one.coverage == "undecided"]),
        vcpus=sum([one.vcpus * one.instances for one in machine_results]),
        memory_gib=fsum([one.memory_gib * one.instances for one in machine_results]),
        used_gib=fsum([(one.used_gib or 0.0) * one.instances for one in figures]),
        provisioned_gib=fsum([(one.provisioned_gib or 0.0) * one.instances for one in figures]),
        change_gib_per_day=fsum([(one.change_gib_per_day or 0.0) * one.instances for one in figures]),
        churn_gib_per_day=fsum([(one.churn_gib_per_day or 0.0) * one.instances for one in figures]),
        unknown_used=sum([1 for one in figures if one.used_gib is None]),
        assumed_values=sum([len(one.assumed) for one in figures]),
        growth_percent_per_year=growth,
        objectives=objectives,
        protection=protection,
        topology=topology,
        designed=designed,
        drills=record,
        rto_met=verdict.rto_met,
        rpo_met=verdict.rpo_met,
        drill_met=verdict.drill_met,
        claim=verdict.claim,
        findings=(),
    )
    own = application_findings(application, members, result, around)
    result = result._replace(findings=own)
    return ApplicationWork(
        result=result,
        machine_entities=tuple(machines),
        machines=machine_results,
        store_entities=tuple(stores),
        data_stores=store_results,
        shares=shares_of(application, growth, figures, around),
        links=link_shares(application, figures, around),
        usage=azure_usage(application, growth, members, around),
        findings=(*own, *[finding for one in figures if one.findings for finding in one.findings]),
        computed=sum([1 for one in machines if id(one) not in reusable]),
        around=around,
        protection=protection,
    )


def _reusable(known: ApplicationWork | None, protection: Protection) -> dict[int, MachineResult]:
    """Results by identity of the machine that they were computed from."""
    if known is None or known.protection != protection:
        return {}
    return dict(zip(map(id, known.machine_entities), known.machines, strict=True))


def _machine(machine: Machine, protection: Protection, around: Surroundings) -> MachineResult:
    result = machine_result(machine, protection, around.assumed)
    findings = machine_findings(machine, result, around)
    return result._replace(findings=findings) if findings else result
