"""openpyxl's parsers, used without the steps that trust the file: its declared sizes, its other tabs, its author.

Only spreadsheet.py imports this module, and only when a workbook is read: openpyxl takes 0.2 s to import.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any, BinaryIO, NamedTuple, cast

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser
from openpyxl.xml import DEFUSEDXML
from openpyxl.xml.constants import SHARED_STRINGS

from dr_desktop.files.intake.cells import Cell, Missing
from dr_desktop.files.intake.headers import Row

MAX_COLUMNS = 1_000
MAX_STRINGS_BYTES = 64 << 20
"""The texts that cells share are held in memory as a whole."""
MAX_ROW_BYTES = 8 << 20
"""XML between two row ends: a row is held in memory as a whole, a sheet is not."""

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


class TooMuchTextError(Exception):
    """The texts that cells share are more than is safe to hold."""


class Part(NamedTuple):
    """A tab as the workbook lists it."""

    hidden: bool
    target: str
    """Name of its part in the ZIP file."""


def opened_reader(file: BinaryIO) -> ExcelReader:
    """Read what all tabs share: texts, date formats and the list of tabs. Raises nearly anything on a bad file."""
    if not DEFUSEDXML:  # a bare expat expands what defusedxml refuses
        raise ImportError("defusedxml")
    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    strings = next((part for part in reader.package.Override if part.ContentType == SHARED_STRINGS), None)
    if strings is not None and reader.archive.getinfo(strings.PartName[1:]).file_size > MAX_STRINGS_BYTES:
        raise TooMuchTextError
    reader.read_strings()
    reader.read_workbook()
    with suppress(Exception):  # many exporters write odd styles; without them a date shows as its number
        apply_stylesheet(reader.archive, reader.wb)
    return reader


def listed_sheets(reader: ExcelReader) -> dict[str, Part]:
    """Title to part, for the tabs that hold cells and whose part is there."""
    return {
        str(sheet.name): Part(sheet.state != "visible", str(relation.target))
        for sheet, relation in reader.parser.find_sheets()
        if relation.target in reader.valid_files and "worksheet" in relation.Type
    }


def sheet_rows(reader: ExcelReader, target: str) -> Iterator[Row]:
    """The rows that a sheet really holds, empty ones too; raises nearly anything on a damaged sheet."""
    workbook: Any = reader.wb  # its stub keeps the date formats to itself
    with reader.archive.open(target) as part:
        source = _Source(part)
        parser = _Parser(
            source,
            reader.shared_strings,
            data_only=True,
            epoch=workbook.epoch,
            date_formats=workbook._date_formats,
            timedelta_formats=workbook._timedelta_formats,
        )
        for number, cells in parser.parse():
            row: list[Cell] = [None] * min(max((cell["column"] for cell in cells), default=0), MAX_COLUMNS)
            for cell in cells:
                if 0 < cell["column"] <= MAX_COLUMNS:
                    row[cell["column"] - 1] = cell["value"]
            yield number, row


class _Source:
    """A sheet's XML as a stream: knows whether formulas have passed, and ends a row that never ends."""

    def __init__(self, part: IO[bytes]) -> None:
        self._part = part
        self._since_row_end = 0
        self._tail = b""
        self.has_formulas = False

    def read(self, size: int = -1) -> bytes:
        data = self._part.read(size)
        if not self.has_formulas:
            self.has_formulas = _FORMULA.search(self._tail + data) is not None
            self._tail = data[-64:]
        row_end = data.rfind(b"</row>")
        self._since_row_end = len(data) - row_end if row_end >= 0 else self._since_row_end + len(data)
        if self._since_row_end > MAX_ROW_BYTES:
            raise ValueError(f"a row of more than {MAX_ROW_BYTES} bytes")
        return data


class _Parser(WorkSheetParser):
    """Marks formulas without a stored result: they read as empty cells, and would pass for "not stated"."""

    def parse_row(self, row: Any) -> tuple[int, list[dict[str, Any]]]:
        number, cells = super().parse_row(row)
        if cast(_Source, self.source).has_formulas:
            for cell, element in zip(cells, row, strict=True):
                if cell["value"] is None and element.find(FORMULA_TAG) is not None:
                    cell["value"] = Missing.FORMULA_WITHOUT_VALUE
        return number, cells
