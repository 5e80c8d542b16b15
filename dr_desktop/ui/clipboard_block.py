"""A block of cells as the clipboard carries it: tab-separated text as spreadsheets write and read it, and HTML."""

from __future__ import annotations

from collections.abc import Sequence

Block = list[list[str]]


def block_of(text: str) -> Block:
    """The cells of tab-separated text; a cell in quotation marks may hold tabs and line ends, as Excel writes it."""
    if not text:
        return []
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if '"' not in plain:
        return [line.split("\t") for line in plain.split("\n")]
    if plain.endswith("\n"):
        plain += "\n"  # the reader gives a blank last line only where it is ended
    import csv  # only now: the window that opens holds no such block
    import io

    return [row or [""] for row in csv.reader(io.StringIO(plain, newline=""), delimiter="\t")]


def as_text(block: Sequence[Sequence[str]]) -> str:
    """The block as tab-separated text that `block_of` and spreadsheets take apart again."""
    return "\n".join("\t".join(_quoted(cell) for cell in row) for row in block) + "\n"


def as_html(block: Sequence[Sequence[str]], headings: Sequence[str] = ()) -> str:
    """The block as an HTML table, so that a mail or a text document shows one."""
    from html import escape  # it brings all of HTML's entities

    head = "".join(f"<th>{escape(one)}</th>" for one in headings)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in block)
    return f"<table>{f'<tr>{head}</tr>' if head else ''}{rows}</table>"


def tiled(block: Block, rows: int, columns: int) -> Block:
    """The block repeated until it fills a selection that is a whole number of times as large; else the block itself."""
    if not block or not block[0]:
        return block
    high, wide = len(block), len(block[0])
    if rows % high or columns % wide or (rows, columns) == (high, wide) or rows < high or columns < wide:
        return block
    return [row * (columns // wide) for row in block] * (rows // high)


def _quoted(cell: str) -> str:
    if any(mark in cell for mark in '\t\n\r"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell
