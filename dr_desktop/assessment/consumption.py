"""Consumption in Azure, month by month, by component and state, with the prices it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import Final, Literal, NamedTuple

from dr_desktop.assessment.application_costs import ApplicationCosts, Rates, Use
from dr_desktop.assessment.capacity import PoolSeries
from dr_desktop.assessment.consumption_usage import AzureUsage, MeterKey, target_region
from dr_desktop.assessment.months import horizon
from dr_desktop.assessment.pools import PoolKey
from dr_desktop.assessment.price_book import HOURS_PER_MONTH, Currency
from dr_desktop.assessment.price_keys import EGRESS_BY_MICROSOFT, blob_key, vault_key
from dr_desktop.assessment.prices import MissingPrice, Price, price, tiered_units
from dr_desktop.assessment.results import Consumption, ConsumptionComponent, Finding, StoreResult
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.backup import BackupTarget
from dr_desktop.plan.governance import CostLine, PriceOverride

State = Literal["steady", "drill", "failover"]

FREE_REPLICATION_MONTHS: Final = 1
"""Each instance replicates free for its first 31 days, so the first month of the horizon costs nothing."""

COMPONENTS: Final[dict[str, tuple[str, State]]] = {
    "protected_instances": ("Protected instances", "steady"),
    "backup_storage": ("Backup storage", "steady"),
    "replication_fee": ("Replication fee", "steady"),
    "replica_disks": ("Replica disks", "steady"),
    "standby_compute": ("Stand-by compute", "steady"),
    "cost_lines": ("Other costs of the plan", "steady"),
    "drill_egress": ("Egress of drills", "drill"),
    "failback_egress": ("Egress of one failback", "failover"),
}


class _Bill:
    """Amounts by component and month while the bill is added up, and the prices that went into it."""

    def __init__(self, months: int, around: Surroundings, overrides: Mapping[str, float]) -> None:
        self.months = months
        self.around = around
        self.overrides = overrides
        self.currency = Currency(around.header.currency or "USD", around.assumed.exchange_rate)
        self.factor = 1 - around.assumed.discount_percent / 100
        self.amounts: dict[str, list[list[float]]] = {key: [[] for _ in range(months)] for key in COMPONENTS}
        self.quantities: dict[str, list[float]] = {key: [] for key in COMPONENTS}
        self.prices: dict[tuple[str, str], Price | MissingPrice] = {}
        self.used: dict[str, dict[str, Price]] = {key: {} for key in COMPONENTS}
        self.missing: dict[tuple[str, str], tuple[MissingPrice, str]] = {}

    def unit_amount(self, component: str, key: str, region: str) -> float | None:
        """What one unit costs in the plan's currency after discount; None when there is no price (a finding)."""
        found = self.prices.get((key, region))
        if found is None:
            found = price(self.around.catalog, key, region, self.overrides, self.currency)
            self.prices[key, region] = found
        if isinstance(found, MissingPrice):
            self.missing.setdefault((key, region), (found, component))
            return None
        self.used[component][key] = found
        return found.amount if found.stated else found.amount * self.factor

    def add(self, component: str, month: int, amount: float) -> None:
        self.amounts[component][month].append(amount)


class MeterLine(NamedTuple):
    """A meter of the bill and its units in each month."""

    key: MeterKey
    units: list[int]


def consumption_of(
    uses: Mapping[str, Use],
    lines: Sequence[MeterLine],
    targets: Mapping[str, StoreResult],
    series: Mapping[PoolKey, PoolSeries],
    around: Surroundings,
    price_overrides: Mapping[str, PriceOverride],
    cost_lines: Mapping[str, CostLine],
) -> Consumption:
    """The bill of the plan: `uses` per application and their `lines`, `targets` and their pools' `series`.

    Amounts are in the plan's currency a month, not rounded. Storage pays the mean of what lies at an Azure target in
    the month; protected instances step up with growth; a drill's egress is the mean of its year; a failback is stated
    in every month of the horizon and is in no total.
    """
    months = horizon(around.header.start_month, round(around.assumed.horizon_months))[:-1]
    overrides = {one.key: one.price for one in price_overrides.values() if one.price is not None}
    bill = _Bill(len(months), around, overrides)
    usages = {key: usage for key, (usage, _) in uses.items()}
    for line in lines:
        _add_line(bill, line)
    for key, store in targets.items():
        _add_storage(bill, around.targets[key], store)
    _add_egress(bill, usages.values())
    _add_cost_lines(bill, cost_lines, usages)
    components = _components(bill)
    steady = _sums(components, ("steady",), len(months))
    return Consumption(
        months=months,
        currency=bill.currency.code,
        components=components,
        total_steady=steady,
        total=_sums(components, ("steady", "drill"), len(months)),
        per_application=ApplicationCosts(uses, _rates(bill, uses, lines, series, cost_lines)),
        findings=(*_missing_prices(bill), *_unsized(usages)),
    )


def usual_month(consumption: Consumption) -> int:
    """The index of the month that stands for the plan: the second, since replication is free in the first."""
    return min(FREE_REPLICATION_MONTHS, len(consumption.months) - 1)


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


def _add_line(bill: _Bill, line: MeterLine) -> None:
    component = line.key.component
    each = bill.unit_amount(component, line.key.price_key, line.key.region)
    if each is None:
        return
    if component == "standby_compute":
        each *= HOURS_PER_MONTH
    free = FREE_REPLICATION_MONTHS if component == "replication_fee" else 0
    for month, units in enumerate(line.units):
        bill.add(component, month, 0.0 if month < free else units * each)
    bill.quantities[component].append(line.units[min(1, bill.months - 1)] if line.units else 0)


def storage_price_key(target: BackupTarget) -> str:
    """Azure Backup Server and the MARS agent fill a vault; other products write to cool block blobs."""
    redundancy = target.redundancy or "grs"
    return vault_key(redundancy) if target.product in ("mabs", "mars_agent") else blob_key("cool", redundancy)


def _storage_amount(bill: _Bill, target: BackupTarget) -> float | None:
    """What a GiB costs for a month at a target in Azure; None for a target elsewhere or without a price."""
    site = bill.around.sites.get(target.site or "")
    if target.placement != "azure" and (site is None or site.kind != "azure_region"):
        return None
    return bill.unit_amount("backup_storage", storage_price_key(target), target_region(target, bill.around))


def _add_storage(bill: _Bill, target: BackupTarget, store: StoreResult) -> None:
    each = _storage_amount(bill, target) if store.source_gib else None
    if each is None:
        return
    for month, step in enumerate(store.months):
        bill.add("backup_storage", month, step.stored_average * each)
    bill.quantities["backup_storage"].append(store.months[min(1, len(store.months) - 1)].stored_average)


def _add_egress(bill: _Bill, usages: Iterable[AzureUsage]) -> None:
    found = list(usages)
    for component, gib in (
        ("drill_egress", fsum([usage.drill_egress_gib for usage in found])),
        ("failback_egress", fsum([usage.failback_egress_gib for usage in found])),
    ):
        if gib == 0:
            continue
        amounts = []
        for one in tiered_units(bill.around.catalog, EGRESS_BY_MICROSOFT, gib):
            each = bill.unit_amount(component, one.key, bill.around.header.region)
            amounts.append(0.0 if each is None else one.units * each)
        bill.quantities[component].append(gib)
        for month in range(bill.months):
            bill.add(component, month, fsum(amounts))


def _add_cost_lines(bill: _Bill, cost_lines: Mapping[str, CostLine], usages: Mapping[str, AzureUsage]) -> None:
    for line in cost_lines.values():
        amount = _line_amount(line, usages)
        if amount:
            bill.quantities["cost_lines"].append(1)
            for month in range(bill.months):
                bill.add("cost_lines", month, amount)


def _line_amount(line: CostLine, usages: Mapping[str, AzureUsage]) -> float:
    if line.amount is None:
        return 0.0
    if line.per == "month":
        return line.amount
    if line.application is None:
        wanted = list(usages.values())
    else:
        wanted = [usages[line.application]] if line.application in usages else []
    if line.per == "machine":
        return line.amount * sum([usage.protected_machines for usage in wanted])
    return line.amount * fsum([gib for usage in wanted for gib in usage.stored.values()])


def _components(bill: _Bill) -> tuple[ConsumptionComponent, ...]:
    found = []
    for key, (name, state) in COMPONENTS.items():
        if not bill.quantities[key]:
            continue
        amounts = tuple([fsum(parts) for parts in bill.amounts[key]])
        found.append(
            ConsumptionComponent(
                key, name, state, amounts, _price_words(bill.used[key]), _quantity_words(key, bill.quantities[key])
            )
        )
    return tuple(found)


def _price_words(used: Mapping[str, Price]) -> str:
    """Where the prices of a component come from, with their dates; stand-ins from another region are said."""
    sources = dict.fromkeys(
        "stated in the plan" if one.stated else f"{one.source.title}, {one.source.as_of}".rstrip(", ")
        for one in used.values()
    )
    assumed = dict.fromkeys(one.assumed_region for one in used.values() if one.assumed_region)
    words = "; ".join(sources)
    return f"{words}; price of {', '.join(assumed)} stands in" if assumed else words


_QUANTITY: Final = {
    "protected_instances": "{:,.0f} instances",
    "backup_storage": "{:,.0f} GiB stored",
    "replication_fee": "{:,.0f} machines replicated; the first 31 days are free",
    "replica_disks": "{:,.0f} disks, Standard SSD",
    "standby_compute": "{:,.0f} machines running all month",
    "cost_lines": "{:,.0f} lines",
    "drill_egress": "{:,.0f} GiB a month in the mean of the year",
    "failback_egress": "{:,.0f} GiB each time",
}


def _quantity_words(key: str, quantities: Sequence[float]) -> str:
    return _QUANTITY[key].format(fsum(quantities))


def _sums(components: Iterable[ConsumptionComponent], states: Sequence[str], months: int) -> tuple[float, ...]:
    counted = [one.amounts for one in components if one.state in states]
    return tuple([fsum([amounts[month] for amounts in counted]) for month in range(months)])


def _rates(
    bill: _Bill,
    uses: Mapping[str, Use],
    lines: Iterable[MeterLine],
    series: Mapping[PoolKey, PoolSeries],
    cost_lines: Mapping[str, CostLine],
) -> Rates:
    own: dict[str, tuple[float, ...]] = {}
    usages = {key: usage for key, (usage, _) in uses.items()}
    for cost in cost_lines.values():
        if cost.application is not None and cost.application in uses:
            own[cost.application] = (*own.get(cost.application, ()), _line_amount(cost, usages))
    units: dict[MeterKey, float] = {}
    for line in lines:
        each = bill.unit_amount(line.key.component, line.key.price_key, line.key.region)
        if each is not None:
            units[line.key] = each * (HOURS_PER_MONTH if line.key.component == "standby_compute" else 1)
    storage: dict[PoolKey, tuple[float, float]] = {}
    start = bill.around.header.start_month
    month = horizon(start, round(bill.around.assumed.horizon_months))[min(1, bill.months - 1) :][:2]
    low, high = [(day - start).days for day in month]
    for key, one in series.items():
        target = bill.around.targets[key.store]
        each = _storage_amount(bill, target)
        column = one.chain.a[low:high]
        if each is not None and column:
            left = each * one.reduction / len(column)
            storage[key] = (fsum(column) * left, fsum(one.chain.b[low:high]) * left)
    return Rates(units, storage, own)


def _missing_prices(bill: _Bill) -> list[Finding]:
    return [
        Finding(
            "price-missing",
            "warning",
            "header",
            "header",
            "region",
            f"No price for {one.label} in {region}: {COMPONENTS[component][0].lower()} is understated.",
            f"Add your own price with the key {key} on Assumptions & prices.",
            "Price book of the catalog",
        )
        for (key, region), (one, component) in bill.missing.items()
    ]


def _unsized(usages: Mapping[str, AzureUsage]) -> list[Finding]:
    return [
        Finding(
            "machine-fits-no-azure-size",
            "warning",
            "machines",
            machine,
            "azure_size",
            "No size or disk in the catalog holds this machine, so its cost in Azure is not counted.",
            "Choose an Azure size, split a disk, or correct vCPU, memory and disks.",
            "Machine sizes and disks of the catalog",
        )
        for usage in usages.values()
        for machine in usage.unsized
    ]
