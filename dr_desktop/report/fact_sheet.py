"""A sheet of facts beside a picture: what is so, why, and where to go from there; as a picture and as plain lines.

Links are entities `go|TABLE|FIELD|ID` and `page|KEY`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from dr_desktop.report.font_metrics import text_width, wrapped
from dr_desktop.report.look import SIZE, TYPE, line_height
from dr_desktop.report.picture import Box, Path, Picture, Shape, Text
from dr_desktop.report.signs import state_dot, state_sign

_PAD: Final = 12.0
_GAP: Final = 10.0


class Title(NamedTuple):
    """What the sheet is about, and a grey line below it."""

    words: str
    caption: str = ""


class Figure(NamedTuple):
    """The number that is asked for, below the words that say what it is."""

    caption: str
    words: str


class Heading(NamedTuple):
    """Begins a part of the sheet."""

    words: str


class Words(NamedTuple):
    """A sentence or more."""

    words: str
    role: str = "text.primary"
    bold: bool = False


class Judged(NamedTuple):
    """A sentence with the sign of a verdict or severity, and its source below it."""

    state: str
    words: str
    source: str = ""
    bold: bool = False


class Row(NamedTuple):
    """A label with its value at the right; `before` is what the value was, `dot` a state dot before the value."""

    label: str
    value: str
    before: str = ""
    dot: str = ""
    role: str = "text.primary"
    bold: bool = False


class Formula(NamedTuple):
    """How a number comes about, and what its letters mean."""

    words: str
    note: str = ""


class Link(NamedTuple):
    """Goes somewhere."""

    words: str
    entity: str


class Line(NamedTuple):
    """Parts what is above from what is below."""


Fact = Title | Figure | Heading | Words | Judged | Row | Formula | Link | Line


class Destination(NamedTuple):
    """Where a link leads: to a cell (`table`, `entity`, `field`), or to a `page` where table is ""."""

    table: str
    entity: str
    field: str
    page: str


def go_to(table: str, entity: str, field: str = "") -> str:
    """The entity of a link to a cell."""
    return f"go|{table}|{field}|{entity}"


def open_page(key: str) -> str:
    """The entity of a link to a page."""
    return f"page|{key}"


def destination(entity: str) -> Destination | None:
    """Where a link leads; None for an entity that is none."""
    kind, _, rest = entity.partition("|")
    if kind == "page":
        return Destination("", "", "", rest)
    if kind != "go" or rest.count("|") < 2:
        return None
    table, field, key = rest.split("|", 2)
    return Destination(table, key, field, "")


def sheet_lines(facts: Iterable[Fact]) -> list[str]:
    """The sheet as plain lines, for the clipboard, for readers of the screen and for tests."""
    lines: list[str] = []
    for fact in facts:
        match fact:
            case Title(words, caption):
                lines += [words, *([caption] if caption else [])]
            case Figure(caption, words):
                lines.append(f"{caption}: {words}")
            case Words(words):
                lines.append(words)
            case Judged(_, words, source):
                lines += [words, *([f"Source: {source}"] if source else [])]
            case Row(label, value, before):
                lines.append(f"{label}: {value}" + (f" (was {before})" if before else ""))
            case Formula(words, note):
                lines += [words, *([note] if note else [])]
            case Heading(words) | Link(words):
                lines.append(words)
            case Line():
                continue
    return lines


def sheet_picture(facts: Sequence[Fact], width: float, height: float, title: str = "") -> Picture:
    """The sheet, `width` px wide and at least `height` px high."""
    sheet = _Sheet(width)
    for place, fact in enumerate(facts):
        sheet.add(fact, first=place == 0)
    return Picture(width, max(height, sheet.y + _PAD), tuple(sheet.shapes), title, "\n".join(sheet_lines(facts)))


class _Sheet:
    """Facts laid out from the top down; `y` is where the next one begins."""

    def __init__(self, width: float) -> None:
        self.left = _PAD
        self.right = width - _PAD
        self.y = _PAD - 2
        self.shapes: list[Shape] = []

    def add(self, fact: Fact, *, first: bool) -> None:
        match fact:
            case Title(words, caption):
                self._words(words, TYPE.section, "text.primary", bold=True)
                self._words(caption, TYPE.caption, "text.secondary")
            case Figure(caption, words):
                self._words(caption, TYPE.table, "text.secondary")
                self.y += 2
                self._words(words, TYPE.figure, "text.primary", bold=True)
            case Heading(words):
                self.y += 0 if first else _GAP
                self._words(words, TYPE.table, "text.primary", bold=True)
                self.y += 2
            case Words(words, role, bold):
                self._words(words, TYPE.table, role, bold=bold)
                self.y += 3
            case Judged():
                self._judged(fact)
            case Row():
                self._row(fact)
            case Formula(words, note):
                self._formula(words, note)
            case Link(words, entity):
                self.y += 3
                self._words(words, TYPE.table, "text.link", entity=entity)
            case Line():
                self.y += 5
                self.shapes.append(Box(self.left, round(self.y), self.right - self.left, 1, fill="line"))
                self.y += 6

    def _words(
        self, words: str, size: int, role: str, *, bold: bool = False, left: float | None = None, entity: str = ""
    ) -> None:
        if not words:
            return
        x = self.left if left is None else left
        for line in wrapped(words, self.right - x, size, bold):
            baseline = self.y + size
            self.shapes.append(Text(x, baseline, line, size, role, bold=bold, entity=entity or None))
            self.y += line_height(size) + 1

    def _judged(self, fact: Judged) -> None:
        self.y += 2
        self.shapes += state_sign(fact.state, self.left, self.y + 0.5, 13)
        left = self.left + 13 + 7
        role = f"{fact.state}.text" if fact.bold else "text.primary"
        self._words(fact.words, TYPE.body if fact.bold else TYPE.table, role, bold=fact.bold, left=left)
        self._words(fact.source, TYPE.caption, "text.secondary", left=left)
        self.y += 3

    def _row(self, row: Row) -> None:
        value_width = text_width(row.value, TYPE.table, row.bold)
        dot_width = SIZE.state_dot + 6 if row.dot else 0
        before_width = text_width(row.before, TYPE.table) + 18 if row.before else 0
        taken = value_width + dot_width + before_width
        room = self.right - self.left
        beside = room - taken - 10
        step = line_height(TYPE.table) + 4
        if text_width(row.label, TYPE.table) > beside and (beside < 0.45 * room):
            self._words(row.label, TYPE.table, "text.secondary")
            lines = wrapped(row.value, room - dot_width - before_width, TYPE.table, row.bold)
        else:
            labels = wrapped(row.label, beside, TYPE.table)
            for place, line in enumerate(labels):
                self.shapes.append(
                    Text(self.left, self.y + TYPE.table + place * (step - 3), line, TYPE.table, "text.secondary")
                )
            self.y += (len(labels) - 1) * (step - 3)
            lines = [row.value]
        for place, line in enumerate(lines):
            baseline = self.y + TYPE.table
            self.shapes.append(Text(self.right, baseline, line, TYPE.table, row.role, "right", row.bold))
            if place == 0:
                left = self.right - text_width(line, TYPE.table, row.bold)
                if row.dot:
                    self.shapes += state_dot(row.dot, left - dot_width, baseline - 8)
                if row.before:
                    x = left - dot_width - 18
                    self.shapes.append(Text(x, baseline, row.before, TYPE.table, "text.secondary", "right"))
                    self.shapes.append(_arrow(x + 7, baseline - 4))
            self.y += step if place == len(lines) - 1 else step - 3

    def _formula(self, words: str, note: str) -> None:
        top = self.y
        place = len(self.shapes)
        self.y += 5
        self._words(words, TYPE.table, "text.primary", left=self.left + 10)
        self._words(note, TYPE.caption, "text.secondary", left=self.left + 10)
        self.y += 4
        ground = [
            Box(self.left, top, self.right - self.left, self.y - top, fill="computed"),
            Box(self.left, top, 2, self.y - top, fill="line.strong"),
        ]
        self.shapes[place:place] = ground
        self.y += 2


def _arrow(x: float, y: float) -> Shape:
    return Path(((x, y - 3), (x + 4, y), (x, y + 3)), line="text.secondary", width=1.2)
