"""From import to report: what a planner has done and what comes next."""

from __future__ import annotations

from typing import Literal, NamedTuple

from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.plan import Plan
from dr_desktop.report.names import counted
from dr_desktop.report.placing import placing_of

State = Literal["done", "attention", "open"]


class ChecklistStep(NamedTuple):
    """A step: done, begun with something left (`attention`), or not begun (`open`); `next_words` says what to do."""

    key: str
    title: str
    state: State
    words: str
    next_words: str


def checklist(plan: Plan, assessment: Assessment) -> tuple[ChecklistStep, ...]:
    """The seven steps in the order of the work."""
    return (
        _imported(plan),
        _grouped(plan, assessment),
        _tiered(plan),
        _sited(plan, assessment),
        _protected(assessment),
        _assumed(assessment),
        _exported(plan),
    )


def _imported(plan: Plan) -> ChecklistStep:
    done = bool(plan.machines)
    words = counted(len(plan.machines), "machine") if done else "no machines yet"
    return ChecklistStep("import", "Import", "done" if done else "open", words, "Import machines from an inventory")


def _grouped(plan: Plan, assessment: Assessment) -> ChecklistStep:
    number = len([key for key in plan.applications if key != UNASSIGNED])
    unassigned = assessment.applications[UNASSIGNED].machines if UNASSIGNED in assessment.applications else 0
    if unassigned:
        words = f"{counted(unassigned, 'machine')} unassigned"
        put = f"Put {counted(unassigned, 'unassigned machine')} into applications"
        return ChecklistStep("group", "Group", "attention", words, put)
    state: State = "done" if number else "open"
    words = counted(number, "application")
    return ChecklistStep("group", "Group", state, words, "Add an application and give it machines")


def _tiered(plan: Plan) -> ChecklistStep:
    found = [one for key, one in plan.applications.items() if key != UNASSIGNED]
    without = sum([1 for one in found if one.tier not in plan.tiers])
    if not plan.tiers or not found:
        return ChecklistStep("tier", "Tier", "open", "no tiers yet", "State recovery tiers and assign them")
    if without:
        words = f"{without:,} without a tier"
        return ChecklistStep("tier", "Tier", "attention", words, f"Assign a tier to {counted(without, 'application')}")
    return ChecklistStep("tier", "Tier", "done", counted(len(plan.tiers), "tier"), "")


def _sited(plan: Plan, assessment: Assessment) -> ChecklistStep:
    if not plan.sites:
        return ChecklistStep("sites", "Sites", "open", "no sites yet", "Add the clouds, regions and datacenters")
    words = f"{counted(len(plan.sites), 'site')}, {counted(len(plan.links), 'link')}"
    lost = [key for key in placing_of(assessment).strips["not_placed"] if key != UNASSIGNED]
    if lost:
        left = f"{len(lost):,} not placed"
        return ChecklistStep("sites", "Sites", "attention", left, f"Place {counted(len(lost), 'application')}")
    return ChecklistStep("sites", "Sites", "done", words, "")


def _protected(assessment: Assessment) -> ChecklistStep:
    undecided = assessment.totals.undecided
    if not assessment.plan.machines:
        return ChecklistStep("protect", "Protect", "open", "no machines yet", "Decide which machines are protected")
    if undecided:
        words = f"{undecided:,} undecided"
        return ChecklistStep("protect", "Protect", "attention", words, f"Decide on {counted(undecided, 'machine')}")
    return ChecklistStep("protect", "Protect", "done", f"{assessment.totals.unprotected:,} unprotected", "")


def _assumed(assessment: Assessment) -> ChecklistStep:
    number = assessment.totals.assumed_values
    words = f"{counted(number, 'value')} assumed" if number else "nothing assumed"
    state: State = "attention" if number else "done" if assessment.plan.machines else "open"
    return ChecklistStep("assumptions", "Assumptions", state, words, "Look through what is assumed, or measure it")


def _exported(plan: Plan) -> ChecklistStep:
    shown = [one for one in plan.revisions.values() if one.number == plan.header.revision]
    words = f"revision {plan.header.revision} recorded" if shown else f"revision {plan.header.revision} not recorded"
    return ChecklistStep("export", "Export", "done" if shown else "open", words, "Write the workbook and the PDF")
