"""Rule: what the assessment checks, how bad it is, and where the rule comes from."""

from __future__ import annotations

from typing import NamedTuple

from dr_desktop.assessment.results import Finding, Severity
from dr_desktop.assessment.row_names import begun


class Rule(NamedTuple):
    """One thing that is checked, in words for the documents; `source` names where it comes from, with its date."""

    id: str
    severity: Severity
    checks: str
    source: str

    def found(self, table: str, entity: str, field: str, sentence: str, remedy: str) -> Finding:
        """The finding of this rule at a cell: what is wrong there, and what to do or type."""
        return Finding(self.id, self.severity, table, entity, field, begun(sentence), remedy, self.source)
