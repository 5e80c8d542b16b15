"""Assigning: the same tier, scheme, sites or backup for all selected rows, as one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from dr_desktop.plan.entity import Entity, Problem
from dr_desktop.plan.field_spec import FieldSpec, field_spec
from dr_desktop.plan.plan import TABLES, Plan
from dr_desktop.plan.table_edit import row_words
from dr_desktop.ui.assignable import ASSIGNABLE
from dr_desktop.ui.dialogs.dialog_parts import StepDialog, explained
from dr_desktop.ui.document import Document

_LEAVE: Final = "leave"
_BLANK: Final = "blank"


def assigned(plan: Plan, table: str, ids: Sequence[str], values: Mapping[str, Any]) -> Plan | Problem:
    """The plan with these values in all the rows; a Problem, and nothing done, when a row cannot take them."""
    rows = plan.table(table)
    changed: list[Entity] = []
    for key in ids:
        if key not in rows:
            continue
        after = rows[key].changed(**values)
        if isinstance(after, Problem):
            return after
        changed.append(after)
    return plan.put(table, *changed) if changed else plan


class AssignDialog(StepDialog):
    """One choice for each field that can be assigned; every one begins with leaving it as it is."""

    def __init__(self, document: Document, table: str, ids: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(f"Assign to {row_words(table, len(ids))}", "Assign", parent)
        self._document = document
        self._table = table
        self._ids = tuple(ids)
        self.fields: dict[str, QComboBox] = {}
        inherits = {"applications": "tier", "machines": "application", "data_stores": "application"}.get(table)
        about = f"Blank means inherited from the {inherits}. " if inherits else ""
        self.body.addWidget(explained(f"{about}All changes are one step that can be undone."))
        form = QFormLayout()
        for field in ASSIGNABLE.get(table, ()):
            spec = field_spec(TABLES[table], field)
            form.addRow(f"{spec.title}", self._choice(field, spec))
            if spec.kind == "references":
                form.addRow("then", self._choice(f"{field}:second", spec))
        self.body.addLayout(form)
        self.setMinimumWidth(440)
        self._enable()
        next(iter(self.fields.values())).setFocus()

    def accept(self) -> None:
        """Put the chosen values into the selected rows."""
        values = self.values()
        after = assigned(self._document.plan, self._table, self._ids, values)
        if isinstance(after, Problem):
            self.say_wrong(str(after))
            return
        titles = [field_spec(TABLES[self._table], field).title for field in values]
        self._document.replace_plan(after, f"Assign {', '.join(titles)} to {row_words(self._table, len(self._ids))}")
        super().accept()

    def values(self) -> dict[str, Any]:
        """The value of each field that is not left as it is; None for one that becomes blank."""
        found: dict[str, Any] = {}
        for field in ASSIGNABLE.get(self._table, ()):
            kind, value = self.fields[field].currentData()
            spec = field_spec(TABLES[self._table], field)
            if kind == _LEAVE:
                continue
            if kind == _BLANK:
                found[field] = None
            elif spec.kind == "references":
                second_kind, second = self.fields[f"{field}:second"].currentData()
                found[field] = (value, second) if second_kind == "value" and second != value else (value,)
            else:
                found[field] = value
        return found

    def _choice(self, field: str, spec: FieldSpec) -> QComboBox:
        box = QComboBox()
        second = field.endswith(":second")
        box.addItem("–" if second else "Leave as it is", (_LEAVE, None))
        if spec.optional and not second:
            box.addItem("Blank", (_BLANK, None))
        for value, words in self._options(spec):
            box.addItem(words, ("value", value))
        box.setAccessibleName(f"{spec.title}, second choice" if second else spec.title)
        box.setToolTip(spec.help)
        box.setMaxVisibleItems(20)
        box.currentIndexChanged.connect(self._enable)
        self.fields[field] = box
        return box

    def _options(self, spec: FieldSpec) -> list[tuple[str, str]]:
        if spec.table:
            return [(key, one.name or key) for key, one in self._document.plan.table(spec.table).items()]
        return list(spec.choices.items())

    def _enable(self) -> None:
        self.does.setEnabled(self._complete() and bool(self.values()))

    def _complete(self) -> bool:
        wanted = ASSIGNABLE.get(self._table, ())
        for field in wanted:
            spec = field_spec(TABLES[self._table], field)
            if field not in self.fields or (spec.kind == "references" and f"{field}:second" not in self.fields):
                return False
        return bool(wanted)
