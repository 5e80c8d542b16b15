"""Transfers that share links and stores: an exact simulation from event to event, nothing is sampled.

Flows that are alike form a class with one clock, the amount that each of them has moved; a flow is done when the clock
passes its mark. So moving on costs one addition a class, and rates are found anew only when a count changes. Amounts
and times are in any units that fit the capacities (here MB of 10^6 bytes, and seconds or minutes).
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping
from heapq import heapify, heappop, heappush
from math import inf
from typing import Final, NamedTuple

from dr_desktop.assessment.water_filling import NOTHING, OWN_CAP, Demand, fill

__all__ = ["NOTHING", "OWN_CAP", "Flow", "Held", "Sharing"]

_ROUNDING: Final = 1e-12
_NO_GATES: Final[Mapping[str, int]] = {}


class Flow(NamedTuple):
    """One transfer: its amount, the resources that it passes through, its cap and weight, and its tier.

    Lower tiers are served first, strictly. At `gate` only so many flows are under way at a time; the others wait in
    the order of `order`, then as they came.
    """

    id: str
    mb: float
    path: tuple[str, ...]
    cap: float = inf
    weight: float = 1.0
    tier: float = 0.0
    gate: str | None = None
    order: float = 0.0


class Held(NamedTuple):
    """From when on a flow is held back by a resource, by its `OWN_CAP`, or by `NOTHING`."""

    since: float
    by: str


class _Class(Demand):
    """Flows that are alike, and the marks at which they are done."""

    __slots__ = ("clock", "history", "marks", "part")

    def __init__(self, flow: Flow) -> None:
        super().__init__(flow.path, flow.weight, flow.cap, flow.tier)
        self.clock = 0.0
        self.marks: list[tuple[float, int, Flow]] = []
        self.history: list[Held] = []
        self.part: _Part


class _Part:
    """Resources that flows connect, and the classes that are under way on them, in order of tier."""

    __slots__ = ("active", "due", "fresh", "moved_to", "resources")

    def __init__(self, resources: set[str], moved_to: float) -> None:
        self.resources = resources
        self.active: list[_Class] = []
        self.moved_to = moved_to
        self.due = inf
        self.fresh = True


def _tier(one: _Class) -> float:
    return one.tier


class Sharing:
    """Flows under way on shared resources. Add flows, ask for `next_time`, `advance` to it or to any time before it.

    `capacity` is the amount per time of each resource. `gates` says how many flows are under way at a time; a flow
    holds its place during the transfer only.
    """

    def __init__(self, capacity: Mapping[str, float], gates: Mapping[str, int] = _NO_GATES) -> None:
        self.now = 0.0
        self.capacity = dict(capacity)
        self.begun: dict[str, float] = {}
        self.finished: dict[str, float] = {}
        self._free = dict(gates)
        self._queues: dict[str, list[tuple[float, int, Flow]]] = {gate: [] for gate in gates}
        self._classes: dict[tuple[tuple[str, ...], float, float, float], _Class] = {}
        self._class_of: dict[str, _Class] = {}
        self._part_of: dict[str, _Part] = {}
        self._parts: list[_Part] = []
        self._added = 0

    def add(self, flow: Flow) -> None:
        """A flow that wants to begin now; it waits where its gate has no place."""
        self._added += 1
        gate = flow.gate
        if gate is not None:
            if self._free[gate] <= 0:
                heappush(self._queues[gate], (flow.order, self._added, flow))
                return
            self._free[gate] -= 1
        self._begin(flow)

    def change(self, resource: str, capacity: float, restart: bool = False) -> None:
        """Another capacity from now on. `restart`: what passes through it begins anew, and loses what it has moved."""
        self.capacity[resource] = capacity
        part = self._part_of.get(resource)
        if part is None:
            return
        self._move(part)
        part.fresh = False
        if restart:
            for one in part.active:
                if resource in one.path:
                    one.marks = [(one.clock + flow.mb, number, flow) for _, number, flow in one.marks]
                    heapify(one.marks)

    def next_time(self) -> float:
        """When the next flow is done if nothing is added or changed before; infinite when none ever is."""
        soonest = inf
        for part in self._parts:
            if not part.fresh:
                self._share(part)
            if part.due < soonest:
                soonest = part.due
        return soonest

    def advance(self, to: float) -> list[str]:
        """Moves on to a time no later than `next_time`; the ids of the flows that are done then, and let others in."""
        self.next_time()
        self.now = to
        done: list[Flow] = []
        for part in self._parts:
            if part.due <= to:
                done += self._finish(part)
        for flow in done:
            self.finished[flow.id] = to
            if flow.gate is not None:
                self._free[flow.gate] += 1
        for gate in dict.fromkeys([flow.gate for flow in done]):
            if gate is not None:
                queue = self._queues[gate]
                while queue and self._free[gate] > 0:
                    self._free[gate] -= 1
                    self._begin(heappop(queue)[2])
        return [flow.id for flow in done]

    def rates(self) -> dict[str, float]:
        """The rate of every flow that is under way now."""
        self.next_time()
        return {flow.id: one.rate for part in self._parts for one in part.active for _, _, flow in one.marks}

    def loads(self) -> dict[str, float]:
        """What passes through each resource now."""
        self.next_time()
        found = dict.fromkeys(self.capacity, 0.0)
        for part in self._parts:
            for one in part.active:
                for resource in one.path:
                    found[resource] += one.rate * one.count
        return found

    def history(self, flow: str) -> list[Held]:
        """What held a flow back, from when on, from its beginning to its end (or now)."""
        if flow not in self.begun:
            return []
        begun, end = self.begun[flow], self.finished.get(flow, self.now)
        found: list[Held] = []
        for held in self._class_of[flow].history:
            if held.since <= begun:
                found = [Held(begun, held.by)]
            elif held.since < end:
                found.append(held)
        return found

    def holding(self) -> dict[str, list[tuple[float, float]]]:
        """When each resource held flows back, as periods that do not overlap, up to now."""
        found: dict[str, list[tuple[float, float]]] = {}
        for one in self._classes.values():
            for place, held in enumerate(one.history):
                if held.by in (NOTHING, OWN_CAP):
                    continue
                until = one.history[place + 1].since if place + 1 < len(one.history) else self.now
                if until > held.since:
                    found.setdefault(held.by, []).append((held.since, until))
        return {resource: merged(periods) for resource, periods in found.items()}

    def _begin(self, flow: Flow) -> None:
        key = (flow.path, flow.cap, flow.weight, flow.tier)
        one = self._classes.get(key)
        if one is None:
            one = self._classes[key] = _Class(flow)
            one.part = self._join(one.path)
        part = one.part = self._part_of[one.path[0]] if one.path else one.part
        self._move(part)
        if not one.count:
            one.clock = 0.0
            insort(part.active, one, key=_tier)
        one.count += 1
        self._added += 1
        heappush(one.marks, (one.clock + flow.mb, self._added, flow))
        self.begun[flow.id] = self.now
        self._class_of[flow.id] = one
        part.fresh = False

    def _join(self, path: tuple[str, ...]) -> _Part:
        """The one part that holds all resources of a path; parts that it connects become one."""
        joined = list({id(part): part for part in map(self._part_of.get, path) if part is not None}.values())
        if len(joined) == 1 and all(resource in self._part_of for resource in path):
            return joined[0]
        whole = _Part(set(path), self.now)
        for part in joined:
            self._move(part)
            whole.resources |= part.resources
            whole.active += part.active
            self._parts.remove(part)
        whole.active.sort(key=_tier)
        whole.fresh = False
        for resource in whole.resources:
            self._part_of[resource] = whole
        for one in whole.active:
            one.part = whole
        self._parts.append(whole)
        return whole

    def _move(self, part: _Part) -> None:
        passed = self.now - part.moved_to
        if passed > 0.0:
            for one in part.active:
                one.clock += one.rate * passed
            part.moved_to = self.now

    def _finish(self, part: _Part) -> list[Flow]:
        """Moves a part on to now; the flows that are done."""
        done: list[Flow] = []
        emptied = False
        now = self.now
        passed = now - part.moved_to
        part.moved_to = now
        for one in part.active:
            rate = one.rate
            if rate < inf:
                clock = one.clock = one.clock + rate * passed
                reached = clock + _ROUNDING * (rate * now + clock)
            else:
                reached = inf
            marks = one.marks
            if marks[0][0] <= reached:
                while marks and marks[0][0] <= reached:
                    done.append(heappop(marks)[2])
                    one.count -= 1
                if not marks:
                    emptied = True
                    one.history.append(Held(now, NOTHING))
        if done:
            part.fresh = False
            if emptied:
                part.active = [one for one in part.active if one.count]
        return done

    def _share(self, part: _Part) -> None:
        """Finds the rates of a part anew, and when its next flow is done."""
        capacity = self.capacity
        fill(part.active, {resource: capacity[resource] for resource in part.resources})
        now, due = self.now, inf
        for one in part.active:
            rate, history = one.rate, one.history
            if not history or history[-1].by != one.held_by:
                history.append(Held(now, one.held_by))
            missing = one.marks[0][0] - one.clock
            if missing <= 0.0 or rate == inf:
                due = now
            elif rate > 0.0:
                soonest = now + missing / rate
                if soonest < due:
                    due = soonest
        part.due = due
        part.fresh = True


def merged(periods: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Periods (from, to) as the fewest that cover the same time, in order."""
    found: list[tuple[float, float]] = []
    for begin, end in sorted(periods):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found
