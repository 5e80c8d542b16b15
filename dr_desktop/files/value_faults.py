"""Says what is wrong with one value of a file, and what to write in its place."""

from __future__ import annotations

import difflib
import json
import math
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from dr_desktop.plan.entity import Entity
from dr_desktop.plan.field_spec import FieldSpec, field_spec
from dr_desktop.plan.machine import Disk

_MOST_SHOWN: Final = 60
_MOST_ENTRIES: Final = 12
_DISK_LIST: Final = 'a list of disks such as [{"size_gib": 127, "excluded": false}]'


class Fault(NamedTuple):
    """What pydantic says of a value: its name of the fault, and the bound that was crossed."""

    kind: str
    context: Mapping[str, Any]


class Wanted(NamedTuple):
    """What a field takes: as the end of “… is not”, and as the end of “type …”."""

    what: str
    how: str


def value_fault(kind: type[Entity], inner: tuple[int | str, ...], fault: Fault, row: dict[str, Any]) -> tuple[str, str]:
    """Sentence and remedy for the value that `inner` leads to in a row: a field, then positions or keys."""
    key = str(inner[0])
    if key not in kind.model_fields:
        return _no_field(key, kind.model_fields, "this table")
    spec = field_spec(kind, key)
    if fault.kind == "missing" and len(inner) == 1:
        return f"{spec.title} is missing.", f"State “{key}”: {_wanted(spec, fault).how}."
    if len(inner) == 1:
        return _in_words(spec.title, key, row[key], _wanted(spec, fault), fault)
    if spec.kind == "disks":
        return _of_disk(spec, inner[1:], fault, row[key])
    entry = inner[1]
    place = f"{spec.title}, entry {entry + 1:,}," if isinstance(entry, int) else f"{spec.title}, “{shortened(entry)}”,"
    return _in_words(place, key, row[key][entry], _wanted_entry(spec), fault)


def shown(value: object) -> str:
    """A JSON value in a sentence: short, and never as Python writes it."""
    match value:
        case None:
            return "empty (null)"
        case bool():
            return "true" if value else "false"
        case list():
            return "a list" if value else "an empty list"
        case dict():
            return "a group of named values" if value else "an empty group"
        case str():
            return f"“{shortened(value)}”" if value.strip() else "an empty text"
        case _:
            return f"“{shortened(json.dumps(value))}”"


def shortened(text: str) -> str:
    """A text that fits into a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= _MOST_SHOWN else f"{line[:_MOST_SHOWN]}…"


def stray(key: str, known: Iterable[str]) -> str:
    """What to do with a name that the format does not have; `known` are those that it has."""
    near = difflib.get_close_matches(key, list(known), 1, 0.75)
    meant = f"write “{near[0]}” if that is meant, or " if near else ""
    return f"If a newer DR Desktop saved the file, open it with that one; otherwise {meant}remove it."


def _no_field(key: str, known: Iterable[str], of: str) -> tuple[str, str]:
    return f"“{shortened(key)}” is no field of {of}.", stray(key, known)


def _of_disk(spec: FieldSpec, inner: tuple[int | str, ...], fault: Fault, disks: Any) -> tuple[str, str]:
    number = int(inner[0])
    place, disk = f"{spec.title}, entry {number + 1:,}", disks[number]
    if len(inner) == 1:
        return _in_words(f"{place},", spec.name, disk, Wanted("a disk", _DISK_LIST), fault)
    key = str(inner[1])
    if fault.kind == "missing":
        return f"{place}, has no “{key}”.", f"For “{spec.name}” type {_DISK_LIST}."
    if key not in Disk.model_fields:
        sentence, remedy = _no_field(key, Disk.model_fields, "a disk")
        return f"{place}: {sentence}", remedy
    size = Wanted("a number", "a number from 0 to 1,000,000 (GiB) without quotes")
    wanted = size if key == "size_gib" else Wanted("true or false", "true or false without quotes")
    return _in_words(f"{place}, “{key}”,", key, disk[key], wanted, fault)


def _in_words(place: str, key: str, value: object, wanted: Wanted, fault: Fault) -> tuple[str, str]:
    remedy = f"For “{key}” type {wanted.how}."
    match fault.kind:
        case "string_too_long":
            longest = fault.context.get("max_length", 0)
            return (
                f"{place} is {len(str(value)):,} characters long; at most {longest:,} fit.",
                f"Shorten “{key}”.",
            )
        case "greater_than_equal" | "greater_than" | "less_than_equal" | "less_than" | "string_pattern_mismatch":
            return f"{place} cannot be {shown(value)}.", remedy
        case "literal_error" if isinstance(value, str):
            return f"{place} cannot be {shown(value)}.", remedy
        case "finite_number" if not (isinstance(value, float) and math.isnan(value)):
            return f"{place} is too large to be a number of the plan.", remedy
        case "int_type" if isinstance(value, float) and value.is_integer():
            return f"{place} is {shown(value)}, which is a number, but not written as a whole one.", remedy
    return f"{place} is {shown(value)}, which is not {wanted.what}.", remedy


def _wanted(spec: FieldSpec, fault: Fault) -> Wanted:
    none = ", or null for none" if spec.optional else ""
    match spec.kind:
        case "whole":
            return Wanted("a whole number", f"a whole number{_bounds(spec, fault)}, without quotes{none}")
        case "number" | "money" | "minutes" | "hours":
            what = f"a number of {spec.kind}" if spec.kind in ("minutes", "hours") else "a number"
            unit = f" ({spec.unit})" if spec.unit and what == "a number" else ""
            return Wanted(what, f"{what}{_bounds(spec, fault)}{unit}, without quotes{none}")
        case "date":
            return Wanted("a date", f'a date such as "2026-11-03"{none}')
        case "flag":
            return Wanted("true or false", "true or false, without quotes")
        case "choice":
            return Wanted("one of its words", f"{_one_of(spec)}{none}")
        case "choices":
            return Wanted("a list of its words", f"a list such as [{_some(spec)}], of {_one_of(spec)}")
        case "reference":
            return Wanted("the id of a row", f"the id of a row of “{spec.table}” in quotes{none}")
        case "references":
            return Wanted("a list of ids", f'a list of ids of “{spec.table}” such as ["id-1", "id-2"]{none}')
        case "numbers":
            return Wanted("a list of whole numbers", f"a list of whole numbers{_bounds(spec, fault)} such as [1, 7]")
        case "texts":
            return Wanted("a list of texts", 'a list of texts such as ["one", "two"]')
        case "disks":
            return Wanted("a list of disks", _DISK_LIST)
        case "mapping":
            return Wanted("a group of named texts", 'named texts such as {"Owner": "Eva"}')
        case _ if spec.name == "id":
            return Wanted("a text", "a text in quotes that no other row of the table has")
        case _ if fault.kind == "string_pattern_mismatch":
            return Wanted("two letters", 'two letters by ISO 3166-1, such as "NL", or "" for none')
        case _:
            return Wanted("a text", 'a text in quotes, or "" for none')


def _wanted_entry(spec: FieldSpec) -> Wanted:
    """What each entry of a list or group must be; the remedy is of the whole field."""
    match spec.kind:
        case "references":
            return Wanted("the id of a row", f'a list of ids of “{spec.table}” such as ["id-1", "id-2"]')
        case "choices":
            return Wanted("one of its words", f"a list such as [{_some(spec)}], of {_one_of(spec)}")
        case "numbers":
            lowest_to_highest = _bounds(spec, Fault("", {}))
            return Wanted("a whole number", f"a list of whole numbers{lowest_to_highest} such as [1, 7]")
        case "mapping":
            return Wanted("a text", 'named texts such as {"Owner": "Eva"}')
        case _:
            return Wanted("a text", 'a list of texts such as ["one", "two"]')


def _bounds(spec: FieldSpec, fault: Fault) -> str:
    if spec.minimum is None or spec.maximum is None:
        return ""
    below = "below " if "lt" in fault.context else ""
    return f" from {_plain(spec.minimum)} to {below}{_plain(spec.maximum)}"


def _plain(bound: float) -> str:
    return f"{bound:,.0f}" if bound.is_integer() else f"{bound:g}"


def _one_of(spec: FieldSpec) -> str:
    codes = [f'"{code}"' for code in spec.choices]
    return f"one of {', '.join(codes[:_MOST_ENTRIES])}"


def _some(spec: FieldSpec) -> str:
    return ", ".join(f'"{code}"' for code in list(spec.choices)[:2])
