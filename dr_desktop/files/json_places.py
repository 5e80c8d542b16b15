"""Where something stands in a JSON text, so that a message can name the line."""

import json
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]', re.DOTALL)
_NUMBER: Final = re.compile(r'"(?:[^"\\]|\\.)*"|-?([0-9]{400,})', re.DOTALL)

Path = tuple[str | int, ...]


class KeyTwice(NamedTuple):
    """A key that one object has twice: the path to that object, the key, and both lines from 1."""

    path: Path
    key: str
    first_line: int
    second_line: int


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
    return _line(text, at)


def key_twice(text: str) -> KeyTwice | None:
    """The first key that an object has twice, blanks around it not counted; None where each is there once.

    The text must be valid JSON.
    """
    seen: list[dict[str, int] | None] = []  # per open bracket the keys with their places; None for a list
    path: list[str | int] = []  # per open bracket the key or position that is being read
    for token in _TOKEN.finditer(text):
        sign, keys = token[0][0], seen[-1] if seen else None
        if sign in "{[":
            seen.append({} if sign == "{" else None)
            path.append(0)
        elif sign in "}]":
            seen.pop()
            path.pop()
        elif sign == "," and keys is None:
            path[-1] = int(path[-1]) + 1
        elif sign == '"' and keys is not None and text[_begin(text, token.end())] == ":":
            key = json.loads(token[0], strict=False).strip()
            if key in keys:
                return KeyTwice(tuple(path[:-1]), key, _line(text, keys[key]), _line(text, token.start()))
            keys[key] = token.start()
            path[-1] = key
    return None


def too_deep(text: str, most: int) -> int | None:
    """Where more than `most` brackets are open, from 0; None where there never are. Any text will do."""
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += (token[0] in "[{") - (token[0] in "]}")
        if depth > most:
            return token.start()
    return None


def endless_number(text: str) -> int | None:
    """Where a number of hundreds of digits stands, from 0; None where there is none. Any text will do."""
    return next((found.start() for found in _NUMBER.finditer(text) if found[1]), None)


def spot(text: str, at: int) -> str:
    """Position `at`, from 0, as line and character from 1."""
    return f"line {_line(text, at):,}, character {at - text.rfind(chr(10), 0, at):,}"


def _line(text: str, at: int) -> int:
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
