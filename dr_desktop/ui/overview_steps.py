"""The live checklist from import to report: what is done, what is open, and where to go on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.application import UNASSIGNED, Application
from dr_desktop.plan.inherit import protection_of
from dr_desktop.ui.window_services import ExportState

StepState = Literal["done", "open", "not_begun"]


class Step(NamedTuple):
    """One step. `go` is a page's key, a command after "!", or a cell as table/id/field."""

    words: str
    state: StepState
    beside: str
    next_words: str
    go: str


def overview_steps(assessment: Assessment, exported: ExportState) -> tuple[Step, ...]:
    """Import, Group, Tier, Sites, Protect, Assumptions, Export: each as the plan stands now."""
    return (
        _import(assessment),
        _group(assessment),
        _tier(assessment),
        _sites(assessment),
        _protect(assessment),
        _assumptions(assessment),
        _export(exported),
    )


def next_step(steps: Iterable[Step]) -> Step | None:
    """The first step that is not done; None when all are."""
    return next((step for step in steps if step.state != "done"), None)


def _import(assessment: Assessment) -> Step:
    count = len(assessment.plan.machines)
    state: StepState = "done" if count else "not_begun"
    return Step("Import", state, _count(count, "machine"), "Import an inventory", "!import")


def _group(assessment: Assessment) -> Step:
    plan = assessment.plan
    left = [one for one in plan.machines.values() if one.application in (None, UNASSIGNED)]
    if left:
        go = f"machines/{left[0].id}/application"
        return Step("Group", "open", f"{len(left):,} in Unassigned", f"Place the {_count(len(left), 'machine')}", go)
    applications = len(_own(plan.applications.values()))
    state: StepState = "done" if applications else "not_begun"
    return Step("Group", state, _count(applications, "application"), "Add applications", "applications")


def _tier(assessment: Assessment) -> Step:
    plan = assessment.plan
    if not plan.tiers:
        return Step("Tier", "not_begun", "no tiers yet", "State the tiers", "applications#tiers")
    without = [one for one in _own(plan.applications.values()) if one.tier is None or one.tier not in plan.tiers]
    if without:
        go = f"applications/{without[0].id}/tier"
        words = f"Give the {_count(len(without), 'application')} a tier"
        return Step("Tier", "open", f"{len(without):,} without a tier", words, go)
    return Step("Tier", "done", _count(len(plan.tiers), "tier"), "", "applications")


def _sites(assessment: Assessment) -> Step:
    plan = assessment.plan
    beside = f"{_count(len(plan.sites), 'site')}, {_count(len(plan.links), 'link')}"
    if len(plan.sites) < 2:
        return Step("Sites", "open" if plan.sites else "not_begun", beside, "State the sites", "sites")
    without = [one for one in _own(plan.applications.values()) if one.source_site not in plan.sites]
    if without:
        go = f"applications/{without[0].id}/source_site"
        return Step("Sites", "open", f"{len(without):,} not placed", "Say where they run", go)
    return Step("Sites", "done", beside, "", "sites")


def _protect(assessment: Assessment) -> Step:
    plan, totals = assessment.plan, assessment.totals
    if not plan.machines and not plan.data_stores:
        return Step("Protect", "not_begun", "nothing to protect yet", "Import an inventory", "!import")
    bare = [
        one
        for one in _own(plan.applications.values())
        if protection_of(one, plan.tiers.get(one.tier or "")).scheme is None
    ]
    if bare:
        go = f"applications/{bare[0].id}/scheme"
        return Step("Protect", "open", f"{len(bare):,} without a scheme", "State their scheme", go)
    if totals.undecided:
        first = next((key for key, one in assessment.machines.items() if one.coverage == "undecided"), "")
        words = f"Decide about the {_count(totals.undecided, 'machine')}"
        return Step("Protect", "open", f"{totals.undecided:,} undecided", words, f"machines/{first}/protected")
    return Step("Protect", "done", f"{totals.unprotected:,} by decision not", "", "machines")


def _assumptions(assessment: Assessment) -> Step:
    count = assessment.totals.assumed_values
    state: StepState = "open" if count else "done"
    return Step("Assumptions", state, f"{_count(count, 'value')} assumed", "Look over what is assumed", "assumptions")


def _export(exported: ExportState) -> Step:
    beside = {"never": "not yet", "older": "not since the last edit", "current": "as the plan stands"}[exported]
    states: dict[ExportState, StepState] = {"never": "not_begun", "older": "open", "current": "done"}
    return Step("Export", states[exported], beside, "Write the PDF", "!pdf")


def _own(applications: Iterable[Application]) -> list[Application]:
    return [one for one in applications if one.id != UNASSIGNED]


def _count(count: int, one: str) -> str:
    return f"{count:,} {one if count == 1 else f'{one}s'}"
