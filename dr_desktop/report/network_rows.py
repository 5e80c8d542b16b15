"""The figures of links as columns: the same in the window, on paper and in the workbook."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from dr_desktop.assessment.link_records import NOTHING
from dr_desktop.assessment.results import Assessment, LinkResult
from dr_desktop.report.blocks import Cell, CellKind

_MINUTES_AN_HOUR: Final = 60.0
_ORDER: Final = ("error", "warning", "note", "recommended")


class NetworkColumn(NamedTuple):
    """A figure of a link: `short` is its heading where room is dear; `kind` and `unit` as in a table of the review.

    `share` is its part of a page's width; 0: only in window and workbook.
    """

    key: str
    short: str
    heading: str
    kind: CellKind
    unit: str
    decimals: int
    share: float
    help: str
    of: Callable[[LinkResult], float | None]


NETWORK_COLUMNS: Final = (
    NetworkColumn("usable_mbit_s", "Usable", "Usable", "number", "Mbit/s", 0, 0.08,
                  "What recovery may use of the line.", lambda one: one.usable_mbit_s),
    NetworkColumn("replication_mbit_s", "Mean", "Replication, mean", "number", "Mbit/s", 1, 0.08,
                  "Mean of what replication sends.", lambda one: one.replication_mbit_s),
    NetworkColumn("p95_mbit_s", "95 %", "Replication, 95th percentile", "number", "Mbit/s", 1, 0.08,
                  "The rate of replication that is not exceeded in 95 % of the time.", lambda one: one.p95_mbit_s),
    NetworkColumn("peak_mbit_s", "Peak", "Replication, peak", "number", "Mbit/s", 1, 0.08,
                  "The highest rate of replication.", lambda one: one.peak_mbit_s),
    NetworkColumn("backup_peak_mbit_s", "Backups", "Backups in their windows", "number", "Mbit/s", 1, 0.08,
                  "What backups need at most to be done in their windows.", lambda one: one.backup_peak_mbit_s),
    NetworkColumn("rpo_minutes", "RPO", "RPO asked", "minutes", "", 0, 0.07,
                  "The recovery point that is hardest to keep over this link.", lambda one: one.rpo_minutes),
    NetworkColumn("achievable_rpo_minutes", "Achievable", "RPO achievable", "minutes", "", 0, 0.1,
                  "Greatest age of the data at the target, by when it was written.",
                  lambda one: one.achievable_rpo_minutes),
    NetworkColumn("within_rpo", "Kept, %", "Within the RPO", "share", "%", 1, 0.07,
                  "Share of the time in which the RPO is kept.", lambda one: one.within_rpo),
    NetworkColumn("smallest_mbit_s", "Smallest", "Smallest line", "number", "Mbit/s", 1, 0.08,
                  "Nominal speed of the smallest line that always keeps the RPO.", lambda one: one.smallest_mbit_s),
    NetworkColumn("smallest_most_mbit_s", "for 90 %", "Smallest line for 90 % of the time", "number", "Mbit/s", 1, 0.08,
                  "Nominal speed of the smallest line that keeps the RPO in 90 % of the time.",
                  lambda one: one.smallest_most_mbit_s),
    NetworkColumn("first_copy_hours", "First copies", "First copies", "minutes", "", 0, 0.1,
                  "How long first copies take beside the churn and the backups.",
                  lambda one: _minutes(one.first_copy_hours)),
    NetworkColumn("backup_mbit_s", "B. mean", "Backups, mean", "number", "Mbit/s", 1, 0.0,
                  "Mean of what backups and second copies send.", lambda one: one.backup_mbit_s),
    NetworkColumn("backup_left_mbit_s", "for backups", "Left for backups", "number", "Mbit/s", 1, 0.0,
                  "What backups find in their windows.", lambda one: one.backup_left_mbit_s),
    NetworkColumn("left_mbit_s", "for restores", "Left for first copies and restores", "number", "Mbit/s", 1, 0.0,
                  "What first copies and restores find on average.", lambda one: one.left_mbit_s),
    NetworkColumn("outage_backlog_gib", "Outage, GiB", "Waiting after an outage", "number", "GiB", 1, 0.0,
                  "What waits after the outage that is planned for.", lambda one: one.outage_backlog_gib),
    NetworkColumn("catch_up_hours", "Caught up", "Caught up in", "minutes", "", 0, 0.0,
                  "How long it then takes until nothing waits.", lambda one: _minutes(one.catch_up_hours)),
    NetworkColumn("log_holds_hours", "Log holds", "Log holds", "minutes", "", 0, 0.0,
                  "How long an outage the replication log bridges.", lambda one: _minutes(one.log_holds_hours)),
)  # fmt: skip


def links_in_use(assessment: Assessment) -> dict[str, LinkResult]:
    """Links over which something goes, in the plan's order."""
    return {key: one for key, one in assessment.links.items() if one.flow != NOTHING}


def telling_link(assessment: Assessment) -> str:
    """The link that says most: the worst finding, then the one that is used most; "" where nothing goes over any."""
    found = links_in_use(assessment)
    return min(found, key=lambda key: (_ORDER.index(link_state(found[key])), -_use(found[key])), default="")


def link_state(result: LinkResult) -> str:
    """The worst open severity of a link; "recommended" where nothing is objected to."""
    worst = [one.severity for one in result.findings if not one.accepted]
    return next((severity for severity in ("error", "warning", "note") if severity in worst), "recommended")


def figure_sign(column: str, result: LinkResult) -> str:
    """The sign of one figure, "" where nothing is wrong with it."""
    usable, rpo = result.usable_mbit_s, result.rpo_minutes
    beyond = usable is not None and result.replication_mbit_s + result.backup_mbit_s > usable
    if column in ("replication_mbit_s", "usable_mbit_s"):
        return "error" if beyond else ""
    if column == "peak_mbit_s":
        return "warning" if usable is not None and result.peak_mbit_s > usable and not beyond else ""
    if column == "backup_peak_mbit_s":
        left = result.backup_left_mbit_s
        return "warning" if left is not None and result.backup_peak_mbit_s > left else ""
    if column in ("achievable_rpo_minutes", "within_rpo") and rpo is not None and result.within_rpo is not None:
        return "warning" if result.within_rpo < 1 else "recommended"
    if column == "log_holds_hours":
        return "warning" if result.resynchronises else ""
    return ""


def cell_of(column: NetworkColumn, result: LinkResult) -> Cell:
    """The figure in the unit of its column."""
    return column.of(result)


def _use(result: LinkResult) -> float:
    needed = result.peak_mbit_s + result.backup_peak_mbit_s
    return needed / result.usable_mbit_s if result.usable_mbit_s else needed


def _minutes(hours: float | None) -> float | None:
    return None if hours is None else hours * _MINUTES_AN_HOUR
