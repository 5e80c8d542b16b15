"""What fulls share with the full before them where the file system can clone blocks (ReFS, XFS): an estimate.

A full that is made from what is stored takes only what changed since the full before it that is still stored; the
oldest takes its whole size, and so does a full that was read again. Increments are counted as sharing nothing, so the
estimate is on the safe side. Source: Veeam, fast clone of synthetic fulls; the amount is this program's own estimate.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import accumulate, pairwise
from typing import NamedTuple

from dr_desktop.assessment.chain_rules import ChainRule
from dr_desktop.assessment.chain_shape import ChainShape
from dr_desktop.assessment.change_bands import ChangeBand
from dr_desktop.assessment.full_days import active_fulls

_PER_UNIT = 2.0**64

Share = tuple[int, int]
"""What a full shares, in units of 2^-64: per used GiB, and per used GiB × change (negative: change lessens it)."""

Link = Callable[[int, int], Share]
"""What the full of one run shares with the stored full before it, both by index."""


class SharedUnits(NamedTuple):
    """Per run what block clone saves in the chain and in the archive, in units of 2^-64."""

    points: list[Share]
    archive: list[Share]


def times_read_again(rule: ChainRule, runs: Sequence[datetime]) -> list[int]:
    """Per run how many fulls were read from the machine up to it: across such a full nothing is shared."""
    return list(accumulate(map(int, active_fulls(rule, runs))))


def full_links(read_again: Sequence[int], grown: Sequence[float], elapsed: Sequence[float], band: ChangeBand) -> Link:
    """What fulls share. Per run: `times_read_again`, the source over the first, days (or runs) of change up to it."""
    known: dict[float, tuple[float, float]] = {}

    def link(before: int, run: int) -> Share:
        if read_again[before] != read_again[run]:
            return 0, 0
        times = round(elapsed[run] - elapsed[before], 9)
        found = known.get(times)
        if found is None:
            base, slope = band.changed(times)
            found = known[times] = (1 - base) * _PER_UNIT, slope * _PER_UNIT
        common = min(grown[before], grown[run])
        return int(common * found[0]), -int(common * found[1])

    return link


def shared_units(shape: ChainShape, link: Link, indices: Iterable[int] | None = None) -> SharedUnits:
    """What block clone saves after each run of a chain of that shape, or after those of the indices."""
    lasting = [run for run, is_full in enumerate(shape.lasting_fulls) if is_full]
    chained = [(0, 0), *accumulate([link(*pair) for pair in pairwise(lasting)], _plus, initial=(0, 0))]
    archived: tuple[int, ...] = ()
    held: Share = (0, 0)
    kept: frozenset[int] | None = None
    points, archive = [], []
    for index in range(len(shape.anchors)) if indices is None else indices:
        anchor, first, stop, stored = (
            shape.anchors[index],
            shape.firsts[index],
            shape.stops[index],
            shape.archive[index],
        )
        if stored is not kept:
            kept, archived = stored, tuple(sorted(stored))
            held = _sum([link(*pair) for pair in pairwise(archived)])
        archive.append(held)
        points.append(_chain_share(anchor, first, stop, archived, lasting, chained, link))
    return SharedUnits(points, archive)


def stored_fulls(shape: ChainShape, index: int) -> list[int]:
    """All fulls that are stored after a run, archived ones included, oldest first."""
    span = range(shape.firsts[index], shape.stops[index])
    return sorted({*shape.archive[index], shape.anchors[index], *[run for run in span if shape.lasting_fulls[run]]})


def _chain_share(
    anchor: int,
    first: int,
    stop: int,
    archived: tuple[int, ...],
    lasting: Sequence[int],
    chained: Sequence[Share],
    link: Link,
) -> Share:
    """What the fulls of the chain share: the oldest with the newest archived one, each other with the one before."""
    low, high = bisect_left(lasting, first), bisect_left(lasting, stop)
    own: list[Share] = []
    if anchor < first:  # the full that the others are built on
        oldest = anchor
        if high > low:
            own.append(link(anchor, lasting[low]))
    else:  # the newest point, of a reverse chain
        oldest = lasting[low] if high > low else anchor
        if high > low:
            own.append(link(lasting[high - 1], anchor))
    if high > low:
        own.append((chained[high][0] - chained[low + 1][0], chained[high][1] - chained[low + 1][1]))
    if archived:
        own.append(link(archived[-1], oldest))
    return _sum(own)


def _plus(one: Share, other: Share) -> Share:
    return one[0] + other[0], one[1] + other[1]


def _sum(shares: Sequence[Share]) -> Share:
    return sum([share[0] for share in shares]), sum([share[1] for share in shares])
