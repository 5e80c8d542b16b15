"""Storage of a stamp: what it offers tenants by its drives, where nobody states it."""

from __future__ import annotations

from typing import NamedTuple

from dr_desktop.assessment.limits import Limits
from dr_desktop.plan.shown import show_number
from dr_desktop.plan.site import Site


class StampStorage(NamedTuple):
    """GiB that a stamp offers tenants (None: not known), and how it is worked out, "" where it is stated."""

    gib: float | None
    formula: str


def usable_storage_gib(
    nodes: int, drives_per_node: int, drive_gib: float, node_memory_gib: float | None, limits: Limits
) -> float:
    """What a stamp's capacity drives offer tenants, GiB: ((N × drives × size) − N × size) / 3 − 3.5 TiB − N × temp.

    Three copies of everything; one drive a node stays free for rebuilds. temp = memory of a node × 0.65 × 8 for the
    temporary disks of machines, at most a tenth of the mirrored capacity; that tenth where the memory is not stated.
    (1) Azure Stack Hub, capacity planning, storage, 2019-05-31. The page counts TB where drives are sold and TiB where
    they are formatted; here 3.5 of them are TiB, the larger.
    """
    drives = max(0.0, drives_per_node - limits.value("stamp.unallocated_drives_per_node"))
    mirrored = nodes * drives * drive_gib / limits.value("stamp.mirror_copies")
    temporary = mirrored * limits.value("stamp.temporary_disk_share")
    if node_memory_gib is not None:
        temporary = min(temporary, nodes * node_memory_gib * limits.value("stamp.temporary_disk_memory_factor") * 8)
    return max(0.0, mirrored - limits.value("stamp.infrastructure_storage_tib") * 1024 - temporary)


def storage_of_drives_gib(site: Site, limits: Limits) -> float | None:
    """The same for a site; None where its nodes or drives are not stated."""
    if not site.nodes or site.drives_per_node is None or site.drive_gib is None:
        return None
    return usable_storage_gib(site.nodes, site.drives_per_node, site.drive_gib, site.node_memory_gib, limits)


def stamp_storage(site: Site, limits: Limits) -> StampStorage:
    """What a stamp offers tenants: as stated, else by its drives."""
    if site.storage_usable_gib is not None:
        return StampStorage(site.storage_usable_gib, "")
    found = storage_of_drives_gib(site, limits)
    if found is None:
        return StampStorage(None, "")
    size = show_number(site.drive_gib)
    formula = (
        f"{site.nodes} nodes × ({site.drives_per_node} − 1) drives × {size} GiB / 3, less 3.5 TiB for the "
        "infrastructure and room for temporary disks"
    )
    return StampStorage(found, formula)
