"""The Overview's lists as pictures: the checklist with its next step, and the top gaps."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin
from typing import Final

from dr_desktop.plan.plan import Plan
from dr_desktop.report.font_metrics import shortened, text_width, wrapped
from dr_desktop.report.look import TYPE
from dr_desktop.report.picture import Box, Path, Picture, Shape, Text
from dr_desktop.report.signs import state_sign
from dr_desktop.ui.findings_model import place_words
from dr_desktop.ui.overview_gaps import Gap
from dr_desktop.ui.overview_steps import Step, next_step

_STATE_WORDS: Final = {"done": "done", "open": "open", "not_begun": "not begun"}
_TITLE: Final = 34.0
_STEP_ROW: Final = 27.0
GAP_ROW: Final = 30.0


def steps_picture(steps: Sequence[Step], width: float, height: float) -> Picture:
    """The checklist; the link to the next step stands below it."""
    shapes: list[Shape] = [Text(12, 22, "From import to report", TYPE.section, bold=True)]
    for place, step in enumerate(steps):
        top = _TITLE + place * _STEP_ROW
        tip = f"{step.words}: {_STATE_WORDS[step.state]}, {step.beside}"
        shapes.append(Box(1, top, width - 2, _STEP_ROW - 1, entity=f"step:{place}", tip=tip))
        shapes.append(Box(12, top + _STEP_ROW - 1, width - 24, 1, fill="grid"))
        shapes += _step_sign(step, 12, top + 7)
        shapes.append(Text(35, top + 18, step.words, TYPE.table, bold=step.state == "open"))
        room = width - 12 - 35 - text_width(step.words, TYPE.table, True) - 12
        beside = shortened(step.beside, room, TYPE.caption)
        shapes.append(Text(width - 12, top + 18, beside, TYPE.caption, "text.secondary", "right"))
    bottom = _TITLE + len(steps) * _STEP_ROW + 22
    ahead = next_step(steps)
    if ahead is None:
        shapes.append(Text(12, bottom, "All steps are done.", TYPE.table, "text.secondary"))
    else:
        entity = f"step:{steps.index(ahead)}"
        for line in wrapped(ahead.next_words, width - 24, TYPE.table)[:2]:
            shapes.append(Text(12, bottom, line, TYPE.table, "text.link", entity=entity))
            bottom += 17
        shapes.append(Text(12, bottom, "Next step", TYPE.caption, "text.secondary"))
    whole = max(height, bottom + 10)
    frame = Box(0, 0, width, whole, fill="panel", line="line")
    done = sum(1 for step in steps if step.state == "done")
    told = f"{done} of {len(steps)} steps are done" + (f"; next: {ahead.next_words}" if ahead else "")
    return Picture(width, whole, (frame, *shapes), "From import to report", told)


def gaps_picture(plan: Plan, gaps: Sequence[Gap], open_ones: int, width: float, height: float) -> Picture:
    """The gaps, a row each: what is wrong, how many more there are of it, what to do."""
    shapes: list[Shape] = [
        Text(12, 22, "Top gaps", TYPE.section, bold=True),
        Text(96, 22, _of(gaps, open_ones), TYPE.table, "text.secondary"),
        Text(
            width - 14,
            22,
            "All findings",
            TYPE.table,
            "text.link",
            "right",
            entity="all",
            tip="Open the page of findings",
        ),
    ]
    if not gaps:
        shapes += state_sign("recommended", 12, 42)
        shapes.append(Text(34, 53, "Nothing to object: no open error or warning.", TYPE.table))
    wrong, todo = 58.0, max(360.0, width * 0.55)
    for place, gap in enumerate(gaps):
        top = _TITLE + place * GAP_ROW
        finding = gap.finding
        name = place_words(plan, finding)
        tip = f"{name}: {finding.sentence}\n{finding.remedy}\n{finding.source}"
        shapes.append(Box(1, top, width - 2, GAP_ROW - 1, entity=f"gap:{place}", tip=tip))
        shapes.append(Box(1, top + GAP_ROW - 1, width - 2, 1, fill="grid"))
        shapes.append(Text(34, top + 19, str(place + 1), TYPE.table, "text.secondary", "right"))
        shapes += state_sign(finding.severity, 40, top + 8)
        more = f"+ {gap.more:,} more" if gap.more else ""
        left = wrong + 4
        room = todo - 20 - left - (text_width(more, TYPE.table) + 10 if more else 0)
        shown = shortened(name, min(170.0, room * 0.4), TYPE.table, True)
        shapes.append(Text(left, top + 19, shown, TYPE.table, bold=True))
        after = left + text_width(shown, TYPE.table, True) + 8
        sentence = shortened(finding.sentence, max(0.0, left + room - after), TYPE.table)
        shapes.append(Text(after, top + 19, sentence, TYPE.table))
        shapes.append(Text(todo - 16, top + 19, more, TYPE.table, "text.secondary", "right"))
        x, y = todo, top + 15
        shapes.append(Path(((x - 2, y - 4), (x + 2, y), (x - 2, y + 4)), line="text.secondary", width=1.3))
        remedy = shortened(finding.remedy, width - todo - 60, TYPE.table)
        shapes.append(Text(todo + 10, top + 19, remedy, TYPE.table))
        shapes.append(Text(width - 14, top + 19, "Go", TYPE.table, "text.link", "right"))
    whole = max(height, _TITLE + len(gaps) * GAP_ROW + 8)
    frame = Box(0, 0, width, whole, fill="panel", line="line")
    told = "; ".join(f"{place_words(plan, gap.finding)}: {gap.finding.sentence}" for gap in gaps) or "Nothing to object"
    return Picture(width, whole, (frame, *shapes), "Top gaps", told)


def _of(gaps: Sequence[Gap], open_ones: int) -> str:
    shown = len(gaps) + sum(gap.more for gap in gaps)
    return f"{shown:,} of {open_ones:,} errors and warnings · by severity, tier and what an hour costs"


def _step_sign(step: Step, x: float, y: float) -> tuple[Shape, ...]:
    if step.state == "done":
        return state_sign("recommended", x, y, 12)
    if step.state == "open":
        return state_sign("warning", x, y, 12)
    return (Path(_ring(x + 6, y + 6, 5.4), line="text.secondary", width=1.2, closed=True),)


def _ring(x: float, y: float, radius: float) -> tuple[tuple[float, float], ...]:
    return tuple((x + radius * sin(2 * pi * step / 24), y - radius * cos(2 * pi * step / 24)) for step in range(24))
