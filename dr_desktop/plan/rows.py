"""Rows by id that know in what they differ from those they were made of: nobody walks ten thousand to find one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import compress
from operator import is_not
from typing import Any, TypeVar
from weakref import ref

V = TypeVar("V")


def put_into(rows: Mapping[str, V], others: Mapping[str, V]) -> dict[str, V]:
    """`rows` with these: in place where the id is known, else at the end. Neither is changed, nor may the result be."""
    made = Rows(rows)
    made.update(others)
    if isinstance(rows, Rows) and len(made) == len(rows):
        made.made_of = ref(rows)
        made.others = tuple([key for key, one in others.items() if rows[key] is not one])
    return made


def other_rows(before: Mapping[str, V], after: Mapping[str, V]) -> Collection[str] | None:
    """The ids whose row is another object, in no order; None where rows came, went or moved."""
    if before is after:
        return ()
    if isinstance(after, Rows) and after.made_of() is before:
        return after.others
    if isinstance(before, Rows) and before.made_of() is after:  # an edit that is undone
        return before.others
    if list(before) != list(after):
        return None
    return list(compress(after, map(is_not, before.values(), after.values())))


def renewed(before: Mapping[str, V], after: Mapping[str, V]) -> Collection[str]:
    """The ids whose row is another object than before, or was not there, in no order."""
    others = other_rows(before, after)
    return [key for key, one in after.items() if before.get(key) is not one] if others is None else others


def _of_nothing() -> None:
    return None


class Rows(dict[str, V]):
    """`others`: the ids whose row is another than in the rows it was made of, where those are still there."""

    __slots__ = ("__weakref__", "made_of", "others")

    def __init__(self, rows: Mapping[str, V]) -> None:
        super().__init__(rows)
        self.made_of: Any = _of_nothing
        self.others: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)
