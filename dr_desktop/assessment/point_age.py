"""How old the newest usable copy can be: of periodic copies, of cycles, after a loss, after a late discovery.

All times of one call are in one unit, whichever it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from math import fsum
from typing import Literal, NamedTuple

Image = Literal["snapshot", "running", "end"]
"""What a copy holds: the state as its job began, a state that changed while it was read, the state as it ended."""


class PointAge(NamedTuple):
    """Age of the newest copy at the moment of a disaster: at worst, at best and on average."""

    worst: float
    best: float
    mean: float


class Copy(NamedTuple):
    """A copy that lies at a site, and its age."""

    site: str
    age: float


def periodic_age(interval: float, duration: float, delays: Iterable[float] = ()) -> PointAge:
    """Copies every `interval` that hold the state as their job began and are usable `duration` later.

    `delays` are holds and transfers of further hops. Worst = interval + all of them, best without the interval.
    """
    until = fsum([duration, *delays])
    return PointAge(interval + until, until, interval / 2 + until)


def cyclic_age(cycle: float, transfer: float) -> float:
    """Greatest age at the target of replication in cycles: cycle + transfer, at most two cycles while they fit.

    A transfer longer than the cycle delays the next one, so that two transfers count.
    """
    return max(cycle, transfer) + transfer


def vendor_bound(cycle: float) -> float:
    """What vendors promise of cycles that finish in time: two cycles."""
    return 2 * cycle


def loss_by_corruption(
    interval: float, duration: float, keep: int, detection: float, image: Image = "snapshot"
) -> float | None:
    """The most that is lost, back from the moment of detection, when a corruption is found `detection` after it began.

    None when in some phase no clean copy is left. Of `keep` copies the oldest is sure to be clean while
    (keep − 1) × interval + duration ≥ detection, where a copy holds the state as its job began; a copy that changed
    while it was read is clean only if its job had ended, so that the duration does not help.
    """
    snapshot = image == "snapshot"
    reach = (keep - 1) * interval + (duration if snapshot else 0.0)
    if keep < 1 or reach < detection * (1 - 1e-12):
        return None
    if snapshot:
        return max(detection, duration) + interval
    return detection + interval + (duration if image == "running" else 0.0)


def surviving_age(copies: Iterable[Copy], lost: Collection[str]) -> float | None:
    """Age of the newest copy outside the lost sites; None when none is left."""
    return min([one.age for one in copies if one.site not in lost], default=None)
