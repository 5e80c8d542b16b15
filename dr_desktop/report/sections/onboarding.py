"""Onboarding: the calendar of first copies, its waves, what can never be copied, and what would shorten it."""

from __future__ import annotations

from dr_desktop.assessment.onboarding import (
    SOURCE,
    Onboarding,
    Shortening,
    binds_words,
    onboarding_of,
    shortenings_of,
)
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.shown import show_date, show_tib
from dr_desktop.report.blocks import Block, Bullets, Column, Figure, Heading, Paragraph, Row, Section, Table
from dr_desktop.report.names import counted, listed, name_of
from dr_desktop.report.onboarding_picture import onboarding_picture

_TOP = 40
_WIDTH = 900.0
_NAMES = 3


def onboarding_section(assessment: Assessment) -> Section:
    """When new machines get their first copies."""
    found = onboarding_of(assessment)
    blocks: list[Block] = [Paragraph(onboarding_sentence(found))]
    if found.waves:
        drawn = onboarding_picture(assessment, found, _WIDTH, 0)
        blocks += [
            Figure(
                "onboarding",
                lambda width, height: onboarding_picture(assessment, found, width, height),
                drawn.alt,
                drawn.height / _WIDTH,
                _WIDTH,
            ),
            *_shorter(shortenings_of(assessment)),
            waves_table(assessment, found),
        ]
    if found.impossible:
        blocks.append(impossible_table(assessment, found))
    blocks.append(Paragraph(f"{_BASIS} Source: {SOURCE}.", caption=True))
    return Section("onboarding", "Onboarding of new machines", tuple(blocks))


_BASIS = (
    "First copies count the data in use, before reduction; they go in the window of their policy beside what runs "
    "already, tier by tier, an application together where one night takes it."
)


def onboarding_sentence(found: Onboarding) -> str:
    """How many machines, how much, from when to when."""
    if not found.machines and not found.impossible:
        return "There is nothing to bring in: every protected machine has its first copy."
    machines = counted(len(found.machines), "machine")
    until = f" until {show_date(found.last_night)}" if found.last_night is not None else ""
    nights = counted(len({wave.night for wave in found.waves}), "night")
    over = ""
    if found.over_nights:
        over = f" {counted(len(found.over_nights), 'machine')} need more than one night."
    begins = show_date(found.begins)
    return (
        f"{machines} with {show_tib(found.gib)} in use get their first copies from {begins}{until}, "
        f"in {nights}, at most {counted(found.machines_a_night, 'machine')} a night at one store.{over}"
    )


def waves_table(assessment: Assessment, found: Onboarding) -> Table:
    """The waves in their order, the first forty."""
    plan = assessment.plan
    columns = (
        Column("Night", 0.13, "date", bold=True),
        Column("Store", 0.2),
        Column("Policy", 0.13),
        Column("Machines", 0.09, "number"),
        Column("Data", 0.1, "number", "GiB"),
        Column("Used", 0.08, "number", "h", 1),
        Column("Window", 0.08, "number", "h"),
        Column("No more because of", 0.19),
    )
    rows = [
        Row(
            (
                wave.night,
                name_of(plan, wave.store),
                name_of(plan, wave.policy) if wave.policy else "First replicas",
                len(wave.machines),
                wave.gib,
                wave.hours,
                wave.window_hours,
                binds_words(plan, wave),
            )
        )
        for wave in found.waves[:_TOP]
    ]
    more = len(found.waves) - _TOP
    note = f"{counted(more, 'wave')} more: the workbook lists all of them." if more > 0 else ""
    return Table("waves", "Waves", columns, tuple(rows), note, tight=True)


def impossible_table(assessment: Assessment, found: Onboarding) -> Table:
    """First copies that can never be made at this pace, by reason."""
    plan = assessment.plan
    reasons: dict[tuple[str, str], list[str]] = {}
    for one in found.impossible:
        reasons.setdefault((one.store, one.sentence), []).append(one.machine)
    columns = (
        Column("Store", 0.2, bold=True),
        Column("Machines", 0.1, "number"),
        Column("Which", 0.25),
        Column("Why", 0.45),
    )
    rows = [
        Row((name_of(plan, store), len(machines), _some(assessment, machines), sentence), "error")
        for (store, sentence), machines in reasons.items()
    ]
    return Table("never-copied", "First copies that can never be made", columns, tuple(rows))


def _some(assessment: Assessment, machines: list[str]) -> str:
    names = [name_of(assessment.plan, one) for one in machines[:_NAMES]]
    more = len(machines) - len(names)
    return listed([*names, f"{more} more"] if more > 0 else names)


def _shorter(found: tuple[Shortening, ...]) -> list[Block]:
    if not found:
        words = "No change that was tried (more machines a night, faster links and targets, longer windows) ends it a "
        return [Paragraph(words + "day earlier.")]
    items = [f"{one.words}: {counted(one.days_saved, 'day')} earlier, {show_date(one.last_night)}." for one in found]
    return [Heading("What would end it earlier"), Bullets(tuple(items))]
