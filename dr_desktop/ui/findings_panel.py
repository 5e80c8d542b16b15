"""The findings panel: always in reach at the foot of the window; collapsed it is one line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QMainWindow,
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

_ROWS = 5


class FindingsPanel(QDockWidget):
    """Head with counts, filter and choice of this page or all; below it the findings.

    `chosen` and `accept_asked` carry a Finding; `closed` asks for the panel to go.
    """

    chosen = Signal(object)
    closed = Signal()
    accept_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Findings", parent)
        self.setObjectName("findings")
        self.setAllowedAreas(Qt.DockWidgetArea.BottomDockWidgetArea | Qt.DockWidgetArea.TopDockWidgetArea)
        self._assessment: Assessment | None = None
        self._entry: PageEntry | None = None
        self._own: tuple[Finding, ...] = ()
        self._height = self.sizeHint().height()
        self.view = FindingsView()
        self.view.chosen.connect(self.chosen)
        self.view.accept_asked.connect(self.accept_asked)
        self.view.current_changed.connect(self._enable_accept)
        self.severities = SeverityButtons()
        self.severities.changed.connect(self._narrow)
        self.setTitleBarWidget(self._head())
        self._nothing = QLabel(alignment=Qt.AlignmentFlag.AlignTop)
        self._nothing.setFont(ui_font(TYPE.table))
        self._nothing.setContentsMargins(12, 8, 12, 8)
        self._body = QStackedWidget()
        self._body.addWidget(self.view)
        self._body.addWidget(self._nothing)
        self._body.setMinimumHeight(SIZE.findings_row * 2)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._body)
        self.setWidget(holder)

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

    def set_collapsed(self, collapsed: bool) -> None:
        """Show the head alone, or head and findings as high as they were."""
        if collapsed and not self.collapsed():
            self._height = self.height()
        # Not hidden: Qt would no longer give the head the width of the window.
        self._body.setMinimumHeight(0 if collapsed else SIZE.findings_row * 2)
        self.widget().setMaximumHeight(0 if collapsed else 16_777_215)
        self._dress_fold()
        self._latest.setVisible(collapsed)
        self._search.setVisible(not collapsed)
        self._accept.setVisible(not collapsed)
        if not collapsed:
            self._take_height()

    def collapsed(self) -> bool:
        """Whether only the head shows."""
        return self.widget().maximumHeight() == 0

    def show_all(self) -> None:
        """Show the findings of all pages."""
        self._all.setChecked(True)

    def sizeHint(self) -> QSize:
        """Room for some findings."""
        return QSize(600, SIZE.panel_head + _ROWS * SIZE.findings_row)

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember how high it was."""
        super().hideEvent(event)
        if not self.collapsed() and self.height() > SIZE.panel_head * 2:
            self._height = self.height()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height again that it had: between the two the window may have given it away."""
        super().showEvent(event)
        if not self.collapsed():
            QTimer.singleShot(0, self, self._take_height)

    def changeEvent(self, event: QEvent) -> None:
        """Take the signs of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_fold"):
            self.severities.dress()
            self._dress_fold()

    def _head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(SIZE.panel_head + 2)
        row = QHBoxLayout(head)
        row.setContentsMargins(6, 1, 8, 1)
        row.setSpacing(6)
        self._fold = SmallButton("chevron-down", "Show the head only")
        self._fold.clicked.connect(self._toggle)
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
        self._search.setFixedWidth(150)
        self._search.textChanged.connect(self._narrow)
        self._here, self._all = QPushButton("This page"), QPushButton("All")
        self._close = SmallButton("close", "Close the findings panel")
        self._close.clicked.connect(self.closed)
        choice = QButtonGroup(self)
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

    def _dress_fold(self) -> None:
        folded = self.collapsed()
        self._fold.setIcon(icon("chevron-right" if folded else "chevron-down"))
        self._fold.setToolTip("Show the findings" if folded else "Show the head only")
        self._fold.setAccessibleName(self._fold.toolTip())

    def _take_height(self) -> None:
        window = self.parent()
        if isinstance(window, QMainWindow) and self.isVisible() and not self.isFloating():
            window.resizeDocks([self], [self._height], Qt.Orientation.Vertical)

    def _toggle(self) -> None:
        self.set_collapsed(not self.collapsed())

    def _enable_accept(self) -> None:
        finding = self.view.current()
        self._accept.setEnabled(finding is not None and self.view.acceptable(finding))

    def _ask_to_accept(self) -> None:
        finding = self.view.current()
        if finding is not None:
            self.accept_asked.emit(finding)
