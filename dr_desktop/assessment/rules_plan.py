"""Rules about the plan as a whole: its small tables, its header, and what points to nothing."""

from __future__ import annotations

from collections.abc import Iterator

from dr_desktop.assessment.results import Finding
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.plan import Plan

WITHOUT_APPLICATION = Rule(
    "machine-without-application",
    "warning",
    "A machine or data store belongs to no application of the plan, so it is not assessed.",
    "DR Desktop: figures follow from applications",
)


def plan_findings(plan: Plan, around: Surroundings) -> Iterator[Finding]:
    """What is objected to at the plan's shared tables and at what belongs to no application."""
    applications = plan.applications
    for table, rows in (("machines", plan.machines), ("data_stores", plan.data_stores)):
        for one in rows.values():
            if one.application not in applications:
                yield WITHOUT_APPLICATION.found(
                    table,
                    one.id,
                    "application",
                    f"{one.name or one.id} belongs to no application, so nothing is computed for it.",
                    "Choose its application, or Unassigned.",
                )
