"""A simulated recovery in words: phases, outcomes, margins, and what an application does at a moment."""

from __future__ import annotations

from typing import Final, NamedTuple

from dr_desktop.assessment.recovery_records import ApplicationRecovery, Outcome, PhaseName, RecoveryResult
from dr_desktop.assessment.results import Met
from dr_desktop.assessment.simulated_losses import is_hit
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import UNKNOWN, show_minutes
from dr_desktop.report.look import Pattern
from dr_desktop.report.names import counted, name_of, names_of

PHASE_WORDS: Final[dict[PhaseName, str]] = {
    "detect": "Detect",
    "decide": "Decide",
    "rebuild": "Rebuild",
    "restore": "Restore",
    "failover": "Fail over",
    "start": "Start",
    "validate": "Validate",
    "redirect": "Redirect",
}
PHASE_PATTERNS: Final[dict[PhaseName, Pattern]] = {
    "detect": Pattern("phase.detect", "dots"),
    "decide": Pattern("phase.decide", "horizontal"),
    "rebuild": Pattern("phase.rebuild", "falling"),
    "restore": Pattern("phase.restore", "none"),
    "failover": Pattern("phase.restore", "rising"),  # like a restore, it is what brings the data into use
    "start": Pattern("phase.start", "vertical"),
    "validate": Pattern("phase.validate", "rising"),
    "redirect": Pattern("phase.validate", "none"),
}
OUTCOME_WORDS: Final[dict[Outcome, str]] = {
    "recovered": "recovered",
    "goes_on": "goes on",
    "stays_down": "stays down",
    "lost": "lost",
    "not_known": "not known",
}
OUTCOME_SIGNS: Final[dict[Outcome, str]] = {
    "recovered": "",
    "goes_on": "",
    "stays_down": "error",
    "lost": "error",
    "not_known": "warning",
}
_COUNTED: Final[dict[Outcome, tuple[str, str]]] = {
    "goes_on": ("goes on", "go on"),
    "lost": ("is lost", "are lost"),
    "stays_down": ("stays down", "stay down"),
    "not_known": ("is not known", "are not known"),
}
MET_WORDS: Final[dict[Met, str]] = {
    "met": "Met",
    "little_margin": "Met, little margin",
    "missed": "Missed",
    "not_known": "Not known",
}
MET_SIGNS: Final = {"met": "", "little_margin": "warning", "missed": "error", "not_known": ""}


def comes_back(one: ApplicationRecovery) -> bool:
    """Whether it has a time at which it is back."""
    return one.outcome == "recovered" and one.recovery_minutes is not None


def rto_margin_minutes(one: ApplicationRecovery) -> float | None:
    """RTO less recovery time; less than zero where it is missed, None where one of them is not known."""
    rto, took = one.objectives.rto_minutes, one.recovery_minutes
    return None if rto is None or took is None else rto - took


def recovered_words(one: ApplicationRecovery) -> str:
    """The recovery time for a table, or what becomes of the application."""
    return show_minutes(one.recovery_minutes, in_table=True) if comes_back(one) else OUTCOME_WORDS[one.outcome]


def loss_words(one: ApplicationRecovery) -> str:
    """The data loss for a table: a length of time, "all" or –."""
    if one.data_loss_minutes is not None:
        return show_minutes(one.data_loss_minutes, in_table=True)
    return "all" if one.outcome == "lost" else UNKNOWN


def waits_words(plan: Plan, one: ApplicationRecovery) -> str:
    """What held it up longest, else the applications that it waits for; – for neither."""
    return one.held_up_by.words if one.held_up_by is not None else names_of(plan, one.waits_for)


def held_minutes(one: ApplicationRecovery) -> float | None:
    """How long the resource that held an application longest set its pace or kept it waiting; None for none."""
    if one.held_up_by is None:
        return None
    spans = [(hold.from_minutes, hold.to_minutes) for hold in one.holds if hold.resource.key == one.held_up_by.key]
    if not spans:
        spans = [(wait.from_minutes, wait.to_minutes) for wait in one.waits if wait.resource.key == one.held_up_by.key]
    return sum([end - begin for begin, end in spans])


def state_at(one: ApplicationRecovery, minutes: float) -> str:
    """What goes on with an application at a moment: back, restore, waits, down, lost …"""
    if one.outcome in ("goes_on", "not_known"):
        return OUTCOME_WORDS[one.outcome]
    if comes_back(one) and minutes >= (one.recovery_minutes or 0.0):
        return "back"
    active = [
        PHASE_WORDS[phase.name].lower() for phase in one.phases if phase.from_minutes <= minutes < phase.to_minutes
    ]
    if active:
        return ", ".join(active)
    if any(wait.from_minutes <= minutes < wait.to_minutes for wait in one.waits):
        return "waits"
    return "lost" if one.outcome == "lost" else "down"


def back_at(result: RecoveryResult, minutes: float) -> int:
    """How many of the applications that were hit serve again, or still, at a moment."""
    hit = [one for one in result.applications.values() if is_hit(one)]
    served = [one for one in hit if one.outcome == "goes_on" or comes_back(one)]
    return sum([minutes >= (one.recovery_minutes or 0.0) for one in served])


class Tally(NamedTuple):
    """Applications that a disaster hits: each comes back, goes on, or does not come back; `late` and `lossy` miss RTO
    or RPO and do come back or go on. What becomes of the rest is not known."""

    hit: int
    back: int
    goes_on: int
    gone: int
    late: int
    lossy: int


def tally(result: RecoveryResult) -> Tally:
    """How many applications come to what."""
    hit = [one for one in result.applications.values() if is_hit(one)]
    served = [one for one in hit if comes_back(one) or one.outcome == "goes_on"]
    return Tally(
        len(hit),
        sum(map(comes_back, hit)),
        sum([one.outcome == "goes_on" for one in hit]),
        sum([one.outcome in ("lost", "stays_down") for one in hit]),
        sum([one.rto_met == "missed" for one in served]),
        sum([one.rpo_met == "missed" for one in served]),
    )


def outcome_sentence(plan: Plan, result: RecoveryResult) -> str:
    """The recovery of the estate in a sentence or two."""
    hit = [one for one in result.applications.values() if is_hit(one)]
    if not hit:
        return "No application is hit."
    back = [one for one in hit if comes_back(one)]
    sentence = f"{len(back):,} of {counted(len(hit), 'application')} hit {'comes' if len(back) == 1 else 'come'} back"
    if back:
        sentence += f", the last after {show_minutes(result.makespan_minutes)}"
    missed = [one for one in back if one.rto_met == "missed"]
    parts = [sentence + "."]
    if missed:
        worst = min(missed, key=lambda one: rto_margin_minutes(one) or 0.0)
        parts.append(
            f"{counted(len(missed), 'misses its RTO', 'miss their RTO')}: most {name_of(plan, worst.application)} with "
            f"{show_minutes(worst.recovery_minutes)} against {show_minutes(worst.objectives.rto_minutes)}."
        )
    for outcome in _COUNTED:
        count = sum([one.outcome == outcome for one in hit])
        if count:
            parts.append(f"{counted(count, *_COUNTED[outcome])}.")
    return " ".join(parts)
