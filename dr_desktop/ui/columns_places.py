"""Columns of tiers, sites, links, backup targets, policies and copies."""

from __future__ import annotations

from datetime import date

from dr_desktop.assessment.results import LinkResult, StoreResult
from dr_desktop.ui.columns import Column, Row, follows, minutes, month, one_decimal, tib, whole
from dr_desktop.ui.stated_column import stated


def tier_columns() -> tuple[Column, ...]:
    """Tiers: the recovery service levels that applications inherit."""
    return _stated(
        "tiers",
        ("name", "Tier", 110),
        ("rank", "Rank", 52),
        ("rto_minutes", "RTO", 70),
        ("rpo_minutes", "RPO", 70),
        ("mtd_minutes", "MTD", 70),
        ("scheme", "Scheme", 130),
        ("recovery_sites", "Recovery", 130),
        ("backup_target", "Backup target", 130),
        ("backup_policy", "Policy", 110),
        ("drills_per_year", "Drills a year", 90),
        ("notes", "Notes", 200),
    )


def site_columns() -> tuple[Column, ...]:
    """Sites: who runs them, where they stand, what a stamp holds."""
    return (
        *_stated(
            "sites",
            ("name", "Site", 120),
            ("kind", "Kind", 96),
            ("operator", "Operator", 84),
            ("datacenter", "Building", 110),
            ("country", "Country", 62),
            ("azure_region", "Azure region", 100),
            ("connection", "Connection", 96),
            ("nodes", "Nodes", 56),
            ("node_memory_gib", "Memory a node, GiB", 126),
            ("node_cores", "Cores a node", 90),
            ("storage_usable_gib", "Storage, GiB", 90),
        ),
        *_hidden(
            "sites",
            "datacenter_owner",
            "latitude",
            "longitude",
            "operational_from",
            "operator_contact",
            "infrastructure_plan_owner",
            "infrastructure_plan_on",
            "drives_per_node",
            "drive_gib",
            "used_memory_gib",
            "used_vcpus",
            "used_machines",
            "used_storage_gib",
            "largest_vm_memory_gib",
            "parallel_starts",
            "notes",
            "tags",
        ),
        *_store_columns(),
    )


def link_columns() -> tuple[Column, ...]:
    """Links: what a line carries, and what recovery asks of it."""
    return (
        *_stated(
            "links",
            ("name", "Link", 120),
            ("from_site", "From", 100),
            ("to_site", "To", 100),
            ("kind", "Kind", 100),
            ("mbit_s", "Mbit/s", 72),
            ("usable_percent", "Usable, %", 74),
            ("latency_ms", "Latency, ms", 84),
        ),
        *_hidden("links", "replication_percent", "replication_log_gib", "outage_hours", "notes", "tags"),
        follows(
            "usable_mbit_s",
            "Usable, Mbit/s",
            lambda row: _link(row).usable_mbit_s,
            whole,
            98,
            help="What recovery may use of the line.",
        ),
        follows(
            "replication_mbit_s",
            "Replication, Mbit/s",
            lambda row: _link(row).replication_mbit_s,
            one_decimal,
            126,
            help="Average of what replication sends.",
            sign=_link_sign,
        ),
        follows(
            "peak_mbit_s",
            "Busiest hour, Mbit/s",
            lambda row: _link(row).peak_mbit_s,
            one_decimal,
            134,
            help="What replication sends in its busiest hour.",
        ),
        follows(
            "backup_mbit_s",
            "Backup, Mbit/s",
            lambda row: _link(row).backup_mbit_s,
            one_decimal,
            104,
            help="Average of what backups and copies send.",
        ),
        follows(
            "achievable_rpo_minutes",
            "RPO achievable",
            lambda row: _link(row).achievable_rpo_minutes,
            minutes,
            104,
            help="Greatest age of the data at the target that replication over this link allows.",
            sign=_point_sign,
        ),
        follows(
            "smallest_mbit_s",
            "Smallest, Mbit/s",
            lambda row: _link(row).smallest_mbit_s,
            one_decimal,
            110,
            help="Nominal speed of the smallest line that always keeps the recovery points asked for.",
        ),
    )


def target_columns() -> tuple[Column, ...]:
    """Backup targets: how they stand to the stamp, and when they are full."""
    return (
        *_stated(
            "backup_targets",
            ("name", "Backup target", 130),
            ("site", "Site", 100),
            ("placement", "Placement", 150),
            ("product", "Product", 120),
            ("product_name", "Named", 90),
            ("capacity_gib", "Capacity, GiB", 94),
            ("write_mb_s", "Write, MB/s", 82),
            ("restore_mb_s", "Restore, MB/s", 94),
            ("restore_streams", "Streams", 64),
            ("redundancy", "Redundancy", 130),
            ("size_after_reduction_percent", "Left after reduction, %", 140),
            ("immutable_days", "Immutable, days", 116),
        ),
        *_hidden("backup_targets", "passphrase_kept", "notes", "tags"),
        *_store_columns(),
    )


def policy_columns() -> tuple[Column, ...]:
    """Backup policies: when backups run and what is kept."""
    return (
        *_stated(
            "backup_policies",
            ("name", "Policy", 120),
            ("capture", "Capture", 110),
            ("every_hours", "Every, h", 66),
            ("every_months", "Every, months", 96),
            ("run_days", "Run days", 100),
            ("window_start", "From, h", 62),
            ("window_hours", "Window, h", 76),
            ("style", "Style", 126),
            ("full_days", "Full days", 90),
            ("full_kind", "Full kind", 84),
            ("keep_points", "Points", 56),
            ("keep_days", "Days", 50),
            ("keep_weekly", "Weekly", 58),
            ("keep_monthly", "Monthly", 64),
            ("keep_quarterly", "Quarterly", 74),
            ("keep_yearly", "Yearly", 54),
            ("block_clone", "Block clone", 84),
            ("size_after_reduction_percent", "Left after reduction, %", 140),
        ),
        *_hidden("backup_policies", "full_week_of_month", "full_weekday", "full_months", "notes", "tags"),
    )


def copy_columns() -> tuple[Column, ...]:
    """Backup copies: what is kept a second time, and where."""
    return _stated(
        "backup_copies",
        ("name", "Backup copy", 130),
        ("from_target", "From", 120),
        ("to_target", "To", 120),
        ("applications", "Applications", 180),
        ("every_hours", "Every, h", 70),
        ("hold_hours", "Hold, h", 66),
        ("policy", "Policy", 110),
        ("notes", "Notes", 180),
    )


def _stated(table: str, *columns: tuple[str, str, int]) -> tuple[Column, ...]:
    return tuple(stated(table, field, heading, width) for field, heading, width in columns)


def _hidden(table: str, *fields: str) -> tuple[Column, ...]:
    return tuple(stated(table, field, hidden=True) for field in fields)


def _store_columns() -> tuple[Column, ...]:
    return (
        follows(
            "worst_tib",
            "Worst day, TiB",
            lambda row: _worst(row),
            tib,
            96,
            sums=True,
            unit="TiB",
            help="What lies there on the fullest day of the horizon.",
            sign=_store_sign,
        ),
        follows(
            "ceiling_tib",
            "Ceiling, TiB",
            lambda row: _store(row).ceiling_gib,
            tib,
            82,
            unit="TiB",
            help="Above it the store counts as full.",
        ),
        follows(
            "run_out",
            "Full in",
            lambda row: _store(row).run_out,
            month,
            76,
            numeric=False,
            help="First month above the ceiling; blank while it holds.",
        ),
        follows(
            "order_by",
            "Order by",
            lambda row: _store(row).order_by,
            month,
            76,
            numeric=False,
            help="The month it is full in, less the lead time.",
        ),
        follows(
            "room_machines",
            "More machines",
            lambda row: _store(row).room_machines,
            whole,
            96,
            help="How many more machines like the average one fit below the ceiling, over the whole horizon.",
        ),
        follows(
            "store_applications",
            "Applications",
            lambda row: _store(row).applications,
            whole,
            84,
            sums=True,
            help="Applications that keep data there.",
        ),
        follows(
            "store_machines",
            "Machines",
            lambda row: _store(row).machines,
            whole,
            68,
            sums=True,
            help="Machines that keep data there.",
        ),
    )


def _store(row: Row) -> StoreResult:
    result: StoreResult = row.result
    return result


def _worst(row: Row) -> float | None:
    worst = _store(row).worst
    return worst.total if worst else None


def _store_sign(row: Row) -> str:
    run_out: date | None = _store(row).run_out
    if run_out is None:
        return ""
    first = _store(row).months[0].month if _store(row).months else run_out
    return "error" if run_out <= first else "warning"


def _link(row: Row) -> LinkResult:
    result: LinkResult = row.result
    return result


def _point_sign(row: Row) -> str:
    within = _link(row).within_rpo
    return "warning" if within is not None and within < 1 else ""


def _link_sign(row: Row) -> str:
    usable = _link(row).usable_mbit_s
    if usable is None:
        return ""
    if _link(row).replication_mbit_s > usable:
        return "error"
    return "warning" if _link(row).peak_mbit_s > usable else ""
