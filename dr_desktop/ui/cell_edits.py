"""What is done to many cells at once: paste, fill down, one value into a selection, clear. Each is one undo step.

Cells that only follow from the plan are skipped and counted; what cannot be read stays visible as a draft.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from dr_desktop.plan.numbers import DecimalMark, column_decimal
from dr_desktop.plan.table_edit import Refused, edit_name, new_row, row_words, rows_may_change, with_rows
from dr_desktop.plan.typed import Typed
from dr_desktop.ui.clipboard_block import Block, tiled
from dr_desktop.ui.columns import Column
from dr_desktop.ui.entity_table_model import EntityTableModel

_MOST_NEW_ROWS: Final = 100_000


class Area(NamedTuple):
    """A rectangle of cells: rows of the model and columns in the order they are seen, by their place in the model."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]


class Pasted(NamedTuple):
    """What became of a pasted block in words, and the area that it now covers."""

    sentence: str
    area: Area


def paste(model: EntityTableModel, at: Area, shown_columns: Sequence[int], block: Block) -> Pasted:
    """Put a block where the area begins, repeated where the area is several times as large.

    `shown_columns` are the places of all columns that are seen, from left to right. Rows past the end are added where
    the table allows it.
    """
    block = tiled(block, len(at.rows), len(at.columns))
    first_column = list(shown_columns).index(at.columns[0])
    width = max((len(row) for row in block), default=0)
    columns = tuple(shown_columns[first_column : first_column + width])
    known = model.rowCount()
    missing = max(0, at.rows[0] + len(block) - known)
    plan, ids = model.document.plan, list(model.ids()[at.rows[0] : at.rows[0] + len(block)])
    may_add = rows_may_change(model.table)
    added = [new_row(model.table) for _ in range(min(missing, _MOST_NEW_ROWS))] if may_add else []
    if added:
        plan = with_rows(plan, model.table, added)
        ids += [one.id for one in added]
    marks = {
        place: _decimal_of(model, place, [row[n] for row in block if n < len(row)]) for n, place in enumerate(columns)
    }
    cells: dict[str, dict[str, Typed]] = {}
    skipped = 0
    for entity_id, texts in zip(ids, block, strict=False):
        for place, text in zip(columns, texts, strict=False):
            field = model.columns[place].field
            if field is None:
                skipped += 1
            else:
                cells.setdefault(entity_id, {})[field] = Typed(text, marks[place])
    taken = model.take_cells(cells, _step_name(model, "Paste", cells), plan)
    said = [f"Pasted {_cells(taken.taken)}."]
    if added:
        said.append(f"Added {row_words(model.table, len(added))}.")
    said += _left_out(taken.refused, skipped)
    beyond = sum(max(0, len(row) - len(columns)) for row in block)
    if beyond or (missing and not may_add):
        said.append("What lay beyond the table was left out.")
    rows = tuple(row for one in ids if (row := model.row_of(one)) is not None)
    return Pasted(" ".join(said), Area(rows, columns))


def put_text(model: EntityTableModel, areas: Sequence[Area], text: str) -> str:
    """Put one typed text into all cells of some areas; blank clears them, so that they inherit or are not known."""
    cells, skipped = _editable(model, areas)
    typed = {one: {field: Typed(text, model.decimal) for field in fields} for one, fields in cells.items()}
    taken = model.take_cells(typed, _step_name(model, "Change" if text else "Clear", typed))
    changed = taken.taken - taken.kept
    said = [f"{'Changed' if text else 'Cleared'} {_cells(changed)}."] if changed else []
    if taken.kept:
        held = "is" if taken.kept == 1 else "are"
        said.append(f"{_cells(taken.kept)} {held} as typed already." if text else f"{_cells(taken.kept)} {held} blank.")
    return " ".join([*said, *_left_out(taken.refused, skipped)])


def fill_down(model: EntityTableModel, area: Area) -> str:
    """Put the topmost cell of each column into those below it; of a single row, the row above into it."""
    rows = area.rows if len(area.rows) > 1 else (max(0, area.rows[0] - 1), area.rows[0])
    cells: dict[str, dict[str, Typed]] = {}
    skipped = 0
    for place in area.columns:
        field = model.columns[place].field
        for row in rows[1:]:
            if field is None:
                skipped += 1
            elif row != rows[0]:
                text = model.edit_text(rows[0], place)
                cells.setdefault(model.entity_id(row), {})[field] = Typed(text, model.decimal)
    taken = model.take_cells(cells, _step_name(model, "Fill", cells))
    return " ".join([f"Filled {_cells(taken.taken)}.", *_left_out(taken.refused, skipped)])


def copied(model: EntityTableModel, area: Area) -> Block:
    """The cells of an area in full: every digit, and words that can be pasted back."""
    columns = [model.columns[place] for place in area.columns]
    return [
        [_copied(model, row, place, one) for place, one in zip(area.columns, columns, strict=True)] for row in area.rows
    ]


def headings(model: EntityTableModel, columns: Iterable[int]) -> list[str]:
    """The headings of columns, with units."""
    return [model.columns[place].heading for place in columns]


def _copied(model: EntityTableModel, row: int, place: int, column: Column) -> str:
    draft = model.draft(model.index(row, place))
    return draft.text if draft is not None else column.full_text(model.row(row))


def _decimal_of(model: EntityTableModel, place: int, texts: Sequence[str]) -> DecimalMark:
    """The decimal mark that the pasted column shows; the reader's own where it shows none."""
    column = model.columns[place]
    numbers = column.numeric or (column.spec is not None and column.spec.kind == "disks")
    return (column_decimal(texts) if numbers else None) or model.decimal


def _editable(model: EntityTableModel, areas: Iterable[Area]) -> tuple[dict[str, set[str]], int]:
    cells: dict[str, set[str]] = {}
    skipped = 0
    for area in areas:
        fields = {field for place in area.columns if (field := model.columns[place].field) is not None}
        skipped += len(area.rows) * (len(area.columns) - len(fields))
        if fields:
            for row in area.rows:
                cells.setdefault(model.entity_id(row), set()).update(fields)
    return cells, skipped


def _step_name(model: EntityTableModel, verb: str, cells: Mapping[str, Mapping[str, Typed]]) -> str:
    """'Paste 40 cells'; a single cell is named: 'Change RTO of Billing'."""
    count = sum(len(texts) for texts in cells.values())
    if count == 1:
        ((entity_id, texts),) = cells.items()
        entity = model.document.plan.table(model.table).get(entity_id)
        if entity is not None:
            return edit_name(entity, next(iter(texts)))
    return f"{verb} {_cells(count)}"


def _left_out(refused: Sequence[Refused], skipped: int) -> list[str]:
    said = []
    if len(refused) == 1:
        said.append(str(refused[0].problem))
    elif refused:
        said.append(f"{_cells(len(refused))} cannot be read and are not in the plan.")
    if skipped:
        said.append(f"Skipped {_cells(skipped)} that only follow{'s' if skipped == 1 else ''} from the plan.")
    return said


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count:,} cells"
