"""Each format is told by its content and read with its own units; the files here follow the vendors' documents."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from dr_desktop.files.intake.formats import recognise
from dr_desktop.files.intake.inventory import Inventory, InventoryMachine, Refusal
from dr_desktop.files.intake.opened import opened
from dr_desktop.files.intake.reading import read_file, read_files
from dr_desktop.files.intake.table_mapping import TableMapping, mapping_from_file
from tests.files.intake.made import csv_text, disk, machine, partition, table

Rows = Sequence[Any]


def workbook(path: Path, /, hidden: Any = (), **tabs: Any) -> Path:
    book = Workbook()
    book.remove(book["Sheet"])
    for title, rows in tabs.items():
        sheet = book.create_sheet(title)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def text(path: Path, rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", newline="", encoding=encoding) as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)
    return path


def written(path: Path, value: Any, encoding: str = "utf-8") -> Path:
    path.write_text(json.dumps(value), encoding=encoding)
    return path


def read(path: Path) -> Inventory:
    found = read_file(path)
    assert isinstance(found, Inventory), found
    return found


def only(inventory: Inventory) -> InventoryMachine:
    (one,) = inventory.machines
    return one


def key_of(path: Path) -> str:
    with opened(path) as found:
        assert not isinstance(found, Refusal), found
        known = recognise(found)
        assert not isinstance(known, Refusal), known
        return known[0].key


def said(inventory: Inventory) -> str:
    return "\n".join(one.sentence for one in inventory.remarks)


IMPORT = ["*Server name", "IP addresses", "*Cores", "*Memory (In MB)", "*OS name", "Storage in use (In GB)",
          "Disk 1 size (In GB)", "Disk 1 read ops (operations per second)", "Disk 2 size (In GB)"]  # fmt: skip


def test_an_azure_migrate_import_file_gives_each_disk_and_never_adds_an_empty_one(tmp_path: Path):
    path = text(
        tmp_path / "a.txt", [IMPORT, ["fs01", "10.0.0.1", "2", "2048", "Windows Server 2022", "50", "60", "9", ""]]
    )
    one = only(read(path))
    assert key_of(path) == "azure-migrate-import"
    assert (one.vcpus, one.memory_gib, one.disks_gib, one.in_use_gib, one.os) == (2, 2.0, (60.0,), 50.0, "windows")
    assert one.origins["memory"].heading == "*Memory (In MB)"
    assert one.origins["memory"].text == "2048"


def test_the_unit_in_the_heading_counts_before_the_usual_one(tmp_path: Path):
    headings = [one.replace("Storage in use (In GB)", "Storage in use (In MB)") for one in IMPORT]
    path = text(tmp_path / "a.csv", [headings, ["fs01", "", "2", "2048", "RHEL 8", "51200", "60", "", ""]])
    assert only(read(path)).in_use_gib == 50.0


def test_headings_without_their_star_and_in_another_case_are_the_same_columns(tmp_path: Path):
    headings = [one.removeprefix("*").upper() for one in IMPORT]
    path = text(tmp_path / "a.csv", [headings, ["fs01", "", "2", "2048", "RHEL 8", "", "60", "", "40"]], delimiter=";")
    assert only(read(path)).disks_gib == (60.0, 40.0)


DISCOVERY = ["Machine Name", "Environment", "Software Inventory Count", "Operating System", "Cores", "Memory (in MB)",
             "Total Disks", "IP Addresses", "Power Stats", "Machine ID"]  # fmt: skip
CORE = ["Machine Name", "Environment", "Azure VM Readiness", "Cores", "Memory (in MB)", "Storage (in GB)", "Machine ID"]


def test_a_discovery_report_has_no_disk_size_until_the_core_report_is_read_with_it(tmp_path: Path):
    one = ["web", None, -1, "Windows Server 2019 ", 2, 4096, 2, "[10.0.0.1,fe80::1];", "OFF", "/sites/A/machines/1"]
    core = ["web", "Prod", "Ready", 2, 4096, 127, "/SITES/a/machines/1"]
    discovery = workbook(tmp_path / "d.xlsx", Properties=[["Tenant"]], Discovery_Report=[DISCOVERY, one])
    report = workbook(tmp_path / "c.xlsx", All_VM_IaaS_Server_Rehost_Perf=[CORE, core], Other=[["a"]])
    alone = only(read(discovery))
    assert (alone.power, alone.environment, alone.capacity_gib) == ("off", "", None)
    assert alone.addresses == ("10.0.0.1", "fe80::1")
    both = read_files([discovery, report])
    assert isinstance(both, Inventory)
    assert only(both).capacity_gib == 127.0
    assert only(both).name == "web"


def test_an_assessment_workbook_is_known_by_its_tab(tmp_path: Path):
    headings = ["Machine", "VM host", "Azure VM readiness", "Recommended size", "Compute monthly cost estimate USD",
                "Operating system", "Cores", "Memory(MB)", "Storage(GB)", "Group name"]  # fmt: skip
    rows = [headings, ["sql1", "esx", "Ready", "Standard_D4s_v3", 100, "Linux", 4, 16384, 512, "ERP"]]
    path = workbook(tmp_path / "a.xlsx", Assessment_Summary=[["Name", "x"]], All_Assessed_Machines=rows)
    one = only(read(path))
    assert (one.vcpus, one.memory_gib, one.capacity_gib, one.application) == (4, 16.0, 512.0, "ERP")
    assert "not tried on a real file" in said(read(path))


def test_hyper_v_states_memory_in_bytes_and_power_as_a_word_or_a_number(tmp_path: Path):
    headings = ["Name", "State", "CPUUsage", "ProcessorCount", "MemoryAssigned", "MemoryStartup", "Uptime"]
    rows: list[list[Any]] = [headings, ["a", "Off", 0, 2, 0, 4 * 2**30, "0"], ["b", "2", 9, 4, 2**33, 2**33, "1"]]
    path = tmp_path / "a.csv"
    path.write_text("#TYPE Microsoft.HyperV.PowerShell.VirtualMachine\n" + csv_text(rows), encoding="utf-8")
    inventory = read(path)
    assert [(one.power, one.memory_gib) for one in inventory.machines] == [("off", 4.0), ("on", 8.0)]
    assert inventory.key == "hyper-v"


@pytest.mark.parametrize(
    ("tab", "headings", "row", "key"),
    [
        ("vmList", ["VM Name", "Power State", "vCPUs", "Memory (MiB)", "Consumed (MiB)", "Template"],
         ["a", "kOn", 2, 4096, 51200, "False"], "nutanix-collector"),
        ("VMs", ["VM Name", "Power State", "Template", "Virtual CPU", "Provisioned Memory (MiB)",
                 "Virtual Disk Size (MiB)", "Virtual Disk Used (MiB)", "MOB ID"],
         ["a", "poweredOn", "False", 2, 4096, 102400, 51200, "vm-1"], "live-optics"),
        ("VMs", ["VM", "PowerState", "Template", "Virtual CPU", "Provisioned Memory (MB)",
                 "Virtual Disk Size (MB)", "Virtual Disk Used (MB)", "MOB_ID"],
         ["a", "poweredOn", "False", 2, 4096, 102400, 51200, "vm-1"], "live-optics"),
    ],
)  # fmt: skip
def test_collectors_are_read_by_their_documented_columns(
    tmp_path: Path, tab: str, headings: list[str], row: list[Any], key: str
):
    inventory = read(workbook(tmp_path / "a.xlsx", Details=[["Project ID", "1"]], **{tab: [headings, row]}))
    one = only(inventory)
    assert (inventory.key, one.power, one.vcpus, one.memory_gib, one.in_use_gib) == (key, "on", 2, 4.0, 50.0)
    assert not inventory.tried


def test_a_list_that_names_sizes_instead_of_vcpus_takes_both_from_the_catalog(tmp_path: Path):
    rows = [["Name", "Disks", "SizeGiB", "SizeGB", "InstanceType", "Status"],
            ["web", 2, 127, 136.4, "Standard_D2_v2", "OK"]]  # fmt: skip
    one = only(read(text(tmp_path / "a.csv", rows)))
    assert (one.vcpus, one.memory_gib, one.capacity_gib, one.power) == (2, 7.0, 127.0, "unknown")


def test_a_list_of_protected_machines_states_bytes(tmp_path: Path):
    rows = [["Job", "VM", "Restore Point", "DataSize", "BackupSize"], ["Nightly", "sql1", "2026-09-01", 2**40, 2**39]]
    inventory = read(text(tmp_path / "a.csv", rows))
    assert (inventory.key, only(inventory).in_use_gib, only(inventory).tags["Job"]) == ("veeam", 1024.0, "Nightly")


@pytest.mark.parametrize(
    ("headings", "retired"),
    [
        (["name", "sys_class_name", "ip_address", "install_status", "environment", "ram", "cpu_count"], "7"),
        (["Name", "Class", "IP Address", "Status", "Environment", "RAM (MB)", "CPU count"], "Retired"),
    ],
)
def test_retired_items_of_a_configuration_database_are_left_out_visibly(
    tmp_path: Path, headings: list[str], retired: str
):
    rows = [headings, ["a", "Server", "10.0.0.1", "1", "Production", "2,048", "2"],
            ["b", "Server", "", retired, "", "4,096", "2"]]  # fmt: skip
    inventory = read(text(tmp_path / "a.csv", rows, encoding="cp1252"))
    assert inventory.key == "servicenow"
    assert (only(inventory).memory_gib, only(inventory).environment) == (2.0, "Production")
    assert [(row.name, row.reason) for row in inventory.skipped] == [("b", "It is retired.")]


PLANNER = ["VM Name", "VM Compatibility", "Peak R/W IOPS", "Peak Data Churn (MBps) (with Growth Factor)",
           "Azure VM Size", "Number of Disks", "Disk size (GB)", "Cores", "Memory (MB)", "OS Type"]  # fmt: skip


def test_a_planner_report_never_adds_a_machine_and_its_disks(tmp_path: Path):
    rows = [PLANNER, ["sql1", "Yes", 900, 4.2, "Standard_D4s_v3", 2, 300, 4, 16384, "Windows"],
            ["disk-0", "", 300, 1.1, "", "", 100, "", "", ""], ["disk-1", "", 600, 3.1, "", "", 200, "", "", ""],
            ["web1", "Yes*", 90, 0.2, "Standard_D2s_v3", 1, 64, 2, 4096, "Linux"]]  # fmt: skip
    inventory = read(workbook(tmp_path / "a.xlsx", Recommendations=[["x"]], Compatible_VMs=rows))
    assert inventory.key == "asr-planner"
    assert [(one.name, one.disks_gib, one.capacity_gib, one.peak_churn_mb_s) for one in inventory.machines] == [
        ("sql1", (100.0, 200.0), 300.0, 4.2),
        ("web1", (), 64.0, 0.2),
    ]
    assert "growth factor" in said(inventory)


def test_a_churn_whose_heading_may_mean_megabits_stays_unknown_and_is_asked_about(tmp_path: Path):
    headings = [one.replace("MBps", "Mbps") for one in PLANNER]
    rows = [headings, ["web1", "Yes", 90, 0.2, "Standard_D2s_v3", 1, 64, 2, 4096, "Linux"]]
    inventory = read(workbook(tmp_path / "a.xlsx", Compatible_VMs=rows))
    assert only(inventory).peak_churn_mb_s is None
    assert "megabits or megabytes" in said(inventory)


@pytest.mark.parametrize("source", ["Source server name", "Source Machine Name"])
def test_seen_connections_count_once_per_pair_with_their_ports(tmp_path: Path, source: str):
    headings = ["Time slot", source, "Source IP", "Source process", "Destination server name", "Destination IP",
                "Destination process", "Destination port"]  # fmt: skip
    rows = [headings, ["12/15/2024 12:00-18:00", "web", "10.0.0.1", "w3wp", "sql", "10.0.0.2", "sqlservr", "1433"],
            ["12/15/2024 18:00-24:00", "web", "10.0.0.1", "w3wp", "sql", "10.0.0.2", "sqlservr", "1434"],
            ["12/15/2024 18:00-24:00", "web", "10.0.0.1", "w3wp", "", "10.9.9.9", "", "53"],
            ["12/15/2024 18:00-24:00", "web", "10.0.0.1", "w3wp", "", "", "", "53"]]  # fmt: skip
    inventory = read(text(tmp_path / "a.csv", rows))
    assert [(one.source, one.target, one.ports, one.rows) for one in inventory.dependencies] == [
        ("web", "sql", ("1433", "1434"), 2),
        ("web", "10.9.9.9", ("53",), 1),
    ]
    assert [row.reason for row in inventory.skipped] == ["It names no destination."]
    assert "10.9.9.9" in said(inventory)


def test_the_csv_files_of_one_rvtools_export_are_joined_even_when_only_vinfo_is_chosen(tmp_path: Path):
    rows = {"vInfo": table([machine(1)]), "vDisk": table([disk(1, 40), disk(1, 60)]),
            "vPartition": table([partition("crm-web-01", 25), partition("gone", 7)])}  # fmt: skip
    for tab, cells in rows.items():
        text(tmp_path / f"RVTools_tab{tab}.csv", cells)
    inventory = read_files([tmp_path / "RVTools_tabvInfo.csv"])
    assert isinstance(inventory, Inventory)
    one = only(inventory)
    assert (one.disks_gib, one.guest_consumed_gib) == ((40.0, 60.0), 25.0)
    assert next(tab for tab in inventory.tabs if tab.tab == "vPartition").orphans == ("gone",)
    assert "read with it" in said(inventory)


def test_the_order_and_names_of_chosen_csv_files_do_not_matter(tmp_path: Path):
    disks = text(tmp_path / "1.csv", table([disk(1, 40)]))
    vinfo = text(tmp_path / "2.csv", table([machine(1)]))
    inventory = read_files([disks, vinfo])
    assert isinstance(inventory, Inventory)
    assert only(inventory).disks_gib == (40.0,)


def test_a_csv_of_a_tab_beside_vinfo_alone_says_which_file_is_missing(tmp_path: Path):
    refusal = read_files([text(tmp_path / "a.csv", table([disk(1, 40)]))])
    assert isinstance(refusal, Refusal)
    assert "vInfo" in refusal.remedy


def test_the_shown_table_counts_and_a_hidden_one_of_the_same_kind_does_not(tmp_path: Path):
    shown = [["Fleet of the north"], [], ["Server", "vCPU", "RAM GB", "Disk GB"], ["a", 2, 8, 60], ["TOTAL", 2, 8, 60]]
    lookups = [["Server", "vCPU"], ["never", 1]]
    path = workbook(tmp_path / "a.xlsx", hidden=["Lookups"], Lookups=lookups, Fleet=shown)
    inventory = read(path)
    assert [one.name for one in inventory.machines] == ["a"]
    assert only(inventory).place == "Fleet row 4"
    assert [row.reason for row in inventory.skipped] == ["It adds up other rows."]
    assert "Lookups" in said(inventory)


@pytest.mark.parametrize(("memory", "gib"), [(["8", "16"], [8.0, 16.0]), (["8192", "16384"], [8.0, 16.0]),
                                            (["8 GB", "512 MB"], [8.0, 0.5])])  # fmt: skip
def test_memory_without_a_unit_is_told_by_the_whole_column_and_said(
    tmp_path: Path, memory: list[str], gib: list[float]
):
    rows = [["server", "ram"], *([f"s{at}", value] for at, value in enumerate(memory))]
    inventory = read(text(tmp_path / "a.csv", rows))
    assert [one.memory_gib for one in inventory.machines] == gib
    assert ("names no unit" in said(inventory)) == (" " not in memory[0])


def test_a_doubtful_number_takes_the_decimal_mark_of_the_other_columns(tmp_path: Path):
    rows = [["server", "vcpu", "disk gb", "cpu p95 (%)"], ["a", "2", "1,234", "58,4"], ["b", "2", "60", "9,5"]]
    inventory = read(text(tmp_path / "a.csv", rows, delimiter=";"))
    assert [one.capacity_gib for one in inventory.machines] == [1.234, 60.0]
    assert inventory.machines[0].measures["cpu p95 (%)"] == 58.4


def test_a_doubtful_number_without_any_other_sign_stays_unknown_and_is_said(tmp_path: Path):
    inventory = read(text(tmp_path / "a.csv", [["server", "vcpu", "disk gb"], ["a", "2", "1,234"]]))
    assert only(inventory).capacity_gib is None
    assert "1234 or 1.234" in said(inventory)


def test_columns_that_nobody_knows_are_kept_as_tags_and_a_name_that_is_a_number_stays_text(tmp_path: Path):
    rows = [["Machine", "vCPU", "Memory GB", "Cost centre", "PRDorHML"], [59, 2, 8, "A-7", "PRD"], ["b", 2, 8, "", ""]]
    inventory = read(workbook(tmp_path / "a.xlsx", S=rows))
    assert [one.name for one in inventory.machines] == ["59", "b"]
    assert inventory.machines[0].tags == {"Cost centre": "A-7"}
    assert [one.environment for one in inventory.machines] == ["PRD", ""]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding_gives_the_same_names(tmp_path: Path, encoding: str):
    rows = [["server", "vcpu"], ["Zürich-é", "2"]]
    assert only(read(text(tmp_path / "a.csv", rows, encoding=encoding))).name == "Zürich-é"


def test_what_is_no_inventory_is_refused_with_a_remedy(tmp_path: Path):
    for content in ("hello world\n", "a,b\n1,2\n", '{"a": 1}', "[]", "{", '[{"Items": 1}]'):
        path = tmp_path / "a.txt"
        path.write_text(content)
        refusal = read_file(path)
        assert isinstance(refusal, Refusal), content
        assert refusal.sentence.endswith(".")
        assert refusal.remedy.endswith(".")


def test_a_planners_own_mapping_reads_any_table(tmp_path: Path):
    stated = {"columns": {"name": "Bezeichnung", "vcpus": ["Kerne"], "memory": "Speicher", "in_use": "Belegt"},
              "units": {"memory": "GB", "in_use": "TB"}}  # fmt: skip
    mapping = mapping_from_file(written(tmp_path / "m.json", stated))
    assert isinstance(mapping, TableMapping)
    path = text(tmp_path / "a.csv", [["Bezeichnung", "Kerne", "Speicher", "Belegt"], ["x", "2", "8", "1.5"]])
    found = read_file(path, mapping)
    assert isinstance(found, Inventory)
    assert (only(found).vcpus, only(found).memory_gib, only(found).in_use_gib) == (2, 8.0, 1536.0)


@pytest.mark.parametrize("stated", [[], {}, {"columns": {"vcpus": "a"}}, {"columns": {"name": "a", "colour": "b"}},
                                    {"columns": {"name": "a"}, "units": {"memory": "furlong"}},
                                    {"columns": {"name": "a"}, "codes": 3}, {"columns": {"name": 3}}])  # fmt: skip
def test_a_mapping_that_is_wrong_is_refused_in_a_sentence(tmp_path: Path, stated: Any):
    refusal = mapping_from_file(written(tmp_path / "m.json", stated))
    assert isinstance(refusal, Refusal)
    assert "mapping cannot be used" in refusal.sentence


def test_reading_ends_when_the_tick_says_so(tmp_path: Path):
    path = text(tmp_path / "a.csv", [["server", "vcpu"], *([f"s{at}", "2"] for at in range(2_000))])
    asked = []

    class CancelledError(Exception):
        pass

    def tick() -> None:
        asked.append(1)
        if len(asked) > 4:
            raise CancelledError

    with pytest.raises(CancelledError):
        read_file(path, tick=tick)
