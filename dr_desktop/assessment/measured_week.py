"""Measured churn profiles as a week that repeats, from Monday 0:00, and their sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from dr_desktop.assessment.churn_profile import Churn, added, churn_of_steps, generated_at_all_mb
from dr_desktop.plan.churn_profile import DEFAULT_STEP_MINUTES, ChurnProfile, read_rates
from dr_desktop.plan.entity import Problem

DAY_S: Final = 86_400.0
WEEK_S: Final = 7 * DAY_S
_OTHERWISE_S: Final = 300.0


def week_of(profile: ChurnProfile) -> Churn | None:
    """The profile as one week; None where it holds no rate that can be read.

    Of more than a week the seven days with the most churn count, so that a link is not sized for a quiet week; less
    than a week is repeated. A profile without its first day begins on Monday.
    """
    rates = read_rates(profile.churn_mb_s)
    if isinstance(rates, Problem) or not rates:
        return None
    step = (profile.step_minutes or DEFAULT_STEP_MINUTES) * 60
    first_day = profile.measured_from.weekday() if profile.measured_from is not None else 0
    measured = churn_of_steps(step, rates)
    begin = 0.0 if measured.seconds <= WEEK_S else _heaviest_week_s(measured)
    grid = step if (WEEK_S / step).is_integer() else _OTHERWISE_S
    shift = (first_day * DAY_S + begin) % WEEK_S
    if measured.seconds == WEEK_S and (shift / step).is_integer():
        places = round(shift / step)
        return churn_of_steps(step, rates[len(rates) - places :] + rates[: len(rates) - places])
    return _cut(measured, begin, shift, grid)


def measured_week(profiles: Iterable[ChurnProfile]) -> Churn | None:
    """The sum of the profiles that can be read as one week; None without any. Summed once for the same profiles."""
    return _sum(tuple(map(_Same, profiles)))


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
    found = [week for one in profiles if (week := week_of(one.profile)) is not None]
    return added(found) if found else None


def _heaviest_week_s(measured: Churn) -> float:
    """When the seven days with the most churn begin, in whole days from the start."""
    days = int((measured.seconds - WEEK_S) // DAY_S) + 1
    whole = Churn(measured.at_s, measured.mb, False)
    begins = [DAY_S * day for day in range(days)]
    sums = [
        after - before
        for before, after in zip(
            generated_at_all_mb(whole, begins),
            generated_at_all_mb(whole, [one + WEEK_S for one in begins]),
            strict=True,
        )
    ]
    return begins[sums.index(max(sums))]


def _cut(measured: Churn, begin: float, shift: float, grid: float) -> Churn:
    """Seven days of a profile from `begin` on, as a week that `shift` seconds of were over when they began."""
    steps = round(WEEK_S / grid)
    times = [begin + grid * place for place in range(steps + 1)]
    if measured.seconds >= WEEK_S:
        mb = generated_at_all_mb(Churn(measured.at_s, measured.mb, False), times)
    else:
        rounds = int(WEEK_S // measured.seconds) + 2
        at = [step + turn * measured.seconds for turn in range(rounds) for step in measured.at_s[:-1]]
        grown = [one + turn * measured.total_mb for turn in range(rounds) for one in measured.mb[:-1]]
        mb = generated_at_all_mb(Churn(tuple(at), tuple(grown), False), times)
    rates = [(after - before) / grid for before, after in pairwise(mb)]
    places = round(shift / grid) % steps
    return churn_of_steps(grid, [*rates[steps - places :], *rates[: steps - places]])
