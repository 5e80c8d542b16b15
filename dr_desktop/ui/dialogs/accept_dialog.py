"""Accepting a finding: why, who answers for it, until when."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from dr_desktop.assessment.results import Finding
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.field_spec import field_spec
from dr_desktop.plan.governance import Acceptance
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.table_edit import new_row
from dr_desktop.plan.typed import value_from_text
from dr_desktop.ui.dialogs.dialog_parts import StepDialog, explained
from dr_desktop.ui.document import Document
from dr_desktop.ui.findings_model import place_words


class AcceptDialog(StepDialog):
    """One undo step: an acceptance that the documents print."""

    def __init__(self, document: Document, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__("Accept a finding", "Accept", parent)
        self._document = document
        self._finding = finding
        place = place_words(document.plan, finding)
        sentence = QLabel(f"{place}: {finding.sentence}")
        sentence.setWordWrap(True)
        self.body.addWidget(sentence)
        self.body.addWidget(
            explained("It is listed as accepted in the window and in both documents, with who answers for it.")
        )
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName("Reason")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(64)
        self.by = QLineEdit(document.plan.header.author)
        self.by.setAccessibleName("Accepted by")
        self.until = QLineEdit()
        self.until.setAccessibleName("Until")
        self.until.setPlaceholderText("blank: until it is taken back")
        form = QFormLayout()
        form.addRow("&Reason", self.reason)
        form.addRow("Accepted &by", self.by)
        form.addRow("&Until", self.until)
        self.body.addLayout(form)
        self.setMinimumWidth(460)
        self.reason.setFocus()

    def accept(self) -> None:
        """Put the acceptance into the plan, if reason and name are stated and the date can be read."""
        plan = self._document.plan
        reason, by = self.reason.toPlainText().strip(), self.by.text().strip()
        if not reason:
            self.say_wrong("State the reason: whoever reads the plan will ask for it.")
            return
        if not by:
            self.say_wrong("State who answers for it.")
            return
        until = value_from_text(plan, field_spec(Acceptance, "until"), self.until.text())
        if isinstance(until, Problem):
            self.say_wrong(str(until))
            return
        today = QDate.currentDate()
        on = date(today.year(), today.month(), today.day())
        after = accepted(plan, self._finding, reason, by, on, until)
        if isinstance(after, Problem):
            self.say_wrong(str(after))
            return
        self._document.replace_plan(after, f"Accept a finding about {place_words(plan, self._finding)}")
        super().accept()


def accepted(plan: Plan, finding: Finding, reason: str, by: str, on: date, until: date | None) -> Plan | Problem:
    """The plan with an acceptance of a finding, stated on a day, that holds until another (None: without end)."""
    row = new_row("acceptances")
    stated = row.changed(
        name=f"{place_words(plan, finding)}: {finding.rule}",
        entity=finding.entity,
        rule=finding.rule,
        reason=reason,
        by=by,
        on=on,
        until=until,
    )
    return stated if isinstance(stated, Problem) else plan.put("acceptances", stated)
