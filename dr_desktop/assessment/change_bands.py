"""What changed at least once since a full, for pools of machines that change at different rates.

A block that changes with probability p a day has changed within k days with probability 1 − (1 − p) ^ k: not linear in
p, so sums of used GiB and changed GiB do not give it. (Within a day the writes are spread evenly.) Rates are therefore
sorted into bands between round percentages; within a band the curve is a straight line, exact at both ends and less
than 1 % too low between them. So a pool needs one sum per band, however many machines it has.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import Final, NamedTuple


class ChangeBand(NamedTuple):
    """Change rates from `low` to `high`, as fractions of the source a day (or a run)."""

    low: float
    high: float

    def changed(self, times: float) -> tuple[float, float]:
        """Base and slope: of a source that changes at the rate p, `base + slope × p` has changed after `times` days.

        Exact where p is `low` or `high`; a band of one rate has the tangent, exact there and too high elsewhere.
        """
        low = changed_fraction(self.low, times)
        if self.high > self.low:
            slope = (changed_fraction(self.high, times) - low) / (self.high - self.low)
        else:
            slope = _steepness(self.low, times)
        return low - slope * self.low, slope


def changed_fraction(rate: float, times: float) -> float:
    """The fraction of a source that changed at least once after `times` days at `rate` (a fraction) a day, 0 to 1."""
    if times <= 0:
        return 0.0
    days = int(times)
    if days == 0 or rate >= 1:
        return min(1.0, rate * times)
    return float(1 - (1 - rate) ** days * (1 - rate * (times - days)))


def _steepness(rate: float, times: float) -> float:
    """How fast `changed_fraction` rises with the rate, there."""
    days = int(times)
    if days == 0:
        return max(0.0, times)
    if rate >= 1:
        return 0.0
    left = times - days
    return float(days * (1 - rate) ** (days - 1) * (1 - rate * left) + (1 - rate) ** days * left)


def differential_gib(source_gib: float, rate: float, times: float) -> float:
    """GiB of a differential `times` days after its full: all that changed since, what changed twice once."""
    return source_gib * changed_fraction(rate, times)


#: every change finds another block: the sum of the increments, which no differential exceeds
ANY_RATE: Final = ChangeBand(0.0, 0.0)

_ROUND: Final = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
_NODES: Final = (0.0, *[step * 10.0**power / 100 for power in (-3, -2, -1, 0, 1) for step in _ROUND], 1.0)

BANDS: Final = (*[ChangeBand(low, high) for low, high in pairwise(_NODES)], ChangeBand(1.0, 1.0))


def band_of(used_gib: float, change_gib_per_day: float) -> int:
    """The place in `BANDS` of a source's change rate."""
    return bisect_right(_NODES, change_gib_per_day / used_gib) - 1 if used_gib > 0 else 0
