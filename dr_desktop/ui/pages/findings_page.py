"""Findings: all that the assessment objects to, and what people accepted, decided, owe and signed."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dr_desktop.assessment.results import Finding
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.ui.document import Document
from dr_desktop.ui.findings_filter import SeverityButtons, filter_field, with_words
from dr_desktop.ui.findings_view import FindingsView
from dr_desktop.ui.pages.table_page import Tab, TablePage
from dr_desktop.ui.theme import ui_font
from dr_desktop.ui.window_services import WindowServices


class FindingsPage(TablePage):
    """The list of findings, and the tables of governance."""

    title = "Findings"
    tabs = (
        Tab("findings", "Findings", is_table=False),
        Tab("acceptances", "Acceptances"),
        Tab("decisions", "Decisions"),
        Tab("actions", "Actions"),
        Tab("risks", "Risks"),
        Tab("sign_offs", "Sign-offs"),
        Tab("calendar_periods", "Periods"),
        Tab("revisions", "Revisions"),
    )

    def __init__(self, document: Document, services: WindowServices, parent: QWidget | None = None) -> None:
        self.view = FindingsView(wide=True)
        self.severities = SeverityButtons()
        self.search = filter_field("Filter findings by words")
        self._nothing = QLabel("Nothing to object: every rule was checked after the last edit.")
        self._either = QStackedWidget()
        super().__init__(document, services, parent)

    def make_widget(self, key: str) -> QWidget:
        """The findings with their filter above."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(SIZE.page_margin, 0, SIZE.page_margin, 6)
        row.setSpacing(8)
        row.addWidget(self.severities)
        row.addStretch(1)
        self.search.setFixedWidth(260)
        self.accept_button = QPushButton("Accept…")
        self.accept_button.setFont(ui_font(TYPE.table))
        self.accept_button.setToolTip("Accept the selected finding with a reason")
        row.addWidget(self.search)
        row.addWidget(self.accept_button)
        column.addLayout(row)
        self._nothing.setContentsMargins(12, 8, 12, 8)
        self._either.addWidget(self.view)
        self._either.addWidget(self._nothing)
        column.addWidget(self._either, 1)
        self.severities.changed.connect(self._narrow)
        self.search.textChanged.connect(self._narrow)
        self.view.chosen.connect(self._go)
        self.view.accept_asked.connect(self.services.accept)
        self.view.current_changed.connect(self._enable_accept)
        self.accept_button.clicked.connect(self._accept)
        self._enable_accept()
        holder.setFocusProxy(self.view)
        return holder

    def tab_shown(self, key: str) -> None:
        """Show the findings as they are now."""
        if key == "findings":
            self._narrow()

    def refresh(self) -> None:
        """Show the findings as they are now."""
        super().refresh()
        if self.shown_tab() == "findings":
            self._narrow()

    def _narrow(self) -> None:
        assessment = self.document.assessment
        self.severities.show_counts(assessment.totals)
        findings = self.severities.passing(assessment.findings)
        narrowed = with_words(assessment.plan, findings, self.search.text())
        self.view.show_findings(assessment.plan, narrowed)
        if assessment.findings:
            self._nothing.setText("No finding matches the filter.")
        self._either.setCurrentWidget(self.view if narrowed else self._nothing)
        count = len(assessment.findings)
        self.set_subtitle(f"{len(narrowed):,} of {count:,} shown" if len(narrowed) != count else f"{count:,} in all")
        self.set_status(f"{len(narrowed):,} findings shown")

    def _go(self, finding: Finding) -> None:
        self.services.go_to(finding.table, finding.entity, finding.field)

    def _accept(self) -> None:
        finding = self.view.current()
        if finding is not None:
            self.services.accept(finding)

    def _enable_accept(self) -> None:
        finding = self.view.current()
        self.accept_button.setEnabled(finding is not None and not finding.accepted)
