"""Reads inventory files of any known format. One door for the window, the command line and the tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dr_desktop.files.intake import own_workbook, rvtools_csv
from dr_desktop.files.intake.cancelling import Tick, never_cancelled
from dr_desktop.files.intake.combine import combined
from dr_desktop.files.intake.formats import mapped_format, recognise
from dr_desktop.files.intake.inventory import Inventory, Refusal
from dr_desktop.files.intake.opened import Opened, Tables, opened
from dr_desktop.files.intake.table_mapping import TableMapping


def read_file(path: Path, mapping: TableMapping | None = None, tick: Tick = never_cancelled) -> Inventory | Refusal:
    """What one file states, sizes in GiB; a Refusal with its remedy where it cannot be read.

    `mapping` says what its columns mean, in place of what its headings would tell. `tick` is called every few hundred
    rows; what it raises ends the reading.
    """
    with opened(path, tick) as found:
        return _read(found, mapping)


def read_files(
    paths: Sequence[Path], mapping: TableMapping | None = None, tick: Tick = never_cancelled
) -> Inventory | Refusal:
    """What several files state together: the first that lists a machine counts, others fill in what it leaves open.

    CSV files of one RVTools export are joined by machine as the tabs of its workbook are; those that lie beside a
    chosen vInfo file are read with it. Raises ValueError when no file is named.
    """
    if not paths:
        raise ValueError("no file to read")
    chosen = dict.fromkeys(paths)
    beside = [one for path in paths for one in rvtools_csv.siblings(path) if one not in chosen] if not mapping else []
    parts: dict[str, Tables] = {}
    found: list[Inventory] = []
    for path in (*chosen, *beside):
        with opened(path, tick) as file:
            tab = "" if mapping or isinstance(file, Refusal) else rvtools_csv.tab_of(file)
            if tab and tab not in parts and isinstance(file, Tables):
                parts[tab] = file  # a text is held in memory, so it stays when the file is closed
                continue
            if path in beside:
                continue
            read = _read(file, mapping)
        if isinstance(read, Refusal):
            return read
        found.append(read)
    if "vInfo" in parts:
        joined = rvtools_csv.read_together(parts, [one.name for one in beside])
        if isinstance(joined, Refusal):
            return joined
        found.insert(0, joined)
    elif parts:
        read = _read(next(iter(parts.values())), None)
        if isinstance(read, Refusal):
            return read
        found.append(read)
    own = next((one for one in found if one.key == own_workbook.KEY), None)
    if own is not None and len(found) > 1:
        sentence = "A workbook of this program says what the plan states, so it is not mixed with inventories."
        return Refusal(own.file, "", sentence, "Import it on its own.")
    return combined(found)


def _read(found: Opened | Refusal, mapping: TableMapping | None) -> Inventory | Refusal:
    if isinstance(found, Refusal):
        return found
    if mapping is not None:
        return mapped_format(mapping).read(found)
    known = recognise(found)
    if isinstance(known, Refusal):
        return known
    read = known[0].read(found)
    return read if isinstance(read, Refusal) else read._replace(format=known[1].what)
