"""What backups and replication put on each link, averaged over the day and in the busiest hour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum
from typing import Final, NamedTuple

from dr_desktop.assessment.pools import REPLICATING
from dr_desktop.assessment.results import LinkResult, MachineResult
from dr_desktop.assessment.surroundings import Surroundings, usable_mbit_s
from dr_desktop.plan.application import Application
from dr_desktop.plan.link import Link

MBIT_PER_GIB: Final = 2**30 * 8 / 1e6
_SECONDS_A_DAY: Final = 86_400
_GIB_PER_DAY_OF_MB_S: Final = 1e6 * _SECONDS_A_DAY / 2**30


class LinkShare(NamedTuple):
    """What an application sends over a link: GiB a day by replication and backup, and replication's peak GiB a day."""

    replication_gib_per_day: float
    backup_gib_per_day: float
    peak_gib_per_day: float


def mbit_s_of(gib_per_day: float) -> float:
    """A day's GiB as an even stream, Mbit/s: GiB × 2^30 × 8 / 10^6 / 86,400."""
    return gib_per_day * MBIT_PER_GIB / _SECONDS_A_DAY


def link_shares(
    application: Application, members: Sequence[MachineResult], around: Surroundings
) -> dict[str, LinkShare]:
    """Per link id, what the application's members send from its source to recovery sites and backup targets."""
    source = application.source_site
    if source is None or source not in around.sites:
        return {}
    sent: dict[str, tuple[list[float], list[float], list[float]]] = {}
    for one in members:
        if one.coverage != "protected":
            continue
        protection = one.protection
        if protection.scheme in REPLICATING and one.churn_gib_per_day is not None:
            average = one.churn_gib_per_day
            peak = average * around.assumed.peak_factor
            if one.peak_churn_mb_s is not None:
                peak = one.peak_churn_mb_s * _GIB_PER_DAY_OF_MB_S
            for site in protection.recovery_sites:
                link = around.links_between.get((source, site))
                if link is not None:
                    replication, _, peaks = sent.setdefault(link.id, ([], [], []))
                    replication.append(average)
                    peaks.append(peak)
        target = around.targets.get(protection.backup_target or "")
        if target and target.site and protection.backup_policy and one.change_gib_per_day is not None:
            link = around.links_between.get((source, target.site))
            if link is not None:
                sent.setdefault(link.id, ([], [], []))[1].append(one.change_gib_per_day)
    return {key: LinkShare(fsum(repl), fsum(backup), fsum(peak)) for key, (repl, backup, peak) in sent.items()}


def link_result(link: Link, shares: Iterable[LinkShare], around: Surroundings) -> LinkResult:
    """The load of one link, Mbit/s (10^6 bit), from all applications' shares."""
    found = list(shares)
    return LinkResult(
        mbit_s_of(fsum([share.replication_gib_per_day for share in found])),
        mbit_s_of(fsum([share.backup_gib_per_day for share in found])),
        mbit_s_of(fsum([share.peak_gib_per_day for share in found])),
        usable_mbit_s(link, around.assumed),
        (),
    )
