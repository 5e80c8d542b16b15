"""Protection beside outages as rows of figures, one for each application."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from dr_desktop.assessment.outage_balance import BALANCE_WORDS, OutageBalance
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.shown import UNKNOWN, show_number
from dr_desktop.report.names import name_of
from dr_desktop.report.outage_facts import BALANCE_ORDER, BALANCE_SIGNS, by_urgency
from dr_desktop.ui.figure_model import Figure, FigureColumn, FigureRow
from dr_desktop.ui.number_marks import NumberMarks

Money = Callable[[float], str]

VERDICT: Final = "verdict"


def outage_columns(currency: str) -> tuple[FigureColumn, ...]:
    """Verdict, amounts a year in the plan's currency, hours down in one outage."""
    return (
        FigureColumn(VERDICT, "Verdict"),
        FigureColumn("protection", f"Protection, {currency}"),
        FigureColumn("loss", "Loss remaining"),
        FigureColumn("avoided", "Loss avoided"),
        FigureColumn("down", "Hours down"),
    )


def outage_rows(
    assessment: Assessment, balances: Sequence[OutageBalance], money: Money, marks: NumberMarks
) -> tuple[FigureRow, ...]:
    """A row per application, those out of balance first."""

    def amount(value: float | None) -> Figure:
        return Figure(UNKNOWN) if value is None else Figure(money(value), value)

    return tuple(
        [
            FigureRow(
                one.application,
                name_of(assessment.plan, one.application),
                (
                    Figure(
                        BALANCE_WORDS[one.balance],
                        float(BALANCE_ORDER.index(one.balance)),
                        BALANCE_SIGNS[one.balance],
                    ),
                    amount(one.protection),
                    amount(one.loss),
                    amount(one.avoided),
                    Figure(show_number(one.hours_down, 1, *marks), one.hours_down),
                ),
                tip=one.words,
            )
            for one in by_urgency(balances)
        ]
    )
