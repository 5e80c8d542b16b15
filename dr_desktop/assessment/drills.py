"""The evidence of drills and real incidents: how long recovery took when it was done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import fsum

from dr_desktop.assessment.results import DrillRecord
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.application import Application
from dr_desktop.plan.assumptions import Assumed
from dr_desktop.plan.drill import Drill
from dr_desktop.plan.governance import CalendarPeriod
from dr_desktop.plan.header import Header
from dr_desktop.plan.inherit import Protection
from dr_desktop.plan.tier import Tier

NO_DRILLS = DrillRecord(0, 0, None, None, None, None, False, False)


def drill_record(
    drills: Sequence[Drill], application: Application, protection: Protection, around: Surroundings
) -> DrillRecord:
    """The drills and incidents that are evidence for how the application is protected now; minutes.

    Counted are those with an outcome, under the current scheme, recovery site and backup target (a blank counts as
    the current one); a walk-through measures nothing. The MTTR is the mean of the successful ones; where the clock
    started at the decision, detection and decision are added. `expired`: it succeeded once, but not within the plan's
    drill validity before the review date (the start month where none is stated).
    """
    counting = [one for one in drills if counts(one, application, protection, around)] if drills else []
    if not counting:
        return NO_DRILLS
    succeeded = [one for one in counting if one.outcome == "succeeded"]
    minutes = [
        measured
        for measured in [recovery_minutes(one, application, around) for one in succeeded]
        if measured is not None
    ]
    latest = max(counting, key=_day)
    return DrillRecord(
        drills=len(counting),
        succeeded=len(succeeded),
        mttr_minutes=fsum(minutes) / len(minutes) if minutes else None,
        shortest_minutes=min(minutes, default=None),
        longest_minutes=max(minutes, default=None),
        latest_on=latest.on,
        latest_failed=latest.outcome == "failed",
        expired=bool(succeeded) and not any(in_date(one, around) for one in succeeded),
        success_on=max([one.on for one in succeeded if one.on is not None], default=None),
        data_loss_minutes=max(
            [one.data_loss_minutes for one in succeeded if one.data_loss_minutes is not None], default=None
        ),
    )


def counts(drill: Drill, application: Application, protection: Protection, around: Surroundings) -> bool:
    """Whether a drill is evidence for the scheme, recovery site and backup target of now."""
    if drill.kind == "walkthrough" or drill.outcome is None:
        return False
    if drill.scheme is not None and drill.scheme != protection.scheme:
        return False
    sites = protection.recovery_sites or (application.source_site,)
    if drill.recovery_site is not None and drill.recovery_site not in sites:
        return False
    if drill.backup_target is None or protection.scheme != "backup_restore":
        return True
    copies = around.copies_from.get(protection.backup_target or "", ())
    return drill.backup_target in (protection.backup_target, *[copy.to_target for copy in copies])


def recovery_minutes(drill: Drill, application: Application, around: Surroundings) -> float | None:
    """Measured minutes from the incident on; None when nothing was measured."""
    if drill.recovery_minutes is None or drill.clock_from == "incident":
        return drill.recovery_minutes
    detect, decide = application.detect_minutes, application.decide_minutes
    return fsum(
        (
            drill.recovery_minutes,
            around.assumed.detect_minutes if detect is None else detect,
            around.assumed.decide_minutes if decide is None else decide,
        )
    )


def in_date(drill: Drill, around: Surroundings) -> bool:
    """Whether a drill is recent enough on the review date, or in the start month where none is stated."""
    today = today_of(around.header)
    return drill.on is not None and (today - drill.on).days <= around.assumed.drill_validity_days


def today_of(header: Header) -> date:
    """The day that evidence is judged on: the review date, else the first day of the plan."""
    return header.review_date or header.start_month


def drills_a_year(tier: Tier | None, assumed: Assumed) -> float:
    """How many drills a year are asked for: by the tier, else by the assumption."""
    return assumed.drills_per_year if tier is None or tier.drills_per_year is None else tier.drills_per_year


def expires_on(record: DrillRecord, assumed: Assumed) -> date | None:
    """The last day on which the latest success still counts; None without one."""
    return None if record.success_on is None else record.success_on + timedelta(days=int(assumed.drill_validity_days))


def blocking(day: date, periods: Iterable[CalendarPeriod]) -> CalendarPeriod | None:
    """The period of the calendar in which a day lies; None for a free day."""
    for one in periods:
        if one.first_day and one.last_day and one.first_day <= day <= one.last_day:
            return one
    return None


def _day(drill: Drill) -> date:
    return drill.on or date.min
