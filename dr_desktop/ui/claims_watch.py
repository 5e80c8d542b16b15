"""How far each application's recovery is shown: worked out in slices after an edit, the last answer meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from dr_desktop.ui.document import Document
from dr_desktop.ui.sliced_job import SlicedJob

if TYPE_CHECKING:  # simulation is not needed before there is a first window
    from dr_desktop.assessment.claims import Standings
    from dr_desktop.assessment.results import Assessment

_IDLE_MS: Final = 500
"""Nobody edits for this long before recoveries are simulated."""


class ClaimsWatch(QObject):
    """Knows the standings of the document's plan, or None until they are worked out; `ready` says when."""

    ready = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._of: Assessment | None = None
        self._asked: Assessment | None = None
        self._found: Standings | None = None
        self.job = SlicedJob(self)
        self.job.finished.connect(self._finished)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self._begin)
        document.assessment_changed.connect(self._changed)
        self._idle.start()

    @property
    def found(self) -> Standings | None:
        """The standings of the plan as it is now; None while they are not known."""
        return self._found if self._of is self._document.assessment else None

    @property
    def last(self) -> Standings | None:
        """The standings that were known last, perhaps of the plan before an edit."""
        return self._found

    @property
    def settled(self) -> bool:
        """Whether nothing is being worked out, nor about to be."""
        return not self._idle.isActive() and not self.job.running

    def finish(self) -> None:
        """Work them out at once, for a document or a test that cannot wait."""
        if self.found is None:
            self._begin()
            self.job.finish()

    def _changed(self, _assessment: object) -> None:
        self.job.cancel()
        if self.found is None:
            self._idle.start()

    def _begin(self) -> None:
        from dr_desktop.assessment.claims import claims_in_slices  # not before there is a first window

        self._idle.stop()
        if self._document.pending or self._document.assessment.memory is None:
            return
        self._asked = self._document.assessment
        self.job.start(claims_in_slices(self._asked))

    def _finished(self, found: object) -> None:
        if isinstance(found, tuple):
            self._of, self._found = self._asked, found[1]
            self.ready.emit()


def claims_watch(document: Document) -> ClaimsWatch:
    """The one watch of a document, shared by all that show claims."""
    known = document.findChild(ClaimsWatch)
    return known if isinstance(known, ClaimsWatch) else ClaimsWatch(document)
