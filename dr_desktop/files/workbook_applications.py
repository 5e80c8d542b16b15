"""Sheets of applications and tiers, and of where each application stands in the guidance's table."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.claims import Standings
from dr_desktop.assessment.results import ApplicationResult, Assessment
from dr_desktop.files.workbook_columns import SheetColumn
from dr_desktop.files.workbook_sheet import TableSheet
from dr_desktop.files.workbook_stated import Follows, follows, stated_sheet
from dr_desktop.plan.application import UNASSIGNED, Application
from dr_desktop.plan.words import word
from dr_desktop.report.names import name_of, names_of
from dr_desktop.report.placing import COLUMN_WORDS, ROW_WORDS, STRIP_WORDS, place_of
from dr_desktop.report.signs import DOT_WORDS, STATE_WORDS
from dr_desktop.report.tier_progress import CLAIM_WORDS, claim_of

LEGEND: Final = "Grey: inherited. Grey with a dotted line: assumed. Tinted columns follow from the plan."
_FIRST: Final = (
    "name", "tier", "rto_minutes", "rpo_minutes", "mtd_minutes", "scheme", "source_site", "recovery_sites",
    "backup_target", "backup_policy",
)  # fmt: skip


def applications_sheet(assessment: Assessment, standings: Standings | None = None) -> TableSheet:
    """Every application: objectives, protection, what its design reaches, its sums and its cost."""
    columns, rows = stated_sheet(assessment, "applications", _FIRST, _derived(assessment, standings))
    intro = f"What each application states, what its design reaches, and what it costs. {LEGEND}"
    return TableSheet("Applications", intro, columns, rows)


def tiers_sheet(assessment: Assessment) -> TableSheet:
    """The tiers that applications inherit from."""
    counts: dict[str | None, int] = {}
    for key, one in assessment.plan.applications.items():
        if key != UNASSIGNED:
            counts[one.tier] = counts.get(one.tier, 0) + 1
    first = ("name", "rank", "rto_minutes", "rpo_minutes", "mtd_minutes", "scheme", "recovery_sites", "backup_target",
             "backup_policy", "drills_per_year")  # fmt: skip
    derived = (follows("Applications", lambda one: counts.get(one.id, 0), "number", summed=True),)
    columns, rows = stated_sheet(assessment, "tiers", first, derived)
    return TableSheet("Tiers", "Recovery service levels: a blank on an application inherits from here.", columns, rows)


def topology_sheet(assessment: Assessment) -> TableSheet:
    """One row for each reason of each application's verdict, the worst first."""
    plan = assessment.plan
    columns = (
        SheetColumn("Application", bold=True),
        SheetColumn("Tier"),
        SheetColumn("Runs at"),
        SheetColumn("Recovers at"),
        SheetColumn("Scheme", follows=True),
        SheetColumn("Source in the table", follows=True),
        SheetColumn("Target in the table", follows=True),
        SheetColumn("Verdict", follows=True),
        SheetColumn("What the table says", "prose", follows=True),
        SheetColumn("Verdict of this reason", follows=True),
        SheetColumn("Reason", "prose", follows=True),
        SheetColumn("Source of the rule", follows=True),
        SheetColumn("Survives loss of the cloud", follows=True),
        SheetColumn("Id", "id", printed=False),
    )
    rows = []
    for key, result in assessment.applications.items():
        if key == UNASSIGNED and not result.machines:
            continue
        application, topology = plan.applications[key], result.topology
        placed = place_of(result)
        left, right = (
            (STRIP_WORDS[placed], "") if isinstance(placed, str) else (ROW_WORDS[placed[0]], COLUMN_WORDS[placed[1]])
        )
        for reason in topology.reasons or (None,):
            rows.append(
                (
                    application.name,
                    name_of(plan, application.tier) if application.tier else "",
                    name_of(plan, application.source_site) if application.source_site else "",
                    names_of(plan, result.protection.recovery_sites) if result.protection.recovery_sites else "",
                    word("Scheme", result.protection.scheme) if result.protection.scheme else "",
                    left,
                    right,
                    STATE_WORDS[topology.verdict] if topology.verdict else "",
                    topology.sentence,
                    STATE_WORDS[reason.verdict] if reason else "",
                    reason.sentence if reason else "",
                    reason.source if reason else "",
                    "Yes" if topology.covers_cloud_loss else "No",
                    key,
                )
            )
    intro = "The guidance's verdict on every application; one row for each reason, the worst first."
    return TableSheet("Topology", intro, columns, rows)


def _derived(assessment: Assessment, standings: Standings | None) -> tuple[Follows, ...]:
    plan, currency = assessment.plan, assessment.consumption.currency
    costs = assessment.consumption.per_application

    def result(one: Application) -> ApplicationResult:
        return assessment.applications[one.id]

    def sites(one: Application) -> str:
        cell = result(one).topology
        return f"{name_of(plan, cell.target_site)}" if cell.target_site else ""

    return (
        follows("Machines", lambda one: result(one).machines, "number", summed=True, why="machines"),
        follows("Unprotected", lambda one: result(one).unprotected, "number", summed=True, why="unprotected"),
        follows("Undecided", lambda one: result(one).undecided, "number", summed=True, printed=False),
        follows("vCPU", lambda one: result(one).vcpus, "number", summed=True, printed=False),
        follows("Memory, GiB", lambda one: result(one).memory_gib, "number", 1, summed=True, printed=False),
        follows("Used, GiB", lambda one: result(one).used_gib, "number", 1, summed=True, why="used_tib"),
        follows("Provisioned, GiB", lambda one: result(one).provisioned_gib, "number", 1, summed=True, printed=False),
        follows("Change, GiB/day", lambda one: result(one).change_gib_per_day, "number", 1, summed=True, printed=False),
        follows("Churn, GiB/day", lambda one: result(one).churn_gib_per_day, "number", 1, summed=True, printed=False),
        follows("Verdict", lambda one: STATE_WORDS.get(result(one).topology.verdict or "", ""), why="verdict"),
        follows("First recovery site", sites, printed=False),
        follows("Designed recovery time, min", lambda one: result(one).designed.rto_minutes, "number", 1,
                help_words="Alone, without contention: the sum of its parts.", why="designed_rto"),
        follows("Recovery time", lambda one: DOT_WORDS[result(one).rto_met]),
        follows("Designed recovery point, min", lambda one: result(one).designed.rpo_minutes, "number", 1,
                why="designed_rpo"),
        follows("Recovery point", lambda one: DOT_WORDS[result(one).rpo_met]),
        follows("Mean of drills, min", lambda one: result(one).drills.mttr_minutes, "number", 1, why="mttr"),
        follows("Drill", lambda one: DOT_WORDS[result(one).drill_met]),
        follows("Claim", lambda one: CLAIM_WORDS[claim_of(assessment, standings, one.id)].capitalize(), why="claim"),
        follows(f"Azure a month, {currency}", lambda one: costs.get(one.id), "money", 2, summed=True,
                help_words="Steady consumption of the usual month, the first after the free days of replication.",
                why="cost_month"),
        follows("Open findings", lambda one: len([f for f in result(one).findings if not f.accepted]), "number",
                summed=True),
        follows("Values assumed", lambda one: result(one).assumed_values, "number", summed=True, printed=False),
    )  # fmt: skip
