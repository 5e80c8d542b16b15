"""The Overview's checklist: the report's steps, where each leads, and whether this state was exported."""

from __future__ import annotations

from typing import Final, NamedTuple

from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.plan import Plan
from dr_desktop.report.checklist import ChecklistStep, State, checklist
from dr_desktop.report.placing import placing_of
from dr_desktop.ui.window_services import ExportState

_EXPORTED: Final[dict[ExportState, tuple[State, str]]] = {
    "never": ("open", "not yet"),
    "older": ("attention", "not since the last edit"),
    "current": ("done", "as the plan stands"),
}


class Step(NamedTuple):
    """A step and where a click on it leads: `page`, `page#table`, `table/id/field`, or a command after "!"."""

    step: ChecklistStep
    go: str


def overview_steps(assessment: Assessment, exported: ExportState) -> tuple[Step, ...]:
    """The seven steps from import to report."""
    found = []
    for step in checklist(assessment.plan, assessment):
        if step.key == "export":
            state, words = _EXPORTED[exported]
            step = step._replace(state=state, words=words)
        found.append(Step(step, _go(assessment, step)))
    return tuple(found)


def next_of(steps: tuple[Step, ...]) -> Step | None:
    """The first step that is not done; None when all are."""
    return next((one for one in steps if one.step.state != "done"), None)


def _go(assessment: Assessment, step: ChecklistStep) -> str:
    plan = assessment.plan
    match step.key:
        case "import":
            return "!import"
        case "group":
            first = next((key for key, one in plan.machines.items() if one.application in (None, UNASSIGNED)), None)
            return f"machines/{first}/application" if first else "applications"
        case "tier":
            return _first_without_tier(plan) if plan.tiers else "applications#tiers"
        case "sites":
            return _first_not_placed(assessment) if plan.sites else "sites"
        case "protect":
            undecided = next((key for key, one in assessment.machines.items() if one.coverage == "undecided"), None)
            return f"machines/{undecided}/protected" if undecided else "machines"
        case "assumptions":
            return "assumptions"
        case _:
            return "!pdf"


def _first_without_tier(plan: Plan) -> str:
    without = (key for key, one in plan.applications.items() if key != UNASSIGNED and one.tier not in plan.tiers)
    first = next(without, None)
    return f"applications/{first}/tier" if first else "applications"


def _first_not_placed(assessment: Assessment) -> str:
    plan = assessment.plan
    first = next((key for key in placing_of(assessment).strips["not_placed"] if key != UNASSIGNED), None)
    if first is None:
        return "sites"
    lacks_source = plan.applications[first].source_site not in plan.sites
    return f"applications/{first}/{'source_site' if lacks_source else 'recovery_sites'}"
