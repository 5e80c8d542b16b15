"""Recovery of the review: what each disaster leads to, how probable that is, and when each application is back."""

from __future__ import annotations

from functools import partial
from math import ceil
from typing import Final

from dr_desktop.assessment.document_chances import Chances
from dr_desktop.assessment.recovery_records import RecoveryResult
from dr_desktop.assessment.recovery_scenarios import scenario_of
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.simulated_losses import Losses, is_hit
from dr_desktop.plan.plan import Plan
from dr_desktop.report.blocks import (
    Block,
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
from dr_desktop.report.names import counted
from dr_desktop.report.picture import Picture
from dr_desktop.report.recovery_view import RecoveryView, recovery_view
from dr_desktop.report.recovery_words import outcome_sentence, tally
from dr_desktop.report.scenario_words import scenario_name, scenario_sentence
from dr_desktop.report.sections.chances import chances_blocks

_WIDTH: Final = 1120.0
_ROWS_A_PAGE: Final = 24
_MOST_PAGES: Final = 3
_INTRO: Final = (
    "Each disaster is simulated from event to event. Restores share links and targets by tier, what is limited is "
    "waited for, what lands must fit. Minutes count from the incident; of corruption, from the moment it is noticed. "
    "Data loss is counted at the moment at which it is greatest, unless a scenario states another."
)


def recovery_section(assessment: Assessment, losses: Losses, chances: Chances | None = None) -> Section:
    """An overview of all losses and of their probabilities, then each scenario that hits anything; without any stated,
    the loss of each site."""
    plan = assessment.plan
    blocks: list[Block] = [Paragraph(_INTRO), losses_table(plan, losses), *chances_blocks(plan, chances)]
    for view in hit_views(assessment, losses):
        blocks += [Heading(view.name), Paragraph(_moment(view)), *_gantt_figures(view)]
    return Section("recovery", "Recovery", tuple(blocks), landscape=True)


def hit_views(assessment: Assessment, losses: Losses) -> list[RecoveryView]:
    """The stated scenarios that hit anything; without any stated, the losses of sites that do."""
    plan = assessment.plan
    found = []
    for key in [key for key in losses if key in plan.scenarios] or list(losses):
        if any(is_hit(one) for one in losses[key].applications.values()):
            scenario = scenario_of(plan, key)
            assert scenario is not None
            found.append(recovery_view(plan, scenario_name(plan, scenario), losses[key]))
    return found


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
    note = (
        "What is lost or stays down is counted there, not among those that miss an RTO or RPO. Cost: downtime and lost "
        "data of the applications that state what an hour of it costs."
    )
    return Table("recovery-losses", "All losses", columns, tuple(rows), note, "There is nothing to lose yet.")


def _moment(view: RecoveryView) -> str:
    scenario = scenario_of(view.plan, view.result.scenario)
    moment = scenario_sentence(scenario, view.result.at_minutes) if scenario is not None else ""
    return f"{moment[:1].upper()}{moment[1:]}. {outcome_sentence(view.plan, view.result)}"


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


def _loss_row(plan: Plan, key: str, result: RecoveryResult) -> Row:
    scenario = scenario_of(plan, key)
    found = tally(result)
    cells: tuple[Cell, ...] = (
        (scenario_name(plan, scenario) if scenario is not None else key)
        + ("" if key in plan.scenarios else ", not stated"),
        float(found.hit),
        float(found.back),
        float(found.goes_on),
        float(found.gone),
        result.makespan_minutes if found.back else None,
        float(found.late),
        float(found.lossy),
        result.downtime_cost + result.data_loss_cost,
    )
    bad = found.late or found.lossy or found.gone
    return Row(cells, "error" if bad else "recommended" if found.hit else None, key)
