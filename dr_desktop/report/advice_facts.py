"""What is said of one way to protect an application: what it leads to, why it falls out, what the guidance says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dr_desktop.assessment.advisor import Candidate
from dr_desktop.assessment.results import Met
from dr_desktop.plan.inherit import Objectives
from dr_desktop.plan.shown import UNKNOWN, show_minutes, show_money, show_quantity
from dr_desktop.report.fact_sheet import Fact, Heading, Judged, Row, Title, Words

_PARTS: Final = {"detect": "Detect", "decide": "Decide", "rebuild": "Rebuild", "restore": "Restore", "start": "Start",
                 "failover": "Failover", "validate": "Validate", "redirect": "Redirect"}  # fmt: skip


def result_words(one: Candidate) -> str:
    """The result of a candidate in a word or two."""
    if not one.feasible:
        return "Falls out"
    missed = [
        name for name, met in (("RTO", one.rto_met), ("RPO", one.rpo_met), ("MTD", one.mtd_met)) if met == "missed"
    ]
    if missed:
        return f"Misses {', '.join(missed)}"
    if not one.covers_cloud_loss:
        return "Lost with building"
    return "Meets all" if one.rto_minutes is not None and one.rpo_minutes is not None else "Not known"


def result_sign(one: Candidate) -> str:
    """The sign of that result."""
    words = result_words(one)
    if words == "Falls out":
        return "error"
    return {"Meets all": "recommended", "Not known": "condition"}.get(words, "not_recommended")


def objectives_words(objectives: Objectives) -> str:
    """The objectives that candidates are held against, in one line."""
    stated = (("RTO", objectives.rto_minutes), ("RPO", objectives.rpo_minutes), ("MTD", objectives.mtd_minutes))
    return ", ".join(f"{name} {show_minutes(value)}" for name, value in stated if value is not None) or "none stated"


def candidate_facts(
    one: Candidate, candidates: Sequence[Candidate], objectives: Objectives, currency: str
) -> tuple[Fact, ...]:
    """The sheet of one candidate; what is in force now stands beside each figure that differs."""
    now = next((other for other in candidates if other.in_force), None)
    facts: list[Fact] = [Title(one.words, "In force now" if one.in_force else "")]
    if one.obstacles:
        facts.append(Heading("Why it falls out"))
        facts += [Judged("error", f"{found.sentence} {found.remedy}", found.source) for found in one.obstacles]
    if one.dominated_by is not None and one.dominated_by < len(candidates):
        better = candidates[one.dominated_by].words
        facts.append(Words(f"{better} is at least as good in everything.", "text.secondary"))
    facts.append(Heading("What it leads to"))
    facts += _figures(one, now if now is not one else None, objectives, currency)
    if one.parts:
        facts.append(Heading("The recovery time"))
        facts += [Row(_PARTS.get(part.name, part.name.capitalize()), show_minutes(part.minutes)) for part in one.parts]
    if one.reasons:
        facts.append(Heading("What the guidance says"))
        facts += [Judged(reason.verdict, reason.sentence, reason.source) for reason in one.reasons]
    if one.remarks:
        facts.append(Heading("What it brings"))
        facts += [Judged("warning", found.sentence, found.source) for found in one.remarks]
    return tuple(facts)


def _figures(one: Candidate, now: Candidate | None, objectives: Objectives, currency: str) -> list[Fact]:
    def time(label: str, minutes: float | None, before: float | None, met: Met, objective: float | None) -> Row:
        asked = f" of {show_minutes(objective)}" if objective is not None else ""
        shown, was = show_minutes(minutes), show_minutes(before)
        return Row(label + asked, shown, was if now is not None and was != shown else "", met)

    def amount(label: str, shown: str, was: str) -> Row:
        return Row(label, shown, was if now is not None and was != shown else "")

    return [
        time("Recovery time", one.rto_minutes, now and now.rto_minutes, one.rto_met, objectives.rto_minutes),
        time("Recovery point", one.rpo_minutes, now and now.rpo_minutes, one.rpo_met, objectives.rpo_minutes),
        amount(
            "Storage it adds",
            show_quantity(one.added_gib, "GiB", 0),
            show_quantity(now.added_gib, "GiB", 0) if now is not None else UNKNOWN,
        ),
        amount(
            "Cost a month in Azure",
            show_money(one.cost_month, currency),
            show_money(now.cost_month, currency) if now is not None else UNKNOWN,
        ),
    ]
