"""Rules about replication: its rhythm, its link, and what a replica does not cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dr_desktop.assessment.guidance import SECTIONS
from dr_desktop.assessment.pools import REPLICATING
from dr_desktop.assessment.results import ApplicationResult, Finding
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.ways_back import Member, no_way_words, recovery_site, speed_between, surviving
from dr_desktop.plan.application import Application
from dr_desktop.plan.shown import show_minutes
from dr_desktop.plan.site import Site

INTERVAL_NOT_STATED: Final = Rule(
    "replication-interval-not-stated",
    "warning",
    "Asynchronous replication does not say how often it transfers.",
    SECTIONS["replication"],
)
LINK_NOT_STATED: Final = Rule(
    "link-not-stated",
    "warning",
    "Data must move between two sites that no link with a speed joins.",
    "Guidance, planning your backup strategy: scale (2018-05-14)",
)
SYNCHRONOUS_TOO_FAR: Final = Rule(
    "synchronous-too-far",
    "error",
    "Synchronous copies over a link with more latency than is sensible.",
    "DR Desktop, assumption “Synchronous up to”",
)
SYNCHRONOUS_LATENCY: Final = Rule(
    "synchronous-latency-not-stated",
    "note",
    "Synchronous copies over a link whose latency is not stated.",
    "DR Desktop, assumption “Synchronous up to”",
)
REPLICA_ONLY: Final = Rule(
    "replica-without-backup",
    "note",
    "Replicas without backups: a corruption noticed late is in every replica.",
    "DR Desktop: a replica copies the corruption too",
)
REPLICATION_RULES: Final = (
    INTERVAL_NOT_STATED,
    LINK_NOT_STATED,
    SYNCHRONOUS_TOO_FAR,
    SYNCHRONOUS_LATENCY,
    REPLICA_ONLY,
)


def interval(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    protection = result.protection
    if protection.replication_mode == "synchronous" or protection.replication_minutes is not None:
        return None
    return INTERVAL_NOT_STATED.found(
        "applications",
        application.id,
        "replication_minutes",
        f"{named(application)} does not say how often it replicates, so its recovery point is not known.",
        "Type the time between transfers; 0 for continuous.",
    )


def link(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    missing = [no_way_words(one, other, around) for one, other in _without_link(application, result, around)]
    if not missing:
        return None
    sentence = " ".join(dict.fromkeys(missing))
    return LINK_NOT_STATED.found(
        "applications", application.id, "recovery_sites", sentence, "Add the link and type its speed."
    )


def latency(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    if result.protection.replication_mode != "synchronous" or application.source_site is None:
        return None
    most = around.assumed.sync_max_latency_ms
    for site in elsewhere(application, result, around):
        line = around.links_between.get((application.source_site, site.id))
        if line is None:
            continue
        if line.latency_ms is None:
            return SYNCHRONOUS_LATENCY.found(
                "applications",
                application.id,
                "replication_mode",
                f"{named(application)} copies synchronously to {named(site)} over "
                f"{line.name or 'a link'}, whose latency is not stated.",
                f"Type its round trip; up to {most:g} ms is sensible.",
            )
        if line.latency_ms > most:
            return SYNCHRONOUS_TOO_FAR.found(
                "applications",
                application.id,
                "replication_mode",
                f"{named(application)} copies synchronously to {named(site)}, "
                f"{line.latency_ms:g} ms away; up to {most:g} ms is sensible.",
                "Copy asynchronously, choose a nearer site, or change the assumption with a source.",
            )
    return None


def replica_only(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    if result.protection.backup_target is not None or not members:
        return None
    hours = result.protection.replication_history_hours
    reach = f", whose history reaches back {show_minutes(hours * 60)}" if hours else ""
    return REPLICA_ONLY.found(
        "applications",
        application.id,
        "backup_target",
        f"{named(application)} has no backup: a corruption noticed late is in its replica too{reach}.",
        "Add a backup target and policy, or accept this with a reason.",
    )


def elsewhere(application: Application, result: ApplicationResult, around: Surroundings) -> Iterator[Site]:
    """The recovery sites that the plan knows and where it does not already run."""
    for key in result.protection.recovery_sites:
        if key in around.sites and key != application.source_site:
            yield around.sites[key]


def _without_link(
    application: Application, result: ApplicationResult, around: Surroundings
) -> Iterator[tuple[Site, Site]]:
    """Pairs of sites between which nothing can move: what is sent there, and what is restored from there."""
    source, protection = around.sites.get(application.source_site or ""), result.protection
    if source is None:
        return
    if protection.scheme in REPLICATING:
        for site in elsewhere(application, result, around):
            if speed_between(source.id, site.id, around) is None:
                yield source, site
    target = around.targets.get(protection.backup_target or "")
    at = around.sites.get(target.site or "") if target else None
    if at is not None and speed_between(source.id, at.id, around) is None:
        yield source, at
    if protection.scheme == "backup_restore" and result.designed.rto_minutes is None:
        # Where a recovery time follows, data has a way back.
        left, back = surviving(application, protection, 0.0, around), recovery_site(application, protection, around)
        kept = around.sites.get(left.target.site or "") if left else None
        if kept is None or back is None or (back is source and kept is at):
            return
        if speed_between(kept.id, back.id, around) is None:
            yield kept, back
