"""How far each application's recovery is shown: wished, designed, simulated, drilled, proven in date.

Each step of the ladder needs the one before. *Simulated*: RTO and RPO are met in the simulated loss of the source
site, with everything that is lost with it recovering at the same time, and in each scenario of the plan that hits it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from dr_desktop.assessment.recovery_records import ApplicationRecovery
from dr_desktop.assessment.results import ApplicationResult, Assessment, Claim
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.simulated_losses import Losses, is_hit, losses_in_slices, losses_to_survive
from dr_desktop.plan.application import UNASSIGNED, Application
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.shown import show_date, show_minutes

_REACHED_MET: Final = ("met", "little_margin")


class Rung(NamedTuple):
    """One step of the ladder: whether it holds by itself, and why or why not."""

    claim: Claim
    holds: bool
    reason: str


class Standing(NamedTuple):
    """How far an application has come: `claim` is the highest step below which all others hold too.

    `rungs` are the five steps in order, each judged by itself: a drill within the RTO does not make up for a
    simulation that misses it.
    """

    claim: Claim
    rungs: tuple[Rung, ...]

    @property
    def next_reason(self) -> str:
        """Why it has not come further; "" at the top."""
        return next((one.reason for one in self.rungs if not one.holds), "")


Standings = Mapping[str, Standing]


def claims_of(assessment: Assessment, losses: Losses) -> dict[str, Standing]:
    """The standing of each application by id; `losses` are those of `simulated_losses` for the same assessment."""
    plan = assessment.plan
    scenarios = losses_to_survive(plan)
    return {
        key: standing(plan.applications[key], result, scenarios, losses)
        for key, result in assessment.applications.items()
        if key != UNASSIGNED
    }


def claims_in_slices(assessment: Assessment) -> Iterator[float | tuple[Losses, Standings]]:
    """Yields the share that is done, 0 to 1, and last of all the simulated losses and what follows from them."""
    for step in losses_in_slices(assessment):
        if isinstance(step, float):
            yield step
        else:
            yield step, claims_of(assessment, step)


def standing(
    application: Application, result: ApplicationResult, scenarios: Mapping[str, Scenario], losses: Losses
) -> Standing:
    """The standing of one application."""
    rungs = (
        _wished(application, result),
        _designed(result),
        _simulated(application, scenarios, losses),
        _drilled(result),
        _proven(result),
    )
    claim: Claim = "none"
    for rung in rungs:
        if not rung.holds:
            break
        claim = rung.claim
    return Standing(claim, rungs)


def _wished(application: Application, result: ApplicationResult) -> Rung:
    objectives = result.objectives
    missing = [
        words for words, value in (("RTO", objectives.rto_minutes), ("RPO", objectives.rpo_minutes)) if value is None
    ]
    if missing:
        return Rung("wished", False, f"No {' and no '.join(missing)} is stated.")
    if not application.agreed_by:
        return Rung("wished", False, "Nobody in the business has agreed to RTO and RPO.")
    return Rung("wished", True, f"RTO and RPO are agreed by {application.agreed_by}.")


def _designed(result: ApplicationResult) -> Rung:
    topology, designed, objectives = result.topology, result.designed, result.objectives
    if topology.verdict == "not_supported":
        return Rung("designed", False, "Where it recovers is not supported.")
    if not topology.covers_cloud_loss:
        lost = "building" if topology.covers_cloud_alone else "cloud"
        return Rung("designed", False, f"It does not outlive the loss of its {lost}.")
    for words, minutes, objective, state, basis in (
        ("Recovery time", designed.rto_minutes, objectives.rto_minutes, result.rto_met, designed.rto_basis),
        ("Recovery point", designed.rpo_minutes, objectives.rpo_minutes, result.rpo_met, designed.rpo_basis),
    ):
        if state not in _REACHED_MET:
            if minutes is None:
                return Rung("designed", False, basis or f"{words} on paper is not known.")
            return Rung(
                "designed", False, f"{words} on paper {show_minutes(minutes)}, asked {show_minutes(objective)}."
            )
    times = f"{show_minutes(designed.rto_minutes)} and {show_minutes(designed.rpo_minutes)}"
    return Rung("designed", True, f"On paper, alone: recovery time and point {times}.")


def _simulated(application: Application, scenarios: Mapping[str, Scenario], losses: Losses) -> Rung:
    hit: list[str] = []
    own = False
    for key, scenario in scenarios.items():
        found = losses[key].applications.get(application.id) if key in losses else None
        if found is None or not is_hit(found):
            continue
        why = _missed(found)
        if why:
            return Rung("simulated", False, f"{named(scenario)}: {why}")
        hit.append(named(scenario))
        own = own or (scenario.kind == "site_loss" and scenario.lost_site == application.source_site)
    if not own:
        return Rung("simulated", False, "The loss of its source site is not simulated: state where it runs.")
    return Rung("simulated", True, f"RTO and RPO are met, with everything recovering at once: {', '.join(hit)}.")


def _missed(found: ApplicationRecovery) -> str:
    """What a simulated recovery misses; "" where it meets both objectives."""
    if found.outcome in ("lost", "stays_down", "not_known"):
        return found.reason or "it does not come back."
    objectives = found.objectives
    if found.rto_met not in _REACHED_MET:
        held = f", held up by {found.held_up_by.words}" if found.held_up_by is not None else ""
        return f"it takes {show_minutes(found.recovery_minutes)} of {show_minutes(objectives.rto_minutes)}{held}."
    if found.rpo_met not in _REACHED_MET:
        lost = show_minutes(found.judged_loss_minutes)
        return f"{lost} of data is lost, {show_minutes(objectives.rpo_minutes)} may be."
    return ""


def _drilled(result: ApplicationResult) -> Rung:
    record, objective = result.drills, result.objectives.rto_minutes
    if record.mttr_minutes is None:
        why = "No recovery was measured as it is protected now."
        return Rung("drilled", False, why)
    said = f"MTTR {show_minutes(record.mttr_minutes)} of {show_minutes(objective)}, {record.succeeded} of "
    said += f"{record.drills} {'drill' if record.drills == 1 else 'drills'} succeeded."
    return Rung("drilled", result.drill_met in _REACHED_MET, said)


def _proven(result: ApplicationResult) -> Rung:
    record = result.drills
    if not record.succeeded:
        return Rung("proven", False, "It was never recovered successfully as it is protected now.")
    if record.latest_failed:
        return Rung("proven", False, f"The latest drill, of {show_date(record.latest_on)}, failed.")
    if record.expired:
        return Rung("proven", False, "The last success is too long ago to count.")
    return Rung("proven", True, f"The latest evidence is of {show_date(record.latest_on)}.")
