"""Work that is done in slices between two frames, on the window's own thread: it can be followed and given up."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

_SLICE_S: Final = 0.004


class SlicedJob(QObject):
    """Advances a generator for 4 ms at a time. What it yields is the share done, 0 to 1, and last of all the result.

    `progressed` carries the share, at most once a slice; `finished` the result. A job that is started anew or given up
    says nothing more of what it did before. An error in the generator ends the job and is raised on.
    """

    progressed = Signal(float)
    finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Iterator[object] | None = None
        self._last: object = None
        self.seconds = 0.0
        """How long the work itself took, from its start up to now, without what was painted in between."""
        self._next = QTimer(self)
        self._next.timeout.connect(self._slice)

    @property
    def running(self) -> bool:
        """Whether there is still something to do."""
        return self._steps is not None

    def start(self, steps: Iterator[object]) -> None:
        """Give up what is being done, and do this: the first slice at once, the others between two frames."""
        self._steps, self._last, self.seconds = steps, None, 0.0
        self._next.start(0)
        self._slice()

    def cancel(self) -> None:
        """Give up."""
        self._steps, self._last = None, None
        self._next.stop()

    def finish(self) -> None:
        """Do all that is left at once, for whoever cannot wait."""
        while self._steps is not None:
            self._step()

    def _slice(self) -> None:
        until = perf_counter() + _SLICE_S
        while self._steps is not None and perf_counter() < until:
            self._step()
        if self._steps is not None and isinstance(self._last, float):
            self.progressed.emit(self._last)

    def _step(self) -> None:
        if self._steps is None:
            return
        began = perf_counter()
        try:
            self._last = next(self._steps)
        except StopIteration:
            found = self._last
            self.cancel()
            self.finished.emit(found)
        except BaseException:
            self.cancel()
            raise
        else:
            self.seconds += perf_counter() - began
