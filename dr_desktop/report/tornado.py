"""What moves a total, as a tornado: a bar per assumption, the widest on top, about the total as it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from dr_desktop.assessment.sensitivity import Sensitivity, Swing
from dr_desktop.plan.assumptions import DEFINITIONS
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_money, show_number, show_tib
from dr_desktop.report.axes import MARGIN, crisp, nothing_to_draw
from dr_desktop.report.fact_sheet import go_to
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.look import TYPE, Pattern
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.picture import Box, Path, Picture, Shape, Text, Tip, TipRow

Say = Callable[[float], str]

_ROW: Final = 30.0
_BAR: Final = 14.0
_HEAD: Final = 52.0
_GIB_OF_TIB: Final = 1024.0
_MOST: Final = 14
_LOW: Final = Pattern("stack.points", "none")
_HIGH: Final = Pattern("stack.copies", "falling")


class Total(NamedTuple):
    """One of the five totals: its words, how one value of it is said, and how with its unit."""

    words: str
    say: Say
    say_whole: Say


def totals_shown(plan: Plan, fullest_store: str) -> dict[str, Total]:
    """The five totals by their key in `Moved`, in the order of the strip."""
    currency = plan.header.currency
    fullest = name_of(plan, fullest_store) if fullest_store else "Fullest target"
    return {
        "applications_meeting": Total("Applications meeting their objectives", show_number, _of("application")),
        "unprotected": Total("Machines unprotected", show_number, _of("machine")),
        "fullest_gib": Total(f"{fullest}, TiB", _tib, show_tib),
        "cost_month": Total(f"Cost a month, {currency}", show_number, lambda value: show_money(value, currency)),
        "errors": Total("Open errors", show_number, _of("open error")),
    }


def _of(word: str) -> Say:
    return lambda value: counted(round(value), word)


def tornado_picture(sensitivity: Sensitivity, plan: Plan, total: str, width: float, height: float) -> Picture:
    """The assumptions that move one total (a field of `Moved`); width and height in px, the least height as needed.

    The bar runs from the total at the low end of the assumption to the total at its high end; the line is the total as
    the plan stands. Each bar is a place to click, which leads to the assumption.
    """
    shown = totals_shown(plan, sensitivity.fullest_store)[total]
    title = f"What moves: {shown.words}"
    swings = sensitivity.ranked(total)[:_MOST]
    base = getattr(sensitivity.base, total)
    if base is None:
        return nothing_to_draw((width, height), title, "Not known, so nothing can be said to move it.")
    if not swings:
        sentence = f"No assumption with a range moves it: it stays {shown.say(base)}."
        return nothing_to_draw((width, height), title, sentence)
    labels = [_label(plan, one) for one in swings]
    left = min(width * 0.42, MARGIN + max(text_width(words, TYPE.table) for words in labels) + 14)
    values = [base, *(end for one in swings for end in one.ends(total) or ())]
    room = max(text_width(shown.say(value), TYPE.caption) for value in values) + 12
    scale = _Scale(min(values), max(values), left + room, max(left + room + 40, width - MARGIN - room))
    shapes: list[Shape] = [*_legend(), _base_words(f"{shown.say_whole(base)} as the plan stands", scale.x(base), width)]
    bottom = _HEAD + len(swings) * _ROW
    for place, (swing, label) in enumerate(zip(swings, labels, strict=True)):
        top = _HEAD + place * _ROW
        tip, entity = _tip(swing, label, total, shown.say), go_to("assumptions", swing.assumption, "base")
        ground = "panel.alternate" if place % 2 else None
        words = shortened(label, left - MARGIN - 8, TYPE.table)
        shapes.append(Box(0, top, width, _ROW, fill=ground, entity=entity, tip=tip))
        shapes.append(Text(MARGIN, top + _ROW / 2 + 4, words, TYPE.table, entity=entity, tip=tip))
        shapes += _bars(swing.ends(total) or (base, base), base, scale, top + (_ROW - _BAR) / 2, shown.say)
    x = crisp(scale.x(base))
    shapes.append(Path(((x, _HEAD - 6), (x, bottom)), line="chart.marker", width=1))
    first = swings[0]
    low, high = first.ends(total) or (base, base)
    alt = (
        f"{title}, {shown.say_whole(base)} now. Most by {labels[0]}: {shown.say(low)} at its low end, "
        f"{shown.say(high)} at its high end."
    )
    return Picture(width, max(height, bottom + MARGIN), tuple(shapes), title, alt)


class _Scale(NamedTuple):
    least: float
    most: float
    left: float
    right: float

    def x(self, value: float) -> float:
        span = self.most - self.least
        share = (value - self.least) / span if span else 0.5
        return self.left + share * (self.right - self.left)


def _legend() -> list[Shape]:
    shapes: list[Shape] = []
    x = MARGIN
    for mark, words in ((_LOW, "assumption at its low end"), (_HIGH, "at its high end")):
        shapes.append(Box(x, MARGIN, 14, 10, fill=mark.role, hatch=mark.hatch))
        shapes.append(Text(x + 19, MARGIN + 9, words, TYPE.table))
        x += 19 + text_width(words, TYPE.table) + 18
    return shapes


def _base_words(words: str, x: float, width: float) -> Shape:
    half = text_width(words, TYPE.caption, True) / 2
    middle = min(max(x, MARGIN + half), width - MARGIN - half)
    return Text(middle, _HEAD - 10, words, TYPE.caption, "text.primary", "centre", bold=True)


def _tip(swing: Swing, label: str, total: str, say: Say) -> Tip:
    ends = swing.ends(total) or (0.0, 0.0)
    values, marks = (swing.low, swing.high), (_LOW, _HIGH)
    rows = [
        TipRow(f"at {_value(swing.assumption, value)}", say(end), mark.role, mark.hatch)
        for value, end, mark in zip(values, ends, marks, strict=True)
    ]
    return Tip(label, tuple(rows))


def _bars(ends: tuple[float, float], base: float, scale: _Scale, top: float, say: Say) -> list[Shape]:
    """A bar from the base to each end, the longer one below, and the value beside the outermost point."""
    shapes: list[Shape] = []
    marked = sorted(zip(ends, (_LOW, _HIGH), strict=True), key=lambda one: -abs(one[0] - base))
    for end, mark in marked:
        x, other = sorted((scale.x(end), scale.x(base)))
        if other - x >= 0.5:
            shapes.append(Box(x, top, other - x, _BAR, fill=mark.role, hatch=mark.hatch))
    least, most = min(*ends, base), max(*ends, base)
    if least < base:
        shapes.append(Text(scale.x(least) - 5, top + 11, say(least), TYPE.caption, "text.secondary", "right"))
    if most > base:
        shapes.append(Text(scale.x(most) + 5, top + 11, say(most), TYPE.caption, "text.secondary"))
    return shapes


def assumption_words(plan: Plan, key: str) -> str:
    """What the plan calls an assumption."""
    stated = plan.assumptions.get(key)
    return (stated.name if stated else "") or DEFINITIONS[key].name


def range_words(swing: Swing) -> str:
    """The range of an assumption with its unit: 5 to 20 % a year."""
    return f"{_bare(swing.low)} to {_value(swing.assumption, swing.high)}"


def _label(plan: Plan, swing: Swing) -> str:
    return f"{assumption_words(plan, swing.assumption)}, {range_words(swing)}"


def _value(key: str, value: float) -> str:
    unit = DEFINITIONS[key].unit
    return f"{_bare(value)}\u00a0{unit}" if unit else _bare(value)


def _bare(value: float) -> str:
    return show_number(value, 0 if value == round(value) else 1 if round(value, 1) == value else 2)


def _tib(gib: float) -> str:
    return show_number(gib / _GIB_OF_TIB, 1)
