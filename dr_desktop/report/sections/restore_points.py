"""Restore points: which ones of each policy lie at the target that it fills most, on that target's worst day."""

from __future__ import annotations

from functools import partial
from typing import Final

from dr_desktop.assessment.points_on_day import PointsOnDay, PolicyUse, points_on_day, uses_of_policies
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.plan import Plan
from dr_desktop.report.blocks import Block, Figure, Heading, Paragraph, Section
from dr_desktop.report.picture import Picture
from dr_desktop.report.restore_point_timeline import alt_of, place_of, restore_point_timeline

_WIDTH: Final = 940.0
_HOW: Final = (
    "Each policy at the target that it fills most, on that target's worst day, at the moment when most lies there: "
    "what the sizes of the capacity consist of."
)


def restore_points_section(assessment: Assessment) -> Section:
    """A timeline for each policy in use."""
    blocks: list[Block] = []
    for found in fullest_days(assessment):
        if not blocks:
            blocks.append(Paragraph(_HOW))
        blocks.append(Heading(place_of(assessment.plan, found)))
        drawn = restore_point_timeline(assessment.plan, found, _WIDTH, 0)
        key = f"restore-points-{found.use.policy}"
        draw = partial(_draw, assessment.plan, found)
        blocks.append(Figure(key, draw, alt_of(assessment.plan, found), drawn.height / _WIDTH, _WIDTH))
    if not blocks:
        blocks.append(Paragraph("No policy is in use, so there is no restore point."))
    return Section("restore-points", "Restore points", tuple(blocks))


def fullest_days(assessment: Assessment) -> list[PointsOnDay]:
    """Per policy the points at the target that it fills most, on that target's worst day."""
    by_policy: dict[str, list[PointsOnDay]] = {}
    for use in uses_of_policies(assessment):
        found = _on_worst_day(assessment, use)
        if found is not None and found.points:
            by_policy.setdefault(use.policy, []).append(found)
    return [max(own, key=lambda one: one.total_gib) for own in by_policy.values()]


def _on_worst_day(assessment: Assessment, use: PolicyUse) -> PointsOnDay | None:
    store = assessment.targets.get(use.target)
    if store is None or store.worst is None:
        return None
    return points_on_day(assessment, use, store.worst.worst_day)


def _draw(plan: Plan, found: PointsOnDay, width: float, height: float) -> Picture:
    return restore_point_timeline(plan, found, width, height)
