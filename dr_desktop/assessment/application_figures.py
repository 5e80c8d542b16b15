"""L0 and L1: the figures of one application and its members, and what it puts into the shared results."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import fsum
from typing import NamedTuple

from dr_desktop.assessment.consumption_meters import AzureUsage
from dr_desktop.assessment.consumption_usage import azure_usage
from dr_desktop.assessment.drills import drill_record
from dr_desktop.assessment.landing_shares import landing_shares
from dr_desktop.assessment.link_load import link_shares
from dr_desktop.assessment.link_records import LinkShare
from dr_desktop.assessment.machine_figures import data_store_result, machine_result
from dr_desktop.assessment.membership import Stated
from dr_desktop.assessment.objectives import designed_recovery, judged
from dr_desktop.assessment.parts import ALL_PARTS, Part
from dr_desktop.assessment.pools import Shares, shares_of
from dr_desktop.assessment.results import ApplicationResult, Finding, MachineResult
from dr_desktop.assessment.rules_application import application_findings
from dr_desktop.assessment.rules_machine import machine_findings
from dr_desktop.assessment.surroundings import Surroundings, measured_churn
from dr_desktop.assessment.topology import topology_of
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.inherit import Objectives, Protection, objectives_of, protection_of
from dr_desktop.plan.machine import Machine

Member = tuple[Machine | DataStore, MachineResult]


class ApplicationWork(NamedTuple):
    """The result of an application, its members' results, and its shares in pools, links and the bill.

    `computed` counts the machines whose figures were not reused.
    """

    stated: Stated
    result: ApplicationResult
    machines: tuple[MachineResult, ...]
    data_stores: tuple[MachineResult, ...]
    shares: Shares
    links: dict[str, LinkShare]
    usage: AzureUsage
    findings: tuple[Finding, ...]
    computed: int

    @property
    def machine_entities(self) -> tuple[Machine, ...]:
        """The machines whose results are `machines`."""
        return self.stated.machines

    @property
    def protection(self) -> Protection:
        """The protection of the application, after inheritance."""
        return self.result.protection

    @property
    def store_entities(self) -> tuple[DataStore, ...]:
        """The data stores whose results are `data_stores`."""
        return self.stated.data_stores


def assess_application(
    stated: Stated, around: Surroundings, known: ApplicationWork | None = None, holds: Collection[Part] = ALL_PARTS
) -> ApplicationWork:
    """Everything that follows for one application; `known` itself where all of that is the same.

    `holds` names the parts of `known` that read nothing of the surroundings that has changed. One of them is taken
    again where nothing else that it follows from has changed either.
    """
    application, machines, stores, drills = stated
    tier = around.tiers.get(application.tier or "")
    protection = protection_of(application, tier)
    if known is not None and known.result.protection == protection:
        protection = known.result.protection
    objectives = objectives_of(application, tier)
    growth = application.growth_percent_per_year
    if growth is None:
        growth = around.assumed.growth_percent_per_year
    reusable = _reusable(known, protection) if known is not None and "members" in holds else {}
    machine_results = tuple([reusable.get(id(one)) or _machine(one, protection, around) for one in machines])
    store_results = tuple([data_store_result(one, protection, around.assumed) for one in stores])
    kept: Collection[Part] = ()
    if known is not None:
        figured = (machine_results, store_results)
        kept = _kept(known, holds, stated, protection, objectives, growth, figured)
        if len(kept) == len(ALL_PARTS):
            return known
    before = known.result if known is not None else None
    figures = (*machine_results, *store_results)
    members: list[Member] = [*zip(machines, machine_results, strict=True), *zip(stores, store_results, strict=True)]
    topology = before.topology if before and "topology" in kept else topology_of(application, protection, around)
    if known and "links" in kept:
        links = known.links
    else:
        links = link_shares(application, members, objectives.rpo_minutes, around)
    if known and before and "designed" in kept and links == known.links:
        designed = before.designed
    else:
        designed = designed_recovery(application, protection, members, links, around)
    record = before.drills if before and "drills" in kept else drill_record(drills, application, protection, around)
    if before and "landing" in kept:
        landing = before.landing
    else:
        pairs = list(zip(machines, machine_results, strict=True)), list(zip(stores, store_results, strict=True))
        landing = landing_shares(application, growth, *pairs, around)
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
        landing=landing,
    )
    if before and "findings" in kept and before._replace(findings=()) == result:
        own = before.findings
    else:
        own = application_findings(application, members, result, around)
    return ApplicationWork(
        stated=stated,
        result=result._replace(findings=own),
        machines=machine_results,
        data_stores=store_results,
        shares=known.shares if known and "shares" in kept else shares_of(application, growth, figures, around),
        links=links,
        usage=known.usage if known and "usage" in kept else azure_usage(application, growth, members, around),
        findings=(*own, *[finding for one in figures if one.findings for finding in one.findings]),
        computed=sum([1 for one in machines if id(one) not in reusable]),
    )


def _kept(
    known: ApplicationWork,
    holds: Collection[Part],
    stated: Stated,
    protection: Protection,
    objectives: Objectives,
    growth_percent_per_year: float,
    members: tuple[tuple[MachineResult, ...], tuple[MachineResult, ...]],
) -> set[Part]:
    """The parts among `holds` that follow from nothing else that differs from `known`, other parts apart."""
    before, old = known.result, known.stated
    if old.application != stated.application or before.protection != protection:
        return set()
    kept = set(holds)
    if before.objectives == objectives and before.growth_percent_per_year == growth_percent_per_year:
        kept.add("inherited")
    if old.drills != stated.drills:
        kept.discard("drills")
    if before.objectives != objectives:
        kept -= {"links", "findings"}
    if before.growth_percent_per_year != growth_percent_per_year:
        kept -= {"landing", "findings", "shares", "usage"}
    owned = (stated.machines, stated.data_stores, *members)
    if owned == (old.machines, old.data_stores, known.machines, known.data_stores):
        kept.add("members")
    else:
        kept -= {"members", "links", "designed", "landing", "findings", "shares", "usage"}
    return kept


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


def _reusable(known: ApplicationWork, protection: Protection) -> dict[int, MachineResult]:
    """Results by identity of the machine that they were computed from."""
    if known.result.protection != protection:
        return {}
    return dict(zip(map(id, known.stated.machines), known.machines, strict=True))


def _machine(machine: Machine, protection: Protection, around: Surroundings) -> MachineResult:
    measured = measured_churn(machine.id, around) if around.profile_of else None
    result = machine_result(machine, protection, around.assumed, measured)
    findings = machine_findings(machine, result, around)
    return result._replace(findings=findings) if findings else result
