"""Sheets of sites, links and backup: what is stated of each place, and what follows there."""

from __future__ import annotations

from typing import Any, Final

from dr_desktop.assessment.results import Assessment, LinkResult, StoreResult
from dr_desktop.files.workbook_applications import LEGEND
from dr_desktop.files.workbook_sheet import TableSheet
from dr_desktop.files.workbook_stated import Follows, follows, stated_sheet

_SITE: Final = ("name", "kind", "operator", "datacenter", "country", "azure_region", "connection", "nodes",
                "node_memory_gib", "node_cores", "drives_per_node", "drive_gib", "storage_usable_gib",
                "used_storage_gib", "used_memory_gib", "used_vcpus", "used_machines",
                "largest_vm_memory_gib")  # fmt: skip
_LINK: Final = ("name", "from_site", "to_site", "kind", "mbit_s", "usable_percent", "replication_percent",
                "latency_ms")  # fmt: skip
_TARGET: Final = ("name", "site", "placement", "product", "capacity_gib", "write_mb_s", "restore_mb_s",
                  "restore_streams", "redundancy", "immutable_days", "passphrase_kept")  # fmt: skip
_POLICY: Final = ("name", "capture", "every_hours", "every_months", "run_days", "window_start", "window_hours", "style",
                  "full_kind", "keep_points", "keep_days", "keep_weekly", "keep_monthly", "keep_quarterly",
                  "keep_yearly", "block_clone", "size_after_reduction_percent")  # fmt: skip
_COPY: Final = ("name", "from_target", "to_target", "applications", "every_hours", "hold_hours", "policy")


def sites_sheet(assessment: Assessment) -> TableSheet:
    """Sites, with what lies on each stamp."""
    columns, rows = stated_sheet(assessment, "sites", _SITE, _stores(assessment.stamps))
    return TableSheet("Sites", f"Where applications run, recover, or have their backups. {LEGEND}", columns, rows)


def links_sheet(assessment: Assessment) -> TableSheet:
    """Links, with the load that replication and backups put on them."""

    def result(one: Any) -> LinkResult:
        return assessment.links[one.id]

    derived = (
        follows("Replication, Mbit/s", lambda one: result(one).replication_mbit_s, "number", 1),
        follows("Backup, Mbit/s", lambda one: result(one).backup_mbit_s, "number", 1),
        follows("Busiest hour, Mbit/s", lambda one: result(one).peak_mbit_s, "number", 1,
                help_words="Replication in its busiest hour."),
        follows("Usable, Mbit/s", lambda one: result(one).usable_mbit_s, "number", 1),
        follows("Open findings", lambda one: len([f for f in result(one).findings if not f.accepted]), "number"),
    )  # fmt: skip
    columns, rows = stated_sheet(assessment, "links", _LINK, derived)
    return TableSheet("Links", f"The network between sites, one way. {LEGEND}", columns, rows)


def backup_sheets(assessment: Assessment) -> tuple[TableSheet, ...]:
    """Backup targets, policies and second copies."""
    targets = stated_sheet(assessment, "backup_targets", _TARGET, _stores(assessment.targets))
    policies = stated_sheet(assessment, "backup_policies", _POLICY)
    copies = stated_sheet(assessment, "backup_copies", _COPY)
    return (
        TableSheet("Backup targets", f"Where backups lie. {LEGEND}", *targets),
        TableSheet("Backup policies", f"How often backups are taken, and what is kept. {LEGEND}", *policies),
        TableSheet("Backup copies", "Second copies of what lies at one target, kept at another.", *copies),
    )


def _stores(results: dict[str, StoreResult]) -> tuple[Follows, ...]:
    def of(get: Any) -> Any:
        return lambda one: get(results[one.id]) if one.id in results else None

    return (
        follows("Applications", of(lambda one: one.applications), "number"),
        follows("Machines", of(lambda one: one.machines), "number"),
        follows("Source data, GiB", of(lambda one: one.source_gib), "number", 1, summed=True),
        follows("Needed on the worst day, GiB", of(lambda one: one.worst.total if one.worst else None), "number", 1,
                summed=True),
        follows("Worst day", of(lambda one: one.worst.worst_day if one.worst else None), "date"),
        follows("Ceiling, GiB", of(lambda one: one.ceiling_gib), "number", 1),
        follows("Passes its ceiling in", of(lambda one: one.run_out), "month"),
        follows("Order by", of(lambda one: one.order_by), "month"),
        follows("More average machines that fit", of(lambda one: one.room_machines), "number"),
        follows("Open findings", of(lambda one: len([f for f in one.findings if not f.accepted])), "number"),
    )  # fmt: skip
