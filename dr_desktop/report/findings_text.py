"""Findings as text for a terminal or a log, grouped by severity."""

from __future__ import annotations

from collections.abc import Iterable

from dr_desktop.assessment.results import SEVERITIES, Assessment, Finding
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.field_spec import field_spec
from dr_desktop.plan.header import Header
from dr_desktop.plan.plan import HEADER, TABLES, Plan
from dr_desktop.report.names import counted, name_of


def findings_text(assessment: Assessment) -> str:
    """Open findings by falling severity, then those that somebody accepted; each with place, remedy and source."""
    plan, findings = assessment.plan, assessment.findings
    parts = []
    for severity in SEVERITIES:
        found = [one for one in findings if one.severity == severity and not one.accepted]
        if found:
            parts.append(_group(counted(len(found), severity), found, plan))
    accepted = [one for one in findings if one.accepted]
    if accepted:
        parts.append(_group(f"{len(accepted):,} accepted", accepted, plan))
    return "\n\n".join(parts) if parts else "No findings."


def place_of(plan: Plan, finding: Finding) -> str:
    """Where a finding stands: the entity's name and the field's title."""
    kind: type[Entity] | None = Header if finding.table == HEADER else TABLES.get(finding.table)
    title = field_spec(kind, finding.field).title if kind is not None and finding.field in kind.model_fields else ""
    name = name_of(plan, finding.entity) if finding.entity else finding.table.replace("_", " ").capitalize()
    return f"{name}, {title}" if title else name


def _group(heading: str, findings: Iterable[Finding], plan: Plan) -> str:
    lines = [heading]
    for one in findings:
        lines.append(f"  {place_of(plan, one)}: {one.sentence}")
        lines.append(f"    {one.remedy} [{one.source}]".replace("  [", " ["))
        if one.accepted:
            acceptance = plan.acceptances[one.accepted]
            until = f" until {acceptance.until.isoformat()}" if acceptance.until else ""
            lines.append(f"    Accepted by {acceptance.by}{until}: {acceptance.reason}")
    return "\n".join(lines)
