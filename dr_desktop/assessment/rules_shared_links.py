"""The rule about applications that would keep their recovery point over a link alone, but not beside the others."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.results import Finding, LinkResult
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.link import Link
from dr_desktop.plan.shown import show_minutes

SHARED_POINT: Final = Rule(
    "rpo-missed-on-shared-link",
    "warning",
    "Replication would keep the RPO over a link alone, but not beside what others send.",
    "DR Desktop: lag by the generation time of what is not yet at the target",
)
SHARED_LINK_RULES: Final = (SHARED_POINT,)
_REMEDY: Final = "Widen the link as the Network page says, lead others over another one, or replicate less."


def shared_link_findings(link: Link, result: LinkResult, around: Surroundings) -> tuple[Finding, ...]:
    """What is objected to at the applications that replicate over a link together."""
    found = []
    for one in result.missed:
        application = around.applications.get(one.application)
        if application is None:
            continue
        over, rpo = link.name or "their link", show_minutes(one.rpo_minutes)
        if one.minutes is None:
            lost = f"replication falls behind for ever beside what others send over {over}"
        else:
            lost = f"up to {show_minutes(one.minutes)} of data is lost beside what others send over {over}"
        sentence = f"{named(application)}: {lost}; the RPO is {rpo}."
        found.append(SHARED_POINT.found("applications", application.id, "rpo_minutes", sentence, _REMEDY))
    return tuple(found)
