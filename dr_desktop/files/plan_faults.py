"""Says why a file is no plan that can be opened: what, where, and what to do about it."""

import json
import re
from typing import Any, Final

from pydantic import ValidationError

from dr_desktop.files.json_places import KeyTwice, endless_number, line_of, spot, too_deep
from dr_desktop.files.migrations import MisfitError
from dr_desktop.files.value_faults import Fault, shortened, shown, stray, value_fault
from dr_desktop.plan.entity import Entity, Problem
from dr_desktop.plan.header import Header
from dr_desktop.plan.plan import HEADER, TABLES

UNCHANGED: Final = "The file is unchanged."
_EARLIER: Final = f"Open an earlier copy of it. {UNCHANGED}"
_EDIT: Final = f"Do it in a text editor, or open an earlier copy. {UNCHANGED}"
_DEEPEST: Final = 100
"""Brackets within brackets. A plan has six; readers of JSON give up from 200 on."""
_BEGINNINGS: Final = (
    (b"\x89PNG", "is a picture"),
    (b"\xff\xd8\xff", "is a picture"),
    (b"GIF8", "is a picture"),
    (b"%PDF", "is a PDF document"),
    (b"PK", "is a workbook or another packed file"),
    (b"\xd0\xcf\x11\xe0", "is a workbook of the old form, or is encrypted"),
)
_WIDE: Final = re.compile(rb"\xff\xfe|\xfe\xff|\x00*\{\x00+|\x00+\{")
_PARSED: Final = {
    "Expecting ',' delimiter": "a comma or a closing bracket is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Expecting property name enclosed in double quotes": "a name in double quotes is missing",
    "Illegal trailing comma before end of object": "a comma stands before a closing bracket",
    "Illegal trailing comma before end of array": "a comma stands before a closing bracket",
    "Expecting value": "a value is missing",
    "Invalid control character at": "a text holds a line end or another control character",
    "Invalid \\escape": "a text holds a backslash that stands for nothing",
    "Invalid \\uXXXX escape": "a text holds a \\u without its four digits",
    "Extra data": "something follows after the end of the plan",
}


def not_a_plan(name: str, content: bytes) -> Problem | None:
    """A Problem when the first bytes tell that this is another kind of file."""
    if not content.strip():
        return Problem(f"{name} is empty.", _EARLIER)
    for beginning, what in _BEGINNINGS:
        if content.startswith(beginning):
            return Problem(
                f"{name} {what}, not a plan.",
                f"Open a file that ends in .drplan; take an inventory in with Import. {UNCHANGED}",
            )
    if _WIDE.match(content):
        return Problem(f"{name} is written in UTF-16, not in UTF-8.", f"Save it as UTF-8. {UNCHANGED}")
    return None


def not_utf8(name: str, content: bytes, fault: UnicodeDecodeError) -> Problem:
    """A byte that UTF-8 does not have."""
    if b'"format"' not in content and (b"\n" not in content[: fault.start] or not content.lstrip().startswith(b"{")):
        return Problem(f"{name} is not a plan: it is not a text in UTF-8.", f"Open a .drplan file. {UNCHANGED}")
    before = content[: fault.start].decode("utf-8")
    return Problem(
        f"{name} is damaged: {spot(before, len(before))} holds a byte that is not UTF-8.",
        f"Save it as UTF-8 with the text editor that wrote it, or open an earlier copy. {UNCHANGED}",
    )


def not_json(name: str, text: str, fault: json.JSONDecodeError) -> Problem:
    """A text that is no JSON: cut off, merged by halves, damaged or never a plan."""
    if not text.lstrip().startswith("{"):
        return Problem(f"{name} is not a plan.", f"Open a file that ends in .drplan. {UNCHANGED}")
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(("<<<<<<<", ">>>>>>>")):
            return Problem(
                f"{name} holds two versions at line {number:,}: a merge was not finished.",
                f"Choose one of them in a text editor and save, or open an earlier copy. {UNCHANGED}",
            )
    if _is_cut_off(text.rstrip(), fault):
        return Problem(
            f"{name} ends in the middle, at line {text.rstrip().count(chr(10)) + 1:,}: "
            "it was not saved or copied completely.",
            _EARLIER,
        )
    what = _PARSED.get(fault.msg, "it is not written as JSON is")
    return Problem(f"{name} is damaged at {spot(text, fault.pos)}: {what}.", f"Correct it there. {_EDIT}")


def without_end(name: str, text: str) -> Problem:
    """A number of thousands of digits, or brackets within brackets without end: no reader takes them."""
    deep, number = too_deep(text, _DEEPEST), endless_number(text)
    if deep is not None and (number is None or deep < number):
        what, at = f"more than {_DEEPEST} brackets stand in each other", deep
    else:
        what, at = "a number has hundreds of digits", number or 0
    return Problem(f"{name} is not a plan: at {spot(text, at)}, {what}.", f"Open a .drplan file. {UNCHANGED}")


def _is_cut_off(text: str, fault: json.JSONDecodeError) -> bool:
    in_last_line = "\n" not in text[fault.pos :] and not text.endswith("}")
    return fault.pos >= len(text) or in_last_line or fault.msg.startswith("Unterminated string")


def not_of_version(name: str, text: str, document: dict[str, Any], version: int, misfit: MisfitError) -> Problem:
    """A file that says it is of an older version, and is not."""
    value: Any = document
    for step in misfit.path:
        value = value[step]
    field = misfit.path[2] if len(misfit.path) > 2 else ""
    what = f"“{field}”" if field else "this"
    wrong = f"stands beside “{misfit.beside}”" if misfit.beside else f"is {shown(value)}, not {misfit.wanted}"
    return Problem(
        f"{place_of(name, text, document, misfit.path)}: {what} {wrong}, though “schema_version” says that the file is "
        f"of version {version}.",
        f"Correct the one or the other. {_EDIT}",
        str(misfit.path[0]),
        _entity_id(_row(document, misfit.path)),
        str(field),
    )


def wrong_values(name: str, text: str, document: dict[str, Any], error: ValidationError) -> Problem:
    """The first value that does not fit, with table, row, entity and field; the others are counted.

    `text` is what the file says, from which lines are told; `document` what was made of it in the newest version.
    """
    faults = error.errors(include_url=False, include_input=False)
    first = faults[0]
    if first["type"] == "json_invalid":
        return without_end(name, text) if too_deep(text, _DEEPEST) else _half_character(name, text, document)
    spots = {tuple(one["loc"][:3]) for one in faults}
    problem = _at(name, text, document, first["loc"], Fault(first["type"], first.get("ctx", {})))
    more = len(spots) - 1
    if more:
        values = "value does" if more == 1 else "values do"
        problem = problem._replace(sentence=f"{problem.sentence} {more:,} more {values} not fit.")
    return problem


def id_twice(name: str, text: str, document: dict[str, Any], table: str, first: int, second: int) -> Problem:
    """Two rows of a table with one id."""
    entity = str(document[table][second]["id"])
    return Problem(
        f"{name}, table {table_title(table)}: rows {first + 1:,} and {second + 1:,}{_line(text, (table, second))} "
        f"have the same id “{shortened(entity)}”.",
        f"Give one of them another id in a text editor, or open an earlier copy. {UNCHANGED}",
        table,
        entity,
        "id",
    )


def field_twice(name: str, text: str, document: Any, twice: KeyTwice) -> Problem:
    """A field that stands twice in one row, as a merge by hand leaves it."""
    lines = f", lines {twice.first_line:,} and {twice.second_line:,}" if "\n" in text.strip() else ""
    return Problem(
        f"{place_of(name, '', document, twice.path)}{lines}: “{shortened(twice.key)}” stands twice; "
        "only one can be meant.",
        f"Remove one of the two in a text editor, or open an earlier copy. {UNCHANGED}",
        field=twice.key,
    )


def no_day(name: str, text: str, document: dict[str, Any], path: tuple[int | str, ...]) -> Problem:
    """A date that is written as a text of digits."""
    return _at(name, text, document, path, Fault("date_parsing", {}))


def table_title(table: str) -> str:
    """A table's name in a message, such as “Backup targets”."""
    return table.replace("_", " ").capitalize()


def _at(name: str, text: str, document: dict[str, Any], loc: tuple[int | str, ...], fault: Fault) -> Problem:
    if not loc or loc[0] not in (*TABLES, HEADER):
        what = shortened(str(loc[0])) if loc else "the file"
        known = ("format", "schema_version", HEADER, *TABLES)
        return Problem(
            f"{name}{_line(text, loc)}: “{what}” is no part of a plan.",
            f"{stray(what, known)} {_EDIT}",
        )
    table = str(loc[0])
    if fault.kind == "missing" and len(loc) == 1:
        return Problem(f"{name} has no {table}.", f"Write its “{table}” again. {_EDIT}", table)
    place, row = place_of(name, text, document, loc), _row(document, loc)
    if not isinstance(row, dict):
        is_row = len(loc) > 1 or table == HEADER
        wanted = "a row with named fields" if is_row else "a list of rows"
        form = '{"id": …}' if is_row else "[…]"
        value = document[table] if len(loc) == 1 else row
        return Problem(f"{place}: this is not {wanted}, but {shown(value)}.", f"Write it as {form}. {_EDIT}", table)
    kind: type[Entity] = Header if table == HEADER else TABLES[table]
    inner = loc[1:] if table == HEADER else loc[2:]
    sentence, remedy = value_fault(kind, inner, fault, row)
    return Problem(f"{place}: {sentence}", f"{remedy} {_EDIT}", table, _entity_id(row), str(inner[0]))


def place_of(name: str, text: str, document: Any, path: tuple[int | str, ...]) -> str:
    """File, table, row by number and name, and line: as far as `path` leads."""
    place = name
    if path and path[0] == HEADER:
        place += ", header"
    elif path:
        place += f", table {table_title(shortened(str(path[0])))}"
        if len(path) > 1 and isinstance(path[1], int):
            place += f", row {path[1] + 1:,}"
            called = _called(_row(document, path))
            place += f" (“{called}”)" if called else ""
    return place + _line(text, path)


def _called(row: Any) -> str:
    names = (row.get("name"), row.get("id")) if isinstance(row, dict) else ()
    return shortened(next((one for one in names if isinstance(one, str) and one.strip()), ""))


def _entity_id(row: Any) -> str:
    found = row.get("id") if isinstance(row, dict) else None
    return found if isinstance(found, str) else ""


def _half_character(name: str, text: str, document: dict[str, Any]) -> Problem:
    wrong, remedy = "a text holds half of a character that takes two.", f"Type the text anew. {_EDIT}"
    for table in (HEADER, *TABLES):
        part = document.get(table)
        rows: list[tuple[tuple[str | int, ...], Any]] = [((table,), part)] if table == HEADER else []
        rows += [((table, at), row) for at, row in enumerate(part)] if isinstance(part, list) else []
        for path, row in rows:
            try:
                json.dumps(row, ensure_ascii=False).encode()
            except UnicodeEncodeError:
                return Problem(f"{place_of(name, text, document, path)}: {wrong}", remedy, table, _entity_id(row))
    return Problem(f"{name}: {wrong}", remedy)


def _row(document: Any, path: tuple[int | str, ...]) -> Any:
    part = document.get(path[0]) if isinstance(document, dict) and path else None
    if path and path[0] == HEADER:
        return part
    at = path[1] if len(path) > 1 else None
    return part[at] if isinstance(part, list) and isinstance(at, int) and at < len(part) else None


def _line(text: str, path: tuple[int | str, ...]) -> str:
    line = line_of(text, path) if "\n" in text.strip() else None
    return "" if line is None else f", line {line:,}"
