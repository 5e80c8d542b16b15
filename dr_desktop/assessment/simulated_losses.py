"""What every loss that a plan must survive leads to: the scenarios that it states, and the loss of each source site.

Too heavy for each edit, so it is worked out when asked for: in slices by a window, at once by an export.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dr_desktop.assessment.recovery import simulation
from dr_desktop.assessment.recovery_records import ApplicationRecovery, RecoveryResult
from dr_desktop.assessment.recovery_scenarios import losses_not_stated
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.plan import Plan

Losses = Mapping[str, RecoveryResult]
"""Results by scenario id, in the order of `losses_to_survive`."""


def losses_to_survive(plan: Plan) -> dict[str, Scenario]:
    """The scenarios that are simulated, by id: those of the plan, then the loss of each source site without one."""
    not_stated = [one for one in losses_not_stated(plan) if one.kind == "site_loss"]
    return {**plan.scenarios, **{one.id: one for one in not_stated}}


def losses_by_site(plan: Plan) -> dict[str, Scenario]:
    """The scenario that simulates the loss of a site alone, by the site; of several that are stated the first."""
    found: dict[str, Scenario] = {}
    for one in losses_to_survive(plan).values():
        if one.kind == "site_loss" and one.lost_site is not None:
            found.setdefault(one.lost_site, one)
    return found


def losses_in_slices(assessment: Assessment) -> Iterator[float | Losses]:
    """Yields the share that is done, 0 to 1, and last of all the results. Raises ValueError unless `assess` made it."""
    scenarios = losses_to_survive(assessment.plan)
    found: dict[str, RecoveryResult] = {}
    for place, (key, scenario) in enumerate(scenarios.items()):
        for step in simulation(assessment, scenario):
            if isinstance(step, RecoveryResult):
                found[key] = step
            else:
                yield (place + step) / len(scenarios)
    yield found


def simulated_losses(assessment: Assessment) -> Losses:
    """The same at once."""
    *_, found = losses_in_slices(assessment)
    assert not isinstance(found, float)
    return found


def is_hit(recovery: ApplicationRecovery) -> bool:
    """Whether a disaster touches an application, even one that goes on because another deployment serves."""
    return recovery.outcome != "goes_on" or recovery.means != "none"
