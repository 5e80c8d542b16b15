"""Random play: edits, undo, redo, save and reopen in any order, on a small plan, through the document."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Final

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from PySide6.QtCore import QObject

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.results import Assessment
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.plan_file import read_plan, write_plan
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.field_spec import FieldSpec, field_specs
from dr_desktop.plan.plan import TABLES, Plan
from dr_desktop.plan.table_edit import duplicated, new_row, rows_may_change, with_rows, without_rows
from dr_desktop.ui.document import Document
from tests.ui.small_plans import small_plan

PLAYED: Final = ("tiers", "sites", "links", "backup_targets", "backup_policies", "backup_copies", "applications",
                 "machines", "data_stores", "drills", "acceptances", "cost_lines", "assumptions")  # fmt: skip
NUMBERS: Final = ("0", "1", "7.5", "12", "100", "250 GiB", "-3", "=1.5*1024", "1e9")
DURATIONS: Final = ("0", "15 min", "4h", "1h30m", "PT4H", "3 d", "near zero", "1 business day")
WORDS: Final = ("", "x", "Łódź", "=1+1", "name\twith\ttabs", "2027-03-31", "yes", "no", "NL", "mon, fri")


class RandomPlay(RuleBasedStateMachine):
    """What anybody may do to a plan, and what must hold whatever they did."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.file = Path(self.folder.name) / "played.drplan"
        self.catalog = load_catalog()
        self.document = Document(small_plan(), self.catalog)
        self.history = [self.document.plan]
        self.at = 0
        self.told: list[Plan] = []
        self.document.plan_changed.connect(self._plan_told)

    def _plan_told(self, _change: object) -> None:
        self.told.append(self.document.plan)

    def teardown(self) -> None:
        self.folder.cleanup()

    @rule(data=st.data(), table=st.sampled_from(PLAYED))
    def type_into_a_cell(self, data: st.DataObject, table: str) -> None:
        rows = list(self.document.plan.table(table))
        if not rows:
            return
        row = data.draw(st.sampled_from(rows), "row")
        spec = data.draw(st.sampled_from(field_specs(TABLES[table])), "field")
        text = data.draw(st.sampled_from(self._texts(spec)), "text")
        before = self.document.plan
        found = self.document.edit(table, row, spec.name, text)
        if isinstance(found, Problem):
            assert found.sentence
            assert self.document.plan is before
        self._keep_history(before)

    @rule(table=st.sampled_from(PLAYED))
    def add_a_row(self, table: str) -> None:
        if rows_may_change(table):
            before = self.document.plan
            self.document.replace_plan(with_rows(before, table, [new_row(table)]), "Add")
            self._keep_history(before)

    @rule(data=st.data(), table=st.sampled_from(PLAYED))
    def duplicate_rows(self, data: st.DataObject, table: str) -> None:
        before = self.document.plan
        chosen = self._some_rows(data, table)
        self.document.replace_plan(duplicated(before, table, chosen)[0], "Duplicate")
        self._keep_history(before)

    @rule(data=st.data(), table=st.sampled_from(PLAYED))
    def remove_rows(self, data: st.DataObject, table: str) -> None:
        before = self.document.plan
        self.document.replace_plan(without_rows(before, table, self._some_rows(data, table)), "Remove")
        self._keep_history(before)
        assert UNASSIGNED in self.document.plan.applications or UNASSIGNED not in before.applications

    @rule(steps=st.integers(1, 5))
    def undo(self, steps: int) -> None:
        for _ in range(steps):
            self.document.undo_stack.undo()
            self.at = max(0, self.at - 1)
            assert self.document.plan is self.history[self.at]

    @rule(steps=st.integers(1, 5))
    def redo(self, steps: int) -> None:
        for _ in range(steps):
            self.document.undo_stack.redo()
            self.at = min(len(self.history) - 1, self.at + 1)
            assert self.document.plan is self.history[self.at]

    @rule()
    def save(self) -> None:
        assert write_plan(self.document.plan, self.file) is None
        self.document.saved(self.file)
        assert not self.document.modified

    @precondition(lambda self: self.document.path is not None)
    @rule()
    def reopen(self) -> None:
        assert write_plan(self.document.plan, self.file) is None
        found = read_plan(self.file)
        assert found == self.document.plan
        assert isinstance(found, Plan)
        self.document.set_plan(found, self.file)
        self.history, self.at = [self.document.plan], 0
        assert not self.document.undo_stack.canUndo()

    @invariant()
    def the_window_was_told_the_plan_there_is(self) -> None:
        assert not self.told or self.told[-1] is self.document.plan
        assert self.document.assessment.plan is self.document.plan

    @invariant()
    def step_by_step_equals_from_scratch(self) -> None:
        assert _followed(self.document.assessment) == _followed(assess(self.document.plan, self.catalog))

    def _keep_history(self, before: Plan) -> None:
        if self.document.plan is not before:
            self.history[self.at + 1 :] = [self.document.plan]
            self.at += 1

    def _some_rows(self, data: st.DataObject, table: str) -> list[str]:
        rows = list(self.document.plan.table(table)) if rows_may_change(table) else []
        return data.draw(st.lists(st.sampled_from(rows), max_size=3, unique=True), "rows") if rows else []

    def _texts(self, spec: FieldSpec) -> tuple[str, ...]:
        named = [one.name for one in self.document.plan.table(spec.table).values()] if spec.table else []
        return (*NUMBERS, *DURATIONS, *WORDS, *named, *spec.choices, *spec.choices.values())


def test_whatever_is_done_in_whatever_order_plan_history_file_and_assessment_agree(qapp: QObject):
    run_state_machine_as_test(RandomPlay, settings=settings(max_examples=12, stateful_step_count=30))


def _followed(assessed: Assessment) -> Any:
    return assessed._replace(work=None, memory=None)  # type: ignore[arg-type]
