"""Shows any picture: pointing, clicking, the keyboard, zoom, and copying it as an image."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from dr_desktop.report.picture import Picture, Shape, entity_bounds, shape_at, tip_text
from dr_desktop.report.picture_focus import Step, focus_marks, shape_of, stepped
from dr_desktop.ui.picture_canvas import PictureCanvas
from dr_desktop.ui.tip_panel import TipPanel

_STEPS: Final[dict[int, Step]] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
}
_ZOOM_STEP: Final = 1.1


class PictureView(PictureCanvas):
    """A picture whose entities can be pointed at, clicked, and reached with the keyboard.

    entity_clicked: an entity was clicked, or Space pressed on it. entity_activated: double click or Enter.
    entity_focused: the keyboard or a click moved the focus ("" = none). context_asked: entity ("" = none)
    and global place of a context menu.
    """

    entity_clicked = Signal(str)
    entity_activated = Signal(str)
    entity_focused = Signal(str)
    context_asked = Signal(str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._selected: frozenset[str] = frozenset()
        self._focused: str | None = None
        self._hovered: Shape | None = None
        self._tip = TipPanel(self)

    # what is chosen

    def set_selected(self, entities: Iterable[str]) -> None:
        """Frames these entities."""
        self._selected = frozenset(entities)
        self.viewport().update()

    def selected(self) -> frozenset[str]:
        """The framed entities."""
        return self._selected

    def focused_entity(self) -> str | None:
        """The entity that the keyboard is at."""
        return self._focused

    def focus_entity(self, entity: str | None, *, tip: bool = True) -> None:
        """Moves the keyboard's place to `entity`, scrolls it into view and shows its tip."""
        changed = entity != self._focused
        self._focused = entity
        if entity is not None:
            self._reveal(entity)
        self._say_focus(show=tip and self.hasFocus())
        self.viewport().update()
        if changed:
            self.entity_focused.emit(entity or "")

    def tip_words(self) -> str:
        """What the tip says now, as lines; empty while none shows."""
        return self._tip.words

    # Qt tells

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Takes the tip away before the picture moves under it."""
        self._tip.hide()
        super().scrollContentsBy(dx, dy)

    def viewportEvent(self, event: QEvent) -> bool:
        """Forgets what was pointed at when the pointer leaves."""
        if event.type() == QEvent.Type.Leave:
            self._hover(None, QPoint())
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Shows the tip of the shape under the pointer."""
        self._hover(self._shape_under(event.position()), event.globalPosition().toPoint())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses what is clicked."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        shape = self._shape_under(event.position())
        self.focus_entity(shape.entity if shape else None, tip=False)
        if shape is not None and shape.entity is not None:
            self.entity_clicked.emit(shape.entity)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The press has done it all; the page beneath is not to take the click as its own."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens what is clicked twice."""
        shape = self._shape_under(event.position())
        if event.button() == Qt.MouseButton.LeftButton and shape is not None and shape.entity is not None:
            self.entity_activated.emit(shape.entity)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks the page for a menu, by mouse or by key."""
        entity = self._focused
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            shape = self._shape_under(QPointF(event.pos()))
            entity = shape.entity if shape else None
        self._tip.hide()
        self.context_asked.emit(entity or "", event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls, or zooms with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * _ZOOM_STEP ** (event.angleDelta().y() / 120))
            event.accept()
            return
        super().wheelEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from entity to entity, and on to the next widget after the last."""
        entity = stepped(self._picture, self._focused, "next" if forward else "previous")
        if entity is None or not self.hasFocus():
            return super().focusNextPrevChild(forward)
        self.focus_entity(entity)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Entered by Tab, the focus goes to the first entity, or back from the end to the last."""
        super().focusInEvent(event)
        forward = event.reason() == Qt.FocusReason.TabFocusReason
        if forward or event.reason() == Qt.FocusReason.BacktabFocusReason:
            self.focus_entity(stepped(self._picture, None, "first" if forward else "last"))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Takes the tip and the frame away."""
        super().focusOutEvent(event)
        self._tip.hide()
        self.viewport().update()

    def hideEvent(self, _: QHideEvent) -> None:
        """Takes the tip away with the picture."""
        self._tip.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End move the focus; Space clicks, Enter opens, Ctrl+C copies, Ctrl+0 + − zoom."""
        key = event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_image()
        elif control and key == Qt.Key.Key_0:
            self.set_zoom(1.0)
        elif event.matches(QKeySequence.StandardKey.ZoomIn) or (control and key == Qt.Key.Key_Equal):
            self.set_zoom(self._zoom * _ZOOM_STEP)
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.set_zoom(self._zoom / _ZOOM_STEP)
        elif not control and key in _STEPS:
            entity = stepped(self._picture, self._focused, _STEPS[key])
            if entity is not None:
                self.focus_entity(entity)
        elif self._focused is not None and key == Qt.Key.Key_Space:
            self.entity_clicked.emit(self._focused)
        elif self._focused is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entity_activated.emit(self._focused)
        elif key == Qt.Key.Key_Escape and self._tip.isVisible():
            self._tip.hide()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    # inner workings

    def _take(self, picture: Picture) -> None:
        self._hovered = None
        if self._focused is not None and entity_bounds(picture, self._focused) is None:
            self._focused = None
        super()._take(picture)
        self.setAccessibleName(picture.title)
        self._describe()

    def _describe(self) -> None:
        shape = shape_of(self._picture, self._focused) if self._focused else None
        focused = tip_text(shape.tip) if shape else ""
        self.setAccessibleDescription(f"{focused}\n{self._picture.alt}" if focused else self._picture.alt)

    def _shape_under(self, position: QPointF) -> Shape | None:
        at = (position - self._origin()) / self._zoom
        return shape_at(self._picture, at.x(), at.y())

    def _hover(self, shape: Shape | None, at: QPoint) -> None:
        if shape is not self._hovered:
            self._hovered = shape
            hand = shape is not None and shape.entity is not None
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
            self.viewport().update()
        if shape is None:
            self._tip.hide()
        else:
            self._tip.show_tip(shape.tip, at)

    def _say_focus(self, *, show: bool) -> None:
        self._describe()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        shape = shape_of(self._picture, self._focused) if self._focused else None
        area = entity_bounds(self._picture, self._focused) if self._focused else None
        if not show or shape is None or area is None:
            self._tip.hide()
            return
        x, y, width, height = area
        below = QPointF(x + width / 2, min(y + height, y + 40)) * self._zoom + self._origin()
        self._tip.show_tip(shape.tip, self.viewport().mapToGlobal(below.toPoint()))

    def _reveal(self, entity: str) -> None:
        area = entity_bounds(self._picture, entity)
        if area is None:
            return
        room = self.viewport().size()
        for bar, start, length, page in (
            (self.horizontalScrollBar(), area[0], area[2], room.width()),
            (self.verticalScrollBar(), area[1], area[3], room.height()),
        ):
            first, last = start * self._zoom - 8, (start + length) * self._zoom + 8
            if first < bar.value() or last - first > page:
                bar.setValue(round(first))
            elif last > bar.value() + page:
                bar.setValue(round(last - page))

    def _marks(self) -> list[Shape]:
        framed = set(self._selected)
        if self._focused is not None and self.hasFocus():
            framed.add(self._focused)
        return focus_marks(self._picture, framed, self._hovered)
