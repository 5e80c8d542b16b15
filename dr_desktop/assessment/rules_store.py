"""Rules about backup targets, stamps and links."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dr_desktop.assessment.guidance import EXISTING_TARGET, INFRASTRUCTURE, recommended_topologies
from dr_desktop.assessment.results import Finding, LinkResult, StoreResult
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.rules_links import link_point_missed
from dr_desktop.assessment.rules_mabs import mabs_findings
from dr_desktop.assessment.stamp_storage import storage_of_drives_gib
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.ways_back import minutes_to_move
from dr_desktop.plan.backup import BackupTarget
from dr_desktop.plan.link import Link
from dr_desktop.plan.shown import show_date, show_minutes, show_quantity, show_tib
from dr_desktop.plan.site import Site

TargetRule = Callable[[BackupTarget, StoreResult, Surroundings], Finding | None]
StampRule = Callable[[Site, StoreResult, Surroundings], Finding | None]
LinkRule = Callable[[Link, LinkResult, Surroundings], Finding | None]

_SIZE_IT: Final = recommended_topologies(EXISTING_TARGET)
_STORAGE: Final = "Azure Stack Hub, manage storage capacity (2020-01-22)"
_BANDWIDTH: Final = "Guidance, planning your backup strategy: scale (2018-05-14)"
_A_FIRST_WEEKEND_MINUTES: Final = 48 * 60.0

TARGET_FULL: Final = Rule(
    "target-full", "error", "A backup target is above its ceiling before new storage could be there.", _SIZE_IT
)
TARGET_RUNS_OUT: Final = Rule(
    "target-runs-out", "warning", "A backup target passes its ceiling within the horizon.", _SIZE_IT
)
TARGET_CAPACITY_NOT_STATED: Final = Rule(
    "target-capacity-not-stated", "note", "A backup target in use does not state its capacity.", _SIZE_IT
)
TARGET_TAKES_NOTHING: Final = Rule(
    "target-takes-in-nothing",
    "error",
    "A backup target in use has a write speed of zero.",
    "DR Desktop: no first copy can ever be made",
)
TARGET_ONBOARDING: Final = Rule(
    "target-onboarding",
    "note",
    "The first fulls still to be made at a target take longer than a weekend at its write speed.",
    "Guidance, planning your backup strategy: staggered backups (2018-05-14)",
)
STAMP_FULL: Final = Rule(
    "stamp-full", "error", "A stamp's storage is above its ceiling before new storage could be there.", _STORAGE
)
STAMP_RUNS_OUT: Final = Rule(
    "stamp-runs-out", "warning", "A stamp's storage passes its ceiling within the horizon.", _STORAGE
)
STAMP_STORAGE_NOT_STATED: Final = Rule(
    "stamp-storage-not-stated",
    "note",
    "A stamp that keeps replicas or backups does not state its storage.",
    "Guidance, source/target combinations: size the storage (2018-05-14)",
)
STORAGE_ABOVE_DRIVES: Final = Rule(
    "storage-above-drives",
    "warning",
    "A stamp states more usable storage than its drives give after mirroring and reserves.",
    "Azure Stack Hub, capacity planning, storage (2019-05-31)",
)
INFRASTRUCTURE_PLAN: Final = Rule(
    "infrastructure-plan-owner",
    "note",
    "Nobody is named who answers for recovering the stamp itself.",
    INFRASTRUCTURE,
)
LINK_OVERLOADED: Final = Rule(
    "link-overloaded", "error", "A link cannot carry what replication and backups send on average.", _BANDWIDTH
)
LINK_PEAK: Final = Rule(
    "link-peak", "warning", "A link cannot carry what replication sends in its busiest hour.", _BANDWIDTH
)
LINK_SPEED_NOT_STATED: Final = Rule(
    "link-speed-not-stated", "warning", "A link in use does not state its speed.", _BANDWIDTH
)

STORE_RULES: Final = (
    TARGET_FULL,
    TARGET_RUNS_OUT,
    TARGET_CAPACITY_NOT_STATED,
    TARGET_TAKES_NOTHING,
    TARGET_ONBOARDING,
    STAMP_FULL,
    STAMP_RUNS_OUT,
    STAMP_STORAGE_NOT_STATED,
    STORAGE_ABOVE_DRIVES,
    INFRASTRUCTURE_PLAN,
    LINK_OVERLOADED,
    LINK_PEAK,
    LINK_SPEED_NOT_STATED,
)


def target_findings(target: BackupTarget, result: StoreResult, around: Surroundings) -> tuple[Finding, ...]:
    """What is objected to at one backup target."""
    found = [one for one in [rule(target, result, around) for rule in _TARGET] if one is not None]
    return (*found, *mabs_findings(target, result, around))


def stamp_findings(site: Site, result: StoreResult, around: Surroundings) -> tuple[Finding, ...]:
    """What is objected to at one stamp."""
    return tuple([one for one in [rule(site, result, around) for rule in _STAMP] if one is not None])


def link_findings(link: Link, result: LinkResult, around: Surroundings) -> tuple[Finding, ...]:
    """What is objected to at one link."""
    return tuple([one for one in [rule(link, result, around) for rule in _LINK] if one is not None])


def _target_fills(target: BackupTarget, result: StoreResult, around: Surroundings) -> Finding | None:
    sentence, late = _fills(named(target), result, around)
    if not sentence:
        return None
    rule = TARGET_FULL if late else TARGET_RUNS_OUT
    remedy = "Add capacity, keep fewer points, or move applications to another target."
    return rule.found("backup_targets", target.id, "capacity_gib", sentence, remedy)


def _stamp_fills(site: Site, result: StoreResult, around: Surroundings) -> Finding | None:
    sentence, late = _fills(f"The storage of {named(site)}", result, around)
    if not sentence:
        return None
    rule = STAMP_FULL if late else STAMP_RUNS_OUT
    remedy = "Recover some applications elsewhere, or restore them on demand instead of replicating them."
    return rule.found("sites", site.id, "storage_usable_gib", sentence, remedy)


def _fills(name: str, result: StoreResult, around: Surroundings) -> tuple[str, bool]:
    """The sentence about a store that passes its ceiling, and whether an order comes too late; "" if it holds."""
    if result.run_out is None or result.order_by is None:
        return "", False
    step = next(one for one in result.months if one.month == result.run_out)
    start = around.header.start_month
    sentence = (
        f"{name} holds {show_tib(step.total)} on {show_date(step.worst_day)}; its ceiling is "
        f"{show_tib(result.ceiling_gib)} of {show_tib(result.capacity_gib)}."
    )
    if result.run_out <= start:
        return sentence, True
    if result.order_by <= start:
        return f"{sentence} An order was due by {show_date(result.order_by)}.", True
    return f"{sentence} Order by {show_date(result.order_by)}.", False


def _target_capacity(target: BackupTarget, result: StoreResult, around: Surroundings) -> Finding | None:
    if target.capacity_gib is not None or not (result.worst and result.worst.total):
        return None
    site = around.sites.get(target.site or "")
    if target.placement in ("azure", "service_provider") or (site is not None and site.kind == "azure_region"):
        return None
    return TARGET_CAPACITY_NOT_STATED.found(
        "backup_targets",
        target.id,
        "capacity_gib",
        f"{named(target)} states no capacity; it comes to hold {show_tib(result.worst.total)}.",
        "Type its usable size.",
    )


def _target_takes_nothing(target: BackupTarget, result: StoreResult, around: Surroundings) -> Finding | None:
    if target.write_mb_s != 0 or not result.source_gib:
        return None
    return TARGET_TAKES_NOTHING.found(
        "backup_targets",
        target.id,
        "write_mb_s",
        f"{named(target)} takes in nothing: its write speed is zero, so no backup to it can ever be made.",
        "Type what it takes in; leave it blank if it is not known.",
    )


def _target_onboarding(target: BackupTarget, result: StoreResult, around: Surroundings) -> Finding | None:
    if not target.write_mb_s or not result.due_gib:
        return None
    minutes = minutes_to_move(result.due_gib, target.write_mb_s)
    if minutes <= _A_FIRST_WEEKEND_MINUTES:
        return None
    return TARGET_ONBOARDING.found(
        "backup_targets",
        target.id,
        "write_mb_s",
        f"The first fulls of {result.due_machines} machines, {show_tib(result.due_gib)}, take "
        f"{named(target)} {show_minutes(minutes)} at {show_quantity(target.write_mb_s, 'MB/s')}.",
        "Bring the machines in by groups, each over a night or a weekend.",
    )


def _stamp_storage(site: Site, result: StoreResult, around: Surroundings) -> Finding | None:
    kept = max([step.points + step.copies for step in result.months], default=0.0)
    if result.capacity_gib is not None or not kept:
        return None
    return STAMP_STORAGE_NOT_STATED.found(
        "sites",
        site.id,
        "storage_usable_gib",
        f"{named(site)} comes to keep {show_tib(kept)} of replicas and backups; its storage is not stated.",
        "Type what the stamp offers tenants after mirroring and reserves, or its drives.",
    )


def _storage_above_drives(site: Site, result: StoreResult, around: Surroundings) -> Finding | None:
    given, stated = storage_of_drives_gib(site, around.catalog.limits), site.storage_usable_gib
    if given is None or stated is None or stated <= given * 1.001:
        return None
    return STORAGE_ABOVE_DRIVES.found(
        "sites",
        site.id,
        "storage_usable_gib",
        f"{named(site)} states {show_tib(stated)} of usable storage; its drives give {show_tib(given)} after "
        "three copies, a free drive a node, the infrastructure and temporary disks.",
        "Correct the usable storage, or the drives.",
    )


def _infrastructure_plan(site: Site, result: StoreResult, around: Surroundings) -> Finding | None:
    if site.infrastructure_plan_owner:
        return None
    return INFRASTRUCTURE_PLAN.found(
        "sites",
        site.id,
        "infrastructure_plan_owner",
        f"{named(site)}: nobody is named for recovering the stamp itself. The operator does that, and it "
        "brings back no machines.",
        "Type who at the operator answers for the infrastructure's recovery plan.",
    )


def _link_overloaded(link: Link, result: LinkResult, around: Surroundings) -> Finding | None:
    needed = result.replication_mbit_s + result.backup_mbit_s
    if result.usable_mbit_s is None or needed <= result.usable_mbit_s:
        return None
    return LINK_OVERLOADED.found(
        "links",
        link.id,
        "mbit_s",
        f"{_line(link, around)} must carry {show_quantity(needed, 'Mbit/s')} on average; "
        f"{show_quantity(result.usable_mbit_s, 'Mbit/s')} are usable.",
        "Widen the link, replicate less, or back up to a nearer target.",
    )


def _link_peak(link: Link, result: LinkResult, around: Surroundings) -> Finding | None:
    usable = result.usable_mbit_s
    if usable is None or result.peak_mbit_s <= usable or result.replication_mbit_s + result.backup_mbit_s > usable:
        return None
    if link_point_missed(result):  # which says more
        return None
    return LINK_PEAK.found(
        "links",
        link.id,
        "mbit_s",
        f"{_line(link, around)} must carry {show_quantity(result.peak_mbit_s, 'Mbit/s')} of replication in the busiest "
        f"hour; {show_quantity(usable, 'Mbit/s')} are usable, so the recovery point lags.",
        "Widen the link, or accept a longer recovery point in that hour.",
    )


def _link_speed(link: Link, result: LinkResult, around: Surroundings) -> Finding | None:
    needed = result.replication_mbit_s + result.backup_mbit_s
    if result.usable_mbit_s is not None or not needed:
        return None
    return LINK_SPEED_NOT_STATED.found(
        "links",
        link.id,
        "mbit_s",
        f"{_line(link, around)} must carry {show_quantity(needed, 'Mbit/s')} on average, and its speed is not stated.",
        "Type the nominal speed of the line.",
    )


def _line(link: Link, around: Surroundings) -> str:
    if link.name:
        return link.name
    ends = [around.sites.get(one or "") for one in (link.from_site, link.to_site)]
    return f"The link between {' and '.join([named(site) for site in ends if site is not None])}"


_TARGET: Final[tuple[TargetRule, ...]] = (
    _target_fills,
    _target_capacity,
    _target_takes_nothing,
    _target_onboarding,
)
_STAMP: Final[tuple[StampRule, ...]] = (_stamp_fills, _stamp_storage, _storage_above_drives, _infrastructure_plan)
_LINK: Final[tuple[LinkRule, ...]] = (_link_overloaded, _link_peak, _link_speed)
