"""Waves: which first copies go in which night, beside what already runs.

Night by night, each target and recovery site takes copies in their order. A copy moves through its window, hour by
hour, as much as link and target leave. An application stays together where a whole night takes it; what is larger than
a night begins on a night of its own and goes on in the next. Each copy that is complete adds its daily runs to the
load of the nights that follow.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from math import fsum
from typing import Final, Literal, NamedTuple

from dr_desktop.assessment.first_copies import FirstCopy, Pace, ToCopy, Way
from dr_desktop.assessment.night_room import Cell, NightRoom, Resource
from dr_desktop.assessment.nights import Nightly

Binds = Literal["machines", "link", "write", "window", "last"]

MOST_NIGHTS: Final = 3_650
_PATIENCE: Final = 62
"""Nights on which a queue may stand still before its first copy counts as one that can never be made."""
_NEARLY: Final = 1e-9

Queue = tuple[str, str]
"""Store and policy."""


class Wave(NamedTuple):
    """What is copied in one night to one store under one policy ("" for first replicas).

    `machines` are worked on, `finished` of them are complete at the end. `hours` of the `window_hours` are used, at
    full speed; None where neither link nor target states one. `binds` says why there are not more: the number of
    machines, a link or target (`bound_by`, its id), a copy that is larger than the window, or nothing, it is the last.
    """

    night: date
    store: str
    policy: str
    machines: tuple[str, ...]
    finished: int
    gib: float
    hours: float | None
    window_hours: float
    binds: Binds
    bound_by: str


class Stuck(NamedTuple):
    """A first copy that no night takes, and the link or target that what runs already fills."""

    copy: FirstCopy
    bound_by: str


class Waves(NamedTuple):
    """All waves in their order, the night on which each machine's last first copy is complete, those over several
    nights, those that no night takes, and those later than `MOST_NIGHTS`."""

    waves: tuple[Wave, ...]
    complete_on: dict[str, date]
    over_nights: tuple[str, ...]
    stuck: tuple[Stuck, ...]
    too_late: tuple[FirstCopy, ...]


def waves_of(
    wanted: ToCopy, pace: Pace, nightly: Mapping[str, Nightly], first: date, frozen: Callable[[date], bool]
) -> Waves:
    """The waves of what is to be copied, from the night `first` on; on `frozen` nights nothing begins.

    `nightly` are the nights of each policy, counted from `first`. Takes O(n) for n copies in order, and O(queues) a
    night: an application that a night had no room for is tried once more, in the next.
    """
    return _Schedule(wanted, pace, nightly, first).run(frozen)


class _Open:
    """A copy under way: GiB left of it, and on how many nights it was worked on."""

    __slots__ = ("copy", "left", "nights")

    def __init__(self, copy: FirstCopy) -> None:
        self.copy = copy
        self.left = copy.gib
        self.nights = 0


class _Group:
    """The copies of one application in one queue; `place` is where it stands in the order of all."""

    __slots__ = ("copies", "place")

    def __init__(self, place: int) -> None:
        self.place = place
        self.copies: deque[_Open] = deque()


class _Turn:
    """One queue's turn in one night: what it took, and what it found free, by resource and slot."""

    def __init__(self, night: int, room: int) -> None:
        self.night = night
        self.room = room
        self.machines: list[str] = []
        self.finished = 0
        self.gib: list[float] = []
        self.found: dict[Cell, float] = {}
        self.binds: Binds = "last"
        self.bound_by = ""


class _Schedule:
    """The nights while they are filled."""

    def __init__(self, wanted: ToCopy, pace: Pace, nightly: Mapping[str, Nightly], first: date) -> None:
        self._machines_a_night, self._nightly, self._first = pace.machines_a_night, nightly, first
        self._queues = _queues(wanted.copies)
        self._room = NightRoom(wanted, pace, nightly)
        self._idle = dict.fromkeys(self._queues, 0)
        self._complete_on: dict[str, date] = {}
        self._over_nights: dict[str, None] = {}
        self._stuck: list[Stuck] = []

    def run(self, frozen: Callable[[date], bool]) -> Waves:
        """Fill night after night."""
        waves: list[Wave] = []
        for night in range(MOST_NIGHTS):
            when = self._first + timedelta(days=night)
            waiting = sorted([(groups[0].place, queue) for queue, groups in self._queues.items() if groups])
            if not waiting:
                break
            if frozen(when):
                continue
            taken: Counter[str] = Counter()
            for _, queue in waiting:
                store, policy = queue
                if policy and self._nightly[policy](night) is None:
                    continue
                turn = _Turn(night, self._machines_a_night - taken[store])
                self._take(queue, turn, when)
                taken[store] += len(turn.machines)
                if turn.machines:
                    self._idle[queue] = 0
                    waves.append(self._wave(queue, when, turn))
                elif turn.binds != "machines":
                    self._idle[queue] += 1
                    if self._idle[queue] > _PATIENCE:
                        self._give_up(queue, turn.bound_by)
        late = tuple([one.copy for groups in self._queues.values() for group in groups for one in group.copies])
        for copy in (*late, *[one.copy for one in self._stuck]):
            self._complete_on.pop(copy.machine, None)
        return Waves(tuple(waves), self._complete_on, tuple(self._over_nights), tuple(self._stuck), late)

    def _take(self, queue: Queue, turn: _Turn, when: date) -> None:
        """Take application after application while the night has room for it."""
        groups = self._queues[queue]
        while groups:
            copies = groups[0].copies
            fresh = not turn.machines
            room = turn.room - len(turn.machines)
            if room <= 0 or (not fresh and len(copies) > room):
                turn.binds = "machines"
                return
            log: list[tuple[Cell, float]] = []
            done = 0
            for one in islice(copies, room):
                mark = len(log)
                rest = self._move(one, turn, log)
                if rest > one.copy.gib * _NEARLY:
                    turn.binds, turn.bound_by = self._tightest(one.copy.way, turn.night)
                    if fresh and not done:
                        self._work_on(one, rest, turn)  # larger than a night: as much as it takes
                    else:
                        self._undo(log, mark)
                    break
                done += 1
            else:
                if done < len(copies):
                    turn.binds = "machines"
            if done < len(copies) and not fresh:
                self._undo(log, 0)
                return
            for _ in range(done):
                self._complete(copies.popleft(), turn, when)
            if copies:
                return
            groups.popleft()

    def _move(self, one: _Open, turn: _Turn, log: list[tuple[Cell, float]]) -> float:
        """Move as much of a copy as the rest of the night takes; GiB left of it."""
        room = self._room
        rest = one.left
        if not room.resources[one.copy.way]:
            return 0.0
        for cells in room.cells(one.copy.way, turn.night):
            moving = min(rest, *[room.left(cell) for cell in cells])
            if moving <= 0:
                continue
            for cell in cells:
                before = room.left(cell)
                turn.found.setdefault(cell, before)
                log.append((cell, before))
                room.put(cell, before - moving)
            rest -= moving
            if rest <= 0:
                return 0.0
        return rest

    def _undo(self, log: list[tuple[Cell, float]], mark: int) -> None:
        while len(log) > mark:
            self._room.put(*log.pop())

    def _work_on(self, one: _Open, rest: float, turn: _Turn) -> None:
        if rest >= one.left:
            return
        turn.machines.append(one.copy.machine)
        turn.gib.append(one.left - rest)
        turn.binds = "window"
        one.left = rest
        one.nights += 1

    def _complete(self, one: _Open, turn: _Turn, when: date) -> None:
        turn.machines.append(one.copy.machine)
        turn.gib.append(one.left)
        turn.finished += 1
        self._complete_on[one.copy.machine] = when
        if one.nights:
            self._over_nights[one.copy.machine] = None
        self._room.complete(one.copy)

    def _tightest(self, way: Way, night: int) -> tuple[Binds, str]:
        """Which of link and target has least left in the night."""
        left: dict[Resource, float] = {}
        for cells in self._room.cells(way, night):
            for cell in cells:
                left[cell[0]] = left.get(cell[0], 0.0) + self._room.left(cell)
        return min(left, key=lambda one: left[one])

    def _give_up(self, queue: Queue, bound_by: str) -> None:
        """Take out of a queue all that goes the way of its first copy, on which nothing moves any more."""
        groups = self._queues[queue]
        way = groups[0].copies[0].copy.way
        kept: deque[_Group] = deque()
        for group in groups:
            self._stuck += [Stuck(one.copy, bound_by) for one in group.copies if one.copy.way == way]
            group.copies = deque([one for one in group.copies if one.copy.way != way])
            if group.copies:
                kept.append(group)
        self._queues[queue] = kept
        self._idle[queue] = 0

    def _wave(self, queue: Queue, when: date, turn: _Turn) -> Wave:
        store, policy = queue
        busy: dict[int, float] = {}
        for cell, found in turn.found.items():
            share = (found - self._room.left(cell)) / found
            busy[cell[1]] = max(busy.get(cell[1], 0.0), share)
        hours = fsum([self._room.slots.hours(slot) * share for slot, share in busy.items()]) if turn.found else None
        return Wave(
            when, store, policy, tuple(turn.machines), turn.finished, fsum(turn.gib), hours,
            self._room.windows[policy][1], turn.binds, turn.bound_by if turn.binds != "machines" else "",
        )  # fmt: skip


def _queues(copies: Sequence[FirstCopy]) -> dict[Queue, deque[_Group]]:
    queues: dict[Queue, deque[_Group]] = {}
    for place, copy in enumerate(copies):
        groups = queues.setdefault((copy.way.store, copy.way.policy), deque())
        if not groups or groups[-1].copies[-1].copy.application != copy.application:
            groups.append(_Group(place))
        groups[-1].copies.append(_Open(copy))
    return queues
