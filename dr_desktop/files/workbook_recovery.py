"""Recovery: every application in every simulated disaster with all its figures, and what held them up."""

from __future__ import annotations

from functools import partial
from typing import Final

from dr_desktop.assessment.explanation import Subject
from dr_desktop.assessment.failback import ApplicationFailback, failback
from dr_desktop.assessment.recovery_records import PHASES, ApplicationRecovery, RecoveryResult
from dr_desktop.assessment.recovery_scenarios import scenario_of
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.simulated_losses import Losses, is_hit
from dr_desktop.assessment.why_recovery import explain_result
from dr_desktop.files.workbook_cells import Value
from dr_desktop.files.workbook_columns import SheetColumn, SheetRow
from dr_desktop.files.workbook_sheet import HEAD_ROW, TableSheet
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.plan import Plan
from dr_desktop.report.blocks import Cell
from dr_desktop.report.names import name_of, names_of
from dr_desktop.report.recovery_words import MET_WORDS, OUTCOME_WORDS, PHASE_WORDS, held_minutes
from dr_desktop.report.scenario_words import scenario_name

_INTRO: Final = (
    "Each disaster simulated from event to event; minutes count from the incident, of corruption from the moment it is "
    "noticed. Margin = RTO − recovered. An application that is not hit goes on."
)
_HELD_INTRO: Final = "What recoveries waited for in each disaster: links and targets that were full, places, people."


def recovery_sheets(assessment: Assessment, losses: Losses) -> tuple[TableSheet, TableSheet]:
    """The sheets *Recovery* and *Recovery held up*."""
    return recovery_sheet(assessment, losses), held_up_sheet(assessment.plan, losses)


def recovery_sheet(assessment: Assessment, losses: Losses) -> TableSheet:
    """A row per scenario and application, *Unassigned* only while machines lie in it; the margin is a formula."""
    currency = assessment.plan.header.currency
    columns = (
        SheetColumn("Scenario", follows=True, bold=True),
        SheetColumn("Application", follows=True, bold=True),
        SheetColumn("Tier", follows=True),
        SheetColumn("Hit", follows=True, width=8),
        SheetColumn("Outcome", follows=True, width=12),
        _minutes("Recovered"),
        _minutes("RTO"),
        _minutes("Margin"),
        SheetColumn("RTO met", follows=True, width=14),
        _minutes("Data loss"),
        _minutes("RPO"),
        SheetColumn("RPO met", follows=True, width=14),
        _minutes("MTD"),
        SheetColumn("MTD met", follows=True, width=14),
        SheetColumn("Restored from", follows=True),
        SheetColumn("Comes back at", follows=True),
        SheetColumn("Waits for", follows=True),
        SheetColumn("Held up by", follows=True),
        _minutes("Held up"),
        *[_minutes(f"{words} ends") for words in PHASE_WORDS.values()],
        _minutes("Up"),
        _minutes("Alone"),
        _minutes("Slack"),
        SheetColumn("Moved, GiB", "number", 1, follows=True, width=11),
        SheetColumn("Leaves Azure, GiB", "number", 1, follows=True, width=11),
        SheetColumn(f"Downtime cost, {currency}", "number", follows=True, width=12),
        SheetColumn(f"Data loss cost, {currency}", "number", follows=True, width=12),
        _minutes("Home after"),
        _minutes("Without users on the way home"),
        SheetColumn(f"Egress on the way home, {currency}", "number", follows=True, width=12),
        SheetColumn("In words", "prose", follows=True, width=50),
        SheetColumn("Id", "id", follows=True, printed=False, width=14),
    )
    rows: list[SheetRow] = []
    for key, result in losses.items():
        home = {one.application: one for one in failback(assessment, result).applications}
        scenario = _name(assessment.plan, key)
        for application, one in result.applications.items():
            if application == UNASSIGNED and not assessment.applications[UNASSIGNED].machines:
                continue
            row = _row(assessment.plan, scenario, result, one, home.get(application), HEAD_ROW + len(rows) + 2)
            rows.append(row)
    empty = "There is nothing to lose: no application states where it runs."
    return TableSheet("Recovery", _INTRO, columns, rows, empty, frozen_columns=2)


def held_up_sheet(plan: Plan, losses: Losses) -> TableSheet:
    """A row per scenario and resource that recoveries waited for."""
    columns = (
        SheetColumn("Scenario", follows=True, bold=True),
        SheetColumn("What holds it up", follows=True, bold=True),
        _minutes("From"),
        _minutes("To"),
        _minutes("Waited in all"),
        SheetColumn("Id", "id", follows=True, printed=False, width=14),
    )
    rows = [
        (_name(plan, key), held.resource.words, held.from_minutes, held.to_minutes, held.minutes, held.resource.entity)
        for key, result in losses.items()
        for held in result.held_up
    ]
    return TableSheet("Recovery held up", _HELD_INTRO, columns, rows, "Nothing holds a recovery up.")


def _row(
    plan: Plan, scenario: str, result: RecoveryResult, one: ApplicationRecovery, home: ApplicationFailback | None,
    row: int,
) -> tuple[Value | Cell, ...]:  # fmt: skip
    def figure(part: str, value: float | None) -> Value:
        """A figure that is explained in its note, from the result at hand; where nothing was hit there is no need."""
        subject = Subject("recovery", f"{result.scenario}/{one.application}", part)
        return Value(value, "follows", why=partial(explain_result, plan, result, subject) if is_hit(one) else None)

    ends = {phase.name: phase.to_minutes for phase in one.phases}
    rto, took = one.objectives.rto_minutes, one.recovery_minutes
    margin: Value | None = None
    if rto is not None and took is not None:
        margin = Value(rto - took, "follows", f"={_letters(6)}{row}-{_letters(5)}{row}")
    return (
        scenario,
        name_of(plan, one.application),
        name_of(plan, plan.applications[one.application].tier),
        "Yes" if is_hit(one) else "No",
        OUTCOME_WORDS[one.outcome].capitalize(),
        figure("recovery_minutes", took),
        rto,
        margin,
        MET_WORDS[one.rto_met],
        figure("data_loss_minutes", one.data_loss_minutes),
        one.objectives.rpo_minutes,
        MET_WORDS[one.rpo_met],
        one.objectives.mtd_minutes,
        MET_WORDS[one.mtd_met],
        name_of(plan, one.copy) if one.copy else "",
        name_of(plan, one.site) if one.site else "",
        names_of(plan, one.waits_for) if one.waits_for else "",
        one.held_up_by.words if one.held_up_by else "",
        held_minutes(one),
        *[ends.get(name) for name in PHASES],
        one.up_minutes,
        figure("alone_minutes", one.alone_minutes) if one.alone_minutes else None,
        figure("slack_minutes", one.slack_minutes) if one.outcome == "recovered" else None,
        one.moved_gib,
        one.egress_gib,
        figure("downtime_cost", one.downtime_cost),
        figure("data_loss_cost", one.data_loss_cost),
        home.ends_minutes if home else None,
        home.downtime_minutes if home else None,
        home.egress_cost if home else None,
        " ".join(dict.fromkeys([words for words in (one.words, one.reason, one.data_loss_words) if words])),
        one.application,
    )


def _minutes(heading: str) -> SheetColumn:
    return SheetColumn(f"{heading}, min", "number", 1, follows=True, width=11)


def _name(plan: Plan, key: str) -> str:
    scenario = scenario_of(plan, key)
    name = scenario_name(plan, scenario) if scenario is not None else key
    return name if key in plan.scenarios else f"{name}, not stated"


def _letters(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name  # heavy, and only for a workbook

    return str(xl_col_to_name(place))
