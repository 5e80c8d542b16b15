"""`.drplan`: reads and writes the file that holds a plan."""

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from dr_desktop.files.migrations import MIGRATIONS, migrated
from dr_desktop.files.plan_document import (
    FORMAT,
    SCHEMA_VERSION,
    document_of,
    is_written_once,
    plan_of_document,
    plan_to_bytes,
)
from dr_desktop.files.plan_faults import (
    FieldTwice,
    field_twice,
    id_twice,
    not_a_plan,
    not_json,
    not_utf8,
    wrong_values,
)
from dr_desktop.files.replace_file import reason, replace_file
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.plan import HEADER, TABLES, Plan

SUFFIX: Final = ".drplan"
_BOM: Final = b"\xef\xbb\xbf"
_TABLES: Final = {HEADER, *TABLES}
_LARGE_BYTES: Final = 2**20
"""From here on a file's plan is more for the collector to walk than the program that reads it."""


def read_plan(path: Path) -> Plan | Problem:
    """The plan in a file; a Problem that names file, place and remedy when it cannot be opened."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Problem(
            f"{path.name} is not in {path.absolute().parent}.", "It may have been moved or renamed: open it again."
        )
    except (OSError, ValueError) as fault:
        return Problem(f"{path.name} cannot be read: {reason(fault)}.", "Check that it is a file that you may read.")
    if len(content) < _LARGE_BYTES:
        return plan_from_bytes(content, path.name)
    with _collector_resting():
        return plan_from_bytes(content, path.name)


def plan_from_bytes(content: bytes, name: str = "The plan") -> Plan | Problem:
    """The plan in a file's content; `name` is what messages call it.

    References that lead nowhere are kept: they are findings. Assumptions that are missing are filled with defaults.
    """
    try:
        document = document_of(content)
    except ValidationError:
        return _read_slowly(content, name)
    plan = plan_of_document(document)
    if isinstance(plan, Plan) and is_written_once(content, document):
        return plan
    return _read_slowly(content, name)


def write_plan(plan: Plan, path: Path) -> Problem | None:
    """Save a plan, whole or not at all; a Problem when that fails, and then the file that was there is as it was."""
    try:
        content = plan_to_bytes(plan)
    except ValueError as fault:
        return Problem(f"{path.name} cannot be saved: {fault}.", "Remove the text that is no Unicode.")
    return replace_file(path, content)


def _read_slowly(content: bytes, name: str) -> Plan | Problem:
    """The plan of an older version, or of a file written by other hands; else what is wrong with it."""
    content = content.removeprefix(_BOM)
    other = not_a_plan(name, content)
    if other is not None:
        return other
    twice: list[FieldTwice] = []
    try:
        text = content.decode("utf-8")
        document = json.loads(text, object_pairs_hook=lambda pairs: _object(pairs, twice))
    except UnicodeDecodeError as fault:
        return not_utf8(name, content, fault)
    except json.JSONDecodeError as fault:
        return not_json(name, text, fault)
    except (ValueError, RecursionError):
        return Problem(f"{name} is not a plan: it holds a number or a nesting without end.", "Open a .drplan file.")
    version = _version(document, name)
    if isinstance(version, Problem):
        return version
    if twice:
        return field_twice(name, twice[0])
    return _of_version(text, document, version, name)


def _of_version(text: str, document: dict[str, Any], version: int, name: str) -> Plan | Problem:
    if version < SCHEMA_VERSION:
        try:
            document = migrated(document, version)
        except (KeyError, TypeError, ValueError, AttributeError) as fault:
            return Problem(
                f"{name} says that it is of version {version}, but is not ({type(fault).__name__}: {fault}).",
                "Open an earlier copy of it. The file is unchanged.",
            )
        text = json.dumps(document)
    try:
        read = document_of(json.dumps(document, allow_nan=True))
    except ValidationError as error:
        return wrong_values(name, text, document, error)
    found = plan_of_document(read)
    return found if isinstance(found, Plan) else id_twice(name, text, document, *found)


def _version(document: Any, name: str) -> int | Problem:
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        return Problem(f"{name} is JSON, but not a plan.", "Open a file that ends in .drplan. The file is unchanged.")
    version = document.get("schema_version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 0:
        return Problem(
            f"{name} does not say which version of the plan format it has.",
            f"“schema_version” must be a number up to {SCHEMA_VERSION}. Open an earlier copy.",
        )
    if version > len(MIGRATIONS):
        return Problem(
            f"{name} was saved by a newer DR Desktop: its format is version {version}, this program reads up to "
            f"{SCHEMA_VERSION}.",
            "Install the newer DR Desktop to open it. The file is unchanged.",
        )
    return version


def _object(pairs: list[tuple[str, Any]], twice: list[FieldTwice]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        key = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        of = "the file" if _TABLES & made.keys() else f"“{made.get('name') or made.get('id') or 'a row'}”"
        twice.append(FieldTwice(key, of))
    return made


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Load without the garbage collector, then tell it never to walk what was loaded.

    Of 50,000 machines it costs three times the load itself, and later half a second whenever it runs.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
            gc.collect()
            gc.freeze()
