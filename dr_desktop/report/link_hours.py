"""What goes over a link hour by hour: the highest of each hour of a week."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dr_desktop.assessment.backup_windows import Stretch
from dr_desktop.assessment.link_load import MBIT_PER_MB
from dr_desktop.assessment.link_week import LinkWeek

HOURS: Final = 168
HOUR_S: Final = 3_600.0
_ASSUMED_BUSY_HOUR: Final = 10


def hourly_replication(week: LinkWeek) -> list[float]:
    """The highest rate of each hour of a week, Mbit/s.

    An assumed day is shown with its busiest hour at 10:00, where nothing says when it is.
    """
    churn = week.churn
    shift = 0.0 if week.measured_mb_s else _ASSUMED_BUSY_HOUR * HOUR_S
    found = [0.0] * HOURS
    turns = round(HOURS * HOUR_S / churn.seconds) if churn.seconds else 0
    for turn in range(turns):
        begin = turn * churn.seconds + shift
        for seconds, rate in churn.rates:
            first, last = int(begin // HOUR_S), int(-(-(begin + seconds) // HOUR_S))
            for hour in range(first, max(last, first + 1)):
                at = hour % HOURS
                found[at] = max(found[at], rate * MBIT_PER_MB)
            begin += seconds
    return found


def hourly_backups(stretches: Sequence[Stretch]) -> list[float]:
    """The highest need of backups in each hour of a week, Mbit/s."""
    found = [0.0] * HOURS
    for one in stretches:
        for hour in range(int(one.begin_hour), min(HOURS, int(-(-one.end_hour // 1)))):
            found[hour] = max(found[hour], one.mbit_s)
    return found
