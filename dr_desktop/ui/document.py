"""Document: the plan that the window shows, what follows from it, and how it came about, so that it can be undone.

An edit replaces the plan by another value. The order is always the same: compare, assess, then `plan_changed` with
the difference, then `assessment_changed`; whoever listens finds plan and assessment already matching.
"""

from __future__ import annotations

import sys
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from dr_desktop.assessment.results import Assessment, not_yet_assessed
from dr_desktop.plan.change import compare
from dr_desktop.plan.entity import Entity, Problem
from dr_desktop.plan.numbers import DecimalMark
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.table_edit import edit_name
from dr_desktop.plan.typed import edited

if TYPE_CHECKING:  # read when it is first asked for
    from dr_desktop.assessment.catalog import Catalog

Assess: TypeAlias = Callable[[Plan, "Catalog", Assessment | None], Assessment]

UNDO_LIMIT: Final = 200


class ReplacePlan(QUndoCommand):
    """The one command: undo shows the plan before, redo the plan after."""

    def __init__(self, document: Document, before: Plan, after: Plan, name: str) -> None:
        super().__init__(name)
        # The stack belongs to the document, so a strong reference back would keep both alive for ever.
        self._document = weakref.ref(document)
        self._before = before
        self._after = after

    def redo(self) -> None:
        self._show(self._after)

    def undo(self) -> None:
        self._show(self._before)

    def _show(self, plan: Plan) -> None:
        document = self._document()
        if document is None:
            return
        try:
            document._show(plan)
        except Exception:  # noqa: BLE001 (whatever it was: PySide ends the process when it leaves a method that Qt called)
            self.setObsolete(True)
            sys.excepthook(*sys.exc_info())


class Document(QObject):
    """Holds plan, assessment, path and catalog. `path` is None until the plan was saved.

    Made with `later`, the plan can be shown before it is assessed: `pending` is true and nothing is known until
    `catch_up`, or the first edit.

    `opened` comes first when another plan takes the place of this one as a whole (new, open, autosave); views drop
    what belonged to the old one. `plan_changed` carries a Change, `assessment_changed` an Assessment.
    """

    opened = Signal()
    plan_changed = Signal(object)
    assessment_changed = Signal(object)
    path_changed = Signal(object)
    modified_changed = Signal(bool)

    def __init__(
        self,
        plan: Plan,
        catalog: Catalog | None = None,
        *,
        assess: Assess | None = None,
        later: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._assess = assess or _assess_of_the_program()
        self._catalog = catalog
        self.path: Path | None = None
        self.plan = plan
        self.pending = later
        self.assessment = not_yet_assessed(plan) if later else self._assess(plan, self.catalog, None)
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDO_LIMIT)
        self.undo_stack.cleanChanged.connect(self._clean_changed)

    def __del__(self) -> None:
        # When a cycle is collected, Python frees the commands of the stack and then Qt frees them again, which ends
        # the process. Finalizers run before anything is freed, so an empty stack is what both find.
        stack = self.__dict__.get("undo_stack")
        if stack is not None and shiboken6.isValid(stack):
            stack.blockSignals(True)
            stack.clear()

    @property
    def catalog(self) -> Catalog:
        """The prices, sizes and limits reckoned with; the program's own unless others were given."""
        if self._catalog is None:
            from dr_desktop.files.catalogs import load_catalog  # not needed before the first assessment

            self._catalog = load_catalog()
        return self._catalog

    def catch_up(self) -> None:
        """Assess a plan that was made `later`, unless an edit did already."""
        if self.pending:
            self._assess_anew()

    @property
    def modified(self) -> bool:
        """Whether the plan differs from what was last opened or saved."""
        return not self.undo_stack.isClean()

    def replace_plan(self, after: Plan, name: str) -> bool:
        """Make `after` the plan, as one step that undo names `name`; False when nothing differs."""
        if not compare(self.plan, after):
            return False
        self.undo_stack.push(ReplacePlan(self, self.plan, after, name))
        return True

    def preview(self, plan: Plan) -> Assessment:
        """What would follow from a plan that is not shown; nothing of the document changes."""
        return self._assess(plan, self.catalog, self.assessment)

    def edit(
        self, table: str, entity_id: str, field: str, typed_text: str, decimal: DecimalMark = "."
    ) -> Entity | Problem:
        """Take a typed value into the plan: the entity as it is now, or the Problem and a plan left as it was."""
        entity = edited(self.plan, table, entity_id, field, typed_text, decimal)
        if not isinstance(entity, Problem):
            self.replace_plan(self.plan.put(table, entity), edit_name(entity, field))
        return entity

    def set_plan(self, plan: Plan, path: Path | None) -> None:
        """Show another plan, saved at `path` or nowhere yet; what was done to the old one can no longer be undone."""
        self.opened.emit()
        self.undo_stack.clear()
        self._show(plan, from_scratch=True)
        self.undo_stack.setClean()
        self.set_path(path)

    def saved(self, path: Path) -> None:
        """Note that the plan now stands in the file at `path`."""
        self.undo_stack.setClean()
        self.set_path(path)

    def set_path(self, path: Path | None) -> None:
        """Note which file the plan belongs to."""
        if path != self.path:
            self.path = path
            self.path_changed.emit(path)

    def _assess_anew(self) -> None:
        self.assessment = self._assess(self.plan, self.catalog, None)
        self.pending = False
        self.assessment_changed.emit(self.assessment)

    def _show(self, plan: Plan, *, from_scratch: bool = False) -> None:
        change = compare(self.plan, plan)
        previous = None if from_scratch or self.pending else self.assessment
        self.assessment = self._assess(plan, self.catalog, previous)
        self.pending = False
        self.plan = plan
        self.plan_changed.emit(change)
        self.assessment_changed.emit(self.assessment)

    def _clean_changed(self, clean: bool) -> None:
        self.modified_changed.emit(not clean)


def _assess_of_the_program() -> Assess:
    # Here, so that a document with an assessment of its own (a test, a preview) does not load the rules.
    from dr_desktop.assessment.assess import assess

    return assess
