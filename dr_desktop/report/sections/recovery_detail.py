"""Each simulated disaster application by application: outcome, what held it up, the way home, what lands where."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from dr_desktop.assessment.document_chances import Chances
from dr_desktop.assessment.failback import Failback, failback
from dr_desktop.assessment.recovery_records import LandingUse, Outcome, RecoveryResult
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.simulated_losses import Losses
from dr_desktop.report.blocks import Block, Bullets, Column, Figure, Heading, Paragraph, Row, Section, Table
from dr_desktop.report.gantt_columns import gantt_layout
from dr_desktop.report.held_up_picture import home_rows
from dr_desktop.report.landing_use_picture import landing_use_picture, use_sentence
from dr_desktop.report.names import name_of, names_of
from dr_desktop.report.picture import Picture
from dr_desktop.report.recovery_view import RecoveryRow, RecoveryView
from dr_desktop.report.recovery_words import OUTCOME_WORDS, comes_back, loss_words
from dr_desktop.report.sections.recovery import hit_views
from dr_desktop.report.uncertainty_words import probability_table

_WIDTH: Final = 1028.0
_LANDING: Final = 170.0
_MOST_LANDINGS: Final = 1


def recovery_detail_section(assessment: Assessment, losses: Losses, chances: Chances | None = None) -> Section:
    """Every scenario that hits anything, with all its applications."""
    blocks: list[Block] = []
    for view in hit_views(assessment, losses):
        blocks += _scenario_blocks(assessment, view, chances or {})
    if not blocks:
        blocks.append(Paragraph("No disaster that was simulated hits an application."))
    return Section("recovery-detail", "Recovery by application", tuple(blocks), landscape=True)


def _scenario_blocks(assessment: Assessment, view: RecoveryView, chances: Chances) -> list[Block]:
    result = view.result
    blocks: list[Block] = [Heading(view.name)]
    home = failback(assessment, result)
    blocks.append(results_table(view, home))
    if result.scenario in chances:
        blocks.append(probability_table(view.plan, chances[result.scenario], view.name))
    blocks += [_landing_figure(view, landing) for landing in _telling(result.landings)]
    blocks.append(held_up_table(result))
    if home.applications:
        said = "; ".join([f"{words[:1].lower()}{words[1:]}: {value}" for words, value in home_rows(view.plan, home)])
        blocks.append(Paragraph(f"{said}.", "Way home, once the lost site is usable:"))
    if result.notes:
        blocks += [Heading("What this rests on"), Bullets(result.notes, tight=True)]
    return blocks


def results_table(view: RecoveryView, home: Failback) -> Table:
    """Every application that is hit: how it comes back, objectives, what held it up, cost, when it is home again."""
    columns = (
        Column("Application", 0.15, bold=True),
        Column("How", 0.25),
        Column("Recovered", 0.08, "minutes"),
        Column("RTO", 0.06, "minutes"),
        Column("Data loss", 0.07),
        Column("RPO", 0.06, "minutes"),
        Column("Waits for, held up by", 0.12),
        Column("Slack", 0.06, "minutes"),
        Column("Outage costs", 0.08, "money", view.plan.header.currency),
        Column("Home after", 0.07, "minutes"),
    )
    ends = {one.application: one.ends_minutes for one in home.applications}
    return Table(
        f"recovery-{view.result.scenario}",
        "Results",
        columns,
        tuple([_result_row(view, row, ends.get(row.application)) for row in view.rows]),
        "Slack: how much later it could be up without delaying another application or the end. Home after: from the "
        "moment at which the lost site is usable again.",
        "No application is hit.",
        tight=True,
    )


def held_up_table(result: RecoveryResult) -> Table:
    """What recoveries waited for, and when."""
    columns = (
        Column("What holds it up", 0.55, bold=True),
        Column("From", 0.15, "minutes"),
        Column("To", 0.15, "minutes"),
        Column("Waited in all", 0.15, "minutes"),
    )
    rows = tuple(
        [
            Row((held.resource.words, held.from_minutes, held.to_minutes, held.minutes), entity=held.resource.entity)
            for held in result.held_up
        ]
    )
    empty = "Nothing that is shared holds a recovery up."
    return Table(f"recovery-held-{result.scenario}", "What holds it up", columns, rows, empty=empty, tight=True)


def _landing_figure(view: RecoveryView, landing: LandingUse) -> Figure:
    sentence = f"{name_of(view.plan, landing.site)}: {use_sentence(view, landing, 'memory_gib')}"
    key = f"landing-{view.result.scenario}-{landing.site}"
    return Figure(key, partial(_landing, view, landing), sentence, _LANDING / _WIDTH, _WIDTH)


def _landing(view: RecoveryView, landing: LandingUse, width: float, height: float) -> Picture:
    return landing_use_picture(view, landing, gantt_layout(width, view.until_minutes).scale, (width, height))


def _telling(landings: Sequence[LandingUse]) -> list[LandingUse]:
    """The landings that are worth a picture: where something does not fit, then where a limit is known."""
    known = [one for one in landings if one.refused or one.memory_limit_gib is not None]
    return sorted(known, key=lambda one: (not one.refused, -one.points[-1].memory_gib if one.points else 0.0))[
        :_MOST_LANDINGS
    ]


def _result_row(view: RecoveryView, row: RecoveryRow, home_minutes: float | None) -> Row:
    one, plan = row.recovery, view.plan
    costs = [cost for cost in (one.downtime_cost, one.data_loss_cost) if cost is not None]
    waits = [names_of(plan, one.waits_for)] if one.waits_for else []
    waits += [one.held_up_by.words] if one.held_up_by else []
    missed = "missed" in (one.rto_met, one.rpo_met)
    little = "little_margin" in (one.rto_met, one.rpo_met)
    how = one.words if one.outcome in ("recovered", "goes_on") else f"{_said(one.outcome)}: {one.reason or one.words}"
    return Row(
        (
            row.name,
            how,
            one.recovery_minutes,
            one.objectives.rto_minutes,
            loss_words(one),
            one.objectives.rpo_minutes,
            "; ".join(waits),
            one.slack_minutes if comes_back(one) else None,
            sum(costs) if costs else None,
            home_minutes,
        ),
        "error" if missed else "warning" if little else "recommended" if one.outcome == "recovered" else None,
        row.application,
    )


def _said(outcome: Outcome) -> str:
    return OUTCOME_WORDS[outcome].capitalize()
