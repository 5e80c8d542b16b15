"""What a plan uses of the public cloud, month by month, as a picture."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from math import fsum
from typing import Final, NamedTuple

from dr_desktop.assessment.results import Assessment, ConsumptionComponent
from dr_desktop.plan.shown import show_money
from dr_desktop.report.axes import Layer, nothing_to_draw
from dr_desktop.report.charts import consumption_chart
from dr_desktop.report.look import MOST_COMPONENTS
from dr_desktop.report.picture import Picture

STATES_OF_A_YEAR: Final = ("steady", "drill")
"""What is paid in a year without a disaster."""


def billed_components(
    assessment: Assessment, states: Collection[str] = STATES_OF_A_YEAR
) -> tuple[ConsumptionComponent, ...]:
    """What is paid in these states (steady, drill, failover), the largest sum first."""
    billed = [one for one in assessment.consumption.components if one.state in states]
    return tuple(sorted(billed, key=lambda one: (-fsum(one.amounts), one.key)))


class Drawn(NamedTuple):
    """What a chart draws: components one by one, the largest first, and those that it draws as one sum."""

    alone: tuple[ConsumptionComponent, ...]
    together: tuple[ConsumptionComponent, ...]

    @property
    def together_words(self) -> str:
        """What the legend calls the sum."""
        return f"{len(self.together)} smaller ones"


def drawn_components(assessment: Assessment, states: Collection[str] = STATES_OF_A_YEAR) -> Drawn:
    """Each legend entry has a colour of its own, alike in window, document and workbook: small ones share the last."""
    paid = tuple(one for one in billed_components(assessment, states) if any(one.amounts))
    if len(paid) <= MOST_COMPONENTS:
        return Drawn(paid, ())
    return Drawn(paid[: MOST_COMPONENTS - 1], paid[MOST_COMPONENTS - 1 :])


def consumption_picture(
    assessment: Assessment,
    width: float,
    height: float,
    marked_month: date | None = None,
    states: Collection[str] = STATES_OF_A_YEAR,
) -> Picture:
    """Cost a month by component, in the plan's currency; width and height in px. `states` says what is counted."""
    consumption = assessment.consumption
    drawn = drawn_components(assessment, states)
    title = "Consumption in Azure, by month"
    if not consumption.months or not drawn.alone:
        return nothing_to_draw((width, height), title, "Nothing in this plan is paid for in Azure.")
    currency = consumption.currency
    return consumption_chart(
        consumption.months,
        _layers(drawn),
        f"{currency} a month",
        (width, height),
        title,
        marked_month,
        say=lambda amount: show_money(amount, ""),
        say_sum=lambda amount: f"{show_money(amount, currency)} a month",
    )


def _layers(drawn: Drawn) -> list[Layer]:
    layers = [Layer(one.name, "", one.amounts) for one in drawn.alone]
    if drawn.together:
        parts = tuple((one.name, one.amounts) for one in drawn.together)
        sums = [fsum(month) for month in zip(*[amounts for _, amounts in parts], strict=True)]
        layers.append(Layer(drawn.together_words, "", sums, parts=parts))
    return layers
