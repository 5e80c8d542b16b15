"""What tables, exports and messages need to know of a field, read from its declaration."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from pydantic.fields import FieldInfo

from dr_desktop.plan.entity import Entity
from dr_desktop.plan.quantity import Prose, Reference, Unit
from dr_desktop.plan.words import words_of


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of an entity.

    `kind`: text, prose, number, whole, minutes, hours, money, date, flag, choice, choices, reference, references,
    numbers (whole numbers), texts, disks, mapping. `choices` maps code -> word. `table` is that of a reference.
    """

    name: str
    title: str
    help: str
    kind: str
    unit: str
    decimals: int
    minimum: float | None
    maximum: float | None
    optional: bool
    choices: dict[str, str]
    table: str
    default: Any

    @property
    def heading(self) -> str:
        """Title with its unit, as table headings carry it."""
        return f"{self.title}, {self.unit}" if self.unit else self.title

    @property
    def numeric(self) -> bool:
        """Whether a number is stored, so that it is set right and can be summed."""
        return self.kind in ("number", "whole", "minutes", "hours", "money")


@cache
def field_spec(kind: type[Entity], name: str) -> FieldSpec:
    """The spec of one field; KeyError when the entity has no such field."""
    info = kind.model_fields[name]
    found = _Found()
    for extra in info.metadata:
        found.take(extra)
    found.walk(info.annotation)
    return FieldSpec(
        name=name,
        title=info.title or name,
        help=info.description or "",
        kind=found.kind(),
        unit=found.unit.symbol if found.unit else "",
        decimals=found.unit.decimals if found.unit else 0,
        minimum=found.minimum,
        maximum=found.maximum,
        optional=found.optional,
        choices=words_of(found.codes) if found.codes else {},
        table=found.reference.table if found.reference else "",
        default=info.get_default(call_default_factory=True) if not info.is_required() else None,
    )


def field_specs(kind: type[Entity]) -> tuple[FieldSpec, ...]:
    """All fields of an entity, in the order of their declaration."""
    return tuple(field_spec(kind, name) for name in kind.model_fields)


class _Found:
    """What the walk over an annotation has met so far."""

    def __init__(self) -> None:
        self.unit: Unit | None = None
        self.reference: Reference | None = None
        self.prose = False
        self.optional = False
        self.many = False
        self.codes: tuple[str, ...] = ()
        self.base: Any = str
        self.minimum: float | None = None
        self.maximum: float | None = None

    def take(self, extra: Any) -> None:
        match extra:
            case Unit():
                self.unit = extra
            case Reference():
                self.reference = extra
            case Prose():
                self.prose = True
            case FieldInfo():
                for inner in extra.metadata:
                    self.take(inner)
            case Ge(ge=bound) | Gt(gt=bound):
                self.minimum = float(str(bound))
            case Le(le=bound) | Lt(lt=bound):
                self.maximum = float(str(bound))

    def walk(self, annotation: Any) -> None:
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            for extra in arguments[1:]:
                self.take(extra)
            self.walk(arguments[0])
        elif origin is Literal:
            self.codes = tuple(str(code) for code in arguments)
        elif origin is tuple:
            self.many = True
            self.walk(arguments[0])
        elif origin is dict:
            self.base = dict
        elif arguments:
            for argument in arguments:
                if argument is type(None):
                    self.optional = True
                else:
                    self.walk(argument)
        else:
            self.base = annotation

    def kind(self) -> str:
        if self.reference:
            return "references" if self.many else "reference"
        if self.codes:
            return "choices" if self.many else "choice"
        if self.base is dict:
            return "mapping"
        if self.many:
            return {int: "numbers", str: "texts"}.get(self.base, "disks")
        if self.unit and self.unit.kind != "number":
            return self.unit.kind
        simple = {bool: "flag", int: "whole", float: "number", str: "prose" if self.prose else "text"}
        return simple.get(self.base, "date")
