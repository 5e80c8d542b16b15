"""What a link carries in a week: replication as it was measured or is assumed, and backups in their windows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from dr_desktop.assessment.backup_windows import RunWindow, Stretch, run_windows, week_stretches
from dr_desktop.assessment.churn_profile import (
    Churn,
    added,
    average_mb_s,
    churn_of,
    churn_of_steps,
    generated_mb,
)
from dr_desktop.assessment.link_load import MBIT_PER_GIB, mb_s_of, mbit_s_of
from dr_desktop.assessment.link_records import Flow
from dr_desktop.assessment.measured_week import DAY_S, measured_week
from dr_desktop.plan.backup import BackupPolicy
from dr_desktop.plan.churn_profile import ChurnProfile

_HOUR_S: Final = 3_600.0
_HOURS: Final = 24


class LinkWeek(NamedTuple):
    """Replication as churn that repeats (a day, or a week where some of it was measured) and backups by the hour.

    `measured_mb_s` is the mean of what was measured, within that of `churn`.
    """

    churn: Churn
    measured_mb_s: float
    backups: tuple[Stretch, ...]


def link_week(flow: Flow, profiles: Mapping[str, ChurnProfile], policies: Mapping[str, BackupPolicy]) -> LinkWeek:
    """A week of what goes over a link in one direction."""
    measured = _measured(flow, profiles)
    return LinkWeek(
        _replicated(flow, measured),
        0.0 if measured is None else average_mb_s(measured),
        week_stretches(_runs(flow, policies), _steady(flow)),
    )


def replication_churn(flow: Flow, profiles: Mapping[str, ChurnProfile]) -> Churn:
    """What replication sends over a link in one direction: a day, or a week where some of it was measured."""
    return _replicated(flow, _measured(flow, profiles))


def busy_day(average_mb_s_: float, peak_mb_s_: float) -> Churn:
    """A day with this mean whose busiest hour has this rate, MB/s; the other hours are alike.

    A peak that an hour of would be more than the day has lasts shorter.
    """
    if peak_mb_s_ <= average_mb_s_:
        return churn_of([(DAY_S, average_mb_s_)], repeats=True)
    busy_s = min(_HOUR_S, average_mb_s_ * DAY_S / peak_mb_s_)
    rest = max(0.0, average_mb_s_ * DAY_S - peak_mb_s_ * busy_s) / (DAY_S - busy_s)
    return churn_of([(busy_s, peak_mb_s_), (DAY_S - busy_s, rest)], repeats=True)


def _measured(flow: Flow, profiles: Mapping[str, ChurnProfile]) -> Churn | None:
    return measured_week([profiles[key] for key in flow.profiles if key in profiles]) if flow.profiles else None


def _replicated(flow: Flow, measured: Churn | None) -> Churn:
    average, peak = mb_s_of(flow.replication_gib_per_day), mb_s_of(flow.peak_gib_per_day)
    return busy_day(average, peak) if measured is None else _beside(measured, average, peak)


def _beside(measured: Churn, average: float, peak: float) -> Churn:
    """What was measured with what is assumed beside it, whose busiest hour is that of the measured: the worst case."""
    if not average:
        return measured
    step = measured.at_s[1]
    rates = [rate for _, rate in measured.rates]
    day = busy_day(average, peak)
    busiest = _busiest_hour(rates, step)
    if len(day.at_s) != 3 or day.at_s[1] != _HOUR_S or _HOUR_S % step:
        return added([measured, _daily(day, busiest * _HOUR_S, measured.seconds)])
    rest = (day.mb[2] - day.mb[1]) / (day.at_s[2] - day.at_s[1])
    each = round(_HOUR_S / step)
    first, last, whole = busiest * each, (busiest + 1) * each, each * _HOURS
    return churn_of_steps(
        step, [rate + (peak if first <= place % whole < last else rest) for place, rate in enumerate(rates)]
    )


def _daily(day: Churn, begin_s: float, length_s: float) -> Churn:
    """A day that begins `begin_s` after midnight, as a profile from midnight on for `length_s`."""
    bends = {(at + begin_s + DAY_S * turn) for at in day.at_s for turn in range(-1, int(length_s // DAY_S) + 2)}
    at = sorted({0.0, length_s, *[one for one in bends if 0 < one < length_s]})
    start = generated_mb(day, -begin_s)
    return Churn(tuple(at), tuple([generated_mb(day, one - begin_s) - start for one in at]), repeats=True)


def _busiest_hour(rates: list[float], step: float) -> int:
    """The hour of the day with the most churn over all days; the first of equals."""
    sums = [0.0] * _HOURS
    if _HOUR_S % step:
        for place, rate in enumerate(rates):
            sums[int(place * step % DAY_S // _HOUR_S)] += rate
        return sums.index(max(sums))
    each = round(_HOUR_S / step)
    for hour in range(len(rates) // each):
        sums[hour % _HOURS] += sum(rates[hour * each : (hour + 1) * each])
    return sums.index(max(sums))


def _runs(flow: Flow, policies: Mapping[str, BackupPolicy]) -> list[tuple[RunWindow, float]]:
    found: list[tuple[RunWindow, float]] = []
    for backup in flow.backups:
        policy = policies.get(backup.policy)
        for window in run_windows(policy) if policy is not None else ():
            gib = backup.used_gib * window.used_share + backup.change_gib_per_day * window.change_days
            if backup.used_gib:
                gib = min(gib, backup.used_gib)
            found.append((window, gib * MBIT_PER_GIB / (window.hours * _HOUR_S)))
    return found


def _steady(flow: Flow) -> float:
    return mbit_s_of(flow.copies_gib_per_day)
