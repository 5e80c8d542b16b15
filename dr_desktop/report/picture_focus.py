"""Where the keyboard goes in a picture: from entity to entity, in their order or towards a side."""

from collections.abc import Iterable
from typing import Literal

from dr_desktop.report.look import SIZE
from dr_desktop.report.picture import Bounds, Box, Path, Picture, Shape, entity_bounds, tip_text

Step = Literal["next", "previous", "first", "last", "left", "right", "up", "down"]


def entities(picture: Picture) -> list[str]:
    """The entities of a picture, each once, in the order in which they were drawn."""
    return list(dict.fromkeys(shape.entity for shape in picture.shapes if shape.entity is not None))


def stepped(picture: Picture, current: str | None, step: Step) -> str | None:
    """The entity that the focus goes to from `current`; None if there is none that way.

    "left" … "down" go to the nearest centre on that side, for which a way aside counts double. Without a
    current entity every step enters at the first, "previous" and "last" at the last.
    """
    found = entities(picture)
    if not found:
        return None
    if current not in found:
        return found[-1] if step in ("previous", "last") else found[0]
    place = found.index(current)
    if step in ("first", "last"):
        return found[0 if step == "first" else -1]
    if step in ("next", "previous"):
        place += 1 if step == "next" else -1
        return found[place] if 0 <= place < len(found) else None
    return _nearest(picture, current, found, step)


def shape_of(picture: Picture, entity: str) -> Shape | None:
    """The shape that speaks for an entity: its first one with a tip, else its first."""
    own = [shape for shape in picture.shapes if shape.entity == entity]
    return next((shape for shape in own if tip_text(shape.tip)), own[0] if own else None)


def focus_marks(picture: Picture, framed: Iterable[str], hovered: Shape | None) -> list[Shape]:
    """What is painted over a picture: a frame round each of the `framed` entities, a guide at what is pointed at.

    An open path that paints nothing is the guide of its entity: it is drawn as a line, and in place of a frame.
    """
    marks: list[Shape] = []
    if hovered is not None and hovered.entity is not None:
        marks += _guides(picture, hovered.entity, "text.secondary", 1)
    for entity in framed:
        if guides := _guides(picture, entity, "focus", SIZE.focus_line):
            marks += guides
        elif area := entity_bounds(picture, entity):
            x, y, width, height = area
            frame = Box(x - 1, y - 1, width + 2, height + 2, line="focus", radius=SIZE.radius)
            marks.append(frame._replace(line_width=SIZE.focus_line))
    return marks


def _guides(picture: Picture, entity: str, role: str, width: float) -> list[Path]:
    return [
        shape._replace(line=role, width=width)
        for shape in picture.shapes
        if shape.entity == entity and isinstance(shape, Path) and not (shape.line or shape.fill or shape.closed)
    ]


def _nearest(picture: Picture, current: str, found: list[str], step: Step) -> str | None:
    places = {entity: _centre(area) for entity in found if (area := entity_bounds(picture, entity))}
    x, y = places.pop(current)
    best: tuple[float, str] | None = None
    for entity, (other_x, other_y) in places.items():
        right, down = other_x - x, other_y - y
        ahead = {"left": -right, "right": right, "up": -down, "down": down}[step]
        aside = abs(down if step in ("left", "right") else right)
        if ahead > 0.5 and ahead >= aside / 2 and (best is None or ahead + 2 * aside < best[0]):
            best = (ahead + 2 * aside, entity)
    return best[1] if best else None


def _centre(area: Bounds) -> tuple[float, float]:
    return area[0] + area[2] / 2, area[1] + area[3] / 2
