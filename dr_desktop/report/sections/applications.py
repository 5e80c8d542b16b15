"""Every application with its objectives against what is designed and drilled; and why it has its scheme."""

from __future__ import annotations

from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.claims import Standings
from dr_desktop.assessment.results import ApplicationResult, Assessment
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.shown import show_minutes
from dr_desktop.plan.words import word
from dr_desktop.report.blocks import Cell, Column, Paragraph, Row, Section, Table
from dr_desktop.report.names import counted, name_of, names_of
from dr_desktop.report.placing import STRIP_WORDS, place_of, rank_of
from dr_desktop.report.signs import STATE_WORDS
from dr_desktop.report.tier_progress import CLAIM_WORDS, claim_of, progress_of_all, tier_progress


def applications_section(assessment: Assessment, standings: Standings | None = None) -> Section:
    """Objectives and what meets them, tier by tier."""
    intro = (
        "Recovery time and point are designed, each application alone, and stand beside their objectives. "
        "MTTR is the mean of the successful drills that count. The verdict is the worst that applies; "
        "the claim is how far an application has come from wished to proven in date."
    )
    blocks = (Paragraph(intro), applications_table(assessment, standings))
    return Section("applications", "Applications and their objectives", blocks, landscape=True)


def tiers_table(assessment: Assessment, standings: Standings | None = None) -> Table:
    """How far each tier has come."""
    columns = (
        Column("Tier", 0.16, bold=True),
        Column("RTO", 0.1, "minutes"),
        Column("RPO", 0.1, "minutes"),
        Column("Applications", 0.11, "number"),
        Column("Wished", 0.1, "number"),
        Column("Designed", 0.1, "number"),
        Column("Simulated", 0.11, "number"),
        Column("Drilled", 0.1, "number"),
        Column("Proven in date", 0.12, "number"),
    )
    rows = [
        Row(
            (
                f"{one.rank} · {one.name}" if one.rank else one.name,
                one.rto_minutes,
                one.rpo_minutes,
                one.applications,
                one.wished,
                one.designed,
                one.simulated,
                one.drilled,
                one.proven,
            ),
            entity=one.tier,
        )
        for one in tier_progress(assessment, standings)
        if one.applications or one.tier
    ]
    total = progress_of_all(assessment, standings)
    counts = (total.applications, total.wished, total.designed, total.simulated, total.drilled, total.proven)
    rows.append(Row(("All", None, None, *counts), total=True))
    note = (
        "Wished: objectives agreed. Designed: met on paper. Simulated: met while everything that is lost recovers. "
        "Drilled: met in a drill. Proven: the drill is in date. Each needs the one before."
    )
    return Table("tiers", "How far each tier has come", columns, tuple(rows), note, tight=True)


def applications_table(assessment: Assessment, standings: Standings | None = None) -> Table:
    """One row per application, in order of tier."""
    columns = (
        Column("Application", 0.115, bold=True),
        Column("Tier", 0.035, "number"),
        Column("Scheme", 0.1),
        Column("Source", 0.075),
        Column("Recovery", 0.085),
        Column("Backup target", 0.095),
        Column("RTO", 0.05, "minutes"),
        Column("Designed time", 0.06, "minutes"),
        Column("RPO", 0.05, "minutes"),
        Column("Designed point", 0.06, "minutes"),
        Column("MTTR", 0.05, "minutes"),
        Column("Claim", 0.095),
        Column("Verdict", 0.13),
    )
    rows = tuple(_row(assessment, standings, key) for key in ordered(assessment))
    return Table("applications", "Applications", columns, rows, empty="No application is stated yet.", tight=True)


def ordered(assessment: Assessment) -> tuple[str, ...]:
    """Applications in order of tier, then name; *Unassigned* is none."""
    plan = assessment.plan
    found = [key for key in assessment.applications if key != UNASSIGNED]
    return tuple(sorted(found, key=lambda key: (rank_of(plan, key) or 1 << 30, name_of(plan, key).casefold())))


def _row(assessment: Assessment, standings: Standings | None, key: str) -> Row:
    plan, result = assessment.plan, assessment.applications[key]
    protection, designed = result.protection, result.designed
    verdict = result.topology.verdict
    states = [one for one in (result.rto_met, result.rpo_met) if one == "missed"]
    lost: Cell = "total loss" if designed.unrecoverable else None
    cells: tuple[Cell, ...] = (
        name_of(plan, key),
        rank_of(plan, key),
        word("Scheme", protection.scheme),
        name_of(plan, plan.applications[key].source_site),
        names_of(plan, protection.recovery_sites),
        name_of(plan, protection.backup_target),
        result.objectives.rto_minutes,
        lost or designed.rto_minutes,
        result.objectives.rpo_minutes,
        lost or designed.rpo_minutes,
        result.drills.mttr_minutes,
        CLAIM_WORDS[claim_of(assessment, standings, key)],
        verdict_words(result),
    )
    return Row(cells, "error" if states else verdict, key)


def verdict_words(result: ApplicationResult) -> str:
    """The verdict; where there is none, in which strip of the matrix the application stands."""
    if result.topology.verdict is not None:
        return STATE_WORDS[result.topology.verdict]
    place = place_of(result)
    return STRIP_WORDS[place] if isinstance(place, str) else "not known"


def schemes_section(assessment: Assessment, catalog: Catalog) -> Section:
    """What the guidance expects of each scheme, and why each application has its own."""
    return Section(
        "schemes",
        "Why each scheme",
        (
            bands_table(assessment, catalog),
            reasons_table(assessment),
        ),
        landscape=True,
    )


def bands_table(assessment: Assessment, catalog: Catalog) -> Table:
    """Recovery time, data loss and deployment of each scheme, and how many applications have it."""
    columns = (
        Column("Scheme", 0.2, bold=True),
        Column("Recovery time", 0.16),
        Column("Data loss", 0.22),
        Column("Deployment", 0.14),
        Column("Applications", 0.1, "number"),
        Column("Source", 0.18),
    )
    schemes = [one.protection.scheme for key, one in assessment.applications.items() if key != UNASSIGNED]
    rows = [
        Row(
            (
                word("Scheme", band.scheme),
                band.recovery_time,
                band.data_loss,
                band.topology,
                schemes.count(band.scheme),
                f"{band.source.title}, {band.source.as_of}",
            )
        )
        for band in catalog.limits.scheme_bands.values()
    ]
    if schemes.count(None):
        rows.append(Row(("No scheme stated", None, None, None, schemes.count(None), "")))
    return Table("schemes", "What each scheme gives", columns, tuple(rows), tight=True)


def reasons_table(assessment: Assessment) -> Table:
    """Objectives, how the recovery point comes about, and the reasons of the verdict."""
    columns = (
        Column("Application", 0.11, bold=True),
        Column("Scheme", 0.09),
        Column("Objectives", 0.13),
        Column("How the recovery point comes about", 0.29),
        Column("Why the verdict", 0.38),
    )
    rows = []
    for key in ordered(assessment):
        result = assessment.applications[key]
        cells = (
            name_of(assessment.plan, key),
            word("Scheme", result.protection.scheme),
            _objectives(result),
            result.designed.rpo_basis,
            why_words(result),
        )
        rows.append(Row(cells, result.topology.verdict, key))
    empty = "No application is stated yet."
    return Table("scheme-reasons", "Application by application", columns, tuple(rows), empty=empty, tight=True)


def why_words(result: ApplicationResult) -> str:
    """The reasons that decide a verdict, and how many more stand behind them."""
    topology = result.topology
    if topology.verdict is None:
        return topology.sentence
    decisive = [one.sentence for one in topology.reasons if one.verdict == topology.verdict]
    more = len(topology.reasons) - len(decisive)
    rest = f" {counted(more, 'milder reason')} {'stands' if more == 1 else 'stand'} beside." if more else ""
    return f"{' '.join(decisive)}{rest}"


def _objectives(result: ApplicationResult) -> str:
    return f"RTO {show_minutes(result.objectives.rto_minutes)}, RPO {show_minutes(result.objectives.rpo_minutes)}"
