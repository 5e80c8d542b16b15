"""Reads text tables as other programs write them: any usual encoding, any usual delimiter, rows of uneven length."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

from dr_desktop.files.intake.cancelling import Tick, never_cancelled
from dr_desktop.files.intake.headers import Row
from dr_desktop.files.intake.inventory import Refusal
from dr_desktop.files.intake.spreadsheet import BrokenTabError

MAX_BYTES = 256 << 20
MAX_ROWS = 200_000
MAX_LINE_CHARACTERS = 1 << 20
DELIMITERS = (",", ";", "\t", "|")

_SAMPLE_CHARACTERS = 200_000
_SAMPLE_ROWS = 50
_PIECE_BYTES = 1 << 20
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins with UTF-16's mark, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class DelimitedText(NamedTuple):
    """A text table that is read row by row, and never held as a whole."""

    path: Path
    delimiter: str
    encoding: str
    remarks: tuple[str, ...]
    """What was unusual about the text, one sentence each."""
    open_quote: bool
    """The text holds an odd number of quotation marks."""

    def rows(self) -> Iterator[Row]:
        """Row number as a spreadsheet counts (a line break inside quotes does not end a row); empty rows left out.

        Raises BrokenTabError with the row where the text cannot be cut further.
        """
        number = line = lines_of_last = filled = 0
        last: Row | None = None
        try:
            with self.path.open(encoding=self.encoding, errors="replace", newline="") as stream:
                reader = csv.reader(_lines(self.path.name, stream), delimiter=self.delimiter)
                for number, cells in enumerate(reader, start=1):
                    lines_of_last, line = reader.line_num - line, reader.line_num
                    if last is not None:
                        yield last
                    last = (number, cells) if any(cells) else None
                    filled += last is not None
                    if filled > MAX_ROWS:
                        sentence = f"The file has more than {MAX_ROWS:,} rows."
                        remedy = "Split it into several files."
                        raise BrokenTabError(Refusal(self.path.name, f"row {number}", sentence, remedy))
        except csv.Error as error:
            raise BrokenTabError(_open_quote(self.path.name, number + 1)) from error
        except OSError as error:
            raise BrokenTabError(_unreadable(self.path, error)) from error
        if lines_of_last > 1 and self.open_quote:
            raise BrokenTabError(_open_quote(self.path.name, number))
        if last is not None:
            yield last


def delimited_text(path: Path, tick: Tick = never_cancelled) -> DelimitedText | Refusal:
    """Find out how a text table is written: encoding, delimiter, damage. It is looked through once, piece by piece."""
    found = _survey(path, tick)
    if isinstance(found, Refusal):
        return found
    declared, beginning = _declared_delimiter(_without_type_line(found.beginning))
    delimiter = declared or _likely_delimiter(beginning)
    remarks = []
    if found.encoding == "cp1252":
        remarks.append("The text is not UTF-8 and was read as Windows-1252: check names with accents.")
    if found.nulls:
        remarks.append(f"The file holds null characters ({found.nulls:,}), which were dropped: it may be damaged.")
    if found.unreadable:
        remarks.append("Some characters could not be read and show as \ufffd.")
    return DelimitedText(path, delimiter, found.encoding, tuple(remarks), found.quotes % 2 == 1)


def beginning_of(path: Path, max_bytes: int) -> str | Refusal:
    """The beginning of a text file, in whichever usual encoding it is; empty for what is no text."""
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes)
    except (OSError, ValueError) as error:
        return _unreadable(path, error)
    encoding = _marked(data)
    return data.decode(encoding or "utf-8", errors="replace")


def whole_text(path: Path, max_bytes: int, tick: Tick = never_cancelled) -> str | Refusal:
    """A text file as a whole, null characters dropped; a Refusal where it is larger than `max_bytes`."""
    try:
        size = path.stat().st_size
        if size > max_bytes:
            return _too_large(path, size, max_bytes)
        tick()
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        return _unreadable(path, error)
    encoding = _marked(data) or "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252" if encoding == "utf-8" else encoding, errors="replace")
    return text.replace("\0", "")


class _Survey(NamedTuple):
    encoding: str
    beginning: str
    nulls: int
    unreadable: int
    quotes: int


def _survey(path: Path, tick: Tick) -> _Survey | Refusal:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            return _too_large(path, size, MAX_BYTES)
        with path.open("rb") as file:
            encoding = _marked(file.read(_PIECE_BYTES))
            if encoding:
                return _looked_through(file, encoding, "replace", tick)
            try:
                return _looked_through(file, "utf-8", "strict", tick)
            except UnicodeDecodeError:
                return _looked_through(file, "cp1252", "replace", tick)
    except (OSError, ValueError) as error:
        return _unreadable(path, error)


def _looked_through(file: BinaryIO, encoding: str, errors: str, tick: Tick) -> _Survey:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    beginning = ""
    nulls = unreadable = quotes = 0
    while True:
        tick()
        data = file.read(_PIECE_BYTES)
        text = decoder.decode(data, final=not data)
        if len(beginning) < _SAMPLE_CHARACTERS:
            beginning += text[:_SAMPLE_CHARACTERS]
        nulls += text.count("\0")
        unreadable += text.count("\ufffd")
        quotes += text.count('"')
        if not data:
            return _Survey(encoding, beginning.replace("\0", ""), nulls, unreadable, quotes)


def _lines(name: str, stream: TextIO) -> Iterator[str]:
    """The lines of a text, without null characters and without a first line that is meant for a program."""
    number = 0
    while line := stream.readline(MAX_LINE_CHARACTERS):
        number += 1
        if len(line) >= MAX_LINE_CHARACTERS and line[-1] not in "\r\n":
            sentence = f"Line {number:,} has more than {MAX_LINE_CHARACTERS:,} characters, as no table has."
            raise BrokenTabError(Refusal(name, f"line {number}", sentence, "Choose the file that the tool wrote."))
        if "\0" in line:
            line = line.replace("\0", "")
        if number == 1:
            if _declared_delimiter(line)[0]:
                continue
            if line[:6].upper() == "#TYPE ":
                line = "\n"
        yield line


def _marked(data: bytes) -> str:
    """The encoding that a byte order mark tells, or that null bytes betray; empty for none."""
    return next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), "") or _guessed_wide(data)


def _too_large(path: Path, size: int, most: int) -> Refusal:
    sentence = f"The file has {size >> 20:,} MiB; at most {most >> 20:,} are read."
    return Refusal(path.name, "", sentence, "Split it into several files.")


def _unreadable(path: Path, error: Exception) -> Refusal:
    reason = getattr(error, "strerror", None) or "it cannot be opened"
    return Refusal(path.name, "", f"The file cannot be read: {reason}.", "Check that it is there and not locked.")


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
    first, end, _rest = text[:64].partition("\n")
    line = first.strip()
    if len(line) == 5 and line.casefold().startswith("sep=") and end:
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


def _open_quote(name: str, number: int) -> Refusal:
    return Refusal(
        name,
        f"row {number}",
        f"A quotation mark in row {number} is opened and never closed, so the rows after it cannot be told apart.",
        "Correct that row in a text editor, or export the file again.",
    )
