"""The sample's machines: each application's are described by roles, sizes follow from a seed of the machine's name."""

from __future__ import annotations

import random
import re
import uuid
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from dr_desktop.plan.choices import OperatingSystem, Power
from dr_desktop.plan.machine import Disk, Machine

_INVENTORY: Final = uuid.UUID("6c1f4b7e-52c1-4a7d-9f0a-2f6f0d5b7c11")
_PART: Final = re.compile(r"(?P<role>[a-z-]+)(?:\*(?P<count>\d+))?(?:x(?P<scale>[\d.]+))?$")


class Role(NamedTuple):
    """What machines of a role look like: disks and used GiB, percent changed a day, when they start."""

    vcpus: int
    memory_gib: float
    disks_gib: tuple[float, ...]
    used_gib: tuple[float, float]
    change_percent: tuple[float, float]
    start_group: int
    start_minutes: float
    says: str


ROLES: Final[dict[str, Role]] = {
    "database": Role(8, 64.0, (128.0, 512.0, 512.0), (380.0, 760.0), (2.0, 4.5), 1, 4.0, "database"),
    "file": Role(4, 16.0, (128.0, 1022.0, 1022.0), (900.0, 1650.0), (0.4, 1.2), 1, 3.0, "file server"),
    "index": Role(8, 32.0, (128.0, 512.0), (160.0, 360.0), (1.5, 3.0), 2, 3.0, "search index"),
    "cache": Role(4, 32.0, (64.0,), (20.0, 34.0), (0.5, 1.0), 2, 2.0, "cache"),
    "app": Role(4, 16.0, (128.0, 128.0), (70.0, 140.0), (0.8, 2.0), 2, 3.0, "application server"),
    "batch": Role(4, 16.0, (128.0, 256.0), (90.0, 210.0), (1.0, 2.5), 2, 3.0, "batch"),
    "web": Role(2, 8.0, (64.0,), (24.0, 44.0), (0.4, 1.0), 3, 2.0, "web server"),
    "gateway": Role(2, 4.0, (64.0,), (14.0, 28.0), (0.2, 0.6), 3, 2.0, "gateway"),
    "jump": Role(2, 8.0, (128.0,), (40.0, 70.0), (0.3, 0.8), 3, 2.0, "jump host"),
    "worker": Role(4, 8.0, (64.0,), (22.0, 50.0), (1.0, 3.0), 3, 2.0, "build worker"),
}


def machines_of(
    application: str, prefix: str, parts: str, system: OperatingSystem, cluster: str, **values: Any
) -> list[Machine]:
    """The machines that `parts` describes, such as `database*2x1.5 web*4`: role, how many, and a scale of their data.

    `values` are stated for all of them.
    """
    made = []
    for part in parts.split():
        for name, role, scale in _named(prefix, part):
            made.append(_machine(application, name, role, scale, system, cluster, values))
    return made


def _named(prefix: str, part: str) -> Iterator[tuple[str, Role, float]]:
    match = _PART.match(part)
    if match is None:
        raise ValueError(f"{part} does not describe machines")
    for number in range(1, int(match["count"] or 1) + 1):
        short = {"database": "db", "gateway": "gw"}.get(match["role"], match["role"])
        yield f"{prefix}-{short}-{number:02}", ROLES[match["role"]], float(match["scale"] or 1)


def _machine(
    application: str, name: str, role: Role, scale: float, system: OperatingSystem, cluster: str, values: dict[str, Any]
) -> Machine:
    drawn = random.Random(name)
    used = round(drawn.uniform(*role.used_gib) * scale, 1)
    change = round(drawn.uniform(*role.change_percent), 1)
    measured = drawn.random() < 0.72
    disks = [*role.disks_gib]
    while sum(disks) * 0.85 < used:
        disks.append(disks[-1])
    stated: dict[str, Any] = {
        "id": f"m-{name}",
        "name": name,
        "application": application,
        "role": role.says,
        "start_group": role.start_group,
        "start_minutes": role.start_minutes,
        "vcpus": role.vcpus,
        "memory_gib": role.memory_gib,
        "disks": tuple(Disk(size_gib=size) for size in disks),
        "used_gib": used if drawn.random() < 0.93 else None,
        "change_percent_per_day": change if measured else None,
        "os": system,
        "power": "on",
        "protected": "yes",
        "size_basis": "in use on the datastore",
        "source_key": str(uuid.uuid5(_INVENTORY, name)),
        "tags": {"Cluster": cluster},
    }
    if stated["used_gib"] is None:
        stated["size_basis"] = ""
    return Machine(**{**stated, **values})


def scale_set(application: str, name: str, instances: int, **values: Any) -> Machine:
    """One row for a scale set: its sizes are those of one member."""
    stated: dict[str, Any] = {
        "id": f"m-{name}",
        "name": name,
        "application": application,
        "role": "web server",
        "start_group": 3,
        "start_minutes": 2.0,
        "vcpus": 2,
        "memory_gib": 8.0,
        "disks": (Disk(size_gib=64.0),),
        "used_gib": 22.0,
        "os": "linux",
        "power": "on",
        "availability": "scale_set",
        "instances": instances,
        "instances_max": instances * 2,
        "instances_recovered": instances,
        "protected": "no",
        "size_basis": "in use on the datastore",
        "source_key": str(uuid.uuid5(_INVENTORY, name)),
        "notes": "Its members come and go; what must survive lies elsewhere.",
    }
    return Machine(**{**stated, **values})


def switched_off(machine: Machine, protected: str = "no") -> Machine:
    """A machine that is kept and not running."""
    power: Power = "off"
    changed = machine.changed(power=power, protected=protected, notes="Switched off; kept until its data is archived.")
    if not isinstance(changed, Machine):
        raise ValueError(str(changed))
    return changed
