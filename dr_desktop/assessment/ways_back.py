"""Ways back: the members of an application that are brought back alike, and the target that they are restored from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import fsum
from typing import NamedTuple

from dr_desktop.assessment.backup_topology import Backup, CopyAt, backup_of
from dr_desktop.assessment.link_load import MBIT_PER_GIB
from dr_desktop.assessment.results import MachineResult
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.sides import outlives
from dr_desktop.assessment.surroundings import Surroundings, usable_mbit_s
from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupPolicy, BackupTarget
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.inherit import Protection
from dr_desktop.plan.link import Link
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.shown import show_minutes, show_quantity
from dr_desktop.plan.site import Site

Member = tuple[Machine | DataStore, MachineResult]
MBIT_PER_MB = 8.0


class Way(NamedTuple):
    """Members under one protection. GiB are sums, None when a member's figure is not known."""

    protection: Protection
    members: tuple[Member, ...]
    used_gib: float | None
    change_gib_per_day: float | None
    churn_gib_per_day: float | None


class Speed(NamedTuple):
    """How fast data moves between two sites: MB/s (10^6 bytes), None without bound; the link, None within one site."""

    mb_s: float | None
    link: Link | None


class Surviving(NamedTuple):
    """What is left of the backups after the loss of the source, or, where nothing is, the target itself.

    `delay_minutes` is how much older its newest point can be than the first target's.
    """

    target: BackupTarget
    delay_minutes: float
    words: str
    outlives_source: bool


def ways_of(members: Sequence[Member]) -> tuple[Way, ...]:
    """The protected members by the protection that counts for them."""
    grouped: dict[Protection, list[Member]] = {}
    last: Protection | None = None
    group: list[Member] = []
    for member in members:
        result = member[1]
        if result.coverage != "protected":
            continue
        protection = result.protection
        if protection is not last:
            last = protection
            group = grouped.setdefault(protection, [])
        group.append(member)
    return tuple([way_of(protection, found) for protection, found in grouped.items()])


def way_of(protection: Protection, members: Sequence[Member]) -> Way:
    """One way with the sums of its members."""
    return Way(
        protection,
        tuple(members),
        _sum([result.used_gib for _, result in members]),
        _sum([result.change_gib_per_day for _, result in members]),
        _sum([result.churn_gib_per_day for _, result in members]),
    )


def machines_of(members: Sequence[Member]) -> list[Machine]:
    """The machines among members."""
    return [member for member, _ in members if isinstance(member, Machine)]


def recovery_site(application: Application, protection: Protection, around: Surroundings) -> Site | None:
    """Where it comes back: the first recovery site that the plan knows; a backup without one, where it ran."""
    for one in protection.recovery_sites:
        if one in around.sites:
            return around.sites[one]
    if protection.scheme == "backup_restore":
        return around.sites.get(application.source_site or "")
    return None


def speed_between(one: str | None, other: str | None, around: Surroundings) -> Speed | None:
    """How fast recovery may move data between two sites; None when no link with a speed is stated between them."""
    if one is None or other is None:
        return None
    if one == other:
        return Speed(None, None)
    link = around.links_between.get((one, other))
    usable = usable_mbit_s(link, around.assumed) if link is not None else None
    mb_s = usable / MBIT_PER_MB if usable else 0.0
    return Speed(mb_s, link) if mb_s else None  # the least number there is, divided, is 0


def no_way_words(one: Site, other: Site, around: Surroundings) -> str:
    """Why data cannot move between two sites over which `speed_between` knows no speed, as a sentence."""
    link = around.links_between.get((one.id, other.id))
    if link is None or link.mbit_s is None:
        return f"No link with a speed is stated from {named(one)} to {named(other)}."
    what = "speed" if link.mbit_s == 0 else "usable share"
    return f"Nothing moves from {named(one)} to {named(other)}: the {what} of {link.name or 'the link'} is zero."


def minutes_to_move(gib: float, mb_s: float) -> float:
    """Minutes for GiB (2^30 bytes) at MB/s (10^6 bytes): GiB × 2^30 / (MB/s × 10^6) / 60. Raises on a speed of 0."""
    return gib * MBIT_PER_GIB / (mb_s * MBIT_PER_MB) / 60


@lru_cache(maxsize=4096)
def shown_speed(mb_s: float) -> str:
    """MB/s as people read it. Many applications share few links and targets, so each is put into words once."""
    return show_quantity(mb_s, "MB/s")


def surviving(
    application: Application, protection: Protection, run_gib: float, around: Surroundings
) -> Surviving | None:
    """The target with the newest points after the loss of the source; None where no target is stated.

    A copy lags by its interval, its hold and the time that `run_gib` takes over the link between the two targets;
    copies of copies add up. A link without a speed adds nothing.
    """
    target = around.targets.get(protection.backup_target or "")
    if target is None:
        return None
    source = around.sites.get(application.source_site or "")
    if source is None or outlives(target, source, around.sites):
        return Surviving(target, 0.0, "", True)
    backup = backup_of(application.id, protection.backup_target, protection.backup_policy, around)
    if backup is None:
        return None
    best: Surviving | None = None
    for one, delay in _delays(backup, run_gib, around):
        if outlives(one.target, source, around.sites) and (best is None or delay < best.delay_minutes):
            words = f"up to {show_minutes(delay)} more until {named(one.target)} has the copy"
            best = Surviving(one.target, delay, words, True)
    if best is not None:
        return best
    words = f"{named(backup.target)} is lost together with {named(source)}: this covers the loss of a machine only"
    return Surviving(backup.target, 0.0, words, False)


class Kept(NamedTuple):
    """A target that holds an application's backups, how many minutes later than the first one has them, its policy."""

    target: BackupTarget
    delay_minutes: float
    policy: BackupPolicy | None


def copies_of(application: Application, protection: Protection, run_gib: float, around: Surroundings) -> list[Kept]:
    """Every target that holds the application's backups, the first one first; a copy is as late as `surviving` says."""
    backup = backup_of(application.id, protection.backup_target, protection.backup_policy, around)
    if backup is None:
        return []
    found = [Kept(backup.target, 0.0, backup.policy)]
    for one, delay in _delays(backup, run_gib, around):
        found.append(Kept(one.target, delay, around.policies.get(one.copy.policy or "") or backup.policy))
    return found


def _delays(backup: Backup, run_gib: float, around: Surroundings) -> list[tuple[CopyAt, float]]:
    late = {backup.target.id: 0.0}
    sites = {backup.target.id: backup.target.site}
    found = []
    for one in backup.copies:
        first = one.copy.from_target or ""
        hours = (one.copy.every_hours or 0.0) + (one.copy.hold_hours or 0.0)
        speed = speed_between(sites.get(first), one.target.site, around)
        moving = minutes_to_move(run_gib, speed.mb_s) if speed is not None and speed.mb_s else 0.0
        late[one.target.id] = late.get(first, 0.0) + hours * 60 + moving
        sites[one.target.id] = one.target.site
        found.append((one, late[one.target.id]))
    return found


def _sum(values: list[float | None]) -> float | None:
    return None if None in values else fsum(values)  # type: ignore[arg-type]
