"""Designed recovery point: how much data a way back loses at most, in minutes, and why."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from dr_desktop.assessment.change_bands import differential_gib
from dr_desktop.assessment.churn_profile import Churn, average_mb_s
from dr_desktop.assessment.link_figures import achievable_point, latency_s, replication_mb_s
from dr_desktop.assessment.link_load import MBIT_PER_MB
from dr_desktop.assessment.link_records import CONTINUOUS_MINUTES, NOTHING, Ask, LinkShare
from dr_desktop.assessment.link_week import replication_churn
from dr_desktop.assessment.point_age import periodic_age
from dr_desktop.assessment.policy_chain import policy_calendar, policy_problem
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.run_calendar import longest_gap_hours
from dr_desktop.assessment.sides import share_fate
from dr_desktop.assessment.surroundings import Surroundings, usable_mbit_s
from dr_desktop.assessment.ways_back import (
    Way,
    minutes_to_move,
    no_way_words,
    recovery_site,
    shown_speed,
    speed_between,
    surviving,
)
from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupPolicy, BackupTarget
from dr_desktop.plan.choices import Weekday
from dr_desktop.plan.link import Link
from dr_desktop.plan.shown import show_minutes, show_quantity
from dr_desktop.plan.site import Site

_MINUTES_A_DAY: Final = 1440.0
_NOTHING_SENT: Final = LinkShare(NOTHING, NOTHING)

Sent = Mapping[str, LinkShare]
"""What an application sends over each link, by the link's id."""


class Point(NamedTuple):
    """A recovery point in minutes, None when not known; `basis` says how it comes about, or what is missing."""

    minutes: float | None
    basis: str


def recovery_point(application: Application, way: Way, sent: Sent, around: Surroundings) -> Point:
    """The designed recovery point of one way back, in minutes; `sent`: what the application sends over each link.

    Backup: longest gap between runs + duration of a run + the way to the copy that survives. Replication: the greatest
    age of data at the target over a week of churn, as if nobody else used the link: the time between transfers + what
    one takes in the busiest hour + what waits before the link; synchronous: 0. Of a backup beside a replication the
    better counts.
    """
    protection = way.protection
    match protection.scheme:
        case None:
            return Point(None, "No scheme is stated.")
        case "no_recovery":
            return Point(None, "No recovery by decision: all data is lost.")
        case "fault_tolerance":
            return Point(0.0, "Fault tolerance: every deployment holds all data.")
        case "backup_restore":
            return _backup_point(application, way, around)
        case _:
            replicated = _replication_point(application, way, sent, around)
    if protection.backup_target is None or protection.backup_policy is None:
        return replicated
    return _better(replicated, application, way, around)


def longest_gap_minutes(policy: BackupPolicy) -> float:
    """The longest time between two runs of a policy, in minutes."""
    return _gap_minutes(
        policy.every_hours, policy.every_months, policy.run_days, policy.window_start, policy.window_hours
    )


def run_gib(policy: BackupPolicy, used_gib: float, change_gib_per_day: float, gap_minutes: float) -> float:
    """GiB that the largest run of a policy moves, before reduction and never more than is used.

    An active full reads everything; a differential all changes since its full; any other run those since the last.
    """
    if policy.style != "forever_forward" and policy.full_kind == "active" and (policy.full_days or policy.full_months):
        return used_gib
    days = gap_minutes / _MINUTES_A_DAY
    if policy.style == "differential" and used_gib:
        days = max(days, _days_between_fulls(policy))
        return differential_gib(used_gib, change_gib_per_day / used_gib, days)
    return min(used_gib, change_gib_per_day * days)


def slowest_to_target(application: Application, target: BackupTarget, around: Surroundings) -> tuple[float, str] | None:
    """MB/s (10^6 bytes) of what is slowest between the machines and the target, and what that is, in words.

    None when neither the link nor the target states a speed.
    """
    mb_s, what = target.write_mb_s or 0.0, ""
    if application.source_site != target.site:
        speed = speed_between(application.source_site, target.site, around)
        if speed is not None and speed.mb_s is not None and speed.link is not None and (not mb_s or speed.mb_s < mb_s):
            mb_s, what = speed.mb_s, f"{speed.link.name or 'the link'} carries"
    return (mb_s, what or f"{named(target)} takes in") if mb_s else None


@lru_cache(maxsize=1024)
def _shown_gap(minutes: float) -> str:
    return show_minutes(minutes)


# By the figures that the calendar is made of: a policy itself cannot be a key, and its week is long to walk through.
@lru_cache(maxsize=1024)
def _gap_minutes(
    every_hours: float | None,
    every_months: int | None,
    run_days: tuple[Weekday, ...],
    window_start: float | None,
    window_hours: float | None,
) -> float:
    policy = BackupPolicy(
        id="-",
        every_hours=every_hours,
        every_months=every_months,
        run_days=run_days,
        window_start=window_start,
        window_hours=window_hours,
    )
    return longest_gap_hours(policy_calendar(policy)) * 60


def _days_between_fulls(policy: BackupPolicy) -> float:
    if policy.full_days:
        return 7.0 / len(policy.full_days)
    return 31.0 * 12 / len(policy.full_months) if policy.full_months else 0.0


def _backup_point(application: Application, way: Way, around: Surroundings) -> Point:
    protection = way.protection
    target, policy = (
        around.targets.get(protection.backup_target or ""),
        around.policies.get(protection.backup_policy or ""),
    )
    if target is None:
        return Point(None, "No backup target is stated.")
    if policy is None:
        return Point(None, "No backup policy is stated.")
    problem = policy_problem(policy)
    if problem is not None:
        return Point(None, f"{named(policy)}: {problem}")
    if target.write_mb_s == 0:
        return Point(None, f"{named(target)} takes in nothing: its write speed is zero.")
    source, at = around.sites.get(application.source_site or ""), around.sites.get(target.site or "")
    if source is not None and at is not None and _carries_nothing(source, at, around):
        return Point(None, no_way_words(source, at, around))
    gap = longest_gap_minutes(policy)
    if way.used_gib is None or way.change_gib_per_day is None:
        return Point(None, "How much data a run moves is not known: state the data in use.")
    moved = run_gib(policy, way.used_gib, way.change_gib_per_day, gap)
    left = surviving(application, protection, moved, around)
    assert left is not None  # the target is known
    slowest = slowest_to_target(application, target, around)
    running = 0.0
    parts = [f"Up to {_shown_gap(gap)} from run to run ({named(policy)})"]
    if slowest is None:
        parts.append("the run itself counts nothing, since neither link nor target states a speed")
    else:
        mb_s, what = slowest
        running = minutes_to_move(moved, mb_s)
        shown = show_quantity(moved, "GiB")
        parts.append(f"{show_minutes(running)} for a run of {shown} at the {shown_speed(mb_s)} that {what}")
    if left.words:
        parts.append(left.words)
    return Point(periodic_age(gap, running, (left.delay_minutes,)).worst, "; ".join(parts) + ".")


def _carries_nothing(source: Site, at: Site, around: Surroundings) -> bool:
    link = around.links_between.get((source.id, at.id)) if source.id != at.id else None
    return link is not None and usable_mbit_s(link, around.assumed) == 0


def _replication_point(application: Application, way: Way, sent: Sent, around: Surroundings) -> Point:
    protection = way.protection
    site = recovery_site(application, protection, around)
    if site is None:
        return Point(None, "No recovery site is stated.")
    source = around.sites.get(application.source_site or "")
    if source is not None and _carries_nothing(source, site, around):
        return Point(None, no_way_words(source, site, around))
    if protection.replication_mode == "synchronous":
        return Point(0.0, f"Synchronous: {named(site)} holds a write before it counts as done.")
    if protection.replication_minutes is None:
        return Point(None, "How often it replicates is not stated.")
    if way.churn_gib_per_day is None:
        return Point(None, "How much data replication sends is not known: state the data in use or the churn.")
    if source is None:
        return Point(None, "Where it runs is not stated.")
    if site.id == source.id:
        stated = protection.replication_minutes
        return Point(stated or CONTINUOUS_MINUTES, f"{_rhythm_words(stated)}.")
    link = around.links_between.get((source.id, site.id))
    rate = replication_mb_s(link, around) if link is not None else None
    if link is None or rate is None:
        return Point(None, no_way_words(source, site, around))
    share = sent.get(link.id, _NOTHING_SENT)
    churn = replication_churn(share.ahead if link.from_site == source.id else share.back, around.profiles)
    point = _over_link(protection.replication_minutes, churn, rate, link)
    if not share_fate(source, site):
        return point
    return point._replace(
        basis=f"{point.basis} {named(site)} stands in the same building and is lost together with it."
    )


def _over_link(stated_minutes: float, churn: Churn, rate_mb_s: float, link: Link) -> Point:
    name = link.name or "the link"
    cycle = stated_minutes or CONTINUOUS_MINUTES
    usable = f"{_mbit_s(rate_mb_s)} usable{' for replication' if link.replication_percent is not None else ''}"
    minutes = achievable_point(churn, rate_mb_s, Ask(None, cycle, ""), latency_s(link)).minutes
    if minutes is None:
        mean = _mbit_s(average_mb_s(churn))
        return Point(None, f"{name[0].upper()}{name[1:]} cannot keep up: {mean} of changes on average, {usable}.")
    rhythm = _rhythm_words(stated_minutes)
    if churn.peak_mb_s <= rate_mb_s:
        sending = show_minutes(minutes - cycle)
        return Point(minutes, f"{rhythm}; {sending} to send what changed in the busiest hour over {name}, alone.")
    most = f"{_mbit_s(churn.peak_mb_s)} of changes at their peak, {usable}"
    return Point(minutes, f"{rhythm}; up to {show_minutes(minutes - cycle)} more before {name}, alone: {most}.")


def _rhythm_words(stated_minutes: float) -> str:
    if not stated_minutes:
        return "Continuous, counted as one minute"
    return f"{show_minutes(stated_minutes)} between transfers"


def _mbit_s(mb_s: float) -> str:
    return show_quantity(mb_s * MBIT_PER_MB, "Mbit/s")


def _better(replicated: Point, application: Application, way: Way, around: Surroundings) -> Point:
    policy = around.policies.get(way.protection.backup_policy or "")
    if policy is None or (replicated.minutes is not None and replicated.minutes <= longest_gap_minutes(policy)):
        return replicated
    target = surviving(application, way.protection, 0.0, around)
    backed = _backup_point(application, way, around)
    if target is None or not target.outlives_source or backed.minutes is None:
        return replicated
    if replicated.minutes is not None and replicated.minutes <= backed.minutes:
        return replicated
    why = f"Replication: {replicated.basis} " if replicated.minutes is None else ""
    return Point(backed.minutes, f"{why}The backup beside it counts: {backed.basis}")
