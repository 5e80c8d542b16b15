"""Backup: where it lies, how often it is taken, second copies, and which restore points there are on a day."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dr_desktop.assessment.explanation import Subject
from dr_desktop.report.look import SIZE
from dr_desktop.ui.document import Document
from dr_desktop.ui.entity_table_view import EntityTableView
from dr_desktop.ui.head_button import HeadButton
from dr_desktop.ui.pages.table_page import Tab, TablePage
from dr_desktop.ui.restore_points_panel import RestorePointsPanel
from dr_desktop.ui.window_services import WindowServices

_KEPT: Final = "backup/timeline"
_POINTS_LEAST: Final = 246
_ROWS_LEAST: Final = 3
_HANDLE: Final = 4
_FIRST: Final = 1_000  # tables grow before the restore points do
_NO_LIMIT: Final = (1 << 24) - 1


class BackupPage(TablePage):
    """Targets, policies, copies; below them the restore points of the policy that the keyboard stands on."""

    title = "Backup"
    together_from = 880
    tabs = (Tab("backup_targets", "Targets"), Tab("backup_policies", "Policies"), Tab("backup_copies", "Copies"))

    def __init__(self, document: Document, services: WindowServices, parent: QWidget | None = None) -> None:
        self.points, self._tables = RestorePointsPanel(document), QWidget()
        super().__init__(document, services, parent)
        held = QVBoxLayout(self._tables)  # a splitter works out its own greatest height, so what holds it is limited
        held.setContentsMargins(0, 0, 0, 0)
        held.addWidget(self._sections)
        self.points.setMinimumHeight(_POINTS_LEAST)
        self.body.addWidget(self._tables, _FIRST)
        self.body.addWidget(self.points, 1)
        self.points_button = HeadButton("Restore points", "Show which restore points there are on a day")
        self.points_button.setCheckable(True)
        self.points_button.setChecked(self.services.settings.value(_KEPT, True, bool) is not False)
        self.points_button.toggled.connect(self._show_points)
        self.add_tool(self.points_button)
        self.points.setVisible(self.points_button.isChecked())
        self.subject_changed.connect(self._follow)

    def refresh(self) -> None:
        """Show the tables and the restore points as they are now."""
        super().refresh()
        self._share_height()
        if self.points_button.isChecked():
            self.points.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tables that stand one above the other need more than one in front."""
        super().resizeEvent(event)
        self._share_height()

    def tab_shown(self, key: str) -> None:
        """A table that is made now may have a higher head than others."""
        self._share_height()

    def _share_height(self) -> None:
        """Tables take what their rows need, the restore points the rest."""
        if self.points.isHidden():
            self._tables.setMaximumHeight(_NO_LIMIT)
            return
        views = [view for tab in self.tabs if isinstance(view := self.widget_of(tab.key), EntityTableView)]
        if self._sections.together():
            wanted = sum(view.whole_height() + SIZE.panel_head + _HANDLE for view in views)
        else:  # the longest table counts, so that nothing moves when another one comes to the front
            rows = max(_ROWS_LEAST, *[len(self.document.plan.table(tab.key)) for tab in self.tabs])
            wanted = max([view.whole_height(rows) for view in views], default=0)
        self._tables.setMaximumHeight(wanted)

    def _show_points(self, on: bool) -> None:
        self.services.settings.setValue(_KEPT, on)
        self.points.setVisible(on)
        self._share_height()
        if on:
            self.points.refresh()

    def _follow(self, subject: object) -> None:
        if not isinstance(subject, Subject) or not self.points.isVisible():
            return
        if subject.kind == "backup_policies":
            self.points.show_policy(subject.entity)
        elif subject.kind in ("backup_targets", "target"):
            self.points.show_target(subject.entity)
