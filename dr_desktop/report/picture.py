"""A picture, the same in every medium: shapes with colours by role, texts, tips, and what each stands for.

Lengths are px at 100 %, x to the right and y down. A fill, a line or a role is a name from `look`; None
paints nothing. `entity` is an opaque id that the reader of a click understands; a shape that paints
nothing but has an entity or a tip is a place to point at.
"""

from collections.abc import Iterable
from math import hypot
from typing import Literal, NamedTuple

from dr_desktop.report.font_metrics import metrics, text_width
from dr_desktop.report.look import Hatch

Point = tuple[float, float]
Anchor = Literal["left", "centre", "right"]
Bounds = tuple[float, float, float, float]


class TipRow(NamedTuple):
    """One line of a tip: a mark of `fill` with `hatch`, words at the left, a value at the right."""

    words: str
    value: str = ""
    fill: str | None = None
    hatch: Hatch = "none"


class Tip(NamedTuple):
    """What is said when a shape is pointed at or has the focus."""

    heading: str
    rows: tuple[TipRow, ...] = ()


class Box(NamedTuple):
    """A rectangle; its line lies wholly inside it."""

    x: float
    y: float
    w: float
    h: float
    fill: str | None = None
    line: str | None = None
    radius: float = 0
    hatch: Hatch = "none"
    entity: str | None = None
    tip: str | Tip = ""
    line_width: float = 1
    dash: tuple[float, ...] = ()


class Path(NamedTuple):
    """Straight lines through `points`; closed, it may be filled. `dash` = lengths of line and gap in px."""

    points: tuple[Point, ...]
    line: str | None = None
    width: float = 1
    fill: str | None = None
    closed: bool = False
    dash: tuple[float, ...] = ()
    entity: str | None = None
    tip: str | Tip = ""
    hatch: Hatch = "none"


class Text(NamedTuple):
    """One line of text; `x` is its left, centre or right. Turned, it runs upwards from (x, baseline)."""

    x: float
    baseline: float
    text: str
    size: float = 12
    role: str = "text.primary"
    anchor: Anchor = "left"
    bold: bool = False
    turned: bool = False
    entity: str | None = None
    tip: str | Tip = ""


Shape = Box | Path | Text


class Picture(NamedTuple):
    """`shapes` from the lowest to the topmost; what the picture is (`title`) and says (`alt`, a sentence)."""

    width: float
    height: float
    shapes: tuple[Shape, ...] = ()
    title: str = ""
    alt: str = ""


def tip_text(tip: str | Tip) -> str:
    """The words of a tip as plain lines, for files and for readers of the screen."""
    if isinstance(tip, str):
        return tip
    return "\n".join([tip.heading, *(f"{row.words} {row.value}".rstrip() for row in tip.rows)])


def text_left(text: Text) -> float:
    """Where a text begins along its own line, by its anchor (for a turned text: along y, upwards, from 0)."""
    width = text_width(text.text, text.size, text.bold)
    back = {"left": 0.0, "centre": width / 2, "right": width}[text.anchor]
    return -back if text.turned else text.x - back


def bounds(shape: Shape) -> Bounds:
    """The rectangle (x, y, w, h) that holds a shape; of a text, ascent and descent included."""
    if isinstance(shape, Box):
        return shape.x, shape.y, shape.w, shape.h
    if isinstance(shape, Path):
        if not shape.points:
            return 0.0, 0.0, 0.0, 0.0
        xs, ys = zip(*shape.points, strict=True)
        return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    width = text_width(shape.text, shape.size, shape.bold)
    font = metrics(shape.bold)
    above, below = font.ascent * shape.size / 1000, -font.descent * shape.size / 1000
    if shape.turned:
        bottom = shape.baseline - text_left(shape)
        return shape.x - above, bottom - width, above + below, width
    return text_left(shape), shape.baseline - above, width, above + below


def shape_at(picture: Picture, x: float, y: float) -> Shape | None:
    """The topmost shape at (x, y) that stands for an entity or has a tip."""
    for shape in reversed(picture.shapes):
        if (shape.entity is not None or shape.tip) and _holds(shape, x, y):
            return shape
    return None


def entity_bounds(picture: Picture, entity: str) -> Bounds | None:
    """The rectangle that holds every shape of `entity`, or None if the picture has none."""
    found = [bounds(shape) for shape in picture.shapes if shape.entity == entity]
    if not found:
        return None
    left, top = min(b[0] for b in found), min(b[1] for b in found)
    right, bottom = max(b[0] + b[2] for b in found), max(b[1] + b[3] for b in found)
    return left, top, right - left, bottom - top


def moved(shapes: Iterable[Shape], dx: float, dy: float) -> tuple[Shape, ...]:
    """The shapes, moved to the right by `dx` and down by `dy`."""
    return tuple(_moved(shape, dx, dy) for shape in shapes)


def _moved(shape: Shape, dx: float, dy: float) -> Shape:
    if isinstance(shape, Box):
        return shape._replace(x=shape.x + dx, y=shape.y + dy)
    if isinstance(shape, Path):
        return shape._replace(points=tuple((x + dx, y + dy) for x, y in shape.points))
    return shape._replace(x=shape.x + dx, baseline=shape.baseline + dy)


def _holds(shape: Shape, x: float, y: float) -> bool:
    if isinstance(shape, Path):
        if shape.closed and _inside(shape.points, x, y):
            return True
        reach = max(4.0, shape.width / 2 + 2)  # a hand is less exact than a 1 px line
        ends = (*shape.points[1:], shape.points[0]) if shape.closed else shape.points[1:]
        return any(_distance(a, b, x, y) <= reach for a, b in zip(shape.points, ends, strict=False))
    left, top, width, height = bounds(shape)
    return left <= x < left + width and top <= y < top + height


def _inside(points: tuple[Point, ...], x: float, y: float) -> bool:
    odd = False
    for (ax, ay), (bx, by) in zip(points, (*points[1:], points[0]), strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            odd = not odd
    return odd


def _distance(a: Point, b: Point, x: float, y: float) -> float:
    (ax, ay), (bx, by) = a, b
    squared = (bx - ax) ** 2 + (by - ay) ** 2
    ahead = (x - ax) * (bx - ax) + (y - ay) * (by - ay)
    along = max(0.0, min(1.0, ahead / squared)) if squared else 0.0
    return hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay))
