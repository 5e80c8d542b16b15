"""RVTools' headings: those that are read, and those that are its own and not read.

3.x writes `Provisioned MB`, 4.x `Provisioned MiB`, the export with database column names `vInfoProvisioned`;
units and prefixes are taken off before a heading is looked up here.
"""

from collections.abc import Mapping

from dr_desktop.files.intake.headers import read_heading

_MACHINE: Mapping[str, str] = {
    "vm": "name",
    "vmname": "name",
    "powerstate": "power",
    "template": "template",
    "srmplaceholder": "placeholder",
    "host": "host",
    "vmid": "vm_id",
    "objectid": "vm_id",
    "vmuuid": "vm_uuid",
    "uuid": "vm_uuid",
    "visdkuuid": "vcenter_uuid",
    "osaccordingtothevmwaretools": "os_tools",
    "ostools": "os_tools",
    "osaccordingtotheconfigurationfile": "os_config",
    "os": "os_config",
    "osconfig": "os_config",
}

VINFO: Mapping[str, str] = {
    **_MACHINE,
    "cpus": "vcpus",
    "memory": "memory",
    "totaldiskcapacity": "capacity",
    "provisioned": "provisioned",
    "inuse": "in_use",
    "folder": "folder",
    "datacenter": "datacenter",
    "cluster": "cluster",
}
VDISK: Mapping[str, str] = {**_MACHINE, "capacity": "capacity"}
VPARTITION: Mapping[str, str] = {**_MACHINE, "consumed": "consumed"}
VTOOLS: Mapping[str, str] = {**_MACHINE, "tools": "tools"}

REQUIRED_IN_VINFO = (("name",), ("vcpus",), ("power", "memory"))

WHAT_IS_MISSING: Mapping[str, tuple[str, str]] = {
    "power": ("Powerstate", "whether a machine runs"),
    "template": ("Template", "which rows are templates"),
    "memory": ("Memory", "memory"),
    "provisioned": ("Provisioned MiB", "provisioned space"),
    "in_use": ("In Use MiB", "space in use"),
}
"""Columns of vInfo whose absence is worth a word: heading, and what stays unknown."""

_NOT_READ_IN_VINFO = """
Active Memory|Annotation|App status|Boot BIOS setup|Boot Required|Boot delay|Boot retry delay|Boot retry enabled|CBT
|Change Version|Cluster rule name(s)|Cluster rule(s)|Config status|Connection state|Consolidation Needed|Creation date
|Customization Info|DAS protection|DNS Name|Disks|EFI Secure boot|EnableUUID|FT Bandwidth|FT Latency|FT Role
|FT Sec. Latency|FT State|Firmware|Fixed Passthru HotPlug|Folder ID|Guest Detailed Data|Guest Hostname|Guest state
|HA Isolation Response|HA Restart Priority|HA VM Monitoring|HW target|HW upgrade policy|HW upgrade status|HW version
|Heartbeat|In Use|Latency Sensitivity|Log directory|NICs|Num Monitors|Op Notification Timeout|Overall Cpu Readiness
|Path|PowerOn|Primary IP Address|Reboot PowerOff|SMBIOS UUID|Snapshot directory|Suspend Interval
|Suspend directory|Suspend time|Suspended To Memory|Unshared|VI SDK API Version|VI SDK Server|VI SDK Server type
|Video Ram|Vm Failover In Progress|min Required EVC Mode Key|Tools|Tools Version
|Upgrade policy|Storage usage|Shared|Guest OS|Guest family|Memory reservation|CPU reservation|IP Address
"""
# vApp and Resource pool are left out of it: like a custom attribute they may name an application.
NOT_READ_IN_VINFO = frozenset(read_heading(heading).name for heading in _NOT_READ_IN_VINFO.split("|"))


def is_rvtools_own(name: str) -> bool:
    """Whether a comparable heading name of vInfo is RVTools' own; others are columns that the users added."""
    return name in VINFO or name in NOT_READ_IN_VINFO or name.startswith(("network#", "visdk"))
