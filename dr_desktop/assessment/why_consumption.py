"""Why an amount of the bill is what it is: units and prices of a component, an application's part, low and high."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum
from typing import Final

from dr_desktop.assessment.application_costs import ApplicationCosts
from dr_desktop.assessment.citation import Source
from dr_desktop.assessment.consumption import usual_month
from dr_desktop.assessment.consumption_components import COMPONENTS, STATE_MEANS
from dr_desktop.assessment.consumption_range import Ends, cost_range, usual_amounts
from dr_desktop.assessment.explanation import Explanation, Input, Origin, Place, Subject
from dr_desktop.assessment.memory import Memory
from dr_desktop.assessment.outage_balance import BALANCE_RULE, BALANCE_WORDS, outage_balance
from dr_desktop.assessment.prices import Price, volume_steps
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.row_names import named
from dr_desktop.plan.assumptions import DEFINITIONS
from dr_desktop.plan.shown import show_month, show_quantity

_SITE_RECOVERY: Final = Source("Site Recovery pricing: each instance is free for its first 31 days", "", "2024-04-18")
_SOURCES: Final[dict[str, tuple[Source, ...]]] = {
    "protected_instances": (Source("Azure Backup pricing: size tiers of protected instances", "", "2025-09-19"),),
    "replication_fee": (_SITE_RECOVERY,),
    "replication_cache": (Source("Site Recovery on Azure Stack Hub, capacity planning", "", "2023-06-19"),),
    "replica_snapshots": (Source("Architecture Center, disaster recovery for Azure Stack Hub machines", "", "2020"),),
    "drill_egress": (Source("Azure Backup: restores leave Azure free of charge", "", "undated"),),
    "gateways": (Source("Azure, about VPN gateway sizes", "", "2024-01-23"),),
}
_ASSUMED: Final = {
    "replica_snapshots": ("change_percent_per_day", "rewrite_factor"),
    "backup_storage": ("growth_percent_per_year", "change_percent_per_day", "reduction_left_percent"),
    "protected_instances": ("growth_percent_per_year", "used_percent_of_provisioned"),
    "drill_compute": ("drills_per_year", "drill_days"),
    "drill_disks": ("drills_per_year", "drill_days"),
    "drill_egress": ("drills_per_year", "growth_percent_per_year"),
    "failover_compute": ("failover_days_per_year",),
    "failover_disks": ("failover_days_per_year",),
    "failover_egress": ("growth_percent_per_year",),
    "failback_egress": ("growth_percent_per_year",),
}
_TIMES: Final = {1.0: "once", 2.0: "twice"}
_MOST: Final = 12
_MOST_MISSING: Final = 4
STATES_SAID: Final = {"steady": "steady", "drill": "drills", "failover": "one failover"}


def explain_component(assessment: Assessment, subject: Subject) -> Explanation | None:
    """Why a component (the entity of the subject) costs what it costs in a month, by default the usual one."""
    consumption = assessment.consumption
    one = next((found for found in consumption.components if found.key == subject.entity), None)
    place = _month(assessment, subject)
    if one is None or place is None:
        return None
    left = "".join(f" Not counted for want of a price: {name}." for name in one.not_priced)
    prices = _prices(assessment, one.key)
    return Explanation(
        subject,
        f"{one.name}, {show_month(consumption.months[place])}",
        one.amounts[place],
        consumption.currency,
        COMPONENTS[one.key].formula,
        f"Usual month: {one.quantity_words}.{left}",
        _meters(assessment, one.key, place),
        (
            *[_price_input(found) for found in prices[:_MOST]],
            *_of_all_prices(assessment),
            *_assumed(assessment, one.key),
        ),
        (*((one.price_words,) if one.price_words else ()), f"State: {one.state}. {STATE_MEANS[one.state]}"),
        (*_SOURCES.get(one.key, ()), *dict.fromkeys(found.source for found in prices)),
    )


def explain_bill(assessment: Assessment, subject: Subject) -> Explanation | None:
    """Why a month costs what it costs; the entity names the states that are counted, such as "steady+drill"."""
    consumption = assessment.consumption
    place = _month(assessment, subject)
    if place is None:
        return None
    states = subject.entity.split("+")
    counted = [one for one in consumption.components if one.state in states]
    counted.sort(key=lambda one: (-one.amounts[place], one.key))
    return Explanation(
        subject,
        f"Total, {show_month(consumption.months[place])}",
        fsum([one.amounts[place] for one in counted]),
        consumption.currency,
        f"sum of the components, {listed_states(states)}",
        "The mean of a year's drills is spread over its months. A failover is paid when it happens, each time.",
        tuple(Input(one.name, one.amounts[place], consumption.currency) for one in counted),
        rules=tuple(f"{one.sentence} {one.remedy}" for one in consumption.findings[:_MOST_MISSING]),
        sources=tuple(dict.fromkeys(Source(one.price_words, "", "") for one in counted if one.price_words)),
    )


def listed_states(states: Iterable[str]) -> str:
    """The states of a bill in words."""
    return " and ".join(STATES_SAID[one] for one in STATES_SAID if one in states) or "in no state"


def explain_application_cost(assessment: Assessment, subject: Subject) -> Explanation | None:
    """Why an application costs what it costs in a month: what is paid steadily, by component."""
    consumption = assessment.consumption
    costs, place = consumption.per_application, _month(assessment, subject)
    application = assessment.plan.applications.get(subject.entity)
    if application is None or place is None or not isinstance(costs, ApplicationCosts) or subject.entity not in costs:
        return None
    found = costs.by_component(subject.entity, place)
    steady = {key: amount for key, amount in found.items() if COMPONENTS[key].state == "steady"}
    beside = {key: amount for key, amount in found.items() if key not in steady}
    return Explanation(
        subject,
        f"Cost of {named(application)}, {show_month(consumption.months[place])}",
        costs.by_state(subject.entity, place)["steady"],
        consumption.currency,
        "its machines, disks and GiB at their prices, what it stores, and its own cost lines",
        "Gateways and costs of the whole estate belong to no application. Drills and one failover stand beside it.",
        tuple(Input(COMPONENTS[key].name, amount, consumption.currency) for key, amount in steady.items()),
        tuple(Input(COMPONENTS[key].name, amount, consumption.currency) for key, amount in beside.items()),
    )


def explain_cost_range(assessment: Assessment, subject: Subject) -> Explanation | None:
    """Why a usual month costs from so much to so much: every assumption of cost at its ends."""
    found = cost_range(assessment)
    if found is None or not assessment.consumption.months:
        return None
    low, base, high = usual_amounts(found)
    return Explanation(
        subject,
        "Cost a month, from low to high",
        base,
        assessment.consumption.currency,
        "the whole bill with all assumptions at the ends that lower it, and at the ends that raise it",
        "All at once is the widest range; what each moves alone is told by What moves it.",
        inputs=tuple([_ends_input(key, ends) for key, ends in found.ends.items()]),
        low=low,
        high=high,
    )


def _ends_input(key: str, ends: Ends) -> Input:
    words = f"{ends.low:g}, {ends.base:g}, {ends.high:g}"
    return Input(DEFINITIONS[key].name, words, DEFINITIONS[key].unit, "assumed", Place("assumptions", key, "base"))


def explain_balance(assessment: Assessment, subject: Subject) -> Explanation | None:
    """Why an application is over- or under-protected."""
    application = assessment.plan.applications.get(subject.entity)
    if application is None or subject.entity not in assessment.applications:
        return None
    one, currency = outage_balance(assessment, subject.entity), assessment.consumption.currency

    def stated(name: str, value: float | None, field: str) -> Input:
        return Input(name, value, currency, "stated", Place("applications", application.id, field))

    times: Origin = "assumed" if one.times_words.startswith("assumed") else "stated"

    return Explanation(
        subject,
        f"Protection and outages of {named(application)}",
        BALANCE_WORDS[one.balance],
        "",
        BALANCE_RULE,
        one.words,
        inputs=(
            Input("Protection a year", one.protection, currency),
            Input("Expected loss a year", one.loss, currency),
            Input("Expected loss without protection", one.loss_unprotected, currency),
            Input("Times a year", one.times_a_year, "", times),
            Input("Hours down", one.hours_down, "h"),
            Input("Hours of data lost", one.hours_lost, "h"),
            stated("An hour down", application.downtime_cost_per_hour, "downtime_cost_per_hour"),
            stated("An hour of data", application.data_loss_cost_per_hour, "data_loss_cost_per_hour"),
        ),
    )


def _month(assessment: Assessment, subject: Subject) -> int | None:
    months = assessment.consumption.months
    if not months:
        return None
    place = usual_month(assessment.consumption) if subject.month is None else subject.month
    return place if 0 <= place < len(months) else None


def _meters(assessment: Assessment, component: str, month: int) -> tuple[Input, ...]:
    """The largest meters of a component with what they cost; what is left is one sum, so that the parts add up."""
    costs, memory = assessment.consumption.per_application, assessment.memory
    if not isinstance(costs, ApplicationCosts) or not isinstance(memory, Memory):
        return ()
    found: dict[str, float] = {}
    for line in memory.usage.used.lines:
        if line.key.component == component and line.units[month]:
            label = _label(assessment, line.key.price_key)
            words = f"{line.units[month]:,} × {label} in {line.key.region}"
            if line.key.times_a_year:
                words += f", {_TIMES.get(line.key.times_a_year) or f'{line.key.times_a_year:g} times'} a year"
            found[words] = found.get(words, 0.0) + costs.amount_of_line(line, month)
    for group, gib, amount in costs.flows_of(component, month):
        words = f"{show_quantity(gib, 'GiB', 0)} × {_label(assessment, group.price_key)} in {group.region}"
        found[words] = found.get(words, 0.0) + amount
    if component == "backup_storage":
        for target, gib, amount in costs.stored_at_targets(month):
            lies = f"{show_quantity(gib, 'GiB', 0)} at {named(assessment.plan.backup_targets[target])}"
            found[lies] = found.get(lies, 0.0) + amount
    largest = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    parts = [Input(words, amount, assessment.consumption.currency) for words, amount in largest[:_MOST]]
    if len(largest) > _MOST:
        rest = sum([amount for _, amount in largest[_MOST:]])
        parts.append(Input(f"{len(largest) - _MOST} more", rest, assessment.consumption.currency))
    return tuple(parts)


def _label(assessment: Assessment, key: str) -> str:
    """What people call a meter; of one whose price falls by steps, what comes before the step."""
    if not isinstance(assessment.memory, Memory):
        return key
    catalog = assessment.memory.catalog
    meter = catalog.prices.meters.get(key)
    if meter is not None:
        return meter.label
    first = catalog.prices.meters.get(volume_steps(catalog, key)[0].key)
    return first.label.partition(",")[0] if first is not None else key


def _prices(assessment: Assessment, component: str) -> list[Price]:
    costs = assessment.consumption.per_application
    return list(costs.prices_of(component)) if isinstance(costs, ApplicationCosts) else []


def _price_input(one: Price) -> Input:
    origin: Origin = "stated" if one.stated else "catalog"
    place = f", {one.assumed_region} stands in" if one.assumed_region else ""
    return Input(
        f"{one.label}{place}", one.amount, f"{one.currency} / {one.unit}" if one.unit else one.currency, origin
    )


def _of_all_prices(assessment: Assessment) -> Iterable[Input]:
    assumed = assessment.assumed
    if assumed.discount_percent:
        yield Input(
            "Discount", assumed.discount_percent, "%", "assumed", Place("assumptions", "discount_percent", "base")
        )
    if assumed.exchange_rate != 1:
        yield Input("Exchange rate", assumed.exchange_rate, "per USD", "assumed",
                    Place("assumptions", "exchange_rate", "base"))  # fmt: skip


def _assumed(assessment: Assessment, component: str) -> Iterable[Input]:
    for key in _ASSUMED.get(component, ()):
        value, unit = getattr(assessment.assumed, key), DEFINITIONS[key].unit
        yield Input(DEFINITIONS[key].name, value, unit, "assumed", Place("assumptions", key, "base"))
