"""Rules about backup policies, targets and second copies as they are stated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dr_desktop.assessment.guidance import CAPTURE, recommended_topologies
from dr_desktop.assessment.policy_chain import policy_problem
from dr_desktop.assessment.results import Finding
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.plan.backup import BackupCopy, BackupPolicy
from dr_desktop.plan.plan import Plan

_SCALE: Final = "Guidance, planning your backup strategy: incremental or differential (2018-05-14)"

POLICY_PROBLEM: Final = Rule(
    "policy-keeps-nothing", "error", "A policy cannot be built: it keeps nothing, or nothing is ever deleted.", _SCALE
)
HYPERVISOR: Final = Rule(
    "capture-at-hypervisor", "error", "A policy takes backups at the hypervisor, which is not supported.", CAPTURE
)
FULL_EVERY_RUN: Final = Rule("full-every-run", "note", "A policy makes a full in every run.", _SCALE)
ACTIVE_FULLS: Final = Rule("active-fulls", "note", "A policy reads everything again for its fulls.", _SCALE)
TARGET_SITE: Final = Rule(
    "target-site-not-stated",
    "warning",
    "A backup target does not say where it stands.",
    recommended_topologies(1, 2),
)
TARGET_PLACEMENT: Final = Rule(
    "backup-placement-not-stated",
    "warning",
    "How a backup target stands to the stamp is not stated, so its row of the guidance is not known.",
    recommended_topologies(1, 2),
)
COPY_ENDS: Final = Rule(
    "copy-without-ends", "warning", "A second copy does not go from one target to another.", "DR Desktop: consistency"
)
COPY_INTERVAL: Final = Rule(
    "copy-interval-not-stated",
    "note",
    "A second copy does not say how often it runs; it counts as following at once.",
    recommended_topologies(6),
)

WINDOW_OF_NOTHING: Final = Rule(
    "window-of-nothing", "warning", "A policy states a window without any time in it.", "DR Desktop: consistency"
)
NO_STREAMS: Final = Rule(
    "restore-streams-zero",
    "warning",
    "A backup target states that it restores nothing at a time, so figures use the assumed number.",
    "DR Desktop: consistency",
)

POLICY_RULES: Final = (
    WINDOW_OF_NOTHING,
    NO_STREAMS,
    POLICY_PROBLEM,
    HYPERVISOR,
    FULL_EVERY_RUN,
    ACTIVE_FULLS,
    TARGET_SITE,
    TARGET_PLACEMENT,
    COPY_ENDS,
    COPY_INTERVAL,
)


def policy_findings(plan: Plan) -> Iterator[Finding]:
    """What is objected to at policies, targets and copies, whoever uses them."""
    for policy in plan.backup_policies.values():
        yield from _policy(policy)
    for target in plan.backup_targets.values():
        name = named(target)
        if target.site is None and target.placement not in ("azure", "service_provider"):
            sentence = f"{name} does not say where it stands, so neither link nor distance is known."
            yield TARGET_SITE.found("backup_targets", target.id, "site", sentence, "Choose its site.")
        site = plan.sites.get(target.site or "")
        if target.placement is None and (site is None or site.kind != "azure_region"):
            sentence = f"The placement of {name} is not stated, so its row of the guidance is not known."
            yield TARGET_PLACEMENT.found("backup_targets", target.id, "placement", sentence, "Choose its placement.")
        if target.restore_streams == 0:
            sentence = f"{name} states zero restores at the same time; figures use the assumed number."
            remedy = "Type how many it runs at the same time; leave it blank if it is not known."
            yield NO_STREAMS.found("backup_targets", target.id, "restore_streams", sentence, remedy)
    for copy in plan.backup_copies.values():
        yield from _copy(copy)


def _policy(policy: BackupPolicy) -> Iterator[Finding]:
    name = named(policy)
    problem = policy_problem(policy)
    if problem is not None:
        sentence, _, remedy = problem.partition(": ")
        remedy = f"{remedy[:1].upper()}{remedy[1:]}" or "Correct the policy."
        field = "full_days" if policy.keep_points or policy.keep_days else "keep_points"
        yield POLICY_PROBLEM.found("backup_policies", policy.id, field, f"{name}: {sentence.rstrip('.')}.", remedy)
    if policy.window_hours == 0:
        yield WINDOW_OF_NOTHING.found(
            "backup_policies",
            policy.id,
            "window_hours",
            f"{name} has a window of zero hours, which counts as none: its runs may start at any time.",
            "Type how long runs may start, or clear it.",
        )
    if policy.capture == "hypervisor":
        yield HYPERVISOR.found(
            "backup_policies",
            policy.id,
            "capture",
            f"{name} takes backups at the hypervisor, which Azure Stack does not support.",
            "Choose in the guest, or the Azure Stack API.",
        )
    if policy.style not in ("forward_with_fulls", "differential", "reverse"):
        return
    every_run = policy.style == "forward_with_fulls" and _full_in_every_run(policy)
    if every_run:
        yield FULL_EVERY_RUN.found(
            "backup_policies",
            policy.id,
            "full_days",
            f"{name} makes a full in every run, of every machine.",
            "Make fulls once a week or once a month, and incrementals or differentials between.",
        )
    elif policy.full_kind == "active" and (policy.full_days or policy.full_months):
        yield ACTIVE_FULLS.found(
            "backup_policies",
            policy.id,
            "full_kind",
            f"{name} reads every machine whole for its fulls, over the link.",
            "Choose synthetic fulls, if the product can build them.",
        )


def _full_in_every_run(policy: BackupPolicy) -> bool:
    """Whether each day with a run is a day with a full; several runs a day make one full among them."""
    run_days = set(policy.run_days) or {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
    return run_days <= set(policy.full_days) and (policy.every_hours or 24.0) >= 24


def _copy(copy: BackupCopy) -> Iterator[Finding]:
    name = named(copy)
    if copy.from_target is None or copy.to_target is None or copy.from_target == copy.to_target:
        yield COPY_ENDS.found(
            "backup_copies",
            copy.id,
            "to_target" if copy.from_target else "from_target",
            f"The second copy {name} does not go from one target to another.",
            "Choose both targets.",
        )
    elif copy.every_hours is None:
        sentence = f"The second copy {name} does not say how often it runs; it counts as following at once."
        yield COPY_INTERVAL.found("backup_copies", copy.id, "every_hours", sentence, "Type the hours between copies.")
