"""The assessment with a watch beside it: the status bar says how long the last one took."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.plan import Plan

if TYPE_CHECKING:
    from dr_desktop.assessment.catalog import Catalog


class TimedAssess:
    """Assesses as `assess` does; `last_ms` is how long that took, None before the first."""

    def __init__(self) -> None:
        self.last_ms: float | None = None

    def __call__(self, plan: Plan, catalog: Catalog, previous: Assessment | None) -> Assessment:
        from dr_desktop.assessment.assess import assess  # the rules: not needed before a plan is in view

        began = perf_counter()
        found = assess(plan, catalog, previous)
        self.last_ms = (perf_counter() - began) * 1_000
        return found
