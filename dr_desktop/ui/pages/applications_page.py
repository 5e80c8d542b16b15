"""Applications, the tiers they inherit from, and what was tried: drills, steps by hand, scenarios."""

from __future__ import annotations

from dr_desktop.ui.pages.table_page import Tab, TablePage


class ApplicationsPage(TablePage):
    """What the business names."""

    title = "Applications"
    tabs = (
        Tab("applications", "Applications"),
        Tab("tiers", "Tiers"),
        Tab("drills", "Drills"),
        Tab("recovery_steps", "Steps"),
        Tab("scenarios", "Scenarios"),
    )
