"""A plan as its file holds it: format, version, header, and a list of rows per table."""

from datetime import date
from functools import cache
from typing import Any, Final, Literal, cast, get_args, get_origin

from pydantic import ConfigDict, TypeAdapter, create_model

from dr_desktop.plan.assumptions import Assumption, default_assumptions
from dr_desktop.plan.entity import Entity, Frozen
from dr_desktop.plan.header import Header
from dr_desktop.plan.plan import HEADER, TABLES, Plan, table_names

FORMAT: Final = "dr-desktop-plan"
SCHEMA_VERSION: Final = 1
INDENT: Final = 1
"""One space: two would make the file of a large plan an eighth larger, and saving it as much slower."""

SOON_AFTER_1970: Final = date(1980, 1, 1)
"""No plan has an earlier day: pydantic takes "0" for the first of January 1970, other digits for a day soon after."""


def plan_to_bytes(plan: Plan) -> bytes:
    """The file's content: UTF-8 JSON, every field of every row on its own line, the same for equal plans.

    Raises ValueError when a text cannot be written as UTF-8.
    """
    tables = {name: list(plan.table(name).values()) for name in table_names()}
    document = _document().model_construct(format=FORMAT, schema_version=SCHEMA_VERSION, header=plan.header, **tables)
    return _adapter().dump_json(document, indent=INDENT) + b"\n"


def plan_of_document(document: Any) -> Plan | tuple[str, int, int]:
    """The plan of a validated document, or the first id given twice: its table and both positions from 0."""
    tables: dict[str, dict[str, Entity]] = {}
    for name in table_names():
        rows: list[Entity] = getattr(document, name)
        table = {row.id: row for row in rows}
        if len(table) != len(rows):
            return name, *_twice(rows)
        tables[name] = table
    stated = cast(dict[str, Assumption], tables["assumptions"])
    missing = {key: one for key, one in default_assumptions().items() if key not in stated}
    if missing:
        tables["assumptions"] = {**stated, **missing}
    return Plan(header=cast(Header, getattr(document, HEADER)), **cast(dict[str, Any], tables))


def document_of(content: bytes | str) -> Any:
    """The validated document of a file's content; raises pydantic's ValidationError."""
    return _adapter().validate_json(content)


def is_taken_whole(content: bytes, document: Any) -> bool:
    """Whether every value of the content is in its validated document, as far as one scan tells; False: look closer.

    JSON permits a key to stand twice in an object, and a reader takes the last: a plan merged by hand is where it
    happens. Blanks are taken off keys, which may make two of them one. A date may be written as seconds since 1970.
    """
    size = len(_document().model_fields)
    if len(document.model_fields_set) < size:
        return False
    keys, days = size, set[date | None]()
    for kind, rows in (
        (Header, [document.header]),
        *((TABLES[name], getattr(document, name)) for name in table_names()),
    ):
        mappings, records, dates = (_fields_of(kind, held) for held in (dict, Frozen, date))
        for row in rows:  # all of a row at once: fetching it from memory is what takes the time
            values = row.__dict__
            keys += len(row.__pydantic_fields_set__)
            for name in mappings:
                keys += len(values[name])
            for name in records:
                for record in values[name]:
                    keys += len(record.__pydantic_fields_set__)
            for name in dates:
                days.add(values[name])
    if any(day is not None and day < SOON_AFTER_1970 for day in days):
        return False
    return content.count(b'":') == keys  # the same in a text counts too: then a look is taken that was not needed


@cache
def _fields_of(kind: type[Entity], held: type) -> tuple[str, ...]:
    """The fields of an entity that are mappings (`dict`), hold records (`Frozen`) or are dates."""

    def holds(annotation: Any) -> bool:
        outer = get_origin(annotation) or annotation
        return any(isinstance(one, type) and issubclass(one, held) for one in (outer, *get_args(annotation)))

    return tuple(name for name, info in kind.model_fields.items() if holds(info.annotation))


@cache
def _document() -> Any:
    version: Any = Literal[SCHEMA_VERSION]
    fields: dict[str, Any] = {"format": (Literal[FORMAT], ...), "schema_version": (version, ...), HEADER: (Header, ...)}
    fields |= {name: (list[TABLES[name]], []) for name in table_names()}  # type: ignore[valid-type]
    config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)
    return create_model("PlanDocument", __config__=config, **fields)


@cache
def _adapter() -> TypeAdapter[Any]:
    return TypeAdapter(_document())


def _twice(rows: list[Entity]) -> tuple[int, int]:
    first: dict[str, int] = {}
    for position, row in enumerate(rows):
        if row.id in first:
            return first[row.id], position
        first[row.id] = position
    raise ValueError("every id is there once")
