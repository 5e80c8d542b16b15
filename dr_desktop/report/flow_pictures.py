"""The guidance's figures of backup-restore and of replication with failover, drawn for the plan's own sites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.choices import Scheme
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_minutes
from dr_desktop.plan.words import word
from dr_desktop.report.axes import nothing_to_draw
from dr_desktop.report.flow import Arrow, Node, Stage, flow_picture, untangled
from dr_desktop.report.names import counted, name_of, names_of
from dr_desktop.report.picture import Picture
from dr_desktop.report.site_map import caption_of

K = TypeVar("K")

BACKUP_TITLE: Final = "Backup and restore"
FAILOVER_TITLE: Final = "Replication and failover"
_FAILOVER: Final[tuple[Scheme, ...]] = ("replication", "high_availability", "fault_tolerance")
_SHORT: Final[dict[Scheme, str]] = {
    "replication": "manual failover",
    "high_availability": "automatic failover",
    "fault_tolerance": "active in both",
}
_IN_TIP: Final = 15


def backup_flow_picture(assessment: Assessment, width: float, height: float) -> Picture:
    """From the source through the backup target to where it is restored: source, second stamp or Azure. Size in px."""
    plan = assessment.plan
    paths: dict[tuple[str, str, str], list[str]] = {}
    for key, result in assessment.applications.items():
        source, protection = plan.applications[key].source_site or "", result.protection
        target = protection.backup_target or ""
        if source not in plan.sites or target not in plan.backup_targets or protection.scheme == "no_recovery":
            continue
        known = [one for one in protection.recovery_sites if one in plan.sites]
        back = known[0] if known and protection.scheme == "backup_restore" else source
        paths.setdefault((source, target, back), []).append(key)
    if not paths:
        return nothing_to_draw((width, height), BACKUP_TITLE, "No application is backed up to a stated target yet.")
    backed = _merged(((source, target), found) for (source, target, _), found in paths.items())
    restored = _merged(((target, back), found) for (_, target, back), found in paths.items())
    runs = _merged((source, found) for (source, _, _), found in paths.items())
    comes_back = _merged((back, found) for (_, _, back), found in paths.items())
    arrows = [[_arrow(plan, ends, found) for ends, found in one.items()] for one in (backed, restored)]
    sources = _sites(plan, runs)
    targets = untangled([_target(plan, one, restored) for one in _in_order(plan, paths)], arrows[0], sources)
    ends = untangled(_sites(plan, comes_back), arrows[1], targets)
    stages = (
        Stage("Runs at", sources, "applications"),
        Stage("Backed up to", targets, "applications"),
        Stage("Restored at", ends),
    )
    number = sum([len(found) for found in paths.values()])
    alt = f"{counted(number, 'application')} backed up from {len(stages[0].nodes)} to {len(stages[1].nodes)} targets."
    return flow_picture(stages, arrows, (width, height), BACKUP_TITLE, alt)


def failover_flow_picture(assessment: Assessment, width: float, height: float) -> Picture:
    """From the source to every cloud that stands by, by scheme: who fails over, by hand or by itself. Size in px."""
    plan = assessment.plan
    paths: dict[tuple[str, str, Scheme], list[str]] = {}
    for key, result in assessment.applications.items():
        source, scheme = plan.applications[key].source_site or "", result.protection.scheme
        if source not in plan.sites or scheme is None or scheme not in _FAILOVER:
            continue
        for site in dict.fromkeys(result.protection.recovery_sites):
            if site in plan.sites:
                paths.setdefault((source, site, scheme), []).append(key)
    if not paths:
        words = "No application is replicated to a stated site yet."
        return nothing_to_draw((width, height), FAILOVER_TITLE, words)
    at_source = _merged((path[0], found) for path, found in paths.items())
    at_target = _merged((path[1], found) for path, found in paths.items())
    arrows = [
        Arrow(
            source,
            site,
            f"{_SHORT[scheme]}, {counted(len(found), 'application')}",
            f"{word('Scheme', scheme)}: {_listed(plan, found)}{_every(assessment, found)}",
            scheme,
        )
        for (source, site, scheme), found in sorted(paths.items(), key=lambda one: _FAILOVER.index(one[0][2]))
    ]
    sources = _sites(plan, at_source)
    stages = (
        Stage("Runs at", sources),
        Stage("Stands by at", untangled(_sites(plan, at_target), arrows, sources)),
    )
    number = len({one for found in paths.values() for one in found})
    alt = (
        f"{counted(number, 'application')} replicated between {len(stages[0].nodes)} and {len(stages[1].nodes)} sites."
    )
    return flow_picture(stages, [arrows], (width, height), FAILOVER_TITLE, alt)


def _sites(plan: Plan, applications: Mapping[str, list[str]]) -> tuple[Node, ...]:
    return tuple(
        Node(
            key,
            name_of(plan, key),
            (caption_of(site), counted(len(applications[key]), "application")),
            site,
            f"{name_of(plan, key)}\n{_listed(plan, applications[key])}",
        )
        for key, site in plan.sites.items()
        if key in applications
    )


def _target(plan: Plan, key: str, restored: Mapping[tuple[str, str], list[str]]) -> Node:
    target = plan.backup_targets[key]
    site = plan.sites.get(target.site or "")
    copies = [one.to_target for one in plan.backup_copies.values() if one.from_target == key and one.to_target]
    placement = word("Placement", target.placement) if target.placement else "Placement not stated"
    captions = [f"{name_of(plan, target.site)} · {placement[:1].lower()}{placement[1:]}" if site else placement]
    captions += [f"copied on to {names_of(plan, copies)}"] if copies else []
    found = [one for ends, ids in restored.items() if ends[0] == key for one in ids]
    return Node(key, name_of(plan, key), tuple(captions), site, f"{name_of(plan, key)}\n{_listed(plan, found)}")


def _arrow(plan: Plan, ends: tuple[str, str], found: list[str]) -> Arrow:
    tip = f"{name_of(plan, ends[0])} → {name_of(plan, ends[1])}\n{_listed(plan, found)}"
    return Arrow(ends[0], ends[1], f"{len(found):,}", tip)


def _in_order(plan: Plan, paths: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
    used = {path[1] for path in paths}
    return tuple(key for key in plan.backup_targets if key in used)


def _merged(found: Iterable[tuple[K, list[str]]]) -> dict[K, list[str]]:
    """Applications by key, each once."""
    merged: dict[K, dict[str, None]] = {}
    for key, ids in found:
        merged.setdefault(key, {}).update(dict.fromkeys(ids))
    return {key: list(ids) for key, ids in merged.items()}


def _listed(plan: Plan, ids: list[str]) -> str:
    more = f" and {len(ids) - _IN_TIP:,} more" if len(ids) > _IN_TIP else ""
    return f"{names_of(plan, ids[:_IN_TIP])}{more}"


def _every(assessment: Assessment, ids: list[str]) -> str:
    minutes = {assessment.applications[one].protection.replication_minutes for one in ids} - {None}
    if not minutes:
        return ""
    return f"\nReplicates every {', '.join(show_minutes(one) for one in sorted(filter(None, minutes)))}"
