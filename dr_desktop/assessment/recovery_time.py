"""Designed recovery time of one way back: alone, without contention; every addend with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import ceil
from typing import Final, NamedTuple

from dr_desktop.assessment.results import TimePart
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.ways_back import (
    Member,
    Way,
    machines_of,
    minutes_to_move,
    no_way_words,
    recovery_site,
    shown_speed,
    speed_between,
    surviving,
)
from dr_desktop.plan.application import Application
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.shown import show_minutes, show_quantity
from dr_desktop.plan.site import Site

Parts = tuple[TimePart, ...]
_REBUILT_SCOPES: Final = ("application_data", "redeploy_and_restore")


class Missing(NamedTuple):
    """What must be stated before a recovery time follows, as a sentence."""

    sentence: str


def recovery_parts(application: Application, way: Way, around: Surroundings) -> Parts | Missing:
    """The addends of a way's designed recovery time, in their order in time.

    Backup: detect, decide, rebuild where machines are made anew, restore, start, validate, redirect. Replication:
    detect, decide, failover, start, validate, redirect. High availability: failover by itself, redirect if stated.
    """
    scheme = way.protection.scheme
    if scheme is None:
        return Missing("No scheme is stated.")
    if scheme == "fault_tolerance":
        return (_FAULT_TOLERANCE,)
    site = recovery_site(application, way.protection, around)
    if site is None:
        return Missing("No recovery site is stated.")
    if scheme == "high_availability":
        return _automatic(application, around)
    if scheme == "replication":
        return (
            *before(application, around),
            _failover(way.members, site, around),
            *after(application, way, site, around),
        )
    restored = _restore(application, way, site, around)
    if isinstance(restored, Missing):
        return restored
    rebuilt = (_rebuild(application, machines_of(way.members), site, around),) if rebuilds(way, around) else ()
    return (*before(application, around), *rebuilt, restored, *after(application, way, site, around))


def rebuilt_parts(application: Application, members: Sequence[Member], site: Site, around: Surroundings) -> Parts:
    """The addends for members of scale sets, which are made anew and not restored."""
    machines = machines_of(members)
    way = Way(members[0][1].protection, tuple(members), 0.0, 0.0, 0.0)
    rebuild = _rebuild(application, machines, site, around)
    return (*before(application, around), rebuild, *after(application, way, site, around))


def before(application: Application, around: Surroundings) -> Parts:
    """From the incident until recovery is invoked: detect and decide."""
    return (
        _stated("detect", application.detect_minutes, around.assumed.detect_minutes),
        _stated("decide", application.decide_minutes, around.assumed.decide_minutes),
    )


def after(application: Application, way: Way, site: Site, around: Surroundings) -> Parts:
    """From the data in place until users are back: start, validate, redirect."""
    return (
        *_start(machines_of(way.members), site, around),
        _stated("validate", application.validate_minutes, around.assumed.validate_minutes),
        _stated("redirect", application.redirect_minutes, around.assumed.redirect_minutes),
    )


_FAULT_TOLERANCE: Final = TimePart("failover", 0.0, "No failover: the other deployment goes on serving.")


@lru_cache(maxsize=4096)
def _stated(name: str, stated: float | None, assumed: float) -> TimePart:
    if stated is None:
        return TimePart(name, assumed, f"{show_minutes(assumed)}, assumed: the application does not state it.")
    return TimePart(name, stated, f"{show_minutes(stated)}, as stated.")


@lru_cache(maxsize=4096)
def _waves(name: str, count: int, at_once: int, minutes: float, what: str) -> TimePart:
    waves = max(1, ceil(count / at_once))
    basis = (
        f"{count} {'machine' if count == 1 else 'machines'}, {at_once} at a time, {show_minutes(minutes)} each{what}."
    )
    return TimePart(name, waves * minutes, basis)


def _automatic(application: Application, around: Surroundings) -> Parts:
    minutes = around.assumed.automatic_failover_minutes
    failover = _stated("failover", None, minutes)._replace(
        basis=f"{show_minutes(minutes)}, assumed: the application's own software or its cluster takes over."
    )
    if application.redirect_minutes is None:
        return (failover,)
    return failover, _stated("redirect", application.redirect_minutes, 0.0)


def _parallel(site: Site, around: Surroundings) -> tuple[int, str]:
    if site.parallel_starts:
        return site.parallel_starts, ""
    return max(1, int(around.assumed.parallel_starts)), " (parallel starts assumed)"


def rebuilds(way: Way, around: Surroundings) -> bool:
    """Whether machines are made anew before data: by the restore scope, or since an agent in the guest restores."""
    if not any(isinstance(member, Machine) for member, _ in way.members):
        return False
    if way.protection.restore_scope in _REBUILT_SCOPES:
        return True
    policy = around.policies.get(way.protection.backup_policy or "")
    return policy is not None and policy.capture == "in_guest"


def _rebuild(application: Application, machines: Sequence[Machine], site: Site, around: Surroundings) -> TimePart:
    if application.rebuild_minutes is not None:
        return _stated("rebuild", application.rebuild_minutes, 0.0)
    at_once, said = _parallel(site, around)
    return _waves("rebuild", len(machines), at_once, around.assumed.rebuild_minutes, f", assumed{said}")


def _failover(members: Sequence[Member], site: Site, around: Surroundings) -> TimePart:
    at_once, said = _parallel(site, around)
    return _waves("failover", len(members), at_once, around.assumed.failover_minutes_per_machine, f", assumed{said}")


def _start(machines: Iterable[Machine], site: Site, around: Surroundings) -> Parts:
    """Groups start one after the other, each with its slowest machine; machines that are off stay off.

    A machine without a group starts with the first one.
    """
    assumed_minutes, assumes = around.assumed.start_minutes, False
    groups: dict[int, tuple[int, float]] = {}
    for machine in machines:
        if machine.power == "off":
            continue
        minutes = machine.start_minutes
        if minutes is None:
            minutes, assumes = assumed_minutes, True
        group = machine.start_group or 1
        count, longest = groups.get(group, (0, 0.0))
        groups[group] = count + 1, max(longest, minutes)
    if not groups:
        return ()
    at_once, said = _parallel(site, around)
    shape = tuple([groups[key] for key in sorted(groups)])
    return (_started(shape, at_once, said, assumes),)


@lru_cache(maxsize=4096)
def _started(shape: tuple[tuple[int, float], ...], at_once: int, said: str, assumes: bool) -> TimePart:
    minutes = sum([max(1, ceil(count / at_once)) * longest for count, longest in shape])
    count = sum([count for count, _ in shape])
    groups = "one group" if len(shape) == 1 else f"{len(shape)} groups one after the other"
    machines = "1 machine" if count == 1 else f"{count} machines"
    assumed_words = "; times to start are assumed where not stated" if assumes else ""
    return TimePart("start", minutes, f"{machines} in {groups}, {at_once} at a time{said}{assumed_words}.")


def _restore(application: Application, way: Way, site: Site, around: Surroundings) -> TimePart | Missing:
    left = surviving(application, way.protection, 0.0, around)
    if left is None:
        return Missing("No backup target is stated.")
    if way.used_gib is None:
        return Missing("How much data is restored is not known: state the data in use.")
    target = left.target
    stated = target.restore_mb_s or around.assumed.restore_mb_s
    slowest, why = stated, f"{named(target)} gives back{'' if target.restore_mb_s else ' (assumed)'}"
    if target.site is not None and target.site != site.id:
        speed = speed_between(target.site, site.id, around)
        if speed is None or speed.mb_s is None:
            at = around.sites.get(target.site)
            if at is None:
                return Missing(f"No link with a speed is stated from {named(target)} to {named(site)}.")
            return Missing(no_way_words(at, site, around))
        if speed.mb_s < slowest:
            slowest, why = speed.mb_s, f"{(speed.link and speed.link.name) or 'the link'} carries"
    minutes = minutes_to_move(way.used_gib, slowest)
    basis = f"{show_quantity(way.used_gib, 'GiB')} at {shown_speed(slowest)}, which {why}."
    disk_mb_s = around.catalog.limits.value("stamp.premium_disk_mb_s")
    if slowest <= disk_mb_s:
        return TimePart("restore", minutes, basis)  # no disk is slower than all data together
    for member, result in way.members:
        used = result.used_gib or 0.0
        if minutes_to_move(used, disk_mb_s) <= minutes or not isinstance(member, Machine):
            continue
        largest = used * largest_share(member)
        alone = minutes_to_move(largest, disk_mb_s)
        if alone > minutes:
            minutes = alone
            basis = (
                f"{show_quantity(largest, 'GiB')} on the largest disk of {named(member)} at "
                f"{show_quantity(disk_mb_s, 'MB/s')}, the most that one disk takes."
            )
    return TimePart("restore", minutes, basis)


def largest_share(machine: Machine) -> float:
    """Share of a machine's data that lies on its largest protected disk, if data fills all disks alike."""
    sizes = [disk.size_gib for disk in machine.disks if not disk.excluded]
    total = sum(sizes)
    return max(sizes) / total if total else 1.0
