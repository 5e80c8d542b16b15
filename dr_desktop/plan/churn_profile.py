"""Churn profile: how much a machine or an application writes, measured step by step over days."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import isfinite
from typing import Annotated, Final, NamedTuple

from pydantic import Field
from pydantic_core import from_json

from dr_desktop.plan.entity import Entity, Problem
from dr_desktop.plan.quantity import ApplicationRef, Date, LongText, Reference, Text, Unit

_MOST_MB_S: Final = 1_000_000.0
_MINUTES_A_DAY: Final = 1440
_NO_RATES: Final = tuple('auyn[{"')
"""Signs of what JSON knows beside numbers: true, false, null, NaN, lists and texts."""

MachineRef = Annotated[str | None, Reference("machines")]
StepMinutes = Annotated[Annotated[float, Field(ge=1, le=1440, allow_inf_nan=False)] | None, Unit("min", 0, "minutes")]


class ChurnProfile(Entity):
    """Measured churn of one machine, or of a whole application where no machine is named."""

    application: ApplicationRef = Field(None, title="Application", description="Whose churn it is, taken together.")
    machine: MachineRef = Field(None, title="Machine", description="Whose churn it is; blank for the application.")
    measured_from: Date = Field(None, title="Measured from", description="The day on which the first step begins.")
    step_minutes: StepMinutes = Field(None, title="Step", description="Length of a step; 5 min where not stated.")
    churn_mb_s: LongText = Field(
        "", title="Churn, MB/s", description="Mean of each step, one after the other, from midnight of the first day."
    )
    source: Text = Field("", title="Source", description="What it was measured with.")


DEFAULT_STEP_MINUTES: Final = 5.0


def read_rates(text: str) -> list[float] | Problem:
    """The steps of a profile, MB/s (10^6 bytes), from numbers between commas, blanks, semicolons or line ends.

    A Problem where something is no number, or a number no rate. Commas are decimal where no point is and blanks,
    semicolons or line ends stand between the numbers.
    """
    found: list[float] = []
    if not any(sign in text for sign in _NO_RATES):
        with suppress(ValueError):
            found = from_json(f"[{text}]")
    if not found:
        for part in _parts(text):
            rate = _number(part)
            if rate is None:
                return Problem(f"“{part[:20]}” is not a number.", "Type MB/s, one number a step, blanks between them.")
            found.append(rate)
    # A sum is found in half the time that the greatest of thousands takes, and is seldom more than one of them may be.
    if found and ((sum(found) > _MOST_MB_S and max(found) > _MOST_MB_S) or ("-" in text and min(found) < 0)):
        return Problem("A rate is below 0 or no believable number.", "Type MB/s from 0 to 1,000,000.")
    return found


class Measured(NamedTuple):
    """What a profile says about its machine: number of steps, GiB a day on average, highest MB/s of a step."""

    steps: int
    gib_per_day: float
    peak_mb_s: float


@lru_cache(maxsize=4096)
def measured(text: str) -> Measured | Problem:
    """The figures of the steps of a profile, or what cannot be read in them."""
    rates = read_rates(text)
    return rates if isinstance(rates, Problem) else Measured(len(rates), *figures_of(rates))


def rates_text(rates_mb_s: Iterable[float]) -> str:
    """Steps as a profile keeps them: MB/s with four decimals between commas."""
    return ",".join([repr(round(float(rate), 4)) for rate in rates_mb_s])


def profile_of_steps(
    entity_id: str,
    rates_mb_s: Sequence[float],
    *,
    application: str | None = None,
    machine: str | None = None,
    measured_from: date | None = None,
    step_minutes: float = DEFAULT_STEP_MINUTES,
    name: str = "",
    source: str = "",
) -> ChurnProfile:
    """A profile from rates in MB/s over equal steps that begin at midnight of `measured_from`."""
    return ChurnProfile(
        id=entity_id,
        name=name,
        application=application,
        machine=machine,
        measured_from=measured_from,
        step_minutes=step_minutes,
        churn_mb_s=rates_text(rates_mb_s),
        source=source,
    )


def profile_of_samples(
    entity_id: str,
    samples: Iterable[tuple[datetime, float]],
    *,
    application: str | None = None,
    machine: str | None = None,
    step_minutes: int = 5,
    name: str = "",
    source: str = "",
) -> ChurnProfile | Problem:
    """A profile from (moment, MB/s) in any order, as monitors write them: the mean of each step of whole days.

    Only days that have a sample in at least half of their steps count, and of these the longest unbroken run; a step
    without a sample takes the rate before it. A Problem where no day was measured so far.
    """
    steps: dict[tuple[date, int], list[float]] = {}
    for moment, rate in samples:
        place = (moment.hour * 60 + moment.minute) // step_minutes
        steps.setdefault((moment.date(), place), []).append(rate)
    each = -(-_MINUTES_A_DAY // step_minutes)
    counts: dict[date, int] = {}
    for day, _ in steps:
        counts[day] = counts.get(day, 0) + 1
    run = _longest_run(sorted([day for day, count in counts.items() if 2 * count >= each]))
    if not run:
        return Problem("No whole day was measured.", "Measure for seven days, a sample every five minutes.")
    rates: list[float] = []
    for day in run:
        for place in range(each):
            found = steps.get((day, place))
            rates.append(sum(found) / len(found) if found else rates[-1] if rates else 0.0)
    return profile_of_steps(
        entity_id,
        rates,
        application=application,
        machine=machine,
        measured_from=run[0],
        step_minutes=step_minutes,
        name=name,
        source=source,
    )


def figures_of(rates_mb_s: Sequence[float]) -> tuple[float, float]:
    """GiB a day on average and the highest MB/s of a step: what a machine states as its churn and its peak churn."""
    if not rates_mb_s:
        return 0.0, 0.0
    return sum(rates_mb_s) / len(rates_mb_s) * 86_400 * 1e6 / 2**30, max(rates_mb_s)


def _longest_run(days: Sequence[date]) -> list[date]:
    best: list[date] = []
    run: list[date] = []
    for day in days:
        run = [*run, day] if run and day - run[-1] == timedelta(days=1) else [day]
        best = run if len(run) > len(best) else best
    return best


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if isfinite(found) else None


def _parts(text: str) -> list[str]:
    if "." not in text and re.search(r"[\s;]", text.strip()):
        return [part.replace(",", ".") for part in re.split(r"[\s;]+", text) if part]
    return [part for part in re.split(r"[\s;,]+", text) if part]
