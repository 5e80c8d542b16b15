"""First copies that are still to be made, the ways they go, and what already runs on those ways.

A way is (source site, store, policy): a backup goes to a target in its policy's window, a first replica to a recovery
site at any hour. What runs already on a way takes its share of every night before any first copy does.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from typing import Final, Literal, NamedTuple

from dr_desktop.assessment.policy_chain import policy_calendar
from dr_desktop.assessment.pools import REPLICATING
from dr_desktop.assessment.results import Assessment, MachineResult
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.surroundings import links_between, usable_mbit_s
from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupPolicy, BackupTarget
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.link import Link
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import Plan

CopyKind = Literal["backup", "replica"]

_GIB: Final = 2**30
_SECONDS_AN_HOUR: Final = 3_600
_ANY_HOUR: Final = (0.0, 24.0)


class Way(NamedTuple):
    """Where first copies go: kind, source site, store (target or recovery site), policy ("" for replicas), link.

    `link` is "" within one site, where only the target's write speed counts.
    """

    kind: CopyKind
    source: str
    store: str
    policy: str
    link: str


class FirstCopy(NamedTuple):
    """One first copy: machine, application, way, GiB that it moves (data in use, before reduction), and the GiB a day
    that it adds to what runs on the way once it is complete: changes of a backup, churn of a replica."""

    machine: str
    application: str
    way: Way
    gib: float
    daily_gib: float


class Running(NamedTuple):
    """What already runs on a way: GiB in use and GiB a day, summed over its machines and data stores."""

    used_gib: float
    daily_gib: float


class Impossible(NamedTuple):
    """A first copy that can never be made: machine, store, and why, as a sentence."""

    machine: str
    store: str
    sentence: str


class ToCopy(NamedTuple):
    """First copies in the order they are made in (tier, application, plan), what runs already, what is impossible.

    `copied` counts the protected machines whose first copy was made.
    """

    copies: tuple[FirstCopy, ...]
    running: dict[Way, Running]
    impossible: tuple[Impossible, ...]
    copied: int


class Pace(NamedTuple):
    """How fast a night goes: machines a night at one store, GiB an hour of targets and links (a target without a
    stated speed is missing), and the window of each policy: hour it opens at, hours it stays open."""

    machines_a_night: int
    target_gib_h: Mapping[str, float]
    link_gib_h: Mapping[str, float]
    windows: Mapping[str, tuple[float, float]]


def to_copy(assessment: Assessment) -> ToCopy:
    """What is still to be copied for the first time, from the protected machines of an assessed plan."""
    plan = assessment.plan
    finder = _Finder(plan, assessment)
    ordered = _by_tier(plan)
    copies: list[tuple[tuple[int, int], FirstCopy]] = []
    impossible: list[Impossible] = []
    running: dict[Way, list[tuple[float, float]]] = {}
    copied = 0
    for key, machine in plan.machines.items():
        result = assessment.machines.get(key)
        application = plan.applications.get(machine.application or "")
        if result is None or application is None or result.coverage != "protected":
            continue
        copied += machine.first_copy_on is not None
        for found in finder.ways(machine, result, application):
            if machine.first_copy_on is not None:
                if isinstance(found, FirstCopy):
                    running.setdefault(found.way, []).append((found.gib, found.daily_gib))
            elif isinstance(found, FirstCopy):
                copies.append((ordered[application.id], found))
            else:
                impossible.append(found)
    for key, store in plan.data_stores.items():
        result = assessment.data_stores.get(key)
        application = plan.applications.get(store.application or "")
        if result is None or application is None or result.coverage != "protected":
            continue
        for found in finder.ways(store, result, application):
            if isinstance(found, FirstCopy):
                running.setdefault(found.way, []).append((found.gib, found.daily_gib))
    copies.sort(key=lambda pair: pair[0])
    sums = {way: Running(fsum([gib for gib, _ in own]), fsum([day for _, day in own])) for way, own in running.items()}
    return ToCopy(tuple([one for _, one in copies]), sums, tuple(impossible), copied)


def pace_of(assessment: Assessment) -> Pace:
    """The pace that the plan states: assumption, write speeds, links at their usable share, windows of policies."""
    plan = assessment.plan
    links = {key: usable_mbit_s(link, assessment.assumed) for key, link in plan.links.items()}
    return Pace(
        max(1, int(assessment.assumed.first_copies_per_night)),
        {key: gib_an_hour(one.write_mb_s) for key, one in plan.backup_targets.items() if one.write_mb_s is not None},
        {key: gib_an_hour(speed / 8) for key, speed in links.items() if speed is not None},
        {"": _ANY_HOUR} | {key: window_of(policy) for key, policy in plan.backup_policies.items()},
    )


def gib_an_hour(mb_s: float) -> float:
    """GiB (2^30 bytes) that move in an hour at MB/s (10^6 bytes)."""
    return mb_s * 1e6 * _SECONDS_AN_HOUR / _GIB


def window_of(policy: BackupPolicy) -> tuple[float, float]:
    """Hour at which a policy's night begins, and hours that it lasts; a policy without a window has the whole day."""
    calendar = policy_calendar(policy)
    return calendar.window_start_hour % 24, min(24.0, calendar.window_hours or 24.0)


def _by_tier(plan: Plan) -> dict[str, tuple[int, int]]:
    """Per application its place: rank of its tier (those without come last), then its place in the plan."""
    ranks = {key: (one.rank if one.rank is not None else 1_000_000) for key, one in plan.tiers.items()}
    return {
        key: (ranks.get(one.tier or "", 1_000_001), place) for place, (key, one) in enumerate(plan.applications.items())
    }


class _Finder:
    """Finds the ways of a member; what ways share (links, why one cannot be gone) is worked out once."""

    def __init__(self, plan: Plan, assessment: Assessment) -> None:
        self._plan = plan
        self._links = links_between(plan)
        self._assumed = assessment.assumed
        self._known: dict[tuple[CopyKind, str, str, str], Way | str] = {}

    def ways(
        self, member: Machine | DataStore, result: MachineResult, application: Application
    ) -> list[FirstCopy | Impossible]:
        protection = result.protection
        wanted: list[tuple[CopyKind, str, str]] = []
        if protection.backup_target is not None and protection.backup_policy is not None:
            wanted.append(("backup", protection.backup_target, protection.backup_policy))
        if protection.scheme in REPLICATING:
            wanted += [("replica", site, "") for site in protection.recovery_sites if site != application.source_site]
        found: list[FirstCopy | Impossible] = []
        for kind, store, policy in wanted:
            key = (kind, application.source_site or "", store, policy)
            way = self._known.get(key)
            if way is None:
                way = self._known[key] = self._way(*key)
            if isinstance(way, str):
                found.append(Impossible(member.id, store, way))
            elif result.used_gib is None:
                sentence = "How much data it holds is not known: state the data in use or its disks."
                found.append(Impossible(member.id, store, sentence))
            else:
                daily = result.churn_gib_per_day if kind == "replica" else result.change_gib_per_day
                found.append(
                    FirstCopy(member.id, application.id, way, result.used_gib * result.instances, daily or 0.0)
                )
        return found

    def _way(self, kind: CopyKind, source: str, store: str, policy: str) -> Way | str:
        plan = self._plan
        if source not in plan.sites:
            return "Where it runs is not stated, so no way leads from there."
        if kind == "replica":
            target, at = None, store
        else:
            target = plan.backup_targets.get(store)
            if target is None or policy not in plan.backup_policies:
                return "Its backup target or policy is not in the plan."
            at = target.site or ""
        if target is not None and target.write_mb_s == 0:
            return f"{named(target)} takes in nothing: its write speed is zero."
        if at not in plan.sites:
            return f"Where {_name(target, store)} stands is not stated, so no way leads there."
        if at == source:
            return Way(kind, source, store, policy, "")
        return self._over_link(kind, source, store, policy, at)

    def _over_link(self, kind: CopyKind, source: str, store: str, policy: str, at: str) -> Way | str:
        link: Link | None = self._links.get((source, at))
        usable = usable_mbit_s(link, self._assumed) if link is not None else None
        if link is None or usable is None:
            ends = f"from {named(self._plan.sites[source])} to {named(self._plan.sites[at])}"
            return f"No link with a speed is stated {ends}."
        if usable <= 0:
            return f"{link.name or 'The link'} carries nothing: its speed or usable share is zero."
        return Way(kind, source, store, policy, link.id)


def _name(target: BackupTarget | None, store: str) -> str:
    return named(target) if target is not None else store
