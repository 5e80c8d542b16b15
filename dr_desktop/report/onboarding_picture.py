"""The calendar of first copies: months as grids of days, each night with what goes where."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from math import fsum
from typing import Final, NamedTuple

from dr_desktop.assessment.months import month_after
from dr_desktop.assessment.nights import frozen_days
from dr_desktop.assessment.onboarding import Onboarding
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.waves import Wave
from dr_desktop.plan.shown import show_quantity
from dr_desktop.report.axes import MARGIN, legend, nothing_to_draw
from dr_desktop.report.chart_words import day_words, month_words, number_words
from dr_desktop.report.font_metrics import text_width
from dr_desktop.report.look import TYPE, Pattern, component_pattern
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.picture import Box, Picture, Shape, Text, Tip, TipRow

_TITLE: Final = "First copies by night"
_MOST_MONTHS: Final = 24
_CELL: Final = 36.0
_LEAST: Final = 30.0
_WIDEST: Final = 64.0
_ROOMY_CELL: Final = (104.0, 58.0)  # width and height from which a day also says its GiB
_MOST_CELL: Final = (200.0, 96.0)
_FLATTEST: Final = 2.4  # a day of a large calendar is at most so many times as wide as high
_BELOW: Final = 14.0
_BETWEEN: Final = 20.0
_HEAD: Final = 38.0
_DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MOST_NAMES: Final = 8
_FROZEN: Final = Pattern("grid", "rising")


class _Grid(NamedTuple):
    """How months stand: columns of them, width and height of a day."""

    columns: int
    cell: float
    high: float

    @property
    def roomy(self) -> bool:
        return self.cell >= _ROOMY_CELL[0] and self.high >= _ROOMY_CELL[1]

    @property
    def month_width(self) -> float:
        return 7 * self.cell + _BETWEEN


def night_entity(night: date) -> str:
    """The entity of a night: night:2027-01-11."""
    return f"night:{night.isoformat()}"


def night_of(entity: str) -> date | None:
    """The night that an entity stands for; None where it is none."""
    kind, _, day = entity.partition(":")
    return date.fromisoformat(day) if kind == "night" else None


def by_night(onboarding: Onboarding) -> dict[date, list[Wave]]:
    """The waves of each night, in the order of the nights."""
    nights: dict[date, list[Wave]] = {}
    for wave in onboarding.waves:
        nights.setdefault(wave.night, []).append(wave)
    return nights


def onboarding_picture(
    assessment: Assessment, onboarding: Onboarding, width: float, height: float, marked: date | None = None
) -> Picture:
    """A grid of days per month from the first night to the last: `width` px wide, at least `height` px high.

    Bars in a day are GiB by store against the busiest night. Frozen days are hatched. After 24 months it says how
    many follow.
    """
    nights = by_night(onboarding)
    if not nights or onboarding.last_night is None:
        return nothing_to_draw((width, height), _TITLE, "There is nothing to bring in: every first copy is made.")
    plan = assessment.plan
    stores = list(dict.fromkeys(wave.store for wave in onboarding.waves))
    marks = {store: component_pattern(place) for place, store in enumerate(stores)}
    frozen = frozen_days(list(plan.calendar_periods.values()))
    months = _months(onboarding)
    shown = months[:_MOST_MONTHS]
    busiest = max(fsum([wave.gib for wave in own]) for own in nights.values())
    is_frozen = {day for month in shown for day in _days(month) if frozen(day)}
    names = [name_of(plan, store) for store in stores]
    patterns = list(marks.values())
    if is_frozen:
        names, patterns = [*names, "Freeze: nothing begins"], [*patterns, _FROZEN]
    shapes, top = legend(names, patterns, width, MARGIN)
    row_top = top + 6
    grid = _grid(width, height - row_top - (24 if len(months) > len(shown) else 0), shown)
    for start in range(0, len(shown), grid.columns):
        row = shown[start : start + grid.columns]
        for column, month in enumerate(row):
            left = MARGIN + column * grid.month_width
            shapes += _month_head(month, left, row_top, grid)
            for day in _days(month):
                own = nights.get(day, [])
                shapes += _day(day, own, _place(day, left, row_top, grid), grid, marks, busiest, day in is_frozen)
                if own:
                    x, y = _place(day, left, row_top, grid)
                    outline = "accent" if day == marked else None
                    tip = _tip(assessment, day, own, marks)
                    shapes.append(
                        Box(x, y, grid.cell, grid.high, line=outline, line_width=2, entity=night_entity(day), tip=tip)
                    )
        row_top += _HEAD + grid.high * max(_weeks(month) for month in row) + _BELOW
    if len(months) > len(shown):
        words = f"and {counted(len(months) - len(shown), 'month')} more, up to {day_words(onboarding.last_night)}"
        shapes.append(Text(MARGIN, row_top + TYPE.table, words, TYPE.table, "text.secondary"))
        row_top += 24
    return Picture(width, max(height, row_top), tuple(shapes), _TITLE, _alt(onboarding, nights, busiest))


def _months(onboarding: Onboarding) -> list[date]:
    first, last = onboarding.waves[0].night, onboarding.waves[-1].night
    month, found = first.replace(day=1), []
    while month <= last:
        found.append(month)
        month = month_after(month)
    return found


def _days(month: date) -> list[date]:
    return [month.replace(day=day) for day in range(1, monthrange(month.year, month.month)[1] + 1)]


def _weeks(month: date) -> int:
    return -(-(month.weekday() + monthrange(month.year, month.month)[1]) // 7)


def _grid(width: float, height: float, months: Sequence[date]) -> _Grid:
    """The columns by which days get largest within `height`; as many as fit beside each other where nothing does."""
    room = width - 2 * MARGIN + _BETWEEN
    most = max(1, min(len(months), int(room // (7 * _LEAST + _BETWEEN))))
    found = [grid for columns in range(1, most + 1) if (grid := _grid_within(room, height, months, columns))]
    if found:
        return max(found, key=lambda grid: grid.cell * grid.high)
    return _Grid(most, min(_WIDEST, _cell_width(room, most)), _CELL)


def _grid_within(room: float, height: float, months: Sequence[date], columns: int) -> _Grid | None:
    """So many months beside each other, with days as high as fit; None where they do not."""
    weeks = [max(map(_weeks, months[start : start + columns])) for start in range(0, len(months), columns)]
    high = float(int((height - len(weeks) * (_HEAD + _BELOW)) / sum(weeks)))
    if high <= _CELL:
        return None
    high = min(high, _MOST_CELL[1])
    return _Grid(columns, min(_cell_width(room, columns), _MOST_CELL[0], float(int(_FLATTEST * high))), high)


def _cell_width(room: float, columns: int) -> float:
    return float(int((room / columns - _BETWEEN) / 7))


def _place(day: date, left: float, top: float, grid: _Grid) -> tuple[float, float]:
    week = (day.day - 1 + day.replace(day=1).weekday()) // 7
    return left + day.weekday() * grid.cell, top + _HEAD + week * grid.high


def _month_head(month: date, left: float, top: float, grid: _Grid) -> list[Shape]:
    shapes: list[Shape] = [Text(left, top + TYPE.body, month_words(month), TYPE.body, bold=True)]
    for place, words in enumerate(_DAYS):
        x = left + place * grid.cell + grid.cell / 2
        shapes.append(Text(x, top + _HEAD - 6, words, TYPE.caption, "text.secondary", "centre"))
    return shapes


def _day(
    day: date,
    waves: Sequence[Wave],
    at: tuple[float, float],
    grid: _Grid,
    marks: Mapping[str, Pattern],
    busiest: float,
    frozen: bool,
) -> list[Shape]:
    x, y = at
    shapes: list[Shape] = [Box(x + 0.5, y + 0.5, grid.cell - 1, grid.high - 1, "panel", "grid")]
    room, base = grid.cell - 8, y + grid.high - 5
    bar = max(12.0, float(int(grid.high / 4)))
    if frozen:
        shapes.append(Box(x + 4, base - bar, room, bar, fill=_FROZEN.role, hatch=_FROZEN.hatch))
    role = "text.primary" if waves else "text.secondary"
    shapes.append(Text(x + 4, y + 12, str(day.day), TYPE.caption, role, bold=bool(waves)))
    if not waves:
        return shapes
    machines = len({machine for wave in waves for machine in wave.machines})
    words = counted(machines, "machine") if grid.roomy else number_words(machines)
    if grid.roomy:
        data = show_quantity(fsum([wave.gib for wave in waves]), "GiB", 0)
        shapes.append(Text(x + grid.cell - 4, y + 26, data, TYPE.caption, "text.secondary", "right"))
    if text_width(words, TYPE.caption) + text_width(str(day.day), TYPE.caption, True) + 12 <= grid.cell:
        shapes.append(Text(x + grid.cell - 4, y + 12, words, TYPE.caption, "text.secondary", "right"))
    per_store: dict[str, float] = {}
    for wave in waves:
        per_store[wave.store] = per_store.get(wave.store, 0.0) + wave.gib
    left = x + 4
    for store, gib in per_store.items():
        length = max(2.0, room * gib / busiest) if busiest else 2.0
        length = min(length, x + 4 + room - left)
        if length > 0:
            shapes.append(Box(left, base - bar, length, bar, fill=marks[store].role, hatch=marks[store].hatch))
        left += length
    return shapes


def _tip(assessment: Assessment, day: date, waves: Sequence[Wave], marks: Mapping[str, Pattern]) -> Tip:
    plan = assessment.plan
    rows: list[TipRow] = []
    for wave in waves:
        mark = marks[wave.store]
        used = "" if wave.hours is None else f", {_hours(wave.hours)} of {_hours(wave.window_hours)}"
        value = f"{counted(len(wave.machines), 'machine')}, {show_quantity(wave.gib, 'GiB', 0)}{used}"
        rows.append(TipRow(name_of(plan, wave.store), value, mark.role, mark.hatch))
    machines = list(dict.fromkeys(machine for wave in waves for machine in wave.machines))
    rows += [TipRow(name_of(plan, one)) for one in machines[:_MOST_NAMES]]
    if len(machines) > _MOST_NAMES:
        rows.append(TipRow(f"and {len(machines) - _MOST_NAMES} more"))
    return Tip(day_words(day), tuple(rows))


def _hours(hours: float) -> str:
    return show_quantity(hours, "h", 0 if hours >= 10 or hours == int(hours) else 1)


def _alt(onboarding: Onboarding, nights: Mapping[date, Sequence[Wave]], busiest: float) -> str:
    most = max(nights, key=lambda one: fsum([wave.gib for wave in nights[one]]))
    last = onboarding.last_night
    ends = f" to {day_words(last)}" if last is not None else ""
    return (
        f"{counted(len(onboarding.complete_on), 'machine')} in {counted(len(nights), 'night')}, "
        f"{day_words(min(nights))}{ends}; most on {day_words(most)}, {show_quantity(busiest, 'GiB', 0)}."
    )
