"""What must hold for any picture: texts inside its bounds, boxes of entities apart from each other."""

from __future__ import annotations

from itertools import combinations

from dr_desktop.report.picture import Bounds, Box, Picture, Text, bounds

_HALF_PIXEL = 0.5


def texts_outside(picture: Picture) -> list[str]:
    """The texts that reach out of a picture."""
    return [
        shape.text
        for shape in picture.shapes
        if isinstance(shape, Text) and not _inside(bounds(shape), picture.width, picture.height)
    ]


def chip_boxes(picture: Picture, prefix: str = "app-") -> dict[str, Bounds]:
    """The box of each chip by its entity."""
    return {
        shape.entity: bounds(shape)
        for shape in reversed(picture.shapes)
        if isinstance(shape, Box) and (shape.entity or "").startswith(prefix) and shape.entity
    }


def overlapping(boxes: dict[str, Bounds]) -> list[tuple[str, str]]:
    """The pairs of boxes that cover each other."""
    return [(one, other) for one, other in combinations(boxes, 2) if meet(boxes[one], boxes[other])]


def meet(one: Bounds, other: Bounds, apart: float = 0.0) -> bool:
    """Whether two rectangles come nearer than `apart`."""
    (ax, ay, aw, ah), (bx, by, bw, bh) = one, other
    return ax < bx + bw + apart and bx < ax + aw + apart and ay < by + bh + apart and by < ay + ah + apart


def words(picture: Picture) -> list[str]:
    """Every text of a picture, in the order it is drawn."""
    return [shape.text for shape in picture.shapes if isinstance(shape, Text)]


def _inside(area: Bounds, width: float, height: float) -> bool:
    x, y, w, h = area
    return x >= -_HALF_PIXEL and y >= -_HALF_PIXEL and x + w <= width + _HALF_PIXEL and y + h <= height + _HALF_PIXEL
