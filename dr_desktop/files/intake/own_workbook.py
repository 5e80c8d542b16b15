"""This program's own workbook or template, read back: what people changed in it can come home into the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from dr_desktop.files.intake.cells import Cell, Missing, text_of
from dr_desktop.files.intake.inventory import (
    Inventory,
    InventoryApplication,
    InventoryMachine,
    Refusal,
    Remark,
    SkippedRow,
)
from dr_desktop.files.intake.opened import Opened, Tables
from dr_desktop.files.intake.own_columns import SHEETS, field_of
from dr_desktop.files.intake.picked import remark
from dr_desktop.files.intake.recognition import Recognised
from dr_desktop.files.intake.spreadsheet import BrokenTabError
from dr_desktop.plan.field_spec import FieldSpec

KEY: Final = "own-workbook"
WORDS: Final = "DR Desktop workbook or template"
RULE: Final = (
    "A cell that says what the plan shows there already, its own, inherited or assumed, is left as it is; any other"
    " value becomes the row's own. A blank cell changes nothing. Columns that follow from the plan are not read."
)

_FEWEST_FIELDS: Final = 6
_FOLLOWS: Final = "Follows from the plan"
_EMPTY_ROWS_END_A_TABLE: Final = 200


class _Head(NamedTuple):
    """A sheet of ours: its table, where its headings stand, position to field, and headings that are not read."""

    tab: str
    table: str
    row_number: int
    fields: dict[int, FieldSpec]
    others: tuple[str, ...]


def recognised(found: Opened) -> Recognised | None:
    """Whether a sheet has our title and our headings, with `Name` and `Id` among them."""
    heads = list(_heads(found))
    tabs = " and ".join(one.tab for one in heads)
    return Recognised(1.0, f"{WORDS}, {'sheets' if len(heads) > 1 else 'sheet'} {tabs}") if heads else None


def read(found: Opened) -> Inventory | Refusal:
    """The applications and machines with the texts of their cells, by field of the plan."""
    heads = list(_heads(found))
    if not heads or not isinstance(found, Tables):
        sentence = "The file has no sheet Applications or Machines with the headings of this program."
        return Refusal(found.path.name, "", sentence, "Export the workbook again, or save a new template.")
    machines: list[InventoryMachine] = []
    applications: list[InventoryApplication] = []
    skipped: list[SkippedRow] = []
    remarks = [*found.remarks, Remark("file", RULE, ())]
    ignored: list[str] = []
    try:
        for head in heads:
            ignored += head.others
            for place, cells in _rows(found, head, skipped):
                if head.table == "machines":
                    machines.append(_machine(place, cells))
                else:
                    applications.append(InventoryApplication(cells.get("name", ""), {}, (), {}, place, stated=cells))
    except BrokenTabError as error:
        return error.refusal
    if not machines and not applications:
        return Refusal(found.path.name, "", "The sheets list nothing yet.", "Fill in a row, and save the file.")
    others = [tab.title for tab in found.tabs if tab.title not in {one.tab for one in heads}]
    if others:
        remarks.append(remark("file", "Sheets that are not read again", others))
    return Inventory(
        WORDS, found.path.name, tuple(machines), tuple(skipped), tuple(remarks), (), (), (), key=KEY,
        applications=tuple(applications), ignored=tuple(dict.fromkeys(ignored)),
    )  # fmt: skip


def _heads(found: Opened) -> Iterator[_Head]:
    if not isinstance(found, Tables):
        return
    for tab in found.tabs:
        table = SHEETS.get(tab.title)
        head = _head(found, tab.title, table) if table is not None else None
        if head is not None:
            yield head


def _head(found: Tables, tab: str, table: str) -> _Head | None:
    band: Sequence[Cell] = ()
    for number, cells in found.head(tab):
        texts = [" ".join(text_of(cell).split()) for cell in cells]
        follows = _following(band, len(texts))
        fields: dict[int, FieldSpec] = {}
        for at, text in enumerate(texts):
            spec = field_of(table, text) if text and at not in follows else None
            if spec is not None and spec not in fields.values():
                fields[at] = spec
        names = {spec.name for spec in fields.values()}
        if {"name", "id"} <= names and len(names) >= _FEWEST_FIELDS:
            return _Head(tab, table, number, fields, tuple(text for at, text in enumerate(texts) if at not in fields))
        if any(texts) and (_FOLLOWS in texts or not band):
            band = cells
    return None


def _following(band: Sequence[Cell], width: int) -> set[int]:
    """Positions below the words that say what follows from the plan, up to the next words of that band."""
    found: set[int] = set()
    if _FOLLOWS not in (text_of(cell) for cell in band):
        return found
    follows = False
    for at in range(width):
        words = text_of(band[at]) if at < len(band) else ""
        follows = words == _FOLLOWS if words else follows
        if follows:
            found.add(at)
    return found


def _rows(found: Tables, head: _Head, skipped: list[SkippedRow]) -> Iterator[tuple[str, dict[str, str]]]:
    empty = 0
    seen: dict[str, str] = {}
    for number, cells in found.rows(head.tab):
        if number <= head.row_number:
            continue
        place = f"{head.tab} row {number}"
        texts = {}
        for at, spec in head.fields.items():
            cell = cells[at] if at < len(cells) else None
            if isinstance(cell, Missing):
                skipped.append(SkippedRow(f"{place}, {spec.title}", "", f"The cell is {cell.value}.", None))
            elif text := text_of(cell):
                texts[spec.name] = f"{text} min" if spec.kind == "minutes" and _is_number(cell) else text
        empty = 0 if texts else empty + 1
        if empty > _EMPTY_ROWS_END_A_TABLE:
            return
        if not texts:
            continue
        known_as = texts.get("id", "")
        if not texts.get("name") and not known_as:
            skipped.append(SkippedRow(place, "", "It has no name and no id.", None))
        elif known_as and known_as in seen:
            name = texts.get("name", "")
            skipped.append(SkippedRow(place, name, f"It has the id of {seen[known_as]}, which counts.", None))
        else:
            if known_as:
                seen[known_as] = place
            yield place, texts


def _machine(place: str, cells: dict[str, str]) -> InventoryMachine:
    key = f"plan:{cells['id']}" if "id" in cells else f"name:{cells['name'].casefold()}"
    return InventoryMachine(
        key, cells.get("name", ""), "unknown", False, None, None, (), None, None, None, None, "unknown", "", "", "",
        "", "", "", {}, place, application=cells.get("application", ""), stated=cells,
    )  # fmt: skip


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)
