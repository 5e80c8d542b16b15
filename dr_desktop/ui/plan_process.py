"""Our own command line in a process of its own, on a copy of the plan as it is now.

A Python thread would stop the window for as long as it computes; a process does not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6 import QtCore  # PySide makes a class when it is first named: these wait for the first run
from PySide6.QtCore import QObject, Signal

from dr_desktop.files.plan_file import SUFFIX, write_plan
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.plan import Plan
from dr_desktop.ui.give_way import give_way
from dr_desktop.ui.own_command import own_command

_PATIENCE_MS = 2_000


class Ended(NamedTuple):
    """How a run ended: what it printed, whether it was cancelled, and one sentence of complaint, "" when it is well."""

    output: bytes
    cancelled: bool
    complaint: str


class PlanProcess(QObject):
    """One run at a time. `progressed` carries the share done (0 to 1) and words, `ended` an Ended."""

    progressed = Signal(float, str)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QtCore.QProcess | None = None
        self._folder: QtCore.QTemporaryDir | None = None
        self._cancelled = False
        self._said = ""
        self._output = b""

    def running(self) -> bool:
        """Whether something runs."""
        return self._process is not None

    def start(self, plan: Plan, arguments: Callable[[Path], Sequence[str]], stem: str = "plan") -> Problem | None:
        """Begin; `arguments` makes the words of our command line from the path of the copy, whose name begins with
        `stem`. A Problem when the copy cannot be written; RuntimeError while something runs already."""
        if self._process is not None:
            raise RuntimeError("one run at a time")
        folder = QtCore.QTemporaryDir()
        copy = Path(folder.path()) / f"{stem}{SUFFIX}"
        problem = write_plan(plan, copy)
        if problem is not None:
            return problem
        self._folder, self._cancelled, self._said, self._output = folder, False, "", b""
        process = QtCore.QProcess(self)
        environment = QtCore.QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONIOENCODING", "utf-8")
        environment.insert("PYTHONUNBUFFERED", "1")
        process.setProcessEnvironment(environment)
        process.readyReadStandardError.connect(self._read)
        process.readyReadStandardOutput.connect(self._take)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed_to_start)
        process.started.connect(self._started)
        self._process = process
        process.start(*own_command([*arguments(copy), "--progress"]))
        return None

    def cancel(self) -> None:
        """Stop; files of ours are put in place only when they are whole, so what was there before stays."""
        if self._process is not None:
            self._cancelled = True
            self._process.kill()
            self._process.waitForFinished(_PATIENCE_MS)

    def _started(self) -> None:
        if self._process is not None:
            give_way(self._process.processId())

    def _read(self) -> None:
        if self._process is None:
            return
        self._said += bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        done = latest_progress(self._said)
        if done is not None:
            self.progressed.emit(*done)

    def _take(self) -> None:
        if self._process is not None:
            self._output += bytes(self._process.readAllStandardOutput().data())

    def _failed_to_start(self, error: QtCore.QProcess.ProcessError) -> None:
        if error == QtCore.QProcess.ProcessError.FailedToStart:
            self._end("It could not be started. Install DR Desktop again.")

    def _finished(self, code: int, status: QtCore.QProcess.ExitStatus) -> None:
        self._take()
        well = status == QtCore.QProcess.ExitStatus.NormalExit and code == 0
        self._end("" if well or self._cancelled else complaint(self._said) or "It ended before it was done.")

    def _end(self, complaint: str) -> None:
        if self._process is None:
            return
        self._process.deleteLater()
        self._process = self._folder = None
        self.ended.emit(Ended(self._output, self._cancelled, complaint))


def latest_progress(said: str) -> tuple[float, str] | None:
    """Share done (0 to 1) and words of the last line such as `progress 0.42 matrix`; None where there is none."""
    for line in reversed(said.splitlines()):
        mark, _, rest = line.partition(" ")
        number, _, words = rest.partition(" ")
        if mark == "progress":
            return min(1.0, max(0.0, float(number))), words
    return None


def complaint(said: str) -> str:
    """What the command line said that is not progress: the last sentence of it."""
    lines = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith("progress ")]
    return lines[-1] if lines else ""
