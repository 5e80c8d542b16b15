"""The closed sets of stored codes. Their words are in `words`."""

from __future__ import annotations

from typing import Literal

SiteKind = Literal["azure_stack", "azure_region", "datacenter"]
Operator = Literal["customer", "csp", "microsoft"]
Connection = Literal["connected", "intermittent", "disconnected"]
LinkKind = Literal["private", "internet", "vpn", "expressroute"]
Placement = Literal[
    "existing_external",
    "dedicated_external",
    "azure",
    "service_provider",
    "virtual_appliance_on_the_cloud",
    "appliance_in_the_rack",
]
BackupProduct = Literal["mabs", "partner", "mars_agent", "other"]
Redundancy = Literal["lrs", "zrs", "grs", "ra_grs"]
Capture = Literal["in_guest", "stack_api", "hypervisor"]
ChainStyle = Literal["forever_forward", "forward_with_fulls", "reverse", "differential"]
FullKind = Literal["synthetic", "active"]
Scheme = Literal["backup_restore", "replication", "high_availability", "fault_tolerance", "no_recovery"]
Environment = Literal["production", "test", "development", "unknown"]
DataClass = Literal["public", "internal", "confidential", "restricted", "unknown"]
FailoverMechanism = Literal["native", "cluster", "external"]
ReplicationLevel = Literal["vm", "guest", "database"]
ReplicationProduct = Literal["site_recovery", "partner", "database_native"]
ReplicationMode = Literal["asynchronous", "synchronous"]
RestoreScope = Literal["whole_machine", "disks", "application_data", "redeploy_and_restore"]
OperatingSystem = Literal["windows", "linux", "unknown"]
Power = Literal["on", "off", "unknown"]
Availability = Literal["none", "availability_set", "scale_set"]
Standby = Literal["none", "deallocated", "running"]
Protected = Literal["yes", "no", "undecided"]
StoreKind = Literal["database_service", "object_store", "file_share", "other"]
DrillKind = Literal["walkthrough", "restore_test", "test_failover", "full_failover", "incident"]
Outcome = Literal["succeeded", "partly", "failed"]
ClockFrom = Literal["incident", "decision"]
StartBarriers = Literal["starts", "failovers_too"]
StepMoment = Literal["decide", "rebuild", "restore", "start", "validate", "redirect"]
ScenarioKind = Literal["site_loss", "building_loss", "link_loss", "corruption", "target_loss"]
PeriodKind = Literal["freeze", "peak", "holiday"]
CostPer = Literal["month", "machine", "gib"]
Likelihood = Literal["low", "medium", "high"]
ActionState = Literal["open", "done"]
SignVerdict = Literal["approve", "conditions", "reject", "open"]
Status = Literal["draft", "for_decision", "approved"]
WorkingSpaceRule = Literal["buckets", "one_full", "none"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
