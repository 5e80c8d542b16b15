"""Rules about an application's backups: the product's limits, the window, and what is restored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dr_desktop.assessment.guidance import SECTIONS
from dr_desktop.assessment.recovery_point import longest_gap_minutes, run_gib, slowest_to_target
from dr_desktop.assessment.results import ApplicationResult, Finding
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.rules_products import DATABASE_ROLES, guest_findings
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.ways_back import Member, minutes_to_move, shown_speed
from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupPolicy, BackupTarget
from dr_desktop.plan.shown import show_minutes, show_quantity

_SCALE: Final = "Guidance, planning your backup strategy: scale (2018-05-14)"

POLICY_NOT_STATED: Final = Rule(
    "backup-policy-not-stated", "warning", "A backup target is stated, but no policy.", SECTIONS["backup_restore"]
)
WINDOW_SHORTER: Final = Rule("window-shorter-than-run", "warning", "A run takes longer than its window.", _SCALE)
RUN_LONGER: Final = Rule(
    "run-longer-than-interval", "error", "A run takes longer than the time until the next one.", _SCALE
)
ONBOARDING: Final = Rule(
    "first-full-exceeds-window",
    "note",
    "The first full of an application does not fit into the window.",
    "Guidance, planning your backup strategy: staggered backups (2018-05-14)",
)
RESTORE_SCOPE: Final = Rule(
    "database-restored-whole",
    "note",
    "A database machine is restored whole; redeploying it and restoring the databases may be easier.",
    "Guidance, planning your backup strategy: restore (2018-05-14)",
)

BACKUP_RULES: Final = (
    POLICY_NOT_STATED,
    WINDOW_SHORTER,
    RUN_LONGER,
    ONBOARDING,
    RESTORE_SCOPE,
)


def backup_findings(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Iterator[Finding]:
    """All rules about the backups of an application that states a target."""
    target = around.targets.get(result.protection.backup_target or "")
    if target is None:
        return
    policy = around.policies.get(result.protection.backup_policy or "")
    if policy is None:
        if result.protection.backup_policy is None:
            yield POLICY_NOT_STATED.found(
                "applications",
                application.id,
                "backup_policy",
                f"{_named(application)} is backed up to {named(target)} without a policy, so nothing is computed.",
                "Choose a policy, or give it a tier that has one.",
            )
    else:
        yield from _run(application, members, result, target, policy, around)
    yield from guest_findings(application, members, target, around)
    if result.protection.scheme == "backup_restore":
        yield from _database(application, members)


def _run(
    application: Application,
    members: Sequence[Member],
    result: ApplicationResult,
    target: BackupTarget,
    policy: BackupPolicy,
    around: Surroundings,
) -> Iterator[Finding]:
    slowest = slowest_to_target(application, target, around)
    if slowest is None:
        return
    mb_s, what = slowest
    # Runs are never farther apart on the whole than they are stated to be, and the sum over all members never less
    # than what is protected: this settles it for nearly every application.
    at_least = min((not policy.every_months and policy.every_hours) or 24.0, policy.window_hours or 24.0) * 60
    if minutes_to_move(result.used_gib, mb_s) <= at_least:
        return
    used = sum([one.used_gib or 0.0 for _, one in members if one.coverage == "protected"])
    change = sum([one.change_gib_per_day or 0.0 for _, one in members if one.coverage == "protected"])
    due = sum([one.used_gib or 0.0 for _, one in members if one.coverage == "protected" and one.first_copy_due])
    full_minutes = minutes_to_move(used, mb_s)
    gap = longest_gap_minutes(policy)
    window = min(gap, policy.window_hours * 60) if policy.window_hours else gap
    if full_minutes <= window:
        return  # no run is longer than a full
    moved = run_gib(policy, used, change, gap)
    minutes = minutes_to_move(moved, mb_s)
    run = f"A run of {show_quantity(moved, 'GiB')} takes {show_minutes(minutes)} at the {shown_speed(mb_s)} that {what}"
    if minutes > gap:
        sentence = f"{run}; {named(policy)} runs again after {show_minutes(gap)}."
        remedy = "Run less often, widen what is slowest, or choose incrementals."
        yield RUN_LONGER.found("applications", application.id, "backup_policy", sentence, remedy)
    elif minutes > window:
        sentence = f"{run}; the window of {named(policy)} is {show_minutes(window)}."
        remedy = "Lengthen the window, widen what is slowest, or choose incrementals."
        yield WINDOW_SHORTER.found("applications", application.id, "backup_policy", sentence, remedy)
    elif (due_minutes := minutes_to_move(due, mb_s)) > window:
        yield ONBOARDING.found(
            "applications",
            application.id,
            "backup_policy",
            f"The first full of {show_quantity(due, 'GiB')} takes {show_minutes(due_minutes)} at the "
            f"{shown_speed(mb_s)} that {what}; {show_minutes(window)} are there for it.",
            "Bring its machines in by groups, or begin on a weekend.",
        )


def _database(application: Application, members: Sequence[Member]) -> Iterator[Finding]:
    for one, result in members:
        role = getattr(one, "role", "")
        if not role or result.coverage != "protected" or result.protection.restore_scope not in (None, "whole_machine"):
            continue
        if any(word in role.casefold() for word in DATABASE_ROLES):
            yield RESTORE_SCOPE.found(
                "machines",
                one.id,
                "restore_scope",
                f"{named(one)} ({role}) is restored whole.",
                "Consider to redeploy it from a template and restore the databases.",
            )
            return


def _named(application: Application) -> str:
    return named(application)
