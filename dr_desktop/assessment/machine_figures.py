"""Figures of one machine or data store: what is stated, and what an assumption stands in for."""

from __future__ import annotations

from dr_desktop.assessment.results import Coverage, MachineResult
from dr_desktop.plan.assumptions import Assumed
from dr_desktop.plan.churn_profile import Measured
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.inherit import Protection, member_protection
from dr_desktop.plan.machine import Machine


def machine_result(
    machine: Machine, application: Protection, assumed: Assumed, measured: Measured | None = None
) -> MachineResult:
    """GiB, GiB a day and MB/s of a machine as one member; a scale set's disks are those of one member.

    Used data that is not known = provisioned × the assumed share. Change = used × change a day. Churn is what was
    `measured`, else what is stated; where neither is known, change × rewrites, since a block that is written twice is
    sent twice.
    """
    protection = member_protection(application, machine)
    assumed_fields: tuple[str, ...] = ()
    provisioned: float | None = None
    if machine.disks:
        provisioned = 0.0
        for disk in machine.disks:
            if not disk.excluded:
                provisioned += disk.size_gib
    used = machine.used_gib
    if used is None and provisioned is not None:
        used = provisioned * assumed.used_percent_of_provisioned / 100
        assumed_fields = ("used_gib",)
    change, assumed_fields = _change(machine, used, assumed, assumed_fields)
    churn, peak = machine.churn_gib_per_day, machine.peak_churn_mb_s
    if measured is not None:
        churn, peak = measured.gib_per_day, measured.peak_mb_s
    elif churn is None and change is not None:
        churn = change * assumed.rewrite_factor
    return MachineResult(
        used,
        provisioned,
        change,
        churn,
        peak,
        machine.vcpus or 0,
        machine.memory_gib or 0.0,
        (machine.instances or 1) if machine.availability == "scale_set" else 1,
        _coverage(machine, protection),
        assumed_fields,
        protection,
        (),
        machine.first_copy_on is None,
    )


def data_store_result(store: DataStore, application: Protection, assumed: Assumed) -> MachineResult:
    """The same figures for durable data outside machines; it has no processors, memory or disks."""
    protection = member_protection(application, store)
    change, assumed_fields = _change(store, store.used_gib, assumed, ())
    return MachineResult(
        store.used_gib,
        None,
        change,
        None if change is None else change * assumed.rewrite_factor,
        None,
        0,
        0.0,
        1,
        _coverage(store, protection),
        assumed_fields,
        protection,
        (),
    )


def _change(
    member: Machine | DataStore, used: float | None, assumed: Assumed, fields: tuple[str, ...]
) -> tuple[float | None, tuple[str, ...]]:
    if used is None:
        return None, fields
    percent = member.change_percent_per_day
    if percent is None:
        return used * assumed.change_percent_per_day / 100, (*fields, "change_percent_per_day")
    return used * percent / 100, fields


def _coverage(member: Machine | DataStore, protection: Protection) -> Coverage:
    if isinstance(member, Machine) and member.availability == "scale_set":
        return "member"
    if protection.scheme == "no_recovery":
        return "no_recovery"
    if member.protected == "undecided":
        return "undecided"
    if member.protected == "no" or (protection.scheme is None and protection.backup_target is None):
        return "unprotected"
    return "protected"
