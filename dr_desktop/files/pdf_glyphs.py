"""Which characters of a report the embedded font cannot draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dr_desktop.report.blocks import Block, Report, SignOffBlock, Table
from dr_desktop.report.font_metrics import REPLACEMENT, has_glyph

_NAMED_AT_MOST: Final = 5


def glyph_remark(report: Report) -> str:
    """One sentence that says what is shown as a replacement mark, and an example; "" where nothing is."""
    lacking: dict[str, str] = {}
    for text in _texts(report):
        if text.isascii():
            continue
        for character in text:
            if not has_glyph(character) and not character.isspace():
                lacking.setdefault(character, text)
    if not lacking:
        return ""
    example = next(iter(lacking.values()))
    start = next(place for place, character in enumerate(example) if character in lacking)
    codes = ", ".join(f"U+{ord(character):04X}" for character in sorted(lacking)[:_NAMED_AT_MOST])
    more = ", …" if len(lacking) > _NAMED_AT_MOST else ""
    kinds = "1 kind of character is" if len(lacking) == 1 else f"{len(lacking):,} kinds of character are"
    place = example[max(0, start - 20) : start + 20].replace("\n", " ")
    return (
        f"{kinds} not in this document's font ({codes}{more}), and shown as {REPLACEMENT}, as in “{place}”. "
        "The workbook holds them as they are."
    )


def _texts(report: Report) -> Iterator[str]:
    yield from _words(report.meta)
    for section in report.sections:
        yield section.title
        for block in section.blocks:
            yield from _of_block(block)


def _of_block(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from (block.title, block.note, *(column.heading for column in block.columns))
        for row in block.rows:
            yield from _words(row.cells)
    elif isinstance(block, SignOffBlock):
        for line in block.lines:
            yield from _words(line)
    else:
        yield from _words(block)


def _words(values: Iterable[object]) -> Iterator[str]:
    """The texts in a record, in tuples within it too."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from _words(value)
