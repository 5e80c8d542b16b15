"""Backup: where it lies, how often it is taken, second copies, and which restore points there are on a day."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dr_desktop.assessment.explanation import Subject
from dr_desktop.ui.document import Document
from dr_desktop.ui.head_button import HeadButton
from dr_desktop.ui.pages.table_page import Tab, TablePage
from dr_desktop.ui.restore_points_panel import RestorePointsPanel
from dr_desktop.ui.window_services import WindowServices

_KEPT = "backup/timeline"
_HEIGHT = 238


class BackupPage(TablePage):
    """Targets, policies, copies; below them the restore points of the policy that the keyboard stands on."""

    title = "Backup"
    together_from = 880
    tabs = (Tab("backup_targets", "Targets"), Tab("backup_policies", "Policies"), Tab("backup_copies", "Copies"))

    def __init__(self, document: Document, services: WindowServices, parent: QWidget | None = None) -> None:
        super().__init__(document, services, parent)
        self.points = RestorePointsPanel(document)
        self.points.setFixedHeight(_HEIGHT)
        self.body.addWidget(self.points)
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
        if self.points_button.isChecked():
            self.points.refresh()

    def _show_points(self, on: bool) -> None:
        self.services.settings.setValue(_KEPT, on)
        self.points.setVisible(on)
        if on:
            self.points.refresh()

    def _follow(self, subject: object) -> None:
        if not isinstance(subject, Subject) or not self.points.isVisible():
            return
        if subject.kind == "backup_policies":
            self.points.show_policy(subject.entity)
        elif subject.kind in ("backup_targets", "target"):
            self.points.show_target(subject.entity)
