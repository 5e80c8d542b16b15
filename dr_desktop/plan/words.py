"""The words shown for every stored choice: one place for window, documents and files."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "SiteKind": {"azure_stack": "Azure Stack", "azure_region": "Azure region", "datacenter": "Datacenter"},
    "Operator": {"customer": "Customer", "csp": "CSP", "microsoft": "Microsoft"},
    "Connection": {"connected": "Connected", "intermittent": "Intermittent", "disconnected": "Disconnected"},
    "LinkKind": {"private": "Private", "internet": "Internet", "vpn": "VPN", "expressroute": "ExpressRoute"},
    "Placement": {
        "existing_external": "Existing, external",
        "dedicated_external": "Dedicated, external",
        "azure": "Azure",
        "service_provider": "Service provider",
        "virtual_appliance_on_the_cloud": "Virtual appliance on the cloud",
        "appliance_in_the_rack": "Appliance in the rack",
    },
    "BackupProduct": {
        "mabs": "Azure Backup Server",
        "partner": "Partner product",
        "mars_agent": "MARS agent",
        "other": "Other",
    },
    "Redundancy": {
        "lrs": "Locally redundant",
        "zrs": "Zone-redundant",
        "grs": "Geo-redundant",
        "ra_grs": "Geo-redundant, readable",
    },
    "Capture": {
        "in_guest": "In the guest",
        "stack_api": "Azure Stack API",
        "hypervisor": "Hypervisor (not supported)",
    },
    "ChainStyle": {
        "forever_forward": "Forever forward",
        "forward_with_fulls": "Forward with fulls",
        "reverse": "Reverse",
        "differential": "Differential",
    },
    "FullKind": {"synthetic": "Synthetic", "active": "Active"},
    "Scheme": {
        "backup_restore": "Backup-restore",
        "replication": "Replication",
        "high_availability": "High availability",
        "fault_tolerance": "Fault tolerance",
        "no_recovery": "No recovery",
    },
    "Environment": {
        "production": "Production",
        "test": "Test",
        "development": "Development",
        "unknown": "Unknown",
    },
    "DataClass": {
        "public": "Public",
        "internal": "Internal",
        "confidential": "Confidential",
        "restricted": "Restricted",
        "unknown": "Unknown",
    },
    "FailoverMechanism": {"native": "Native", "cluster": "Cluster software", "external": "External software"},
    "ReplicationLevel": {"vm": "Machine", "guest": "Guest", "database": "Database"},
    "ReplicationProduct": {
        "site_recovery": "Site Recovery",
        "partner": "Partner product",
        "database_native": "Database's own",
    },
    "ReplicationMode": {"asynchronous": "Asynchronous", "synchronous": "Synchronous"},
    "RestoreScope": {
        "whole_machine": "Whole machine",
        "disks": "Disks",
        "application_data": "Application data",
        "redeploy_and_restore": "Redeploy and restore",
    },
    "OperatingSystem": {"windows": "Windows", "linux": "Linux", "unknown": "Unknown"},
    "Power": {"on": "On", "off": "Off", "unknown": "Unknown"},
    "Availability": {"none": "None", "availability_set": "Availability set", "scale_set": "Scale set"},
    "Standby": {"none": "None", "deallocated": "Deallocated", "running": "Running"},
    "Protected": {"yes": "Yes", "no": "No", "undecided": "Undecided"},
    "StoreKind": {
        "database_service": "Database service",
        "object_store": "Object store",
        "file_share": "File share",
        "other": "Other",
    },
    "DrillKind": {
        "walkthrough": "Walk-through",
        "restore_test": "Restore test",
        "test_failover": "Test failover",
        "full_failover": "Full failover",
        "incident": "Real incident",
    },
    "Outcome": {"succeeded": "Succeeded", "partly": "Partly", "failed": "Failed"},
    "ClockFrom": {"incident": "Incident", "decision": "Decision"},
    "ScenarioKind": {
        "site_loss": "Loss of a site",
        "building_loss": "Loss of a building",
        "link_loss": "Loss of a link",
        "corruption": "Corruption noticed late",
        "target_loss": "Loss of a backup target",
    },
    "StartBarriers": {"starts": "For starting only", "failovers_too": "For failing over too"},
    "StepMoment": {
        "decide": "While deciding",
        "rebuild": "While machines are made anew",
        "restore": "While data comes back",
        "start": "While machines start",
        "validate": "While it is checked",
        "redirect": "While users are led there",
    },
    "PeriodKind": {"freeze": "Freeze", "peak": "Peak", "holiday": "Holiday"},
    "CostPer": {"month": "Month", "machine": "Machine and month", "gib": "GiB and month"},
    "Likelihood": {"low": "Low", "medium": "Medium", "high": "High"},
    "ActionState": {"open": "Open", "done": "Done"},
    "Verdict": {"approve": "Approve", "conditions": "Approve with conditions", "reject": "Reject", "open": "Open"},
    "Status": {"draft": "Draft", "for_decision": "For decision", "approved": "Approved"},
    "WorkingSpaceRule": {
        "buckets": "By size: 105 % of the first 10 TiB and less above",
        "one_full": "125 % of the largest full",
        "none": "None",
    },
    "Weekday": {
        "mon": "Mon",
        "tue": "Tue",
        "wed": "Wed",
        "thu": "Thu",
        "fri": "Fri",
        "sat": "Sat",
        "sun": "Sun",
    },
}

_BY_CODES: Final[dict[tuple[str, ...], dict[str, str]]] = {tuple(words): words for words in WORDS.values()}


def words_of(codes: tuple[str, ...]) -> dict[str, str]:
    """code -> word for a field's choices, in the order of the type."""
    return _BY_CODES.get(codes) or {code: code.replace("_", " ").capitalize() for code in codes}


def word(kind: str, code: str | None) -> str:
    """The word for one stored code, such as word('Scheme', 'replication') -> 'Replication'; '–' for None."""
    return "–" if code is None else WORDS[kind].get(code, code)
