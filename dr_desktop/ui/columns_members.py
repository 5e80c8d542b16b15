"""Columns of machines and data stores: inventory, protection and overrides, then what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dr_desktop.assessment.results import MachineResult
from dr_desktop.plan.machine import Machine
from dr_desktop.ui.columns import Column, Row, follows, one_decimal, whole
from dr_desktop.ui.stated_column import stated

if TYPE_CHECKING:
    from dr_desktop.assessment.azure_choice import AzureChoice

_COVERAGE_WORDS: Final = {
    "protected": "Protected",
    "unprotected": "Unprotected",
    "undecided": "Undecided",
    "member": "Scale-set member",
    "no_recovery": "No recovery",
}
_COVERAGE_SIGN: Final = {"unprotected": "error", "undecided": "warning"}


def machine_columns() -> tuple[Column, ...]:
    """Machines: inventory, protection and overrides, then what follows."""
    field = _of("machines")
    return (
        field("name", "Machine", 150),
        field("application", "Application", 120),
        field("role", "Role", 90),
        field("protected", "Protected", 82),
        field("vcpus", "vCPU", 52),
        field("memory_gib", "Memory, GiB", 92),
        field("disks", "Disks, GiB", 130),
        field("used_gib", "Used, GiB", 80),
        field("change_percent_per_day", "Change, %/day", 104),
        field("os", "System", 76),
        field("power", "Power", 76),
        field("availability", "Availability", 104),
        field("start_group", "Group", 56),
        field("standby", "Stand-by", 84),
        field("scheme", "Scheme", 110, hidden=True),
        field("recovery_sites", "Recovery", 88, hidden=True),
        field("backup_target", "Backup target", 112, hidden=True),
        field("backup_policy", "Policy", 84, hidden=True),
        field("restore_scope", hidden=True),
        field("churn_gib_per_day", "Churn, GiB/day", hidden=True),
        field("peak_churn_mb_s", "Peak churn, MB/s", hidden=True),
        field("instances", hidden=True),
        field("instances_max", hidden=True),
        field("instances_recovered", hidden=True),
        field("start_minutes", hidden=True),
        field("first_copy_on", "First copy", 92, hidden=True),
        field("azure_size", hidden=True),
        field("hybrid_benefit", hidden=True),
        field("subscription", hidden=True),
        field("replication_product", hidden=True),
        field("replication_mode", hidden=True),
        field("replication_minutes", hidden=True),
        field("replication_history_hours", hidden=True),
        field("source_key", hidden=True),
        field("size_basis", hidden=True),
        field("notes", hidden=True),
        field("tags", hidden=True),
        field("source_place", hidden=True),
        field("source_cells", hidden=True),
        _coverage(),
        follows(
            "provisioned_gib",
            "Provisioned, GiB",
            lambda row: _member(row).provisioned_gib,
            whole,
            106,
            sums=True,
            unit="GiB",
            help="Disks that are not excluded.",
        ),
        follows(
            "change_gib",
            "Change, GiB/day",
            lambda row: _member(row).change_gib_per_day,
            one_decimal,
            106,
            sums=True,
            unit="GiB/day",
            help="What a daily backup finds changed.",
        ),
        follows(
            "churn_gib",
            "Churn, GiB/day",
            lambda row: _member(row).churn_gib_per_day,
            one_decimal,
            100,
            sums=True,
            unit="GiB/day",
            help="What replication sends.",
            hidden=True,
        ),
        follows(
            "azure_size_chosen",
            "Azure size chosen",
            _azure_size,
            lambda value, _row: value or "",
            124,
            help="What it runs in at its Azure region: the size it states, else the cheapest that fits vCPU, memory "
            "and disks. State an Azure size to overrule it.",
            numeric=False,
            sign=_azure_sign,
            why=_azure_words,
        ),
    )


def data_store_columns() -> tuple[Column, ...]:
    """Data stores: durable data outside machines."""
    field = _of("data_stores")
    return (
        field("name", "Data store", 140),
        field("application", "Application", 120),
        field("kind", "Kind", 120),
        field("protected", "Protected", 82),
        field("used_gib", "Used, GiB", 80),
        field("change_percent_per_day", "Change, %/day", 104),
        field("scheme", "Scheme", 110),
        field("recovery_sites", "Recovery", 88),
        field("backup_target", "Backup target", 112),
        field("backup_policy", "Policy", 84),
        field("restore_scope", hidden=True),
        field("subscription", hidden=True),
        field("replication_product", hidden=True),
        field("replication_mode", hidden=True),
        field("replication_minutes", hidden=True),
        field("replication_history_hours", hidden=True),
        field("notes", hidden=True),
        field("tags", hidden=True),
        _coverage(),
        follows(
            "change_gib",
            "Change, GiB/day",
            lambda row: _member(row).change_gib_per_day,
            one_decimal,
            106,
            sums=True,
            unit="GiB/day",
            help="What a daily backup finds changed.",
        ),
    )


def _of(table: str) -> Any:
    def field(name: str, heading: str = "", width: int = 0, *, hidden: bool = False) -> Column:
        return stated(table, name, heading, width, hidden=hidden)

    return field


def _choice(row: Row) -> AzureChoice | None:
    if row.assessment is None or not isinstance(row.entity, Machine):
        return None
    # The whole assessment comes with it: not before a table shows machines.
    from dr_desktop.assessment.azure_choice import azure_choice

    return azure_choice(row.assessment, row.entity)


def _azure_size(row: Row) -> str | None:
    found = _choice(row)
    return None if found is None else found.size_words


def _azure_sign(row: Row) -> str:
    found = _choice(row)
    return "warning" if found is not None and found.size is None else ""


def _azure_words(row: Row) -> str:
    found = _choice(row)
    return "" if found is None else f"{found.words}, in {found.region or 'no stated region'}"


def _member(row: Row) -> MachineResult:
    result: MachineResult = row.result
    return result


def _coverage() -> Column:
    return follows(
        "coverage",
        "Coverage",
        lambda row: _member(row).coverage,
        lambda value, _row: _COVERAGE_WORDS.get(value, "–"),
        116,
        help="Whether anything brings it back; undecided counts as unprotected.",
        numeric=False,
        sign=lambda row: _COVERAGE_SIGN.get(_member(row).coverage, ""),
    )
