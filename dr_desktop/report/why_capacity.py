"""Why a store needs what it needs in a month: value, formula in words, inputs, rule and source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import fsum
from typing import Final, NamedTuple

from dr_desktop.assessment.policy_chain import left_fraction
from dr_desktop.assessment.pools import REPLICATING
from dr_desktop.assessment.results import Assessment, MachineResult, MonthStep, StoreResult
from dr_desktop.plan.shown import show_number, show_rate, show_share
from dr_desktop.plan.words import word
from dr_desktop.report.capacity_picture import SizeUnit, parts_of, store_of
from dr_desktop.report.chart_words import day_words, month_words, number_words
from dr_desktop.report.fact_sheet import Fact, Figure, Formula, Heading, Judged, Link, Row, Words, go_to
from dr_desktop.report.mabs_facts import mabs_facts
from dr_desktop.report.names import counted, listed, name_of

NEEDED: Final = "needed"
LEFT: Final = "left"

_TARGET_FORMULAS: Final = {
    "points": ("used × A + changed a day × B", "summed over policies and growths; A and B: what the chain holds"),
    "archive": ("used × A of the weekly to yearly fulls", "for each policy and growth, then summed"),
    "copies": ("used × A + changed a day × B", "as above, for the policy of the second copy; copies of copies too"),
    "headroom": ("points, fulls and copies × headroom", "for machines that are not yet listed; an assumption"),
}  # fmt: skip
_STAMP_FORMULAS: Final = {
    "points": ("provisioned × replica with its history × growth", "summed over the machines that recover here"),
    "copies": ("what the backup targets on this stamp need", "each at its own worst day of the month"),
    "working": ("storage used, as the site states it", "what runs there already does not grow here"),
    "headroom": ("replicas × headroom", "for machines that are not yet listed; an assumption"),
}


class Inputs(NamedTuple):
    """What lies at a store at the start of the plan: members, GiB, and the ranges of growth and reduction."""

    members: int
    used_gib: float
    change_gib_per_day: float
    assumed: int
    growth: tuple[float, ...]
    left: tuple[float, ...]
    policies: tuple[str, ...]


def why_facts(assessment: Assessment, store_id: str, month: date, part: str, unit: SizeUnit) -> tuple[Fact, ...]:
    """The sheet of one number: `part` is a field of a month step, "needed" or "left" (below the ceiling)."""
    store = store_of(assessment, store_id)
    step = next((one for one in store.months if one.month == month), None) if store else None
    if store is None or step is None:
        return (Words("Choose a month in the chart or a number in the table.", "text.secondary"),)
    names = dict(parts_of(store))
    what = {NEEDED: "Needed", LEFT: "Left below the ceiling"}.get(part) or names.get(part, part)
    value = value_of(store, step, part)
    facts: list[Fact] = [
        Figure(f"{what}, {month_words(month)}, {name_of(assessment.plan, store_id)}", _size(value, unit))
    ]
    if store.upper_bound:
        words = "An upper bound: the worst days of several policies that run more than once a day may not meet."
        facts.append(Judged("note", words))
    facts += [Heading("Formula"), _formula(assessment, store, step, part)]
    if part in (NEEDED, LEFT):
        facts.append(Heading(f"Parts on {day_words(step.worst_day)}"))
        facts += [Row(words, _size(getattr(step, field), unit)) for field, words in parts_of(store)]
        facts.append(Row("Needed", _size(step.total, unit), bold=True))
    facts += _limits(store, unit)
    inputs = inputs_of(assessment, store_id, store)
    facts += [Heading("Inputs"), *_inputs(assessment, store, inputs, unit)]
    facts += mabs_facts(assessment, store_id, store)
    if store.rule_words:
        facts += [Heading("Rule"), *(Words(words) for words in store.rule_words)]
    facts += [Heading("Source"), Words(_source(assessment, store, inputs), "text.secondary")]
    return (*facts, *_links(assessment, store_id, inputs))


def value_of(store: StoreResult, step: MonthStep, part: str) -> float | None:
    """The GiB of one number of a month; None for what is left where no size is stated."""
    if part == NEEDED:
        return step.total
    if part == LEFT:
        return None if store.ceiling_gib is None else store.ceiling_gib - step.total
    return float(getattr(step, part))


def inputs_of(assessment: Assessment, store_id: str, store: StoreResult) -> Inputs:
    """What lies at a store: of a target the members that back up to it or whose second copies lie there."""
    plan = assessment.plan
    sources = {store_id} if store.kind == "target" else set()
    copies = [one for one in plan.backup_copies.values() if one.to_target == store_id]
    sources |= {one.from_target for one in copies if one.from_target}
    used: list[float] = []
    changed: list[float] = []
    growth: set[float] = set()
    left: set[float] = set()
    policies: dict[str, None] = {}
    members = assumed = 0
    target = plan.backup_targets.get(store_id)
    for application, one in _members(assessment):
        protection = one.protection
        if one.coverage != "protected":
            continue
        if store.kind == "stamp":
            here = protection.scheme in REPLICATING and store_id in protection.recovery_sites
            size = one.provisioned_gib
        else:
            here = protection.backup_target in sources and bool(protection.backup_policy)
            size = one.used_gib
        if not here:
            continue
        members += 1
        used.append(size or 0.0)
        changed.append(one.change_gib_per_day or 0.0)
        assumed += bool(one.assumed)
        growth.add(assessment.applications[application].growth_percent_per_year)
        policy = protection.backup_policy or ""
        if protection.backup_target != store_id:
            policy = next((copy.policy for copy in copies if copy.policy), policy) or policy
        if store.kind == "target" and policy in plan.backup_policies:
            policies[policy] = None
            fraction = left_fraction(plan.backup_policies[policy], target, assessment.assumed.reduction_left_percent)
            left.add(fraction)
    return Inputs(
        members, fsum(used), fsum(changed), assumed, tuple(sorted(growth)), tuple(sorted(left)), tuple(policies)
    )


def _members(assessment: Assessment) -> Iterable[tuple[str, MachineResult]]:
    plan = assessment.plan
    for results, rows in ((assessment.machines, plan.machines), (assessment.data_stores, plan.data_stores)):
        for key, one in results.items():
            application = rows[key].application
            if application in assessment.applications:
                yield application, one


def _formula(assessment: Assessment, store: StoreResult, step: MonthStep, part: str) -> Formula:
    if part == NEEDED:
        words = " + ".join(words.lower() if place else words for place, (_, words) in enumerate(parts_of(store)))
        return Formula(
            words, f"on the worst day of the month, {day_words(step.worst_day)}: the day with the largest sum"
        )
    if part == LEFT:
        return Formula("Ceiling − needed", "less than zero: the store is above its ceiling")
    if store.kind == "stamp":
        return Formula(*_STAMP_FORMULAS[part])
    if part == "working":
        rule = word("WorkingSpaceRule", assessment.plan.header.working_space_rule)
        return Formula(rule, "room to build and merge fulls, from the data after reduction on that day")
    return Formula(*_TARGET_FORMULAS[part])


def _limits(store: StoreResult, unit: SizeUnit) -> list[Fact]:
    if store.capacity_gib is None:
        return []
    facts: list[Fact] = [Row("Usable", _size(store.capacity_gib, unit)), Row("Ceiling", _size(store.ceiling_gib, unit))]
    if store.run_out is not None:
        facts.append(Row("Runs out", month_words(store.run_out)))
        facts += [Row("Order by", month_words(store.order_by))] if store.order_by else []
    if store.room_machines is not None:
        facts.append(Row("More average machines that fit", f"{store.room_machines:,}"))
    if store.capacity_formula:
        facts.append(Formula("Usable by its drives", store.capacity_formula))
    return [Heading("Against"), *facts]


def _inputs(assessment: Assessment, store: StoreResult, inputs: Inputs, unit: SizeUnit) -> list[Fact]:
    size = "Used" if store.kind == "target" else "Provisioned"
    facts: list[Fact] = [
        Row(f"{size}, {counted(inputs.members, 'machine')}", _size(inputs.used_gib, unit)),
        Row("Applications", f"{store.applications:,}"),
    ]
    if inputs.assumed:
        facts.append(Row("Machines with assumed values", f"{inputs.assumed:,}"))
    if store.kind == "target":
        mean = inputs.change_gib_per_day / inputs.used_gib * 100 if inputs.used_gib else None
        facts.append(Row("Changed a day", f"{show_number(inputs.change_gib_per_day)}\u00a0GiB, {show_rate(mean)}"))
    else:
        facts.append(Row("Replica with its history", f"{show_number(assessment.assumed.replica_factor, 1)}\u00a0×"))
    facts.append(Row("Growth a year", _range([show_rate(one) for one in inputs.growth])))
    if store.kind == "target":
        facts.append(Row("Left after reduction", _range([show_share(one) for one in inputs.left])))
        keeps = [assessment.plan.backup_policies[one].keep_points for one in inputs.policies]
        facts.append(Row("Points kept", _range([f"{one:,}" for one in sorted({keep or 0 for keep in keeps})])))
    return facts


def _source(assessment: Assessment, store: StoreResult, inputs: Inputs) -> str:
    plan = assessment.plan
    names = [plan.backup_policies[one].name or one for one in inputs.policies]
    said = [f"Plan, {'policy' if len(names) == 1 else 'policies'} {listed(names)}"] if names else ["Plan"]
    said += ["assumptions, for machines without measured values"] if inputs.assumed else []
    said.append(f"ceiling {show_number(assessment.assumed.capacity_ceiling_percent)}\u00a0% of the usable size")
    method = "restore points by Restore Point Simulator's published rules" if store.kind == "target" else ""
    if store.kind == "stamp":
        method = "Site Recovery on Azure Stack Hub, capacity planning, 2023-06-19"
    return "; ".join([*said, method]) + "."


def _links(assessment: Assessment, store_id: str, inputs: Inputs) -> list[Fact]:
    name = name_of(assessment.plan, store_id)
    if store_id in assessment.plan.sites:
        return [Link(f"Go to {name}", go_to("sites", store_id, "storage_usable_gib"))]
    links: list[Fact] = [
        Link(
            f"Go to the policy {name_of(assessment.plan, one)}",
            go_to("backup_policies", one, "keep_points"),
        )
        for one in inputs.policies
    ]
    return [*links, Link(f"Go to {name}", go_to("backup_targets", store_id, "capacity_gib"))]


def _range(words: list[str]) -> str:
    if not words:
        return "not known"
    return words[0] if len(words) == 1 else f"{words[0]} to {words[-1]}"


def _size(gib: float | None, unit: SizeUnit) -> str:
    return "not known" if gib is None else f"{number_words(gib / unit.gib, unit.decimals)}\u00a0{unit.symbol}"
