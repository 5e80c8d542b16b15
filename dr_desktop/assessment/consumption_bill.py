"""The bill while it is added up: prices of units, amounts by component and month, what has no price."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property
from itertools import pairwise
from math import fsum, inf
from typing import NamedTuple

from dr_desktop.assessment.consumption_components import COMPONENTS
from dr_desktop.assessment.consumption_meters import AzureUsage, FlowKey, MeterKey, share_of_month_paid, times_of_price
from dr_desktop.assessment.months import growth_at, horizon
from dr_desktop.assessment.price_book import Currency
from dr_desktop.assessment.price_own import OwnPrices, own_prices
from dr_desktop.assessment.prices import MissingPrice, Price, price, volume_steps
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.governance import PriceOverride


class MeterLine(NamedTuple):
    """A meter of the bill and its units in each month."""

    key: MeterKey
    units: list[int]


FlowSums = dict[FlowKey, float]
"""GiB of each flow at the start of the plan, over all applications, in the order of the keys."""


class FlowGroup(NamedTuple):
    """GiB that are priced together: component, price or volume ladder, region."""

    component: str
    price_key: str
    region: str


class FlowLine(NamedTuple):
    """GiB by month and what they cost; `each` is the price of a GiB where all cost the same."""

    gib: tuple[float, ...]
    amounts: tuple[float, ...]
    each: float | None

    def rate(self, month: int) -> float:
        """What a GiB costs in a month: its price, or the mean of the steps that all GiB reach together."""
        if self.each is not None:
            return self.each
        return self.amounts[month] / self.gib[month] if self.gib[month] else 0.0


class Tariff:
    """What units cost in the plan's currency after discount, and which prices were looked up for which component."""

    def __init__(self, around: Surroundings, price_overrides: Mapping[str, PriceOverride]) -> None:
        self.around = around
        self.own = own_prices(price_overrides.values())
        self.currency = Currency(around.header.currency or "USD", around.assumed.exchange_rate)
        self.factor = 1 - around.assumed.discount_percent / 100
        self.used: dict[str, dict[str, Price]] = {}
        self.missing: dict[tuple[str, str], tuple[MissingPrice, list[str]]] = {}
        self._prices: dict[tuple[str, str], Price | MissingPrice] = {}

    def branch(self) -> Tariff:
        """A tariff that has looked up the same so far, and notes of its own from here on."""
        other = copy(self)
        other.used = {component: dict(prices) for component, prices in self.used.items()}
        other.missing = {key: (one, list(components)) for key, (one, components) in self.missing.items()}
        other._prices = dict(self._prices)
        return other

    @property
    def looked_up(self) -> Mapping[tuple[str, str], Price | MissingPrice]:
        """Every price that was asked for, by its key and the region it was asked for."""
        return self._prices

    @property
    def terms(self) -> tuple[OwnPrices, Currency, float]:
        """All that the amount of a published price depends on, beside the catalog: own prices, currency, discount."""
        return self.own, self.currency, self.factor

    def unit_amount(self, component: str, key: str, region: str) -> float | None:
        """What one unit costs; None when there is no price (a finding, and said in the component's words)."""
        found = self._prices.get((key, region))
        if found is None:
            found = price(self.around.catalog, key, region, self.own, self.currency)
            self._prices[key, region] = found
        if isinstance(found, MissingPrice):
            _, components = self.missing.setdefault((key, region), (found, []))
            if component not in components:
                components.append(component)
            return None
        self.used.setdefault(component, {})[key] = found
        return found.amount * self.factor if found.listed else found.amount

    def meter_amount(self, key: MeterKey) -> float | None:
        """What one unit of a meter costs in a whole month, or in one failover."""
        each = self.unit_amount(key.component, key.price_key, key.region)
        return None if each is None else each * times_of_price(key, self.around)

    def flow_line(self, group: FlowGroup, gib: tuple[float, ...]) -> FlowLine:
        """What so many GiB cost in each month, by the steps of their volume ladder where the price has one."""
        steps = volume_steps(self.around.catalog, group.price_key, self.own, group.region)
        if len(steps) == 1:
            each = self.unit_amount(group.component, group.price_key, group.region) or 0.0
            return FlowLine(gib, tuple([one * each for one in gib]), each)
        ends = [step.from_units for step in steps[1:]] + [inf]
        most = max(gib, default=0.0)
        bands = [
            (step.from_units, end, self.unit_amount(group.component, step.key, group.region) or 0.0)
            for step, end in zip(steps, ends, strict=True)
            if step.from_units < most
        ]
        amounts = [fsum([(min(one, end) - low) * each for low, end, each in bands if one > low]) for one in gib]
        return FlowLine(gib, tuple(amounts), None)


class Calendar:
    """The months of the horizon: what of each is paid, and how much data has grown by its first day."""

    def __init__(self, around: Surroundings) -> None:
        self.start = around.header.start_month
        self._ends = horizon(self.start, round(around.assumed.horizon_months))
        self.months = self._ends[:-1]
        self._paid: dict[int, tuple[float, ...]] = {}
        self._grown: dict[float, tuple[float, ...]] = {}

    @cached_property
    def days(self) -> tuple[tuple[int, int], ...]:
        """First day of each month, counted from the start of the plan, and the first of the next."""
        counted = [(one - self.start).days for one in self._ends]
        return tuple(pairwise(counted))

    def paid(self, free_days: int) -> tuple[float, ...]:
        """The share of each month that is paid when the first so many days are free."""
        found = self._paid.get(free_days)
        if found is None:
            found = tuple([share_of_month_paid(free_days, first, after - first) for first, after in self.days])
            self._paid[free_days] = found
        return found

    def grown(self, growth_percent_per_year: float) -> tuple[float, ...]:
        """What a GiB of the start has become by the first day of each month."""
        found = self._grown.get(growth_percent_per_year)
        if found is None:
            found = tuple([growth_at(growth_percent_per_year, self.start, month) for month in self.months])
            self._grown[growth_percent_per_year] = found
        return found


def meter_lines(usages: Iterable[AzureUsage], around: Surroundings) -> list[MeterLine]:
    """All meters that the applications use, in the order of their keys."""
    months = round(around.assumed.horizon_months)
    counts: dict[MeterKey, list[int]] = {}
    for usage in usages:
        for key, number in usage.units.items():
            known = counts.get(key)
            if known is None:
                known = counts[key] = [0] * (months + 1)
            known[0] += number
        for (month, key), delta in usage.steps.items():
            known = counts.get(key)
            if known is None:
                known = counts[key] = [0] * (months + 1)
            known[month] += delta
    lines = []
    for key in sorted(counts):
        running, units = 0, []
        for delta in counts[key][:months]:
            running += delta
            units.append(running)
        lines.append(MeterLine(key, units))
    return lines


def flow_sums(usages: Iterable[AzureUsage]) -> FlowSums:
    """GiB of each flow at the start of the plan, over all applications, in the order of the keys."""
    found: dict[FlowKey, list[float]] = {}
    for usage in usages:
        for key, gib in usage.flows.items():
            found.setdefault(key, []).append(gib)
    return {key: fsum(found[key]) for key in sorted(found)}


def flow_sums_again(sums: FlowSums, touched: Iterable[FlowKey], usages: Collection[AzureUsage]) -> FlowSums:
    """`sums` with the flows in `touched` added up anew: equal to `flow_sums(usages)`."""
    summed = dict(sums)
    for key in touched:
        found = [gib for usage in usages if (gib := usage.flows.get(key)) is not None]
        if found:
            summed[key] = fsum(found)
        else:
            summed.pop(key, None)
    return summed if summed.keys() == sums.keys() else {key: summed[key] for key in sorted(summed)}


def flow_gib(sums: FlowSums, calendar: Calendar) -> dict[FlowGroup, tuple[float, ...]]:
    """GiB of each group in each month."""
    grown: dict[FlowGroup, list[tuple[float, ...]]] = {}
    for key, gib in sums.items():
        group = FlowGroup(key.component, key.price_key, key.region)
        by_month = calendar.grown(key.growth_percent_per_year)
        grown.setdefault(group, []).append(tuple([gib * factor for factor in by_month]))
    return {group: tuple(map(fsum, zip(*parts, strict=True))) for group, parts in grown.items()}


def price_words(used: Mapping[str, Price], missing: Sequence[str]) -> str:
    """Where the prices of a component come from, with their dates; stand-ins and what has no price are said."""
    sources = dict.fromkeys(
        f"{one.source.title}, {one.source.as_of}".rstrip(", ") or "stated in the plan" for one in used.values()
    )
    assumed = dict.fromkeys(one.assumed_region for one in used.values() if one.assumed_region)
    words = "; ".join(sources)
    if assumed:
        words = f"{words}; price of {', '.join(assumed)} stands in"
    if missing:
        left = f"not counted, for want of a price: {', '.join(missing)}"
        words = f"{words}; {left}" if words else left[0].upper() + left[1:]
    return words


def quantity_words(component: str, quantities: Sequence[float]) -> str:
    """How much of a component there is in the usual month."""
    return COMPONENTS[component].quantity.format(fsum(quantities))
