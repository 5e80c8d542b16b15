"""The columns of figures at the right of a recovery: their places, headings, and the words of each row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from dr_desktop.plan.shown import show_minutes
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.picture import Shape, Text
from dr_desktop.report.recovery_view import RecoveryRow, RecoveryView
from dr_desktop.report.recovery_words import (
    MET_SIGNS,
    OUTCOME_SIGNS,
    loss_words,
    recovered_words,
    rto_margin_minutes,
    state_at,
    waits_words,
)
from dr_desktop.report.signs import state_sign
from dr_desktop.report.time_scale import TimeScale

ColumnKey = Literal["recovered", "rto", "margin", "point", "rpo", "waits"]
ALL_COLUMNS: Final[tuple[ColumnKey, ...]] = ("recovered", "rto", "margin", "point", "rpo", "waits")
FEW_COLUMNS: Final[tuple[ColumnKey, ...]] = ("recovered", "margin")

_HEADINGS: Final[dict[ColumnKey, str]] = {
    "recovered": "Recovered",
    "rto": "RTO",
    "margin": "Margin",
    "point": "Point",
    "rpo": "RPO",
    "waits": "Waits for",
}
_WIDTHS: Final[dict[ColumnKey, float]] = {
    "recovered": 72, "rto": 52, "margin": 74, "point": 66, "rpo": 54, "waits": 112,
}  # fmt: skip
_USUAL: Final = 1190.0
_NAMES: Final = 190.0
_PAD: Final = 12.0
_SIGN: Final = 11.0


class GanttColumn(NamedTuple):
    """A column between `left` and `right` px; words begin at its left, figures end at its right."""

    key: ColumnKey
    left: float
    right: float


class GanttLayout(NamedTuple):
    """Where the parts of a row lie: names from 12 px on, bars on the scale, then the columns."""

    width: float
    scale: TimeScale
    columns: tuple[GanttColumn, ...]

    @property
    def names_room(self) -> float:
        """Room for a name beside its tier mark, px."""
        return self.scale.left - 12 - SIZE.tier_mark - 7 - _PAD


def gantt_layout(width: float, until_minutes: float, columns: Sequence[ColumnKey] = ALL_COLUMNS) -> GanttLayout:
    """The layout for a width in px; what a wider picture gains goes to the bars first."""
    more = max(0.0, width - _USUAL)
    widths = {key: _WIDTHS[key] for key in columns}
    if "waits" in widths:
        widths["waits"] += min(180.0, more * 0.3)
    right = width - _PAD
    placed: list[GanttColumn] = []
    for key in reversed(columns):
        placed.insert(0, GanttColumn(key, right - widths[key], right))
        right -= widths[key]
    left = _NAMES + min(70.0, more * 0.12)
    return GanttLayout(width, TimeScale(left, max(left + 60, right - 12), until_minutes), tuple(placed))


def column_headings(layout: GanttLayout, view: RecoveryView, baseline: float) -> list[Shape]:
    """The headings; what an application waits for gives way to what it does at the moment looked at."""
    shapes: list[Shape] = []
    for column in layout.columns:
        words = _HEADINGS[column.key]
        if column.key == "waits":
            if view.at_minutes is not None:
                words = f"At {show_minutes(view.at_minutes, in_table=True)}"
            words = shortened(words, column.right - column.left - 8, TYPE.table, True)
            shapes.append(Text(column.left + 8, baseline, words, TYPE.table, bold=True))
        else:
            shapes.append(Text(column.right, baseline, words, TYPE.table, anchor="right", bold=True))
    return shapes


def column_cells(layout: GanttLayout, view: RecoveryView, row: RecoveryRow, baseline: float) -> list[Shape]:
    """The figures of a row, each with its sign where it objects to something."""
    shapes: list[Shape] = []
    for column in layout.columns:
        words, role, sign, bold = _cell(view, row, column.key)
        if column.key == "waits":
            fitting = shortened(words.removeprefix("link "), column.right - column.left - 8, TYPE.table)
            shapes.append(Text(column.left + 8, baseline, fitting, TYPE.table, role))
            continue
        shapes.append(Text(column.right, baseline, words, TYPE.table, role, "right", bold))
        if sign:
            x = column.right - text_width(words, TYPE.table, bold) - _SIGN - 3
            shapes += state_sign(sign, x, baseline - 10, _SIGN)
    return shapes


def _cell(view: RecoveryView, row: RecoveryRow, key: ColumnKey) -> tuple[str, str, str, bool]:
    """Words, role, sign and whether it is bold."""
    one = row.recovery
    plain, grey = "text.primary", "text.secondary"
    if key == "recovered":
        sign = OUTCOME_SIGNS[one.outcome]
        return recovered_words(one), f"{sign}.text" if sign else grey if one.outcome == "goes_on" else plain, "", False
    if key == "rto":
        return show_minutes(one.objectives.rto_minutes, in_table=True), grey, "", False
    if key == "rpo":
        return show_minutes(one.objectives.rpo_minutes, in_table=True), grey, "", False
    if key == "margin":
        sign = MET_SIGNS[one.rto_met]
        margin = rto_margin_minutes(one)
        missed = sign == "error" and margin is not None
        words = show_minutes(margin, in_table=True)
        return words, "error.text" if missed else plain, sign if margin is not None else "", missed
    if key == "point":
        missed = one.rpo_met == "missed"
        return loss_words(one), "error.text" if missed else plain, MET_SIGNS[one.rpo_met], False
    if view.at_minutes is not None:
        words = state_at(one, view.at_minutes)
        return words, "recommended.text" if words == "back" else grey, "", False
    return waits_words(view.plan, one), grey, "", False
