"""Random plans for laws: every table, every field, references that lead somewhere and some that do not.

`entities(kind)` gives rows of one kind, `plans()` whole plans. Ids look as the program makes them; texts hold letters
of several scripts, quotes and line breaks. Numbers stay within each field's bounds.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from dr_desktop.plan.assumptions import default_assumptions
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.header import Header
from dr_desktop.plan.plan import HEADER, ID_PREFIX, TABLES, Plan
from dr_desktop.plan.quantity import Reference

ALPHABET = "abc ABC 019 -_/\\ \"'=+@,.;:{}[]<> \n\t äöüß Łódź Ελλάδα € “ ” 東京 \u2028 🚰"
TEXTS = st.text(ALPHABET, max_size=12).map(str.strip)
DATES = st.dates(date(2020, 1, 1), date(2035, 12, 31))
ROWS_AT_MOST = 3


def ids_of(table: str) -> tuple[str, ...]:
    """The ids that rows of a table may have in these plans."""
    return tuple(f"{ID_PREFIX[table]}-{number}" for number in range(ROWS_AT_MOST))


def entities(kind: type[Entity], entity_id: str) -> st.SearchStrategy[Any]:
    """Valid rows of a kind, each field drawn within its bounds."""
    return _values_of(kind).map(lambda chosen: kind(id=entity_id, **chosen))


@cache  # making the strategies of a kind takes longer than drawing a row from them
def _values_of(kind: type[Entity]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=cells(kind))


def cells(kind: type[Entity]) -> dict[str, st.SearchStrategy[Any]]:
    """Values for each field of a kind but its id, drawn within the field's bounds."""
    return {name: _of_field(info) for name, info in kind.model_fields.items() if name != "id"}


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Whole plans: up to three rows in each table, all assumptions, references also to rows that are not there."""
    tables: dict[str, Any] = {}
    for name, kind in TABLES.items():
        if name == "assumptions":
            tables[name] = {
                key: one if draw(st.booleans()) else draw(entities(kind, key))
                for key, one in default_assumptions().items()
            }
            continue
        chosen = draw(st.lists(st.sampled_from(ids_of(name)), unique=True, max_size=ROWS_AT_MOST))
        tables[name] = {key: draw(entities(kind, key)) for key in chosen}
    return Plan(header=draw(entities(Header, HEADER)), **tables)


def _of_field(info: FieldInfo) -> st.SearchStrategy[Any]:
    return _of_type(info.annotation, tuple(info.metadata))


def _of_type(annotation: Any, extras: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _of_type(arguments[0], (*extras, *arguments[1:]))
    if origin in (Union, UnionType):
        return st.one_of(
            *(st.none() if one is NoneType else _of_type(one, extras) for one in arguments),
        )
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        return st.lists(_of_type(arguments[0], extras), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(TEXTS, TEXTS, max_size=2)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        parts = {name: _of_field(info) for name, info in annotation.model_fields.items()}
        return st.fixed_dictionaries(parts).map(lambda chosen: annotation(**chosen))
    return _simple(annotation, extras)


def _simple(annotation: Any, extras: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    low, high = _bounds(extras)
    if annotation is bool:
        return st.booleans()
    if annotation is int:
        return st.integers(int(low), int(high))
    if annotation is float:
        return st.floats(low, high).filter(lambda value: _allowed(value, extras))
    if annotation is date:
        return DATES
    for extra in extras:
        if isinstance(extra, Reference):
            return st.sampled_from((*ids_of(extra.table), "gone"))
    for extra in _flat(extras):
        if pattern := getattr(extra, "pattern", None):
            return st.from_regex(pattern, fullmatch=True)
    return TEXTS


def _flat(extras: tuple[Any, ...]) -> list[Any]:
    found: list[Any] = []
    for extra in extras:
        found.extend(_flat(tuple(extra.metadata)) if isinstance(extra, FieldInfo) else [extra])
    return found


def _bounds(extras: tuple[Any, ...]) -> tuple[float, float]:
    low, high = -1e12, 1e12
    for extra in _flat(extras):
        match extra:
            case Ge(ge=bound) | Gt(gt=bound):
                low = max(low, float(str(bound)))
            case Le(le=bound) | Lt(lt=bound):
                high = min(high, float(str(bound)))
    return low, high


def _allowed(value: float, extras: tuple[Any, ...]) -> bool:
    return all(not (isinstance(one, Lt) and value >= float(str(one.lt))) for one in _flat(extras))
