"""Rules about what a link allows: recovery points, backups in their windows, outages, first copies; churn profiles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from dr_desktop.assessment.measured_week import WEEK_S
from dr_desktop.assessment.results import Finding, LinkResult
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.churn_profile import DEFAULT_STEP_MINUTES, ChurnProfile, measured
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.link import Link
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_minutes, show_quantity, show_share

LinkRule = Callable[[Link, LinkResult, Surroundings], Finding | None]

FIRST_COPY_GOAL_HOURS: Final = 72.0

LINK_POINT: Final = Rule(
    "link-recovery-point",
    "warning",
    "Replication waits before a link for longer than the recovery point allows.",
    "DR Desktop: lag by the generation time of what is not yet at the target",
)
LINK_WINDOW: Final = Rule(
    "link-backup-window",
    "warning",
    "Backups need more of a link in their windows than replication leaves.",
    "Guidance, planning your backup strategy: scale (2018-05-14)",
)
LINK_LOG: Final = Rule(
    "link-log-too-small",
    "warning",
    "The replication log is full before an outage that is planned for is over, so all data is compared again.",
    "DR Desktop: change during the outage against the log",
)
LINK_FIRST_COPY: Final = Rule(
    "link-first-copy",
    "note",
    "First copies over a link take longer than three days.",
    "Site Recovery Deployment Planner: initial replication within 72 h (default)",
)
CHURN_NOT_READ: Final = Rule(
    "churn-profile-not-read",
    "error",
    "A churn profile holds something that is no rate, so it counts for nothing.",
    "DR Desktop: consistency",
)
CHURN_OF_NOBODY: Final = Rule(
    "churn-profile-of-nobody",
    "warning",
    "A churn profile belongs to no machine or application, or to one that has another profile.",
    "DR Desktop: consistency",
)
CHURN_SHORT: Final = Rule(
    "churn-profile-short",
    "note",
    "A churn profile covers less than a week, which is repeated.",
    "Site Recovery Deployment Planner: profile for at least seven days",
)

LINK_KEEPS_NOTHING: Final = Rule(
    "link-keeps-nothing",
    "error",
    "A link that replication goes over keeps none of its speed for it.",
    "DR Desktop: nothing can be replicated over it",
)

LINK_RULES: Final = (
    LINK_KEEPS_NOTHING,
    LINK_POINT,
    LINK_WINDOW,
    LINK_LOG,
    LINK_FIRST_COPY,
    CHURN_NOT_READ,
    CHURN_OF_NOBODY,
    CHURN_SHORT,
)


def _nothing_kept(link: Link, result: LinkResult, around: Surroundings) -> Finding | None:
    if link.replication_percent != 0 or not result.replication_mbit_s:
        return None
    return LINK_KEEPS_NOTHING.found(
        "links",
        link.id,
        "replication_percent",
        f"{_line(link, around)} carries no replication, since none of it is kept for that; "
        f"{show_quantity(result.replication_mbit_s, 'Mbit/s')} of changes are to go over it.",
        "Type the share that replication may take; leave it blank if it goes first.",
    )


def link_point_missed(result: LinkResult) -> bool:
    """Whether a link that carries replication on average does not always keep the recovery point asked of it."""
    carries = result.usable_mbit_s is not None and result.replication_mbit_s + result.backup_mbit_s <= (
        result.usable_mbit_s
    )
    return carries and result.smallest_mbit_s is not None and result.within_rpo is not None and result.within_rpo < 1


def line_findings(link: Link, result: LinkResult, around: Surroundings) -> tuple[Finding, ...]:
    """What is objected to at one link because of what it allows."""
    return tuple([one for one in [rule(link, result, around) for rule in _LINK] if one is not None])


def churn_findings(plan: Plan) -> Iterator[Finding]:
    """What is objected to at churn profiles; at most one finding each."""
    owners: set[tuple[str, str]] = set()
    for one in plan.churn_profiles.values():
        name = named(one)
        found = measured(one.churn_mb_s)
        owner = ("machine", one.machine) if one.machine is not None else ("application", one.application or "")
        if isinstance(found, Problem):
            yield CHURN_NOT_READ.found(
                "churn_profiles", one.id, "churn_mb_s", f"{name} counts for nothing: {found.sentence}", found.remedy
            )
        elif not owner[1] or owner in owners:
            what = f"measures {owner[0]} “{_owner(plan, one)}” a second time" if owner[1] else "belongs to nobody"
            yield CHURN_OF_NOBODY.found(
                "churn_profiles",
                one.id,
                "machine" if one.machine is not None else "application",
                f"{name} {what}, so it counts for nothing.",
                "Choose its machine or application, or remove the profile.",
            )
        elif found.steps * (one.step_minutes or DEFAULT_STEP_MINUTES) * 60 < WEEK_S:
            covered = show_minutes(found.steps * (one.step_minutes or DEFAULT_STEP_MINUTES))
            yield CHURN_SHORT.found(
                "churn_profiles",
                one.id,
                "churn_mb_s",
                f"{name} covers {covered}; the rest of the week counts as a repetition of it.",
                "Measure for seven days, so that weekends and month ends are seen.",
            )
        owners.add(owner)


def _owner(plan: Plan, profile: ChurnProfile) -> str:
    found = plan.machines.get(profile.machine or "") or plan.applications.get(profile.application or "")
    return named(found) if found is not None else profile.machine or profile.application or ""


def _point(link: Link, result: LinkResult, around: Surroundings) -> Finding | None:
    if not link_point_missed(result):
        return None
    application = around.applications.get(result.rpo_application)
    asks = f"{named(application)} asks for" if application is not None else "there is asked"
    kept = f"kept in {show_share(result.within_rpo)} of the time"
    if result.achievable_rpo_minutes is None:
        share = show_quantity(result.replication_usable_mbit_s, "Mbit/s")
        grows = f"falls behind for ever on the {share} kept for it"
        sentence = f"{_line(link, around)}: replication {grows}; {asks} {show_minutes(result.rpo_minutes)}."
    else:
        sentence = (
            f"{_line(link, around)} allows a recovery point of {show_minutes(result.achievable_rpo_minutes)} when most "
            f"is written; {asks} {show_minutes(result.rpo_minutes)}, {kept}."
        )
    most = result.smallest_most_mbit_s
    often = f", of {show_quantity(most, 'Mbit/s')} in 90 % of the time" if most is not None else ""
    return LINK_POINT.found(
        "links",
        link.id,
        "mbit_s",
        sentence,
        f"{_share_instead(link, result)}A line of {show_quantity(result.smallest_mbit_s, 'Mbit/s')} keeps it always"
        f"{often}; or replicate less.",
    )


def _share_instead(link: Link, result: LinkResult) -> str:
    """The share of the line there is that would do, where only a share is kept for replication."""
    if link.replication_percent is None or not link.mbit_s or result.smallest_mbit_s is None:
        return ""
    percent = link.replication_percent * result.smallest_mbit_s / link.mbit_s
    if percent > 100:
        return ""
    return f"Keep {show_quantity(percent, '%', 1)} of it for replication instead of {link.replication_percent:g} %. "


def _window(link: Link, result: LinkResult, around: Surroundings) -> Finding | None:
    left = result.backup_left_mbit_s
    needed = result.replication_mbit_s + result.backup_mbit_s
    if left is None or result.usable_mbit_s is None or needed > result.usable_mbit_s:
        return None  # where not even the mean fits, that is said
    if result.backup_peak_mbit_s <= left:
        return None
    return LINK_WINDOW.found(
        "links",
        link.id,
        "mbit_s",
        f"Backups over {_line(link, around)} need {show_quantity(result.backup_peak_mbit_s, 'Mbit/s')} to be done in "
        f"their windows; replication leaves {show_quantity(left, 'Mbit/s')}.",
        "Widen the windows or the link, back up in turns, or back up to a nearer target.",
    )


def _log(link: Link, result: LinkResult, around: Surroundings) -> Finding | None:
    if not result.resynchronises:
        return None
    hours = result.log_holds_hours
    return LINK_LOG.found(
        "links",
        link.id,
        "replication_log_gib",
        f"When {_line(link, around)} is down for {show_minutes((result.outage_hours or 0.0) * 60)}, the log of "
        f"replication is full after {show_minutes(None if hours is None else hours * 60)}: all data is compared again, "
        "and until then the replicas stay as old as the outage.",
        f"Keep a log of {show_quantity(result.outage_backlog_gib, 'GiB')} or more.",
    )


def _first_copy(link: Link, result: LinkResult, around: Surroundings) -> Finding | None:
    hours = result.first_copy_hours
    if hours is None or hours <= FIRST_COPY_GOAL_HOURS:
        return None
    return LINK_FIRST_COPY.found(
        "links",
        link.id,
        "mbit_s",
        f"First copies of {show_quantity(result.flow.replicated_gib, 'GiB')} over {_line(link, around)} take "
        f"{show_minutes(hours * 60)} beside what changes meanwhile.",
        "Bring the machines in by waves, send the first copies on disks, or widen the link meanwhile.",
    )


def _line(link: Link, around: Surroundings) -> str:
    if link.name:
        return link.name
    ends = [around.sites.get(one or "") for one in (link.from_site, link.to_site)]
    return f"The link between {' and '.join([named(site) for site in ends if site is not None])}"


_LINK: Final[tuple[LinkRule, ...]] = (_nothing_kept, _point, _window, _log, _first_copy)
