"""Entity: a frozen, validated record with a stable id. Problem: what is wrong with a value, where, and what to type."""

from __future__ import annotations

from typing import Any, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dr_desktop.plan.quantity import LongText, Text


class Problem(NamedTuple):
    """Something that cannot be taken into the plan: one sentence, its place and the remedy."""

    sentence: str
    remedy: str = ""
    table: str = ""
    entity: str = ""
    field: str = ""

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}".strip()


class Frozen(BaseModel):
    """Base of every stated value: immutable, strict about types, closed to unknown fields.

    Modules of stated values do without `from __future__ import annotations`: pydantic would evaluate the text of some
    four hundred annotations, a third of what importing them costs.
    """

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", defer_build=True, allow_inf_nan=False, str_strip_whitespace=True
    )


class Entity(Frozen):
    """A row of one of the plan's tables."""

    id: str = Field(min_length=1, max_length=200, title="Id", description="Stable and opaque; survives renaming.")
    name: Text = Field("", title="Name", description="What people call it. Names need not be unique.")
    notes: LongText = Field("", title="Notes", description="Free text, printed where the entity is described.")
    tags: dict[str, str] = Field(
        default_factory=dict, title="Tags", description="Further columns of an imported inventory, as they were read."
    )
    as_typed: dict[str, str] = Field(
        default_factory=dict,
        title="As typed",
        description="Per field, the words that were typed where the stored number says less, such as “≤ 15 min”.",
    )

    def changed(self, **values: Any) -> Self | Problem:
        """The entity with these fields changed, validated as a whole; a Problem when a value does not fit.

        Never `model_copy(update=)`: that does not validate.
        """
        try:
            return type(self).model_validate({**self.__dict__, **values})
        except ValidationError as error:
            return problem_of(type(self), self.id, error)


def new_id(prefix: str) -> str:
    """A fresh opaque id, such as `m-9f3a61c07b2d`."""
    import secrets  # loads the hashes of the system, which opening a plan does without

    return f"{prefix}-{secrets.token_hex(6)}"


def problem_of(kind: type[BaseModel], entity_id: str, error: ValidationError) -> Problem:
    """The first complaint of a validation in a reader's words."""
    first = error.errors(include_url=False, include_context=True)[0]
    field = str(first["loc"][0]) if first["loc"] else ""
    info = kind.model_fields.get(field)
    title = (info.title if info and info.title else field) or kind.__name__
    sentence, remedy = _in_words(title, first["type"], first.get("ctx", {}), first.get("input"))
    return Problem(sentence, remedy, entity=entity_id, field=field)


def _in_words(title: str, kind: str, context: dict[str, Any], given: object) -> tuple[str, str]:
    shown = f"“{given}”" if isinstance(given, str | int | float) else "this value"
    if kind in ("greater_than_equal", "greater_than"):
        return f"{title} cannot be {shown}.", f"Type {context.get('ge', context.get('gt')):g} or more."
    if kind in ("less_than_equal", "less_than"):
        return f"{title} cannot be {shown}.", f"Type {context.get('le', context.get('lt')):g} or less."
    if kind == "literal_error":
        return f"{title} cannot be {shown}.", f"Choose one of {context.get('expected')}."
    if kind in ("float_type", "int_type", "int_from_float", "finite_number"):
        whole = "a whole number" if kind.startswith("int") else "a number"
        return f"{title} is {shown}, which is not {whole}.", f"Type {whole}."
    if kind in ("string_type", "string_too_long", "string_too_short"):
        return f"{title} is {shown}, which is not a text of fitting length.", "Type a text."
    if kind.startswith("date"):
        return f"{title} is {shown}, which is not a date.", "Type a date such as 2026-11-03."
    if kind == "string_pattern_mismatch":
        return f"{title} cannot be {shown}.", "Type two letters by ISO 3166-1, such as NL, or nothing."
    if kind == "missing":
        return f"{title} is missing.", "State it."
    if kind == "extra_forbidden":
        return f"“{title}” is no field of this table.", "Remove it."
    return f"{title} cannot be {shown}.", "Type another value."
