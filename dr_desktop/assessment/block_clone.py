"""What fulls share with the full before them where the file system can clone blocks (ReFS, XFS): an estimate.

A full that is made from what is stored takes only what changed since the full before it that is still stored; the
oldest takes its whole size, and so does a full that was read again. Increments are counted as sharing nothing, so the
estimate is on the safe side. Source: Veeam, fast clone of synthetic fulls; the amount is this program's own estimate.

Which fulls share, and how much of the source they have in common, is the same at all change rates: it is laid out once,
and each band of rates only weighs it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import accumulate, compress, count, pairwise
from typing import Final, NamedTuple

from dr_desktop.assessment.chain_rules import ChainRule
from dr_desktop.assessment.chain_shape import ChainShape
from dr_desktop.assessment.change_bands import ChangeBand
from dr_desktop.assessment.full_days import active_fulls

_PER_UNIT = 2.0**64

Share = tuple[int, int]
"""What a full shares, in units of 2^-64: per used GiB, and per used GiB × change (negative: change lessens it)."""

Link = Callable[[int, int], Share]
"""What the full of one run shares with the stored full before it, both by index."""


class Common(NamedTuple):
    """What two fulls have in common but for change: the smaller of their sources, over the first source of all.

    `times`: days (or runs) of change between them.
    """

    size: float
    times: float


Commons = Callable[[int, int], Common]
"""What the full of one run has in common with the stored full before it, both by index."""

_NOTHING: Final = Common(0.0, 0.0)


class SharingLayout(NamedTuple):
    """Which fulls share after some runs of a chain. A place is one in `links`; place 0 shares nothing.

    Per run: the place of what joins the anchor to the chain's other fulls, the place of what joins the oldest of them
    to the newest archived full, the span of `lasting` between the first and the last, and which of `archives` there is.
    """

    links: list[Common]
    lasting: list[int]
    """Places of what each full that lasts shares with the one before, from the second on."""
    archives: list[list[int]]
    """Per archive the places of what its fulls share."""
    joined: list[int]
    kept: list[int]
    lows: list[int]
    highs: list[int]
    stored: list[int]


class SharedUnits(NamedTuple):
    """Per run what block clone saves in the chain and in the archive, in units of 2^-64: see `Share`."""

    a_points: list[int]
    b_points: list[int]
    a_archive: list[int]
    b_archive: list[int]


def times_read_again(rule: ChainRule, runs: Sequence[datetime]) -> list[int]:
    """Per run how many fulls were read from the machine up to it: across such a full nothing is shared."""
    return list(accumulate(map(int, active_fulls(rule, runs))))


def full_commons(read_again: Sequence[int], grown: Sequence[float], elapsed: Sequence[float]) -> Commons:
    """What fulls have in common. Per run: `times_read_again`, the source over the first, change counted up to it."""
    known: dict[float, float] = {}  # times that differ only by rounding are one, so that a band bends few of them

    def common(before: int, run: int) -> Common:
        if read_again[before] != read_again[run]:
            return _NOTHING
        times = elapsed[run] - elapsed[before]
        return Common(min(grown[before], grown[run]), known.setdefault(round(times, 9), times))

    return common


def full_links(read_again: Sequence[int], grown: Sequence[float], elapsed: Sequence[float], band: ChangeBand) -> Link:
    """What fulls share at the change rates of a band, from the columns of `full_commons`."""
    common = full_commons(read_again, grown, elapsed)

    def link(before: int, run: int) -> Share:
        (a,), (b,) = _weighed([common(before, run)], band)
        return a, b

    return link


def sharing_layout(shape: ChainShape, common: Commons, indices: Iterable[int] | None = None) -> SharingLayout:
    """Which fulls share after each run of a chain of that shape, or after those of the indices."""
    places: dict[tuple[int, int], int] = {(-1, -1): 0}

    def place(before: int, run: int) -> int:
        return places.setdefault((before, run), len(places))

    lasting = list(compress(count(), shape.lasting_fulls))
    layout = SharingLayout([], [place(*pair) for pair in pairwise(lasting)], [], [], [], [], [], [])
    archived: list[int] = []
    known: frozenset[int] | None = None
    for index in range(len(shape.anchors)) if indices is None else indices:
        stored = shape.archive[index]
        if stored is not known:
            known, archived = stored, sorted(stored)
            layout.archives.append([place(*pair) for pair in pairwise(archived)])
        anchor = oldest = shape.anchors[index]
        low = bisect_left(lasting, shape.firsts[index])
        high = bisect_left(lasting, shape.stops[index], lo=low)
        joined = 0
        if high > low and anchor < shape.firsts[index]:  # the full that the others are built on
            joined = place(anchor, lasting[low])
        elif high > low:  # the newest point, of a reverse chain
            oldest, joined = lasting[low], place(lasting[high - 1], anchor)
        layout.joined.append(joined)
        layout.kept.append(place(archived[-1], oldest) if archived else 0)
        layout.lows.append(low if high > low else 0)
        layout.highs.append(high - 1 if high > low else 0)
        layout.stored.append(len(layout.archives) - 1)
    return layout._replace(links=[_NOTHING, *[common(*pair) for pair in list(places)[1:]]])


def shared_units(layout: SharingLayout, band: ChangeBand) -> SharedUnits:
    """What block clone saves after each run of a layout at the change rates of a band."""
    a, b = _weighed(layout.links, band)
    return SharedUnits(_in_chain(layout, a), _in_chain(layout, b), _in_archive(layout, a), _in_archive(layout, b))


def stored_fulls(shape: ChainShape, index: int) -> list[int]:
    """All fulls that are stored after a run, archived ones included, oldest first."""
    span = range(shape.firsts[index], shape.stops[index])
    return sorted({*shape.archive[index], shape.anchors[index], *[run for run in span if shape.lasting_fulls[run]]})


def _weighed(links: Sequence[Common], band: ChangeBand) -> tuple[list[int], list[int]]:
    """What each link shares at the change rates of a band: the two parts of `Share`, by columns."""
    same: dict[float, float] = {}
    lessened: dict[float, float] = {}
    for times in {one.times for one in links}:
        base, slope = band.changed(times)
        same[times], lessened[times] = (1 - base) * _PER_UNIT, slope * _PER_UNIT
    return (
        [int(size * same[times]) for size, times in links],
        [-int(size * lessened[times]) for size, times in links],
    )


def _in_chain(layout: SharingLayout, shares: Sequence[int]) -> list[int]:
    upto = [0, *accumulate([shares[one] for one in layout.lasting])]
    columns = zip(layout.joined, layout.kept, layout.lows, layout.highs, strict=True)
    return [shares[joined] + shares[kept] + upto[high] - upto[low] for joined, kept, low, high in columns]


def _in_archive(layout: SharingLayout, shares: Sequence[int]) -> list[int]:
    held = [sum([shares[one] for one in of_archive]) for of_archive in layout.archives]
    return [held[one] for one in layout.stored]
