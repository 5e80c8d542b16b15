"""What a plan uses of the public cloud, month by month, as a picture."""

from __future__ import annotations

from datetime import date
from math import fsum

from dr_desktop.assessment.results import Assessment, ConsumptionComponent
from dr_desktop.plan.shown import show_money
from dr_desktop.report.axes import Layer, nothing_to_draw
from dr_desktop.report.charts import consumption_chart
from dr_desktop.report.picture import Picture


def billed_components(assessment: Assessment) -> tuple[ConsumptionComponent, ...]:
    """What is paid in a year without a disaster, the largest sum first: steady parts and drills."""
    billed = [one for one in assessment.consumption.components if one.state != "failover"]
    return tuple(sorted(billed, key=lambda one: (-fsum(one.amounts), one.key)))


def consumption_picture(
    assessment: Assessment, width: float, height: float, marked_month: date | None = None
) -> Picture:
    """Cost a month by component, in the plan's currency; width and height in px."""
    consumption = assessment.consumption
    components = [one for one in billed_components(assessment) if any(one.amounts)]
    title = "Consumption in Azure, by month"
    if not consumption.months or not components:
        return nothing_to_draw((width, height), title, "Nothing in this plan is paid for in Azure.")
    currency = consumption.currency
    return consumption_chart(
        consumption.months,
        [Layer(one.name, "", one.amounts) for one in components],
        f"{currency} a month",
        (width, height),
        title,
        marked_month,
        say=lambda amount: show_money(amount, ""),
    )
