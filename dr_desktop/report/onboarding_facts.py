"""What is said beside the calendar of first copies: of one night, of the whole, and what would shorten it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from dr_desktop.assessment.onboarding import SOURCE, Onboarding, Shortening, binds_words
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.waves import Wave
from dr_desktop.plan.shown import show_date, show_quantity
from dr_desktop.report.fact_sheet import Fact, Figure, Formula, Heading, Judged, Link, Row, Words, go_to
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.onboarding_picture import by_night

_MOST: Final = 12
_FORMULA: Final = (
    "Tier by tier, application by application. A copy moves through its window as fast as link and target leave it "
    "beside what runs already."
)
_NOTE: Final = (
    "Data in use, before reduction. An application stays together where one night takes it. Second copies and growth "
    "meanwhile are not counted."
)


def night_facts(assessment: Assessment, onboarding: Onboarding, night: date | None) -> tuple[Fact, ...]:
    """The sheet of one night: per store what is copied, how long, why no more, which machines."""
    waves = by_night(onboarding).get(night, []) if night is not None else []
    if night is None or not waves:
        return (Words("Choose a night in the calendar.", "text.secondary"),)
    plan = assessment.plan
    facts: list[Fact] = [Figure("Night of", show_date(night))]
    for wave in waves:
        facts.append(Heading(_where(assessment, wave)))
        facts.append(Row("Machines", str(len(wave.machines))))
        facts.append(Row("Data", show_quantity(wave.gib, "GiB", 0)))
        facts.append(Row("Of the window", window_words(wave)))
        facts.append(Row("No more because of", binds_words(plan, wave)))
        facts += [
            Link(name_of(plan, key) + _state(onboarding, wave, key), go_to("machines", key, "first_copy_on"))
            for key in wave.machines[:_MOST]
        ]
        if len(wave.machines) > _MOST:
            facts.append(Words(f"and {len(wave.machines) - _MOST} more", "text.secondary"))
    facts.append(Formula(_FORMULA, _NOTE))
    facts.append(Words(f"Source: {SOURCE}", "text.secondary"))
    return tuple(facts)


def shortening_facts(assessment: Assessment, found: Sequence[Shortening] | None) -> tuple[Fact, ...]:
    """What would shorten it, the most effective first; None: not worked out yet."""
    if found is None:
        return (Words("Many machines: worked out when it is asked for.", "text.secondary"),)
    if not found:
        words = "No change that was tried ends it a day earlier: more machines a night, faster links and "
        return (Words(words + "targets, longer windows."),)
    facts: list[Fact] = []
    for one in found:
        last = show_date(one.last_night)
        facts.append(Row(one.words, f"{counted(one.days_saved, 'day')} less, {last}", bold=one is found[0]))
        facts.append(Link("Change it", go_to(one.table, one.entity, one.field)))
    return tuple(facts)


def impossible_facts(assessment: Assessment, onboarding: Onboarding) -> tuple[Fact, ...]:
    """First copies that can never be made, by reason."""
    reasons: dict[str, list[str]] = {}
    for one in onboarding.impossible:
        reasons.setdefault(one.sentence, []).append(one.machine)
    facts: list[Fact] = []
    for sentence, machines in reasons.items():
        facts.append(
            Judged("error", f"{counted(len(machines), 'first copy', 'first copies')} can never be made. {sentence}")
        )
        facts.append(Link(name_of(assessment.plan, machines[0]), go_to("machines", machines[0], "first_copy_on")))
    return tuple(facts)


def window_words(wave: Wave) -> str:
    """How much of a night's window is used; a wave without any stated speed says so."""
    if wave.hours is None:
        return "speed not stated"
    return f"{show_quantity(wave.hours, 'h', 1)} of {show_quantity(wave.window_hours, 'h', 0)}"


def _where(assessment: Assessment, wave: Wave) -> str:
    plan = assessment.plan
    where = name_of(plan, wave.store)
    return f"{where}, {name_of(plan, wave.policy)}" if wave.policy else f"{where}, first replicas"


def _state(onboarding: Onboarding, wave: Wave, key: str) -> str:
    if key not in onboarding.over_nights:
        return ""
    unfinished = wave.finished < len(wave.machines) and key == wave.machines[-1]
    return ", goes on the next night" if unfinished else ", over several nights"
