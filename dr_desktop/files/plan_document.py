"""A plan as its file holds it: format, version, header, and a list of rows per table."""

from functools import cache
from typing import Any, Final, Literal, cast

from pydantic import ConfigDict, TypeAdapter, create_model

from dr_desktop.plan.assumptions import Assumption, default_assumptions
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.header import Header
from dr_desktop.plan.plan import HEADER, TABLES, Plan, table_names

FORMAT: Final = "dr-desktop-plan"
SCHEMA_VERSION: Final = 1
INDENT: Final = 1
"""One space: two would make the file of a large plan an eighth larger, and saving it as much slower."""

_FIELDS_BEGIN: Final = b"\n" + b" " * 3 * INDENT + b'"'
"""How the line of a row's field begins, as this module writes it: document, table and row are one step each."""


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


def is_written_once(content: bytes, document: Any) -> bool:
    """Whether no field of a row stands there twice, which JSON permits and of which a reader takes the last.

    True only for content laid out as `plan_to_bytes` does; costs one scan. A plan merged by hand is where it happens.
    """
    tables = ((TABLES[name], getattr(document, name)) for name in table_names())
    expected = sum(len(kind.model_fields) * len(rows) for kind, rows in tables)
    expected += sum(len(mapping) for mapping in (document.header.tags, document.header.as_typed))
    return content.count(_FIELDS_BEGIN) == expected


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
