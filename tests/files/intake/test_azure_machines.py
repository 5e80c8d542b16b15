"""One machine is one machine, in whichever dialect Azure, Azure Stack Hub or PowerShell writes it."""

import json
from pathlib import Path
from typing import Any

import pytest

from dr_desktop.files.intake.inventory import Inventory, InventoryMachine
from dr_desktop.files.intake.reading import read_file, read_files

ROOT = "/subscriptions/s1/resourceGroups/RG1/providers/Microsoft.Compute"


def arm(name: str = "web", **more: Any) -> dict[str, Any]:
    """A machine as the REST interface writes it."""
    return {
        "name": name,
        "id": f"{ROOT}/virtualMachines/{name}",
        "type": "Microsoft.Compute/virtualMachines",
        "location": "local",
        "tags": {"app": "Shop"},
        "properties": {
            "hardwareProfile": {"vmSize": "Standard_D2_v2"},
            "storageProfile": {
                "osDisk": {"osType": "Linux", "diskSizeGB": 30, "managedDisk": {"id": f"{ROOT}/disks/os"}},
                "dataDisks": [{"lun": 0, "diskSizeGB": 100, "managedDisk": {"id": f"{ROOT}/disks/d0"}}],
            },
            "instanceView": {"statuses": [{"code": "ProvisioningState/succeeded"}, {"code": "PowerState/deallocated"}]},
        }
        | more,
    }


def az(name: str = "web") -> dict[str, Any]:
    """The same machine as `az vm list -d` writes it."""
    one = arm(name)
    inner = one.pop("properties")
    inner.pop("instanceView")
    return {**one, **inner, "resourceGroup": "RG1", "powerState": "VM deallocated"}


def pascal(value: Any) -> Any:
    """The same machine as PowerShell writes it: names begin in upper case, the system's kind is a number."""
    if isinstance(value, dict):
        return {key[:1].upper() + key[1:]: pascal(inner) for key, inner in value.items() if key != "powerState"}
    if isinstance(value, list):
        return [pascal(inner) for inner in value]
    return value


def powershell() -> dict[str, Any]:
    one = pascal(az())
    one["StorageProfile"]["OsDisk"]["OsType"] = 1
    one["Tags"] = {"app": "Shop"}
    return {**one, "ResourceGroupName": "RG1", "PowerState": "VM deallocated"}


def graph() -> dict[str, Any]:
    one = arm()
    one["type"] = one["type"].lower()
    one["id"] = one["id"].lower()
    one["properties"].pop("instanceView")
    one["properties"]["extended"] = {"instanceView": {"powerState": {"code": "PowerState/deallocated"}}}
    return {**one, "resourceGroup": "rg1"}


def as_table(one: dict[str, Any]) -> dict[str, Any]:
    return {"data": {"columns": [{"name": key} for key in one], "rows": [list(one.values())]}}


def read(path: Path, value: Any, encoding: str = "utf-8") -> Inventory:
    path.write_text(json.dumps(value), encoding=encoding)
    found = read_file(path)
    assert isinstance(found, Inventory), found
    return found


def only(inventory: Inventory) -> InventoryMachine:
    (one,) = inventory.machines
    return one


@pytest.mark.parametrize(
    "wrapped",
    [
        arm(), [arm()], {"value": [arm()]}, [{"value": [arm()]}], az(), [az()], powershell(), [powershell()],
        {"data": [graph()]}, as_table(graph()),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_every_dialect_and_wrapping_gives_the_same_machine(tmp_path: Path, wrapped: Any, encoding: str):
    one = only(read(tmp_path / "a.json", wrapped, encoding))
    assert one.key == f"azure:{ROOT}/virtualMachines/web".casefold()
    assert (one.name, one.power, one.os, one.vcpus, one.memory_gib) == ("web", "off", "linux", 2, 7.0)
    assert (one.disks_gib, one.capacity_gib, one.in_use_gib) == ((30.0, 100.0), 130.0, None)
    assert one.folder.casefold() == "rg1"
    assert one.tags == {"app": "Shop"}


def test_one_machine_from_two_sources_is_one_machine(tmp_path: Path):
    first, second = tmp_path / "arm.json", tmp_path / "arg.json"
    first.write_text(json.dumps({"value": [arm()]}))
    second.write_text(json.dumps(as_table(graph())))
    both = read_files([first, second])
    assert isinstance(both, Inventory)
    only(both)
    assert both.conflicts == ()


def test_disks_that_the_machine_does_not_size_come_from_the_list_of_managed_disks(tmp_path: Path):
    machine = arm()
    machine["properties"]["storageProfile"]["dataDisks"][0].pop("diskSizeGB")
    machine["properties"]["storageProfile"]["osDisk"]["diskSizeGB"] = None
    disks = [
        {"name": "os", "id": f"{ROOT}/disks/OS", "type": "Microsoft.Compute/disks", "managedBy": machine["id"].upper(),
         "properties": {"diskSizeGB": 30, "diskState": "Attached"}},
        {"name": "d0", "id": f"{ROOT}/disks/d0", "type": "Microsoft.Compute/disks", "managedBy": machine["id"],
         "properties": {"diskSizeBytes": 1_098_437_885_952, "diskState": "Reserved"}},
        {"name": "loose", "id": f"{ROOT}/disks/loose", "type": "Microsoft.Compute/disks",
         "properties": {"diskSizeGB": 8, "diskState": "Unattached"}},
    ]  # fmt: skip
    (tmp_path / "vms.json").write_text(json.dumps([machine]))
    (tmp_path / "disks.json").write_text(json.dumps({"value": disks}))
    alone = read_file(tmp_path / "vms.json")
    assert isinstance(alone, Inventory)
    assert only(alone).capacity_gib is None
    for found in (read(tmp_path / "one.json", [machine, *disks]),
                  read_files([tmp_path / "vms.json", tmp_path / "disks.json"])):  # fmt: skip
        assert isinstance(found, Inventory)
        assert sorted(only(found).disks_gib) == [30.0, 1023.0]
        assert [disk.name for disk in found.disks] == ["loose"]


def test_members_of_a_uniform_scale_set_are_told_by_their_id_and_of_a_flexible_one_by_their_reference(tmp_path: Path):
    uniform = arm("pool_0") | {"id": f"{ROOT}/virtualMachineScaleSets/pool/virtualMachines/0"}
    flexible = arm("flex1", virtualMachineScaleSet={"id": f"{ROOT}/virtualMachineScaleSets/flex"})
    single = arm("single", availabilitySet={"id": f"{ROOT}/availabilitySets/a"})
    found = read(tmp_path / "a.json", {"value": [uniform, flexible, single]})
    assert [(one.availability, one.scale_set) for one in found.machines] == [
        ("scale_set", "pool"), ("scale_set", "flex"), ("availability_set", ""),
    ]  # fmt: skip


def test_a_scale_set_stands_for_its_instances_unless_they_are_listed(tmp_path: Path):
    profile = {"storageProfile": {"osDisk": {"diskSizeGB": 30}}, "osProfile": {"linuxConfiguration": {}}}
    fleet = {
        "name": "pool",
        "id": f"{ROOT}/virtualMachineScaleSets/pool",
        "type": "Microsoft.Compute/virtualMachineScaleSets",
        "sku": {"name": "Standard_D2_v2", "capacity": 4},
        "properties": {"virtualMachineProfile": profile},
    }
    one = only(read(tmp_path / "a.json", {"value": [fleet]}))
    assert (one.name, one.availability, one.instances, one.vcpus, one.disks_gib) == ("pool", "scale_set", 4, 2, (30.0,))
    member = arm("pool_0") | {"id": f"{ROOT}/virtualMachineScaleSets/pool/virtualMachines/0"}
    assert only(read(tmp_path / "b.json", [fleet, member])).name == "pool_0"


def test_json_that_powershell_cut_off_is_read_as_far_as_it_goes_and_the_command_to_use_is_said(tmp_path: Path):
    one = powershell()
    one["StorageProfile"]["DataDisks"] = "Microsoft.Azure.Management.Compute.Models.DataDisk"
    one["StorageProfile"]["OsDisk"]["DiskSizeGB"] = None
    found = read(tmp_path / "a.json", one)
    assert only(found).capacity_gib is None
    assert only(found).os == "linux"
    assert any("ConvertTo-Json -Depth 10" in remark.sentence for remark in found.remarks)


def test_the_kind_of_an_extension_is_not_taken_for_json_that_was_cut_off(tmp_path: Path):
    found = read(tmp_path / "a.json", arm(extensions=[{"type": "Microsoft.Azure.Extensions.CustomScript"}]))
    assert not any("cut the JSON off" in remark.sentence for remark in found.remarks)


def test_a_list_that_goes_on_elsewhere_is_said_to_be_incomplete(tmp_path: Path):
    found = read(tmp_path / "a.json", {"value": [arm()], "nextLink": "https://management.local/next"})
    assert any("nextLink" in remark.sentence for remark in found.remarks)


def test_a_size_that_the_catalog_does_not_know_leaves_vcpu_and_memory_unknown(tmp_path: Path):
    found = read(tmp_path / "a.json", arm(hardwareProfile={"vmSize": "Standard_Odd_v99"}))
    assert (only(found).vcpus, only(found).memory_gib, only(found).azure_size) == (None, None, "Standard_Odd_v99")
    assert any("Standard_Odd_v99" in remark.sentence for remark in found.remarks)


def test_other_resources_are_left_out_visibly_and_a_repeated_machine_counts_once(tmp_path: Path):
    network = {"name": "nic", "id": f"{ROOT}/x/nic", "type": "Microsoft.Network/networkInterfaces"}
    found = read(tmp_path / "a.json", [arm(), arm(), network])
    only(found)
    assert [row.name for row in found.skipped] == ["web", "nic"]
