"""Writes a picture as SVG, with its title, its sentence and the tips of its shapes as titles."""

from collections.abc import Iterator
from html import escape
from typing import Final

from dr_desktop.report.font_metrics import drawable, text_width
from dr_desktop.report.hatch import hatch_lines, hatch_width, outlined
from dr_desktop.report.look import FONT_FALLBACKS, FONT_FAMILY, Theme, colour, hatch_ink
from dr_desktop.report.picture import Box, Path, Picture, Shape, Text, text_left, tip_text

_FONTS: Final = ", ".join(f"'{name}'" for name in (FONT_FAMILY, *FONT_FALLBACKS)) + ", sans-serif"


def picture_as_svg(picture: Picture, theme: Theme = "light") -> str:
    """The picture as the text of an SVG file, 1 user unit a px, on the panel's ground of `theme`."""
    size = f'width="{_n(picture.width)}" height="{_n(picture.height)}"'
    view = f'viewBox="0 0 {_n(picture.width)} {_n(picture.height)}" role="img"'
    font = f'font-family="{_FONTS}" font-kerning="none" stroke-linejoin="round"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view} {font}>',
        f"<title>{_words(picture.title)}</title>",
        f"<desc>{_words(picture.alt)}</desc>",
        f'<rect {size} fill="{colour("panel", theme)}"/>',
    ]
    for shape in picture.shapes:
        drawn = "".join(_drawn(shape, theme))
        tip = tip_text(shape.tip)
        lines.append(f"<g><title>{_words(tip)}</title>{drawn}</g>" if tip and drawn else drawn)
    return "\n".join(line for line in lines if line) + "\n</svg>\n"


def _drawn(shape: Shape, theme: Theme) -> Iterator[str]:
    if isinstance(shape, Box):
        yield from _box(outlined(shape), theme)
    elif isinstance(shape, Path):
        yield from _path(shape, theme)
    else:
        yield _text(shape, theme)


def _box(box: Box, theme: Theme) -> Iterator[str]:
    if box.fill:
        place = f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.w)}" height="{_n(box.h)}"'
        yield f'<rect {place} rx="{_n(box.radius)}" fill="{colour(box.fill, theme)}"/>'
    yield from _hatch(box, theme)
    if box.line:
        half = box.line_width / 2
        place = f'x="{_n(box.x + half)}" y="{_n(box.y + half)}" '
        place += f'width="{_n(max(0.0, box.w - 2 * half))}" height="{_n(max(0.0, box.h - 2 * half))}"'
        yield (
            f'<rect {place} rx="{_n(max(0.0, box.radius - half))}" fill="none" '
            f"{_pen(colour(box.line, theme), box.line_width, box.dash)}/>"
        )


def _path(path: Path, theme: Theme) -> Iterator[str]:
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in path.points)
    kind = "polygon" if path.closed else "polyline"
    if path.fill and path.closed:
        yield f'<polygon points="{points}" fill="{colour(path.fill, theme)}"/>'
        yield from _hatch(path, theme)
    if path.line and len(path.points) > 1:
        cap = "round" if len(path.points) > 2 and not path.dash else "butt"
        pen = _pen(colour(path.line, theme), path.width, path.dash, cap)
        yield f'<{kind} points="{points}" fill="none" {pen}/>'


def _hatch(shape: Box | Path, theme: Theme) -> Iterator[str]:
    if shape.hatch == "none" or not shape.fill:
        return
    cap = "round" if shape.hatch == "dots" else "butt"
    lines = "".join(f"M{_n(ax)} {_n(ay)}L{_n(bx)} {_n(by)}" for (ax, ay), (bx, by) in hatch_lines(shape))
    if lines:
        pen = _pen(hatch_ink(shape.fill, theme), hatch_width(shape.hatch), (), cap)
        yield f'<path d="{lines}" fill="none" {pen}/>'


def _text(text: Text, theme: Theme) -> str:
    left = text_left(text)
    place = f'x="{_n(left)}" y="{_n(text.baseline)}"'
    if text.turned:
        place = f'transform="translate({_n(text.x)} {_n(text.baseline)}) rotate(-90)" x="{_n(left)}" y="0"'
    weight = ' font-weight="600"' if text.bold else ""
    # The stated length keeps the layout where the reader's system lacks the font.
    length = f'textLength="{_n(text_width(text.text, text.size, text.bold))}"' if text.text else ""
    return (
        f'<text {place} font-size="{_n(text.size)}"{weight} fill="{colour(text.role, theme)}" '
        f'xml:space="preserve" {length}>{_words(drawable(text.text))}</text>'
    )


def _pen(ink: str, width: float, dash: tuple[float, ...], cap: str = "butt") -> str:
    pattern = f' stroke-dasharray="{" ".join(_n(length) for length in dash)}"' if dash else ""
    return f'stroke="{ink}" stroke-width="{_n(width)}" stroke-linecap="{cap}"{pattern}'


def _words(text: str) -> str:
    return escape("".join(c for c in text if c >= " " or c in "\n\t"), quote=True)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
