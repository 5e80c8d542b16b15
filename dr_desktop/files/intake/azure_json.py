"""The three dialects in which Azure and Azure Stack Hub write one resource, brought to one.

REST nests under `properties`, `az` flattens it, PowerShell writes PascalCase and cuts off what lies deep. Keys are
looked up without regard to case, beside and under `properties`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

MACHINE: Final = "microsoft.compute/virtualmachines"
DISK: Final = "microsoft.compute/disks"
SCALE_SET: Final = "microsoft.compute/virtualmachinescalesets"
INSTANCE: Final = "microsoft.compute/virtualmachinescalesets/virtualmachines"
MAX_RESOURCES: Final = 200_000

_ID: Final = re.compile(
    r"/subscriptions/[^/]*/resourcegroups/(?P<group>[^/]*)/providers/"
    r"(?P<type>microsoft\.compute/[a-z]+)/[^/]+(?P<rest>/[a-z]+/[^/]+)?$",
    re.IGNORECASE,
)
_CUT_OFF: Final = re.compile(r"(?:Microsoft\.(?:Azure\.)?(?:Management|Commands)|System)\.[A-Za-z.`\d\[\]]+$|@\{")


class Resource(NamedTuple):
    """One resource of the file."""

    value: Mapping[str, Any]
    place: str

    def at(self, path: str) -> Any:
        """What lies at a path such as `storageProfile.osDisk.diskSizeGB`, in any dialect; None where nothing does."""
        found: Any = self.value
        for step, key in enumerate(path.split(".")):
            inner = _get(found, key)
            if inner is None and step == 0:
                inner = _get(_get(found, "properties"), key)
            if inner is None and step > 0:
                inner = _get(_get(found, "properties"), key)
            found = inner
        return found

    def text(self, path: str) -> str:
        """As `at`, where it is a text."""
        found = self.at(path)
        return found.strip() if isinstance(found, str) else ""

    def listed(self, path: str) -> list[Any]:
        """As `at`, where it is a list; PowerShell writes a list of one as its element."""
        found = self.at(path)
        if isinstance(found, list):
            return found
        return [found] if isinstance(found, Mapping) else []

    @property
    def key(self) -> str:
        """The resource id, folded: its case differs between sources of the same machine."""
        return self.text("id").casefold()

    @property
    def kind(self) -> str:
        """The resource type, folded; told by the id and by the content where the type is not stated."""
        stated = self.text("type").casefold()
        shape = _ID.match(self.text("id"))
        if shape is not None and shape["type"].casefold() == SCALE_SET and shape["rest"]:
            return INSTANCE
        if stated:
            return stated
        if shape is not None and not shape["rest"]:
            return shape["type"].casefold()
        if self.at("hardwareProfile") is not None:
            return MACHINE
        if self.at("virtualMachineProfile") is not None:
            return SCALE_SET
        return DISK if self.at("diskState") is not None or self.at("creationData") is not None else ""

    @property
    def group(self) -> str:
        """The resource group, as written."""
        shape = _ID.match(self.text("id"))
        return self.text("resourceGroup") or self.text("resourceGroupName") or (shape["group"] if shape else "")


def resources(value: Any) -> tuple[list[Resource], bool]:
    """All resources of a document in any of its wrappings, and whether the list goes on elsewhere (nextLink)."""
    found: list[Resource] = []
    more = False
    for page in _pages(value):
        if isinstance(page, Mapping):
            more = more or bool(_get(page, "nextLink") or _get(page, "$skipToken"))
        for one in _values(page):
            if isinstance(one, Mapping) and len(found) < MAX_RESOURCES:
                found.append(Resource(one, f"entry {len(found) + 1}"))
    return found, more


def cut_off(value: Any) -> bool:
    """Whether PowerShell wrote the name of a class in place of what lay deeper than `-Depth`."""
    waiting: list[Any] = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str) and _CUT_OFF.match(one) and "/" not in one:
            return True
        if isinstance(one, Mapping):
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return False


def _pages(value: Any) -> Iterator[Any]:
    if isinstance(value, list) and value and all(isinstance(one, list) or _is_page(one) for one in value):
        yield from value
    else:
        yield value


def _is_page(value: Any) -> bool:
    return isinstance(value, Mapping) and any(isinstance(_get(value, key), list | dict) for key in ("value", "data"))


def _values(page: Any) -> Iterator[Any]:
    if isinstance(page, list):
        yield from page
        return
    for key in ("value", "data"):
        inner = _get(page, key)
        if isinstance(inner, list):
            yield from inner
            return
        if isinstance(inner, Mapping) and isinstance(_get(inner, "rows"), list):
            yield from _table(inner)
            return
    yield page


def _table(table: Mapping[str, Any]) -> Iterator[Any]:
    """Resource Graph's table: column names once, then rows."""
    columns = _get(table, "columns")
    names = [_get(one, "name") for one in columns] if isinstance(columns, list) else []
    for row in _get(table, "rows"):
        if isinstance(row, list):
            yield {name: cell for name, cell in zip(names, row, strict=False) if isinstance(name, str)}


def _get(value: Any, key: str) -> Any:
    if not isinstance(value, Mapping):
        return None
    if key in value:
        return value[key]
    folded = key.casefold()
    return next((inner for name, inner in value.items() if isinstance(name, str) and name.casefold() == folded), None)
