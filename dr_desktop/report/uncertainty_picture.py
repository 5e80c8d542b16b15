"""How probable it is to be back in time, as a picture: a band of recovery times per application against its RTO.

All bands share an axis in multiples of the RTO, so that every RTO lies on one upright line.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from dr_desktop.assessment.uncertainty import ApplicationChance, Uncertainty
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_minutes, show_number, show_share
from dr_desktop.report.axes import MARGIN, crisp, nothing_to_draw
from dr_desktop.report.fact_sheet import go_to
from dr_desktop.report.font_metrics import shortened, text_width, wrapped
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.names import name_of
from dr_desktop.report.picture import Box, Path, Picture, Shape, Text, Tip, TipRow, moved
from dr_desktop.report.recovery_words import OUTCOME_WORDS
from dr_desktop.report.signs import state_sign, tier_mark
from dr_desktop.report.uncertainty_words import (
    basis_sentences,
    chance_sign,
    drivers_words,
    ends_words,
    estate_sentence,
    interval_words,
    quantile_words,
    share_words,
)

_ROW: Final = float(SIZE.gantt_row)
_BAR: Final = float(SIZE.gantt_bar)
_HEAD: Final = 66.0
_MOST: Final = 2.0
_NEVER: Final = 1e9
_MARKS: Final = ((0.0, "0"), (0.5, "half the RTO"), (1.0, "RTO"), (1.5, "1.5 ×"), (2.0, "2 ×"))
_COLUMNS: Final = (
    ("In time", 74.0),
    ("Interval", 100.0),
    ("Half back in", 82.0),
    ("95 of 100 in", 82.0),
    ("RTO", 58.0),
)
_DRIVER: Final = 190.0
_FACTORS: Final = 8
_FACTOR_NAMES: Final = 230.0
_SHARE: Final = 0.005


class _Layout(NamedTuple):
    """Names up to `left`, the axis from there to `right`, then the columns at their right ends; px."""

    width: float
    left: float
    right: float
    ends: tuple[float, ...]
    driver: float | None

    def x(self, multiple: float) -> float:
        return self.left + (self.right - self.left) * min(_MOST, max(0.0, multiple)) / _MOST


def uncertainty_picture(
    found: Uncertainty, plan: Plan, name: str, width: float, height: float, chosen: str = ""
) -> Picture:
    """All applications that are hit, those of the highest tier first, and the factors that matter most.

    `name` is the scenario's. The entity of a row is the id of its application; a factor leads to its field. Width and
    height in px, the least height as needed.
    """
    title = f"Probability: {name}"
    rows = _rows(found, plan)
    if not rows:
        return nothing_to_draw((width, height), title, "No application is hit.")
    layout = _layout(width)
    shapes: list[Shape] = _legend(found, width)
    for place, one in enumerate(rows):
        ground = "selection" if one.application == chosen else "panel.alternate" if place % 2 else None
        tip = chance_tip(found, plan, one)
        shapes.append(Box(0, _HEAD + place * _ROW, width, _ROW, ground, entity=one.application, tip=tip))
    shapes += _axis(layout, _HEAD + len(rows) * _ROW)
    for place, one in enumerate(rows):
        shapes += _row(found, plan, one, layout, _HEAD + place * _ROW, one.application == chosen)
    bottom = _HEAD + len(rows) * _ROW + 14
    more, bottom = _factors(found, width, bottom)
    shapes += more
    for sentence in basis_sentences(plan, found):
        for line in wrapped(sentence, width - 2 * MARGIN, TYPE.caption):
            bottom += 15
            shapes.append(Text(MARGIN, bottom, line, TYPE.caption, "text.secondary"))
    return Picture(width, max(height, bottom + MARGIN), tuple(shapes), title, f"{title}. {estate_sentence(found)}")


def chance_tip(found: Uncertainty, plan: Plan, one: ApplicationChance) -> Tip:
    """All that is known of one application, in words."""
    rows = []
    if one.rto is not None:
        rows.append(TipRow("In time", f"{share_words(one.rto)}, {interval_words(one.rto)}"))
    if one.mtd is not None:
        rows.append(TipRow("Within the MTD", f"{share_words(one.mtd)}, {interval_words(one.mtd)}"))
    rows += [TipRow(f"{percent} of 100 runs", quantile_words(one, percent)) for percent in (5, 25, 50, 75, 95)]
    rows.append(TipRow("As the plan stands", show_minutes(one.base_minutes)))
    rows.append(TipRow("RTO", show_minutes(one.rto_minutes)))
    words = {weight.factor.key: weight.factor.words for weight in found.weights}
    rows += [
        TipRow(shortened(words[driver.factor], 240, TYPE.table), f"{show_number(driver.correlation, 2)} correlation")
        for driver in one.drivers
    ]
    return Tip(name_of(plan, one.application), tuple(rows))


def _rows(found: Uncertainty, plan: Plan) -> list[ApplicationChance]:
    hit = [one for one in found.applications.values() if one.outcome != "goes_on"]

    def urgency(one: ApplicationChance) -> tuple[int, float]:
        rank = _rank(plan, one)
        return (10**6 if rank is None else rank), (2.0 if one.rto is None else one.rto.share)

    return sorted(hit, key=urgency)


def _rank(plan: Plan, one: ApplicationChance) -> int | None:
    tier = plan.tiers.get(plan.applications[one.application].tier or "")
    return tier.rank if tier is not None else None


def _layout(width: float) -> _Layout:
    right = width - MARGIN
    driver = None
    if width >= 1_000:
        driver = right - _DRIVER - max(0.0, width - 1_300) * 0.25
        right = driver - 16
    ends: list[float] = []
    columns = _COLUMNS if width >= 760 else (_COLUMNS[0], _COLUMNS[3])
    for _, room in reversed(columns):
        ends.insert(0, right)
        right -= room
    left = min(210.0, width * 0.24)
    return _Layout(width, left, max(left + 60, right - 22), tuple(ends), driver)


def _headings(layout: _Layout) -> tuple[str, ...]:
    every = tuple([words for words, _ in _COLUMNS])
    return every if len(layout.ends) == len(every) else (every[0], every[3])


def _legend(found: Uncertainty, width: float) -> list[Shape]:
    sentence = shortened(estate_sentence(found), width - 2 * MARGIN, TYPE.body, True)
    shapes: list[Shape] = [Text(MARGIN, 17, sentence, TYPE.body, "text.primary", bold=True)]
    x, y = MARGIN, 26.0
    marks: tuple[tuple[Shape, str], ...] = (
        (Box(0, 1, 14, 10, "phase.restore"), "90 of 100 runs end here"),
        (Box(0, 1, 14, 10, "error.fill", hatch="rising"), "those of them after the RTO"),
        (Path(((7, 0), (7, 12)), "chart.marker", 3), "half of all by here"),
    )
    for mark, words in marks:
        shapes += moved((mark,), x, y)
        shapes.append(Text(x + 20, y + 10, words, TYPE.table, "text.secondary"))
        x += 20 + text_width(words, TYPE.table) + 18
    return shapes


def _axis(layout: _Layout, bottom: float) -> list[Shape]:
    baseline = _HEAD - 7
    shapes: list[Shape] = []
    for multiple, words in _MARKS:
        x = layout.x(multiple)
        rto = multiple == 1.0
        shapes.append(Path(((crisp(x), _HEAD), (crisp(x), bottom)), "chart.marker" if rto else "grid", 2 if rto else 1))
        if layout.right - layout.left >= 260 or multiple in (0.0, 1.0, 2.0):
            role = "text.primary" if rto else "text.secondary"
            shapes.append(Text(x, baseline, words, TYPE.caption, role, "centre", bold=rto))
    for end, words in zip(layout.ends, _headings(layout), strict=True):
        shapes.append(Text(end, baseline, words, TYPE.caption, "text.secondary", "right"))
    if layout.driver is not None:
        shapes.append(Text(layout.driver, baseline, "Depends most on", TYPE.caption, "text.secondary"))
    return shapes


def _row(
    found: Uncertainty, plan: Plan, one: ApplicationChance, layout: _Layout, top: float, chosen: bool
) -> list[Shape]:
    shapes: list[Shape] = []
    shapes += tier_mark(_rank(plan, one), MARGIN, top + 4)
    room = layout.left - MARGIN - SIZE.tier_mark - 22
    name = shortened(name_of(plan, one.application), room, TYPE.table, chosen)
    shapes.append(Text(MARGIN + SIZE.tier_mark + 7, top + 15, name, TYPE.table, bold=chosen))
    shapes += _band(one, layout, top)
    shapes += _cells(one, layout, top)
    if layout.driver is not None:
        words = shortened(drivers_words(plan, one, found), layout.width - MARGIN - layout.driver, TYPE.table)
        shapes.append(Text(layout.driver, top + 15, words, TYPE.table, "text.secondary"))
    return shapes


def _band(one: ApplicationChance, layout: _Layout, top: float) -> list[Shape]:
    """From the 5th to the 95th of 100 runs, hatched behind the RTO; a mark at the middle; or words."""
    if one.outcome != "recovered":
        return _words(OUTCOME_WORDS[one.outcome].capitalize(), layout, top, "error.text")
    if not one.rto_minutes:
        stated = "The RTO is 0." if one.rto_minutes == 0 else "No RTO is stated."
        return _words(stated, layout, top, "text.secondary")
    rto = one.rto_minutes
    low, middle, high = (_multiple(one.minutes_at(percent), rto) for percent in (5, 50, 95))
    y = top + (_ROW - _BAR) / 2
    shapes: list[Shape] = []
    if low >= _MOST:
        words = f"{show_number(low, 1)} to {show_number(high, 1)}\u00a0×" if high < _NEVER else "mostly never"
        return [Text(layout.right, top + 15, words, TYPE.table, "error.text", "right"), *_beyond(layout, y)]
    before, after = (layout.x(low), layout.x(min(high, 1.0))), (layout.x(max(low, 1.0)), layout.x(high))
    if low <= 1.0:
        shapes.append(Box(before[0], y, max(2.0, before[1] - before[0]), _BAR, "phase.restore"))
    if high > 1.0:
        shapes.append(Box(after[0], y, max(2.0, after[1] - after[0]), _BAR, "error.fill", hatch="rising"))
    if middle <= _MOST:
        x = layout.x(middle)
        shapes.append(Path(((x, y - 3), (x, y + _BAR + 3)), line="chart.marker", width=3))
    if high > _MOST:
        shapes += _beyond(layout, y)
    return shapes


def _beyond(layout: _Layout, y: float) -> list[Shape]:
    """An arrow at the end of the axis: it goes on."""
    x = layout.right + 4
    return [Path(((x, y + 2), (x + 5, y + 6), (x, y + 10)), "text.secondary", 1.5)]


def _multiple(minutes: float | None, rto: float) -> float:
    return _NEVER if minutes is None else minutes / rto


def _words(words: str, layout: _Layout, top: float, role: str) -> list[Shape]:
    room = layout.right - layout.left - 8
    return [Text(layout.left + 6, top + 15, shortened(words, room, TYPE.table), TYPE.table, role)]


def _cells(one: ApplicationChance, layout: _Layout, top: float) -> list[Shape]:
    words = {
        "In time": share_words(one.rto) if one.rto is not None else "–",
        "Interval": interval_words(one.rto) if one.rto is not None and one.outcome == "recovered" else "–",
        "Half back in": quantile_words(one, 50),
        "95 of 100 in": quantile_words(one, 95),
        "RTO": show_minutes(one.rto_minutes, in_table=True),
    }
    sign = chance_sign(one.rto) if one.rto is not None else ""
    shapes: list[Shape] = []
    for heading, end in zip(_headings(layout), layout.ends, strict=True):
        strong = heading == "In time"
        role = f"{sign}.text" if strong and sign else "text.primary" if strong else "text.secondary"
        text = words[heading]
        shapes.append(Text(end, top + 15, text, TYPE.table, role, "right", bold=strong))
        if strong and sign:
            left = end - text_width(text, TYPE.table, True) - 17
            shapes += state_sign(sign, left, top + 5, 12)
    return shapes


def _factors(found: Uncertainty, width: float, top: float) -> tuple[list[Shape], float]:
    """The factors that recovery times go with, as bars of their share; nothing where none matters."""
    heavy = [one for one in found.weights if one.share >= _SHARE][:_FACTORS]
    if not heavy:
        return [], top
    shapes: list[Shape] = [
        Path(((0, crisp(top)), (width, crisp(top))), line="line"),
        Text(MARGIN, top + 20, "What recovery times depend on", TYPE.body, bold=True),
    ]
    top += 28
    names = min(_FACTOR_NAMES, width * 0.34)
    said = [f"{show_share(one.share)} of the spread; may be {ends_words(one.factor)} as planned" for one in heavy]
    widest = max([text_width(words, TYPE.table) for words in said])
    room = max(24.0, min(420.0, width - names - MARGIN * 2 - 8 - widest))
    most = heavy[0].share
    for one, words in zip(heavy, said, strict=True):
        factor = one.factor
        entity = go_to(factor.table, factor.entity, factor.field)
        spread, share = ends_words(factor), show_share(one.share)
        tip = Tip(factor.words, (TipRow("It may be", spread), TipRow("Share of the spread", share)))
        shapes.append(Box(0, top, width, _ROW, entity=entity, tip=tip))
        shapes.append(Text(MARGIN, top + 15, shortened(factor.words, names - 8, TYPE.table), TYPE.table, "text.link"))
        length = max(2.0, room * one.share / most)
        left = MARGIN + names
        shapes.append(Box(left, top + 5, length, _BAR, "phase.restore"))
        fitting = shortened(words, width - MARGIN - left - length - 8, TYPE.table)
        shapes.append(Text(left + length + 8, top + 15, fitting, TYPE.table, "text.secondary"))
        top += _ROW
    return shapes, top + 6
