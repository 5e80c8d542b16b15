"""Chips of the matrix: an application with its tier and three dots, or a number of applications of one tier."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.results import ApplicationResult, Assessment, Met
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_minutes
from dr_desktop.report.chart_words import day_words
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.picture import Box, Shape, Text
from dr_desktop.report.placing import rank_of, tier_of
from dr_desktop.report.signs import DOT_WORDS, STATE_WORDS, state_dots, tier_mark

DOTS_WIDTH: Final = 3 * SIZE.state_dot + 2 * SIZE.state_dot_gap
CHIP_LEAST: Final = SIZE.chip_width - 18.0
_REASONS_IN_TIP: Final = 4
_NAME_LEFT: Final = 3 + SIZE.tier_mark + 5


def chip_columns(width: float, least: float = CHIP_LEAST) -> tuple[int, float]:
    """How many chips of at least `least` px stand side by side in `width` px, and how wide each is."""
    count = max(1, int((width + SIZE.chip_gap) // (least + SIZE.chip_gap)))
    return count, (width - (count - 1) * SIZE.chip_gap) / count


def chip(assessment: Assessment, application: str, x: float, y: float, width: float) -> tuple[Shape, ...]:
    """The chip of an application, `SIZE.chip_height` px high; every shape of it stands for the application."""
    plan, result = assessment.plan, assessment.applications[application]
    tip = chip_tip(assessment, application)
    rank = rank_of(plan, application)
    room = width - _NAME_LEFT - DOTS_WIDTH - 11
    name = shortened(name_of(plan, application), room, TYPE.table)
    return (
        Box(x, y, width, SIZE.chip_height, "panel", "line.strong", SIZE.radius, entity=application, tip=tip),
        *tier_mark(rank, x + 3, y + 3, entity=application, tip=tip),
        Text(x + _NAME_LEFT, y + 14, name, TYPE.table, entity=application, tip=tip),
        *state_dots(dots_of(result), x + width - 6 - DOTS_WIDTH, y + 6.5, entity=application, tip=tip),
    )


def count_chip(
    rank: int | None, number: int, x: float, y: float, *, entity: str, tip: str
) -> tuple[float, tuple[Shape, ...]]:
    """The chip of `number` applications of one tier, and its width."""
    words = f"{number:,}"
    width = _NAME_LEFT + text_width(words, TYPE.table, True) + 8
    return width, (
        Box(x, y, width, SIZE.chip_height, "panel", "line.strong", SIZE.radius, entity=entity, tip=tip),
        *tier_mark(rank, x + 3, y + 3, entity=entity, tip=tip),
        Text(x + _NAME_LEFT, y + 14, words, TYPE.table, bold=True, entity=entity, tip=tip),
    )


def dots_of(result: ApplicationResult) -> tuple[Met, Met, Met]:
    """The states of recovery time, recovery point and drill, in the order of the dots."""
    return result.rto_met, result.rpo_met, result.drill_met


def chip_tip(assessment: Assessment, application: str) -> str:
    """What a chip says when pointed at: name and tier, verdict with its reasons, times against objectives, drills."""
    plan, result = assessment.plan, assessment.applications[application]
    if application == UNASSIGNED:
        return f"Unassigned\n{counted(result.machines, 'machine')} that belong to no application yet."
    tier = tier_of(plan, application)
    lines = [f"{name_of(plan, application)} · {tier.name if tier else 'no tier'}"]
    lines += verdict_lines(result)
    lines.append(rto_words(result))
    lines.append(rpo_words(result))
    lines.append(drill_words(result))
    lines.append(_size_words(plan, application, result))
    return "\n".join(lines)


def verdict_lines(result: ApplicationResult) -> list[str]:
    """The verdict and its worst reasons, a line each; the sentence of the cell where there is no verdict."""
    topology = result.topology
    if topology.verdict is None:
        return [topology.sentence]
    decisive = [reason for reason in topology.reasons if reason.verdict == topology.verdict]
    shown = decisive[:_REASONS_IN_TIP]
    more = len(topology.reasons) - len(shown)
    lines = [STATE_WORDS[topology.verdict], *(f"– {reason.sentence}" for reason in shown)]
    return [*lines, f"– and {counted(more, 'more reason')}"] if more else lines


def rto_words(result: ApplicationResult) -> str:
    """Designed recovery time against its objective, in one line."""
    designed = "total loss" if result.designed.unrecoverable else show_minutes(result.designed.rto_minutes)
    return f"Recovery time {designed}{_against(result.objectives.rto_minutes, result.rto_met)}"


def rpo_words(result: ApplicationResult) -> str:
    """Designed recovery point against its objective, in one line."""
    designed = "total loss" if result.designed.unrecoverable else show_minutes(result.designed.rpo_minutes)
    return f"Recovery point {designed}{_against(result.objectives.rpo_minutes, result.rpo_met)}"


def drill_words(result: ApplicationResult) -> str:
    """What drills have shown, in one line."""
    drills = result.drills
    if not drills.drills:
        return "Drill: none that counts"
    parts = [f"{drills.succeeded} of {drills.drills} succeeded"]
    if drills.mttr_minutes is not None:
        parts.append(f"MTTR {show_minutes(drills.mttr_minutes)}")
    if drills.latest_on is not None:
        parts.append(f"latest {day_words(drills.latest_on)}{' failed' if drills.latest_failed else ''}")
    if drills.expired:
        parts.append("expired")
    return f"Drill: {', '.join(parts)}"


def _against(objective: float | None, met: Met) -> str:
    if objective is None:
        return ", no objective stated"
    return f", objective {show_minutes(objective)}: {DOT_WORDS[met]}"


def _size_words(plan: Plan, application: str, result: ApplicationResult) -> str:
    site = plan.applications[application].source_site
    target = result.topology.target_site
    way = f" · {name_of(plan, site)}" if site else ""
    way += f" → {name_of(plan, target)}" if site and target else ""
    return f"{counted(result.machines, 'machine')} · {result.used_gib:,.0f} GiB used{way}"
