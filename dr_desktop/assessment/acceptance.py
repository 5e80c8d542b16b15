"""Findings that somebody accepted, with a reason and until a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from dr_desktop.assessment.results import SEVERITIES, Finding
from dr_desktop.plan.governance import Acceptance
from dr_desktop.plan.header import Header


def with_acceptances(
    findings: Iterable[Finding], acceptances: Mapping[str, Acceptance], header: Header
) -> tuple[Finding, ...]:
    """The findings by falling severity, in the plan's order; those that an acceptance in force covers carry its id.

    An acceptance counts until its last day, measured at the review date (at the start month where none is stated).
    """
    in_force = _in_force(acceptances, header.review_date or header.start_month)
    by_severity: dict[str, list[Finding]] = {severity: [] for severity in SEVERITIES}
    for finding in findings:
        accepted = in_force.get((finding.entity, finding.rule))
        by_severity[finding.severity].append(finding._replace(accepted=accepted) if accepted else finding)
    return tuple([finding for severity in SEVERITIES for finding in by_severity[severity]])


def _in_force(acceptances: Mapping[str, Acceptance], today: date) -> dict[tuple[str, str], str]:
    return {
        (one.entity, one.rule): key
        for key, one in acceptances.items()
        if one.by and (one.until is None or one.until >= today)
    }
