"""Rules about the plan as a whole: its shared tables, its header, and what points to nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from dr_desktop.assessment.results import Finding
from dr_desktop.assessment.rules_copies import copy_findings
from dr_desktop.assessment.rules_dependencies import cycle_findings
from dr_desktop.assessment.rules_header import (
    drill_findings,
    governance_findings,
    header_findings,
    name_findings,
    price_findings,
    tier_findings,
)
from dr_desktop.assessment.rules_links import churn_findings
from dr_desktop.assessment.rules_policies import policy_findings
from dr_desktop.assessment.rules_products import product_findings
from dr_desktop.assessment.rules_references import reference_findings
from dr_desktop.assessment.rules_scenarios import scenario_findings
from dr_desktop.assessment.rules_sites import plan_link_findings, site_findings
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.change import Change
from dr_desktop.plan.plan import Plan

Reads = Mapping[str, tuple[str, ...] | None]


class PlanRules(NamedTuple):
    """Rules that are asked of the whole plan, and what of it they read: table -> fields, None for all of them.

    Only tables that can change without everything being assessed anew are named; an empty tuple: its rows alone.
    """

    find: Callable[[Plan, Surroundings], Iterable[Finding]]
    reads: Reads


def _alone(find: Callable[[Plan], Iterable[Finding]]) -> Callable[[Plan, Surroundings], Iterable[Finding]]:
    return lambda plan, _: find(plan)


PLAN_RULES: Final = (
    PlanRules(header_findings, {}),
    PlanRules(_alone(tier_findings), {}),
    PlanRules(site_findings, {"applications": ("source_site", "recovery_sites")}),
    PlanRules(_alone(plan_link_findings), {}),
    PlanRules(_alone(churn_findings), {"applications": ("name",), "machines": ("name",)}),
    PlanRules(_alone(policy_findings), {}),
    PlanRules(_alone(copy_findings), {}),
    PlanRules(
        product_findings,
        {"applications": ("source_site", "tier", "backup_target", "backup_policy"), "calendar_periods": None},
    ),
    PlanRules(
        _alone(reference_findings),
        {
            "applications": (),
            "machines": ("application", "name"),
            "data_stores": None,
            **dict.fromkeys(("drills", "recovery_steps", "scenarios", "acceptances", "cost_lines"), None),
        },
    ),
    PlanRules(lambda plan, _: cycle_findings(plan.applications), {"applications": ("depends_on", "name")}),
    PlanRules(_alone(drill_findings), {"drills": None, "applications": None, "calendar_periods": None}),
    PlanRules(
        _alone(governance_findings),
        dict.fromkeys(("scenarios", "acceptances", "calendar_periods", "actions", "decisions", "risks"), None),
    ),
    PlanRules(_alone(scenario_findings), {"scenarios": None}),
    PlanRules(price_findings, {"price_overrides": None}),
    PlanRules(_alone(name_findings), {"applications": ("name",), "machines": ("name",), "data_stores": ("name",)}),
)

PlanFindings = tuple[tuple[Finding, ...], ...]


def plan_findings(plan: Plan, around: Surroundings) -> PlanFindings:
    """What is objected to at the plan's shared tables and at what belongs to no application, by group of rules."""
    return tuple([tuple(rules.find(plan, around)) for rules in PLAN_RULES])


def plan_findings_again(
    known: PlanFindings, before: Plan, plan: Plan, change: Change, around: Surroundings
) -> PlanFindings:
    """The same after an edit: only groups that read what changed are asked again."""
    return tuple(
        [
            tuple(rules.find(plan, around)) if _concerned(rules.reads, before, plan, change) else found
            for rules, found in zip(PLAN_RULES, known, strict=True)
        ]
    )


def _concerned(reads: Reads, before: Plan, after: Plan, change: Change) -> bool:
    for table, fields in reads.items():
        difference = change.tables.get(table)
        if difference is None:
            continue
        if fields is None or not difference.same_rows:
            return True
        old, new = before.table(table), after.table(table)
        for key in difference.changed:
            one, other = old[key], new[key]
            if any(getattr(one, field) != getattr(other, field) for field in fields):
                return True
    return False
