"""What each application sends over each link: replication, backups, second copies, and the recovery points it asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import fsum
from typing import Final

from dr_desktop.assessment.link_records import (
    CONTINUOUS_MINUTES,
    NOTHING,
    Ask,
    BackupFlow,
    Flow,
    LinkShare,
    SiteRecoveryFlow,
)
from dr_desktop.assessment.policy_chain import left_fraction
from dr_desktop.assessment.pools import REPLICATING
from dr_desktop.assessment.results import MachineResult
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupTarget
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.inherit import Protection
from dr_desktop.plan.machine import Machine

MBIT_PER_GIB: Final = 2**30 * 8 / 1e6
MBIT_PER_MB: Final = 8.0
MB_PER_GIB: Final = 2**30 / 1e6
_SECONDS_A_DAY: Final = 86_400
_GIB_PER_DAY_OF_MB_S: Final = 1e6 * _SECONDS_A_DAY / 2**30

Member = tuple[Machine | DataStore, MachineResult]


def mbit_s_of(gib_per_day: float) -> float:
    """A day's GiB as an even stream, Mbit/s: GiB × 2^30 × 8 / 10^6 / 86,400."""
    return gib_per_day * MBIT_PER_GIB / _SECONDS_A_DAY


def mb_s_of(gib_per_day: float) -> float:
    """A day's GiB as an even stream, MB/s (10^6 bytes)."""
    return gib_per_day * MB_PER_GIB / _SECONDS_A_DAY


def link_shares(
    application: Application, members: Sequence[Member], rpo_minutes: float | None, around: Surroundings
) -> dict[str, LinkShare]:
    """Per link id, what the application's members send from its source to recovery sites and backup targets.

    `rpo_minutes`: the recovery point that counts for the application. A member with a churn profile, or the members of
    an application with one, send what was measured; others their mean and, in the busiest hour, their peak.
    """
    source = application.source_site
    if source is None or source not in around.sites:
        return {}
    sent: dict[tuple[str, bool], _Sent] = {}
    last: Protection | None = None
    replicas: list[_Sent] = []
    backups: list[_Sent] = []
    policy = ""
    whole = around.profile_of.get(("applications", application.id))
    factor = around.assumed.peak_factor
    for entity, one in members:
        if one.coverage != "protected":
            continue
        protection = one.protection
        if protection is not last:
            last = protection
            replicas = _replicas(application, protection, rpo_minutes, sent, around)
            target = around.targets.get(protection.backup_target or "")
            policy = protection.backup_policy or ""
            backups = _backups(source, target, sent, around) if target is not None and policy else []
        if replicas and one.churn_gib_per_day is not None:
            average = one.churn_gib_per_day
            peak = average * factor
            if one.peak_churn_mb_s is not None:
                peak = one.peak_churn_mb_s * _GIB_PER_DAY_OF_MB_S
            if protection.replication_product == "site_recovery" and protection.scheme == "replication":
                for flow in replicas:
                    flow.add_machine(entity, average)
            measured = around.profile_of.get(("machines", entity.id), whole) if around.profile_of else None
            for flow in replicas:
                flow.replicated.append(one.used_gib or 0.0)
                if measured is not None:
                    flow.profiles[measured] = None
                else:
                    flow.average.append(average)
                    flow.peak.append(peak)
        if one.change_gib_per_day is not None:
            for flow in backups:
                flow.add_backup(policy, one.used_gib or 0.0, one.change_gib_per_day)
    _add_copies(application, members, sent, around)
    return _shares(sent)


def summed(flows: Iterable[Flow]) -> Flow:
    """All flows of a direction as one; sums are exact, so that no order of applications matters."""
    found = [one for one in flows if one is not NOTHING]
    backups: dict[str, list[BackupFlow]] = {}
    for one in found:
        for backup in one.backups:
            backups.setdefault(backup.policy, []).append(backup)
    return Flow(
        fsum([one.replication_gib_per_day for one in found]),
        fsum([one.peak_gib_per_day for one in found]),
        fsum([one.replicated_gib for one in found]),
        tuple(dict.fromkeys([key for one in found for key in one.profiles])),
        _tightest([ask for one in found for ask in one.asks]),
        tuple(
            [
                BackupFlow(
                    key,
                    fsum([one.used_gib for one in backups[key]]),
                    fsum([one.change_gib_per_day for one in backups[key]]),
                )
                for key in sorted(backups)
            ]
        ),
        fsum([one.copies_gib_per_day for one in found]),
        _by_site_recovery([one.by_site_recovery for one in found]),
    )


class _Sent:
    """What one application sends over a link in one direction, while it is gathered."""

    __slots__ = ("asks", "average", "backups", "copies", "disks", "peak", "profiles", "recovered", "replicated")

    def __init__(self) -> None:
        self.average: list[float] = []
        self.peak: list[float] = []
        self.replicated: list[float] = []
        self.profiles: dict[str, None] = {}
        self.asks: dict[Ask, None] = {}
        self.backups: dict[str, tuple[list[float], list[float]]] = {}
        self.copies: list[float] = []
        self.recovered: list[float] = []
        self.disks = 0

    def add_backup(self, policy: str, used: float, change: float) -> None:
        used_gib, change_gib = self.backups.setdefault(policy, ([], []))
        used_gib.append(used)
        change_gib.append(change)

    def add_machine(self, entity: Machine | DataStore, churn: float) -> None:
        if isinstance(entity, Machine):
            self.recovered.append(churn)
            self.disks += len(entity.disks)

    def flow(self) -> Flow:
        return Flow(
            fsum(self.average),
            fsum(self.peak),
            fsum(self.replicated),
            tuple(self.profiles),
            tuple(self.asks),
            tuple([BackupFlow(key, fsum(used), fsum(change)) for key, (used, change) in self.backups.items()]),
            fsum(self.copies),
            SiteRecoveryFlow(len(self.recovered), self.disks, fsum(self.recovered)),
        )


def _by_site_recovery(flows: Sequence[SiteRecoveryFlow]) -> SiteRecoveryFlow:
    return SiteRecoveryFlow(
        sum([one.machines for one in flows]),
        sum([one.disks for one in flows]),
        fsum([one.gib_per_day for one in flows]),
    )


def _replicas(
    application: Application,
    protection: Protection,
    rpo_minutes: float | None,
    sent: dict[tuple[str, bool], _Sent],
    around: Surroundings,
) -> list[_Sent]:
    source = application.source_site or ""
    if protection.scheme not in REPLICATING:
        return []
    found = []
    for site in protection.recovery_sites:
        flow = _flow_between(source, site, sent, around)
        if flow is None:
            continue
        found.append(flow)
        if protection.replication_mode != "synchronous" and protection.scheme != "fault_tolerance":
            rhythm = protection.replication_minutes or CONTINUOUS_MINUTES
            flow.asks[Ask(rpo_minutes, rhythm, application.id)] = None
    return found


def _backups(
    source: str, target: BackupTarget, sent: dict[tuple[str, bool], _Sent], around: Surroundings
) -> list[_Sent]:
    flow = _flow_between(source, target.site or "", sent, around)
    return [] if flow is None else [flow]


def _add_copies(
    application: Application, members: Sequence[Member], sent: dict[tuple[str, bool], _Sent], around: Surroundings
) -> None:
    """Second copies, and copies of copies, of what the members have at their targets."""
    if not around.copies_from:
        return
    changes: dict[tuple[str, str], list[float]] = {}
    for _, one in members:
        first, policy = one.protection.backup_target, one.protection.backup_policy
        if one.coverage == "protected" and first and policy and one.change_gib_per_day is not None:
            changes.setdefault((first, policy), []).append(one.change_gib_per_day)
    for (first, policy), found in changes.items():
        rule = around.policies.get(policy)
        for source, target in _copied(application.id, first, around):
            flow = _flow_between(source.site or "", target.site or "", sent, around)
            if flow is not None and rule is not None:
                flow.copies.append(fsum(found) * left_fraction(rule, source, around.assumed.reduction_left_percent))


def _copied(application: str, first: str, around: Surroundings) -> Iterator[tuple[BackupTarget, BackupTarget]]:
    """From which target to which the copies go; a target is entered once, so that a circle ends."""
    waiting, seen = [first], {first}
    while waiting:
        source = around.targets.get(waiting.pop())
        if source is None:
            continue
        for copy in around.copies_from.get(source.id, ()):
            target = around.targets.get(copy.to_target or "")
            if target is None or target.id in seen or (copy.applications and application not in copy.applications):
                continue
            seen.add(target.id)
            waiting.append(target.id)
            yield source, target


def _flow_between(source: str, to: str, sent: dict[tuple[str, bool], _Sent], around: Surroundings) -> _Sent | None:
    link = around.links_between.get((source, to))
    if link is None:
        return None
    key = (link.id, link.from_site == source)
    found = sent.get(key)
    if found is None:
        found = sent[key] = _Sent()
    return found


def _shares(sent: dict[tuple[str, bool], _Sent]) -> dict[str, LinkShare]:
    shares: dict[str, LinkShare] = {}
    for (link, ahead), flow in sent.items():
        known, found = shares.get(link), flow.flow()
        if ahead:
            shares[link] = LinkShare(found, NOTHING if known is None else known.back)
        else:
            shares[link] = LinkShare(NOTHING if known is None else known.ahead, found)
    return shares


def _tightest(asks: Sequence[Ask]) -> tuple[Ask, ...]:
    """The asks that no other of the same rhythm or a slower one undercuts, the tightest first."""
    stated = sorted([one for one in asks if one.rpo_minutes is not None], key=_by_tightness)
    found: list[Ask] = []
    for one in stated:
        if all(other.rhythm_minutes < one.rhythm_minutes for other in found):
            found.append(one)
    if found or not asks:
        return tuple(found)
    return (max(asks, key=lambda one: (one.rhythm_minutes, one.application)),)


def _by_tightness(ask: Ask) -> tuple[float, float, str]:
    return ask.rpo_minutes or 0.0, -ask.rhythm_minutes, ask.application
