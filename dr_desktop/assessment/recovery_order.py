"""A better order of recovery than "by tier", where there is one: tried, never assumed.

Every order is judged by a recovery of its own, room on the recovery sites included. The search is deterministic: some
sensible orders first, then single applications are moved, those first that come back late; the first move that makes it
better is kept. It ends when no move helps, or when it has had its number of simulations; then whoever was served before
a higher tier for nothing is put back, one simulation each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import inf
from typing import Final, NamedTuple

from dr_desktop.assessment.recovery import AS_STATED, Options, prepared
from dr_desktop.assessment.recovery_alone import alone_minutes
from dr_desktop.assessment.recovery_score import Score, Scored, better, differ, finite, scored, tier_weights
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.drill import Scenario

MOST_SIMULATIONS: Final = 300


class OrderChange(NamedTuple):
    """What another order does to one application: recovery minutes before and after; None: it stays down."""

    application: str
    before: float | None
    after: float | None
    rto_minutes: float | None

    @property
    def gains(self) -> float:
        """Minutes by which it comes back earlier; less than 0: later; infinite where it stays down in one of both."""
        return (inf if self.before is None else self.before) - (inf if self.after is None else self.after)

    @property
    def met_before(self) -> bool | None:
        """Whether it met its RTO before; None where none is stated."""
        return _meets(self.before, self.rto_minutes)

    @property
    def met_after(self) -> bool | None:
        """Whether it meets its RTO afterwards; None where none is stated."""
        return _meets(self.after, self.rto_minutes)


class OrderSearch(NamedTuple):
    """What the search found. `order`: the better order of applications; empty where by tier is as good as any tried.

    `before`: by tier; `after`: the order found. `changes`: applications that come back at another time, the greatest
    gain first. `out_of_tier`: those that are served before one of a higher tier. `ended`: no move helped any more;
    False: the number of simulations was used up.
    """

    scenario: str
    across_tiers: bool
    order: tuple[str, ...]
    before: Score
    after: Score
    changes: tuple[OrderChange, ...]
    out_of_tier: tuple[str, ...]
    simulations: int
    ended: bool


def searched_order(
    assessment: Assessment,
    scenario: Scenario,
    across_tiers: bool = False,
    most: int = MOST_SIMULATIONS,
    options: Options = AS_STATED,
) -> OrderSearch:
    """The search at once. `across_tiers`: an application may be served before one of a higher tier."""
    *_, found = order_search(assessment, scenario, across_tiers, most, options)
    assert isinstance(found, OrderSearch)
    return found


def order_search(
    assessment: Assessment,
    scenario: Scenario,
    across_tiers: bool = False,
    most: int = MOST_SIMULATIONS,
    options: Options = AS_STATED,
) -> Iterator[float | OrderSearch]:
    """The same as a generator: yields the share of `most` simulations that is done, and last of all the OrderSearch."""
    search = _Search(assessment, scenario, across_tiers, most, options)
    yield search.share
    better = True
    for order in search.sensible_orders():
        search.improves(order)
        yield search.share
    while better and not search.spent():
        better = False
        for order in search.moves():
            if search.spent():
                break
            better = search.improves(order)
            yield search.share
            if better:
                break
    ended = not better and not search.spent()
    for key in search.out_of_tier():
        search.puts_back(key)
        yield search.share
    yield search.result(ended)


class _Search:
    """The best order so far, and how many recoveries were run to find it."""

    def __init__(
        self, assessment: Assessment, scenario: Scenario, across_tiers: bool, most: int, options: Options
    ) -> None:
        self.assessment, self.across_tiers, self.most = assessment, across_tiers, most
        by_tier = scenario.changed(order=())
        assert isinstance(by_tier, Scenario)  # no order always fits
        self.scenario = by_tier
        self.options = options._replace(order=(), trace=False)
        self.stated = prepared(assessment, by_tier, self.options)
        self.weights = tier_weights(self.stated)
        self.before = self.best = scored(self.stated, self.weights)
        self.simulations = 1
        self.order: tuple[str, ...] = ()
        movable = [
            one for one in self.stated.preparation.prepared.values() if one.outcome in ("recovered", "stays_down")
        ]
        self.rank = {one.application.id: one.rank for one in sorted(movable, key=lambda one: one.rank)}
        self.by_tier = tuple(self.rank)
        self.tried: set[tuple[str, ...]] = set()

    def spent(self) -> bool:
        return self.simulations >= self.most

    @property
    def share(self) -> float:
        return min(1.0, self.simulations / self.most)

    def improves(self, order: tuple[str, ...]) -> bool:
        """Tries an order, and keeps it where it is better than the best."""
        if order in self.tried or self.spent():
            return False
        self.tried.add(order)
        found = self._run(order)
        if not better(found.score, self.best.score):
            return False
        self.best, self.order = found, order
        return True

    def puts_back(self, key: str) -> None:
        """Puts an application back behind the higher tiers where that makes nothing worse."""
        rest = [one for one in self.order if one != key]
        to = next((at for at, one in enumerate(rest) if self.rank[one] > self.rank[key]), len(rest))
        to = max([to, *[at + 1 for at, one in enumerate(rest) if self.rank[one] < self.rank[key]]])
        order = (*rest[:to], key, *rest[to:])
        found = self._run(order)
        if not better(self.best.score, found.score):
            self.best, self.order = found, order

    def sensible_orders(self) -> Iterator[tuple[str, ...]]:
        """Orders that often are good ones: as they are listed, by least slack, by cost an hour, shortest first."""
        alone = alone_minutes(self.stated.case)
        objectives = {key: self.assessment.applications[key].objectives.rto_minutes for key in self.rank}
        applications = self.assessment.plan.applications
        yield self.by_tier

        def slack(key: str) -> float:
            rto = objectives[key]
            return inf if rto is None else rto - alone.get(key, 0.0)

        def cheap(key: str) -> float:
            return -(applications[key].downtime_cost_per_hour or 0.0) / max(alone.get(key, 0.0), 1.0)

        rules: tuple[Callable[[str], float], ...] = (
            slack,
            lambda key: inf if slack(key) < 0 else slack(key),
            lambda key: objectives[key] or inf,
            cheap,
            lambda key: alone.get(key, inf),
            lambda key: -alone.get(key, inf),
        )
        for rule in rules:
            yield self._needed_first(sorted(self.by_tier, key=lambda key: (self.rank[key], rule(key))))
            if self.across_tiers:
                yield self._needed_first(sorted(self.by_tier, key=rule))

    def moves(self) -> Iterator[tuple[str, ...]]:
        """Orders one move away from the best: late ones to the front, ones with time to spare to the back, swaps."""
        order = self.order or self.by_tier
        minutes, place = self.best.minutes, {key: at for at, key in enumerate(order)}
        late = [key for key in order if _meets(minutes.get(key), self._rto(key)) is False or minutes.get(key) == inf]
        late.sort(key=lambda key: (-self.weights[key], place[key]))
        for key in late:
            first = self._first_place(key, order)
            for to in dict.fromkeys([first, (first + place[key]) // 2, place[key] - 1]):
                if first <= to < place[key]:
                    yield self._needed_first(_moved(order, key, to))
        for key in sorted(order, key=lambda key: minutes.get(key, 0.0) - (self._rto(key) or inf)):
            last = self._last_place(key, order)
            if key not in late and place[key] < last:
                yield _moved(order, key, last)
        for at in range(len(order) - 1):
            if self.across_tiers or self.rank[order[at]] == self.rank[order[at + 1]]:
                yield _moved(order, order[at + 1], at)

    def result(self, ended: bool) -> OrderSearch:
        before, after = self.before.minutes, self.best.minutes
        changes = [
            OrderChange(key, finite(before.get(key)), finite(after.get(key)), self._rto(key))
            for key in self.rank
            if differ(before.get(key, inf), after.get(key, inf))
        ]
        return OrderSearch(
            self.scenario.id,
            self.across_tiers,
            self.order,
            self.before.score,
            self.best.score,
            tuple(sorted(changes, key=lambda one: -one.gains)),
            self.out_of_tier(),
            self.simulations,
            ended,
        )

    def out_of_tier(self) -> tuple[str, ...]:
        """Who is served before an application of a higher tier, in order."""
        ahead, least = [], inf
        for key in reversed(self.order):
            if self.rank[key] > least:
                ahead.append(key)
            least = min(least, self.rank[key])
        return tuple(reversed(ahead))

    def _run(self, order: tuple[str, ...]) -> Scored:
        self.simulations += 1
        return scored(prepared(self.assessment, self.scenario, self.options._replace(order=order)), self.weights)

    def _rto(self, key: str) -> float | None:
        return self.assessment.applications[key].objectives.rto_minutes

    def _first_place(self, key: str, order: Sequence[str]) -> int:
        return 0 if self.across_tiers else next(at for at, one in enumerate(order) if self.rank[one] == self.rank[key])

    def _last_place(self, key: str, order: Sequence[str]) -> int:
        alike = [at for at, one in enumerate(order) if self.across_tiers or self.rank[one] == self.rank[key]]
        return alike[-1]

    def _may_come_before(self, one: str, other: str) -> bool:
        return one in self.rank and (self.across_tiers or self.rank[one] <= self.rank[other])

    def _needed_first(self, order: Sequence[str]) -> tuple[str, ...]:
        """The order with what an application depends on pulled before it, as far as tiers allow."""
        applications = self.assessment.plan.applications
        found: dict[str, None] = {}
        for key in order:
            waiting, on_the_way = [key], set[str]()
            while waiting:
                one = waiting[-1]
                needed = (
                    []
                    if one in on_the_way
                    else [
                        other
                        for other in applications[one].depends_on
                        if other not in found and other not in on_the_way and self._may_come_before(other, one)
                    ]
                )
                on_the_way.add(one)
                waiting += needed
                if not needed:
                    found[waiting.pop()] = None
        return tuple(found)


def _moved(order: Sequence[str], key: str, to: int) -> tuple[str, ...]:
    rest = [one for one in order if one != key]
    return (*rest[:to], key, *rest[to:])


def _meets(minutes: float | None, rto: float | None) -> bool | None:
    return None if rto is None else minutes is not None and minutes <= rto
