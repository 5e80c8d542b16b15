"""Widths of text in the bundled font, read from its file without Qt or reportlab.

Window, picture and PDF all set the same two files (IBM Plex Sans Regular and SemiBold), so a text that
was shortened here fits everywhere. Widths equal reportlab's exactly; no kerning, no ligatures.
Sources: OpenType specification 1.9, tables cmap (formats 4, 12), head, hhea, hmtx, OS/2.
"""

import struct
from functools import cache, lru_cache
from typing import Final, NamedTuple

from dr_desktop.bundled import bundled

ELLIPSIS: Final = "…"
REPLACEMENT: Final = "\ufffd"
FONT_FILES: Final = {False: "IBMPlexSans-Regular.ttf", True: "IBMPlexSans-SemiBold.ttf"}


class Metrics(NamedTuple):
    """Advance of each character in thousandths of the size, and the height and depth of a line of type."""

    widths: dict[str, float]
    ascent: float
    descent: float


@cache
def metrics(bold: bool = False) -> Metrics:
    """Metrics of the bundled Regular or SemiBold file."""
    data = bundled("fonts", FONT_FILES[bold]).read_bytes()
    tables = {
        data[at : at + 4].decode("ascii"): struct.unpack_from(">I", data, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
    }
    per_em = struct.unpack_from(">H", data, tables["head"] + 18)[0]
    ascent, descent = struct.unpack_from(">hh", data, tables["OS/2"] + 68)
    full_entries = struct.unpack_from(">H", data, tables["hhea"] + 34)[0]
    advances = struct.unpack_from(">" + "Hh" * full_entries, data, tables["hmtx"])[::2]
    scale = 1000.0 / per_em
    widths = {
        chr(code): advances[min(glyph, full_entries - 1)] * scale
        for code, glyph in _glyphs(data, tables["cmap"]).items()
        if code >= 32  # fonts map some control characters too
    }
    widths["\u00a0"] = widths[" "]
    return Metrics(widths, ascent * scale, descent * scale)


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    count = struct.unpack_from(">H", data, cmap + 2)[0]
    glyphs: dict[int, int] = {}
    records = (struct.unpack_from(">HHI", data, cmap + 4 + 8 * record) for record in range(count))
    for at in {cmap + offset for platform, _, offset in records if platform in (0, 3)}:  # platforms share a table
        table_format = struct.unpack_from(">H", data, at)[0]
        if table_format == 4:
            glyphs |= _segments(data, at)
        elif table_format == 12:
            for group in range(struct.unpack_from(">I", data, at + 12)[0]):
                first, last, glyph = struct.unpack_from(">III", data, at + 16 + 12 * group)
                glyphs |= {code: glyph + code - first for code in range(first, last + 1)}
    return glyphs


def _segments(data: bytes, at: int) -> dict[int, int]:
    double = struct.unpack_from(">H", data, at + 6)[0]
    half = f">{double // 2}H"
    last = struct.unpack_from(half, data, at + 14)
    first = struct.unpack_from(half, data, at + 16 + double)
    delta = struct.unpack_from(half, data, at + 16 + 2 * double)
    offsets_at = at + 16 + 3 * double
    offset = struct.unpack_from(half, data, offsets_at)
    glyphs: dict[int, int] = {}
    for segment in range(double // 2):
        for code in range(first[segment], min(last[segment], 0xFFFE) + 1):
            glyph = code
            if offset[segment]:
                place = offsets_at + 2 * segment + offset[segment] + 2 * (code - first[segment])
                glyph = struct.unpack_from(">H", data, place)[0]
                if not glyph:
                    continue
            if glyph := (glyph + delta[segment]) & 0xFFFF:
                glyphs[code] = glyph
    return glyphs


def has_glyph(character: str) -> bool:
    """Whether both weights of the bundled font can draw `character`."""
    return character in metrics(False).widths and character in metrics(True).widths


@lru_cache(maxsize=8192)
def drawable(text: str) -> str:
    """`text` as it is drawn in every medium: replacement marks for what the font lacks, no tabs."""
    if text.isascii() and text.isprintable():
        return text
    if all(map(has_glyph, text)):
        return text
    return "".join(c if has_glyph(c) else " " if c.isspace() else REPLACEMENT for c in text)


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of `text` as drawn, in the unit of `size` (px or pt)."""
    widths = metrics(bold).widths
    return 0.001 * size * sum(widths[character] for character in drawable(text))


def shortened(text: str, width: float, size: float, bold: bool = False) -> str:
    """`text`, or its longest beginning with … that fits into `width`; "" if not even … fits."""
    if text_width(text, size, bold) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle].rstrip() + ELLIPSIS, size, bold) <= width:
            low = middle
        else:
            high = middle - 1
    short = text[:low].rstrip() + ELLIPSIS
    return short if text_width(short, size, bold) <= width else ""


def wrapped(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """`text` in lines no wider than `width`: broken at spaces and hyphens, else inside a word."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if not line or text_width((line + piece).rstrip(" "), size, bold) <= width:
                line += piece
            else:
                lines.append(line.rstrip(" "))
                line = piece
            while len(line) > 1 and text_width(line.rstrip(" "), size, bold) > width:
                fitting = _fitting(line, width, size, bold)
                lines.append(line[:fitting])
                line = line[fitting:]
        lines.append(line.rstrip(" "))
    return lines


def _pieces(paragraph: str) -> list[str]:
    pieces = [""]
    for character in paragraph:
        pieces[-1] += character
        if character in " -":
            pieces.append("")
    return [piece for piece in pieces if piece]


def _fitting(line: str, width: float, size: float, bold: bool) -> int:
    count = 1
    while count < len(line) and text_width(line[: count + 1], size, bold) <= width:
        count += 1
    return count
