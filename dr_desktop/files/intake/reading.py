"""Reads inventory files of any known format. One door for the window, the command line and the tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dr_desktop.files.intake.combine import combined
from dr_desktop.files.intake.formats import mapped_format, recognise
from dr_desktop.files.intake.inventory import Inventory, Refusal
from dr_desktop.files.intake.opened import Tick, never_cancelled, opened
from dr_desktop.files.intake.table_mapping import TableMapping


def read_file(path: Path, mapping: TableMapping | None = None, tick: Tick = never_cancelled) -> Inventory | Refusal:
    """What one file states, sizes in GiB; a Refusal with its remedy where it cannot be read.

    `mapping` says what its columns mean, in place of what its headings would tell. `tick` is called every few hundred
    rows; what it raises ends the reading.
    """
    with opened(path, tick) as found:
        if isinstance(found, Refusal):
            return found
        if mapping is not None:
            return mapped_format(mapping).read(found)
        known = recognise(found)
        if isinstance(known, Refusal):
            return known
        return known[0].read(found)


def read_files(
    paths: Sequence[Path], mapping: TableMapping | None = None, tick: Tick = never_cancelled
) -> Inventory | Refusal:
    """What several files state together: the first that lists a machine counts, the others fill in what it leaves open.

    Raises ValueError when no file is named.
    """
    if not paths:
        raise ValueError("no file to read")
    found = []
    for path in paths:
        read = read_file(path, mapping, tick)
        if isinstance(read, Refusal):
            return read
        found.append(read)
    return combined(found)
