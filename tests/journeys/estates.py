"""The two inventories that the story is told with: one that others published, one that the test makes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.files.intake.made import MIB, machine, save_workbook, table

CHECKOUT = Path(__file__).resolve().parents[2]
SAMPLES = Path(os.environ.get("DR_INTAKE_SAMPLES") or CHECKOUT.parent / "shared" / "samples" / "intake")
PUBLISHED = SAMPLES / "rvtools" / "kubev2v_example1.xlsx"


class Inventory(NamedTuple):
    """A file, its totals in GiB, how it is grouped at the import, and which machines go where afterwards."""

    file: Path
    machines: int
    vcpus: int
    provisioned_gib: float
    in_use_gib: float
    grouping: str
    in_unassigned: int
    applications: Mapping[str, tuple[str, ...]]


def published() -> Inventory:
    """An RVTools export that others published; it names no folders, so all grouping is done by hand."""
    if not PUBLISHED.is_file():
        pytest.skip(f"the third-party sample {PUBLISHED.name} is not at {SAMPLES.name}")
    groups = {
        "Billing": ("vm-1", "vm-2", "vm-4"),
        "Web shop": ("vm-3", "vm-8", "vm-9"),
        "Build farm": ("vm-5", "vm-6", "vm-7"),
    }
    return Inventory(PUBLISHED, 9, 51, 1339.46, 343.33, "Not yet: all machines go to Unassigned", 9, groups)


def made(folder: Path) -> Inventory:
    """The same with nine machines of our own: folders give two applications, three machines lie loose."""
    loose = "/DC1/vm"
    names = ("bill-app-1", "bill-app-2", "bill-db-1", "shop-web-1", "shop-web-2", "shop-db-1", "ci-1", "ci-2", "ci-3")
    folders = ("/DC1/vm/Billing",) * 3 + ("/DC1/vm/Web shop",) * 3 + (loose,) * 3
    vcpus = (2, 2, 8, 4, 4, 8, 6, 6, 11)
    in_use = (40, 40, 120.25, 15, 15, 60.5, 20, 20, 12.25)
    rows = [
        machine(number, VM=name, Folder=place, CPUs=count, **{
            "Provisioned MiB": 150 * MIB, "Total disk capacity MiB": 150 * MIB, "In Use MiB": used * MIB,
        })
        for number, (name, place, count, used) in enumerate(zip(names, folders, vcpus, in_use, strict=True), 1)
    ]  # fmt: skip
    template = machine(10, VM="golden", Template="True")
    file = save_workbook(folder / "harbour.xlsx", vInfo=table([*rows, template]))
    groups = {"Billing": names[:3], "Web shop": names[3:6], "Build farm": names[6:]}
    grouping = "By folder: 2 applications, 3 machines in Unassigned (possible)"
    return Inventory(file, 9, 51, 1350.0, 343.0, grouping, 3, groups)
