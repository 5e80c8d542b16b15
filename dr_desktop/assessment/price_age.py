"""How old prices are, and what is said of those that are older than the plan lets them be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from dr_desktop.assessment.prices import Price
from dr_desktop.assessment.results import Finding
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.governance import PriceOverride
from dr_desktop.plan.plan import HEADER
from dr_desktop.plan.shown import show_date, show_number

_PRICES: Final = "DR Desktop: prices change; Azure Retail Prices are renewed month by month"
CATALOG_PRICES_OLD: Final = Rule(
    "catalog-prices-old",
    "warning",
    "The bill uses prices of the catalog that are older than the plan lets prices be.",
    _PRICES,
)
OWN_PRICES_OLD: Final = Rule(
    "own-prices-old", "warning", "Prices of the plan's own are older than the plan lets prices be.", _PRICES
)
_DAY: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def price_day(as_of: str) -> date | None:
    """The day that a source's date begins with; of a month or a year the first; None where there is none."""
    found = _DAY.match(as_of)
    if found is None:
        return None
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def reading_day(around: Surroundings) -> date:
    """The day against which ages are counted: that of the review, else the start of the projection."""
    return around.header.review_date or around.header.start_month


def old_catalog_prices(used: Mapping[str, Mapping[str, Price]], around: Surroundings) -> tuple[Finding, ...]:
    """One finding, at the region of the prices, when the bill uses published prices of the catalog that are too old.

    `used` are the prices of each component of the bill, by key.
    """
    days = around.assumed.price_validity_days
    today = reading_day(around)
    catalogs = {one.key: one for prices in used.values() for one in prices.values() if not one.stated}
    dated = {key: day for key, one in catalogs.items() if (day := price_day(one.source.as_of)) is not None}
    old = {key: day for key, day in dated.items() if (today - day).days > days}
    if not old:
        return ()
    oldest = min(old, key=lambda key: (old[key], key))
    prices = "a price" if len(old) == 1 else f"{len(old):,} prices"
    sentence = (
        f"On {show_date(today)} the bill uses {prices} of the catalog older than {show_number(days)} days; the oldest, "
        f"{catalogs[oldest].label}, is of {show_date(old[oldest])}."
    )
    remedy = "Import prices of today on Assumptions & prices, or let prices be valid for longer."
    return (CATALOG_PRICES_OLD.found(HEADER, around.header.id, "region", sentence, remedy),)


def old_own_prices(overrides: Iterable[PriceOverride], around: Surroundings) -> Iterable[Finding]:
    """A finding for each source and date of own prices that are too old, at the first price from there."""
    days = around.assumed.price_validity_days
    today = reading_day(around)
    groups: dict[tuple[str, date], list[PriceOverride]] = {}
    for one in overrides:
        if one.price is not None and one.as_of is not None and (today - one.as_of).days > days:
            groups.setdefault((one.source, one.as_of), []).append(one)
    for (source, as_of), found in groups.items():
        first = found[0].name or found[0].key
        what = f"The plan's price of {first}" if len(found) == 1 else f"{len(found):,} of the plan's prices"
        where = f" ({source})" if source else ""
        verb = "is" if len(found) == 1 else "are"
        sentence = f"{what}{where} {verb} of {show_date(as_of)}, more than {show_number(days)} days old."
        remedy = "Ask whether they still hold and type the date, or import newer ones."
        yield OWN_PRICES_OLD.found("price_overrides", found[0].id, "as_of", sentence, remedy)
