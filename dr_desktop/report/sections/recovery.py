"""Recovery of the review: what each disaster leads to, minute by minute, what holds it up, and what lands where."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import ceil
from typing import Final

from dr_desktop.assessment.failback import Failback, failback
from dr_desktop.assessment.recovery_records import LandingUse, Outcome, RecoveryResult
from dr_desktop.assessment.recovery_scenarios import scenario_of
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.simulated_losses import Losses, is_hit
from dr_desktop.plan.plan import Plan
from dr_desktop.report.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Figure,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
)
from dr_desktop.report.gantt import HEAD, ROW, gantt_picture
from dr_desktop.report.gantt_columns import gantt_layout
from dr_desktop.report.held_up_picture import home_rows
from dr_desktop.report.landing_use_picture import landing_use_picture, use_sentence
from dr_desktop.report.names import counted, name_of, names_of
from dr_desktop.report.picture import Picture
from dr_desktop.report.recovery_view import RecoveryRow, RecoveryView, recovery_view
from dr_desktop.report.recovery_words import (
    OUTCOME_WORDS,
    comes_back,
    loss_words,
    outcome_sentence,
)
from dr_desktop.report.scenario_words import scenario_name, scenario_sentence

_WIDTH: Final = 1028.0
_ROWS_A_PAGE: Final = 20
_MOST_PAGES: Final = 3
_LANDING: Final = 170.0
_MOST_LANDINGS: Final = 1
_INTRO: Final = (
    "Each disaster is simulated from event to event. Restores share links and targets by tier, what is limited is "
    "waited for, what lands must fit. Minutes count from the incident; of corruption, from the moment it is noticed. "
    "Data loss is counted at the moment at which it is greatest, unless a scenario states another."
)


def recovery_section(assessment: Assessment, losses: Losses) -> Section:
    """An overview of all losses, then each scenario that hits anything; without any stated, the loss of each site."""
    plan = assessment.plan
    shown = [key for key in losses if key in plan.scenarios] or list(losses)
    blocks: list[Block] = [Paragraph(_INTRO), losses_table(plan, losses)]
    for key in shown:
        if any(is_hit(one) for one in losses[key].applications.values()):
            blocks += _scenario_blocks(assessment, key, losses[key])
    return Section("recovery", "Recovery", tuple(blocks), landscape=True)


def losses_table(plan: Plan, losses: Losses) -> Table:
    """A row per scenario: how many are hit, come back, miss their objectives, and what the outage costs."""
    columns = (
        Column("Scenario", 0.24, bold=True),
        Column("Hit", 0.06, "number"),
        Column("Come back", 0.09, "number"),
        Column("Go on", 0.07, "number"),
        Column("Lost or down", 0.1, "number"),
        Column("Last one back", 0.12, "minutes"),
        Column("Miss RTO", 0.09, "number"),
        Column("Miss RPO", 0.09, "number"),
        Column("Outage costs", 0.14, "money", plan.header.currency),
    )
    rows = [_loss_row(plan, key, result) for key, result in losses.items()]
    note = "Cost: downtime and lost data of the applications that state what an hour of it costs."
    return Table("recovery-losses", "All losses", columns, tuple(rows), note, "There is nothing to lose yet.")


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
    return Table(f"recovery-held-{result.scenario}", "What holds it up", columns, rows, empty=empty)


def _scenario_blocks(assessment: Assessment, key: str, result: RecoveryResult) -> list[Block]:
    plan = assessment.plan
    scenario = scenario_of(plan, key)
    assert scenario is not None
    view = recovery_view(plan, scenario_name(plan, scenario), result)
    moment = scenario_sentence(scenario, result.at_minutes)
    blocks: list[Block] = [
        Heading(view.name),
        Paragraph(f"{moment[:1].upper()}{moment[1:]}. {outcome_sentence(plan, result)}"),
        *_gantt_figures(view),
    ]
    home = failback(assessment, result)
    blocks += [_landing_figure(view, landing) for landing in _telling(result.landings)]
    blocks += [results_table(view, home), held_up_table(result)]
    if home.applications:
        said = "; ".join([f"{words[:1].lower()}{words[1:]}: {value}" for words, value in home_rows(plan, home)])
        blocks.append(Paragraph(f"{said}.", "Way home, once the lost site is usable:"))
    if result.notes:
        blocks += [Heading("What this rests on"), Bullets(result.notes)]
    return blocks


def _gantt_figures(view: RecoveryView) -> list[Figure]:
    """The rows in pieces that fit a page; of very many those with the least margin, and how many there are."""
    most = _ROWS_A_PAGE * _MOST_PAGES
    rows = view.rows
    said = "Applications in the order of tier, then time; thick below the bars: what led to the last one back."
    if len(rows) > most:
        by_margin = recovery_view(view.plan, view.name, view.result, order="margin").rows
        said = f"The {most} of {counted(len(rows), 'application')} with the least margin."
        rows = by_margin[:most]
    figures = []
    pieces = ceil(len(rows) / _ROWS_A_PAGE)
    each = ceil(len(rows) / pieces)
    for at in range(0, len(rows), each):
        piece = view._replace(rows=rows[at : at + each])
        height = HEAD + ROW * len(piece.rows)
        figures.append(
            Figure(f"gantt-{view.result.scenario}-{at}", partial(_gantt, piece), said, height / _WIDTH, _WIDTH)
        )
    return figures


def _gantt(view: RecoveryView, width: float, _height: float) -> Picture:
    return gantt_picture(view, width)


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


def _loss_row(plan: Plan, key: str, result: RecoveryResult) -> Row:
    scenario = scenario_of(plan, key)
    hit = [one for one in result.applications.values() if is_hit(one)]
    late = sum([one.rto_met == "missed" for one in hit])
    lossy = sum([one.rpo_met == "missed" for one in hit])
    gone = sum([one.outcome in ("lost", "stays_down") for one in hit])
    cells: tuple[Cell, ...] = (
        (scenario_name(plan, scenario) if scenario is not None else key)
        + ("" if key in plan.scenarios else ", not stated"),
        float(len(hit)),
        float(sum([comes_back(one) for one in hit])),
        float(sum([one.outcome == "goes_on" for one in hit])),
        float(gone),
        result.makespan_minutes if any(comes_back(one) for one in hit) else None,
        float(late),
        float(lossy),
        result.downtime_cost + result.data_loss_cost,
    )
    return Row(cells, "error" if late or lossy or gone else "recommended" if hit else None, key)


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
