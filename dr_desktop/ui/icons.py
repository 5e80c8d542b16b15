"""Icons from our own line drawings, recoloured to a role; signs as icons for lists and buttons."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from dr_desktop.bundled import bundled
from dr_desktop.report.look import SIZE, Theme, colour
from dr_desktop.report.picture import Shape
from dr_desktop.report.signs import state_sign, tier_mark
from dr_desktop.ui.picture_painter import paint_shapes
from dr_desktop.ui.theme import current_theme

BESIDE_WORDS = 4
"""px that an icon with words beside it keeps free at its right: Qt leaves hardly any."""


def _scales() -> tuple[float, ...]:
    """Pixels a point on the screens there are."""
    return tuple(sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()})) or (1.0,)


@cache
def icon_names() -> tuple[str, ...]:
    """The names of the icons there are."""
    files = bundled("icons").glob("*.svg")
    return tuple(sorted(f.stem for f in files if not f.stem.startswith(("arrow_", "control_"))))


def icon(
    name: str, role: str = "text.primary", size: int = SIZE.icon, *, greyed: bool = True, beside: bool = False
) -> QIcon:
    """The icon `name` in the colour of `role` in the current theme; greyed where its command cannot run.

    `greyed` is False for one that is never disabled; `beside` keeps room for words at its right, and wants
    `room_beside` as the size of icons. Ask again after a change of theme. FileNotFoundError if there is no such icon.
    """
    theme = current_theme()
    result = QIcon()
    for scale in _scales():
        drawn = _drawn(name, colour(role, theme), size, scale, BESIDE_WORDS if beside else 0)
        result.addPixmap(drawn)
        if greyed:
            result.addPixmap(_inked(drawn, colour("text.disabled", theme)), QIcon.Mode.Disabled)
    return result


def room_beside(size: int = SIZE.icon) -> QSize:
    """The size of icons of a button whose icon stands beside words."""
    return QSize(size + BESIDE_WORDS, size)


def sign_icon(state: str, size: int = SIZE.sign, *, beside: bool = False) -> QIcon:
    """The sign of a verdict or severity; `beside` as for `icon`."""
    room = room_beside(size) if beside else QSize(size, size)
    return _shapes_icon(state_sign(state, 0.5, 0.5, size - 1), room)


def tier_icon(rank: int | None, size: int = SIZE.tier_mark) -> QIcon:
    """The mark of a tier."""
    return _shapes_icon(tier_mark(rank, 0, 0, size), QSize(size, size))


def _drawn(name: str, ink: str, size: int, scale: float, room: int) -> QPixmap:
    drawing = _drawing(name).replace("currentColor", ink)
    pixmap = _empty(QSize(size + room, size), scale)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def _inked(drawn: QPixmap, ink: str) -> QPixmap:
    """The same drawing in another colour: reading it again takes ten times as long."""
    pixmap = drawn.copy()
    painter = QPainter(pixmap)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(pixmap.rect(), QColor(ink))
    painter.end()
    return pixmap


@cache
def _drawing(name: str) -> str:
    return bundled("icons", f"{name}.svg").read_text(encoding="utf-8")


def _shapes_icon(shapes: tuple[Shape, ...], size: QSize) -> QIcon:
    theme: Theme = current_theme()
    result = QIcon()
    for scale in _scales():
        pixmap = _empty(size, scale)
        painter = QPainter(pixmap)
        paint_shapes(painter, shapes, theme)
        painter.end()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected, QIcon.Mode.Disabled):
            result.addPixmap(pixmap, mode)
    return result


def _empty(size: QSize, scale: float) -> QPixmap:
    pixmap = QPixmap(size * scale)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
