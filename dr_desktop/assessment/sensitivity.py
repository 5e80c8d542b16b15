"""What moves the totals: each uncertain assumption at its low and at its high end, all others as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.assumptions import DEFINITIONS, Assumption
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.plan import Plan


class Moved(NamedTuple):
    """The five totals under one set of assumptions.

    Applications meeting their objectives, machines unprotected, GiB at the worst day of the target that is the fullest
    one in the plan as it stands, amount of the usual month in the plan's currency, open errors. None = not known.
    """

    applications_meeting: float
    unprotected: float
    fullest_gib: float | None
    cost_month: float | None
    errors: float


TOTALS: Final = Moved._fields


class Swing(NamedTuple):
    """One assumption (its key in `DEFINITIONS`), the two ends of its range, and the totals at each end."""

    assumption: str
    low: float
    high: float
    at_low: Moved
    at_high: Moved

    def ends(self, total: str) -> tuple[float, float] | None:
        """A total at the low and at the high end; None where either is not known."""
        low, high = getattr(self.at_low, total), getattr(self.at_high, total)
        return None if low is None or high is None else (low, high)

    def width(self, total: str) -> float:
        """How far apart the total lies at both ends; 0 where it is not known."""
        ends = self.ends(total)
        return abs(ends[1] - ends[0]) if ends else 0.0


class Sensitivity(NamedTuple):
    """The totals as they stand, and what each uncertain assumption makes of them, in the plan's order.

    `certain` names the assumptions without a range: they were not moved.
    """

    base: Moved
    fullest_store: str
    swings: tuple[Swing, ...]
    certain: tuple[str, ...]

    def ranked(self, total: str) -> tuple[Swing, ...]:
        """The assumptions that move a total, the one that moves it most first."""
        moving = [one for one in self.swings if one.width(total) > 0]
        return tuple(sorted(moving, key=lambda one: (-one.width(total), one.assumption)))


def uncertain(plan: Plan) -> dict[str, tuple[float, float]]:
    """The range of each assumption that has one, within its bounds; an end that is not stated is the value itself."""
    found: dict[str, tuple[float, float]] = {}
    for key, definition in DEFINITIONS.items():
        stated = plan.assumptions.get(key)
        base, low, high = _values(key, stated)
        ends = [min(max(base if one is None else one, definition.minimum), definition.maximum) for one in (low, high)]
        if min(ends) != max(ends):
            found[key] = (min(ends), max(ends))
    return found


def sensitivity_of(
    assessment: Assessment, catalog: Catalog, tell: Callable[[float], None] = lambda _share: None
) -> Sensitivity:
    """The sensitivity of a plan: two whole assessments for each assumption. `tell` gets the share done, 0 to 1."""
    plan = assessment.plan
    ranges = uncertain(plan)
    store = assessment.totals.fullest_store
    swings = []
    for done, (key, (low, high)) in enumerate(ranges.items(), start=1):
        # From the assessment that is there: the chains of what stays the same are kept.
        ends = [assess(with_value(plan, key, end), catalog, assessment) for end in (low, high)]
        swings.append(Swing(key, low, high, _moved(ends[0], store), _moved(ends[1], store)))
        tell(done / len(ranges))
    certain = tuple(key for key in DEFINITIONS if key not in ranges)
    return Sensitivity(_moved(assessment, store), store, tuple(swings), certain)


def with_value(plan: Plan, key: str, value: float) -> Plan:
    """The plan with another base value of one assumption; a value out of the bounds raises ValueError."""
    definition = DEFINITIONS[key]
    stated = plan.assumptions.get(key) or Assumption(id=key, name=definition.name)
    # Low and high stay as they are: only the value that the plan counts with is another.
    changed = stated.changed(base=value)
    if isinstance(changed, Problem):
        raise ValueError(str(changed))
    return plan.put("assumptions", changed)


def _values(key: str, stated: Assumption | None) -> tuple[float, float | None, float | None]:
    definition = DEFINITIONS[key]
    if stated is None:
        return definition.base, definition.low, definition.high
    return definition.base if stated.base is None else stated.base, stated.low, stated.high


def _moved(assessment: Assessment, store: str) -> Moved:
    totals = assessment.totals
    target = assessment.targets.get(store)
    return Moved(
        totals.applications_meeting,
        totals.unprotected,
        target.worst.total if target is not None and target.worst is not None else None,
        totals.cost_month,
        totals.errors,
    )
