"""Reads text tables as other programs write them: any usual encoding, any usual delimiter, rows of uneven length."""

import codecs
import csv
import io
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from dr_desktop.files.intake.headers import Row
from dr_desktop.files.intake.inventory import Refusal

MAX_BYTES = 256 << 20
MAX_ROWS = 200_000
DELIMITERS = (",", ";", "\t", "|")

_SAMPLE_CHARACTERS = 200_000
_SAMPLE_ROWS = 50
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins with UTF-16's mark, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class DelimitedText(NamedTuple):
    """A text table, split into rows."""

    rows: tuple[Row, ...]
    """Row number as a spreadsheet counts (a line break inside quotes does not end a row); empty rows left out."""
    delimiter: str
    encoding: str
    remarks: tuple[str, ...]
    """What was unusual about the text, one sentence each."""


class Decoded(NamedTuple):
    """A text file as text."""

    text: str
    encoding: str
    cut: bool
    """The file goes on."""
    remarks: tuple[str, ...]


def read_delimited(path: Path, max_bytes: int | None = None) -> DelimitedText | Refusal:
    """Split a text file into rows of texts.

    `max_bytes` looks at the beginning only, for telling what a file is: the row it cuts through is left out.
    """
    whole = decoded(path, max_bytes)
    if isinstance(whole, Refusal):
        return whole
    declared, text = _declared_delimiter(_without_type_line(whole.text))
    delimiter = declared or _likely_delimiter(text)
    rows = _split(path.name, text, delimiter, whole.cut)
    if isinstance(rows, Refusal):
        return rows
    return DelimitedText(tuple(rows), delimiter, whole.encoding, whole.remarks)


def decoded(path: Path, max_bytes: int | None = None) -> Decoded | Refusal:
    """A text file as text, in whichever usual encoding it is; only its beginning where `max_bytes` says so."""
    try:
        size = path.stat().st_size
        if max_bytes is None and size > MAX_BYTES:
            sentence = f"The file has {size >> 20:,} MiB; at most {MAX_BYTES >> 20:,} are read."
            return Refusal(path.name, "", sentence, "Split it into several files.")
        with path.open("rb") as file:
            data = file.read(-1 if max_bytes is None else max_bytes)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it cannot be opened"
        return Refusal(path.name, "", f"The file cannot be read: {reason}.", "Check that it is there and not locked.")
    cut = max_bytes is not None and size > max_bytes
    text, encoding, remarks = _decode(data, cut)
    return Decoded(text, encoding, cut, tuple(remarks))


def _decode(data: bytes, cut: bool) -> tuple[str, str, list[str]]:
    remarks = []
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), "") or _guessed_wide(data)
    if encoding:
        text = data.decode(encoding, errors="replace")
    else:
        try:
            decoder = codecs.getincrementaldecoder("utf-8")()
            text, encoding = decoder.decode(data, final=not cut), "utf-8"
        except UnicodeDecodeError:
            text, encoding = data.decode("cp1252", errors="replace"), "cp1252"
            remarks.append("The text is not UTF-8 and was read as Windows-1252: check names with accents.")
    if "\0" in text:
        remarks.append(
            f"The file holds null characters ({text.count(chr(0)):,}), which were dropped: it may be damaged."
        )
        text = text.replace("\0", "")
    if "\ufffd" in text:
        remarks.append("Some characters could not be read and show as \ufffd.")
    return text, encoding, remarks


def _guessed_wide(data: bytes) -> str:
    """UTF-16 without a mark: in Western text every second byte is null."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 4:
        return ""
    if sample[1::2].count(0) > half * 0.7 and sample[0::2].count(0) < half * 0.1:
        return "utf-16-le"
    if sample[0::2].count(0) > half * 0.7 and sample[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def _declared_delimiter(text: str) -> tuple[str, str]:
    """Excel reads a first line `sep=;` as an instruction, and some tools write it."""
    first, _end, rest = text[:64].partition("\n")
    line = first.strip()
    if len(line) == 5 and line.casefold().startswith("sep=") and rest:
        return line[4], text[len(first) + 1 :]
    return "", text


def _without_type_line(text: str) -> str:
    """PowerShell's Export-Csv begins with a line `#TYPE …` unless it is told not to; it becomes an empty row."""
    return text[text.find("\n") :] if text[:6].upper() == "#TYPE " and "\n" in text else text


def _likely_delimiter(text: str) -> str:
    """The delimiter that cuts the rows into equally many cells, as many as the first row has."""

    def quality(delimiter: str) -> tuple[bool, float, int]:
        widths = [len(cells) for cells in _sample_rows(text, delimiter)]
        if not widths:
            return (False, 0.0, 0)
        width, times = Counter(widths).most_common(1)[0]
        if width < 2:
            return (False, 0.0, 0)
        return (widths[0] == width, times / len(widths), width)

    return max(DELIMITERS, key=quality)


def _sample_rows(text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text[:_SAMPLE_CHARACTERS], newline=""), delimiter=delimiter)
    rows = []
    try:
        for cells in islice(reader, _SAMPLE_ROWS):
            if any(cells):
                rows.append(cells)
    except csv.Error:
        pass  # a delimiter that does not fit may well produce an endless cell
    return rows


def _split(name: str, text: str, delimiter: str, cut: bool) -> list[Row] | Refusal:
    rows: list[Row] = []
    number = line = lines_of_last = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, cells in enumerate(reader, start=1):
            lines_of_last, line = reader.line_num - line, reader.line_num
            if any(cells):
                rows.append((number, cells))
            if len(rows) > MAX_ROWS:
                sentence = f"The file has more than {MAX_ROWS:,} rows."
                return Refusal(name, f"row {number}", sentence, "Split it into several files.")
    except csv.Error:
        return _open_quote(name, number + 1)
    if cut:
        return rows[:-1]
    if lines_of_last > 1 and text.count('"') % 2:
        return _open_quote(name, number)
    return rows


def _open_quote(name: str, number: int) -> Refusal:
    return Refusal(
        name,
        f"row {number}",
        f"A quotation mark in row {number} is opened and never closed, so the rows after it cannot be told apart.",
        "Correct that row in a text editor, or export the file again.",
    )
