"""How probable it is that each application comes back in time: many runs of a recovery, each with its own luck.

`runs_of` does some of the runs, anywhere and in any order; `joined` puts parts together; `uncertainty_of` says what
they mean. Runs are plain numbers, so a part can be done by another process. Probabilities are shares of the runs; how
far they may be off is said by their interval.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import fsum, inf
from typing import Final, NamedTuple

from dr_desktop.assessment.recovery import AS_STATED, Options, Recovery, prepared
from dr_desktop.assessment.recovery_engine import drained
from dr_desktop.assessment.recovery_records import Outcome
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.samples import Chance, not_exceeded, ranks, standardised, together
from dr_desktop.assessment.uncertain_factors import Factor, draw, factors_of, options_of
from dr_desktop.plan.drill import Scenario

QUANTILES: Final = tuple([place / 20 for place in range(21)])
"""Shares at which the recovery times of an application are kept: 0 %, 5 %, … 100 %."""
DOCUMENT_RUNS: Final = 200
MOST_IN_DOCUMENT: Final = 500
"""Machines of a plan for whose runs a document may wait: some seconds for each scenario."""
_MOST_DRIVERS: Final = 3
_LEAST_DRIVER: Final = 0.1


class Tried(NamedTuple):
    """An application of the scenario. `place`: its row in `Runs.times`; None: the runs change nothing about it.

    `base_minutes`: its recovery time as the plan stands; None: it does not come back, or that is not known.
    """

    application: str
    outcome: Outcome
    rto_minutes: float | None
    mtd_minutes: float | None
    base_minutes: float | None
    place: int | None


class Runs(NamedTuple):
    """The runs `first` to `last` (not included) of a scenario: recovery minutes by row and run, infinite when never."""

    scenario: str
    seed: int
    first: int
    last: int
    factors: tuple[Factor, ...]
    applications: tuple[Tried, ...]
    times: tuple[tuple[float, ...], ...]


class Driver(NamedTuple):
    """A factor that goes with a recovery time, by the correlation of their ranks, −1 to 1: 1 is always together."""

    factor: str
    correlation: float


class ApplicationChance(NamedTuple):
    """One application over all runs. `rto`, `mtd`: how often in time; None where no objective is stated or known.

    `quantiles`: recovery minutes that the shares of QUANTILES do not exceed; None: never back in so many runs; empty
    where nothing is known. `drivers`: the factors that go with it most, the strongest first.
    """

    application: str
    outcome: Outcome
    rto_minutes: float | None
    mtd_minutes: float | None
    base_minutes: float | None
    rto: Chance | None
    mtd: Chance | None
    quantiles: tuple[float | None, ...]
    drivers: tuple[Driver, ...]

    def minutes_at(self, percent: int) -> float | None:
        """The recovery time that `percent` (a multiple of 5) of the runs do not exceed, minutes; None: never, or not
        known."""
        return self.quantiles[percent // 5] if self.quantiles else None


class Weight(NamedTuple):
    """How much of the spread of all recovery times goes with a factor: the mean square of its rank correlation."""

    factor: Factor
    share: float


class Uncertainty(NamedTuple):
    """All runs of a scenario. `all_in_time`: every RTO that is stated; `all_tolerable`: every MTD.

    `in_time_mean`: RTOs met in a run, on average, of `objectives` that are stated. `makespan`: minutes at QUANTILES,
    empty where nothing comes back in any run.
    `weights`: all factors, the heaviest first. `not_counted`: applications whose recovery is not known.
    """

    scenario: str
    seed: int
    runs: int
    applications: dict[str, ApplicationChance]
    all_in_time: Chance | None
    all_tolerable: Chance | None
    in_time_mean: float
    objectives: int
    makespan: tuple[float | None, ...]
    weights: tuple[Weight, ...]
    not_counted: tuple[str, ...]


def runs_of(
    assessment: Assessment, scenario: Scenario, seed: int, first: int, last: int, options: Options = AS_STATED
) -> Iterator[float | Runs]:
    """Yields the share of these runs that is done, 0 to 1, after each of them, and last of all the Runs.

    Raises ValueError unless first < last.
    """
    if not first < last:
        raise ValueError("there is no run to do")
    recovery = prepared(assessment, scenario, options._replace(trace=False))
    factors = factors_of(recovery)
    rows = []
    for number in range(first, last):
        rows.append(drained(recovery.case, options_of(factors, seed, number, recovery.options)).done)
        yield (number + 1 - first) / (last - first)
    times = tuple(zip(*rows, strict=True))
    yield Runs(scenario.id, seed, first, last, factors, _tried(recovery), times)


def drained_runs(
    assessment: Assessment, scenario: Scenario, seed: int, runs: int, options: Options = AS_STATED
) -> Runs:
    """The runs 0 to `runs` at once."""
    *_, found = runs_of(assessment, scenario, seed, 0, runs, options)
    assert isinstance(found, Runs)
    return found


def joined(parts: Sequence[Runs]) -> Runs:
    """Parts of the same runs as one. Raises ValueError where they do not follow each other without a gap, or differ."""
    found, *others = sorted(parts, key=lambda one: one.first)
    for one in others:
        if one.first != found.last or one._replace(first=0, last=0, times=()) != found._replace(
            first=0, last=0, times=()
        ):
            raise ValueError("these are not parts of the same runs")
        times = tuple([before + after for before, after in zip(found.times, one.times, strict=True)])
        found = found._replace(last=one.last, times=times)
    return found


def uncertainty_of(runs: Runs) -> Uncertainty:
    """What the runs say, at once."""
    *_, found = weighing(runs)
    assert isinstance(found, Uncertainty)
    return found


def weighing(runs: Runs) -> Iterator[float | Uncertainty]:
    """The same in slices of a few milliseconds: yields the share that is done, last of all the Uncertainty."""
    many = runs.last - runs.first
    luck = {
        one.key: standardised(ranks([draw(runs.seed, run, one.key) for run in range(runs.first, runs.last)]))
        for one in runs.factors
    }
    yield 0.1
    squares = dict.fromkeys(luck, 0.0)
    spread = 0
    found: dict[str, ApplicationChance] = {}
    for number, one in enumerate(runs.applications):
        times = _times(one, runs)
        drivers = _drivers(times, luck)
        spread += bool(drivers)
        for driver in drivers:
            squares[driver.factor] += driver.correlation * driver.correlation
        found[one.application] = _chance(one, times, drivers)
        yield 0.1 + 0.9 * number / len(runs.applications)
    weights = [Weight(one, squares[one.key] / spread if spread else 0.0) for one in runs.factors]
    with_rto = [one for one in runs.applications if one.rto_minutes is not None and one.outcome != "not_known"]
    in_time = [_in_time(_times(one, runs), one.rto_minutes or 0.0) for one in with_rto]
    tolerable = [
        _in_time(_times(one, runs), one.mtd_minutes)
        for one in runs.applications
        if one.mtd_minutes is not None and one.outcome != "not_known"
    ]
    ends = sorted([max([time for time in row if time < inf], default=0.0) for row in zip(*runs.times, strict=True)])
    yield Uncertainty(
        runs.scenario,
        runs.seed,
        many,
        found,
        _all(in_time, many),
        _all(tolerable, many),
        fsum([fsum(row) for row in in_time]) / many,
        len(with_rto),
        _quantiles(ends),
        tuple(sorted(weights, key=lambda one: -one.share)),
        tuple([one.application for one in runs.applications if one.outcome == "not_known"]),
    )


def _tried(recovery: Recovery) -> tuple[Tried, ...]:
    base = drained(recovery.case, recovery.options).done
    number = {job.application: place for place, job in enumerate(recovery.case.jobs)}
    applications = recovery.assessment.applications
    found = []
    for key, one in recovery.preparation.prepared.items():
        place = number.get(key)
        minutes = None if place is None else base[place]
        if place is None and one.outcome == "goes_on":
            minutes = 0.0
        outcome: Outcome = "stays_down" if minutes == inf else one.outcome
        objectives = applications[key].objectives
        found.append(Tried(key, outcome, objectives.rto_minutes, objectives.mtd_minutes, _finite(minutes), place))
    order = {key: place for place, key in enumerate(recovery.assessment.plan.applications)}
    return tuple(sorted(found, key=lambda one: order[one.application]))


def _times(one: Tried, runs: Runs) -> tuple[float, ...]:
    """Its recovery minutes in each run; empty where nothing is known."""
    if one.place is not None:
        return runs.times[one.place]
    if one.outcome == "not_known":
        return ()
    return (0.0 if one.outcome == "goes_on" else inf,) * (runs.last - runs.first)


def _chance(one: Tried, times: Sequence[float], drivers: tuple[Driver, ...]) -> ApplicationChance:
    def chance(objective: float | None) -> Chance | None:
        return None if objective is None or not times else Chance(sum(_in_time(times, objective)), len(times))

    strongest = sorted(drivers, key=lambda driver: -abs(driver.correlation))
    return ApplicationChance(
        one.application,
        one.outcome,
        one.rto_minutes,
        one.mtd_minutes,
        one.base_minutes,
        chance(one.rto_minutes),
        chance(one.mtd_minutes),
        _quantiles(sorted(times)),
        tuple([driver for driver in strongest if abs(driver.correlation) >= _LEAST_DRIVER][:_MOST_DRIVERS]),
    )


def _drivers(times: Sequence[float], luck: dict[str, list[float] | None]) -> tuple[Driver, ...]:
    own = standardised(ranks(times)) if times else None
    if own is None:
        return ()
    return tuple([Driver(key, together(own, row)) for key, row in luck.items() if row is not None])


def _in_time(times: Sequence[float], minutes: float) -> list[bool]:
    return [time <= minutes for time in times]


def _all(rows: Sequence[Sequence[bool]], many: int) -> Chance | None:
    return Chance(sum(map(all, zip(*rows, strict=True))), many) if rows else None


def _quantiles(in_order: Sequence[float]) -> tuple[float | None, ...]:
    return tuple([_finite(not_exceeded(in_order, share)) for share in QUANTILES]) if in_order else ()


def _finite(minutes: float | None) -> float | None:
    return None if minutes is None or minutes == inf else minutes
