"""The topology matrix: where each application runs, where it recovers, and what the guidance says of it."""

from __future__ import annotations

from typing import Final, NamedTuple

from dr_desktop.assessment.results import Assessment, Row
from dr_desktop.report.look import SIZE
from dr_desktop.report.matrix_cells import (
    SPACIOUS,
    TIGHT,
    USUAL,
    Cell,
    Measures,
    cell_height,
    cell_of,
    cell_shapes,
    lane_entity,
)
from dr_desktop.report.matrix_compact import compact_matrix
from dr_desktop.report.matrix_frame import (
    COLUMN_HEAD,
    LEGEND,
    alternative,
    column_heads,
    legend_shapes,
    row_head,
    row_head_height,
    row_head_width,
)
from dr_desktop.report.matrix_strips import STRIP, STRIP_ROW, strips_hidden, strips_shapes
from dr_desktop.report.picture import Box, Path, Picture, Shape
from dr_desktop.report.placing import COLUMNS, ROWS, CellKey, Placing, placing_of, strip_entity

TITLE: Final = "Source and target of every application"


def matrix_picture(
    assessment: Assessment, width: float, height: float, *, selected: str | None = None, compact: bool = False
) -> Picture:
    """The matrix, `width` px wide and `height` px high, or higher where its content needs more.

    Chips have the id of their application as entity; heads of cells cell:ROW:COLUMN, counts
    lane:ROW:COLUMN:SCHEME:TIER, strips strip:KEY. `selected` is an entity that gets the focus frame. When the height
    does not suffice, cells with many chips show counts by tier, as those with more than 12 applications always do.
    `compact` draws heads of cells only, for a summary.
    """
    placing = placing_of(assessment)
    if compact:
        return compact_matrix(assessment, placing, width, height, TITLE)
    left = row_head_width(width)
    frame = _Frame(
        (width - left) / len(COLUMNS),
        height - COLUMN_HEAD - STRIP - LEGEND,
        {row: row_head_height(assessment.plan, row, left) for row in ROWS},
    )
    whole = {key: cell_of(assessment, key, found) for key, found in placing.cells.items()}
    measures = next((one for one in (SPACIOUS, USUAL) if _need(whole, frame, one) <= frame.room), TIGHT)
    cells = _fitting(whole, frame, measures)
    heights = {row: _row_height(cells, row, frame, measures) for row in ROWS}
    free = max(0.0, frame.room - sum(heights.values()))
    strip_rows = 1
    while free >= 2 * STRIP_ROW and strips_hidden(placing, width, strip_rows):
        strip_rows, free = strip_rows + 1, free - STRIP_ROW
    share = free / sum(heights.values())
    heights = {row: float(int(one * (1 + share))) for row, one in heights.items()}
    shapes: list[Shape] = column_heads(assessment.plan, left, frame.cell_width, width)
    top = COLUMN_HEAD
    for row in ROWS:
        shapes += row_head(assessment.plan, row, top, left, heights[row])
        for place, column in enumerate(COLUMNS):
            area = (left + place * frame.cell_width, top, frame.cell_width, heights[row])
            shapes.append(Box(*area, "panel"))
            shapes += cell_shapes(assessment, cells[row, column], *area, measures)
        top += heights[row]
    shapes += _grid(left, frame.cell_width, width, heights)
    shapes += strips_shapes(assessment, placing, top, width, strip_rows)
    top += STRIP + STRIP_ROW * (strip_rows - 1)
    shapes += legend_shapes(top, width)
    shapes += _selection(shapes, _standing_for(assessment, placing, cells, selected))
    return Picture(width, max(height, top + LEGEND), tuple(shapes), TITLE, alternative(assessment, placing))


class _Frame(NamedTuple):
    """Width of a cell, height for both rows, and the least height of each row, in px."""

    cell_width: float
    room: float
    least: dict[Row, float]


def _fitting(cells: dict[CellKey, Cell], frame: _Frame, measures: Measures) -> dict[CellKey, Cell]:
    """The cells, as few as possible turned to counts so that the rows fit: those that alone make their row high."""
    found = dict(cells)
    while _need(found, frame, measures) > frame.room:
        gains = {
            key: _need(found, frame, measures) - _need({**found, key: cell._replace(counts=True)}, frame, measures)
            for key, cell in found.items()
        }
        key = max(gains, key=lambda one: gains[one])
        if gains[key] <= 0:  # two cells of a row are as high: both must be turned to win anything
            tall = [one for one, cell in found.items() if not cell.counts and _saves(cell, frame, measures)]
            if not tall:
                break
            key = max(tall, key=lambda one: cell_height(found[one], frame.cell_width, measures))
        found[key] = found[key]._replace(counts=True)
    return found


def _saves(cell: Cell, frame: _Frame, measures: Measures) -> bool:
    width = frame.cell_width
    return cell_height(cell._replace(counts=True), width, measures) < cell_height(cell, width, measures)


def _need(cells: dict[CellKey, Cell], frame: _Frame, measures: Measures) -> float:
    return sum([_row_height(cells, row, frame, measures) for row in ROWS])


def _row_height(cells: dict[CellKey, Cell], row: Row, frame: _Frame, measures: Measures) -> float:
    heights = [cell_height(cells[row, column], frame.cell_width, measures) for column in COLUMNS]
    return max([frame.least[row], *heights])


def _grid(left: float, cell_width: float, width: float, heights: dict[Row, float]) -> list[Shape]:
    bottom = COLUMN_HEAD + sum(heights.values())
    ys = [COLUMN_HEAD, COLUMN_HEAD + heights[ROWS[0]], bottom]
    xs = [left + place * cell_width for place in range(len(COLUMNS))]
    lines = [((0.0, round(y) - 0.5), (width, round(y) - 0.5)) for y in ys]
    lines += [((round(x) - 0.5, 0.0), (round(x) - 0.5, bottom)) for x in xs]
    return [Path(line, line="line.strong") for line in lines]


def _standing_for(
    assessment: Assessment, placing: Placing, cells: dict[CellKey, Cell], selected: str | None
) -> tuple[str, ...]:
    """The entities that may stand for what is selected: itself, the count that it is in, its strip."""
    if selected is None:
        return ()
    found = [selected]
    for cell in cells.values():
        for lane in cell.lanes:
            if cell.counts and selected in lane.applications:
                found.append(lane_entity(cell, lane, assessment.plan.applications[selected].tier or ""))
    found += [strip_entity(key) for key, ids in placing.strips.items() if selected in ids]
    return tuple(found)


def _selection(shapes: list[Shape], entities: tuple[str, ...]) -> list[Shape]:
    """A frame round the first box of the first of these entities that is drawn."""
    boxes = {shape.entity: shape for shape in reversed(shapes) if isinstance(shape, Box) and shape.entity}
    box = next((boxes[one] for one in entities if one in boxes), None)
    if box is None:
        return []
    frame = Box(box.x, box.y, box.w, box.h, line="focus", radius=SIZE.radius, entity=box.entity, tip=box.tip)
    return [frame._replace(line_width=SIZE.focus_line)]
