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
    at which the cap stops them; `kind`: what it has in common with demands that rise with it until then.
    """

    __slots__ = ("cap", "count", "held_by", "kind", "level", "path", "rate", "tier", "weight")

    def __init__(self, path: Sequence[str], weight: float = 1.0, cap: float = inf, tier: float = 0.0) -> None:
        self.path = tuple(dict.fromkeys(path))
        self.weight = weight
        self.cap = cap
        self.tier = tier
        self.level = cap / weight
        self.kind = (self.path, weight)
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


class _Bundle:
    """Demands of one kind in a tier: they rise together but for those that their cap stops."""

    __slots__ = ("count", "members", "path", "weight")

    def __init__(self, first: Demand) -> None:
        self.path = first.path
        self.weight = first.weight
        self.count = first.count
        self.members = [first]


def _fill_one(demand: Demand, left: MutableMapping[str, float]) -> None:
    rate, held_by = demand.cap, OWN_CAP if demand.cap < inf else NOTHING
    for resource in demand.path:
        share = left[resource] / demand.count
        if share < rate:
            rate, held_by = share, resource
    demand.rate, demand.held_by = rate, held_by
    _take(rate * demand.count, demand.path, left)


def _take(amount: float, path: tuple[str, ...], left: MutableMapping[str, float]) -> None:
    for resource in path:
        rest = left[resource] - amount
        left[resource] = rest if rest > 0.0 else 0.0  # noqa: FURB136 (a call costs more than this)


def _fill_tier(demands: Sequence[Demand], left: MutableMapping[str, float]) -> None:
    """Raises one level for all until a resource is full or a cap is reached; those stop there, the others go on."""
    bundles: dict[tuple[tuple[str, ...], float], _Bundle] = {}
    lowest_cap = inf
    for one in demands:
        one.rate = _RISING
        bundle = bundles.get(one.kind)
        if bundle is None:
            bundles[one.kind] = _Bundle(one)
        else:
            bundle.count += one.count
            bundle.members.append(one)
        if one.level < lowest_cap:
            lowest_cap = one.level
    filling = _Filling(bundles, left)
    capped: list[Demand] | None = None
    while filling.rising:
        level, full = filling.next_full()
        if lowest_cap <= level:
            if capped is None:
                capped = sorted([one for one in demands if one.level < inf], key=_LEVEL, reverse=True)
            # A demand that stops below the level leaves the others more, so all caps up to the level bind.
            while capped and capped[-1].level <= level:
                one = capped.pop()
                if one.rate == _RISING:
                    one.rate, one.held_by = one.cap, OWN_CAP
                    filling.stop(bundles[one.kind], one.count, one.cap)
            lowest_cap = capped[-1].level if capped else inf
        else:
            filling.fill_up(level, full)


class _Filling:
    """Bundles that still rise: the weight on each resource, and which bundles pass through it."""

    __slots__ = ("bundles", "left", "open", "rising", "through", "weights")

    def __init__(self, bundles: dict[tuple[tuple[str, ...], float], _Bundle], left: MutableMapping[str, float]) -> None:
        self.bundles = bundles
        self.left = left
        self.rising = len(bundles)
        self.weights: dict[str, float] = {}
        self.through: dict[str, list[_Bundle]] = {}
        for bundle in bundles.values():
            weight = bundle.weight * bundle.count
            for resource in bundle.path:
                if resource in self.weights:
                    self.weights[resource] += weight
                    self.through[resource].append(bundle)
                else:
                    self.weights[resource] = weight
                    self.through[resource] = [bundle]
        self.open = {resource: len(found) for resource, found in self.through.items()}

    def next_full(self) -> tuple[float, str]:
        """The level at which the first resource is full, and which; none is: infinite and nothing."""
        left, level, full = self.left, inf, NOTHING
        for resource, weight in self.weights.items():
            reached = left[resource] / weight
            if reached < level:
                level, full = reached, resource
        return level, full

    def stop(self, bundle: _Bundle, count: int, rate: float) -> None:
        """So many flows of a bundle stop rising at a rate; the weights keep only what still rises."""
        _take(rate * count, bundle.path, self.left)
        bundle.count -= count
        if not bundle.count:
            self.rising -= 1
        for resource in bundle.path:
            if bundle.count:
                self.weights[resource] -= bundle.weight * count
                continue
            self.open[resource] -= 1
            if self.open[resource]:
                self.weights[resource] -= bundle.weight * count
            else:
                del self.weights[resource]

    def fill_up(self, level: float, full: str) -> None:
        """What passes through the resource that is full stops at the level; without one, nothing holds the rest."""
        for bundle in self.through[full] if full else list(self.bundles.values()):
            if bundle.count:
                rate = bundle.weight * level
                for one in bundle.members:
                    if one.rate == _RISING:
                        one.rate, one.held_by = rate, full
                self.stop(bundle, bundle.count, rate)
