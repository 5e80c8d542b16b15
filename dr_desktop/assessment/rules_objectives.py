"""Rules about objectives: stated, agreed, consistent, and met on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dr_desktop.assessment.guidance import SECTIONS
from dr_desktop.assessment.objectives import scheme_band
from dr_desktop.assessment.recovery_point import longest_gap_minutes
from dr_desktop.assessment.results import ApplicationResult, Finding
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.ways_back import Member
from dr_desktop.plan.application import Application
from dr_desktop.plan.shown import show_minutes
from dr_desktop.plan.words import word

_OBJECTIVES: Final = "Guidance, application recovery objectives (2018-05-14)"
_DESIGN: Final = "Guidance, application recovery objectives (2018-05-14); designed by DR Desktop, alone, no contention"

OBJECTIVES_NOT_STATED: Final = Rule(
    "objectives-not-stated", "warning", "An application states no RTO or no RPO.", _OBJECTIVES
)
OBJECTIVES_NOT_AGREED: Final = Rule(
    "objectives-not-agreed", "note", "Objectives are stated, but nobody in the business agreed to them.", _OBJECTIVES
)
MTD_SHORTER_THAN_RTO: Final = Rule(
    "mtd-shorter-than-rto", "error", "The MTD is shorter than the RTO.", "NIST SP 800-34, MTD and RTO (2010-05)"
)
RTO_MISSED: Final = Rule("rto-missed", "error", "The designed recovery time is longer than the RTO.", _DESIGN)
RTO_LITTLE_MARGIN: Final = Rule(
    "rto-little-margin", "warning", "The designed recovery time leaves less than 20 % of the RTO.", _DESIGN
)
RTO_NOT_KNOWN: Final = Rule(
    "rto-not-known", "warning", "An RTO is stated, but no recovery time follows from the plan.", _DESIGN
)
RPO_MISSED: Final = Rule("rpo-missed", "error", "The designed recovery point is older than the RPO.", _DESIGN)
RPO_SHORTER_THAN_INTERVAL: Final = Rule(
    "rpo-shorter-than-interval",
    "error",
    "The RPO is shorter than the longest time between two backups.",
    SECTIONS["backup_restore"],
)
RPO_LITTLE_MARGIN: Final = Rule(
    "rpo-little-margin", "warning", "The designed recovery point leaves less than 20 % of the RPO.", _DESIGN
)
RPO_NOT_KNOWN: Final = Rule(
    "rpo-not-known", "warning", "An RPO is stated, but no recovery point follows from the plan.", _DESIGN
)
OBJECTIVES_WITHOUT_RECOVERY: Final = Rule(
    "objectives-without-recovery",
    "error",
    "Objectives are stated for an application that is not recovered.",
    SECTIONS["no_recovery"],
)
RTO_BELOW_SCHEME: Final = Rule(
    "rto-below-scheme",
    "warning",
    "The RTO is shorter than what the guidance expects of the scheme.",
    "Guidance, recovery time of each scheme (2018-05-14)",
)

OBJECTIVE_RULES: Final = (
    OBJECTIVES_NOT_STATED,
    OBJECTIVES_NOT_AGREED,
    MTD_SHORTER_THAN_RTO,
    RTO_MISSED,
    RTO_LITTLE_MARGIN,
    RTO_NOT_KNOWN,
    RPO_MISSED,
    RPO_SHORTER_THAN_INTERVAL,
    RPO_LITTLE_MARGIN,
    RPO_NOT_KNOWN,
    OBJECTIVES_WITHOUT_RECOVERY,
    RTO_BELOW_SCHEME,
)


def not_stated(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    rto, rpo, _ = result.objectives
    if rto is not None and rpo is not None:
        return None
    missing = "neither RTO nor RPO" if rto is None and rpo is None else "no RTO" if rto is None else "no RPO"
    return OBJECTIVES_NOT_STATED.found(
        "applications",
        application.id,
        "rpo_minutes" if rto is not None else "rto_minutes",
        f"{named(application)} states {missing}, so nothing says whether its recovery is good enough.",
        "Type the objective, or give it a tier that has one.",
    )


def not_agreed(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    rto, rpo, _ = result.objectives
    if application.agreed_by or (rto is None and rpo is None):
        return None
    return OBJECTIVES_NOT_AGREED.found(
        "applications",
        application.id,
        "agreed_by",
        f"Nobody is named who agreed to the objectives of {named(application)}.",
        "Type who in the business agreed, and when.",
    )


def mtd(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    rto, _, most = result.objectives
    if rto is None or most is None or most >= rto:
        return None
    return MTD_SHORTER_THAN_RTO.found(
        "applications",
        application.id,
        "mtd_minutes",
        f"MTD of {show_minutes(most)} is shorter than the RTO of {show_minutes(rto)}.",
        "Shorten the RTO, or correct the MTD.",
    )


def rto(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    objective, designed = result.objectives.rto_minutes, result.designed
    if objective is None or result.rto_met == "met":
        return None
    if result.rto_met == "not_known":
        sentence = f"Whether the RTO of {show_minutes(objective)} is met is not known. {designed.rto_basis}"
        remedy = "State what is missing."
        return RTO_NOT_KNOWN.found("applications", application.id, "rto_minutes", sentence, remedy)
    minutes = designed.rto_minutes or 0.0
    longest = max(designed.parts, key=lambda part: part.minutes, default=None)
    mostly = f", of which {show_minutes(longest.minutes)} to {longest.name}" if longest else ""
    if result.rto_met == "missed":
        sentence = f"Recovers in {show_minutes(minutes)}{mostly}; the RTO is {show_minutes(objective)}."
        remedy = "Shorten the longest part, choose a quicker scheme, or agree to a longer RTO."
        return RTO_MISSED.found("applications", application.id, "rto_minutes", sentence, remedy)
    sentence = (
        f"{show_minutes(minutes)} of the {show_minutes(objective)} are used{mostly}: "
        f"{show_minutes(objective - minutes)} of margin, without contention."
    )
    remedy = "Shorten the longest part, or accept the small margin."
    return RTO_LITTLE_MARGIN.found("applications", application.id, "rto_minutes", sentence, remedy)


def rpo(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    objective, designed = result.objectives.rpo_minutes, result.designed
    if objective is None or result.rpo_met == "met":
        return None
    if result.rpo_met == "not_known":
        if result.objectives.rto_minutes is not None and designed.rpo_basis == designed.rto_basis:
            return None  # the same is missing for both, and said once
        sentence = f"Whether the RPO of {show_minutes(objective)} is met is not known. {designed.rpo_basis}"
        return RPO_NOT_KNOWN.found(
            "applications", application.id, "rpo_minutes", sentence, "State what is missing, or widen the link."
        )
    lost = designed.rpo_minutes or 0.0
    if result.rpo_met == "little_margin":
        sentence = (
            f"Up to {show_minutes(lost)} of data is lost; the RPO is {show_minutes(objective)}. {designed.rpo_basis}"
        )
        remedy = "Run more often, or accept the small margin."
        return RPO_LITTLE_MARGIN.found("applications", application.id, "rpo_minutes", sentence, remedy)
    policy = around.policies.get(result.protection.backup_policy or "")
    if result.protection.scheme == "backup_restore" and policy is not None:
        gap = longest_gap_minutes(policy)
        if gap > objective:
            sentence = (
                f"Backups by {named(policy)} are up to {show_minutes(gap)} apart; the RPO is {show_minutes(objective)}."
            )
            remedy = "Choose a policy that runs more often, or replication."
            return RPO_SHORTER_THAN_INTERVAL.found("applications", application.id, "rpo_minutes", sentence, remedy)
    sentence = f"Up to {show_minutes(lost)} of data is lost; the RPO is {show_minutes(objective)}. {designed.rpo_basis}"
    remedy = "Run or replicate more often, widen the link, or agree to a longer RPO."
    return RPO_MISSED.found("applications", application.id, "rpo_minutes", sentence, remedy)


def without_recovery(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    rto, rpo, _ = result.objectives
    if rto is None and rpo is None:
        return None
    asked = [f"{name} of {show_minutes(one)}" for name, one in (("RTO", rto), ("RPO", rpo)) if one is not None]
    return OBJECTIVES_WITHOUT_RECOVERY.found(
        "applications",
        application.id,
        "scheme",
        f"{' and '.join(asked)} cannot be met: with no recovery the application and its data are gone.",
        "Choose a scheme, or clear the objectives (a tier may state them).",
    )


def below_scheme(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    scheme = result.protection.scheme
    band = scheme_band(result.objectives, scheme, around)
    if band is None:
        return None
    return RTO_BELOW_SCHEME.found(
        "applications",
        application.id,
        "scheme",
        f"The RTO of {show_minutes(result.objectives.rto_minutes)} is shorter than {word('Scheme', scheme).lower()} is "
        f"known to reach: {band.recovery_time}.",
        "Choose a scheme with a shorter recovery time, or prove the time in drills and accept this.",
    )
