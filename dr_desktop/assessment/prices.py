"""What one unit costs: the plan's own price, else the published one of the region, else of a stated stand-in."""

import math
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.citation import Source
from dr_desktop.assessment.price_book import USD, Currency, ListPrice, PriceBook, VolumeStep, region_code
from dr_desktop.assessment.price_keys import (
    PROTECTED_INSTANCE,
    SMALL_PROTECTED_INSTANCE,
    DiskFamily,
    DiskRedundancy,
    disk_key,
    family_letter,
)
from dr_desktop.assessment.price_own import NO_OWN_PRICES, OwnPrices, meter_of, own_price, places_of


class Price(NamedTuple):
    """What one unit of a meter costs, not rounded, and where that comes from.

    `assumed_region` is None when the price is one of the region asked for; otherwise it names the region (or
    zone) whose price stands in for it, and whatever shows the amount must say so. `stated` is true for a price
    of the plan's own; `listed` for a published price, on which the plan's discount is granted.
    """

    key: str
    label: str
    amount: float
    unit: str
    currency: str
    region: str
    assumed_region: str | None
    source: Source
    stated: bool
    note: str
    listed: bool = True


class MissingPrice(NamedTuple):
    """There is no price: a finding for whoever needs it, never an amount of 0."""

    key: str
    label: str
    region: str
    reason: str


class MeteredUnits(NamedTuple):
    """So many units of the meter `key`."""

    key: str
    units: float


class DiskTier(NamedTuple):
    """A managed disk as it is sold: Azure's name of the tier, its size, and the key of its price a month."""

    name: str
    gib: int
    key: str


def price(
    catalog: Catalog,
    key: str,
    region: str,
    overrides: OwnPrices = NO_OWN_PRICES,
    currency: Currency = USD,
) -> Price | MissingPrice:
    """The price of one unit of `key` in an Azure region, in `currency`.

    `overrides` are the plan's own prices; one that can be put into `currency` wins. Each price is taken from the
    region, from its billing zone, or from one that holds everywhere. Where the catalog has none of these either,
    the first of its reference regions that does stands in and is named in `assumed_region`.
    """
    book = catalog.prices
    meter = book.meters.get(key) or meter_of(book, key)
    label, unit, note = (meter.label, meter.unit, meter.note) if meter else (key, "", "")
    own = own_price(overrides, book, key, region)
    amount = own.amount_in(currency) if own is not None else None
    if own is not None and amount is not None:
        where = own.region or region
        return Price(key, label, amount, unit, currency.code, where, None, own.source, True, "", own.listed)
    if meter is None:
        return MissingPrice(key, label, region, "The catalog has no such meter. State a price for it in the plan.")
    found = _published(book, key, region)
    assumed = None
    if found is None:
        found = _stand_in(book, key)
        if found is None:
            where = region or "a region that is not stated"
            reason = f"The catalog has no price of it for {where}. State one in the plan."
            return MissingPrice(key, label, region, reason)
        assumed = found.region
    amount = found.usd * currency.per_usd
    return Price(key, label, amount, unit, currency.code, found.region, assumed, found.source, False, note)


def _published(book: PriceBook, key: str, region: str) -> ListPrice | None:
    found = (book.prices.get((key, place)) for place in places_of(book, region))
    return next((one for one in found if one is not None), None)


def _stand_in(book: PriceBook, key: str) -> ListPrice | None:
    places = (book.prices.get((key, region_code(place))) for place in book.reference_regions)
    return next((found for found in places if found is not None), None)


def protected_instances(catalog: Catalog, used_gib: float) -> MeteredUnits:
    """What one machine protected by Azure Backup counts as, by its used GiB before compression.

    Up to 50 GiB it is one small instance; above, one instance for each started 500 GiB (501 GiB is two) [1].
    [1] Limits `backup.instance_small_gib` and `backup.instance_step_gib` of the catalog.
    """
    small_gib, step_gib = _instance_sizes(catalog)
    return _instances(0 if used_gib <= small_gib else math.ceil(used_gib / step_gib))


# Asked for every machine and month in which it may step up, so neither is looked up or made twice.
@lru_cache(maxsize=4)
def _instance_sizes(catalog: Catalog) -> tuple[float, float]:
    return catalog.limits.value("backup.instance_small_gib"), catalog.limits.value("backup.instance_step_gib")


@lru_cache(maxsize=1024)
def _instances(steps: int) -> MeteredUnits:
    return MeteredUnits(PROTECTED_INSTANCE, float(steps)) if steps else MeteredUnits(SMALL_PROTECTED_INSTANCE, 1.0)


def volume_steps(
    catalog: Catalog, ladder: str, overrides: OwnPrices = NO_OWN_PRICES, region: str = ""
) -> tuple[VolumeStep, ...]:
    """The volume tiers, in GB a month, of a ladder (`EGRESS_BY_MICROSOFT`, a hot `blob_key`); any other key is one.

    Tiers that the plan alone has a price for in the region stand between the catalog's.
    """
    book = catalog.prices
    steps = book.ladders.get(ladder) or (VolumeStep(0.0, ladder),)
    own = [step for step in overrides.steps.get(ladder, ()) if own_price(overrides, book, step.key, region)]
    if not own:
        return steps
    return tuple(sorted({step.from_units: step for step in (*steps, *own)}.values()))


def tiered_units(
    catalog: Catalog, ladder: str, gb: float, overrides: OwnPrices = NO_OWN_PRICES, region: str = ""
) -> tuple[MeteredUnits, ...]:
    """A month's GB split into the volume tiers of a ladder; the tiers' units add up to `gb`, empty tiers are left out.

    The last tier has no upper end: beyond the last published step its price goes on.
    """
    steps = volume_steps(catalog, ladder, overrides, region)
    ends = [step.from_units for step in steps[1:]] + [math.inf]
    shares = (MeteredUnits(step.key, min(gb, end) - step.from_units) for step, end in zip(steps, ends, strict=True))
    return tuple(share for share in shares if share.units > 0)


def smallest_disk(
    catalog: Catalog, family: DiskFamily, gib: float, redundancy: DiskRedundancy = "lrs"
) -> DiskTier | None:
    """The smallest tier of a managed disk family that holds `gib` GiB, or None when it is larger than the largest."""
    tiers = _disk_tiers(catalog, family, redundancy)
    place = bisect_left(tiers, gib, key=lambda tier: tier.gib)
    return tiers[place] if place < len(tiers) else None


# Asked for every disk of a plan, so the tiers of a family are put in order once.
@lru_cache(maxsize=32)
def _disk_tiers(catalog: Catalog, family: DiskFamily, redundancy: DiskRedundancy) -> tuple[DiskTier, ...]:
    letter = family_letter(family)
    tiers = (DiskTier(name, gib, disk_key(name, redundancy)) for name, gib in catalog.prices.disk_gib.items())
    sold = [tier for tier in tiers if tier.name.startswith(letter) and tier.key in catalog.prices.meters]
    return tuple(sorted(sold, key=lambda tier: tier.gib))
