"""The columns of every table of the plan, and what follows for its rows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from dr_desktop.assessment.results import Assessment
from dr_desktop.ui.columns import Band, Column
from dr_desktop.ui.columns_applications import application_columns
from dr_desktop.ui.columns_churn import churn_columns
from dr_desktop.ui.columns_governance import assumption_columns, governance_columns
from dr_desktop.ui.columns_members import data_store_columns, machine_columns
from dr_desktop.ui.columns_places import (
    copy_columns,
    link_columns,
    policy_columns,
    site_columns,
    target_columns,
    tier_columns,
)

_COLUMNS: Final = {
    "tiers": tier_columns,
    "sites": site_columns,
    "links": link_columns,
    "backup_targets": target_columns,
    "backup_policies": policy_columns,
    "backup_copies": copy_columns,
    "applications": application_columns,
    "machines": machine_columns,
    "data_stores": data_store_columns,
    "churn_profiles": churn_columns,
    "assumptions": assumption_columns,
}
_RESULTS: Final = {
    "applications": "applications",
    "machines": "machines",
    "data_stores": "data_stores",
    "backup_targets": "targets",
    "sites": "stamps",
    "links": "links",
}
_NOTHING: Final[Mapping[str, Any]] = {}


@cache
def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of a table in the order they are shown; hidden ones are among them."""
    make = _COLUMNS.get(table)
    return make() if make is not None else governance_columns(table)


def results_of(assessment: Assessment | None, table: str) -> Mapping[str, Any]:
    """What follows for the rows of a table, by id; empty for a table that only states things."""
    name = _RESULTS.get(table)
    return _NOTHING if assessment is None or name is None else getattr(assessment, name)


def has_results(table: str) -> bool:
    """Whether the assessment holds a record for each row of the table."""
    return table in _RESULTS


def band_words(table: str, band: Band) -> str:
    """What the band above the headings says."""
    if band == "follows":
        return "Follows from the plan · read only"
    inherited = {"applications": "tier", "machines": "application", "data_stores": "application"}.get(table)
    return f"Stated · grey is inherited from the {inherited}" if inherited else "Stated"
