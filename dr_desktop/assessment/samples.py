"""What a number of runs says: a share with its interval, what so many of them do not exceed, what goes with what.

[1] Wilson, E. B. (1927): Probable inference, the law of succession, and statistical inference.
[2] Spearman, C. (1904): The proof and measurement of association between two things.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, fsum, sqrt
from operator import mul
from typing import Final, NamedTuple

CONFIDENCE_PERCENT: Final = 95
_Z: Final = 1.959963984540054
_ROUNDING: Final = 1e-9


class Chance(NamedTuple):
    """In how many of so many runs something held."""

    held: int
    runs: int

    @property
    def share(self) -> float:
        """The share of the runs in which it held, 0 to 1."""
        return self.held / self.runs

    @property
    def interval(self) -> tuple[float, float]:
        """Where the probability lies with 95 % confidence [1]: centre ± half, both over 1 + z²/n."""
        n, share = self.runs, self.share
        scale = 1 + _Z * _Z / n
        centre = (share + _Z * _Z / (2 * n)) / scale
        half = _Z / scale * sqrt(share * (1 - share) / n + _Z * _Z / (4 * n * n))
        return (0.0 if not self.held else max(0.0, centre - half)), (1.0 if self.held == n else min(1.0, centre + half))


def not_exceeded(in_order: Sequence[float], share: float) -> float:
    """The least of the ascending values that at least `share` (0 to 1) of all do not exceed."""
    return in_order[max(0, ceil(share * len(in_order) - _ROUNDING) - 1)]


def ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value, from 1 on; equal values share the mean of their ranks."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    begin = 0
    while begin < len(order):
        end = begin + 1
        while end < len(order) and values[order[end]] == values[order[begin]]:
            end += 1
        for place in order[begin:end]:
            found[place] = (begin + end + 1) / 2
        begin = end
    return found


def standardised(values: Sequence[float]) -> list[float] | None:
    """The values about their mean, scaled so that their squares sum to 1; None where all are equal."""
    mean = fsum(values) / len(values)
    about = [value - mean for value in values]
    length = sqrt(fsum(map(mul, about, about)))
    return [value / length for value in about] if length > _ROUNDING else None


def together(one: Sequence[float], other: Sequence[float]) -> float:
    """The correlation of two standardised rows, −1 to 1; of their ranks that is Spearman's [2]."""
    return min(1.0, max(-1.0, fsum(map(mul, one, other))))
