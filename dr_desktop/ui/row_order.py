"""The order of rows as a list of ids: sorting as people expect it, and runs of neighbouring rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

_DIGITS: Final = re.compile(r"([0-9]+)")


def sort_key(value: Any) -> Any:
    """A key that puts machine-2 before machine-10 and takes no notice of case; numbers and dates as they are."""
    if not isinstance(value, str):
        return value
    folded = value.casefold()
    parts: list[Any] = _DIGITS.split(folded)
    parts[1::2] = map(int, parts[1::2])
    return parts


def in_order(ids: Sequence[str], key: Callable[[str], Any], *, descending: bool) -> list[str]:
    """The ids by their keys; equal keys keep their order, and what has no key (None) stands last either way."""
    keys = {one: key(one) for one in ids}
    known = [one for one in ids if keys[one] is not None]
    known.sort(key=keys.__getitem__, reverse=descending)
    return known + [one for one in ids if keys[one] is None]


def runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Neighbouring rows as (first, last), in ascending order."""
    found: list[tuple[int, int]] = []
    for row in sorted(rows):
        if found and found[-1][1] >= row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
