"""Tables that a file leaves out: what opens in their place, and whether rows that are there point into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dr_desktop.files.plan_faults import UNCHANGED, place_of, table_title
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.field_spec import field_specs
from dr_desktop.plan.plan import TABLES, Plan

_NAMED_FIRST: Final = ("machines", "applications", "sites", "assumptions")
"""What a planner would miss first."""
_MOST_NAMED: Final = 4


def absent_tables(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The tables that a file's document does not have, not even empty; what a planner would miss first comes first."""
    first = [name for name in _NAMED_FIRST if name not in document]
    return (*first, *(name for name in TABLES if name not in document and name not in first))


def remark_on_absent(name: str, absent: Sequence[str]) -> Problem:
    """What the planner who opens such a file must know, and what to do if that is not how it should be."""
    titles = [f"“{table_title(one)}”" for one in absent]
    if len(absent) == 1:
        tables = f"the table {titles[0]}: it opens"
    else:
        most = len(titles) if len(titles) <= _MOST_NAMED + 1 else _MOST_NAMED
        last = titles[-1] if most == len(titles) else f"{len(titles) - most} more"
        named = titles[:-1] if most == len(titles) else titles[:most]
        tables = f"the tables {', '.join(named)} and {last}: they open"
    defaults = "with its defaults" if len(absent) == 1 else "empty, assumptions with their defaults"
    how = defaults if "assumptions" in absent else "empty"
    return Problem(
        f"{name} leaves out {tables} {how}.",
        "If the file should hold rows of it, do not save over it, but open an earlier copy.",
    )


def points_into_absent(
    name: str, text: str, document: dict[str, Any], plan: Plan, absent: Sequence[str]
) -> Problem | None:
    """A Problem when rows name rows of a table that the file leaves out: then a part of the plan is missing."""
    for table, kind in TABLES.items():
        pointing = [spec for spec in field_specs(kind) if spec.table in absent]
        for at, row in enumerate(plan.table(table).values() if pointing else ()):
            for spec in pointing:
                if getattr(row, spec.name):
                    place = place_of(name, text, document, (table, at, spec.name))
                    return Problem(
                        f"{place}: {spec.title} names a row of the table {table_title(spec.table)}, which the file "
                        "leaves out.",
                        f'Open an earlier copy; or write "{spec.table}": [] in a text editor, if the table is '
                        f"meant to be empty. {UNCHANGED}",
                        table,
                        row.id,
                        spec.name,
                    )
    return None
