"""Where an application can be dropped on the matrix: cells, and in each a field per site that says what decides."""

from __future__ import annotations

from math import hypot
from typing import Final, NamedTuple

from dr_desktop.assessment.results import Assessment, Column, LinkResult, Row
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_number
from dr_desktop.plan.site import Site
from dr_desktop.report.chips import chip
from dr_desktop.report.font_metrics import shortened
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.picture import Bounds, Box, Picture, Shape, Text, entity_bounds
from dr_desktop.report.placing import COLUMNS, ROWS, STRIPS, CellKey, cell_entity, strip_entity, target_sites

_FIELD: Final = 38.0
_GAP: Final = 4.0
_PAD: Final = 6.0
_LEAST: Final = 96.0


class Drop(NamedTuple):
    """A place to drop: its cell and the recovery site that the drop names."""

    row: Row
    column: Column
    site: str


class Field(NamedTuple):
    """The field of a site at the foot of a cell."""

    drop: Drop
    area: Bounds


def cell_areas(picture: Picture) -> dict[CellKey, Bounds]:
    """The whole cells of a matrix: from each head down to the next row, of the last row to the strips."""
    heads = {(row, column): entity_bounds(picture, cell_entity((row, column))) for row in ROWS for column in COLUMNS}
    strips = [area for key in STRIPS if (area := entity_bounds(picture, strip_entity(key)))]
    found: dict[CellKey, Bounds] = {}
    for (row, column), head in heads.items():
        if head is None:
            continue
        place = ROWS.index(row) + 1
        below = heads.get((ROWS[place], column)) if place < len(ROWS) else None
        bottom = below[1] if below else strips[0][1] if strips else picture.height
        found[row, column] = (head[0], head[1], head[2], bottom - head[1])
    return found


def drop_fields(plan: Plan, key: CellKey, area: Bounds) -> tuple[Field, ...]:
    """The fields of a cell's sites, at its foot, side by side as far as there is room."""
    sites = target_sites(plan, key[1])
    if not sites:
        return ()
    x, y, width, height = area
    columns = max(1, min(len(sites), int((width - 2 * _PAD + _GAP) // (_LEAST + _GAP))))
    rows = -(-len(sites) // columns)
    each = (width - 2 * _PAD - (columns - 1) * _GAP) / columns
    top = y + height - _PAD - rows * _FIELD - (rows - 1) * _GAP
    return tuple(
        Field(
            Drop(key[0], key[1], site.id),
            (
                x + _PAD + place % columns * (each + _GAP),
                top + place // columns * (_FIELD + _GAP),
                each,
                _FIELD,
            ),
        )
        for place, site in enumerate(sites)
    )


def drop_at(plan: Plan, picture: Picture, x: float, y: float) -> Drop | None:
    """What a drop at (x, y) would name: within a cell the nearest field."""
    for key, area in cell_areas(picture).items():
        left, top, width, height = area
        if left <= x < left + width and top <= y < top + height:
            fields = drop_fields(plan, key, area)
            return min(fields, key=lambda field: _distance(field.area, x, y)).drop if fields else None
    return None


def drop_shapes(assessment: Assessment, picture: Picture, drop: Drop, sources: frozenset[str]) -> list[Shape]:
    """The frame of the cell that is aimed at, and its fields; that of the site named is the chosen one."""
    plan = assessment.plan
    area = cell_areas(picture).get((drop.row, drop.column))
    if area is None:
        return []
    fields = drop_fields(plan, (drop.row, drop.column), area)
    top = min([field.area[1] for field in fields], default=area[1]) - _PAD
    ground = Box(
        area[0], top, area[2], area[1] + area[3] - top, "panel"
    )  # words beneath would run together with theirs
    shapes: list[Shape] = [ground, Box(*area, line="focus", line_width=SIZE.focus_line)]
    for field in fields:
        chosen = field.drop.site == drop.site
        x, y, width, _ = field.area
        frame = Box(*field.area, "selection" if chosen else "panel", "focus", SIZE.radius)
        shapes.append(frame._replace(line_width=2) if chosen else frame._replace(dash=(3, 2)))
        ink = "text.on_selection" if chosen else "text.primary"
        site = plan.sites[field.drop.site]
        name = shortened(site.name or site.id, width - 14, TYPE.table, chosen)
        said = shortened(deciding_words(assessment, site, sources), width - 14, TYPE.caption)
        shapes.append(Text(x + 7, y + 16, name, TYPE.table, ink, bold=chosen))
        shapes.append(Text(x + 7, y + 31, said, TYPE.caption, ink if chosen else "text.secondary"))
    return shapes


def dragged_shapes(
    assessment: Assessment, picture: Picture, applications: tuple[str, ...], x: float, y: float
) -> list[Shape]:
    """A ghost where each chip stood, and the first chip, which travels with the pointer at (x, y)."""
    shapes: list[Shape] = []
    for one in applications:
        area = entity_bounds(picture, one)
        if area is not None:
            shapes.append(Box(*area, "panel", "text.secondary", SIZE.radius, dash=(3, 2)))
    width = float(SIZE.chip_width)
    left, top = x - width / 3, y - SIZE.chip_height / 2
    shapes += [_unspoken(shape) for shape in chip(assessment, applications[0], left, top, width)]
    frame = Box(left - 1, top - 1, width + 2, SIZE.chip_height + 2, line="focus", radius=SIZE.radius)
    shapes.append(frame._replace(line_width=SIZE.focus_line))
    if len(applications) > 1:
        words = f"and {len(applications) - 1:,} more"
        shapes.append(Box(left + width + 4, top, 76, SIZE.chip_height, "panel", "line.strong", SIZE.radius))
        shapes.append(Text(left + width + 10, top + 14, words, TYPE.caption))
    return shapes


def deciding_words(assessment: Assessment, site: Site, sources: frozenset[str]) -> str:
    """What decides for or against a site: itself, the same building, or latency and what is free on the link."""
    plan = assessment.plan
    if site.id in sources:
        return "where it runs"
    for key in sources:
        source = plan.sites.get(key)
        if source and source.datacenter and source.datacenter.casefold() == site.datacenter.casefold():
            return f"same building as {source.name or source.id}"
    found = []
    for link in plan.links.values():
        ends = {link.from_site, link.to_site}
        if site.id in ends and ends & sources:
            found.append((link, assessment.links.get(link.id)))
    if not found:
        return "no link stated"
    link, result = max(found, key=lambda one: _free(one[1]) or 0.0)
    free = _free(result)
    said = [f"{show_number(link.latency_ms)}\u00a0ms"] if link.latency_ms is not None else []
    said.append("speed not stated" if free is None else f"{show_number(free)}\u00a0Mbit/s free")
    return " · ".join(said)


def _free(result: LinkResult | None) -> float | None:
    if result is None or result.usable_mbit_s is None:
        return None
    return max(0.0, result.usable_mbit_s - result.replication_mbit_s - result.backup_mbit_s)


def _distance(area: Bounds, x: float, y: float) -> float:
    left, top, width, height = area
    return hypot(max(left - x, 0, x - left - width), max(top - y, 0, y - top - height))


def _unspoken(shape: Shape) -> Shape:
    return shape._replace(entity=None, tip="")
