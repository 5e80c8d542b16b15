from pathlib import Path

import pytest

from dr_desktop.files.intake import rvtools
from dr_desktop.files.intake.inventory import BasisTotal, used_gib
from dr_desktop.files.intake.spreadsheet import OpenWorkbook, opened_workbook
from tests.files.intake.made import (
    MIB,
    altered,
    disk,
    machine,
    partition,
    read_machines,
    refused,
    said,
    save_workbook,
    table,
)


def test_a_machine_is_read_with_sizes_in_gib(tmp_path: Path) -> None:
    path = save_workbook(
        tmp_path / "a.xlsx",
        vInfo=table([machine(1)]),
        vDisk=table([disk(1, 40), disk(1, 60, Disk="Hard disk 2")]),
        vPartition=table([partition("crm-web-01", 10), partition("crm-web-01", 5.5)]),
        vTools=table([{"VM": "crm-web-01", "Tools": "toolsOk"}]),
    )
    assert rvtools.recognises(path)
    inventory = read_machines(path)
    (read,) = inventory.machines
    assert (read.name, read.power, read.vcpus, read.memory_gib) == ("crm-web-01", "on", 4, 16.0)
    assert (read.disks_gib, read.capacity_gib) == ((40.0, 60.0), 100.0)
    assert (read.provisioned_gib, read.in_use_gib, read.guest_consumed_gib) == (120.0, 60.0, 15.5)
    assert (read.os, read.os_text, read.tools) == ("linux", "Ubuntu Linux (64-bit)", "toolsOk")
    assert (read.folder, read.datacenter, read.cluster, read.host) == ("/DC1/vm/CRM", "DC1", "C1", "esx1")
    assert (read.key, read.place) == ("vcenter:vc-1/vm-1", "vInfo row 2")
    assert inventory.format == "RVTools workbook"


def test_the_three_ways_of_counting_used_space_stay_apart(tmp_path: Path) -> None:
    rows = [machine(1), machine(2, **{"In Use MiB": None})]
    path = save_workbook(tmp_path / "a.xlsx", vInfo=table(rows), vPartition=table([partition("crm-web-02", 7)]))
    inventory = read_machines(path)
    assert inventory.bases == (
        BasisTotal("provisioned", 2, 240.0),
        BasisTotal("in_use", 1, 60.0),
        BasisTotal("guest_consumed", 1, 7.0),
    )
    first, second = inventory.machines
    assert [used_gib(first, basis) for basis in ("provisioned", "in_use", "guest_consumed")] == [120.0, 60.0, None]
    assert [used_gib(second, basis) for basis in ("provisioned", "in_use", "guest_consumed")] == [120.0, None, 7.0]


def test_the_version_is_taken_from_the_metadata_tab(tmp_path: Path) -> None:
    metadata = [["RVTools major version", "RVTools version", "Server"], ["4.7", "4.7.1.4", "vc.example.com"]]
    path = save_workbook(tmp_path / "a.xlsx", vInfo=table([machine(1)]), vMetaData=metadata)
    assert read_machines(path).format == "RVTools 4.7.1.4 workbook"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Provisioned MiB", "Provisioned MB"),
        ("Provisioned MiB", " provisioned  mib "),
        ("Provisioned MiB", "vInfoProvisioned"),
        ("Memory", "vInfoMemory"),
        ("In Use MiB", "In use MB"),
        ("VM", "vInfoVMName"),
        ("CPUs", "vInfoCPUs"),
        ("Datacenter", "vInfoDataCenter"),
        ("OS according to the VMware Tools", "vInfoOSTools"),
    ],
)
def test_headings_of_every_version_name_the_same_column(tmp_path: Path, before: str, after: str) -> None:
    heading, *rows = table([machine(1)])
    expected = read_machines(save_workbook(tmp_path / "a.xlsx", vInfo=[heading, *rows])).machines
    renamed = [after if text == before else text for text in heading]
    read = read_machines(save_workbook(tmp_path / "b.xlsx", vInfo=[renamed, *rows])).machines
    assert [one._replace(origins={}) for one in read] == [one._replace(origins={}) for one in expected]


def test_a_heading_in_gb_is_taken_at_its_word(tmp_path: Path) -> None:
    heading, *rows = table([machine(1, Memory=16)])
    path = save_workbook(tmp_path / "a.xlsx", vInfo=[["Memory (GB)" if h == "Memory" else h for h in heading], *rows])
    assert read_machines(path).machines[0].memory_gib == 16.0


def test_titles_above_the_heading_are_passed_over(tmp_path: Path) -> None:
    path = save_workbook(tmp_path / "a.xlsx", vInfo=[["Our estate"], [], ["VM list of", 2026], *table([machine(1)])])
    assert read_machines(path).machines[0].place == "vInfo row 5"


def test_machines_in_a_tab_of_another_name_are_found(tmp_path: Path) -> None:
    path = save_workbook(tmp_path / "a.xlsx", Notes=[["see other tab"]], Estate=table([machine(1)]))
    assert rvtools.recognises(path)
    assert len(read_machines(path).machines) == 1


def test_powered_off_machines_stay_and_templates_and_placeholders_are_left_out_with_the_reason(tmp_path: Path) -> None:
    rows = [
        machine(1, Powerstate="poweredOff"),
        machine(2, Template="True"),
        machine(3, **{"SRM Placeholder": True}),
        machine(4, Powerstate="suspended"),
        machine(5, Powerstate=None),
    ]
    inventory = read_machines(save_workbook(tmp_path / "a.xlsx", vInfo=table(rows)))
    assert [(m.name, m.power) for m in inventory.machines] == [
        ("crm-web-01", "off"),
        ("crm-web-04", "off"),
        ("crm-web-05", "unknown"),
    ]
    template, placeholder = inventory.skipped
    assert (template.place, template.reason) == ("vInfo row 3", "It is a template.")
    assert template.machine is not None
    assert template.machine.provisioned_gib == 120.0
    assert "placeholder" in placeholder.reason
    assert "crm-web-04" in said(inventory, "row")


def test_machines_that_only_another_tab_has_are_listed_and_counted_nowhere(tmp_path: Path) -> None:
    orphans = [partition(f"gone-{number:02}", 10) for number in range(12)]
    path = save_workbook(
        tmp_path / "a.xlsx", vInfo=table([machine(1)]), vPartition=table([partition("CRM-web-01", 3), *orphans])
    )
    inventory = read_machines(path)
    assert len(inventory.machines) == 1
    assert inventory.bases[-1] == BasisTotal("guest_consumed", 1, 3.0)
    (tab,) = inventory.tabs
    assert (tab.rows, tab.machines, len(tab.orphans), tab.total_gib) == (13, 13, 12, 123.0)
    (orphaned,) = [remark for remark in inventory.remarks if remark.kind == "orphan"]
    assert len(orphaned.places) == 12
    assert "gone-00" in orphaned.sentence
    assert "and 7 more" in orphaned.sentence


def test_where_tabs_disagree_vinfo_counts_and_it_is_said(tmp_path: Path) -> None:
    path = save_workbook(
        tmp_path / "a.xlsx",
        vInfo=table([machine(1, Powerstate="poweredOff")]),
        vDisk=table([disk(1, 500)]),
    )
    inventory = read_machines(path)
    assert inventory.machines[0].power == "off"
    assert inventory.machines[0].capacity_gib == 500.0
    assert "vDisk states another power state than vInfo" in said(inventory, "conflict")
    assert "do not add up" in said(inventory, "conflict")
    assert {one.field for one in inventory.conflicts} == {"power", "disks"}
    assert all(one.first != one.second and "row" in one.second_place for one in inventory.conflicts)


def test_a_disk_goes_to_the_machine_that_its_vm_id_names(tmp_path: Path) -> None:
    path = save_workbook(
        tmp_path / "a.xlsx",
        vInfo=table([machine(1), machine(2)]),
        vDisk=table([disk(1, 100, VM="crm-web-02"), disk(2, 100)]),
    )
    inventory = read_machines(path)
    assert [m.disks_gib for m in inventory.machines] == [(100.0,), (100.0,)]
    assert "vDisk row 2 (crm-web-02)" in said(inventory, "conflict")


def test_a_sum_with_a_part_missing_is_unknown(tmp_path: Path) -> None:
    path = save_workbook(
        tmp_path / "a.xlsx",
        vInfo=table([machine(1)]),
        vDisk=table([disk(1, 100), disk(1, 1, **{"Capacity MiB": "n/a"})]),
        vPartition=table([partition("crm-web-01", 3), partition("crm-web-01", None)]),
    )
    inventory = read_machines(path)
    (read,) = inventory.machines
    assert (read.disks_gib, read.capacity_gib, read.guest_consumed_gib) == ((), 100.0, None)
    assert "vPartition row 2" in said(inventory, "number")


def test_two_machines_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    rows = [machine(1, VM="app"), machine(2, VM="app", Host="esx2")]
    partitions = [partition("app", 5, Host="esx2"), partition("app", 9)]
    inventory = read_machines(save_workbook(tmp_path / "a.xlsx", vInfo=table(rows), vPartition=table(partitions)))
    assert [m.key for m in inventory.machines] == ["vcenter:vc-1/vm-1", "vcenter:vc-1/vm-2"]
    assert [m.guest_consumed_gib for m in inventory.machines] == [None, 5.0]
    assert "2 machines are named app: vInfo row 2, vInfo row 3." in said(inventory, "duplicate")
    assert "vPartition row 3 (app)" in said(inventory, "conflict")


def test_a_machine_listed_twice_counts_once_and_the_difference_is_said(tmp_path: Path) -> None:
    path = save_workbook(
        tmp_path / "a.xlsx", vInfo=table([machine(1), machine(1, Memory=8 * MIB)]), vDisk=table([disk(1, 100)])
    )
    inventory = read_machines(path)
    assert [m.memory_gib for m in inventory.machines] == [16.0]
    assert inventory.machines[0].disks_gib == (100.0,)
    (skipped,) = inventory.skipped
    assert skipped.place == "vInfo row 3"
    assert skipped.reason == "It repeats vInfo row 2, which counts, and states another memory."


def test_copies_that_kept_their_uuid_have_keys_of_their_own(tmp_path: Path) -> None:
    same = {"VM ID": None, "VI SDK UUID": None, "VM UUID": "U-7"}
    inventory = read_machines(save_workbook(tmp_path / "a.xlsx", vInfo=table([machine(1, **same), machine(2, **same)])))
    assert [m.key for m in inventory.machines] == ["uuid:u-7/crm-web-01", "uuid:u-7/crm-web-02"]


def test_without_identifiers_the_key_is_name_and_host(tmp_path: Path) -> None:
    bare = {"VM ID": None, "VI SDK UUID": None, "VM UUID": None}
    inventory = read_machines(save_workbook(tmp_path / "a.xlsx", vInfo=table([machine(1, **bare)])))
    assert inventory.machines[0].key == "name:crm-web-01@esx1"


def test_columns_that_rvtools_does_not_have_become_tags(tmp_path: Path) -> None:
    rows = [
        machine(1, PRDorHML="PRD", **{"DB SQL": "yes", "Application owner": "Ann"}),
        machine(2, PRDorHML="HML", NICs=2),
    ]
    inventory = read_machines(save_workbook(tmp_path / "a.xlsx", vInfo=table(rows)))
    assert [dict(m.tags) for m in inventory.machines] == [
        {"PRDorHML": "PRD", "DB SQL": "yes", "Application owner": "Ann"},
        {"PRDorHML": "HML"},
    ]
    columns = {column.heading: (column.filled, column.distinct) for column in inventory.grouping_columns}
    assert columns["PRDorHML"] == (2, 2)
    assert columns["Folder"] == (2, 1)
    assert "NICs" not in columns
    assert "NICs" in said(inventory, "column")


def test_tags_are_found_under_database_column_names(tmp_path: Path) -> None:
    row = {"vInfoVMName": "a", "vInfoPowerstate": "poweredOn", "vInfoCPUs": 2, "vInfoMemory": 2048}
    row |= {"vInfo_tags_Team": "Sales", "vInfoChangeVersion": "x", "CustomField106": "CRM"}
    inventory = read_machines(save_workbook(tmp_path / "a.xlsx", vInfo=table([row])))
    assert dict(inventory.machines[0].tags) == {"Team": "Sales", "CustomField106": "CRM"}


def test_a_name_that_looks_like_a_number_stays_text(tmp_path: Path) -> None:
    rows = [machine(1, VM=59), machine(2, VM=60.0), machine(3, VM="007")]
    inventory = read_machines(save_workbook(tmp_path / "a.xlsx", vInfo=table(rows)))
    assert [m.name for m in inventory.machines] == ["59", "60", "007"]


def test_what_is_missing_is_unknown_and_never_zero(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"VM": "bare", "Powerstate": "poweredOn", "CPUs": None, "Memory": "n/a"},
        {"VM": "unset", "Powerstate": "poweredOn", "CPUs": -1, "Memory": -1},
        {"VM": "odd", "Powerstate": "poweredOn", "CPUs": "many", "Memory": True},
        {"VM": "half", "Powerstate": "poweredOn", "CPUs": 2.5, "Memory": 512},
    ]
    inventory = read_machines(save_workbook(tmp_path / "a.xlsx", vInfo=table(rows)))
    assert [(m.vcpus, m.memory_gib) for m in inventory.machines] == [(None, None)] * 3 + [(None, 0.5)]
    assert inventory.bases == ()
    assert "vInfo row 4: “many” is not a number" in said(inventory, "number")
    assert "vInfo row 5: 2.5 is no whole number" in said(inventory, "number")
    assert "vInfo has no column In Use MiB" in said(inventory, "column")


def test_a_formula_without_a_stored_value_is_said_and_not_taken_for_nothing(tmp_path: Path) -> None:
    rows = [machine(1, Memory="=8*1024"), machine(2, VM='="a"&"b"'), machine(3)]
    inventory = read_machines(save_workbook(tmp_path / "a.xlsx", vInfo=table(rows)))
    assert [m.memory_gib for m in inventory.machines] == [None, 16.0]
    assert "vInfo row 2: It is a formula whose result was never stored" in said(inventory, "number")
    (skipped,) = inventory.skipped
    assert skipped.reason == "Its name is a formula whose result was never stored."


def test_a_row_without_a_name_is_left_out_with_the_reason(tmp_path: Path) -> None:
    inventory = read_machines(
        save_workbook(tmp_path / "a.xlsx", vInfo=table([machine(1), machine(2, VM=None), machine(3)]))
    )
    assert len(inventory.machines) == 2
    assert [(row.place, row.reason) for row in inventory.skipped] == [("vInfo row 3", "It has no name.")]


def test_a_column_filled_down_to_the_end_of_the_sheet_does_not_make_machines(tmp_path: Path) -> None:
    filled = [machine(1, VM=None) for _ in range(1000)]
    inventory = read_machines(save_workbook(tmp_path / "a.xlsx", vInfo=table([machine(1), *filled])))
    assert (len(inventory.machines), inventory.skipped) == (1, ())
    assert "vInfo row 3" in said(inventory, "row")


def test_neither_the_declared_size_of_a_sheet_nor_its_last_row_is_believed(tmp_path: Path) -> None:
    path = save_workbook(tmp_path / "a.xlsx", vInfo=table([machine(number) for number in range(9)]))
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    declared = (b'<dimension ref="A1:S10"', b'<dimension ref="A1:XFD1048576"')
    altered(path, {"xl/worksheets/sheet1.xml": declared})
    altered(path, {"xl/worksheets/sheet1.xml": (b"</sheetData>", far)})
    assert len(read_machines(path).machines) == 9
    with opened_workbook(path) as workbook:
        assert isinstance(workbook, OpenWorkbook)
        rows = list(workbook.rows("vInfo"))
    assert [number for number, _ in rows] == list(range(1, 11))
    assert {len(cells) for _, cells in rows} == {19}


def test_a_hidden_tab_is_read_and_it_is_said(tmp_path: Path) -> None:
    path = save_workbook(tmp_path / "a.xlsx", Cover=[["x"]], vInfo=table([machine(1)]))
    altered(
        path,
        {"xl/workbook.xml": (b'name="vInfo" sheetId="2" state="visible"', b'name="vInfo" sheetId="2" state="hidden"')},
    )
    inventory = read_machines(path)
    assert len(inventory.machines) == 1
    assert "vInfo" in said(inventory, "file")


def test_tabs_that_are_not_needed_are_not_even_unpacked(tmp_path: Path) -> None:
    path = save_workbook(tmp_path / "a.xlsx", vLicense=[["Key"], ["AAAAA-BBBBB"]], vInfo=table([machine(1)]))
    altered(path, {"xl/worksheets/sheet1.xml": (b"<sheetData>", b"<no end <<< of this")})
    inventory = read_machines(path)
    assert len(inventory.machines) == 1
    assert "vLicense" in said(inventory, "file")
    assert "AAAAA" not in repr(inventory)


def test_a_damaged_tab_beside_vinfo_leaves_the_machines_and_is_said(tmp_path: Path) -> None:
    path = save_workbook(tmp_path / "a.xlsx", vInfo=table([machine(1)]), vDisk=table([disk(1, 100)]))
    altered(path, {"xl/worksheets/sheet2.xml": (b"</sheetData>", b"</sheetDat")})
    inventory = read_machines(path)
    assert (inventory.machines[0].disks_gib, inventory.machines[0].capacity_gib) == ((), 100.0)
    assert "The tab vDisk cannot be read" in said(inventory, "file")


def test_a_workbook_without_vinfo_is_refused_by_naming_what_is_needed(tmp_path: Path) -> None:
    path = save_workbook(tmp_path / "a.xlsx", vHost=[["Host", "# CPU"], ["esx1", 2]])
    assert "vInfo" in refused(path).sentence


def test_a_vinfo_without_its_headings_is_refused_by_naming_them(tmp_path: Path) -> None:
    refusal = refused(save_workbook(tmp_path / "a.xlsx", vInfo=[["Name", "Cores"], ["a", 2]]))
    assert refusal.place == "vInfo"
    assert "VM, CPUs" in refusal.sentence


def test_a_vinfo_without_machines_is_refused(tmp_path: Path) -> None:
    path = save_workbook(tmp_path / "a.xlsx", vInfo=table([machine(1)])[:1])
    assert "lists no machine" in refused(path, recognised=True).sentence


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Microsoft Windows Server 2022 (64-bit)", "windows"),
        ("windows2019srv_64Guest", "windows"),
        ("winNetStandardGuest", "windows"),
        ("Red Hat Enterprise Linux 9 (64-bit)", "linux"),
        ("rhel6_64Guest", "linux"),
        ("SUSE openSUSE (64-bit)", "linux"),
        ("FreeBSD 12 (64-bit)", "unknown"),
        ("Apple macOS / Darwin", "unknown"),
        ("", "unknown"),
    ],
)
def test_the_family_of_an_operating_system(tmp_path: Path, text: str, family: str) -> None:
    row = machine(1) | {"OS according to the VMware Tools": None, "OS according to the configuration file": text}
    assert read_machines(save_workbook(tmp_path / "a.xlsx", vInfo=table([row]))).machines[0].os == family
