"""The way home once the lost site is back: how long it takes, how long users are without it, what it costs.

From Azure, Site Recovery brings nothing back to an Azure Stack: machines are stopped, their disks downloaded, uploaded,
attached and started. Between stamps data is replicated back while the application goes on, and then failed over again.
On each link one application comes home after the other, by tier, so that each is away for no longer than it must be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, fsum
from typing import Final, Literal, NamedTuple

from dr_desktop.assessment.catch_up import first_copy_s
from dr_desktop.assessment.consumption_bill import FlowGroup, Tariff
from dr_desktop.assessment.consumption_ways import way_of
from dr_desktop.assessment.link_load import MBIT_PER_GIB, mbit_s_of
from dr_desktop.assessment.memory import memory_of
from dr_desktop.assessment.recovery_pieces import MB_PER_GIB
from dr_desktop.assessment.recovery_records import ApplicationRecovery, RecoveryResult
from dr_desktop.assessment.recovery_time import largest_share
from dr_desktop.assessment.results import Assessment, MachineResult
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.start_order import grouped, in_series
from dr_desktop.assessment.surroundings import Surroundings, usable_mbit_s
from dr_desktop.assessment.ways_back import MBIT_PER_MB, no_way_words
from dr_desktop.plan.application import Application
from dr_desktop.plan.inherit import Protection
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.site import Site

FailbackKind = Literal["download", "replicate_back", "resynchronise", "not_known"]
_SECONDS_A_MINUTE: Final = 60.0


class FailbackStep(NamedTuple):
    """One thing that is done, in words, its minutes, and whether users are without the application meanwhile."""

    words: str
    minutes: float
    interrupts: bool


class ApplicationFailback(NamedTuple):
    """The way home of one application. Minutes count from the moment at which the site is usable again.

    `downtime_minutes`: how long users are without it; None: not known, and `reason` says what is missing. `egress_cost`
    in the plan's currency; None: nothing leaves Azure, or no price is known.
    """

    application: str
    kind: FailbackKind
    from_site: str
    to_site: str
    steps: tuple[FailbackStep, ...]
    begins_minutes: float | None
    ends_minutes: float | None
    downtime_minutes: float | None
    moved_gib: float
    egress_gib: float
    egress_cost: float | None
    reason: str = ""


class Failback(NamedTuple):
    """All ways home, by tier. `minutes`: until the last one is home; None where one of them is not known."""

    applications: tuple[ApplicationFailback, ...]
    minutes: float | None
    downtime_minutes: float
    moved_gib: float
    egress_gib: float
    egress_cost: float


class _Home(NamedTuple):
    recovery: ApplicationRecovery
    application: Application
    away: Site
    home: Site
    members: tuple[tuple[Machine | None, MachineResult], ...]
    gib: float
    churn_mb_s: float
    protection: Protection


def failback(assessment: Assessment, result: RecoveryResult) -> Failback:
    """The way home of everything that a recovery brought to another site, in the order of the tiers."""
    memory = memory_of(assessment)
    around = memory.around
    homes = [home for home in [_home(one, assessment, around) for one in result.applications.values()] if home]
    homes.sort(key=lambda one: float("inf") if one.recovery.rank is None else one.recovery.rank)
    kept_up: dict[str, float] = {}
    for one in homes:
        if one.away.kind != "azure_region":
            link = around.links_between.get((one.away.id, one.home.id))
            if link is not None:
                kept_up[link.id] = kept_up.get(link.id, 0.0) + one.churn_mb_s
    free_at: dict[str, float] = {}
    tariff = Tariff(around, assessment.plan.price_overrides)
    found = [_way_home(one, kept_up, free_at, tariff, around) for one in homes]
    ends = [one.ends_minutes for one in found]
    return Failback(
        tuple(found),
        None if None in ends else max([one for one in ends if one is not None], default=0.0),
        max([one.downtime_minutes or 0.0 for one in found], default=0.0),
        fsum([one.moved_gib for one in found]),
        fsum([one.egress_gib for one in found]),
        fsum([one.egress_cost or 0.0 for one in found]),
    )


def _home(one: ApplicationRecovery, assessment: Assessment, around: Surroundings) -> _Home | None:
    """What has to come home: everything that now runs elsewhere; None where nothing moved."""
    application = assessment.plan.applications[one.application]
    home = around.sites.get(application.source_site or "")
    place = one.site
    if one.means == "deployment":
        place = next((key for key in assessment.applications[one.application].protection.recovery_sites), None)
    away = around.sites.get(place or "")
    hit = one.outcome == "recovered" or one.means == "deployment"
    if not hit or home is None or away is None or away.id == home.id:
        return None
    work = memory_of(assessment).works[one.application]
    members: list[tuple[Machine | None, MachineResult]] = [
        *zip(work.machine_entities, work.machines, strict=True),
        *[(None, result) for result in work.data_stores],
    ]
    protected = tuple([pair for pair in members if pair[1].coverage == "protected"])
    gib = fsum([result.used_gib or 0.0 for _, result in protected])
    churn = fsum([result.churn_gib_per_day or 0.0 for _, result in protected])
    return _Home(one, application, away, home, protected, gib, mbit_s_of(churn) / MBIT_PER_MB, work.protection)


def _way_home(
    one: _Home, kept_up: Mapping[str, float], free_at: dict[str, float], tariff: Tariff, around: Surroundings
) -> ApplicationFailback:
    link = around.links_between.get((one.away.id, one.home.id))
    usable = usable_mbit_s(link, around.assumed) if link is not None else None
    from_azure = one.away.kind == "azure_region" and one.home.kind != "azure_region"
    egress = one.gib if from_azure else 0.0
    if link is None or not usable:
        return _unknown(one, egress, no_way_words(one.away, one.home, around))
    rate = usable / MBIT_PER_MB
    begins = free_at.get(link.id, 0.0)
    if one.recovery.means == "deployment":
        kind: FailbackKind = "resynchronise"
        steps: Sequence[FailbackStep] = _resynchronised(one, rate)
        occupied = in_series([step.minutes for step in steps])
    elif from_azure:
        kind = "download"
        steps = _downloaded(one, rate, around)
        occupied = steps[0].minutes + steps[1].minutes  # stop and download; the next one's disks may follow then
    else:
        kind = "replicate_back"
        copied = first_copy_s(one.gib * MB_PER_GIB, rate, kept_up.get(link.id, 0.0))
        if copied is None:
            name = link.name or "the link"
            return _unknown(one, egress, f"{name} cannot keep up with the changes of all that is replicated back.")
        steps = _replicated_back(one, copied / _SECONDS_A_MINUTE, around)
        occupied = copied / _SECONDS_A_MINUTE
    free_at[link.id] = begins + occupied
    cost = _egress_cost(one, egress, tariff, around) if egress else None
    whole = in_series([step.minutes for step in steps])
    down = in_series([step.minutes for step in steps if step.interrupts])
    return ApplicationFailback(
        one.application.id, kind, one.away.id, one.home.id, tuple(steps), begins, begins + whole, down, one.gib, egress,
        cost,
    )  # fmt: skip


def _unknown(one: _Home, egress: float, reason: str) -> ApplicationFailback:
    return ApplicationFailback(
        one.application.id, "not_known", one.away.id, one.home.id, (), None, None, None, one.gib, egress, None, reason
    )


def _resynchronised(one: _Home, rate_mb_s: float) -> list[FailbackStep]:
    minutes = one.gib * MB_PER_GIB / rate_mb_s / _SECONDS_A_MINUTE
    return [
        FailbackStep(f"Make the deployment at {named(one.home)} anew and bring its data up to date", minutes, False)
    ]


def _downloaded(one: _Home, rate_mb_s: float, around: Surroundings) -> list[FailbackStep]:
    """Stop, download, upload, attach, start, validate, redirect: users are without it from the first to the last."""
    disk = around.catalog.limits.value("stamp.premium_disk_mb_s")
    slowest = max(
        [(result.used_gib or 0.0) * (largest_share(machine) if machine else 1.0) for machine, result in one.members],
        default=0.0,
    )
    machines = len([machine for machine, _ in one.members if machine is not None])
    places = one.home.parallel_starts or around.assumed.parallel_starts
    waves = ceil(machines / max(1.0, places))
    moved = one.gib * MB_PER_GIB / rate_mb_s / _SECONDS_A_MINUTE
    written = slowest * MBIT_PER_GIB / (disk * MBIT_PER_MB) / _SECONDS_A_MINUTE
    return [
        FailbackStep(f"Stop its machines at {named(one.away)}", around.assumed.start_minutes, True),
        FailbackStep("Download their disks", moved, True),
        FailbackStep(f"Upload them to {named(one.home)}, as fast as one disk takes data", written, True),
        FailbackStep(
            "Make the machines and attach the disks", waves * around.assumed.failover_minutes_per_machine, True
        ),
        *_after(one, around),
    ]


def _replicated_back(one: _Home, copied_minutes: float, around: Surroundings) -> list[FailbackStep]:
    machines = len(one.members)
    places = one.home.parallel_starts or around.assumed.parallel_starts
    waves = ceil(machines / max(1.0, places))
    over = waves * around.assumed.failover_minutes_per_machine
    return [
        FailbackStep(
            f"Replicate back to {named(one.home)} beside the changes of all that is away", copied_minutes, False
        ),
        FailbackStep(f"Fail over to {named(one.home)}", over, True),
        *_after(one, around),
    ]


def _after(one: _Home, around: Surroundings) -> list[FailbackStep]:
    groups: dict[int, list[float]] = {}
    for machine, _ in one.members:
        if machine is not None and machine.power != "off":
            minutes = around.assumed.start_minutes if machine.start_minutes is None else machine.start_minutes
            groups.setdefault(machine.start_group or 1, []).append(minutes)
    places = one.home.parallel_starts or int(around.assumed.parallel_starts)
    ups = grouped([groups[key] for key in sorted(groups)], max(1, places))
    validate, redirect = one.application.validate_minutes, one.application.redirect_minutes
    return [
        FailbackStep("Start the machines in their groups", ups[-1] if ups else 0.0, True),
        FailbackStep("Validate", around.assumed.validate_minutes if validate is None else validate, True),
        FailbackStep("Redirect users", around.assumed.redirect_minutes if redirect is None else redirect, True),
    ]


def _egress_cost(one: _Home, gib: float, tariff: Tariff, around: Surroundings) -> float | None:
    """What leaves Azure × the price of a GiB by its steps, as on the bill; None where no price is known."""
    protection = one.protection._replace(recovery_sites=(one.away.id,))
    priced = way_of(one.application, protection, around).failback
    if priced is None:
        return None
    line = tariff.flow_line(FlowGroup("failback_egress", *priced), (gib,))
    return line.amounts[0] or None
