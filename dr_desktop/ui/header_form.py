"""The plan's details as a form: what stands on the cover, and the choices that apply to the whole plan."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dr_desktop.plan.entity import Problem
from dr_desktop.plan.field_spec import FieldSpec, field_spec
from dr_desktop.plan.header import Header
from dr_desktop.plan.plan import HEADER
from dr_desktop.plan.typed import edit_text
from dr_desktop.report.look import TYPE
from dr_desktop.ui.document import Document
from dr_desktop.ui.number_marks import marks_of
from dr_desktop.ui.theme import qcolour, ui_font

_GROUPS: Final = (
    (
        "On the cover",
        ("name", "customer", "author", "author_role", "classification", "status", "revision", "review_date"),
    ),
    ("What the plan reckons with", ("start_month", "onboarding_from", "currency", "region", "working_space_rule")),
    ("For the meeting", ("decision_asked", "notes")),
)
_TITLES: Final = {"name": "Title"}


class ProseField(QPlainTextEdit):
    """A text of several lines that is taken when the keyboard leaves it."""

    def __init__(self, form: HeaderForm, field: str) -> None:
        super().__init__()
        self._form = form
        self._field = field
        self.setTabChangesFocus(True)
        self.setFixedHeight(72)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what was typed."""
        super().focusOutEvent(event)
        self._form.take(self._field)


class HeaderForm(QScrollArea):
    """One input for each field; text that cannot be taken stays, with what to type instead."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._marks = marks_of(QLocale())
        self._inputs: dict[str, QLineEdit | QPlainTextEdit | QComboBox] = {}
        self._wrong: dict[str, QLabel] = {}
        self._forms: dict[str, QFormLayout] = {}
        self.setWidgetResizable(True)
        self.setAccessibleName("Plan details")
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(12, 12, 12, 12)
        grid.setHorizontalSpacing(32)
        grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        left = self._group(*_GROUPS[0])
        left.addStretch(1)
        grid.addLayout(left, 0, 0)
        right = QVBoxLayout()
        right.addLayout(self._group(*_GROUPS[1]))
        right.addLayout(self._group(*_GROUPS[2]))
        right.addStretch(1)
        grid.addLayout(right, 0, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.setWidget(holder)

    def show_plan(self) -> None:
        """Show the header as it is; text that was refused stays until it is corrected."""
        plan = self._document.plan
        for field, shown in self._inputs.items():
            if self._wrong[field].text():
                continue
            if isinstance(shown, QComboBox):
                shown.setCurrentIndex(max(0, shown.findData(getattr(plan.header, field))))
                continue
            text = edit_text(plan, plan.header, field, self._marks.decimal)
            if isinstance(shown, QPlainTextEdit):
                if shown.toPlainText() != text:
                    shown.setPlainText(text)
            elif shown.text() != text:
                shown.setText(text)

    def take(self, field: str) -> None:
        """Take what was typed into the plan, or say why that cannot be."""
        shown = self._inputs[field]
        if isinstance(shown, QComboBox):
            text = shown.currentText()
        else:
            text = shown.toPlainText() if isinstance(shown, QPlainTextEdit) else shown.text()
        taken = self._document.edit(HEADER, HEADER, field, text, self._marks.decimal)
        problem = str(taken) if isinstance(taken, Problem) else ""
        self._wrong[field].setText(problem)
        self._forms[field].setRowVisible(self._wrong[field], bool(problem))
        self._wrong[field].setStyleSheet(f"color: {qcolour('text.invalid').name()}")
        shown.setProperty("invalid", bool(problem))
        shown.style().unpolish(shown)
        shown.style().polish(shown)

    def focus_field(self, field: str) -> bool:
        """Put the keyboard into a field; False when the form has none of that name."""
        shown = self._inputs.get(field)
        if shown is None:
            return False
        shown.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(shown)
        if isinstance(shown, QLineEdit):
            shown.selectAll()
        return True

    def draft_words(self) -> tuple[str, ...]:
        """The fields whose text is not in the plan."""
        return tuple(_title(field) for field, wrong in self._wrong.items() if wrong.text())

    def _group(self, heading: str, fields: tuple[str, ...]) -> QVBoxLayout:
        column = QVBoxLayout()
        title = QLabel(heading)
        title.setFont(ui_font(TYPE.section, bold=True))
        column.addWidget(title)
        column.addSpacing(6)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(5)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for field in fields:
            form.addRow(_title(field), self._input(field))
            wrong = QLabel()
            wrong.setWordWrap(True)
            wrong.setFont(ui_font(TYPE.table))
            form.addRow("", wrong)
            form.setRowVisible(wrong, False)
            self._wrong[field] = wrong
            self._forms[field] = form
        column.addLayout(form)
        column.addSpacing(8)
        return column

    def _input(self, field: str) -> QWidget:
        spec = field_spec(Header, field)
        made: QLineEdit | QPlainTextEdit | QComboBox
        if spec.kind == "choice":
            made = QComboBox()
            for code, words in spec.choices.items():
                made.addItem(words, code)
            made.activated.connect(self._chosen)
        elif spec.kind == "prose":
            made = ProseField(self, field)
        else:
            made = QLineEdit()
            made.setPlaceholderText(_example(spec))
            made.editingFinished.connect(self._edited)
        made.setObjectName(field)
        made.setAccessibleName(_title(field))
        made.setToolTip(spec.help)
        self._inputs[field] = made
        return made

    def _edited(self) -> None:
        self.take(self.sender().objectName())

    def _chosen(self, _row: int) -> None:
        self.take(self.sender().objectName())


def _title(field: str) -> str:
    return _TITLES.get(field) or field_spec(Header, field).title


def _example(spec: FieldSpec) -> str:
    return "such as 2027-01-15" if spec.kind == "date" else ""
