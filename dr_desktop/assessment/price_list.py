"""The prices that a plan can use, as the page "Assumptions & prices" and the exports list them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.price_book import USD, Currency
from dr_desktop.assessment.prices import NO_OVERRIDES, MissingPrice, Price, price


class PriceLine(NamedTuple):
    """One line of the list: its group and the price, or why there is none."""

    group: str
    price: Price | MissingPrice


def all_price_keys(
    catalog: Catalog,
    region: str,
    overrides: Mapping[str, float] = NO_OVERRIDES,
    currency: Currency = USD,
    also: Iterable[str] = (),
) -> tuple[PriceLine, ...]:
    """The prices a plan is likely to use in a region, in the catalog's order of groups.

    They are the catalog's listed meters, the keys that the plan states a price for, and `also`: keys used
    beyond these, such as the machine sizes that a plan names.
    """
    meters = catalog.prices.meters
    wanted = {*overrides, *also}
    listed = [key for key, meter in meters.items() if meter.listed or key in wanted]
    unknown = sorted(wanted - meters.keys())
    return tuple(
        PriceLine(meters[key].group if key in meters else "Other", price(catalog, key, region, overrides, currency))
        for key in (*listed, *unknown)
    )
