"""The topology matrix as a view: several chips may be selected, and dragged to another cell."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from dr_desktop.report.matrix_drop import Drop, dragged_shapes, drop_at, drop_shapes
from dr_desktop.report.picture import Shape
from dr_desktop.ui.document import Document
from dr_desktop.ui.picture_view import PictureView

_MANY: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class MatrixView(PictureView):
    """`drag_moved` carries the ids of the dragged applications and the Drop aimed at or None; `dropped` both, at the
    end; `drag_ended` comes when a drag was given up. `toggled` carries a chip that was clicked with Ctrl or Shift."""

    toggled = Signal(str)
    drag_moved = Signal(object, object)
    drag_ended = Signal()
    dropped = Signal(object, object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._pressed: tuple[QPoint, str] | None = None
        self._dragged: tuple[str, ...] = ()
        self._pointer = QPointF()
        self._aimed: Drop | None = None

    def dragged(self) -> tuple[str, ...]:
        """The applications that are being dragged."""
        return self._dragged

    def aimed(self) -> Drop | None:
        """Where they would be dropped now."""
        return self._aimed

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note a chip that may be dragged; the choice itself is the view's."""
        shape = self._shape_under(event.position())
        entity = shape.entity if shape is not None else None
        if event.button() == Qt.MouseButton.LeftButton and entity in self._document.plan.applications:
            self._pressed = (event.position().toPoint(), entity or "")
            if event.modifiers() & _MANY:
                self.toggled.emit(entity)
                return
            if entity in self.selected() and len(self.selected()) > 1:
                self.focus_entity(entity, tip=False)  # several may be dragged: the press alone gives none up
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the chip that was pressed, or show tips."""
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        start, entity = self._pressed
        if not self._dragged:
            if (event.position().toPoint() - start).manhattanLength() < QApplication.startDragDistance():
                return
            chosen = tuple(one for one in self._document.plan.applications if one in self.selected())
            self._dragged = chosen if entity in chosen else (entity,)
            self._hover(None, QPoint())
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._pointer = (event.position() - self._origin()) / self._zoom
        before = self._aimed
        self._aimed = drop_at(self._document.plan, self._picture, self._pointer.x(), self._pointer.y())
        if self._aimed != before:
            self.drag_moved.emit(self._dragged, self._aimed)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop what was dragged; after a mere click on one of several chips, select that one."""
        pressed, dragged, aimed = self._pressed, self._dragged, self._aimed
        self._end()
        if dragged and aimed is not None:
            self.dropped.emit(dragged, aimed)
        elif dragged:
            self.drag_ended.emit()
        elif pressed is not None and len(self.selected()) > 1 and not event.modifiers() & _MANY:
            self.entity_clicked.emit(pressed[1])
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives a drag up; Ctrl+Space selects one more chip."""
        if self._dragged and event.key() == Qt.Key.Key_Escape:
            self._end()
            self.drag_ended.emit()
            return
        focused = self.focused_entity()
        many = event.key() == Qt.Key.Key_Space and event.modifiers() & _MANY
        if many and focused in self._document.plan.applications:
            self.toggled.emit(focused)
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Give a drag up when something else takes the keyboard."""
        if self._dragged:
            self._end()
            self.drag_ended.emit()
        super().focusOutEvent(event)

    def _end(self) -> None:
        self._pressed, self._dragged, self._aimed = None, (), None
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    def _marks(self) -> list[Shape]:
        if not self._dragged:
            return super()._marks()
        assessment = self._document.assessment
        known = tuple(one for one in self._dragged if one in assessment.applications)
        if not known:
            return []
        sources = frozenset(
            site for one in known if (site := assessment.plan.applications[one].source_site) is not None
        )
        aimed = drop_shapes(assessment, self._picture, self._aimed, sources) if self._aimed else []
        return [*aimed, *dragged_shapes(assessment, self._picture, known, self._pointer.x(), self._pointer.y())]
