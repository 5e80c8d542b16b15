"""The one Qt model for every table: it shows plan and assessment as they are, and copies neither.

A row is an id; its entity and its result are looked up where the document keeps them. Sort and filter are a list of
ids in this model: a QSortFilterProxyModel over Python is a hundred times slower.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.change import Change, TableChange
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.numbers import DecimalMark
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.table_edit import CellsTaken, edit_name, with_cells
from dr_desktop.plan.typed import Typed, edit_text
from dr_desktop.ui.cell import Cell, Draft, cell_of, spoken, tip_of
from dr_desktop.ui.columns import Column, Row
from dr_desktop.ui.document import Document
from dr_desktop.ui.number_marks import marks_of
from dr_desktop.ui.row_filter import row_filter
from dr_desktop.ui.row_order import runs
from dr_desktop.ui.shown_rows import ShownRows
from dr_desktop.ui.table_columns import columns_of

# Comparing Python enums and or-ing flags is slow, and this happens for every cell of every frame.
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_EDIT: Final = int(Qt.ItemDataRole.EditRole)
_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT: Final = int(Qt.ItemDataRole.TextAlignmentRole)
_SPOKEN: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight.value | Qt.AlignmentFlag.AlignVCenter.value)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignVCenter.value)
_READ_ONLY: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE: Final = _READ_ONLY | Qt.ItemFlag.ItemIsEditable
_NO_FLAGS: Final = Qt.ItemFlag.NoItemFlags
_ROOT: Final = QModelIndex()
_MOST_SPANS: Final = 8
_MOST_RUNS: Final = 64

Index = QModelIndex | QPersistentModelIndex


class EntityTableModel(QAbstractTableModel):
    """Rows of one table. `drafts_changed` tells how many cells hold text that is not in the plan.

    `order_about_to_change` and `order_changed` stand around a sort or a filter, so that a view keeps its selection as
    ids and not as thousands of persistent indexes.
    """

    drafts_changed = Signal(int)
    order_about_to_change = Signal()
    order_changed = Signal()

    def __init__(
        self, document: Document, table: str, parent: QObject | None = None, *, columns: Sequence[Column] = ()
    ) -> None:
        super().__init__(parent)
        marks = marks_of(QLocale())
        self.document = document
        self.table = table
        self.columns = tuple(columns) or columns_of(table)
        self.decimal: DecimalMark = marks.decimal
        self.drafts: dict[tuple[str, str], Draft] = {}
        self.filters: dict[str, str] = {}
        self.searched = ""
        self.sorted_by: tuple[str, bool] | None = None
        self._shown = ShownRows(document.plan, document.assessment, table, self.columns, marks.group, marks.decimal)
        self._reads = frozenset[str]().union(*(column.reads for column in self.columns))
        self._touched: set[str] = set()
        self._touched_all = False
        self._step_of_draft: dict[tuple[str, str], int] = {}
        self._steps = document.undo_stack.index()
        document.undo_stack.indexChanged.connect(self._steps_taken)
        document.opened.connect(self._plan_opened)
        document.plan_changed.connect(self._plan_changed)
        document.assessment_changed.connect(self._assessment_changed)

    # What Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown.order)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        if role == _DISPLAY:
            return self.cell(index.row(), index.column()).text
        if role == _EDIT:
            return self.edit_text(index.row(), index.column())
        if role == _ALIGNMENT:
            return _RIGHT if self.columns[index.column()].numeric else _LEFT
        if role == _TIP:
            return tip_of(self.columns[index.column()], self.row(index.row()), self.draft(index))
        if role == _SPOKEN:
            return spoken(self.columns[index.column()].heading, self.cell(index.row(), index.column()))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == _DISPLAY and 0 <= section < len(self._shown.order) else None
        if not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == _DISPLAY:
            return column.heading
        if role == _TIP:
            return column.help
        if role == _ALIGNMENT:
            return _RIGHT if column.numeric else _LEFT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return _NO_FLAGS
        return _READ_ONLY if self.columns[index.column()].spec is None else _EDITABLE

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        field = self.columns[index.column()].field if index.isValid() else None
        if role != _EDIT or field is None:
            return False
        entity_id = self.entity_id(index.row())
        name = edit_name(self._shown.rows[entity_id], field)
        self.take_cells({entity_id: {field: Typed(str(value), self.decimal)}}, name)
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        key = self.columns[column].key if 0 <= column < len(self.columns) else None
        self.sort_by(key, descending=order == Qt.SortOrder.DescendingOrder)

    # What the view asks

    def row(self, row: int) -> Row:
        """The row as columns see it."""
        return self._shown.row(self._shown.order[row])

    def cell(self, row: int, column: int) -> Cell:
        """All that is painted at one place, in one question."""
        entity_id, asked = self._shown.order[row], self.columns[column]
        draft = self.drafts.get((entity_id, asked.key)) if self.drafts else None
        return cell_of(asked, self._shown.row(entity_id), draft)

    def edit_text(self, row: int, column: int) -> str:
        """What an editor starts with: the draft, or the row's own value in full; blank where it inherits."""
        asked = self.columns[column]
        draft = self.drafts.get((self.entity_id(row), asked.key))
        if draft is not None:
            return draft.text
        if asked.field is None:
            return asked.full_text(self.row(row))
        return edit_text(self._shown.plan, self.row(row).entity, asked.field, self.decimal)

    def draft(self, index: Index) -> Draft | None:
        """The text at a cell that is not in the plan, with its problem."""
        if not index.isValid():
            return None
        return self.drafts.get((self.entity_id(index.row()), self.columns[index.column()].key))

    def entity_id(self, row: int) -> str:
        """The id of the entity in a row."""
        return self._shown.order[row]

    def ids(self) -> tuple[str, ...]:
        """The ids of the rows shown, in their order."""
        return tuple(self._shown.order)

    def row_of(self, entity_id: str) -> int | None:
        """Where an entity is shown; None when it is filtered out or gone."""
        return self._shown.place_of(entity_id)

    def column_of(self, key: str) -> int | None:
        """The place of a column by its key, which is the field's name where it edits one."""
        return next((place for place, column in enumerate(self.columns) if column.key == key), None)

    @property
    def total(self) -> int:
        """Rows of the table, shown or not."""
        return len(self._shown.rows)

    # What is typed

    def take_cells(self, cells: Mapping[str, Mapping[str, Typed]], name: str, plan: Plan | None = None) -> CellsTaken:
        """Take typed cells, by id and field, into the plan as one step; what cannot be read stays as a draft.

        `plan` is the plan to start from, where rows were added to it in the same step.
        """
        taken = with_cells(plan or self.document.plan, self.table, cells)
        typed = {(entity_id, field) for entity_id, texts in cells.items() for field in texts}
        drafts = {key: draft for key, draft in self.drafts.items() if key not in typed}
        # A blank that may not be blank leaves nothing to correct: the cell goes on showing what the plan holds.
        drafts |= {(one.entity, one.field): Draft(one.text, one.problem) for one in taken.refused if one.text.strip()}
        differing = {key for key in drafts.keys() | self.drafts.keys() if drafts.get(key) != self.drafts.get(key)}
        self._touched |= {entity_id for entity_id, _ in differing}
        self.drafts = drafts
        self._step_of_draft = {key: step for key, step in self._step_of_draft.items() if key in drafts}
        if self.document.replace_plan(taken.plan, name):
            step = self.document.undo_stack.index()
            self._step_of_draft |= {(one.entity, one.field): step for one in taken.refused}
        else:
            self._announce()
        if differing:
            self.drafts_changed.emit(len(self.drafts))
        return taken

    def drop_draft(self, index: Index) -> bool:
        """Abandon the text at a cell; False when there is none."""
        if self.draft(index) is None:
            return False
        entity_id = self.entity_id(index.row())
        del self.drafts[(entity_id, self.columns[index.column()].key)]
        self._touched.add(entity_id)
        self._announce()
        self.drafts_changed.emit(len(self.drafts))
        return True

    # Order

    def sort_by(self, key: str | None, *, descending: bool = False) -> None:
        """Sort by a column; None gives back the plan's own order. It is done once: a later edit moves no row."""
        self.sorted_by = None if key is None else (key, descending)
        shown = set(self._shown.order)
        order = self._in_order([one for one in self._shown.rows if one in shown])
        self.order_about_to_change.emit()
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        ids = [self._shown.order[index.row()] for index in kept]
        self._shown.put_in_order(order)
        moved = [self.index(self.row_of(one) or 0, old.column()) for one, old in zip(ids, kept, strict=True)]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()
        self.order_changed.emit()

    def set_filter(self, key: str, typed: str) -> Problem | None:
        """Keep only the rows whose column fits the text; a Problem, and no change, when it cannot be read."""
        keeps = row_filter(self._column(key), typed, self.decimal)
        if isinstance(keeps, Problem):
            return keeps
        if keeps is None:
            self.filters.pop(key, None)
        else:
            self.filters[key] = typed
        self.filter_again()
        return None

    def set_search(self, typed: str) -> None:
        """Keep only the rows that hold every word of the text in any of their columns of words."""
        self.searched = typed
        self.filter_again()

    def clear_filters(self) -> None:
        """Show all rows."""
        self.filters.clear()
        self.searched = ""
        self.filter_again()

    def filter_again(self) -> None:
        """Apply filters and sort to the rows as they are now."""
        parsed = [row_filter(self._column(key), typed, self.decimal) for key, typed in self.filters.items()]
        keeps = [one for one in parsed if one is not None and not isinstance(one, Problem)]
        order = self._in_order(self._shown.found(keeps, self.searched))
        if order != self._shown.order:
            self._reset(order)
        else:
            self.order_changed.emit()

    def _column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)

    def _in_order(self, ids: list[str]) -> list[str]:
        if self.sorted_by is None:
            return ids
        return self._shown.sorted_by(self._column(self.sorted_by[0]), ids, descending=self.sorted_by[1])

    def _reset(self, order: list[str], plan: Plan | None = None) -> None:
        self.order_about_to_change.emit()
        self.beginResetModel()
        if plan is not None:
            self._shown.show_plan(plan)
        self._shown.put_in_order(order)
        self.endResetModel()
        self.order_changed.emit()

    # What the document tells

    def _plan_opened(self) -> None:
        if self.drafts:
            self.drafts.clear()
            self.drafts_changed.emit(0)

    def _steps_taken(self, done: int) -> None:
        """Drop what could not be taken in steps that are undone now."""
        if done == self._steps:  # a step more than are kept: the first is forgotten, and all others move up
            self._step_of_draft = {key: step - 1 for key, step in self._step_of_draft.items()}
        self._steps = done
        undone = {key for key, step in self._step_of_draft.items() if step > done} & self.drafts.keys()
        if undone:
            self.drafts = {key: draft for key, draft in self.drafts.items() if key not in undone}
            self._step_of_draft = {key: step for key, step in self._step_of_draft.items() if key not in undone}
            self._touched |= {entity_id for entity_id, _ in undone}
            self._announce()
            self.drafts_changed.emit(len(self.drafts))

    def _plan_changed(self, change: Change) -> None:
        shown, plan = self._shown, self.document.plan
        own = change.tables.get(self.table)
        before = shown.rows
        if own is not None and not own.same_rows:
            self._change_rows(own, plan)
        shown.show_plan(plan)
        if own is not None:
            self._touched.update(own.changed)
            if self.table in self._reads and any(before[one].name != shown.rows[one].name for one in own.changed):
                self._touched_all = True
        if change.header or not self._reads.isdisjoint(change.tables.keys() - {self.table}):
            self._touched_all = True

    def _change_rows(self, change: TableChange, plan: Plan) -> None:
        """Rows go while the old plan is still shown, and come when the new one is; never both at once.

        In a sorted or filtered table what comes stands at the end: nothing moves under the fingers.
        """
        shown, after = self._shown, plan.table(self.table)
        if change.removed and self.drafts:
            self.drafts = {key: draft for key, draft in self.drafts.items() if key[0] in after}
            self.drafts_changed.emit(len(self.drafts))
        in_plan_order = self.sorted_by is None and not self.filters and not self.searched
        order = list(after) if in_plan_order else [one for one in shown.order if one in after] + list(change.inserted)
        inserted = set(change.inserted)
        leaving = runs(row for one in change.removed if (row := shown.place_of(one)) is not None)
        coming = runs(row for row, one in enumerate(order) if one in inserted)
        if change.moved or len(leaving) + len(coming) > _MOST_RUNS:
            self._reset(order, plan)
            return
        for first, last in reversed(leaving):
            self.beginRemoveRows(_ROOT, first, last)
            shown.put_in_order(shown.order[:first] + shown.order[last + 1 :])
            self.endRemoveRows()
        shown.show_plan(plan)
        for first, last in coming:
            self.beginInsertRows(_ROOT, first, last)
            shown.put_in_order(shown.order[:first] + order[first : last + 1] + shown.order[first:])
            self.endInsertRows()

    def _assessment_changed(self, assessment: Assessment) -> None:
        self._touched |= self._shown.show_assessment(assessment)
        self._announce()

    def _announce(self) -> None:
        """One `dataChanged` for what an edit touched; a few where its rows lie apart, one over all where many do."""
        touched = None if self._touched_all else self._touched
        self._touched, self._touched_all = set(), False
        self._shown.forget(touched)
        if touched is None:
            spans = [(0, len(self._shown.order) - 1)] if self._shown.order else []
        else:
            spans = runs(row for one in touched if (row := self.row_of(one)) is not None)
        if len(spans) > _MOST_SPANS:
            spans = [(spans[0][0], spans[-1][1])]
        for first, last in spans:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
