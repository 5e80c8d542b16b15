"""What links and targets leave for first copies, night by night: slots of the nights, and the GiB free in each.

A day is cut at every hour at which some window opens or closes, so that within a slot every load is even.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import fsum
from typing import Final, Literal

from dr_desktop.assessment.first_copies import FirstCopy, Pace, Running, ToCopy, Way
from dr_desktop.assessment.nights import Nightly

_NEARLY: Final = 1e-9

Resource = tuple[Literal["link", "write"], str]
Cell = tuple[Resource, int]
"""What a link or target takes in one slot of the nights."""


class _Slots:
    """The day cut at every hour at which some window opens or closes; slot k lies on day k // count."""

    def __init__(self, windows: Iterable[tuple[float, float]]) -> None:
        edges = {0.0}
        for start, hours in windows:
            edges |= {start % 24, (start + hours) % 24}
        self._edges = sorted(edges)
        self._lengths = [end - begin for begin, end in pairwise([*self._edges, 24.0])]
        self.count = len(self._edges)

    def of(self, window: tuple[float, float]) -> tuple[int, ...]:
        """The slots of a window that opens on day 0."""
        start, left = window
        slot = bisect_right(self._edges, start % 24) - 1
        found: list[int] = []
        while left > _NEARLY:
            found.append(slot)
            left -= self.hours(slot)
            slot += 1
        return tuple(found)

    def hours(self, slot: int) -> float:
        """How long a slot is, hours."""
        return self._lengths[slot % self.count]


class NightRoom:
    """GiB that link and target leave in each slot, after what already runs; worked out when it is first asked for."""

    def __init__(self, wanted: ToCopy, pace: Pace, nightly: Mapping[str, Nightly]) -> None:
        self._nightly = nightly
        self.running = dict(wanted.running)
        ways = sorted({*wanted.running, *[one.way for one in wanted.copies]})
        self.windows = {way.policy: pace.windows[way.policy] for way in ways}
        self.slots = _Slots(self.windows.values())
        self.window_slots = {key: self.slots.of(window) for key, window in self.windows.items()}
        self.resources = {way: _resources(way, pace) for way in ways}
        self._gib_h: dict[Resource, float] = {}
        self._ways: dict[Resource, list[Way]] = {}
        for way, found in self.resources.items():
            for resource in found:
                speeds = pace.link_gib_h if resource[0] == "link" else pace.target_gib_h
                self._gib_h[resource] = speeds[resource[1]]
                self._ways.setdefault(resource, []).append(way)
        self._left: dict[Cell, float] = {}

    def cells(self, way: Way, night: int) -> list[tuple[Cell, ...]]:
        """Per slot of a way's window in a night, the cells that a copy takes from."""
        base = night * self.slots.count
        return [
            tuple([(resource, base + slot) for resource in self.resources[way]])
            for slot in self.window_slots[way.policy]
        ]

    def left(self, cell: Cell) -> float:
        """GiB left in a cell."""
        found = self._left.get(cell)
        if found is None:
            resource, slot = cell
            hours = self.slots.hours(slot)
            load = fsum([self._load(way, slot, hours) for way in self._ways[resource]])
            found = self._left[cell] = max(0.0, self._gib_h[resource] * hours - load)
        return found

    def put(self, cell: Cell, gib: float) -> None:
        """Say what is left in a cell."""
        self._left[cell] = gib

    def complete(self, copy: FirstCopy) -> None:
        """From now on the copy's runs are part of the load, in slots that nothing was put into yet."""
        known = self.running.get(copy.way, Running(0.0, 0.0))
        self.running[copy.way] = Running(known.used_gib + copy.gib, known.daily_gib + copy.daily_gib)

    def _load(self, way: Way, slot: int, hours: float) -> float:
        running = self.running.get(way)
        if running is None:
            return 0.0
        if way.kind == "replica":
            return running.daily_gib * hours / 24
        load = 0.0
        slots = self.window_slots[way.policy]
        day = slot // self.slots.count
        for night in (day - 1, day):  # a window past midnight belongs to the night before
            offset = slot - night * self.slots.count
            share = self._nightly[way.policy](night) if night >= 0 and slots[0] <= offset <= slots[-1] else None
            if share is not None:
                moved = min(running.used_gib, running.used_gib * share.of_used + running.daily_gib * share.of_change)
                load += moved * hours / self.windows[way.policy][1]
        return load


def _resources(way: Way, pace: Pace) -> tuple[Resource, ...]:
    found: list[Resource] = [("link", way.link)] if way.link else []
    if way.kind == "backup" and way.store in pace.target_gib_h:
        found.append(("write", way.store))
    return tuple(found)
