"""Consumption in Azure, month by month, by component and state, with the prices it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from math import fsum

from dr_desktop.assessment.application_costs import ApplicationCosts, Use
from dr_desktop.assessment.capacity import PoolSeries
from dr_desktop.assessment.consumption_bill import (
    Calendar,
    FlowSums,
    MeterLine,
    Tariff,
    flow_gib,
    price_words,
    quantity_words,
)
from dr_desktop.assessment.consumption_components import COMPONENTS
from dr_desktop.assessment.consumption_findings import missing_price_findings, unsized_findings
from dr_desktop.assessment.consumption_gateways import gateways
from dr_desktop.assessment.consumption_storage import storage_amount
from dr_desktop.assessment.cost_lines import line_amount
from dr_desktop.assessment.pools import PoolKey
from dr_desktop.assessment.price_age import old_catalog_prices
from dr_desktop.assessment.price_stand_ins import stand_in_findings
from dr_desktop.assessment.results import Consumption, ConsumptionComponent, StoreResult
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.governance import CostLine, PriceOverride
from dr_desktop.plan.link import Link

FREE_DAYS = 31
"""Days that replication is free for each instance; the month that stands for a plan is the first one after them."""


class _Bill:
    """Amounts by component and month while they are added up, and the quantity of the usual month."""

    def __init__(self) -> None:
        self.amounts: dict[str, list[Sequence[float]]] = {key: [] for key in COMPONENTS}
        self.quantities: dict[str, list[float]] = {key: [] for key in COMPONENTS}

    def add(self, component: str, amounts: Sequence[float], quantity: float) -> None:
        self.amounts[component].append(amounts)
        self.quantities[component].append(quantity)


def consumption_of(
    uses: Mapping[str, Use],
    lines: Sequence[MeterLine],
    flow_sums: FlowSums,
    targets: Mapping[str, StoreResult],
    series: Mapping[PoolKey, PoolSeries],
    around: Surroundings,
    price_overrides: Mapping[str, PriceOverride],
    cost_lines: Mapping[str, CostLine],
    links: Mapping[str, Link],
) -> Consumption:
    """The bill of the plan: `uses` per application, their `lines` and `flow_sums`, `targets`, their pools' `series`.

    Amounts are in the plan's currency a month, not rounded. Storage pays the mean of what lies at an Azure target in
    the month; protected instances step up with growth; replication is free for 31 days, to the day; drills pay the
    mean of their year. One failover with its failback is stated in every month of the horizon and is in no total. What
    has no price is counted as a quantity, adds nothing, and is said in the component's words and as a finding.
    """
    calendar = Calendar(around)
    tariff = Tariff(around, price_overrides)
    bill = _Bill()
    usual = _usual_place(calendar)
    for line in lines:
        _add_meter(bill, tariff, calendar, line, usual)
    for key, store in targets.items():
        _add_storage(bill, tariff, key, store, usual)
    flows = {group: tariff.flow_line(group, gib) for group, gib in flow_gib(flow_sums, calendar).items()}
    for group, flow in flows.items():
        bill.add(group.component, flow.amounts, flow.gib[usual])
    for gateway in gateways(links, around):
        for meter, number in gateway.units.items():
            each = tariff.meter_amount(meter) or 0.0
            bill.add("gateways", [number * each] * len(calendar.months), number)
    usages = {key: one.usage for key, one in uses.items()} if cost_lines else {}
    for cost in cost_lines.values():
        amount = line_amount(cost, usages)
        if amount:
            bill.add("cost_lines", [amount] * len(calendar.months), 1)
    components = _components(bill, tariff)
    own_lines: dict[str, list[float]] = {}
    for cost in cost_lines.values():
        if cost.application is not None and cost.application in uses:
            own_lines.setdefault(cost.application, []).append(line_amount(cost, usages))
    return Consumption(
        months=calendar.months,
        currency=tariff.currency.code,
        components=components,
        total_steady=_sums(components, ("steady",), len(calendar.months)),
        total=_sums(components, ("steady", "drill"), len(calendar.months)),
        per_application=ApplicationCosts(uses, own_lines, tariff, calendar, flows, series, targets, usual),
        findings=(
            *missing_price_findings(tariff.missing),
            *unsized_findings([one for use in uses.values() for one in use.usage.unsized]),
            *stand_in_findings(tariff.looked_up, around),
            *old_catalog_prices(tariff.used, around),
        ),
    )


def usual_month(consumption: Consumption) -> int:
    """The place of the month that stands for the plan: the first without a free day of replication."""
    months = consumption.months
    if not months:
        return 0
    begins = months[0] + timedelta(days=FREE_DAYS)
    return next((place for place, month in enumerate(months) if month >= begins), len(months) - 1)


def _usual_place(calendar: Calendar) -> int:
    days = calendar.days
    return next((place for place, (first, _) in enumerate(days) if first >= FREE_DAYS), len(days) - 1)


def _add_meter(bill: _Bill, tariff: Tariff, calendar: Calendar, line: MeterLine, usual: int) -> None:
    key = line.key
    each = tariff.meter_amount(key) or 0.0
    if key.free_days:
        amounts = [units * each * paid for units, paid in zip(line.units, calendar.paid(key.free_days), strict=True)]
    else:
        amounts = [units * each for units in line.units]
    bill.add(key.component, amounts, line.units[usual])


def _add_storage(bill: _Bill, tariff: Tariff, target: str, store: StoreResult, usual: int) -> None:
    if not store.source_gib:
        return
    each = storage_amount(tariff, tariff.around.targets[target])
    if each.paid:
        stored = [step.stored_average for step in store.months]
        bill.add("backup_storage", [gib * each.amount for gib in stored], stored[usual])


def _components(bill: _Bill, tariff: Tariff) -> tuple[ConsumptionComponent, ...]:
    unpriced: dict[str, list[str]] = {}
    for missing, components in tariff.missing.values():
        for key in components:
            unpriced.setdefault(key, []).append(f"{missing.label} in {missing.region or 'no region'}")
    found = []
    for key, component in COMPONENTS.items():
        if not bill.quantities[key]:
            continue
        left = tuple(unpriced.get(key, ()))
        found.append(
            ConsumptionComponent(
                key,
                component.name,
                component.state,
                tuple(map(fsum, zip(*bill.amounts[key], strict=True))),
                price_words(tariff.used.get(key, {}), left),
                quantity_words(key, bill.quantities[key]),
                left,
            )
        )
    return tuple(found)


def _sums(components: Iterable[ConsumptionComponent], states: Sequence[str], months: int) -> tuple[float, ...]:
    counted = [one.amounts for one in components if one.state in states]
    return tuple([fsum([amounts[month] for amounts in counted]) for month in range(months)])
