"""Why this number: the panel that explains whatever number is selected."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dr_desktop.assessment.explanation import Explanation, Subject
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.why import why
from dr_desktop.report.fact_sheet import Fact, Words
from dr_desktop.report.why_sheet import explanation_facts
from dr_desktop.ui.sheet_panel import SheetPanel

_NOTHING: tuple[Fact, ...] = (Words("Select a number to see how it comes about.", "text.secondary"),)
_NO_MORE: tuple[Fact, ...] = (
    Words("There is no more to say of what is selected. Select a number that follows from the plan.", "text.secondary"),
)


class WhyPanel(SheetPanel):
    """Shows the explanation of one subject, and again whenever the assessment is another one."""

    def __init__(self, parent: QWidget | None = None, *, closes: bool = True) -> None:
        super().__init__("Why this number", parent, closes=closes)
        self.subject: Subject | None = None

    def explain(self, assessment: Assessment, subject: Subject | None, known: Explanation | None = None) -> None:
        """Say why the number of `subject` is so in this assessment; `known` is the explanation where it is at hand."""
        self.subject = subject
        if subject is None:
            self.show_facts(_NOTHING)
            return
        found = known or why(assessment, subject)
        self.show_facts(_NO_MORE if found is None else explanation_facts(assessment.plan, found))
