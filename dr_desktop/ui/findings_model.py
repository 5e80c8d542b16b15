"""The findings as rows: sign, place, field, what is wrong, what to do, where the rule comes from."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress
from operator import is_not
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dr_desktop.assessment.results import Finding
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.field_spec import field_spec
from dr_desktop.plan.header import Header
from dr_desktop.plan.plan import HEADER, TABLES, Plan
from dr_desktop.plan.table_edit import row_word
from dr_desktop.report.look import TYPE
from dr_desktop.report.signs import STATE_WORDS
from dr_desktop.ui.kept_icons import KeptIcons
from dr_desktop.ui.row_order import runs
from dr_desktop.ui.theme import qcolour, ui_font

HEADINGS: Final = ("", "Where", "Field", "Finding", "What to do", "Source")
SIGN, WHERE, FIELD, SENTENCE, REMEDY, SOURCE = range(6)

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_DECORATION = int(Qt.ItemDataRole.DecorationRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_FONT = int(Qt.ItemDataRole.FontRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_MOST_SPANS: Final = 8
_ANY_INDEX = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


def place_words(plan: Plan, finding: Finding) -> str:
    """What the row that a finding speaks of is called: its name, or what kind of row it is."""
    if finding.table not in TABLES:
        return plan.header.name or "Plan"
    entity = plan.table(finding.table).get(finding.entity)
    if entity is None or not entity.name:
        return f"{row_word(finding.table).capitalize()} without a name"
    return entity.name


def field_words(finding: Finding) -> str:
    """The title of the field that a finding speaks of."""
    kind: type[Entity] | None = Header if finding.table == HEADER else TABLES.get(finding.table)
    if kind is None or finding.field not in kind.model_fields:
        return {"machines": "Machines"}.get(finding.field, finding.field.replace("_", " "))
    return field_spec(kind, finding.field).title


def state_of(finding: Finding) -> str:
    """The sign that a finding carries: its severity, or that it was accepted."""
    return "accepted" if finding.accepted else finding.severity


class FindingsModel(QAbstractTableModel):
    """Findings, worst first; accepted ones at the end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self._rows: tuple[Finding, ...] = ()
        self._icons = KeptIcons()
        self._font = ui_font(TYPE.table)

    def show_plan(self, plan: Plan) -> None:
        """Look names up in another plan."""
        self._plan = plan

    def show_findings(self, plan: Plan, findings: Iterable[Finding]) -> bool:
        """Show these findings of a plan; False when they are the same as before."""
        # The assessment gives them worst first; what was accepted goes to the end.
        rows = tuple(findings)
        if accepted := [one for one in rows if one.accepted]:
            rows = (*[one for one in rows if not one.accepted], *accepted)
        if rows == self._rows:
            self._plan = plan
            return False
        if len(rows) == len(self._rows):  # some say something else now: no reason to lay out thousands of rows again
            others = runs(compress(range(len(rows)), map(is_not, self._rows, rows)))
            self._plan, self._rows = plan, rows
            for first, last in others if len(others) <= _MOST_SPANS else [(others[0][0], others[-1][1])]:
                self.dataChanged.emit(self.index(first, 0), self.index(last, len(HEADINGS) - 1))
            return True
        self.beginResetModel()
        self._plan, self._rows = plan, rows
        self.endResetModel()
        return True

    def finding(self, row: int) -> Finding:
        """The finding of a row."""
        return self._rows[row]

    def row_of(self, finding: Finding) -> int | None:
        """The row of a finding that says the same of the same place, whatever its numbers now are."""
        place = (finding.rule, finding.table, finding.entity, finding.field)
        for row, one in enumerate(self._rows):
            if (one.rule, one.table, one.entity, one.field) == place:
                return row
        return None

    def rowCount(self, parent: _ANY_INDEX = _NOWHERE) -> int:
        """How many findings there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _ANY_INDEX = _NOWHERE) -> int:
        """One for each heading."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The headings."""
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(HEADINGS):
            if role == _DISPLAY:
                return HEADINGS[section]
            if role == _SPOKEN:
                return HEADINGS[section] or "Severity"
        return None

    def data(self, index: _ANY_INDEX, role: int = _DISPLAY) -> Any:
        """What a cell shows."""
        if not index.isValid() or self._plan is None:
            return None
        finding, column = self._rows[index.row()], index.column()
        if role in (_DISPLAY, _TIP, _SPOKEN):
            if column == SIGN:
                return None if role == _DISPLAY else STATE_WORDS[state_of(finding)]
            return self._words(finding, column) if role != _TIP else _tip(finding)
        if role == _DECORATION:
            return self._icons.sign(state_of(finding)) if column == SIGN else None
        if role == _FOREGROUND:
            role_name = {WHERE: "text.link", SOURCE: "text.secondary"}.get(column, "text.primary")
            return qcolour("text.secondary" if finding.accepted and column != WHERE else role_name)
        if role == _FONT:
            return self._font
        return None

    def _words(self, finding: Finding, column: int) -> str:
        if column == WHERE and self._plan is not None:
            return place_words(self._plan, finding)
        return {
            FIELD: field_words(finding),
            SENTENCE: finding.sentence,
            REMEDY: finding.remedy,
            SOURCE: finding.source,
        }.get(column, "")


def _tip(finding: Finding) -> str:
    return "\n".join(part for part in (finding.sentence, finding.remedy, f"Source: {finding.source}") if part)
