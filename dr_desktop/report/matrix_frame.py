"""What frames the cells of the matrix: heads of columns and rows with the plan's own sites, legend, the note."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.guidance import SWAPPED_CELLS
from dr_desktop.assessment.results import Assessment, Row
from dr_desktop.plan.plan import Plan
from dr_desktop.report.font_metrics import shortened, text_width, wrapped
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.names import counted
from dr_desktop.report.picture import Box, Shape, Text
from dr_desktop.report.placing import (
    COLUMN_WORDS,
    COLUMNS,
    ROW_WORDS,
    STRIP_WORDS,
    STRIPS,
    Placing,
    source_sites,
    sums_of,
    target_sites,
)
from dr_desktop.report.signs import DOT_WORDS, state_dot, tier_mark

COLUMN_HEAD: Final = 34.0
LEGEND: Final = 18.0
NONE_HERE: Final = "no such site in this plan"
SHORT_NOTE: Final = "Two cells of the guidance's table are put right here."
_SITE_LINE: Final = 14.0


def row_head_width(width: float) -> float:
    """Width of the heads of rows in px: wide enough for "Customer-"."""
    return 72.0 if width < 1000 else 84.0


def row_head_height(plan: Plan, row: Row, width: float) -> float:
    """The height in px that the head of a row needs for its words and its first two sites."""
    sites = min(2, len(source_sites(plan, row)))
    return 15 + 15 * len(_row_lines(row, width)) + _SITE_LINE * max(1, sites)


def column_heads(plan: Plan, left: float, cell_width: float, width: float) -> list[Shape]:
    """The corner and the head of each column, with the plan's sites in it."""
    shapes: list[Shape] = [
        Box(0, 0, width, COLUMN_HEAD, "header"),
        Text(6, 14, "Source ↓", TYPE.caption, "text.secondary"),
        Text(6, 28, "Target →", TYPE.caption, "text.secondary"),
    ]
    for place, column in enumerate(COLUMNS):
        x, room = left + place * cell_width + 8, cell_width - 16
        sites = [site.name or site.id for site in target_sites(plan, column)]
        words = " · ".join(sites) or NONE_HERE
        if column == "azure" and text_width(f"{words} · operated by Microsoft", TYPE.caption) <= room and sites:
            words += " · operated by Microsoft"
        tip = "\n".join((COLUMN_WORDS[column], *(sites or (NONE_HERE,))))
        shapes += [
            Text(x, 15, shortened(COLUMN_WORDS[column], room, TYPE.body, True), TYPE.body, bold=True, tip=tip),
            Text(x, 29, shortened(words, room, TYPE.caption), TYPE.caption, "text.secondary", tip=tip),
        ]
    return shapes


def row_head(plan: Plan, row: Row, y: float, width: float, height: float) -> list[Shape]:
    """The head of a row: whose Azure Stack it is, and the plan's stamps."""
    sites = [site.name or site.id for site in source_sites(plan, row)]
    tip = "\n".join((ROW_WORDS[row], *(sites or (NONE_HERE,))))
    shapes: list[Shape] = [Box(0, y, width, height, "header", tip=tip)]
    baseline = y + 17
    for line in _row_lines(row, width):
        shapes.append(Text(6, baseline, line, TYPE.table, bold=True))
        baseline += 15
    baseline += 3
    room = int((y + height - 4 - baseline) // _SITE_LINE) + 1
    shown = sites if len(sites) <= room else [*sites[: room - 1], f"and {len(sites) - room + 1} more"]
    for name in shown or ["–"]:
        words = shortened(name, width - 10, TYPE.caption)
        shapes.append(Text(6, baseline, words, TYPE.caption, "text.secondary"))
        baseline += _SITE_LINE
    return shapes


def legend_shapes(y: float, width: float) -> list[Shape]:
    """What dots and numbers mean, and the note on the guidance's swapped cells; the rest of it is in its tip."""
    baseline = y + 13
    x = 6.0
    shapes: list[Shape] = [Text(x, baseline, "Dots: recovery time, recovery point, drill", TYPE.caption, bold=True)]
    x += text_width("Dots: recovery time, recovery point, drill", TYPE.caption, True) + 10
    for dot, words in DOT_WORDS.items():
        shapes += state_dot(dot, x, baseline - 7)
        shapes.append(Text(x + SIZE.state_dot + 4, baseline, words, TYPE.caption, "text.secondary"))
        x += SIZE.state_dot + 4 + text_width(words, TYPE.caption) + 10
    shapes += tier_mark(1, x, baseline - 10, 12)
    shapes.append(Text(x + 16, baseline, "tier", TYPE.caption, "text.secondary"))
    x += 16 + text_width("tier", TYPE.caption) + 14
    note = SWAPPED_CELLS if text_width(SWAPPED_CELLS, TYPE.caption) <= width - 6 - x else SHORT_NOTE
    note = shortened(note, width - 6 - x, TYPE.caption)
    shapes.append(Text(x, baseline, note, TYPE.caption, "text.secondary", tip=SWAPPED_CELLS))
    return shapes


def alternative(assessment: Assessment, placing: Placing) -> str:
    """The matrix as a sentence."""
    placed = sum([len(found) for found in placing.cells.values()])
    rest = [
        f"{STRIP_WORDS[key][:1].lower()}{STRIP_WORDS[key][1:]} {count:,}"
        for key in STRIPS
        if (count := sums_of(assessment, placing.strips[key]).applications)
    ]
    also = f"; {', '.join(rest)}" if rest else ""
    return f"Source and target of every application: {counted(placed, 'application')} in the table's six cells{also}."


def _row_lines(row: Row, width: float) -> list[str]:
    return wrapped(ROW_WORDS[row], width - 8, TYPE.table, True)
