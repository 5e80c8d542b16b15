"""Why a probability is what it is: the runs that it is a share of, how sure that is, and what it goes with."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.citation import Source
from dr_desktop.assessment.explanation import NO_SOURCE, Explanation, Input, Place, Subject
from dr_desktop.assessment.recovery_scenarios import scenario_of
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.samples import CONFIDENCE_PERCENT, Chance
from dr_desktop.assessment.uncertainty import (
    DOCUMENT_RUNS,
    MOST_IN_DOCUMENT,
    ApplicationChance,
    Uncertainty,
    drained_runs,
    uncertainty_of,
)
from dr_desktop.assessment.why_members import assumption
from dr_desktop.plan.shown import show_number

_WILSON: Final = Source("Wilson, Probable inference, the law of succession, and statistical inference", "", "1927")
_SPEARMAN: Final = Source("Spearman, The proof and measurement of association between two things", "", "1904")
_SEED: Final = 1
_MOST_FACTORS: Final = 5
_OBJECTIVES: Final = {"rto": ("RTO", "rto_minutes"), "mtd": ("MTD", "mtd_minutes")}
_DRAWN: Final = (
    "In each run every uncertain speed, number of places and duration is drawn once from its range; who shares a link, "
    "a target or a phase shares its luck."
)


def explain_chance(assessment: Assessment, subject: Subject) -> Explanation | None:
    """The explanation of a probability, by as many runs as a document makes; None where they would take too long.

    The subject's entity is `scenario/application`, its part `rto` or `mtd`; or `scenario/`, its part `all_in_time`.
    """
    scenario = scenario_of(assessment.plan, subject.entity.rpartition("/")[0])
    if scenario is None or len(assessment.plan.machines) > MOST_IN_DOCUMENT:
        return None
    return explain_runs(assessment, uncertainty_of(drained_runs(assessment, scenario, _SEED, DOCUMENT_RUNS)), subject)


def explain_runs(assessment: Assessment, found: Uncertainty, subject: Subject) -> Explanation | None:
    """The same from runs that are at hand."""
    application = subject.entity.rpartition("/")[2]
    if not application:
        return _of_all(assessment, found, subject) if subject.part == "all_in_time" else None
    one = found.applications.get(application)
    if one is None or subject.part not in _OBJECTIVES:
        return None
    words, field = _OBJECTIVES[subject.part]
    chance = one.rto if subject.part == "rto" else one.mtd
    entity = assessment.plan.applications[application]
    own = getattr(entity, field) is not None
    place = Place("applications", application, field) if own else Place("tiers", entity.tier or "", field)
    asked = one.rto_minutes if subject.part == "rto" else one.mtd_minutes
    name = f"Probability to be back within the {words}, {named(entity)}"
    if chance is None:
        missing = f"No {words} is stated." if asked is None else "What becomes of it is not known."
        return Explanation(subject, name, None, "%", _formula(words), missing)
    return Explanation(
        subject,
        name,
        chance.share * 100,
        "%",
        _formula(words),
        f"{_interval(chance)} {_DRAWN}",
        inputs=(
            *_runs(found, chance),
            Input(words, asked, "min", "stated", place) if asked is not None else Input(words, None, "min"),
            Input("As the plan stands, it takes", one.base_minutes, "min"),
            Input("Half of the runs have it back in", one.minutes_at(50), "min"),
            Input("95 of 100 runs have it back in", one.minutes_at(95), "min"),
            *_drivers(one, found),
            *_spreads(assessment),
        ),
        sources=(_WILSON, _SPEARMAN),
    )


def _of_all(assessment: Assessment, found: Uncertainty, subject: Subject) -> Explanation:
    name, chance = "Probability that every application is back within its RTO", found.all_in_time
    formula = "runs in which no RTO is missed / all runs"
    if chance is None:
        return Explanation(subject, name, None, "%", formula, "No RTO is stated, so none can be missed.")
    weights = tuple(
        [
            Input(
                f"Share of the spread that goes with: {weight.factor.words}",
                weight.share * 100,
                "%",
                "computed",
                Place(weight.factor.table, weight.factor.entity, weight.factor.field),
            )
            for weight in found.weights[:_MOST_FACTORS]
        ]
    )
    mean = Input("RTOs met in a run, on average", found.in_time_mean)
    return Explanation(
        subject, name, chance.share * 100, "%", formula, f"{_interval(chance)} {_DRAWN}",
        inputs=(*_runs(found, chance), mean, Input("RTOs stated", float(found.objectives)), *weights,
                *_spreads(assessment)),
        sources=(_WILSON, _SPEARMAN, NO_SOURCE),
    )  # fmt: skip


def _formula(words: str) -> str:
    return f"runs in which it is back within the {words} / all runs"


def _interval(chance: Chance) -> str:
    low, high = [show_number(end * 100, 1) for end in chance.interval]
    return f"Between {low} and {high}\u00a0% with {CONFIDENCE_PERCENT}\u00a0% confidence; more runs make that narrower."


def _runs(found: Uncertainty, chance: Chance) -> tuple[Input, ...]:
    return (
        Input("Runs in time", float(chance.held)),
        Input("Runs", float(chance.runs)),
        Input("Seed", float(found.seed)),
    )


def _drivers(one: ApplicationChance, found: Uncertainty) -> list[Input]:
    factors = {weight.factor.key: weight.factor for weight in found.weights}
    drivers = []
    for driver in one.drivers:
        factor = factors[driver.factor]
        place = Place(factor.table, factor.entity, factor.field)
        drivers.append(Input(f"Rank correlation: {factor.words}", driver.correlation, "", "computed", place))
    return drivers


def _spreads(assessment: Assessment) -> tuple[Input, ...]:
    return assumption(assessment, "duration_spread_percent"), assumption(assessment, "speed_spread_percent")
