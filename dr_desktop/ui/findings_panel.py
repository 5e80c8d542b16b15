"""The panel of the findings: counts, filter and choice of this page or all at its head, the findings below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dr_desktop.assessment.results import Assessment, Finding
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.ui.findings_filter import SeverityButtons, filter_field, with_words
from dr_desktop.ui.findings_model import place_words
from dr_desktop.ui.findings_view import FindingsView
from dr_desktop.ui.head_button import SmallButton
from dr_desktop.ui.icons import icon
from dr_desktop.ui.page_list import PageEntry, findings_of_page
from dr_desktop.ui.theme import ui_font

_NARROW = 1100
"""A window as wide as this, px, has room for words beside the counts."""


class FindingsPanel(QWidget):
    """The findings; `head` is the line above them, which the dock shows when it is folded too.

    `chosen` and `accept_asked` carry a Finding; `closed` and `fold_asked` ask the dock to go and to fold.
    """

    chosen = Signal(object)
    closed = Signal()
    fold_asked = Signal()
    accept_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._assessment: Assessment | None = None
        self._entry: PageEntry | None = None
        self._own: tuple[Finding, ...] = ()
        self._folded = False
        self.view = FindingsView()
        self.view.chosen.connect(self.chosen)
        self.view.accept_asked.connect(self.accept_asked)
        self.view.current_changed.connect(self._enable_accept)
        self.severities = SeverityButtons()
        self.severities.changed.connect(self._narrow)
        self.head = self._head()
        self._nothing = QLabel(alignment=Qt.AlignmentFlag.AlignTop)
        self._nothing.setFont(ui_font(TYPE.table))
        self._nothing.setContentsMargins(12, 8, 12, 8)
        self._body = QStackedWidget()
        self._body.addWidget(self.view)
        self._body.addWidget(self._nothing)
        self._body.setMinimumHeight(SIZE.findings_row * 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._body)

    def show_assessment(self, assessment: Assessment) -> None:
        """Show the findings of an assessment."""
        before, self._assessment = self._assessment, assessment
        self.severities.show_counts(assessment.totals)
        # Most edits change no finding, and then these are the same objects; names are looked up as they are painted.
        if before is None or before.findings != assessment.findings or self._search.text():
            self._narrow()
        else:
            self.view.show_plan(assessment.plan)

    def show_page(self, entry: PageEntry | None) -> None:
        """Say which page *This page* means; None hides that choice."""
        self._entry = entry
        self._here.setEnabled(bool(entry and (entry.tables or entry.about)))
        self._narrow()

    def show_own(self, findings: tuple[Finding, ...]) -> None:
        """Show these too for *This page*: only the page knows them, so that they are counted and accepted nowhere."""
        if findings != self._own:
            self._own = self.view.unacceptable = findings
            self._narrow()

    def show_all(self) -> None:
        """Show the findings of all pages."""
        self._all.setChecked(True)

    def latest(self) -> str:
        """The worst of the findings in words, as the head says it when the panel is folded."""
        return self._latest.text()

    def set_folded(self, folded: bool) -> None:
        """Show at the head what there is to show when only the head is seen, or all of it."""
        self._folded = folded
        self._body.setMinimumHeight(0 if folded else SIZE.findings_row * 2)
        self.dress()
        self._latest.setVisible(folded)
        self._search.setVisible(not folded)
        self._accept.setVisible(not folded)

    def dress(self) -> None:
        """Take the signs of the theme that is worn now."""
        self.severities.dress()
        self._fold.setIcon(icon("chevron-right" if self._folded else "chevron-down"))
        self._fold.setToolTip("Show the findings" if self._folded else "Show the head only")
        self._fold.setAccessibleName(self._fold.toolTip())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave words out of the head in a narrow window."""
        super().resizeEvent(event)
        self.severities.set_short(self.window().width() < _NARROW)

    def _head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(SIZE.panel_head + 2)
        row = QHBoxLayout(head)
        row.setContentsMargins(6, 1, 8, 1)
        row.setSpacing(6)
        self._fold = SmallButton("chevron-down", "Show the head only")
        self._fold.clicked.connect(self.fold_asked)
        title = QLabel("Findings")
        title.setFont(ui_font(TYPE.body, bold=True))
        self._latest = QLabel()
        self._latest.setFont(ui_font(TYPE.table))
        self._latest.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        # Its end is cut where the line is full; the tip has it whole.
        self._latest.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._latest.hide()
        self._accept = QPushButton("Accept…")
        self._accept.setToolTip("Accept the selected finding with a reason")
        self._accept.setEnabled(False)
        self._accept.clicked.connect(self._ask_to_accept)
        self._search = filter_field("Filter findings")
        self._search.setPlaceholderText("Filter")
        self._search.setMaximumWidth(150)
        self._search.textChanged.connect(self._narrow)
        self._here, self._all = QPushButton("This page"), QPushButton("All")
        self._close = SmallButton("close", "Close the findings panel")
        self._close.clicked.connect(self.closed)
        choice = QButtonGroup(head)
        for button in (self._here, self._all):
            button.setCheckable(True)
            button.setFont(ui_font(TYPE.table))
            choice.addButton(button)
        self._accept.setFont(ui_font(TYPE.table))
        self._here.setAccessibleName("Findings of this page")
        self._all.setAccessibleName("Findings of all pages")
        self._here.setChecked(True)
        self._all.toggled.connect(self._narrow)
        left: tuple[QWidget, ...] = (self._fold, title, self.severities)
        right: tuple[QWidget, ...] = (self._accept, self._search, self._here, self._all, self._close)
        for widget in left:
            row.addWidget(widget)
        row.addWidget(self._latest, 3)
        row.addStretch(1)
        for widget in right:
            row.addWidget(widget)
        return head

    def _narrow(self) -> None:
        if self._assessment is None:
            return
        plan, findings = self._assessment.plan, self._assessment.findings
        here = self._here.isChecked() and self._here.isEnabled() and self._entry is not None
        if here and self._entry is not None:
            findings = (*self._own, *findings_of_page(self._entry, findings))
        narrowed = with_words(plan, self.severities.passing(findings), self._search.text())
        self.view.show_findings(plan, narrowed)
        worst = f"{place_words(plan, narrowed[0])}: {narrowed[0].sentence}" if narrowed else ""
        self._latest.setText(worst)
        self._latest.setToolTip(worst)
        if not narrowed:
            filtered = bool(findings)
            self._nothing.setText(
                "No finding matches the filter." if filtered else f"Nothing to object{' here' if here else ''}."
            )
        self._body.setCurrentWidget(self.view if narrowed else self._nothing)

    def _enable_accept(self) -> None:
        finding = self.view.current()
        self._accept.setEnabled(finding is not None and self.view.acceptable(finding))

    def _ask_to_accept(self) -> None:
        finding = self.view.current()
        if finding is not None:
            self.accept_asked.emit(finding)
