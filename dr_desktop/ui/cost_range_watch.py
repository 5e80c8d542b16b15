"""The range of a plan's cost, worked out in the background of the window's own thread, in slices between two frames."""

from __future__ import annotations

from collections.abc import Generator
from time import perf_counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from dr_desktop.ui.document import Document

if TYPE_CHECKING:  # the assessment is not needed before there is a first window
    from dr_desktop.assessment.consumption_range import CostRange

_IDLE_MS: Final = 500
"""Nobody edits for this long before the range is worked out."""
_SLICE_S: Final = 0.004


class CostRangeWatch(QObject):
    """Knows low, base and high of the document's plan, or None until they are worked out; `ready` says when."""

    ready = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._found: CostRange | None = None
        self._steps: Generator[None, None, CostRange | None] | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self._begin)
        self._next = QTimer(self)
        self._next.timeout.connect(self._advance)
        document.assessment_changed.connect(self._changed)
        self._idle.start()

    @property
    def found(self) -> CostRange | None:
        """The range of the plan as it is now; None while it is not known."""
        known = self._found
        return known if known is not None and known.base is self._document.assessment.consumption else None

    @property
    def settled(self) -> bool:
        """Whether nothing is being worked out, nor about to be."""
        return not self._idle.isActive() and self._steps is None

    def month(self) -> tuple[float, float] | None:
        """What a usual month costs at least and at most, drills included; None while it is not known."""
        found = self.found
        if found is None:
            return None
        from dr_desktop.assessment.consumption_range import usual_amounts  # as above

        low, _, high = usual_amounts(found)
        return low, high

    def finish(self) -> None:
        """Work it out at once, for a document or a test that cannot wait."""
        if self.found is None:
            self._begin()
        while self._steps is not None:
            self._step()

    def _changed(self, _assessment: object) -> None:
        self._steps = None
        self._next.stop()
        if self.found is None:
            self._idle.start()

    def _begin(self) -> None:
        from dr_desktop.assessment.consumption_range import cost_range_steps  # not before there is a first window

        self._idle.stop()
        if self._document.pending:
            return
        self._steps = cost_range_steps(self._document.assessment)
        self._next.start(0)

    def _advance(self) -> None:
        until = perf_counter() + _SLICE_S
        while self._steps is not None and perf_counter() < until:
            self._step()

    def _step(self) -> None:
        if self._steps is None:
            return
        try:
            next(self._steps)
        except StopIteration as end:
            self._steps = None
            self._next.stop()
            self._found = end.value
            if self._found is not None:
                self.ready.emit()


def cost_range_watch(document: Document) -> CostRangeWatch:
    """The one watch of a document, shared by all that show its range."""
    known = document.findChild(CostRangeWatch)
    return known if isinstance(known, CostRangeWatch) else CostRangeWatch(document)
