"""What drills are worth, application by application: rows for the picture, the tables and both documents."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dr_desktop.assessment.drills import counts, expires_on, recovery_minutes, today_of
from dr_desktop.assessment.memory import memory_of
from dr_desktop.assessment.objectives import met
from dr_desktop.assessment.results import ApplicationResult, Assessment, DrillRecord, Met
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.choices import DrillKind, Outcome
from dr_desktop.plan.drill import Drill
from dr_desktop.report.placing import rank_of


class DrillDot(NamedTuple):
    """One drill of the log. `minutes` from the incident on; None: not measured. `counted`: evidence for how it is
    protected now. Without an outcome it is planned."""

    drill: str
    on: date
    minutes: float | None
    outcome: Outcome | None
    kind: DrillKind
    counted: bool


class EvidenceRow(NamedTuple):
    """An application and what was measured of it; minutes. `expires_on`: the last day on which that still counts."""

    application: str
    rank: int | None
    rto_minutes: float | None
    rpo_minutes: float | None
    record: DrillRecord
    mttr_met: Met
    loss_met: Met
    expires_on: date | None
    dots: tuple[DrillDot, ...]


def evidence_rows(assessment: Assessment, order: tuple[str, ...]) -> tuple[EvidenceRow, ...]:
    """A row per application that has a scheme or was ever drilled, in the order given."""
    plan = assessment.plan
    logged: dict[str, list[Drill]] = {}
    for one in plan.drills.values():
        logged.setdefault(one.application or "", []).append(one)
    rows = []
    for key in order:
        result = assessment.applications[key]
        if key == UNASSIGNED or (result.protection.scheme in (None, "no_recovery") and key not in logged):
            continue
        rows.append(_row(assessment, key, result, logged.get(key, [])))
    return tuple(rows)


def _row(assessment: Assessment, key: str, result: ApplicationResult, drills: list[Drill]) -> EvidenceRow:
    around, application = memory_of(assessment).around, assessment.plan.applications[key]
    record, objectives = result.drills, result.objectives
    dots = [
        DrillDot(
            one.id, one.on, recovery_minutes(one, application, around), one.outcome, one.kind,
            counts(one, application, result.protection, around),
        )
        for one in drills
        if one.on is not None
    ]  # fmt: skip
    return EvidenceRow(
        key,
        rank_of(assessment.plan, key),
        objectives.rto_minutes,
        objectives.rpo_minutes,
        record,
        result.drill_met,
        met(record.data_loss_minutes, objectives.rpo_minutes),
        expires_on(record, assessment.assumed),
        tuple(sorted(dots, key=lambda one: (one.on, one.drill))),
    )


def evidence_today(assessment: Assessment) -> date:
    """The day that evidence is judged on."""
    return today_of(assessment.plan.header)
