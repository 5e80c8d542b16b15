"""Moves that are looked at before they are made: what a drop means, and what would change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from dr_desktop.plan.move import Move, migrates, move_name, moved
from dr_desktop.report.fact_sheet import Fact, Words
from dr_desktop.report.matrix_drop import Drop
from dr_desktop.report.placing import source_sites
from dr_desktop.report.what_changes import changed_facts
from dr_desktop.ui.document import Document

_DRAG_HINT: Final = Words("Drop to apply · Esc to leave as it is", "text.secondary")
_MIGRATION: Final = Words("This is a migration: the source moves too.", "condition.text")


class PendingMove(NamedTuple):
    """A move that is looked at and not made yet."""

    applications: tuple[str, ...]
    move: Move


class LookedAt(NamedTuple):
    """The sheet of a pending move, and whether there is anything to apply."""

    facts: tuple[Fact, ...]
    changes: bool


def look_at(document: Document, pending: PendingMove, *, dragging: bool) -> LookedAt:
    """What a move would change, by assessing the plan as it would be; the document stays as it is."""
    plan, (applications, move) = document.plan, pending
    after = moved(plan, applications, move)
    step = Words(move_name(plan, applications, move), bold=True)
    if after.applications == plan.applications:
        return LookedAt((step, Words("That is how it is now: nothing would change.")), False)
    facts = changed_facts(document.assessment, document.preview(after), applications)
    note = (_MIGRATION,) if migrates(plan, applications, move) else ()
    return LookedAt((step, *note, *facts, *((_DRAG_HINT,) if dragging else ())), True)


def foreseen(document: Document, applications: Sequence[str], drop: Drop) -> Move:
    """The move of a drop as far as it is known while dragging: in another row the row's first stamp is the source."""
    rows = {document.assessment.applications[one].topology.row for one in applications}
    stamps = source_sites(document.plan, drop.row)
    source = stamps[0].id if rows != {drop.row} and stamps else None
    return Move(recovery_site=drop.site, source_site=source)


def make(document: Document, applications: Sequence[str], move: Move) -> str:
    """Make a move as one step; gives the step's name, "" when nothing changed."""
    name = move_name(document.plan, applications, move)
    return name if document.replace_plan(moved(document.plan, applications, move), name) else ""
