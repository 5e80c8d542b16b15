"""From what a cell says to the plan's value and back, for every kind of field. Blank is None: unknown or inherited."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple, TypeVar

from dr_desktop.plan.assumptions import DEFINITIONS, Assumption
from dr_desktop.plan.durations import duration_minutes, edit_minutes, planned_minutes
from dr_desktop.plan.entity import Entity, Problem
from dr_desktop.plan.field_spec import FieldSpec, field_spec
from dr_desktop.plan.names import Names
from dr_desktop.plan.numbers import DecimalMark, edit_number
from dr_desktop.plan.plan import HEADER, Plan
from dr_desktop.plan.typed_dates import read_date
from dr_desktop.plan.typed_lists import (
    edit_disks,
    edit_mapping,
    joined,
    parts_of,
    read_disks,
    read_mapping,
    show_disks,
)
from dr_desktop.plan.typed_text import Unreadable, is_unknown, plain, quoted
from dr_desktop.plan.units import read_quantity

E = TypeVar("E", bound=Entity)


class Typed(NamedTuple):
    """What was typed into one cell, and the decimal mark of its column; None asks about doubtful numbers."""

    text: str
    decimal: DecimalMark | None = "."


_YES: Final = frozenset({"yes", "y", "true", "1", "x", "on", "ja", "oui", "si", "sí", "wahr", "vrai"})
_NO: Final = frozenset({"no", "n", "false", "0", "off", "nein", "non", "falsch", "faux"})
_SAY_NOTHING: Final = ("unknown", "undecided", "none", "open")
_TIMES: Final = ("minutes", "hours")


class Reader:
    """Reads many cells of one plan: names are gathered once, and a text that comes again is not read again."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._names = Names(plan)
        self._known: dict[tuple[int, Typed], Any] = {}

    def value(self, spec: FieldSpec, typed: Typed) -> Any | Problem:
        """As `value_from_text`."""
        key = (id(spec), typed)  # a field has one spec for good
        if key not in self._known:
            self._known[key] = value_from_text(self.plan, spec, typed.text, typed.decimal, self._names)
        return self._known[key]


def value_from_text(
    plan: Plan, spec: FieldSpec, text: str, decimal: DecimalMark | None = ".", names: Names | None = None
) -> Any | Problem:
    """The value that `text` states for a field; a Problem with its remedy when it states none.

    `decimal` is the decimal mark of the column or locale, None asks about what can be read in two ways. `names`
    saves gathering the plan's names again when many cells are read.
    """
    found = _read(plan, spec, text, decimal, names or Names(plan))
    if isinstance(found, Unreadable):
        return Problem(found.wrong, found.instead, field=spec.name)
    return found._replace(field=spec.name) if isinstance(found, Problem) else found


def text_from_value(
    plan: Plan, spec: FieldSpec, value: Any, decimal: DecimalMark = ".", names: Names | None = None
) -> str:
    """The value as it is edited: in full, so that `value_from_text` gives the same value again."""
    if value is None:
        return ""
    match spec.kind:
        case "minutes":
            return edit_minutes(value)
        case "number" | "whole" | "hours" | "money":
            return edit_number(value, decimal)
        case "date":
            return str(value.isoformat())
        case "flag":
            return "yes" if value else "no"
        case "choice":
            return str(spec.choices.get(value, value))
        case "choices":
            return joined(spec.choices.get(code, code) for code in value)
        case "reference":
            return (names or Names(plan)).shown(spec.table, value)
        case "references":
            known = names or Names(plan)
            return joined(known.shown(spec.table, one) for one in value)
        case "numbers":
            return "; ".join(str(one) for one in value)
        case "texts":
            return joined(value)
        case "disks":
            return edit_disks(value, decimal)
        case "mapping":
            return edit_mapping(value)
        case _:
            return str(value)


def edit_text(plan: Plan, entity: Entity, field: str, decimal: DecimalMark = ".", names: Names | None = None) -> str:
    """What stands in the editor of a field: the words as they were typed where they say more than the value."""
    words = entity.as_typed.get(field)
    if words is not None:
        return words
    return text_from_value(plan, field_spec(type(entity), field), getattr(entity, field), decimal, names)


def edited(
    plan: Plan, table: str, entity_id: str, field: str, text: str, decimal: DecimalMark | None = "."
) -> Entity | Problem:
    """The row with one field as typed; the same object when that changes nothing; a Problem that names the cell."""
    entity = plan.header if table == HEADER else plan.table(table).get(entity_id)
    if entity is None:
        return Problem("This row is no longer in the plan.", "", table, entity_id, field)
    after, problems = with_fields(Reader(plan), table, entity, {field: Typed(text, decimal)})
    return problems[field] if problems else after


def with_fields(reader: Reader, table: str, entity: E, texts: Mapping[str, Typed]) -> tuple[E, dict[str, Problem]]:
    """The row with several fields as typed, and per field that could not be taken, why; the rest is taken."""
    problems: dict[str, Problem] = {}
    values: dict[str, Any] = {}
    words = dict(entity.as_typed)
    for field, typed in texts.items():
        spec = field_spec(type(entity), field)
        value = _for_entity(reader, spec, entity, typed)
        if isinstance(value, Problem):
            problems[field] = value._replace(table=table, entity=entity.id, field=field)
            continue
        if spec.kind in _TIMES and _says_more(spec, typed):
            words[field] = " ".join(typed.text.split())
        else:
            words.pop(field, None)
        if value != getattr(entity, field) or type(value) is not type(getattr(entity, field)):
            values[field] = value
    if words != entity.as_typed:
        values["as_typed"] = words
    if not values:
        return entity, problems
    after = entity.changed(**values)
    if not isinstance(after, Problem):
        return after, problems
    if len(texts) == 1:
        return entity, {next(iter(texts)): after._replace(table=table, entity=entity.id)}
    # One value does not fit: take the fields one by one, so that the others are not lost.
    for field in texts:
        if field not in problems:
            entity, refused = with_fields(reader, table, entity, {field: texts[field]})
            problems |= refused
    return entity, problems


def _for_entity(reader: Reader, spec: FieldSpec, entity: Entity, typed: Typed) -> Any | Problem:
    if spec.kind == "disks" and plain(typed.text) == show_disks(getattr(entity, spec.name), typed.decimal or "."):
        return getattr(entity, spec.name)  # a table shows fewer digits than there are: they stay
    if not isinstance(entity, Assumption) or spec.name not in ("base", "low", "high"):
        return reader.value(spec, typed)
    text, decimal = typed
    definition = DEFINITIONS.get(entity.id)
    if definition is None:
        return reader.value(spec, typed)
    value = read_quantity(text, definition.unit, decimal)
    if isinstance(value, Unreadable):
        return Problem(value.wrong, value.instead)
    if value is not None and not definition.minimum <= value <= definition.maximum:
        return Problem(
            f"{definition.name} cannot be {quoted(text)}.",
            f"Type a number from {definition.minimum:g} to {definition.maximum:g}.",
        )
    return value


def _read(plan: Plan, spec: FieldSpec, text: str, decimal: DecimalMark | None, names: Names) -> Any:
    match spec.kind:
        case "text" | "prose":
            return text.strip()
        case "minutes":
            return duration_minutes(text, None, decimal)
        case "number" | "hours":
            return read_quantity(text, spec.unit, decimal)
        case "money":
            return read_quantity(text, plan.header.currency, decimal)
        case "whole":
            return _whole(text, read_quantity(text, spec.unit, decimal))
        case "date":
            return read_date(text)
        case "flag":
            return _flag(spec, text)
        case "choice":
            return _choice(spec, text)
        case "mapping":
            return read_mapping(text)
        case "disks":
            return read_disks(text, decimal)
        case "reference":
            return _reference(spec, text.strip(), names)
        case _:
            return _several(spec, text, names)


def _whole(text: str, number: float | Unreadable | None) -> int | Unreadable | None:
    if number is None or isinstance(number, Unreadable):
        return number
    if not number.is_integer():
        return Unreadable(f"{quoted(text)} is not a whole number.", f"Type {number:.0f}, for example.")
    return int(number)


def _flag(spec: FieldSpec, text: str) -> bool | Unreadable:
    word = plain(text).casefold()
    if is_unknown(word):
        return bool(spec.default)
    if word in _YES or word in _NO:
        return word in _YES
    return Unreadable(f"{quoted(text)} is neither yes nor no.", "Type yes or no.")


def _choice(spec: FieldSpec, text: str) -> str | Unreadable | None:
    typed = plain(text).casefold()
    if not typed or (is_unknown(typed) and typed not in spec.choices):
        if spec.optional:
            return None
        for code in _SAY_NOTHING:
            if code in spec.choices:
                return code
        return Unreadable(f"{spec.title} cannot be blank.", f"Type {_offered(spec.choices.values())}.")
    folded = {code: (code.casefold(), plain(word).casefold()) for code, word in spec.choices.items()}
    exact = [code for code, forms in folded.items() if typed in forms]
    near = exact or [
        code
        for code, forms in folded.items()
        if any(form.startswith(typed) for form in (*forms, forms[0].replace("_", " ")))
    ]
    if len(near) == 1:
        return near[0]
    if near:
        return Unreadable(
            f"{quoted(text)} fits {len(near)} choices.", f"Type {_offered(spec.choices[code] for code in near)}."
        )
    return Unreadable(f"{spec.title} cannot be {quoted(text)}.", f"Type {_offered(spec.choices.values())}.")


def _reference(spec: FieldSpec, text: str, names: Names) -> str | Problem | None:
    exact = names.exactly(spec.table, text)
    if exact is not None:
        return exact
    return None if is_unknown(plain(text)) else names.find(spec.table, text)


def _several(spec: FieldSpec, text: str, names: Names) -> tuple[Any, ...] | Unreadable | Problem | None:
    if not text.strip():
        return None if spec.optional else ()
    if spec.kind == "references":
        whole = names.exactly(spec.table, text.strip())  # a name may hold a comma
        if whole is not None:
            return (whole,)
    found: list[Any] = []
    for part in parts_of(text):
        one = _one_of_several(spec, part, names)
        if isinstance(one, Unreadable | Problem):
            return one
        if one not in found:
            found.append(one)
    return tuple(found)


def _one_of_several(spec: FieldSpec, part: str, names: Names) -> Any | Unreadable | Problem:
    match spec.kind:
        case "references":
            return names.find(spec.table, part)
        case "choices":
            code = _choice(spec, part)
            return Unreadable(f"{spec.title} cannot be {quoted(part)}.", "Leave it out.") if code is None else code
        case "numbers":
            number = _whole(part, read_quantity(part, "", None))
            return Unreadable(f"{quoted(part)} is not a number.", "Leave it out.") if number is None else number
        case _:
            return part


def _says_more(spec: FieldSpec, typed: Typed) -> bool:
    planned = planned_minutes(typed.text, "hours" if spec.kind == "hours" else None, typed.decimal)
    return not isinstance(planned, Unreadable) and bool(planned.note)


def _offered(words: Iterable[str]) -> str:
    listed = list(words)
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} or {listed[-1]}"
