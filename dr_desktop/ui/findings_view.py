"""A list of findings: a click or Enter goes to the cell, the menu accepts one with a reason."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from dr_desktop.assessment.results import Finding
from dr_desktop.plan.plan import Plan
from dr_desktop.report.look import SIZE
from dr_desktop.ui.findings_model import FIELD, REMEDY, SENTENCE, SIGN, SOURCE, WHERE, FindingsModel
from dr_desktop.ui.keyboard_cell import show_keyboard_cell
from dr_desktop.ui.plain_viewport import plain_viewport

_NARROW = 900
"""px of room below which names give some of theirs to the sentence."""


class FindingsView(QTableView):
    """Rows of findings without a grid. `wide` adds headings and what to do about each."""

    chosen = Signal(object)
    accept_asked = Signal(object)
    current_changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, wide: bool = False) -> None:
        super().__init__(parent)
        plain_viewport(self)
        self._wide = wide
        self._model = FindingsModel(self)
        self.setModel(self._model)
        self.setAccessibleName("Findings")
        self.setShowGrid(False)
        self.setWordWrap(wide)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        # Two lines on the page: a sentence that is cut short cannot be weighed.
        self.verticalHeader().setDefaultSectionSize(SIZE.row + 14 if wide else SIZE.findings_row)
        self.verticalHeader().setMinimumSectionSize(SIZE.findings_row)
        heading = self.horizontalHeader()
        heading.setMinimumSectionSize(24)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        heading.setHighlightSections(False)
        heading.setFixedHeight(SIZE.header)
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heading.setVisible(wide)
        self.setColumnHidden(REMEDY, not wide)
        self.unacceptable: tuple[Finding, ...] = ()
        self.clicked.connect(self._clicked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.selectionModel().currentRowChanged.connect(self._current_changed)

    def acceptable(self, finding: Finding) -> bool:
        """Whether it can be accepted: it is not yet, and it is a finding of the plan."""
        return not finding.accepted and finding not in self.unacceptable

    def show_plan(self, plan: Plan) -> None:
        """Look names up in another plan; the findings are the same."""
        before = self._places()
        self._model.show_plan(plan)
        if self._places() != before:
            self.viewport().update()

    def show_findings(self, plan: Plan, findings: Iterable[Finding]) -> None:
        """Show these findings; the one that was selected stays so while it is still there."""
        before, places = self.current(), self._places()
        others = self._model.show_findings(plan, findings)
        if self._places() != places:  # a row that says the same may be called something else
            self.viewport().update()
        if not others:
            return
        row = self._model.row_of(before) if before is not None else None
        if row is not None:
            self.selectionModel().setCurrentIndex(
                self._model.index(row, SIGN),
                QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
            )
        else:
            self.selectionModel().clear()
        self.current_changed.emit()

    def shown(self) -> int:
        """How many findings are shown."""
        return self._model.rowCount()

    def finding(self, row: int) -> Finding:
        """The finding of a row."""
        return self._model.finding(row)

    def current(self) -> Finding | None:
        """The finding that is selected."""
        index = self.currentIndex()
        return self._model.finding(index.row()) if index.isValid() else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the finding that the keyboard comes to."""
        super().focusInEvent(event)
        show_keyboard_cell(self, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the cell."""
        finding = self.current()
        if finding is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(finding)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sentence takes the room that the others leave."""
        super().resizeEvent(event)
        room = self.viewport().width()
        where, field = (170, 130) if room >= _NARROW else (130, 90)
        widths = {SIGN: 34, WHERE: where, FIELD: field, SOURCE: min(260, max(170, room // 5))}
        left = room - sum(widths.values())
        if self._wide:
            widths[REMEDY] = left * 2 // 5
            left -= widths[REMEDY]
        widths[SENTENCE] = max(200, left)
        for column, width in widths.items():
            self.setColumnWidth(column, width)

    def _places(self) -> list[str]:
        """What the rows in view say of where they are."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        if first < 0:
            return []
        rows = range(first, last + 1 if last >= 0 else self._model.rowCount())
        return [self._model.index(row, WHERE).data() for row in rows]

    def _clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self._model.finding(index.row()))

    def _current_changed(self) -> None:
        self.current_changed.emit()

    def _menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if not index.isValid():
            return
        finding = self._model.finding(index.row())
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        go = menu.addAction("Go to the cell")
        accept = menu.addAction("Accept with a reason…")
        accept.setEnabled(self.acceptable(finding))
        copy = menu.addAction("Copy the sentence")
        picked = menu.exec(self.viewport().mapToGlobal(at))
        if picked is go:
            self.chosen.emit(finding)
        elif picked is accept:
            self.accept_asked.emit(finding)
        elif picked is copy:
            QGuiApplication.clipboard().setText(f"{finding.sentence} {finding.remedy}".strip())
