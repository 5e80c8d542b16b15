"""How far each tier has come: from wished to proven in date."""

from __future__ import annotations

from typing import Final, NamedTuple

from dr_desktop.assessment.results import Assessment, Claim
from dr_desktop.plan.application import UNASSIGNED

LADDER: Final[tuple[Claim, ...]] = ("none", "wished", "designed", "simulated", "drilled", "proven")
CLAIM_WORDS: Final[dict[Claim, str]] = {
    "none": "nothing agreed",
    "wished": "wished",
    "designed": "designed",
    "simulated": "simulated",
    "drilled": "drilled",
    "proven": "proven in date",
}


class TierProgress(NamedTuple):
    """Applications of one tier, and how many have come at least so far; tier "" is those without one.

    rto_minutes and rpo_minutes are the tier's own, None where not stated.
    """

    tier: str
    name: str
    rank: int | None
    rto_minutes: float | None
    rpo_minutes: float | None
    applications: int
    wished: int
    designed: int
    drilled: int
    proven: int


def tier_progress(assessment: Assessment) -> tuple[TierProgress, ...]:
    """A row per tier of the plan in order of rank, then those without a tier if there are any."""
    plan = assessment.plan
    by_tier: dict[str, list[str]] = {key: [] for key in plan.tiers}
    for key in assessment.applications:
        if key != UNASSIGNED:
            tier = plan.applications[key].tier or ""
            by_tier.setdefault(tier if tier in plan.tiers else "", []).append(key)
    rows = [_row(assessment, tier, found) for tier, found in by_tier.items()]
    return tuple(sorted(rows, key=lambda row: (row.tier == "", row.rank or 0)))


def progress_of_all(assessment: Assessment) -> TierProgress:
    """The same over all applications."""
    found = [key for key in assessment.applications if key != UNASSIGNED]
    return _row(assessment, "", found)._replace(name="All")


def _row(assessment: Assessment, tier_id: str, found: list[str]) -> TierProgress:
    tier = assessment.plan.tiers.get(tier_id)
    steps = [LADDER.index(assessment.applications[key].claim) for key in found]
    wished, designed, drilled, proven = (
        sum([1 for step in steps if step >= LADDER.index(claim)])
        for claim in ("wished", "designed", "drilled", "proven")
    )
    rank = None if tier is None else tier.rank or 1 + list(assessment.plan.tiers).index(tier_id)
    return TierProgress(
        tier=tier_id,
        name=tier.name if tier else "No tier yet",
        rank=rank,
        rto_minutes=tier.rto_minutes if tier else None,
        rpo_minutes=tier.rpo_minutes if tier else None,
        applications=len(found),
        wished=wished,
        designed=designed,
        drilled=drilled,
        proven=proven,
    )
