"""Paints a picture on a reportlab canvas: the same shapes as in the window, always in the light palette.

Nothing is transparent and no clipping is used, so that printers and old readers show what the screen showed.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from dr_desktop.bundled import bundled
from dr_desktop.report.font_metrics import FONT_FILES, drawable
from dr_desktop.report.hatch import hatch_lines, hatch_width, outlined
from dr_desktop.report.look import Theme, colour, hatch_ink
from dr_desktop.report.picture import Box, Path, Picture, Text, text_left

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

FONT_NAMES: Final = {False: "IBMPlexSans", True: "IBMPlexSans-SemiBold"}
_THEME: Final[Theme] = "light"
_ROUND: Final = 1
_FLAT: Final = 0


def register_fonts() -> None:
    """Makes the two bundled fonts known to reportlab under `FONT_NAMES`; embedded as far as they are used."""
    from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont  # heavy, and only for a PDF
    from reportlab.pdfbase.ttfonts import TTFont

    for bold, name in FONT_NAMES.items():
        if name not in getRegisteredFontNames():
            registerFont(TTFont(name, str(bundled("fonts", FONT_FILES[bold]))))


def draw_picture(canvas: "Canvas", picture: Picture, x: float, y: float, scale: float = 1) -> None:
    """Paints `picture` with its lower left corner at (x, y) pt; one px of it becomes `scale` pt."""
    register_fonts()
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(scale, scale)
    canvas.setLineJoin(_ROUND)
    for shape in picture.shapes:
        if isinstance(shape, Box):
            _draw_box(canvas, outlined(shape), picture.height)
        elif isinstance(shape, Path):
            _draw_path(canvas, shape, picture.height)
        else:
            _draw_text(canvas, shape, picture.height)
    canvas.restoreState()


def _draw_box(canvas: "Canvas", box: Box, height: float) -> None:
    bottom = height - box.y - box.h
    if box.fill:
        canvas.setFillColor(colour(box.fill, _THEME))
        _rectangle(canvas, box.x, bottom, box.w, box.h, box.radius, stroke=0, fill=1)
    _draw_hatch(canvas, box, height)
    if box.line:
        half = box.line_width / 2
        _pen(canvas, colour(box.line, _THEME), box.line_width, box.dash, _FLAT)
        w, h = max(0.0, box.w - 2 * half), max(0.0, box.h - 2 * half)
        _rectangle(canvas, box.x + half, bottom + half, w, h, max(0.0, box.radius - half), stroke=1, fill=0)


def _rectangle(
    canvas: "Canvas", x: float, y: float, w: float, h: float, radius: float, *, stroke: int, fill: int
) -> None:
    if radius:
        canvas.roundRect(x, y, w, h, min(radius, w / 2, h / 2), stroke=stroke, fill=fill)
    else:
        canvas.rect(x, y, w, h, stroke=stroke, fill=fill)


def _draw_path(canvas: "Canvas", path: Path, height: float) -> None:
    if not path.points:
        return
    outline = canvas.beginPath()
    outline.moveTo(path.points[0][0], height - path.points[0][1])
    for px, py in path.points[1:]:
        outline.lineTo(px, height - py)
    if path.closed:
        outline.close()
    if path.fill and path.closed:
        canvas.setFillColor(colour(path.fill, _THEME))
        canvas.drawPath(outline, stroke=0, fill=1)
        _draw_hatch(canvas, path, height)
    if path.line and len(path.points) > 1:
        joined = len(path.points) > 2 and not path.dash
        _pen(canvas, colour(path.line, _THEME), path.width, path.dash, _ROUND if joined else _FLAT)
        canvas.drawPath(outline, stroke=1, fill=0)


def _draw_hatch(canvas: "Canvas", shape: Box | Path, height: float) -> None:
    if shape.hatch == "none" or not shape.fill:
        return
    cap = _ROUND if shape.hatch == "dots" else _FLAT
    _pen(canvas, hatch_ink(shape.fill, _THEME), hatch_width(shape.hatch), (), cap)
    canvas.lines([(ax, height - ay, bx, height - by) for (ax, ay), (bx, by) in hatch_lines(shape)])


def _draw_text(canvas: "Canvas", text: Text, height: float) -> None:
    canvas.setFillColor(colour(text.role, _THEME))
    canvas.setFont(FONT_NAMES[text.bold], text.size)
    words = drawable(text.text)
    if not text.turned:
        canvas.drawString(text_left(text), height - text.baseline, words)
        return
    canvas.saveState()
    canvas.translate(text.x, height - text.baseline)
    canvas.rotate(90)
    canvas.drawString(text_left(text), 0, words)
    canvas.restoreState()


def _pen(canvas: "Canvas", ink: str, width: float, dash: Iterable[float], cap: int) -> None:
    canvas.setStrokeColor(ink)
    canvas.setLineWidth(width)
    canvas.setLineCap(cap)
    canvas.setDash(list(dash))
