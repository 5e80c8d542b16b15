"""Rules about evidence: measured recovery times against the RTO, and drills that are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from math import inf
from typing import Final

from dr_desktop.assessment.drills import drills_a_year, expires_on, today_of
from dr_desktop.assessment.results import ApplicationResult, DrillRecord, Finding
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.ways_back import Member
from dr_desktop.plan.application import Application
from dr_desktop.plan.shown import show_date, show_minutes

_TEST: Final = "Guidance, test your plans on an ongoing basis (2018-05-14)"
_VALIDITY: Final = "Site Recovery on Azure Stack Hub, protect virtual machines (2024-04-15): a warning after 180 days"
_DRILLED_RANKS: Final = 2
#: A drill takes so long to agree on and to prepare.
_DAYS_TO_PREPARE: Final = 30

MTTR_LONGER: Final = Rule(
    "mttr-longer-than-rto",
    "error",
    "The mean time to recover is longer than the RTO.",
    "Guidance, application recovery objectives: MTTR (2018-05-14)",
)
DRILL_FAILED: Final = Rule("drill-failed", "error", "The latest drill or real recovery failed.", _TEST)
DRILL_EXPIRED: Final = Rule(
    "drill-expired", "warning", "No successful drill is recent enough to count.", f"{_TEST}; {_VALIDITY}"
)
DRILL_MISSING: Final = Rule(
    "drill-missing", "warning", "An application of the first two tiers was never recovered successfully.", _TEST
)
DRILL_OVERDUE: Final = Rule("drill-overdue", "note", "Drills are rarer than the tier asks for.", _TEST)

DRILL_EXPIRING: Final = Rule(
    "drill-expiring", "note", "The only evidence that still counts expires within a month.", f"{_TEST}; {_VALIDITY}"
)

DRILL_RULES: Final = (MTTR_LONGER, DRILL_FAILED, DRILL_EXPIRED, DRILL_MISSING, DRILL_OVERDUE, DRILL_EXPIRING)


def mttr(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    record, objective = result.drills, result.objectives.rto_minutes
    if result.drill_met != "missed" or objective is None:
        return None
    return MTTR_LONGER.found(
        "applications",
        application.id,
        "rto_minutes",
        f"MTTR {show_minutes(record.mttr_minutes)} is longer than the RTO of {show_minutes(objective)} "
        f"({record.succeeded} of {record.drills} {'drill' if record.drills == 1 else 'drills'} succeeded).",
        "Shorten the recovery and drill again, choose a quicker scheme, or agree to a longer RTO.",
    )


def failed(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    record = result.drills
    if not record.latest_failed:
        return None
    when = f" of {show_date(record.latest_on)}" if record.latest_on else ""
    return DRILL_FAILED.found(
        "applications",
        application.id,
        "rto_minutes",
        f"The latest drill{when} of {named(application)} failed, so its plan is not proven.",
        "Mend what failed and drill again.",
    )


def due(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    """A drill that is missing, expired, overdue or about to expire: the worst of the four."""
    record, name = result.drills, named(application)
    tier = around.tiers.get(application.tier or "")
    if not record.succeeded:
        if record.latest_failed or tier is None or tier.rank is None or tier.rank > _DRILLED_RANKS:
            return None
        sentence = f"{name} is in tier {tier.rank} and was never recovered in a drill as it is protected now."
        remedy = "Drill its recovery, and state the measured time."
        return DRILL_MISSING.found("applications", application.id, "tier", sentence, remedy)
    if record.expired:
        days = round(around.assumed.drill_validity_days)
        sentence = f"The last successful drill of {name} is older than {days} days" + (
            f"; the latest was on {show_date(record.latest_on)}." if record.latest_on else "."
        )
        remedy = "Drill its recovery again."
        return DRILL_EXPIRED.found("applications", application.id, "rto_minutes", sentence, remedy)
    if record.latest_on is None:
        return None
    a_year = drills_a_year(tier, around.assumed)
    today = today_of(around.header)
    days_between = 365 / a_year if a_year > 0 else inf
    if (today - record.latest_on).days <= days_between:
        return _expiring(application, record, around)
    next_on = record.latest_on + timedelta(days=round(days_between))
    sentence = f"The next drill of {name} was due on {show_date(next_on)}: {a_year:g} a year are asked for."
    return DRILL_OVERDUE.found("applications", application.id, "tier", sentence, "Plan the drill, or ask for fewer.")


def _expiring(application: Application, record: DrillRecord, around: Surroundings) -> Finding | None:
    last = expires_on(record, around.assumed)
    if last is None or (last - today_of(around.header)).days > _DAYS_TO_PREPARE:
        return None
    sentence = f"The evidence for {named(application)} counts until {show_date(last)}."
    return DRILL_EXPIRING.found("applications", application.id, "rto_minutes", sentence, "Plan the next drill now.")
