"""Rules about second copies: that they do not run in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from dr_desktop.assessment.results import Finding
from dr_desktop.assessment.rule import Rule
from dr_desktop.plan.backup import BackupCopy
from dr_desktop.plan.plan import Plan

COPY_CIRCLE: Final = Rule(
    "copy-circle",
    "warning",
    "Second copies run in a circle, back to the target that they come from.",
    "DR Desktop: consistency",
)

COPY_RULES: Final = (COPY_CIRCLE,)


def copy_findings(plan: Plan) -> Iterator[Finding]:
    """One finding for each circle of second copies, at its first copy in the plan's order."""
    copies = {
        key: one for key, one in plan.backup_copies.items() if one.from_target and one.from_target != one.to_target
    }
    said: set[frozenset[str]] = set()
    for copy in copies.values():
        circle = _circle(copy, copies)
        if not circle or frozenset(circle) in said:
            continue
        said.add(frozenset(circle))
        places = [copies[key].from_target or "" for key in (*circle, circle[0])]
        names = [plan.backup_targets[one].name or one if one in plan.backup_targets else one for one in places]
        yield COPY_CIRCLE.found(
            "backup_copies",
            copy.id,
            "to_target",
            f"Second copies run in a circle: {' → '.join(names)}. What comes back to a target is not counted again.",
            "If each target copies only its own backups, name the applications of each copy; else drop one copy.",
        )


def _circle(first: BackupCopy, copies: Mapping[str, BackupCopy]) -> list[str]:
    """The shortest way from a copy on to the target that it starts from, for at least one application; [] if none."""
    waiting: list[tuple[list[str], frozenset[str]]] = [([first.id], frozenset(first.applications))]
    reached = {(first.to_target, frozenset(first.applications))}
    while waiting:
        path, applications = waiting.pop(0)
        here = copies[path[-1]].to_target
        if here == first.from_target:
            return path
        for key, copy in copies.items():
            if copy.from_target != here or key in path:
                continue
            common = _common(applications, frozenset(copy.applications))
            if common is not None and (copy.to_target, common) not in reached:
                reached.add((copy.to_target, common))
                waiting.append(([*path, key], common))
    return []


def _common(one: frozenset[str], other: frozenset[str]) -> frozenset[str] | None:
    """The applications of both, where none named means all; None when no application is in both."""
    if not one or not other:
        return one or other
    return one & other or None
