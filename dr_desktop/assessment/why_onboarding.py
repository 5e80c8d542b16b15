"""Why onboarding takes as long as it does, and why a night takes what it takes."""

from __future__ import annotations

from dr_desktop.assessment.citation import Source
from dr_desktop.assessment.explanation import Explanation, Input, Place, Subject
from dr_desktop.assessment.first_copies import pace_of
from dr_desktop.assessment.onboarding import (
    Onboarding,
    binds_words,
    first_night,
    onboarding_of,
    store_words,
    wave_key,
)
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.waves import Wave
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_date

_GUIDANCE = Source("Guidance, planning your backup strategy: stagger backups when onboarding", "", "2018-05-14")
_ORDER = (
    "Night by night, tier by tier: a copy moves through its window as fast as link and target leave it beside what "
    "runs already; an application stays together where one night takes it"
)


def explain_onboarding(assessment: Assessment, subject: Subject) -> Explanation | None:
    """The explanation of `last_night`, `gib` or `machines` of the whole (entity ""), or of `gib`, `hours` or
    `machines` of one night's wave (entity = `wave_key`)."""
    found = onboarding_of(assessment)
    if not subject.entity:
        return _whole(assessment, subject, found)
    wave = next((one for one in found.waves if wave_key(one) == subject.entity), None)
    return None if wave is None else _wave(assessment, subject, wave)


def _whole(assessment: Assessment, subject: Subject, found: Onboarding) -> Explanation | None:
    plan = assessment.plan
    inputs = (
        _count(assessment),
        Input("First night", show_date(found.first_night), "", "stated", _first_place(plan)),
        Input("Machines with a first copy already", float(found.copied)),
    )
    last = show_date(found.last_night) if found.last_night is not None else None
    values: dict[str, tuple[str, float | str | None, str]] = {
        "last_night": ("Last night of onboarding", last, ""),
        "gib": ("Data of first copies", found.gib, "GiB"),
        "machines": ("Machines to bring in", float(len(found.machines)), "machines"),
    }
    if subject.part not in values:
        return None
    name, value, unit = values[subject.part]
    reading = "Data in use before reduction; second copies and growth meanwhile are not counted."
    if found.impossible:
        reading += f" {len(found.impossible)} first copies can never be made at this pace and are not in it."
    return Explanation(subject, name, value, unit, _ORDER, reading, inputs=inputs, sources=(_GUIDANCE,))


def _wave(assessment: Assessment, subject: Subject, wave: Wave) -> Explanation | None:
    plan, pace = assessment.plan, pace_of(assessment)
    values: dict[str, tuple[str, float | None, str]] = {
        "gib": ("Data of the night", wave.gib, "GiB"),
        "hours": ("Hours used of the window", wave.hours, "h"),
        "machines": ("Machines of the night", float(len(wave.machines)), "machines"),
    }
    if subject.part not in values:
        return None
    name, value, unit = values[subject.part]
    policy = Place("backup_policies", wave.policy, "window_hours") if wave.policy else None
    inputs = [
        _count(assessment),
        Input("Window", wave.window_hours, "h", "stated" if policy else "computed", policy),
        Input("No more because of", binds_words(plan, wave)),
    ]
    if wave.store in pace.target_gib_h:
        place = Place("backup_targets", wave.store, "write_mb_s")
        inputs.append(Input("Target takes in", pace.target_gib_h[wave.store], "GiB/h", "stated", place))
    if wave.binds == "link":
        place = Place("links", wave.bound_by, "mbit_s")
        inputs.append(Input("Link carries", pace.link_gib_h[wave.bound_by], "GiB/h", "stated", place))
    where = f"{name}, {store_words(plan, wave.store)}, {show_date(wave.night)}"
    reading = "" if value is not None else "Neither link nor target states a speed, so only the number binds."
    return Explanation(subject, where, value, unit, _ORDER, reading, inputs=tuple(inputs), sources=(_GUIDANCE,))


def _count(assessment: Assessment) -> Input:
    place = Place("assumptions", "first_copies_per_night", "base")
    return Input("First copies a night", float(pace_of(assessment).machines_a_night), "machines", "assumed", place)


def _first_place(plan: Plan) -> Place:
    field = "onboarding_from" if first_night(plan) == plan.header.onboarding_from else "start_month"
    return Place("header", "header", field)
