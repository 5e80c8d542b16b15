"""Runs a recovery from event to event: people, rebuilds, transfers, failovers, start groups, checks.

A generator, so that a window can run it in slices: each `next` handles some events and says how many jobs are done.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from math import inf
from typing import Final, NamedTuple

from dr_desktop.assessment.recovery_case import Case, Piece
from dr_desktop.assessment.recovery_progress import Gate, Progress, Task, minutes_factor, places_of, speed_factor
from dr_desktop.assessment.recovery_records import Options, PhaseName
from dr_desktop.assessment.sharing import Flow, Sharing

_EVENTS_A_SLICE: Final = 24
_WHOLE: Final = -1


class Activity(NamedTuple):
    """Something that was done: for which job and piece (-1: the whole job), when it could, when it began and ended.

    `gates`: the places that it held.
    """

    job: int
    phase: PhaseName
    piece: int
    ready: float
    began: float
    ended: float
    gates: tuple[str, ...]


class Run(NamedTuple):
    """What came of a case. `spans`: per job the first beginning and last end of each phase; `up`, `done`: minutes.

    `starts`: (minutes, piece) of everything that began to take room on a site. `data_at`: when all was in place.
    """

    spans: tuple[dict[PhaseName, tuple[float, float]], ...]
    data_at: tuple[float, ...]
    up: tuple[float, ...]
    done: tuple[float, ...]
    activities: tuple[Activity, ...]
    starts: tuple[tuple[float, Piece], ...]
    sharing: Sharing


def flow_id(job: int, piece: int) -> str:
    """What the transfer of a piece is called in `Run.sharing`."""
    return f"{job}/{piece}"


def run(case: Case, options: Options) -> Iterator[float | Run]:
    """Yields the share of jobs that are done, 0 to 1, and last of all the Run."""
    engine = _Engine(case, options)
    yield from engine.events()
    yield engine.result()


def drained(case: Case, options: Options) -> Run:
    """The run of a case at once."""
    engine = _Engine(case, options)
    for _ in engine.events():
        pass
    return engine.result()


class _Engine:
    def __init__(self, case: Case, options: Options) -> None:
        self.case = case
        self.options = options
        self.factor = options.duration_factor
        self.sharing = Sharing(
            {key: speed * speed_factor(key, options) for key, speed in case.speeds.items()},
            {key: places_of(key, places, options) for key, places in case.gates.items() if key.startswith("streams:")},
        )
        self.gates = {
            key: Gate(places_of(key, places, options))
            for key, places in case.gates.items()
            if not key.startswith("streams:")
        }
        known = {job.application: number for number, job in enumerate(case.jobs)}
        self.dependents: list[list[int]] = [[] for _ in case.jobs]
        self.jobs: list[Progress] = []
        for number, job in enumerate(case.jobs):
            needed = [known[one] for one in job.after if one in known]
            for one in needed:
                self.dependents[one].append(number)
            self.jobs.append(Progress(number, job, len(needed)))
        self.now = 0.0
        self.timers: list[tuple[float, int, float, Task]] = []
        self.asked: list[str] = []
        self.flows: dict[str, tuple[int, int, float]] = {}
        self.arriving: list[tuple[float, int, Flow]] = []
        self.number = 0
        self.spans: list[dict[PhaseName, tuple[float, float]]] = [{} for _ in case.jobs]
        self.up = [inf] * len(case.jobs)
        self.done = [inf] * len(case.jobs)
        self.activities: list[Activity] = []
        self.starts: list[tuple[float, Piece]] = []
        self.finished = 0

    def events(self) -> Iterator[float]:
        sharing, timers = self.sharing, self.timers
        changes = list(reversed(self.case.changes))
        for progress in self.jobs:
            self._begin(progress)
        self._dispatch()
        count = 0
        while True:
            flow_at = sharing.next_time()
            change_at = changes[-1].at if changes else inf
            now = min(timers[0][0] if timers else inf, flow_at, change_at)
            if now == inf or (change_at == now and not timers and not self.flows):
                return
            self.now = now
            if flow_at <= now:
                for key in sharing.advance(now):
                    self._transferred(key)
            while changes and changes[-1].at <= now:
                change = changes.pop()
                sharing.advance(now)
                sharing.change(
                    change.resource, change.capacity * speed_factor(change.resource, self.options), change.restart
                )
            while timers and timers[0][0] <= now:
                _, _, began, task = heappop(timers)
                self._ended(task, began)
                count += 1
            self._dispatch()
            count += 1
            if count >= _EVENTS_A_SLICE:
                count = 0
                yield self.finished / len(self.jobs)

    def result(self) -> Run:
        return Run(
            tuple(self.spans),
            tuple([progress.data_at for progress in self.jobs]),
            tuple(self.up),
            tuple(self.done),
            tuple(self.activities),
            tuple(self.starts),
            self.sharing,
        )

    def _begin(self, progress: Progress) -> None:
        job = progress.job
        if job.automatic is not None:
            progress.failing += 1
            self._do(progress, "failover", _WHOLE, job.automatic)
        if job.detect is not None:
            self._do(progress, "detect", _WHOLE, job.detect)
        else:
            self._decided(progress)

    def _do(self, progress: Progress, phase: PhaseName, piece: int, minutes: float, *gates: str) -> None:
        """Does something for so many minutes, as soon as it has a place at each gate, taken in their order."""
        job = progress.job
        factor = self.factor
        if factor:
            minutes *= minutes_factor(job.application, phase, self.options)
        held = tuple([gate for gate in gates if gate in self.gates])
        task = Task(progress.key, phase, piece, minutes, self.now, held)
        if held:
            self._ask(task, 0)
        else:
            self._go(task)

    def _ask(self, task: Task, place: int) -> None:
        self.number += 1
        gate = task.gates[place]
        heappush(self.gates[gate].queue, (self.case.jobs[task.job].rank, self.number, place, task))
        self.asked.append(gate)

    def _go(self, task: Task) -> None:
        self.number += 1
        heappush(self.timers, (self.now + task.minutes, self.number, self.now, task))
        span = self.spans[task.job].get(task.phase)
        if span is None:
            self.spans[task.job][task.phase] = (self.now, inf)
        if task.phase == "start":
            self.starts.append((self.now, self.case.jobs[task.job].pieces[task.piece]))

    def _dispatch(self) -> None:
        """Gives free places and transfers to the most urgent of all who asked up to now, not to who came first."""
        while self.asked:
            gates, self.asked = dict.fromkeys(self.asked), []
            for name in gates:
                gate = self.gates[name]
                while gate.queue and gate.free > 0:
                    gate.free -= 1
                    _, _, place, task = heappop(gate.queue)
                    if place + 1 < len(task.gates):
                        self._ask(task, place + 1)
                    else:
                        self._go(task)
        if self.arriving:
            self.sharing.advance(self.now)
            for _, _, flow in sorted(self.arriving):
                self.sharing.add(flow)
            self.arriving = []

    def _ended(self, task: Task, began: float) -> None:
        for name in task.gates:
            self.gates[name].free += 1
            self.asked.append(name)
        self._note(task.job, task.phase, task.piece, task.ready, began, task.gates)
        progress = self.jobs[task.job]
        match task.phase:
            case "detect":
                self._do(progress, "decide", _WHOLE, progress.job.decide or 0.0, "people:decide")
            case "decide":
                self._decided(progress)
            case "rebuild":
                progress.placing -= 1
                if not progress.placing:
                    self._rebuilt(progress)
            case "failover":
                progress.failing -= 1
                if not progress.failing:
                    self._failed_over(progress)
            case "start":
                progress.starting -= 1
                if not progress.starting:
                    progress.group += 1
                    self._next_group(progress)
            case "validate":
                self._redirect(progress)
            case "redirect":
                self._finish(progress)
            case "restore":
                raise AssertionError("A restore is a transfer, not a timer.")

    def _note(self, job: int, phase: PhaseName, piece: int, ready: float, began: float, gates: tuple[str, ...]) -> None:
        spans = self.spans[job]
        known = spans.get(phase)
        spans[phase] = (began if known is None else min(known[0], began), self.now)
        if self.options.trace:
            self.activities.append(Activity(job, phase, piece, ready, began, self.now, gates))

    def _decided(self, progress: Progress) -> None:
        job = progress.job
        if progress.rebuilding:
            if job.rebuild is not None:
                progress.placing = 1
                self._do(progress, "rebuild", _WHOLE, job.rebuild, "people:rebuild")
            else:
                progress.placing = progress.rebuilding
                for number, piece in enumerate(job.pieces):
                    if piece.rebuild_minutes is not None:
                        starts = f"starts:{piece.site}"
                        self._do(progress, "rebuild", number, piece.rebuild_minutes, "people:rebuild", starts)
        progress.decided = True
        now_too = progress.failing_pieces
        if self.case.groups_fail_over:  # the others fail over with their group
            now_too = [number for number in now_too if job.pieces[number].start_minutes is None]
        if now_too:
            self._fail_over(progress, now_too)
        if not progress.rebuilding:
            self._rebuilt(progress)

    def _rebuilt(self, progress: Progress) -> None:
        progress.rebuilding = 0
        progress.placing = len(progress.restoring)
        for number in progress.restoring:
            piece = progress.job.pieces[number]
            self.number += 1
            key = flow_id(progress.key, number)
            self.flows[key] = (progress.key, number, self.now)
            rank = progress.job.rank
            flow = Flow(key, piece.mb or 0.0, piece.path, piece.cap, 1.0, rank, piece.gate, rank)
            self.arriving.append((rank, self.number, flow))
        if not progress.restoring:
            self._placed(progress)

    def _transferred(self, key: str) -> None:
        job, number, ready = self.flows.pop(key)
        piece = self.case.jobs[job].pieces[number]
        self._note(job, "restore", number, ready, self.sharing.begun[key], (piece.gate,) if piece.gate else ())
        progress = self.jobs[job]
        progress.placing -= 1
        if not progress.placing:
            self._placed(progress)

    def _fail_over(self, progress: Progress, pieces: list[int]) -> None:
        progress.failing += len(pieces)
        for number in pieces:
            piece = progress.job.pieces[number]
            self._do(progress, "failover", number, piece.failover_minutes or 0.0, f"starts:{piece.site}")

    def _failed_over(self, progress: Progress) -> None:
        if progress.started:
            self._start_group(progress)
        else:
            self._placed(progress)

    def _placed(self, progress: Progress) -> None:
        """Data may be in place, and what it depends on up: then its groups start."""
        waits = not progress.decided or progress.rebuilding or progress.placing or progress.failing
        if waits or progress.started:
            return
        progress.data_at = min(progress.data_at, self.now)
        if progress.before:
            return
        progress.started = True
        self._next_group(progress)

    def _next_group(self, progress: Progress) -> None:
        if progress.group == len(progress.groups):
            self._serve(progress)
            return
        if self.case.groups_fail_over:
            pieces = progress.job.pieces
            failing = [n for n in progress.groups[progress.group] if pieces[n].failover_minutes is not None]
            if failing:
                self._fail_over(progress, failing)
                return
        self._start_group(progress)

    def _start_group(self, progress: Progress) -> None:
        group = progress.groups[progress.group]
        progress.starting = len(group)
        for number in group:
            piece = progress.job.pieces[number]
            self._do(progress, "start", number, piece.start_minutes or 0.0, f"starts:{piece.site}")

    def _serve(self, progress: Progress) -> None:
        self.up[progress.key] = self.now
        for number in self.dependents[progress.key]:
            other = self.jobs[number]
            other.before -= 1
            if not other.before:
                self._placed(other)
        if progress.job.validate is not None:
            self._do(progress, "validate", _WHOLE, progress.job.validate, "people:validate")
        else:
            self._redirect(progress)

    def _redirect(self, progress: Progress) -> None:
        if progress.job.redirect is not None:
            self._do(progress, "redirect", _WHOLE, progress.job.redirect)
        else:
            self._finish(progress)

    def _finish(self, progress: Progress) -> None:
        self.done[progress.key] = self.now
        self.finished += 1
