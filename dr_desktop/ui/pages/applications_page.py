"""Applications, the tiers they inherit from, the steps by hand of their recovery, and what may happen: scenarios."""

from __future__ import annotations

from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.table_edit import row_words
from dr_desktop.ui.pages.table_page import Tab, TablePage


class ApplicationsPage(TablePage):
    """What the business names."""

    title = "Applications"
    tabs = (
        Tab("applications", "Applications"),
        Tab("tiers", "Tiers"),
        Tab("recovery_steps", "Steps"),
        Tab("scenarios", "Scenarios"),
    )

    def count_words(self, table: str, rows: int) -> str:
        """*Unassigned* is a place for machines, no application."""
        unassigned = table == "applications" and UNASSIGNED in self.document.plan.applications
        return row_words(table, rows - 1) if unassigned else super().count_words(table, rows)
