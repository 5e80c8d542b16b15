"""Paints the shapes of a picture with QPainter, as the PDF paints them on its canvas.

No shaping, no hinting, no kerning and our own anchors: so a text has the width that the layout reckoned with.
A jagged line is drawn as separate lines with round ends: `drawPolyline` is 30 times slower when it is smoothed.
"""

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPolygonF

from dr_desktop.report.font_metrics import drawable
from dr_desktop.report.hatch import hatch_lines, hatch_width, outlined
from dr_desktop.report.look import Theme, colour, hatch_ink
from dr_desktop.report.picture import Bounds, Box, Path, Picture, Shape, Text, bounds, text_left
from dr_desktop.ui.theme import ui_font

_NO_PEN = Qt.PenStyle.NoPen
_NO_BRUSH = Qt.BrushStyle.NoBrush


def paint_shapes(painter: QPainter, shapes: Iterable[Shape], theme: Theme, exposed: QRectF | None = None) -> None:
    """Paints `shapes` in picture px on `painter`; those wholly outside `exposed` are left out."""
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    fonts: dict[tuple[float, bool], QFont] = {}
    seen = None
    if exposed is not None:
        seen = (exposed.x(), exposed.y(), exposed.width(), exposed.height())
    for shape in shapes:
        if seen is not None and not _touches(shape, seen):
            continue
        if isinstance(shape, Box):
            _paint_box(painter, outlined(shape), theme)
        elif isinstance(shape, Path):
            _paint_path(painter, shape, theme)
        else:
            if (key := (shape.size, shape.bold)) not in fonts:
                fonts[key] = picture_font(*key)
            painter.setFont(fonts[key])
            _paint_text(painter, shape, theme)
    painter.restore()


def picture_font(size: float, bold: bool) -> QFont:
    """The font of a picture's text of `size` px: glyph beside glyph, as wide as the font file says."""
    font = ui_font(size, bold)
    font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping | QFont.StyleStrategy.PreferAntialias)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setKerning(False)
    return font


def picture_image(picture: Picture, theme: Theme, scale: float = 1, ground: str | None = "panel") -> QImage:
    """The picture as an image, `scale` dots per px, on the ground of a role (None: transparent)."""
    size = QSize(max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(colour(ground, theme)) if ground else Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.scale(scale, scale)
    paint_shapes(painter, picture.shapes, theme)
    painter.end()
    return image


def _touches(shape: Shape, exposed: Bounds) -> bool:
    left, top, width, height = exposed
    x, y, w, h = bounds(shape)
    room = 2 + (shape.width if isinstance(shape, Path) else 2)
    return x - room < left + width and left < x + w + room and y - room < top + height and top < y + h + room


def _paint_box(painter: QPainter, box: Box, theme: Theme) -> None:
    area = QRectF(box.x, box.y, box.w, box.h)
    if box.fill and not box.radius:
        painter.fillRect(area, QColor(colour(box.fill, theme)))
    elif box.fill:
        painter.setPen(_NO_PEN)
        painter.setBrush(QColor(colour(box.fill, theme)))
        painter.drawRoundedRect(area, box.radius, box.radius)
    _paint_hatch(painter, box, theme)
    if box.line:
        half = box.line_width / 2
        painter.setPen(_pen(box.line, box.line_width, box.dash, theme, Qt.PenCapStyle.FlatCap))
        painter.setBrush(_NO_BRUSH)
        radius = max(0.0, box.radius - half)
        painter.drawRoundedRect(area.adjusted(half, half, -half, -half), radius, radius)


def _paint_path(painter: QPainter, path: Path, theme: Theme) -> None:
    points = [QPointF(x, y) for x, y in path.points]
    if path.fill and path.closed:
        painter.setPen(_NO_PEN)
        painter.setBrush(QColor(colour(path.fill, theme)))
        painter.drawPolygon(QPolygonF(points))
        _paint_hatch(painter, path, theme)
    if path.line and len(points) > 1:
        ends = [*points[1:], points[0]] if path.closed else points[1:]
        joined = len(points) > 2 and not path.dash
        cap = Qt.PenCapStyle.RoundCap if joined else Qt.PenCapStyle.FlatCap
        painter.setPen(_pen(path.line, path.width, path.dash, theme, cap))
        painter.drawLines([QLineF(a, b) for a, b in zip(points, ends, strict=False)])


def _paint_hatch(painter: QPainter, shape: Box | Path, theme: Theme) -> None:
    if shape.hatch == "none" or not shape.fill:
        return
    dots = shape.hatch == "dots"
    pen = QPen(QColor(hatch_ink(shape.fill, theme)), hatch_width(shape.hatch))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if dots else Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLines([QLineF(*a, *b) for a, b in hatch_lines(shape)])


def _paint_text(painter: QPainter, text: Text, theme: Theme) -> None:
    painter.setPen(QColor(colour(text.role, theme)))
    words = drawable(text.text)
    if not text.turned:
        painter.drawText(QPointF(text_left(text), text.baseline), words)
        return
    painter.save()
    painter.translate(text.x, text.baseline)
    painter.rotate(-90)
    painter.drawText(QPointF(text_left(text), 0), words)
    painter.restore()


def _pen(role: str, width: float, dash: tuple[float, ...], theme: Theme, cap: Qt.PenCapStyle) -> QPen:
    pen = QPen(QColor(colour(role, theme)), width)
    pen.setCapStyle(cap)
    if dash:
        pen.setDashPattern([length / width for length in dash])
    return pen
