"""The formats that are known, and the one that a file is in: told by its content, never by its name."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

from dr_desktop.files.intake import (
    application_list,
    asr_planner,
    azure_machines,
    dependency_export,
    mapped_table,
    own_workbook,
    rvtools,
    saved_prices,
)
from dr_desktop.files.intake.inventory import Inventory, Refusal
from dr_desktop.files.intake.opened import Opened
from dr_desktop.files.intake.recognition import Recognised
from dr_desktop.files.intake.table_mapping import TableMapping, shipped_mappings

SURE = 0.5
"""Below it a table is only known to list something: it may still be a part of another tool's export."""


class Format(NamedTuple):
    """A format that can be read."""

    key: str
    words: str
    tried: bool
    """Whether the reader was tried on a real file."""
    recognised: Callable[[Opened], Recognised | None]
    read: Callable[[Opened], Inventory | Refusal]


@cache
def formats() -> tuple[Format, ...]:
    """All formats, our own first; once RVTools is recognised, its tabs with licence keys are not even looked at."""
    return (
        Format(own_workbook.KEY, own_workbook.WORDS, True, own_workbook.recognised, own_workbook.read),
        Format("rvtools", "RVTools", True, rvtools.recognised, rvtools.read_opened),
        Format(azure_machines.KEY, azure_machines.WORDS, True, azure_machines.recognised, azure_machines.read),
        Format(saved_prices.KEY, saved_prices.WORDS, True, saved_prices.recognised, saved_prices.read),
        Format(
            dependency_export.KEY, dependency_export.WORDS, False, dependency_export.recognised, dependency_export.read
        ),
        Format(asr_planner.KEY, asr_planner.WORDS, False, asr_planner.recognised, asr_planner.read),
        Format(application_list.KEY, application_list.WORDS, True, application_list.recognised, application_list.read),
        *(mapped_format(mapping) for mapping in shipped_mappings()),
    )


def mapped_format(mapping: TableMapping) -> Format:
    """The format that a mapping makes."""
    if mapping.of == "applications":
        return Format(
            application_list.KEY,
            mapping.words,
            mapping.tried,
            partial(application_list.recognised, mapping=mapping),
            partial(application_list.read, mapping=mapping),
        )
    return Format(
        mapping.key,
        mapping.words,
        mapping.tried,
        partial(mapped_table.recognised, mapping),
        partial(mapped_table.read, mapping),
    )


def recognise(found: Opened) -> tuple[Format, Recognised] | Refusal:
    """The format whose signs the file bears most clearly."""
    best: tuple[Format, Recognised] | None = None
    for one in formats():
        said = one.recognised(found)
        if said is not None and (best is None or said.confidence > best[1].confidence):
            best = (one, said)
            if said.confidence >= 1:
                break
    if best is None or best[1].confidence < SURE:
        part = rvtools.missing_part(found)
        if part is not None:
            return part
    return best or _none_of_them(found)


def _none_of_them(found: Opened) -> Refusal:
    return Refusal(
        found.path.name,
        "",
        "The file is none of the formats that are known: no list of machines, applications, disks or dependencies.",
        "Give the list a row of headings, such as Server, vCPU, Memory GB, Disk GB, or state what its columns mean.",
    )
