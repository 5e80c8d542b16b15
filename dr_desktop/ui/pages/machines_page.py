"""Machines, and durable data outside machines."""

from __future__ import annotations

from dr_desktop.ui.pages.table_page import Tab, TablePage


class MachinesPage(TablePage):
    """What is to be brought back."""

    title = "Machines & data"
    tabs = (Tab("machines", "Machines"), Tab("data_stores", "Data stores"), Tab("churn_profiles", "Churn"))
