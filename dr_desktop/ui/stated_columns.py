"""Lists whose columns the planner may state: what is looked at, and what is remembered for the same headings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from dr_desktop.files.intake import application_list
from dr_desktop.files.intake.column_proposals import TableLook, look_at
from dr_desktop.files.intake.inventory import Inventory, Refusal
from dr_desktop.files.intake.opened import opened
from dr_desktop.files.intake.remembered_mappings import remembered
from dr_desktop.files.intake.table_mapping import OWN_MAPPING, TableMapping, shipped_mappings

_JSON: tuple[bytes, ...] = (b"{", b"[")


def mappings_folder() -> Path:
    """Where stated columns are kept for the person who runs the program."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(place) / "DR Desktop" / "mappings"


def columns_of_file(path: Path, found: Inventory | Refusal) -> TableLook | None:
    """The columns of a file that a mapping can read; None for formats that need none, and files without a table."""
    lists = {one.key for one in shipped_mappings()} | {application_list.KEY, OWN_MAPPING}
    if isinstance(found, Inventory) and found.key not in lists:
        return None
    try:
        with path.open("rb") as stream:
            beginning = stream.read(64)
    except OSError:
        return None
    if beginning.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_JSON):
        return None
    with opened(path) as tables:
        return None if isinstance(tables, Refusal) else look_at(tables)


def known_mapping(look: TableLook) -> TableMapping | None:
    """What was stated for these headings before."""
    return remembered(mappings_folder(), look.signature)
