"""Machines, managed disks and scale sets as Azure and Azure Stack Hub list them in JSON."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import Any, Final, NamedTuple

from dr_desktop.files.intake.azure_json import DISK, INSTANCE, MACHINE, SCALE_SET, Resource, cut_off, resources
from dr_desktop.files.intake.catalog_sizes import catalog_size
from dr_desktop.files.intake.grouping import grouping_columns
from dr_desktop.files.intake.inventory import (
    Availability,
    Inventory,
    InventoryDisk,
    InventoryMachine,
    Origin,
    OsFamily,
    Refusal,
    Remark,
    SkippedRow,
    basis_totals,
)
from dr_desktop.files.intake.opened import Document, Opened
from dr_desktop.files.intake.picked import remark
from dr_desktop.files.intake.recognition import Recognised
from dr_desktop.files.intake.words_of_files import os_family, power_of

KEY: Final = "azure-machines"
WORDS: Final = "Azure list of machines"
EXPORT_AGAIN: Final = "Get-AzVM -Status | ConvertTo-Json -Depth 10 | Out-File vms.json -Encoding utf8"

_KINDS: Final = (MACHINE, INSTANCE, SCALE_SET, DISK)
_CLUSTER_TAGS: Final = frozenset({"aksengineversion", "orchestrator", "poolname", "resourcenamesuffix"})
_MEMBER_NAME: Final = re.compile(r"(?P<set>[A-Za-z][\w-]*)_\d+$")


class _Sizes(NamedTuple):
    """Disk sizes of one machine: those stated, and whether all were."""

    gib: tuple[float, ...]
    complete: bool


def recognised(found: Opened) -> Recognised | None:
    """Whether the file is JSON that holds machines, disks or scale sets of Azure."""
    if not isinstance(found, Document):
        return None
    listed, _ = resources(found.value)
    kinds = [one.kind for one in listed[:500]]
    known = [kind for kind in kinds if kind in _KINDS]
    if not known:
        return None
    return Recognised(0.5 + 0.5 * len(known) / len(kinds), f"{WORDS} (JSON)")


def read(found: Opened) -> Inventory | Refusal:
    """The machines of the file, with what its disk list says of their sizes; vCPU and memory by the size's catalog."""
    if not isinstance(found, Document):
        return Refusal(found.path.name, "", "The file is no JSON.", "Choose the JSON file that az or PowerShell wrote.")
    listed, more = resources(found.value)
    of_kind = {kind: [one for one in listed if one.kind == kind] for kind in _KINDS}
    other = [one for one in listed if one.kind not in _KINDS]
    disks = _disks(of_kind[DISK])
    truncated = cut_off([one.value for one in (*of_kind[MACHINE], *of_kind[INSTANCE])])
    machines, skipped = _once(_machine(one, disks) for one in listed if one.kind in (MACHINE, INSTANCE))
    members = {one.scale_set.casefold() for one in machines if one.scale_set}
    machines += [_scale_set(one) for one in of_kind[SCALE_SET] if one.text("name").casefold() not in members]
    skipped += [_not_used(one) for one in other]
    owned = {one.key.removeprefix("azure:") for one in machines}
    loose = tuple(one for one in disks.values() if one.machine not in owned)
    remarks = [*found.remarks, *_remarks(machines, loose, truncated, more, of_kind)]
    return Inventory(
        f"{WORDS} (JSON)",
        found.path.name,
        tuple(machines),
        tuple(skipped),
        tuple(remarks),
        grouping_columns(machines),
        basis_totals(machines),
        (),
        key=KEY,
        disks=loose,
    )


def _machine(one: Resource, disks: Mapping[str, InventoryDisk]) -> InventoryMachine:
    size_name = one.text("hardwareProfile.vmSize") or one.text("sku.name") or one.text("vmSize")
    size = catalog_size(size_name)
    sizes = _disk_sizes(one, disks)
    total = fsum(sizes.gib) if sizes.gib and sizes.complete else None
    set_name = _set_name(one)
    origins = {"size": Origin("hardwareProfile.vmSize", size_name)} if size_name else {}
    origins |= {"disks": Origin("diskSizeGB", "; ".join(f"{gib:g}" for gib in sizes.gib))} if sizes.gib else {}
    origins |= {"name": Origin("name", one.text("name"))}
    return InventoryMachine(
        key=f"azure:{one.key}" if one.key else f"name:{one.text('name').casefold()}",
        name=one.text("name"),
        power=power_of(_power_text(one)),
        template=False,
        vcpus=size.vcpus if size else None,
        memory_gib=size.memory_gib if size else None,
        disks_gib=sizes.gib if sizes.complete else (),
        capacity_gib=total,
        provisioned_gib=total,
        in_use_gib=None,
        guest_consumed_gib=None,
        os=_os(one),
        os_text=_os_text(one),
        tools="",
        folder=one.group,
        datacenter=one.text("location"),
        cluster="",
        host="",
        tags=_tags(one),
        place=one.place,
        application="",
        azure_size=size_name,
        availability=_availability(one, set_name),
        scale_set=set_name,
        addresses=tuple(filter(None, (one.text("osProfile.computerName"), one.text("vmId")))),
        origins=origins,
    )


def _scale_set(one: Resource) -> InventoryMachine:
    """A set whose instances are not listed: one machine stands for them, with its number of instances."""
    profile = Resource({"id": "", **_mapping(one.at("virtualMachineProfile")), "sku": one.at("sku")}, one.place)
    made = _machine(profile._replace(value={**profile.value, "name": one.text("name")}), {})
    capacity = one.at("sku.capacity")
    return made._replace(
        key=f"azure:{one.key}" if one.key else made.key,
        tags=_tags(one),
        folder=one.group,
        datacenter=one.text("location"),
        availability="scale_set",
        scale_set=one.text("name"),
        instances=capacity if isinstance(capacity, int) and not isinstance(capacity, bool) else None,
    )


def _once(rows: Iterable[InventoryMachine]) -> tuple[list[InventoryMachine], list[SkippedRow]]:
    kept: dict[str, InventoryMachine] = {}
    skipped = []
    for one in rows:
        if not one.name:
            skipped.append(SkippedRow(one.place, "", "It has no name.", None))
        elif one.key in kept:
            reason = f"It repeats {kept[one.key].place}, which counts."
            skipped.append(SkippedRow(one.place, one.name, reason, one))
        else:
            kept[one.key] = one
    return list(kept.values()), skipped


def _disks(listed: Iterable[Resource]) -> dict[str, InventoryDisk]:
    disks = {}
    for one in listed:
        key = one.key or one.text("name").casefold()
        owner = one.text("managedBy").casefold()
        size = _gib(one.at("diskSizeGB"))
        stated = one.at("diskSizeBytes")
        if size is None and isinstance(stated, int | float) and not isinstance(stated, bool) and stated > 0:
            size = stated / 2**30
        disks[key] = InventoryDisk(key, one.text("name"), size, owner, one.place)
    return disks


def _disk_sizes(one: Resource, disks: Mapping[str, InventoryDisk]) -> _Sizes:
    system = one.at("storageProfile.osDisk")
    stated = [*([system] if system is not None else []), *one.listed("storageProfile.dataDisks")]
    sizes = [_size_of(disk, disks) for disk in stated]
    attached = [disk.size_gib for disk in disks.values() if one.key and disk.machine == one.key]
    if (None in sizes or not sizes) and attached:
        sizes = attached
    known = tuple(size for size in sizes if size is not None)
    complete = bool(sizes) and len(known) == len(sizes) and not cut_off(one.at("storageProfile.dataDisks"))
    return _Sizes(known, complete)


def _size_of(disk: Any, disks: Mapping[str, InventoryDisk]) -> float | None:
    one = Resource(_mapping(disk), "")
    stated = _gib(one.at("diskSizeGB"))
    known = disks.get(one.text("managedDisk.id").casefold())
    return stated if stated is not None or known is None else known.size_gib


def _gib(value: Any) -> float | None:
    """Azure writes GB and means GiB: 1023 GB are 1,098,437,885,952 bytes."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value <= 0:
        return None
    return float(value)


def _os(one: Resource) -> OsFamily:
    """PowerShell writes the enumeration's number: 0 is Windows, 1 is Linux."""
    stated = one.at("storageProfile.osDisk.osType")
    if isinstance(stated, int) and not isinstance(stated, bool):
        return {0: "windows", 1: "linux"}.get(stated, "unknown")  # type: ignore[return-value]
    if isinstance(stated, str) and stated:
        return os_family(stated)
    if one.at("osProfile.windowsConfiguration") is not None:
        return "windows"
    if one.at("osProfile.linuxConfiguration") is not None:
        return "linux"
    return os_family(_os_text(one))


def _os_text(one: Resource) -> str:
    image = "storageProfile.imageReference"
    return " ".join(filter(None, (one.text(f"{image}.offer"), one.text(f"{image}.sku"))))


def _power_text(one: Resource) -> str:
    stated = one.text("powerState") or one.text("extended.instanceView.powerState.code")
    if stated:
        return stated
    codes = (Resource(_mapping(status), "").text("code") for status in one.listed("instanceView.statuses"))
    return next((code for code in codes if code.casefold().startswith("powerstate/")), "")


def _set_name(one: Resource) -> str:
    """The scale set it belongs to: by its own id (uniform), or by the reference it holds (flexible)."""
    parts = one.text("id").split("/")
    folded = [part.casefold() for part in parts]
    if "virtualmachinescalesets" in folded[:-1]:
        return parts[folded.index("virtualmachinescalesets") + 1]
    reference = one.text("virtualMachineScaleSet.id")
    if reference:
        return reference.rstrip("/").rsplit("/", 1)[-1]
    if one.text("modelDefinitionApplied").casefold() == "virtualmachinescaleset":
        named = _MEMBER_NAME.match(one.text("name"))
        return named["set"] if named else one.text("name")
    return ""


def _availability(one: Resource, set_name: str) -> Availability:
    if set_name:
        return "scale_set"
    in_set = one.at("availabilitySet") or one.at("availabilitySetReference")
    return "availability_set" if in_set else "none"


def _tags(one: Resource) -> dict[str, str]:
    return {str(key): str(value) for key, value in _mapping(one.at("tags")).items() if value not in (None, "", [], {})}


def _not_used(one: Resource) -> SkippedRow:
    kind = one.kind or "a resource of no stated type"
    return SkippedRow(one.place, one.text("name"), f"It is {kind}, which is no machine and no disk.", None)


def _remarks(
    machines: Sequence[InventoryMachine],
    loose: Sequence[InventoryDisk],
    truncated: bool,
    more: bool,
    of_kind: Mapping[str, Sequence[Resource]],
) -> list[Remark]:
    remarks = []
    if truncated:
        sentence = "PowerShell cut the JSON off below its default depth, so disks and references are missing"
        remarks.append(Remark("file", f"{sentence}. Export again: {EXPORT_AGAIN}", ()))
    if more:
        remarks.append(Remark("file", "The list goes on in further pages (nextLink) that are not in this file.", ()))
    without = [one.name for one in machines if one.capacity_gib is None]
    if without:
        sentence = "Disk sizes are not stated, as for machines that are deallocated; add the list of managed disks for"
        remarks.append(remark("number", sentence, without))
    unknown = [f"{one.name} ({one.azure_size})" for one in machines if one.azure_size and one.vcpus is None]
    if unknown:
        remarks.append(remark("number", "The catalog does not know the size, so vCPU and memory stay unknown", unknown))
    unattached = [one.name for one in loose if not one.machine]
    if unattached:
        remarks.append(remark("orphan", "Disks that are attached to no machine; they are counted nowhere", unattached))
    elsewhere = [one.name for one in loose if one.machine]
    if elsewhere:
        remarks.append(remark("orphan", "Disks of machines that this file does not list; add their list", elsewhere))
    nodes = [one.name for one in machines if _CLUSTER_TAGS & {key.casefold() for key in one.tags}]
    if nodes:
        remarks.append(
            remark("hint", "Nodes of a container cluster; ask whether they are recovered or made anew", nodes)
        )
    members = [one.name for one in machines if one.availability == "scale_set"]
    if members:
        remarks.append(remark("hint", "Members of scale sets, which are not backed up one by one", members))
    if of_kind[MACHINE] or of_kind[INSTANCE]:
        remarks.append(Remark("number", "What the disks hold is not stated by Azure, so the used size is unknown.", ()))
    return remarks


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
