"""The gaps that weigh most: what is open, ranked by severity, then by tier, then by what an hour costs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from dr_desktop.assessment.results import SEVERITIES, Assessment, Finding
from dr_desktop.assessment.rules_landing import LANDING_SHORT
from dr_desktop.assessment.shedding import arriving
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.plan import Plan
from dr_desktop.report.capacity_picture import store_of
from dr_desktop.report.names import name_of
from dr_desktop.report.placing import rank_of


class Gap(NamedTuple):
    """One open finding as a gap.

    `applications` are those it touches, `rank` the best tier among them (None: no tier), `downtime_cost_per_hour` their
    sum in the plan's currency (None: not stated). `who` is whom the plan names for it. `until` is known for a store
    that runs out: the month by which to order.
    """

    finding: Finding
    where: str
    applications: tuple[str, ...]
    rank: int | None
    downtime_cost_per_hour: float | None
    who: str
    until: date | None


def top_gaps(assessment: Assessment, count: int = 5) -> tuple[Gap, ...]:
    """The `count` heaviest gaps, at most one for each application, machine, target or site."""
    touched = _touching(assessment)
    found = [_gap(assessment, one, touched) for one in assessment.findings if not one.accepted]
    found.sort(key=_weight)
    chosen: dict[str, Gap] = {}
    for gap in found:
        only = gap.applications[0] if len(gap.applications) == 1 else gap.finding.entity
        chosen.setdefault(only, gap)
    return tuple(list(chosen.values())[:count])


def gaps_open(assessment: Assessment) -> int:
    """How many findings are open."""
    return sum([1 for one in assessment.findings if not one.accepted])


def _weight(gap: Gap) -> tuple[int, int, float, int]:
    return (
        SEVERITIES.index(gap.finding.severity),
        1 << 30 if gap.rank is None else gap.rank,
        -(gap.downtime_cost_per_hour or 0.0),
        -len(gap.applications),
    )


def _gap(assessment: Assessment, finding: Finding, touched: Mapping[str, list[str]]) -> Gap:
    plan = assessment.plan
    own = _application_of(plan, finding)
    applications = (own,) if own else _landing(assessment, finding) or tuple(touched.get(finding.entity, ()))
    ranks = [rank for one in applications if (rank := rank_of(plan, one)) is not None]
    costs = [cost for one in applications if (cost := plan.applications[one].downtime_cost_per_hour) is not None]
    store = store_of(assessment, finding.entity)
    return Gap(
        finding=finding,
        where=name_of(plan, finding.entity),
        applications=applications,
        rank=min(ranks, default=None),
        downtime_cost_per_hour=sum(costs) if costs else None,
        who=responsible(plan, finding),
        until=store.order_by if store is not None and finding.field == "capacity_gib" else None,
    )


def responsible(plan: Plan, finding: Finding) -> str:
    """Whom the plan names for what a finding is about; the role where it names nobody."""
    own = _application_of(plan, finding)
    if own and own != UNASSIGNED:
        return plan.applications[own].technical_owner or "Application owner"
    target = plan.backup_targets.get(finding.entity)
    site = plan.sites.get((target.site or "") if target else finding.entity)
    if site is not None:
        return site.operator_contact or f"Operator of {site.name or site.id}"
    if target is not None or finding.table in ("backup_policies", "backup_copies"):
        return "Backup operator"
    return plan.header.author or plan.header.author_role or "Author of the plan"


def _application_of(plan: Plan, finding: Finding) -> str:
    """The application that a finding is about, itself or one of its members; "" for others."""
    if finding.entity in plan.applications:
        return finding.entity
    for table in ("machines", "data_stores", "drills", "recovery_steps"):
        member = plan.table(table).get(finding.entity)
        if member is not None:
            application = getattr(member, "application", None) or ""
            return application if application in plan.applications else ""
    return ""


def _landing(assessment: Assessment, finding: Finding) -> tuple[str, ...]:
    """The applications that recover on a stamp which is too small for them, where the finding says that."""
    if finding.rule != LANDING_SHORT.id:
        return ()
    short = [one for one in assessment.landings.values() if one.stamp == finding.entity and one.verdict == "short"]
    return tuple(dict.fromkeys([one.application for landing in short for one in arriving(assessment, landing)]))


def _touching(assessment: Assessment) -> dict[str, list[str]]:
    """Applications by the targets, policies and sites that they rest on."""
    found: dict[str, list[str]] = {}
    for key, result in assessment.applications.items():
        if key == UNASSIGNED:
            continue
        protection = result.protection
        source = assessment.plan.applications[key].source_site
        used = (source, *protection.recovery_sites, protection.backup_target, protection.backup_policy)
        for one in dict.fromkeys(filter(None, used)):
            found.setdefault(one, []).append(key)
    return found
