"""The document: one plan, one assessment, one order of telling, and a way back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject

from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.change import Change
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.plan import Plan
from dr_desktop.ui.document import UNDO_LIMIT, Document
from tests.ui.small_plans import NO_CATALOG, small_plan, sums_only


@pytest.fixture
def document(qapp: QObject) -> Document:
    return Document(small_plan(), NO_CATALOG, assess=sums_only)


def renamed(plan: Plan, name: str) -> Plan:
    after = plan.applications["billing"].changed(name=name)
    assert not isinstance(after, Problem)
    return plan.put("applications", after)


def test_a_change_is_told_before_its_assessment_and_both_are_there_already(document: Document):
    heard: list[tuple[str, str, bool]] = []

    def on_plan(change: Change) -> None:
        name = document.plan.applications["billing"].name
        heard.append((f"plan {change.tables['applications'].changed}", name, document.assessment.plan is document.plan))

    def on_assessment(assessment: Assessment) -> None:
        heard.append(("assessment", assessment.plan.applications["billing"].name, assessment is document.assessment))

    document.plan_changed.connect(on_plan)
    document.assessment_changed.connect(on_assessment)
    assert document.replace_plan(renamed(document.plan, "Invoices"), "Rename")
    assert heard == [("plan ('billing',)", "Invoices", True), ("assessment", "Invoices", True)]


def test_an_error_of_the_program_in_an_assessment_is_told_and_leaves_plan_and_history_as_they_were(
    qapp: QObject, monkeypatch: pytest.MonkeyPatch
):
    def assess(plan: Plan, catalog: Any, previous: Assessment | None) -> Assessment:
        # Errors that come out of C, such as this one, ended the process when they left the command.
        assert {"Billing": 1, "Invoices": 2}[plan.applications["billing"].name]
        return sums_only(plan, catalog, previous)

    told: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, _fault, _trace: told.append(kind))
    document = Document(small_plan(), NO_CATALOG, assess=assess)
    first = document.plan
    document.replace_plan(renamed(first, "Invoices"), "Rename")
    second = document.plan
    document.replace_plan(renamed(second, "Nobody expects this"), "Rename again")
    assert told == [KeyError]
    assert document.plan is second
    assert document.assessment.plan is second
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.plan is first


def test_the_assessment_before_is_handed_on_to_be_reused(qapp: QObject):
    handed: list[Any] = []

    def assess(plan: Plan, catalog: Any, previous: Assessment | None) -> Assessment:
        handed.append(previous)
        return sums_only(plan, catalog, previous)

    document = Document(small_plan(), NO_CATALOG, assess=assess)
    first = document.assessment
    document.replace_plan(renamed(document.plan, "Invoices"), "Rename")
    assert handed == [None, first]
    document.set_plan(small_plan(), None)
    assert handed[2] is None


def test_a_plan_that_does_not_differ_is_no_step(document: Document):
    assert not document.replace_plan(document.plan, "Nothing")
    assert not document.replace_plan(document.plan.put("sites", *document.plan.sites.values()), "Nothing")
    assert document.undo_stack.count() == 0


def test_a_refused_edit_gives_its_problem_and_leaves_the_plan(document: Document):
    before = document.plan
    assert isinstance(document.edit("applications", "billing", "rto_minutes", "soon"), Problem)
    assert document.plan is before
    assert not isinstance(document.edit("applications", "billing", "rto_minutes", "2h"), Problem)
    assert document.undo_stack.undoText() == "Change RTO of Billing"


def test_undo_and_redo_show_the_very_plans_that_were_there(document: Document):
    plans = [document.plan]
    for name in ("One", "Two", "Three"):
        document.replace_plan(renamed(document.plan, name), name)
        plans.append(document.plan)
    for plan in reversed(plans[:-1]):
        document.undo_stack.undo()
        assert document.plan is plan
    for plan in plans[1:]:
        document.undo_stack.redo()
        assert document.plan is plan


def test_the_mark_of_a_change_goes_with_saving_and_with_undoing(document: Document, tmp_path: Path):
    marks: list[bool] = []
    document.modified_changed.connect(marks.append)
    said: list[bool] = []
    steps = (
        lambda: document.replace_plan(renamed(document.plan, "One"), "One"),
        lambda: document.saved(tmp_path / "a.drplan"),
        document.undo_stack.undo,
        document.undo_stack.redo,
    )
    for step in steps:
        step()
        said.append(document.modified)
    assert marks == said == [True, False, True, False]
    assert document.path == tmp_path / "a.drplan"


def test_another_plan_leaves_nothing_to_undo_and_tells_that_it_was_opened_first(document: Document, tmp_path: Path):
    heard: list[str] = []
    document.opened.connect(lambda: heard.append("opened"))
    document.plan_changed.connect(lambda _change: heard.append("plan"))
    document.assessment_changed.connect(lambda _assessment: heard.append("assessment"))
    document.path_changed.connect(lambda path: heard.append(path.name))
    document.replace_plan(renamed(document.plan, "One"), "One")
    heard.clear()
    document.set_plan(small_plan(), tmp_path / "b.drplan")
    assert heard == ["opened", "plan", "assessment", "b.drplan"]
    assert not document.undo_stack.canUndo()
    assert not document.modified


def test_two_hundred_steps_can_be_undone(document: Document):
    for number in range(UNDO_LIMIT + 5):
        document.replace_plan(renamed(document.plan, f"Name {number}"), "Rename")
    assert document.undo_stack.count() == UNDO_LIMIT == 200
