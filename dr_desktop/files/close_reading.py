"""Reads a plan of an older version, or one that other hands wrote, with care for every value; else says what is wrong.

Much slower than reading what this program wrote itself; not loaded before such a file is opened.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from dr_desktop.files.absent_tables import absent_tables, points_into_absent, remark_on_absent
from dr_desktop.files.json_places import key_twice
from dr_desktop.files.migrations import MIGRATIONS, MisfitError, migrated
from dr_desktop.files.plan_document import FORMAT, SCHEMA_VERSION, SOON_AFTER_1970, document_of, plan_of_document
from dr_desktop.files.plan_faults import (
    field_twice,
    id_twice,
    no_day,
    not_a_plan,
    not_json,
    not_of_version,
    not_utf8,
    without_end,
    wrong_values,
)
from dr_desktop.plan.entity import Entity, Problem
from dr_desktop.plan.field_spec import field_specs
from dr_desktop.plan.header import Header
from dr_desktop.plan.plan import HEADER, TABLES, Plan

_BOM: Final = b"\xef\xbb\xbf"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _Row(NamedTuple):
    """A row with its path in the document and what the file states of it."""

    path: tuple[str | int, ...]
    kind: type[Entity]
    row: Entity
    stated: dict[str, Any]


def read_closely(content: bytes, name: str, tell: Callable[[Problem], object]) -> Plan | Problem:
    """As `plan_from_bytes`."""
    content = content.removeprefix(_BOM)
    other = not_a_plan(name, content)
    if other is not None:
        return other
    repeated: list[bool] = []
    try:
        text = content.decode("utf-8")
        document = json.loads(text, object_pairs_hook=lambda pairs: _object(pairs, repeated))
    except UnicodeDecodeError as fault:
        return not_utf8(name, content, fault)
    except json.JSONDecodeError as fault:
        return not_json(name, text, fault)
    except (ValueError, RecursionError):
        return without_end(name, text)
    version = _version(document, name)
    if isinstance(version, Problem):
        return version
    twice = key_twice(text) if repeated else None
    if twice is not None:
        return field_twice(name, text, document, twice)
    return _of_version(text, document, version, name, tell)


def _of_version(
    text: str, stated: dict[str, Any], version: int, name: str, tell: Callable[[Problem], object]
) -> Plan | Problem:
    try:
        document = migrated(stated, version)
    except MisfitError as misfit:
        return not_of_version(name, text, stated, version, misfit)
    try:
        read = document_of(json.dumps(document, allow_nan=True))
    except ValidationError as error:
        return wrong_values(name, text, document, error)
    except RecursionError:
        return without_end(name, text)
    plan = plan_of_document(read)
    if not isinstance(plan, Plan):
        return id_twice(name, text, document, *plan)
    absent = absent_tables(stated)
    problem = _days_of_digits(name, text, document, plan) or points_into_absent(name, text, document, plan, absent)
    if problem is None and absent:
        tell(remark_on_absent(name, absent))
    return problem or plan


def _days_of_digits(name: str, text: str, document: dict[str, Any], plan: Plan) -> Problem | None:
    """pydantic takes a text of digits for seconds since 1970: nobody who wrote "0" meant a day."""
    for path, kind, row, stated in _rows(document, plan):
        for spec in field_specs(kind):
            if spec.kind != "date" or (getattr(row, spec.name) or SOON_AFTER_1970) >= SOON_AFTER_1970:
                continue
            if not _DAY.fullmatch(stated[spec.name]):
                return no_day(name, text, document, (*path, spec.name))
    return None


def _rows(document: dict[str, Any], plan: Plan) -> Iterator[_Row]:
    yield _Row((HEADER,), Header, plan.header, document[HEADER])
    for table, kind in TABLES.items():
        stated = document.get(table, ())  # assumptions that it lacks come after those that it has
        for at, (row, fields) in enumerate(zip(plan.table(table).values(), stated, strict=False)):
            yield _Row((table, at), kind, row, fields)


def _version(document: Any, name: str) -> int | Problem:
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        return Problem(f"{name} is JSON, but not a plan.", "Open a file that ends in .drplan. The file is unchanged.")
    version = document.get("schema_version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 0:
        return Problem(
            f"{name} does not say which version of the plan format it has.",
            f"“schema_version” must be a whole number up to {SCHEMA_VERSION}. Open an earlier copy. "
            "The file is unchanged.",
        )
    if version > len(MIGRATIONS):
        return Problem(
            f"{name} was saved by a newer DR Desktop: its format is version {str(version)[:20]}, this program reads "
            f"up to {SCHEMA_VERSION}.",
            "Install the newer DR Desktop to open it. The file is unchanged.",
        )
    return version


def _object(pairs: list[tuple[str, Any]], repeated: list[bool]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs) or len({key.strip() for key in made}) != len(pairs):
        repeated.append(True)
    return made
