"""How probable recovery in time is, for the documents: few runs of each disaster, always with the same luck."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.simulated_losses import losses_to_survive
from dr_desktop.assessment.uncertainty import DOCUMENT_RUNS, MOST_IN_DOCUMENT, Uncertainty, runs_of, uncertainty_of

Chances = dict[str, Uncertainty]
"""What the runs of each disaster say, by the scenario's id."""
DOCUMENT_SEED: Final = 1
MOST_DISASTERS: Final = 8
"""Disasters that a document tries: the first ones of the plan."""


def document_chances(assessment: Assessment, progress: Callable[[float], None] | None = None) -> Chances | None:
    """Runs of the plan's scenarios, without any of the loss of each site; those that hit nothing are left out.

    None for a plan of more than MOST_IN_DOCUMENT machines: an export would wait for minutes. `progress` is told the
    share done, 0 to 1.
    """
    plan = assessment.plan
    if len(plan.machines) > MOST_IN_DOCUMENT:
        return None
    tell = progress or (lambda _share: None)
    scenarios = (list(plan.scenarios.values()) or list(losses_to_survive(plan).values()))[:MOST_DISASTERS]
    found: Chances = {}
    for place, scenario in enumerate(scenarios):
        for step in runs_of(assessment, scenario, DOCUMENT_SEED, 0, DOCUMENT_RUNS):
            if isinstance(step, float):
                tell((place + step) / len(scenarios))
            elif any(one.outcome != "goes_on" for one in step.applications):
                found[scenario.id] = uncertainty_of(step)
    return found
