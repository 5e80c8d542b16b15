"""The head of a table: the band that says what is stated and what follows, the headings, and the row of filters."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QLineEdit, QWidget

from dr_desktop.plan.entity import Problem
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.ui.cell_painter import CellPainter
from dr_desktop.ui.entity_table_model import EntityTableModel
from dr_desktop.ui.table_columns import band_words
from dr_desktop.ui.theme import current_theme, ui_font

_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CHEVRON: Final = 8


class TableHeader(QHeaderView):
    """Three rows in one: a click on a heading is Qt's `sectionClicked`, a click below it opens the column's filter."""

    def __init__(self, model: EntityTableModel, parent: QWidget, *, says_band: bool = True) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self._says_band = says_band
        self._filters_shown = True
        self._painter = CellPainter(current_theme())
        self._editor: QLineEdit | None = None
        self._edited = -1
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(28)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.sectionResized.connect(self._place_editor)

    def filters_shown(self) -> bool:
        """Whether the row of filters is there."""
        return self._filters_shown

    def show_filters(self, shown: bool) -> None:
        """Show or hide the row of filters; filters that are set stay on."""
        self.close_filter()
        self._filters_shown = shown
        self.updateGeometry()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(100, SIZE.header_band + SIZE.filter + (SIZE.row if self._filters_shown else 0))

    # Painting

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if self._painter.theme != current_theme():
            self._painter = CellPainter(current_theme())
        column = self._model.columns[section]
        ink = self._painter.ink
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, ink("header"))
        band = QRect(rect.left(), rect.top(), rect.width(), SIZE.header_band)
        head = QRect(rect.left(), band.bottom() + 1, rect.width(), SIZE.filter)
        if self._says_band:
            self._paint_band(painter, band, section)
        painter.setPen(ink("line"))
        painter.drawLine(head.right(), head.top(), head.right(), rect.bottom())
        painter.drawLine(rect.left(), band.bottom(), rect.right(), band.bottom())
        painter.setFont(self._painter.bold)
        painter.setPen(ink("text.primary"))
        room = head.adjusted(SIZE.cell_padding, 0, -SIZE.cell_padding, 0)
        if self._model.sorted_by is not None and self._model.sorted_by[0] == column.key:
            self._paint_chevron(painter, room, descending=self._model.sorted_by[1])
            room.setRight(room.right() - _CHEVRON - 4)
        words = painter.fontMetrics().elidedText(column.heading, Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(ink("text.primary"))
        painter.drawText(room, _RIGHT if column.numeric else _LEFT, words)
        painter.setPen(ink("line"))
        painter.drawLine(rect.left(), head.bottom(), rect.right(), head.bottom())
        if self._filters_shown:
            self._paint_filter(painter, QRect(rect.left(), head.bottom() + 1, rect.width() - 1, SIZE.row), section)
        painter.setPen(QPen(ink("line.strong"), 1))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        painter.restore()

    def _paint_band(self, painter: QPainter, rect: QRect, section: int) -> None:
        """The words of a band run on over its sections: each paints its part of them."""
        band = self._model.columns[section].band
        first = self.visualIndex(section)
        while first > 0 and self._band_at(first - 1) in (band, ""):
            first -= 1
        starts = (
            self.sectionViewportPosition(logical)
            for visual in range(first, self.count())
            if not self.isSectionHidden(logical := self.logicalIndex(visual)) and logical != 0
        )
        if (start := next(starts, None)) is None:
            return  # the first column alone is shown
        painter.setFont(ui_font(TYPE.caption))
        painter.setPen(self._painter.ink("text.secondary"))
        words = QRect(start + SIZE.cell_padding, rect.top(), 2_000, rect.height())
        painter.drawText(words, _LEFT, band_words(self._model.table, band))
        if start == rect.left() and first > 1:
            painter.setPen(self._painter.ink("line.strong"))
            painter.drawLine(rect.left(), rect.top(), rect.left(), rect.bottom())

    def _band_at(self, visual: int) -> str:
        """The band at a visual place; "" for a hidden section and the frozen one, which say nothing."""
        logical = self.logicalIndex(visual)
        return "" if logical == 0 or self.isSectionHidden(logical) else self._model.columns[logical].band

    def _paint_chevron(self, painter: QPainter, room: QRect, *, descending: bool) -> None:
        right, middle, up = room.right(), room.center().y(), -1 if descending else 1
        painter.setPen(QPen(self._painter.ink("text.secondary"), 1.5))
        points = [QPoint(right - _CHEVRON, middle + 2 * up), QPoint(right - _CHEVRON // 2, middle - 2 * up)]
        painter.drawLine(points[0], points[1])
        painter.drawLine(points[1], QPoint(right, middle + 2 * up))

    def _paint_filter(self, painter: QPainter, rect: QRect, section: int) -> None:
        column = self._model.columns[section]
        typed = self._model.filters.get(column.key, "")
        painter.fillRect(rect, self._painter.ink("selection" if typed else "panel"))
        words = typed or ("contains" if section == 0 else "")
        painter.setFont(self._painter.font)
        painter.setPen(self._painter.ink("text.on_selection" if typed else "text.secondary"))
        room = rect.adjusted(SIZE.cell_padding, 0, -SIZE.cell_padding, 0)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _RIGHT if column.numeric else _LEFT, shown)

    # Filters and sort

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._in_filters(event.position().toPoint()):
            section = self.logicalIndexAt(event.position().toPoint())
            if section >= 0:
                self.edit_filter(section)
            return
        self.close_filter()
        super().mousePressEvent(event)

    def edit_filter(self, section: int) -> None:
        """Put the keyboard into the filter of a column."""
        self.close_filter()
        column = self._model.columns[section]
        editor = QLineEdit(self.viewport())
        editor.setFont(ui_font(TYPE.table))
        editor.setAccessibleName(f"Filter {column.heading}")
        editor.setToolTip("Words, several between commas · > 5, 1–4 · = exactly · – for not known · not …")
        editor.setText(self._model.filters.get(column.key, ""))
        editor.textChanged.connect(self._filter_typed)
        editor.installEventFilter(self)
        self._editor, self._edited = editor, section
        self._place_editor()
        editor.show()
        editor.setFocus()

    def close_filter(self) -> None:
        """Close the field of the filter that is typed into; the filter stays as it is."""
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.removeEventFilter(self)
            editor.hide()
            editor.deleteLater()
        self.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._editor and self._editor is not None:
            if event.type() == QEvent.Type.FocusOut:
                self.close_filter()
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                if event.key() == Qt.Key.Key_Escape:
                    self._editor.clear()
                if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                    table = self.parentWidget()
                    self.close_filter()
                    if table is not None:
                        table.setFocus()
                    return True
        return super().eventFilter(watched, event)

    def _filter_typed(self, typed: str) -> None:
        refused = self._model.set_filter(self._model.columns[self._edited].key, typed)
        editor = self._editor
        if editor is None:
            return
        wrong = isinstance(refused, Problem)
        if bool(editor.property("invalid")) != wrong:
            editor.setProperty("invalid", wrong)
            editor.style().unpolish(editor)
            editor.style().polish(editor)
        if wrong:
            editor.setToolTip(str(refused))

    def _place_editor(self) -> None:
        if self._editor is not None:
            top = SIZE.header_band + SIZE.filter
            left, width = self.sectionViewportPosition(self._edited), self.sectionSize(self._edited)
            self._editor.setGeometry(left, top, max(width, 60), SIZE.row)

    def _in_filters(self, at: QPoint) -> bool:
        return self._filters_shown and at.y() >= SIZE.header_band + SIZE.filter
