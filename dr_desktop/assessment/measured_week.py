"""Measured churn profiles as a week that repeats, from Monday 0:00, and their sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import sub
from typing import Final, NamedTuple

from dr_desktop.assessment.churn_profile import Churn, added, churn_of_steps, generated_at_all_mb
from dr_desktop.plan.churn_profile import DEFAULT_STEP_MINUTES, ChurnProfile, read_rates
from dr_desktop.plan.entity import Problem

DAY_S: Final = 86_400.0
WEEK_S: Final = 7 * DAY_S
_OTHERWISE_S: Final = 300.0
_AT_ONCE: Final = 16
"""So many profiles are read, added and let go: more of them do not stay in the processor's memory meanwhile."""


def week_of(profile: ChurnProfile) -> Churn | None:
    """The profile as one week; None where it holds no rate that can be read.

    Of more than a week the seven days with the most churn count, so that a link is not sized for a quiet week; less
    than a week is repeated. A profile without its first day begins on Monday.
    """
    found = _week(profile)
    return None if found is None else churn_of_steps(found.step_s, found.mb_s)


def measured_week(profiles: Iterable[ChurnProfile]) -> Churn | None:
    """The sum of the profiles that can be read as one week; None without any. Summed once for the same profiles."""
    return _sum(tuple(map(_Same, profiles)))


class _Week(NamedTuple):
    """A week from Monday 0:00 in steps of so many seconds."""

    step_s: float
    mb_s: Sequence[float]


class _Same:
    """A profile that equals itself alone: rows of a plan do not change, and comparing them would take longer."""

    __slots__ = ("profile",)

    def __init__(self, profile: ChurnProfile) -> None:
        self.profile = profile

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.profile is self.profile

    def __hash__(self) -> int:
        return id(self.profile)


@lru_cache(maxsize=256)
def _sum(profiles: Sequence[_Same]) -> Churn | None:
    by_step: dict[float, list[Sequence[float]]] = {}
    for begin in range(0, len(profiles), _AT_ONCE):
        for step, rates in _sums(profiles[begin : begin + _AT_ONCE]).items():
            by_step.setdefault(step, []).append(rates)
    weeks = [churn_of_steps(step, _together(rates)) for step, rates in by_step.items()]
    return added(weeks) if len(weeks) > 1 else weeks[0] if weeks else None


def _sums(profiles: Sequence[_Same]) -> dict[float, Sequence[float]]:
    """MB/s of each step of the week, of all these profiles together, by the length of a step."""
    by_step: dict[float, list[Sequence[float]]] = {}
    for one in profiles:
        week = _week(one.profile)
        if week is not None:
            by_step.setdefault(week.step_s, []).append(week.mb_s)
    return {step: _together(rates) for step, rates in by_step.items()}


def _together(rates: Sequence[Sequence[float]]) -> Sequence[float]:
    return rates[0] if len(rates) == 1 else list(map(sum, zip(*rates, strict=True)))


def _week(profile: ChurnProfile) -> _Week | None:
    rates = read_rates(profile.churn_mb_s)
    if isinstance(rates, Problem) or not rates:
        return None
    step = (profile.step_minutes or DEFAULT_STEP_MINUTES) * 60
    first_day_s = profile.measured_from.weekday() * DAY_S if profile.measured_from is not None else 0.0
    if len(rates) * step == WEEK_S and not first_day_s % step:
        return _Week(step, _turned(rates, round(first_day_s / step)))
    measured = churn_of_steps(step, rates)
    begin = 0.0 if measured.seconds <= WEEK_S else _heaviest_week_s(measured)
    grid = step if (WEEK_S / step).is_integer() else _OTHERWISE_S
    cut = _cut(measured, begin, grid)
    return _Week(grid, _turned(cut, round((first_day_s + begin) % WEEK_S / grid)))


def _turned(rates: Sequence[float], places: int) -> Sequence[float]:
    """A week that begins so many steps after Monday 0:00, from Monday 0:00 on."""
    cut = len(rates) - places % len(rates)
    return rates if cut == len(rates) else (*rates[cut:], *rates[:cut])


def _heaviest_week_s(measured: Churn) -> float:
    """When the seven days with the most churn begin, in whole days from the start."""
    days = int((measured.seconds - WEEK_S) // DAY_S) + 1
    begins = [DAY_S * day for day in range(days)]
    ends = generated_at_all_mb(measured, [one + WEEK_S for one in begins])
    sums = list(map(sub, ends, generated_at_all_mb(measured, begins)))
    return begins[sums.index(max(sums))]


def _cut(measured: Churn, begin: float, grid: float) -> list[float]:
    """The rates of seven days of a profile from `begin` on; a shorter one is repeated."""
    times = [begin + grid * place for place in range(round(WEEK_S / grid) + 1)]
    at, mb = measured.at_s, measured.mb
    if measured.seconds < WEEK_S:
        rounds = range(int(WEEK_S // measured.seconds) + 2)
        at = tuple([when + turn * measured.seconds for turn in rounds for when in measured.at_s[:-1]])
        mb = tuple([one + turn * measured.total_mb for turn in rounds for one in measured.mb[:-1]])
    grown = generated_at_all_mb(Churn(at, mb, False), times)
    return [(after - before) / grid for before, after in pairwise(grown)]
