"""Takes a business impact analysis or a list of applications over into a plan."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple, get_args

from pydantic import ValidationError

from dr_desktop.files.intake.application_columns import DURATIONS
from dr_desktop.files.intake.inventory import InventoryApplication, SkippedRow
from dr_desktop.files.intake.plan_changes import FieldChange, changed_fields, read_cells
from dr_desktop.files.intake.stable_ids import free_id
from dr_desktop.files.intake.words_of_files import environment_of
from dr_desktop.plan.application import Application
from dr_desktop.plan.choices import DataClass
from dr_desktop.plan.durations import planned_minutes
from dr_desktop.plan.entity import problem_of
from dr_desktop.plan.names import Names
from dr_desktop.plan.numbers import read_number
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.typed_text import Unreadable, plain

_LEVEL: Final = re.compile(r"(?:tier|p|prio|priority|level|class|stufe|klasse|t)?[\s\-_]*(\d{1,2})\b", re.IGNORECASE)
_DIGITS: Final = re.compile(r"[\d.,' ]*\d")
_TEXTS: Final = ("business_owner", "technical_owner", "subscription", "notes")


class TakenApplications(NamedTuple):
    """The plan with the applications of the file, and what came of each row."""

    plan: Plan
    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    changes: tuple[FieldChange, ...]
    skipped: tuple[SkippedRow, ...]
    notes: tuple[str, ...]


class _Values(NamedTuple):
    values: dict[str, Any]
    as_typed: dict[str, str]
    tags: dict[str, str]
    notes: list[str]


def take_applications(
    plan: Plan, file: str, applications: Sequence[InventoryApplication], site: str | None
) -> TakenApplications:
    """The plan with these applications, known by their names; `site` is where new ones run (id, or None).

    Fields that the file states are renewed, the others stay. A tier, a class or an objective that cannot be told stays
    a tag and is said. What an application depends on is looked up among all applications, the new ones too.
    """
    names = Names(plan)
    by_name = {plain(one.name).casefold(): key for key, one in reversed(list(plan.applications.items()))}
    rows: dict[str, Application] = {}
    changes: list[FieldChange] = []
    new: list[str] = []
    changed: list[str] = []
    unchanged: list[str] = []
    skipped: list[SkippedRow] = []
    notes: list[str] = []
    for stated in applications:
        known = plan.applications.get(by_name.get(plain(stated.name).casefold(), ""))
        read = _values(names, stated)
        notes += read.notes
        made = _application(plan, file, stated, known, read, site, rows)
        if isinstance(made, SkippedRow):
            skipped.append(made)
        elif known is None:
            rows[made.id] = made
            by_name[plain(stated.name).casefold()] = made.id
            new.append(made.id)
        else:
            differing = list(changed_fields("applications", known, made))
            changes += differing
            (changed if differing else unchanged).append(known.id)
            if differing:
                rows[made.id] = made
    after = plan.put("applications", *rows.values()) if rows else plan
    after, links, unknown = _with_dependencies(after, applications, by_name)
    changes += links
    if unknown:
        notes.append(f"Depended on, and no application of the plan or the file: {', '.join(unknown[:10])}.")
    changed += [one.entity for one in links if one.entity not in (*new, *changed)]
    kept = tuple(key for key in unchanged if key not in changed)
    return TakenApplications(after, tuple(new), tuple(changed), kept, tuple(changes), tuple(skipped), tuple(notes))


def _values(names: Names, stated: InventoryApplication) -> _Values:
    values: dict[str, Any] = {}
    as_typed: dict[str, str] = {}
    tags = dict(stated.tags)
    notes: list[str] = []
    for field, text in stated.values.items():
        found: Any = None
        if field in DURATIONS:
            planned = planned_minutes(text)
            if not isinstance(planned, Unreadable):
                found = planned.minutes
                if planned.note:
                    as_typed[field] = text
                    notes.append(f"{stated.name}: {planned.note}")
        elif field == "tier":
            found = _tier(names, text)
        elif field == "environment":
            found = environment_of(text)
            found = None if found == "unknown" else found
        elif field == "data_class":
            found = next((one for one in get_args(DataClass) if one == text.casefold()), None)
        elif field == "downtime_cost_per_hour":
            digits = _DIGITS.search(text)
            number = read_number(digits[0].strip()) if digits else None
            found = number if isinstance(number, float) else None
        elif field in _TEXTS:
            found = text
        if found is None:
            origin = stated.origins.get(field)
            tags[origin.heading if origin else field] = text
            notes.append(f"{stated.name}: “{text}” ({origin.heading if origin else field}) is kept as a tag only.")
        else:
            values[field] = found
    return _Values(values, as_typed, tags, notes)


def _application(
    plan: Plan,
    file: str,
    stated: InventoryApplication,
    known: Application | None,
    read: _Values,
    site: str | None,
    rows: Mapping[str, Application],
) -> Application | SkippedRow:
    cells = read_cells(stated.origins, {field: field for field in stated.origins})
    source = {"source_place": f"{stated.file or file}, {stated.place}", "source_cells": cells}
    try:
        if known is None:
            key = free_id("applications", stated.name, {*plan.applications, *rows})
            own = {"id": key, "name": stated.name, "source_site": site, "tags": read.tags, "as_typed": read.as_typed}
            return Application.model_validate({**own, **read.values, **source})
        typed = {field: text for field, text in known.as_typed.items() if field not in read.values}
        own = {"tags": {**known.tags, **read.tags}, "as_typed": {**typed, **read.as_typed}}
        return Application.model_validate({**known.__dict__, **own, **read.values, **source})
    except ValidationError as error:
        return SkippedRow(stated.place, stated.name, str(problem_of(Application, stated.name, error)), None)


def _tier(names: Names, text: str) -> str | None:
    """The tier of that name, or of the rank that it begins with: `Tier 1 - Mission Critical`, `P1`, `1`."""
    exact = names.exactly("tiers", text)
    if exact is not None:
        return exact
    for part in re.split(r"\s+[-–:]\s+", text):
        found = names.exactly("tiers", part)
        if found is not None:
            return found
    level = _LEVEL.match(plain(text))
    return names.exactly("tiers", level[1]) if level else None


def _with_dependencies(
    plan: Plan, applications: Sequence[InventoryApplication], by_name: Mapping[str, str]
) -> tuple[Plan, list[FieldChange], list[str]]:
    rows: list[Application] = []
    changes: list[FieldChange] = []
    unknown: list[str] = []
    for stated in applications:
        key = by_name.get(plain(stated.name).casefold())
        known = plan.applications.get(key or "")
        if known is None or not stated.depends_on:
            continue
        found = []
        for name in stated.depends_on:
            target = by_name.get(plain(name).casefold())
            if target is None:
                unknown.append(name)
            elif target != known.id:
                found.append(target)
        links = tuple(dict.fromkeys((*known.depends_on, *found)))
        made = known.changed(depends_on=links) if links != known.depends_on else known
        if isinstance(made, Application) and made is not known:
            rows.append(made)
            changes += changed_fields("applications", known, made)
    return (plan.put("applications", *rows) if rows else plan), changes, list(dict.fromkeys(unknown))
