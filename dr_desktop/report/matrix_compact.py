"""The small matrix of a summary: for each cell its worst verdict and how much stands in it, without chips."""

from __future__ import annotations

from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.shown import show_tib
from dr_desktop.report.font_metrics import shortened, text_width, wrapped
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.matrix_cells import cell_of, cell_tip
from dr_desktop.report.matrix_frame import alternative
from dr_desktop.report.names import counted
from dr_desktop.report.picture import Box, Path, Picture, Shape, Text
from dr_desktop.report.placing import COLUMN_WORDS, COLUMNS, ROW_WORDS, ROWS, CellKey, Placing, sums_of, worst_of
from dr_desktop.report.signs import STATE_WORDS, state_sign

_HEAD = 26.0
_LEFT = 92.0
_ROW = 60.0


def compact_matrix(assessment: Assessment, placing: Placing, width: float, height: float, title: str) -> Picture:
    """The matrix with one tinted field per cell; `height` px, but at least 146."""
    row_height = max(_ROW, (height - _HEAD) / len(ROWS))
    cell_width = (width - _LEFT) / len(COLUMNS)
    shapes: list[Shape] = [Box(_LEFT, 0, width - _LEFT, _HEAD, "header")]
    for place, column in enumerate(COLUMNS):
        words = shortened(COLUMN_WORDS[column], cell_width - 16, TYPE.table, True)
        shapes.append(Text(_LEFT + place * cell_width + 8, 17, words, TYPE.table, bold=True))
    for down, row in enumerate(ROWS):
        y = _HEAD + down * row_height
        shapes.append(Box(0, y, _LEFT, row_height, "header"))
        for line, words in enumerate(wrapped(ROW_WORDS[row], _LEFT - 14, TYPE.table, True)):
            shapes.append(Text(8, y + 17 + 15 * line, words, TYPE.table, bold=True))
        for place, column in enumerate(COLUMNS):
            key: CellKey = (row, column)
            shapes += _cell(
                assessment, key, placing.cells[key], (_LEFT + place * cell_width, y, cell_width, row_height)
            )
    bottom = _HEAD + len(ROWS) * row_height
    ys = [0.5, _HEAD, _HEAD + row_height, bottom - 0.5]
    shapes += [Path(((_LEFT if y < 1 else 0, y), (width, y)), line="line.strong") for y in ys]
    xs = [_LEFT + place * cell_width for place in range(len(COLUMNS))]
    shapes += [Path(((x, 0), (x, bottom)), line="line.strong") for x in (*xs, width - 0.5)]
    shapes.append(Path(((0.5, _HEAD), (0.5, bottom)), line="line.strong"))
    return Picture(width, bottom, tuple(shapes), title, alternative(assessment, placing))


def _cell(
    assessment: Assessment, key: CellKey, found: tuple[str, ...], area: tuple[float, float, float, float]
) -> list[Shape]:
    x, y, width, height = area
    cell = cell_of(assessment, key, found)
    entity, tip = cell.entity, cell_tip(assessment, cell)
    left, room = x + 8, width - 16
    verdict = worst_of(assessment, found)
    sums = sums_of(assessment, found)
    if verdict is None:
        words = counted(sums.applications, "application") if found else "No application"
        return [
            Box(x, y, width, height, "panel", entity=entity, tip=tip),
            Text(left, y + 18, words, TYPE.table, "text.secondary", entity=entity, tip=tip),
        ]
    words_room = room - SIZE.sign - 4
    size = TYPE.table if text_width(STATE_WORDS[verdict], TYPE.table, True) <= words_room else TYPE.caption
    name = shortened(STATE_WORDS[verdict], words_room, size, True)
    applications = counted(sums.applications, "application")
    held = f"{counted(sums.machines, 'machine')} · {show_tib(sums.used_gib)}"
    return [
        Box(x, y, width, height, f"{verdict}.tint", entity=entity, tip=tip),
        *state_sign(verdict, left, y + 7, entity=entity, tip=tip),
        Text(left + SIZE.sign + 4, y + 18, name, size, f"{verdict}.text", bold=True, entity=entity, tip=tip),
        Text(left, y + 34, shortened(applications, room, TYPE.table), TYPE.table, entity=entity, tip=tip),
        Text(left, y + 49, shortened(held, room, TYPE.table), TYPE.table, "text.secondary", entity=entity, tip=tip),
    ]
