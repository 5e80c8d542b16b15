"""Inventory files that the tests make themselves, in the shape RVTools gives them."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import Workbook

from dr_desktop.files.intake import rvtools
from dr_desktop.files.intake.inventory import Inventory, Refusal

MIB = 1024

MACHINE: dict[str, Any] = {
    "VM": "crm-web-01",
    "Powerstate": "poweredOn",
    "Template": "False",
    "SRM Placeholder": "False",
    "CPUs": 4,
    "Memory": 16 * MIB,
    "Total disk capacity MiB": 100 * MIB,
    "Provisioned MiB": 120 * MIB,
    "In Use MiB": 60 * MIB,
    "Annotation": "",
    "Folder": "/DC1/vm/CRM",
    "Datacenter": "DC1",
    "Cluster": "C1",
    "Host": "esx1",
    "OS according to the configuration file": "Other (64-bit)",
    "OS according to the VMware Tools": "Ubuntu Linux (64-bit)",
    "VM ID": "vm-1",
    "VM UUID": "uuid-1",
    "VI SDK UUID": "VC-1",
}


def machine(number: int, **changes: object) -> dict[str, Any]:
    """A row of vInfo; identifiers follow the number. Fields with spaces are given by `changes | {...}`."""
    row = MACHINE | {"VM": f"crm-web-{number:02}", "VM ID": f"vm-{number}", "VM UUID": f"uuid-{number}"}
    return row | changes


def disk(number: int, gib: float, **changes: object) -> dict[str, Any]:
    """A row of vDisk."""
    row = {"VM": f"crm-web-{number:02}", "Powerstate": "poweredOn", "Disk": "Hard disk 1", "Capacity MiB": gib * MIB}
    return row | {"Host": "esx1", "VM ID": f"vm-{number}"} | changes


def partition(name: str, gib: float | None, **changes: object) -> dict[str, Any]:
    """A row of vPartition, which often names its machine by name only."""
    consumed = None if gib is None else gib * MIB
    return {"VM": name, "Powerstate": "poweredOn", "Disk": "/", "Consumed MiB": consumed} | changes


def table(rows: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """Rows with their heading above them."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    return [headings, *([row.get(heading) for heading in headings] for row in rows)]


def save_workbook(path: Path, **tabs: Sequence[Sequence[Any]]) -> Path:
    """An .xlsx file with these tabs."""
    workbook = Workbook()
    workbook.remove(workbook["Sheet"])
    for title, rows in tabs.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    workbook.save(path)
    return path


def save_with_shared_texts(path: Path, **tabs: Sequence[Sequence[Any]]) -> Path:
    """The same as Excel saves it: texts stand in a table of their own."""
    with xlsxwriter.Workbook(path) as workbook:
        for title, rows in tabs.items():
            sheet = workbook.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def altered(path: Path, changes: Mapping[str, tuple[bytes, bytes]]) -> Path:
    """The same workbook with bytes replaced in some of its parts."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, (before, after) in changes.items():
        assert before in parts[name]
        parts[name] = parts[name].replace(before, after)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def csv_text(rows: Sequence[Sequence[Any]], delimiter: str = ",") -> str:
    """Rows as CSV, quoted where needed."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()


def read_machines(path: Path) -> Inventory:
    """Read a file that must be readable."""
    inventory = rvtools.read(path)
    assert isinstance(inventory, Inventory), inventory
    return inventory


def refused(path: Path, recognised: bool = False) -> Refusal:
    """Read a file that must be refused; `recognised` where its beginning is in order."""
    refusal = rvtools.read(path)
    assert isinstance(refusal, Refusal), refusal
    assert rvtools.recognises(path) is recognised
    assert refusal.file == path.name
    assert refusal.sentence.endswith(".")
    assert refusal.remedy.endswith(".")
    return refusal


def said(inventory: Inventory, kind: str) -> str:
    """All remarks of one kind."""
    return "\n".join(remark.sentence for remark in inventory.remarks if remark.kind == kind)
