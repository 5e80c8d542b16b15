"""Rules about one application."""

from __future__ import annotations

from collections.abc import Sequence

from dr_desktop.assessment.results import ApplicationResult, Finding
from dr_desktop.assessment.rules_topology import topology_findings
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.ways_back import Member
from dr_desktop.plan.application import Application


def application_findings(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> tuple[Finding, ...]:
    """What is objected to at one application; at most one finding a rule."""
    return tuple(topology_findings(application, result))
