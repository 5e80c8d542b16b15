"""How probable it is that each application is back in time, disaster by disaster."""

from __future__ import annotations

from dr_desktop.assessment.document_chances import DOCUMENT_SEED, Chances
from dr_desktop.assessment.recovery_scenarios import scenario_of
from dr_desktop.assessment.samples import CONFIDENCE_PERCENT, Chance
from dr_desktop.assessment.uncertainty import DOCUMENT_RUNS, ApplicationChance, Uncertainty
from dr_desktop.files.workbook_cells import Value
from dr_desktop.files.workbook_columns import SheetColumn, SheetRow
from dr_desktop.files.workbook_sheet import HEAD_ROW, TableSheet
from dr_desktop.plan.plan import Plan
from dr_desktop.report.blocks import Cell
from dr_desktop.report.names import name_of
from dr_desktop.report.recovery_words import OUTCOME_WORDS
from dr_desktop.report.scenario_words import scenario_name
from dr_desktop.report.uncertainty_words import drivers_words

_INTRO = (
    f"Shares of {DOCUMENT_RUNS} runs of each disaster (seed {DOCUMENT_SEED}), and where the probability lies with "
    f"{CONFIDENCE_PERCENT} % confidence (Wilson). Empty: no objective, or not known."
)


def chances_sheet(plan: Plan, chances: Chances) -> TableSheet:
    """A row per scenario and application that is hit; shares are formulas of the runs in time."""
    columns = (
        SheetColumn("Scenario", follows=True, bold=True),
        SheetColumn("Application", follows=True, bold=True),
        SheetColumn("Outcome", follows=True, width=12),
        SheetColumn("RTO, min", "number", 1, follows=True, width=11),
        SheetColumn("Runs in time", "number", follows=True, width=10),
        SheetColumn("In time", "share", follows=True, width=10),
        SheetColumn("Interval from", "share", 1, follows=True, width=10),
        SheetColumn("Interval to", "share", 1, follows=True, width=10),
        SheetColumn("MTD, min", "number", 1, follows=True, width=11),
        SheetColumn("Within MTD", "share", follows=True, width=10),
        SheetColumn("As the plan stands, min", "number", 1, follows=True, width=12),
        SheetColumn("5 of 100 runs in, min", "number", 1, follows=True, width=12),
        SheetColumn("Half of the runs in, min", "number", 1, follows=True, width=12),
        SheetColumn("95 of 100 runs in, min", "number", 1, follows=True, width=12),
        SheetColumn("Depends most on", "prose", follows=True, width=44),
        SheetColumn("Id", "id", follows=True, printed=False, width=14),
    )
    rows: list[SheetRow] = []
    for key, found in chances.items():
        scenario = scenario_of(plan, key)
        name = scenario_name(plan, scenario) if scenario is not None else key
        for one in found.applications.values():
            if one.outcome != "goes_on":
                rows.append(_row(plan, name, one, found, HEAD_ROW + len(rows) + 2))
    return TableSheet("Recovery probability", _INTRO, columns, rows, "No disaster hits an application.", 2)


def _row(plan: Plan, scenario: str, one: ApplicationChance, found: Uncertainty, row: int) -> tuple[Value | Cell, ...]:
    low, high = one.rto.interval if one.rto is not None else (None, None)
    return (
        scenario,
        name_of(plan, one.application),
        OUTCOME_WORDS[one.outcome].capitalize(),
        one.rto_minutes,
        float(one.rto.held) if one.rto is not None else None,
        _share(one.rto, row),
        low,
        high,
        one.mtd_minutes,
        one.mtd.share if one.mtd is not None else None,
        one.base_minutes,
        one.minutes_at(5),
        one.minutes_at(50),
        one.minutes_at(95),
        drivers_words(plan, one, found),
        one.application,
    )


def _share(chance: Chance | None, row: int) -> Value | None:
    return None if chance is None else Value(chance.share, "follows", f"=E{row}/{chance.runs}")
