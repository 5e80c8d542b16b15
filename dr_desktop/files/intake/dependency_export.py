"""Azure Migrate's export of dependencies: which machine was seen to talk to which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from dr_desktop.files.intake.inventory import Inventory, InventoryDependency, Refusal, Remark, SkippedRow
from dr_desktop.files.intake.opened import Opened, Tables
from dr_desktop.files.intake.picked import Picked, remark
from dr_desktop.files.intake.recognition import Recognised
from dr_desktop.files.intake.spreadsheet import BrokenTabError
from dr_desktop.files.intake.tabs import FoundTab, picked_from, tabs_with

KEY: Final = "azure-migrate-dependencies"
WORDS: Final = "Azure Migrate dependency export"

_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("Source server name", "Source machine name", "Source server", "Source machine"),
    "source_ip": ("Source IP", "Source IP address"),
    "target": ("Destination server name", "Destination machine name", "Destination server", "Destination machine"),
    "target_ip": ("Destination IP", "Destination IP address"),
    "port": ("Destination port",),
    "process": ("Destination process", "Destination application"),
    "count": ("Connection count",),
}
_REQUIRED: Final = (("name",), ("target", "target_ip"), ("port", "process"))


class _Pair(NamedTuple):
    source: str
    target: str


def recognised(found: Opened) -> Recognised | None:
    """Whether a table names sources, destinations and ports."""
    return Recognised(0.95, WORDS) if _tab(found) is not None else None


def read(found: Opened) -> Inventory | Refusal:
    """Each pair of machines once, with its ports and the number of its rows."""
    tab = _tab(found)
    if tab is None or not isinstance(found, Tables):
        sentence = (
            "The file has no row with the headings Source server name, Destination server name, Destination port."
        )
        return Refusal(found.path.name, "", sentence, "Choose the file that Azure Migrate's dependency view exported.")
    try:
        picked = picked_from(found, tab)
    except BrokenTabError as error:
        return error.refusal
    pairs, skipped = _pairs(picked)
    ignored = [
        one.text for at, one in enumerate(tab.sheet.headings) if one.text and at not in tab.sheet.columns.values()
    ]
    remarks = [*found.remarks, *picked.remarks]
    remarks.append(Remark("file", f"{WORDS}: this reader was not tried on a real file. Check it.", ()))
    if ignored:
        remarks.append(remark("column", "Columns that are not used", ignored))
    outside = [one.target for one in pairs if not _looks_named(one.target)]
    if outside:
        remarks.append(remark("orphan", "Destinations without a name, looked up by address, else external", outside))
    return Inventory(
        WORDS, found.path.name, (), (*picked.skipped, *skipped), tuple(remarks), (), (), (),
        key=KEY, dependencies=pairs, ignored=tuple(ignored), tried=False,
    )  # fmt: skip


def _tab(found: Opened) -> FoundTab | None:
    return next(tabs_with(found, _COLUMNS, _REQUIRED), None)


def _pairs(picked: Picked) -> tuple[tuple[InventoryDependency, ...], list[SkippedRow]]:
    targets, addresses, ports = (picked.texts(field) for field in ("target", "target_ip", "port"))
    rows: dict[_Pair, list[int]] = {}
    skipped = []
    for at, source in enumerate(picked.texts("name")):
        target = targets[at] or addresses[at]
        if target:
            rows.setdefault(_Pair(source, target), []).append(at)
        else:
            skipped.append(SkippedRow(picked.place(at), source, "It names no destination.", None))
    made = tuple(
        InventoryDependency(pair.source, pair.target, _ports(ports, at), len(at), picked.place(at[0]))
        for pair, at in rows.items()
    )
    return made, skipped


def _ports(ports: Sequence[str], at: Sequence[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ports[one] for one in at if ports[one]))


def _looks_named(target: str) -> bool:
    return any(character.isalpha() for character in target.replace(":", "")) and ":" not in target
