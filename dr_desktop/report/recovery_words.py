"""A simulated recovery in words: phases, outcomes, margins, and what an application does at a moment."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.recovery_records import ApplicationRecovery, Outcome, PhaseName, RecoveryResult
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
MET_SIGNS: Final = {"met": "", "little_margin": "warning", "missed": "error", "not_known": ""}


def is_hit(one: ApplicationRecovery) -> bool:
    """Whether the disaster takes the application down."""
    return one.outcome != "goes_on"


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
    """How many of the applications that were hit are back at a moment."""
    return sum([comes_back(one) and minutes >= (one.recovery_minutes or 0.0) for one in result.applications.values()])


def outcome_sentence(plan: Plan, result: RecoveryResult) -> str:
    """The recovery of the estate in a sentence or two."""
    hit = [one for one in result.applications.values() if is_hit(one)]
    if not hit:
        return "No application is hit."
    back = [one for one in hit if comes_back(one)]
    sentence = f"{len(back):,} of {counted(len(hit), 'application')} hit {'comes' if len(hit) == 1 else 'come'} back"
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
    for outcome in ("lost", "stays_down", "not_known"):
        count = sum([one.outcome == outcome for one in hit])
        if count:
            words = {"lost": ("is lost", "are lost"), "stays_down": ("stays down", "stay down"),
                     "not_known": ("is not known", "are not known")}[outcome]  # fmt: skip
            parts.append(f"{counted(count, *words)}.")
    return " ".join(parts)
