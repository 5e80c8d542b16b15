"""Machine sizes: those of Azure Stack Hub, and those of Azure whose vCPU and memory are known."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from dr_desktop.assessment.citation import Source, sources_from_json


class MachineSize(NamedTuple):
    """A size to run a virtual machine in. IOPS are ceilings, no promise. None is not known.

    `basis` is "published", or "family ratio" where vCPU and memory follow from the size's name.
    """

    name: str
    series: str
    family: str
    vcpus: int
    memory_gib: float
    temporary_disk_gib: float | None
    data_disks: int | None
    data_disk_iops: int | None
    data_disks_iops: int | None
    system_disk_iops: int | None
    temporary_disk_iops: int | None
    network_cards: int | None
    premium_disks: bool
    needs_version: str
    on_azure_stack: bool
    basis: str
    source: Source

    def holds(self, vcpus: int, memory_gib: float, data_disks: int) -> bool:
        """Whether a machine of so many vCPU, GiB of memory and data disks fits; unknown disk slots hold none."""
        return self.vcpus >= vcpus and self.memory_gib >= memory_gib and (self.data_disks or 0) >= data_disks


def machine_sizes_from_json(part: Mapping[str, Any]) -> dict[str, MachineSize]:
    """The sizes of a parsed `machine_sizes.json` by name; raises KeyError or TypeError on a row that is wrong."""
    sources = sources_from_json(part)
    sizes = (
        MachineSize._make([*figures, bool(premium), version, bool(on_azure_stack), basis, sources[source]])
        for *figures, premium, version, on_azure_stack, basis, source in part["sizes"]
    )
    return {size.name: size for size in sizes}


def size_named(sizes: Mapping[str, MachineSize], text: str) -> MachineSize | None:
    """The size that a person means by `Standard_D4s_v5`, `D4s v5` or `d4s_v5`; None if it is none of `sizes`."""
    plain = re.sub(r"[\s_]+", "_", text.strip()).casefold()
    found = {name.casefold(): size for name, size in sizes.items()}
    return found.get(plain) or found.get(f"standard_{plain}")
