"""A move of applications in the topology: to another recovery site, or, as a migration, to another source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from dr_desktop.plan.application import Application
from dr_desktop.plan.choices import Scheme
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.inherit import protection_of
from dr_desktop.plan.plan import Plan


class Move(NamedTuple):
    """What becomes of the applications; None stays as it is."""

    recovery_site: str | None = None
    source_site: str | None = None
    scheme: Scheme | None = None


def moved(plan: Plan, applications: Sequence[str], move: Move) -> Plan:
    """The plan after a move. The recovery site takes the place of the first one; further ones stay in their order."""
    changed = [_moved(plan, plan.applications[key], move) for key in applications if key in plan.applications]
    return plan.put("applications", *changed) if changed else plan


def migrates(plan: Plan, applications: Sequence[str], move: Move) -> bool:
    """Whether the move takes an application away from the site it runs at."""
    sources = {plan.applications[key].source_site for key in applications if key in plan.applications}
    return move.source_site is not None and bool(sources - {None, move.source_site})


def move_name(plan: Plan, applications: Sequence[str], move: Move) -> str:
    """The name of the step for undo, which names the site: "Recover Billing at Provider B"."""
    found = [plan.applications[key].name or key for key in applications if key in plan.applications]
    who = found[0] if len(found) == 1 else f"{len(found):,} applications"
    if migrates(plan, applications, move):
        return f"Migrate {who} to {_site(plan, move.source_site)}"
    if move.recovery_site is not None:
        return f"Recover {who} at {_site(plan, move.recovery_site)}"
    return f"Run {who} at {_site(plan, move.source_site)}"


def _moved(plan: Plan, application: Application, move: Move) -> Application:
    values: dict[str, Any] = {}
    if move.source_site is not None:
        values["source_site"] = move.source_site
    if move.scheme is not None:
        values["scheme"] = move.scheme
    if move.recovery_site is not None:
        before = protection_of(application, plan.tiers.get(application.tier or "")).recovery_sites
        after = (move.recovery_site, *(site for site in before[1:] if site != move.recovery_site))
        if after != before:
            values["recovery_sites"] = after
    after_all = application.changed(**values) if values else application
    return application if isinstance(after_all, Problem) else after_all


def _site(plan: Plan, site: str | None) -> str:
    found = plan.sites.get(site or "")
    return found.name or found.id if found else "no site"
