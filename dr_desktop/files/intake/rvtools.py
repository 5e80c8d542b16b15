"""RVTools: the workbook with one tab per subject, or the CSV file of its tab vInfo.

Of a workbook only vInfo, vDisk, vPartition and vTools are read, and the version from vMetaData: other tabs carry
licence keys and names of people, and are not even unpacked.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from dr_desktop.files.intake.cells import text_of
from dr_desktop.files.intake.headers import Row, Sheet, find_headings
from dr_desktop.files.intake.inventory import Inventory, Refusal, Remark
from dr_desktop.files.intake.opened import Opened, Tables, opened
from dr_desktop.files.intake.picked import Picked, pick, remark
from dr_desktop.files.intake.recognition import Recognised
from dr_desktop.files.intake.rvtools_columns import (
    REQUIRED_IN_VINFO,
    VDISK,
    VINFO,
    VPARTITION,
    VTOOLS,
    WHAT_IS_MISSING,
    is_rvtools_own,
)
from dr_desktop.files.intake.rvtools_join import SideTabs
from dr_desktop.files.intake.rvtools_machines import build_inventory
from dr_desktop.files.intake.spreadsheet import BrokenTabError, OpenWorkbook

SIDE_TABS = {
    "vDisk": (VDISK, (("name",), ("capacity",))),
    "vPartition": (VPARTITION, (("name",), ("consumed",))),
    "vTools": (VTOOLS, (("name",), ("tools",))),
}
_OF_MACHINES = frozenset({"cpus", "vcpu", "vcpus", "cpu", "cores", "memory", "ram"})
"""Headings that no tab beside vInfo's disks, partitions and tools has: such a table lists machines."""
_NEEDED = "RVTools' tab vInfo, which has the headings VM, Powerstate, CPUs and Memory"


class TabSource(NamedTuple):
    """Tabs by name, from wherever they come."""

    path: Path
    format: str
    tabs: tuple[str, ...]
    rows: Callable[[str], Iterator[Row]]
    by_delimiter: bool
    remarks: tuple[Remark, ...]


def recognises(path: Path) -> bool:
    """Whether the file's content is an RVTools workbook, or the CSV file of vInfo; its name does not matter."""
    with opened(path) as found:
        return not isinstance(found, Refusal) and recognised(found) is not None


def read(path: Path) -> Inventory | Refusal:
    """Everything a plan can use from the file; sizes in GiB. A Refusal where it cannot be read.

    RVTools writes MiB whether its headings say MB or MiB (only the heading changed, with 4.1.2).
    """
    with opened(path) as found:
        return found if isinstance(found, Refusal) else read_opened(found)


def recognised(found: Opened) -> Recognised | None:
    """Whether the opened file is an RVTools workbook or one of its CSV files; then no other format is asked."""
    if not isinstance(found, Tables):
        return None
    source = _source(found)
    try:
        if _vinfo(source) is not None:
            return Recognised(1.0, source.format)
    except BrokenTabError:
        return Recognised(1.0, source.format)
    return None


def read_opened(found: Opened) -> Inventory | Refusal:
    """As `read`, of a file that is opened already."""
    if not isinstance(found, Tables):
        return Refusal(
            found.path.name, "", "The file is JSON, and no RVTools export.", "Choose the .xlsx or .csv file."
        )
    try:
        return read_source(_source(found))
    except BrokenTabError as error:
        return error.refusal


def missing_part(found: Opened) -> Refusal | None:
    """What is missing of a file that is plainly RVTools', such as the CSV file of a tab beside vInfo; else None."""
    if not isinstance(found, Tables):
        return None
    source = _source(found)
    refusal = _not_recognised(source)
    of_rvtools = "vinfo" in source.tabs if not found.by_delimiter else "is RVTools' tab" in refusal.sentence
    return refusal if of_rvtools else None


def _source(found: Tables) -> TabSource:
    if found.by_delimiter:
        return TabSource(found.path, "RVTools vInfo CSV", ("vinfo",), lambda _tab: found.rows(""), True, found.remarks)
    return _workbook_source(found.path, OpenWorkbook(found.path.name, found.tabs, found.rows))


def _workbook_source(path: Path, workbook: OpenWorkbook) -> TabSource:
    titles = {_tab_name(tab.title): tab for tab in reversed(workbook.tabs)}
    if "vinfo" not in titles:
        alike = next((name for name in reversed(titles) if _lists_machines(workbook, titles[name].title)), None)
        if alike is not None:
            titles["vinfo"] = titles.pop(alike)
    hidden = [tab.title for name, tab in titles.items() if name in ("vinfo", "vdisk", "vpartition") and tab.hidden]
    remarks = (remark("file", "Hidden tabs were read too", hidden),) if hidden else ()
    used = {"vinfo", *(name.casefold() for name in SIDE_TABS), "vmetadata"}
    unread = [tab.title for name, tab in titles.items() if name not in used]
    if unread:
        remarks = (*remarks, remark("file", "Tabs that are not needed and were not read", reversed(unread)))

    def rows(tab: str) -> Iterator[Row]:
        return workbook.rows(titles[tab.casefold()].title)

    source = TabSource(path, "RVTools workbook", tuple(titles), rows, by_delimiter=False, remarks=remarks)
    version = _version(source)
    return source._replace(format=f"RVTools {version} workbook") if version else source


def _lists_machines(workbook: OpenWorkbook, title: str) -> bool:
    """Whether a tab of another name holds vInfo, as when somebody copied it into a workbook of their own."""
    if _tab_name(title).startswith(("v", "dv")):
        return False  # RVTools' other tabs: vCPU has the same first headings
    try:
        required = (*REQUIRED_IN_VINFO, ("memory",))
        return find_headings(title, workbook.rows(title), VINFO, required, "vInfo") is not None
    except BrokenTabError:
        return False


def _tab_name(title: str) -> str:
    """`RVTools_tabvInfo`, `tabvInfo` and `vInfo ` are the same tab."""
    return title.strip().casefold().removeprefix("rvtools_").removeprefix("tab")


def _version(source: TabSource) -> str:
    if "vmetadata" not in source.tabs:
        return ""
    try:
        rows = source.rows("vMetaData")
        _, headings = next(rows)
        _, values = next(rows)
    except (StopIteration, BrokenTabError):
        return ""
    for heading, value in zip(headings, values, strict=False):
        if text_of(heading).casefold() == "rvtools version":
            return text_of(value)[:20]
    return ""


def _vinfo(source: TabSource) -> Sheet | None:
    if "vinfo" not in source.tabs:
        return None
    return find_headings("vInfo", source.rows("vInfo"), VINFO, REQUIRED_IN_VINFO, "vInfo")


def read_source(source: TabSource) -> Inventory | Refusal:
    """The machines of tabs that are opened already, wherever they come from. Raises BrokenTabError."""
    name = source.path.name
    sheet = _vinfo(source)
    if sheet is None:
        return _not_recognised(source)
    user_columns = _user_columns(sheet)
    vinfo = pick(sheet, user_columns, source.by_delimiter)
    if not vinfo.numbers and not vinfo.skipped:
        return Refusal(name, "vInfo", "The tab vInfo lists no machine.", "Export it again with the machines in it.")
    remarks = [*source.remarks, *vinfo.remarks, *_column_remarks(sheet, user_columns)]
    side_tabs = {}
    for tab in SIDE_TABS:
        picked = _side_tab(source, tab)
        if isinstance(picked, Picked):
            side_tabs[tab] = picked
            remarks.extend(picked.remarks)
        elif picked is not None:
            remarks.append(picked)
    sides = SideTabs(side_tabs.get("vDisk"), side_tabs.get("vPartition"), side_tabs.get("vTools"))
    return build_inventory(source.format, name, vinfo, sides, tuple(remarks))


def _side_tab(source: TabSource, tab: str) -> Picked | Remark | None:
    """A tab beside vInfo; a remark where it is there and cannot be used. The machines are listed without it too."""
    if tab.casefold() not in source.tabs:
        return None
    fields, required = SIDE_TABS[tab]
    try:
        sheet = find_headings(tab, source.rows(tab), fields, required, tab)
        if sheet is None:
            return Remark("file", f"The tab {tab} lacks the headings that RVTools gives it and was not used.", (tab,))
        return pick(sheet, {}, source.by_delimiter)
    except BrokenTabError as error:
        return Remark("file", f"{error.refusal.sentence} What it holds stays unknown.", (tab,))


def _user_columns(sheet: Sheet) -> dict[str, int]:
    """Columns that RVTools does not have: custom attributes, vSphere tags, and what people typed in."""
    database_names = sheet.headings[sheet.columns["name"]].text.casefold().startswith("vinfo")
    columns: dict[str, int] = {}
    for position, heading in enumerate(sheet.headings):
        text = heading.text
        if database_names and text.casefold().startswith("vinfo"):
            # The database names its own columns so too; custom attributes and tags are told by their second part.
            text = text[len("vInfo") :]
            if not text.casefold().startswith("_tags_"):
                continue
            text = text[len("_tags_") :]
        elif is_rvtools_own(heading.name):
            continue
        if text:
            columns[_free_name(text, columns)] = position
    return columns


def _free_name(text: str, taken: dict[str, int]) -> str:
    number = 2
    name = text
    while name in taken:
        name = f"{text} ({number})"
        number += 1
    return name


def _column_remarks(sheet: Sheet, user_columns: dict[str, int]) -> list[Remark]:
    used = {*sheet.columns.values(), *user_columns.values()}
    unused = [heading.text for at, heading in enumerate(sheet.headings) if heading.text and at not in used]
    remarks = []
    if unused:
        remarks.append(remark("column", f"{sheet.name}: columns that are not used", unused))
    for field, (heading, unknown) in WHAT_IS_MISSING.items():
        if field not in sheet.columns:
            sentence = f"{sheet.name} has no column {heading}: {unknown} is not known."
            remarks.append(Remark("column", sentence, (heading,)))
    return remarks


def _not_recognised(source: TabSource) -> Refusal:
    name = source.path.name
    if source.by_delimiter:
        for tab, (fields, required) in SIDE_TABS.items():
            sheet = find_headings(tab, source.rows(tab), fields, required, tab)
            if sheet is not None and not {heading.name for heading in sheet.headings} & _OF_MACHINES:
                sentence = f"The file is RVTools' tab {tab}; the machines themselves are listed in vInfo."
                return Refusal(name, "", sentence, "Choose the CSV file of vInfo, or the workbook with all tabs.")
        return Refusal(name, "", f"The file is not {_NEEDED}.", "Choose the .csv or .xlsx file that RVTools wrote.")
    if "vinfo" in source.tabs:
        sentence = "The tab vInfo has no row with the headings VM, CPUs and Powerstate or Memory."
        return Refusal(name, "vInfo", sentence, "Put the headings back as RVTools wrote them, or export again.")
    return Refusal(
        name, "", f"The workbook has no {_NEEDED}.", "Export all tabs from RVTools (File > Export all to Excel)."
    )
