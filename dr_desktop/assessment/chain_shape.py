"""Which restore points exist after each run.

In every style the points after a run are one full, the *anchor*, and an unbroken range of runs; so three indices say
all, in closed form, and no state is carried from run to run. States are taken after the run's retention.
Source of the rules: Restore Point Simulator 0.4.1; `differential`, and what days and immutability keep, are this
program's own (see `rule_in_words`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import repeat
from operator import sub
from typing import NamedTuple

from dr_desktop.assessment.chain_rules import ChainRule, rule_problem
from dr_desktop.assessment.full_archive import Tiers, archives, marked_runs
from dr_desktop.assessment.full_days import scheduled_fulls


class ChainShape(NamedTuple):
    """After run i: a full of run `anchors[i]`, the points of runs `firsts[i]` to before `stops[i]`, and the archive."""

    anchors: list[int]
    firsts: list[int]
    stops: list[int]
    lasting_fulls: list[bool]
    """Per run whether its point is a full even where it is not the anchor."""
    archive: list[frozenset[int]]
    tiers: Tiers


def chain_shape(rule: ChainRule, runs: Sequence[datetime]) -> ChainShape:
    """The shape of a chain after each of its runs (ascending). Raises ValueError with `rule_problem`'s sentence."""
    problem = rule_problem(rule)
    if problem is not None:
        raise ValueError(problem)
    lasting = lasting_fulls(rule, runs)
    indices = range(len(runs))
    newest = _newest_kept(rule, runs)
    if rule.style == "reverse":
        anchors, firsts, stops, oldest = [*indices], newest, [*indices], newest
    else:
        anchors = newest if rule.style == "forever_forward" else _chain_starts(lasting, newest)
        firsts = [anchor + 1 for anchor in anchors]
        if rule.style == "differential":
            firsts = [*map(max, firsts, newest)]
        stops, oldest = [*range(1, len(runs) + 1)], anchors
    tiers: Tiers = ((), (), (), ())
    if any(rule.archive_counts):
        only_fulls = rule.style in ("forward_with_fulls", "differential")
        tiers = marked_runs(runs, [index for index in indices if lasting[index]] if only_fulls else indices)
    return ChainShape(anchors, firsts, stops, lasting, archives(rule, tiers, oldest), tiers)


def points_after(shape: ChainShape, index: int) -> frozenset[int]:
    """The runs whose points are there after a run, archived fulls included."""
    return frozenset([shape.anchors[index], *range(shape.firsts[index], shape.stops[index]), *shape.archive[index]])


def held_back_after(held: ChainShape, free: ChainShape, index: int) -> frozenset[int]:
    """The runs whose points are stored after a run only because nothing may be deleted. `free`: the chain if it might.

    Where a full is stored in place of one of a later run, which is a step meanwhile, that step counts as held back: it
    is what is there in addition.
    """
    stored, wanted = points_after(held, index), points_after(free, index)
    fulls, other_fulls = _fulls_after(held, index), _fulls_after(free, index)
    back = stored - wanted
    in_place = sorted(back & fulls)
    steps = sorted(stored & other_fulls - fulls)
    swapped = min(len(in_place), len(steps))
    return back - {*in_place[:swapped]} | {*steps[:swapped]}


def _fulls_after(shape: ChainShape, index: int) -> frozenset[int]:
    lasting = [run for run in range(shape.firsts[index], shape.stops[index]) if shape.lasting_fulls[run]]
    return frozenset([shape.anchors[index], *lasting, *shape.archive[index]])


def lasting_fulls(rule: ChainRule, runs: Sequence[datetime]) -> list[bool]:
    """Per run whether its point is a full even where the chain is not built on it, whatever the rule keeps."""
    due = scheduled_fulls(rule, runs)
    if rule.style == "reverse":  # the run after it was an active full, so the point was never turned into a rollback
        return [*due[1:], False][: len(runs)]
    return [True, *due[1:]][: len(runs)]


def _newest_kept(rule: ChainRule, runs: Sequence[datetime]) -> list[int]:
    """Per run the oldest point that is to stay: by the number of points, or by their age if that reaches further."""
    spare = min(len(runs), max(1, rule.keep_points) - 1)
    newest = [*repeat(0, spare), *range(len(runs) - spare)]
    if rule.held_days <= 0:
        return newest
    held = timedelta(days=rule.held_days)
    first = 0
    for index, when in enumerate(map(sub, runs, repeat(held))):
        while runs[first] <= when:
            first += 1
        if first < newest[index]:
            newest[index] = first
    return newest


def _chain_starts(fulls: Sequence[bool], newest: Sequence[int]) -> list[int]:
    """Per run the full on which the oldest of the newest points is built: what is older than that full is gone."""
    starts: list[int] = []
    start = 0
    for index, is_full in enumerate(fulls):
        if is_full:
            start = index
        starts.append(start)
    return [starts[oldest] for oldest in newest]
