"""The calendar of drills as a picture: a row a site, a box a drill, and the periods in which none is held."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from dr_desktop.assessment.drill_calendar import DrillCalendar, PlannedDrill
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.shown import show_date
from dr_desktop.plan.words import word
from dr_desktop.report.axes import MARGIN, crisp, nothing_to_draw
from dr_desktop.report.chart_words import day_of_month_words
from dr_desktop.report.date_axis import DateAxis, month_head, month_lines
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.look import TYPE
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.picture import Box, Path, Picture, Shape, Text, Tip, TipRow

TITLE: Final = "What to test next"
_ROW: Final = 46.0
_TRACK: Final = 42.0  # a further line of drills in the row of a site
_APART: Final = 3.0
_USUAL_WIDTH: Final = 1028.0
_NAME: Final = 150.0
_HEAD: Final = 46.0
_BOX: Final = 26.0
_FOOT: Final = 36.0
_MOST_NAMES: Final = 14


def drill_calendar_picture(
    assessment: Assessment, calendar: DrillCalendar, width: float, height: float, chosen: str = ""
) -> Picture:
    """A year of drills: `width` px wide, higher than `height` where there are many sites. `chosen`: a drill's key.

    A box holds the number of applications; its date stands below it. Drills that stand close are drawn in further lines
    of their site's row. Hatched stretches are the plan's periods.
    """
    if not calendar.drills:
        words = "No drill is planned: no tier asks for one, or no day is free."
        return nothing_to_draw((width, height), TITLE, words)
    sites = list(dict.fromkeys(one.site for one in sorted(calendar.drills, key=lambda one: -len(one.applications))))
    first, last = calendar.quarters[0].first, calendar.quarters[-1].last
    axis = DateAxis(first, last, MARGIN + _NAME, width - MARGIN)
    tracks = {site: _tracks([one for one in calendar.drills if one.site == site], axis) for site in sites}
    base = _HEAD + sum([_height(own) for own in tracks.values()])
    shapes: list[Shape] = [*_quarters(calendar, axis, base), *_periods(calendar, axis, base)]
    shapes += month_lines(axis, _HEAD, base)
    shapes += month_head(axis, 39)
    top = _HEAD
    for site, own in tracks.items():
        name = name_of(assessment.plan, site) if site else "No site"
        shapes.append(
            Text(MARGIN, top + _ROW / 2, shortened(name, _NAME - 16, TYPE.table, True), TYPE.table, bold=True)
        )
        many = sum([1 for one in calendar.drills if one.site == site])
        shapes.append(Text(MARGIN, top + _ROW / 2 + 14, counted(many, "drill"), TYPE.caption, "text.secondary"))
        shapes.append(Box(0, top + _height(own) - 1, width, 1, fill="grid"))
        for number, track in enumerate(own):
            for one in track:
                shapes += _drill(assessment, one, axis, top + number * _TRACK, one.key == chosen)
                shapes.append(_date(one, axis, top + number * _TRACK, one.key == chosen))
        top += _height(own)
    return Picture(width, max(height, base + _FOOT), tuple(shapes), TITLE, _alt(calendar))


def calendar_height(calendar: DrillCalendar, width: float = _USUAL_WIDTH) -> float:
    """The height in px that suits a calendar of so many px across."""
    if not calendar.drills:
        return _HEAD + _ROW + _FOOT
    axis = DateAxis(calendar.quarters[0].first, calendar.quarters[-1].last, MARGIN + _NAME, width - MARGIN)
    sites = {one.site for one in calendar.drills}
    rows = [_height(_tracks([one for one in calendar.drills if one.site == site], axis)) for site in sites]
    return _HEAD + sum(rows) + _FOOT


def planned_entity(drill: PlannedDrill) -> str:
    """The entity of a drill of the calendar."""
    return f"planned:{drill.key}"


def _quarters(calendar: DrillCalendar, axis: DateAxis, base: float) -> list[Shape]:
    shapes: list[Shape] = []
    for place, one in enumerate(calendar.quarters):
        left, right = axis.x(one.first), axis.x(one.last)
        many = sum([1 for drill in calendar.drills if drill.quarter == place])
        words = shortened(f"{quarter_words(one.first)} · {counted(many, 'drill')}", right - left - 8, TYPE.table, True)
        shapes.append(Text((left + right) / 2, 18, words, TYPE.table, anchor="centre", bold=True))
        if place:
            x = crisp(left)
            shapes.append(Path(((x, 6), (x, base)), line="line.strong"))
    return shapes


def _periods(calendar: DrillCalendar, axis: DateAxis, base: float) -> list[Shape]:
    """Hatched stretches, their names below them in as many lines as keep them apart, at most two."""
    shapes: list[Shape] = []
    reach = [0.0, 0.0]
    for one in sorted(calendar.periods, key=lambda one: one.first_day or date.min):
        if one.first_day is None or one.last_day is None or one.last_day < axis.first or one.first_day > axis.last:
            continue
        left, right = axis.x(one.first_day), axis.x(one.last_day + timedelta(days=1))
        kind = word("PeriodKind", one.kind)
        tip = Tip(one.name or kind, (TipRow(kind), TipRow(f"{show_date(one.first_day)} to {show_date(one.last_day)}")))
        shapes.append(Box(left, _HEAD, max(2.0, right - left), base - _HEAD, fill="grid", hatch="rising", tip=tip))
        words = f"{one.name or kind} ({kind.casefold()})" if one.name else kind
        line = next((number for number, taken in enumerate(reach) if left >= taken), None)
        if line is not None and left + text_width(words, TYPE.caption) <= axis.right:
            shapes.append(Text(left, base + 16 + 15 * line, words, TYPE.caption, "text.secondary"))
            reach[line] = left + text_width(words, TYPE.caption) + 12
    return shapes


def _drill(assessment: Assessment, one: PlannedDrill, axis: DateAxis, top: float, chosen: bool) -> list[Shape]:
    words = f"{len(one.applications):,}"
    x, length = _place(one, axis)
    y = top + 3
    rows = [TipRow(name_of(assessment.plan, key)) for key in one.applications[:_MOST_NAMES]]
    if len(one.applications) > _MOST_NAMES:
        rows.append(TipRow(f"and {len(one.applications) - _MOST_NAMES} more"))
    heading = f"{show_date(one.on)}: {one.name}" + (", in the log" if one.stated else "")
    fill = "panel" if one.stated else "accent"
    role = "text.primary" if one.stated else "text.on_accent"
    shapes: list[Shape] = [
        Box(x, y, length, _BOX, fill=fill, line="accent", radius=3, entity=planned_entity(one),
            tip=Tip(heading, tuple(rows)), line_width=2),
        Text(x + length / 2, y + _BOX / 2 + 5, words, TYPE.body, role, "centre", bold=True),
    ]  # fmt: skip
    if chosen:
        shapes.insert(0, Box(x - 4, y - 3, length + 8, _BOX + 6, line="focus", radius=4, line_width=2))
    return shapes


def _tracks(drills: list[PlannedDrill], axis: DateAxis) -> list[list[PlannedDrill]]:
    """The drills of a site by day, in as few lines as keep their boxes and their days apart."""
    tracks: list[list[PlannedDrill]] = []
    ends: list[float] = []
    for one in sorted(drills, key=lambda drill: drill.on):
        x, length = _place(one, axis)
        day = _date(one, axis, 0.0, True)
        half = text_width(day.text, TYPE.caption, True) / 2
        left, right = min(x, day.x - half), max(x + length, day.x + half)
        number = next((place for place, end in enumerate(ends) if left >= end + _APART), len(tracks))
        if number == len(tracks):
            tracks.append([])
            ends.append(0.0)
        tracks[number].append(one)
        ends[number] = right
    return tracks


def _height(tracks: list[list[PlannedDrill]]) -> float:
    """Height of a site's row, px."""
    return _ROW + _TRACK * (len(tracks) - 1)


def _place(one: PlannedDrill, axis: DateAxis) -> tuple[float, float]:
    """Where the box of a drill begins, and its width, px."""
    length = max(_BOX, text_width(f"{len(one.applications):,}", TYPE.body, True) + 12)
    return min(max(axis.left, axis.x(one.on) - length / 2), axis.right - length), length


def _date(one: PlannedDrill, axis: DateAxis, top: float, chosen: bool) -> Text:
    x, length = _place(one, axis)
    words = day_of_month_words(one.on)
    middle = min(x + length / 2, axis.right - text_width(words, TYPE.caption) / 2)
    return Text(middle, top + 3 + _BOX + 13, words, TYPE.caption, "text.primary", "centre", bold=chosen)


def quarter_words(first: date) -> str:
    """Q1 2027 where a quarter of the calendar begins; else the months: "Feb to Apr 2027"."""
    if first.month % 3 == 1:
        return f"Q{first.month // 3 + 1} {first.year}"
    return f"3 months from {show_date(first)}"


def _alt(calendar: DrillCalendar) -> str:
    days = ", ".join(f"{show_date(one.on)} {one.name} ({len(one.applications)})" for one in calendar.drills)
    return f"{counted(len(calendar.drills), 'drill')} in a year: {days}."
