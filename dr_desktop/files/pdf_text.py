"""Words on a page: set in the bundled fonts, wrapped by their widths, in colours by role."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from dr_desktop.files.pdf_picture import FONT_NAMES
from dr_desktop.report.font_metrics import drawable, text_width, wrapped
from dr_desktop.report.look import colour

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

LEADING: Final = 1.3
_NO_BREAK_HYPHEN: Final = "\u2011"
_WITHIN_NUMBERS: Final = re.compile(r"(?<=\d)-(?=\d)")
_ASCENT: Final = 0.98  # of the size: what stands above the baseline of the first line of a block


class Run(NamedTuple):
    """Words in one weight and one colour."""

    words: str
    bold: bool = False
    role: str = "text.primary"


Line = tuple[Run, ...]


def leading(size: float) -> float:
    """Distance of two baselines, pt."""
    return size * LEADING


def lines_of(runs: tuple[Run, ...], width: float, size: float) -> list[Line]:
    """The runs set in lines no wider than `width` pt."""
    if len(runs) == 1:
        lines = _wrapped(runs[0].words, width, size, runs[0].bold)
        return [(runs[0]._replace(words=line),) for line in lines]
    return _mixed(runs, width, size)


def _wrapped(words: str, width: float, size: float, bold: bool) -> list[str]:
    """Lines as in a picture, but a day such as 2026-11-03 is not broken at its hyphens."""
    held = _WITHIN_NUMBERS.sub(_NO_BREAK_HYPHEN, words)
    return [line.replace(_NO_BREAK_HYPHEN, "-") for line in wrapped(held, width, size, bold)]


def _mixed(runs: tuple[Run, ...], width: float, size: float) -> list[Line]:
    lines: list[Line] = []
    line: list[Run] = []
    used = 0.0
    for run in runs:
        for piece in _pieces(run, width, size):
            piece_width = text_width(piece.words.rstrip(" "), size, piece.bold)
            if line and used + piece_width > width:
                lines.append(tuple(line))
                line, used = [], 0.0
            line.append(piece)
            used += text_width(piece.words, size, piece.bold)
    return [*lines, tuple(line)] if line else lines


def _pieces(run: Run, width: float, size: float) -> list[Run]:
    """Words with the space after them; what is wider than a line is broken inside."""
    found: list[Run] = []
    words = run.words.split(" ")
    for place, word in enumerate(words):
        parts = _wrapped(word, width, size, run.bold) or [""]
        found += [run._replace(words=part) for part in parts[:-1]]
        found.append(run._replace(words=parts[-1] + (" " if place < len(words) - 1 else "")))
    return [piece for piece in found if piece.words]


def say(
    canvas: Canvas, x: float, baseline: float, words: str, size: float, role: str = "text.primary", bold: bool = False
) -> float:
    """Write words with their left end at (x, baseline); gives where they end."""
    canvas.setFillColor(colour(role))
    canvas.setFont(FONT_NAMES[bold], size)
    canvas.drawString(x, baseline, drawable(words))
    return x + text_width(words, size, bold)


def say_right(
    canvas: Canvas, x: float, baseline: float, words: str, size: float, role: str = "text.primary", bold: bool = False
) -> None:
    """Write words with their right end at (x, baseline)."""
    say(canvas, x - text_width(words, size, bold), baseline, words, size, role, bold)


def say_lines(canvas: Canvas, x: float, top: float, lines: list[Line], size: float) -> None:
    """Write a block of lines whose upper edge is at `top`."""
    baseline = top - size * _ASCENT
    for line in lines:
        at = x
        for run in line:
            at = say(canvas, at, baseline, run.words, size, run.role, run.bold)
        baseline -= leading(size)


def rule(canvas: Canvas, x: float, y: float, width: float, role: str = "line", thickness: float = 0.5) -> None:
    """A line from (x, y) to the right."""
    canvas.setStrokeColor(colour(role))
    canvas.setLineWidth(thickness)
    canvas.setDash([])
    canvas.setLineCap(0)
    canvas.line(x, y, x + width, y)


def ground(
    canvas: Canvas, x: float, y: float, width: float, height: float, role: str | None, line: str | None = None
) -> None:
    """A rectangle with its lower left corner at (x, y): filled, outlined or both."""
    if role:
        canvas.setFillColor(colour(role))
        canvas.rect(x, y, width, height, stroke=0, fill=1)
    if line:
        canvas.setStrokeColor(colour(line))
        canvas.setLineWidth(0.5)
        canvas.setDash([])
        canvas.rect(x, y, width, height, stroke=1, fill=0)
