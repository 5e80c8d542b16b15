"""Disasters that a plan does not state and that can be looked at all the same: the loss of each site and building."""

from __future__ import annotations

from dr_desktop.assessment.row_names import named
from dr_desktop.plan.choices import ScenarioKind
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.plan import Plan


def losses_not_stated(plan: Plan) -> tuple[Scenario, ...]:
    """The loss of every site at which applications run, and of every building with several such sites.

    Left out is what a scenario of the plan already says. Their ids are stable, so one of them can be kept.
    """
    used = {one.source_site for one in plan.applications.values() if one.source_site}
    stated = {(one.kind, one.lost_site) for one in plan.scenarios.values()}
    sites = [site for key, site in plan.sites.items() if key in used]
    found = [_loss("site_loss", site.id, named(site)) for site in sites if ("site_loss", site.id) not in stated]
    seen: set[str] = set()
    for site in sites:
        building = site.datacenter
        beside = [one.id for one in plan.sites.values() if building and one.datacenter == building]
        if len(beside) < 2 or building in seen:
            continue
        seen.add(building)
        if not any(("building_loss", one) in stated for one in beside):
            found.append(_loss("building_loss", site.id, building))
    return tuple([one for one in found if one.id not in plan.scenarios])


def scenario_of(plan: Plan, scenario_id: str) -> Scenario | None:
    """A scenario of the plan, or one of those that it does not state; None for no such id."""
    stated = plan.scenarios.get(scenario_id)
    if stated is not None:
        return stated
    return next((one for one in losses_not_stated(plan) if one.id == scenario_id), None)


def _loss(kind: ScenarioKind, site: str, name: str) -> Scenario:
    key = f"loss-of-{site}" if kind == "site_loss" else f"loss-of-building-of-{site}"
    return Scenario(id=key, name=f"Loss of {name}", kind=kind, lost_site=site)
