"""Max-min fair rates: every flow gets as much as any other, until what it passes through or its own cap stops it.

Progressive filling by Bertsekas and Gallager, Data Networks (1992), 6.5.2, with weights, caps and strict priority.
"""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from math import inf
from operator import attrgetter
from typing import Final

#: What holds a flow back when it is not a resource.
OWN_CAP: Final = "own cap"
NOTHING: Final = ""
_RISING: Final = -1.0
_LEVEL: Final = attrgetter("level")


class Demand:
    """Flows that are alike: the same path, weight, cap and tier. `rate` and `held_by` are what `fill` finds.

    `count` flows are under way, each with `weight` shares and at most `cap` (amount per time, as the capacities).
    `rate` is of one flow; `held_by` the resource that holds it back, `OWN_CAP`, or `NOTHING`. `level`: the common level
    at which the cap stops them.
    """

    __slots__ = ("cap", "count", "held_by", "level", "path", "rate", "tier", "weight")

    def __init__(self, path: Sequence[str], weight: float = 1.0, cap: float = inf, tier: float = 0.0) -> None:
        self.path = tuple(dict.fromkeys(path))
        self.weight = weight
        self.cap = cap
        self.tier = tier
        self.level = cap / weight
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
        rest = left[resource] - taken
        left[resource] = rest if rest > 0.0 else 0.0  # noqa: FURB136 (a call costs more than this)


def _fill_tier(demands: Sequence[Demand], left: MutableMapping[str, float]) -> None:
    """Raises one level for all until a resource is full or a cap is reached; those stop there, the others go on."""
    weights: dict[str, float] = {}
    through: dict[str, list[Demand]] = {}
    capped: list[Demand] = []
    for one in demands:
        one.rate = _RISING
        weight = one.weight * one.count
        for resource in one.path:
            if resource in weights:
                weights[resource] += weight
                through[resource].append(one)
            else:
                weights[resource] = weight
                through[resource] = [one]
        if one.level < inf:
            capped.append(one)
    if len(capped) > 1:
        capped.sort(key=_LEVEL, reverse=True)
    rising = len(demands)
    unfilled = {resource: len(found) for resource, found in through.items()}
    while rising:
        level, full = inf, NOTHING
        for resource, weight in weights.items():
            reached = left[resource] / weight
            if reached < level:
                level, full = reached, resource
        stopped: list[Demand] = []
        # A demand that stops below the level leaves the others more, so all caps up to the level bind.
        while capped and capped[-1].level <= level:
            one = capped.pop()
            if one.rate == _RISING:
                stopped.append(one)
        by_cap = bool(stopped)
        if not by_cap:
            stopped = [one for one in through[full] if one.rate == _RISING] if full else list(demands)
        for one in stopped:
            if one.rate != _RISING:
                continue
            rising -= 1
            _grant(one, one.cap if by_cap else one.weight * level, OWN_CAP if by_cap else full, left)
            weight = one.weight * one.count
            for resource in one.path:
                unfilled[resource] -= 1
                if unfilled[resource]:
                    weights[resource] -= weight
                else:
                    del weights[resource]
