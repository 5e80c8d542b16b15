"""Totals of files that others published; they lie outside the project (DR_INTAKE_SAMPLES)."""

import json
import os
from math import fsum
from pathlib import Path
from typing import Any

import pytest

from dr_desktop.files.intake import rvtools
from dr_desktop.files.intake.inventory import Inventory, InventoryMachine
from tests.files.intake.made import read_machines, refused

CHECKOUT = Path(__file__).resolve().parents[3]
SAMPLES = Path(os.environ.get("DR_INTAKE_SAMPLES") or CHECKOUT.parent / "shared" / "samples" / "intake")


def _expected() -> dict[str, dict[str, Any]]:
    path = SAMPLES / "EXPECTED.json"
    stated = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {name: totals for name, totals in stated.items() if totals.get("format") == "rvtools"}


EXPECTED = _expected()
missing = pytest.mark.skipif(not EXPECTED, reason=f"third-party samples are not at {SAMPLES.name}")


def _rows(inventory: Inventory) -> list[InventoryMachine]:
    left_out = [row.machine for row in inventory.skipped if row.machine is not None]
    return [*inventory.machines, *left_out]


@missing
@pytest.mark.parametrize("name", EXPECTED)
def test_a_published_file_gives_its_totals(name: str) -> None:
    expected = EXPECTED[name]
    assert rvtools.recognises(SAMPLES / name)
    inventory = read_machines(SAMPLES / name)
    rows = _rows(inventory)
    got: dict[str, Any] = {
        "vm_rows": len(rows),
        "templates": sum(machine.template for machine in rows),
        "powered_on": sum(machine.power == "on" for machine in rows),
        "powered_off": sum(machine.power == "off" for machine in rows),
        "vcpu": sum(machine.vcpus or 0 for machine in rows),
        "ram_gib": _total([machine.memory_gib for machine in rows]),
        "provisioned_gib": _total([machine.provisioned_gib for machine in rows]),
        "in_use_gib": _total([machine.in_use_gib for machine in rows]),
        "first_vm_name": rows[0].name,
    }
    for figure, value in got.items():
        if figure in expected:
            assert value == pytest.approx(expected[figure], abs=0.005), figure


@missing
@pytest.mark.parametrize("name", [name for name, totals in EXPECTED.items() if "vdisk" in totals])
def test_the_tabs_of_a_published_file_give_their_totals(name: str) -> None:
    expected = EXPECTED[name]
    inventory = read_machines(SAMPLES / name)
    tabs = {tab.tab: tab for tab in inventory.tabs}
    assert tabs["vDisk"].rows == expected["vdisk"]["rows"]
    assert tabs["vDisk"].total_gib == pytest.approx(expected["vdisk"]["capacity_gib"], abs=0.005)
    assert tabs["vPartition"].rows == expected["vpartition"]["rows"]
    assert tabs["vPartition"].machines == expected["vpartition"]["vms"]
    assert len(tabs["vPartition"].orphans) == expected["vpartition"]["vms_not_in_vinfo"]
    assert tabs["vPartition"].total_gib == pytest.approx(expected["vpartition"]["consumed_gib"], abs=0.005)
    without = sum(machine.guest_consumed_gib is None for machine in _rows(inventory))
    assert without == expected["vpartition"].get("vinfo_vms_without_partition", without)


LABELLED = SAMPLES / "azure_migrate" / "discovery_report_SENSITIVITY_LABEL_ENCRYPTED.xlsx"


@pytest.mark.skipif(not LABELLED.is_file(), reason=f"third-party samples are not at {SAMPLES.name}")
def test_a_published_labelled_workbook_is_refused_by_naming_the_label() -> None:
    assert "sensitivity label" in refused(LABELLED).sentence


@missing
def test_no_published_file_of_another_kind_is_taken_for_an_rvtools_export() -> None:
    others = [path for path in SAMPLES.rglob("*") if path.is_file() and path.parent.name != "rvtools"]
    assert others
    for path in others:
        if path.relative_to(SAMPLES).as_posix() not in EXPECTED:
            refused(path)


def _total(values: list[float | None]) -> float | None:
    stated = [value for value in values if value is not None]
    return fsum(stated) if stated else None
