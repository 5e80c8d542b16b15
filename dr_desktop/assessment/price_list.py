"""The prices that a plan can use, as the page "Assumptions & prices" and the exports list them."""

from collections.abc import Iterable
from typing import NamedTuple

from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.price_book import USD, Currency
from dr_desktop.assessment.price_own import NO_OWN_PRICES, OwnPrices, base_key, meter_of
from dr_desktop.assessment.prices import MissingPrice, Price, price


class PriceLine(NamedTuple):
    """One line of the list: its group and the price, or why there is none."""

    group: str
    price: Price | MissingPrice


def all_price_keys(
    catalog: Catalog,
    region: str,
    overrides: OwnPrices = NO_OWN_PRICES,
    currency: Currency = USD,
    also: Iterable[str] = (),
) -> tuple[PriceLine, ...]:
    """The prices a plan is likely to use in a region, in the catalog's order of groups.

    They are the catalog's listed meters, the keys that the plan states a price for, and `also`: keys used
    beyond these, such as the machine sizes that a plan names.
    """
    meters, ladders = catalog.prices.meters, catalog.prices.ladders
    wanted = {*overrides.keys, *also}
    beside: dict[str, list[str]] = {}
    for key in sorted(wanted - meters.keys()):
        base = base_key(key)
        beside.setdefault(ladders[base][-1].key if base in ladders else base, []).append(key)
    listed = [key for key, meter in meters.items() if meter.listed or key in wanted or key in beside]
    keys = [one for key in listed for one in (key, *beside.get(key, ()))]
    keys += [one for key in sorted(beside.keys() - meters.keys()) for one in beside[key]]
    return tuple(
        PriceLine(meter.group if (meter := meter_of(catalog.prices, key)) else "Other", found)
        for key in keys
        for found in (price(catalog, key, region, overrides, currency),)
    )
