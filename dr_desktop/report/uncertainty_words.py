"""Probabilities of a recovery in words and as a table, and what they rest on."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.samples import CONFIDENCE_PERCENT, Chance
from dr_desktop.assessment.uncertain_factors import Factor, Kind
from dr_desktop.assessment.uncertainty import ApplicationChance, Uncertainty
from dr_desktop.plan.assumptions import assumed
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_minutes, show_number
from dr_desktop.report.blocks import Column, Row, Table
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.recovery_words import OUTCOME_WORDS

SURE: Final = 0.95
"""From this share of runs on, an application counts as in time; below half of them as late."""
_HALF: Final = 0.5
_AS: Final[dict[Kind, str]] = {
    "link": "fast",
    "read": "fast",
    "streams": "many",
    "starts": "many",
    "minutes": "long",
}
_COLUMNS: Final = (
    Column("Application", 0.24),
    Column("RTO", 0.09, "minutes"),
    Column("In time", 0.11),
    Column(f"{CONFIDENCE_PERCENT} % interval", 0.13),
    Column("Half are back in", 0.1, "minutes"),
    Column("95 of 100 in", 0.1, "minutes"),
    Column("Depends most on", 0.23),
)


def share_words(chance: Chance) -> str:
    """A share of runs in whole percent; never and always only where it was so in every run."""
    if not chance.held:
        return "never"
    if chance.held == chance.runs:
        return "always"
    percent = chance.share * 100
    if percent < 1:
        return "under 1\u00a0%"
    return "over 99\u00a0%" if percent > 99 else f"{show_number(percent)}\u00a0%"


def interval_words(chance: Chance) -> str:
    """Where the probability lies with 95 % confidence: 91 to 96 %."""
    low, high = (end * 100 for end in chance.interval)
    fine = high - low < 2
    ends = [show_number(end, 1 if fine and 0 < end < 100 else 0) for end in (low, high)]
    return f"{ends[0]} to {ends[1]}\u00a0%"


def chance_sign(chance: Chance) -> str:
    """The sign of a share of runs in time: none from 95 % on, a warning from 50 % on, an error below."""
    return "" if chance.share >= SURE else "warning" if chance.share >= _HALF else "error"


def estate_sentence(found: Uncertainty) -> str:
    """What all runs say of the estate, in one or two sentences."""
    if found.all_in_time is None:
        return f"{counted(found.runs, 'run')}; no RTO is stated, so none can be missed."
    mean = show_number(found.in_time_mean, 0 if found.in_time_mean == round(found.in_time_mean) else 1)
    many = "is" if found.objectives == 1 else "are"
    met = f"On average {mean} of {counted(found.objectives, 'RTO')} {many} met"
    return f"{counted(found.runs, 'run')}. {met}; all at once: {share_words(found.all_in_time)}."


def basis_sentences(plan: Plan, found: Uncertainty) -> tuple[str, ...]:
    """What the probabilities of a disaster rest on."""
    return (*method_sentences(plan, found.seed), *filter(None, [_not_counted(plan, found)]))


def method_sentences(plan: Plan, seed: int) -> tuple[str, ...]:
    """What is drawn, for whom, and how the runs are counted."""
    values = assumed(plan.assumptions)
    durations, speeds = values.duration_spread_percent, values.speed_spread_percent
    ranges = (
        "What rests on an assumption lies within its range, most likely at its value; stated durations lie within "
        f"±{durations:g} %, stated speeds within ±{speeds:g} %."
    )
    shared = (
        "One draw holds for all who share a link, a target or a phase. Amounts of data and stated numbers of places "
        "stay as they are."
    )
    method = (
        f"Intervals by Wilson, {CONFIDENCE_PERCENT} % confidence; seed {seed}. What an application depends on: "
        "rank correlation of the factor with its recovery time."
    )
    return ranges, shared, method


def _not_counted(plan: Plan, found: Uncertainty) -> str:
    names = ", ".join([name_of(plan, one) for one in found.not_counted])
    return f"Not counted, as their recovery is not known: {names}." if names else ""


def drivers_words(plan: Plan, one: ApplicationChance, found: Uncertainty, most: int = 3) -> str:
    """The factors that go with its recovery time most, in words."""
    words = {weight.factor.key: weight.factor.words for weight in found.weights}
    return ", ".join([words[driver.factor] for driver in one.drivers[:most]])


def probability_table(plan: Plan, found: Uncertainty, scenario: str) -> Table:
    """Every application that is hit with its probability of being back in time in the disaster named `scenario`."""
    rows = []
    for key, one in found.applications.items():
        if one.outcome == "goes_on" or (one.rto is None and one.outcome != "recovered"):
            continue
        never = "" if one.outcome == "recovered" else OUTCOME_WORDS[one.outcome].capitalize()
        words = never if one.rto is None else share_words(one.rto)
        interval = interval_words(one.rto) if one.rto is not None and one.outcome == "recovered" else ""
        sign = chance_sign(one.rto) if one.rto is not None else ""
        cells = (
            name_of(plan, key), one.rto_minutes, words, interval, one.minutes_at(50), one.minutes_at(95),
            drivers_words(plan, one, found, 2) or never,
        )  # fmt: skip
        rows.append(Row(cells, sign or None, key))
    note = f"{estate_sentence(found)} {_not_counted(plan, found)}".strip()
    title = f"How probable it is to be in time: {scenario}"
    return Table(
        f"recovery-chances-{found.scenario}", title, _COLUMNS, tuple(rows), note, "No application is hit.", True
    )


def ends_words(factor: Factor) -> str:
    """How far a factor may go: 0.5 to 4 × as long."""
    low, high = (f"{end:.2f}".rstrip("0").rstrip(".") for end in factor.ends)
    return f"{low} to {high}\u00a0× as {_AS[factor.kind]}"


def quantile_words(one: ApplicationChance, percent: int) -> str:
    """The time by which so many percent of the runs have it back; never where they do not."""
    minutes = one.minutes_at(percent)
    return "never" if minutes is None and one.quantiles else show_minutes(minutes, in_table=True)
