"""What every document says, whatever the plan holds, and how much of the plan is assumed."""

from __future__ import annotations

from datetime import date
from typing import Final

from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.shown import show_date, show_share
from dr_desktop.report.names import counted

INFRASTRUCTURE: Final = (
    "The operator of each Azure Stack recovers its infrastructure. That brings back no machines, storage accounts or "
    "databases of users: this plan does."
)
HARDWARE: Final = (
    "Two switches in the rack, several nodes and copies of every disk protect against faults of hardware. They protect "
    "against nothing that takes the whole cloud."
)
NOT_COVERED: Final = (
    "Identity, DNS and network are not covered unless the plan holds them as applications or as recovery steps."
)
ALONE: Final = (
    "Recovery times are designed ones: each application alone, without others on the same links and targets. "
    "What is recovered at the same time takes longer."
)
TESTED: Final = "A plan is proven by drills only; a time that was never measured is a wish or a design."


def always_said(assessment: Assessment, catalog: Catalog) -> tuple[str, ...]:
    """The sentences, the last two with the share of inputs assumed and the price date."""
    return (
        INFRASTRUCTURE,
        HARDWARE,
        NOT_COVERED,
        ALONE,
        TESTED,
        assumed_sentence(assessment),
        price_sentence(assessment, catalog),
    )


def assumed_sentence(assessment: Assessment) -> str:
    """How many of the inputs of machines and data stores are assumed."""
    totals = assessment.totals
    inputs = totals.assumed_values + totals.stated_values
    if not inputs:
        return "No machine or data store is stated yet, so nothing is assumed for one."
    share = show_share(totals.assumed_values / inputs)
    return (
        f"{totals.assumed_values:,} of {counted(inputs, 'input')} on the data of machines and data stores ({share}) "
        "are assumed, not measured."
    )


def assumed_words(assessment: Assessment) -> str:
    """The same for the foot of a page: 38 values assumed."""
    return f"{counted(assessment.totals.assumed_values, 'value')} assumed"


def price_sentence(assessment: Assessment, catalog: Catalog) -> str:
    """Of when and where the prices are, and by what they are changed."""
    header, assumed = assessment.plan.header, assessment.assumed
    parts = [f"Prices are public list prices of {header.region}, collected on {price_date(catalog)}"]
    if header.currency != "USD":
        parts.append(f"converted at {assumed.exchange_rate:g} {header.currency} for a dollar")
    if assumed.discount_percent:
        parts.append(f"less a discount of {assumed.discount_percent:g} %")
    stated = len(assessment.plan.price_overrides)
    if stated:
        parts.append(f"with {counted(stated, 'price')} stated in the plan")
    return f"{', '.join(parts)}. The date of each is given where it is used."


def price_date(catalog: Catalog) -> str:
    """The day on which the catalog's prices were collected, as documents write it."""
    return show_date(date.fromisoformat(catalog.prices.as_of))


def price_words(assessment: Assessment, catalog: Catalog) -> str:
    """The same for the foot of a page."""
    header = assessment.plan.header
    return f"prices of {price_date(catalog)}, {header.region}, {header.currency}"
