"""Max-min fair rates: every flow gets as much as any other, until what it passes through or its own cap stops it.

Progressive filling by Bertsekas and Gallager, Data Networks (1992), 6.5.2, with weights, caps and strict priority.
"""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from math import inf
from typing import Final

#: What holds a flow back when it is not a resource.
OWN_CAP: Final = "own cap"
NOTHING: Final = ""


class Demand:
    """Flows that are alike: the same path, weight, cap and tier. `rate` and `held_by` are what `fill` finds.

    `count` flows are under way, each with `weight` shares and at most `cap` (amount per time, as the capacities).
    `rate` is of one flow; `held_by` the resource that holds it back, `OWN_CAP`, or `NOTHING`.
    """

    __slots__ = ("cap", "count", "held_by", "path", "rate", "tier", "weight")

    def __init__(self, path: Sequence[str], weight: float = 1.0, cap: float = inf, tier: float = 0.0) -> None:
        self.path = tuple(dict.fromkeys(path))
        self.weight = weight
        self.cap = cap
        self.tier = tier
        self.count = 0
        self.rate = 0.0
        self.held_by = NOTHING


def fill(demands: Sequence[Demand], left: MutableMapping[str, float]) -> None:
    """Gives each demand its max-min fair rate. `demands` are in order of tier; a lower tier is served first.

    `left` holds the capacity of every resource on their paths, and afterwards what of it is left.
    """
    begin, many = 0, len(demands)
    while begin < many:
        tier, end = demands[begin].tier, begin + 1
        while end < many and demands[end].tier == tier:
            end += 1
        if end - begin == 1:
            _fill_one(demands[begin], left)
        else:
            _fill_tier(demands[begin:end], left)
        begin = end


def _fill_one(demand: Demand, left: MutableMapping[str, float]) -> None:
    rate, held_by = demand.cap, OWN_CAP if demand.cap < inf else NOTHING
    for resource in demand.path:
        share = left[resource] / demand.count
        if share < rate:
            rate, held_by = share, resource
    _grant(demand, rate, held_by, left)


def _grant(demand: Demand, rate: float, held_by: str, left: MutableMapping[str, float]) -> None:
    demand.rate, demand.held_by = rate, held_by
    taken = rate * demand.count
    for resource in demand.path:
        left[resource] = max(0.0, left[resource] - taken)


def _fill_tier(demands: Sequence[Demand], left: MutableMapping[str, float]) -> None:
    """Raises one level for all until a resource is full or a cap is reached; those stop there, the others go on."""
    weights: dict[str, float] = {}
    waiting: dict[str, list[Demand]] = {}
    capped: list[Demand] = []
    for one in demands:
        weight = one.weight * one.count
        for resource in one.path:
            if resource in weights:
                weights[resource] += weight
                waiting[resource].append(one)
            else:
                weights[resource] = weight
                waiting[resource] = [one]
        if one.cap < inf or not one.path:
            capped.append(one)
    capped.sort(key=_cap_level, reverse=True)
    open_demands = set(map(id, demands))
    unfilled = {resource: len(through) for resource, through in waiting.items()}
    while open_demands:
        level, full = inf, NOTHING
        for resource, weight in weights.items():
            reached = left[resource] / weight
            if reached < level:
                level, full = reached, resource
        while capped and id(capped[-1]) not in open_demands:
            capped.pop()
        if capped and _cap_level(capped[-1]) <= level:
            stopped, full = [capped.pop()], OWN_CAP
        else:
            stopped = waiting[full]
        for one in stopped:
            if id(one) not in open_demands:
                continue
            open_demands.remove(id(one))
            _grant(one, one.cap if full is OWN_CAP else one.weight * level, full, left)
            weight = one.weight * one.count
            for resource in one.path:
                unfilled[resource] -= 1
                if unfilled[resource]:
                    weights[resource] -= weight
                else:
                    del weights[resource]


def _cap_level(demand: Demand) -> float:
    return demand.cap / demand.weight
