"""Signs, dots and marks as shapes: never as characters, which fonts lack, and never by colour alone.

Each function draws into a square whose upper left corner is (x, y) and gives the shapes from the lowest up.
"""

from math import cos, pi, sin
from typing import Final

from dr_desktop.report.font_metrics import text_width
from dr_desktop.report.look import HATCHES, SIZE, TYPE
from dr_desktop.report.picture import Box, Path, Point, Shape, Text, Tip

_CROSS: Final = (((0.34, 0.34), (0.66, 0.66)), ((0.66, 0.34), (0.34, 0.66)))
_TICK: Final = (((0.29, 0.52), (0.44, 0.67), (0.72, 0.36)),)
_BAR: Final = (((0.29, 0.5), (0.71, 0.5)),)
_EXCLAMATION: Final = (((0.5, 0.36), (0.5, 0.64)), ((0.5, 0.72), (0.5, 0.84)))
_LETTER_I: Final = (((0.5, 0.22), (0.5, 0.34)), ((0.5, 0.44), (0.5, 0.76)))


def _regular(corners: int, radius: float, turn: float = 0.0) -> tuple[Point, ...]:
    angles = (2 * pi * (step + turn) / corners for step in range(corners))
    return tuple((0.5 + radius * sin(angle), 0.5 - radius * cos(angle)) for angle in angles)


_CIRCLE: Final = _regular(32, 0.5)
_OCTAGON: Final = _regular(8, 0.53, 0.5)
_TRIANGLE: Final = ((0.5, 0.02), (1.02, 0.95), (-0.02, 0.95))
_DIAMOND: Final = _regular(4, 0.54)
_SQUARE: Final = ((0.05, 0.05), (0.95, 0.05), (0.95, 0.95), (0.05, 0.95))

_SIGNS: Final[dict[str, tuple[tuple[Point, ...], tuple[tuple[Point, ...], ...]]]] = {
    "recommended": (_CIRCLE, _TICK),
    "condition": (_TRIANGLE, _EXCLAMATION),
    "not_recommended": (_DIAMOND, _BAR),
    "not_supported": (_SQUARE, _CROSS),
    "error": (_OCTAGON, _CROSS),
    "warning": (_TRIANGLE, _EXCLAMATION),
    "note": (_CIRCLE, _LETTER_I),
    "accepted": (_CIRCLE, _TICK),
}

STATE_WORDS: Final = {
    "recommended": "Recommended",
    "condition": "Recommended with a condition",
    "not_recommended": "Not recommended",
    "not_supported": "Not supported",
    "error": "Error",
    "warning": "Warning",
    "note": "Note",
    "accepted": "Accepted",
}
DOT_WORDS: Final = {
    "met": "met",
    "little_margin": "met with little margin",
    "missed": "missed",
    "not_known": "not known",
}


def state_sign(
    state: str, x: float, y: float, size: float = SIZE.sign, *, entity: str | None = None, tip: str | Tip = ""
) -> tuple[Shape, ...]:
    """The sign of a verdict or severity ("recommended" … "accepted"), `size` px square."""
    outline, marks = _SIGNS[state]
    fill, ink = f"{state}.fill", f"{state}.on"
    if state == "accepted":  # a ring: what was accepted is no longer a thing to act on
        ring = _placed(_regular(32, 0.5 - 0.5 * 1.5 / size), x, y, size)
        body = Path(ring, line=fill, width=1.5, closed=True, entity=entity, tip=tip)
        ink = fill
    else:
        body = Path(_placed(outline, x, y, size), fill=fill, closed=True, entity=entity, tip=tip)
    width = max(1.2, size * 0.125)
    strokes = (Path(_placed(mark, x, y, size), line=ink, width=width) for mark in marks)
    return (body, *strokes)


def state_dot(
    dot: str, x: float, y: float, size: float = SIZE.state_dot, *, entity: str | None = None, tip: str | Tip = ""
) -> tuple[Shape, ...]:
    """The dot of one objective ("met", "little_margin", "missed", "not_known"), `size` px square."""
    if dot == "not_known":
        ring = _placed(_regular(24, 0.5 - 0.6 / size), x, y, size)
        return (Path(ring, line="text.secondary", width=1.2, closed=True, entity=entity, tip=tip),)
    outline, role = {
        "met": (_regular(24, 0.5), "recommended.fill"),
        "little_margin": (((0.5, -0.07), (1.1, 1.0), (-0.1, 1.0)), "condition.fill"),
        "missed": (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)), "error.fill"),
    }[dot]
    # Yellow alone is pale on a white panel: its edge carries the words' shade.
    edge = "condition.text" if dot == "little_margin" else None
    place = _placed(outline, x, y, size)
    return (Path(place, line=edge, width=0.8, fill=role, closed=True, entity=entity, tip=tip),)


def state_dots(
    dots: tuple[str, ...], x: float, y: float, *, entity: str | None = None, tip: str | Tip = ""
) -> tuple[Shape, ...]:
    """Dots side by side from x on (recovery time, recovery point, drill), each on its fixed place."""
    step = SIZE.state_dot + SIZE.state_dot_gap
    return tuple(
        shape for place, dot in enumerate(dots) for shape in state_dot(dot, x + place * step, y, entity=entity, tip=tip)
    )


def tier_mark(
    rank: int | None,
    x: float,
    y: float,
    size: float = SIZE.tier_mark,
    *,
    entity: str | None = None,
    tip: str | Tip = "",
) -> tuple[Shape, ...]:
    """The rank of a tier in a square, dark for 1 to outlined for 4 and more; "–" where there is no tier."""
    shade = f"tier.{min(max(rank, 1), 4)}" if rank is not None else "tier.4"
    words = str(rank) if rank is not None else "–"
    fits = len(words) == 1 or text_width(words, TYPE.mark, True) <= size - 2
    type_size = TYPE.mark if fits else TYPE.mark - 2
    return (
        Box(x, y, size, size, fill=shade, line="line.strong", radius=2, entity=entity, tip=tip),
        Text(
            x + size / 2, y + size / 2 + type_size * 0.35, words, type_size, f"{shade}.on", "centre", True,
            entity=entity, tip=tip,
        ),
    )  # fmt: skip


def scheme_mark(
    scheme: str,
    x: float,
    y: float,
    size: float = SIZE.scheme_mark,
    *,
    entity: str | None = None,
    tip: str | Tip = "",
) -> tuple[Shape, ...]:
    """The square of a scheme ("backup_restore" … "no_recovery"): its colour with its own stroke."""
    role = f"scheme.{scheme}"
    hatch = HATCHES[role]
    square = Box(x, y, size, size, fill=role, entity=entity, tip=tip)
    if hatch == "outline":
        return (square._replace(hatch="outline"),)
    if hatch == "vertical":  # two pillars: the ground itself parts them
        third = size * 0.4
        return (square._replace(w=third), square._replace(x=x + size - third, w=third))
    if hatch == "none":
        return (square,)
    ends = ((0.0, 1.0), (1.0, 0.0)) if hatch == "rising" else ((0.0, 0.0), (1.0, 1.0))
    return (square, Path(_placed(ends, x, y, size), line="panel", width=size * 0.18))


def _placed(points: tuple[Point, ...], x: float, y: float, size: float) -> tuple[Point, ...]:
    return tuple((x + px * size, y + py * size) for px, py in points)
