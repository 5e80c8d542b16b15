"""The report of the Azure Site Recovery Deployment Planner: the one source that measured churn.

Machines and their disks share one table: a machine's row states its total, the rows below it its disks, so sizes are
never added up over all rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum
from typing import Final, NamedTuple

from dr_desktop.files.intake.figures import read_figures
from dr_desktop.files.intake.grouping import grouping_columns
from dr_desktop.files.intake.inventory import (
    Inventory,
    InventoryMachine,
    Origin,
    Refusal,
    Remark,
    SkippedRow,
    basis_totals,
)
from dr_desktop.files.intake.opened import Opened, Tables
from dr_desktop.files.intake.picked import Picked, number_remarks, remark
from dr_desktop.files.intake.recognition import Recognised
from dr_desktop.files.intake.spreadsheet import BrokenTabError
from dr_desktop.files.intake.tabs import FoundTab, picked_from, tabs_with
from dr_desktop.files.intake.words_of_files import os_family

KEY: Final = "asr-planner"
WORDS: Final = "Site Recovery Deployment Planner report"
SAME_SIZE: Final = 0.02
"""Disks whose sum differs from the machine's total by less than this share are the whole of it."""

_CHURN: Final = (
    "Peak Data Churn", "Peak Data Churn (MB/s)", "Peak Data Churn (MBps)", "Peak Data Churn (Mbps)",
    "Peak Data Churn (with Growth Factor)", "Peak Data Churn (MB/s) (with Growth Factor)",
    "Peak Data Churn (MBps) (with Growth Factor)", "Peak Data Churn (Mbps) (with Growth Factor)",
    "Peak Data Churn in MBps (with Growth Factor)", "Peak Data Churn in Mbps (with Growth Factor)",
)  # fmt: skip
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("VM Name", "Virtual machine Name", "Virtual machine", "Server Name"),
    "fits": ("VM Compatibility", "Compatibility"),
    "churn": _CHURN,
    "size": ("Azure VM Size",),
    "count": ("Number of Disks",),
    "disk": ("Disk size (GB)", "Disk size"),
    "vcpus": ("Cores",),
    "memory": ("Memory (MB)",),
    "os": ("OS Type",),
}
_REQUIRED: Final = (("name",), ("churn",), ("disk",), ("vcpus", "memory"))


class _Group(NamedTuple):
    """A machine's row, and the rows of its disks."""

    at: int
    disks: tuple[int, ...]


def recognised(found: Opened) -> Recognised | None:
    """Whether a tab lists machines with their disks, cores and peak churn."""
    tabs = list(tabs_with(found, _COLUMNS, _REQUIRED))
    return Recognised(0.98, f"{WORDS}, tab {', '.join(tab.tab for tab in tabs)}") if tabs else None


def read(found: Opened) -> Inventory | Refusal:
    """The machines of the tabs of compatible and incompatible ones, each with its disks and peak churn."""
    tabs = list(tabs_with(found, _COLUMNS, _REQUIRED))
    if not tabs or not isinstance(found, Tables):
        sentence = "The file has no tab with the headings VM Name, Peak Data Churn, Disk size (GB), Cores."
        return Refusal(found.path.name, "", sentence, "Choose the report that the Deployment Planner wrote.")
    machines: dict[str, InventoryMachine] = {}
    skipped: list[SkippedRow] = []
    remarks = list(found.remarks)
    try:
        for tab in tabs:
            picked = picked_from(found, tab)
            skipped += picked.skipped
            remarks += picked.remarks
            _read_tab(tab, picked, machines, skipped, remarks)
    except BrokenTabError as error:
        return error.refusal
    listed = tuple(machines.values())
    remarks.append(Remark("file", f"{WORDS}: this reader was not tried on a real file. Check it.", ()))
    remarks.append(Remark("number", "The planner's peaks include its growth factor, 30 % unless it was changed.", ()))
    return Inventory(
        WORDS, found.path.name, listed, tuple(skipped), tuple(remarks), grouping_columns(listed),
        basis_totals(listed), (), key=KEY, tried=False,
    )  # fmt: skip


def _read_tab(
    tab: FoundTab,
    picked: Picked,
    machines: dict[str, InventoryMachine],
    skipped: list[SkippedRow],
    remarks: list[Remark],
) -> None:
    numbers = {}
    for field in ("vcpus", "memory", "disk", "churn"):
        figures = read_figures(picked.cells(field), field in ("vcpus", "memory"))
        numbers[field] = figures.values
        remarks.extend(number_remarks(picked, field, figures))
    heading = picked.headings.get("churn", "")
    in_mb_s = "mb/s" in heading.casefold() or "MBps" in heading
    if not in_mb_s:
        sentence = f"The heading “{heading}” leaves open whether megabits or megabytes are meant"
        remarks.append(Remark("number", f"{sentence}; the churn stays unknown until it names MB/s.", ()))
    for group in _groups(numbers["vcpus"], numbers["memory"]):
        one = _machine(picked, group, numbers, in_mb_s)
        known = machines.get(one.key)
        if known is None:
            machines[one.key] = one
        else:
            skipped.append(SkippedRow(one.place, one.name, f"It repeats {known.place}, which counts.", one))
    if tab.hidden:
        remarks.append(remark("file", "Hidden tabs were read too", [tab.tab]))


def _groups(vcpus: Sequence[float | None], memory: Sequence[float | None]) -> list[_Group]:
    """A row with cores or memory is a machine; the rows up to the next one are its disks."""
    starts = [at for at in range(len(vcpus)) if vcpus[at] is not None or memory[at] is not None]
    ends = [*starts[1:], len(vcpus)]
    return [_Group(start, tuple(range(start + 1, end))) for start, end in zip(starts, ends, strict=False)]


def _machine(
    picked: Picked, group: _Group, numbers: Mapping[str, Sequence[float | None]], in_mb_s: bool
) -> InventoryMachine:
    at = group.at
    total = numbers["disk"][at]
    sizes = tuple(size for disk in group.disks if (size := numbers["disk"][disk]))
    whole = bool(sizes) and (total is None or abs(fsum(sizes) - total) <= SAME_SIZE * max(total, 1.0))
    capacity = fsum(sizes) if whole else total
    vcpus, memory = numbers["vcpus"][at], numbers["memory"][at]
    texts = {field: picked.texts(field)[at] for field in picked.columns}
    name = texts["name"]
    fits = texts.get("fits", "")
    return InventoryMachine(
        key=f"name:{name.casefold()}",
        name=name,
        power="unknown",
        template=False,
        vcpus=int(vcpus) if vcpus is not None and vcpus.is_integer() else None,
        memory_gib=None if memory is None else memory / 1024,
        disks_gib=sizes if whole else (),
        capacity_gib=capacity,
        provisioned_gib=capacity,
        in_use_gib=None,
        guest_consumed_gib=None,
        os=os_family(texts.get("os", "")),
        os_text=texts.get("os", ""),
        tools="",
        folder="",
        datacenter="",
        cluster="",
        host="",
        tags={"Site Recovery compatibility": fits} if fits else {},
        place=picked.place(at),
        azure_size=texts.get("size", ""),
        peak_churn_mb_s=numbers["churn"][at] if in_mb_s else None,
        origins={field: Origin(picked.headings[field], text) for field, text in texts.items() if text},
    )
