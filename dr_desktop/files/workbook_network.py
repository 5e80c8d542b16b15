"""Network: every link in use with what it must carry and what it allows."""

from __future__ import annotations

from dr_desktop.assessment.explanation import Subject
from dr_desktop.assessment.results import Assessment, LinkResult
from dr_desktop.files.workbook_cells import Value
from dr_desktop.files.workbook_columns import SheetColumn
from dr_desktop.files.workbook_sheet import TableSheet
from dr_desktop.report.blocks import Cell
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.network_rows import NETWORK_COLUMNS, NetworkColumn, links_in_use

_INTRO = (
    "What goes over each link, the way that asks for more, and the recovery point it allows. Replication goes first or "
    "gets the share kept for it, backups take what is left in their windows, first copies and restores the rest."
)


def network_sheet(assessment: Assessment) -> TableSheet:
    """A row per link in use; lengths of time in minutes."""
    columns = (
        SheetColumn("Link", follows=True, bold=True),
        SheetColumn("From", follows=True),
        *[_column(one) for one in NETWORK_COLUMNS],
        SheetColumn("Hardest to keep for", follows=True),
        SheetColumn("Churn measured, %", "number", 0, follows=True, help="Share that comes from churn profiles."),
        SheetColumn("Churn profiles", follows=True),
        SheetColumn("Log too small", follows=True),
        SheetColumn("Id", "id", follows=True, printed=False, width=14),
    )
    rows = [_row(assessment, key, one) for key, one in links_in_use(assessment).items()]
    return TableSheet("Network", _INTRO, columns, rows, "Nothing goes over any link.")


def _row(assessment: Assessment, key: str, result: LinkResult) -> tuple[Value | Cell, ...]:
    plan = assessment.plan
    profiles = [name_of(plan, one) for one in result.flow.profiles]
    return (
        name_of(plan, key),
        name_of(plan, result.from_site),
        *[
            Value(_percent(one, one.of(result)), "follows", why=Subject("link", key, one.key))
            for one in NETWORK_COLUMNS
        ],
        name_of(plan, result.rpo_application) if result.rpo_application else "",
        result.measured_share * 100,
        profiles[0] if len(profiles) == 1 else counted(len(profiles), "profile") if profiles else "",
        "Yes" if result.resynchronises else "No",
        key,
    )


def _column(one: NetworkColumn) -> SheetColumn:
    unit = {"minutes": "min", "share": "%"}.get(one.kind, one.unit)
    return SheetColumn(f"{one.heading}, {unit}", "number", max(1, one.decimals), follows=True, help=one.help)


def _percent(column: NetworkColumn, value: float | None) -> float | None:
    return value * 100 if column.kind == "share" and value is not None else value
