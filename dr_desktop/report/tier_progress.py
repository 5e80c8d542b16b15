"""How far each tier has come: from wished to proven in date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from dr_desktop.assessment.results import Assessment, Claim
from dr_desktop.plan.application import UNASSIGNED

if TYPE_CHECKING:  # simulation is not needed before there is a first window
    from dr_desktop.assessment.claims import Standings

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

    rto_minutes and rpo_minutes are the tier's own, None where not stated. `simulated` None: not simulated yet; then
    drilled and proven are counted without regard to it.
    """

    tier: str
    name: str
    rank: int | None
    rto_minutes: float | None
    rpo_minutes: float | None
    applications: int
    wished: int
    designed: int
    simulated: int | None
    drilled: int
    proven: int


def tier_progress(assessment: Assessment, standings: Standings | None = None) -> tuple[TierProgress, ...]:
    """A row per tier of the plan in order of rank, then those without a tier if there are any."""
    plan = assessment.plan
    by_tier: dict[str, list[str]] = {key: [] for key in plan.tiers}
    for key in assessment.applications:
        if key != UNASSIGNED:
            tier = plan.applications[key].tier or ""
            by_tier.setdefault(tier if tier in plan.tiers else "", []).append(key)
    rows = [_row(assessment, standings, tier, found) for tier, found in by_tier.items()]
    return tuple(sorted(rows, key=lambda row: (row.tier == "", row.rank or 0)))


def progress_of_all(assessment: Assessment, standings: Standings | None = None) -> TierProgress:
    """The same over all applications."""
    found = [key for key in assessment.applications if key != UNASSIGNED]
    return _row(assessment, standings, "", found)._replace(name="All")


def claim_of(assessment: Assessment, standings: Standings | None, application: str) -> Claim:
    """How far an application has come: with its simulation where that is known, else as drills and paper say."""
    standing = standings.get(application) if standings is not None else None
    return assessment.applications[application].claim if standing is None else standing.claim


def _row(assessment: Assessment, standings: Standings | None, tier_id: str, found: list[str]) -> TierProgress:
    tier = assessment.plan.tiers.get(tier_id)
    stated = [LADDER.index(assessment.applications[key].claim) for key in found]
    shown = [LADDER.index(claim_of(assessment, standings, key)) for key in found]
    wished, designed = (_at_least(stated, claim) for claim in LADDER[1:3])
    simulated, drilled, proven = (_at_least(shown, claim) for claim in LADDER[3:])
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
        simulated=None if standings is None else simulated,
        drilled=drilled,
        proven=proven,
    )


def _at_least(steps: list[int], claim: Claim) -> int:
    return sum([1 for step in steps if step >= LADDER.index(claim)])
