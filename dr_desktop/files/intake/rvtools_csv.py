"""RVTools' CSV export: one file per tab, joined again as the workbook joins them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dr_desktop.files.intake.headers import Row, find_headings
from dr_desktop.files.intake.inventory import Inventory, Refusal, Remark
from dr_desktop.files.intake.opened import Opened, Tables
from dr_desktop.files.intake.picked import remark
from dr_desktop.files.intake.rvtools import SIDE_TABS, TabSource, read_source
from dr_desktop.files.intake.rvtools_columns import REQUIRED_IN_VINFO, VINFO

_SIZES = ("memory", "capacity", "provisioned", "in_use")
"""One of these must be in a CSV file of vInfo: that of vCPU begins with the same columns."""
_VINFO = re.compile("vinfo", re.IGNORECASE)


def tab_of(found: Opened) -> str:
    """The tab whose CSV file this is, told by its headings: vInfo, vPartition, vDisk or vTools; empty for none."""
    if not isinstance(found, Tables) or not found.by_delimiter:
        return ""
    if find_headings("vInfo", found.head(""), VINFO, (*REQUIRED_IN_VINFO, _SIZES), "vInfo") is not None:
        return "vInfo"
    for tab in ("vPartition", "vDisk", "vTools"):  # vPartition has a capacity too, and is told by what is consumed
        fields, required = SIDE_TABS[tab]
        if find_headings(tab, found.head(""), fields, required, tab) is not None:
            return tab
    return ""


def siblings(path: Path) -> tuple[Path, ...]:
    """CSV files beside that of vInfo whose names differ from its name in the tab only."""
    if not _VINFO.search(path.name):
        return ()
    named = (path.with_name(_VINFO.sub(tab, path.name)) for tab in SIDE_TABS)
    return tuple(one for one in named if one != path and one.is_file())


def read_together(parts: Mapping[str, Tables], beside: Sequence[str]) -> Inventory | Refusal:
    """The machines of several CSV files of one export, by tab. `beside` names those found beside the chosen one."""
    vinfo = parts["vInfo"]
    remarks: tuple[Remark, ...] = tuple(one for part in parts.values() for one in part.remarks)
    if beside:
        remarks = (*remarks, remark("file", "CSV files of the same export, read with it", beside))
    by_tab = {tab.casefold(): part for tab, part in parts.items()}

    def rows(tab: str) -> Iterator[Row]:
        return by_tab[tab.casefold()].rows("")

    words = "RVTools vInfo CSV" if len(parts) == 1 else f"RVTools CSV files of {', '.join(parts)}"
    return read_source(TabSource(vinfo.path, words, tuple(by_tab), rows, by_delimiter=True, remarks=remarks))
