"""What one machine of an inventory makes of one machine of the plan."""

from __future__ import annotations

import math
from typing import Any, Final

from pydantic import ValidationError

from dr_desktop.files.intake.inventory import Basis, InventoryMachine, used_gib
from dr_desktop.files.intake.plan_changes import read_cells
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.entity import Problem, problem_of
from dr_desktop.plan.machine import Disk, Machine
from dr_desktop.plan.plan import Plan

BASIS_WORDS: Final[dict[Basis, str]] = {
    "provisioned": "provisioned",
    "in_use": "in use on the datastore",
    "guest_consumed": "consumed in the guest",
}
LARGEST_DISK_GIB: Final = 1023
"""Azure Stack, managed disk considerations (2025-01-24)."""
MOST_GIB: Final = 1_000_000
"""A machine of more has a wrong unit in its heading."""

_FIELDS: Final = {
    "name": "name", "power": "power", "vcpus": "vcpus", "memory": "memory_gib", "capacity": "disks", "disks": "disks",
    "os": "os", "os_tools": "os", "os_config": "os", "size": "azure_size", "role": "role",
    "churn": "churn_gib_per_day", "peak_churn": "peak_churn_mb_s", "change": "change_percent_per_day",
}  # fmt: skip


def machine_of(
    plan: Plan,
    file: str,
    stated: InventoryMachine,
    known: Machine | None,
    machine_id: str,
    home: str,
    basis: Basis | None,
) -> Machine | Problem:
    """The machine as it stands after the import: what the file states is renewed, all else stays."""
    total = stated.capacity_gib or stated.provisioned_gib or 0.0
    if total > MOST_GIB:
        return Problem(f"Its disks are {total:,.0f} GiB, and no machine has so much.", "Check the unit in the heading.")
    used = used_gib(stated, basis) if basis is not None else None
    values: dict[str, Any] = {
        "name": stated.name,
        "vcpus": stated.vcpus,
        "memory_gib": stated.memory_gib,
        "disks": disks_of(stated) or None,
        "used_gib": used,
        "size_basis": BASIS_WORDS[basis] if basis is not None and used is not None else None,
        "os": None if stated.os == "unknown" else stated.os,
        "power": None if stated.power == "unknown" else stated.power,
        "role": stated.role or None,
        "azure_size": stated.azure_size or None,
        "availability": None if stated.availability == "none" else stated.availability,
        "instances": stated.instances,
        "churn_gib_per_day": stated.churn_gib_per_day,
        "peak_churn_mb_s": stated.peak_churn_mb_s,
        "change_percent_per_day": stated.change_percent_per_day,
        "source_key": None if stated.key.startswith("plan:") else stated.key,
        "source_place": f"{stated.file or file}, {stated.place}",
        "source_cells": _cells(stated, basis),
    }
    values = {field: value for field, value in values.items() if value is not None}
    if known is None:
        identity = {"id": machine_id, "application": home}
        return _validated({**identity, "tags": tags_of(stated), "protected": "undecided", **values})
    if known.disks and not stated.disks_gib:
        values.pop("disks", None)  # a total says less than what the plan holds
    elif "disks" in values:
        values["disks"] = _still_excluded(values["disks"], known.disks)
    if known.application in (None, UNASSIGNED) or known.application not in plan.applications:
        values["application"] = home
    return _validated({**known.__dict__, "tags": {**known.tags, **tags_of(stated)}, **values})


def disks_of(stated: InventoryMachine) -> tuple[Disk, ...]:
    """The disks of the inventory; where it lists none, its total in equal parts that a stamp can hold."""
    if stated.disks_gib:
        return tuple(Disk(size_gib=size) for size in stated.disks_gib)
    total = stated.capacity_gib or stated.provisioned_gib
    if not total or total > MOST_GIB:
        return ()
    count = math.ceil(total / LARGEST_DISK_GIB)
    return tuple(Disk(size_gib=total / count) for _ in range(count))


def tags_of(stated: InventoryMachine) -> dict[str, str]:
    """Further columns of the row, kept at the machine."""
    columns = {
        "Folder": stated.folder,
        "Datacenter": stated.datacenter,
        "Cluster": stated.cluster,
        "Host": stated.host,
        "Operating system": stated.os_text,
        "Guest tools": stated.tools,
        "Environment": stated.environment,
        "Scale set": stated.scale_set,
        **stated.tags,
    }
    return {heading.strip(): text.strip() for heading, text in columns.items() if text.strip()}


def _cells(stated: InventoryMachine, basis: Basis | None) -> dict[str, str]:
    fields = {**_FIELDS, basis: "used_gib"} if basis is not None else _FIELDS
    return read_cells(stated.origins, fields)


def _still_excluded(disks: tuple[Disk, ...], before: tuple[Disk, ...]) -> tuple[Disk, ...]:
    """The disks as the file lists them, those left out that were left out before, by size."""
    left_out = [disk.size_gib for disk in before if disk.excluded]
    found = []
    for disk in disks:
        if disk.size_gib in left_out:
            left_out.remove(disk.size_gib)
            found.append(Disk(size_gib=disk.size_gib, excluded=True))
        else:
            found.append(disk)
    return tuple(found)


def _validated(values: dict[str, Any]) -> Machine | Problem:
    try:
        return Machine.model_validate(values)
    except ValidationError as error:
        return problem_of(Machine, values["id"], error)
