"""The runs of an uncertain recovery, shared out over processes of our own, and put together again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from dr_desktop.assessment.uncertainty import Runs, Uncertainty, joined, weighing
from dr_desktop.files.uncertainty_file import runs_from_json
from dr_desktop.plan.plan import Plan
from dr_desktop.ui.plan_process import Ended, PlanProcess
from dr_desktop.ui.sliced_job import SlicedJob

MOST_PROCESSES: Final = 4
_LEAST_RUNS: Final = 25
"""Runs for which a process of their own is worth its start."""


class RunProcesses(QObject):
    """One set of runs at a time. `progressed` carries the share done (0 to 1), `found` an Uncertainty, `failed` a
    sentence. Nothing is said of runs that were given up."""

    progressed = Signal(float)
    found = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._processes: list[PlanProcess] = []
        self._shares: dict[int, float] = {}
        self._parts: list[Runs] = []
        self._waiting: list[tuple[int, int]] = []
        self._plan: Plan | None = None
        self._words: tuple[str, int, int] = ("", 0, 0)
        self._weighing = SlicedJob(self)
        self._weighing.finished.connect(self._weighed)
        # A copy of the plan is written for each process: between two of them the window paints.
        self._next = QTimer(self)
        self._next.timeout.connect(self._begin_next)

    def running(self) -> bool:
        """Whether runs are being done, or weighed."""
        return self._plan is not None

    def start(self, plan: Plan, scenario: str, seed: int, runs: int, processes: int | None = None) -> None:
        """Give up what is being done, and do these runs of a scenario of the plan, by its id.

        `processes`: how many at a time; as many as there are cores, four at most, unless said.
        """
        self.cancel()
        self._plan, self._words, self._parts = plan, (scenario, seed, runs), []
        self._waiting = shares_of(runs, processes or min(MOST_PROCESSES, os.cpu_count() or 1))
        self._shares = dict.fromkeys(range(len(self._waiting)), 0.0)
        self._next.start(0)

    def cancel(self) -> None:
        """Give up."""
        self._plan = None
        self._next.stop()
        self._weighing.cancel()
        for one in self._processes:
            one.cancel()

    def _begin_next(self) -> None:
        if self._plan is None or not self._waiting:
            self._next.stop()
            return
        first, last = self._waiting.pop()
        scenario, seed, runs = self._words
        problem = self._process(len(self._waiting)).start(
            self._plan, partial(_arguments, scenario, (seed, runs, first, last))
        )
        if problem is not None:
            self._fail(str(problem))

    def _process(self, number: int) -> PlanProcess:
        """The process of that number; once made, it stays for the next runs."""
        while len(self._processes) <= number:
            process = PlanProcess(self)
            process.progressed.connect(partial(self._progressed, len(self._processes)))
            process.ended.connect(self._ended)
            self._processes.append(process)
        return self._processes[number]

    def _progressed(self, number: int, share: float, _words: str) -> None:
        self._shares[number] = share
        self.progressed.emit(sum(self._shares.values()) / len(self._shares) * 0.98)

    def _ended(self, how: Ended) -> None:
        if self._plan is None or how.cancelled:
            return
        if how.complaint:
            self._fail(how.complaint)
            return
        self._parts.append(runs_from_json(how.output))
        if len(self._parts) == len(self._shares):
            self._weighing.start(weighing(joined(self._parts)))

    def _fail(self, complaint: str) -> None:
        self.cancel()
        self.failed.emit(complaint)

    def _weighed(self, found: Uncertainty) -> None:
        self.cancel()
        self.found.emit(found)


def shares_of(runs: int, processes: int) -> list[tuple[int, int]]:
    """So many runs in as many shares as there are processes, as (from, to); fewer shares where there are few runs."""
    many = max(1, min(processes, runs // _LEAST_RUNS))
    ends = [runs * place // many for place in range(many + 1)]
    return list(pairwise(ends))


def _arguments(scenario: str, numbers: tuple[int, int, int, int], copy: Path) -> Sequence[str]:
    seed, runs, first, last = (str(one) for one in numbers)
    return ["recover", str(copy), "--scenario", scenario, "--seed", seed, "--runs", runs, "--from", first,
            "--to", last, "--json", "-"]  # fmt: skip
