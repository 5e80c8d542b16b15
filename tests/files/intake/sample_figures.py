"""The figures that an EXPECTED.json may name, each worked out of what the readers give. No file is named here."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from math import fsum
from pathlib import Path
from typing import Any, NamedTuple

from dr_desktop.files.intake.delimited import DelimitedText, delimited_text
from dr_desktop.files.intake.formats import recognise
from dr_desktop.files.intake.inventory import Inventory, InventoryMachine, Refusal
from dr_desktop.files.intake.opened import opened
from dr_desktop.files.intake.reading import read_file
from dr_desktop.files.intake.retail_prices import RetailPrices, read_retail_prices


class Sample(NamedTuple):
    """One file with all that was read of it."""

    path: Path
    recognised: str
    read: Inventory | Refusal

    @property
    def inventory(self) -> Inventory:
        assert isinstance(self.read, Inventory), self.read
        return self.read

    @property
    def rows(self) -> list[InventoryMachine]:
        """Every machine of the file: those taken over and those left out with a reason."""
        left_out = [row.machine for row in self.inventory.skipped if row.machine is not None]
        return [*self.inventory.machines, *left_out]

    @property
    def said(self) -> str:
        return "\n".join(one.sentence for one in self.inventory.remarks)

    @property
    def prices(self) -> RetailPrices:
        found = read_retail_prices([self.path])
        assert isinstance(found, RetailPrices), found
        return found


def sample(path: Path) -> Sample:
    with opened(path) as found:
        known = found if isinstance(found, Refusal) else recognise(found)
    return Sample(path, "" if isinstance(known, Refusal) else known[1].what, read_file(path))


def total(values: list[float | None]) -> float | None:
    stated = [value for value in values if value is not None]
    return fsum(stated) if stated else None


def _vcpus(one: Sample) -> float:
    return sum(machine.vcpus or 0 for machine in one.rows)


def _memory(one: Sample) -> float | None:
    return total([machine.memory_gib for machine in one.rows])


def _power(state: str) -> Callable[[Sample], int]:
    return lambda one: sum(machine.power == state for machine in one.rows)


def _tab(name: str, one: Sample) -> Mapping[str, Any]:
    found = next(tab for tab in one.inventory.tabs if tab.tab == name)
    without = sum(machine.guest_consumed_gib is None for machine in one.rows)
    return {
        "rows": found.rows,
        "vms": found.machines,
        "capacity_gib": found.total_gib,
        "consumed_gib": found.total_gib,
        "vms_not_in_vinfo": len(found.orphans),
        "vinfo_vms_without_partition": without,
    }


def _heading(fragment: str, one: Sample) -> str | None:
    """How a size column of vInfo is headed, as the machines say where their figures are from."""
    headings = {origin.heading for row in one.rows for field, origin in row.origins.items() if field == fragment}
    return next(iter(headings)) if headings else None


def _excluding_templates(one: Sample) -> Mapping[str, Any]:
    rows = [row for row in one.rows if not row.template]
    return {
        "vm": len(rows),
        "vcpu": sum(row.vcpus or 0 for row in rows),
        "ram_gib": total([row.memory_gib for row in rows]),
        "provisioned_gib": total([row.provisioned_gib for row in rows]),
        "in_use_gib": total([row.in_use_gib for row in rows]),
    }


def _environment(one: Sample) -> Counter[str]:
    return Counter(machine.environment.casefold() for machine in one.rows)


def _conflicts(one: Sample) -> list[str]:
    return [f"{each.name} {each.field} {each.first} vs {each.second}" for each in one.inventory.conflicts]


def _missing_vcpus(one: Sample) -> list[str]:
    return [machine.name for machine in one.inventory.machines if machine.vcpus is None]


def _ragged(one: Sample) -> list[int]:
    places = [
        *(place for said in one.inventory.remarks if "fewer cells" in said.sentence for place in said.places),
        *(row.place for row in one.inventory.skipped if "more cells" in row.reason),
    ]
    return sorted(int(place.rsplit(" ", 1)[1]) for place in places)


def _placeholders(one: Sample) -> list[str]:
    said = [each for each in one.inventory.remarks if "not known" in each.sentence]
    return sorted({place.partition(": ")[2] for each in said for place in each.places})


def _text_of(one: Sample) -> str:
    return one.path.read_bytes().decode("utf-8", "replace")


def _delimiter(one: Sample) -> str:
    text = delimited_text(one.path)
    assert isinstance(text, DelimitedText)
    return text.delimiter


def _decimal(one: Sample) -> str:
    """The mark in a cell that was read as a number with a fraction."""
    cells = ((row.tags.get(heading, ""), value) for row in one.rows for heading, value in row.measures.items())
    return next(
        mark for text, value in cells if value is not None and not value.is_integer() for mark in text if mark in ".,"
    )


def _os_type(one: Sample) -> str:
    system = one.rows[0].os.capitalize()
    number = re.search(r'"OsType"\s*:\s*(\d)', _text_of(one))
    return f"{system} (enum {number[1]})" if number else system


def _kind(kind: str) -> Callable[[Sample], int]:
    return lambda one: sum(row.kind == kind for row in one.prices.rows)


FIGURES: Mapping[str, Callable[[Sample], Any]] = {
    "format": lambda one: one.inventory.key,
    "vm_rows": lambda one: len(one.rows),
    "vms": lambda one: len(one.rows),
    "rows": lambda one: one.inventory.rows_read,
    "templates": lambda one: sum(machine.template for machine in one.rows),
    "powered_on": _power("on"),
    "powered_off": _power("off"),
    "on": _power("on"),
    "off": _power("off"),
    "vcpu": _vcpus,
    "ram_gib": _memory,
    "provisioned_gib": lambda one: total([machine.provisioned_gib for machine in one.rows]),
    "in_use_gib": lambda one: total([machine.in_use_gib for machine in one.rows]),
    "storage_in_use_gb": lambda one: total([machine.in_use_gib for machine in one.rows]),
    "disk1_gb": lambda one: total([machine.disks_gib[0] if machine.disks_gib else None for machine in one.rows]),
    "disk_gib": lambda one: total([machine.capacity_gib for machine in one.rows]),
    "provisioned_header": lambda one: _heading("provisioned", one),
    "in_use_header": lambda one: _heading("in_use", one),
    "excluding_templates": _excluding_templates,
    "vdisk": lambda one: _tab("vDisk", one),
    "vpartition": lambda one: _tab("vPartition", one),
    "first_vm_name": lambda one: one.rows[0].name,
    "environment_blank": lambda one: _environment(one)[""],
    "has_disk_size_column": lambda one: any(machine.capacity_gib is not None for machine in one.rows),
    "os_type": _os_type,
    "distinct_servers": lambda one: len(one.inventory.machines),
    "conflicts": _conflicts,
    "missing_vcpu": _missing_vcpus,
    "ragged_rows": _ragged,
    "placeholders": _placeholders,
    "delimiter": _delimiter,
    "decimal": _decimal,
    "disks": lambda one: len(one.inventory.disks),
    "unattached": lambda one: sum(not disk.machine for disk in one.inventory.disks),
    "applications": lambda one: len(one.inventory.applications),
    "scale_set_members": lambda one: sum(machine.availability == "scale_set" for machine in one.rows),
    "dependencies": lambda one: len(one.inventory.dependencies),
    "items": lambda one: len(one.prices.rows) + sum(count for _, count in one.prices.unreadable),
    "consumption": _kind("Consumption"),
    "devtest": _kind("DevTestConsumption"),
    "reservation": _kind("Reservation"),
}
"""Key of EXPECTED.json to the figure of the product."""


def figure_of(key: str, one: Sample) -> Callable[[], Any] | None:
    """How a key is worked out; None where it names no figure that is known here."""
    known = FIGURES.get(key)
    if known is not None:
        return lambda: known(one)
    if key.startswith("environment_"):
        return lambda: _environment(one)[key.removeprefix("environment_")]
    if (measured := _measure(key, one)) is not None:
        return measured
    return None


def _measure(key: str, one: Sample) -> Callable[[], Any] | None:
    """`ord_api_01_cpu_p95`: a machine's number under a heading, both as far as their letters and digits go."""
    if not isinstance(one.read, Inventory):
        return None
    wanted = _letters(key)
    for machine in one.rows:
        name = _letters(machine.name)
        if wanted == name:
            return lambda: [value for value in machine.measures.values() if value]
        for heading, value in machine.measures.items():
            if wanted == name + _letters(heading):
                return lambda: value
    return None


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def matches(key: str, stated: Any, got: Any) -> bool:
    """Whether a figure is what is stated: numbers to half a hundredth, mappings in what they state, lists as sets."""
    if isinstance(stated, bool) or stated is None:
        return got is stated
    if isinstance(stated, Mapping):
        return all(inner in got and matches(inner, value, got[inner]) for inner, value in stated.items())
    if isinstance(stated, int | float):
        return isinstance(got, int | float) and abs(got - stated) <= 0.0051
    if isinstance(stated, list):
        return sorted(map(str, stated)) == sorted(map(str, got))
    if stated == "no value":
        return got in ([], None)
    return bool(got == stated)


def expected(folder: Path) -> dict[str, dict[str, Any]]:
    """The stated totals by file; empty where the folder is missing."""
    path = folder / "EXPECTED.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
