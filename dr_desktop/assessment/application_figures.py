"""L0 and L1: the figures of one application and its members, and what it puts into the shared results."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import NamedTuple

from dr_desktop.assessment.consumption_meters import AzureUsage
from dr_desktop.assessment.consumption_usage import azure_usage
from dr_desktop.assessment.drills import drill_record
from dr_desktop.assessment.landing_shares import landing_shares
from dr_desktop.assessment.link_load import link_shares
from dr_desktop.assessment.link_records import LinkShare
from dr_desktop.assessment.machine_figures import data_store_result, machine_result
from dr_desktop.assessment.objectives import designed_recovery, judged
from dr_desktop.assessment.pools import Shares, shares_of
from dr_desktop.assessment.results import ApplicationResult, Finding, MachineResult
from dr_desktop.assessment.rules_application import application_findings
from dr_desktop.assessment.rules_machine import machine_findings
from dr_desktop.assessment.surroundings import Surroundings, measured_churn
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

    What members read of the shared tables and assumptions must be the same for `known`; the caller sees to that.
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
    links = link_shares(application, members, objectives.rpo_minutes, around)
    designed = designed_recovery(application, protection, members, links, around)
    record = drill_record(drills, application, protection, around)
    verdict = judged(application, objectives, topology, designed, record)
    sums = _sums(machine_results, figures)
    result = ApplicationResult(
        machines=len(machines),
        instances=sums.instances,
        powered_off=sum([1 for one in machines if one.power == "off"]),
        unprotected=sums.unprotected,
        undecided=sums.undecided,
        vcpus=sums.vcpus,
        memory_gib=sums.memory_gib,
        used_gib=sums.used_gib,
        provisioned_gib=sums.provisioned_gib,
        change_gib_per_day=sums.change_gib_per_day,
        churn_gib_per_day=sums.churn_gib_per_day,
        unknown_used=sums.unknown_used,
        assumed_values=sums.assumed_values,
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
        landing=landing_shares(
            application,
            growth,
            list(zip(machines, machine_results, strict=True)),
            list(zip(stores, store_results, strict=True)),
            around,
        ),
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
        links=links,
        usage=azure_usage(application, growth, members, around),
        findings=(*own, *[finding for one in figures if one.findings for finding in one.findings]),
        computed=sum([1 for one in machines if id(one) not in reusable]),
        around=around,
        protection=protection,
    )


class _Sums(NamedTuple):
    instances: int
    unprotected: int
    undecided: int
    unknown_used: int
    assumed_values: int
    vcpus: int
    memory_gib: float
    used_gib: float
    provisioned_gib: float
    change_gib_per_day: float
    churn_gib_per_day: float


def _sums(machines: Sequence[MachineResult], figures: Sequence[MachineResult]) -> _Sums:
    """Sums over the members, scale sets by their instances; one walk, since it is made for every application."""
    instances = unprotected = undecided = unknown = assumed = vcpus = 0
    memory: list[float] = []
    used: list[float] = []
    provisioned: list[float] = []
    change: list[float] = []
    churn: list[float] = []
    for one in machines:
        many = one.instances
        instances += many
        vcpus += one.vcpus * many
        memory.append(one.memory_gib * many)
        if one.coverage == "undecided":
            undecided += 1
        elif one.coverage == "unprotected":
            unprotected += 1
    for one in figures:
        many = one.instances
        assumed += len(one.assumed)
        if one.used_gib is None:
            unknown += 1
        else:
            used.append(one.used_gib * many)
        if one.provisioned_gib is not None:
            provisioned.append(one.provisioned_gib * many)
        if one.change_gib_per_day is not None:
            change.append(one.change_gib_per_day * many)
        if one.churn_gib_per_day is not None:
            churn.append(one.churn_gib_per_day * many)
    return _Sums(
        instances,
        unprotected + undecided,
        undecided,
        unknown,
        assumed,
        vcpus,
        fsum(memory),
        fsum(used),
        fsum(provisioned),
        fsum(change),
        fsum(churn),
    )


def _reusable(known: ApplicationWork | None, protection: Protection) -> dict[int, MachineResult]:
    """Results by identity of the machine that they were computed from."""
    if known is None or known.protection != protection:
        return {}
    return dict(zip(map(id, known.machine_entities), known.machines, strict=True))


def _machine(machine: Machine, protection: Protection, around: Surroundings) -> MachineResult:
    result = machine_result(machine, protection, around.assumed, measured_churn(machine.id, around))
    findings = machine_findings(machine, result, around)
    return result._replace(findings=findings) if findings else result
