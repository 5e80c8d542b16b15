"""Says why a file is no plan that can be opened: what, where, and what to do about it."""

import json
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from dr_desktop.files.json_places import line_of
from dr_desktop.plan.entity import Entity, Problem, problem_of
from dr_desktop.plan.header import Header
from dr_desktop.plan.plan import HEADER, TABLES

_UNCHANGED: Final = "The file is unchanged."
_EARLIER: Final = f"Open an earlier copy of it. {_UNCHANGED}"
_BEGINNINGS: Final = (
    (b"\x89PNG", "is a picture"),
    (b"\xff\xd8\xff", "is a picture"),
    (b"GIF8", "is a picture"),
    (b"%PDF", "is a PDF document"),
    (b"PK", "is a workbook or another packed file"),
    (b"\xd0\xcf\x11\xe0", "is a workbook of the old form, or is encrypted"),
)
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")


class FieldTwice(NamedTuple):
    """A key that one JSON object has twice, and a name for that object."""

    key: str
    of: str


def not_a_plan(name: str, content: bytes) -> Problem | None:
    """A Problem when the first bytes tell that this is another kind of file."""
    if not content.strip():
        return Problem(f"{name} is empty.", _EARLIER)
    for beginning, what in _BEGINNINGS:
        if content.startswith(beginning):
            return Problem(
                f"{name} {what}, not a plan.",
                f"Open a file that ends in .drplan; take an inventory in with Import. {_UNCHANGED}",
            )
    if content.startswith(_WIDE):
        return Problem(f"{name} is written in UTF-16, not in UTF-8.", f"Save it as UTF-8. {_UNCHANGED}")
    return None


def not_utf8(name: str, content: bytes, fault: UnicodeDecodeError) -> Problem:
    """A byte that UTF-8 does not have."""
    line = content.count(b"\n", 0, fault.start) + 1
    if line == 1 or not content.lstrip().startswith(b"{"):
        return Problem(f"{name} is not a plan: it is not a text in UTF-8.", f"Open a .drplan file. {_UNCHANGED}")
    return Problem(f"{name} is damaged: line {line:,} holds a byte that is not UTF-8.", _EARLIER)


def not_json(name: str, text: str, fault: json.JSONDecodeError) -> Problem:
    """A text that is no JSON: cut off, merged by halves, damaged or never a plan."""
    if not text.lstrip().startswith("{"):
        return Problem(f"{name} is not a plan.", f"Open a file that ends in .drplan. {_UNCHANGED}")
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(("<<<<<<<", ">>>>>>>")):
            return Problem(
                f"{name} holds two versions at line {number:,}: a merge was not finished.",
                f"Choose one of them in a text editor and save, or open an earlier copy. {_UNCHANGED}",
            )
    if _is_cut_off(text.rstrip(), fault):
        return Problem(
            f"{name} ends in the middle, at line {text.rstrip().count(chr(10)) + 1:,}: "
            "it was not saved or copied completely.",
            _EARLIER,
        )
    return Problem(
        f"{name} is damaged at line {fault.lineno:,}, character {fault.colno:,} ({fault.msg.lower()}).", _EARLIER
    )


def _is_cut_off(text: str, fault: json.JSONDecodeError) -> bool:
    in_last_line = "\n" not in text[fault.pos :] and not text.endswith("}")
    return fault.pos >= len(text) or in_last_line or fault.msg.startswith("Unterminated string")


def wrong_values(name: str, text: str, document: dict[str, Any], error: ValidationError) -> Problem:
    """The first value that does not fit, with table, row, entity and field; the others are counted."""
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    if faults[0]["type"] == "json_invalid":
        return _half_character(name, text, document)
    spots = {tuple(one["loc"][:3]) for one in faults}
    problem = _at(name, text, document, faults[0]["loc"], faults[0]["type"])
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
        f"have the same id “{entity}”.",
        f"Give one of them another id in a text editor, or open an earlier copy. {_UNCHANGED}",
        table,
        entity,
        "id",
    )


def field_twice(name: str, twice: FieldTwice) -> Problem:
    """A field that stands twice in one row, as a merge by hand leaves it."""
    return Problem(
        f"{name}: “{twice.key}” stands twice in {twice.of}; only one can be meant.",
        f"Remove one of the two lines in a text editor, or open an earlier copy. {_UNCHANGED}",
        field=twice.key,
    )


def table_title(table: str) -> str:
    """A table's name in a message, such as “Backup targets”."""
    return table.replace("_", " ").capitalize()


def _at(name: str, text: str, document: dict[str, Any], loc: tuple[int | str, ...], kind: str) -> Problem:
    line = _line(text, loc)
    if not loc or loc[0] not in (*TABLES, HEADER):
        what = str(loc[0]) if loc else "the file"
        return Problem(f"{name}{line}: “{what}” is no part of a plan.", f"Remove it in a text editor. {_UNCHANGED}")
    table = str(loc[0])
    entity_kind: type[Entity] = Header if table == HEADER else TABLES[table]
    row = document.get(table) if table == HEADER else _row(document, loc)
    place = f"{name}, " + ("header" if table == HEADER else f"table {table_title(table)}")
    if kind == "missing" and len(loc) == 1:
        return Problem(f"{name} has no {table}.", _EARLIER, table)
    if len(loc) > 1 and table != HEADER:
        place += f", row {int(loc[1]) + 1:,}"
    if not isinstance(row, dict):
        wanted = "a list of rows" if len(loc) == 1 and table != HEADER else "a row with named fields"
        return Problem(f"{place}{line}: this is not {wanted}.", _EARLIER, table)
    entity_id = str(row.get("id", ""))
    called = str(row.get("name") or entity_id)
    if called and table != HEADER:
        place += f" (“{called[:80]}”)"
    inner = _of_row(entity_kind, entity_id, row)
    return inner._replace(
        sentence=f"{place}{line}: {inner.sentence}",
        remedy=f"{inner.remedy} Do it in a text editor, or open an earlier copy. {_UNCHANGED}",
        table=table,
        entity=entity_id,
    )


def _half_character(name: str, text: str, document: dict[str, Any]) -> Problem:
    for table in TABLES:
        rows = document.get(table)
        for position, row in enumerate(rows if isinstance(rows, list) else ()):
            try:
                json.dumps(row, ensure_ascii=False).encode()
            except UnicodeEncodeError:
                place = f"table {table_title(table)}, row {position + 1:,}{_line(text, (table, position))}"
                return Problem(f"{name}, {place}: a text holds half of a character that takes two.", _EARLIER, table)
    return Problem(f"{name}: a text holds half of a character that takes two.", _EARLIER)


def _row(document: dict[str, Any], loc: tuple[int | str, ...]) -> Any:
    rows = document.get(str(loc[0]))
    return rows[int(loc[1])] if isinstance(rows, list) and len(loc) > 1 else rows if len(loc) > 1 else None


def _of_row(kind: type[Entity], entity_id: str, row: dict[str, Any]) -> Problem:
    try:
        kind.model_validate_json(json.dumps(row))
    except ValidationError as error:
        return problem_of(kind, entity_id, error)
    return Problem("It does not fit.", "Correct it.")


def _line(text: str, path: tuple[int | str, ...]) -> str:
    line = line_of(text, path)
    return "" if line is None or "\n" not in text.strip() else f", line {line:,}"
