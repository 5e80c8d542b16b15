"""Where something stands in a JSON text, so that a message can name the line."""

import json
import re
from collections.abc import Sequence

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


def line_of(text: str, path: Sequence[str | int]) -> int | None:
    """The line, from 1, of the value that `path` leads to: keys of objects, positions in lists.

    Where the path ends too early the last thing it reached counts. None where it cannot be followed at all.
    The text must be valid JSON.
    """
    try:
        at = _begin(text, 0)
        for step in path:
            found = _item(text, at, step) if isinstance(step, int) else _value(text, at, step)
            if found is None:
                break
            at = found
    except (ValueError, IndexError, RecursionError):
        return None
    return text.count("\n", 0, at) + 1


def _begin(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _item(text: str, at: int, wanted: int) -> int | None:
    if text[at] != "[":
        return None
    at = _begin(text, at + 1)
    for _ in range(wanted):
        if text[at] == "]":
            return None
        _, at = _DECODER.raw_decode(text, at)
        at = _begin(text, at)
        if text[at] != ",":
            return None
        at = _begin(text, at + 1)
    return None if text[at] == "]" else at


def _value(text: str, at: int, wanted: str) -> int | None:
    """Of a key that stands twice the last, as every reader of JSON takes it."""
    if text[at] != "{":
        return None
    found = None
    at = _begin(text, at + 1)
    while text[at] != "}":
        key, at = _DECODER.raw_decode(text, at)
        at = _begin(text, _begin(text, at) + 1)  # beyond the colon
        if key == wanted:
            found = at
        _, at = _DECODER.raw_decode(text, at)
        at = _begin(text, at)
        if text[at] == ",":
            at = _begin(text, at + 1)
    return found
