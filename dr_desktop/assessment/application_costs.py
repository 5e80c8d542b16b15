"""What each application costs in the usual month: worked out when asked for, from amounts that all share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import fsum
from typing import NamedTuple

from dr_desktop.assessment.consumption_usage import AzureUsage, MeterKey
from dr_desktop.assessment.pools import PoolKey, Shares
from dr_desktop.assessment.results import Costs

Use = tuple[AzureUsage, Shares]


class Rates(NamedTuple):
    """Amounts of the usual month: a metered unit; a used GiB and a changed GiB a day in a pool; own lines."""

    units: dict[MeterKey, float]
    storage: dict[PoolKey, tuple[float, float]]
    own_lines: dict[str, tuple[float, ...]]


class ApplicationCosts(Costs):
    """Steady amount of the usual month by application id, worked out when asked for.

    Units at their prices, what the application itself stores (its second copies too), and its own cost lines. Lines
    for the whole estate are nobody's and stand in the total only.
    """

    def __init__(self, uses: Mapping[str, Use], rates: Rates) -> None:
        self._uses = uses
        self._rates = rates

    def __getitem__(self, key: str) -> float:
        usage, shares = self._uses[key]
        amounts = list(self._rates.own_lines.get(key, ()))
        amounts += [units * self._rates.units.get(meter, 0.0) for meter, units in usage.units.items()]
        for pool, share in shares.items():
            a, b = self._rates.storage.get(pool, (0.0, 0.0))
            amounts.append(share.used_gib * a + share.change_gib_per_day * b)
        return fsum(amounts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._uses)

    def __len__(self) -> int:
        return len(self._uses)

    def changed_since(self, before: Mapping[str, float]) -> set[str]:
        """The applications whose amount may be another than in `before`."""
        if not isinstance(before, ApplicationCosts) or before._rates != self._rates:
            return set(self._uses)
        known = before._uses
        return {
            key
            for key, (usage, shares) in self._uses.items()
            if key not in known or known[key][0] is not usage or known[key][1] is not shares
        }
