"""The review document as data: what a section holds, free of pages and of sheets.

A cell keeps the value itself in the unit of its column's heading, never rounded; `shown` writes it for the eye. So a
table becomes words on a page and numbers in a workbook without being built twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

from dr_desktop.plan.shown import UNKNOWN, show_date, show_minutes, show_money, show_number
from dr_desktop.report.picture import Picture

Cell = str | float | date | None
"""Words, a number in the column's unit, a day, or None: not known."""

CellKind = Literal["words", "number", "minutes", "money", "share", "date"]
"""`minutes` is a length of time in minutes, `money` an amount in the currency that `unit` names, `share` 0 to 1."""


class Column(NamedTuple):
    """A column: `unit` stands in the heading of a sheet and of a page; `share` is its part of the width, 0 to 1.

    `trimmed` leaves out the zeros at the end of decimals, for a column whose rows have different units.
    """

    heading: str
    share: float
    kind: CellKind = "words"
    unit: str = ""
    decimals: int = 0
    bold: bool = False
    trimmed: bool = False

    @property
    def right(self) -> bool:
        """Whether its cells stand at the right: numbers do, words and days do not."""
        return self.kind not in ("words", "date")


class Row(NamedTuple):
    """A row of a table. `sign` is a state of `signs` (error, recommended …) at its left; `entity` what it is about.

    `lead`: words over the whole width that stand for the rows below them, in the place of its cells.
    """

    cells: tuple[Cell, ...]
    sign: str | None = None
    entity: str = ""
    total: bool = False
    lead: str = ""


class Table(NamedTuple):
    """`key` is stable and names the table in a workbook. Without rows, `empty` is said in its place.

    `tight`: set smaller and with less room between its rows, for what is looked up and not read.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    empty: str = "Nothing to list."
    tight: bool = False

    @property
    def signed(self) -> bool:
        """Whether a narrow column for signs stands before the first."""
        return any(row.sign for row in self.rows)


class Paragraph(NamedTuple):
    """Words of one paragraph; `lead` stands before them in bold; a caption is set smaller."""

    words: str
    lead: str = ""
    caption: bool = False


class Heading(NamedTuple):
    """A heading within a section."""

    words: str


class Bullets(NamedTuple):
    """A list of sentences; `tight`: set smaller, for what is looked up and not read."""

    items: tuple[str, ...]
    tight: bool = False


class Asked(NamedTuple):
    """The decision that the meeting is asked for."""

    words: str


class Figure(NamedTuple):
    """A picture: `draw(width, height)` in px gives it; `height_of_width` is the height that suits it, per width.

    `width_px` is the width it is drawn for, so that its type keeps its size on paper (680 px on 170 mm of A4 portrait,
    1,028 px on 257 mm landscape). A figure and its caption stay together.
    """

    key: str
    draw: Callable[[float, float], Picture]
    caption: str
    height_of_width: float
    width_px: float = 680


class TileLine(NamedTuple):
    """A line below a tile's figure, with the sign of a state before it where it has one."""

    words: str
    sign: str | None = None


class Tile(NamedTuple):
    """One number that decides: what it is, the figure, what stands beside it, and at most two lines."""

    heading: str
    figure: str
    beside: str = ""
    lines: tuple[TileLine, ...] = ()


class Tiles(NamedTuple):
    """Tiles in rows of three."""

    tiles: tuple[Tile, ...]


class SignatureLine(NamedTuple):
    """One who signs: role, name, decision in words, conditions, day; blanks are left to be filled by hand."""

    role: str
    name: str
    decision: str
    conditions: str
    on: date | None
    scope: str


class SignOffBlock(NamedTuple):
    """The block where the meeting signs."""

    lines: tuple[SignatureLine, ...]


class PageBreak(NamedTuple):
    """What follows begins on a new page."""


Block = Paragraph | Heading | Bullets | Asked | Table | Figure | Tiles | SignOffBlock | PageBreak


class Section(NamedTuple):
    """A section with its bookmark. Those across the page follow each other on their pages, as upright ones do.

    `appendix`: its letter where it is one, "" in the part that the meeting reads. `holds`: what an appendix says, for
    the list of them.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    beside_title: str = ""
    appendix: str = ""
    holds: str = ""

    @property
    def named(self) -> str:
        """The title, with the letter of an appendix before it."""
        return f"{self.appendix}\u2002{self.title}" if self.appendix else self.title


class Meta(NamedTuple):
    """What stands on the cover and at the head and foot of every page."""

    plan: str
    customer: str
    classification: str
    revision: str
    status: str
    author: str
    author_role: str
    review_date: date | None
    made_on: date
    digest: str
    price_words: str
    assumed_words: str

    @property
    def head_left(self) -> str:
        """Customer and plan."""
        return " · ".join(filter(None, (self.customer, self.plan)))

    @property
    def head_right(self) -> str:
        """Classification, revision and status."""
        status = self.status[:1].lower() + self.status[1:]
        return " · ".join(filter(None, (self.classification, f"Revision {self.revision}", status)))

    @property
    def foot_lines(self) -> tuple[str, str]:
        """Who prepared it for when; the plan's digest, the price date and how much is assumed."""
        by = self.author_role or self.author
        prepared = f"Prepared by {by}" if by else "Prepared with DR Desktop"
        meeting = f" for the review meeting of {show_date(self.review_date)}" if self.review_date else ""
        plan = " · ".join((f"Plan {self.digest}", self.price_words, self.assumed_words))
        return f"{prepared}{meeting}", plan


class Report(NamedTuple):
    """The review document. The first section is the cover; appendices stand last."""

    title: str
    meta: Meta
    sections: tuple[Section, ...]

    @property
    def appendices(self) -> tuple[Section, ...]:
        """The sections behind the part that the meeting reads."""
        return tuple(one for one in self.sections if one.appendix)


def shown(cell: Cell, column: Column) -> str:
    """A cell as a reader sees it; – for what is not known."""
    if cell is None:
        return UNKNOWN
    if isinstance(cell, str):
        return cell
    if isinstance(cell, date):
        return show_date(cell)
    if column.kind == "minutes":
        return show_minutes(cell, in_table=True)
    if column.kind == "money":
        return show_money(cell, column.unit, column.decimals)
    if column.kind == "share":
        return show_number(cell * 100, column.decimals)
    words = show_number(cell, column.decimals)
    return words.rstrip("0").rstrip(".") if column.trimmed and "." in words else words


def heading_words(column: Column) -> str:
    """A heading with its unit: "Used, TiB"; a length of time and an amount of money carry theirs in every cell."""
    if column.kind == "share":
        return f"{column.heading}, %"
    return f"{column.heading}, {column.unit}" if column.unit and column.kind == "number" else column.heading


def tables_of(report: Report) -> tuple[Table, ...]:
    """Every table of a report, in order."""
    return tuple(block for section in report.sections for block in section.blocks if isinstance(block, Table))
