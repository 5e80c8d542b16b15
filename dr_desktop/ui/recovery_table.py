"""A simulated recovery as rows of figures: every number of every application, and what it does at the moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from dr_desktop.assessment.recovery_records import ApplicationRecovery
from dr_desktop.plan.shown import UNKNOWN, show_minutes, show_money, show_number
from dr_desktop.report.names import name_of, names_of
from dr_desktop.report.recovery_view import RecoveryRow, RecoveryView
from dr_desktop.report.recovery_words import (
    MET_SIGNS,
    OUTCOME_SIGNS,
    OUTCOME_WORDS,
    held_minutes,
    loss_words,
    recovered_words,
    rto_margin_minutes,
    state_at,
)
from dr_desktop.ui.figure_model import Figure, FigureColumn, FigureRow
from dr_desktop.ui.number_marks import NumberMarks

CORNER: Final = "Application"


class _Column(NamedTuple):
    key: str
    heading: str
    width: int
    figure: Callable[[RecoveryView, RecoveryRow], Figure]


def recovery_columns(view: RecoveryView) -> tuple[FigureColumn, ...]:
    """The columns; the last but the money says what goes on at the moment looked at."""
    at = f"At {show_minutes(view.at_minutes or 0.0, in_table=True)}"
    return tuple([FigureColumn(one.key, at if one.key == "now" else one.heading) for one in _columns(view)])


def column_widths(view: RecoveryView) -> tuple[int, ...]:
    """Width of each column, px."""
    return tuple([one.width for one in _columns(view)])


def recovery_rows(view: RecoveryView, marks: NumberMarks) -> tuple[FigureRow, ...]:
    """A row per application in the order of the view."""
    columns = _columns(view, marks)
    return tuple(
        [
            FigureRow(
                row.application,
                row.name,
                tuple([one.figure(view, row) for one in columns]),
                bold=row.application == view.chosen,
                tip=row.recovery.reason or row.recovery.words,
            )
            for row in view.rows
        ]
    )


def _columns(view: RecoveryView, marks: NumberMarks | None = None) -> tuple[_Column, ...]:
    number = marks or NumberMarks()
    currency = view.plan.header.currency

    def money(amount: float | None) -> Figure:
        return Figure(show_money(amount, currency, 0, *number), amount)

    return (
        _Column("tier", "Tier", 44, lambda _, row: Figure(show_number(row.rank), row.rank)),
        _Column("outcome", "Outcome", 90, lambda _, row: _outcome(row.recovery)),
        _Column("recovery_minutes", "Recovered", 84, lambda _, row: _recovered(row.recovery)),
        _Column("rto_minutes", "RTO", 64, lambda _, row: _minutes(row.recovery.objectives.rto_minutes)),
        _Column("margin", "Margin", 84, lambda _, row: _margin(row.recovery)),
        _Column("mtd_minutes", "MTD", 64, lambda _, row: _mtd(row.recovery)),
        _Column("data_loss_minutes", "Data loss", 84, lambda _, row: _loss(row.recovery)),
        _Column("rpo_minutes", "RPO", 64, lambda _, row: _minutes(row.recovery.objectives.rpo_minutes)),
        _Column("now", "Now", 92, lambda seen, row: Figure(state_at(row.recovery, seen.at_minutes or 0.0))),
        _Column("site", "Comes back at", 120, lambda seen, row: Figure(name_of(seen.plan, row.recovery.site))),
        _Column("copy", "Restored from", 140, lambda seen, row: Figure(name_of(seen.plan, row.recovery.copy))),
        _Column("waits_for", "Waits for", 150, lambda seen, row: Figure(names_of(seen.plan, row.recovery.waits_for))),
        _Column("held_up_by", "Held up by", 210, lambda _, row: _held(row.recovery)),
        _Column("held_minutes", "For", 70, lambda _, row: _minutes(held_minutes(row.recovery))),
        _Column("alone_minutes", "Alone", 70, lambda _, row: _minutes(row.recovery.alone_minutes or None)),
        _Column("slack_minutes", "Slack", 70, lambda _, row: _slack(row.recovery)),
        _Column("moved_gib", "Moved, GiB", 84, lambda _, row: _amount(row.recovery.moved_gib, number)),
        _Column("downtime_cost", "Downtime cost", 110, lambda _, row: money(row.recovery.downtime_cost)),
        _Column("data_loss_cost", "Data loss cost", 110, lambda _, row: money(row.recovery.data_loss_cost)),
    )


def _minutes(minutes: float | None) -> Figure:
    return Figure(show_minutes(minutes, in_table=True), minutes)


def _amount(amount: float, marks: NumberMarks) -> Figure:
    return Figure(show_number(amount, 0, *marks), amount)


def _outcome(one: ApplicationRecovery) -> Figure:
    return Figure(OUTCOME_WORDS[one.outcome], None, OUTCOME_SIGNS[one.outcome])


def _recovered(one: ApplicationRecovery) -> Figure:
    if one.outcome != "recovered":
        return Figure(UNKNOWN)
    return Figure(recovered_words(one), one.recovery_minutes)


def _margin(one: ApplicationRecovery) -> Figure:
    margin = rto_margin_minutes(one)
    return Figure(show_minutes(margin, in_table=True), margin, MET_SIGNS[one.rto_met] if margin is not None else "")


def _mtd(one: ApplicationRecovery) -> Figure:
    minutes = one.objectives.mtd_minutes
    return Figure(show_minutes(minutes, in_table=True), minutes, "error" if one.mtd_met == "missed" else "")


def _loss(one: ApplicationRecovery) -> Figure:
    return Figure(loss_words(one), one.data_loss_minutes, MET_SIGNS[one.rpo_met])


def _held(one: ApplicationRecovery) -> Figure:
    return Figure(one.held_up_by.words if one.held_up_by else UNKNOWN)


def _slack(one: ApplicationRecovery) -> Figure:
    return _minutes(one.slack_minutes if one.outcome == "recovered" else None)
