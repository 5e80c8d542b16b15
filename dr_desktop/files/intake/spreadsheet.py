"""Reads the wanted tabs of a workbook that somebody else made, row by row, and trusts nothing it declares."""

import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, NamedTuple, Self, cast

from dr_desktop.files.intake.cells import Cell, Missing
from dr_desktop.files.intake.container import too_large, zip_refusal
from dr_desktop.files.intake.headers import Row
from dr_desktop.files.intake.inventory import Refusal

if TYPE_CHECKING:
    from openpyxl.reader.excel import ExcelReader

MAX_COLUMNS = 1_000
MAX_ROWS = 200_000
EMPTY_ROWS_END_A_TAB = 200
"""Sheets declare, and even hold, a million empty rows: after this many in a row the tab is over."""

MAX_STRINGS_BYTES = 64 << 20
"""The texts that cells share are held in memory as a whole."""
MAX_ROW_BYTES = 8 << 20
"""XML between two row ends: a row is held in memory as a whole, a sheet is not."""

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_STRICT = b"http://purl.oclc.org/ooxml/"
_CHUNK = 1 << 20


class TabName(NamedTuple):
    """A tab of a workbook."""

    title: str
    hidden: bool


class BrokenTabError(Exception):
    """A tab that turned out unreadable while its rows were being handed out."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal


class _TooMuchTextError(Exception):
    """The texts that cells share are more than is safe to hold."""


class OpenWorkbook(NamedTuple):
    """A workbook whose tabs can be read one after another."""

    file_name: str
    tabs: tuple[TabName, ...]
    rows: Callable[[str], Iterator[Row]]
    """Rows of the tab with this title, empty ones left out; raises BrokenTabError."""


@contextmanager
def opened_workbook(path: Path) -> Iterator[OpenWorkbook | Refusal]:
    """Open an .xlsx or .xlsm file: its list of tabs, and each tab on demand. Other tabs are never unpacked."""
    with path.open("rb") as file:
        refusal = zip_refusal(path, file)
        if refusal is not None:
            yield refusal
            return
        # Odd styles and dates outside the calendar are announced as warnings; cells not wanted here are no news.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            opened = _open(path, file)
            yield opened


def _open(path: Path, file: BinaryIO) -> OpenWorkbook | Refusal:
    # Imported here: openpyxl takes 0.2 s, and a program start does not read workbooks.
    from openpyxl.xml import DEFUSEDXML

    if not DEFUSEDXML:  # a bare expat expands what defusedxml refuses
        return Refusal(path.name, "", "Workbooks cannot be opened safely here.", "Install the package defusedxml.")
    try:
        reader = _reader(file, data_only=True)
        sheets = _sheets(reader)
    except _TooMuchTextError:
        return too_large(path, f"holds more than {MAX_STRINGS_BYTES >> 20:,} MiB of text")
    except Exception as error:  # noqa: BLE001 - openpyxl and zipfile raise nearly anything on damaged parts
        return _damaged(path, "", error)
    if not sheets and _is_strict(reader.archive):
        return Refusal(
            path.name,
            "",
            "The workbook is saved as Strict Open XML.",
            "Open it in Excel and save it as Excel Workbook (.xlsx).",
        )

    def rows(title: str) -> Iterator[Row]:
        try:
            yield from _rows(path, file, reader, sheets[title][1], title)
        except BrokenTabError:
            raise
        except Exception as error:
            raise BrokenTabError(_damaged(path, title, error)) from error

    names = tuple(TabName(title, hidden) for title, (hidden, _target) in sheets.items())
    return OpenWorkbook(path.name, names, rows)


def _reader(file: BinaryIO, data_only: bool) -> "ExcelReader":
    """openpyxl's reader, without the steps that look at document properties and at every tab."""
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet
    from openpyxl.xml.constants import SHARED_STRINGS

    reader = ExcelReader(file, read_only=True, data_only=data_only, keep_links=False)
    reader.read_manifest()
    strings = next((part for part in reader.package.Override if part.ContentType == SHARED_STRINGS), None)
    if strings is not None and reader.archive.getinfo(strings.PartName[1:]).file_size > MAX_STRINGS_BYTES:
        raise _TooMuchTextError
    reader.read_strings()
    reader.read_workbook()
    with suppress(Exception):  # many exporters write odd styles; without them a date shows as its number
        apply_stylesheet(reader.archive, reader.wb)
    return reader


def _sheets(reader: "ExcelReader") -> dict[str, tuple[bool, str]]:
    return {
        str(sheet.name): (sheet.state != "visible", str(relation.target))
        for sheet, relation in reader.parser.find_sheets()
        if relation.target in reader.valid_files and "worksheet" in relation.Type
    }


def _rows(path: Path, file: BinaryIO, reader: "ExcelReader", target: str, title: str) -> Iterator[Row]:
    rows = _worksheet(reader, target, title)
    if _has_formulas(reader.archive, target):
        rows = _with_missing_results(rows, _worksheet(_reader(file, data_only=False), target, title))
    empty = 0
    filled = 0
    for number, cells in enumerate(rows, start=1):
        if not any(cell is not None and cell != "" for cell in cells):
            empty += 1
            if empty >= EMPTY_ROWS_END_A_TAB:
                return
            continue
        empty = 0
        filled += 1
        if filled > MAX_ROWS:
            sentence = f"The tab {title} has more than {MAX_ROWS:,} filled rows."
            raise BrokenTabError(Refusal(path.name, f"{title} row {number}", sentence, "Split it into several files."))
        yield number, cells


def _worksheet(reader: "ExcelReader", target: str, title: str) -> Iterator[Sequence[Cell]]:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    class Unmeasured(ReadOnlyWorksheet):
        """Takes no notice of the size that the sheet declares: that may be a million rows."""

        def _get_size(self) -> None:
            pass

        def _get_source(self) -> IO[bytes]:
            return cast(IO[bytes], _BoundedRows(reader.archive.open(target)))

    sheet: Any = Unmeasured(reader.wb, title, target, reader.shared_strings)  # its stub disowns iter_rows
    return cast(Iterator[Sequence[Cell]], sheet.iter_rows(min_row=1, max_col=MAX_COLUMNS, values_only=True))


class _BoundedRows:
    """A sheet's XML as a stream that ends in an error when a single row grows without end."""

    def __init__(self, part: IO[bytes]) -> None:
        self._part = part
        self._since_row_end = 0

    def read(self, size: int = -1) -> bytes:
        data = self._part.read(size)
        row_end = data.rfind(b"</row>")
        self._since_row_end = len(data) - row_end if row_end >= 0 else self._since_row_end + len(data)
        if self._since_row_end > MAX_ROW_BYTES:
            raise ValueError(f"a row of more than {MAX_ROW_BYTES} bytes")
        return data

    def close(self) -> None:
        self._part.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_reason: object) -> None:
        self.close()


def _with_missing_results(
    results: Iterator[Sequence[Cell]], formulas: Iterator[Sequence[Cell]]
) -> Iterator[Sequence[Cell]]:
    """A formula whose result was never stored reads as an empty cell: mark it, or it would pass for "not stated"."""
    for values, stated in zip(results, formulas, strict=False):
        if any(value is None and formula is not None for value, formula in zip(values, stated, strict=False)):
            yield tuple(
                Missing.FORMULA_WITHOUT_VALUE if value is None and formula is not None else value
                for value, formula in zip(values, stated, strict=False)
            )
        else:
            yield values


def _has_formulas(archive: zipfile.ZipFile, target: str) -> bool:
    kept = b""
    with archive.open(target) as part:
        while chunk := part.read(_CHUNK):
            if _FORMULA.search(kept + chunk):
                return True
            kept = chunk[-64:]
    return False


def _is_strict(archive: zipfile.ZipFile) -> bool:
    try:
        return _STRICT in archive.read("xl/workbook.xml")
    except Exception:  # noqa: BLE001 - whatever is wrong with that part, it does not say so
        return False


def _damaged(path: Path, place: str, error: Exception) -> Refusal:
    if type(error).__name__ in {"EntitiesForbidden", "DTDForbidden", "ExternalReferenceForbidden"}:
        return Refusal(
            path.name,
            place,
            "The workbook defines XML entities, which no spreadsheet program does; such files are made to do harm.",
            "Do not open it elsewhere; ask its sender where it is from.",
        )
    what = f"The tab {place}" if place else "The workbook"
    return Refusal(
        path.name,
        place,
        f"{what} cannot be read: its content is damaged or incomplete.",
        "Open the file in Excel, let it repair what it can, and save it again; or export it anew.",
    )
