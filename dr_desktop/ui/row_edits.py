"""What is done to whole rows of a table: add, duplicate, remove. Each is one undo step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dr_desktop.plan.table_edit import (
    duplicated,
    new_row,
    row_word,
    row_words,
    rows_may_change,
    with_rows,
    without_rows,
)
from dr_desktop.ui.entity_table_model import EntityTableModel


def add_row(model: EntityTableModel, **values: Any) -> str | None:
    """Add a row that states nothing but `values`; its id, None where the rows of the table are fixed."""
    if not rows_may_change(model.table):
        return None
    row = new_row(model.table, **values)
    plan = with_rows(model.document.plan, model.table, [row])
    model.document.replace_plan(plan, f"Add {row_word(model.table)}")
    return row.id


def duplicate_rows(model: EntityTableModel, ids: Sequence[str]) -> tuple[str, ...]:
    """Copy rows below themselves; the ids of the copies."""
    if not rows_may_change(model.table):
        return ()
    plan, copies = duplicated(model.document.plan, model.table, ids)
    model.document.replace_plan(plan, f"Duplicate {row_words(model.table, len(copies))}")
    return copies


def remove_rows(model: EntityTableModel, ids: Sequence[str]) -> int:
    """Remove rows and what pointed to them; how many went."""
    before = model.document.plan
    after = without_rows(before, model.table, ids)
    gone = len(before.table(model.table)) - len(after.table(model.table))
    model.document.replace_plan(after, f"Remove {row_words(model.table, gone)}")
    return gone
