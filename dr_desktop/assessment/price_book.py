"""The price book as it is kept: meters, their prices by region, volume tiers and exchange rates.

A "GB" of a meter is a GiB. Azure names its units in GB and counts 2^30 bytes: its disk tiers are powers of two (P10 =
128 GiB), and a "TB" of its volume tiers is 1,024 GB. Read as 10^9 bytes, everything stored would be charged 7.4 % too
high. Every amount in GiB is therefore multiplied by a price per GB as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from dr_desktop.assessment.citation import Source, sources_from_json

HOURS_PER_MONTH = 730.0
"""Hours that Azure's price pages count for a month of a meter that runs by the hour (8,760 / 12)."""

EVERYWHERE = "everywhere"
"""Stands for the region of a price that holds in all of them."""


class Meter(NamedTuple):
    """What is charged for: the stable key, its words, the unit of its price, and its group on the prices page."""

    key: str
    label: str
    unit: str
    group: str
    listed: bool
    note: str


class ListPrice(NamedTuple):
    """One published price: USD for one unit of a meter in one region."""

    region: str
    usd: float
    source: Source


class Currency(NamedTuple):
    """A currency (ISO 4217) and how many units of it one US dollar buys."""

    code: str
    per_usd: float


USD = Currency("USD", 1.0)


class ExchangeRate(NamedTuple):
    """A currency that the price book knows a rate for, with the source of the rate."""

    currency: Currency
    source: Source


class VolumeStep(NamedTuple):
    """From this many units a month on, the price of this meter holds."""

    from_units: float
    key: str


@dataclass(frozen=True, slots=True, eq=False)
class PriceBook:
    """All published prices, found by meter and region (as `region_code` writes it)."""

    meters: Mapping[str, Meter]
    prices: Mapping[tuple[str, str], ListPrice]
    reference_regions: tuple[str, ...]
    zones_of: Mapping[str, str]
    disk_gib: Mapping[str, int]
    ladders: Mapping[str, tuple[VolumeStep, ...]]
    exchange_rates: Mapping[str, ExchangeRate]
    as_of: str


def region_code(region: str) -> str:
    """A region as the price book finds it: "West Europe" and "westeurope" are one."""
    return region.replace(" ", "").casefold()


def price_book_from_json(part: Mapping[str, Any]) -> PriceBook:
    """The price book of a parsed `prices.json`; raises KeyError, TypeError or ValueError on a row that is wrong."""
    sources = sources_from_json(part)
    meters = {row[0]: Meter(row[0], row[1], row[2], row[3], bool(row[4]), row[5]) for row in part["meters"]}
    prices = {
        (key, region_code(region)): ListPrice(region, usd, sources[source])
        for key, region, usd, source in part["prices"]
    }
    if unknown := {key for key, _ in prices} - meters.keys():
        raise KeyError(f"prices without a meter: {', '.join(sorted(unknown))}")
    ladders: dict[str, tuple[VolumeStep, ...]] = {}
    for ladder, from_units, key in part["ladders"]:
        ladders[ladder] = (*ladders.get(ladder, ()), VolumeStep(from_units, meters[key].key))
    return PriceBook(
        meters=meters,
        prices=prices,
        reference_regions=tuple(part["reference_regions"]),
        zones_of={region: zone for zone, regions in part["zones"].items() for region in regions},
        disk_gib=part["disk_tiers"],
        ladders=ladders,
        exchange_rates={
            code: ExchangeRate(Currency(code, rate), sources[source]) for code, rate, source in part["exchange_rates"]
        },
        as_of=part["as_of"],
    )
