"""What is told of a recovery as a whole: how sites fill up, what held it up, what leaves Azure, what is assumed."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum, inf

from dr_desktop.assessment.recovery_candidates import Prepared
from dr_desktop.assessment.recovery_case import Case, Job
from dr_desktop.assessment.recovery_engine import Run
from dr_desktop.assessment.recovery_pieces import MB_PER_GIB
from dr_desktop.assessment.recovery_prepare import Preparation
from dr_desktop.assessment.recovery_records import HoldUp, LandingPoint, LandingUse, Resource
from dr_desktop.assessment.sharing import merged
from dr_desktop.assessment.surroundings import Surroundings


def leaving_azure(job: Job, place: int, around: Surroundings) -> float:
    """GiB that a piece draws out of Azure: what is read at a target there and lands elsewhere."""
    piece = job.pieces[place]
    if not piece.mb or len(piece.path) < 2:
        return 0.0
    target = around.targets[piece.path[0].partition(":")[2]]
    at, to = around.sites.get(target.site or ""), around.sites.get(piece.site)
    leaves = at is not None and at.kind == "azure_region" and to is not None and to.kind != "azure_region"
    return piece.mb / MB_PER_GIB if leaves else 0.0


def landings_of(preparation: Preparation, case: Case, run: Run) -> tuple[LandingUse, ...]:
    """Every site where something lands, over time, and what it had no room for."""
    starts: dict[str, list[tuple[float, float, int, int]]] = {}
    for minutes, piece in run.starts:
        if piece.machines:
            starts.setdefault(piece.site, []).append((minutes, piece.memory_gib, piece.vcpus, piece.machines))
    for number, job in enumerate(case.jobs):
        for piece in job.pieces:
            if piece.machines and piece.start_minutes is None and run.up[number] < inf:
                at = (run.up[number], piece.memory_gib, piece.vcpus, piece.machines)
                starts.setdefault(piece.site, []).append(at)
    refused: dict[str, list[Prepared]] = {}
    for one in preparation.prepared.values():
        if one.shortage is not None:
            refused.setdefault(one.shortage.site, []).append(one)
    found = []
    for site in preparation.around.sites:
        if site not in starts and site not in refused:
            continue
        room = preparation.rooms.get(site)
        limits = room.limits() if room is not None else None
        out = [one for one in refused.get(site, ()) if one.shortage is not None]
        found.append(
            LandingUse(
                site=site,
                points=_points(starts.get(site, [])),
                running_memory_gib=limits.running_memory_gib if limits else 0.0,
                running_vcpus=limits.running_vcpus if limits else 0,
                memory_limit_gib=limits.memory_gib if limits else None,
                vcpu_limit=limits.vcpus if limits else None,
                refused=tuple([one.application.id for one in out]),
                short_memory_gib=max([one.shortage.memory_gib for one in out if one.shortage], default=0.0),
                short_vcpus=max([one.shortage.vcpus for one in out if one.shortage], default=0.0),
            )
        )
    return tuple(found)


def _points(starts: list[tuple[float, float, int, int]]) -> tuple[LandingPoint, ...]:
    points: list[LandingPoint] = []
    memory, vcpus, machines = 0.0, 0, 0
    for at, gib, cores, count in sorted(starts):
        memory, vcpus, machines = memory + gib, vcpus + cores, machines + count
        if points and points[-1].minutes == at:
            points.pop()
        points.append(LandingPoint(at, memory, vcpus, machines))
    return tuple(points)


def held_up(run: Run, resources: Mapping[str, Resource]) -> tuple[HoldUp, ...]:
    """What held recoveries back, the longest first: links and targets that were full, places that were waited for."""
    periods: dict[str, list[tuple[float, float]]] = dict(run.sharing.holding())
    for one in run.activities:
        if one.began > one.ready and one.gates:
            periods.setdefault(one.gates[0], []).append((one.ready, one.began))
    found = []
    for key, raw in periods.items():
        spans = merged(raw)
        minutes = fsum([end - begin for begin, end in spans])
        if minutes > 0:
            found.append(HoldUp(resources[key], spans[0][0], spans[-1][1], minutes))
    return tuple(sorted(found, key=lambda one: -one.minutes))


def assumed_words(case: Case, around: Surroundings) -> list[str]:
    """What of the shared resources is not stated and assumed."""
    notes = []
    for key in case.gates:
        kind, _, entity = key.partition(":")
        if kind == "streams" and not around.targets[entity].restore_streams:
            name = around.targets[entity].name or entity
            notes.append(f"{name}: {case.gates[key]} restores at a time are assumed.")
        if kind == "starts" and not around.sites[entity].parallel_starts:
            name = around.sites[entity].name or entity
            notes.append(f"{name}: {case.gates[key]} starts at a time are assumed.")
    for key in case.speeds:
        kind, _, entity = key.partition(":")
        if kind == "target" and not around.targets[entity].restore_mb_s:
            name = around.targets[entity].name or entity
            notes.append(f"{name}: a restore speed of {around.assumed.restore_mb_s:g} MB/s is assumed.")
    return notes
