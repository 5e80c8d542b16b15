"""Makes machines of a table whose columns are mapped to fields."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import fsum
from typing import Final

from dr_desktop.files.intake.catalog_sizes import catalog_size
from dr_desktop.files.intake.cells import is_true, text_of
from dr_desktop.files.intake.grouping import grouping_columns
from dr_desktop.files.intake.inventory import (
    Conflict,
    Inventory,
    InventoryMachine,
    Origin,
    Power,
    Remark,
    SkippedRow,
    basis_totals,
)
from dr_desktop.files.intake.number_columns import NumberColumns, number_columns
from dr_desktop.files.intake.picked import Picked, remark
from dr_desktop.files.intake.table_mapping import TableMapping
from dr_desktop.files.intake.words_of_files import os_family, power_of
from dr_desktop.plan.typed_text import is_unknown, plain

COMPARED: Final = (
    "power",
    "vcpus",
    "memory",
    "capacity",
    "provisioned",
    "in_use",
    "guest_consumed",
    "os",
    "environment",
)
MEMBERS_OF_A_POOL: Final = 20
"""As many machines of one name stem look like a scale set rather than hand-made machines."""

_STEM: Final = re.compile(r"[\s\-_.]*\d+$")
_LIST: Final = re.compile(r"[;,\s\[\]]+")


def inventory_of(
    mapping: TableMapping,
    file: str,
    numbered: Mapping[str, tuple[int, ...]],
    picked: Picked,
    remarks: tuple[Remark, ...],
    ignored: tuple[str, ...],
) -> Inventory:
    """The machines of a table; sizes in GiB. Rows of one machine count once; what they disagree on is a conflict."""
    columns = number_columns(mapping, numbered, picked)
    rows = _machines(mapping, picked, columns)
    kept, skipped, conflicts, repeated = _sorted_out(mapping, picked, rows)
    found = [*remarks, *columns.remarks, *repeated, *_said(kept, conflicts)]
    return Inventory(
        mapping.words,
        file,
        kept,
        (*picked.skipped, *skipped),
        tuple(found),
        grouping_columns(kept),
        basis_totals(kept),
        (),
        key=mapping.key,
        conflicts=conflicts,
        ignored=ignored,
        tried=mapping.tried,
    )


def _machines(mapping: TableMapping, picked: Picked, columns: NumberColumns) -> list[InventoryMachine]:
    names = picked.texts("name")
    ids = picked.texts("id") if "id" in picked.columns else picked.texts("vm_uuid")
    by_id = len(set(filter(None, ids))) == len(ids)
    texts = {field: picked.texts(field) for field in picked.columns}
    blank = [""] * len(names)
    nothing = (None,) * len(names)
    templates = [is_true(cell) for cell in picked.cells("template")]
    tags = {heading: [text_of(cell) for cell in cells] for heading, cells in picked.extra.items() if heading[0] != "#"}
    values = columns.values
    machines = []
    for at, name in enumerate(names):
        disks = tuple(size for disk in columns.disks if (size := disk[at]))
        named = catalog_size(texts["size"][at]) if "size" in texts and "vcpus" not in values else None
        vcpus = float(named.vcpus) if named else values.get("vcpus", nothing)[at]
        capacity = fsum(disks) if disks else values.get("capacity", nothing)[at]
        os_text = " ".join(filter(None, (texts.get("os", blank)[at], texts.get("os_version", blank)[at])))
        known_as = mapping.codes.get("os", {}).get(os_text.casefold(), os_text)
        folded = ids[at].casefold()
        machines.append(
            InventoryMachine(
                key=f"id:{folded}" if by_id and folded else f"name:{name.casefold()}",
                name=name,
                power=_power(mapping, texts.get("power", blank)[at]),
                template=templates[at],
                vcpus=int(vcpus) if vcpus is not None and vcpus.is_integer() else None,
                memory_gib=named.memory_gib if named else values.get("memory", nothing)[at],
                disks_gib=disks,
                capacity_gib=capacity,
                provisioned_gib=values["provisioned"][at] if "provisioned" in values else capacity,
                in_use_gib=values.get("in_use", nothing)[at],
                guest_consumed_gib=values.get("guest_consumed", nothing)[at],
                os=os_family(known_as),
                os_text="" if is_unknown(plain(os_text)) else os_text,
                tools="",
                folder=texts.get("folder", blank)[at],
                datacenter=texts.get("datacenter", blank)[at],
                cluster=texts.get("cluster", blank)[at],
                host=texts.get("host", blank)[at],
                tags={heading: cells[at] for heading, cells in tags.items() if cells[at]},
                place=picked.place(at),
                environment=texts.get("environment", blank)[at],
                application=texts.get("application", blank)[at],
                role=texts.get("role", blank)[at],
                azure_size=texts.get("size", blank)[at],
                scale_set=texts.get("scale_set", blank)[at],
                churn_gib_per_day=values.get("churn", nothing)[at],
                peak_churn_mb_s=values.get("peak_churn", nothing)[at],
                change_percent_per_day=values.get("change", nothing)[at],
                addresses=tuple(filter(None, _LIST.split(texts.get("address", blank)[at]))),
                measures={heading: cells[at] for heading, cells in columns.measures.items()},
                origins={
                    field: Origin(picked.headings.get(field, field), cells[at])
                    for field, cells in texts.items()
                    if cells[at]
                },
            )
        )
    return machines


def _power(mapping: TableMapping, text: str) -> Power:
    return power_of(mapping.codes.get("power", {}).get(text.casefold(), text))


def _sorted_out(
    mapping: TableMapping, picked: Picked, machines: Sequence[InventoryMachine]
) -> tuple[tuple[InventoryMachine, ...], list[SkippedRow], tuple[Conflict, ...], list[Remark]]:
    statuses = [text.casefold() for text in picked.texts("left_out")]
    first_of_key: dict[str, InventoryMachine] = {}
    skipped: list[SkippedRow] = []
    conflicts: list[Conflict] = []
    places: dict[str, list[str]] = defaultdict(list)
    for machine, status in zip(machines, statuses, strict=True):
        first = first_of_key.get(machine.key)
        if machine.template:
            skipped.append(SkippedRow(machine.place, machine.name, "It is a template.", machine))
        elif status in mapping.left_out:
            skipped.append(SkippedRow(machine.place, machine.name, mapping.left_out[status], machine))
        elif first is not None:
            differing = _conflicts(first, machine)
            conflicts.extend(differing)
            places[machine.name].append(machine.place)
            said = f", and states another {' and '.join(one.field for one in differing)}" if differing else ""
            reason = f"It repeats {first.place}, which counts{said}."
            skipped.append(SkippedRow(machine.place, machine.name, reason, machine))
        else:
            first_of_key[machine.key] = machine
    remarks = [
        remark("duplicate", f"{name} is listed {len(again) + 1} times and counts once", again)
        for name, again in places.items()
    ]
    return tuple(first_of_key.values()), skipped, tuple(conflicts), remarks


def _conflicts(first: InventoryMachine, again: InventoryMachine) -> list[Conflict]:
    found = []
    for field in COMPARED:
        one, other = (machine.origins.get(field, Origin("", "")).text for machine in (first, again))
        if one and other and one.casefold() != other.casefold():
            found.append(Conflict(first.name, field.replace("_", " "), one, other, first.place, again.place))
    return found


def _said(machines: Sequence[InventoryMachine], conflicts: Sequence[Conflict]) -> list[Remark]:
    """Conflicts, missing values, and pools that look like scale sets."""
    remarks = []
    if conflicts:
        listed = [f"{one.name}: {one.field} {one.first} or {one.second} ({one.second_place})" for one in conflicts]
        remarks.append(remark("conflict", "Rows of one machine disagree; the first row counts", listed))
    for field, words in (("vcpus", "number of vCPU"), ("memory_gib", "memory")):
        missing = [machine.name for machine in machines if getattr(machine, field) is None]
        if missing and len(missing) < len(machines):
            remarks.append(remark("number", f"No {words} is stated for", missing))
    pools = Counter(stem for machine in machines if (stem := _STEM.sub("", machine.name)) and stem != machine.name)
    for stem, count in pools.items():
        if count >= MEMBERS_OF_A_POOL and _alike([one for one in machines if one.name.startswith(stem)]):
            sentence = (
                f"{count} machines named {stem}… are nearly alike: perhaps a scale set rather than single machines"
            )
            remarks.append(Remark("hint", f"{sentence}.", ()))
    return remarks


def _alike(machines: Sequence[InventoryMachine]) -> bool:
    shapes = Counter((machine.vcpus, machine.memory_gib, machine.os_text) for machine in machines)
    return shapes.most_common(1)[0][1] * 2 > len(machines)
