"""Rules about the plan as a whole: its shared tables, its header, and what points to nothing."""

from __future__ import annotations

from collections.abc import Iterator

from dr_desktop.assessment.results import Finding
from dr_desktop.assessment.rules_dependencies import cycle_findings
from dr_desktop.assessment.rules_header import (
    drill_findings,
    governance_findings,
    header_findings,
    name_findings,
    tier_findings,
)
from dr_desktop.assessment.rules_policies import policy_findings
from dr_desktop.assessment.rules_products import product_findings
from dr_desktop.assessment.rules_references import reference_findings
from dr_desktop.assessment.rules_sites import plan_link_findings, site_findings
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.plan import Plan


def plan_findings(plan: Plan, around: Surroundings) -> Iterator[Finding]:
    """What is objected to at the plan's shared tables and at what belongs to no application."""
    yield from header_findings(plan, around)
    yield from tier_findings(plan)
    yield from site_findings(plan, around)
    yield from plan_link_findings(plan)
    yield from policy_findings(plan)
    yield from product_findings(plan)
    yield from reference_findings(plan)
    yield from cycle_findings(plan.applications)
    yield from drill_findings(plan)
    yield from governance_findings(plan)
    yield from name_findings(plan)
