"""The one delegate of the tables: paints a cell as the model says, and opens the editor that the field wants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dr_desktop.plan.entity import Problem
from dr_desktop.plan.field_spec import FieldSpec
from dr_desktop.plan.names import Names
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.ui.cell_painter import CellPainter
from dr_desktop.ui.entity_table_model import EntityTableModel
from dr_desktop.ui.theme import current_theme, ui_font

if TYPE_CHECKING:  # imported where used: no cell is typed into before the first paint
    from dr_desktop.ui.cell_editors import CellEditor

Index = QModelIndex | QPersistentModelIndex

_NO_HINT: Final = QStyledItemDelegate.EndEditHint.NoHint
_KEY_PRESS: Final = QEvent.Type.KeyPress
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier


class FieldDelegate(QStyledItemDelegate):
    """Paints and edits the cells of one model. `step` is where the current cell goes once the editor has closed.

    `fill_wanted` carries what was typed when Ctrl+Enter puts it into all selected cells.
    """

    fill_wanted = Signal(str)

    def __init__(self, model: EntityTableModel, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._model = model
        self.painter = CellPainter(current_theme())
        self.selected_ground = "selection"
        self.step = (0, 0)

    def wear_theme(self) -> None:
        """Take the colours of the theme that is worn now."""
        if self.painter.theme != current_theme():
            self.painter = CellPainter(current_theme())

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = self._model.cell(index.row(), index.column())
        # Asked of the view: the option's state would load the enumerations of all styles at the start.
        chosen = cast(QAbstractItemView, self.parent()).selectionModel().isSelected(cast(QModelIndex, index))
        selected = self.selected_ground if chosen else ""
        self.painter.paint(painter, option.rect, cell, selected)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, SIZE.row)

    # Editing

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._model.columns[index.column()]
        assert column.spec is not None
        editor = self._editor(parent, column.spec, index)
        editor.setFont(ui_font(TYPE.table))
        editor.setAccessibleName(f"{column.heading} of {self._model.row(index.row()).entity.name}")
        self.step = (0, 0)
        return editor

    def _editor(self, parent: QWidget, spec: FieldSpec, index: Index) -> CellEditor:
        from dr_desktop.ui.cell_editors import CheckListEditor, ChoiceEditor, LineEditor, ProseEditor

        if self._model.draft(index) is not None:
            return LineEditor(parent)  # what was typed can be corrected only where it can be typed
        match spec.kind:
            case "choice" | "flag":
                words = ["no", "yes"] if spec.kind == "flag" else list(spec.choices.values())
                editor: CellEditor = ChoiceEditor(parent, words, self._blank_words(spec, index))
                cast(ChoiceEditor, editor).picked.connect(self._chosen)
            case "choices":
                editor = CheckListEditor(parent, list(spec.choices.values()))
            case "references":
                editor = CheckListEditor(parent, self._names(spec))
            case "reference":
                editor = LineEditor(parent, self._names(spec))
                editor.setPlaceholderText(self._blank_words(spec, index) or "")
            case "prose":
                editor = ProseEditor(parent)
            case _:
                editor = LineEditor(parent)
                editor.setPlaceholderText(self._blank_words(spec, index) or "")
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        cast("CellEditor", editor).begin(self._model.edit_text(index.row(), index.column()))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        text = cast("CellEditor", editor).text_typed()
        # What is not in the plan is tried again as it stands: the name it speaks of may be there by now.
        if self._model.draft(index) is not None or text != self._model.edit_text(index.row(), index.column()):
            model.setData(index, text)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        from dr_desktop.ui.cell_editors import editor_rect

        parent = editor.parentWidget()
        if parent is not None:
            editor.setGeometry(editor_rect(cast("CellEditor", editor), option.rect, parent.rect()))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == _KEY_PRESS and isinstance(editor, QWidget):
            key = cast(QKeyEvent, event)
            if key.key() in _ENTER and key.modifiers() & _CONTROL:
                self._fill(editor)
                return True
            step = self._step_of(cast("CellEditor", editor), key)
            if step is not None:
                self.step = step
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, _NO_HINT)
                return True
            from dr_desktop.ui.cell_editors import LineEditor

            opens = key.key() == Qt.Key.Key_F4 or (key.key() == Qt.Key.Key_Down and key.modifiers() & _ALT)
            if opens and isinstance(editor, LineEditor):
                editor.offer_all()
                return True
        return super().eventFilter(editor, event)

    def _step_of(self, editor: CellEditor, event: QKeyEvent) -> tuple[int, int] | None:
        """Rows and columns that a key moves on by after the text is taken; None for keys that the editor needs."""
        from dr_desktop.ui.cell_editors import ProseEditor

        back = bool(event.modifiers() & _SHIFT)
        match event.key():
            case Qt.Key.Key_Tab:
                return (0, 1)
            case Qt.Key.Key_Backtab:
                return (0, -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if isinstance(editor, ProseEditor):
                    return None
                return (-1, 0) if back else (1, 0)
        return None

    def _chosen(self) -> None:
        editor = self.sender()
        if not isinstance(editor, QWidget):
            return
        if QGuiApplication.keyboardModifiers() & _CONTROL:
            self._fill(editor)
            return
        self.step = (0, 0)
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, _NO_HINT)

    def _fill(self, editor: QWidget) -> None:
        text = cast("CellEditor", editor).text_typed()
        self.closeEditor.emit(editor, _NO_HINT)
        self.fill_wanted.emit(text)

    def _names(self, spec: FieldSpec) -> list[str]:
        plan = self._model.document.plan
        names = Names(plan)
        return [names.shown(spec.table, key) for key in plan.table(spec.table)]

    def _blank_words(self, spec: FieldSpec, index: Index) -> str | None:
        """What a blank means here, such as “4 h, from Silver”; None where the field cannot be blank."""
        if not spec.optional:
            return None
        row = self._model.row(index.row())
        column = self._model.columns[index.column()]
        blank = row.entity.changed(**{spec.name: None})
        value, origin = (None, "none") if isinstance(blank, Problem) else column.found(row._replace(entity=blank))
        if value is None or origin in ("own", "none"):
            return "not stated"
        shown = column.show(value, row)
        return {"tier": f"{shown}, from the tier", "application": f"{shown}, from the application"}.get(
            origin, f"{shown}, assumed"
        )
