"""Failover rows of the guidance's recommended topologies: where applications may recover."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dr_desktop.assessment.guidance import (
    BACKUP_TO_AZURE_OR_PROVIDER,
    DEDICATED_TARGET,
    EXISTING_TARGET,
    FAILOVER_TO_AZURE_OR_PROVIDER,
    FAILOVER_TO_STAMP,
    INFRASTRUCTURE,
    SECTIONS,
    TABLE,
    recommended_topologies,
)
from dr_desktop.assessment.proximity import proximity
from dr_desktop.assessment.results import Reason
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.sides import runs_machines, side_of
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.choices import Scheme
from dr_desktop.plan.site import Site
from dr_desktop.plan.words import word

_ROWS_1_AND_2 = recommended_topologies(EXISTING_TARGET, DEDICATED_TARGET)
_ROW_3 = recommended_topologies(BACKUP_TO_AZURE_OR_PROVIDER)
_ROW_4 = recommended_topologies(FAILOVER_TO_STAMP)
_ROW_5 = recommended_topologies(FAILOVER_TO_AZURE_OR_PROVIDER)

_DOES: Final[dict[Scheme, str]] = {
    "backup_restore": "is restored at",
    "replication": "is replicated to",
    "high_availability": "stands by at",
    "fault_tolerance": "runs at the same time at",
}


def source_reasons(source: Site) -> Iterator[Reason]:
    """What keeps the site that an application runs at out of the guidance's table."""
    if source.kind != "azure_stack":
        kind = word("SiteKind", source.kind)
        sentence = f"It runs at {named(source)} ({kind}); the guidance is about machines on Azure Stack."
        yield Reason("source-is-no-azure-stack", "condition", sentence, TABLE)
    yield from _site_reasons(source)


def recovery_reasons(scheme: Scheme, sites: tuple[Site, ...], source: Site, around: Surroundings) -> Iterator[Reason]:
    """What the guidance says of each site that the application recovers at."""
    elsewhere = [site for site in sites if site.id != source.id]
    if scheme == "backup_restore":
        if not elsewhere:
            sentence = (
                f"It can be restored only at {named(source)}: this covers the loss of a machine, not of the cloud."
            )
            yield Reason("restore-only-at-source", "condition", sentence, INFRASTRUCTURE)
    elif not sites:
        sentence = "No recovery site is stated: state where it goes on."
        yield Reason("recovery-site-not-stated", "condition", sentence, TABLE)
    elif len(elsewhere) < len(sites):
        sentence = f"It {_DOES[scheme]} {named(source)}, the cloud that it runs on: the loss of the cloud takes both."
        yield Reason("recovery-on-same-cloud", "not_recommended", sentence, SECTIONS[scheme])
    for site in elsewhere:
        yield from _topology_reasons(scheme, site, source)
        yield from _site_reasons(site)
        near = proximity(site, source, around)
        if near is not None:
            sentence = f"It recovers in close proximity to where it runs: {near}."
            yield Reason("recovery-too-close", "not_recommended", sentence, TABLE)
        opens_on = None if site.kind == "azure_region" else site.operational_from
        start = around.header.start_month
        if opens_on is not None and (opens_on.year, opens_on.month) > (start.year, start.month):
            sentence = f"{named(site)} is operational from {opens_on.isoformat()}, after the plan's first month."
            yield Reason("recovery-site-not-operational", "condition", sentence, _ROW_4)


def _topology_reasons(scheme: Scheme, site: Site, source: Site) -> Iterator[Reason]:
    restores = scheme == "backup_restore"
    it = f"It {_DOES[scheme]} {named(site)}"
    allowed = "as long as privacy and regulation allow it"
    if not runs_machines(site):
        sentence = f"{it}, a datacenter that holds backups: machines cannot run there."
        yield Reason("recovery-site-runs-no-machines", "not_supported", sentence, TABLE)
        return
    if site.kind == "azure_region":
        yield Reason("recovery-in-azure", "recommended", f"{it}, {allowed}.", _ROW_3 if restores else _ROW_5)
    if site.kind == "azure_stack":
        sentence = f"{it}, a separate Azure Stack cloud" + ("." if restores else ", which must be operational.")
        yield Reason("recovery-on-separate-stamp", "recommended", sentence, _ROWS_1_AND_2 if restores else _ROW_4)
    if site.kind == "datacenter" or (side_of(site) == "csp" and side_of(source) != "csp"):
        alike = "it runs Azure Stack too" if site.kind == "azure_stack" else "better if it ran Azure Stack too"
        sentence = f"{it} with a service provider, {allowed}; {alike}."
        yield Reason("recovery-at-provider", "recommended", sentence, _ROW_3 if restores else _ROW_5)


def _site_reasons(site: Site) -> Iterator[Reason]:
    if site.kind == "azure_region":
        return
    if not side_of(site):
        if site.operator is None:
            sentence = f"Who operates {named(site)} is not stated, so its place in the guidance's table is not known."
        else:
            sentence = f"{named(site)} is operated by {word('Operator', site.operator)}, not in the guidance's table."
        yield Reason("operator-not-in-table", "condition", sentence, TABLE)
    elif site.datacenter_owner is not None and site.datacenter_owner != site.operator:
        operator, owner = word("Operator", site.operator), word("Operator", site.datacenter_owner)
        sentence = f"{named(site)}: operator {operator}, building of {owner}; this is not in the guidance's table."
        yield Reason("owner-is-not-operator", "condition", sentence, TABLE)
