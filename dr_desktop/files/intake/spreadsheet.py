"""Reads the wanted tabs of a workbook that somebody else made, row by row, and trusts nothing it declares."""

import gc
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from dr_desktop.files.intake.container import too_large, zip_refusal
from dr_desktop.files.intake.headers import Row
from dr_desktop.files.intake.inventory import Refusal

MAX_ROWS = 200_000
EMPTY_ROWS_END_A_TAB = 200
"""Sheets declare, and even hold, a million empty rows: after this many in a row the tab is over."""

_STRICT = b"http://purl.oclc.org/ooxml/"


class TabName(NamedTuple):
    """A tab of a workbook."""

    title: str
    hidden: bool


class BrokenTabError(Exception):
    """A tab that turned out unreadable while its rows were being handed out."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal


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
        with _collection_paused(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            opened = _open(path, file)
            yield opened


def _open(path: Path, file: BinaryIO) -> OpenWorkbook | Refusal:
    from dr_desktop.files.intake import sheet_parser  # here, for it imports openpyxl

    try:
        reader = sheet_parser.opened_reader(file)
        sheets = sheet_parser.listed_sheets(reader)
    except sheet_parser.TooMuchTextError:
        return too_large(path, f"holds more than {sheet_parser.MAX_STRINGS_BYTES >> 20:,} MiB of text")
    except ImportError:
        return Refusal(path.name, "", "Workbooks cannot be opened safely here.", "Install the package defusedxml.")
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
            yield from _filled(path.name, title, sheet_parser.sheet_rows(reader, sheets[title].target))
        except BrokenTabError:
            raise
        except Exception as error:
            raise BrokenTabError(_damaged(path, title, error)) from error

    return OpenWorkbook(path.name, tuple(TabName(title, part.hidden) for title, part in sheets.items()), rows)


def _filled(file_name: str, title: str, rows: Iterator[Row]) -> Iterator[Row]:
    last = filled = 0
    for number, cells in rows:
        if number - last > EMPTY_ROWS_END_A_TAB:
            return
        if not any(cell is not None and cell != "" for cell in cells):
            continue
        last = number
        filled += 1
        if filled > MAX_ROWS:
            sentence = f"The tab {title} has more than {MAX_ROWS:,} filled rows."
            raise BrokenTabError(Refusal(file_name, f"{title} row {number}", sentence, "Split it into several files."))
        yield number, cells


@contextmanager
def _collection_paused() -> Iterator[None]:
    """A million short-lived cells make the garbage collector look at the whole program a hundred times over."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


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
