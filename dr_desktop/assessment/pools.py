"""Pools: the sums that shared results depend on, never lists of machines.

An application contributes to each pool the used GiB and the changed GiB a day of its members there. A pool's sums are
`fsum` over all contributions, so that reaching a plan step by step gives the same bits as assessing it from scratch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum
from typing import Literal, NamedTuple

from dr_desktop.assessment.change_bands import band_of
from dr_desktop.assessment.policy_chain import bends
from dr_desktop.assessment.results import MachineResult
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.application import Application
from dr_desktop.plan.inherit import Protection


class PoolKey(NamedTuple):
    """`store` is a backup target's id, or a stamp's for replicas. `policy` is "" for replicas.

    `layer` says in which layer of the store the pool lies; `band` which change rates it holds (`BANDS`), 0 where the
    policy's sizes do not bend with them.
    """

    kind: Literal["target", "stamp"]
    store: str
    policy: str
    growth_percent_per_year: float
    layer: Literal["points", "copies"]
    band: int = 0


class PoolShare(NamedTuple):
    """What one application puts into a pool: used GiB, changed GiB a day, machines. Replicas count their history.

    `due_machines` with `due_gib` in use are those whose first backup is still to be made.
    Where an application lies in several bands, the first of them counts it; `all_bands_gib` is then its used GiB over
    all of them.
    """

    used_gib: float
    change_gib_per_day: float
    machines: int
    applications: int = 1
    all_bands_gib: float = 0.0
    due_machines: int = 0
    due_gib: float = 0.0


class Pool(NamedTuple):
    """The sums of a pool: used GiB and changed GiB a day at the start, the largest application's used GiB.

    `due_machines` with `due_gib` in use are those whose first backup is still to be made.
    """

    used_gib: float
    change_gib_per_day: float
    largest_gib: float
    applications: int
    machines: int
    due_machines: int = 0
    due_gib: float = 0.0


Shares = dict[PoolKey, PoolShare]

REPLICATING = ("replication", "high_availability", "fault_tolerance")


def shares_of(
    application: Application, growth: float, members: Sequence[MachineResult], around: Surroundings
) -> Shares:
    """What an application puts into each pool. `members` are the figures of its machines and data stores."""
    backed: dict[tuple[str, str], list[MachineResult]] = {}
    replicated: dict[str, list[MachineResult]] = {}
    for one in members:
        if one.coverage != "protected":
            continue
        protection = one.protection
        if protection.backup_target and protection.backup_policy and one.used_gib is not None:
            backed.setdefault((protection.backup_target, protection.backup_policy), []).append(one)
        if protection.scheme in REPLICATING:
            for site in replica_sites(protection, around):
                replicated.setdefault(site, []).append(one)
    shares: Shares = {}
    for (target, policy), ones in backed.items():
        for band, share in _by_band(ones, policy, around).items():
            shares[PoolKey("target", target, policy, growth, "points", band)] = share
        for kept_at, kept_by in copies_of(application.id, target, policy, around):
            for band, share in _by_band(ones, kept_by, around).items():
                key = PoolKey("target", kept_at, kept_by, growth, "copies", band)
                shares[key] = _plus(shares.get(key), share)
    for site, ones in replicated.items():
        sizes = [replica_gib(one, around.assumed.replica_factor) for one in ones]
        shares[PoolKey("stamp", site, "", growth, "points")] = PoolShare(fsum(sizes), 0.0, len(ones))
    return shares


def copies_of(application: str, target: str, policy: str, around: Surroundings) -> list[tuple[str, str]]:
    """Where second copies of an application's backups lie, each with the policy that keeps it; copies of copies too.

    What would come back to a target that it has been at is left out.
    """
    found: list[tuple[str, str]] = []
    waiting: list[tuple[tuple[str, ...], str]] = [((target,), policy)] if around.copies_from else []
    while waiting:
        way, kept_by = waiting.pop(0)
        for copy in around.copies_from.get(way[-1], ()):
            if not copy.to_target or copy.to_target in way:
                continue
            if copy.applications and application not in copy.applications:
                continue
            found.append((copy.to_target, copy.policy or kept_by))
            waiting.append(((*way, copy.to_target), copy.policy or kept_by))
    return found


def replica_sites(protection: Protection, around: Surroundings) -> list[str]:
    """The stamps that hold a replica: every recovery site that is an Azure Stack cloud."""
    return [
        site for site in protection.recovery_sites if site in around.sites and around.sites[site].kind == "azure_stack"
    ]


def replica_gib(one: MachineResult, replica_factor: float) -> float:
    """GiB that a replica takes: what is provisioned, else used, per member; with its history when replicated.

    A stand-by deployment (high availability, fault tolerance) keeps no history and counts once.
    """
    size = (one.provisioned_gib if one.provisioned_gib is not None else one.used_gib or 0.0) * one.instances
    return size * replica_factor if one.protection.scheme == "replication" else size


def _by_band(ones: Sequence[MachineResult], policy: str, around: Surroundings) -> dict[int, PoolShare]:
    """What members put into the pools of a policy: into one, or by their change rates where its sizes bend."""
    kept_by = around.policies.get(policy)
    if kept_by is None or not bends(kept_by):
        return {0: _share(ones)}
    banded: dict[int, list[MachineResult]] = {}
    for one in ones:
        banded.setdefault(band_of(one.used_gib or 0.0, one.change_gib_per_day or 0.0), []).append(one)
    if len(banded) == 1:
        return {band: _share(of_band) for band, of_band in banded.items()}
    whole_gib = fsum([one.used_gib or 0.0 for one in ones])
    first = min(banded)
    return {
        band: _share(of_band)._replace(applications=int(band == first), all_bands_gib=whole_gib)
        for band, of_band in sorted(banded.items())
    }


def _share(ones: Sequence[MachineResult]) -> PoolShare:
    due = [one.used_gib or 0.0 for one in ones if one.first_copy_due]
    used = fsum([one.used_gib or 0.0 for one in ones])
    return PoolShare(
        used,
        fsum([one.change_gib_per_day or 0.0 for one in ones]),
        len(ones),
        due_machines=len(due),
        due_gib=used if len(due) == len(ones) else fsum(due),
    )


def pool_of(shares: Iterable[PoolShare]) -> Pool:
    """The exact sums of all contributions to a pool."""
    found = list(shares)
    return Pool(
        fsum([share.used_gib for share in found]),
        fsum([share.change_gib_per_day for share in found]),
        max([max(share.used_gib, share.all_bands_gib) for share in found], default=0.0),
        sum([share.applications for share in found]),
        sum([share.machines for share in found]),
        sum([share.due_machines for share in found]),
        fsum([share.due_gib for share in found]),
    )


def _plus(known: PoolShare | None, more: PoolShare) -> PoolShare:
    if known is None:
        return more
    return PoolShare(
        fsum((known.used_gib, more.used_gib)),
        fsum((known.change_gib_per_day, more.change_gib_per_day)),
        known.machines + more.machines,
        max(known.applications, more.applications),
        fsum((known.all_bands_gib, more.all_bands_gib)),
        known.due_machines + more.due_machines,
        fsum((known.due_gib, more.due_gib)),
    )
