"""Consumption in Azure, month by month, by component and state, with the prices it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from math import fsum

from dr_desktop.assessment.application_costs import ApplicationCosts, Use
from dr_desktop.assessment.capacity import PoolSeries
from dr_desktop.assessment.consumption_bill import Tariff, price_words, quantity_words
from dr_desktop.assessment.consumption_components import COMPONENTS
from dr_desktop.assessment.consumption_findings import missing_price_findings, unsized_findings
from dr_desktop.assessment.consumption_storage import storage_amount
from dr_desktop.assessment.cost_lines import line_amount
from dr_desktop.assessment.pools import PoolKey
from dr_desktop.assessment.price_age import old_catalog_prices
from dr_desktop.assessment.price_stand_ins import stand_in_findings
from dr_desktop.assessment.results import Consumption, ConsumptionComponent, StoreResult
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.usage_bill import FREE_DAYS, BillLine, UsageBill
from dr_desktop.plan.governance import CostLine


def consumption_of(
    uses: Mapping[str, Use],
    usage: UsageBill,
    targets: Mapping[str, StoreResult],
    series: Mapping[PoolKey, PoolSeries],
    around: Surroundings,
    cost_lines: Mapping[str, CostLine],
) -> Consumption:
    """The bill of the plan: `uses` per application, what these come to as `usage`, `targets`, their pools' `series`.

    Amounts are in the plan's currency a month, not rounded. Storage pays the mean of what lies at an Azure target in
    the month; protected instances step up with growth; replication is free for 31 days, to the day; drills pay the
    mean of their year. One failover with its failback is stated in every month of the horizon and is in no total. What
    has no price is counted as a quantity, adds nothing, and is said in the component's words and as a finding.
    """
    calendar, usual = usage.calendar, usage.usual
    tariff = usage.tariff.branch()
    bill = [*usage.lines]
    for key, store in targets.items():
        bill += _storage(tariff, key, store, usual)
    usages = {key: one.usage for key, one in uses.items()} if cost_lines else {}
    own_lines: dict[str, list[float]] = {}
    for cost in cost_lines.values():
        amount = line_amount(cost, usages)
        if amount:
            bill.append(BillLine("cost_lines", [amount] * len(calendar.months), 1))
        if cost.application is not None and cost.application in uses:
            own_lines.setdefault(cost.application, []).append(amount)
    components = _components(bill, tariff)
    return Consumption(
        months=calendar.months,
        currency=tariff.currency.code,
        components=components,
        total_steady=_sums(components, ("steady",), len(calendar.months)),
        total=_sums(components, ("steady", "drill"), len(calendar.months)),
        per_application=ApplicationCosts(uses, own_lines, tariff, calendar, usage.flows, series, targets, usual),
        findings=(
            *missing_price_findings(tariff.missing),
            *unsized_findings(usage.used.unsized),
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


def _storage(tariff: Tariff, target: str, store: StoreResult, usual: int) -> list[BillLine]:
    if not store.source_gib:
        return []
    each = storage_amount(tariff, tariff.around.targets[target])
    if not each.paid:
        return []
    stored = [step.stored_average for step in store.months]
    return [BillLine("backup_storage", [gib * each.amount for gib in stored], stored[usual])]


def _components(bill: Iterable[BillLine], tariff: Tariff) -> tuple[ConsumptionComponent, ...]:
    unpriced: dict[str, list[str]] = {}
    for missing, components in tariff.missing.values():
        for key in components:
            unpriced.setdefault(key, []).append(f"{missing.label} in {missing.region or 'no region'}")
    by_component: dict[str, list[BillLine]] = {}
    for line in bill:
        by_component.setdefault(line.component, []).append(line)
    found = []
    for key, component in COMPONENTS.items():
        lines = by_component.get(key)
        if lines is None:
            continue
        left = tuple(unpriced.get(key, ()))
        found.append(
            ConsumptionComponent(
                key,
                component.name,
                component.state,
                tuple(map(fsum, zip(*[one.amounts for one in lines], strict=True))),
                price_words(tariff.used.get(key, {}), left),
                quantity_words(key, [one.quantity for one in lines]),
                left,
            )
        )
    return tuple(found)


def _sums(components: Iterable[ConsumptionComponent], states: Sequence[str], months: int) -> tuple[float, ...]:
    counted = [one.amounts for one in components if one.state in states]
    return tuple([fsum([amounts[month] for amounts in counted]) for month in range(months)])
