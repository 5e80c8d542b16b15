"""The restore points of one source, one by one: for the timeline, and to show where a chain's size comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from dr_desktop.assessment.block_clone import Link, full_links, stored_fulls, times_read_again
from dr_desktop.assessment.chain_factors import UNIT, PointUnits, RunFactors, growth_factor, point_units
from dr_desktop.assessment.chain_rules import ChainRule
from dr_desktop.assessment.chain_shape import ChainShape, chain_shape
from dr_desktop.assessment.change_bands import ChangeBand

PointKind = Literal["full", "increment", "rollback", "differential", "archived_full"]

_BUCKETS_TIB = ((10, 1.05), (10, 0.66), (80, 0.40), (400, 0.25), (float("inf"), 0.10))


class RestorePoint(NamedTuple):
    """One file of a chain. `marks` names the tiers that marked it: any of W, M, Q, Y."""

    kind: PointKind
    taken: datetime
    size_gib: float
    marks: str = ""


class ChainState(NamedTuple):
    """What is stored after one run, oldest point first."""

    when: datetime
    points: tuple[RestorePoint, ...]


class PointFactors(NamedTuple):
    """One file of a chain, per used GiB (`a`) and per used GiB × change (`b`), before reduction."""

    kind: PointKind
    run: int
    a: float
    b: float


def simulate(
    rule: ChainRule,
    runs: Sequence[datetime],
    source_gib: float,
    change: float,
    start: datetime,
    growth_percent_per_year: float = 0.0,
    weights: Sequence[float] | None = None,
) -> Iterator[ChainState]:
    """The restore points after each run of a source of `source_gib` at `start`.

    `change` is a fraction: of one run where `weights` is None, else of one day (`change_weights`). The sizes of a state
    add up to `chain_factors`' size at that change rate. Raises ValueError for a rule with a problem.
    """
    shape = chain_shape(rule, runs)
    band = ChangeBand(change, change)
    units = point_units(rule, runs, shape.lasting_fulls, start, growth_percent_per_year, weights, band)
    link = full_links(times_read_again(rule, runs), units.grown, units.elapsed, band) if rule.block_clone else None
    marks = marks_by_run(shape)
    left_gib = source_gib * rule.reduction
    for index, when in enumerate(runs):
        points = [
            RestorePoint(one.kind, runs[one.run], left_gib * (one.a + change * one.b), marks.get(one.run, ""))
            for one in stored_after(rule, shape, units, link, index)
        ]
        yield ChainState(when, tuple(points))


def stored_after(
    rule: ChainRule, shape: ChainShape, units: PointUnits, link: Link | None, index: int
) -> list[PointFactors]:
    """The points stored after the run of an index, archived fulls first, oldest first. `link`: what fulls share."""
    archive = shape.archive[index]
    span = range(shape.firsts[index], shape.stops[index])
    before = {run: older for older, run in pairwise(stored_fulls(shape, index))} if link else {}
    points = []
    for run in [*sorted(archive), *sorted((*span, shape.anchors[index]))]:
        if run == shape.anchors[index] or run in archive or shape.lasting_fulls[run]:
            less_a, less_b = link(before[run], run) if link and run in before else (0, 0)
            kind: PointKind = "archived_full" if run in archive else "full"
            points.append(PointFactors(kind, run, (units.fulls[run] - less_a) * UNIT, -less_b * UNIT))
        else:
            base = units.step_bases[run] if units.step_bases else 0
            points.append(PointFactors(_STEP_KINDS[rule.style], run, base * UNIT, units.steps[run] * UNIT))
    return points


_STEP_KINDS: Final[dict[str, PointKind]] = {
    "forever_forward": "increment",
    "forward_with_fulls": "increment",
    "reverse": "rollback",
    "differential": "differential",
}


def working_space_gib(source_gib: float, reduction: float) -> float:
    """Room that a target needs beside its points while it merges or rebuilds a full, in GiB; not linear in the source.

    `source_gib`: source at that date; `reduction`: fraction left after compression and dedupe. 1.05 of the first
    10 TiB, 0.66 up to 20, 0.40 up to 100, 0.25 up to 500, 0.10 above. Source: Restore Point Simulator 0.4.1.
    """
    left_tib = source_gib / 1024
    space_tib = 0.0
    for width_tib, share in _BUCKETS_TIB:
        part = min(left_tib, width_tib)
        space_tib += part * share
        left_tib -= part
    return space_tib * 1024 * reduction


def worst_run(
    rule: ChainRule,
    factors: Sequence[RunFactors],
    source_gib: float,
    change: float,
    start: datetime,
    growth_percent_per_year: float = 0.0,
) -> int:
    """The index of the first run with the largest chain and working space together, for one source.

    `source_gib` at `start`; `change` as a fraction. `factors` are those of at least one run.
    """
    return first_largest(
        [
            state.size_gib(source_gib, change)
            + working_space_gib(source_gib * growth_factor(growth_percent_per_year, start, state.when), rule.reduction)
            for state in factors
        ]
    )


def first_largest(values: Sequence[float]) -> int:
    """The index of the first value that is as large as any, within 1e-9 of it: rounding makes no worst day."""
    largest = max(values)
    return next(index for index, value in enumerate(values) if value >= largest - 1e-9 * abs(largest))


def marks_by_run(shape: ChainShape) -> dict[int, str]:
    """The tiers that marked a run, any of W, M, Q, Y; by its index."""
    marks: dict[int, str] = {}
    for letter, tier in zip("WMQY", shape.tiers, strict=True):
        for run in tier:
            marks[run] = marks.get(run, "") + letter
    return marks
