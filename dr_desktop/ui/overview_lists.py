"""The Overview's lists as pictures: the checklist with its next step, and the top gaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, pi, sin
from typing import Final

from dr_desktop.report.font_metrics import shortened, text_width, wrapped
from dr_desktop.report.gaps import Gap
from dr_desktop.report.look import TYPE
from dr_desktop.report.names import counted
from dr_desktop.report.picture import Box, Path, Picture, Shape, Text
from dr_desktop.report.signs import state_sign
from dr_desktop.ui.overview_steps import Step, next_of

_STATE_WORDS: Final = {"done": "done", "attention": "something is left", "open": "not begun"}
_STATE_SIGNS: Final = {"done": "recommended", "attention": "warning"}
Money = Callable[[float], str]
"""Shows an amount in the plan's currency."""

_TITLE: Final = 34.0
_STEP_ROW: Final = 27.0
_FOOT: Final = 8.0
GAP_ROW: Final = 30.0


def steps_picture(steps: Sequence[Step], width: float, height: float) -> Picture:
    """The checklist; the link to the next step stands below it."""
    shapes: list[Shape] = [Text(12, 22, "From import to report", TYPE.section, bold=True)]
    for place, (step, _) in enumerate(steps):
        top = _TITLE + place * _STEP_ROW
        tip = f"{step.title}: {_STATE_WORDS[step.state]}, {step.words}"
        shapes.append(Box(1, top, width - 2, _STEP_ROW - 1, entity=f"step:{place}", tip=tip))
        shapes.append(Box(12, top + _STEP_ROW - 1, width - 24, 1, fill="grid"))
        shapes += _step_sign(step.state, 12, top + 7)
        shapes.append(Text(35, top + 18, step.title, TYPE.table, bold=step.state == "attention"))
        room = width - 12 - 35 - text_width(step.title, TYPE.table, True) - 12
        beside = shortened(step.words, room, TYPE.caption)
        shapes.append(Text(width - 12, top + 18, beside, TYPE.caption, "text.secondary", "right"))
    bottom = _TITLE + len(steps) * _STEP_ROW + 22
    ahead = next_of(tuple(steps))
    if ahead is None:
        shapes.append(Text(12, bottom, "All steps are done.", TYPE.table, "text.secondary"))
    else:
        entity = f"step:{steps.index(ahead)}"
        for line in wrapped(ahead.step.next_words, width - 24, TYPE.table)[:2]:
            shapes.append(Text(12, bottom, line, TYPE.table, "text.link", entity=entity))
            bottom += 17
        shapes.append(Text(12, bottom, "Next step", TYPE.caption, "text.secondary"))
    whole = max(height, bottom + 10)
    frame = Box(0, 0, width, whole, fill="panel", line="line")
    done = sum(1 for step in steps if step.step.state == "done")
    told = f"{done} of {len(steps)} steps are done" + (f"; next: {ahead.step.next_words}" if ahead else "")
    return Picture(width, whole, (frame, *shapes), "From import to report", told)


def gaps_that_fit(height: float) -> int:
    """How many gaps a picture of `height` px shows without scrolling; three at least."""
    return max(3, int((height - _TITLE - _FOOT) // GAP_ROW))


def gaps_picture(gaps: Sequence[Gap], open_ones: int, money: Money, width: float, height: float) -> Picture:
    """The gaps, a row each: what is wrong, what it touches and costs, what to do."""
    shapes: list[Shape] = [
        Text(12, 22, "Top gaps", TYPE.section, bold=True),
        Text(96, 22, _ranked(len(gaps), open_ones), TYPE.table, "text.secondary"),
        Text(width - 14, 22, "All findings", TYPE.table, "text.link", "right", entity="all", tip="Open all findings"),
    ]
    if not gaps:
        shapes += state_sign("recommended", 12, 42)
        shapes.append(Text(34, 53, "Nothing to object: every rule was checked after the last edit.", TYPE.table))
    for place, gap in enumerate(gaps):
        shapes += _gap_row(place, gap, money, _TITLE + place * GAP_ROW, width)
    whole = max(height, _TITLE + len(gaps) * GAP_ROW + _FOOT)
    frame = Box(0, 0, width, whole, fill="panel", line="line")
    told = "; ".join(f"{gap.where}: {gap.finding.sentence}" for gap in gaps) or "Nothing to object"
    return Picture(width, whole, (frame, *shapes), "Top gaps", told)


def _gap_row(place: int, gap: Gap, money: Money, top: float, width: float) -> list[Shape]:
    finding = gap.finding
    touched, costs, todo = width * 0.47, width * 0.545, width * 0.65
    tip = f"{gap.where}: {finding.sentence}\n{finding.remedy}\n{finding.source}"
    shapes: list[Shape] = [
        Box(1, top, width - 2, GAP_ROW - 1, entity=f"gap:{place}", tip=tip),
        Box(1, top + GAP_ROW - 1, width - 2, 1, fill="grid"),
        Text(34, top + 19, str(place + 1), TYPE.table, "text.secondary", "right"),
        *state_sign(finding.severity, 40, top + 8),
    ]
    name = shortened(gap.where, 150, TYPE.table, True)
    after = 62 + text_width(name, TYPE.table, True) + 8
    shapes.append(Text(62, top + 19, name, TYPE.table, bold=True))
    sentence = shortened(finding.sentence, max(0.0, touched - 14 - after), TYPE.table)
    shapes.append(Text(after, top + 19, sentence, TYPE.table))
    if gap.applications:
        words = shortened(counted(len(gap.applications), "application"), costs - touched - 8, TYPE.table)
        shapes.append(Text(touched, top + 19, words, TYPE.table, "text.secondary"))
    if gap.downtime_cost_per_hour is not None:
        words = shortened(f"{money(gap.downtime_cost_per_hour)} an hour", todo - costs - 14, TYPE.table)
        shapes.append(Text(costs, top + 19, words, TYPE.table, "text.secondary"))
    y = top + 15
    shapes.append(Path(((todo - 2, y - 4), (todo + 2, y), (todo - 2, y + 4)), line="text.secondary", width=1.3))
    remedy = shortened(finding.remedy, width - todo - 54, TYPE.table)
    shapes.append(Text(todo + 10, top + 19, remedy, TYPE.table))
    shapes.append(Text(width - 14, top + 19, "Go", TYPE.table, "text.link", "right"))
    return shapes


def _ranked(shown: int, open_ones: int) -> str:
    return f"{shown:,} of {open_ones:,} open findings · ranked by severity, tier and what an hour costs"


def _step_sign(state: str, x: float, y: float) -> tuple[Shape, ...]:
    if state in _STATE_SIGNS:
        return state_sign(_STATE_SIGNS[state], x, y, 12)
    return (Path(_ring(x + 6, y + 6, 5.4), line="text.secondary", width=1.2, closed=True),)


def _ring(x: float, y: float, radius: float) -> tuple[tuple[float, float], ...]:
    return tuple((x + radius * sin(2 * pi * step / 24), y - radius * cos(2 * pi * step / 24)) for step in range(24))
