"""The plan's own prices as they are looked up: agreed ones, and published ones that were imported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from dr_desktop.assessment.citation import Source
from dr_desktop.assessment.price_book import EVERYWHERE, USD, Currency, Meter, PriceBook, VolumeStep, region_code
from dr_desktop.plan.governance import PriceOverride
from dr_desktop.plan.shown import show_number

STATED_IN_THE_PLAN: Final = Source("Stated in the plan", "", "")
_FROM: Final = "@"


class OwnPrice(NamedTuple):
    """A price of the plan for one unit of a meter; `currency` blank is the plan's, `listed` is a published price."""

    id: str
    amount: float
    currency: str
    listed: bool
    region: str
    source: Source

    def amount_in(self, currency: Currency) -> float | None:
        """The amount in the plan's currency; None where it is stated in another one that cannot be converted."""
        if self.currency in ("", currency.code):
            return self.amount
        return self.amount * currency.per_usd if self.currency == USD.code else None


class OwnPrices(NamedTuple):
    """Prices of the plan by key and place (as `region_code` writes it), and the volume steps that they add."""

    prices: Mapping[tuple[str, str], OwnPrice]
    steps: Mapping[str, tuple[VolumeStep, ...]]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that have a price somewhere, steps included."""
        return tuple(dict.fromkeys(key for key, _ in self.prices))


NO_OWN_PRICES: Final = OwnPrices({}, {})


def own_prices(overrides: Iterable[PriceOverride]) -> OwnPrices:
    """The plan's own prices; rows without a price or a key count for nothing, of two for the same the last counts."""
    prices: dict[tuple[str, str], OwnPrice] = {}
    steps: dict[str, dict[str, VolumeStep]] = {}
    for one in overrides:
        if one.price is None or not one.key:
            continue
        key = one.key
        if one.from_units:
            key = step_key(one.key, one.from_units)
            steps.setdefault(one.key, {})[key] = VolumeStep(one.from_units, key)
        place = region_code(one.region) or EVERYWHERE
        source = Source(one.source, "", one.as_of.isoformat() if one.as_of else "")
        prices[key, place] = OwnPrice(
            one.id,
            one.price,
            one.currency.strip().upper(),
            one.list_price,
            one.region,
            source if one.source else STATED_IN_THE_PLAN._replace(as_of=source.as_of),
        )
    return OwnPrices(prices, {ladder: tuple(sorted(found.values())) for ladder, found in steps.items()})


def places_of(book: PriceBook, region: str) -> tuple[str, str, str]:
    """Where a price of a region is looked for, in this order: the region, its billing zone, everywhere."""
    code = region_code(region)
    return code, region_code(book.zones_of.get(code, "")), EVERYWHERE


def own_price(own: OwnPrices, book: PriceBook, key: str, region: str) -> OwnPrice | None:
    """The plan's own price of a key in a region: the nearest that is stated."""
    if not own.prices:
        return None
    found = (own.prices.get((key, place)) for place in places_of(book, region) if place)
    return next((one for one in found if one is not None), None)


def meter_of(book: PriceBook, key: str) -> Meter | None:
    """The meter that a key is a price of: of a volume step its ladder's; None where the catalog has no such meter."""
    base = base_key(key)
    meter = book.meters.get(base)
    if meter is None and (steps := book.ladders.get(base)):
        first = book.meters[steps[0].key]
        meter = first._replace(key=base, label=first.label.rpartition(", ")[0] or first.label)
    return None if meter is None else meter._replace(label=meter.label + _step_words(key))


def step_key(key: str, from_units: float) -> str:
    """The key of a volume step that only the plan has a price for."""
    return f"{key}{_FROM}{from_units:.12g}"


def base_key(key: str) -> str:
    """The key of the catalog that a step of the plan belongs to; any other key is itself."""
    return key.partition(_FROM)[0]


def _step_words(key: str) -> str:
    """', from 51,200 units a month' of a step of the plan; nothing of any other key."""
    units = key.partition(_FROM)[2]
    return f", from {show_number(float(units))} units a month" if units else ""
