"""The room that a picture is shown in: layout, scrolling, zoom, theme, and the picture as an image."""

from collections.abc import Callable
from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from dr_desktop.report.look import SIZE, THEMES, Theme
from dr_desktop.report.picture import Picture, Shape
from dr_desktop.ui.picture_painter import paint_shapes, picture_image
from dr_desktop.ui.theme import current_theme, qcolour

Builder = Callable[[float, float], Picture]

_LEAST_ZOOM: Final = 0.5
_MOST_ZOOM: Final = 4.0
_COPY_SCALE: Final = 2.0


class PictureCanvas(QAbstractScrollArea):
    """A picture in a scroll area. A builder is asked for a new picture of the room's size whenever that changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._picture = Picture(0, 0)
        self._builder: Builder | None = None
        self._theme: Theme | None = None
        self._ground = "panel"
        self._zoom = 1.0

    def set_picture(self, picture: Picture) -> None:
        """Shows `picture` in its own size."""
        self._builder = None
        self._take(picture)

    def set_builder(self, builder: Builder) -> None:
        """Shows what `builder(width, height)` gives for the room there is, in px at 100 %, now and after resizing."""
        self._builder = builder
        self.rebuild()

    def rebuild(self) -> None:
        """Asks the builder again: what it draws from has changed."""
        if self._builder is None:
            return
        room = self.maximumViewportSize()
        width, height = room.width() / self._zoom, room.height() / self._zoom
        picture = self._builder(width, height)
        if picture.height > height + 0.5:  # it scrolls: the bar takes some of the width
            bar = self.verticalScrollBar().sizeHint().width() / self._zoom
            picture = self._builder(width - bar, height)
        self._take(picture)

    def picture(self) -> Picture:
        """The picture now shown."""
        return self._picture

    @property
    def theme(self) -> Theme:
        """The theme it is painted in: the application's, unless one was set."""
        return self._theme or current_theme()

    @theme.setter
    def theme(self, theme: Theme | None) -> None:
        self._theme = theme if theme in THEMES else None
        self.viewport().update()

    def set_ground(self, role: str) -> None:
        """The role of the ground the picture lies on; "panel" if none was set."""
        self._ground = role
        self.viewport().update()

    # zoom and copies

    def zoom(self) -> float:
        """1.0 at 100 %."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Shows everything `zoom` times as large, from 0.5 to 4; a builder lays its picture out anew."""
        self._zoom = min(_MOST_ZOOM, max(_LEAST_ZOOM, zoom))
        if self._builder is not None:
            self.rebuild()
        else:
            self._fit_bars()
        self.viewport().update()

    def grab_image(self, scale: float = 1.0) -> QImage:
        """The whole picture as an image, `scale` dots per px at 100 %."""
        return picture_image(self._picture, self.theme, scale, self._ground)

    def copy_image(self) -> None:
        """Puts the picture on the clipboard, at twice its size so that it stays sharp in a document."""
        QGuiApplication.clipboard().setImage(self.grab_image(_COPY_SCALE))

    def sizeHint(self) -> QSize:
        """The picture's size, or some room for a builder."""
        if self._builder is not None or not self._picture.shapes:
            return QSize(480, 280)
        return QSize(round(self._picture.width * self._zoom), round(self._picture.height * self._zoom))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints what is exposed, then what is pointed at, selected and in focus."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), qcolour(self._ground, self.theme))
        painter.translate(self._origin())
        painter.scale(self._zoom, self._zoom)
        exposed = QRectF(event.rect()).translated(-self._origin())
        exposed = QRectF(exposed.topLeft() / self._zoom, exposed.size() / self._zoom)
        paint_shapes(painter, self._picture.shapes, self.theme, exposed)
        paint_shapes(painter, self._marks(), self.theme)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lays the picture out for the new room."""
        super().resizeEvent(event)
        if self._builder is not None:
            self.rebuild()
        else:
            self._fit_bars()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Moves what is already painted."""
        self.viewport().scroll(dx, dy)

    def changeEvent(self, event: QEvent) -> None:
        """Paints anew when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()

    def _take(self, picture: Picture) -> None:
        self._picture = picture
        self._fit_bars()
        self.updateGeometry()
        self.viewport().update()

    def _marks(self) -> list[Shape]:
        """What is painted over the picture."""
        return []

    def _fit_bars(self) -> None:
        # from the room without bars: bars that show each take room, which would keep the other one showing
        whole = self.maximumViewportSize()
        width, height = ceil(self._picture.width * self._zoom - 0.5), ceil(self._picture.height * self._zoom - 0.5)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        down_width, across_height = down.sizeHint().width(), across.sizeHint().height()
        scrolls_down = height > whole.height()
        scrolls_across = width > whole.width() - down_width * scrolls_down
        scrolls_down = height > whole.height() - across_height * scrolls_across
        room_across = whole.width() - down_width * scrolls_down
        room_down = whole.height() - across_height * scrolls_across
        for bar, length, room in ((across, width, room_across), (down, height, room_down)):
            bar.setRange(0, max(0, length - room))
            bar.setPageStep(room)
            bar.setSingleStep(SIZE.row)

    def _origin(self) -> QPointF:
        return QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
