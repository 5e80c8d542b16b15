"""The top gaps: open findings by severity, tier and what an hour costs; findings of one rule stand together."""

from __future__ import annotations

from typing import NamedTuple

from dr_desktop.assessment.results import SEVERITIES, Assessment, Finding
from dr_desktop.plan.application import Application
from dr_desktop.plan.plan import Plan

_NO_RANK = 99


class Gap(NamedTuple):
    """The worst finding of a rule and how many more there are of it."""

    finding: Finding
    more: int


def top_gaps(assessment: Assessment, most: int) -> tuple[Gap, ...]:
    """At most so many gaps, the worst first; notes are none."""
    plan = assessment.plan
    open_ones = [one for one in assessment.findings if not one.accepted and one.severity != "note"]
    open_ones.sort(key=lambda one: _rank(plan, one))
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for one in open_ones:
        grouped.setdefault((one.rule, one.severity), []).append(one)
    return tuple(Gap(group[0], len(group) - 1) for group in list(grouped.values())[:most])


def _rank(plan: Plan, finding: Finding) -> tuple[int, int, float]:
    application = _application(plan, finding)
    if application is None:
        return SEVERITIES.index(finding.severity), _NO_RANK, 0.0
    tier = plan.tiers.get(application.tier or "")
    rank = tier.rank if tier is not None and tier.rank is not None else _NO_RANK
    return SEVERITIES.index(finding.severity), rank, -(application.downtime_cost_per_hour or 0.0)


def _application(plan: Plan, finding: Finding) -> Application | None:
    if finding.table == "applications":
        return plan.applications.get(finding.entity)
    if finding.table in ("machines", "data_stores"):
        member = plan.table(finding.table).get(finding.entity)
        return plan.applications.get(getattr(member, "application", None) or "")
    return None
