"""The bill of what applications and links use in Azure: all of it but what lies at backup targets.

Most edits leave every line of it as it was; then it is taken again as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from dr_desktop.assessment.consumption_bill import (
    Calendar,
    FlowGroup,
    FlowLine,
    FlowSums,
    MeterLine,
    Tariff,
    flow_gib,
    flow_sums,
    flow_sums_again,
    meter_lines,
)
from dr_desktop.assessment.consumption_gateways import gateways
from dr_desktop.assessment.consumption_meters import NOTHING, AzureUsage, Unsized
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.governance import PriceOverride
from dr_desktop.plan.link import Link

FREE_DAYS = 31
"""Days that replication is free for each instance; the month that stands for a plan is the first one after them."""


class BillLine(NamedTuple):
    """Part of a component: its amounts month by month, and the quantity of the usual month."""

    component: str
    amounts: Sequence[float]
    quantity: float


class Used(NamedTuple):
    """Units of all applications by meter, GiB by flow, and what fits nothing that is sold."""

    lines: Sequence[MeterLine]
    flow_sums: FlowSums
    unsized: tuple[Unsized, ...]


class UsageBill(NamedTuple):
    """The bill of `used`. `flows` are the amounts by price and region, `usual` is the place of the usual month."""

    used: Used
    tariff: Tariff
    calendar: Calendar
    usual: int
    flows: dict[FlowGroup, FlowLine]
    lines: tuple[BillLine, ...]


def used_of(usages: Sequence[AzureUsage], around: Surroundings) -> Used:
    """What all applications use together."""
    return Used(meter_lines(usages, around), flow_sums(usages), unsized_of(usages))


def used_again(
    known: Used,
    before: Mapping[str, AzureUsage],
    after: Mapping[str, AzureUsage],
    usages: Callable[[], Sequence[AzureUsage]],
    around: Surroundings,
) -> Used:
    """`known` with the usages of some applications as they are after an edit; itself when that changes nothing.

    `before` and `after` are by application, and of the same surroundings; `usages` gives those of all applications.
    """
    pairs = [(before.get(key, NOTHING), after.get(key, NOTHING)) for key in before.keys() | after.keys()]
    flows = {flow for old, new in pairs for flow, _ in old.flows.items() ^ new.flows.items()}
    other_lines = any(old.units != new.units or old.steps != new.steps for old, new in pairs)
    other_unsized = any(old.unsized != new.unsized for old, new in pairs)
    if not (flows or other_lines or other_unsized):
        return known
    of_all = usages()
    return Used(
        meter_lines(of_all, around) if other_lines else known.lines,
        flow_sums_again(known.flow_sums, flows, of_all),
        unsized_of(of_all) if other_unsized else known.unsized,
    )


def unsized_of(usages: Iterable[AzureUsage]) -> tuple[Unsized, ...]:
    """What fits nothing that is sold, in the order of the applications."""
    return tuple([one for usage in usages if usage.unsized for one in usage.unsized])


def usage_bill(
    used: Used, around: Surroundings, price_overrides: Mapping[str, PriceOverride], links: Mapping[str, Link]
) -> UsageBill:
    """What `used` and the gateways of `links` cost in each month of the horizon, in the plan's currency."""
    calendar = Calendar(around)
    tariff = Tariff(around, price_overrides)
    usual = _usual_place(calendar)
    bill = [_meter(tariff, calendar, line, usual) for line in used.lines]
    flows = {group: tariff.flow_line(group, gib) for group, gib in flow_gib(used.flow_sums, calendar).items()}
    bill += [BillLine(group.component, flow.amounts, flow.gib[usual]) for group, flow in flows.items()]
    for gateway in gateways(links, around):
        for meter, number in gateway.units.items():
            each = tariff.meter_amount(meter) or 0.0
            bill.append(BillLine("gateways", [number * each] * len(calendar.months), number))
    return UsageBill(used, tariff, calendar, usual, flows, tuple(bill))


def _usual_place(calendar: Calendar) -> int:
    days = calendar.days
    return next((place for place, (first, _) in enumerate(days) if first >= FREE_DAYS), len(days) - 1)


def _meter(tariff: Tariff, calendar: Calendar, line: MeterLine, usual: int) -> BillLine:
    key = line.key
    each = tariff.meter_amount(key) or 0.0
    if key.free_days:
        amounts = [units * each * paid for units, paid in zip(line.units, calendar.paid(key.free_days), strict=True)]
    else:
        amounts = [units * each for units in line.units]
    return BillLine(key.component, amounts, line.units[usual])
