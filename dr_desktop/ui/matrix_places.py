"""Places that hold applications: cells, counts and strips of the matrix, sites of the map."""

from __future__ import annotations

from typing import Final, NamedTuple

from dr_desktop.assessment.guidance import CELLS
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.plan import Plan
from dr_desktop.report.matrix_cells import cell_of, lane_entity
from dr_desktop.report.names import name_of
from dr_desktop.report.placing import (
    STRIP_WORDS,
    cell_entity,
    placing_of,
    strip_entity,
)

_SIDES: Final = {"azure": "Azure", "csp": "CSP", "customer": "Customer"}


class Place(NamedTuple):
    """A place by its entity in the picture."""

    entity: str

    def title(self, assessment: Assessment) -> str:
        """What the place is called."""
        return _found(assessment, self.entity)[0]

    def about(self, assessment: Assessment) -> str:
        """What the guidance says of a cell; nothing of other places."""
        return next((CELLS[key] for key in placing_of(assessment).cells if self.entity == cell_entity(key)), "")

    def applications(self, assessment: Assessment) -> tuple[str, ...]:
        """The applications that it holds now."""
        return _found(assessment, self.entity)[1]


def place_of(plan: Plan, entity: str) -> Place | None:
    """The place of an entity: a cell, a count, a strip or a site; None for anything else."""
    known = entity.startswith(("cell:", "lane:", "strip:")) or entity in plan.sites
    return Place(entity) if known else None


def _found(assessment: Assessment, entity: str) -> tuple[str, tuple[str, ...]]:
    plan, placing = assessment.plan, placing_of(assessment)
    for strip, ids in placing.strips.items():
        if entity == strip_entity(strip):
            return STRIP_WORDS[strip], ids
    for key, ids in placing.cells.items():
        title = f"{_SIDES[key[0]]} → {_SIDES[key[1]]}"
        if entity == cell_entity(key):
            return title, ids
        if not entity.startswith(f"lane:{key[0]}:{key[1]}:"):
            continue
        cell = cell_of(assessment, key, ids)
        for lane in cell.lanes:
            for tier in ("", *plan.tiers):
                if entity == lane_entity(cell, lane, tier):
                    chosen = tuple(one for one in lane.applications if (plan.applications[one].tier or "") == tier)
                    return f"{title}, {name_of(plan, tier) if tier else 'no tier'}", chosen
    if entity in plan.sites:
        found = tuple(
            key
            for key, one in assessment.applications.items()
            if plan.applications[key].source_site == entity or entity in one.protection.recovery_sites
        )
        return f"Runs or recovers at {name_of(plan, entity)}", found
    return "Applications", ()
