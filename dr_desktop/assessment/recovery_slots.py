"""Whether more places at a time would make a recovery slower: it can [1], so it is tried for each kind of place.

[1] Graham, R. L. (1969): Bounds on multiprocessing timing anomalies.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dr_desktop.assessment.recovery import AS_STATED, Options, prepared
from dr_desktop.assessment.recovery_order import OrderChange
from dr_desktop.assessment.recovery_records import Resource
from dr_desktop.assessment.recovery_score import Score, better, differ, finite, scored, tier_weights
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.drill import Scenario


class SlowerWithMore(NamedTuple):
    """Places (streams, starts, people) of which `tried` are worse than the `places` that there are.

    `slower`: the applications that come back later then, the greatest loss first.
    """

    resource: Resource
    places: int
    tried: int
    before: Score
    after: Score
    slower: tuple[OrderChange, ...]


def slower_with_more(
    assessment: Assessment, scenario: Scenario, options: Options = AS_STATED
) -> Iterator[float | tuple[SlowerWithMore, ...]]:
    """Tries one place more, and twice as many, of each kind; yields the share done, last of all what is worse then.

    Worse is a worse Score. The order is the one of the options, else of the scenario, else by tier.
    """
    recovery = prepared(assessment, scenario, options._replace(trace=False))
    weights = tier_weights(recovery)
    base = scored(recovery, weights)
    found = []
    gates = recovery.case.gates
    for number, (key, places) in enumerate(gates.items(), 1):
        for tried in (places + 1, places * 2)[: 1 if places == 1 else 2]:
            other = recovery._replace(case=recovery.case._replace(gates={**gates, key: tried}))
            one = scored(other, weights)
            if better(base.score, one.score):
                changes = [
                    OrderChange(
                        application,
                        finite(before),
                        finite(one.minutes[application]),
                        assessment.applications[application].objectives.rto_minutes,
                    )
                    for application, before in base.minutes.items()
                    if one.minutes[application] > before and differ(before, one.minutes[application])
                ]
                later = tuple(sorted(changes, key=lambda change: change.gains))
                found.append(SlowerWithMore(recovery.resources[key], places, tried, base.score, one.score, later))
                break
        yield number / len(gates)
    yield tuple(found)


def drained_slower(
    assessment: Assessment, scenario: Scenario, options: Options = AS_STATED
) -> tuple[SlowerWithMore, ...]:
    """The same at once."""
    *_, found = slower_with_more(assessment, scenario, options)
    assert isinstance(found, tuple)
    return found
