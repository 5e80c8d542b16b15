"""Tables in a Markdown page, for lists that people keep beside their documents."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from dr_desktop.files.intake.headers import Row

_RULE: Final = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*$")
_BAR: Final = re.compile(r"(?<!\\)\|")


class MarkdownTable(NamedTuple):
    """One table; its rows carry the line numbers of the page."""

    name: str
    rows: tuple[Row, ...]


def markdown_tables(text: str) -> tuple[MarkdownTable, ...]:
    """The tables of a page: a row of headings, a rule of dashes below it, and the rows that follow without a gap."""
    if "--" not in text or "|" not in text:
        return ()
    lines = text.splitlines()
    found: list[MarkdownTable] = []
    at = 1
    while at < len(lines):
        if _RULE.match(lines[at]) and "|" in lines[at - 1]:
            rows: list[Row] = [(at, _cells(lines[at - 1]))]
            at += 1
            while at < len(lines) and "|" in lines[at]:
                rows.append((at + 1, _cells(lines[at])))
                at += 1
            found.append(MarkdownTable(f"table {len(found) + 1}", tuple(rows)))
        at += 1
    return tuple(found)


def _cells(line: str) -> list[str]:
    bare = line.strip().removeprefix("|")
    parts = _BAR.split(bare.removesuffix("|") if not bare.endswith("\\|") else bare)
    return [part.strip().replace("\\|", "|").strip("*`") for part in parts]
