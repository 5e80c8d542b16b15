"""What a simulated recovery misses, as findings of that scenario: they are shown beside it and count nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Final

from dr_desktop.assessment.recovery_records import ApplicationRecovery, RecoveryResult
from dr_desktop.assessment.results import Finding
from dr_desktop.assessment.simulated_losses import is_hit
from dr_desktop.plan.shown import show_minutes
from dr_desktop.report.recovery_words import OUTCOME_WORDS, comes_back, held_minutes

_REMEDY: Final = "Look at what one change buys, choose a quicker scheme, or agree to a longer RTO."
_REMEDY_POINT: Final = "Copy more often or synchronously, keep copies out of reach of this disaster, or agree to more."
_REMEDY_LOST: Final = "Protect it outside what is lost, or have somebody accept that it does not come back."


def simulated_findings(name: str, result: RecoveryResult) -> tuple[Finding, ...]:
    """What each application that is hit misses, the most urgent first; `name` is the scenario's."""
    hit = sorted([one for one in result.applications.values() if is_hit(one)], key=_urgency)
    source = f"Simulated: {name}"
    return tuple([finding for one in hit for finding in _findings(one, source)])


def _urgency(one: ApplicationRecovery) -> float:
    return inf if one.rank is None else one.rank


def _findings(one: ApplicationRecovery, source: str) -> Iterator[Finding]:
    if one.outcome in ("lost", "stays_down"):
        sentence = f"{OUTCOME_WORDS[one.outcome].capitalize()}. {one.reason}".strip()
        yield _finding("simulated-not-back", one, "scheme", sentence, _REMEDY_LOST, source)
        return
    if one.rto_met == "missed" and comes_back(one):
        took, rto = show_minutes(one.recovery_minutes), show_minutes(one.objectives.rto_minutes)
        sentence = f"Back after {took}; the RTO is {rto}.{_held(one)}"
        yield _finding("simulated-rto", one, "rto_minutes", sentence, _REMEDY, source)
    if one.rpo_met == "missed" and one.judged_loss_minutes is not None:
        lost, rpo = show_minutes(one.judged_loss_minutes), show_minutes(one.objectives.rpo_minutes)
        sentence = f"Data of {lost} is lost; the RPO is {rpo}."
        yield _finding("simulated-rpo", one, "rpo_minutes", sentence, _REMEDY_POINT, source)


def _held(one: ApplicationRecovery) -> str:
    minutes = held_minutes(one)
    if one.held_up_by is None or not minutes:
        return ""
    return f" Held up for {show_minutes(minutes)} by {one.held_up_by.words}."


def _finding(rule: str, one: ApplicationRecovery, field: str, sentence: str, remedy: str, source: str) -> Finding:
    return Finding(rule, "error", "applications", one.application, field, sentence, remedy, source)
