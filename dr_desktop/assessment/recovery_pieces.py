"""What of an application comes back piece by piece: each machine and data store with transfer, failover and start."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Final, NamedTuple

from dr_desktop.assessment.landing_shares import recovered_instances
from dr_desktop.assessment.link_load import MBIT_PER_GIB
from dr_desktop.assessment.recovery_case import Piece
from dr_desktop.assessment.recovery_time import largest_share, rebuilds
from dr_desktop.assessment.recovery_ways import Recourse
from dr_desktop.assessment.results import MachineResult
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.surroundings import Surroundings, usable_mbit_s
from dr_desktop.assessment.ways_back import MBIT_PER_MB, Member, Way
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.link import Link
from dr_desktop.plan.machine import Machine

MB_PER_GIB: Final = MBIT_PER_GIB / MBIT_PER_MB
SECONDS_A_MINUTE: Final = 60.0


class Unsized(NamedTuple):
    """A member whose data in use is not known, so that its restore has no length."""

    member: str


def target_speed(target: str, around: Surroundings) -> float:
    """What a backup target gives back, MB a minute; the assumption where it states nothing."""
    return (around.targets[target].restore_mb_s or around.assumed.restore_mb_s) * SECONDS_A_MINUTE


def link_speed(link: Link, around: Surroundings) -> float:
    """What recovery may use of a link, one way, MB a minute."""
    return (usable_mbit_s(link, around.assumed) or 0.0) / MBIT_PER_MB * SECONDS_A_MINUTE


def path_of(recourse: Recourse) -> tuple[str, ...]:
    """The resources that its restores pass through."""
    if not recourse.target:
        return ()
    read = f"target:{recourse.target}"
    return (read,) if recourse.link is None else (read, f"link:{recourse.link.id}>{recourse.site}")


def pieces_of(way: Way, recourse: Recourse, growth: float, around: Surroundings) -> tuple[Piece, ...] | Unsized:
    """The pieces of one way back. `growth`: factor on the data in use since the start of the plan.

    A disk takes no more than a premium disk does, so a machine restores no faster than its largest disk fills; data is
    assumed to fill all its disks alike.
    """
    site = recourse.site
    if site is None:
        return ()
    path = path_of(recourse)
    whole = min([target_speed(recourse.target, around)] if recourse.target else [inf])
    if recourse.link is not None:
        whole = min(whole, link_speed(recourse.link, around))
    anew = recourse.means == "backup" and rebuilds(way, around)
    found = []
    for member, result in way.members:
        piece = _piece(member, result, site, not recourse.in_place, around)
        if recourse.means == "automatic":
            found.append(piece._replace(start_minutes=None))
        elif recourse.means == "replica":
            found.append(piece._replace(failover_minutes=around.assumed.failover_minutes_per_machine))
        else:
            if result.used_gib is None:
                return Unsized(named(member))
            found.append(
                piece._replace(
                    mb=result.used_gib * growth * MB_PER_GIB,
                    path=path,
                    cap=_disk_cap(member, whole, around),
                    gate=f"streams:{recourse.target}",
                    rebuild_minutes=around.assumed.rebuild_minutes if anew and isinstance(member, Machine) else None,
                )
            )
    return tuple(found)


def made_anew(members: Sequence[Member], site: str, takes_room: bool, around: Surroundings) -> tuple[Piece, ...]:
    """The pieces of scale sets: they are made anew from their template, and started."""
    return tuple(
        [
            _piece(member, result, site, takes_room, around)._replace(rebuild_minutes=around.assumed.rebuild_minutes)
            for member, result in members
        ]
    )


def _piece(
    member: Machine | DataStore, result: MachineResult, site: str, takes_room: bool, around: Surroundings
) -> Piece:
    """A member without what is done to it. One that is off stays off; what stands by running takes no more room."""
    if not isinstance(member, Machine) or member.power == "off":
        return Piece(member.id, site, 1)
    minutes = around.assumed.start_minutes if member.start_minutes is None else member.start_minutes
    piece = Piece(member.id, site, member.start_group or 1, start_minutes=minutes)
    if not takes_room or member.standby == "running":
        return piece
    many = recovered_instances(member, result)
    return piece._replace(memory_gib=result.memory_gib * many, vcpus=result.vcpus * many, machines=many)


def _disk_cap(member: Machine | DataStore, whole: float, around: Surroundings) -> float:
    """MB a minute that a member's disks take; infinite where its path is slower anyhow."""
    if not isinstance(member, Machine):
        return inf
    disk = around.catalog.limits.value("stamp.premium_disk_mb_s") * SECONDS_A_MINUTE
    if whole <= disk:
        return inf
    cap = disk / largest_share(member)
    return cap if cap < whole else inf
