"""How each scheme brings members back after a disaster: the means, where, from which copy, and how old that copy is.

A policy per scheme says what can be tried, in order of preference; what is lost, cut off or corrupt is left out, and a
backup beside a replica stands in for it. Whether a site has room is decided later, over all applications.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from dr_desktop.assessment.link_records import CONTINUOUS_MINUTES
from dr_desktop.assessment.policy_chain import policy_calendar, policy_rule
from dr_desktop.assessment.recovery_copies import Backups, Copies, Lagging, worst_loss
from dr_desktop.assessment.recovery_loss import Taken
from dr_desktop.assessment.recovery_point import longest_gap_minutes, run_gib, slowest_to_target
from dr_desktop.assessment.recovery_records import Means
from dr_desktop.assessment.replica_lag import Lines, behind_minutes, line_between, replica_age_minutes
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.surroundings import Surroundings, usable_mbit_s
from dr_desktop.assessment.ways_back import Kept, Way, copies_of, minutes_to_move
from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupPolicy
from dr_desktop.plan.link import Link
from dr_desktop.plan.shown import show_minutes
from dr_desktop.plan.site import Site


class Recourse(NamedTuple):
    """One thing that can be done for a way's members. `site`: where they come back; None: they never stopped.

    `target`: the backup target that is read; `link`: the link that is read over. `copies`: what is lost with it.
    `in_place`: restored where they run, so no room is needed.
    """

    means: Means
    site: str | None
    target: str
    link: Link | None
    copies: tuple[Copies, ...]
    words: str
    in_place: bool = False


class NoRecourse(NamedTuple):
    """Why nothing can be done. `total`: no usable copy is left; otherwise a copy is there and cannot be used."""

    reason: str
    total: bool


def recourses(
    application: Application, way: Way, taken: Taken, lines: Lines, around: Surroundings
) -> list[Recourse] | NoRecourse:
    """What can be done for members that were hit, the best first; or why nothing can. `lines`: what all replicate."""
    scheme = way.protection.scheme
    if scheme == "no_recovery":
        return NoRecourse("No recovery by decision: the application and its data are gone.", True)
    if scheme is None and way.protection.backup_target is None:
        return NoRecourse("No scheme is stated, so nothing brings it back.", True)
    why: list[NoRecourse] = []
    found = list(_replicated(application, way, taken, lines, around, why))
    if way.protection.backup_target is not None:
        found += list(_restored(application, way, taken, around, why))
    elif scheme == "backup_restore":
        why.append(NoRecourse("No backup target is stated.", True))
    if taken.corrupt:
        found = _cleanest(found, taken, why)
    if found:
        return found
    return next((one for one in why if not one.total), why[-1] if why else NoRecourse("Nothing brings it back.", True))


def _cleanest(found: list[Recourse], taken: Taken, why: list[NoRecourse]) -> list[Recourse]:
    """What leads back to a clean copy, the newest one first; copies of unknown age come last."""
    rated = []
    for one in found:
        lost = worst_loss([one.copies]).minutes if one.copies else inf
        if lost is None:
            noticed = show_minutes(taken.noticed_after)
            why.append(NoRecourse(f"No copy from before is kept: it was noticed after {noticed}.", True))
        else:
            rated.append((lost, one))
    return [one for _, one in sorted(rated, key=lambda pair: pair[0])]


def _replicated(
    application: Application, way: Way, taken: Taken, lines: Lines, around: Surroundings, why: list[NoRecourse]
) -> Iterator[Recourse]:
    protection = way.protection
    scheme = protection.scheme
    if scheme not in ("replication", "high_availability", "fault_tolerance"):
        return
    if taken.corrupt and not _history_reaches(way, taken):
        history = protection.replication_history_hours
        kept = f"keep {history:g} h of history" if history else "keep no history"
        noticed = show_minutes(taken.noticed_after)
        why.append(
            NoRecourse(
                f"Its replicas copied the corruption: they {kept}, and it was noticed after {noticed}."
                if scheme == "replication"
                else "Every deployment holds the corrupted data.",
                True,
            )
        )
        return
    left = [around.sites[one] for one in protection.recovery_sites if one in around.sites and one not in taken.sites]
    if not left:
        stated = any(one in around.sites for one in protection.recovery_sites)
        why.append(NoRecourse("Every recovery site is lost too." if stated else "No recovery site is stated.", True))
        return
    for site in left:  # every stated recovery site holds a replica, so each can take over
        copies = _replica_age(application, way, site, taken, lines, around)
        if scheme == "fault_tolerance":
            whole = 1 + len([one for one in protection.recovery_sites if one in around.sites])
            words = f"Goes on at {named(site)}: {len(left)} of {whole} deployments are left and carry the whole load."
            yield Recourse("deployment", None, "", None, (Lagging(0.0, 0.0),), words)
            return
        if scheme == "high_availability":
            words = f"{named(site)} takes over by itself."
            yield Recourse("automatic", site.id, "", None, copies, words)
        else:
            clean = f" at a point before the corruption began, {show_minutes(taken.noticed_after)} earlier"
            words = f"Failed over by hand to its replica at {named(site)}{clean if taken.corrupt else ''}."
            yield Recourse("replica", site.id, "", None, copies, words)


def _history_reaches(way: Way, taken: Taken) -> bool:
    history = way.protection.replication_history_hours
    return way.protection.scheme == "replication" and history is not None and history * 60 >= taken.noticed_after


def _replica_age(
    application: Application, way: Way, site: Site, taken: Taken, lines: Lines, around: Surroundings
) -> tuple[Copies, ...]:
    """How far the replica lags; nothing where that is not known. Synchronous loses nothing while the link is up."""
    protection = way.protection
    if protection.scheme == "fault_tolerance":
        return (Lagging(0.0, 0.0),)
    source = application.source_site or ""
    link = around.links_between.get((source, site.id))
    outage = taken.link_out(link.id) if link is not None else None
    line = line_between(source, site.id, lines, around)
    clean = taken.noticed_after if taken.corrupt else 0.0
    if protection.replication_mode == "synchronous":
        behind = behind_minutes(line, outage)
        return () if behind is None else (Lagging(0.0, behind, clean),)
    if protection.replication_minutes is None or way.churn_gib_per_day is None:
        return ()
    cycle = protection.replication_minutes or CONTINUOUS_MINUTES
    if source == site.id:
        return (Lagging(cycle, 0.0, clean),)
    age = replica_age_minutes(line, cycle, outage) if line is not None else None
    return () if age is None else (Lagging(cycle, age - cycle, clean),)


def _restored(
    application: Application, way: Way, taken: Taken, around: Surroundings, why: list[NoRecourse]
) -> Iterator[Recourse]:
    protection = way.protection
    policy = around.policies.get(protection.backup_policy or "")
    targets = copies_of(application, protection, _moved_gib(way, around), around)
    if not targets:
        why.append(NoRecourse("No backup target is stated.", True))
        return
    left = [one for one in targets if one.target.id not in taken.targets]
    if not left:
        names = " and ".join(dict.fromkeys([named(one.target) for one in targets]))
        why.append(NoRecourse(f"All its backups are lost too: they lay at {names}.", True))
        return
    sites = _restore_sites(application, way, taken, around)
    if not sites:
        stated = any(one in around.sites for one in protection.recovery_sites)
        where = "every recovery site is lost too" if stated else "no recovery site is stated"
        why.append(NoRecourse(f"Its backups are left, but {where}.", False))
        return
    any_route = False
    for site in sites:
        for kept in sorted(left, key=lambda one: one.delay_minutes):
            target, link = kept.target, None
            if target.site is not None and target.site != site.id:
                link = _open_link(target.site, site.id, taken, around)
                if link is None:
                    continue
            any_route = True
            in_place = site.id == application.source_site
            words = f"Restored from {named(target)} {'where it runs' if in_place else f'at {named(site)}'}."
            copies = _points(application, way, kept, policy, taken, around)
            yield Recourse("backup", site.id, target.id, link, copies, words, in_place)
    if not any_route:
        name = named(sites[0])
        why.append(NoRecourse(f"Its backups are left, but no link with a speed leads from them to {name}.", False))


def _points(
    application: Application,
    way: Way,
    kept: Kept,
    policy: BackupPolicy | None,
    taken: Taken,
    around: Surroundings,
) -> tuple[Copies, ...]:
    """The points at a target. After corruption it counts what is kept there, by the policy of the copy."""
    if policy is None or kept.policy is None:
        return ()
    delay = _run_minutes(application, way, around) + kept.delay_minutes
    if not taken.corrupt:
        return (Backups(policy_calendar(policy), delay),)
    rule = policy_rule(kept.policy, 1.0, kept.target)
    return (Backups(policy_calendar(kept.policy), delay, taken.noticed_after, rule),)


def _restore_sites(application: Application, way: Way, taken: Taken, around: Surroundings) -> list[Site]:
    """Where a backup may be restored: the recovery sites that are left; what still stands is restored in place."""
    source = around.sites.get(application.source_site or "")
    if source is not None and source.id not in taken.sites:
        return [source]
    stated = [around.sites[one] for one in way.protection.recovery_sites if one in around.sites]
    return [site for site in stated if site.id not in taken.sites]


def _open_link(one: str, other: str, taken: Taken, around: Surroundings) -> Link | None:
    """The fastest link with a speed between two sites that is up, or comes back."""
    best: tuple[bool, float, Link] | None = None
    for link in taken.links:
        if {link.from_site, link.to_site} != {one, other}:
            continue
        usable = usable_mbit_s(link, around.assumed)
        outage = taken.link_out(link.id)
        if not usable or (outage is not None and outage.for_good):
            continue
        up = outage is None or (outage.until is not None and outage.until <= 0.0)
        if best is None or (up, usable) > best[:2]:
            best = (up, usable, link)
    return best[2] if best else None


def _moved_gib(way: Way, around: Surroundings) -> float:
    policy = around.policies.get(way.protection.backup_policy or "")
    if policy is None or way.used_gib is None or way.change_gib_per_day is None:
        return 0.0
    return run_gib(policy, way.used_gib, way.change_gib_per_day, longest_gap_minutes(policy))


def _run_minutes(application: Application, way: Way, around: Surroundings) -> float:
    """How long a run takes, as the designed recovery point counts it; 0 where no speed is stated."""
    target = around.targets[way.protection.backup_target or ""]
    slowest = slowest_to_target(application, target, around)
    return minutes_to_move(_moved_gib(way, around), slowest[0]) if slowest else 0.0
