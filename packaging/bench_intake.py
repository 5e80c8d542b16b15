"""How fast an RVTools workbook is read, against openpyxl alone over the same sheets."""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

MACHINES = 10_000
SHEETS = ("vInfo", "vDisk", "vPartition", "vTools")


def rvtools_workbook(path: Path, machines: int = MACHINES) -> None:
    """An RVTools workbook with so many machines, as Excel saves it: texts in a table of their own."""
    import xlsxwriter

    vinfo = ["VM", "Powerstate", "Template", "SRM Placeholder", "CPUs", "Memory", "NICs", "Disks", "Provisioned MiB",
             "In Use MiB", "Unshared MiB", "Annotation", "Datacenter", "Cluster", "Host", "Folder", "VM ID", "VM UUID",
             "VI SDK UUID", "OS according to the configuration file", "OS according to the VMware Tools",
             "HW version", "Firmware", "Guest state", "Heartbeat", "DNS Name", "Primary IP Address"]  # fmt: skip
    with xlsxwriter.Workbook(path) as book:
        sheets = {name: book.add_worksheet(name) for name in SHEETS}
        sheets["vInfo"].write_row(0, 0, vinfo)
        sheets["vDisk"].write_row(
            0, 0, ["VM", "Powerstate", "Template", "Disk", "Capacity MiB", "Thin", "Host", "VM ID"]
        )
        sheets["vPartition"].write_row(0, 0, ["VM", "Powerstate", "Disk", "Capacity MiB", "Consumed MiB", "VM ID"])
        sheets["vTools"].write_row(0, 0, ["VM", "Powerstate", "Tools", "Tools Version", "VM ID"])
        for at in range(machines):
            name, key, host = f"app{at % 900:03}-vm-{at:05}", f"vm-{at}", f"esx{at % 60:02}.example.com"
            row = [name, "poweredOn", "False", "False", 4, 16_384, 1, 2, 204_800 + at, 90_000 + at, 80_000, "", "DC1",
                   f"C{at % 9}", host, f"/DC1/vm/app{at % 900:03}", key, f"4220-{at:08}", "VC-1", "Windows Server 2022",
                   "Microsoft Windows Server 2022 (64-bit)", 19, "efi", "running", "green", f"{name}.example.com",
                   f"10.{at // 65_536}.{at // 256 % 256}.{at % 256}"]  # fmt: skip
            sheets["vInfo"].write_row(at + 1, 0, row)
            sheets["vTools"].write_row(at + 1, 0, [name, "poweredOn", "toolsOk", 12_345, key])
            for disk in range(2):
                cells = [name, "poweredOn", "False", f"Hard disk {disk + 1}", 102_400, "True", host, key]
                sheets["vDisk"].write_row(2 * at + disk + 1, 0, cells)
                partition = [name, "poweredOn", f"{'CD'[disk]}:\\", 102_000, 40_000 + at, key]
                sheets["vPartition"].write_row(2 * at + disk + 1, 0, partition)


def bare(path: Path) -> int:
    """Openpyxl read-only over the same sheets, with nothing done with the cells; gives the number of rows."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    rows = sum(1 for name in SHEETS for _ in book[name].iter_rows(values_only=True))
    book.close()
    return rows


def compared(runs: int = 3) -> tuple[float, float]:
    """Least processor seconds of openpyxl alone and of our reader, run in turn: other programs do not count."""
    from dr_desktop.files.intake.reading import read_file

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rvtools.xlsx"
        rvtools_workbook(path)
        alone, ours = [], []
        for _ in range(runs):
            alone.append(_processor_seconds(lambda: bare(path)))
            ours.append(_processor_seconds(lambda: read_file(path)))
    return min(alone), min(ours)


def _processor_seconds(action: Callable[[], object]) -> float:
    gc.collect()
    began = time.process_time()
    action()
    return time.process_time() - began
