"""The review document of an assessment: what a meeting needs to decide, as sections of blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from string import ascii_uppercase
from typing import Final

from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.claims import claims_of
from dr_desktop.assessment.document_chances import Chances
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.runbook_records import Runbook
from dr_desktop.assessment.sensitivity import Sensitivity
from dr_desktop.assessment.simulated_losses import Losses, simulated_losses
from dr_desktop.plan.words import word
from dr_desktop.report.blocks import Meta, Paragraph, Report, Section
from dr_desktop.report.sections.always_said import assumed_words, price_words
from dr_desktop.report.sections.applications import applications_section, schemes_section
from dr_desktop.report.sections.capacity import capacity_detail_section, capacity_section
from dr_desktop.report.sections.consumption import consumption_detail_section, consumption_section
from dr_desktop.report.sections.drills import drills_section
from dr_desktop.report.sections.duties import duties_section
from dr_desktop.report.sections.findings import findings_section
from dr_desktop.report.sections.glossary import glossary_section
from dr_desktop.report.sections.governance import change_log_section, decisions_section, sign_off_section
from dr_desktop.report.sections.landing import landing_section
from dr_desktop.report.sections.network import network_section
from dr_desktop.report.sections.onboarding import onboarding_section
from dr_desktop.report.sections.recovery import recovery_section
from dr_desktop.report.sections.recovery_detail import recovery_detail_section
from dr_desktop.report.sections.restore_points import restore_points_section
from dr_desktop.report.sections.runbook import runbook_section
from dr_desktop.report.sections.scope import assumptions_section, scope_section
from dr_desktop.report.sections.sources import sources_section
from dr_desktop.report.sections.summary import summary_section
from dr_desktop.report.sections.topology import matrix_section, sites_section
from dr_desktop.report.sections.unprotected import unprotected_section
from dr_desktop.report.sections.what_moves_it import sensitivity_section
from dr_desktop.report.sections.why import why_section

TITLE: Final = "Disaster recovery of virtual machines on Azure Stack"
_HOLDS: Final = {
    "assumptions": "Every assumption with its range and its source, and where values are assumed.",
    "sites": "The map, sites and links in numbers, where backups lie, who stands by for whom.",
    "capacity-detail": "Every store by quarter, the rules of its policies, and the room for more machines.",
    "restore-points": "Which restore points of each policy lie there on the fullest day.",
    "onboarding": "The calendar of first copies of new machines, and what would end it earlier.",
    "consumption-detail": "Sources of prices, cost by application, protection beside expected outages.",
    "sensitivity": "The assumptions that change cost, storage and the other totals most.",
    "network": "What each link must carry and allows, and what an outage of it does.",
    "recovery-detail": "Every disaster by application: outcome, probability, what held it up, the way home.",
    "drills": "Evidence, claims, what to test next, and all drills and incidents.",
    "findings": "Every finding, open or accepted, with remedy, rule and source.",
    "schemes": "What the guidance expects of each scheme, and why each application has its own.",
    "runbook": "Who does what from when to when in each disaster, and what to check.",
    "why": "The formula, the inputs and the source behind each number.",
    "glossary": "The words of this document.",
    "sources": "What the plan is held against, and what to read on.",
}
"""What the list of appendices says of each."""


def review_of(
    assessment: Assessment,
    catalog: Catalog,
    today: date,
    digest: str,
    sensitivity: Sensitivity | None = None,
    losses: Losses | None = None,
    books: Sequence[Runbook] | None = None,
    chances: Chances | None = None,
) -> Report:
    """The review document.

    `today` is the day it is made, `digest` the fingerprint of the plan's content; `sensitivity` is what moves the
    totals and `chances` how probable recovery in time is, None where that was not worked out; `losses` the simulated
    disasters and `books` the runbooks, where they are at hand already. The first section is the cover, the second
    carries the decision on one page; what is only looked up stands in appendices.
    """
    found = simulated_losses(assessment) if losses is None else losses
    standings = claims_of(assessment, found)
    sections = (
        _cover(assessment),
        summary_section(assessment),
        scope_section(assessment, catalog, standings),
        unprotected_section(assessment),
        matrix_section(assessment),
        applications_section(assessment, standings),
        capacity_section(assessment),
        landing_section(assessment),
        consumption_section(assessment),
        recovery_section(assessment, found, chances),
        decisions_section(assessment),
        change_log_section(assessment, today, digest),
        duties_section(assessment),
        sign_off_section(assessment),
    )
    appendices = (
        assumptions_section(assessment),
        sites_section(assessment),
        capacity_detail_section(assessment),
        consumption_detail_section(assessment),
        sensitivity_section(assessment, sensitivity),
        onboarding_section(assessment),
        restore_points_section(assessment),
        network_section(assessment),
        recovery_detail_section(assessment, found, chances),
        drills_section(assessment, standings),
        findings_section(assessment),
        schemes_section(assessment, catalog),
        runbook_section(assessment, books),
        why_section(assessment),
        glossary_section(),
        sources_section(catalog),
    )
    return Report(TITLE, meta_of(assessment, catalog, today, digest), (*sections, *_lettered(appendices)))


def _lettered(sections: Sequence[Section]) -> Iterator[Section]:
    for letter, section in zip(ascii_uppercase, sections, strict=False):
        yield section._replace(appendix=letter, holds=_HOLDS[section.key])


def meta_of(assessment: Assessment, catalog: Catalog, today: date, digest: str) -> Meta:
    """What stands on the cover and at the head and foot of every page."""
    header = assessment.plan.header
    return Meta(
        plan=header.name,
        customer=header.customer,
        classification=header.classification,
        revision=header.revision,
        status=word("Status", header.status),
        author=header.author,
        author_role=header.author_role,
        review_date=header.review_date,
        made_on=today,
        digest=digest,
        price_words=price_words(assessment, catalog),
        assumed_words=assumed_words(assessment),
    )


def _cover(assessment: Assessment) -> Section:
    notes = assessment.plan.header.notes
    return Section("cover", TITLE, (Paragraph(notes),) if notes else ())
