"""Mappings that the planner stated, kept by the headings they were stated for, so that next month's file knows them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from dr_desktop.files.intake.inventory import Refusal
from dr_desktop.files.intake.table_mapping import TableMapping, mapping_from_file, mapping_text
from dr_desktop.files.replace_file import replace_file
from dr_desktop.plan.entity import Problem

MOST_KEPT: Final = 200
"""Older ones are forgotten."""


def remembered(folder: Path, signature: str) -> TableMapping | None:
    """The mapping that was kept for these headings; None where none was, or its file is damaged."""
    path = _path(folder, signature)
    if not path.is_file():
        return None
    found = mapping_from_file(path)
    return None if isinstance(found, Refusal) else found


def remember(folder: Path, signature: str, mapping: TableMapping) -> Problem | None:
    """Keep a mapping for these headings; a Problem when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        kept = sorted(folder.glob("*.json"), key=lambda one: one.stat().st_mtime)
        for old in kept[: max(0, len(kept) - MOST_KEPT + 1)]:
            old.unlink(missing_ok=True)
    except OSError as fault:
        return Problem(f"The mapping cannot be kept in {folder}: {fault.strerror}.", "It must be stated again.")
    return replace_file(_path(folder, signature), mapping_text(mapping).encode())


def _path(folder: Path, signature: str) -> Path:
    return folder / f"{hashlib.sha256(signature.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.json"
