"""The wanted columns of a table, as columns."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dr_desktop.files.intake.cells import Cell, Missing, text_of
from dr_desktop.files.intake.figures import Figures, read_figures
from dr_desktop.files.intake.headers import GIB_PER_UNIT, Sheet
from dr_desktop.files.intake.inventory import Remark, RemarkKind, SkippedRow

ROWS_WITHOUT_KEY_END_A_TABLE = 200
"""A column filled down to the last row of the sheet must not make a million rows of it."""

PLACES_NAMED = 5


class Picked(NamedTuple):
    """Rows of one tab that have a name, cut down to the wanted columns."""

    tab: str
    numbers: tuple[int, ...]
    """Row numbers as a spreadsheet shows them."""
    columns: Mapping[str, tuple[Cell, ...]]
    """Field to the cells of its column; a field whose column is not there is missing."""
    extra: Mapping[str, tuple[Cell, ...]]
    """Heading to cells, for the columns asked for by position."""
    units_gib: Mapping[str, float]
    """GiB in one unit of the column, for fields whose heading names a unit."""
    skipped: tuple[SkippedRow, ...]
    remarks: tuple[Remark, ...]
    headings: Mapping[str, str] = {}
    """Field, or name in `extra`, to the heading as it is written."""

    def cells(self, field: str) -> Sequence[Cell]:
        """The column's cells; empty ones where the column is not there."""
        return self.columns.get(field) or (None,) * len(self.numbers)

    def texts(self, field: str) -> list[str]:
        """The column's cells as text."""
        return [text_of(cell) for cell in self.cells(field)]

    def place(self, position: int) -> str:
        """Where a row stands, such as `vInfo row 12`."""
        return f"{self.tab} row {self.numbers[position]}"


def pick(sheet: Sheet, extra: Mapping[str, int], by_delimiter: bool) -> Picked:
    """Read a table to its end, keeping its fields and the columns in `extra` (heading to position).

    `by_delimiter` says that cells were cut apart at delimiters, as in a CSV file: a row with too many cells has
    one delimiter too many somewhere before, so its values cannot be trusted. In a workbook a cell beside the table
    is only that. Rows without a name are skipped with the reason. Raises what the sheet's rows raise.
    """
    fields = list(sheet.columns)
    positions = [*sheet.columns.values(), *extra.values()]
    key = sheet.columns["name"]
    width = len(sheet.headings)
    numbers: list[int] = []
    kept: list[list[Cell]] = []
    skipped: list[SkippedRow] = []
    remarks: list[Remark] = []
    short: list[str] = []
    nameless: list[SkippedRow] = []
    for number, cells in sheet.rows:
        place = f"{sheet.name} row {number}"
        if len(cells) < width:
            short.append(place)
            cells = [*cells, *(None,) * (width - len(cells))]
        name = text_of(cells[key])
        if by_delimiter and len(cells) > width and any(text_of(cell) for cell in cells[width:]):
            reason = "It has more cells than there are headings: its values may stand in wrong columns."
            skipped.append(SkippedRow(place, name, reason, None))
        elif name:
            skipped.extend(nameless)
            nameless.clear()
            numbers.append(number)
            kept.append([cells[position] for position in positions])
        else:
            missing = isinstance(cells[key], Missing)
            reason = f"Its name is {Missing.FORMULA_WITHOUT_VALUE.value}." if missing else "It has no name."
            nameless.append(SkippedRow(place, "", reason, None))
            if len(nameless) >= ROWS_WITHOUT_KEY_END_A_TABLE:
                remarks.append(_ended(sheet.name, nameless[0].place))
                nameless.clear()
                break
    skipped.extend(nameless)
    if short:
        sentence = f"{sheet.name}: rows with fewer cells than headings; the missing cells are unknown"
        remarks.append(remark("row", sentence, short))
    columns = list(zip(*kept, strict=True)) or [()] * len(positions)
    return Picked(
        sheet.name,
        tuple(numbers),
        dict(zip(fields, columns, strict=False)),
        dict(zip(extra, columns[len(fields) :], strict=True)),
        {field: unit for field, at in sheet.columns.items() if (unit := sheet.headings[at].gib) is not None},
        tuple(skipped),
        tuple(remarks),
        {name: sheet.headings[at].text for name, at in (*sheet.columns.items(), *extra.items())},
    )


def column_gib(picked: Picked, field: str) -> tuple[tuple[float | None, ...], tuple[Remark, ...]]:
    """A column of sizes in GiB, and a remark on cells that are no numbers. Without a unit in the heading: MiB."""
    figures = read_figures(picked.cells(field), whole=True)
    unit = picked.units_gib.get(field, GIB_PER_UNIT["mib"])
    values = tuple(None if value is None else value * unit for value in figures.values)
    return values, number_remarks(picked, field, figures)


def column_counts(picked: Picked, field: str) -> tuple[tuple[int | None, ...], tuple[Remark, ...]]:
    """A column of whole numbers, and a remark on cells that are none."""
    figures = read_figures(picked.cells(field), whole=True)
    broken = tuple(
        (at, f"{value:g} is no whole number.")
        for at, value in enumerate(figures.values)
        if value is not None and not value.is_integer()
    )
    values = tuple(int(value) if value is not None and value.is_integer() else None for value in figures.values)
    return values, number_remarks(picked, field, Figures(figures.values, (*figures.unreadable, *broken)))


def number_remarks(picked: Picked, field: str, figures: Figures) -> tuple[Remark, ...]:
    """One remark on all cells of a column that could not be read as numbers."""
    if not figures.unreadable:
        return ()
    where = [f"{picked.place(at)}: {why}" for at, why in figures.unreadable]
    words = field.replace("_", " ")
    return (remark("number", f"{picked.tab}: values of {words} that are left unknown", where),)


def remark(kind: RemarkKind, sentence: str, places: Iterable[str]) -> Remark:
    """A remark that names the first few places and counts the rest."""
    listed = tuple(places)
    named = ", ".join(place.rstrip(".") for place in listed[:PLACES_NAMED])
    rest = f" and {len(listed) - PLACES_NAMED:,} more" if len(listed) > PLACES_NAMED else ""
    return Remark(kind, f"{sentence}: {named}{rest}." if named else f"{sentence}.", listed)


def _ended(tab: str, place: str) -> Remark:
    sentence = f"{tab} ends where {ROWS_WITHOUT_KEY_END_A_TABLE} rows in a row have no name, from"
    return Remark("row", f"{sentence} {place} on.", (place,))
