"""Rules about scenarios: what must be stated before a recovery can be simulated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dr_desktop.assessment.recovery_loss import unstated
from dr_desktop.assessment.results import Finding
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.plan.plan import Plan

_SIMULATED: Final = "DR Desktop: a recovery is simulated for what a scenario takes"

SCENARIO_INCOMPLETE: Final = Rule(
    "scenario-incomplete", "warning", "A scenario does not say what is lost, so nothing follows from it.", _SIMULATED
)
SCENARIO_LINK: Final = Rule(
    "scenario-link-not-stated", "warning", "A scenario states when a link is down, but not which link.", _SIMULATED
)

SCENARIO_NOBODY: Final = Rule(
    "scenario-nobody", "warning", "A scenario states that nobody does something that its recovery needs.", _SIMULATED
)

SCENARIO_RULES: Final = (SCENARIO_INCOMPLETE, SCENARIO_LINK, SCENARIO_NOBODY)

_PEOPLE: Final = {
    "people_decide": "no decision can be taken at once",
    "people_rebuild": "no rebuild can be done at once",
    "people_validate": "no check can be done at once",
}

_REMEDIES: Final = {
    "lost_site": "Choose the site, and state the building of each site.",
    "lost_link": "Choose the link, or a site that is cut off altogether.",
    "lost_target": "Choose the backup target.",
    "detection_delay_minutes": "State after how long it is noticed: the newest copy from before then counts.",
}


def scenario_findings(plan: Plan) -> Iterator[Finding]:
    """What is objected to at the plan's scenarios."""
    for scenario in plan.scenarios.values():
        lacks = unstated(scenario, plan.sites, plan.backup_targets)
        if lacks is not None:
            yield SCENARIO_INCOMPLETE.found(
                "scenarios", scenario.id, lacks.field, lacks.sentence, _REMEDIES[lacks.field]
            )
        times = (
            scenario.link_down_minutes,
            scenario.link_back_before_minutes,
            scenario.link_down_after_minutes,
            scenario.link_back_after_minutes,
        )
        if scenario.lost_link is None and scenario.kind != "link_loss" and any(one is not None for one in times):
            sentence = f"{named(scenario)} says when a link is down or back, but not which link."
            yield SCENARIO_LINK.found("scenarios", scenario.id, "lost_link", sentence, "Choose the link.")
        for field, words in _PEOPLE.items():
            if getattr(scenario, field) == 0:
                yield SCENARIO_NOBODY.found(
                    "scenarios", scenario.id, field,
                    f"{named(scenario)} says that {words}; it is simulated as if any number could.",
                    "State how many people there are, or leave it blank where they are no limit.",
                )  # fmt: skip
