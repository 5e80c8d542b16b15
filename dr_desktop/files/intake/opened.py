"""A file opened once for every format to look at: tables of a workbook or a text, or a JSON document."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple, NoReturn

from dr_desktop.files.intake.cancelling import Tick, never_cancelled, ticking
from dr_desktop.files.intake.container import container_of, ole2_refusal
from dr_desktop.files.intake.delimited import beginning_of, delimited_text, whole_text
from dr_desktop.files.intake.headers import HEADING_ROWS, Row
from dr_desktop.files.intake.inventory import Refusal, Remark
from dr_desktop.files.intake.markdown_tables import markdown_tables
from dr_desktop.files.intake.spreadsheet import BrokenTabError, TabName, opened_workbook

MAX_JSON_BYTES: Final = 96 << 20
_BEGINNING_BYTES: Final = 65_536
MAX_PAGE_BYTES: Final = 4 << 20
_MARKDOWN_RULE: Final = re.compile(r"^ *\|[ :|-]*-{2,}[ :|-]*\|? *\r?$", re.MULTILINE)


class Tables(NamedTuple):
    """Tables by the name of their tab. A text file has one, named after nothing."""

    path: Path
    tabs: tuple[TabName, ...]
    rows: Callable[[str], Iterator[Row]]
    """The rows of a tab, read anew on each call; raises BrokenTabError."""
    by_delimiter: bool
    remarks: tuple[Remark, ...]
    heads: dict[str, tuple[Row, ...]]
    """First rows of the tabs that were looked at."""

    def head(self, tab: str) -> Iterator[Row]:
        """The first rows of a tab, kept for the next format that asks; none where the tab is broken."""
        known = self.heads.get(tab)
        if known is None:
            try:
                known = tuple(islice(self.rows(tab), HEADING_ROWS))
            except BrokenTabError:
                known = ()
            self.heads[tab] = known
        return iter(known)


class Document(NamedTuple):
    """A JSON document."""

    path: Path
    value: Any
    remarks: tuple[Remark, ...]


Opened = Tables | Document


@contextmanager
def opened(path: Path, tick: Tick = never_cancelled) -> Iterator[Opened | Refusal]:
    """Open a file of any kind that is read here; a Refusal, with its remedy, where it is none or cannot be opened."""
    match container_of(path):
        case Refusal() as refusal:
            yield refusal
        case "empty":
            yield Refusal(path.name, "", "The file is empty.", "Export the inventory again.")
        case "ole2":
            yield ole2_refusal(path)
        case "binary":
            sentence = "The file is neither a workbook nor a text, or it is damaged."
            yield Refusal(path.name, "", sentence, "Choose the .xlsx or .csv file that the inventory tool wrote.")
        case "zip":
            with opened_workbook(path) as workbook:
                if isinstance(workbook, Refusal):
                    yield workbook
                else:
                    read = workbook.rows
                    yield Tables(path, workbook.tabs, lambda tab: ticking(read(tab), tick), False, (), {})
        case "text":
            yield _text(path, tick)


def _text(path: Path, tick: Tick) -> Opened | Refusal:
    beginning = beginning_of(path, _BEGINNING_BYTES)
    if isinstance(beginning, Refusal):
        return beginning
    if beginning.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return _document(path, tick)
    if _MARKDOWN_RULE.search(beginning):
        page = _markdown(path, tick)
        if page is not None:
            return page
    text = delimited_text(path, tick)
    if isinstance(text, Refusal):
        return text
    remarks = tuple(Remark("file", sentence, ()) for sentence in text.remarks)
    rows = text.rows
    return Tables(path, (TabName("", False),), lambda _tab: ticking(rows(), tick), True, remarks, {})


def _markdown(path: Path, tick: Tick) -> Tables | None:
    page = whole_text(path, MAX_PAGE_BYTES, tick)
    tables = {} if isinstance(page, Refusal) else {one.name: one.rows for one in markdown_tables(page)}
    if not tables:
        return None
    tabs = tuple(TabName(name, False) for name in tables)
    return Tables(path, tabs, lambda tab: ticking(iter(tables[tab]), tick), False, (), {})


def _document(path: Path, tick: Tick) -> Document | Refusal:
    whole = whole_text(path, MAX_JSON_BYTES, tick)
    if isinstance(whole, Refusal):
        return whole
    text = whole.lstrip("\ufeff")
    found: list[Any] = []
    decoder = json.JSONDecoder(parse_constant=_no_constant)
    at = 0
    try:
        while at < len(text):
            tick()
            if text[at] in " \t\r\n,":
                at += 1
                continue
            value, at = decoder.raw_decode(text, at)
            found.append(value)
    except RecursionError:
        return Refusal(path.name, "", "The JSON is nested too deeply to be an inventory.", "Export the file again.")
    except ValueError as fault:
        position = getattr(fault, "pos", at)
        line = text.count("\n", 0, position) + 1
        sentence = f"The JSON is damaged or cut off in line {line:,}."
        return Refusal(path.name, f"line {line}", sentence, "Export the file again, and copy it whole.")
    remarks = []
    if len(found) > 1:
        remarks.append(Remark("file", f"The file holds {len(found):,} JSON documents, which were read as one.", ()))
    return Document(path, found[0] if len(found) == 1 else found, tuple(remarks))


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
