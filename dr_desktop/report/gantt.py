"""A simulated recovery as a picture: one row an application, phases on an axis of time, figures at the right.

A window shows head and rows apart, so that the axis stays while rows scroll; a document shows both in one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dr_desktop.plan.shown import show_minutes
from dr_desktop.report.axes import nothing_to_draw
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.gantt_bars import recovery_bars, rto_pin
from dr_desktop.report.gantt_columns import (
    ALL_COLUMNS,
    ColumnKey,
    GanttLayout,
    column_cells,
    column_headings,
    gantt_layout,
)
from dr_desktop.report.gantt_paths import critical_path, dependencies
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.picture import Box, Path, Picture, Shape, Text, Tip, TipRow, moved
from dr_desktop.report.recovery_view import RecoveryRow, RecoveryView
from dr_desktop.report.recovery_words import (
    OUTCOME_WORDS,
    PHASE_PATTERNS,
    PHASE_WORDS,
    comes_back,
    loss_words,
    outcome_sentence,
)
from dr_desktop.report.signs import tier_mark
from dr_desktop.report.time_scale import playhead, time_grid, time_labels

ROW: Final = float(SIZE.gantt_row)
LEGEND: Final = 24.0
HEAD: Final = LEGEND + 22.0
_LEFT: Final = 12.0
_NAME: Final = _LEFT + SIZE.tier_mark + 7
_SWATCH: Final = 18.0


def gantt_picture(view: RecoveryView, width: float, columns: Sequence[ColumnKey] = ALL_COLUMNS) -> Picture:
    """Head and rows in one picture, `width` px wide, with the moment that is looked at."""
    head, rows = gantt_head(view, width, columns), gantt_rows(view, width, columns)
    height = head.height + rows.height
    shapes: list[Shape] = [*head.shapes, *moved(rows.shapes, 0.0, head.height)]
    if view.at_minutes is not None:
        scale = gantt_layout(width, view.until_minutes, columns).scale
        shapes += playhead(scale, view.at_minutes, head.height - 4, height)
    return Picture(width, height, tuple(shapes), rows.title, rows.alt)


def gantt_pages(view: RecoveryView, width: float, rows_a_page: int) -> tuple[Picture, ...]:
    """The same in pieces of so many rows at most, each with the head."""
    steps = range(0, max(1, len(view.rows)), rows_a_page)
    return tuple([gantt_picture(view._replace(rows=view.rows[at : at + rows_a_page]), width) for at in steps])


def gantt_head(view: RecoveryView, width: float, columns: Sequence[ColumnKey] = ALL_COLUMNS) -> Picture:
    """The legend, the words of the axis and the headings of the columns."""
    layout = gantt_layout(width, view.until_minutes, columns)
    shapes = [
        *_legend(view, width),
        *time_labels(layout.scale, HEAD - 9),
        *column_headings(layout, view, HEAD - 9),
    ]
    return Picture(width, HEAD, tuple(shapes), "Phases of the recovery and the axis of time")


def gantt_rows(view: RecoveryView, width: float, columns: Sequence[ColumnKey] = ALL_COLUMNS) -> Picture:
    """The rows alone; the entity of a row is the id of its application."""
    title = f"Recovery: {view.name}"
    layout = gantt_layout(width, view.until_minutes, columns)
    if not view.rows:
        return nothing_to_draw((width, 4 * ROW), title, "No application is hit.")
    height = len(view.rows) * ROW
    tops = {row.application: place * ROW for place, row in enumerate(view.rows)}
    shapes: list[Shape] = [_ground(view, row, place, width) for place, row in enumerate(view.rows)]
    shapes += time_grid(layout.scale, 0.0, height)
    for place, row in enumerate(view.rows):
        top = tops[row.application]
        shapes += _name(view, row, layout, top)
        shapes += recovery_bars(row.recovery, layout.scale, top, _fill(view, row, place) or "panel")
        shapes += column_cells(layout, view, row, top + 15)
    shapes += critical_path(view, layout.scale, tops)
    shapes += dependencies(view, layout.scale, tops)
    return Picture(width, height, tuple(shapes), title, f"{title}. {outcome_sentence(view.plan, view.result)}")


def row_tip(row: RecoveryRow) -> Tip:
    """All that a row shows, in words."""
    one = row.recovery
    took = f" in {show_minutes(one.recovery_minutes)}" if comes_back(one) else ""
    rows = [
        TipRow(
            PHASE_WORDS[phase.name],
            f"{show_minutes(phase.from_minutes)} to {show_minutes(phase.to_minutes)}",
            PHASE_PATTERNS[phase.name].role,
            PHASE_PATTERNS[phase.name].hatch,
        )
        for phase in one.phases
    ]
    rows += [
        TipRow(f"Waits for {wait.resource.words}", show_minutes(wait.to_minutes - wait.from_minutes))
        for wait in one.waits
    ]
    rows.append(TipRow("RTO", show_minutes(one.objectives.rto_minutes)))
    rows.append(TipRow("Data loss", loss_words(one)))
    if one.reason:
        rows.append(TipRow(shortened(one.reason, 420, TYPE.table)))
    return Tip(f"{row.name}: {OUTCOME_WORDS[one.outcome]}{took}", tuple(rows))


def _ground(view: RecoveryView, row: RecoveryRow, place: int, width: float) -> Box:
    return Box(0, place * ROW, width, ROW, _fill(view, row, place), entity=row.application, tip=row_tip(row))


def _fill(view: RecoveryView, row: RecoveryRow, place: int) -> str | None:
    return "selection" if row.application == view.chosen else "panel.alternate" if place % 2 else None


def _name(view: RecoveryView, row: RecoveryRow, layout: GanttLayout, top: float) -> list[Shape]:
    bold = row.application == view.chosen or row.recovery.rto_met == "missed"
    role = "text.on_selection" if row.application == view.chosen else "text.primary"
    words = shortened(row.name, layout.names_room, TYPE.table, bold)
    return [
        *tier_mark(row.rank, _LEFT, top + 4),
        Text(_NAME, top + 15, words, TYPE.table, role, bold=bold),
    ]


def _legend(view: RecoveryView, width: float) -> list[Shape]:
    """The phases that there are, and the marks; closer to each other where there is little room."""
    present = {phase.name for row in view.rows for phase in row.recovery.phases}
    phases = [name for name in PHASE_WORDS if name in present]
    words = [*[PHASE_WORDS[name] for name in phases], "Waits", "RTO", "Past the RTO", "Critical path"]
    taken = sum([_SWATCH + 6 + text_width(one, TYPE.caption) for one in words])
    gap = max(6.0, min(16.0, (width - 2 * _LEFT - taken) / max(1, len(words) - 1)))
    shapes: list[Shape] = []
    x, y = _LEFT, 7.0
    for place, one in enumerate(words):
        if x + _SWATCH + 6 + text_width(one, TYPE.caption) > width - 2:
            break
        shapes += _swatch(phases[place], x, y) if place < len(phases) else _mark(one, x, y)
        shapes.append(Text(x + _SWATCH + 6, y + 9, one, TYPE.caption, "text.secondary"))
        x += _SWATCH + 6 + text_width(one, TYPE.caption) + gap
    return shapes


def _swatch(name: str, x: float, y: float) -> list[Shape]:
    pattern = next(pattern for phase, pattern in PHASE_PATTERNS.items() if phase == name)
    return [Box(x, y, _SWATCH, 10, pattern.role, hatch=pattern.hatch)]


def _mark(words: str, x: float, y: float) -> list[Shape]:
    if words == "Waits":
        return [Path(((x, y + 5), (x + _SWATCH, y + 5)), "line.strong", 1.5, dash=(2.0, 3.0))]
    if words == "RTO":
        return rto_pin(x + _SWATCH / 2, y - 5)
    if words == "Past the RTO":
        return [Box(x, y - 1, _SWATCH, 12, line="chart.objective", line_width=1.5)]
    return [Path(((x, y + 5), (x + _SWATCH, y + 5)), "chart.critical", 2.5)]
