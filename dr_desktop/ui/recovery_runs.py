"""Results of recoveries that were asked for, kept per plan, scenario and options; new ones are worked out in slices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

from dr_desktop.assessment.recovery_records import Options
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.plan import Plan
from dr_desktop.ui.sliced_job import SlicedJob

R = TypeVar("R")
_KEPT: Final = 24


class Question(NamedTuple):
    """What is simulated."""

    assessment: Assessment
    scenario: Scenario
    options: Options


class _Known(NamedTuple, Generic[R]):
    plan: Plan
    scenario: Scenario
    options: Options
    result: R


class RecoveryRuns(QObject, Generic[R]):
    """Answers a question at once where it was answered before, else works it out; `found` says when it is known.

    `work` makes the generator of a question: it yields the share done, and last of all the result.
    """

    found = Signal()
    progressed = Signal(float)

    def __init__(
        self, work: Callable[[Assessment, Scenario, Options], Iterator[object]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._known: list[_Known[R]] = []
        self._asked: Question | None = None
        self.job = SlicedJob(self)
        self.job.finished.connect(self._finished)
        self.job.progressed.connect(self.progressed)

    @property
    def running(self) -> bool:
        """Whether a question is being worked out."""
        return self.job.running

    @property
    def seconds(self) -> float:
        """How much work the last one was."""
        return self.job.seconds

    def known(self, asked: Question) -> R | None:
        """The result of a question that was answered before, else None."""
        for place, one in enumerate(self._known):
            if one.plan is asked.assessment.plan and one[1:3] == (asked.scenario, asked.options):
                self._known.append(self._known.pop(place))
                return one.result
        return None

    def ask(self, asked: Question, *, anew: bool = False) -> R | None:
        """The result where it is known, else None and `found` later; `anew` works it out though it is known."""
        result = None if anew else self.known(asked)
        if result is not None:
            self.cancel()
            return result
        if self._asked is None or self._asked != asked or anew:
            self._asked = asked
            self.job.start(self._work(*asked))
        return self.known(asked)

    def cancel(self) -> None:
        """Give up what is being worked out."""
        self._asked = None
        self.job.cancel()

    def finish(self) -> None:
        """Work it out at once."""
        self.job.finish()

    def _finished(self, result: R) -> None:
        asked, self._asked = self._asked, None
        if asked is None:
            return
        self._known = [
            one
            for one in self._known
            if one.plan is not asked.assessment.plan or one[1:3] != (asked.scenario, asked.options)
        ][1 - _KEPT :]
        self._known.append(_Known(asked.assessment.plan, asked.scenario, asked.options, result))
        self.found.emit()
