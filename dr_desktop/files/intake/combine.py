"""Brings what several files state of the same machines together."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from dr_desktop.files.intake.grouping import grouping_columns
from dr_desktop.files.intake.inventory import (
    Conflict,
    Inventory,
    InventoryDisk,
    InventoryMachine,
    basis_totals,
)
from dr_desktop.files.intake.machine_names import short_name
from dr_desktop.files.intake.picked import remark

_FILLED = (
    "vcpus", "memory_gib", "capacity_gib", "provisioned_gib", "in_use_gib", "guest_consumed_gib", "instances",
    "churn_gib_per_day", "peak_churn_mb_s", "change_percent_per_day",
)  # fmt: skip
_FILLED_TEXTS = (
    "os_text",
    "folder",
    "datacenter",
    "cluster",
    "host",
    "environment",
    "application",
    "role",
    "azure_size",
)


def combined(inventories: Sequence[Inventory]) -> Inventory:
    """One inventory of several: the first that lists a machine counts, later ones fill in what it leaves open."""
    if len(inventories) == 1:
        return inventories[0]
    machines: dict[str, InventoryMachine] = {}
    by_name: dict[str, list[str]] = {}
    conflicts = [one for each in inventories for one in each.conflicts]
    for each in inventories:
        for machine in each.machines:
            at = _known(machine, machines, by_name)
            if at is None:
                machines[machine.key] = machine._replace(file=each.file)
                by_name.setdefault(short_name(machine.name), []).append(machine.key)
            else:
                conflicts.extend(_differing(machines[at], machine))
                machines[at] = _filled(machines[at], machine)
    disks = [one for each in inventories for one in each.disks]
    machines, loose = _with_disks(machines, disks)
    listed = tuple(machines.values())
    remarks = [one for each in inventories for one in each.remarks]
    known = {one.name for one in inventories[0].machines}
    added = [one.name for one in listed if one.name not in known]
    if added and known:
        remarks.append(
            remark("orphan", f"{inventories[0].file} does not list these machines; the other files do", added)
        )
    first = inventories[0]
    return Inventory(
        format=", ".join(dict.fromkeys(one.format for one in inventories)),
        file=", ".join(one.file for one in inventories),
        machines=listed,
        skipped=tuple(one for each in inventories for one in each.skipped),
        remarks=tuple(remarks),
        grouping_columns=grouping_columns(listed),
        bases=basis_totals(listed),
        tabs=tuple(one for each in inventories for one in each.tabs),
        key=first.key,
        applications=tuple(one._replace(file=each.file) for each in inventories for one in each.applications),
        dependencies=tuple(one for each in inventories for one in each.dependencies),
        disks=loose,
        conflicts=tuple(conflicts),
        ignored=tuple(one for each in inventories for one in each.ignored),
        tried=all(one.tried for one in inventories),
    )


def _known(
    machine: InventoryMachine, machines: dict[str, InventoryMachine], by_name: dict[str, list[str]]
) -> str | None:
    if machine.key in machines:
        return machine.key
    named = by_name.get(short_name(machine.name), [])
    return named[0] if len(named) == 1 else None


def _filled(first: InventoryMachine, other: InventoryMachine) -> InventoryMachine:
    values = {field: getattr(other, field) for field in _FILLED if getattr(first, field) is None}
    values |= {field: getattr(other, field) for field in _FILLED_TEXTS if not getattr(first, field)}
    if first.os == "unknown":
        values["os"] = other.os
    if first.power == "unknown":
        values["power"] = other.power
    if not first.disks_gib:
        values["disks_gib"] = other.disks_gib
    if first.availability == "none":
        values |= {"availability": other.availability, "scale_set": other.scale_set}
    return first._replace(
        tags={**other.tags, **first.tags},
        origins={**other.origins, **first.origins},
        measures={**other.measures, **first.measures},
        addresses=tuple(dict.fromkeys((*first.addresses, *other.addresses))),
        **values,
    )


def _differing(first: InventoryMachine, other: InventoryMachine) -> list[Conflict]:
    found = []
    for field, words in (("vcpus", "vcpus"), ("memory_gib", "memory"), ("power", "power"), ("os", "os")):
        one, two = getattr(first, field), getattr(other, field)
        if one != two and None not in (one, two) and "unknown" not in (one, two):
            found.append(Conflict(first.name, words, f"{one}", f"{two}", first.place, other.place))
    return found


def _with_disks(
    machines: dict[str, InventoryMachine], disks: Sequence[InventoryDisk]
) -> tuple[dict[str, InventoryMachine], tuple[InventoryDisk, ...]]:
    """Machines without disk sizes get those of a list of managed disks; what is left belongs to none of them."""
    by_machine: dict[str, list[InventoryDisk]] = {}
    for disk in disks:
        by_machine.setdefault(f"azure:{disk.machine}", []).append(disk)
    found = dict(machines)
    for key, attached in by_machine.items():
        machine = found.get(key)
        sizes = tuple(size for disk in attached if (size := disk.size_gib) is not None)
        if machine is not None and not machine.disks_gib and len(sizes) == len(attached):
            total = fsum(sizes)
            found[key] = machine._replace(disks_gib=sizes, capacity_gib=total, provisioned_gib=total)
    return found, tuple(disk for disk in disks if f"azure:{disk.machine}" not in machines)
