"""What the columns of a business impact analysis or a list of applications mean, from their headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from dr_desktop.files.intake.cells import Cell, text_of
from dr_desktop.files.intake.headers import read_heading
from dr_desktop.plan.duration_words import Unit

DURATIONS: Final = ("rto_minutes", "rpo_minutes", "mtd_minutes")
OBJECTIVES: Final = (*DURATIONS, "tier")

_WORDS: Final = re.compile(r"[^\W_]+")
_UNITS: Final[dict[str, Unit]] = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "sekunden", "secondes"), "seconds"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "minuten", "minutos", "minuti"), "minutes"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "std", "stunden", "heures", "horas", "ore", "uur"), "hours"),
    **dict.fromkeys(("d", "day", "days", "tage", "jours", "días", "dias", "giorni", "dagen"), "days"),
}
_DURATIONS: Final = {
    "rto_minutes": ({"rto"}, "recovery time objective"),
    "rpo_minutes": ({"rpo"}, "recovery point objective"),
    "mtd_minutes": ({"mtd", "mtpd", "mao", "mto", "mtpod"}, "maximum tolerable"),
}
_OTHER_WORDS: Final = (
    "actual achieved achievable current measured tested proven delta gap met rta rpa compliant comment comments notes"
    " justification rationale impact"
)
_NOT_WISHED: Final = frozenset(_OTHER_WORDS.split())
_PLAIN: Final[dict[str, tuple[str, ...]]] = {
    "name": (
        "application", "application name", "app", "app name", "applicationname", "service", "service name", "workload",
        "workload name", "process", "process name", "business process", "business function", "function", "activity",
        "asset", "asset name", "system", "system name", "business service", "critical process", "anwendung",
        "applikation", "geschäftsprozess", "prozess", "aplicación", "aplicacion", "proceso", "processus", "processo",
        "applicazione", "name",
    ),
    "business_owner": (
        "business owner", "owner", "process owner", "service owner", "business unit owner", "application owner",
        "asset owner", "verantwortlicher", "eigentümer", "responsable",
    ),
    "technical_owner": (
        "technical owner", "it owner", "technical contact", "support group", "tech owner", "it contact",
    ),
    "tier": (
        "tier", "dr tier", "criticality", "criticality tier", "criticality level", "business criticality", "priority",
        "dr", "recovery tier", "classification tier", "criticity", "kritikalität", "criticità", "kritikalitet",
        "criticidad", "criticité", "service class", "serviceclass", "dr class", "recovery priority",
    ),
    "environment": ("environment", "env", "umgebung"),
    "data_class": ("data classification", "data class", "classification", "data sensitivity", "datenklasse"),
    "downtime_cost_per_hour": (
        "downtime cost per hour", "cost of downtime per hour", "cost per hour", "downtime cost hour", "€ hour",
        "$ hour", "hourly downtime cost", "revenue loss per hour", "financial impact per hour", "loss per hour",
    ),
    "depends_on": (
        "dependencies", "depends on", "supporting systems", "upstream", "upstream dependencies", "dependency",
        "it dependencies", "system dependencies", "application dependencies", "abhängigkeiten", "dépendances",
    ),
    "subscription": ("subscription", "subscription name"),
    "notes": ("notes", "comments", "description", "comment", "beschreibung", "remarks"),
}  # fmt: skip
_BY_WORDS: Final = {words: field for field, listed in _PLAIN.items() for words in listed}


class ApplicationColumn(NamedTuple):
    """What one column means."""

    position: int
    heading: str
    field: str
    """Field of the plan's Application, or `tag`."""
    unit: Unit | None
    """The unit that the heading gives to bare numbers of a duration."""


def columns_of(cells: Sequence[Cell], stated: Mapping[str, str] | None = None) -> tuple[ApplicationColumn, ...]:
    """The columns of a heading row; each field once, the first heading that means it. Others are tags.

    `stated` says what headings mean (comparable heading to field), in place of what they would tell.
    """
    found: list[ApplicationColumn] = []
    taken: set[str] = set()
    for position, cell in enumerate(cells):
        heading = " ".join(text_of(cell).split())
        if not heading:
            continue
        field, unit = _meaning(heading) if stated is None else _as_stated(heading, stated)
        if field in taken:
            field, unit = "tag", None
        if field != "tag":
            taken.add(field)
        found.append(ApplicationColumn(position, heading, field, unit))
    return _with_best_name(found) if stated is None else tuple(found)


def is_heading_row(columns: Sequence[ApplicationColumn], *, stated: bool = False) -> bool:
    """Whether a row names applications and at least one objective, in cells as short as headings are.

    Where a mapping has `stated` the columns, the name is enough.
    """
    fields = {one.field for one in columns}
    return (
        "name" in fields
        and (stated or not fields.isdisjoint(OBJECTIVES))
        and all(len(one.heading) <= 200 for one in columns)
    )


def _as_stated(heading: str, stated: Mapping[str, str]) -> tuple[str, Unit | None]:
    field = stated.get(read_heading(heading).name, "tag")
    words = [word.casefold() for word in _WORDS.findall(heading)]
    unit = next((_UNITS[word] for word in reversed(words) if word in _UNITS), None) if field in DURATIONS else None
    return field, unit


def _meaning(heading: str) -> tuple[str, Unit | None]:
    words = [word.casefold() for word in _WORDS.findall(heading.replace("_", " "))]
    joined = " ".join(words)
    for field, (short, long) in _DURATIONS.items():
        if (short & set(words) or long in joined) and not _NOT_WISHED & set(words):
            return field, next((_UNITS[word] for word in reversed(words) if word in _UNITS), None)
    money = " ".join("€" if part == "€" else part for part in heading.casefold().replace("/", " ").split())
    return _BY_WORDS.get(joined) or _BY_WORDS.get(money) or "tag", None


def _with_best_name(columns: list[ApplicationColumn]) -> tuple[ApplicationColumn, ...]:
    """Where several headings could name the application, the one that says so most plainly does."""
    order = {words: at for at, words in enumerate(_PLAIN["name"])}
    named = [
        (order[joined], at)
        for at, one in enumerate(columns)
        if (joined := " ".join(word.casefold() for word in _WORDS.findall(one.heading.replace("_", " ")))) in order
    ]
    if not named:
        return tuple(columns)
    best = min(named)[1]
    return tuple(
        one._replace(field="name", unit=None)
        if at == best
        else one._replace(field="tag")
        if one.field == "name"
        else one
        for at, one in enumerate(columns)
    )
