"""Rules about one machine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dr_desktop.assessment.guidance import SECTIONS
from dr_desktop.assessment.link_load import MBIT_PER_GIB
from dr_desktop.assessment.results import Coverage, Finding, MachineResult
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.rules_references import machine_reference
from dr_desktop.assessment.rules_replication_servers import premium_disk
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.shown import show_quantity
from dr_desktop.plan.site import Site

MachineRule = Callable[[Machine, MachineResult, Surroundings], Finding | None]

_GIB_PER_TB: Final = 1e12 / 2**30
_GIB_PER_DAY_OF_MB_S: Final = 86_400 * 8 / MBIT_PER_GIB

UNPROTECTED: Final = Rule("unprotected", "note", "A machine is left unprotected by decision.", SECTIONS["no_recovery"])
SCALE_SET_BACKED_UP: Final = Rule(
    "scale-set-backed-up",
    "note",
    "A scale set is marked for backup, though its members come and go.",
    "Guidance, planning your backup strategy (2018-05-14)",
)
INSTANCES_NOT_STATED: Final = Rule(
    "instances-not-stated",
    "note",
    "A scale set does not say how many members it has; it counts as one.",
    "Guidance, planning your backup strategy (2018-05-14)",
)
USED_ABOVE_PROVISIONED: Final = Rule(
    "used-above-provisioned",
    "warning",
    "A machine uses more than its disks hold.",
    "DR Desktop: one of the two figures is wrong",
)
DISK_ABOVE_SITE_RECOVERY: Final = Rule(
    "disk-above-site-recovery",
    "error",
    "A disk is larger than Site Recovery replicates between two stamps.",
    "Site Recovery on Azure Stack Hub, known issues (2024-06-03)",
)
DISK_ABOVE_PLATFORM: Final = Rule(
    "disk-above-platform",
    "warning",
    "A disk is larger than the largest that an Azure Stack offers.",
    "Azure Stack Hub, managed disks (2025-01-24)",
)
EXCLUDED_DISK_REPLICATES: Final = Rule(
    "excluded-disk-replicates",
    "warning",
    "A disk is excluded, though Site Recovery between stamps replicates all disks.",
    "Site Recovery on Azure Stack Hub, protect virtual machines (2024-04-15)",
)
CHURN_ABOVE_MACHINE: Final = Rule(
    "churn-above-machine",
    "error",
    "A machine's peak churn is more than Site Recovery to Azure follows.",
    "Site Recovery Deployment Planner, limits (undated copy)",
)
CHURN_ABOVE_DISK: Final = Rule(
    "churn-above-disk",
    "error",
    "Churn per disk is more than Site Recovery to Azure follows on any disk.",
    "Site Recovery Deployment Planner, limits (undated copy)",
)
CHURN_ABOVE_SERVER: Final = Rule(
    "churn-above-server",
    "error",
    "A machine sends more a day than one process server of Site Recovery takes.",
    "Site Recovery, plan capacity (2017-02-05)",
)

MACHINE_RULES: Final = (
    UNPROTECTED,
    SCALE_SET_BACKED_UP,
    INSTANCES_NOT_STATED,
    USED_ABOVE_PROVISIONED,
    DISK_ABOVE_SITE_RECOVERY,
    DISK_ABOVE_PLATFORM,
    EXCLUDED_DISK_REPLICATES,
    CHURN_ABOVE_MACHINE,
    CHURN_ABOVE_DISK,
    CHURN_ABOVE_SERVER,
)


def machine_findings(machine: Machine, result: MachineResult, around: Surroundings) -> tuple[Finding, ...]:
    """What is objected to at one machine; at most one finding a rule.

    Follows from the machine, its protection and the shared tables alone, so that it holds when its application changes
    something else.
    """
    rules, protection = _RULES[result.coverage], result.protection
    if (
        result.coverage == "protected"
        and protection.scheme == "replication"
        and protection.replication_product == "site_recovery"
    ):
        kinds = [site.kind for site in _recovery(result, around)]
        rules += _TO_A_STAMP if "azure_stack" in kinds else ()
        rules += _TO_AZURE if "azure_region" in kinds else ()
    found: tuple[Finding, ...] = ()
    for rule in rules:  # a comprehension would take a machine with nothing to say half as long again
        finding = rule(machine, result, around)
        if finding is not None:
            found += (finding,)
    return found


def _unprotected(machine: Machine, result: MachineResult, around: Surroundings) -> Finding | None:
    if machine.protected != "no":
        return None
    lost = f"its {show_quantity(result.used_gib, 'GiB')} are" if result.used_gib else "it is"
    return UNPROTECTED.found(
        "machines",
        machine.id,
        "protected",
        f"{_named(machine)} is not protected: {lost} lost with the cloud.",
        "Accept it with a reason and a name, or set Protected to yes.",
    )


def _scale_set_backed_up(machine: Machine, result: MachineResult, around: Surroundings) -> Finding | None:
    if machine.protected != "yes" or result.protection.backup_target is None:
        return None
    return SCALE_SET_BACKED_UP.found(
        "machines",
        machine.id,
        "protected",
        f"{_named(machine)} is a scale set marked for backup: its members come and go, so they are left out.",
        "Set Protected to no; state the data that must survive as a data store or a machine of its own.",
    )


def _instances_not_stated(machine: Machine, result: MachineResult, around: Surroundings) -> Finding | None:
    if machine.instances is not None:
        return None
    return INSTANCES_NOT_STATED.found(
        "machines",
        machine.id,
        "instances",
        f"{_named(machine)} is a scale set of an unknown number of members; it counts as one.",
        "Type how many members it has today.",
    )


def _used_above_provisioned(machine: Machine, result: MachineResult, around: Surroundings) -> Finding | None:
    used = machine.used_gib
    if used is None or result.provisioned_gib is None or used <= result.provisioned_gib:
        return None
    disks = sum([disk.size_gib for disk in machine.disks])
    if used <= disks:
        return None
    return USED_ABOVE_PROVISIONED.found(
        "machines",
        machine.id,
        "used_gib",
        f"{_named(machine)} uses {show_quantity(used, 'GiB')} on disks of {show_quantity(disks, 'GiB')}.",
        "Correct the data in use or the disks.",
    )


def _disk_above_platform(machine: Machine, result: MachineResult, around: Surroundings) -> Finding | None:
    # The sum of the disks says for nearly every machine that none of them is too large.
    if result.provisioned_gib is None or result.provisioned_gib <= 1022:
        return None
    most = around.catalog.limits.value("stamp.disk_gib_max")
    largest = max([disk.size_gib for disk in machine.disks if not disk.excluded])
    if largest <= most:
        return None
    stamp = next((site for site in _recovery(result, around) if site.kind == "azure_stack"), None)
    by_site_recovery = result.protection.replication_product == "site_recovery" and _to_a_stamp(result, around)
    if stamp is None or by_site_recovery:  # whose own limit is lower and is found for itself
        return None
    return DISK_ABOVE_PLATFORM.found(
        "machines",
        machine.id,
        "disks",
        f"{_named(machine)} has a disk of {show_quantity(largest, 'GiB')}; {named(stamp)} offers "
        f"{show_quantity(most, 'GiB')} at most.",
        "Split the disk, or correct its size.",
    )


def _disk_above_site_recovery(machine: Machine, result: MachineResult, around: Surroundings) -> Finding | None:
    if not machine.disks:
        return None
    most = around.catalog.limits.value("site_recovery.between_stamps.disk_gib_max")
    largest = max([disk.size_gib for disk in machine.disks])
    if largest <= most:
        return None
    return DISK_ABOVE_SITE_RECOVERY.found(
        "machines",
        machine.id,
        "disks",
        f"{_named(machine)} has a disk of {show_quantity(largest, 'GiB')}; Site Recovery between stamps replicates "
        f"{show_quantity(most, 'GiB')} at most, and a larger one turns critical only after it was enabled.",
        "Split the disk, or replicate in the guest or by a partner product.",
    )


def _excluded_disk_replicates(machine: Machine, result: MachineResult, around: Surroundings) -> Finding | None:
    excluded = [disk.size_gib for disk in machine.disks if disk.excluded]
    if not excluded:
        return None
    return EXCLUDED_DISK_REPLICATES.found(
        "machines",
        machine.id,
        "disks",
        f"{_named(machine)} excludes {show_quantity(sum(excluded), 'GiB')}; Site Recovery between stamps replicates "
        "every disk.",
        "Take the exclusion away, so that the replica is sized with it.",
    )


def _churn_above_machine(machine: Machine, result: MachineResult, around: Surroundings) -> Finding | None:
    peak = result.peak_churn_mb_s
    if peak is None:
        return None
    most = around.catalog.limits.value("site_recovery.to_azure.peak_churn_mb_s_per_machine")
    if peak <= most:
        return None
    return CHURN_ABOVE_MACHINE.found(
        "machines",
        machine.id,
        "peak_churn_mb_s",
        f"{_named(machine)} writes {show_quantity(peak, 'MB/s')} at its peak; Site Recovery to Azure follows "
        f"{show_quantity(most, 'MB/s')} for one machine.",
        "Replicate inside the guest or the database, or spread the load.",
    )


def _churn_above_disk(machine: Machine, result: MachineResult, around: Surroundings) -> Finding | None:
    disks = sum([1 for disk in machine.disks if not disk.excluded])
    if result.churn_gib_per_day is None or not disks:
        return None
    each = result.churn_gib_per_day / _GIB_PER_DAY_OF_MB_S / disks
    most = max([row.mb_s for row in around.catalog.limits.churn_per_disk])
    if each <= most:
        return None
    return CHURN_ABOVE_DISK.found(
        "machines",
        machine.id,
        "churn_gib_per_day",
        f"{_named(machine)} sends {show_quantity(each, 'MB/s')} for each of its {disks} disks, all day long; Site "
        f"Recovery follows {show_quantity(most, 'MB/s')} on its fastest disk.",
        "Spread the data over more disks, or replicate inside the database.",
    )


def _churn_above_server(machine: Machine, result: MachineResult, around: Surroundings) -> Finding | None:
    churn = result.churn_gib_per_day
    if churn is None:
        return None
    most = around.catalog.limits.value("site_recovery.to_azure.churn_tb_per_day_per_process_server") * _GIB_PER_TB
    if churn <= most:
        return None
    return CHURN_ABOVE_SERVER.found(
        "machines",
        machine.id,
        "churn_gib_per_day",
        f"{_named(machine)} sends {show_quantity(churn, 'GiB')} a day; one process server takes "
        f"{show_quantity(most, 'GiB')}, and a machine uses only one.",
        "Replicate inside the guest or the database.",
    )


def _named(machine: Machine) -> str:
    return named(machine)


def _recovery(result: MachineResult, around: Surroundings) -> list[Site]:
    return [around.sites[key] for key in result.protection.recovery_sites if key in around.sites]


def _to_a_stamp(result: MachineResult, around: Surroundings) -> bool:
    if result.protection.scheme != "replication":
        return False
    return any(one.kind == "azure_stack" for one in _recovery(result, around))


_PROTECTED: Final[tuple[MachineRule, ...]] = (machine_reference, _used_above_provisioned, _disk_above_platform)
#: what Site Recovery adds, by where it replicates to
_TO_A_STAMP: Final[tuple[MachineRule, ...]] = (_disk_above_site_recovery, _excluded_disk_replicates)
_TO_AZURE: Final[tuple[MachineRule, ...]] = (
    _churn_above_machine,
    _churn_above_disk,
    _churn_above_server,
    premium_disk,
)
_RULES: Final[dict[Coverage, tuple[MachineRule, ...]]] = {
    "protected": _PROTECTED,
    # A fault in the figures is one whatever is decided, also while nothing is.
    "undecided": (machine_reference, _used_above_provisioned),
    "unprotected": (machine_reference, _unprotected, _used_above_provisioned),
    "member": (machine_reference, _scale_set_backed_up, _instances_not_stated, _used_above_provisioned),
    "no_recovery": (_used_above_provisioned,),
}
