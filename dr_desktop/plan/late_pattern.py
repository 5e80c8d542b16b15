"""Patterns that are compiled when first used: what people type is read long after the program has started."""

import re
from typing import TYPE_CHECKING, Any


class _LatePattern:
    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._source = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        # What was asked for once is an attribute from then on, so that reading pays nothing for being late.
        found = getattr(re.compile(*self._source), name)
        setattr(self, name, found)
        return found


if TYPE_CHECKING:
    late_pattern = re.compile
else:
    late_pattern = _LatePattern
