"""Flows from column to column: boxes with a site's sign and words, arrows that say what takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import hypot
from typing import Final, NamedTuple

from dr_desktop.plan.choices import Scheme
from dr_desktop.plan.site import Site
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.picture import Box, Path, Picture, Point, Shape, Text
from dr_desktop.report.signs import scheme_mark
from dr_desktop.report.site_signs import SIGN, site_sign

_PITCH: Final = 18.0
_PAD: Final = 7.0
_GAP: Final = 9.0
_HEAD: Final = 26.0
_LINE: Final = 14.0


class Node(NamedTuple):
    """A box: its name, what stands below it, and the site that it is or stands at."""

    key: str
    name: str
    captions: tuple[str, ...]
    site: Site | None
    tip: str


class Arrow(NamedTuple):
    """From a box of one column to a box of the next, with the words at its start."""

    start: str
    end: str
    words: str
    tip: str
    scheme: Scheme | None = None


class Stage(NamedTuple):
    """A column with its heading; `leads` says what the words beside its arrows count."""

    heading: str
    nodes: tuple[Node, ...]
    leads: str = ""


def flow_picture(
    stages: Sequence[Stage], arrows: Sequence[Sequence[Arrow]], size: tuple[float, float], title: str, alt: str
) -> Picture:
    """The flow; `arrows[n]` lead from stage n to the next. `size` is the width and the least height in px."""
    width, least = size
    box_width = min(200.0, 0.7 * width / len(stages) if len(stages) > 2 else 0.3 * width)
    gap = (width - 2 - len(stages) * box_width) / max(1, len(stages) - 1)
    heights = [
        [
            max(_node_height(node), _PITCH * sum([1 for one in _from(arrows, place) if one.start == node.key]) + 10)
            for node in stage.nodes
        ]
        for place, stage in enumerate(stages)
    ]
    tall = max(sum(column) + _GAP * (len(column) - 1) for column in heights)
    shapes: list[Shape] = []
    boxes: list[dict[str, Box]] = []
    for place, (stage, column) in enumerate(zip(stages, heights, strict=True)):
        x = 1 + place * (box_width + gap)
        spare = tall - sum(column)
        step = spare / len(column) if column else 0.0
        y = _HEAD + 4 + step / 2
        heading = shortened(stage.heading, box_width, TYPE.table, True)
        shapes.append(Text(x, 16, heading, TYPE.table, bold=True))
        if stage.leads and stage.nodes:
            leads = shortened(stage.leads, gap - 12, TYPE.caption)
            shapes.append(Text(x + box_width + 6, 16, leads, TYPE.caption, "text.secondary"))
        found: dict[str, Box] = {}
        for node, height in zip(stage.nodes, column, strict=True):
            box = Box(
                x, round(y), box_width, height, "panel", "line.strong", SIZE.radius, entity=node.key, tip=node.tip
            )
            found[node.key] = box
            shapes += _node_shapes(node, box)
            y += height + step
        boxes.append(found)
    for place, leading in enumerate(arrows):
        shapes += _arrow_shapes(leading, boxes[place], boxes[place + 1], gap)
    return Picture(width, max(least, _HEAD + 8 + tall), tuple(shapes), title, alt)


def untangled(nodes: Sequence[Node], arrows: Sequence[Arrow], starts: Sequence[Node]) -> tuple[Node, ...]:
    """Nodes in the order of where their arrows come from, so that fewer arrows cross (barycentre method)."""
    order = {node.key: place for place, node in enumerate(starts)}
    coming = {node.key: [order[one.start] for one in arrows if one.end == node.key] for node in nodes}
    middle = {key: sum(places) / len(places) if places else 0.0 for key, places in coming.items()}
    return tuple(sorted(nodes, key=lambda node: middle[node.key]))


def _from(arrows: Sequence[Sequence[Arrow]], place: int) -> Sequence[Arrow]:
    return arrows[place] if place < len(arrows) else ()


def _node_height(node: Node) -> float:
    return 2 * _PAD + 14 + _LINE * len(node.captions)


def _node_shapes(node: Node, box: Box) -> list[Shape]:
    top = box.y + (box.h - _node_height(node)) / 2 + _PAD
    left = box.x + _PAD
    shapes: list[Shape] = [box]
    if node.site is not None:
        shapes += site_sign(node.site, left + SIGN / 2, top + SIGN / 2, entity=node.key, tip=node.tip)
        left += SIGN + 6
    room = box.x + box.w - _PAD - left
    name = shortened(node.name, room, TYPE.table, True)
    shapes.append(Text(left, top + 11, name, TYPE.table, bold=True, entity=node.key, tip=node.tip))
    for line, words in enumerate(node.captions, start=1):
        said = shortened(words, room, TYPE.caption)
        shapes.append(
            Text(left, top + 11 + _LINE * line, said, TYPE.caption, "text.secondary", entity=node.key, tip=node.tip)
        )
    return shapes


def _arrow_shapes(
    arrows: Sequence[Arrow], starts: Mapping[str, Box], ends: Mapping[str, Box], gap: float
) -> list[Shape]:
    order = {key: place for place, key in enumerate(ends)}
    room = gap * 0.68
    marks = SIZE.scheme_mark + 5 if any(one.scheme for one in arrows) else 0
    said = {one: shortened(one.words, room - marks - 8, TYPE.caption) for one in arrows}
    words_width = max([text_width(words, TYPE.caption) for words in said.values()], default=0.0) + marks
    arriving = sorted(arrows, key=lambda one: (order[one.end], list(starts).index(one.start)))
    shapes: list[Shape] = []
    for key, box in starts.items():
        own = sorted((one for one in arrows if one.start == key), key=lambda one: order[one.end])
        for place, arrow in enumerate(own):
            y = box.y + box.h / 2 + (place - (len(own) - 1) / 2) * _PITCH
            x = box.x + box.w + 6
            if arrow.scheme is not None:
                shapes += scheme_mark(arrow.scheme, x, y - SIZE.scheme_mark / 2, tip=arrow.tip)
            shapes.append(Text(x + marks, y + 4, said[arrow], TYPE.caption, "text.secondary", tip=arrow.tip))
            same = [one for one in arriving if one.end == arrow.end]
            target = ends[arrow.end]
            into = target.y + target.h * (same.index(arrow) + 1) / (len(same) + 1)
            start = (x + words_width + 6, y)
            shapes += _arrow(start, (target.x - 1, into), arrow.tip)
    return shapes


def _arrow(start: Point, end: Point, tip: str) -> list[Shape]:
    (ax, ay), (bx, by) = start, end
    length = max(1.0, hypot(bx - ax, by - ay))
    ux, uy = (bx - ax) / length, (by - ay) / length
    foot = (bx - 8 * ux, by - 8 * uy)
    head = (end, (foot[0] - 3.5 * uy, foot[1] + 3.5 * ux), (foot[0] + 3.5 * uy, foot[1] - 3.5 * ux))
    return [
        Path((start, foot), line="text.secondary", width=1.3, tip=tip),
        Path(head, fill="text.secondary", closed=True, tip=tip),
    ]
