"""Rules about what a target has to take in of a policy's runs, and what it has to keep because nothing can go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import fsum
from typing import Final

from dr_desktop.assessment.pools import Pool, PoolKey
from dr_desktop.assessment.recovery_point import longest_gap_minutes, run_gib
from dr_desktop.assessment.results import Finding, StoreResult
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.ways_back import minutes_to_move
from dr_desktop.plan.backup import BackupTarget
from dr_desktop.plan.shown import show_date, show_minutes, show_quantity, show_tib

_SCALE: Final = "Guidance, planning your backup strategy: scale (2018-05-14)"
_OWN: Final = "DR Desktop: retention and immutability of a chain"

RUNS_EXCEED_TARGET: Final = Rule(
    "runs-exceed-target",
    "warning",
    "A target cannot take in what a policy's run moves of all machines before its window closes or it runs again.",
    _SCALE,
)
HELD_BACK: Final = Rule(
    "immutability-holds-back",
    "note",
    "A target keeps more restore points than a policy, as nothing can be deleted.",
    _OWN,
)
HELD_BACK_FILLS: Final = Rule(
    "immutability-fills-target",
    "warning",
    "A target passes its ceiling only because of what cannot be deleted.",
    _OWN,
)

RETENTION_RULES: Final = (RUNS_EXCEED_TARGET, HELD_BACK, HELD_BACK_FILLS)


def retention_findings(
    target: BackupTarget, result: StoreResult, pools: Mapping[PoolKey, Pool], around: Surroundings
) -> Iterator[Finding]:
    """What is objected to at a target for the runs and the retention of the policies that use it."""
    if target.write_mb_s:
        by_policy: dict[str, list[Pool]] = {}
        for key, pool in pools.items():
            if key.layer == "points" and key.policy in around.policies:
                by_policy.setdefault(key.policy, []).append(pool)
        for policy, own in by_policy.items():
            yield from _runs(target, target.write_mb_s, policy, own, around)
    yield from _held_back(target, result, around)


def _runs(
    target: BackupTarget, write_mb_s: float, policy_id: str, pools: Sequence[Pool], around: Surroundings
) -> Iterator[Finding]:
    policy = around.policies[policy_id]
    gap = longest_gap_minutes(policy)
    used, change = fsum([pool.used_gib for pool in pools]), fsum([pool.change_gib_per_day for pool in pools])
    moved = run_gib(policy, used, change, gap)
    minutes = minutes_to_move(moved, write_mb_s)
    window = min(gap, policy.window_hours * 60) if policy.window_hours else gap
    if minutes <= window:
        return
    machines = sum([pool.machines for pool in pools])
    limit = "it runs again after" if window == gap else "its window is"
    yield RUNS_EXCEED_TARGET.found(
        "backup_targets",
        target.id,
        "write_mb_s",
        f"A run of {named(policy)} moves {show_quantity(moved, 'GiB')} of {machines} machines, which takes "
        f"{named(target)} {show_minutes(minutes)} at {show_quantity(write_mb_s, 'MB/s')}; {limit} "
        f"{show_minutes(window)}.",
        "Lengthen the window, run less often, or spread the machines over several targets.",
    )


def _held_back(target: BackupTarget, result: StoreResult, around: Surroundings) -> Iterator[Finding]:
    worst = result.worst
    if worst is None or not result.held_back:
        return
    held = fsum([one.gib for one in result.held_back])
    parts = [f"{one.points} points more than {named(around.policies[one.policy])} keeps" for one in result.held_back]
    listed = ", ".join(parts[:3]) + (" and others" if len(parts) > 3 else "")
    sentence = (
        f"{named(target)} lets nothing be deleted for {target.immutable_days} days and so holds back {listed}: "
        f"{show_tib(held)} of {show_tib(worst.total)} on {show_date(worst.worst_day)}"
    )
    fills = result.run_out is not None and (result.run_out_unheld is None or result.run_out < result.run_out_unheld)
    if fills:
        until = f"not before {show_date(result.run_out_unheld)}" if result.run_out_unheld else "not within the horizon"
        yield HELD_BACK_FILLS.found(
            "backup_targets",
            target.id,
            "immutable_days",
            f"{sentence}. Without these it would pass its ceiling {until}.",
            "Add capacity, or protect from deletion for no longer than the policies keep points.",
        )
        return
    yield HELD_BACK.found(
        "backup_targets",
        target.id,
        "immutable_days",
        f"{sentence}.",
        "Plan for these, or protect from deletion for no longer than the policies keep points.",
    )
