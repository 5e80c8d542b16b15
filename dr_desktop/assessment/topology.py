"""Topology: an application's cell in the guidance's source/target table, and what the guidance says of it."""

from __future__ import annotations

from collections.abc import Iterable

from dr_desktop.assessment.backup_topology import Backup, backup_of, backup_reasons
from dr_desktop.assessment.guidance import (
    CELLS,
    NO_RECOVERY,
    NO_RECOVERY_SITE,
    NO_SCHEME,
    NOT_PLACED,
    OUTSIDE_THE_TABLE,
    RECOVERED_AT_THE_SOURCE,
    RESTORED_AT_THE_SOURCE,
    TABLE,
)
from dr_desktop.assessment.recovery_topology import recovery_reasons, source_reasons
from dr_desktop.assessment.results import VERDICTS, Reason, Topology, Verdict
from dr_desktop.assessment.sides import outlives, runs_machines, share_fate, side_of
from dr_desktop.assessment.sovereignty import sovereignty_reasons
from dr_desktop.assessment.surroundings import Placement, Surroundings
from dr_desktop.plan.application import Application
from dr_desktop.plan.choices import Scheme
from dr_desktop.plan.inherit import Protection
from dr_desktop.plan.site import Site

_RANK = {verdict: rank for rank, verdict in enumerate(VERDICTS)}


def topology_of(application: Application, protection: Protection, around: Surroundings) -> Topology:
    """The cell of an application, the sentence that applies, and the verdict with every reason, the worst first.

    Of several recovery sites the first decides the cell; all are judged. Backups beside another scheme are judged too.
    A backup without a recovery site is restored at the source. Distances that are not known are no objection.
    The verdict is None, without reasons, when the application is not placed, has no scheme, or has no recovery by
    decision; then the sentence says which. Thousands of applications have a few placements: each is judged once.
    """
    placement = Placement(
        application.source_site or "",
        protection.scheme,
        protection.recovery_sites,
        protection.backup_target or "",
        protection.backup_policy or "",
        application.allowed_countries,
        application.allowed_operators,
        application.id if around.copies_for_some else "",
    )
    found = around.topologies.get(placement)
    if found is None:
        found = around.topologies[placement] = _topology(placement, around)
    return found


def _topology(placement: Placement, around: Surroundings) -> Topology:
    source = around.sites.get(placement.source_site)
    if source is None:
        return Topology("", "", None, NOT_PLACED, None, (), False)
    scheme = placement.scheme
    if scheme is None or scheme == "no_recovery":
        sentence = NO_SCHEME if scheme is None else NO_RECOVERY
        return Topology(side_of(source), "", None, sentence, None, (), False)
    sites = tuple(around.sites[one] for one in dict.fromkeys(placement.recovery_sites) if one in around.sites)
    backup = backup_of(placement.application, placement.backup_target, placement.backup_policy, around)
    reasons = [*source_reasons(source), *recovery_reasons(scheme, sites, source, around)]
    if backup is not None:
        reasons += backup_reasons(backup, source, around)
    elif scheme == "backup_restore":
        sentence = "No backup target is stated: state where its backups lie."
        reasons.append(Reason("backup-target-not-stated", "condition", sentence, TABLE))
    allowed = placement.allowed_countries, placement.allowed_operators
    reasons += sovereignty_reasons(*allowed, source, sites, backup.targets if backup else (), around)
    reasons.sort(key=lambda reason: _RANK[reason.verdict], reverse=True)
    first = sites[0] if sites else source if scheme == "backup_restore" else None
    return Topology(
        row=side_of(source),
        column=side_of(first) if first else "",
        target_site=first.id if first else None,
        sentence=_sentence(scheme, source, first),
        verdict=reasons[0].verdict if reasons else None,
        reasons=tuple(reasons),
        covers_cloud_loss=_covers(scheme, sites, backup, source, around),
        covers_cloud_alone=_covers(scheme, sites, backup, source, around, alone=True),
    )


def worst(verdicts: Iterable[Verdict]) -> Verdict | None:
    """The worst of these verdicts, None of none; `recommended` is the best, `not_supported` the worst."""
    return max(verdicts, key=_RANK.__getitem__, default=None)


def _sentence(scheme: Scheme, source: Site, first: Site | None) -> str:
    if first is None:
        return NO_RECOVERY_SITE
    if first.id == source.id:
        return RESTORED_AT_THE_SOURCE if scheme == "backup_restore" else RECOVERED_AT_THE_SOURCE
    return CELLS.get((side_of(source), side_of(first)), OUTSIDE_THE_TABLE)


def _covers(
    scheme: Scheme,
    sites: tuple[Site, ...],
    backup: Backup | None,
    lost: Site,
    around: Surroundings,
    alone: bool = False,
) -> bool:
    """Whether something is left to recover at and from when a site is lost: `alone`, or with its building."""
    if not any(runs_machines(site) and not share_fate(site, lost, alone) for site in sites):
        return False
    if scheme != "backup_restore":
        return True
    return backup is not None and any(outlives(target, lost, around.sites, alone) for target in backup.targets)
