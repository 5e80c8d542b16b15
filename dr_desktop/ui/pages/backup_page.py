"""Backup: where it lies, how often it is taken, and second copies."""

from __future__ import annotations

from dr_desktop.ui.pages.table_page import Tab, TablePage


class BackupPage(TablePage):
    """Targets, policies, copies."""

    title = "Backup"
    together_from = 620
    tabs = (Tab("backup_targets", "Targets"), Tab("backup_policies", "Policies"), Tab("backup_copies", "Copies"))
