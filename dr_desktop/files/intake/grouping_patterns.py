"""Patterns of names as a planner types them: `crm-* = CRM`, one on a line, wildcards or regular expressions."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dr_desktop.plan.entity import Problem

MOST_PATTERNS: Final = 500
LONGEST_PATTERN: Final = 200
LONGEST_NAME: Final = 100
"""Characters of a name that an expression is tried on."""

MOST_REPETITIONS: Final = 4
_REPETITION: Final = re.compile(r"(?<![(\\])[*+?{]")
_REPEATED: Final = re.compile(r"[*+}]\)*[*+{]|\([^()]*[*+}|][^()]*\)[*+{]|\\[1-9]")
"""A repetition of something that repeats or may be read in several ways, and references back: on a long name such an
expression can take longer than anybody waits."""


def read_patterns(text: str) -> tuple[tuple[str, str], ...] | Problem:
    """The patterns and the applications they name, from lines or parts between semicolons; a Problem names the first
    that cannot be used."""
    found: list[tuple[str, str]] = []
    for part in re.split(r"[;\n]", text):
        if not part.strip():
            continue
        pattern, sign, label = (one.strip() for one in part.rpartition("="))
        if not (pattern and sign and label):
            return Problem(f"“{part.strip()[:60]}” names no application.", "Write a pattern such as crm-* = CRM.")
        if len(pattern) > LONGEST_PATTERN or len(found) >= MOST_PATTERNS:
            limits = f"Use at most {MOST_PATTERNS} patterns of {LONGEST_PATTERN} characters."
            return Problem("These are more or longer patterns than are taken.", limits)
        if is_regular(pattern):
            wrong = _wrong(pattern)
            if wrong is not None:
                return wrong
        found.append((pattern, label))
    if not found:
        return Problem("No pattern is stated.", "Write a pattern such as crm-* = CRM.")
    return tuple(found)


def is_regular(pattern: str) -> bool:
    """Whether the pattern stands between slashes, so that it is a regular expression."""
    return len(pattern) > 2 and pattern.startswith("/") and pattern.endswith("/")


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str]:
    """The expression between the slashes; raises re.error where it is none."""
    return re.compile(pattern[1:-1], re.IGNORECASE)


def _wrong(pattern: str) -> Problem | None:
    if _REPEATED.search(pattern) or len(_REPETITION.findall(pattern)) > MOST_REPETITIONS:
        remedy = f"Repeat at most {MOST_REPETITIONS} things, such as [a-z]+ or .*, and no group."
        return Problem(f"{pattern} repeats too much, which can take forever.", remedy)
    try:
        compiled(pattern)
    except (re.error, OverflowError, RecursionError) as fault:
        return Problem(f"{pattern} is no regular expression: {fault}.", "Use * and ? instead, without slashes.")
    return None
