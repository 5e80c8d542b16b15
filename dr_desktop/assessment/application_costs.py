"""What each application costs: worked out when asked for, from amounts that all share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from math import fsum
from typing import Protocol

from dr_desktop.assessment.capacity import PoolSeries
from dr_desktop.assessment.consumption_bill import Calendar, FlowGroup, FlowLine, MeterLine, Tariff
from dr_desktop.assessment.consumption_components import COMPONENTS, STATES
from dr_desktop.assessment.consumption_meters import AzureUsage, MeterKey
from dr_desktop.assessment.consumption_storage import pool_means, storage_amount
from dr_desktop.assessment.pools import PoolKey, Shares
from dr_desktop.assessment.prices import Price
from dr_desktop.assessment.results import Costs, StoreResult
from dr_desktop.plan.rows import renewed


class Use(Protocol):
    """What one application uses in Azure and stores at targets."""

    @property
    def usage(self) -> AzureUsage: ...

    @property
    def shares(self) -> Shares: ...


class ApplicationCosts(Costs):
    """Steady amount of the usual month by application id, worked out when asked for.

    Units at their prices, what the application itself stores (its second copies too), its own cost lines, and of what
    leaves Azure its part by GiB. Gateways and lines for the whole estate are nobody's and stand in the total only.
    """

    def __init__(
        self,
        uses: Mapping[str, Use],
        own_lines: Mapping[str, Sequence[float]],
        tariff: Tariff,
        calendar: Calendar,
        flows: Mapping[FlowGroup, FlowLine],
        series: Mapping[PoolKey, PoolSeries],
        targets: Mapping[str, StoreResult],
        usual: int,
    ) -> None:
        self._uses = uses
        self._own_lines = own_lines
        self._tariff = tariff
        self._calendar = calendar
        self._flows = flows
        self._series = series
        self._targets = targets
        self._usual = usual
        self._each: dict[MeterKey, float] = {}

    def __getitem__(self, key: str) -> float:
        amounts = self._month(key, self._usual)
        return fsum([amount for component, amount in amounts if COMPONENTS[component].state == "steady"])

    def __iter__(self) -> Iterator[str]:
        return iter(self._uses)

    def __len__(self) -> int:
        return len(self._uses)

    def by_component(self, key: str, month: int) -> dict[str, float]:
        """What one application costs in a month (by its place), by component; failover amounts are for one failover."""
        found: dict[str, list[float]] = {}
        for component, amount in self._month(key, month):
            found.setdefault(component, []).append(amount)
        return {component: fsum(found[component]) for component in COMPONENTS if component in found}

    def by_state(self, key: str, month: int) -> dict[str, float]:
        """The same by state: steady, drill, failover."""
        parts = self.by_component(key, month)
        return {
            state: fsum([amount for component, amount in parts.items() if COMPONENTS[component].state == state])
            for state in STATES
        }

    def amount_of_line(self, line: MeterLine, month: int) -> float:
        """What all units of a meter cost together in a month (by its place)."""
        paid = self._calendar.paid(line.key.free_days)[month] if line.key.free_days else 1.0
        return line.units[month] * self._amount_of(line.key) * paid

    def prices_of(self, component: str) -> tuple[Price, ...]:
        """The prices that went into a component, before discount."""
        return tuple(self._tariff.used.get(component, {}).values())

    def stored_at_targets(self, month: int) -> Iterator[tuple[str, float, float]]:
        """Per target in Azure its id, what lies there in the mean of a month, GiB, and what that costs."""
        for key, store in self._targets.items():
            each = storage_amount(self._tariff, self._tariff.around.targets[key])
            if each.paid and store.source_gib:
                gib = store.months[month].stored_average
                yield key, gib, gib * each.amount

    def flows_of(self, component: str, month: int) -> Iterator[tuple[FlowGroup, float, float]]:
        """Per price and region the GiB of a component in a month, and what they cost."""
        for group, line in self._flows.items():
            if group.component == component and line.gib[month]:
                yield group, line.gib[month], line.amounts[month]

    def changed_since(self, before: Mapping[str, float]) -> set[str]:
        """The applications whose amount may be another than in `before`."""
        if not isinstance(before, ApplicationCosts) or before._rates != self._rates:
            return set(self._uses)
        known, uses = before._uses, self._uses
        return {
            key
            for key in renewed(known, uses)
            if key not in known or known[key].usage is not uses[key].usage or known[key].shares is not uses[key].shares
        }

    @cached_property
    def _rates(self) -> tuple[object, ...]:
        """All that the amounts follow from, but for what the applications use themselves."""
        steady = {
            group: line.rate(self._usual)
            for group, line in self._flows.items()
            if COMPONENTS[group.component].state == "steady"
        }
        prices, days = self._stored_at, self._calendar.days[self._usual]
        storage = {key: pool_means(one, *days) for key, one in self._series.items() if prices[key.store]}
        return self._tariff.terms, self._own_lines, self._usual, steady, prices, storage

    def _month(self, key: str, month: int) -> list[tuple[str, float]]:
        usage = self._uses[key].usage
        amounts = [("cost_lines", amount) for amount in self._own_lines.get(key, ())]
        units = usage.units
        if usage.steps:
            units = dict(units)
            for (when, meter), delta in usage.steps.items():
                if when <= month:
                    units[meter] = units.get(meter, 0) + delta
        for meter, number in units.items():
            paid = self._calendar.paid(meter.free_days)[month] if meter.free_days else 1.0
            amounts.append((meter.component, number * self._amount_of(meter) * paid))
        for flow, gib in usage.flows.items():
            line = self._flows[FlowGroup(flow.component, flow.price_key, flow.region)]
            grown = self._calendar.grown(flow.growth_percent_per_year)[month]
            amounts.append((flow.component, gib * grown * line.rate(month)))
        for pool, share in self._uses[key].shares.items():
            each = self._stored_at.get(pool.store, 0.0)
            if each and pool in self._series:  # replicas on a stamp, and what no policy keeps, are in no series
                means = pool_means(self._series[pool], *self._calendar.days[month])
                stored = share.used_gib * means.a + share.change_gib_per_day * means.b
                amounts.append(("backup_storage", stored * each))
        return amounts

    def _amount_of(self, meter: MeterKey) -> float:
        found = self._each.get(meter)
        if found is None:
            found = self._each[meter] = self._tariff.meter_amount(meter) or 0.0
        return found

    @cached_property
    def _stored_at(self) -> dict[str, float]:
        """What a GiB costs a month at each target; 0 at one outside Azure."""
        targets = self._tariff.around.targets
        return {
            key: storage_amount(self._tariff, targets[key]).amount if store.source_gib else 0.0
            for key, store in self._targets.items()
        }
