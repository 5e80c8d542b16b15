"""Sites and the links between them."""

from __future__ import annotations

from dr_desktop.ui.pages.table_page import Tab, TablePage


class SitesPage(TablePage):
    """Where things run, recover, and keep their backups."""

    title = "Sites & links"
    together_from = 620
    tabs = (Tab("sites", "Sites"), Tab("links", "Links"))
