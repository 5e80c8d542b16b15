"""Asks any number of an assessment why it is so. One line per kind of subject; the parts explain themselves."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.explanation import Explainers, Explanation, Subject
from dr_desktop.assessment.results import Assessment

EXPLAINERS: Final[Explainers] = {}


def why(assessment: Assessment, subject: Subject) -> Explanation | None:
    """The explanation of a number; None when there is no such number in the assessment."""
    explain = EXPLAINERS.get(subject.kind)
    return None if explain is None else explain(assessment, subject)
