"""The smallest link on which replication is never, or seldom, older than asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from dr_desktop.assessment.churn_profile import Churn, average_mb_s
from dr_desktop.assessment.replication_queue import backlog_mb, late_s

_CLOSE: Final = 1e-9  # of the time, or of the rate: nearer than rounding lets the queue be known
_SMALLER: Final = 1e-7  # of the rate: one that is smaller by so much is not enough any more
_MOST_TRIALS: Final = 200


@lru_cache(maxsize=16)
def smallest_rate_mb_s(churn: Churn, lag_s: float) -> float | None:
    """The smallest link on which no data of the profile arrives later than `lag_s` after its generation, MB/s.

    It is the greatest (A(g) − A(s)) / (g − s + lag) over all stretches from s to g, and at least the mean of a
    repeating profile; found by Dinkelbach's method (1967), which ends at the exact value. None for a lag below 0.
    """
    if lag_s < 0:
        return None
    if lag_s == 0:
        return churn.peak_mb_s
    rate = _mean(churn)
    for _ in range(64):  # it ends after a handful; a bound keeps rounding from turning it in circles
        better = _steepest(churn, rate, lag_s)
        if better <= rate * (1 + 1e-13):
            break
        rate = better
    return rate


def smallest_rate_for_share(churn: Churn, lag_s: float, share: float) -> float | None:
    """The smallest link with a lag of at most `lag_s` in this share of the time, MB/s; None for a lag below 0.

    The time beyond `lag_s` is known exactly for every rate and never grows with it; the rate at which it is what may be
    missed is found as exactly as rounding lets the queue be known.
    """
    high = smallest_rate_mb_s(churn, lag_s)
    if high is None or share >= 1:
        return high

    def missed_s(rate_mb_s: float) -> float:
        """How much longer the lag is exceeded than may be."""
        waits = backlog_mb(churn, rate_mb_s)
        assert waits is not None  # no rate below the mean is tried
        return late_s(churn, rate_mb_s, lag_s, waits) - (1 - share) * churn.seconds

    return _smallest_root(missed_s, _mean(churn), high, _CLOSE * churn.seconds)


def _smallest_root(falling: Callable[[float], float], low: float, high: float, near: float) -> float:
    """Where a function that is not above 0 at `high` comes to 0: it is above 0 a ten-millionth of the place before it.

    By straight lines; an end that stays is weighed less, so that neither does for long (Anderson and Björck 1973); by
    halves while that hardly narrows it, as where the function drops, and where it stays within `near` of 0.
    """
    above, below = falling(low), falling(high)
    if above <= 0:
        return low
    reached, width, side, by_halves = below, high - low, 0, False
    for trial in range(1, _MOST_TRIALS):
        if reached >= -near:
            before = high * (1 - _SMALLER)
            found = falling(before) if before > low else above
            if found > 0:
                break
            high, below, reached, by_halves = before, found, found, True
        if high - low <= _CLOSE * high:
            break
        part = 0.5 if by_halves else min(0.98, max(0.02, above / (above - below)))
        middle = low + part * (high - low)
        found = falling(middle)
        if found > 0:
            below *= _weight(found / above) if side > 0 else 1.0
            low, above, side = middle, found, 1
        else:
            above *= _weight(found / below) if side < 0 else 1.0
            high, below, reached, side = middle, found, found, -1
        if not trial % 4:
            width, by_halves = high - low, high - low > width / 10
    return high


def _weight(left: float) -> float:
    return 1 - left if left < 1 else 0.5


def _steepest(churn: Churn, rate: float, lag: float) -> float:
    """The needed rate of the stretch that is furthest beyond what `rate` carries; 0 without any."""
    waits = backlog_mb(churn, rate)
    assert waits is not None  # no rate below the mean is tried
    end = waits.index(max(waits))
    until = waits[end::-1]
    if 0.0 in until:
        start = end - until.index(0.0)
        return (churn.mb[end] - churn.mb[start]) / (churn.at_s[end] - churn.at_s[start] + lag)
    start = len(waits) - 1 - waits[::-1].index(0.0)  # in the round before
    return (churn.mb[end] - churn.mb[start] + churn.total_mb) / (
        churn.at_s[end] - churn.at_s[start] + churn.seconds + lag
    )


def _mean(churn: Churn) -> float:
    """What a link has to carry in the long run, MB/s."""
    return average_mb_s(churn) if churn.repeats else 0.0
